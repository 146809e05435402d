"""The chart says the same at every width: its scale, its first bar and its labels."""

from hypothesis import given
from hypothesis import strategies as st

from kindtui.tui import themes
from kindtui.tui.widgets.bar_chart import (
    BAR_GLYPH,
    MIN_CHART_COLUMNS,
    MIN_CHART_ROWS,
    POINTER_GLYPH,
    Bars,
    chart_text,
    styled_chart,
)
from kindtui.tui.widgets.week_chart import WeekChart
from tests.tui.harness import EVENING, OpenApp

counts = st.lists(st.integers(0, 7), min_size=1, max_size=120).map(tuple)
widths, heights = st.integers(MIN_CHART_COLUMNS, 220), st.integers(MIN_CHART_ROWS, 30)


@given(counts, widths, heights, st.booleans())
def test_chart_shows_scale_bars_and_labels_at_every_size(
    counts: tuple[int, ...], width: int, height: int, has_axis: bool
) -> None:
    lines = chart_text(Bars(counts, {0: "Nov"}, 7, has_axis=has_axis), width, height).split("\n")
    assert len(lines) == height
    assert max(map(len, lines)) <= width
    assert lines[0].startswith("7")
    assert lines[-2].startswith("0")
    assert lines[-1].split() == ["Nov"]
    rows = [line[1:] for line in lines[: -2 if has_axis else -1]]
    assert (set("".join(rows)) - set(" 4") != set()) == any(counts)
    assert (BAR_GLYPH in rows[0]) == (max(counts) == 7)
    room = (width - 2) // len(counts)
    if room >= 2 and len(counts) > 1:
        assert len(rows[-1].split()) == sum(count > 0 for count in counts)


@given(st.integers(MIN_CHART_ROWS, 30), st.integers(1, 60), st.data())
def test_counts_apart_by_an_eighth_of_a_row_look_different(
    height: int, top: int, data: st.DataObject
) -> None:
    lower = data.draw(st.integers(0, top))
    higher = data.draw(st.integers(lower, top))
    lines = chart_text(Bars((lower, higher), {}, top), 40, height).split("\n")[:-1]
    bars = [[line[column : column + 1] for line in lines] for column in (4, 15)]
    if (higher - lower) * 8 * len(lines) >= top:
        assert bars[0] != bars[1]
    assert bars[0] == bars[1] or lower < higher


@given(widths, st.integers(1, 120), st.sampled_from((3, 4)))
def test_no_label_is_cut(width: int, count: int, length: int) -> None:
    """Of labels for every fourth bar each is there as a whole or not at all, and most that fit are there."""
    names = {index: f"{index:0{length}}" for index in range(0, count, 4)}
    chart = chart_text(Bars((1,) * count, names, 7), width, MIN_CHART_ROWS).split("\n")
    shown = chart[-1].split()
    assert shown
    assert set(shown) <= set(names.values())
    if (width - 2) // count >= 1 and length == 3:
        assert len(shown) >= len(names) - 1


@given(widths, st.integers(1, 60), st.data())
def test_the_marked_bar_has_a_pointer_below_it(width: int, count: int, data: st.DataObject) -> None:
    marked = data.draw(st.integers(0, count - 1))
    counts = tuple(int(index == marked) for index in range(count))
    bars = Bars(counts, {}, 1, has_axis=True)
    text = chart_text(bars, width, MIN_CHART_ROWS)
    lines = styled_chart(text, bars, width, marked, "bold").plain.split("\n")
    assert lines[0][lines[-2].index(POINTER_GLYPH)] == BAR_GLYPH
    assert POINTER_GLYPH not in styled_chart(text, bars, width, None, "bold").plain
    assert POINTER_GLYPH not in styled_chart(text, bars, width, count, "bold").plain


async def test_chart_is_redrawn_for_another_theme_or_size(open_app: OpenApp) -> None:
    async with open_app(size=(120, 40), at=EVENING) as harness:
        await harness.press("x", "enter", "enter", "f3")
        drawn = {}
        for theme in ("dark", "light"):
            harness.app.theme = themes.BY_NAME[theme].name
            for width in (80, 60):
                await harness.resize(width, 40)
                chart = harness.app.screen.query_one(WeekChart)
                chart.marked = None
                segments = [one for y in range(chart.size.height) for one in chart.render_line(y)]
                styles = [
                    one.style for one in segments if BAR_GLYPH in one.text and one.style and one.style.color
                ]
                [colour] = {style.color.get_truecolor().hex for style in styles if style.color}
                drawn[theme, width] = colour, chart.size.width
        assert drawn["dark", 80][0] == themes.DARK.variables["bar-quiet"]
        assert drawn["light", 60][0] == themes.LIGHT.variables["bar-quiet"]
        assert drawn["dark", 60][1] < 60 < drawn["dark", 80][1]

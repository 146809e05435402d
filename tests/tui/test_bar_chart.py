"""The chart says the same at every width: its scale, its first bar and its labels."""

from hypothesis import given
from hypothesis import strategies as st

from kindtui.tui import themes
from kindtui.tui.widgets.bar_chart import BAR_GLYPH, MIN_CHART_COLUMNS, MIN_CHART_ROWS, Bars, chart_text
from kindtui.tui.widgets.week_chart import WeekChart
from tests.tui.harness import EVENING, OpenApp

counts = st.lists(st.integers(0, 7), min_size=1, max_size=120).map(tuple)
widths, heights = st.integers(MIN_CHART_COLUMNS, 220), st.integers(MIN_CHART_ROWS, 30)


@given(counts, widths, heights)
def test_chart_shows_scale_bars_and_labels_at_every_size(
    counts: tuple[int, ...], width: int, height: int
) -> None:
    lines = chart_text(Bars(counts, {0: "3 Nov"}, 7), width, height).split("\n")
    assert len(lines) <= height
    assert max(map(len, lines)) <= width
    assert lines[0].startswith("7")
    assert lines[-2].startswith("0")
    rows = lines[:-1]
    assert any(BAR_GLYPH in row for row in rows) == any(counts)
    if any(counts):
        assert (BAR_GLYPH in rows[0]) == (max(counts) == 7) or max(
            counts
        ) == 6  # which may round up in few rows
    room = (width - 1) // len(counts)
    if room >= 2 and len(counts) > 1:
        stand_apart = [run for run in rows[-1].lstrip("0").split(" ") if BAR_GLYPH in run]
        assert len(stand_apart) == sum(count > 0 for count in counts)


async def test_chart_is_redrawn_for_another_theme_or_size(open_app: OpenApp) -> None:
    async with open_app(size=(120, 40), at=EVENING) as harness:
        await harness.press("x", "enter", "enter", "f3")
        drawn = {}
        for theme in ("dark", "light"):
            harness.app.theme = themes.BY_NAME[theme].name
            for width in (120, 60):
                await harness.resize(width, 40)
                chart = harness.app.screen.query_one(WeekChart)
                segments = [one for y in range(chart.size.height) for one in chart.render_line(y)]
                styles = [
                    one.style for one in segments if BAR_GLYPH in one.text and one.style and one.style.color
                ]
                [colour] = {style.color.get_truecolor().hex for style in styles if style.color}
                drawn[theme, width] = colour, chart.size.width
        assert drawn["dark", 120][0] == themes.DARK.variables["mark-kind"]
        assert drawn["light", 60][0] == themes.LIGHT.variables["mark-kind"]
        assert drawn["dark", 60][1] < 60 < drawn["dark", 120][1]

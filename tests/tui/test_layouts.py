"""On every screen, at every size and over any journal, nothing is cut off and nothing is covered."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations

import pytest
from rich.cells import cell_len
from textual.widget import Widget

from kindtui.domain.journal.day import Act, Answer, Day, Line
from kindtui.domain.journal.journal import Journal
from kindtui.tui import themes
from kindtui.tui.app import KindApp
from kindtui.tui.widgets.collapsed_card import CollapsedCard
from kindtui.tui.widgets.day_list import DayList
from kindtui.tui.widgets.day_summary import DaySummary
from kindtui.tui.widgets.key_footer import KeyFooter
from kindtui.tui.widgets.list_panels import LatelyPanel
from kindtui.tui.widgets.too_small import TooSmall
from kindtui.tui.widgets.yesterdays_act import YesterdaysAct
from tests.faults.trial_count import LONG_RUN
from tests.support import utc_moment
from tests.tui.harness import MORNING, open_in_memory
from tests.tui.places import PLACES, demo_year

pytestmark = [pytest.mark.looks, pytest.mark.sweep]

SIZES = [(40, 12), (60, 20), (120, 40), (200, 60), (80, 24)]  # and so back to the usual one
SIZES_OF_LITTLE = SIZES if LONG_RUN else [(40, 12), (80, 24)]
NOW = utc_moment(MORNING)
HOSTILE = (
    "長い慈悲の言葉" * 12,
    "🤝🏽 👩‍👩‍👧‍👦 " * 20,
    "w" * 300,
    "שלום עולם " * 20,
    "[/] [@click=app.quit]x[/] \x1b[31mred\x1b]52;c;eA==\x07 \u202eabc",
    "é" + "\u0301" * 40,
)
CUT = (
    CollapsedCard,
    DayList,
    DaySummary,
    YesterdaysAct,
    LatelyPanel,
)  # one line of what a person wrote; a cut in it is shown


def one_day() -> Journal:
    return Journal({NOW.local_time.date(): day(0, "Lin saved me the last piece of cake.")})


def hostile() -> Journal:
    days = [day(back, text) for back, text in enumerate(HOSTILE * 2)]
    return Journal({one.day: one for one in days})


def day(back: int, text: str) -> Day:
    """A day so many days ago, with that text in every place."""
    return Day(
        NOW.local_time.date() - timedelta(days=back),
        who=Answer(text, NOW.at),
        acts=(Act(f"a{back}", text, "planned" if back < 2 else "done", NOW, NOW.at, text, text),),
        received=(Line(f"r{back}", text, NOW, NOW.at),) if back else (),
        kept=(Line(f"k{back}", text, NOW, NOW.at),),
    )


HOLDS = {"empty": Journal, "one day": one_day, "demo year": demo_year, "hostile text": hostile}


@pytest.mark.parametrize("holds", HOLDS)
async def test_every_screen_fits_every_size(holds: str) -> None:
    """Little in the journal needs little room, so in a short run two sizes are enough for it."""
    has_little = holds in ("empty", "one day")
    await look_at_all(HOLDS[holds](), "dark", SIZES_OF_LITTLE if has_little else SIZES)


async def test_every_screen_fits_in_the_light_theme() -> None:
    """Themes differ in colours alone, so one journal and one size are enough for the second."""
    await look_at_all(demo_year(), "light", [(80, 24)])


async def test_every_screen_fits_without_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    await look_at_all(demo_year(), "terminal", [(80, 24)])


async def look_at_all(journal: Journal, theme: str, sizes: list[tuple[int, int]]) -> None:
    wrong: list[str] = []
    async with open_in_memory(journal) as harness:
        harness.app.theme = themes.BY_NAME[theme].name
        for place, keys in PLACES.items():
            await harness.press(*keys)
            for size in sizes:
                await harness.resize(*size)
                wrong += [f"{place} {size}: {what}" for what in faults(harness.app)]
            await harness.press("escape", "escape")
    assert not wrong, "\n".join(wrong)


def faults(app: KindApp) -> Iterator[str]:
    """What is cut, overlaps or is not there on the screen that is shown; what scrolls may end at an edge."""
    screen = app.screen
    drawn = screen._compositor.visible_widgets
    visible = {one: region.intersection(clip) for one, (region, clip) in drawn.items() if one is not screen}
    leaves = [one for one in visible if visible[one] and not one.children]
    yield from (f"{one!r} goes beyond the edge" for one in leaves if visible[one].width < one.region.width)
    yield from (f"{one!r} cuts {line!r}" for one in leaves for line in lines(one) if is_cut(one, line))
    for one, other in combinations(leaves, 2):
        if (
            one not in (other, other.parent)
            and one.parent is not other
            and visible[one].overlaps(visible[other])
        ):
            yield f"{one!r} lies over {other!r}"
    if any(isinstance(one, TooSmall) for one in leaves):
        yield "the window is reported as too small"
    if not all(str(bar.render()).strip() for bar in screen.query(KeyFooter)):
        yield "the footer is empty"
    if screen.focused and screen.focused not in visible:
        yield f"{screen.focused!r} has the focus and is not seen"


def is_cut(one: Widget, line: str) -> bool:
    """Whether a line is too long, or was shortened where no text of a person is expected to be."""
    ends = line.rstrip()
    return cell_len(ends) > one.size.width or (ends.endswith("…") and not isinstance(one, CUT))


def lines(one: Widget) -> list[str]:
    """What a widget draws, as lines of text."""
    return [one.render_line(y).text for y in range(one.size.height)]

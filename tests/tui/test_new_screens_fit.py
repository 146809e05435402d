"""Days away, people, questions, changes, moves, the jar and the editor: seen whole at four sizes."""

from datetime import date, timedelta

import pytest
from msgspec import structs
from rich.cells import cell_len
from textual.widgets import Input, OptionList, TextArea

from kindtui.domain.journal.away import Away
from kindtui.domain.journal.custom_entry import CustomEntry
from kindtui.domain.journal.day import Answer, Day
from kindtui.domain.journal.journal import Journal
from kindtui.domain.settings import Settings
from tests.support import MORNING as WRITTEN
from tests.support import TODAY, act, journal_of, line
from tests.tui.harness import EVENING, AppHarness, open_in_memory
from tests.tui.test_layouts import faults

pytestmark = pytest.mark.sweep

SIZES = [(40, 12), (60, 20), (80, 24), (120, 40)]
NAMES = (
    "Sam",
    "sam k",
    "長い名前" * 20,
    "🤝🏽" * 40,
    "w" * 200,
    "שלום " * 20,
    "[@click=app.quit]x[/]",
    "Lin",
)
SEVERAL = "\n".join(
    ["tea with Sam", "", *(f"line {number} {'word ' * 30}" for number in range(30)), "the end"]
)
PLACES = {
    "days away": ("escape", "R"),
    "the list of days away": ("escape", "R", "escape"),
    "a card of days away": ("escape", "R", "escape", "home", "enter"),
    "people": ("escape", "f5", "p"),
    "a new name": ("escape", "f5", "p", "end", "enter"),
    "my questions": ("escape", "comma", "up", "up", "up", "up", "enter"),
    "a question": ("escape", "comma", "up", "up", "up", "up", "enter", "home", "down", "enter"),
    "what a question is saved as": (
        "escape", "comma", "up", "up", "up", "up", "enter", "home", "down", "enter", "enter",
    ),
    "changes": ("escape", *"rrrrrrrrrrrrrrrr", "colon", *"changes", "enter"),
    "a day with lines": ("f4", "enter"),
    "a move": ("f4", "enter", "M"),
    "the jar": ("f4", "o"),
    "the jar of this day": ("f4", "o", "b"),
    "several lines": ("escape", "enter", "f9"),
    "Today": ("f1",),
}  # fmt: skip

FIELDS = ("days away", "a card of days away", "a new name", "a question", "a move", "several lines")


def full_journal() -> Journal:
    """Something for every one of these places, and more than fits a small window."""
    days = [
        Day(
            TODAY - timedelta(days=ago),
            who=Answer(name, WRITTEN.at),
            acts=(structs.replace(act("done", uid=f"a{ago}"), who=name, text=f"soup\nand bread for {name}"),),
            received=(line(SEVERAL if ago == 1 else f"tea from {name}", f"r{ago}"),),
        )
        for ago, name in enumerate(NAMES, start=1)
    ]
    before = [
        Day(date(year, 11, 22), received=(line(f"{SEVERAL} {year}", f"y{year}"),)) for year in (2022, 2024)
    ]
    ranges = [
        Away(f"{number}", TODAY + timedelta(days=first), TODAY + timedelta(days=first + 3), WRITTEN.at)
        for number, first in enumerate((-40, -30, 20, 30, 40, 50, 60, 90, 400))
    ]
    entries = {
        (kind, f"{number:014x}q"): CustomEntry(
            f"{number:014x}q", text[:120], WRITTEN.at, records="note", archived=number > 6
        )
        for kind in ("morning_questions", "evening_questions")
        for number, text in enumerate(NAMES, start=1)
    }
    entries["name_aliases", "n"] = CustomEntry("n", "sam k", WRITTEN.at, "Sam")
    settings = Settings(own_questions="beside", this_day_shown=True)
    return structs.replace(
        journal_of([*before, *days]),
        away={one.uid: one for one in ranges},
        custom_entries=entries,
        settings=settings,
    )


def highlighted_rows(harness: AppHarness) -> str:
    """What is wrong with the focused widget, or with its highlighted row; empty if it can be seen."""
    focused = harness.app.focused
    if focused is None:
        return ""
    shown = harness.app.screen._compositor.visible_widgets
    if focused not in shown:
        return f"{focused!r} is not shown"
    region, clip = shown[focused]
    seen = region.intersection(clip)
    if isinstance(focused, OptionList) and focused.highlighted is not None:
        first = focused._index_to_line[focused.highlighted]
        last = first + [index for index, _ in focused._lines].count(focused.highlighted) - 1
        top = region.y + focused.gutter.top - focused.scroll_offset.y
        if top + first >= seen.bottom or top + last < seen.y:
            return f"row {focused.highlighted} of {focused!r} is at {top + first}, and {seen} is seen"
    elif isinstance(focused, Input | TextArea):
        x, y = harness.app.cursor_position
        if not seen.contains(x, y):
            return f"the cursor of {focused!r} is at {(x, y)}, and {seen} is seen"
    return "" if seen else f"{focused!r} is out of sight"


def wrong_on(harness: AppHarness, width: int) -> list[str]:
    """What is out of sight, or cut, but for a text of which a part is enough: in the panel, above a move."""
    found = [what for what in faults(harness.app) if not what.startswith("ThisDayPanel")]
    found = [what for what in found if not what.endswith("cuts 'soup …'")]
    if out_of_sight := highlighted_rows(harness):
        found.append(out_of_sight)
    if any(cell_len(row) > width for row in harness.screen):
        found.append("a row is too wide")
    return found


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("place", PLACES)
async def test_the_focused_row_is_in_sight_and_nothing_is_cut_sideways(
    place: str, size: tuple[int, int]
) -> None:
    wrong: list[str] = []
    async with open_in_memory(full_journal(), size, at=EVENING) as harness:
        await harness.press(*PLACES[place])
        wrong += [f"{place}: {what}" for what in wrong_on(harness, size[0])]
        is_field = isinstance(harness.app.focused, Input | TextArea)
        for key in () if is_field else (*["down"] * 12, "end", "home", "pagedown", "up", "tab"):
            await harness.press(key)
            wrong += [f"{place} after {key}: {what}" for what in wrong_on(harness, size[0])]
    assert not wrong, "\n".join(wrong[:12])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("place", FIELDS)
async def test_what_is_typed_is_in_sight_after_a_look_further_down(place: str, size: tuple[int, int]) -> None:
    async with open_in_memory(full_journal(), size, at=EVENING) as harness:
        await harness.press(*PLACES[place])
        for _ in range(5):
            await harness.press("down")
        if isinstance(harness.app.focused, Input | TextArea):
            await harness.type("qxz")
            assert not highlighted_rows(harness), harness.text
            assert "qxz" in harness.text


@pytest.mark.parametrize("place", PLACES)
async def test_a_window_that_changes_its_size_keeps_the_focused_row_in_sight(place: str) -> None:
    wrong: list[str] = []
    async with open_in_memory(full_journal(), (120, 40), at=EVENING) as harness:
        await harness.press(*PLACES[place])
        if not isinstance(harness.app.focused, Input | TextArea):
            await harness.press("down", "down", "down", "down", "down")
        for size in (*reversed(SIZES), *SIZES):
            await harness.resize(*size)
            wrong += [f"{size}: {what}" for what in wrong_on(harness, size[0])]
    assert not wrong, "\n".join(wrong[:12])

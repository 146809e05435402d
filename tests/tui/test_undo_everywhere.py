"""Every kind of change, made by keys on its screen, is taken back by `u` and made again by `U` on another."""

import pytest

from kindtui.storage.file_store import FileStore
from tests.faults.trial_count import LONG_RUN
from tests.storage.use_cases import VisibleContent, visible_content
from tests.support import FakeClock
from tests.tui.harness import EVENING, AppHarness, OpenApp

# The keys of each change; what stands between quotes is typed. All begin on Today, outside of a field.
CHANGES = {
    "a received line": ["e", "'Lin held the door'", "enter", "escape"],
    "a given act": ["e", "'tea'", "enter", "'I carried a bag'", "enter", "escape"],
    "an act of one's own": ["a", "down", "down", "down", "enter", "'bring soup'", "enter", "enter", "escape"],
    "a suggested act": ["a", "1", "enter", "escape"],
    "an act done": ["a", "1", "enter", "escape", "d"],
    "an act let go": ["a", "1", "enter", "escape", "l"],
    "a swap": ["a", "1", "enter", "escape", "s", "2"],
    "a rest day": ["r"],
    "a card put aside": ["n"],
    "a kept boundary": ["2", "b", "'no to Friday'", "enter"],
    "an answer to a check": ["2", "space"],
    "a check of one's own": ["2", "a", "'I leave at six'", "enter", "'Not today'", "enter"],
    "an archived check": ["2", "a", "'I leave at six'", "enter", "enter", "x"],
    "a line of yesterday": ["y", "'about yesterday'", "enter", "enter", "escape", "escape"],
    "other words of a line": [
        *["y", "'about yesterday'", "enter", "enter", "v", "enter", "' evening'", "enter", "escape", "escape"]
    ],
    "a removed day": ["r", "y", "'about yesterday'", "enter", "enter", "escape", "escape", "4", "x", "enter"],
    "a setting": ["comma", "down", "down", "right", "escape"],
    "a person to talk to": ["exclamation_mark", "a", "'Noor, 555'", "enter", "'a call'", "enter", "escape"],
}
SCREENS = ["1", "2", "3", "4", "5", "6", "comma", "exclamation_mark"]
CASES = [
    (name, SCREENS[(number + other) % len(SCREENS)])
    for number, name in enumerate(CHANGES)
    for other in ((0, 3) if LONG_RUN else (0,))
]


def stored(harness: AppHarness) -> VisibleContent:
    return visible_content(FileStore(harness.path, FakeClock()).load())


async def leave_field(harness: AppHarness) -> None:
    await harness.press("escape")
    assert harness.app.screen.focused is None or not hasattr(harness.app.screen.focused, "value")


async def perform(harness: AppHarness, keys: list[str]) -> None:
    for key in keys:
        if key.startswith("'"):
            await harness.type(key.strip("'"))
        else:
            await harness.press(key)


@pytest.mark.sweep
@pytest.mark.parametrize(("name", "screen"), CASES)
async def test_it_is_taken_back_and_made_again(name: str, screen: str, open_app: OpenApp) -> None:
    async with open_app(at=EVENING) as harness:
        await harness.press("escape")
        initial = stored(harness)
        await perform(harness, CHANGES[name])
        final = stored(harness)
        assert final != initial
    async with open_app(at=EVENING) as harness:  # after a restart
        if "You started something" in harness.text:
            await harness.press("tab")
        await leave_field(harness)
        await harness.press(screen)
        steps = len(harness.app.state.journal.undo_steps)
        for _ in range(steps):
            await harness.press("u")
        assert stored(harness) == initial
        for _ in range(steps):
            await harness.press("U")
        assert stored(harness) == final

"""A list of the card that is drawn anew, as after a save of another window, keeps its highlighted row."""

import pytest

from kindtui.domain.requests import KeptBoundaryWritten
from kindtui.session import Session
from kindtui.storage.file_store import FileStore
from kindtui.tui.widgets.choices import Choices
from tests.support import CATALOG, TODAY, FakeClock
from tests.tui.harness import EVENING, MORNING, AppHarness, OpenApp

LISTS = {
    "suggestions": (MORNING, ("S", "enter", "6")),
    "a finished day": (EVENING, ("t", "enter", "b", "enter")),
    "acts": (MORNING, ("S", "enter", "6", "1", "enter", "a", "1", "enter")),
}


def highlighted_row(harness: AppHarness) -> str:
    return harness.app.screen.query_one(Choices).highlighted_id


@pytest.mark.parametrize("shown", LISTS)
async def test_another_change_of_the_day_leaves_the_highlight(shown: str, open_app: OpenApp) -> None:
    moment, keys = LISTS[shown]
    async with open_app(at=moment) as harness:
        await harness.press(*keys)
        harness.app.screen.query_one(Choices).highlighted = 1
        before = highlighted_row(harness)
        other = Session(FileStore(harness.path, FakeClock()), FakeClock(), CATALOG)
        other.submit(KeptBoundaryWritten(TODAY, "no to a shift"))
        harness.app._check_for_changes()
        await harness.wait_until_idle()
        assert highlighted_row(harness) == before

"""The Journal: every day is found, opened, filled in, changed and removed, and all of it can be undone."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.widgets import Static

from kindtui import content
from kindtui.domain.journal.day import Day
from kindtui.domain.journal.text_ref import TextRef
from kindtui.domain.requests import (
    ActChosen,
    CheckAnswered,
    CustomEntryArchived,
    CustomEntryWritten,
    KeptBoundaryWritten,
    ReceivedWritten,
    RestChosen,
    TextRewritten,
)
from kindtui.domain.ritual.acts import Plan
from kindtui.session import Session
from kindtui.storage.file_store import FileStore
from kindtui.storage.sync_copies import merge_sync_conflicts
from kindtui.tui.screens.day import DayScreen
from kindtui.tui.screens.journal import JournalScreen
from kindtui.tui.widgets.day_list import DayList
from tests.support import FakeClock, journal_of, line
from tests.tui.harness import MORNING, AppHarness, OpenApp, open_in_memory

TODAY = date(2026, 11, 22)
YESTERDAY, LONG_AGO = 20261121, 20261101


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A journal with a line received, an act, a boundary, a rest day and a quiet one."""
    path = tmp_path / "journal.json"
    session = Session(FileStore(path, FakeClock()), FakeClock(), content.catalog())
    session.submit(ReceivedWritten(TODAY - timedelta(days=21), "Noor brought crème brûlée"))
    session.submit(KeptBoundaryWritten(TODAY - timedelta(days=9), "I said no to the late call"))
    session.submit(RestChosen(TODAY - timedelta(days=5), is_rest_day=True))
    session.submit(ActChosen(TODAY - timedelta(days=3), Plan("bring soup to Sam", "Sam", 6)))
    session.submit(ReceivedWritten(TODAY - timedelta(days=2), "長い一日 a smile 🤝🏽 שלום [b]x[/]"))
    return path


async def rows(harness: AppHarness) -> list[str]:
    """The days in the list, as they stand there."""
    await harness.wait_until_idle()
    return [line.strip() for line in harness.screen if "2026  " in line]


async def test_three_keys_and_a_text_fill_in_yesterday(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("f4", "y")
        await harness.type("A smile")
        await harness.press("enter")
        assert [line["text"] for line in harness.stored_day(YESTERDAY)["received"]] == ["A smile"]
        assert harness.stored_day() == {}
        assert "Saved." in harness.text


@pytest.mark.parametrize("keys", [["f3", "left", "left", "left", "enter"], ["f4", "g", *"1 nov", "enter"]])
async def test_a_day_three_weeks_ago_is_reached_by_arrows_or_by_its_date(
    open_app: OpenApp, written: Path, keys: list[str]
) -> None:
    async with open_app() as harness:
        await harness.press(*("space" if key == " " else key for key in keys))
        assert "Sunday 1 November 2026" in harness.text
        await harness.press("e")
        await harness.type("Tea")
        await harness.press("enter")
        assert [line["text"] for line in harness.stored_day(LONG_AGO)["received"]][1:] == ["Tea"]


async def test_a_day_before_the_first_entry_can_be_filled_in(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("f4", "g")
        await harness.type("3 weeks ago")
        await harness.press("enter")
        await harness.type("Tea")
        await harness.press("enter")
        assert [line["text"] for line in harness.stored_day(LONG_AGO)["received"]] == ["Tea"]
        assert harness.stored_day(LONG_AGO)["received"][0]["written"]["at"].startswith("2026-11-22")


async def test_search_updates_with_each_key(open_app: OpenApp, written: Path) -> None:
    async with open_app() as harness:
        await harness.press("f4")
        assert len(await rows(harness)) == 5
        await harness.press("slash")
        for typed, found in {
            "creme": 1,
            "SOUP sam": 1,
            "late CALL": 1,
            "smile": 1,
            "長い": 1,
            "[/": 1,
            "q": 0,
        }.items():
            await harness.type(typed)
            assert len(await rows(harness)) == found, typed
            await harness.press(*["backspace"] * len(typed))
        await harness.type("no")
        await harness.press("enter", "enter")
        assert isinstance(harness.app.screen, DayScreen)
        await harness.press("escape")
        assert isinstance(harness.app.screen, JournalScreen)
        assert "with “no”" in harness.text
        await harness.press("escape")
        assert len(await rows(harness)) == 5


async def test_in_the_smallest_window_the_search_leaves_no_blank_line(
    open_app: OpenApp, written: Path
) -> None:
    async with open_app(size=(40, 12)) as harness:
        await harness.press("f4", "slash")
        await harness.type("s")
        [title] = [number for number, line in enumerate(harness.screen) if "days, with “s”" in line]
        assert "brings everything back." in harness.screen[title - 1]
        assert len(await rows(harness)) == 4


async def test_the_filter_offers_only_marks_in_the_journal(open_app: OpenApp, written: Path) -> None:
    async with open_app() as harness:
        await harness.press("f4")
        seen = []
        for _ in range(5):
            await harness.press("f")
            title = harness.app.screen.query_one("#journal-title", Static)
            seen.append((len(await rows(harness)), str(title.render())))
        assert seen == [
            (2, "2 days, kind"),
            (1, "1 day, boundary"),
            (1, "1 day, rest"),
            (1, "1 day, quiet"),
            (5, "5 days"),
        ]


async def test_every_text_of_an_act_can_be_edited_and_undone(open_app: OpenApp, written: Path) -> None:
    async with open_app() as harness:
        await harness.press("f4", "down", "enter")
        assert "Thursday 19 November 2026" in harness.text
        await harness.press("enter", "ctrl+u")
        await harness.type("bring bread to Noor")
        await harness.press("enter", "ctrl+u")
        await harness.type("Noor")
        await harness.press("enter")
        await harness.type("at six")
        await harness.press("enter")
        [act] = harness.stored_day(20261119)["acts"]
        assert (act["text"], act["who"], act["when"]) == ("bring bread to Noor", "Noor", "at six")
        for _ in range(3):
            await harness.press("u")
        [act] = harness.stored_day(20261119)["acts"]
        assert (act["text"], act["who"], act.get("when", "")) == ("bring soup to Sam", "Sam", "")


async def test_an_entry_and_a_whole_day_can_be_removed_and_restored(open_app: OpenApp, written: Path) -> None:
    async with open_app() as harness:
        await harness.press("f4", "end", "enter", "x")
        assert "received" not in harness.stored_day(LONG_AGO)
        await harness.press("u")
        assert [line["text"] for line in harness.stored_day(LONG_AGO)["received"]] == [
            "Noor brought crème brûlée"
        ]
        await harness.press("escape", "x")
        assert len(await rows(harness)) == 4
        assert "Removed. Undo brings it back." in harness.text
    async with open_app() as harness:  # also after a restart
        await harness.press("escape", "u", "f4")
        assert len(await rows(harness)) == 5


async def test_energy_rest_boundary_and_act_of_a_past_day_can_be_changed(
    open_app: OpenApp, written: Path
) -> None:
    async with open_app() as harness:
        await harness.press("f4", "down", "enter", "down", "down")
        await harness.press("enter", "9")  # the energy
        assert harness.stored_day(20261119)["energy"]["value"] == 9
        await harness.press("b")
        await harness.type("I left on time")
        await harness.press("enter", "r")
        day = harness.stored_day(20261119)
        assert [line["text"] for line in day["kept"]] == ["I left on time"]
        assert day["rest"]["value"] is True
        await harness.press("v", "a")
        await harness.type("held the door")
        await harness.press("enter")
        assert [act["state"] for act in harness.stored_day(20261119)["acts"]] == ["planned", "done"]


async def test_a_future_date_is_refused_with_a_message(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("f4", "g")
        await harness.type("2027-01-01")
        await harness.press("enter")
        assert "Friday 1 January 2027 is still to come." in harness.text
        assert isinstance(harness.app.screen, JournalScreen)
        await harness.press(*["backspace"] * 10)
        await harness.type("nonsense")
        assert "Write a day like 3 nov" in harness.text


async def test_a_half_edited_line_is_restored_after_a_restart(open_app: OpenApp, written: Path) -> None:
    async with open_app() as harness:
        await harness.press("f4", "end", "enter", "enter")
        await harness.type(" at noon")
        await harness.press("escape", "escape")
        harness.app._flush_drafts()
        await harness.wait_until_idle()
    async with open_app() as harness:
        assert "You started something on Sunday 1 November. Enter opens it." in harness.text
        await harness.press("enter")
        assert "Noor brought crème brûlée at noon" in harness.text
        await harness.press("enter")
        assert [line["text"] for line in harness.stored_day(LONG_AGO)["received"]] == [
            "Noor brought crème brûlée at noon"
        ]


async def test_a_merge_conflict_is_shown_on_its_day(open_app: OpenApp, written: Path) -> None:
    on, clock = date(2026, 11, 1), FakeClock()
    store = FileStore(written, clock)
    before = store.load()
    [line] = before.day(on).received
    text_ref = TextRef("received", line.uid)
    Session(store, clock, content.catalog()).submit(TextRewritten(on, text_ref, "one way"))
    clock.move(minutes=5)
    copy = FileStore(written.with_name("journal.sync-conflict-20261101-100000-ABCDEFG.json"), clock)
    copy.transact(lambda _: before)
    Session(copy, clock, content.catalog()).submit(TextRewritten(on, text_ref, "another way"))
    merge_sync_conflicts(store)
    assert [conflict.text for conflict in store.load().conflicts] == ["one way"]
    async with open_app(size=(100, 30)) as harness:
        await harness.press("f4", "end", "enter")
        assert "another way" in harness.text
        assert "one way  also written in another copy" in harness.text
        await harness.press("end", "enter")
        assert "▌ one way" in harness.text


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40), (40, 12)])
async def test_list_and_day_fit_every_size(open_app: OpenApp, written: Path, size: tuple[int, int]) -> None:
    async with open_app(size=size) as harness:
        await harness.press("f4")
        assert "21" not in harness.screen[0] or "Journal" in harness.screen[0]
        assert harness.app.screen.query_one(DayList).size.height >= 3
        assert any("a smile" in line or "長い" in line for line in harness.screen)
        await harness.press("end", "enter")
        assert any("Noor brought" in line for line in harness.screen)


async def test_a_click_opens_a_day(open_app: OpenApp, written: Path) -> None:
    async with open_app() as harness:
        await harness.press("f4")
        assert await harness.pilot.click(DayList, offset=(10, 1))
        await harness.wait_until_idle()
        assert "Thursday 19 November 2026" in harness.text
        assert MORNING.day == 22


async def test_the_jar_shows_a_line_and_n_leaves_it_out(open_app: OpenApp, written: Path) -> None:
    async with open_app() as harness:
        await harness.press("f4", "o")
        assert "Kindness jar" in harness.text
        assert ("Noor brought" in harness.text.split("Kindness jar")[1]) != (
            "長い" in harness.text.split("Kindness jar")[1]
        )
        first = 20261101 if "Sunday 1 November" in harness.text else 20261120
        await harness.press("n")
        assert [line["in_jar"] for line in harness.stored_day(first)["received"]] == [False]
        await harness.press("o")
        other = "Friday 20 November" if first == 20261101 else "Sunday 1 November"
        assert other in harness.text
        await harness.press("escape", "u", "o")
        assert other not in harness.text


@pytest.mark.usefixtures("written")
async def test_help_works_over_the_jar(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("f4", "o")
        await harness.press("question_mark")
        assert "not this one again" in harness.text.split("Help")[1]
        await harness.press("escape")
        assert "Kindness jar" in harness.text


async def test_an_empty_jar_says_so(open_app: OpenApp) -> None:
    async with open_app() as harness:
        await harness.press("f4", "o")
        assert "The jar's empty for now." in harness.text


async def test_an_answered_check_of_ones_own_is_shown_and_can_be_removed(
    open_app: OpenApp, tmp_path: Path
) -> None:
    session = Session(FileStore(tmp_path / "journal.json", FakeClock()), FakeClock(), content.catalog())
    (own,) = session.submit(CustomEntryWritten("own_checks", "", "I leave at six")).state.custom_entries_of(
        "own_checks"
    )
    session.submit(CheckAnswered(TODAY - timedelta(days=1), own.uid, "holds"))
    session.submit(CustomEntryArchived("own_checks", own.uid, archived=True))
    async with open_app() as harness:
        await harness.press("f4", "enter")
        assert "[x] I leave at six" in harness.text
        await harness.press("x")
        assert "I leave at six" not in harness.text
        assert harness.stored_day(YESTERDAY)["checks"][own.uid]["value"] == "unanswered"


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_a_day_found_by_a_word_opens_at_its_line(size: tuple[int, int]) -> None:
    text = "\n".join(f"line {number} of a long letter" for number in range(1, 47)) + "\nthe heron stood"
    day = Day(TODAY, received=(line("a smile", "r1"),), notes=(line(text, "n1"),))
    async with open_in_memory(journal_of([day]), size=size) as harness:
        await harness.press("escape", "f4", "slash")
        await harness.type("heron")
        await harness.press("enter", "enter")
        assert isinstance(harness.app.screen, DayScreen)
        assert "the heron stood" in harness.flowing_text
        await harness.press("escape", "escape", "home", "enter")
        assert "a smile" in harness.flowing_text, "without a search it opens at its top"

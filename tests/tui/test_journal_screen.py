"""The Journal: every day is found, opened, filled in, changed and removed, and all of it can be undone."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from seat import MORNING, Seat, Sit
from support import FakeClock

from kindtui import content
from kindtui.domain.ritual.acts import Plan
from kindtui.session import Session
from kindtui.storage.store import FileStore
from kindtui.tui.screens.day import DayScreen
from kindtui.tui.screens.journal import JournalScreen
from kindtui.tui.widgets.day_list import DayList

TODAY = date(2026, 11, 22)
YESTERDAY, LONG_AGO = 20261121, 20261101


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A journal with a line received, an act, a boundary, a rest day and a quiet one."""
    path = tmp_path / "journal.json"
    session = Session(FileStore(path, FakeClock()), FakeClock(), content.words())
    session.received(TODAY - timedelta(days=21), "Noor brought crème brûlée")
    session.kept(TODAY - timedelta(days=9), "I said no to the late call")
    session.rest(TODAY - timedelta(days=5), rests=True)
    session.choose_act(TODAY - timedelta(days=3), Plan("bring soup to Sam", "Sam", 6))
    session.received(TODAY - timedelta(days=2), "長い一日 a smile 🤝🏽 שלום [b]x[/]")
    return path


async def rows(seat: Seat) -> list[str]:
    """The days in the list, as they stand there."""
    await seat.settled()
    return [line.strip() for line in seat.screen if "2026  " in line]


async def test_yesterday_is_filled_in_from_a_fresh_start_with_three_keys(sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("f4", "y")
        await seat.type("A smile")
        await seat.press("enter")
        assert [line["text"] for line in seat.day(YESTERDAY)["received"]] == ["A smile"]
        assert seat.day() == {}
        assert "Saved." in seat.text


@pytest.mark.parametrize("keys", [["f3", "left", "left", "left", "enter"], ["f4", "g", *"1 nov", "enter"]])
async def test_a_day_three_weeks_ago_takes_six_keys_besides_the_texts(
    sit: Sit, written: Path, keys: list[str]
) -> None:
    async with sit() as seat:
        await seat.press(*("space" if key == " " else key for key in keys))
        assert "Sunday 1 November 2026" in seat.text
        await seat.press("e")
        await seat.type("Tea")
        await seat.press("enter")
        assert [line["text"] for line in seat.day(LONG_AGO)["received"]][1:] == ["Tea"]


async def test_any_day_before_the_first_can_be_filled_in(sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("f4", "g")
        await seat.type("3 weeks ago")
        await seat.press("enter")
        await seat.type("Tea")
        await seat.press("enter")
        assert [line["text"] for line in seat.day(LONG_AGO)["received"]] == ["Tea"]
        assert seat.day(LONG_AGO)["received"][0]["written"]["at"].startswith("2026-11-22")


async def test_search_follows_each_key_over_every_text(sit: Sit, written: Path) -> None:
    async with sit() as seat:
        await seat.press("f4")
        assert len(await rows(seat)) == 5
        await seat.press("slash")
        for typed, found in {
            "creme": 1,
            "SOUP sam": 1,
            "late CALL": 1,
            "smile": 1,
            "長い": 1,
            "[/": 1,
            "q": 0,
        }.items():
            await seat.type(typed)
            assert len(await rows(seat)) == found, typed
            await seat.press(*["backspace"] * len(typed))
        await seat.type("no")
        await seat.press("enter", "enter")
        assert isinstance(seat.app.screen, DayScreen)
        await seat.press("escape")
        assert isinstance(seat.app.screen, JournalScreen)
        assert "with “no”" in seat.text
        await seat.press("escape")
        assert len(await rows(seat)) == 5


async def test_the_filter_shows_only_marks_that_are_there(sit: Sit, written: Path) -> None:
    async with sit() as seat:
        await seat.press("f4")
        seen = []
        for _ in range(5):
            await seat.press("f")
            seen.append((len(await rows(seat)), seat.app.screen.query_one("#journal-title").render().plain))
        assert seen == [
            (2, "2 days, kind"),
            (1, "1 day, boundary"),
            (1, "1 day, rest"),
            (1, "1 day, quiet"),
            (5, "5 days"),
        ]


async def test_every_text_can_be_written_anew_and_undone(sit: Sit, written: Path) -> None:
    async with sit() as seat:
        await seat.press("f4", "down", "enter")
        assert "Thursday 19 November 2026" in seat.text
        await seat.press("enter", "ctrl+u")
        await seat.type("bring bread to Noor")
        await seat.press("enter", "ctrl+u")
        await seat.type("Noor")
        await seat.press("enter")
        await seat.type("at six")
        await seat.press("enter")
        [act] = seat.day(20261119)["acts"]
        assert (act["text"], act["who"], act["when"]) == ("bring bread to Noor", "Noor", "at six")
        for _ in range(3):
            await seat.press("u")
        [act] = seat.day(20261119)["acts"]
        assert (act["text"], act["who"], act.get("when", "")) == ("bring soup to Sam", "Sam", "")


async def test_an_entry_and_a_whole_day_can_be_removed_and_brought_back(sit: Sit, written: Path) -> None:
    async with sit() as seat:
        await seat.press("f4", "end", "enter", "x")
        assert "received" not in seat.day(LONG_AGO)
        await seat.press("u")
        assert [line["text"] for line in seat.day(LONG_AGO)["received"]] == ["Noor brought crème brûlée"]
        await seat.press("escape", "x")
        assert len(await rows(seat)) == 4
        assert "Removed. u brings it back." in seat.text
    async with sit() as seat:  # also after a restart
        await seat.press("escape", "u", "f4")
        assert len(await rows(seat)) == 5


async def test_who_energy_rest_and_boundary_of_a_past_day(sit: Sit, written: Path) -> None:
    async with sit() as seat:
        await seat.press("f4", "down", "enter", "down", "down")
        await seat.press("enter", "9")  # the energy
        assert seat.day(20261119)["energy"]["value"] == 9
        await seat.press("b")
        await seat.type("I left on time")
        await seat.press("enter", "r")
        day = seat.day(20261119)
        assert [line["text"] for line in day["kept"]] == ["I left on time"]
        assert day["rest"]["value"] is True
        await seat.press("v", "a")
        await seat.type("held the door")
        await seat.press("enter")
        assert [act["state"] for act in seat.day(20261119)["acts"]] == ["planned", "done"]


async def test_the_future_is_refused_in_words_and_nothing_typed_is_lost(sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("f4", "g")
        await seat.type("2027-01-01")
        await seat.press("enter")
        assert "2027-01-01 has not come yet." in seat.text
        assert isinstance(seat.app.screen, JournalScreen)
        await seat.press(*["backspace"] * 10)
        await seat.type("nonsense")
        assert "Write a day like 3 nov" in seat.text


async def test_a_line_half_rewritten_is_kept_in_its_place(sit: Sit, written: Path) -> None:
    async with sit() as seat:
        await seat.press("f4", "end", "enter", "enter")
        await seat.type(" at noon")
        await seat.press("escape", "escape")
        seat.app._keep_drafts()
        await seat.settled()
    async with sit() as seat:
        assert "You were writing on Sunday. Enter opens it." in seat.text
        await seat.press("enter")
        assert "Noor brought crème brûlée at noon" in seat.text
        await seat.press("enter")
        assert [line["text"] for line in seat.day(LONG_AGO)["received"]] == [
            "Noor brought crème brûlée at noon"
        ]


async def test_a_text_that_lost_in_a_merge_stands_with_its_day(sit: Sit, written: Path) -> None:
    clock = FakeClock()
    one, other = FileStore(written, clock), Session(FileStore(written, clock), clock, content.words())
    before = one.load()
    [line] = before.day(date(2026, 11, 1)).received
    from kindtui.domain.form import Place

    first, second = Session(one, clock, content.words()), other
    first.open()
    second.open()
    second.store.load()
    first.rewrite(date(2026, 11, 1), Place("received", line.uid), "one way")
    second.store.transact(lambda journal: journal)
    merged = first.open().journal
    theirs = written.with_name("journal.sync-conflict-1.json")
    clock.move(minutes=5)
    away = Session(FileStore(theirs, clock), clock, content.words())
    away.store.transact(lambda _: before)
    away.rewrite(date(2026, 11, 1), Place("received", line.uid), "another way")
    from kindtui.storage import copies

    copies.fold(first.store)  # type: ignore[arg-type]
    assert [lost.text for lost in first.open().journal.conflicts if lost.text not in merged.conflicts]
    async with sit(size=(100, 30)) as seat:
        await seat.press("f4", "end", "enter")
        assert "another way" in seat.text
        assert "one way  also written, on another copy" in seat.text
        await seat.press("end", "enter")
        assert "▌ one way" in seat.text


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40), (40, 12)])
async def test_list_and_day_fit_every_size(sit: Sit, written: Path, size: tuple[int, int]) -> None:
    async with sit(size=size) as seat:
        await seat.press("f4")
        assert "21" not in seat.screen[0] or "Journal" in seat.screen[0]
        assert seat.app.screen.query_one(DayList).size.height >= 3
        assert any("a smile" in line or "長い" in line for line in seat.screen)
        await seat.press("end", "enter")
        assert any("Noor brought" in line for line in seat.screen)


async def test_the_mouse_alone_opens_a_day_and_a_line(sit: Sit, written: Path) -> None:
    async with sit() as seat:
        await seat.press("f4")
        assert await seat.pilot.click(DayList, offset=(10, 1))
        await seat.settled()
        assert "Thursday 19 November 2026" in seat.text
        assert MORNING.day == 22


async def test_the_jar_opens_when_asked_and_leaves_out_what_is_not_wanted(sit: Sit, written: Path) -> None:
    async with sit() as seat:
        await seat.press("f4", "o")
        assert "Kindness jar" in seat.text
        assert ("Noor brought" in seat.text.split("Kindness jar")[1]) != (
            "長い" in seat.text.split("Kindness jar")[1]
        )
        first = 20261101 if "Sunday 1 November" in seat.text else 20261120
        await seat.press("n")
        assert [line["in_jar"] for line in seat.day(first)["received"]] == [False]
        await seat.press("o")
        other = "Friday 20 November" if first == 20261101 else "Sunday 1 November"
        assert other in seat.text
        await seat.press("escape", "u", "o")
        assert other not in seat.text


async def test_an_empty_jar_says_so(sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("f4", "o")
        assert "The jar is empty so far." in seat.text

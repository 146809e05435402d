"""Days away in an export: the CSV reads back exactly, an import never brings back what was ended since."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from kindtui.domain.journal.away import Away
from kindtui.domain.journal.journal import Journal
from kindtui.domain.requests import DaysAwayChosen, DaysAwayEnded, RestChosen
from kindtui.exchange import csv_file, incoming, markdown_diary
from kindtui.exchange.incoming_data import IncomingData
from kindtui.exchange.selection import EVERYTHING, Selected
from kindtui.session import Session
from kindtui.storage.errors import UnreadableError
from kindtui.storage.store import MemoryStore
from tests.storage.strategies import DAYS_AWAY
from tests.support import CATALOG, EVENING, MORNING, TODAY, FakeClock, kind_day

FILE = Path("days.csv")
AWAY = Away("a", TODAY, date(2026, 12, 6), MORNING.at)


def session_with(*ranges: Away) -> Session:
    journal = Journal(updated_at=MORNING.at, away={one.uid: one for one in ranges})
    return Session(MemoryStore(journal), FakeClock(EVENING), CATALOG)


def parsed(data: bytes) -> IncomingData:
    return incoming.parse(data, FILE)


def imported(session: Session, data: bytes) -> Journal:
    """What the session holds after an import."""
    data_read = parsed(data)
    session.store.transact(lambda ours: data_read.merged_into(ours, EVENING.at))
    return session.open().journal


@given(st.lists(DAYS_AWAY, max_size=3, unique_by=lambda away: away.uid))
def test_days_away_come_back_but_for_those_taken_back(ranges: list[Away]) -> None:
    journal = Journal(away={one.uid: one for one in ranges})
    back, generated, untimed, *_ = csv_file.read(csv_file.write(journal))
    assert back.away == {one.uid: one for one in ranges if not one.removed}
    assert (back.days, generated, untimed) == ({}, Journal(), frozenset())


def test_a_row_has_the_first_day_and_the_last_as_its_text() -> None:
    (row,) = csv.DictReader(io.StringIO(csv_file.write(Journal(away={"a": AWAY})).decode()))
    assert {name: cell for name, cell in row.items() if cell} == {
        "day": "2026-11-22",
        "part": "away",
        "text": "2026-12-06",
        "uid": "a",
        "updated_at": "2026-11-22T07:00:00Z",
    }


def test_a_row_written_by_hand_is_taken_once() -> None:
    session, row = session_with(), b"day,part,text\n2026-11-22,away,2026-12-06\n"
    first = imported(session, row)
    assert [(one.first, one.last) for one in first.away.values()] == [(AWAY.first, AWAY.last)]
    assert imported(session, row) == first


def test_an_import_leaves_days_that_were_ended_since_and_takes_what_was_edited_in_the_file() -> None:
    session = session_with(AWAY)
    export = csv_file.write(session.open().journal)
    edited = imported(session, export.replace(b"2026-12-06", b"2026-12-09"))
    assert edited.away["a"].last == date(2026, 12, 9)
    session.submit(DaysAwayEnded(TODAY, "a"))
    assert not imported(session, export).is_rest_day(TODAY)
    untimed = b"day,part,text,uid\n2026-11-22,away,2026-12-06,a\n"
    assert not imported(session, untimed).is_rest_day(TODAY)


def test_an_import_that_was_undone_can_be_imported_again() -> None:
    export = csv_file.write(Journal(away={"a": AWAY}))
    session = session_with()
    assert imported(session, export).is_rest_day(TODAY)
    assert not session.undo().state.journal.is_rest_day(TODAY)
    assert imported(session, export).is_rest_day(TODAY)


@pytest.mark.parametrize("last", ["2026-11-21", "2029-11-22", "sunday", ""])
def test_days_away_that_cannot_be_are_refused(last: str) -> None:
    with pytest.raises(UnreadableError, match="Row 2"):
        parsed(f"day,part,text\n2026-11-22,away,{last}\n".encode())


def test_days_away_of_more_than_two_years_are_refused_for_that() -> None:
    parsed(b"day,part,text\n2026-12-01,away,2028-12-02\n")
    with pytest.raises(UnreadableError, match="Row 2: its days away are longer than two years"):
        parsed(b"day,part,text\n2026-12-01,away,2028-12-04\n")


def test_days_away_beyond_all_bounds_are_refused() -> None:
    rows = b"".join(b"2026-11-22,away,2026-12-06,%d\n" % number for number in range(1001))
    with pytest.raises(UnreadableError, match="1,000 times"):
        parsed(b"day,part,text,uid\n" + rows)
    with pytest.raises(UnreadableError, match="1900"):
        parsed(b"day,part,text,uid\n1899-12-01,away,1900-01-06,a\n")


def test_the_diary_has_one_line_for_days_away_and_counts_those_that_have_come() -> None:
    session = session_with(structs.replace(AWAY, first=date(2026, 11, 20)))
    session.store.transact(lambda journal: journal.with_day(kind_day(TODAY)))
    session.submit(DaysAwayChosen(date(2027, 1, 2), date(2027, 1, 3)))
    diary = markdown_diary.write(Selected(session.open().journal, {}), EVERYTHING, TODAY).decode()
    assert "20 November 2026 to 3 January 2027 · 1 kind day · 2 rest days" in diary
    assert "\n_Days of rest from Friday 20 November to Sunday 22 November._\n" in diary
    assert "\n_Planned rest from Monday 23 November to Sunday 6 December._\n" in diary
    assert "\n## January 2027\n\n_Planned rest from Saturday 2 January to Sunday 3 January._\n" in diary
    assert "Saturday 21 November" not in diary


def test_the_diary_joins_days_away_and_leaves_out_those_made_ordinary() -> None:
    ranges = [
        Away(f"{day}", date(2026, 11, day), date(2026, 11, day + 3), MORNING.at) for day in (10, 12, 16)
    ]
    session = session_with(*ranges, Away("c", date(2026, 11, 23), date(2026, 11, 23), MORNING.at))
    session.submit(RestChosen(date(2026, 11, 18), is_rest_day=False))
    diary = markdown_diary.write(Selected(session.open().journal, {}), EVERYTHING, TODAY).decode()
    assert [line for line in diary.splitlines() if line.startswith("_")] == [
        "_Days of rest from Tuesday 10 November to Tuesday 17 November._",
        "_A day of rest: Thursday 19 November 2026._",
        "_A planned day of rest: Monday 23 November 2026._",
    ]


def test_a_day_left_out_of_the_days_away_comes_back_so() -> None:
    session = session_with(AWAY)
    session.submit(RestChosen(TODAY, is_rest_day=False))
    back = csv_file.read(csv_file.write(session.open().journal))[0]
    assert not back.is_rest_day(TODAY)
    assert back.is_rest_day(date(2026, 12, 6))

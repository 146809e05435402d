"""A table that a person changed by hand: what is in the journal already, what moved, and what is left out."""

import csv
import io
import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from kindtui.domain.journal.day import Day
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.text_ref import TextRef
from kindtui.domain.requests import TextRewritten
from kindtui.session import Session
from kindtui.storage.file_store import FileStore
from tests.cli.in_process import NOW, InProcess
from tests.cli.program import Outcome
from tests.cli.spreadsheet_imports import (
    assert_nothing_new,
    assert_refused,
    entries,
    import_bytes,
    import_rows,
)
from tests.exchange.random_spreadsheets import HAND_ROWS
from tests.exchange.spreadsheet_journals import (
    AUTUMN,
    AWAY,
    EARLY,
    LATE,
    PLAIN,
    RICH,
    SPRING,
    instant,
    journal_with,
    line,
)
from tests.exchange.spreadsheets import DateForm, Dialect, read
from tests.support import CATALOG, FakeClock, moment

Row = dict[str, str]
HandRow = tuple[date, str, str]
Change = Callable[[list[Row]], object]
TEA_UID, SOUP_UID = "0653871b103000a1a1a1a1a1a1", "0653871b103000b1b1b1b1b1b1"
NOTHING_NEW = "Nothing to import: there's nothing new in it.\n"
THREE = ("first", "second", "third", "fourth")


@pytest.fixture
def kindtui(tmp_path: Path) -> InProcess:
    return InProcess(tmp_path / "kindtui")


def only_columns(export: bytes, *names: str) -> bytes:
    """Return a CSV file with these columns alone."""
    rows = list(csv.DictReader(io.StringIO(export.decode(), newline="")))
    return Dialect().write([list(names), *([row[name] for name in names] for row in rows)])


def edited(export: bytes, change: Change) -> bytes:
    """Return a CSV file after a change to its rows."""
    header, *rows = read(export)
    cells = [dict(zip(header, row, strict=True)) for row in rows]
    change(cells)
    return Dialect().write([header, *([row.get(name, "") for name in header] for row in cells)])


def row_of(rows: list[Row], text: str) -> Row:
    return next(row for row in rows if row["text"] == text)


def set_cell(text: str, column: str, cell: str) -> Change:
    def change(rows: list[Row]) -> None:
        row_of(rows, text)[column] = cell

    return change


def texts_on(journal: Journal, on: date, field: str = "received") -> list[str]:
    return [one.text for one in getattr(journal.day(on), field)]


def change_day(kindtui: InProcess, change: Callable[[Day], Day], on: date) -> None:
    journal = kindtui.journal()
    kindtui.put(journal.with_day(change(journal.day(on))))


def without_received(uid: str) -> Callable[[Day], Day]:
    return lambda day: structs.replace(
        day,
        received=tuple(one for one in day.received if one.uid != uid),
        deleted={**day.deleted, uid: instant(date(2026, 11, 27), 8)},
    )


def summary_of(kindtui: InProcess, data: bytes, *options: str) -> str:
    outcome: Outcome = import_bytes(kindtui, data, *options)
    assert (outcome.status, outcome.err) == (0, "")
    return outcome.out.replace(str(kindtui.folder.with_name("saved.csv")), "it")


# Rows without a uid


def test_a_day_a_part_and_a_text_alone_are_the_entry_that_is_there(kindtui: InProcess) -> None:
    kindtui.put(journal_with(*(without_checks(day) for day in PLAIN.days.values()), away=AWAY))
    export = kindtui.export()
    assert_nothing_new(kindtui, only_columns(export, "text", "part", "day"))
    assert_nothing_new(kindtui, only_columns(export, "day", "part", "text", "state", "who"))


def test_an_answer_without_its_uid_is_counted(kindtui: InProcess) -> None:
    kindtui.put(PLAIN)
    data = only_columns(kindtui.export(), "day", "part", "text")
    count = sum(row[1] in ("checks", "skipped", "not_away") for row in read(kindtui.export()))
    assert summary_of(kindtui, data) == f"{NOTHING_NEW}Left out: {count} answers without their uid.\n"


def without_checks(day: Day) -> Day:
    """Return the day without what needs a name."""
    return structs.replace(day, checks={}, not_away={}, skipped={})


def test_nor_is_an_escape_a_new_text(kindtui: InProcess) -> None:
    kindtui.put(journal_with(*(without_checks(day) for day in RICH.days.values()), away=RICH_AWAY))
    export = kindtui.export()
    rows = [row for row in read(export) if row[1] not in ("who",)]
    assert_nothing_new(kindtui, only_columns(Dialect().write(rows), "day", "part", "text"))


RICH_AWAY = tuple(RICH.away.values())


def test_two_equal_rows_are_two_entries(kindtui: InProcess) -> None:
    kindtui.put(journal_with(Day(LATE, received=(line(LATE, TEA_UID, "tea"),))))
    rows = [("2026-11-25", "received", "tea"), ("2026-11-25", "received", "tea")]
    assert import_rows(kindtui, rows).status == 0
    assert texts_on(kindtui.journal(), LATE) == ["tea", "tea"]
    assert_nothing_new(kindtui, Dialect().write([["day", "part", "text"], *map(list, rows)]))


def test_a_second_row_beside_one_with_a_uid_is_new(kindtui: InProcess) -> None:
    kindtui.put(journal_with(Day(LATE, received=(line(LATE, TEA_UID, "tea"),))))
    row = {"day": str(LATE), "part": "received", "text": "tea"}
    add = edited(kindtui.export(), lambda rows: rows.append(row))
    assert "1 changed day" in summary_of(kindtui, add)
    assert texts_on(kindtui.journal(), LATE) == ["tea", "tea"]
    assert_nothing_new(kindtui, add)


def test_the_same_text_in_another_part_or_on_another_day_is_new(kindtui: InProcess) -> None:
    kindtui.put(journal_with(Day(LATE, received=(line(LATE, TEA_UID, "tea"),))))
    assert import_rows(kindtui, [("2026-11-25", "note", "tea"), ("2026-11-24", "gave", "tea")]).status == 0
    assert entries(kindtui.journal()) == [
        (date(2026, 11, 24), "acts", "tea"),
        (LATE, "notes", "tea"),
        (LATE, "received", "tea"),
    ]


def test_rows_without_times_keep_their_order(kindtui: InProcess, tmp_path: Path) -> None:
    rows = [("2026-11-25", "received", text) for text in THREE]
    assert import_rows(kindtui, rows).status == 0
    assert texts_on(kindtui.journal(), LATE) == list(THREE)
    other = InProcess(tmp_path / "other")
    assert import_rows(other, rows).status == 0
    assert other.journal().days == kindtui.journal().days
    assert_nothing_new(kindtui, kindtui.export())


@pytest.mark.parametrize("place", range(5))
def test_rows_that_are_added_later_are_in_their_place(place: int, kindtui: InProcess) -> None:
    rows = [["2026-11-25", "received", text] for text in THREE]
    assert import_rows(kindtui, rows).status == 0
    for text in ("one", "two", "three"):
        rows.insert(place, ["2026-11-25", "received", text])
        assert import_rows(kindtui, rows).status == 0
        assert texts_on(kindtui.journal(), LATE) == [row[2] for row in rows]
        assert_nothing_new(kindtui, Dialect().write([["day", "part", "text"], *rows]))


def test_rows_that_an_earlier_version_imported_are_known_by_their_uids(kindtui: InProcess) -> None:
    names = "6191270e30c48376623a3892", "7723d78d3ae071343f76d4af"
    lines = tuple(structs.replace(line(AUTUMN, uid, "edited"), updated_at=instant(LATE, 9)) for uid in names)
    kindtui.put(journal_with(Day(AUTUMN, received=lines)))
    rows = [["2026-11-05", "received", "tea"]] * 2
    assert_nothing_new(kindtui, Dialect().write([["day", "part", "text"], *rows]))


@settings(max_examples=settings().max_examples // 2)
@given(HAND_ROWS, HAND_ROWS, st.integers(0, 4))
def test_any_rows_are_there_as_often_as_one_of_the_files_has_them(
    one: list[HandRow], more: list[HandRow], place: int
) -> None:
    """Rows in two files are the same rows as often as both have them."""
    with tempfile.TemporaryDirectory() as folder:
        kindtui = InProcess(Path(folder) / "kindtui")
        for rows in (one, more, [*one[:place], *more, *one[place:]]):
            before = Counter(entries(kindtui.journal()))
            table = [[str(on), part, text] for on, part, text in rows]
            assert import_rows(kindtui, table).status == 0
            assert Counter(entries(kindtui.journal())) == before | Counter(rows)
            assert_nothing_new(kindtui, Dialect().write([["day", "part", "text"], *table]))
        assert_nothing_new(kindtui, kindtui.export())


# An encoding that is not clear


def test_no_encoding_is_named_as_if_it_were_the_right_one(kindtui: InProcess) -> None:
    data = "day,part,text\n2026-11-22,received,соседка\n".encode("cp1251")
    outcome = import_bytes(kindtui, data)
    assert_refused(kindtui, outcome, statuses=(2,))
    assert "ISO-8859" not in outcome.err
    assert "iconv -f ENCODING -t UTF-8" in outcome.err


def test_a_guess_replaces_no_letter_of_the_journal(kindtui: InProcess) -> None:
    text = "Zosia przyniosła zupę żurek ❤"
    kindtui.put(journal_with(Day(LATE, received=(line(LATE, TEA_UID, text), line(LATE, SOUP_UID, "Tea")))))
    saved = kindtui.export().decode().replace("❤", "?").encode("cp1250")
    before = kindtui.files()
    outcome = import_bytes(kindtui, saved)
    assert "nothing new" in outcome.out
    assert "UTF-8" in outcome.err
    assert kindtui.files() == before
    import_bytes(kindtui, saved.replace(b"Tea", b"Green tea"))
    assert texts_on(kindtui.journal(), LATE) == [text, "Green tea"]


def test_an_accent_that_is_corrected_in_a_file_in_utf_8_counts(kindtui: InProcess) -> None:
    kindtui.put(journal_with(Day(LATE, received=(line(LATE, TEA_UID, "naíve"),))))
    summary_of(kindtui, edited(kindtui.export(), set_cell("naíve", "text", "naïve")))
    assert texts_on(kindtui.journal(), LATE) == ["naïve"]


# Rows that bring nothing


@pytest.mark.parametrize("cell", ["", "  "])
def test_an_emptied_text_leaves_the_entry_and_is_counted(cell: str, kindtui: InProcess) -> None:
    kindtui.put(journal_with(Day(LATE, received=(line(LATE, TEA_UID, "Tea"), line(LATE, SOUP_UID, "Soup")))))
    data = edited(kindtui.export(), set_cell("Tea", "text", cell))
    before = kindtui.files()
    assert summary_of(kindtui, data) == f"{NOTHING_NEW}Left out: 1 row without a text.\n"
    assert kindtui.files() == before
    by_hand = b"day,part,text\n2026-11-22,received,\n2026-11-22,gave,\n2026-11-22,received,Tea\n"
    assert "Left out: 2 rows without a text." in summary_of(kindtui, by_hand)
    assert texts_on(kindtui.journal(), date(2026, 11, 22)) == ["Tea"]


def test_an_entry_that_has_no_text_comes_back_as_it_is(kindtui: InProcess, tmp_path: Path) -> None:
    kindtui.put(journal_with(Day(LATE, received=(line(LATE, TEA_UID, ""), line(LATE, SOUP_UID, " ")))))
    other = InProcess(tmp_path / "other")
    assert import_bytes(other, kindtui.export()).status == 0
    assert other.export() == kindtui.export()


def test_rows_for_removed_entries_are_counted(kindtui: InProcess) -> None:
    kindtui.put(journal_with(Day(LATE, received=(line(LATE, TEA_UID, "Tea"), line(LATE, SOUP_UID, "Soup")))))
    export = kindtui.export()
    change_day(kindtui, without_received(TEA_UID), LATE)
    out = summary_of(kindtui, edited(export, set_cell("Tea", "text", "Green tea")))
    assert out == f"{NOTHING_NEW}Left out: 1 row for an entry you removed.\n"
    out = summary_of(kindtui, edited(export, set_cell("Soup", "text", "Hot soup")), "--dry-run")
    assert "Left out: 1 row for an entry you removed." in out


def test_so_are_those_without_a_uid_and_for_purged_entries(kindtui: InProcess) -> None:
    rows = [("2026-11-25", "received", "tea"), ("2026-11-24", "received", "soup")]
    assert import_rows(kindtui, rows).status == 0
    assert kindtui.run("purge", "2026-11-25", stdin=b"2026-11-25\n").status == 0
    data = Dialect().write([["day", "part", "text"], *map(list, rows)])
    assert summary_of(kindtui, data) == f"{NOTHING_NEW}Left out: 1 row for an entry you removed.\n"


def test_a_row_that_is_deleted_deletes_nothing(kindtui: InProcess) -> None:
    kindtui.put(PLAIN)
    assert_nothing_new(kindtui, edited(kindtui.export(), lambda rows: rows.pop(2)))


# A changed day


@pytest.mark.parametrize(("text", "is_timed"), [("Tea", True), ("Green tea", True), ("Tea", False)])
def test_a_changed_day_moves_the_entry(text: str, is_timed: bool, kindtui: InProcess) -> None:
    kindtui.put(journal_with(Day(LATE, received=(line(LATE, TEA_UID, "Tea"), line(LATE, SOUP_UID, "Soup")))))

    def change(rows: list[Row]) -> None:
        row_of(rows, "Tea").update(day=str(SPRING), text=text)

    data = edited(kindtui.export(), change)
    if not is_timed:
        data = only_columns(data, "day", "part", "text", "uid")
    before = kindtui.journal()
    summary_of(kindtui, data)
    after = kindtui.journal()
    assert entries(after) == [(SPRING, "received", text), (LATE, "received", "Soup")]
    assert after.day(SPRING).received[0].uid == TEA_UID
    assert_nothing_new(kindtui, data)
    assert kindtui.run("undo").status == 0
    assert entries(kindtui.journal()) == entries(before)
    assert not kindtui.journal().conflicts
    summary_of(kindtui, data)
    assert entries(kindtui.journal()) == entries(after)


def test_a_day_that_is_changed_twice_and_back_again(kindtui: InProcess) -> None:
    kindtui.put(journal_with(Day(LATE, acts=PLAIN.day(LATE).acts, received=(line(LATE, TEA_UID, "Tea"),))))
    for on in (SPRING, EARLY, LATE, SPRING, LATE):
        summary_of(kindtui, edited(kindtui.export(), set_cell("Tea", "day", str(on))))
        assert [day for day, _, text in entries(kindtui.journal()) if text == "Tea"] == [on]


def test_an_export_from_before_a_move_moves_nothing_back(kindtui: InProcess) -> None:
    kindtui.put(journal_with(Day(LATE, received=(line(LATE, TEA_UID, "Tea"),))))
    old = kindtui.export()
    summary_of(kindtui, edited(old, set_cell("Tea", "day", str(SPRING))))
    assert_nothing_new(kindtui, old)
    assert entries(kindtui.journal()) == [(SPRING, "received", "Tea")]


def test_a_row_that_is_copied_to_another_day_is_there_too(kindtui: InProcess) -> None:
    kindtui.put(journal_with(Day(LATE, received=(line(LATE, TEA_UID, "Tea"),))))
    summary_of(kindtui, edited(kindtui.export(), lambda rows: rows.append({**rows[0], "day": str(SPRING)})))
    assert entries(kindtui.journal()) == [(SPRING, "received", "Tea"), (LATE, "received", "Tea")]


def test_a_changed_part_is_refused_with_what_to_do(kindtui: InProcess) -> None:
    """Else one uid would be two entries, and undoing that would leave a removal for both."""
    kindtui.put(journal_with(Day(LATE, received=(line(LATE, TEA_UID, "Tea"),))))
    before = kindtui.files()
    outcome = import_bytes(kindtui, edited(kindtui.export(), set_cell("Tea", "part", "kept")))
    assert (outcome.status, outcome.out, kindtui.files()) == (3, "", before)
    assert "Row 2" in outcome.err
    assert "clear its uid" in outcome.err


def test_columns_of_the_moment_of_writing_can_be_deleted(kindtui: InProcess) -> None:
    kindtui.put(journal_with(Day(SPRING, received=(line(LATE, TEA_UID, "Tea"),))))
    kept = [name for name in read(kindtui.export())[0] if name not in ("written", "zone", "offset")]
    assert_nothing_new(kindtui, only_columns(kindtui.export(), *kept))


# The order of day and month, as the journal has it


@pytest.mark.parametrize("form", [DateForm("m/d/yyyy"), DateForm("dd/mm/yyyy")], ids=["mdy", "dmy"])
def test_days_that_the_journal_has_settle_the_order(form: DateForm, kindtui: InProcess) -> None:
    days = [date(2026, 3, number) for number in (9, 10, 11)]
    later = instant(AUTUMN, 10)  # filled in months later
    lines = [line(on, f"{TEA_UID[:-2]}{on.day:02}", on.day * "tea ") for on in days]
    lines = [structs.replace(one, updated_at=later) for one in lines]
    kindtui.put(journal_with(*(Day(on, received=(one,)) for on, one in zip(days, lines, strict=True))))
    export = kindtui.export()
    assert_nothing_new(kindtui, Dialect(dates=form).saved_again(export))
    moved = edited(export, set_cell(9 * "tea ", "day", str(days[0] + timedelta(days=3))))
    summary_of(kindtui, Dialect(dates=form).saved_again(moved))
    assert [on.day for on, *_ in entries(kindtui.journal())] == [10, 11, 12]
    wrong = {"mdy": "dmy", "dmy": "mdy"}[form.order]
    outcome = import_bytes(kindtui, Dialect(dates=form).saved_again(export), "--date-order", wrong)
    assert (outcome.status, outcome.out) == (3, "")


# What is wrong with a file


@pytest.mark.parametrize("lacking", ["day", "part", "text"])
def test_a_column_that_is_missing_is_named(lacking: str, kindtui: InProcess) -> None:
    cells = {"day": "2026-11-22", "part": "received", "text": "Noor"}
    del cells[lacking]
    outcome = import_bytes(kindtui, Dialect(";").write([list(cells), list(cells.values())]))
    assert_refused(kindtui, outcome)
    assert f"Its column {lacking} is missing." in outcome.err


def test_a_copied_row_is_explained(kindtui: InProcess) -> None:
    kindtui.put(journal_with(Day(LATE, received=(line(LATE, TEA_UID, "Tea"),))))
    data = edited(kindtui.export(), lambda rows: rows.append({**rows[0], "text": "Noor"}))
    outcome = import_bytes(kindtui, data)
    assert (outcome.status, outcome.out) == (3, "")
    assert "Row 3 has the uid of row 2, but isn't the same. If it's a new entry, clear its uid" in outcome.err
    assert "Noor" not in outcome.err


# An older file


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_text_that_was_corrected_since_is_not_kept_beside(form: str, kindtui: InProcess) -> None:
    assert kindtui.run("log", "received", "Lin brouhgt soup").status == 0
    old = kindtui.export(form)
    (on,) = [on for on in kindtui.journal().days if kindtui.journal().day(on).received]
    correct(kindtui, on, "Lin brought soup")
    outcome = import_bytes(kindtui, old)
    assert "nothing new" in outcome.out
    assert not kindtui.journal().conflicts
    assert texts_on(kindtui.journal(), on) == ["Lin brought soup"]


def correct(kindtui: InProcess, on: date, text: str) -> None:
    (one,) = kindtui.journal().day(on).received
    clock = FakeClock(moment(NOW))
    session = Session(FileStore(kindtui.data, clock), clock, CATALOG)
    session.open()
    session.submit(TextRewritten(on, TextRef("received", one.uid), text))

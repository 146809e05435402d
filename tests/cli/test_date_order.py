"""Which number of a date is the day: one decision for a whole file, told by the file or by the person."""

import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.cli.in_process import InProcess
from tests.cli.spreadsheet_imports import (
    assert_ambiguous,
    assert_nothing_new,
    assert_refused,
    entries,
    import_bytes,
    import_rows,
)
from tests.exchange.random_spreadsheets import DIALECTS, HAND_ROWS
from tests.exchange.spreadsheet_journals import AUTUMN, AWAY, EARLY, LATE, PLAIN, journal_with
from tests.exchange.spreadsheets import DateForm, Dialect, swapped, written_by_hand

DMY, MDY = DateForm("dd/mm/yyyy"), DateForm("m/d/yyyy")


@pytest.fixture
def kindtui(tmp_path: Path) -> InProcess:
    return InProcess(tmp_path / "kindtui")


def test_two_readings_are_both_told_and_nothing_is_imported(kindtui: InProcess) -> None:
    rows = [("05/05/2026", "received", "Tea"), ("03/04/2026", "kept", "No"), ("01/02/2026", "notes", "Rain")]
    april, march = date(2026, 4, 3), date(2026, 3, 4)
    assert_ambiguous(kindtui, import_rows(kindtui, rows), april, march)
    assert_ambiguous(kindtui, import_rows(kindtui, rows, "--dry-run"), april, march)
    assert "Tea" not in import_rows(kindtui, rows).err


@pytest.mark.parametrize(("order", "month"), [("dmy", 4), ("mdy", 3)])
def test_the_option_settles_it(order: str, month: int, kindtui: InProcess) -> None:
    rows = [("03/04/2026", "received", "Tea")]
    assert_refused(kindtui, import_rows(kindtui, rows, "--date-order", "ymd"), statuses=(2,))
    outcome = import_rows(kindtui, rows, "--date-order", order)
    assert (outcome.status, outcome.err) == (0, "")
    assert [on for on, *_ in entries(kindtui.journal())] == [date(2026, month, 7 - month)]


@pytest.mark.parametrize(
    ("order", "first", "last"),
    [
        ("dmy", date(2026, 12, 1), date(2026, 12, 6)),
        ("mdy", date(2026, 1, 12), date(2026, 6, 12)),
    ],
)
def test_the_option_counts_for_the_ends_of_days_away(
    order: str, first: date, last: date, kindtui: InProcess
) -> None:
    data = b"day,part,text,uid\n01/12/2026,away,06/12/2026,0a\n"
    assert_ambiguous(kindtui, import_bytes(kindtui, data), date(2026, 12, 1), date(2026, 1, 12))
    assert import_bytes(kindtui, data, "--date-order", order).status == 0
    (away,) = kindtui.journal().away.values()
    assert (away.first, away.last) == (first, last)


def test_dates_that_are_the_same_either_way_need_no_option(kindtui: InProcess) -> None:
    outcome = import_rows(kindtui, [("05/05/2026", "received", "Tea"), ("2026-03-04", "kept", "No")])
    assert (outcome.status, outcome.err) == (0, "")
    assert [on for on, *_ in entries(kindtui.journal())] == [EARLY, date(2026, 5, 5)]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (("03/04/2026", "25/11/2026"), (date(2026, 4, 3), LATE)),
        (("03/04/2026", "11/25/2026"), (EARLY, LATE)),
        (("3/4/26", "25/11/26"), (date(2026, 4, 3), LATE)),
        (("3/4/26", "11/25/26"), (EARLY, LATE)),
        (("03.04.2026", "25.11.2026"), (date(2026, 4, 3), LATE)),
        (("03-04-2026", "25-11-2026"), (date(2026, 4, 3), LATE)),
        (("2026/03/04", "2026/11/25"), (EARLY, LATE)),
        (("2026/3/4", "2026-11-25"), (EARLY, LATE)),
    ],
)
def test_one_number_above_twelve_settles_it_for_the_file(
    days: tuple[str, str], expected: tuple[date, date], kindtui: InProcess
) -> None:
    outcome = import_rows(kindtui, [(day, "received", "Tea") for day in days])
    assert (outcome.status, outcome.err) == (0, "")
    assert tuple(on for on, *_ in entries(kindtui.journal())) == expected


@pytest.mark.parametrize("separator", [".", "-"])
def test_a_date_with_stops_or_dashes_never_has_its_month_first(separator: str, kindtui: InProcess) -> None:
    outcome = import_rows(kindtui, [(separator.join(("03", "04", "2026")), "received", "Tea")])
    assert_ambiguous(kindtui, outcome, date(2026, 4, 3), EARLY)


def test_the_last_of_days_away_settles_it_too(kindtui: InProcess) -> None:
    rows = [("03/04/2026", "received", "Tea")]
    data = Dialect().write([["day", "part", "text", "uid"], ["01/12/2026", "away", "24/12/2026", "0a"]])
    data += Dialect().write([[*row, ""] for row in rows])
    assert import_bytes(kindtui, data).status == 0
    assert entries(kindtui.journal()) == [(date(2026, 4, 3), "received", "Tea")]
    assert kindtui.journal().away["0a"].last == date(2026, 12, 24)


@pytest.mark.parametrize(("form", "last"), [(DMY, "06/12/2026"), (MDY, "12/6/2026")], ids=["dmy", "mdy"])
def test_days_away_follow_the_order_of_the_days(form: DateForm, last: str, kindtui: InProcess) -> None:
    kindtui.put(journal_with(PLAIN.days[LATE], away=AWAY[:1]))
    saved = Dialect(dates=form).saved_again(kindtui.export())
    assert f",away,{last},".encode() in saved
    other = InProcess(kindtui.folder.with_name("other"))
    assert import_bytes(other, saved).status == 0
    assert other.export() == kindtui.export()


@pytest.mark.parametrize(
    "form", [DMY, MDY, DateForm("d/m/yy"), DateForm("mm/dd/yy")], ids=lambda form: form.pattern
)
def test_the_times_beside_the_dates_settle_it_without_a_word(form: DateForm, kindtui: InProcess) -> None:
    days = PLAIN.days
    kindtui.put(journal_with(days[EARLY], days[AUTUMN], away=AWAY[:1]))  # no day is above twelve
    saved = Dialect(";", dates=form).saved_again(kindtui.export())
    assert_nothing_new(kindtui, saved)
    other = InProcess(kindtui.folder.with_name("other"))
    outcome = import_bytes(other, saved)
    assert (outcome.status, outcome.err) == (0, "")
    assert other.export() == kindtui.export()


@pytest.mark.parametrize("column", ["written", "updated_at"])
@pytest.mark.parametrize(("form", "order"), [(DMY, "mdy"), (MDY, "dmy")], ids=["dmy", "mdy"])
def test_one_time_is_enough_and_an_order_against_it_is_refused(
    form: DateForm, order: str, column: str, kindtui: InProcess
) -> None:
    header = ["day", "part", "text", "uid", column]
    timed = [form.shown(EARLY), "received", "Tea", "0a1", "2026-03-04T18:41:00Z"]
    untimed = [form.shown(AUTUMN), "received", "Soup", "", ""]
    data = Dialect().write([header, untimed, timed])
    assert_refused(kindtui, import_bytes(kindtui, data, "--date-order", order), statuses=(2, 3))
    outcome = import_bytes(kindtui, data)
    assert (outcome.status, outcome.err) == (0, "")
    assert entries(kindtui.journal()) == [(EARLY, "received", "Tea"), (AUTUMN, "received", "Soup")]
    assert_nothing_new(kindtui, data)


def test_lines_written_on_a_later_day_do_not_turn_the_order_round(kindtui: InProcess) -> None:
    later = "2026-11-08T18:41:00Z"  # a week of old days, written down in one evening
    header = ["day", "part", "text", "uid", "written", "updated_at"]
    old = [[f"0{month}/02/2026", "notes", "Old", f"0{month}", later, later] for month in range(3, 9)]
    data = Dialect().write([header, *old, ["08/11/2026", "received", "Tea", "0a", later, later]])
    outcome = import_bytes(kindtui, data)
    assert (outcome.status, outcome.err) == (0, "")
    assert [on for on, part, _ in entries(kindtui.journal()) if part == "received"] == [date(2026, 11, 8)]
    assert {on for on, part, _ in entries(kindtui.journal()) if part == "notes"} == {
        date(2026, 2, month) for month in range(3, 9)
    }


@pytest.mark.parametrize(("day", "order"), [("25/11/2026", "mdy"), ("11/25/2026", "dmy")])
def test_an_order_that_a_date_contradicts_is_refused(day: str, order: str, kindtui: InProcess) -> None:
    rows = [("03/04/2026", "received", "Tea"), (day, "received", "Cake")]
    outcome = import_rows(kindtui, rows, "--date-order", order)
    assert_refused(kindtui, outcome, statuses=(2, 3))
    assert "Cake" not in outcome.err
    right = {"dmy": "mdy", "mdy": "dmy"}[order]
    assert import_rows(kindtui, rows, "--date-order", right).status == 0
    assert LATE in kindtui.journal().days


@pytest.mark.parametrize("rows", [
    [("25/11/2026", "received", "Tea"), ("11/25/2026", "received", "Cake")],
    [("31/02/2026", "received", "Tea")],
    [("13/13/2026", "received", "Tea")],
    [("25.11", "received", "Tea")],
    [("Tuesday", "received", "Tea")],
])  # fmt: skip
@pytest.mark.parametrize("options", [(), ("--date-order", "dmy")], ids=["", "dmy"])
def test_days_that_cannot_be_are_refused(
    rows: list[tuple[str, str, str]], options: tuple[str, ...], kindtui: InProcess
) -> None:
    outcome = import_rows(kindtui, rows, *options)
    assert_refused(kindtui, outcome)
    assert "Tea" not in outcome.err


def test_a_text_that_looks_like_a_date_is_neither_read_nor_turned_round(kindtui: InProcess) -> None:
    rows = [("03/04/2026", "received", "25/11/2026"), ("03/04/2026", "notes", "11/25/2026")]
    assert_ambiguous(kindtui, import_rows(kindtui, rows), date(2026, 4, 3), EARLY)
    assert import_rows(kindtui, rows, "--date-order", "mdy").status == 0
    assert entries(kindtui.journal()) == [
        (EARLY, "notes", "11/25/2026"),
        (EARLY, "received", "25/11/2026"),
    ]


def test_a_truth_word_in_another_place_stays_a_word(kindtui: InProcess) -> None:
    rows = [("2026-03-04", "received", "WAHR"), ("2026-03-04", "who", "Vrai"), ("2026-03-05", "rest", "wahr")]
    assert import_rows(kindtui, rows).status == 0
    day = kindtui.journal().day(EARLY)
    assert ([one.text for one in day.received], day.who and day.who.value) == (["WAHR"], "Vrai")
    assert kindtui.journal().day(EARLY + timedelta(days=1)).is_rest_day


@settings(max_examples=settings().max_examples // 2)
@given(HAND_ROWS, DIALECTS)
def test_any_rows_by_hand_are_read_or_refused_for_two_readings(
    rows: list[tuple[date, str, str]], dialect: Dialect
) -> None:
    """With stops and dashes the day is first everywhere: those may be read, and may be refused."""
    form = dialect.dates
    data = dialect.write(written_by_hand([(form.shown(on), part, text) for on, part, text in rows]))
    other_readings = [(on, swapped(on)) for on, *_ in rows]
    is_ambiguous = all(other for _, other in other_readings) and any(
        on != other for on, other in other_readings
    )
    options: tuple[str, ...] = ()
    with tempfile.TemporaryDirectory() as folder:
        kindtui = InProcess(Path(folder) / "kindtui")
        outcome = import_bytes(kindtui, data)
        if is_ambiguous and (form.has_two_readings or (form.order == "dmy" and outcome.status == 3)):
            first = next((on, other) for on, other in other_readings if other and on != other)
            assert_ambiguous(kindtui, outcome, *first)
            options = ("--date-order", form.order)
            outcome = import_bytes(kindtui, data, *options)
        assert (outcome.status, outcome.err) == (0, "")
        assert entries(kindtui.journal()) == sorted(rows)
        assert_nothing_new(kindtui, data, *options)

"""The order of day and month is one decision for a table, and no guess."""

from datetime import date
from pathlib import Path

import pytest

from kindtui.domain.journal.journal import Journal
from kindtui.exchange import incoming
from kindtui.exchange.local_dates import DateOrder, readings_of
from kindtui.storage.errors import UnreadableError

HEADER = "day;part;text;written;updated_at;uid"
AMBIGUOUS = "03/04/2026;notes;tea"


def read(*rows: str, order: DateOrder | None = None) -> Journal:
    data = "\r\n".join((HEADER, *rows)).encode()
    return incoming.parse(data, Path("days.csv"), order).journal


def days(*rows: str, order: DateOrder | None = None) -> list[date]:
    return list(read(*rows, order=order).days)


@pytest.mark.parametrize(
    "cell",
    ["25.11.2026", "11/25/2026", "25/11/26", "25-11-2026", "2026/11/25", "2026.11.25.", "25. 11. 2026",
     "25.11.2026 г.", "25/11/2026 00:00:00", "2026-11-25 00:00", "۲۰۲۶/۱۱/۲۵"],
)  # fmt: skip
def test_a_date_is_read_in_the_form_of_any_country(cell: str) -> None:
    assert days(f"{cell};notes;tea") == [date(2026, 11, 25)]


@pytest.mark.parametrize(
    "cell", ["2026-11-25", "25.13.2026", "31/02/2026", "5 May", "1.2.3.4", "2026-11-25T10:00", ""]
)
def test_other_cells_are_no_local_dates(cell: str) -> None:
    assert not readings_of(cell)


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        ("25/03/2026;notes;a", date(2026, 4, 3)),
        ("03/25/2026;notes;a", date(2026, 3, 4)),
        ("05/02/2026;away;04/03/2026", date(2026, 4, 3)),
        ("04/03/2026;away;01/05/2026", date(2026, 4, 3)),
        ("05/06/2026;who;Lin;;2026-06-05T21:00:00Z", date(2026, 4, 3)),
        ("05/06/2026;who;Lin;;2026-05-06T21:00:00Z", date(2026, 3, 4)),
        ("05/06/2026;notes;a;2026-05-07T01:00:00Z", date(2026, 3, 4)),
        ("05/06/2026;notes;a;;;0653871b103000a1a1a1a1a1a1", date(2026, 4, 3)),
    ],
)  # fmt: skip
def test_another_row_tells_the_order(evidence: str, expected: date) -> None:
    for rows in ([AMBIGUOUS, evidence], [evidence, AMBIGUOUS]):
        assert expected in days(*rows)


def test_an_ambiguous_file_is_refused_with_both_readings() -> None:
    with pytest.raises(
        UnreadableError, match="03/04/2026 in row 3 could be 3 April 2026 or 4 March 2026"
    ) as error:
        read("05/05/2026;notes;a", AMBIGUOUS)
    assert "`--date-order dmy`" in str(error.value)
    assert days(AMBIGUOUS, order="dmy") == [date(2026, 4, 3)]
    assert days(AMBIGUOUS, order="mdy") == [date(2026, 3, 4)]
    assert days("05/05/2026;notes;a") == [date(2026, 5, 5)]


def test_a_time_at_the_end_of_all_calendars_does_not_settle_the_order() -> None:
    with pytest.raises(UnreadableError, match="could be 3 April 2026 or 4 March 2026"):
        read("03/04/2026;received;tea;;9999-12-31T00:00:00Z")


@pytest.mark.parametrize(
    ("rows", "order", "message"),
    [
        (["25/11/2026;notes;a"], "mdy", "25/11/2026 in row 2 doesn't fit"),
        (["11/25/2026;notes;a"], "dmy", "11/25/2026 in row 2 doesn't fit"),
        ([AMBIGUOUS, "05/06/2026;who;Lin;;2026-06-05T21:00:00Z"], "mdy", "05/06/2026 in row 3 doesn't fit"),
        (["25/11/2026;notes;a", "11/25/2026;notes;b"], None, "11/25/2026 in row 3 has day and month"),
        ([AMBIGUOUS, "31/02/2026;notes;b"], "dmy", "Row 3: its day isn't a date"),
    ],
)  # fmt: skip
def test_a_contradiction_is_refused(rows: list[str], order: DateOrder | None, message: str) -> None:
    with pytest.raises(UnreadableError, match=message):
        read(*rows, order=order)


@pytest.mark.parametrize(
    ("row", "others"),
    [
        ("25/11/2026;away;20/11/2026", []),
        ("11/25/2026;away;11/20/2026", []),
        ("2026-11-25;away;2026-11-20", []),
        ("2026-11-25;away;20/11/2026", []),
        ("25/11/2026;away;2026-11-20", []),
        ("05/06/2026;away;03/04/2026", ["25/11/2026;notes;a"]),
        ("05/06/2026;away;03/04/2026", ["11/25/2026;notes;a"]),
    ],
)
def test_days_away_that_end_before_they_begin_are_refused_for_that(row: str, others: list[str]) -> None:
    with pytest.raises(UnreadableError, match="Row 2: its last day is before its first"):
        read(row, *others)


def test_backwards_days_away_do_not_hide_an_order_that_is_not_clear() -> None:
    with pytest.raises(UnreadableError, match="could be 5 June 2026 or 6 May 2026"):
        read("05/06/2026;away;03/04/2026")
    with pytest.raises(UnreadableError, match="Row 2: its last day is before its first"):
        read("05/06/2026;away;03/04/2026", order="dmy")

"""The same table in every form that spreadsheets save gives the same journal."""

import csv
import io
from pathlib import Path

import pytest
from msgspec import structs

from kindtui.domain.journal.day import Answer, Day
from kindtui.domain.journal.journal import Journal
from kindtui.exchange import csv_file, incoming
from kindtui.exchange.local_values import plain_boolean, plain_integer
from tests.support import EVENING, TODAY, journal_of, line

FILE = Path("days.csv")


def is_unchanged_by(ours: Journal, text: str) -> bool:
    """Whether importing that changes nothing."""
    after = incoming.parse(text.encode(), FILE).merged_into(ours, EVENING.at)
    return after.days == ours.days and not after.conflicts


DAY = Day(
    TODAY,
    rest=Answer(True, EVENING.at),
    energy=Answer(3, EVENING.at),
    skipped={"evening": Answer(False, EVENING.at)},
    received=(structs.replace(line("007; tea,\n\tor 'so'"), in_jar=False),),
)


def saved(data: bytes, delimiter: str, line_end: str, translations: dict[str, str], extra: int = 0) -> str:
    """The same table with another delimiter, other line ends and cells, and blank ones at the end."""
    rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter, lineterminator=line_end, quoting=csv.QUOTE_ALL)
    writer.writerows([translations.get(cell, cell) for cell in row] + [""] * extra for row in rows)
    writer.writerows([[""] * len(rows[0])] * extra)
    return file.getvalue()


GERMAN = {
    "true": "WAHR",
    "false": "FALSCH",
    "2026-11-22": "22.11.2026",
    "3600": "3.600",
    "3": "3,0",
    "day": "Day",
}
FRENCH = {"true": "VRAI", "false": "FAUX", "2026-11-22": "22/11/2026", "3600": "3\u202f600"}
AMERICAN = {"true": "TRUE", "false": "FALSE", "2026-11-22": "11/22/26", "3600": "3,600"}


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("delimiter", "start", "cells"),
    [
        (";", "", GERMAN),
        ("\t", "", FRENCH),
        (",", "", AMERICAN),
        ("|", "sep=|\n", {}),
        (";", '"sep=;"\r\n', {}),
    ],
)
def test_every_form_is_the_same(line_end: str, delimiter: str, start: str, cells: dict[str, str]) -> None:
    ours = journal_of([DAY])
    text = start + saved(csv_file.write(ours), delimiter, line_end, cells, extra=2)
    found = incoming.parse(text.encode(), FILE)
    assert found.journal.days == ours.days
    assert is_unchanged_by(ours, text)


def test_what_a_western_encoding_cannot_hold_is_no_change() -> None:
    ours = journal_of([Day(TODAY, received=(line("café 🤝🏽 with Łukasz"),), who=Answer("長い", EVENING.at))])
    exported = csv_file.write(ours).decode()
    for replaced in ("café ?? with ?ukasz", "café ???? with ?ukasz"):
        assert is_unchanged_by(
            ours, exported.replace("café 🤝🏽 with Łukasz", replaced).replace("長い", "??")
        )
    edited = exported.replace("🤝🏽 with Łukasz", "alone").encode()
    changed = incoming.parse(edited, FILE).merged_into(ours, EVENING.at)
    assert changed.day(TODAY).received[0].text == "café alone"


def test_a_row_by_hand_has_the_same_uid_whatever_the_form_of_its_date() -> None:
    by_hand = incoming.parse(b"day,part,text\n2026-11-22,received,tea\n", FILE)
    ours = by_hand.merged_into(Journal(), EVENING.at)
    again = incoming.parse(b"Day;Part;Text;;\r22.11.2026;Received;tea;;\r;;;;\r", FILE)
    assert again.merged_into(ours, EVENING.at) == ours


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("3,600", "3600"), ("-18.000", "-18000"), ("3.0", "3"), ("3,00", "3"), ("1 1/2", "1 1/2")],
)
def test_whole_numbers(cell: str, expected: str) -> None:
    assert plain_integer(cell) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [("TRUE", "true"), ("Verdadero", "true"), ("VERO", "true"), ("ΨΕΥΔΉΣ", "false"), ("ЛОЖЬ", "false"),
     ("NET WIER", "false"), ("maybe", "maybe")],
)  # fmt: skip
def test_booleans(word: str, expected: str) -> None:
    assert plain_boolean(word) == expected

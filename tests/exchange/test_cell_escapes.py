"""Texts that a spreadsheet would change come back from CSV exactly, and so do exports of earlier versions."""

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec import structs

from kindtui.domain.journal.day import Answer, Day
from kindtui.domain.text import strip_controls
from kindtui.exchange import csv_file
from kindtui.exchange.cell_escapes import escaped, escaped_formula, is_changeable, unescaped
from tests.storage.strategies import UIDS
from tests.support import EVENING, TODAY, act, journal_of, line

STARTS = ["", "'", "''", " ", "=", "+", "-", "@", "'=", "0", "\\", "\t", "\n", "May ", "TRUE", "1e"]
TEXTS = st.builds(str.__add__, st.sampled_from(STARTS), st.text("0123e/:.,-' \\\tay", max_size=8) | st.text())


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def as_exported_before(data: bytes, *texts: str) -> bytes:
    """The same rows with these texts as an earlier version wrote them, which only escaped formulas."""
    header = [name for name in csv_file.HEADER if name != "escaped"]
    file = io.StringIO()
    writer = csv.DictWriter(file, header, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for row, text in zip(rows_of(data), texts, strict=True):
        writer.writerow({**row, "text": escaped_formula(text)})
    return file.getvalue().encode()


@pytest.mark.parametrize(
    "text",
    ["3/4", "007", "1e5", "TRUE", "wahr", "10:30", "May 5", "5. Mai", "1234e56", "5 €", " 5", "22.11.2026",
     "Sonntag, 22. November 2026", "12345678901234567890", "１２", "2026年11月22日", "tab\tin", " =1+1"],
)  # fmt: skip
def test_what_a_spreadsheet_would_change_is_escaped(text: str) -> None:
    assert is_changeable(text)
    assert not is_changeable(escaped(text).replace(text, ""))
    assert unescaped(escaped(text)) == text


@pytest.mark.parametrize(
    "text",
    ["tea", "Lin kept me a seat", "'90s music", "At 10:30 Lin brought soup and stayed", "true friends",
     "000649a1b2c3d4e5f6a7b8c9d0", "two\nlines", "🤝🏽", "長い"],
)  # fmt: skip
def test_other_texts_are_left_as_they_are(text: str) -> None:
    assert is_changeable(text) == (text == "'90s music"), text


@given(TEXTS, TEXTS, TEXTS)
@example("007", "'90s", "''007")
@example("a\\tb\t5", "\\", "'\\\\5")
def test_any_text_comes_back_exactly(text: str, who: str, when: str) -> None:
    text, who, when = map(strip_controls, (text, who, when))
    full = structs.replace(act(uid="1"), text=text, who=who, when=when, source=who, audience="close")
    day = Day(TODAY, who=Answer(who, EVENING.at), acts=(full,), notes=(line(text, "12e5"), line(when, "7e")))
    assert csv_file.read(csv_file.write(journal_of([day])))[0].day(TODAY) == day


@given(UIDS, UIDS, st.sampled_from(["UTC", "Etc/GMT+5", "-03", "2"]), st.integers(-50400, 50400))
@example("12e5", "007", "-03", -3600)
def test_any_uid_and_zone_come_back_exactly(uid: str, check: str, zone: str, offset: int) -> None:
    moment = structs.replace(EVENING, zone=zone, offset=offset)
    day = Day(
        TODAY,
        checks={check: Answer("holds", EVENING.at)},
        received=(structs.replace(line("tea", uid), written=moment),),
    )
    assert csv_file.read(csv_file.write(journal_of([day])))[0].day(TODAY) == day


@given(st.lists(TEXTS.map(strip_controls).filter(str.strip), min_size=1, max_size=3))
@example(["'90s", "007", "'007", "''=1", "\\t"])
def test_an_export_of_an_earlier_version_comes_back_exactly(texts: list[str]) -> None:
    day = Day(TODAY, notes=tuple(line(text, uid) for uid, text in zip("abcde", texts, strict=False)))
    data = as_exported_before(csv_file.write(journal_of([day])), *texts)
    assert csv_file.read(data)[0].day(TODAY) == day


def test_the_column_names_the_escaped_cells() -> None:
    (row,) = rows_of(csv_file.write(journal_of([Day(TODAY, received=(line("007", "1234e56"),))])))
    assert (row["text"], row["uid"], row["escaped"]) == ("'007", "'1234e56", "text uid")

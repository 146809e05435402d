"""The picture of a year: paths and no word, whatever the days are."""

import xml.etree.ElementTree as ET
from datetime import date, timedelta

import pytest

from kindtui.domain.journal.day import Day
from kindtui.domain.journal.journal import Journal
from kindtui.exchange import year_svg
from kindtui.exchange.selection import EVERYTHING, Selection
from tests.support import TODAY, journal_of, journal_state, line, rest_day

DAYS = [
    Day(TODAY - timedelta(days=9), received=(line("tea"),)),
    Day(TODAY - timedelta(days=8), kept=(line("no"),)),
    rest_day(TODAY - timedelta(days=7)),
]


def picture(journal: Journal, selection: Selection = EVERYTHING) -> ET.Element:
    marks = journal_state(journal).marks
    return ET.fromstring(year_svg.write(marks, selection, TODAY, "monday"))


@pytest.mark.parametrize("journal", [Journal(), journal_of(DAYS)])
def test_it_has_no_words(journal: Journal) -> None:
    root = picture(journal)
    assert {element.tag.rpartition("}")[2] for element in root.iter()} == {"svg", "rect", "path"}
    assert "".join(root.itertext()).strip() == ""
    assert root.keys() == ["viewBox"]


def test_every_mark_has_its_own_shape() -> None:
    assert len(picture(journal_of(DAYS)).findall("{*}path")) == 6


@pytest.mark.parametrize(("days", "is_upright"), [(1, False), (4 * 53 * 7 - 6, False), (5 * 53 * 7, True)])
def test_many_years_are_on_an_upright_sheet_and_other_days_are_not_there(days: int, is_upright: bool) -> None:
    first = TODAY - timedelta(days=days - 1)
    root = picture(journal_of([rest_day(first)]), Selection(first=first))
    width, height = map(int, root.attrib["viewBox"].split()[2:])
    assert (width < height) == is_upright
    marks = "".join(path.attrib["d"] for path in root.findall("{*}path")).count("M")
    assert marks == days + 1  # a day of rest is two ripples


def test_years_before_the_first_day_are_left_out() -> None:
    marks = journal_state(journal_of(DAYS)).marks
    whole = year_svg.write(marks, EVERYTHING, TODAY, "monday")
    assert year_svg.write(marks, Selection(first=TODAY.replace(year=1900)), TODAY, "monday") == whole


@pytest.mark.parametrize("first", [None, date.min])
@pytest.mark.parametrize("last", [None, date.min, date(1, 3, 1), date.max])
def test_days_at_the_ends_of_the_calendar_are_drawn_as_the_nearest_there_can_be(
    first: date | None, last: date | None
) -> None:
    days = "".join(path.attrib["d"] for path in picture(Journal(), Selection(first, last)).findall("{*}path"))
    assert 52 * 7 < days.count("M") <= 53 * 7

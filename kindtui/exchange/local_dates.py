"""Dates as spreadsheets show them, such as 3/4/2026, and what they may mean."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Literal, get_args

DateOrder = Literal["dmy", "mdy"]
DATE_ORDERS: tuple[DateOrder, ...] = get_args(DateOrder)
Readings = Mapping[DateOrder, date]  # only the orders that give a date of the calendar

MIN_SHORT_YEAR = 1950  # two digits are a year of the hundred from here, as in Excel

_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_YEAR_FIRST = re.compile(r"(\d{4})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{1,2})\.?")
_YEAR_LAST = re.compile(r"(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4}|\d\d)\.?(?: г\.)?")
_MIDNIGHT = re.compile(r"[ T]0?0:00(?::00(?:[.,]0+)?)?\Z")  # of a cell that shows a date with its time


def readings_of(cell: str) -> Readings:
    """Return the dates that a cell may mean; none if it is no date, or one in ISO form already."""
    text = _MIDNIGHT.sub("", cell.strip())
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = map(int, found.groups())
        return {} if _ISO.fullmatch(cell) else _valid(dict.fromkeys(DATE_ORDERS, (year, month, day)))
    if found := _YEAR_LAST.fullmatch(text):
        first, second, year = map(int, found.groups())
        if year < 100:
            year = MIN_SHORT_YEAR + (year - MIN_SHORT_YEAR) % 100
        return _valid({"dmy": (year, second, first), "mdy": (year, first, second)})
    return {}


def _valid(numbers: Mapping[DateOrder, tuple[int, int, int]]) -> Readings:
    return {order: day for order, ymd in numbers.items() if (day := _date(*ymd))}


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

"""Parsing of days as people write them: "3 nov", "last tuesday", "2 weeks ago", "2026-11-03"."""

import re
from collections.abc import Container
from datetime import date, datetime, timedelta

from kindtui.domain.dates import DAYS_PER_WEEK, check_writable
from kindtui.texts import get_text

MIN_WEEKDAY_LETTERS = 3

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_FORMATS_WITH_YEAR = (
    "%Y-%m-%d",
    "%Y%m%d",
    "%Y/%m/%d",
    "%d %B %Y",
    "%d %b %Y",
    "%B %d %Y",
    "%b %d %Y",
    "%d/%m/%Y",
)
_FORMATS_WITHOUT_YEAR = ("%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y", "%d/%m/%Y")
_DAYS_AGO_BY_NAME = {"today": 0, "yesterday": 1, "day before yesterday": 2}
_DAYS_PER_UNIT = {"day": 1, "week": DAYS_PER_WEEK}


def parse_natural_date(text: str, today: date, recorded: Container[date] = ()) -> date:
    """Parse a day; one without a year is the latest such day up to today, and 3/11 is the third of November.

    Raises:
        ValueError: If the text is no day, or no day to write on (see `check_writable`); its message can be
            shown.
    """
    normalized = _normalized(text)
    day = _parse_relative(normalized, today) or _parse_absolute(normalized, today)
    if day is None:
        raise ValueError(get_text("ritual.day.unreadable_in_words"))
    check_writable(day, today, recorded)
    return day


def _normalized(text: str) -> str:
    """Return the text in lower case with slashes for the dots of a date, without commas and filler words."""
    words = re.sub(r"(\d)(st|nd|rd|th)\b", r"\1", text.casefold().replace(",", " "))
    words = re.sub(r"(\d)\.(?=\d)", r"\1/", words).replace(".", " ")
    return " ".join(word for word in words.split() if word not in ("of", "last", "on", "the"))


def _parse_relative(text: str, today: date) -> date | None:
    if text in _DAYS_AGO_BY_NAME:
        return today - timedelta(days=_DAYS_AGO_BY_NAME[text])
    if (ago := re.fullmatch(r"(\d{1,5}|a|one) (day|week)s? ago", text)) is not None:
        count = 1 if ago[1] in ("a", "one") else int(ago[1])
        days = count * _DAYS_PER_UNIT[ago[2]]
        return today - timedelta(days=days) if days < today.toordinal() else None
    weekdays = [number for number, name in enumerate(_WEEKDAYS) if name.startswith(text)]
    if len(text) >= MIN_WEEKDAY_LETTERS and weekdays:
        days_ago = (today.weekday() - weekdays[0]) % DAYS_PER_WEEK
        return today - timedelta(days=days_ago or DAYS_PER_WEEK)
    return None


def _parse_absolute(text: str, today: date) -> date | None:
    for date_format in _FORMATS_WITH_YEAR:
        if day := _parse_format(text, date_format):
            return day
    for years_back in range(5):  # the latest 29 February may be four years ago
        separator = "/" if "/" in text else " "
        for date_format in _FORMATS_WITHOUT_YEAR:
            day = _parse_format(f"{text}{separator}{today.year - years_back:04}", date_format)
            if day and day <= today:
                return day
    return None


def _parse_format(text: str, date_format: str) -> date | None:
    try:
        return datetime.strptime(text, date_format).date()  # noqa: DTZ007
    except ValueError:
        return None

"""A day of the past as people write it: "3 nov", "last tuesday", "2 weeks ago", "2026-11-03"."""

import re
from datetime import date, datetime, timedelta

LEAST_OF_A_NAME = 3  # letters
EXAMPLES = "3 nov, tuesday, 2 weeks ago or 2026-11-03"

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WITH_YEAR = ("%Y-%m-%d", "%Y%m%d", "%Y/%m/%d", "%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y", "%d/%m/%Y")
_WITHOUT_YEAR = ("%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y", "%d/%m/%Y")
_NAMED = {"today": 0, "yesterday": 1, "day before yesterday": 2}
_UNITS = {"day": 1, "week": 7}


def any_day(text: str, today: date) -> date:
    """Read a day; one without a year is the latest such day up to today, and 3/11 is the third of November.

    Raises:
        ValueError: if it is none, or lies in the future; its text is fit to be shown.
    """
    written = _plain(text)
    day = _relative(written, today) or _absolute(written, today)
    if day is None:
        message = f"Write a day like {EXAMPLES}."
        raise ValueError(message)
    if day > today:
        message = f"{day} has not come yet. Days can be written from the past up to today."
        raise ValueError(message)
    return day


def _plain(text: str) -> str:
    """In small letters, without commas, "of", "last" and the "rd" of "3rd"; a slash for a dot in a date."""
    words = re.sub(r"(\d)(st|nd|rd|th)\b", r"\1", text.casefold().replace(",", " "))
    words = re.sub(r"(\d)\.(?=\d)", r"\1/", words).replace(".", " ")
    return " ".join(word for word in words.split() if word not in ("of", "last", "on", "the"))


def _relative(text: str, today: date) -> date | None:
    if text in _NAMED:
        return today - timedelta(days=_NAMED[text])
    if (ago := re.fullmatch(r"(\d{1,5}|a|one) (day|week)s? ago", text)) is not None:
        count = 1 if ago[1] in ("a", "one") else int(ago[1])
        days = count * _UNITS[ago[2]]
        return today - timedelta(days=days) if days < today.toordinal() else None
    named = [number for number, name in enumerate(_WEEKDAYS) if name.startswith(text)]
    if len(text) >= LEAST_OF_A_NAME and named:
        return today - timedelta(days=(today.weekday() - named[0]) % 7 or 7)
    return None


def _absolute(text: str, today: date) -> date | None:
    for form in _WITH_YEAR:
        if day := _read(text, form):
            return day
    for back in range(5):  # a 29 February may be four years ago
        glue = "/" if "/" in text else " "
        for form in _WITHOUT_YEAR:
            day = _read(f"{text}{glue}{today.year - back:04}", form)
            if day and day <= today:
                return day
    return None


def _read(text: str, form: str) -> date | None:
    try:
        return datetime.strptime(text, form).date()  # noqa: DTZ007
    except ValueError:
        return None

"""Parsing of days as people write them: "3 nov", "last tuesday", "in 2 weeks", "2026-11-03"."""

import re
from collections.abc import Container
from datetime import date, datetime, timedelta

from kindtui.domain.dates import DAYS_PER_WEEK, MAX_TIME_AWAY, check_writable, date_seen_from
from kindtui.texts import get_text

MIN_WEEKDAY_LETTERS = 3
MAX_DISTANCE = timedelta(days=366)  # between today and the first of days away
ONE_YEAR = timedelta(days=365)
MAX_TIME_AHEAD = timedelta(days=60)  # a day without a year may be meant to be as far ahead, by mistake
RECENT = timedelta(days=60)  # a date without a year that was so recent is over, and not one of the next year
MAX_WITHOUT_YEAR = timedelta(days=100)  # longer days away need a last day with a year: it may be a slip

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
_DAYS_AGO_BY_NAME = {"tomorrow": -1, "today": 0, "yesterday": 1, "day before yesterday": 2}
_DAYS_AHEAD_BY_NAME = {"today": 0, "tomorrow": 1, "day after tomorrow": 2}
_RANGE_SEPARATOR = re.compile(r"\s*(?:\.{2,3}|[…–—])\s*|\s+(?:-|to|until|till)\s+", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}(?! *(day|week))")
_DAYS_PER_UNIT = {"day": 1, "week": DAYS_PER_WEEK}


def parse_natural_date(text: str, today: date, recorded: Container[date] = ()) -> date:
    """Parse a day; one without a year is the latest such day up to today, and 3/11 is the third of November.

    Raises:
        ValueError: If the text is no day, or no day to write on (see `check_writable`); its message can be
            shown.
    """
    day = parse_any_date(text, today)
    check_writable(day, today, recorded)
    return day


def parse_any_date(text: str, today: date) -> date:
    """Parse a day as `parse_natural_date` does, also one that is no day to write on.

    Raises:
        ValueError: If the text is no day; its message can be shown.
    """
    normalized = _normalized(text)
    day = _parse_relative(normalized, today) or _parse_absolute(normalized, today)
    if day is None:
        raise ValueError(get_text("ritual.day.unreadable_in_words"))
    return day


def parse_period(text: str) -> int:
    """Parse a number of days, such as "14", "14d", "2w" or "2 weeks".

    Raises:
        ValueError: If the text is none, or no day at all; its message can be shown.
    """
    period = re.fullmatch(r"(\d{1,5}) ?(d|days?|w|weeks?)?", text.strip().casefold())
    days = int(period[1]) * (DAYS_PER_WEEK if (period[2] or "").startswith("w") else 1) if period else 0
    if not days:
        raise ValueError(get_text("ritual.day.no_period"))
    return days


def parse_future_date(text: str, today: date) -> date:
    """Parse a day from today on; one without a year is the next such day, as is a weekday.

    Raises:
        ValueError: If the text is no day, or one that is over: a date without a year may be one of the last
            days. Its message can be shown.
    """
    day = _parse_first(text, today)
    if day < today:
        raise ValueError(get_text("ritual.away.is_over", day=date_seen_from(today, day)))
    return day


def parse_days_away(text: str, today: date, begun: date | None = None) -> tuple[date, date]:
    """Parse days away: their last day, or both ends, as in "sunday" and "1 dec to 6 dec".

    Unless both ends are there, they begin on the day `begun`, or today. A first day without a year may be one
    of the last days, and a last day without a year is the next one from the first on.

    Raises:
        ValueError: If the text is no such days, or they are too many or too far; its message can be shown.
    """
    first_text, *last_text = _RANGE_SEPARATOR.split(text.strip(), maxsplit=1)
    if last_text:
        first = _parse_first(first_text, today)
        last = _parse_ahead(last_text[0], today, first)
        if last < first and _weekday(_without_preposition(first_text)) is not None:
            first -= timedelta(days=DAYS_PER_WEEK)
    else:
        first, last = begun or today, parse_future_date(text, today)
    if last < first:
        raise ValueError(get_text("ritual.away.backwards"))
    if last - first > MAX_TIME_AWAY:
        raise ValueError(get_text("ritual.away.too_long"))
    if first != begun and abs(first - today) > MAX_DISTANCE:
        raise ValueError(get_text("ritual.away.too_far"))
    has_year = _YEAR.search(last_text[0] if last_text else text)
    if last - max(first, today) > MAX_WITHOUT_YEAR and not has_year:
        raise ValueError(get_text("ritual.away.without_year", day=date_seen_from(today, last)))
    return first, last


def is_range(text: str) -> bool:
    """Return whether the text has both ends of days away, as `parse_days_away` reads them."""
    return len(_RANGE_SEPARATOR.split(text.strip(), maxsplit=1)) > 1


def _parse_first(text: str, today: date) -> date:
    """Parse the first day of days away as `_parse_ahead` does, where a date may be one of the last days.

    Raises:
        ValueError: If the text is no day; its message can be shown.
    """
    day = _parse_ahead(text, today, today)
    recent = None if _YEAR.search(text) else _parse_absolute(_without_preposition(text), today)
    return recent if recent and today - recent <= RECENT else day


def _without_preposition(text: str) -> str:
    return re.sub(r"^((from|since|to|until|till|next) )+", "", _normalized(text))


def _parse_ahead(text: str, today: date, start: date) -> date:
    """Parse a day; one without a year and a weekday are the next such day from `start` on.

    Raises:
        ValueError: If the text is no day; its message can be shown.
    """
    normalized = _without_preposition(text)
    is_past = not {"last", "since"}.isdisjoint(text.casefold().split())
    day = (
        (None if is_past else _parse_relative_ahead(normalized, today, start))
        or _parse_relative(normalized, today)
        or _parse_absolute(normalized, start, is_ahead=True)
    )
    if day is None:
        raise ValueError(get_text("ritual.away.unreadable"))
    return day


def _parse_relative_ahead(text: str, today: date, start: date) -> date | None:
    from_day, days_ahead = today, _DAYS_AHEAD_BY_NAME.get(text)
    if (count := re.fullmatch(r"in (\d{1,5}|a|one) (day|week)s?", text)) is not None:
        days_ahead = (1 if count[1] in ("a", "one") else int(count[1])) * _DAYS_PER_UNIT[count[2]]
    elif (weekday := _weekday(text)) is not None:
        from_day, days_ahead = start, (weekday - start.weekday()) % DAYS_PER_WEEK or DAYS_PER_WEEK
    if days_ahead is None or days_ahead > (date.max - from_day).days:
        return None
    return from_day + timedelta(days=days_ahead)


def parse_day_to_move_to(text: str, today: date, moved_from: date) -> date:
    """Parse the day to which an entry of the day `moved_from` is moved.

    Raises:
        ValueError: As for `parse_natural_date`; or if it is the same day, or one without a year that would be
            nearly a year ago and is meant to be ahead.
    """
    day = parse_natural_date(text, today)
    if day == moved_from:
        raise ValueError(get_text("ritual.day.same", day=date_seen_from(today, day)))
    is_near_once_more = today < day + ONE_YEAR <= today + MAX_TIME_AHEAD
    if is_near_once_more and not re.search(r"[0-9]{4}|ago", text):
        raise ValueError(get_text("ritual.day.which_year", day=date_seen_from(today, day)))
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
    if (weekday := _weekday(text)) is not None:
        days_ago = (today.weekday() - weekday) % DAYS_PER_WEEK
        return today - timedelta(days=days_ago or DAYS_PER_WEEK)
    return None


def _weekday(text: str) -> int | None:
    """Return the number of a weekday, which may be shortened: 0 is Monday."""
    weekdays = (number for number, name in enumerate(_WEEKDAYS) if name.startswith(text))
    return next(weekdays, None) if len(text) >= MIN_WEEKDAY_LETTERS else None


def _parse_absolute(text: str, today: date, *, is_ahead: bool = False) -> date | None:
    """Parse a date; one without a year is the latest such day up to today, or the next one from today on."""
    for date_format in _FORMATS_WITH_YEAR:
        if day := _parse_format(text, date_format):
            return day
    separator = "/" if "/" in text else " "
    # the latest 29 February may be four years ago, and the next one be eight years ahead, as in 1896
    for year in range(today.year, today.year + 9) if is_ahead else range(today.year, today.year - 5, -1):
        for date_format in _FORMATS_WITHOUT_YEAR:
            day = _parse_format(f"{text}{separator}{year:04}", date_format)
            if day and (day >= today if is_ahead else day <= today):
                return day
    return None


def _parse_format(text: str, date_format: str) -> date | None:
    try:
        return datetime.strptime(text, date_format).date()  # noqa: DTZ007
    except ValueError:
        return None

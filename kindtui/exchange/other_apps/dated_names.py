"""The dates in the names of files, or in those of the folders of a year and a month around them."""

import re
from datetime import date, time
from pathlib import PurePath
from typing import NamedTuple

from kindtui.domain.dates import EARLIEST_DAY
from kindtui.domain.text import one_line

_DATED_NAME = re.compile(
    r"(\d{4})([-_.]?)(?P<month>\d\d)\2(?P<day>\d\d)(?!\d)(?P<rest>.*)", re.DOTALL | re.ASCII
)
_DAY_IN_FOLDERS = re.compile(
    r"(?:.*/)?(\d{4})[/-](?P<month>\d\d)/(?P<day>\d\d)(?!\d)(?P<rest>[^/]*)", re.DOTALL | re.ASCII
)
_TIME = re.compile(
    r"(?:T(\d\d)[-:.]?(\d\d)(?:[-:.]?\d\d)?|[ _-]+(\d\d)[-:.h](\d\d)(?:[-:.]\d\d)?)(?![^\W_])", re.ASCII
)
_NUMBER_OF_COPY = re.compile(r"\(\d{1,3}\)", re.ASCII)


class DatedName(NamedTuple):
    """What the name of a file says.

    Attributes:
        day: The day.
        time: The time of the day, if it says that.
        title: The words after them.
        forms: The ways in which a heading may say the name again.
    """

    day: date
    time: time | None
    title: str
    forms: tuple[str, ...]


def dated_name(path: PurePath) -> DatedName | None:
    """Return what the name of a file says; None if it has no date.

    The name begins with a date, or with a day in a folder of the month that is in a folder of the year.
    """
    stem = path.stem
    found = _DATED_NAME.match(stem) or _DAY_IN_FOLDERS.fullmatch(f"{path.parent}/{stem}")
    if not found:
        return None
    try:
        day = date(int(found[1]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None
    if day < EARLIEST_DAY:
        return None
    at, after = _split_time(found["rest"])
    title = one_line(after.lstrip(" -_.–—,:"))
    written = stem.removesuffix(found["rest"])
    forms = (one_line(stem), written, one_line(stem.removesuffix(after)), day.isoformat())
    return DatedName(day, at, "" if _NUMBER_OF_COPY.fullmatch(title) else title, forms)


def _split_time(text: str) -> tuple[time | None, str]:
    """Return the time with which the rest of a name begins, if it does, and what follows."""
    if found := _TIME.match(text):
        hour, minute = (int(number) for number in found.groups() if number)
        try:
            return time(hour, minute), text[found.end() :]
        except ValueError:
            pass
    return None, text

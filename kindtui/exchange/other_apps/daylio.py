"""The CSV that Daylio exports: each row is a note that ends with the mood and the activities as words."""

import html
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from kindtui.domain.text import clean_lines, one_line
from kindtui.exchange.other_apps.csv_rows import parse_day, rows_of
from kindtui.exchange.other_apps.export import NOON, Entry, Export, LeftOut

REQUIRED_COLUMNS = {"full_date", "mood", "activities", "note"}
READ_COLUMNS = REQUIRED_COLUMNS | {"note_title", "time"}
REDUNDANT_COLUMNS = {"date", "weekday"}  # they say again what `full_date` says
MIDDLE_DOT = " · "
NOON_HOUR = 12
_TIME = re.compile(r"\s*(\d{1,2})[:.](\d\d)\s*([ap]?)", re.ASCII | re.IGNORECASE)
# The note may have been formatted in Daylio, which exports that as HTML.
_BREAKING_TAGS = re.compile(r"</?(?:br|p)(?: [^<>]*)?/?>", re.IGNORECASE)
_BLOCK_TAG = r"</?(?:div|ul|ol|li|h[1-6])(?: [^<>]*)?>"
_BLOCK_TAGS = re.compile(rf"{_BLOCK_TAG}(?:\s*{_BLOCK_TAG})*\s*", re.IGNORECASE)  # one after another
_LIST_ITEM = re.compile(r"<li[ >]", re.IGNORECASE)
_OTHER_TAGS = re.compile(
    r"</?(?:b|i|u|s|strong|em|del|strike|span|font|big|small)(?: [^<>]*)?>", re.IGNORECASE
)


def is_daylio(header: Sequence[str]) -> bool:
    """Return whether a CSV file with that header comes from Daylio."""
    return set(header) >= REQUIRED_COLUMNS


def read(data: bytes) -> Export:
    """Return the rows of a CSV file as notes. A mood stays a word, and is never made a rating of ours.

    Raises:
        FormError: A row cannot be read.
    """
    entries: list[Entry] = []
    left_out: Counter[LeftOut] = Counter()
    for number, row in rows_of(data):
        day, text = parse_day(row["full_date"], number), _text(row)
        if text:
            entries.append(Entry(_local_time(day, row.get("time", "")), text, "notes", day))
        left_out[LeftOut.EMPTY] += not text
        others = row.keys() - READ_COLUMNS - REDUNDANT_COLUMNS
        left_out[LeftOut.OTHER_VALUES] += sum(bool(row[name].strip()) for name in others)
    return Export(tuple(entries), left_out)


def _text(row: Mapping[str, str]) -> str:
    activities = ", ".join(filter(None, map(one_line, row["activities"].split("|"))))
    last_line = MIDDLE_DOT.join(filter(None, (one_line(row["mood"]), activities)))
    parts = map(clean_lines, (row.get("note_title", ""), _plain(row["note"]), last_line))
    return "\n".join(filter(None, parts))


def _plain(note: str) -> str:
    """Return a note without the HTML in which Daylio exports what was formatted."""
    plain = _BLOCK_TAGS.sub(lambda tags: "\n- " if _LIST_ITEM.search(tags[0]) else "\n", note)
    plain = _BREAKING_TAGS.sub("\n", plain)
    plain = _OTHER_TAGS.sub("", plain)
    return note if plain == note else html.unescape(plain)


def _local_time(day: date, clock: str) -> datetime:
    """Return the time of a row, such as "22:15" or "10:15 PM"; noon if it is written otherwise."""
    found = _TIME.match(clock)
    if not found:
        return datetime.combine(day, NOON)
    hour, minute, half = int(found[1]), int(found[2]), found[3].lower()
    if half:
        hour = hour % NOON_HOUR + NOON_HOUR * (half == "p")
    try:
        return datetime.combine(day, time(hour, minute))
    except ValueError:
        return datetime.combine(day, NOON)

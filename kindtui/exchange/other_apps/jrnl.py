"""The JSON that jrnl exports, as days of a journal."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

import msgspec
from msgspec import Struct

from kindtui.domain.dates import Moment, logical_day
from kindtui.domain.journal.day import Act, Line
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.parts import Part, PartKey, journal_from_parts
from kindtui.domain.text import clean_lines, one_line
from kindtui.exchange.other_apps.export import LeftOut
from kindtui.exchange.other_apps.local_times import moment_at, time_zone_of, uid_of

FIELD_BY_TAG: Mapping[str, str] = {"gave": "acts", "received": "received", "kept": "kept"}
SENTENCE_ENDS = tuple(".!?…。！？")


class JrnlEntry(Struct, frozen=True):
    """An entry of jrnl, with local `date` (`YYYY-MM-DD`) and `time` (`HH:MM`), and tags such as "@gave"."""

    title: str
    body: str
    date: str
    time: str
    tags: tuple[str, ...] = ()


class _Export(Struct, frozen=True):
    entries: tuple[JrnlEntry, ...]


def from_jrnl(data: bytes, now: Moment, day_start: int) -> tuple[Journal, Counter[LeftOut]]:
    """Return the days in the output of `jrnl --export json`, as jrnl 4.6 writes it, and what is left out.

    An entry with a tag `@gave`, `@received` or `@kept` becomes that; others become notes. Its uid follows
    from its content, so that it is the same at the next import.

    Args:
        data: The bytes of the file.
        now: The current time. The local times of jrnl are taken to be in its time zone.
        day_start: The hour at which a day begins.

    Raises:
        ValueError: The bytes are not such an export.
    """
    entries = msgspec.json.decode(data.decode("utf-8-sig"), type=_Export).entries
    days: dict[date, dict[PartKey, Part]] = {}
    for on, field, entry in _entries(entries, now, day_start):
        days.setdefault(on, {})[(field, entry.uid)] = entry
    empty = sum(not _field_and_text(entry)[1] for entry in entries)
    return journal_from_parts(days), Counter({LeftOut.EMPTY: empty})


def _entries(
    entries: Iterable[JrnlEntry], now: Moment, day_start: int
) -> Iterator[tuple[date, str, Act | Line]]:
    """Yield each entry that has text, with its day and the field it belongs to."""
    zone = time_zone_of(now)
    occurrences: dict[tuple[datetime, str], int] = {}
    for entry in entries:
        local_time = datetime.fromisoformat(f"{entry.date} {entry.time}").replace(tzinfo=None)
        field, text = _field_and_text(entry)
        if not text:
            continue
        line = one_line(text)  # an entry that was imported on one line is the same one
        occurrences[local_time, line] = occurrences.get((local_time, line), 0) + 1
        uid = uid_of(local_time, f"{line}\0{occurrences[local_time, line]}")
        written = moment_at(local_time, zone, now.zone)
        converted = (
            Act(uid, text, "done", written, written.at)
            if field == "acts"
            else Line(uid, text, written, written.at)
        )
        yield logical_day(written, day_start), field, converted


def _field_and_text(entry: JrnlEntry) -> tuple[str, str]:
    """Return the field an entry belongs to, and its text without a leading tag for that field.

    jrnl ends a title with its first sentence or its first line, and does not tell which.
    """
    title, body = one_line(entry.title), clean_lines(entry.body)
    is_one_paragraph = title.endswith(SENTENCE_ENDS) and "\n" not in body
    text = clean_lines(f"{title} {body}" if is_one_paragraph else f"{title}\n{body}")
    for tag in entry.tags:
        if field := FIELD_BY_TAG.get(tag[1:].lower()):
            opening, *rest = text.split(maxsplit=1)
            return field, rest[0] if rest and opening.lower() == tag.lower() else text
    return "notes", text

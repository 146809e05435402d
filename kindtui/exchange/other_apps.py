"""What other journals export, as days: jrnl's JSON."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from hashlib import sha256
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct

from kindtui.domain.dates import Moment, logical_day
from kindtui.domain.journal.day import Act, Line
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.parts import Key, Part, journal_of
from kindtui.domain.text import one_line

KINDS: Mapping[str, str] = {"gave": "acts", "received": "received", "kept": "kept"}  # of a tag
EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  what the clock on the wall shows has no zone


class JrnlEntry(Struct, frozen=True):
    """An entry of jrnl: local `date` (`YYYY-MM-DD`) and `time` (`HH:MM`), `tags` with their sign."""

    title: str
    body: str
    date: str
    time: str
    tags: tuple[str, ...] = ()


class _Export(Struct, frozen=True):
    entries: tuple[JrnlEntry, ...]


def from_jrnl(data: bytes, here: Moment, day_start: int) -> Journal:
    """The days of `jrnl --export json` (written with jrnl 4.6), in the time zone of `here`.

    An entry is a note, or what its tag `@gave`, `@received` or `@kept` says. The same entry gets the
    same uid each time.

    Raises:
        ValueError: if it is no such export.
    """
    entries = msgspec.json.decode(data.decode("utf-8-sig"), type=_Export).entries
    days: dict[date, dict[Key, Part]] = {}
    for on, field, entry in _entries(entries, here, day_start):
        days.setdefault(on, {})[(field, entry.uid)] = entry
    return journal_of(days)


def _entries(
    entries: Iterable[JrnlEntry], here: Moment, day_start: int
) -> Iterator[tuple[date, str, Act | Line]]:
    zone = _zone(here)
    seen: dict[tuple[datetime, str], int] = {}
    for entry in entries:
        wall = datetime.fromisoformat(f"{entry.date} {entry.time}").replace(tzinfo=None)
        field, text = _meant(entry)
        if not text:
            continue
        seen[wall, text] = seen.get((wall, text), 0) + 1
        uid = _uid(wall, f"{text}\0{seen[wall, text]}")
        offset = wall.replace(tzinfo=zone).utcoffset() or timedelta()
        at = wall.replace(tzinfo=UTC) - offset
        written = Moment(at, here.zone, int(offset.total_seconds()))
        one = Act(uid, text, "done", written, at) if field == "acts" else Line(uid, text, written, at)
        yield logical_day(written, day_start), field, one


def _zone(here: Moment) -> tzinfo:
    """The time zone of that moment; where its name is not known here, its offset at all times."""
    present = timedelta(seconds=here.offset)
    with suppress(OSError, ValueError, LookupError):
        zone = ZoneInfo(here.zone)
        if here.at.astimezone(zone).utcoffset() == present:
            return zone
    return timezone(present)


def _meant(entry: JrnlEntry) -> tuple[str, str]:
    """The field of a day, and the text on one line without the tag that chose the field, if it begins so."""
    text = one_line(f"{entry.title} {entry.body}")
    for tag in entry.tags:
        if field := KINDS.get(tag[1:].lower()):
            opening, _, rest = text.partition(" ")
            return field, rest if opening.lower() == tag.lower() and rest else text
    return "notes", text


def _uid(wall: datetime, said: str) -> str:
    """A uid that sorts by the time of writing."""
    microseconds = (wall - EPOCH) // timedelta(microseconds=1)
    return f"{max(microseconds, 0):014x}{sha256(said.encode()).hexdigest()[:12]}"

"""A file on its way in: what it is, why it is refused, or the journal in it, made harmless."""

import codecs
import os
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
from msgspec import Struct, structs

from kindtui.domain.dates import Moment, logical_day
from kindtui.domain.journal.day import Act, Day, Line
from kindtui.domain.journal.journal import ONE_DAY, Journal
from kindtui.domain.journal.merge import merge
from kindtui.domain.journal.parts import LIST_FIELDS, day_from_parts, parts_of, with_updated_at
from kindtui.domain.journal.sanitize import sanitized
from kindtui.domain.text import strip_controls
from kindtui.exchange import csv_file, jrnl, json_file
from kindtui.storage.copies import Copy
from kindtui.storage.errors import UnreadableError

MAX_BYTES = 32_000_000  # ten years as `--demo` makes them up are less than 2 million
MAX_ENTRIES, MAX_DEPTH = 100_000, 32
MIN_YEAR = 1900
EARLIEST_TIME = datetime(MIN_YEAR, 1, 1, tzinfo=UTC)
MAX_CSV_LINES = 3 * MAX_ENTRIES  # of a CSV file, where answers have a row too
TOO_MANY_ENTRIES = f"holds more than {MAX_ENTRIES} entries"
MAX_UTC_OFFSET_SECONDS = 2 * 86_400  # seconds; no clock on a wall is further from UTC

# The last one also if it does not end, so that it is gone through once.
_JSON_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
_NON_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))


class IncomingData(Struct, frozen=True):
    """What a file holds. `copy` is the whole journal it is, if it is one.

    `base` has the entries that kindtui named itself: a later change of theirs counts, the file does not.
    What stands at one of the `untimed` places says nothing of when: it wins over nothing that is there.
    """

    journal: Journal
    base: Journal | None = None
    copy: Copy | None = None
    untimed: frozenset[csv_file.CellRef] = frozenset()

    def merged_into(self, ours: Journal) -> Journal:
        """Our journal with what is new in this one; see `merge`."""
        return self.journal if ours == Journal() else merge(ours, self._aligned_with(ours), self.base)

    def _aligned_with(self, ours: Journal) -> Journal:
        """The journal with what has no time as the oldest of all, where something is there.

        Left out is an entry of `base` that stands on a neighbouring day, as days began at another hour then.
        """
        days = dict(self.journal.days)
        for on in self.base.days if self.base else ():
            nearby_uids = {uid for side in (-ONE_DAY, ONE_DAY) for uid in _uids(ours.day(on + side))}
            parts = parts_of(days.pop(on))
            if remaining := {key: part for key, part in parts.items() if key[1] not in nearby_uids}:
                days[on] = day_from_parts(on, remaining, self.journal.days[on])
        for on, key in self.untimed:
            if key in parts_of(ours.day(on)):
                parts = parts_of(days[on])
                days[on] = day_from_parts(
                    on, {**parts, key: with_updated_at(parts[key], EARLIEST_TIME)}, days[on]
                )
        return structs.replace(self.journal, days=days)


def read(path: Path) -> bytes:
    """The bytes of a file or pipe, or for `-` of standard input.

    Raises:
        UnreadableError: if it cannot be read, or is too large.
    """
    try:
        with os.fdopen(os.dup(0), "rb") if str(path) == "-" else path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        message = f"There is no file {path}. Name an export of kindtui or of jrnl."
        raise UnreadableError(message) from None
    except OSError as error:
        message = f"{path} cannot be opened ({error.strerror}). Name a file that can be read."
        raise UnreadableError(message) from None
    if len(data) > MAX_BYTES:
        raise _refusal(path, f"is larger than {MAX_BYTES // 1_000_000} MB", "Bring it in smaller parts")
    return data


def parse(data: bytes, path: Path, now: Moment, day_start: int) -> IncomingData:
    """What the bytes of `path` hold, found out from themselves.

    The times of jrnl count as those of the zone of `now`.

    Raises:
        UnreadableError: if it is nothing kindtui can import, or more than it takes in at once.
    """
    if csv_file.is_csv_export(data) and data.count(b"\n") > MAX_CSV_LINES:
        raise _refusal(path, TOO_MANY_ENTRIES, "Bring it in smaller parts")
    try:
        parsed = _decode(data.removeprefix(codecs.BOM_UTF8), now, day_start)
        tomorrow = max(logical_day(now, day_start), now.at.date()) + ONE_DAY  # it has come elsewhere
        problem = _problem(parsed.journal, tomorrow)
    except csv_file.RowError as error:
        raise _refusal(path, f"cannot be imported: {error}", "Mend that row, then try again") from None
    except (ValueError, OverflowError, RecursionError):
        raise _refusal(path, "is not an export of kindtui or of jrnl", "Name one") from None
    if problem:
        remedy = "`kindtui merge` folds a journal in as it is"
        raise _refusal(path, problem, remedy if parsed.copy else "Correct that, then try again")
    return structs.replace(
        parsed, journal=sanitized(parsed.journal), base=parsed.base and sanitized(parsed.base)
    )


def _refusal(path: Path, reason: str, remedy: str) -> UnreadableError:
    return UnreadableError(f"{path} {reason}; nothing was imported. {remedy}.")


def _decode(data: bytes, now: Moment, day_start: int) -> IncomingData:
    if csv_file.is_csv_export(data):
        journal, generated, untimed = csv_file.read(data)
        return IncomingData(journal, generated, untimed=untimed)
    if _is_too_deep(data):
        message = "too deeply nested"
        raise ValueError(message)
    if "entries" in msgspec.json.decode(data, type=dict[str, msgspec.Raw]):
        journal = jrnl.from_jrnl(data, now, day_start)
        return IncomingData(journal, journal)
    copy = json_file.read(data)
    return IncomingData(copy.journal, None, copy)


def _is_too_deep(data: bytes) -> bool:
    """Whether brackets stand more than `DEPTH` deep in each other: each round takes the innermost away."""
    brackets = _JSON_STRING.sub(b"", data).translate(None, _NON_BRACKETS)
    for _ in range(MAX_DEPTH):
        brackets = brackets.replace(b"{}", b"").replace(b"[]", b"")
    return bool(brackets)


def _problem(journal: Journal, tomorrow: date) -> str:
    """Why a journal is not taken in, or nothing; nothing in it may be later than tomorrow."""
    first, last = min(journal.days, default=tomorrow), max(journal.days, default=tomorrow)
    times = [at.date() for at in _timestamps(journal)]
    problems = (
        (sum(1 for _ in _entries(journal)) > MAX_ENTRIES, TOO_MANY_ENTRIES),
        (first.year < MIN_YEAR, f"holds days before {MIN_YEAR}"),
        (last > tomorrow, f"holds days that have not come yet, up to {last}"),
        (
            not all(name and strip_controls(name) == name for name in _identifiers(journal)),
            "holds names that cannot be",
        ),
        (not all(map(_has_unique_uids, journal.days.values())), "holds an entry twice"),
        (any(at.year < MIN_YEAR for at in times), "holds times that cannot be"),
        (any(at > tomorrow for at in times), "holds times that have not come yet"),
        (
            any(abs(one.written.offset) > MAX_UTC_OFFSET_SECONDS for one in _entries(journal)),
            "holds times that cannot be",
        ),
    )
    return next((sentence for there, sentence in problems if there), "")


def _has_unique_uids(day: Day) -> bool:
    return all(
        len({one.uid for one in getattr(day, field)}) == len(getattr(day, field)) for field in LIST_FIELDS
    )


def _uids(day: Day) -> Iterator[str]:
    """The entries that stand on a day, or were removed from it."""
    yield from (uid for field, uid in parts_of(day) if field in LIST_FIELDS)
    yield from (*day.deleted, *(day.purged.uids if day.purged else ()))


def _entries(journal: Journal) -> Iterator[Act | Line]:
    for day in journal.days.values():
        for field in LIST_FIELDS:
            yield from getattr(day, field)


def _identifiers(journal: Journal) -> Iterator[str]:
    """Everything that names something, and so is compared rather than read."""
    for day in journal.days.values():
        yield from (*day.checks, *day.deleted, *(day.purged.uids if day.purged else ()))
    for entry in _entries(journal):
        yield from (entry.uid, entry.written.zone)
        if isinstance(entry, Act):
            yield from filter(None, (entry.audience, entry.source))
    for conflict in journal.conflicts:
        yield from filter(None, (conflict.part, conflict.uid))
    for _, uid in journal.custom_entries:
        yield uid
    for binding, keys in journal.settings.keys.items():
        yield from (binding, keys)


def _timestamps(journal: Journal) -> Iterator[datetime]:
    for day in journal.days.values():
        yield from day.deleted.values()
        yield from (part.updated_at for part in parts_of(day).values())
        if day.purged:
            yield day.purged.at
    yield from (entry.written.at for entry in _entries(journal))
    yield from (conflict.updated_at for conflict in journal.conflicts)
    yield from (own.updated_at for own in journal.custom_entries.values())
    yield from (at for at in (journal.updated_at, journal.settings.updated_at) if at)

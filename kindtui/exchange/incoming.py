"""The content of a file to import: its format is recognized, and what cannot be taken in is refused."""

import codecs
import re
from collections.abc import Iterator
from datetime import date, datetime
from itertools import chain
from pathlib import Path

from msgspec import structs

from kindtui.domain.dates import EARLIEST_DAY, Moment
from kindtui.domain.journal.day import Act, Day, Line
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.parts import LIST_FIELDS, parts_of, uids_of
from kindtui.domain.journal.sanitize import sanitized
from kindtui.domain.text import strip_controls
from kindtui.exchange import csv_file, json_file
from kindtui.exchange.date_order import KnownDays
from kindtui.exchange.incoming_data import IncomingData
from kindtui.exchange.incoming_file import refusal
from kindtui.exchange.local_dates import DateOrder
from kindtui.exchange.other_apps import forms, markdown_folder
from kindtui.exchange.other_apps.export import Export, FormError
from kindtui.exchange.other_apps.files import FileSet
from kindtui.exchange.other_apps.new_entries import NewEntries, new_entries
from kindtui.exchange.table import RowError
from kindtui.texts import get_text

MAX_ENTRIES, MAX_DEPTH = 100_000, 32
MAX_RANGES = 1_000  # of days away, each of at most two years
MIN_YEAR, MAX_YEAR = EARLIEST_DAY.year, 2199  # a clock may have been wrong by years
MAX_CSV_LINES = 3 * MAX_ENTRIES  # answers have a row too
LAST_DAY = date(MAX_YEAR, 12, 31)
MAX_UTC_OFFSET_SECONDS = 2 * 86_400  # no local time is further from UTC

# An unterminated string matches too, so that the pattern stays linear.
_JSON_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
_NON_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))


def parse_other_app(source: bytes | FileSet, path: Path, now: Moment) -> Export | None:
    """Parse the export of another app, for a person to say what becomes of it; None if it is none.

    Args:
        source: The content of a file, or the texts of a folder or a zip, in UTF-8.
        path: The file, as messages name it. Of a text alone, it tells the day.
        now: The current time. Local times are taken to be in its time zone.

    Raises:
        UnreadableError: It has the form of an app, and is malformed; or it is a zip of no such app.
    """
    try:
        export = forms.parse(source, now) or _named_text(source, path)
    except FormError as error:
        raise refusal(path, str(error), error.remedy) from None
    except (ValueError, RecursionError):
        export = None
    if export is None and not isinstance(source, bytes):
        raise refusal(path, get_text("errors.import.not_an_export"), get_text("errors.import.choose"))
    return export.up_to(now) if export else None


def _named_text(source: bytes | FileSet, path: Path) -> Export | None:
    """Return the text of a file that has the date in its name, and no other form."""
    if not isinstance(source, bytes) or b"\0" in source or csv_file.is_csv_export(source):
        return None
    is_json = forms.BEGINNING_OF_JSON.match(source.removeprefix(codecs.BOM_UTF8))
    return None if is_json else markdown_folder.read_file(source, path)


def from_other_app(export: Export, path: Path, now: Moment, day_start: int) -> NewEntries:
    """Return the entries of another app's export, for each of which a field is chosen.

    Raises:
        UnreadableError: It has too much in it, or dates that cannot be.
    """
    if len(export.entries) > MAX_ENTRIES:
        raise refusal(path, _too_many_entries(), get_text("errors.import.split"))
    try:
        entries = new_entries(export, now, day_start)
        problem = _problem(entries.journal)
    except OverflowError:
        problem = get_text("errors.import.invalid_times")
    if problem:
        raise refusal(path, problem, get_text("errors.import.correct"))
    return entries


def parse(
    data: bytes,
    path: Path,
    date_order: DateOrder | None = None,
    *,
    ours: Journal | None = None,
) -> IncomingData:
    """Parse the content of a file that kindtui exported.

    Args:
        data: The bytes of the file, which also tell its format.
        path: The file, as messages name it.
        date_order: The order of day and month in a table that a spreadsheet saved, if a person chose it.
        ours: The journal that it is for, which may have its entries already.

    Raises:
        UnreadableError: The file is malformed, too large, locked, or has dates or names that cannot be.
    """
    if csv_file.is_csv_export(data) and max(data.count(b"\n"), data.count(b"\r")) > MAX_CSV_LINES:
        raise refusal(path, _too_many_entries(), get_text("errors.import.split"))
    try:
        parsed = _decode(data.removeprefix(codecs.BOM_UTF8), date_order, ours)
        problem = _problem(parsed.journal)
    except RowError as error:
        raise refusal(path, str(error), error.remedy or get_text("errors.import.correct_row")) from None
    except (ValueError, OverflowError, RecursionError):
        problem = get_text("errors.import.not_an_export")
        raise refusal(path, problem, get_text("errors.import.choose")) from None
    if parsed.journal.is_locked:
        raise refusal(path, get_text("errors.import.locked"), get_text("errors.import.merge_locked"))
    if problem:
        remedy = get_text("errors.import.merge") if parsed.copy else get_text("errors.import.correct")
        raise refusal(path, problem, remedy)
    return structs.replace(
        parsed, journal=sanitized(parsed.journal), base=parsed.base and sanitized(parsed.base)
    )


def _too_many_entries() -> str:
    return get_text("errors.import.too_many_entries", limit=f"{MAX_ENTRIES:,}")


def _decode(data: bytes, date_order: DateOrder | None, ours: Journal | None) -> IncomingData:
    if csv_file.is_csv_export(data):
        known = ours or Journal()
        table = csv_file.read(data, date_order, _known_days(known), _known_parts(known))
        return IncomingData(
            table.journal, table.generated, untimed=table.untimed, is_table=True,
            blank_count=table.blank_count, nameless_count=table.nameless_count,
        )  # fmt: skip
    if column := csv_file.missing_column(data):
        raise RowError(
            get_text("errors.import.row.missing_column", column=column), get_text("errors.import.correct")
        )
    if _is_too_deep(data):
        raise ValueError("too deeply nested")
    copy = json_file.read(data)
    return IncomingData(copy.journal, None, copy)


def _known_parts(journal: Journal) -> csv_file.KnownParts:
    """Return the parts in which a journal has each entry, by uid."""
    parts: dict[str, set[str]] = {}
    for day in journal.days.values():
        for field in LIST_FIELDS:
            for entry in getattr(day, field):
                parts.setdefault(entry.uid, set()).add(field)
    return parts


def _known_days(journal: Journal) -> KnownDays:
    """Return the days on which a journal has each entry, and where its days away begin, by uid."""
    days: dict[str, frozenset[date]] = {uid: frozenset((away.first,)) for uid, away in journal.away.items()}
    for on, day in journal.days.items():
        for field, uid in parts_of(day):
            if field in LIST_FIELDS:
                days[uid] = days.get(uid, frozenset()) | {on}
    return days


def _is_too_deep(data: bytes) -> bool:
    """Return whether JSON is nested more than `MAX_DEPTH` deep: each round removes the innermost brackets."""
    brackets = _JSON_STRING.sub(b"", data).translate(None, _NON_BRACKETS)
    for _ in range(MAX_DEPTH):
        brackets = brackets.replace(b"{}", b"").replace(b"[]", b"")
    return bool(brackets)


def _problem(journal: Journal) -> str:
    """Return why a journal is refused, as a sentence, or an empty string.

    What kindtui wrote may lie ahead of today: the clock may have been wrong, or further east.
    """
    first, last = min(journal.days, default=LAST_DAY), max(journal.days, default=LAST_DAY)
    ranges = [away for away in journal.away.values() if not away.purged]
    first = min([first, *(away.first for away in ranges)])
    last = max([last, *(away.last for away in ranges)])
    times = [at.date() for at in _timestamps(journal)]
    problems = (
        (sum(1 for _ in _entries(journal)) > MAX_ENTRIES, _too_many_entries()),
        (len(ranges) > MAX_RANGES, get_text("errors.import.too_many_ranges", limit=f"{MAX_RANGES:,}")),
        (first.year < MIN_YEAR, get_text("errors.import.too_early", year=MIN_YEAR)),
        (last > LAST_DAY, get_text("errors.import.too_late", day=last)),
        (
            not all(name and strip_controls(name) == name for name in _identifiers(journal)),
            get_text("errors.import.invalid_names"),
        ),
        (not all(map(_has_unique_uids, journal.days.values())), get_text("errors.import.duplicate")),
        (any(at.year < MIN_YEAR for at in times), get_text("errors.import.invalid_times")),
        (any(at > LAST_DAY for at in times), get_text("errors.import.future_times")),
        (
            any(abs(entry.written.offset) > MAX_UTC_OFFSET_SECONDS for entry in _entries(journal)),
            get_text("errors.import.invalid_times"),
        ),
    )
    return next((reason for applies, reason in problems if applies), "")


def _has_unique_uids(day: Day) -> bool:
    return all(
        len({entry.uid for entry in getattr(day, field)}) == len(getattr(day, field)) for field in LIST_FIELDS
    )


def _entries(journal: Journal) -> Iterator[Act | Line]:
    for day in journal.days.values():
        for field in LIST_FIELDS:
            yield from getattr(day, field)


def _identifiers(journal: Journal) -> Iterator[str]:
    """Yield every string that identifies something and is never shown as text."""
    for day in journal.days.values():
        yield from (*day.checks, *day.not_away, *uids_of(day))
    for entry in _entries(journal):
        yield from (entry.uid, entry.written.zone)
        if isinstance(entry, Act):
            yield from filter(None, (entry.audience, entry.source))
    for conflict in journal.conflicts:
        yield from filter(None, (conflict.part, conflict.uid))
    for (_, uid), custom_entry in journal.custom_entries.items():
        yield from (uid, *filter(None, (custom_entry.records,)))
    yield from journal.away
    for binding, keys in journal.settings.keys.items():
        yield from (binding, keys)


def _timestamps(journal: Journal) -> Iterator[datetime]:
    for day in journal.days.values():
        yield from (*day.deleted.values(), *chain(*day.moved.values()))
        yield from (part.updated_at for part in parts_of(day).values())
        if day.purged:
            yield day.purged.at
    yield from (entry.written.at for entry in _entries(journal))
    yield from (conflict.updated_at for conflict in journal.conflicts)
    yield from (entry.updated_at for entry in journal.custom_entries.values())
    yield from (away.updated_at for away in journal.away.values())
    yield from (at for at in (journal.updated_at, journal.settings.updated_at) if at)

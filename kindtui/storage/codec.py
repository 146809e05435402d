"""The format of the data file: TinyDB tables of documents, and how they become a journal and back.

A document stays undecoded bytes (`Raw`) until it is needed, and a save encodes only those that changed. Keys
and tables this version does not know survive a round trip.
"""

import codecs
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any

import msgspec
from msgspec import Raw, Struct

from kindtui.domain.journal.away import Away
from kindtui.domain.journal.custom_entry import CustomEntry, CustomEntryKey, CustomEntryKind
from kindtui.domain.journal.day import Day, EncodedDay
from kindtui.domain.journal.journal import Conflict, Journal, UndoStep
from kindtui.domain.journal.keyring import Keyring
from kindtui.domain.journal.lazy_days import DayOutline, LazyDays, changed_days
from kindtui.domain.settings import Settings
from kindtui.storage.strict_json import canonical_json, check_utf8

SCHEMA, LOCKED_SCHEMA = 1, 2  # of a plain journal, and of a locked one
DAYS, SETTINGS, CONFLICTS, META = "days", "settings", "conflicts", "_meta"
UNDO, REDO = "undo", "redo"
AWAY = "away"
KEYRING = "keyring"
MAX_DECODED_DAYS = 4_000  # of a plain journal: those of more than ten years
SINGLETON_ID = "1"  # the doc_id in a table with one document
CUSTOM_TABLES: dict[CustomEntryKind, str] = {
    "own_acts": "acts",
    "own_checks": "boundaries",
    "own_people": "people",
    "left_out_names": "left_out_names",
    "name_aliases": "name_aliases",
    "own_helplines": "helplines",
    "morning_questions": "morning_questions",
    "evening_questions": "evening_questions",
}
_KNOWN_TABLES = {DAYS, SETTINGS, CONFLICTS, META, UNDO, REDO, AWAY, KEYRING, *CUSTOM_TABLES.values()}
# Short tables that are written as a whole, with documents numbered from 1.
FULLY_REWRITTEN_TABLES = (CONFLICTS, UNDO, REDO, AWAY, KEYRING, *CUSTOM_TABLES.values())

Tables = dict[str, dict[str, Raw]]  # by name of the table and doc_id
Document = dict[str, Any]
ChangedDocuments = dict[str, list[tuple[int, Document]]]  # by name of the table, each with its doc_id

MIGRATIONS: dict[int, Callable[[Tables], Tables]] = {}  # from each released schema to the next one


class Meta(Struct, frozen=True):
    """The document of `_meta`: the schema, the number of saves so far, and the time of the last (UTC)."""

    schema: int
    generation: int
    updated_at: Annotated[datetime, msgspec.Meta(tz=True)] | None = None


class _Identified(Struct):
    uid: str


_encoder = msgspec.json.Encoder()
_tables_decoder = msgspec.json.Decoder(Tables)
_day_decoder = msgspec.json.Decoder(Day)


def schema_of(journal: Journal) -> int:
    """Return the schema that a journal is written in; one that is not locked is as older versions know it."""
    return LOCKED_SCHEMA if journal.is_locked else SCHEMA


def parse(data: bytes) -> Tables:
    """Split the bytes of a file into tables of undecoded documents, migrated to the present schema.

    `_meta` still names the schema they were written in. The documents are checked by `decode`.

    Raises:
        ValueError: The bytes are not UTF-8, not JSON, not tables of documents, or of an unknown old schema;
            or the JSON has duplicate keys, NaN, or lone surrogates.
    """
    data = data.removeprefix(codecs.BOM_UTF8)
    check_utf8(data)
    try:
        tables = _tables_decoder.decode(data)
        if len(data) != _canonical_length(tables):
            tables = _tables_decoder.decode(canonical_json(data))
        return _migrated(tables)
    except RecursionError:
        raise ValueError("too deeply nested") from None


def decode_meta(tables: Tables) -> Meta:
    """Return the document of `_meta`, which every journal has.

    Raises:
        ValueError: It is missing or malformed.
    """
    try:
        return msgspec.json.decode(tables[META][SINGLETON_ID], type=Meta)
    except KeyError:
        raise ValueError("not a kindtui journal") from None


def decode(tables: Tables) -> tuple[Journal, Meta]:
    """Decode and validate every document.

    Raises:
        ValueError: A document is not what its table holds, or there is no `_meta`.
    """
    meta = decode_meta(tables)
    for name in tables.keys() - {DAYS}:
        for doc_id, raw in tables[name].items():
            _check_document(doc_id, raw)
    settings = tables.get(SETTINGS, {}).get(SINGLETON_ID)
    keyring = tables.get(KEYRING, {}).get(SINGLETON_ID)
    if meta.schema == LOCKED_SCHEMA and not keyring:
        raise ValueError("a locked journal without its lock")
    journal = Journal(
        _decode_days(tables.get(DAYS, {}), holds_all=bool(keyring)),
        msgspec.json.decode(settings, type=Settings) if settings else Settings(),
        meta.updated_at,
        tuple(msgspec.json.decode(raw, type=Conflict) for raw in tables.get(CONFLICTS, {}).values()),
        tuple(msgspec.json.decode(raw, type=UndoStep) for raw in tables.get(UNDO, {}).values()),
        _decode_custom_entries(tables),
        tuple(msgspec.json.decode(raw, type=UndoStep) for raw in tables.get(REDO, {}).values()),
        _decode_away(tables),
        msgspec.json.decode(keyring, type=Keyring) if keyring else None,
    )
    return journal, meta


def decode_recent(data: bytes, days: int, last: date) -> tuple[Journal, Meta]:
    """Decode what the first screen needs: the newest days, the very first one, and what belongs to no day.

    The rest is not validated; `parse` and `decode` do that before anything is saved.

    Args:
        data: The bytes of a file.
        days: How many of the newest days to decode.
        last: The last day that can be today; days after it, which a wrong clock leaves behind, are left out.

    Raises:
        ValueError: What is decoded is malformed.
        RecursionError: The JSON is nested too deeply.
    """
    tables = _migrated(_tables_decoder.decode(data.removeprefix(codecs.BOM_UTF8)))
    ids = sorted(sorted(tables.get(DAYS, ())), key=len)  # as the numbers they are
    last_id = int(f"{last:%Y%m%d}")
    end = next((index for index in range(len(ids), 0, -1) if int(ids[index - 1]) <= last_id), 0)
    recent_ids = (*ids[:1], *ids[max(1, end - days) : end])
    other_tables = (SETTINGS, META, AWAY, KEYRING, *CUSTOM_TABLES.values())
    recent = {doc_id: tables[DAYS][doc_id] for doc_id in recent_ids}
    return decode({DAYS: recent} | {name: tables[name] for name in other_tables if name in tables})


def decode_keyring(data: bytes) -> Keyring | None:
    """Return the keyring in the bytes of a file, of which nothing else is validated; None if it has none.

    Raises:
        ValueError: What is decoded is malformed.
        RecursionError: The JSON is nested too deeply.
    """
    tables = _tables_decoder.decode(data.removeprefix(codecs.BOM_UTF8))
    keyring = tables.get(KEYRING, {}).get(SINGLETON_ID)
    return msgspec.json.decode(keyring, type=Keyring) if keyring else None


def raw_tables(tables: Mapping[str, Mapping[str, Raw | Document]]) -> Tables:
    """Return the tables with each decoded document encoded; documents that are bytes stay the same bytes."""
    return {
        name: {
            doc_id: document if isinstance(document, Raw) else Raw(_encoder.encode(document))
            for doc_id, document in documents.items()
        }
        for name, documents in tables.items()
    }


def encode(tables: Mapping[str, Mapping[str, Raw | Document]]) -> bytes:
    """Return the bytes of a file with these tables."""
    return _encoder.encode(tables)


def changed_documents(tables: Tables, before: Journal, after: Journal, meta: Meta) -> ChangedDocuments:
    """Return the documents that a save has to write.

    Args:
        tables: The documents of the file, with whatever this version does not know.
        before: The journal in `tables`.
        after: The journal to save.
        meta: The new document of `_meta`.

    Raises:
        ValueError: A document would not read back as it is.
    """
    days = [
        (_doc_id(day), _document(day, _stored_document(tables, day, before.day(on))))
        for on, day in changed_days(before.days, after.days)
    ]
    changed = {
        DAYS: days,
        META: [(int(SINGLETON_ID), _document(meta, tables.get(META, {}).get(SINGLETON_ID)))],
    }
    if after.settings != before.settings:
        stored = tables.get(SETTINGS, {}).get(SINGLETON_ID)
        changed[SETTINGS] = [(int(SINGLETON_ID), _document(after.settings, stored))]
    if after.keyring != before.keyring:
        stored = tables.get(KEYRING, {}).get(SINGLETON_ID)
        keyring = after.keyring
        changed[KEYRING] = [(int(SINGLETON_ID), _document(keyring, stored))] if keyring else []
    for name, items, items_before in (
        (CONFLICTS, after.conflicts, before.conflicts),
        (UNDO, after.undo_steps, before.undo_steps),
        (REDO, after.redo_steps, before.redo_steps),
    ):
        if items != items_before:
            changed[name] = [
                (doc_id, msgspec.to_builtins(item)) for doc_id, item in enumerate(items, start=1)
            ]
    for kind, name in CUSTOM_TABLES.items():
        entries = {key: entry for key, entry in after.custom_entries.items() if key[0] == kind}
        if entries != {key: entry for key, entry in before.custom_entries.items() if key[0] == kind}:
            changed[name] = _documents(tables.get(name, {}), [entries[key] for key in sorted(entries)])
    if after.away != before.away:
        changed[AWAY] = _documents(tables.get(AWAY, {}), [after.away[uid] for uid in sorted(after.away)])
    return changed


def unchanged_documents(tables: Tables, changed: ChangedDocuments) -> Tables:
    """Return the tables without the documents that `changed` replaces."""
    unchanged = dict(tables)
    for name, documents in changed.items():
        stored = tables.get(name, {})
        replaced = (
            stored.keys() if name in FULLY_REWRITTEN_TABLES else {str(doc_id) for doc_id, _ in documents}
        )
        unchanged[name] = {doc_id: raw for doc_id, raw in stored.items() if doc_id not in replaced}
    return unchanged


def tables_with_unknown(tables: Tables, journal: Journal) -> list[str]:
    """Return the names of tables that hold what this version does not know, which no save changes.

    Args:
        tables: The documents of a file.
        journal: The journal in them.
    """
    meta = Meta(SCHEMA, 0)
    found, known = (changed_documents(each, Journal(), journal, meta) for each in (tables, {}))
    foreign = {name for name in tables.keys() - _KNOWN_TABLES if tables[name]}
    foreign |= {name for name in (SETTINGS, KEYRING) if tables.get(name, {}).keys() - {SINGLETON_ID}}
    return sorted(foreign | {name for name in known.keys() - {META} if found[name] != known[name]})


def encode_updated(tables: Tables, before: Journal, after: Journal, meta: Meta) -> bytes:
    """Return the bytes of the file that a save from `before` to `after` would leave.

    The arguments are those of `changed_documents`.

    Raises:
        ValueError: A document would not read back as it is.
    """
    changed = changed_documents(tables, before, after, meta)
    unchanged = unchanged_documents(tables, changed)
    new = {name: {str(doc_id): doc for doc_id, doc in documents} for name, documents in changed.items()}
    return encode({name: {**unchanged[name], **new.get(name, {})} for name in unchanged})


def _canonical_length(tables: Tables) -> int:
    """Return the number of bytes that kindtui writes these tables in; any other JSON for them is longer."""
    length = len(_encoder.encode({name: {} for name in tables}))
    for documents in tables.values():
        ids = len(_encoder.encode(dict.fromkeys(documents, 0)))
        length += ids - 2 + sum(memoryview(raw).nbytes - 1 for raw in documents.values())
    return length


def _migrated(tables: Tables) -> Tables:
    if META in tables:
        for schema in range(decode_meta(tables).schema, SCHEMA):
            if schema not in MIGRATIONS:
                raise ValueError("an unknown file version")
            tables = MIGRATIONS[schema](tables)
    return tables


def _decode_days(table: dict[str, Raw], *, holds_all: bool) -> Mapping[date, Day]:
    """Decode and validate every day, and return all of them or the newest ones decoded.

    Of the others, those stay decoded that have keys this version does not know: these may be nested so deeply
    that they could not be decoded everywhere.
    """
    if holds_all or len(table) <= MAX_DECODED_DAYS:
        days = [_decode_day(doc_id, raw)[0] for doc_id, raw in table.items()]
        return {day.day: day for day in days}
    newest = frozenset(sorted(table)[len(table) - MAX_DECODED_DAYS :])
    outlines: dict[date, DayOutline] = {}
    shared: dict[Any, Any] = {}
    for doc_id, raw in table.items():
        day, is_canonical = _decode_day(doc_id, raw)
        stays_decoded = doc_id in newest or not is_canonical
        outlines[day.day] = day if stays_decoded else _encoded_day(day, raw, shared)
    return LazyDays(outlines, _day_decoder.decode)


def _encoded_day(day: Day, raw: Raw, shared: dict[Any, Any]) -> EncodedDay:
    """Return the day as it is held encoded, with equal values of several days shared."""
    names, offsets, ratings = (shared.setdefault(one, one) for one in (day.names, day.offsets, day.ratings))
    return EncodedDay(raw, day.has_content, day.mark, names, offsets, day.jar_uids, ratings)


def _decode_day(doc_id: str, raw: Raw) -> tuple[Day, bool]:
    """Return the day, and whether its document is what this version writes for it."""
    try:
        day = _day_decoder.decode(raw)
    except RecursionError:
        raise ValueError("too deeply nested") from None
    if doc_id != str(_doc_id(day)):
        raise ValueError("a day under the number of another day")
    is_canonical = _encoder.encode(day) == bytes(raw)
    if not is_canonical:  # it may hold what the decoder skipped
        canonical_json(bytes(raw))
    return day, is_canonical


def _decode_custom_entries(tables: Tables) -> dict[CustomEntryKey, CustomEntry]:
    entries: dict[CustomEntryKey, CustomEntry] = {}
    for kind, name in CUSTOM_TABLES.items():
        for raw in tables.get(name, {}).values():
            entry = msgspec.json.decode(raw, type=CustomEntry)
            if (kind, entry.uid) in entries:
                raise ValueError("the same entry twice")
            entries[(kind, entry.uid)] = entry
    return entries


def _decode_away(tables: Tables) -> dict[str, Away]:
    ranges = [msgspec.json.decode(raw, type=Away) for raw in tables.get(AWAY, {}).values()]
    by_uid = {away.uid: away for away in ranges}
    if len(by_uid) < len(ranges):
        raise ValueError("the same days away twice")
    return by_uid


def _check_document(doc_id: str, raw: Raw) -> None:
    """Refuse a document that stock TinyDB cannot hold, or that a lenient parser would change."""
    if not doc_id.isdecimal() or doc_id != str(int(doc_id)):
        raise ValueError("a document without a number")
    if not canonical_json(bytes(raw)).startswith(b"{"):
        raise ValueError("a document that is not an object")


def _doc_id(day: Day) -> int:
    """Return the date as a number, such as 20261122."""
    return day.day.year * 10_000 + day.day.month * 100 + day.day.day


def _stored_document(tables: Tables, day: Day, before: Day) -> Raw | None:
    """Return the document whose unknown keys a day keeps; None after a purge, as they may hold text."""
    return tables.get(DAYS, {}).get(str(_doc_id(day))) if day.purged == before.purged else None


def _documents(table: dict[str, Raw], entries: Sequence[CustomEntry | Away]) -> list[tuple[int, Document]]:
    """Return the documents of a table of what belongs to no day. What was removed keeps no unknown keys."""
    stored = {msgspec.json.decode(raw, type=_Identified).uid: raw for raw in table.values()}
    return [
        (doc_id, _document(entry, None if _is_removed(entry) else stored.get(entry.uid)))
        for doc_id, entry in enumerate(entries, start=1)
    ]


def _is_removed(entry: CustomEntry | Away) -> bool:
    return entry.purged if isinstance(entry, Away) else not entry.text


def _document(value: Struct, stored: Raw | None) -> Document:
    """Return the document of a value, with the keys of the stored one that this version does not know."""
    document = _overlay(value, msgspec.json.decode(stored) if stored else None)
    if msgspec.convert(document, type(value)) != value:
        raise ValueError("a document that does not read back")
    assert isinstance(document, dict)
    return document


def _overlay(value: object, stored: Any) -> Any:
    """Return `value` as JSON types, with the unknown keys of what was stored in its place, at any depth."""
    if isinstance(value, Struct):
        old = stored if isinstance(stored, dict) else {}
        present = msgspec.to_builtins(value)
        known = {name: _overlay(getattr(value, name), old.get(name)) for name in present}
        return known | {key: item for key, item in old.items() if key not in value.__struct_fields__}
    if isinstance(value, Mapping):
        old = stored if isinstance(stored, dict) else {}
        return {key: _overlay(item, old.get(key)) for key, item in value.items()}
    if isinstance(value, tuple):  # entries, which are matched by uid
        old = {item["uid"]: item for item in stored or () if isinstance(item, dict)}
        return [_overlay(item, old.get(getattr(item, "uid", ""))) for item in value]
    return msgspec.to_builtins(value)

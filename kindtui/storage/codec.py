"""The form of the file: TinyDB tables of documents, and how they become a journal.

Documents stay undecoded bytes (`Raw`) until they are needed, and a save encodes only those
that changed. Keys this version does not know survive a round trip.
"""

import codecs
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from math import isinf
from typing import Annotated, Any, NoReturn

import msgspec
from msgspec import Raw, Struct

from kindtui.domain.journal.custom_entry import CustomEntry, CustomEntryKey, CustomEntryKind
from kindtui.domain.journal.day import Day
from kindtui.domain.journal.journal import Conflict, Journal, UndoStep
from kindtui.domain.settings import Settings

SCHEMA = 1
DAYS, SETTINGS, CONFLICTS, UNDO, META = "days", "settings", "conflicts", "undo", "_meta"
CHUNK_BYTES = 1 << 16  # bytes
SINGLETON_ID = "1"  # the doc_id of a table with one document
# The table of each kind.
CUSTOM_TABLES: dict[CustomEntryKind, str] = {
    "own_acts": "acts",
    "own_checks": "boundaries",
    "own_people": "people",
}
FULLY_REWRITTEN_TABLES = (
    CONFLICTS,
    UNDO,
    *CUSTOM_TABLES.values(),
)  # short tables that are written as a whole, numbered from 1

Tables = dict[str, dict[str, Raw]]
Document = dict[str, Any]
ChangedDocuments = dict[str, list[tuple[int, Document]]]

MIGRATIONS: dict[int, Callable[[Tables], Tables]] = {}  # from each released schema to the one after it


class Meta(Struct, frozen=True):
    """The document of `_meta`: the schema, how often the file was saved, and when last (UTC)."""

    schema: int
    generation: int
    updated_at: Annotated[datetime, msgspec.Meta(tz=True)] | None = None


_encoder = msgspec.json.Encoder()
_tables_decoder = msgspec.json.Decoder(Tables)
_day_decoder = msgspec.json.Decoder(Day)


def parse(data: bytes) -> Tables:
    """Split the bytes of a file into tables and undecoded documents, as the present schema has them.

    `_meta` still names the schema they were written in.

    Raises:
        ValueError: not UTF-8, not JSON, not tables of documents, duplicate keys, NaN, lone surrogates.
    """
    data = data.removeprefix(codecs.BOM_UTF8)
    _check_utf8(data)
    try:
        tables = _tables_decoder.decode(data)
        if len(data) != _canonical_length(tables):
            tables = _tables_decoder.decode(_canonical_json(data))
        return _migrated(tables)
    except RecursionError:
        message = "too deeply nested"
        raise ValueError(message) from None


def _check_utf8(data: bytes) -> None:
    """Piece by piece: one emoji makes the text of the whole four times as large as its bytes."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    for start in range(0, len(data), CHUNK_BYTES):
        decoder.decode(data[start : start + CHUNK_BYTES])
    decoder.decode(b"", final=True)


def _canonical_length(tables: Tables) -> int:
    """How many bytes kindtui writes these tables in; whoever writes the same in another way needs more."""
    length = len(_encoder.encode({name: {} for name in tables}))
    for documents in tables.values():
        ids = len(_encoder.encode(dict.fromkeys(documents, 0)))
        length += ids - 2 + sum(memoryview(raw).nbytes - 1 for raw in documents.values())
    return length


def _migrated(tables: Tables) -> Tables:
    if META in tables:
        for schema in range(decode_meta(tables).schema, SCHEMA):
            if schema not in MIGRATIONS:
                message = "a schema that never was"
                raise ValueError(message)
            tables = MIGRATIONS[schema](tables)
    return tables


def decode_meta(tables: Tables) -> Meta:
    """Read the document every kindtui journal has.

    Raises:
        ValueError: if it is not there, or not what it is to be.
    """
    try:
        return msgspec.json.decode(tables[META][SINGLETON_ID], type=Meta)
    except KeyError:
        message = "not a kindtui journal"
        raise ValueError(message) from None


def decode(tables: Tables) -> tuple[Journal, Meta]:
    """Read every document and check its form.

    Raises:
        ValueError: if a document is not what its table says, or there is no `_meta`.
    """
    meta = decode_meta(tables)
    for name in tables.keys() - {DAYS}:
        for doc_id, raw in tables[name].items():
            _check_document(doc_id, raw)
    days = [_decode_day(doc_id, raw) for doc_id, raw in tables.get(DAYS, {}).items()]
    settings = tables.get(SETTINGS, {}).get(SINGLETON_ID)
    journal = Journal(
        {day.day: day for day in days},
        msgspec.json.decode(settings, type=Settings) if settings else Settings(),
        meta.updated_at,
        tuple(msgspec.json.decode(raw, type=Conflict) for raw in tables.get(CONFLICTS, {}).values()),
        tuple(msgspec.json.decode(raw, type=UndoStep) for raw in tables.get(UNDO, {}).values()),
        _decode_custom_entries(tables),
    )
    return journal, meta


def decode_recent(data: bytes, days: int) -> tuple[Journal, Meta]:
    """The newest days of a file, the first one, and own words, for a first look; nothing else is checked.

    Raises:
        ValueError, RecursionError: if one of them is not what it is to be.
    """
    tables = _migrated(_tables_decoder.decode(data.removeprefix(codecs.BOM_UTF8)))
    ids = sorted(tables.get(DAYS, {}), key=int)
    other_tables = (SETTINGS, META, *CUSTOM_TABLES.values())
    newest = {doc_id: tables[DAYS][doc_id] for doc_id in dict.fromkeys([*ids[:1], *ids[-days:]])}
    return decode({DAYS: newest} | {name: tables[name] for name in other_tables if name in tables})


def raw_tables(tables: Mapping[str, Mapping[str, Raw | Document]]) -> Tables:
    """The tables with each document as its bytes; those that are bytes already stay these."""
    return {
        name: {
            doc_id: doc if isinstance(doc, Raw) else Raw(_encoder.encode(doc))
            for doc_id, doc in documents.items()
        }
        for name, documents in tables.items()
    }


def encode(tables: Mapping[str, Mapping[str, Raw | Document]]) -> bytes:
    """The bytes of a file."""
    return _encoder.encode(tables)


def changed_documents(tables: Tables, before: Journal, after: Journal, meta: Meta) -> ChangedDocuments:
    """The documents a save has to write, by table, each with its doc_id.

    Raises:
        ValueError: if a document would not read back as it is.
    """
    days = [
        (_doc_id(day), _document(day, _stored_document(tables, day, before.day(on))))
        for on, day in after.days.items()
        if before.days.get(on) is not day
    ]
    changed = {
        DAYS: days,
        META: [(int(SINGLETON_ID), _document(meta, tables.get(META, {}).get(SINGLETON_ID)))],
    }
    if after.settings != before.settings:
        old = tables.get(SETTINGS, {}).get(SINGLETON_ID)
        changed[SETTINGS] = [(int(SINGLETON_ID), _document(after.settings, old))]
    for name, listed, listed_before in (
        (CONFLICTS, after.conflicts, before.conflicts),
        (UNDO, after.undo_steps, before.undo_steps),
    ):
        if listed != listed_before:
            changed[name] = [(place, msgspec.to_builtins(item)) for place, item in enumerate(listed, start=1)]
    for kind, name in CUSTOM_TABLES.items():
        entries = {key: one for key, one in after.custom_entries.items() if key[0] == kind}
        if entries != {key: one for key, one in before.custom_entries.items() if key[0] == kind}:
            changed[name] = _custom_documents(tables.get(name, {}), [entries[key] for key in sorted(entries)])
    return changed


def encode_updated(tables: Tables, before: Journal, after: Journal, meta: Meta) -> bytes:
    """The bytes of a file with these tables once the journal in it is `after`.

    Raises:
        ValueError: if a document would not read back as it is.
    """
    changed = changed_documents(tables, before, after, meta)
    unchanged = unchanged_documents(tables, changed)
    new = {name: {str(doc_id): doc for doc_id, doc in documents} for name, documents in changed.items()}
    return encode({name: {**unchanged[name], **new.get(name, {})} for name in unchanged})


def unchanged_documents(tables: Tables, changed: ChangedDocuments) -> Tables:
    """The tables less the documents about to be written."""
    unchanged = dict(tables)
    for name, documents in changed.items():
        ids = (
            tables.get(name, {}).keys()
            if name in FULLY_REWRITTEN_TABLES
            else {str(doc_id) for doc_id, _ in documents}
        )
        unchanged[name] = {key: raw for key, raw in tables.get(name, {}).items() if key not in ids}
    return unchanged


def _decode_custom_entries(tables: Tables) -> dict[CustomEntryKey, CustomEntry]:
    entries: dict[CustomEntryKey, CustomEntry] = {}
    for kind, name in CUSTOM_TABLES.items():
        for raw in tables.get(name, {}).values():
            entry = msgspec.json.decode(raw, type=CustomEntry)
            if (kind, entry.uid) in entries:
                message = "an entry that stands twice"
                raise ValueError(message)
            entries[(kind, entry.uid)] = entry
    return entries


def _custom_documents(table: dict[str, Raw], entries: list[CustomEntry]) -> list[tuple[int, Document]]:
    """The documents of a table of own words; nothing unknown stays in one that was taken back."""
    stored = {msgspec.json.decode(raw, type=CustomEntry).uid: raw for raw in table.values()}
    return [
        (place, _document(own, stored.get(own.uid) if own.text else None))
        for place, own in enumerate(entries, start=1)
    ]


def _stored_document(tables: Tables, day: Day, before: Day) -> Raw | None:
    """The document to lay a day over; none once it was purged, for unknown keys may hold words."""
    return tables.get(DAYS, {}).get(str(_doc_id(day))) if day.purged == before.purged else None


def _doc_id(day: Day) -> int:
    return day.day.year * 10_000 + day.day.month * 100 + day.day.day


def _decode_day(doc_id: str, raw: Raw) -> Day:
    day = _day_decoder.decode(raw)
    if doc_id != str(_doc_id(day)):
        message = "a day under another day's number"
        raise ValueError(message)
    if _encoder.encode(day) != bytes(raw):
        _canonical_json(bytes(raw))
    return day


def _check_document(doc_id: str, raw: Raw) -> None:
    """Refuse a document that stock TinyDB could not hold, or that a lenient parser would change."""
    if not doc_id.isdecimal() or doc_id != str(int(doc_id)):
        message = "a document without a number"
        raise ValueError(message)
    if not _validated_json(bytes(raw)).startswith(b"{"):
        message = "a document that is not an object"
        raise ValueError(message)


def _document(value: Struct, raw: Raw | None) -> Document:
    """The document of a value, laid over the stored one so that unknown keys stay."""
    document = _overlay(value, msgspec.json.decode(raw) if raw else None)
    if msgspec.convert(document, type(value)) != value:
        message = "a document that does not read back"
        raise ValueError(message)
    assert isinstance(document, dict)
    return document


def _overlay(value: object, old: Any) -> Any:
    if isinstance(value, Struct):
        stored = old if isinstance(old, dict) else {}
        present = msgspec.to_builtins(value)
        known = {name: _overlay(getattr(value, name), stored.get(name)) for name in present}
        return known | {k: v for k, v in stored.items() if k not in value.__struct_fields__}
    if isinstance(value, Mapping):
        stored = old if isinstance(old, dict) else {}
        return {key: _overlay(item, stored.get(key)) for key, item in value.items()}
    if isinstance(value, tuple):
        stored = {item["uid"]: item for item in old or () if isinstance(item, dict)}
        return [_overlay(item, stored.get(getattr(item, "uid", ""))) for item in value]
    return msgspec.to_builtins(value)


def _validated_json(data: bytes) -> bytes:
    """The same; JSON that is in that form already holds nothing to refuse, and is told quickly."""
    with suppress(ValueError, RecursionError):
        if _encoder.encode(msgspec.json.decode(data)) == data:
            return data
    return _canonical_json(data)


def _canonical_json(data: bytes) -> bytes:
    """The same JSON in the form kindtui writes, after refusing what a lenient parser lets pass."""
    import json

    try:
        if _encoder.encode(msgspec.json.decode(data)) == data:
            return data
        import json

        document = json.loads(
            data,
            object_pairs_hook=_reject_duplicate_keys,
            parse_constant=_reject_number,
            parse_float=_finite_float,
        )
        return _encoder.encode(document)
    except RecursionError:
        message = "too deeply nested"
        raise ValueError(message) from None


def _reject_duplicate_keys(pairs: list[tuple[str, Any]]) -> Document:
    document = dict(pairs)
    if len(document) != len(pairs):
        message = "a key that stands twice"
        raise ValueError(message)
    return document


def _finite_float(digits: str) -> float:
    number = float(digits)
    return _reject_number(digits) if isinf(number) else number


def _reject_number(name: str) -> NoReturn:
    message = f"the number {name}"
    raise ValueError(message)

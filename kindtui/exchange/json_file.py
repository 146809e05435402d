"""JSON in the format of the data file: all of the journal but undo and redo, the same bytes each time."""

from msgspec import structs

from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.sanitize import sanitized
from kindtui.storage import codec
from kindtui.storage.copies import Copy, decode

TABLE_ORDER = (codec.DAYS, codec.AWAY, *codec.CUSTOM_TABLES.values(), codec.SETTINGS, codec.CONFLICTS)


def write(journal: Journal, tables: codec.Tables) -> bytes:
    """Return the journal as one line of JSON, sanitized, with tables and documents in a fixed order.

    `generation` is 0, as an export is not a save.

    Args:
        journal: The journal to write.
        tables: The documents it was read from, whose unknown keys are kept; empty if there are none. Those of
            a locked journal are sealed, so all are written anew.
    """
    schema = codec.decode_meta(tables).schema if tables else codec.SCHEMA
    is_sealed = schema == codec.LOCKED_SCHEMA
    meta = codec.Meta(codec.SCHEMA if is_sealed else max(schema, codec.SCHEMA), 0, journal.updated_at)
    tables = {name: documents for name, documents in tables.items() if name != codec.KEYRING}
    before = codec.decode(tables)[0] if is_sealed else journal if tables else Journal()
    after = structs.replace(_without_undo(sanitized(journal)), keyring=None)
    all_tables = codec.parse(codec.encode_updated(tables, before, after, meta))
    unknown_names = sorted(all_tables.keys() - {*TABLE_ORDER, codec.META})
    ordered = {
        name: dict(sorted(all_tables.get(name, {}).items(), key=_doc_id))
        for name in (*TABLE_ORDER, *unknown_names)
    }
    nonempty = {name: documents for name, documents in ordered.items() if documents}
    return codec.encode({**nonempty, codec.META: all_tables[codec.META]}) + b"\n"


def read(data: bytes) -> Copy:
    """Return the journal in an export or a data file, without its undo and redo steps.

    Raises:
        ValueError: The bytes are not a journal, or one of a newer schema.
    """
    copy = decode(data)
    tables = {
        name: documents for name, documents in copy.tables.items() if name not in (codec.UNDO, codec.REDO)
    }
    return Copy(tables, _without_undo(copy.journal), copy.meta)


def _without_undo(journal: Journal) -> Journal:
    return structs.replace(journal, undo_steps=(), redo_steps=())


def _doc_id(document: tuple[str, object]) -> int:
    return int(document[0])

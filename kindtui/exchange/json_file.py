"""JSON in the format of the data file: all of the journal but undo and redo, the same bytes each time."""

from msgspec import structs

from kindtui.domain.journal.day import SCALES, Day
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
    before = codec.decode(tables)[0] if is_sealed else journal if tables else Journal()
    tables = {name: documents for name, documents in tables.items() if name != codec.KEYRING}
    after = structs.replace(
        _without_undo(sanitized(_without_sealed(journal) if is_sealed else journal)), keyring=None
    )
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
    left_out = {codec.UNDO, codec.REDO}
    journal = _without_undo(copy.journal)
    if not journal.is_locked:  # the lock it once had is not that of the journal it goes into
        left_out.add(codec.KEYRING)
        journal = structs.replace(journal, keyring=None)
    tables = {name: documents for name, documents in copy.tables.items() if name not in left_out}
    return Copy(tables, journal, copy.meta)


def _without_sealed(journal: Journal) -> Journal:
    """Return the journal without ratings that do not open; texts are sentences that say so already."""

    def without(day: Day) -> Day:
        answers = {scale: getattr(day, scale) for scale in SCALES}
        sealed = {scale: answer for scale, answer in answers.items() if answer and answer.sealed}
        return structs.replace(
            day, **{scale: structs.replace(answer, sealed="") for scale, answer in sealed.items()}
        )

    days = {on: without(day) for on, day in journal.days.items()}
    settings = structs.replace(journal.settings, sealed="") if journal.settings.sealed else journal.settings
    return structs.replace(journal, days=days, settings=settings)


def _without_undo(journal: Journal) -> Journal:
    return structs.replace(journal, undo_steps=(), redo_steps=())


def _doc_id(document: tuple[str, object]) -> int:
    return int(document[0])

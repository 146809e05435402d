"""The whole journal as JSON, in the form of the data file: all of it but undo, the same bytes each time."""

from msgspec import structs

from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.sanitize import inert
from kindtui.storage import codec
from kindtui.storage.copies import Copy, decode

ORDER = (codec.DAYS, *codec.OWN.values(), codec.SETTINGS, codec.CONFLICTS)


def write(journal: Journal, tables: codec.Tables) -> bytes:
    """The journal that `tables` hold, in one line of JSON with what this version does not know.

    Tables stand in a fixed order and documents in that of their numbers. `generation` is 0: an
    export is no save.
    """
    schema = codec.decode_meta(tables).schema if tables else codec.SCHEMA
    meta = codec.Meta(max(schema, codec.SCHEMA), 0, journal.updated_at)
    before = journal if tables else Journal()
    whole = codec.parse(codec.rewritten(tables, before, _without_undo(inert(journal)), meta))
    others = sorted(whole.keys() - {*ORDER, codec.META})
    ordered = {name: dict(sorted(whole.get(name, {}).items(), key=_number)) for name in (*ORDER, *others)}
    kept = {name: documents for name, documents in ordered.items() if documents}
    return codec.encode({**kept, codec.META: whole[codec.META]}) + b"\n"


def read(data: bytes) -> Copy:
    """The journal in these bytes, with every text clean and without undo.

    Raises:
        ValueError: if there is none, or one of a newer schema.
    """
    copy = decode(data)
    tables = {name: documents for name, documents in copy.tables.items() if name != codec.UNDO}
    return Copy(tables, _without_undo(copy.journal), copy.meta)


def _without_undo(journal: Journal) -> Journal:
    return structs.replace(journal, undo=())


def _number(document: tuple[str, object]) -> int:
    return int(document[0])

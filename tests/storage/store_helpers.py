"""Files and changes for the tests of the store."""

import json
from pathlib import Path
from typing import Any

from msgspec import structs

from kindtui.domain.journal.journal import Journal
from kindtui.storage import codec
from kindtui.storage.file_store import FileStore
from kindtui.storage.store import Change
from tests.support import TODAY, FakeClock, line

Tables = dict[str, dict[str, dict[str, Any]]]


def line_change(text: str) -> Change:
    """The change that writes one received line today; its uid is its text."""

    def change(journal: Journal) -> Journal:
        day = journal.day(TODAY)
        return journal.with_day(structs.replace(day, received=(*day.received, line(text, text))))

    return change


def failing_change(journal: Journal) -> Journal:
    """A change that goes wrong."""
    raise LookupError


def journal_bytes(journal: Journal, schema: int = codec.SCHEMA) -> bytes:
    """The bytes of a file that holds this journal."""
    meta = codec.Meta(schema, 1, journal.updated_at)
    tables = codec.changed_documents({}, Journal(), journal, meta)
    return codec.encode({name: {str(key): doc for key, doc in docs} for name, docs in tables.items()})


def write_file(path: Path, data: bytes) -> Path:
    """Write a file as some other program would, with its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def read_tables(path: Path) -> Tables:
    """What any JSON parser finds in the file."""
    found: Tables = json.loads(path.read_bytes())
    return found


def load_fresh(path: Path) -> Journal:
    """The journal as a program that starts now would see it."""
    return FileStore(path, FakeClock()).load()


def file_names(folder: Path) -> set[str]:
    """The names in a folder, but that of the backups."""
    return {file.name for file in folder.iterdir() if not file.name.endswith(".backups")}

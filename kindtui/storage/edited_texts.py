"""Texts that are open in the user's own editor: each in a file, and beside it a record of its field.

Whatever an editor puts beside the file has the name of the file in its own.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import msgspec
from msgspec import Struct

from kindtui.domain.drafts import DraftChange
from kindtui.domain.text import strip_controls
from kindtui.storage import files
from kindtui.storage.errors import StorageError
from kindtui.storage.lock import Holder, has_ended, this_process
from kindtui.storage.names import Kind, kind_of

SUFFIX, RECORD_SUFFIX = ".txt", ".field"
TOKEN_BYTES = 8


class EditedField(Struct, frozen=True):
    """The field whose text is open in an editor.

    Attributes:
        on: Its day.
        field: The name under which its draft is kept.
        text: Its text before.
        holder: The kindtui that waits for the editor.
    """

    on: date
    field: str
    text: str
    holder: Holder

    def __repr__(self) -> str:
        """Leave out what the person wrote, so that no log or error can show it."""
        return type(self).__name__


def create(place: Path, text: str, field: tuple[date, str] | None) -> Path:
    """Create a file for a text, readable by nobody else, and return its path.

    Args:
        place: The path of the journal, or another that the file is named after and lies beside.
        text: The text.
        field: The day and the name of the field; None if it has no drafts.

    Raises:
        OSError: It cannot be written; nothing is left then.
    """
    file = place.with_name(f".{place.name}.{os.urandom(TOKEN_BYTES).hex()}{SUFFIX}")
    try:
        if field:
            record = EditedField(*field, text, this_process())
            _write(record_path(file), msgspec.json.encode(record))
        _write(file, f"{text}\n".encode() if text else b"")
    except OSError:
        remove(file)
        raise
    return file


def _write(file: Path, data: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    with os.fdopen(os.open(file, flags, files.FILE_MODE), "wb") as output:
        output.write(data)


def read(file: Path) -> str:
    """Return what was written, without control characters and without the line breaks at its end.

    Raises:
        UnicodeDecodeError: It is not UTF-8.
        OSError: It cannot be read.
    """
    return strip_controls(file.read_bytes().decode("utf-8-sig")).rstrip("\n")


def remove(file: Path) -> None:
    """Remove the file, its record, and what the editor put beside it."""
    with suppress(OSError):
        for found in file.parent.iterdir():
            if file.name in found.name:
                with suppress(OSError):
                    found.unlink()


def record_path(file: Path) -> Path:
    """Return the path of the record beside the file of a text."""
    return file.with_name(file.name + RECORD_SUFFIX)


def read_record(file: Path) -> EditedField | None:
    """Return the record of the file of a text; None if there is none that can be read."""
    with suppress(OSError, ValueError):
        return msgspec.json.decode(record_path(file).read_bytes(), type=EditedField)
    return None


def is_held(file: Path) -> bool:
    """Return whether a kindtui waits for the editor of that file, or may wait on another machine."""
    record = read_record(file)
    return record is not None and not has_ended(record.holder, this_process())


def is_recoverable(file: Path) -> bool:
    """Return whether the next start makes a draft of that file."""
    try:
        read(file)
    except (OSError, ValueError):
        return False
    return read_record(file) is not None


def recover(path: Path, keep_draft: Callable[[DraftChange], None]) -> list[Path]:
    """Make drafts of the texts that a killed kindtui left in files beside the journal at `path`.

    Returns:
        The files that stay, as they cannot be read, or nothing tells the field.
    """
    left: list[Path] = []
    for file in _files(path):
        if is_held(file):
            continue
        record = read_record(file)
        if record is None:
            left.append(file)
            continue
        try:
            text = read(file)
            if text.strip() and text != record.text:
                keep_draft(DraftChange(record.on, record.field, record.text, text))
            file.unlink()
            record_path(file).unlink()
        except (OSError, ValueError, StorageError):
            left.append(file)
    return left


def _files(path: Path) -> list[Path]:
    """Return the files of texts; it is asked at each start, so most names are told without a pattern."""
    prefix = f".{path.name}."
    try:
        with os.scandir(path.parent) as entries:
            names = sorted(entry.name for entry in entries if entry.name.startswith(prefix))
    except OSError:
        return []
    texts = [name for name in names if name.endswith(SUFFIX)]
    return [path.with_name(name) for name in texts if kind_of(path, name) is Kind.EDITED]

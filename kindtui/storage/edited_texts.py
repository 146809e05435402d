"""Texts that are open in the user's own editor: each in a file, and beside it a record of its field.

Most are the text of one field. One may be the sheet of a whole day, which `kindtui edit` opens, and which
stays until that is done with it. Whatever an editor puts beside the file has the name of the file in its own.
"""

import errno
import os
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import msgspec
from msgspec import Struct, structs

from kindtui.domain.drafts import DraftChange
from kindtui.domain.text import command_line, printable, strip_controls
from kindtui.storage import files
from kindtui.storage.errors import StorageError
from kindtui.storage.lock import Holder, has_ended, this_process
from kindtui.storage.names import Kind, kind_of
from kindtui.texts import get_text

RECORD_SUFFIX = ".field"
WHOLE_DAY = "day"  # the field of the sheet of a day
TOKEN_BYTES = 8


class EditedField(Struct, frozen=True):
    """The field whose text is open in an editor.

    Attributes:
        on: Its day.
        field: The name under which its draft is kept.
        text: Its text before; of the sheet of a day, what it is compared with.
        holder: The kindtui that waits for the editor; None if none does any more.
    """

    on: date
    field: str
    text: str
    holder: Holder | None = None

    def __repr__(self) -> str:
        """Leave out what the person wrote, so that no log or error can show it."""
        return type(self).__name__


def create(place: Path, text: str, field: tuple[date, str] | None, before: str | None = None) -> Path:
    """Create a file for a text, readable by nobody else, and return its path.

    Args:
        place: The path of the journal, or another that the file is named after and lies beside.
        text: The text.
        field: The day and the name of the field; None if it has no drafts.
        before: What the text is compared with, if that is another one.

    Raises:
        OSError: It cannot be written; nothing is left then.
    """
    file = place.with_name(f".{place.name}.{os.urandom(TOKEN_BYTES).hex()}{files.EDITED_TEXT_SUFFIX}")
    try:
        if field:
            record = EditedField(*field, text if before is None else before, this_process())
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
        OSError: It cannot be read, or is a pipe, which might never end.
    """
    data, identity = files.read(file)
    if identity is None:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
    return strip_controls(data.decode("utf-8-sig")).rstrip("\n")


def remove(file: Path) -> None:
    """Remove the file, its record, and what the editor put beside it."""
    with suppress(OSError):
        for found in file.parent.iterdir():
            if file.name in found.name:
                with suppress(OSError):
                    found.unlink()


def clear(file: Path) -> None:
    """Remove the file and its record, and what is beside it unless that may hold more of the text.

    Raises:
        OSError: The file or its record cannot be removed.
    """
    if not has_companions(file):
        remove(file)
        return
    file.unlink(missing_ok=True)
    record_path(file).unlink(missing_ok=True)


def record_path(file: Path) -> Path:
    """Return the path of the record beside the file of a text."""
    return file.with_name(file.name + RECORD_SUFFIX)


def read_record(file: Path) -> EditedField | None:
    """Return the record of the file of a text; None if there is none that can be read."""
    with suppress(OSError, ValueError, RecursionError):
        return msgspec.json.decode(files.read(record_path(file))[0], type=EditedField)
    return None


def is_held(file: Path) -> bool:
    """Return whether a kindtui waits for the editor of that file, or may wait on another machine."""
    record = read_record(file)
    return bool(record and record.holder and not has_ended(record.holder, this_process()))


def is_recoverable(file: Path) -> bool:
    """Return whether the next start makes a draft of that file."""
    try:
        read(file)
    except (OSError, ValueError):
        return False
    record = read_record(file)
    return record is not None and record.field != WHOLE_DAY


def is_unchanged(file: Path) -> bool:
    """Return whether nothing was changed in the file of a text."""
    record = read_record(file)
    with suppress(OSError, ValueError):
        return record is not None and not _is_changed(read(file), record)
    return False


def _is_changed(text: str, record: EditedField) -> bool:
    """Return whether there is anything to bring back; what comes back blank never changes anything."""
    return bool(text.strip()) and text != record.text.rstrip("\n")


def left_sheets(path: Path, on: date) -> list[Path]:
    """Return the sheets of a day that nobody has open, beside the journal at `path`."""
    files_of_texts = [file for file in _files(path) if not is_held(file)]
    records = ((file, read_record(file)) for file in files_of_texts)
    return [file for file, record in records if record and (record.on, record.field) == (on, WHOLE_DAY)]


def text_of(file: Path, path: Path) -> Path:
    """Return the file of a text beside the journal at `path`; `file` is its record or a companion."""
    name = re.search(rf"\.{re.escape(path.name)}\.[0-9a-f]{{16}}\.txt", file.name)
    return file.with_name(name[0]) if name else file


def keep_missing_parts(file: Path, on: date, base: str) -> None:
    """Write what is missing of the sheet of a day, or of its record, so that the sheet can be opened again.

    Without a record the sheet is compared with `base`.

    Raises:
        OSError: It cannot be written.
    """
    record = read_record(file) or EditedField(on, WHOLE_DAY, base, this_process())
    if not record_path(file).exists():
        _write(record_path(file), msgspec.json.encode(record))
    if not file.exists():
        _write(file, f"{record.text}\n".encode())


def set_held(file: Path, *, is_held: bool) -> None:
    """Note that this kindtui waits for the editor of a file, or that none does any more.

    Raises:
        OSError: It cannot be written.
    """
    from kindtui.storage.atomic import write_atomically

    if record := read_record(file):
        held = structs.replace(record, holder=this_process() if is_held else None)
        write_atomically(record_path(file), msgspec.json.encode(held))


def has_companions(file: Path) -> bool:
    """Return whether an editor left something beside the file, which may hold what it could not write.

    A name with "~" at its end is that of a backup, which holds what was there before.
    """
    own = (file.name, record_path(file).name)
    try:
        names = [found.name for found in file.parent.iterdir()]
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return any(file.name in name and name not in own and name[-1] != "~" for name in names)


def describe_left(file: Path, path: Path) -> str:
    """Return a sentence about a file that is left beside the journal at `path`, and what to do with it."""
    record = read_record(file)
    if record and record.field == WHOLE_DAY:
        command = command_line(path, "edit", record.on)
        return get_text("errors.edited_day_left", day=record.on, command=command)
    return get_text("errors.edited_text_left", path=printable(file))


def recover(path: Path, keep_draft: Callable[[DraftChange], None]) -> list[Path]:
    """Make drafts of the texts that a killed kindtui left in files beside the journal at `path`.

    Returns:
        The files that stay, as they cannot be read, nothing tells the field, or it is a whole day.
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
            is_changed = _is_changed(text, record)
            if record.field == WHOLE_DAY and (is_changed or has_companions(file)):
                left.append(file)
                continue
            if is_changed:
                keep_draft(DraftChange(record.on, record.field, record.text, text))
            clear(file)
        except (OSError, ValueError, StorageError):
            left.append(file)
    return left


def _files(path: Path) -> list[Path]:
    """Return the files of texts."""
    names = files.maybe_edited_texts(path)
    return [path.with_name(name) for name in names if kind_of(path, name) is Kind.EDITED]

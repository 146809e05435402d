"""Notes what the next start of a journal will show, for `kindtui.first_frame`.

The fields of a record, after the path of the journal, by their first letter:

- `+`: the offset from UTC in seconds
- `=`: the identity of a file on which the picture depends, and its path
- `~`: the identity of a file beside the journal that makes no difference, and its name
- `@`: from when until when a picture is due, in seconds since 1970, and its name
"""

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import structs

from kindtui import first_frame
from kindtui.storage import files

if TYPE_CHECKING:
    from kindtui.domain.first_picture import Picture
    from kindtui.domain.state import State

MAX_JOURNALS = 8
COPY_SUFFIXES = (b".prev", b".backups")  # which make a difference where there is no journal


class NextStart:
    """The record of one journal, which outlives what it says as long as nothing changes.

    What it depends on is looked at before it is read, so that a later change is noticed.
    """

    def __init__(self, path: Path, settings_files: Iterable[Path], environment: Mapping[str, str]) -> None:
        """Note the next start of the journal at the real path `path`, whose settings these files provide."""
        self._environment = environment
        self._path = os.fsencode(path)
        self._journal_field = _file_field(self._path)
        self._settings_fields = [_file_field(os.fsencode(file)) for file in settings_files]
        self._neighbours: list[bytes] | None = None

    def accept_neighbours(self) -> None:
        """Take the files beside the journal for such that make no difference: it has looked at them."""
        with suppress(OSError):
            self._neighbours = first_frame.neighbours(os.fsdecode(self._path))

    def note(self, state: "State", file: files.Identity | None) -> None:
        """Note the next start after `state`, as it is in `file`; without a note there is no frame."""
        with suppress(OSError, ValueError):
            fields = self._fields(state, file)
            records = [each for each in read_records(first_frame.NEXT_STARTS) if each[0] != self._path]
            if fields:
                records.insert(0, [self._path, *fields])
            write_records(first_frame.NEXT_STARTS, records[:MAX_JOURNALS])

    def _fields(self, state: "State", file: files.Identity | None) -> list[bytes]:
        from kindtui.domain.first_picture import due_pictures

        before, self._journal_field = self._journal_field, _file_field(self._path)
        drafts = _file_field(self._path + os.fsencode(files.DRAFTS_SUFFIX))
        if not _is_of(self._journal_field, file) or not _is_empty(drafts):
            return []
        if _is_of(before, file) and before != self._journal_field:  # it may have been rewritten in place
            return []
        due = [
            b"@%d %d %s" % (each.begin, each.end, picture_name(each.picture, self._environment))
            for each in due_pictures(state)
        ]
        offset = b"+%d" % state.moment.offset
        copies = [] if file else [_file_field(self._path + suffix) for suffix in COPY_SUFFIXES]
        watched = [self._journal_field, drafts, *copies, *self._settings_fields]
        return [offset, *watched, *self._known_neighbours(), *due]

    def _known_neighbours(self) -> list[bytes]:
        if self._neighbours is not None:
            return self._neighbours
        before = first_frame.find(first_frame.read(first_frame.NEXT_STARTS), self._path)
        return [field for field in before if field.startswith(b"~")]


def picture_name(picture: "Picture", environment: Mapping[str, str]) -> bytes:
    """Return the name under which frames of a picture are kept; the environment may name the theme."""
    if environment.get("KINDTUI_THEME"):
        picture = structs.replace(picture, theme="")
    return msgspec.json.encode(picture, order="deterministic")


def read_records(name: str) -> list[list[bytes]]:
    """Return the records of one of the files of `first_frame`; none if it cannot be read or trusted."""
    try:
        data = first_frame.read(name)
    except OSError:
        return []
    records = [record.split(first_frame.FIELD) for record in data.split(first_frame.RECORD)]
    if name == first_frame.FRAMES:
        return [record for record in records if len(record) == 2]
    return [record for record in records if len(record) > 1 and record[0].startswith(b"/")]


def write_records(name: str, records: Iterable[list[bytes]]) -> None:
    """Replace one of the files of `first_frame`.

    Raises:
        OSError: It cannot be written; it is as it was.
    """
    from kindtui.storage.atomic import write_atomically

    path = Path(first_frame.cache_folder(), name)
    path.parent.mkdir(mode=files.FOLDER_MODE, parents=True, exist_ok=True)
    data = first_frame.RECORD.join([b"", *map(first_frame.FIELD.join, records), b""])
    write_atomically(path, data, is_durable=False)


def _file_field(path: bytes) -> bytes:
    return b"=%s %s" % (first_frame.identity(path), path)


def _identity_parts(field: bytes) -> list[int]:
    """Return device, inode, size, and both times of the file that a field is about; none if it is missing."""
    identity = field[1:].partition(b" ")[0]
    return [] if identity.startswith(b"-") else [int(part) for part in identity.split(b":")]


def _is_of(field: bytes, file: files.Identity | None) -> bool:
    """Return whether a field is about that very content of a file, or says that there is none."""
    return _identity_parts(field)[:4] == list(structs.astuple(file) if file else ())


def _is_empty(field: bytes) -> bool:
    """Return whether the file of the drafts that a field is about is missing, or holds none."""
    parts = _identity_parts(field)
    return not parts or parts[2] <= len("{}")

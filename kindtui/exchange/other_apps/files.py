"""An export of several files: a folder, or a zip, of which nothing is ever unpacked to the disk."""

import zipfile
import zlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import IO

from msgspec import Struct, field

from kindtui.exchange.other_apps.dated_names import dated_name
from kindtui.exchange.other_apps.export import FormError, LeftOut
from kindtui.texts import get_text

ZIP_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")  # of a file with content, and of one without
READ_SUFFIXES = (".json", ".csv")
TEXT_SUFFIXES = (".md", ".markdown", ".txt")
ENCRYPTED_FLAG = 1


class FileSet(Struct, frozen=True):
    """The texts of a folder or a zip, by their paths within it.

    `is_folder` tells a folder from a zip, `left_out` counts the files that are not read, and `media` has the
    names of the pictures and other attachments among those, in lower case. `place` is where a folder is, and
    `has_notes` tells whether a zip has texts such as those of a folder, which are not read.
    """

    texts: Mapping[str, bytes]
    is_folder: bool
    left_out: Counter[LeftOut] = field(default_factory=Counter)
    media: frozenset[str] = frozenset()
    place: Path = Path()
    has_notes: bool = False


class Budget:
    """How many bytes may still be read of an export."""

    def __init__(self, max_bytes: int) -> None:
        """Start with `max_bytes`."""
        self._max_bytes = self._remaining = max_bytes

    def read(self, file: IO[bytes]) -> bytes:
        """Return the content of a file.

        Raises:
            FormError: It is more than may still be read.
        """
        data = file.read(self._remaining + 1)
        self._remaining -= len(data)
        if self._remaining < 0:
            problem = get_text("errors.import.too_much_text", limit=self._max_bytes // 1_000_000)
            raise FormError(problem, get_text("errors.import.split"))
        return data


def read_zip(file: IO[bytes], max_bytes: int) -> FileSet:
    """Return the JSON and CSV files in a zip; no other file in it is looked at.

    Args:
        file: The zip, which has to be seekable.
        max_bytes: The size of these files, unpacked, that is not to be exceeded.

    Raises:
        FormError: It is damaged, encrypted or too large.
    """
    budget = Budget(max_bytes)
    texts: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(file) as archive:
            for member in _members(archive, READ_SUFFIXES):
                if member.flag_bits & ENCRYPTED_FLAG:
                    problem = get_text("errors.import.encrypted")
                    raise FormError(problem, get_text("errors.import.decrypt"))
                if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                    raise NotImplementedError("a compression that no app uses")
                if member.filename in texts:
                    raise zipfile.BadZipFile("two files of the same name")
                with archive.open(member) as content:
                    texts[member.filename] = budget.read(content)
            names = [PurePosixPath(member.filename) for member in _members(archive, TEXT_SUFFIXES)]
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        # Python reports a zip it cannot read in all these ways.
        problem = get_text("errors.import.damaged_zip")
        raise FormError(problem, get_text("errors.import.export_again")) from None
    return FileSet(texts, is_folder=False, has_notes=any(map(dated_name, names)))


def _members(archive: zipfile.ZipFile, suffixes: Collection[str]) -> Iterator[zipfile.ZipInfo]:
    """Yield the files of an archive whose names end in that, but none that macOS adds beside them."""
    for member in archive.infolist():
        path = PurePosixPath(member.filename)
        is_hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
        if path.suffix.lower() in suffixes and not (member.is_dir() or is_hidden):
            yield member

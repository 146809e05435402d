"""The files that may hold text of a journal, and the search for a word in all of them."""

import json
import os
import re
import stat
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct

from kindtui.domain.sealed_text import is_sealed
from kindtui.domain.text import composed
from kindtui.domain.text_folds import folded
from kindtui.storage import files, private_memory
from kindtui.storage.names import (
    VERSIONS_FOLDER,
    Kind,
    is_named_after,
    kind_of,
    kind_of_backup,
    kind_of_old_backup,
    kind_of_old_version,
    kind_of_stray,
)

_SEALED_WORDS = re.compile(rb"sealed\.[sb]\.[\w-]{22}\.-?\d{0,18}\.[\w-]+", re.ASCII)


class SealedFile(Struct, frozen=True, forbid_unknown_fields=True):
    """A file beside a locked journal that was sealed as a whole, as it is neither a journal nor drafts."""

    sealed_file: str


class Survey(NamedTuple):
    """Every file that may hold text of a journal, by its kind, and the folders that cannot be listed."""

    kinds: Mapping[Path, Kind]
    unlisted: tuple[Path, ...]

    def of(self, *kinds: Kind) -> list[Path]:
        """Return the files of these kinds, in order of name."""
        return [file for file, kind in self.kinds.items() if kind in kinds]

    @property
    def other_copies(self) -> list[Path]:
        """The copies beside the journal that are neither `.prev` nor backups."""
        return self.of(Kind.DAMAGED, Kind.MERGED, Kind.CONFLICT, Kind.CLIENT_COPY)

    @property
    def own_files(self) -> list[Path]:
        """The files that are the journal's without a doubt."""
        return [file for file, kind in self.kinds.items() if kind not in (Kind.SIMILAR, Kind.STRAY)]


def survey(path: Path, *, with_memory: bool = True) -> Survey:
    """Look for every file that may hold text of the journal at `path`, beside each link it leads through too.

    Locks hold no text. What else lies in the folder of backups counts as similar. The texts that an editor
    has open in memory are looked for as well, unless `with_memory` is false.
    """
    kinds: dict[Path, Kind] = {}
    unlisted: list[Path] = []
    *links, real_path = files.names_of(path)
    for name in (*links, real_path):
        kinds |= _kinds_of_files_of(name, unlisted)
        places = private_memory.places_in_memory(name, os.environ) if with_memory else []
        for place in places:
            kinds |= _kinds_in_folders({place.parent: partial(_kind_beside, place)}, unlisted)
        for suffix in (files.LOCK_SUFFIX, files.HOLDER_SUFFIX):
            kinds.pop(name.with_name(name.name + suffix), None)
    for link in links:
        kinds.pop(link, None)
    kinds[real_path] = Kind.JOURNAL
    return Survey({file: kinds[file] for file in sorted(kinds) if _may_hold_text(file)}, tuple(unlisted))


def is_sealed_file(data: bytes) -> bool:
    """Return whether these are the bytes of a file that was sealed as a whole."""
    with suppress(ValueError):
        return is_sealed(msgspec.json.decode(data, type=SealedFile).sealed_file)
    return False


def linked_files(path: Path) -> list[Path]:
    """Return the files of the journal at `path` that have a second name elsewhere, by a link."""
    kinds = survey(path).kinds
    known_names = Counter(map(_inode, kinds))
    return [
        file
        for file in kinds
        if file.is_symlink() or (file.exists() and file.stat().st_nlink > known_names[_inode(file)])
    ]


def _inode(file: Path) -> tuple[int, int]:
    with suppress(OSError):
        status = file.stat()
        return status.st_dev, status.st_ino
    return 0, 0


def _kinds_of_files_of(path: Path, unlisted: list[Path]) -> dict[Path, Kind]:
    """Return the kinds of the files around one name of a journal, and note which folders cannot be listed."""
    kinds = dict.fromkeys((files.previous_path(path), files.drafts_path(path)), Kind.COMPANION)
    kinds_by_folder: dict[Path, Callable[[list[str], str], Kind | None]] = {
        path.parent: partial(_kind_beside, path),
        files.backups_folder(path): lambda _, name: kind_of_backup(name) or Kind.SIMILAR,
    }
    for synced in path.parents:  # any of them may be what Syncthing syncs, with the versions of all below
        old = synced / VERSIONS_FOLDER / path.relative_to(synced)
        kinds_by_folder[old.parent] = lambda _, name: kind_of_old_version(path, name)
        kinds_by_folder[files.backups_folder(old)] = lambda _, name: kind_of_old_backup(name)
    return kinds | _kinds_in_folders(kinds_by_folder, unlisted)


def _kinds_in_folders(
    kinds_by_folder: Mapping[Path, Callable[[list[str], str], Kind | None]], unlisted: list[Path]
) -> dict[Path, Kind]:
    """Return the kinds of the files in folders, each of which has a function that tells them by the names."""
    kinds: dict[Path, Kind] = {}
    for folder, kind_of_name in kinds_by_folder.items():
        try:
            names = sorted(file.name for file in folder.iterdir())
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError:
            unlisted.append(folder)
            continue
        kinds |= {folder / name: kind for name in names if (kind := kind_of_name(names, name))}
    return kinds


def files_containing(path: Path, word: str) -> tuple[list[Path], list[Path], tuple[Path, ...]]:
    """Return the files that contain a word, those that cannot be read, and folders that cannot be listed.

    Sealed words are passed over: a short word can be among their letters by chance.
    """
    found: list[Path] = []
    unreadable: list[Path] = []
    kinds, unlisted = survey(path)
    for file in kinds:
        try:
            if appears_in(word, _SEALED_WORDS.sub(b"", files.read(file)[0])):
                found.append(file)
        except OSError:
            unreadable.append(file)
    return found, unreadable, unlisted


def contains_any(texts: Iterable[str], data: bytes) -> bool:
    """Return whether bytes contain one of these texts, whatever its case, normalization or JSON escapes."""
    lowered = data.lower()
    return any(form.lower() in lowered for text in texts for form in _encoded_forms(text))


def appears_in(word: str, data: bytes) -> bool:
    """Return whether bytes contain a word, however a search in the app folds it, and whatever its escapes."""
    if contains_any([word], data):
        return True
    folded_word = folded(word)
    with suppress(ValueError, RecursionError):
        return bool(folded_word) and any(folded_word in folded(text) for text in strings(json.loads(data)))
    return False


def _encoded_forms(word: str) -> Iterator[bytes]:
    for text in {word, composed(word), unicodedata.normalize("NFD", word)}:
        for form in (text, json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1]):
            for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
                yield form.encode(encoding, errors="replace")


def strings(tree: object) -> Iterator[str]:
    """Yield the keys and the strings of parsed JSON, at any depth."""
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, dict):
        for key, value in tree.items():
            yield key
            yield from strings(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from strings(value)


def _kind_beside(path: Path, names: list[str], name: str) -> Kind | None:
    """Return the kind of a file in the folder of the journal; None for a journal that is used as such."""
    kind = kind_of(path, name) or kind_of_stray(path, name, names)
    if kind is None and is_named_after(path, name):
        kind = Kind.SIMILAR
    return None if kind is Kind.SIMILAR and name + files.LOCK_SUFFIX in names else kind


def _may_hold_text(file: Path) -> bool:
    """Return whether a path is a file with content, or one that cannot be examined."""
    try:
        return stat.S_ISREG(file.stat().st_mode)
    except FileNotFoundError:
        return False
    except OSError:
        return True

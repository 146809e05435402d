"""The files that may hold text of a journal, and the search for a word in all of them."""

import json
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from kindtui.domain.text import composed
from kindtui.domain.text_folds import folded
from kindtui.storage import backups, files
from kindtui.storage.names import Kind, files_beside, kind_of_backup


def temporary_files(path: Path) -> list[Path]:
    """Return the temporary files of saves and backups that are under way or were killed."""
    with suppress(OSError):
        return [*files_beside(path, Kind.TEMPORARY), *_backup_files(path, Kind.TEMPORARY)]
    return []


def other_copies(path: Path) -> list[Path]:
    """Return the copies beside the journal that are neither `.prev` nor backups."""
    with suppress(OSError):
        beside = files_beside(path, Kind.DAMAGED, Kind.MERGED, Kind.CONFLICT, Kind.CLIENT_COPY)
        return [*beside, *_backup_files(path, Kind.CLIENT_COPY)]
    return []


def all_files(path: Path) -> list[Path]:
    """Return the journal at the real path `path`, and every other file that may hold text of it."""
    fixed_files = [path, files.previous_path(path), files.drafts_path(path)]
    backup_files = [backup.path for backup in backups.list_backups(path)]
    return [
        file
        for file in (*fixed_files, *backup_files, *other_copies(path), *temporary_files(path))
        if file.is_file()
    ]


def files_containing(path: Path, word: str) -> tuple[list[Path], list[Path]]:
    """Return the files of the journal that contain a word, and those that cannot be read."""
    found: list[Path] = []
    unreadable: list[Path] = []
    for file in all_files(path):
        try:
            if appears_in(word, file.read_bytes()):
                found.append(file)
        except OSError:
            unreadable.append(file)
    return found, unreadable


def appears_in(word: str, data: bytes) -> bool:
    """Return whether bytes contain a word, however a search in the app folds it, and whatever its escapes."""
    if any(form.lower() in data.lower() for form in _encoded_forms(word)):
        return True
    folded_word = folded(word)
    with suppress(ValueError, RecursionError):
        return bool(folded_word) and any(folded_word in folded(text) for text in _strings(json.loads(data)))
    return False


def _encoded_forms(word: str) -> Iterator[bytes]:
    for text in {word, composed(word), unicodedata.normalize("NFD", word)}:
        for form in (text, json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1]):
            for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
                yield form.encode(encoding, errors="replace")


def _strings(tree: object) -> Iterator[str]:
    """Yield the keys and the strings of parsed JSON, at any depth."""
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, dict):
        for key, value in tree.items():
            yield key
            yield from _strings(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from _strings(value)


def _backup_files(path: Path, kind: Kind) -> list[Path]:
    """Return the files of one kind in the folder of backups, in order of name."""
    with suppress(OSError):
        return sorted(
            file for file in files.backups_folder(path).iterdir() if kind_of_backup(file.name) is kind
        )
    return []

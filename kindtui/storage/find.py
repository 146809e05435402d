"""Every file that may hold words of a journal, and where a word still stands."""

import json
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from kindtui.storage import backups, copies, files


def temporary(path: Path) -> list[Path]:
    """Temporary files of ours, of a save that is being made or was killed."""
    folder = files.backups_of(path)
    return [*_beside(path, f".{path.name}.", ".tmp"), *_beside(folder / "-", ".", ".tmp")]


def aside(path: Path) -> list[Path]:
    """Copies beside the journal that are neither the save before it nor a backup."""
    merged = [file for file in _beside(path, path.stem, copies.FOLDED) if copies.was_folded(path, file.name)]
    return [*_beside(path, f"{path.name}.damaged-", ""), *merged, *copies.of_sync_clients(path)]


def all_files(path: Path) -> list[Path]:
    """The journal at the real path `path`, and every file that may hold words of it."""
    named = [path, files.previous_of(path), files.drafts_of(path)]
    made = [backup.path for backup in backups.found(path)]
    return [file for file in (*named, *made, *aside(path), *temporary(path)) if file.is_file()]


def holding(path: Path, word: str) -> tuple[list[Path], list[Path]]:
    """The files the word stands in, in whatever way it is written, and those that cannot be read."""
    found: list[Path] = []
    unread: list[Path] = []
    for file in all_files(path):
        try:
            if stands_in(word, file.read_bytes()):
                found.append(file)
        except OSError:
            unread.append(file)
    return found, unread


def stands_in(word: str, data: bytes) -> bool:
    """Whether these bytes hold the word: escaped or not, composed or not, in small or capital letters."""
    if any(form.lower() in data.lower() for form in _forms(word)):
        return True
    with suppress(ValueError, RecursionError):
        return any(_folded(word) in _folded(text) for text in _strings(json.loads(data)))
    return False


def _forms(word: str) -> Iterator[bytes]:
    for text in {word, unicodedata.normalize("NFC", word), unicodedata.normalize("NFD", word)}:
        for form in (text, json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1]):
            for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
                yield form.encode(encoding, errors="replace")


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _strings(tree: object) -> Iterator[str]:
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, dict):
        for key, value in tree.items():
            yield key
            yield from _strings(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from _strings(value)


def _beside(path: Path, beginning: str, end: str) -> list[Path]:
    with suppress(OSError):
        return sorted(
            file
            for file in path.parent.iterdir()
            if file.name.startswith(beginning) and file.name.endswith(end) and file.is_file()
        )
    return []

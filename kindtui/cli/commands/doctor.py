"""`kindtui doctor`: how the journal and the files beside it are, and where a word still stands."""

import argparse
import fcntl
from collections.abc import Iterator
from pathlib import Path

from kindtui import exit_codes
from kindtui.cli.outcome import Outcome, typed
from kindtui.cli.parser import UsageError
from kindtui.domain.dates import Clock
from kindtui.storage import backups, codec, copies, files, find
from kindtui.storage.errors import NotSavedError
from kindtui.storage.store import FileStore

WHOLE_MODE = 0o777


def run(options: argparse.Namespace, path: Path, clock: Clock) -> Outcome:
    """Report on the journal at the real path `path`; mend what can be mended, if asked."""
    if options.find:
        return _find(path)
    if options.fix:
        _fix(path, clock)
    state, readable = _state(path)
    lines = [("data", f"{path}: {state}"), *_beside(path)]
    if not readable:
        lines.append(("remedy", copies.offer(copies.generations(path))))
    text = "\n".join(f"{name:9} {what}" for name, what in lines)
    return Outcome(text, exit_codes.DONE if readable else exit_codes.UNREADABLE)


def _state(path: Path) -> tuple[str, bool]:
    """How the journal is, and whether it can be read."""
    try:
        data, seen = files.read(path)
    except OSError as error:
        return f"cannot be opened ({error.strerror})", False
    if not data:
        lost = files.previous_of(path).exists() or bool(backups.found(path))
        return ("empty" if seen else "missing") if lost else "nothing is written yet", not lost
    try:
        tables = codec.parse(data)
        journal, meta = codec.decode(tables)
    except ValueError:
        return "not a readable kindtui journal", False
    newer = ", written by a newer kindtui" if meta.schema > codec.SCHEMA else ""
    saved = f"saved {meta.generation} times" if meta.generation > 1 else "saved once"
    return f"whole, {copies.days_in_words(journal)}, {saved}{newer}", True


def _beside(path: Path) -> Iterator[tuple[str, str]]:
    whole = {one.id for one in copies.generations(path)}
    if files.previous_of(path).exists():
        yield "previous", "whole" if copies.PREVIOUS in whole else "not whole"
    names = [backup.id for backup in backups.found(path)]
    bad = [name for name in names if name not in whole]
    health = f"not whole: {', '.join(bad)}" if bad else "all whole"
    yield "backups", f"{len(names)}, {health}" if names else "none"
    loose = [str(file) for file in _private(path) if _is_loose(file)]
    yield "modes", f"others may use {', '.join(loose)}; --fix makes them private" if loose else "private"
    yield "lock", "held: a kindtui is saving" if _is_locked(path) else "free"
    if left := find.temporary(path):
        yield "unsaved", f"{len(left)} temporary files; --fix removes those of killed saves"
    if found := copies.of_sync_clients(path):
        yield "copies", f"{', '.join(map(str, found))}; --fix folds in what can be read"
    if kept := [file for file in find.aside(path) if file not in found]:
        yield "aside", ", ".join(map(str, kept))


def _private(path: Path) -> list[Path]:
    """Every file and folder of ours that is there."""
    ours = (*find.all_files(path), files.lock_of(path), files.backups_of(path))
    return [file for file in ours if file.exists()]


def _is_loose(file: Path) -> bool:
    wanted = files.FOLDER_MODE if file.is_dir() else files.FILE_MODE
    return bool(file.stat().st_mode & WHOLE_MODE & ~wanted)


def _is_locked(path: Path) -> bool:
    try:
        with files.lock_of(path).open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def _fix(path: Path, clock: Clock) -> None:
    """Make files private, remove what killed saves left, and fold in the copies of sync clients."""
    from kindtui.storage.atomic import locked

    if not path.parent.is_dir():
        return
    try:
        for file in _private(path):
            if _is_loose(file):
                wanted = files.FOLDER_MODE if file.is_dir() else files.FILE_MODE
                file.chmod(file.stat().st_mode & wanted)
        if find.temporary(path):
            with locked(path, clock):
                for left in find.temporary(path):
                    left.unlink(missing_ok=True)
    except OSError as error:
        raise NotSavedError.from_os(path, error) from None
    if copies.of_sync_clients(path) and _state(path)[1]:
        copies.fold(FileStore(path, clock))


def _find(path: Path) -> Outcome:
    word = typed("Which word? ").strip()
    if not word:
        message = "there is no word. Write it to standard input: `kindtui doctor --find -`."
        raise UsageError(message)
    found, unread = find.holding(path, word)
    lines = [f"It stands in {file}." for file in found] or ["It stands in none of the files."]
    lines += [f"{file} cannot be read." for file in unread]
    return Outcome("\n".join(lines), exit_codes.UNREADABLE if unread else exit_codes.DONE)

"""What others put into a locked journal, or beside it: it is sealed as well, and tells nobody anything."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kindtui.domain.journal.day import Day
from kindtui.domain.journal.journal import Conflict, Journal, UndoStep
from kindtui.domain.sealed_text import SealedText
from kindtui.domain.settings import Settings
from kindtui.storage import backups, copies, find, locking
from kindtui.storage.file_store import FileStore
from kindtui.storage.lock_result import LockResult
from kindtui.storage.restore import restore
from kindtui.storage.sync_copies import merge_sync_conflicts
from tests.storage.sealing.lock_helpers import (
    NEW_PASSPHRASE,
    PASSPHRASE,
    change,
    files_in,
    files_with,
    lines_in,
    lock,
    lock_and_tell,
    opened,
    received,
    tables_in,
    tokens_in,
    without_key,
    words_in,
    write_lines,
    write_tables,
)
from tests.support import MORNING, TODAY, FakeClock, line

SENTENCE = "[These words can't be opened"
CONFLICT = "journal.sync-conflict-20261122-080000-ABCDEFG.json"


# Words that were added to a locked journal as they are.

ADDED = {
    "conflicts": Journal(conflicts=(Conflict(TODAY, "received", "u0", "mandolin", MORNING.at),)),
    "settings": Journal(
        settings=Settings(low_mood_told=date(1987, 6, 5), low_mood_in_a_row=4, updated_at=MORNING.at)
    ),
    "undo": Journal(undo_steps=(UndoStep(MORNING.at, (Day(TODAY, received=(line("mandolin", "u7"),)),)),)),
}


@pytest.mark.parametrize("table", ADDED)
def test_what_another_program_added_in_plain_is_sealed_by_a_save_with_the_key(table: str, path: Path) -> None:
    write_lines(path, "teapot")
    lock(path)
    plain = path.with_name("elsewhere.json")
    FileStore(plain, FakeClock()).transact(lambda _: ADDED[table])
    write_tables(path, {**tables_in(path), table: tables_in(plain)[table]})
    opened(path).transact(received("cakestand", "a9"))
    assert not find.contains_any(["mandolin", "1987-06-05", "low_mood_in_a_row"], path.read_bytes())
    journal = opened(path).load()
    for part in ("conflicts", "settings", "undo_steps"):
        if getattr(ADDED[table], part) != getattr(Journal(), part):
            assert getattr(journal, part) == getattr(ADDED[table], part)


# Copies in which a time was changed, so that the words there do not open.


def with_another_time(path: Path) -> bytes:
    """Return the bytes of a locked journal in which its first line has another time, put there outside."""
    other = path.with_name("elsewhere.json")
    tables = tables_in(path)
    lines_in(tables)[0]["updated_at"] = "2026-11-22T07:30:00Z"
    write_tables(other, tables)
    data = other.read_bytes()
    other.unlink()
    return data


def put_conflict_copy(path: Path) -> None:
    path.with_name(CONFLICT).write_bytes(with_another_time(path))


def put_backup(path: Path) -> None:
    backups.make(path, with_another_time(path), "asked", MORNING.at)


def finish(path: Path) -> str:
    locking.finish(opened(path), path, FakeClock())
    return PASSPHRASE


def change_it(path: Path) -> str:
    change(path)
    return NEW_PASSPHRASE


def merge_without_key(path: Path) -> str:
    assert merge_sync_conflicts(without_key(path)) == ([path.with_name(CONFLICT)], [])
    return PASSPHRASE


@pytest.mark.parametrize(
    ("put", "deed"),
    [
        (put_conflict_copy, finish),
        (put_conflict_copy, change_it),
        (put_conflict_copy, merge_without_key),
        (put_backup, finish),
        (put_backup, change_it),
    ],
)
def test_a_line_in_a_copy_whose_time_was_changed_is_shown_as_one_that_does_not_open(
    put: Callable[[Path], None], deed: Callable[[Path], str], path: Path
) -> None:
    write_lines(path, "teapot", "cakestand")
    lock(path)
    put(path)
    secret = deed(path)
    others = [file for file, data in files_in(path.parent).items() if file != path and b'"sealed.' in data]
    shown = {text for file in others for text in words_in(file, secret)}
    assert list(tokens_in(shown)) == []
    assert [text for text in shown if text.startswith(SENTENCE)]
    assert "cakestand" in shown


def test_a_line_in_a_backup_whose_time_was_changed_comes_back_as_one_that_does_not_open(path: Path) -> None:
    write_lines(path, "teapot", "cakestand")
    lock(path)
    put_backup(path)
    [backup] = backups.list_backups(path)
    restore(path, copies.read(backup.path), FakeClock())
    [refused] = words_in(path) - {"cakestand"}
    assert refused.startswith(SENTENCE)


# Plain copies with a guess, and copies of somebody else.


@pytest.mark.parametrize("suffix", ["", ".merged"])
def test_a_right_guess_in_a_plain_copy_looks_like_a_wrong_one_once_it_is_sealed(
    suffix: str, path: Path
) -> None:
    write_lines(path, "teapot")
    plain = tables_in(path)
    lock(path)
    tables = tables_in(path)
    tables["keyring"]["1"]["incomplete"] = True
    write_tables(path, tables)
    ours = parsed(path)
    is_like_ours: dict[str, tuple[bool, bool]] = {}
    guesses = {
        guess: path.with_name(CONFLICT.replace("080000", f"08000{number}") + suffix)
        for number, guess in enumerate(("teapot", "umbrella"))
    }
    for guess, copy in guesses.items():
        lines_in(plain)[0]["text"] = guess
        write_tables(copy, plain)
    locking.finish(opened(path), path, FakeClock())
    for guess, copy in guesses.items():
        theirs = parsed(copy)
        is_like_ours[guess] = theirs.id == ours.id, theirs.payload == ours.payload
        assert words_in(copy) == {guess}
    assert is_like_ours["teapot"] == is_like_ours["umbrella"]
    assert parsed(path) == ours


def parsed(path: Path) -> SealedText:
    """Return what stands for the one line of today in a file."""
    [entry] = lines_in(tables_in(path))
    token = SealedText.parse(entry["text"])
    assert token
    return token


def foreign_tables(folder: Path) -> Any:
    """Return a journal under another key, with a plain line, for whose public key nothing can be sealed."""
    other = folder / "other.json"
    write_lines(other, "somebody else")
    lock(other, "of another machine")
    tables = tables_in(other)
    tables["keyring"]["1"]["public_key"] = "AAAA"
    [entry] = lines_in(tables)
    lines_in(tables).append({**entry, "uid": "x1", "text": "pelican"})
    return tables


@pytest.mark.parametrize("is_locked_before", [False, True])
def test_a_copy_of_somebody_else_that_cannot_be_sealed_is_named_and_keeps_no_other_file_plain(
    is_locked_before: bool, path: Path, tmp_path: Path
) -> None:
    write_lines(path, "teapot")
    plain = path.read_bytes()
    if is_locked_before:
        lock(path)
    foreign = path.with_name(CONFLICT)
    write_tables(foreign, foreign_tables(tmp_path))
    others = [path.with_name(CONFLICT.replace("ABCDEFG", mark)) for mark in ("AAAAAAA", "ZZZZZZZ")]
    for other in others:
        other.write_bytes(plain)
    backups.make(path, plain, "asked", MORNING.at)
    result: LockResult
    if is_locked_before:
        result = locking.finish(opened(path), path, FakeClock())
    else:
        _, result = lock_and_tell(path)
    assert files_with({"teapot"}, path.parent) == set()
    assert result.left == (foreign,)
    assert all(words_in(file) == {"teapot"} for file in (path, *others))

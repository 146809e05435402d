"""`kindtui doctor`: report on the journal and the files beside it, and find the files that contain a word."""

import argparse
import fcntl
import os
import shlex
from collections.abc import Iterator
from pathlib import Path

from kindtui import exit_codes
from kindtui.cli.outcome import Outcome
from kindtui.cli.parser import UsageError
from kindtui.cli.text_input import prompt_line
from kindtui.domain.dates import Clock
from kindtui.domain.text import printable
from kindtui.storage import backups, codec, copies, files, find, sync_copies
from kindtui.storage.errors import NotSavedError, StorageError, UnreadableError
from kindtui.storage.file_store import FileStore
from kindtui.storage.lock import NO_FLOCK_ERRNOS, read_holder
from kindtui.storage.names import Kind


def run(options: argparse.Namespace, path: Path, clock: Clock) -> Outcome:
    """Report on the journal at `path`, after repairs if they were asked for.

    Raises:
        UsageError: A search was asked for, and no word was given.
        StorageError: Something could not be repaired.
    """
    if options.find:
        return _find_word(path)
    path = files.names_of(path)[-1]
    if options.fix:
        _fix(path, clock)
    status, readable = _journal_status(path)
    survey = find.survey(path)
    damaged_ids = _damaged_ids(path, survey)
    lines = [("data", f"{printable(path)}: {status}")]
    lines += _companion_report(path, survey, damaged_ids, is_fixed=options.fix)
    lines += [("unseen", f"{_unlisted(folder)} Allow it, then look again.") for folder in survey.unlisted]
    if not readable:
        lines.append(("remedy", _remedy(path)))
    place = files.unwritable_place(path) if readable else None
    if place and place != path:
        problem = "may not be written, so nothing can be saved; change its permissions"
        lines.append(("folder", f"{printable(place)} {problem}"))
    text = "\n".join(f"{name:9} {what}" for name, what in lines)
    is_well = readable and not survey.unlisted and not damaged_ids and place in (None, path)
    return Outcome(text, exit_codes.SUCCESS if is_well else exit_codes.UNREADABLE)


def _unlisted(folder: Path) -> str:
    return f"{printable(folder)} cannot be listed, so what is in it is not known."


def _journal_status(path: Path) -> tuple[str, bool]:
    """Return the state of the journal in words, and whether it can be read."""
    try:
        data, file_identity = files.read(path)
    except OSError as error:
        return f"cannot be opened ({error.strerror})", False
    if not data:
        is_lost = files.previous_path(path).exists() or backups.may_exist(path)
        return ("empty" if file_identity else "missing") if is_lost else "nothing is written yet", not is_lost
    try:
        tables = codec.parse(data)
        journal, meta = codec.decode(tables)
    except ValueError:
        return "not a readable kindtui journal", False
    newer = ", written by a newer kindtui" if meta.schema > codec.SCHEMA else ""
    saved = f"saved {meta.generation} times" if meta.generation > 1 else "saved once"
    return f"whole, {copies.format_day_count(journal)}, {saved}{newer}", True


def _remedy(path: Path) -> str:
    """Return what to do about a journal that is not readable; one that cannot be opened may be whole."""
    try:
        files.read(path)
    except OSError as error:
        return str(UnreadableError.from_os(path, error))
    return copies.recovery_advice(copies.restore_points(path))


def _damaged_ids(path: Path, survey: find.Survey) -> set[str]:
    """Return the names of the copies to go back to that are not whole, as far as they can be listed."""
    names = {copies.PREVIOUS} if files.previous_path(path).exists() else set()
    if files.backups_folder(path) not in survey.unlisted:
        names |= {backup.id for backup in backups.list_backups(path)}
    return names - {point.id for point in copies.restore_points(path)}


def _companion_report(
    path: Path, survey: find.Survey, damaged_ids: set[str], *, is_fixed: bool
) -> Iterator[tuple[str, str]]:
    """Yield the lines about the files beside the journal, each with its label."""
    if files.previous_path(path).exists():
        is_damaged = copies.PREVIOUS in damaged_ids
        yield "previous", "not whole; the next save replaces it" if is_damaged else "whole"
    if files.backups_folder(path) not in survey.unlisted:
        yield "backups", _backup_status(path, damaged_ids)
    ours = _existing_files(path, survey)
    too_permissive = [printable(file) for file in ours if not files.is_private(file)]
    remedy = "this file system keeps no modes" if is_fixed else "--fix makes them private"
    yield (
        "modes",
        f"others may use {', '.join(too_permissive)}; {remedy}" if too_permissive else "private",
    )
    yield "lock", _lock_status(path)
    if files.has_second_name(path):
        yield (
            "links",
            "the journal has a second name (a hard link), which keeps what it is before the next save",
        )
    if temporaries := survey.of(Kind.TEMPORARY):
        yield "unsaved", f"{len(temporaries)} temporary files; --fix removes those of killed saves"
    if conflict_copies := sync_copies.sync_conflict_copies(path):
        yield "copies", f"{', '.join(map(printable, conflict_copies))}; --fix folds in what can be read"
    for file in sync_copies.similar_files(path):
        command = f"kindtui merge {printable(shlex.quote(str(file)))}"
        yield "perhaps", f"{printable(file)} may be a copy; `{command}` folds it in"
    if other_copies := [file for file in survey.other_copies if file not in conflict_copies]:
        yield "aside", ", ".join(map(printable, other_copies))


def _backup_status(path: Path, damaged_ids: set[str]) -> str:
    folder = files.backups_folder(path)
    if os.path.lexists(folder) and not folder.is_dir():
        return f"{printable(folder)} is not a folder, so none can be made; move it away"
    names = [backup.id for backup in backups.list_backups(path)]
    damaged = [name for name in names if name in damaged_ids]
    health = f"not whole: {', '.join(damaged)}; look inside, and remove what you do not need"
    return f"{len(names)}, {health if damaged else 'all whole'}" if names else "none"


def _existing_files(path: Path, survey: find.Survey) -> list[Path]:
    """Return every file and folder of kindtui that exists."""
    ours = (*survey.own_files, files.lock_path(path), files.backups_folder(path))
    return [file for file in ours if file.exists()]


def _lock_status(path: Path) -> str:
    """Return in words whether the journal is being saved."""
    try:
        files.check_companions(path)
        descriptor = os.open(files.lock_path(path), os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return "free"
    except StorageError as error:
        return str(error)
    except OSError as error:
        return f"cannot be opened ({error.strerror})"
    status = "free"
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return "held: a kindtui is saving"
    except OSError as error:
        if error.errno not in NO_FLOCK_ERRNOS:
            return f"cannot be taken ({error.strerror})"
        status = f"free; this file system has none, so {printable(files.holder_path(path))} stands in for it"
    finally:
        os.close(descriptor)
    holder = read_holder(path)
    return f"held by process {holder.process} on {printable(holder.host)}" if holder else status


def _fix(path: Path, clock: Clock) -> None:
    """Make files private, remove what killed saves left, and merge sync-conflict copies.

    Raises:
        NotSavedError: A file could not be changed.
        StorageError: A sync-conflict copy could not be merged or renamed.
    """
    from kindtui.storage.atomic import remove_stale_temporaries
    from kindtui.storage.lock import locked

    is_ours = _journal_status(path)[1] or files.lock_path(path).exists()
    if not path.parent.is_dir() or not is_ours:
        return  # another file may have been named by mistake
    try:
        survey = find.survey(path)
        for file in _existing_files(path, survey):
            files.make_private(file)
        if survey.of(Kind.TEMPORARY):
            with locked(path, clock):
                remove_stale_temporaries(path)
    except OSError as error:
        raise NotSavedError.from_os(path, error) from None
    if sync_copies.sync_conflict_copies(path) and _journal_status(path)[1]:
        sync_copies.merge_sync_conflicts(FileStore(path, clock))


def _find_word(path: Path) -> Outcome:
    word = prompt_line("Which word? ").text.strip()
    if not word:
        raise UsageError("there is no word. Write it to standard input: `kindtui doctor --find -`.")
    found, unreadable, unlisted = find.files_containing(path, word)
    unseen = [f"{printable(file)} cannot be read." for file in unreadable] + list(map(_unlisted, unlisted))
    lines = [f"It stands in {printable(file)}." for file in found]
    if not lines:
        lines = ["It stands in none of kindtui's files" + (" that can be read." if unseen else ".")]
    return Outcome("\n".join(lines + unseen), exit_codes.UNREADABLE if unseen else exit_codes.SUCCESS)

"""`kindtui doctor`: report on the journal and the files beside it, and find the files that contain a word."""

import argparse
import fcntl
import os
import shlex
from collections.abc import Iterator
from pathlib import Path

from kindtui import exit_codes
from kindtui.cli.invocation import Invocation
from kindtui.cli.outcome import Outcome, report
from kindtui.cli.parser import ArgumentParser, UsageError
from kindtui.cli.text_input import prompt_line
from kindtui.domain.dates import Clock
from kindtui.domain.text import printable
from kindtui.storage import backups, codec, copies, edited_texts, files, find, sync_copies
from kindtui.storage.errors import NotSavedError, StorageError, UnreadableError
from kindtui.storage.file_store import FileStore
from kindtui.storage.lock import NO_FLOCK_ERRNOS, read_holder
from kindtui.storage.names import Kind
from kindtui.texts import get_counted_text, get_text


def add_arguments(parser: ArgumentParser) -> None:
    """Add what to do beside looking."""
    parser.description = get_text("commands.doctor.description")
    parser.add_argument("--fix", action="store_true", help=get_text("commands.doctor.fix"))
    parser.add_argument("--find", choices=("-",), help=get_text("commands.doctor.find"))


def run(invocation: Invocation) -> int:
    """Print the report. The exit status says whether all is well."""
    # Files beside the links to the journal are looked at as well.
    return report(examine(invocation.options, invocation.path, invocation.clock))


def examine(options: argparse.Namespace, path: Path, clock: Clock) -> Outcome:
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
    lines += [("unseen", _unlisted(folder)) for folder in survey.unlisted]
    if not readable:
        lines.append(("remedy", _remedy(path)))
    place = files.unwritable_place(path) if readable else None
    if place and place != path:
        lines.append(("folder", get_text("commands.doctor.folder", path=printable(place))))
    text = "\n".join(f"{name:9} {what}" for name, what in lines)
    is_well = readable and not survey.unlisted and not damaged_ids and place in (None, path)
    return Outcome(text, exit_codes.SUCCESS if is_well else exit_codes.UNREADABLE)


def _unlisted(folder: Path) -> str:
    return get_text("commands.doctor.unlisted", path=printable(folder))


def _journal_status(path: Path) -> tuple[str, bool]:
    """Return the state of the journal in words, and whether it can be read."""
    try:
        data, file_identity = files.read(path)
    except OSError as error:
        return get_text("commands.doctor.cannot_open", reason=error.strerror), False
    if not data:
        if not (files.previous_path(path).exists() or backups.may_exist(path)):
            return get_text("commands.doctor.nothing_written"), True
        return "empty" if file_identity else "missing", False
    try:
        tables = codec.parse(data)
        journal, meta = codec.decode(tables)
    except ValueError:
        return get_text("commands.doctor.not_a_journal"), False
    facts = ["intact", copies.format_day_count(journal)]
    facts.append(get_counted_text("commands.doctor.saved", max(meta.generation, 1)))
    if meta.schema > codec.SCHEMA:
        facts.append(get_text("commands.doctor.newer"))
    return ", ".join(facts), True


def _remedy(path: Path) -> str:
    """Return what to do about a journal that is not readable; one that cannot be opened may be whole."""
    try:
        files.read(path)
    except OSError as error:
        return str(UnreadableError.from_os(path, error))
    return copies.recovery_advice(path, copies.restore_points(path))


def _damaged_ids(path: Path, survey: find.Survey) -> set[str]:
    """Return the names of the copies to go back to that are damaged, as far as they can be listed."""
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
        yield "previous", get_text("commands.doctor.previous_damaged") if is_damaged else "intact"
    if files.backups_folder(path) not in survey.unlisted:
        yield "backups", _backup_status(path, damaged_ids)
    yield "modes", _modes_status(_existing_files(path, survey), is_fixed=is_fixed)
    yield "lock", _lock_status(path)
    if files.has_second_name(path):
        yield "links", get_text("commands.doctor.linked")
    if temporaries := survey.of(Kind.TEMPORARY):
        yield "unsaved", get_counted_text("commands.doctor.temporary", len(temporaries))
    yield from (("editor", sentence) for sentence in _edited_report(survey))
    if conflict_copies := sync_copies.sync_conflict_copies(path):
        yield "copies", get_text("commands.doctor.copies", files=", ".join(map(printable, conflict_copies)))
    for file in sync_copies.similar_files(path):
        command = f"kindtui merge {printable(shlex.quote(str(file)))}"
        yield "perhaps", get_text("commands.doctor.similar", path=printable(file), command=command)
    if other_copies := [file for file in survey.other_copies if file not in conflict_copies]:
        yield "aside", ", ".join(map(printable, other_copies))


def _edited_report(survey: find.Survey) -> Iterator[str]:
    """Yield a sentence about each text that is or was open in the user's own editor."""
    files_of_texts = [file for file in survey.of(Kind.EDITED) if file.suffix != edited_texts.RECORD_SUFFIX]
    for file in files_of_texts:
        if edited_texts.is_held(file):
            yield get_text("commands.doctor.edited.open", path=printable(file))
        elif edited_texts.is_recoverable(file):
            yield get_text("commands.doctor.edited.draft", path=printable(file))
        else:
            yield edited_texts.describe_left(file)


def _backup_status(path: Path, damaged_ids: set[str]) -> str:
    folder = files.backups_folder(path)
    if os.path.lexists(folder) and not folder.is_dir():
        return get_text("commands.doctor.backups.no_folder", path=printable(folder))
    names = [backup.id for backup in backups.list_backups(path)]
    if not names:
        return "none"
    damaged = ", ".join(name for name in names if name in damaged_ids)
    if damaged:
        return get_text("commands.doctor.backups.damaged", count=len(names), names=damaged)
    return get_text("commands.doctor.backups.intact", count=len(names))


def _modes_status(existing_files: list[Path], *, is_fixed: bool) -> str:
    """Return in words whether anybody else may use one of these files."""
    exposed = ", ".join(printable(file) for file in existing_files if not files.is_private(file))
    if not exposed:
        return "private"
    if is_fixed:
        return get_text("commands.doctor.exposed_for_good", files=exposed)
    return get_text("commands.doctor.exposed", files=exposed)


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
        return get_text("commands.doctor.cannot_open", reason=error.strerror)
    status = "free"
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return get_text("commands.doctor.lock.saving")
    except OSError as error:
        if error.errno not in NO_FLOCK_ERRNOS:
            return get_text("commands.doctor.lock.refused", reason=error.strerror)
        status = get_text("commands.doctor.lock.second_file", path=printable(files.holder_path(path)))
    finally:
        os.close(descriptor)
    holder = read_holder(path)
    return (
        get_text("commands.doctor.lock.process", process=holder.process, host=printable(holder.host))
        if holder
        else status
    )


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
    word = prompt_line(get_text("commands.doctor.find.question")).text.strip()
    if not word:
        raise UsageError(get_text("commands.doctor.find.no_word"))
    found, unreadable, unlisted = find.files_containing(path, word)
    unseen = [get_text("commands.doctor.find.unreadable", path=printable(file)) for file in unreadable]
    unseen += map(_unlisted, unlisted)
    lines = [get_text("commands.doctor.find.found", path=printable(file)) for file in found]
    if not lines and unseen:
        lines = [get_text("commands.doctor.find.nowhere_readable")]
    elif not lines:
        lines = [get_text("commands.doctor.find.nowhere")]
    return Outcome("\n".join(lines + unseen), exit_codes.UNREADABLE if unseen else exit_codes.SUCCESS)

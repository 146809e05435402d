"""`kindtui merge`: merge another copy of a journal, also as a merge driver for git."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kindtui.cli.backing_up import back_up
from kindtui.cli.invocation import Invocation
from kindtui.cli.outcome import Outcome, report
from kindtui.cli.parser import ArgumentParser, file_path
from kindtui.cli.wiring import warn
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.keyring import Keyring
from kindtui.domain.text import command_line, printable
from kindtui.exchange.difference import difference
from kindtui.storage import codec, copies
from kindtui.storage.errors import LockedError, NotSavedError
from kindtui.storage.file_store import FileStore
from kindtui.storage.sealing.word_access import WordAccess
from kindtui.texts import get_text

if TYPE_CHECKING:
    from kindtui.storage.sealing.keys import Keys


def add_arguments(parser: ArgumentParser) -> None:
    """Add the files."""
    parser.description = get_text("commands.merge.description")
    parser.add_argument("file", type=file_path, metavar="FILE", help=get_text("commands.merge.file"))
    parser.add_argument("--base", type=file_path, metavar="FILE", help=get_text("commands.merge.base"))
    parser.add_argument("--into", type=file_path, metavar="FILE", help=get_text("commands.merge.into"))
    parser.add_argument("--dry-run", action="store_true", help=get_text("commands.dry_run"))


def run(invocation: Invocation) -> int:
    """Merge the file, and print what that changed."""
    return report(_merge(invocation), is_change=not invocation.options.dry_run)


def _merge(invocation: Invocation) -> Outcome:
    """Merge a file into the journal, or into the file of `--into`.

    A passphrase is asked for only if the merge needs the key of a locked file.

    Raises:
        StorageError: A file cannot be read, or the journal not be backed up or saved.
    """
    options, path, clock = invocation.options, invocation.real_path, invocation.clock
    theirs = copies.read(options.file)
    base = _read_base(options.base)
    if options.into:
        return Outcome(_merge_into_file(options, theirs, base, invocation.environment))
    store = FileStore(path, clock)
    ours = store.load()
    change = store.merged(theirs.journal, base)
    try:
        after = change(ours)
    except LockedError:
        store = FileStore(path, clock)
        store.words.unlocker = _unlocker(invocation.environment, path if ours.is_locked else options.file)
        ours = store.load()
        change = store.merged(theirs.journal, base)
        after = change(ours)
    durable = True
    if after != ours and not options.dry_run:
        if not store.read_only_reason:  # else `transact` raises the reason
            back_up(store.path, "merge", clock)
        saved = store.transact(change)
        durable = saved.durable
    if store.lock_warning:
        warn(store.lock_warning)
    text = _report(ours, after, dry_run=options.dry_run, durable=durable)
    if after.is_locked and not ours.is_locked and not options.dry_run:
        text = f"{text} {_lock_the_rest(store, invocation)}"
    if ours.is_locked and not after.is_locked and not options.dry_run:
        text = f"{text} {get_text('commands.merge.unlocked', path=printable(options.file))}"
    return Outcome(text)


def _lock_the_rest(store: FileStore, invocation: Invocation) -> str:
    """Lock every file beside a journal that a merge locked, and return that as a sentence.

    Raises:
        StorageError: The journal cannot be read or saved, or not every file be locked.
    """
    from kindtui.storage import locking

    if not locking.finish(store, invocation.path, invocation.clock).is_complete:
        command = command_line(invocation.options.data, "doctor")
        raise NotSavedError(get_text("commands.merge.lock_incomplete", path=store.path, command=command))
    return get_text("commands.merge.locked", path=printable(invocation.options.file))


def _read_base(file: Path | None) -> Journal | None:
    """Return the journal that both came from. git passes an empty file if there is none."""
    if file is None or (file.is_file() and file.stat().st_size == 0):
        return None
    return copies.read(file).journal


def _unlocker(environment: Mapping[str, str], path: Path) -> Callable[[Keyring], "Keys"]:
    from kindtui.cli.passphrase import PassphraseSource

    return PassphraseSource(environment, path).unlock


def _merge_into_file(
    options: argparse.Namespace, theirs: copies.Copy, base: Journal | None, environment: Mapping[str, str]
) -> str:
    """Merge into a file that git owns, so without a lock, `.prev` or backups; return the report.

    Raises:
        UnreadableError: The file is not a journal, or its passphrase is needed and cannot be got.
        NotSavedError: The file could not be written.
    """
    from kindtui.storage.atomic import remove_stale_temporaries, write_atomically

    target = options.into
    ours = copies.read(target)
    words = WordAccess(target)
    before = words.opened(ours.journal)
    try:
        after = words.merged(before, theirs.journal, base)
    except LockedError:
        words.unlocker = _unlocker(environment, target if before.is_locked else options.file)
        before = words.opened(ours.journal, may_ask=True)
        after = words.merged(before, theirs.journal, base)
    durable = True
    if after != before and not options.dry_run:
        generation = max(ours.meta.generation, theirs.meta.generation) + 1
        meta = codec.Meta(codec.schema_of(after), generation, after.updated_at)
        sealed = words.sealed(after, ours.journal, before)
        try:
            remove_stale_temporaries(target.resolve())
            durable = write_atomically(
                target.resolve(), codec.encode_updated(ours.tables, ours.journal, sealed, meta)
            )
        except OSError as error:
            raise NotSavedError.from_os(target, error) from None
    return _report(before, after, dry_run=options.dry_run, durable=durable)


def _report(before: Journal, after: Journal, *, dry_run: bool, durable: bool) -> str:
    """Return what a merge changed, in counts, and whether the disk confirmed it."""
    if after == before:
        return get_text("commands.difference.nothing")
    changes = difference(before, after)
    if dry_run:
        return changes.dry_run_report(get_text("commands.merge.would", changes=changes))
    done = get_text("commands.merge.done", changes=changes)
    return done if durable else f"{done} {get_text('commands.not_confirmed')}"

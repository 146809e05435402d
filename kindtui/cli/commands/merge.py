"""`kindtui merge`: merge another copy of a journal, also as a merge driver for git."""

import argparse
from pathlib import Path

from kindtui.cli.backing_up import back_up
from kindtui.cli.invocation import Invocation
from kindtui.cli.outcome import Outcome, report
from kindtui.cli.parser import ArgumentParser, file_path
from kindtui.domain.dates import Clock
from kindtui.domain.journal.journal import Journal
from kindtui.exchange.difference import difference
from kindtui.storage import codec, copies
from kindtui.storage.errors import NotSavedError
from kindtui.storage.file_store import FileStore
from kindtui.storage.sealing.word_access import WordAccess
from kindtui.texts import get_text


def add_arguments(parser: ArgumentParser) -> None:
    """Add the files."""
    parser.description = get_text("commands.merge.description")
    parser.add_argument("file", type=file_path, metavar="FILE", help=get_text("commands.merge.file"))
    parser.add_argument("--base", type=file_path, metavar="FILE", help=get_text("commands.merge.base"))
    parser.add_argument("--into", type=file_path, metavar="FILE", help=get_text("commands.merge.into"))
    parser.add_argument("--dry-run", action="store_true", help=get_text("commands.dry_run"))


def run(invocation: Invocation) -> int:
    """Merge the file, and print what that changed."""
    options = invocation.options
    outcome = merge_file(options, invocation.real_path, invocation.clock)
    return report(outcome, is_change=not options.dry_run)


def merge_file(options: argparse.Namespace, path: Path, clock: Clock) -> Outcome:
    """Merge a file into the journal at the real path `path`, or into the file of `--into`.

    Raises:
        StorageError: A file cannot be read, or the journal not be backed up or saved.
    """
    theirs = copies.read(options.file)
    base = _read_base(options.base)
    if options.into:
        return Outcome(_merge_into_file(options.into, theirs, base, dry_run=options.dry_run))
    store = FileStore(path, clock)
    ours = store.load()
    change = store.merged(theirs.journal, base)
    after = change(ours)
    durable = True
    if after != ours and not options.dry_run:
        if not store.read_only_reason:  # else `transact` raises the reason
            back_up(store.path, "merge", clock)
        saved = store.transact(change)
        durable = saved.durable
    return Outcome(_report(ours, after, dry_run=options.dry_run, durable=durable))


def _read_base(file: Path | None) -> Journal | None:
    """Return the journal that both came from. git passes an empty file if there is none."""
    if file is None or (file.is_file() and file.stat().st_size == 0):
        return None
    return copies.read(file).journal


def _merge_into_file(target: Path, theirs: copies.Copy, base: Journal | None, *, dry_run: bool) -> str:
    """Merge into a file that git owns, so without a lock, `.prev` or backups; return the report.

    Raises:
        UnreadableError: The file is not a journal.
        NotSavedError: The file could not be written.
    """
    from kindtui.storage.atomic import remove_stale_temporaries, write_atomically

    ours = copies.read(target)
    words = WordAccess(target)
    after = words.merged(words.opened(ours.journal), theirs.journal, base)
    durable = True
    if after != ours.journal and not dry_run:
        generation = max(ours.meta.generation, theirs.meta.generation) + 1
        meta = codec.Meta(codec.schema_of(after), generation, after.updated_at)
        sealed = words.sealed(after, ours.journal)
        try:
            remove_stale_temporaries(target.resolve())
            durable = write_atomically(
                target.resolve(), codec.encode_updated(ours.tables, ours.journal, sealed, meta)
            )
        except OSError as error:
            raise NotSavedError.from_os(target, error) from None
    return _report(ours.journal, after, dry_run=dry_run, durable=durable)


def _report(before: Journal, after: Journal, *, dry_run: bool, durable: bool) -> str:
    """Return what a merge changed, in counts, and whether the disk confirmed it."""
    if after == before:
        return get_text("commands.difference.nothing")
    changes = difference(before, after)
    if dry_run:
        return changes.dry_run_report(get_text("commands.merge.would", changes=changes))
    done = get_text("commands.merge.done", changes=changes)
    return done if durable else f"{done} {get_text('commands.not_confirmed')}"

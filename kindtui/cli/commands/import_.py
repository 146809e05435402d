"""`kindtui import`: merge the content of other files into the journal, losing no text."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kindtui.cli.backing_up import back_up
from kindtui.cli.invocation import Invocation
from kindtui.cli.outcome import Outcome, report
from kindtui.cli.parser import ArgumentParser
from kindtui.cli.text_input import decoded, is_guess
from kindtui.cli.wiring import warn
from kindtui.domain.dates import Clock
from kindtui.domain.provided_settings import NOTHING_PROVIDED, ProvidedSettings
from kindtui.domain.text_encodings import UTF_8, UTF_16_MARKS
from kindtui.exchange import incoming
from kindtui.exchange.difference import difference
from kindtui.exchange.local_dates import DATE_ORDERS
from kindtui.storage.errors import ReadOnlyError
from kindtui.storage.file_store import FileStore
from kindtui.texts import get_text

MIN_PROGRESS_BYTES = 4_000_000  # smaller files are done before a progress bar could be read
PROGRESS_LABELS = ("Reading it", "Comparing it", "Making a backup", "Saving")

Advance = Callable[[], None]


def add_arguments(parser: ArgumentParser) -> None:
    """Add the file and how to read it."""
    parser.description = get_text("commands.import.description")
    parser.add_argument("file", type=Path, metavar="FILE", help=get_text("commands.import.file"))
    parser.add_argument("--dry-run", action="store_true", help=get_text("commands.import.dry_run"))
    parser.add_argument("--date-order", choices=DATE_ORDERS, help=get_text("commands.import.date_order"))


def run(invocation: Invocation) -> int:
    """Import the file, and print what that changed."""
    options = invocation.options
    provided = invocation.provided_settings()
    outcome = import_file(options, invocation.real_path, invocation.clock, provided)
    return report(outcome, is_change=not options.dry_run)


def import_file(
    options: argparse.Namespace, path: Path, clock: Clock, provided: ProvidedSettings = NOTHING_PROVIDED
) -> Outcome:
    """Merge a file into the journal at the real path `path`, or report what that would change.

    Raises:
        StorageError: The file is refused, or the journal cannot be read, backed up or saved.
    """
    store = FileStore(path, clock)
    ours = store.load()
    data = _as_utf_8(incoming.read(options.file), options.file)
    with _progress(len(data)) as advance:
        advance()
        day_start = provided.applied_to(ours.settings).day_start
        parsed = incoming.parse(data, options.file, clock.now(), day_start, options.date_order)
        advance()
        now = clock.now().at
        after = parsed.merged_into(ours, now)
        changes = difference(ours, after)
        if after == ours:
            return Outcome(get_text("commands.difference.nothing"))
        if options.dry_run:
            return Outcome(changes.dry_run_report(get_text("commands.import.would", changes=changes)))
        advance()
        if store.read_only_reason:
            raise ReadOnlyError(store.read_only_reason)
        backup = back_up(store.path, "import", clock)
        advance()
        saved = store.transact(lambda newest: parsed.merged_into(newest, now), seed=parsed.copy)
    sentences = [get_text("commands.import.done", changes=changes)]
    if backup:
        sentences.append(get_text("commands.import.backup", name=backup.id))
    if not saved.durable:
        sentences.append(get_text("commands.not_confirmed"))
    return Outcome(" ".join(sentences))


def _as_utf_8(data: bytes, path: Path) -> bytes:
    """Return the content of a file in UTF-8, whatever a spreadsheet or a shell wrote it in.

    Raises:
        UsageError: It is text in an unknown encoding.
    """
    if b"\0" in data and not data.startswith(UTF_16_MARKS):
        return data  # no text at all; `parse` says what it is not
    found = decoded(data, path)
    if is_guess(found):
        warn(get_text("commands.import.guessed_encoding", path=path))
    return data if found.encoding == UTF_8 else found.text.encode()


@contextmanager
def _progress(size: int) -> Iterator[Advance]:
    """Provide the function to call before each of `PROGRESS_LABELS`. It may move a progress bar."""
    if size < MIN_PROGRESS_BYTES or not (sys.stderr and sys.stderr.isatty()):
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    labels = iter(PROGRESS_LABELS)
    columns = (BarColumn(complete_style="bold", finished_style="bold"), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=len(PROGRESS_LABELS), completed=-1)
        yield lambda: bar.update(task, advance=1, description=next(labels))

"""`kindtui import`: merge the content of other files into the journal, losing no text."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import structs

from kindtui.cli.backing_up import back_up
from kindtui.cli.import_choices import FIELD_BY_KIND, Choices, ask, everything, missing_choice
from kindtui.cli.invocation import Invocation
from kindtui.cli.line_dialog import DialogEndedError, InputEndedError
from kindtui.cli.outcome import Outcome, report
from kindtui.cli.parser import ArgumentParser, file_path
from kindtui.cli.passphrase import PassphraseSource, finish_lock
from kindtui.cli.text_input import decoded, is_guess
from kindtui.cli.usage_error import UsageError
from kindtui.cli.wiring import is_on_terminal, warn
from kindtui.domain.dates import Clock, Moment
from kindtui.domain.journal.journal import Journal
from kindtui.domain.provided_settings import NOTHING_PROVIDED, ProvidedSettings
from kindtui.domain.text_encodings import UTF_8, UTF_16_MARKS
from kindtui.exchange import incoming, incoming_file
from kindtui.exchange.difference import difference
from kindtui.exchange.incoming_data import IncomingData
from kindtui.exchange.local_dates import DATE_ORDERS
from kindtui.exchange.other_apps.export import Export, describe_left_out
from kindtui.exchange.other_apps.files import FileSet
from kindtui.exchange.other_apps.new_entries import NewEntries
from kindtui.storage.errors import ReadOnlyError, UnreadableError
from kindtui.storage.file_store import FileStore
from kindtui.texts import get_counted_text, get_text

MIN_PROGRESS_BYTES = 4_000_000  # smaller files are done before a progress bar could be read
PROGRESS_LABELS = ("Reading it", "Comparing it", "Making a backup", "Saving")

Advance = Callable[[], None]
Parsed = NewEntries | IncomingData


def add_arguments(parser: ArgumentParser) -> None:
    """Add the file, how to read it, and what can be said of another app's texts and habits."""
    parser.description = get_text("commands.import.description")
    parser.add_argument("file", type=file_path, metavar="FILE", help=get_text("commands.import.file"))
    parser.add_argument("--dry-run", action="store_true", help=get_text("commands.import.dry_run"))
    parser.add_argument("--date-order", choices=DATE_ORDERS, help=get_text("commands.import.date_order"))
    parser.add_argument(
        "--as", dest="kind", choices=tuple(FIELD_BY_KIND), help=get_text("commands.import.as")
    )
    parser.add_argument(
        "--habit", action="append", default=[], metavar="NAME", help=get_text("commands.import.habit")
    )


def run(invocation: Invocation) -> int:
    """Import the file, and print what that changed."""
    options, clock = invocation.options, invocation.clock
    provided = invocation.provided_settings()
    store = FileStore(invocation.real_path, clock)
    store.words.unlocker = PassphraseSource(invocation.environment, store.path).unlock
    outcome = import_file(options, store, clock, provided)
    finish_lock(store, invocation.path, clock)
    return report(outcome, is_change=not options.dry_run)


def import_file(
    options: argparse.Namespace,
    store: FileStore,
    clock: Clock,
    provided: ProvidedSettings = NOTHING_PROVIDED,
) -> Outcome:
    """Merge a file into the journal in the store, or report what that would change.

    Raises:
        StorageError: The file is refused, or the journal cannot be read, backed up or saved.
        UsageError: The options do not say what becomes of it, or say what it does not take.
    """
    ours = store.load()
    day_start = provided.applied_to(ours.settings).day_start
    source, guessed = _as_utf_8(incoming_file.read(options.file), options.file)
    _warn_of_guesses(guessed)
    export = incoming.parse_other_app(source, options.file, clock.now())
    if export:
        export = _chosen(export, options, ours, clock.now(), day_start)
        if export is None:
            return Outcome(get_text("commands.import.declined"))
    with _progress(_size_of(source)) as advance:
        advance()
        parsed: Parsed
        if export:
            parsed = incoming.from_other_app(export, options.file, clock.now(), day_start)
        else:
            own = _parsed(source, options, ours)
            parsed = structs.replace(own, is_guess=bool(guessed))
        advance()
        now = clock.now().at
        after = parsed.merged_into(ours, now)
        changes = difference(ours, after)
        if after == ours:
            return Outcome(_with_left_out(_nothing_to_import(parsed, options.file), parsed, after))
        if options.dry_run:
            summary = _with_left_out(get_text("commands.import.would", changes=changes), parsed, after)
            return Outcome(changes.dry_run_report(summary))
        advance()
        done = _with_left_out(get_text("commands.import.done", changes=changes), parsed, after)
        lines = [done, *_save(parsed, store, clock, advance)]
        lines += [get_counted_text("commands.import.undo_guess", len(guessed))] if guessed else []
        return Outcome("\n".join(lines))


def _save(parsed: Parsed, store: FileStore, clock: Clock, advance: Advance) -> list[str]:
    """Back the journal up, merge what was read into it, and return what there is to say of both.

    Raises:
        StorageError: The journal cannot be backed up or saved.
    """
    if store.read_only_reason:
        raise ReadOnlyError(store.read_only_reason)
    backup = back_up(store.path, "import", clock)
    advance()
    now = clock.now().at
    seed = parsed.copy if isinstance(parsed, IncomingData) else None
    saved = store.transact(lambda newest: parsed.merged_into(newest, now), seed=seed)
    lines = [get_text("commands.import.backup", name=backup.id)] if backup else []
    return lines if saved.durable else [*lines, get_text("commands.not_confirmed")]


def _chosen(
    export: Export, options: argparse.Namespace, ours: Journal, now: Moment, day_start: int
) -> Export | None:
    """Return what is to be imported of another app's export; None if that is nothing.

    Raises:
        UnreadableError: The export has too much in it, or dates that cannot be.
        UsageError: The options do not say it, and there is nobody to ask.
    """
    choices = Choices.of(options)
    choices.check(export)
    if chosen := choices.applied_to(export, options.file):
        return chosen
    if not is_on_terminal() or options.file == incoming_file.STANDARD_INPUT:
        raise missing_choice(export, options.file)
    most = everything(export)
    if incoming.from_other_app(most, options.file, now, day_start).merged_into(ours, now.at) == ours:
        return most  # whatever the answer, there would be nothing to import
    try:
        return ask(export, day_start)
    except InputEndedError:
        raise missing_choice(export, options.file) from None
    except DialogEndedError:
        return None


def _parsed(source: bytes | FileSet, options: argparse.Namespace, ours: Journal) -> IncomingData:
    """Return what a file brings that leaves nothing to choose.

    Raises:
        UnreadableError: The file is refused.
        UsageError: The options say what it does not take.
    """
    assert isinstance(source, bytes)  # a folder or a zip is the export of another app, or refused
    parsed = incoming.parse(source, options.file, options.date_order, ours=ours)
    Choices.of(options).check(None, is_own_csv=parsed.is_table)
    return parsed


def _nothing_to_import(parsed: Parsed, path: Path) -> str:
    name = incoming_file.shown(path, within_sentence=True)
    if isinstance(parsed, NewEntries) and not parsed.journal.days:
        return get_text("commands.import.nothing_in_it", path=name)
    return get_text("commands.import.nothing_new", path=name)


def _with_left_out(sentence: str, parsed: Parsed, after: Journal) -> str:
    """Return a sentence, and another one below it if there is anything in the file that is not imported."""
    if isinstance(parsed, IncomingData):
        counts = ", ".join(_rows_left_out(parsed, after))
    else:
        counts = describe_left_out(parsed.left_out)
    return f"{sentence}\n{get_text('commands.import.left_out', counts=counts)}" if counts else sentence


def _rows_left_out(parsed: IncomingData, after: Journal) -> Iterator[str]:
    if blank := parsed.blank_count:
        yield get_counted_text("commands.import.left_out.blank_rows", blank)
    if nameless := parsed.nameless_count:
        yield get_counted_text("commands.import.left_out.nameless_rows", nameless)
    if removed := parsed.removed_count(after):
        yield get_counted_text("commands.import.left_out.removed_rows", removed)


def _size_of(source: bytes | FileSet) -> int:
    return len(source) if isinstance(source, bytes) else sum(map(len, source.texts.values()))


def _as_utf_8(source: bytes | FileSet, path: Path) -> tuple[bytes | FileSet, list[Path]]:
    """Return the content of a file, or of each of several, in UTF-8, and the files whose encoding is a guess.

    A file within a zip is not named, as the app that made it may have named it with a word of the person.

    Raises:
        UsageError: The file is text in an unknown encoding.
        UnreadableError: One of several is.
    """
    if isinstance(source, bytes):
        data, is_guessed = _file_as_utf_8(source, path)
        return data, [path] if is_guessed else []
    texts: dict[str, bytes] = {}
    guessed: list[Path] = []
    try:
        for name, original in source.texts.items():
            file = path / name if source.is_folder else path
            texts[name], is_guessed = _file_as_utf_8(original, file)
            guessed += [file] if is_guessed else []
    except UsageError as error:
        if source.is_folder:
            raise UnreadableError(str(error)) from None
        problem = get_text("errors.import.unreadable_file")
        raise incoming_file.refusal(path, problem, get_text("errors.import.export_again")) from None
    return structs.replace(source, texts=texts), guessed


def _warn_of_guesses(guessed: list[Path]) -> None:
    """Name the file whose encoding is a guess, or count them if there are several."""
    if len(guessed) == 1:
        warn(get_text("commands.import.guessed_encoding", path=incoming_file.shown(guessed[0])))
    elif guessed:
        warn(get_text("commands.import.guessed_encoding.several", count=len(guessed)))


def _file_as_utf_8(data: bytes, path: Path) -> tuple[bytes, bool]:
    """Return the content of a file in UTF-8, and whether what it was written in is a guess.

    Raises:
        UsageError: It is text in an unknown encoding.
    """
    if b"\0" in data and not data.startswith(UTF_16_MARKS):
        return data, False  # no text at all; `parse` says what it is not
    found = decoded(data, Path(incoming_file.shown(path, within_sentence=True)))
    return data if found.encoding == UTF_8 else found.text.encode(), is_guess(found)


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

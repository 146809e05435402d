"""`kindtui purge`: delete for good, once a word was typed to confirm it."""

import argparse
from datetime import date
from pathlib import Path

from kindtui.cli.invocation import Invocation
from kindtui.cli.outcome import Outcome, report
from kindtui.cli.parser import ArgumentParser
from kindtui.cli.text_input import prompt_line
from kindtui.cli.usage_error import UsageError
from kindtui.cli.wiring import check_can_seal
from kindtui.domain.dates import Clock, full_date, logical_day
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.purge import recorded_dates
from kindtui.domain.parse_date import parse_natural_date
from kindtui.domain.provided_settings import ProvidedSettings
from kindtui.domain.text import command_line
from kindtui.storage import drafts, files
from kindtui.storage.erase import PurgeResult, purge_for_good
from kindtui.storage.errors import NotSavedError, ReadOnlyError
from kindtui.storage.file_store import FileStore
from kindtui.texts import get_text

EVERYTHING = "everything"


def add_arguments(parser: ArgumentParser) -> None:
    """Add the day, or that everything is meant."""
    parser.description = get_text("commands.purge.description")
    parser.add_argument("day", nargs="*", metavar="DAY", help=get_text("commands.purge.day"))
    parser.add_argument("--all", action="store_true", help=get_text("commands.purge.all"))


def run(invocation: Invocation) -> int:
    """Delete a day or everything, and print what was deleted.

    Raises:
        UsageError: Neither a day nor everything is named, or both are.
    """
    options = invocation.options
    if bool(options.day) == options.all:
        raise UsageError(get_text("commands.purge.which"))
    # Files beside the links to the journal are looked at as well.
    provided = invocation.provided_settings()
    return report(purge(options, invocation.path, invocation.clock, provided), is_change=True)


def purge(options: argparse.Namespace, path: Path, clock: Clock, provided: ProvidedSettings) -> Outcome:
    """Delete a day, or everything, from the journal at `path` and from all files beside it and its links.

    Raises:
        UsageError: The day is malformed, or the purge was not confirmed.
        StorageError: The journal cannot be read or saved, or a file beside it not be changed or looked at.
        KeyboardInterrupt: Ctrl-C was pressed. Its message says what that means.
    """
    store = FileStore(files.names_of(path)[-1], clock)
    journal = store.load()
    if store.read_only_reason:
        raise ReadOnlyError(store.read_only_reason)
    check_can_seal(store)
    today = logical_day(clock.now(), provided.applied_to(journal.settings).day_start)
    on = None if options.all else _parse_day(" ".join(options.day), store, journal, today)
    try:
        _confirm(on)
    except KeyboardInterrupt:
        raise KeyboardInterrupt(get_text("commands.purge.stopped")) from None
    try:
        result = purge_for_good(store, path, None if on is None else frozenset({on}), clock)
    except KeyboardInterrupt:
        command = command_line(options.data, "purge", on or "--all")
        raise KeyboardInterrupt(get_text("commands.purge.stopped_halfway", command=command)) from None
    if not result.is_complete:
        raise NotSavedError(_describe(result, store.path))
    if on is None:
        done = get_text("commands.purge.done.all")
    else:
        done = get_text("commands.purge.done.day", day=full_date(on))
    return Outcome(done if result.is_durable else f"{done} {get_text('commands.not_confirmed')}")


def _parse_day(text: str, store: FileStore, journal: Journal, today: date) -> date:
    """Return the day; one that has not come yet only if something is recorded for it."""
    try:
        return parse_natural_date(text, today, recorded_dates(journal) | set(drafts.load(store.path)))
    except ValueError as error:
        raise UsageError(error) from None


def _describe(result: PurgeResult, path: Path) -> str:
    """Return where something may be left, as a message."""
    problems = [get_text("commands.purge.incomplete.folder", path=folder) for folder in result.unlisted]
    problems += [get_text("commands.purge.incomplete.file", path=file) for file in result.files]
    problems += [get_text("commands.purge.incomplete.similar", path=file) for file in result.similar]
    problems += [get_text("commands.purge.incomplete.linked", path=file) for file in result.linked]
    return get_text("commands.purge.incomplete", path=path, problems=" ".join(problems))


def _confirm(on: date | None) -> None:
    """Ask for the date or the word that confirms the purge.

    Raises:
        UsageError: Something else was typed.
    """
    if on is None:
        word = EVERYTHING
        question = get_text("commands.purge.confirm.all", word=word)
    else:
        word = str(on)
        question = get_text("commands.purge.confirm.day", day=full_date(on), word=word)
    if prompt_line(question).text.strip() != word:
        raise UsageError(get_text("commands.purge.unconfirmed", word=word))

"""`kindtui purge`: delete for good, once a word was typed to confirm it."""

import argparse
from datetime import date
from pathlib import Path

from kindtui.cli.outcome import NOT_CONFIRMED, Outcome
from kindtui.cli.parser import UsageError
from kindtui.cli.text_input import prompt_line
from kindtui.domain.dates import Clock, logical_day, long_date, parse_writable_day
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.purge import recorded_dates
from kindtui.storage import files
from kindtui.storage.erase import PurgeResult, purge_for_good
from kindtui.storage.errors import NotSavedError, ReadOnlyError
from kindtui.storage.file_store import FileStore

EVERYTHING = "everything"


def run(options: argparse.Namespace, path: Path, clock: Clock) -> Outcome:
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
    on = None if options.all else _parse_day(options.day, store, journal, clock)
    try:
        _confirm(on)
    except KeyboardInterrupt:
        raise KeyboardInterrupt("stopped. Nothing was deleted.") from None
    try:
        result = purge_for_good(store, path, None if on is None else frozenset({on}), clock)
    except KeyboardInterrupt:
        command = f"kindtui purge {on or '--all'}"
        raise KeyboardInterrupt(
            f"stopped before everything was deleted. `{command}` deletes what is left."
        ) from None
    if not result.is_complete:
        raise NotSavedError(_describe(result, store.path))
    description = "everything" if on is None else f"{long_date(on)} {on.year}"
    note = "" if result.is_durable else NOT_CONFIRMED
    return Outcome(f"Deleted for good: {description}, backups and undo included.{note}")


def _parse_day(text: str, store: FileStore, journal: Journal, clock: Clock) -> date:
    """Return the day; one that has not come yet only if something is recorded for it."""
    today = logical_day(clock.now(), journal.settings.day_start)
    try:
        return parse_writable_day(text, today, recorded_dates(journal) | set(store.drafts()))
    except ValueError as error:
        raise UsageError(error) from None


def _describe(result: PurgeResult, path: Path) -> str:
    """Return where something may be left, as a message."""
    problems = [f"{folder} cannot be listed: make it readable" for folder in result.unlisted]
    problems += [f"{file} cannot be read or changed: change its permissions" for file in result.files]
    problems += [f"{file} has it too: remove it if it is a copy" for file in result.similar]
    problems += [f"{file} had a second name, by a link, that still holds it" for file in result.linked]
    return f"Deleted from {path}, but perhaps not everywhere. {'; '.join(problems)}. Then try again."


def _confirm(on: date | None) -> None:
    """Ask for the date or the word that confirms the purge.

    Raises:
        UsageError: Something else was typed.
    """
    word = EVERYTHING if on is None else str(on)
    description = "Everything" if on is None else f"{long_date(on)} {on.year}"
    if (
        prompt_line(
            f"{description} will be deleted for good, backups included.\nType {word} to go on: "
        ).text.strip()
        != word
    ):
        raise UsageError(
            f"nothing was deleted. To delete, type {word} when asked, or write it to standard input."
        )

"""`kindtui purge`: delete for good, once a word was typed to confirm it."""

import argparse
from datetime import date
from pathlib import Path

from kindtui.cli.outcome import Outcome
from kindtui.cli.parser import UsageError
from kindtui.cli.text_input import prompt_line
from kindtui.domain.dates import Clock, logical_day, long_date, parse_day
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.purge import purge, purge_everything, texts_to_erase
from kindtui.storage.erase import PurgeScope, erase, erase_all
from kindtui.storage.errors import NotSavedError
from kindtui.storage.file_store import FileStore
from kindtui.storage.sync_copies import merge_sync_conflicts

EVERYTHING = "everything"


def run(options: argparse.Namespace, path: Path, clock: Clock) -> Outcome:
    """Delete a day, or everything, from the journal at the real path `path` and from all files beside it.

    Raises:
        UsageError: The day is malformed, or the purge was not confirmed.
        StorageError: The journal cannot be read or saved, or a file beside it not be changed.
    """
    store = FileStore(path, clock)
    journal = store.load()
    on = None if options.all else _parse_day(options.day, journal, clock)
    _confirm(on)
    merge_sync_conflicts(store)  # a copy with the day would be merged later
    now = clock.now().at
    scope = PurgeScope(set(), set(), now)

    def change(journal: Journal) -> Journal:
        nonlocal scope
        if on is None:
            return purge_everything(journal, journal.next_timestamp(now))
        scope = PurgeScope({on}, texts_to_erase(journal, {on}), journal.next_timestamp(now))
        return purge(journal, scope.days, scope.at)

    store.transact(change, discard_unknown=on is None)
    failed = erase_all(store.path) if on is None else erase(store.path, scope)
    if failed:
        names = ", ".join(map(str, failed))
        raise NotSavedError(
            f"Deleted from {store.path}, but not from {names}. Remove it yourself, or try again."
        )
    description = "everything" if on is None else f"{long_date(on)} {on.year}"
    return Outcome(f"Deleted for good: {description}, backups and undo included.")


def _parse_day(text: str, journal: Journal, clock: Clock) -> date:
    try:
        return parse_day(text, logical_day(clock.now(), journal.settings.day_start))
    except ValueError as error:
        raise UsageError(error) from None


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

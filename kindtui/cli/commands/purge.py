"""`kindtui purge`: delete for good, after a typed word."""

import argparse
from datetime import date
from pathlib import Path

from kindtui.cli.outcome import Outcome, typed
from kindtui.cli.parser import UsageError
from kindtui.domain.dates import Clock, in_words, logical_day, parse_day
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.purge import purge, purge_everything, texts_on
from kindtui.storage import copies
from kindtui.storage.erase import Gone, erase, erase_all
from kindtui.storage.errors import NotSavedError
from kindtui.storage.store import FileStore

EVERYTHING = "everything"


def run(options: argparse.Namespace, path: Path, clock: Clock) -> Outcome:
    """Delete a day, or everything, from the journal at `path` and from all files beside it."""
    store = FileStore(path, clock)
    journal = store.load()
    on = None if options.all else _day(options.day, journal, clock)
    _confirm(on)
    copies.fold(store)  # else a sync client's copy of the day would be folded in later
    now = clock.now().at
    gone = Gone(set(), set(), now)

    def change(journal: Journal) -> Journal:
        nonlocal gone
        if on is None:
            return purge_everything(journal, journal.stamp(now))
        gone = Gone({on}, texts_on(journal, {on}), journal.stamp(now))
        return purge(journal, gone.days, gone.at)

    store.transact(change, afresh=on is None)
    left = erase_all(store.path) if on is None else erase(store.path, gone)
    if left:
        names = ", ".join(map(str, left))
        message = f"Deleted from {store.path}, but not from {names}. Remove it yourself, or try again."
        raise NotSavedError(message)
    what = "everything" if on is None else f"{in_words(on)} {on.year}"
    return Outcome(f"Deleted for good: {what}, backups and undo included.")


def _day(text: str, journal: Journal, clock: Clock) -> date:
    try:
        return parse_day(text, logical_day(clock.now(), journal.settings.day_start))
    except ValueError as error:
        raise UsageError(error) from None


def _confirm(on: date | None) -> None:
    """Ask for the word that says it is meant.

    Raises:
        UsageError: if another one is typed.
    """
    word = EVERYTHING if on is None else str(on)
    what = "Everything" if on is None else f"{in_words(on)} {on.year}"
    if typed(f"{what} will be deleted for good, backups included.\nType {word} to go on: ").strip() != word:
        message = f"nothing was deleted. To delete, type {word} when asked, or write it to standard input."
        raise UsageError(message)

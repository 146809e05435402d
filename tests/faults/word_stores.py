"""Ways to keep words in a file: kindtui's, plain or locked, and two broken ones that a test must catch."""

import json
import select
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from msgspec import structs
from tinydb import TinyDB, where

from kindtui import content, demo
from kindtui.domain.journal.day import Answer
from kindtui.domain.journal.journal import Journal
from kindtui.storage.errors import NotSavedError
from kindtui.storage.store import Change
from tests.locked_journals import store_at
from tests.support import CATALOG, MORNING, TODAY, FakeClock, line, lock_journal, texts

OnSaved = Callable[[], object]
LONG_NOTE = "a note that comes and goes, so that every second file is the shorter one " * 40


def word_change(word: str, note: str = "") -> Change:
    """The change that writes a word as received today, and a note in another place of the day."""

    def change(journal: Journal) -> Journal:
        day, at = journal.day(TODAY), journal.next_timestamp(MORNING.at)
        lines = (*day.received, line(word, sha256(word.encode()).hexdigest()[:16]))
        day = structs.replace(day, who=Answer(note, at), received=lines)
        return structs.replace(journal.with_day(day), updated_at=at)

    return change


class ShortSleepClock(FakeClock):
    """Waits for a lock, but never for long."""

    def sleep(self, seconds: float) -> None:
        select.select([], [], [], min(seconds, 0.002))


class KindtuiStore:
    """A journal with a year in it. `done` is called once a word is saved."""

    has_key = True  # if it is locked

    def __init__(self, path: Path) -> None:
        """Use that file."""
        self.path = path
        self.store = store_at(path, ShortSleepClock(), has_key=self.has_key)

    def begin(self) -> None:
        """Do what comes before the first word."""

    def fill(self) -> None:
        """Put the year in."""
        self.store.transact(lambda _: demo.demo_journal(CATALOG, content.demo_texts(), TODAY))
        self.begin()

    def save(self, word: str, number: int, on_saved: OnSaved) -> None:
        """Write a word, and every second time a long note."""
        try:
            saved = self.store.transact(word_change(word, LONG_NOTE * (number % 2)))
        except NotSavedError:  # other writers held the lock all the time
            return
        if saved.durable:
            on_saved()

    def words(self) -> set[str]:
        """The words in the file, as a program that starts now finds them."""
        return texts(store_at(self.path).load())


class LockedStore(KindtuiStore):
    """A locked journal whose writer has the key."""

    def begin(self) -> None:
        """Lock it."""
        lock_journal(self.path)


class KeylessStore(LockedStore):
    """A locked journal whose writer does not have the key."""

    has_key = False


class PrematureStore(KindtuiStore):
    """Calls a word saved before it is."""

    def save(self, word: str, number: int, on_saved: OnSaved) -> None:
        """Acknowledge, then write."""
        on_saved()
        super().save(word, number, lambda: None)


class InPlaceStore:
    """Stock TinyDB, which writes over its own file."""

    def __init__(self, path: Path) -> None:
        """Use that file."""
        self.path = path

    def fill(self) -> None:
        """Put as much in as a year takes."""
        with TinyDB(self.path) as database:
            database.insert({"word": "", "note": ""})
            database.table("year").insert_multiple({"text": "tea from Noor " * 20} for _ in range(600))

    def save(self, word: str, number: int, on_saved: OnSaved) -> None:
        """Insert a word, and change the note."""
        with TinyDB(self.path) as database:
            database.update({"note": LONG_NOTE * (number % 2)}, where("word") == "")
            database.insert({"word": word})
        on_saved()

    def words(self) -> set[str]:
        """The words in the file."""
        with TinyDB(self.path) as database:
            return {found["word"] for found in database.all()}


LOCKED_STORES: dict[str, type[KindtuiStore]] = {"locked": LockedStore, "locked-no-key": KeylessStore}
SOUND_STORES: dict[str, type[KindtuiStore]] = {"kindtui": KindtuiStore, **LOCKED_STORES}
WORD_STORES: dict[str, type[KindtuiStore] | type[InPlaceStore]] = {
    **SOUND_STORES,
    "hasty": PrematureStore,
    "in-place": InPlaceStore,
}
DECODE_ERRORS = (json.JSONDecodeError, UnicodeDecodeError)

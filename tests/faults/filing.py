"""Three ways to keep words in a file: kindtui's, and two broken ones that a test of them must catch."""

import json
import select
from collections.abc import Callable
from pathlib import Path

from msgspec import structs
from support import MORNING, TODAY, WORDS, FakeClock, line, texts
from tinydb import TinyDB, where

from kindtui import content, demo
from kindtui.domain.journal.day import Answer
from kindtui.domain.journal.journal import Journal
from kindtui.storage.errors import NotSavedError
from kindtui.storage.store import Change, FileStore

Done = Callable[[], object]
LONG = "a note that comes and goes, so that every second file is the shorter one " * 40


def writing(word: str, note: str = "") -> Change:
    """The change that writes a word as received today, and a note in another place of the day."""

    def change(journal: Journal) -> Journal:
        day = journal.day(TODAY)
        lines = (*day.received, line(word, word))
        return journal.with_day(structs.replace(day, who=Answer(note, MORNING.at), received=lines))

    return change


class BriefClock(FakeClock):
    """Waits for a lock, but never for long."""

    def sleep(self, seconds: float) -> None:
        select.select([], [], [], min(seconds, 0.002))


class Kindtui:
    """A journal with a year in it. `done` is called once a word is saved."""

    def __init__(self, path: Path) -> None:
        """Use that file."""
        self.path = path
        self.store = FileStore(path, BriefClock())

    def fill(self) -> None:
        """Put the year in."""
        self.store.transact(lambda _: demo.journal(WORDS, content.demo_words(), TODAY))

    def save(self, word: str, number: int, done: Done) -> None:
        """Write a word, and every second time a long note."""
        try:
            saved = self.store.transact(writing(word, LONG * (number % 2)))
        except NotSavedError:  # other writers held the lock all the time
            return
        if saved.durable:
            done()

    def words(self) -> set[str]:
        """The words in the file, as a program that starts now finds them."""
        return texts(FileStore(self.path, FakeClock()).load())


class Hasty(Kindtui):
    """Calls a word saved before it is."""

    def save(self, word: str, number: int, done: Done) -> None:
        """Acknowledge, then write."""
        done()
        super().save(word, number, lambda: None)


class InPlace:
    """Stock TinyDB, which writes over its own file."""

    def __init__(self, path: Path) -> None:
        """Use that file."""
        self.path = path

    def fill(self) -> None:
        """Put as much in as a year takes."""
        with TinyDB(self.path) as database:
            database.insert({"word": "", "note": ""})
            database.table("year").insert_multiple({"text": "tea from Noor " * 20} for _ in range(600))

    def save(self, word: str, number: int, done: Done) -> None:
        """Insert a word, and change the note."""
        with TinyDB(self.path) as database:
            database.update({"note": LONG * (number % 2)}, where("word") == "")
            database.insert({"word": word})
        done()

    def words(self) -> set[str]:
        """The words in the file."""
        with TinyDB(self.path) as database:
            return {found["word"] for found in database.all()}


KINDS: dict[str, type[Kindtui] | type[InPlace]] = {"kindtui": Kindtui, "hasty": Hasty, "in-place": InPlace}
UNREADABLE = (json.JSONDecodeError, UnicodeDecodeError)

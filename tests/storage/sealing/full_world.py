"""A journal with words in every place where there can be any, and every file that may lie beside it.

Each text begins with a word of its own, such as "word007quietly", which is part of nothing else.
"""

import os
from datetime import date, timedelta
from pathlib import Path

import msgspec
from msgspec import structs

from kindtui.domain.drafts import DraftChange
from kindtui.domain.journal.away import Away
from kindtui.domain.journal.custom_entry import CUSTOM_ENTRY_KINDS, UNDATED, CustomEntry, CustomEntryKey
from kindtui.domain.journal.day import Act, Answer, Day, Line
from kindtui.domain.journal.journal import Conflict, Journal, UndoStep
from kindtui.domain.settings import Settings
from kindtui.storage import backups, edited_texts
from kindtui.storage.file_store import FileStore
from tests.support import CATALOG, EVENING, MORNING, TODAY, FakeClock, act

YESTERDAY = TODAY - timedelta(days=1)
TOLD = date(1987, 6, 5)  # when the low-mood text was shown
IDEA = next(idea for idea in CATALOG.active_acts if idea.has_name_placeholder and "-" in idea.id)
FLAVOURS = (
    " tea with Łukasz", ' "thank you"', " one\nand two\n\nand three", " e\u0301te\u0301", " 한국어",
    " お茶をいただきました", " 👩‍👩‍👧 🍵", " שלום עולם", " back\\slash", " " + "and so on " * 40,
)  # fmt: skip
MARK, HEX = ".sync-conflict-20261122-080000-ABCDEFG", "0123456789abcdef"


class Words:
    """Gives a new text each time, and keeps all of them."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def __call__(self) -> str:
        number = len(self.texts)
        self.texts.append(f"word{number:03}quietly{FLAVOURS[number % len(FLAVOURS)]}")
        return self.texts[-1]

    @property
    def searched(self) -> set[str]:
        """The texts, each also in its parts: its first word, its lines, and its end."""
        lines = {line for text in self.texts for line in text.split("\n") if len(line) > 8}
        return {*self.texts, *lines, *(text[:14] for text in self.texts)}


def full_day(on: date, words: Words, prefix: str) -> Day:
    """A day with a text or a rating in every part that can have one."""
    at = MORNING.at
    chosen = Act(
        f"{prefix}2", words(), "done", MORNING, at, words(), words(), audience=IDEA.audience, source=IDEA.id
    )
    return Day(
        on,
        who=Answer(words(), at),
        energy=Answer(6, at),
        mood_morning=Answer(7, at),
        mood_evening=Answer(8, at),
        connection=Answer(9, at),
        rest=Answer(value=True, updated_at=at),
        checks={"energy-1": Answer("holds", at)},
        acts=(structs.replace(act("planned", f"{prefix}1"), text=words(), when=words()), chosen),
        received=tuple(Line(f"{prefix}r{n}", words(), MORNING, at) for n in range(2)),
        kept=(Line(f"{prefix}k", words(), MORNING, at, in_jar=False),),
        notes=(Line(f"{prefix}n", words(), EVENING, EVENING.at),),
        deleted={f"{prefix}d": at},
    )


def full_journal(words: Words) -> Journal:
    """A journal with words in every place."""
    at = MORNING.at
    own: dict[CustomEntryKey, CustomEntry] = {
        (kind, f"{kind}1"): CustomEntry(f"{kind}1", words(), at, words(), archived=number % 2 == 0)
        for number, kind in enumerate(CUSTOM_ENTRY_KINDS)
    }
    told = Settings(low_mood_told=TOLD, low_mood_in_a_row=4, grace=3, updated_at=at)
    steps = [
        UndoStep(
            at + timedelta(hours=hours),
            (full_day(YESTERDAY, words, f"s{hours}"),),
            ((TODAY, "received", "ar1"),),
            settings=told,
            own=(("own_acts", CustomEntry("own_acts1", words(), at, words())),),
            conflicts=(Conflict(TODAY, "received", "ar0", words(), at),),
            conflicts_made=(Conflict(YESTERDAY, "who", "", words(), at),),
        )
        for hours in (1, 2)
    ]
    return Journal(
        {TODAY: full_day(TODAY, words, "a"), YESTERDAY: full_day(YESTERDAY, words, "b")},
        told,
        at + timedelta(hours=3),
        (
            Conflict(UNDATED, "own_checks", "own_checks1", words(), at),
            Conflict(TODAY, "who", "", words(), at),
        ),
        tuple(steps[:1]),
        own,
        tuple(steps[1:]),
        {"away1": Away("away1", TODAY, TODAY + timedelta(days=2), at)},
    )


class World:
    """A folder with such a journal, everything that may lie beside it, and things that are not its own.

    Attributes:
        path: The journal.
        words: The texts in these files.
        journal: What is in the journal.
        named: The names of the files that a lock leaves alone, as they may be no files of the journal, or
            are open in an editor.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self.path = folder / "journal.json"
        self.words = Words()
        store = FileStore(self.path, FakeClock())
        store.transact(
            lambda _: Journal({TODAY: Day(TODAY, notes=(Line("n0", self.words(), MORNING, MORNING.at),))})
        )
        old = self.path.read_bytes()  # with a word that is nowhere else
        self.journal = full_journal(self.words)
        store.transact(lambda _: self.journal)
        store.make_daily_backup()
        whole = self.path.read_bytes()
        backup = backups.make(self.path, old, "asked", MORNING.at).path
        store.keep_drafts(
            [DraftChange(on, "note", "", self.words()) for on in (TODAY, YESTERDAY, UNDATED)]
            + [DraftChange(TODAY, "note", "", self.words())]
        )
        drafts = (folder / "journal.json.drafts").read_bytes()
        half = whole[: whole.index(b'"settings"') - 9]
        damaged_backup = f"20261101T080000000000Z-daily-{HEX[:12]}.json"
        self._write({
            f"journal.json.damaged-{HEX[:12]}": half,
            f"journal{MARK}.json.merged": old,
            f"journal{MARK}.json": old,
            f"journal.json{MARK}.prev": old,
            f"journal.json{MARK}.drafts": drafts,
            ".syncthing.journal.json.tmp": half,
            f"journal.json.backups/{damaged_backup}": old,
            f"journal.json.backups/{backup.name.removesuffix('.json')}{MARK}.json": old,
            ".stversions/journal~20261120-080000.json": old,
            f".stversions/journal.json.backups/{backup.stem}~20261120-080000.json": old,
            f".journal.json.{HEX}.tmp": half,
            f"journal.json.backups/.{backup.name}.{HEX}.tmp": half,
        })  # fmt: skip
        edited = edited_texts.create(
            self.path, f"{self.words()}", (TODAY, "note"), self.journal.day(TODAY).notes[0].text
        )
        self._write({"journal copy.json": old, "journal.json~": whole, f".export.json.{HEX}.tmp": half})
        self.named = {
            "journal copy.json", "journal.json~", f".export.json.{HEX}.tmp",
            edited.name, f"{edited.name}.field",
        }  # fmt: skip
        self._write({"journal-work.json": b"{}", "journal-work.json.lock": b"", "notes.txt": b"shopping"})

    def _write(self, files: dict[str, bytes]) -> None:
        for name, data in files.items():
            file = self.path.parent / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
            os.chmod(file, 0o644)  # noqa: PTH101

    @property
    def folder(self) -> Path:
        """The folder of the journal."""
        return self.path.parent

    def texts_of_all(self, journal: Journal) -> set[str]:
        """The texts of this world that are in a journal."""
        printed = msgspec.json.encode([journal.days and list(journal.days.values()), journal.conflicts,
            journal.undo_steps, list(journal.custom_entries.values()), journal.redo_steps])  # fmt: skip
        strings = set(_strings(msgspec.json.decode(printed)))
        return strings & set(self.words.texts)


def _strings(tree: object) -> list[str]:
    if isinstance(tree, str):
        return [tree]
    items = list(tree.values()) if isinstance(tree, dict) else tree if isinstance(tree, list) else []
    return [text for item in items for text in _strings(item)]

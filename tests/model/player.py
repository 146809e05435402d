"""The real kindtui under a random year: its commands and its app, and what stock TinyDB then reads.

Of a locked journal it is what kindtui would write without the lock; each command may ask for the passphrase.
"""

import asyncio
import json
import re
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from msgspec import structs
from textual.events import Paste
from textual.widgets import Input, TextArea
from tinydb import TinyDB

from kindtui import content
from kindtui.cli import main as cli
from kindtui.domain.dates import Moment
from kindtui.session import Session
from kindtui.tui.app import KindApp
from tests.locked_journals import opened_bytes, store_at
from tests.model.expected import Place
from tests.storage.store_helpers import journal_bytes
from tests.support import PASSPHRASE, FakeClock, lock_journal
from tests.tui.harness import AppHarness

LEAVING_SECONDS = 10
WORD_OR_NAME = re.compile(rb"\b(?:word|Name)[0-9]{6}\b")


@dataclass
class Outcome:
    """How a command ended, and its output."""

    status: int
    out: str
    err: str


class Player:
    """Runs kindtui on one journal at a time and place that is set by hand."""

    def __init__(self, folder: Path, *, is_locked: bool = False) -> None:
        """Use a journal in that folder, which is also the home."""
        self.folder = folder
        self.path = folder / "data" / "journal.json"
        self.clock = FakeClock()
        self.is_locked = is_locked
        if is_locked:
            lock_journal(self.path)

    def set_clock(self, here: Place) -> None:
        self.clock.current_moment = Moment(here.at, "Somewhere", here.offset)

    @property
    def _now(self) -> str:
        moment = self.clock.current_moment
        return Place(moment.at, moment.offset).wall.isoformat()

    def run(self, *arguments: str | Path, stdin: str = "", data: Path | None = None) -> Outcome:
        """Run a command in this process, as a shell without a terminal would."""
        environment = {
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
            "KINDTUI_NOW": self._now,
            "KINDTUI_DATA": str(data or self.path),
            "KINDTUI_PASSPHRASE_COMMAND": f"echo {PASSPHRASE}",
        }
        return _run(list(map(str, arguments)), environment, stdin)

    @asynccontextmanager
    async def window(self, size: tuple[int, int] = (80, 24)) -> AsyncIterator[AppHarness]:
        """Open the app, and leave it by Ctrl+Q."""
        session = Session(store_at(self.path, self.clock), self.clock, content.catalog())
        app = KindApp(session, session.open())
        async with app.run_test(size=size) as pilot:
            harness = AppHarness(app, pilot, self.path)
            await harness.wait_until_idle()
            yield harness
            await harness.press_at_once("ctrl+q")
            async with asyncio.timeout(LEAVING_SECONDS):
                while not app._exit:  # noqa: ASYNC110  nothing says when
                    await asyncio.sleep(0)

    def stored_days(self) -> dict[date, dict[str, Any]]:
        """The documents of all days, as stock TinyDB reads them."""
        return {date.fromisoformat(day["day"]): day for day in self.stored("days")}

    def stored(self, table: str) -> list[dict[str, Any]]:
        """The documents of a table, likewise."""
        if not self.path.exists():
            return []
        if self.is_locked:
            return list(json.loads(self._plain_bytes()).get(table, {}).values())
        with TinyDB(self.path, access_mode="r") as database:
            return [dict(document) for document in database.table(table)]

    def _plain_bytes(self) -> bytes:
        """The bytes of the journal, without its lock."""
        if not self.is_locked:
            return self.path.read_bytes()
        journal = store_at(self.path).load()
        assert journal.is_locked
        return journal_bytes(structs.replace(journal, keyring=None))

    def drafts(self) -> dict[date, list[str]]:
        """The texts that wait in the fields of each day."""
        return {
            date.fromisoformat(on): [text for texts in fields.values() for text in texts]
            for on, fields in self._drafts().items()
        }

    def has_draft(self, on: date, field: str) -> bool:
        """Whether a text waits in that field of a day."""
        return bool(self._drafts().get(on.isoformat(), {}).get(field))

    def _drafts(self) -> dict[str, dict[str, list[str]]]:
        file = self.path.with_name("journal.json.drafts")
        data = self._opened(file.read_bytes()) if file.exists() else b"{}"
        waiting: dict[str, dict[str, list[str]]] = json.loads(data)
        return waiting

    def _opened(self, data: bytes) -> bytes:
        """The bytes of a file, without the lock."""
        keyring = store_at(self.path).load().keyring if self.is_locked else None
        return opened_bytes(data, keyring) if keyring else data

    def kept_text(self) -> str:
        """All text of the journal, undo and redo included, and of the drafts."""
        journal = json.loads(self._plain_bytes()) if self.path.exists() else {}
        return json.dumps([journal, self._drafts()], ensure_ascii=False)

    def files_with(self, word: str) -> list[str]:
        """The names of the files beside the journal that hold a word."""
        folder = self.path.parent
        return [
            str(path.relative_to(folder))
            for path in folder.rglob("*")
            if path.is_file() and word.encode() in self._opened(path.read_bytes())
        ]

    def plain_files(self) -> list[str]:
        """The names of the files beside a locked journal that hold any word in plain."""
        return [
            path.name
            for path in self.path.parent.rglob("*")
            if path.is_file() and WORD_OR_NAME.search(path.read_bytes())
        ]


def is_field(widget: object) -> bool:
    return isinstance(widget, Input | TextArea)


async def write(window: AppHarness, text: str) -> str:
    """Type into the focused field and save it: Enter ends a line, F9 several; what the field then held."""
    waiting = await type_text(window, text)
    await window.press("f9" if isinstance(window.app.focused, TextArea) else "enter")
    return waiting + text


async def paste(window: AppHarness, text: str) -> str:
    """Paste at the end of the focused field and save it; what the field then held."""
    waiting = await type_text(window, "")
    window.app.post_message(Paste(text))
    await window.wait_until_idle()
    await window.press("f9" if isinstance(window.app.focused, TextArea) else "enter")
    return waiting + text


async def type_text(window: AppHarness, text: str) -> str:
    """Type at the end of the focused field, as a person does; what stood in it before."""
    if not is_field(window.app.focused):
        await window.press("enter")  # back to the card
    focused = window.app.focused
    assert isinstance(focused, Input | TextArea), f"no field is open:\n{window.text}"
    waiting = focused.value if isinstance(focused, Input) else focused.text
    await window.press_at_once(*([] if isinstance(focused, Input) else ["pagedown"]), "end")
    first, *further = text.split("\n")
    await window.press_at_once(*map(_key, first))
    for line in further:
        if isinstance(window.app.focused, Input):
            await window.press("f9")
        await window.press_at_once("enter", *map(_key, line))
    await window.wait_until_idle()
    return waiting


def _key(letter: str) -> str:
    return {" ": "space", "-": "minus"}.get(letter, letter)


def _run(arguments: Sequence[str], environment: dict[str, str], stdin: str) -> Outcome:
    before = sys.stdin, sys.stdout, sys.stderr
    with TemporaryFile("w+") as given, TemporaryFile("w+") as out, TemporaryFile("w+") as err:
        given.write(stdin)
        given.seek(0)
        sys.stdin, sys.stdout, sys.stderr = given, out, err
        try:
            status = cli.run(arguments, environment)
        except SystemExit as end:  # of wrong arguments
            status = int(end.code or 0)
        finally:
            sys.stdin, sys.stdout, sys.stderr = before
        out.seek(0)
        err.seek(0)
        return Outcome(status, out.read(), err.read())

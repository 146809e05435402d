"""A journal with a word of every kind in each kind of file, and what nobody may see of it without the key."""

import os
import pty
import re
import select
import shlex
import stat
import termios
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec import structs

from kindtui.domain.drafts import DraftChange
from kindtui.domain.journal.custom_entry import CUSTOM_ENTRY_KINDS, UNDATED
from kindtui.domain.journal.journal import Conflict, Journal
from kindtui.domain.journal.text_ref import TextRef
from kindtui.domain.requests import (
    ActChosen,
    ActScheduled,
    CustomEntryWritten,
    GivenActWritten,
    KeptBoundaryWritten,
    LowMoodTextRead,
    NoteWritten,
    ReceivedWritten,
    ReflectionWritten,
    ScaleRated,
    SettingsChanged,
    TextRewritten,
)
from kindtui.domain.ritual.acts import Plan
from kindtui.storage import find
from tests.cli.program import Outcome, Program
from tests.cli.program_here import ProgramHere
from tests.support import CATALOG, PASSPHRASE, TODAY

YESTERDAY = TODAY - timedelta(days=1)
OLD_DAY = TODAY - timedelta(days=9)
CODE = re.compile(r"^(?:[0-9A-Z]{4}-){7}[0-9A-Z]{4}$", re.MULTILINE)
IDEA = next(idea for idea in CATALOG.acts if idea.has_name_placeholder)
VARIABLE = "KINDTUI_PASSPHRASE_COMMAND"
WRONG = "a wrong passphrase"
HEX = "0123456789abcdef"
MARK = ".sync-conflict-20261122-080000-ABCDEFG"

# One for each kind of text, which stands nowhere else: not in what kindtui says, and not in another text.
WORDS = (
    "Perpetua", "bassoon", "marzipan", "kestrel", "juniper", "tangerine", "damson", "quince", "saffron",
    "trombone", "cinnamon", "Ottoline", "Barnabas", "Cosima", "Thaddeus", "pumpernickel", "zeppelin",
    "gooseberry", "mandolin", "porcupine", "heliotrope", "wolverine", "dulcimer", "chestnut",
)  # fmt: skip
SEALED_WORDS = re.compile(r"sealed\.[sb]\.", re.IGNORECASE)


@dataclass
class LockedProgram(ProgramHere):
    """The program over the locked world, without the key.

    Attributes:
        code: The recovery code.
        exported: The export from before it was locked.
    """

    code: str = ""
    exported: bytes = b""

    def export(self) -> bytes:
        """Return an export; what the process prints to standard output itself cannot be read here."""
        file = self.home / "export.json"
        outcome = self.run("export", "-o", file, "--force")
        assert outcome.status == 0, outcome.err
        return file.read_bytes()

    def given(self, secret: str = PASSPHRASE) -> "LockedProgram":
        """The same, with a command that prints this as the passphrase."""
        environment = {**self.extra_environment, VARIABLE: f"echo {shlex.quote(secret)}"}
        return self.with_variables(environment)

    def with_variables(self, environment: dict[str, str]) -> "LockedProgram":
        """The same, with other variables in its environment."""
        program = replace(self, extra_environment=environment)
        program.data = self.data
        return program


def fill(program: Program) -> None:
    """Put a text of every kind into a journal, and have a file of every kind beside it."""
    session = program.session()
    session.submit(
        ReceivedWritten(OLD_DAY, "a kestrel over\nthe kestrel field"),
        KeptBoundaryWritten(OLD_DAY, "no to the juniper call"),
        NoteWritten(YESTERDAY, "a tangerine evening"),
        GivenActWritten(YESTERDAY, "marzipan for Lin"),
    )
    session.submit(
        ReflectionWritten(TODAY, "Perpetua", "who"),
        *(ScaleRated(TODAY, scale, 7) for scale in ("energy", "mood_morning")),
        *(ScaleRated(YESTERDAY, scale, 3) for scale in ("mood_evening", "connection")),
        ActChosen(TODAY, Plan(IDEA.plan_for("Perpetua"), "Perpetua", 6, IDEA)),
        ActScheduled(TODAY, "after the bassoon lesson"),
        ReceivedWritten(TODAY, "a damson pie"),
        LowMoodTextRead(TODAY),
    )
    own = (
        ("own_acts", "play the trombone", ""),
        ("own_checks", "I left the quince tree alone", "Not the saffron today"),
        ("own_people", "Ottoline", "ring the cinnamon shop"),
        ("own_helplines", "the pumpernickel line", ""),
        ("left_out_names", "Barnabas", ""),
        ("name_aliases", "Thaddeus", "Cosima"),
        ("morning_questions", "Who likes a zeppelin?", ""),
        ("evening_questions", "What was gooseberry today?", ""),
    )
    assert {kind for kind, *_ in own} == set(CUSTOM_ENTRY_KINDS)
    session.submit(*(CustomEntryWritten(kind, "", text, script) for kind, text, script in own))  # type: ignore[arg-type]
    line = session.state.journal.day(OLD_DAY).received[0]
    session.store.transact(lambda journal: _with_conflict(journal, line.uid))
    session.submit(TextRewritten(YESTERDAY, TextRef("notes", _uid_of_note(program)), "a heliotrope evening"))
    session.submit(SettingsChanged({"thread_shown": False}))
    session.submit(ReceivedWritten(YESTERDAY, "a porcupine in the lane"))
    session.undo()
    session.save_drafts([
        DraftChange(TODAY, "who", "", "Wolverine Street"),
        DraftChange(UNDATED, "custom", "", "the dulcimer"),
    ])  # fmt: skip
    session.store.make_daily_backup()
    leave(program.data.with_name(f"journal.json.damaged-{HEX[:12]}"), b'{"days": "half a chestnut')


def leave(file: Path, content: bytes) -> Path:
    """Put a private file beside the journal."""
    file.write_bytes(content)
    file.chmod(0o600)
    return file


def _with_conflict(journal: Journal, uid: str) -> Journal:
    at = journal.day(OLD_DAY).received[0].updated_at - timedelta(days=1)
    conflict = Conflict(OLD_DAY, "received", uid, "a mandolin in the field", at)
    return structs.replace(journal, conflicts=(conflict,))


def _uid_of_note(program: Program) -> str:
    return program.stored_day(str(YESTERDAY)).notes[0].uid


def check_files(program: Program, *more: str) -> None:
    """No file around the journal has a plain word of it, and only their owner may read any."""
    for file in (program.data.parent, *program.data.parent.rglob("*")):
        if file.is_symlink():
            continue
        mode = stat.S_IMODE(file.stat().st_mode)
        assert mode == (0o700 if file.is_dir() else 0o600), (file, oct(mode))
        if file.is_file():
            data = file.read_bytes()
            texts = (*WORDS, *more, IDEA.id, IDEA.plan_for("Perpetua"))
            found = [text for text in texts if find.contains_any([text], data)]
            assert not found, (file, found)


def words_in_files(program: Program) -> set[str]:
    """Return the words that stand plain in some file around the journal."""
    contents = program.files().values()
    return {word for word in WORDS if any(find.contains_any([word], data) for data in contents)}


def check_says_nothing(outcome: Outcome, *more: str) -> Outcome:
    """Neither a word of the journal nor a sealed string is in what was printed."""
    printed = outcome.out + outcome.err
    assert not SEALED_WORDS.search(printed), printed
    found = [word for word in (*WORDS, *more) if word.lower() in printed.lower()]
    assert not found, printed
    return outcome


def refused(outcome: Outcome, status: int, *parts: str) -> Outcome:
    """A command did nothing and said why, in one line."""
    assert (outcome.status, outcome.out, len(outcome.error_lines)) == (status, "", 1), outcome
    for part in parts:
        assert part in outcome.err
    return check_says_nothing(outcome)


class Typist:
    """A terminal in the process of the test, at which somebody answers each hidden question.

    Attributes:
        shown: What the terminal has shown.
    """

    def __init__(self, answers: list[str | None]) -> None:
        """Answer the questions in turn; None is Ctrl+D, and after the last answer nothing is typed."""
        self._answers = answers
        self._ours, self.theirs = pty.openpty()
        self._stop, self._stopped = os.pipe()
        self.shown = ""
        self._thread = threading.Thread(target=self._type, daemon=True)
        self._thread.start()

    @property
    def is_silent(self) -> bool:
        return not termios.tcgetattr(self.theirs)[3] & termios.ECHO

    @property
    def questions(self) -> int:
        """How many questions were asked."""
        return len(re.findall(r": (?=\n|\Z)", self.shown))

    def _type(self) -> None:
        answers = iter(self._answers)
        question = ""
        while True:
            ready, _, _ = select.select([self._ours, self._stop], [], [])
            if self._ours not in ready:
                return
            read = os.read(self._ours, 1 << 16).decode().replace("\r\n", "\n")
            self.shown += read
            question = f"{question}{read}".rpartition("\n")[2]
            if question.endswith(": ") and self.is_silent:
                answer = next(answers, None)
                os.write(
                    self._ours, b"\x04" if answer is None else f"{answer}\n".encode(errors="surrogateescape")
                )

    def close(self) -> None:
        """Read what is left, and close the terminal."""
        termios.tcdrain(self.theirs)
        os.close(self._stopped)
        self._thread.join()
        for descriptor in (self._ours, self.theirs, self._stop):
            os.close(descriptor)


@contextmanager
def typing(monkeypatch: pytest.MonkeyPatch, *answers: str | None) -> Iterator[Typist]:
    """Have these typed where kindtui asks on the terminal of its process, which shows none of it."""
    typist = Typist(list(answers))
    monkeypatch.setattr("kindtui.cli.hidden_input.TERMINAL", os.ttyname(typist.theirs))
    try:
        yield typist
        assert not typist.is_silent
        assert not any(answer in typist.shown for answer in answers if answer)
    finally:
        typist.close()
        monkeypatch.setattr("kindtui.cli.hidden_input.TERMINAL", os.devnull)

"""`kindtui lock`, `kindtui unlock` and what works in between, with each way to give a passphrase."""

import re
from pathlib import Path

import pytest

from kindtui.domain.requests import ReceivedWritten
from tests.cli.program import Program
from tests.cli.program_here import ProgramHere
from tests.real_terminal import Terminal
from tests.support import PASSPHRASE, PASSPHRASE_COMMAND, TODAY, lock_journal

CODE = re.compile(r"^(?:[0-9A-Z]{4}-){7}[0-9A-Z]{4}$", re.MULTILINE)
OTHER_PASSPHRASE = "a quiet corner"


@pytest.fixture
def here(tmp_path: Path) -> ProgramHere:
    """The program over a journal that has one line."""
    program = ProgramHere(tmp_path)
    program.session().submit(ReceivedWritten(TODAY, "tea from Noor"))
    return program


def exported(here: ProgramHere) -> bytes:
    """What `kindtui export` writes into a file."""
    file = here.data.parent.parent / "export.json"
    assert here.run("export", "--format", "json", "-o", str(file), "--force").status == 0
    return file.read_bytes()


@pytest.mark.usefixtures("cheap_locks")
def test_a_script_locks_reads_and_unlocks(here: ProgramHere) -> None:
    before = exported(here)
    here.extra_environment.update(PASSPHRASE_COMMAND)
    locked = here.run("lock")
    assert (locked.status, len(CODE.findall(locked.out))) == (0, 1)
    assert not any(b"Noor" in data for data in here.files().values())
    assert "tea from Noor" in here.run("show").out
    assert here.run("unlock", "--for-good").status == 0
    assert exported(here) == before
    again = here.run("lock")
    assert (again.status, len(CODE.findall(again.out))) == (0, 1)
    assert exported(here) == before


def test_without_the_passphrase_it_adds_and_shows_nothing(here: ProgramHere) -> None:
    lock_journal(here.data)
    shown = here.run("show")
    assert (shown.status, shown.out, len(shown.error_lines)) == (3, "", 1)
    assert here.run("log", "gave", "soup for Lin").status == 0
    status = here.status_json()
    assert status["locked"]
    assert status["today"]["received"] == [None]
    assert status["today"]["acts"] == [{"text": None, "state": "done"}]
    assert not any(b"Lin" in data for data in here.files().values())
    here.extra_environment.update(PASSPHRASE_COMMAND)
    assert "soup for Lin" in here.run("show").out


def test_the_recovery_code_opens_it_too(here: ProgramHere) -> None:
    code = lock_journal(here.data)
    here.extra_environment["KINDTUI_PASSPHRASE_COMMAND"] = f"echo {code.lower()}"
    assert "tea from Noor" in here.run("show").out


def test_a_command_that_fails_is_named_and_not_what_it_printed(here: ProgramHere) -> None:
    lock_journal(here.data)
    here.extra_environment["KINDTUI_PASSPHRASE_COMMAND"] = "sh -c 'echo Noor; echo Noor >&2; exit 7'"
    outcome = here.run("show")
    assert (outcome.status, outcome.out, len(outcome.error_lines)) == (3, "", 1)
    assert "KINDTUI_PASSPHRASE_COMMAND" in outcome.err
    assert "Noor" not in outcome.err


def test_in_a_terminal_the_passphrase_is_changed_and_never_shown(program: Program) -> None:
    program.session().submit(ReceivedWritten(TODAY, "tea from Noor"))
    lock_journal(program.data)
    now = program.environment["KINDTUI_NOW"]
    with Terminal(program.data, now, "lock", "--change") as screen:
        for question, typed in (
            ("Passphrase for", "not this one"),
            ("Try again.", PASSPHRASE),
            ("New passphrase", OTHER_PASSPHRASE),
            ("The same again", OTHER_PASSPHRASE),
        ):
            screen.wait_for(question)
            screen.wait_until(lambda: screen.text.rstrip().endswith(":"), "a question")
            screen.send(f"{typed}\r")
        assert screen.wait_for_exit() == 0
        assert CODE.search(screen.text)
        assert PASSPHRASE.encode() not in screen.raw
        assert OTHER_PASSPHRASE.encode() not in screen.raw
    program.extra_environment["KINDTUI_PASSPHRASE_COMMAND"] = f"echo '{OTHER_PASSPHRASE}'"
    assert "tea from Noor" in program.run("show").out

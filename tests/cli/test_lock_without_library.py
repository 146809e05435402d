"""A locked journal where PyNaCl is not installed: what needs it says so, and no plain word is written."""

import json
import subprocess
import sys

import pytest

from kindtui.domain.requests import ReceivedWritten
from tests.cli.locked_world import MARK, LockedProgram, check_files, check_says_nothing, leave
from tests.cli.program import Outcome
from tests.support import PASSPHRASE_COMMAND, ROOT, TODAY

RUN = "import sys; sys.modules['nacl'] = None; from kindtui.cli.main import main; main()"
NEW = "a pelican at the pond"
NEEDING = (
    "show", "list", "search quince", "export", "undo", "edit", "import FULL", "log gave NEW", "checkin",
    "purge 2026-11-13", "merge FULL", "unlock --for-good", "lock --change", "doctor --find -",
    "backup restore BACKUP",
)  # fmt: skip
OTHERS = {"status": 1, "status --json": 1, "status --short": 1, "places": 0, "where": 0, "backup list": 0,
          "backup verify": 0, "backup create": 0, "settings": 0, "help lock": 0}  # fmt: skip


def run(program: LockedProgram, line: str, full: LockedProgram) -> Outcome:
    """Run a command that finds no PyNaCl, with a command for the passphrase."""
    [backup] = full.data.with_name("journal.json.backups").glob("*.json")
    if "BACKUP" in line:
        leave(program.data.with_name("journal.json.backups") / backup.name, backup.read_bytes())
    names = {"FULL": str(full.data), "NEW": NEW, "BACKUP": backup.stem}
    arguments = [names.get(word, word) for word in line.split()]
    done = subprocess.run(
        [sys.executable, "-c", RUN, *arguments],
        input=f"{line.split()[-1]}\n".encode(),
        capture_output=True,
        env={**program.environment, **PASSPHRASE_COMMAND, "EDITOR": "true"},
        cwd=ROOT,
        start_new_session=True,
    )
    return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode()).checked()


@pytest.mark.parametrize("line", NEEDING)
def test_what_needs_it_says_how_to_install_it(line: str, locked: LockedProgram, full: LockedProgram) -> None:
    full.session().submit(ReceivedWritten(TODAY, NEW))
    before = locked.files()
    outcome = check_says_nothing(run(locked, line, full), NEW)
    assert (outcome.status, outcome.out) == (3, "")
    assert "pip install pynacl" in outcome.err
    assert len(outcome.error_lines) == 1
    after = locked.files()
    assert {file: after[file] for file in before} == before
    assert not any(NEW.encode() in data for data in after.values())


@pytest.mark.parametrize("line", OTHERS)
def test_the_rest_works_without_it(line: str, locked: LockedProgram, full: LockedProgram) -> None:
    outcome = check_says_nothing(run(locked, line, full))
    assert (outcome.status, outcome.err) == (OTHERS[line], "")
    check_files(locked)


def test_a_lock_cannot_be_set_without_it(full: LockedProgram, locked: LockedProgram) -> None:
    before = full.files()
    outcome = run(full, "lock", locked)
    assert outcome.status == 3
    assert "pip install pynacl" in outcome.error_lines[-1]
    assert outcome.out == ""
    assert full.files() == before


@pytest.mark.parametrize("line", ["checkin", "doctor --fix"])
def test_a_plain_copy_of_a_sync_client_stays_one(
    line: str, locked: LockedProgram, full: LockedProgram
) -> None:
    copy = leave(locked.data.with_name(f"journal{MARK}.json"), full.data.read_bytes())
    before = locked.data.read_bytes()
    outcome = check_says_nothing(run(locked, line, full))
    assert outcome.status == 3
    assert copy.read_bytes() == full.data.read_bytes()
    assert locked.data.read_bytes() == before


def test_a_plain_journal_needs_none(full: LockedProgram, locked: LockedProgram) -> None:
    for line in ("show", "log gave NEW", "export", "undo", "doctor --find -", "backup create"):
        assert run(full, line, locked).status == 0
    assert json.loads(full.run("status", "--json").out)["locked"] is False

"""A journal behind a link whose end is missing: every command says so, and none begins another."""

import json
from pathlib import Path

import pytest

from kindtui.domain.requests import ReceivedWritten
from tests.cli.program import Program, RunHere
from tests.support import TODAY

COMMANDS = (
    ("status",), ("status", "--short"), ("show", "today"), ("list",), ("search", "tea"),
    ("log", "gave", "tea"),
    ("checkin",), ("edit",), ("undo",), ("export",), ("backup", "list"), ("backup", "create"),
    ("backup", "verify"), ("backup", "restore", "previous"), ("purge", "--all"),
    ("doctor", "--find", "-"), (),
)  # fmt: skip


@pytest.fixture
def vault(program: Program) -> Path:
    """A journal that was moved into a vault with a link in its place, once the vault is not mounted."""
    for text in ("tea", "cake"):
        program.session().submit(ReceivedWritten(TODAY, text))
    vault = program.home / "vault"
    vault.mkdir()
    program.data.rename(vault / "journal.json")
    program.data.symlink_to(vault / "journal.json")
    vault.rename(program.home / "vault.unmounted")
    return vault


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_nothing_is_begun_at_the_end_of_a_link(command: tuple[str, ...], vault: Path, here: RunHere) -> None:
    outcome = here(*command, stdin=b"everything\n")
    assert (outcome.status, outcome.out) == (3, "")
    assert f"is a link to {vault}/journal.json, which isn't there" in outcome.err
    assert not vault.exists()


def test_doctor_says_that_it_is_not_mounted(program: Program, vault: Path, here: RunHere) -> None:
    for arguments in ((), ("--fix",)):
        outcome = here("doctor", *arguments)
        assert outcome.status == 3
        assert f"data      {program.data}: not there\n" in outcome.out
        assert "mount it first" in outcome.out
    (found,) = json.loads(here("doctor", "--json").out)["findings"]
    assert (found["state"], found["whole"]) == ("not_mounted", False)
    assert found["remedy"] == f"mkdir -p -m 700 {vault} && touch {vault}/journal.json"
    assert not vault.exists()


def test_who_wants_a_new_journal_there_says_so(vault: Path, here: RunHere) -> None:
    vault.mkdir()
    (vault / "journal.json").touch()
    assert here("log", "gave", "tea").status == 0
    assert here("doctor").status == 0

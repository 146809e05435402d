"""`kindtui lock`, `lock --change` and `unlock --for-good` in scripts, where a command gives it."""

import json
import re
from pathlib import Path
from unicodedata import normalize

import pytest

from kindtui.storage import find
from kindtui.storage.sealed_files import plain_files, sealed_files
from tests.cli.locked_world import (
    CODE,
    VARIABLE,
    WORDS,
    LockedProgram,
    check_files,
    check_says_nothing,
    refused,
    typing,
    words_in_files,
)
from tests.cli.program_here import ProgramHere
from tests.support import PASSPHRASE, lock_journal

pytestmark = pytest.mark.usefixtures("cheap_locks")
LOST = "your words are lost"
OTHER = "a quiet corner"


def copies(program: LockedProgram) -> list[Path]:
    """The journal, the save before it, and its backups."""
    return [program.data, program.data.with_name("journal.json.prev"), *backups(program)]


def backups(program: LockedProgram) -> list[Path]:
    return sorted(program.data.with_name("journal.json.backups").glob("*.json"))


def test_everything_is_locked_and_the_code_alone_is_on_standard_output(full: LockedProgram) -> None:
    outcome = full.given().run("lock")
    assert outcome.status == 0
    assert CODE.fullmatch(outcome.out.removesuffix("\n"))
    check_says_nothing(outcome, PASSPHRASE)
    check_files(full, PASSPHRASE, outcome.out.strip())
    assert not plain_files(find.survey(full.data))


def test_that_forgetting_means_losing_is_said_before_and_again_with_the_code(full: LockedProgram) -> None:
    before, after = full.given().run("lock").err.split("This is its recovery code")
    assert LOST in before
    assert LOST in after


@pytest.mark.parametrize("short", ["seven77", "e\u0301" * 7, "", "  "])
def test_what_is_too_short_locks_nothing(short: str, full: LockedProgram) -> None:
    before = full.files()
    outcome = full.given(short).run("lock")
    assert (outcome.status, outcome.out) == (2 if short else 3, "")
    assert VARIABLE in outcome.error_lines[-1]
    assert "seven77" not in outcome.err
    assert full.files() == before


def test_eight_letters_are_enough_however_they_are_composed(full: LockedProgram) -> None:
    assert full.given(normalize("NFD", "éééééééé")).run("lock").status == 0
    assert full.given(normalize("NFC", "éééééééé")).run("show").status == 0


def test_the_command_is_run_once_for_a_new_passphrase(full: LockedProgram) -> None:
    record = full.home / "record"
    full.extra_environment[VARIABLE] = f"sh -c 'echo run >>{record}; echo {PASSPHRASE}'"
    assert full.run("lock").status == 0
    assert record.read_text() == "run\n"


def test_a_failing_command_locks_nothing(full: LockedProgram) -> None:
    before = full.files()
    full.extra_environment[VARIABLE] = f"sh -c 'echo {PASSPHRASE}; exit 1'"
    outcome = full.run("lock")
    assert (outcome.status, outcome.out) == (3, "")
    assert VARIABLE in outcome.error_lines[-1]
    assert PASSPHRASE not in outcome.err
    assert full.files() == before


def test_the_code_opens_everything(full: LockedProgram) -> None:
    code = full.given().run("lock").out.strip()
    for written in (code, code.lower(), code.replace("-", ""), code.replace("-", " ")):
        assert full.given(written).export() == full.exported
    assert full.given(code).run("unlock", "--for-good").status == 0
    assert full.export() == full.exported


@pytest.mark.parametrize("given", [True, False], ids=["with the passphrase", "without"])
def test_locking_a_locked_journal_changes_nothing(given: bool, locked: LockedProgram) -> None:
    before = locked.files()
    outcome = (locked.given() if given else locked).run("lock")
    assert (outcome.status, outcome.err, outcome.out.count("\n")) == (0, "", 1)
    assert "locked already" in outcome.out
    assert locked.files() == before


def test_a_journal_there_is_not_yet_can_be_locked(program: ProgramHere) -> None:
    """Whoever begins a diary may want it locked before the first word."""
    here = ProgramHere(program.home)
    here.extra_environment[VARIABLE] = f"echo {PASSPHRASE}"
    outcome = here.run("lock")
    assert outcome.status == 0
    assert CODE.search(outcome.out)
    del here.extra_environment[VARIABLE]
    assert here.run("log", "received", "soup from Perpetua").status == 0
    assert here.status_json()["locked"]
    assert words_in_files(here) == set()


def test_the_passphrase_is_changed_in_every_copy(
    locked: LockedProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    with typing(monkeypatch, OTHER, OTHER) as terminal:
        outcome = locked.given().run("lock", "--change")
    assert (outcome.status, terminal.questions) == (0, 2)
    assert CODE.fullmatch(outcome.out.removesuffix("\n"))
    new_code = outcome.out.strip()
    assert new_code != locked.code
    assert LOST in terminal.shown
    assert LOST in outcome.err
    check_files(locked, PASSPHRASE, OTHER, new_code)
    assert len(copies(locked)) >= 3
    for secret, status in ((PASSPHRASE, 3), (locked.code, 3), (OTHER, 0), (new_code, 0)):
        for copy in copies(locked):
            outcome = locked.given(secret).run("show", "--data", copy)
            assert outcome.status == status, (secret, copy, outcome)
    assert locked.given(OTHER).export() == locked.exported


def test_changing_needs_the_present_passphrase_and_a_terminal(
    locked: LockedProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = locked.files()
    refused(locked.run("lock", "--change"), 3)
    refused(locked.given().run("lock", "--change"), 2, "lock --change", "terminal")
    with typing(monkeypatch, OTHER, OTHER) as terminal:
        refused(locked.given("wrong and wrong").run("lock", "--change"), 3, VARIABLE)
    assert terminal.shown == ""
    assert locked.files() == before


def test_there_is_nothing_to_change_in_a_plain_journal(full: LockedProgram) -> None:
    before = full.files()
    refused(full.given().run("lock", "--change"), 2, "`kindtui lock`")
    assert full.files() == before


def test_what_is_unlocked_for_good_is_as_it_was_before(full: LockedProgram) -> None:
    plain = {name: data for name, data in full.files().items() if ".drafts" in name or ".damaged" in name}
    known = full.run("undo", "--dry-run").out
    full.given().run("lock")
    assert words_in_files(full) == set()
    outcome = full.given().run("unlock", "--for-good")
    assert (outcome.status, outcome.out.count("\n")) == (0, 1)
    assert words_in_files(full) == set(WORDS)
    assert full.export() == full.exported
    assert full.run("undo", "--dry-run").out == known
    after = full.files()
    for name, data in plain.items():
        assert json.loads(after[name]) == json.loads(data) if ".drafts" in name else after[name] == data
    assert not sealed_files(find.survey(full.data))
    assert full.status_json()["locked"] is False
    assert full.run("doctor").status == 0
    assert {file.stat().st_mode & 0o777 for file in full.data.parent.rglob("*") if file.is_file()} == {0o600}


def test_every_copy_opens_without_a_passphrase_after_unlocking(locked: LockedProgram) -> None:
    assert locked.given().run("unlock", "--for-good").status == 0
    for copy in copies(locked):
        outcome = locked.run("show", "--data", copy)
        assert outcome.status == 0, (copy, outcome.err)


def test_unlocking_is_for_good_only_if_that_is_said(locked: LockedProgram) -> None:
    before = locked.files()
    refused(locked.given().run("unlock"), 2, "unlock --for-good")
    refused(locked.run("unlock", "--for-good"), 3, VARIABLE)
    refused(locked.given("wrong and wrong").run("unlock", "--for-good"), 3, VARIABLE)
    assert locked.files() == before


def test_what_is_not_locked_needs_no_unlocking(full: LockedProgram) -> None:
    before = full.files()
    outcome = full.run("unlock", "--for-good")
    assert (outcome.status, outcome.err) == (0, "")
    assert "isn't locked" in outcome.out
    assert full.files() == before


def test_a_new_lock_after_unlocking_has_new_keys(locked: LockedProgram) -> None:
    old = locked.data.read_bytes()
    assert locked.given().run("unlock", "--for-good").status == 0
    outcome = locked.given(OTHER).run("lock")
    assert outcome.status == 0
    check_files(locked, PASSPHRASE, OTHER)
    new_code = outcome.out.strip()
    public_keys = {json.loads(data)["keyring"]["1"]["public_key"] for data in (old, locked.data.read_bytes())}
    assert len(public_keys) == 2
    for secret, status in ((PASSPHRASE, 3), (locked.code, 3), (OTHER, 0), (new_code, 0)):
        assert locked.given(secret).run("show").status == status
    assert locked.given(OTHER).export() == locked.exported


def test_there_is_no_option_and_no_variable_for_the_passphrase_itself(locked: LockedProgram) -> None:
    for option in ("--passphrase", "--password", "-p"):
        assert locked.run("show", option, PASSPHRASE).status == 2
    for name in ("KINDTUI_PASSPHRASE", "KINDTUI_PASSWORD"):
        locked.extra_environment[name] = PASSPHRASE
    refused(locked.run("show"), 3, VARIABLE)


def test_a_journal_locked_elsewhere_opens_by_its_code_alone(locked: LockedProgram, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.json"
    elsewhere.write_bytes(locked.data.read_bytes())
    elsewhere_program = locked.given(locked.code)
    elsewhere_program.data = elsewhere
    assert elsewhere_program.export() == locked.exported


def test_two_locks_of_the_same_words_have_nothing_in_common(full: LockedProgram, tmp_path: Path) -> None:
    first = ProgramHere(tmp_path)
    first.data = tmp_path / "first" / "journal.json"
    first.data.parent.mkdir(mode=0o700)
    first.data.write_bytes(full.data.read_bytes())
    codes = {lock_journal(first.data), lock_journal(full.data)}
    assert len(codes) == 2
    tokens = [set(re.findall(rb"sealed\.[\w.-]+", data.read_bytes())) for data in (first.data, full.data)]
    assert all(tokens)
    assert not tokens[0] & tokens[1]


def test_files_that_others_may_read_become_private(full: LockedProgram) -> None:
    for file in full.data.parent.rglob("*"):
        if file.is_file():
            file.chmod(0o644)
    assert full.given().run("lock").status == 0
    check_files(full)


def test_going_back_to_a_copy_after_unlocking_locks_nothing(locked: LockedProgram) -> None:
    assert locked.given().run("unlock", "--for-good").status == 0
    for copy in ("previous", *(backup.stem for backup in backups(locked))):
        assert locked.run("backup", "restore", copy).status == 0
        assert locked.status_json()["locked"] is False
        assert "damson" in locked.run("show").out
        assert locked.run("log", "received", "a pelican").status == 0
        assert "a pelican" in locked.run("show").out


def test_a_text_that_looks_sealed_comes_back_as_it_was(full: LockedProgram) -> None:
    """Somebody may have pasted what stood in a file. That journal may go on to ask for the passphrase."""
    text = f"sealed.s.{'A' * 22}.1795330800000000.{'B' * 60}"
    assert full.run("log", "received", text).status == 0
    before = full.run("show", "--json").out
    assert full.given().run("lock").status == 0
    assert full.given().run("show").status == 0
    assert full.given().run("log", "gave", "soup").status == 0
    assert full.given().run("undo").status == 0
    outcome = full.given().run("unlock", "--for-good")
    assert outcome.status == 0, outcome.err
    assert full.given().run("show", "--json").out == before


@pytest.mark.parametrize("command", ["lock", "unlock --for-good", "lock --change"])
def test_the_demo_is_never_locked(command: str, full: LockedProgram) -> None:
    before = full.files()
    refused(full.given().run("--demo", *command.split()), 2)
    refused(full.given().run(*command.split(), "too much"), 2)
    assert full.files() == before

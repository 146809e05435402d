"""What the commands of the lock say: that it is so, and that what they print can be done as it is printed."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.locked_world import (
    CODE,
    HEX,
    MARK,
    VARIABLE,
    LockedProgram,
    check_files,
    check_says_nothing,
    leave,
    refused,
    typing,
)
from tests.cli.program import Outcome, Program, in_shell
from tests.cli.sheets import shell_editor
from tests.cli.test_lock_streams import full_output, run_to
from tests.cli.test_lock_tampered import (
    change,
    cut_a_line,
    flip_a_line,
    flipped,
    swap_lines,
)
from tests.support import PASSPHRASE, PASSPHRASE_COMMAND

pytestmark = pytest.mark.usefixtures("cheap_locks")
OTHER = "a quiet corner"
COMMAND = re.compile("`(kindtui [^`]+)`")
ODD_FOLDER = 'my "diary" & Noor\'s'


def commands_in(outcome: Outcome) -> list[str]:
    """Return the commands of kindtui in what was printed."""
    return COMMAND.findall(outcome.out + outcome.err)


def follow(program: LockedProgram, command: str) -> Outcome:
    """Run a command as it was printed, in a shell."""
    [outcome] = program.run_in_shell(command)
    return outcome


def beside(program: LockedProgram, name: str) -> Path:
    return program.data.with_name(name)


# A lock that was changed without the key


def spoil_the_code(tables: dict[str, Any]) -> None:
    """Have the recovery code open nothing, and kindtui do again what comes after a lock."""
    keyring = tables["keyring"]["1"]
    keyring["by_recovery_code"], keyring["incomplete"] = keyring["by_passphrase"], True


def test_a_lock_that_was_changed_is_not_done_and_says_what_mends_it(
    locked: LockedProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = leave(beside(locked, f"journal.json.damaged-{HEX[4:]}"), b'{"days": "half a gooseberry')
    change(locked, spoil_the_code)
    outcome = check_says_nothing(locked.given().run("lock"))
    assert (outcome.status, outcome.out) == (3, "")
    assert "Done" not in outcome.err
    assert str(locked.data) in outcome.error_lines[-1]
    [command] = commands_in(outcome)
    assert command.startswith("kindtui lock --change")
    with typing(monkeypatch, PASSPHRASE, OTHER, OTHER):
        mended = follow(locked, command)
    assert mended.status == 0, mended.err
    assert b"gooseberry" not in plain.read_bytes()
    check_files(locked, OTHER)
    assert locked.run("doctor").status == 0
    for secret in (OTHER, mended.out.strip()):
        assert (locked.given(secret).run("show").status, locked.given(secret).run("show").err) == (0, "")
    assert "locked already" in locked.run("lock").out


@pytest.mark.parametrize("whose", ["ours", "theirs"])
def test_merging_says_that_a_lock_was_changed(
    whose: str, locked: LockedProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = LockedProgram(locked.home.with_name("other"))
    shutil.copytree(locked.home, other.home)
    with typing(monkeypatch, OTHER, OTHER):  # so that only the key can tell which lock counts
        assert other.given().run("lock", "--change").status == 0
    other.run("log", "received", "a pelican")
    change(locked if whose == "ours" else other, spoil_the_code)
    copy = leave(beside(locked, f"journal{MARK}.json"), other.data.read_bytes())
    outcome = check_says_nothing(locked.given().run("merge", copy))
    assert outcome.status == 0
    assert "was changed outside kindtui" in outcome.err
    secret = PASSPHRASE
    if whose == "ours":
        [command] = commands_in(outcome)
        assert command.startswith("kindtui lock --change")
        with typing(monkeypatch, OTHER, OTHER, OTHER):
            assert follow(locked, command).status == 0
        secret = OTHER
    shown = locked.given(secret).run("show")
    assert (shown.status, shown.err) == (0, "")
    assert "a pelican" in shown.out


# A copy under another name


def test_a_locked_copy_under_another_name_is_named_when_all_else_is_unlocked(locked: LockedProgram) -> None:
    copy = leave(beside(locked, "journal copy.json"), locked.data.read_bytes())
    outcome = locked.given().run("unlock", "--for-good")
    assert (outcome.status, outcome.out) == (4, "")
    [sentence] = [each for each in outcome.error_lines[-1].split(". ") if str(copy) in each]
    assert "still locked" in sentence
    assert "remove it" in sentence
    assert "damson" in locked.run("show").out
    assert locked.given().run("show", "--data", copy).status == 0
    copy.unlink()
    outcome = locked.given().run("unlock", "--for-good")
    assert (outcome.status, outcome.err) == (0, "")


def test_a_copy_that_opens_with_the_old_passphrase_is_named(
    locked: LockedProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = leave(beside(locked, "journal copy.json"), locked.data.read_bytes())
    with typing(monkeypatch, OTHER, OTHER):
        outcome = locked.given().run("lock", "--change")
    assert outcome.status == 4
    assert CODE.fullmatch(outcome.out.strip())
    assert "Done" not in outcome.err
    [sentence] = [each for each in outcome.error_lines[-1].split(". ") if str(copy) in each]
    assert "still opens with the old one" in sentence
    assert "remove it" in sentence
    for secret, status in ((PASSPHRASE, 0), (OTHER, 3)):
        assert locked.given(secret).run("show", "--data", copy).status == status
    assert locked.given(OTHER).run("show").status == 0


# Standard output that shows no code


def test_with_a_closed_output_it_says_that_nothing_was_changed(full: LockedProgram) -> None:
    before = full.files()
    done = in_shell(Program(full.home, dict(PASSPHRASE_COMMAND)), "$K lock >&-")
    outcome = check_says_nothing(Outcome(done.returncode, "", done.stderr.decode()).checked())
    assert outcome.status == 4
    assert "Nothing was changed." in outcome.err
    assert full.files() == before


def test_a_new_code_that_could_not_be_shown_leaves_the_old_one_worthless_and_says_so(
    locked: LockedProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    with full_output() as stream, typing(monkeypatch, OTHER, OTHER):
        outcome = check_says_nothing(run_to(locked.given(), "lock --change", stream))
    assert outcome.status == 4
    assert "Your passphrase is changed" in outcome.error_lines[-1]
    assert "The old one doesn't work any more" in outcome.error_lines[-1]
    for secret, status in ((OTHER, 0), (PASSPHRASE, 3), (locked.code, 3)):
        assert locked.given(secret).run("show").status == status
    [command] = commands_in(outcome)
    with typing(monkeypatch, OTHER, PASSPHRASE, PASSPHRASE):
        changed = follow(locked, command)
    assert locked.given(changed.out.strip()).run("show").status == 0


# Commands for a journal that was named


def elsewhere(program: LockedProgram) -> tuple[LockedProgram, Path]:
    """The program without a journal of its own, and the journal where a shell has to quote everything."""
    folder = program.home / ODD_FOLDER
    program.data.parent.rename(folder)
    return program, folder / program.data.name


def printed_command(outcome: Outcome) -> str:
    """Return the one command that was printed, which names the journal."""
    [command] = commands_in(outcome)
    assert "--data" in command
    return command


def test_the_command_that_changes_the_passphrase_of_a_named_journal_works(
    locked: LockedProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, path = elsewhere(locked)
    command = printed_command(program.run("lock", "--data", path))
    with typing(monkeypatch, PASSPHRASE, OTHER, OTHER):
        assert follow(program, command).status == 0
    assert program.given(OTHER).run("show", "--data", path).status == 0


def test_the_command_that_locks_a_named_journal_works(full: LockedProgram) -> None:
    program, path = elsewhere(full)
    command = printed_command(refused(program.run("lock", "--change", "--data", path), 2))
    assert follow(program.given(), command).status == 0
    assert program.run("show", "--data", path).status == 3
    assert program.given().run("show", "--data", path).status == 0


def test_the_command_that_unlocks_a_named_journal_works(locked: LockedProgram) -> None:
    program, path = elsewhere(locked)
    command = printed_command(refused(program.run("unlock", "--data", path), 2))
    assert follow(program.given(), command).status == 0
    assert "damson" in program.run("show", "--data", path).out


@pytest.mark.parametrize("line", ["show", "list", "undo --dry-run", "lock"])
def test_the_command_that_mends_the_lock_of_a_named_journal_works(
    line: str, locked: LockedProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(locked, spoil_the_code)
    leave(beside(locked, f"journal.json.damaged-{HEX[4:]}"), b'{"days": "half a gooseberry')
    program, path = elsewhere(locked)
    outcome = program.given().run(*line.split(), "--data", path)
    command = printed_command(outcome)
    with typing(monkeypatch, PASSPHRASE, OTHER, OTHER):
        assert follow(program, command).status == 0
    shown = program.given(OTHER).run("show", "--data", path)
    assert (shown.status, shown.err) == (0, "")


def test_a_new_passphrase_that_nobody_types_is_asked_for_with_the_journal_named(
    locked: LockedProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, path = elsewhere(locked)
    command = printed_command(refused(program.given().run("lock", "--change", "--data", path), 2))
    with typing(monkeypatch, OTHER, OTHER):
        assert follow(program.given(), command).status == 0


def take_the_public_key(tables: dict[str, Any]) -> None:
    tables["keyring"]["1"]["public_key"] = "A"


def test_a_public_key_that_is_gone_is_mended_by_what_is_printed(
    locked: LockedProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(locked, take_the_public_key)
    [command] = commands_in(refused(locked.run("log", "received", "tea"), 3))
    with typing(monkeypatch, PASSPHRASE, OTHER, OTHER):
        assert follow(locked, command).status == 0
    assert locked.run("log", "received", "tea").status == 0


def test_a_public_key_that_is_gone_from_a_named_journal_is_mended_too(
    locked: LockedProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(locked, take_the_public_key)
    program, path = elsewhere(locked)
    outcome = refused(program.run("log", "received", "tea", "--data", path), 3)
    command = printed_command(outcome)
    with typing(monkeypatch, PASSPHRASE, OTHER, OTHER):
        assert follow(program, command).status == 0
    assert program.run("log", "received", "tea", "--data", path).status == 0


# Words that do not open


def flip_an_act(tables: dict[str, Any]) -> None:
    act = tables["days"]["20261122"]["acts"][0]
    act["text"] = flipped(act["text"])


def flip_two_days(tables: dict[str, Any]) -> None:
    flip_a_line(tables)
    note = tables["days"]["20261121"]["notes"][0]
    note["text"] = flipped(note["text"])


def flip_who(tables: dict[str, Any]) -> None:
    who = tables["days"]["20261122"]["who"]
    who["value"] = flipped(who["value"])


@pytest.mark.parametrize("alter", [flip_a_line, cut_a_line, swap_lines, flip_an_act, flip_two_days, flip_who])
def test_what_keeps_it_locked_can_be_removed_as_it_says(
    alter: Callable[[dict[str, Any]], object], locked: LockedProgram
) -> None:
    change(locked, alter)
    editor = shell_editor(locked.home, """sed -i "/can't be opened/d" "$1\"""")
    given = locked.given()
    writing = given.with_variables({**given.extra_environment, "EDITOR": editor})
    outcome = given.run("unlock", "--for-good")
    assert outcome.status == 3
    for _ in range(2 if alter is flip_two_days else 1):
        assert "Remove those lines" in outcome.error_lines[-1]
        [command] = commands_in(outcome)
        assert follow(writing, command).status == 0
        outcome = given.run("unlock", "--for-good")
    assert outcome.status == 0, outcome.err
    assert "kestrel" in locked.run("show", "2026-11-13").out


# Nobody who could choose a passphrase


@pytest.mark.parametrize("in_a_process", [False, True])
def test_a_first_passphrase_without_a_terminal_is_a_mistake_of_use(
    in_a_process: bool, full: LockedProgram
) -> None:
    before = full.files()
    full.in_a_process = in_a_process
    refused(full.run("lock"), 2, VARIABLE)
    assert full.files() == before


@pytest.mark.parametrize(
    "command", ["pass show diary | head -1", "cat secret > /dev/stdout", "true && pass show diary"]
)
def test_a_passphrase_command_that_needs_a_shell_is_refused(command: str, full: LockedProgram) -> None:
    before = full.files()
    full.extra_environment[VARIABLE] = command
    outcome = full.run("lock")
    assert (outcome.status, outcome.out) == (3, "")
    assert "without a shell" in outcome.err
    assert "sh -c" in outcome.err
    assert full.files() == before


def test_a_plain_file_in_place_of_a_locked_journal_is_told_after_a_save_too(full: LockedProgram) -> None:
    older = full.data.read_bytes()
    assert full.given().run("lock").status == 0
    assert full.run("backup", "create").status == 0
    full.data.write_bytes(older)
    for words in ("a pelican", "a heron"):
        assert full.run("log", "received", words).status == 0
    outcome = full.run("doctor")
    assert outcome.status == 3
    assert "although a save before it was" in outcome.out

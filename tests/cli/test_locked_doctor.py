"""`kindtui doctor` over a locked journal: what is locked, what is left plain, and where a word still is."""

import json
from pathlib import Path
from typing import Any

import pytest

from kindtui.domain.requests import ReceivedWritten
from kindtui.storage.file_store import FileStore
from tests.cli.doctor_reports import check_that_text_and_json_agree, report, unsound
from tests.cli.locked_world import (
    HEX,
    MARK,
    VARIABLE,
    WORDS,
    LockedProgram,
    check_files,
    check_says_nothing,
    leave,
    refused,
    typing,
)
from tests.support import PASSPHRASE, TODAY, FakeClock, lock_journal

OTHER = "a quiet corner"


def name_of_backup(program: LockedProgram) -> Path:
    return next(program.data.with_name("journal.json.backups").glob("*.json"))


PLAIN = {
    "previous": lambda full, locked: leave(
        locked.data.with_name("journal.json.prev"), full.data.read_bytes()
    ),
    "drafts": lambda full, locked: leave(
        locked.data.with_name("journal.json.drafts"), full.data.with_name("journal.json.drafts").read_bytes()
    ),
    "backup": lambda full, locked: leave(
        name_of_backup(locked).with_name(name_of_backup(full).name), name_of_backup(full).read_bytes()
    ),
    "damaged": lambda full, locked: leave(
        locked.data.with_name(f"journal.json.damaged-{HEX[4:]}"), b'{"half a chestnut'
    ),
    "merged": lambda full, locked: leave(
        locked.data.with_name(f"journal{MARK}.json.merged"), full.data.read_bytes()
    ),
    "drafts of a sync client": lambda full, locked: leave(
        locked.data.with_name(f"journal.json{MARK}.drafts"),
        full.data.with_name("journal.json.drafts").read_bytes(),
    ),
}


def words_of(found: dict[str, Any]) -> list[tuple[str, str]]:
    findings = [each for each in found["findings"] if each["about"] == "words"]
    return [(each["state"], each.get("path", "")) for each in findings]


def test_a_locked_journal_is_whole(locked: LockedProgram) -> None:
    found = report(locked)
    assert found["whole"]
    assert found["locked"] is True
    text = check_says_nothing(locked.run("doctor"))
    assert "locked" in text.out
    check_that_text_and_json_agree(text.out, found)


def test_a_plain_one_says_that_it_is(full: LockedProgram) -> None:
    assert report(full)["locked"] is False


@pytest.mark.parametrize("what", PLAIN)
def test_what_is_left_plain_is_named_and_the_named_command_locks_it(
    what: str, full: LockedProgram, locked: LockedProgram
) -> None:
    file = PLAIN[what](full, locked)
    found = report(locked)
    assert words_of(found) == [("plain", str(file))]
    outcome = check_says_nothing(locked.run("doctor"))
    check_that_text_and_json_agree(outcome.out, found)
    [finding] = [each for each in unsound(found) if each["about"] == "words"]
    assert finding["remedy"] == "kindtui lock"
    refused(locked.run("lock"), 3, VARIABLE)
    assert locked.given().run("lock").status == 0
    assert words_of(report(locked)) == []
    check_files(locked)
    assert locked.given().export() == locked.exported


def test_a_plain_file_is_found_by_its_word_and_told_from_a_sealed_one(
    full: LockedProgram, locked: LockedProgram
) -> None:
    copy = PLAIN["merged"](full, locked)
    outcome = locked.given().run("doctor", "--find", "-", stdin=b"quince\n")
    lines = outcome.out.splitlines()
    assert outcome.status == 0
    [plain] = [line for line in lines if str(copy) in line]
    assert [line for line in lines if str(locked.data) + "," in line]
    assert "passphrase" not in plain
    assert "quince" not in outcome.out + outcome.err
    sealed = [line for line in lines if line != plain]
    assert sealed
    assert all("passphrase" in line for line in sealed)


@pytest.mark.parametrize("word", WORDS)
def test_each_word_is_found_with_the_key_and_in_no_plain_file(word: str, locked: LockedProgram) -> None:
    outcome = locked.given().run("doctor", "--find", "-", stdin=word.upper().encode())
    assert outcome.status == 0
    assert outcome.out
    assert all("passphrase" in line for line in outcome.out.splitlines())
    assert word.lower() not in (outcome.out + outcome.err).lower()


def test_a_word_that_is_nowhere_is_nowhere(locked: LockedProgram) -> None:
    outcome = locked.given().run("doctor", "--find", "-", stdin=b"pelican")
    assert (outcome.status, outcome.out.count("\n")) == (0, 1)
    assert str(locked.data) not in outcome.out


def test_letters_of_sealed_words_are_not_found(locked: LockedProgram) -> None:
    """A short word can be among them by chance."""
    token = locked.stored_day().received[0].text
    for word in (token[-6:-2], token):
        outcome = locked.given().run("doctor", "--find", "-", stdin=word.encode())
        assert str(locked.data) not in outcome.out


def test_finding_needs_the_key(locked: LockedProgram, monkeypatch: pytest.MonkeyPatch) -> None:
    refused(locked.run("doctor", "--find", "-", stdin=b"quince\n"), 3, VARIABLE)
    refused(locked.given("wrong").run("doctor", "--find", "-", stdin=b"quince\n"), 3, VARIABLE)
    with typing(monkeypatch, "wrong", PASSPHRASE):
        assert str(locked.data) in locked.run("doctor", "--find", "-", stdin=b"quince\n").out


def test_a_copy_of_another_key_is_said_not_to_be_opened(full: LockedProgram, locked: LockedProgram) -> None:
    lock_journal(full.data, OTHER)
    copy = leave(locked.data.with_name(f"journal{MARK}.json.merged"), full.data.read_bytes())
    outcome = locked.given().run("doctor", "--find", "-", stdin=b"pelican")
    assert outcome.status == 3
    assert str(copy) in outcome.out


def test_a_journal_that_was_replaced_by_a_plain_one_is_told(
    full: LockedProgram, locked: LockedProgram
) -> None:
    locked.data.write_bytes(full.data.read_bytes())
    full.session().submit(ReceivedWritten(TODAY, "a pelican"))
    found = report(locked)
    assert words_of(found) == [("replaced", str(locked.data))]
    [finding] = [each for each in unsound(found) if each["about"] == "words"]
    check_that_text_and_json_agree(locked.run("doctor").out, found)
    arguments = finding["remedy"].split()[1:]
    refused(locked.run(*arguments), 3)
    assert locked.given().run(*arguments).status == 0
    check_files(locked)
    assert words_of(report(locked)) == []
    assert json.loads(locked.given().export())["days"] == json.loads(locked.exported)["days"]


def test_what_is_still_sealed_after_unlocking_is_named(locked: LockedProgram) -> None:
    sealed = locked.data.read_bytes()
    assert locked.given().run("unlock", "--for-good").status == 0
    copy = leave(locked.data.with_name(f"journal{MARK}.json.merged"), sealed)
    found = report(locked)
    assert words_of(found) == [("sealed", str(copy))]
    assert locked.given().run("unlock", "--for-good").status == 0
    assert words_of(report(locked)) == []


def test_an_interrupted_lock_is_told_and_finished(full: LockedProgram) -> None:
    lock_journal(full.data)
    mark_incomplete(full)
    found = report(full)
    assert [state for state, _ in words_of(found)] == ["unfinished"]
    check_that_text_and_json_agree(check_says_nothing(full.run("doctor")).out, found)
    refused(full.run("lock"), 3, VARIABLE)
    assert full.given().run("lock").status == 0
    assert report(full)["whole"]


def test_fixing_needs_no_key_and_shows_nothing(locked: LockedProgram) -> None:
    leave(locked.data.with_name(f".journal.json.{HEX}.tmp"), b"half a chestnut")
    locked.data.with_name("journal.json.prev").chmod(0o644)
    check_says_nothing(locked.run("doctor"))
    assert check_says_nothing(locked.run("doctor", "--fix")).status == 0
    check_files(locked)
    assert report(locked)["whole"]


def test_a_damaged_locked_journal_is_put_aside_and_comes_back(locked: LockedProgram) -> None:
    whole = locked.data.read_bytes()
    locked.data.write_bytes(whole[:-9])
    outcome = check_says_nothing(locked.run("doctor"))
    assert outcome.status == 3
    assert report(locked)["locked"] is None
    check_says_nothing(locked.run("doctor", "--fix"))
    restored = check_says_nothing(locked.run("backup", "restore", "previous"))
    assert restored.status == 0
    check_files(locked)
    assert locked.status_json()["locked"]
    assert locked.given().run("show").status == 0


@pytest.mark.sweep
@pytest.mark.parametrize(
    "line",
    ["show", "status", "log gave soup", "checkin", "lock", "lock --change", "unlock --for-good", "export"],
)
def test_a_damaged_locked_journal_is_left_as_it_is(line: str, locked: LockedProgram) -> None:
    cut = locked.data.read_bytes()[:-9]
    locked.data.write_bytes(cut)
    for program in (locked, locked.given()):
        outcome = check_says_nothing(program.run(*line.split()))
        assert outcome.status == 3
        assert str(locked.data) in outcome.err
        assert locked.data.read_bytes() == cut


def mark_incomplete(program: LockedProgram) -> None:
    """Leave the mark of a lock that was killed before every file was done."""
    tables = json.loads(program.data.read_bytes())
    tables["keyring"]["1"]["incomplete"] = True
    program.data.write_text(json.dumps(tables))
    keyring = FileStore(program.data, FakeClock()).load().keyring
    assert keyring
    assert keyring.incomplete

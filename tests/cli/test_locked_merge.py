"""`kindtui merge` where a copy is locked: nothing is lost or plain again, and no conflict is invented."""

import json
import shlex
import shutil
from pathlib import Path

import pytest

from kindtui.domain.requests import ReceivedWritten
from tests.cli.locked_world import (
    CODE,
    HEX,
    MARK,
    VARIABLE,
    WRONG,
    LockedProgram,
    check_files,
    check_says_nothing,
    leave,
    refused,
    typing,
)
from tests.cli.program import Outcome
from tests.support import PASSPHRASE, TODAY, lock_journal

OURS, THEIRS = "a pelican at the pond", "a walrus on the ice"
OTHER = "a quiet corner"


def another(program: LockedProgram, name: str = "another") -> LockedProgram:
    """A copy of the home of a program, as on another machine."""
    home = program.home.with_name(name)
    shutil.copytree(program.home, home)
    return LockedProgram(home, code=program.code, exported=program.exported)


def received(program: LockedProgram) -> list[str]:
    shown: list[str] = json.loads(program.run("show", "--json").out)["received"]
    return shown


def exported_days(program: LockedProgram) -> object:
    return json.loads(program.given().export())["days"]


def merged(program: LockedProgram, file: Path, *options: str | Path) -> Outcome:
    outcome = check_says_nothing(program.run("merge", file, *options))
    assert (outcome.status, outcome.err) == (0, "")
    return outcome


@pytest.fixture
def plain_copy(full: LockedProgram) -> Path:
    """A copy from before the journal was locked, to which a line was added."""
    full.session().submit(ReceivedWritten(TODAY, THEIRS))
    return full.data


def test_an_older_plain_copy_adds_nothing_and_makes_no_conflict(
    full: LockedProgram, locked: LockedProgram
) -> None:
    before = locked.files()
    assert "already" in merged(locked, full.data).out.lower() or locked.files() == before
    assert locked.files() == before
    assert locked.given().export() == locked.exported


def test_a_plain_copy_is_merged_without_the_key(plain_copy: Path, locked: LockedProgram) -> None:
    before = plain_copy.read_bytes()
    dry = check_says_nothing(locked.run("merge", plain_copy, "--dry-run"))
    assert (dry.status, dry.err) == (0, "")
    merged(locked, plain_copy)
    assert plain_copy.read_bytes() == before
    check_files(locked, THEIRS)
    assert received(locked.given()) == ["a damson pie", THEIRS]
    assert json.loads(locked.given().export())["conflicts"] == json.loads(locked.exported)["conflicts"]
    assert "nothing" in merged(locked, plain_copy).out.lower()  # once is enough


def test_two_locked_copies_are_merged_without_the_key(locked: LockedProgram) -> None:
    other = another(locked)
    locked.run("log", "received", OURS)
    other.run("log", "received", THEIRS)
    other.given().run("list")
    merged(locked, other.data)
    check_files(locked, OURS, THEIRS)
    assert sorted(received(locked.given())) == sorted(["a damson pie", OURS, THEIRS])
    assert json.loads(locked.given().export())["conflicts"] == json.loads(locked.exported)["conflicts"]
    merged(other, locked.data)
    assert exported_days(other) == exported_days(locked)
    before = locked.data.read_bytes()
    merged(locked, other.data)
    assert locked.data.read_bytes() == before


def test_what_the_key_turned_from_a_box_into_sealed_words_is_the_same(locked: LockedProgram) -> None:
    """One copy was opened meanwhile, and so sealed its words anew."""
    locked.run("log", "received", OURS)
    other = another(locked)
    (other.home / "rows.csv").write_text(f"day,part,text\n2026-11-20,received,{THEIRS}\n")
    assert other.given().run("import", other.home / "rows.csv").status == 0
    assert b"sealed.b." not in other.data.read_bytes()
    before = exported_days(other)
    merged(locked, other.data)
    merged(other, locked.data)
    assert exported_days(locked) == exported_days(other) == before
    assert json.loads(locked.given().export())["conflicts"] == json.loads(locked.exported)["conflicts"]


def test_two_wordings_of_one_line_are_both_kept(locked: LockedProgram) -> None:
    other = another(locked)
    for program, text in ((locked, OURS), (other, THEIRS)):
        program.extra_environment["EDITOR"] = f"sed -i 's/a damson pie/{text}/'"
        assert program.given().run("edit").status == 0
    merged(locked, other.data)
    check_files(locked, OURS, THEIRS)
    shown = locked.given().run("show").out
    assert OURS in shown
    assert THEIRS in shown


def test_a_locked_copy_into_a_plain_journal_locks_it(full: LockedProgram, locked: LockedProgram) -> None:
    locked.run("log", "received", THEIRS)
    full.session().submit(ReceivedWritten(TODAY, OURS))
    before = full.files()
    refused(full.run("merge", locked.data), 3, VARIABLE, str(locked.data.name))
    refused(full.given(WRONG).run("merge", locked.data), 3, VARIABLE)
    assert full.given().run("merge", locked.data, "--dry-run").status == 0
    assert full.files() == before
    outcome = full.given().run("merge", locked.data)
    assert outcome.status == 0
    assert "locked" in outcome.out
    check_files(full, OURS, THEIRS)
    assert full.status_json()["locked"]
    assert sorted(received(full.given())) == sorted(["a damson pie", OURS, THEIRS])
    assert full.given(locked.code).run("show").status == 0


def test_a_locked_copy_becomes_the_journal_where_there_is_none(locked: LockedProgram, tmp_path: Path) -> None:
    new = LockedProgram(tmp_path / "new", code=locked.code, exported=locked.exported)
    refused(new.run("merge", locked.data), 3)
    assert new.given().run("merge", locked.data).status == 0
    check_files(new)
    assert exported_days(new) == json.loads(locked.exported)["days"]


def test_a_copy_under_another_key_stays_beside_it(full: LockedProgram, locked: LockedProgram) -> None:
    lock_journal(full.data, OTHER)
    files = locked.files(), full.files()
    for program in (locked, locked.given(), locked.given(OTHER)):
        refused(program.run("merge", full.data), 3)
        refused(program.run("merge", full.data, "--dry-run"), 3)
        refused(program.run("merge", locked.data, "--into", full.data), 3)
    assert (locked.files(), full.files()) == files


def test_into_writes_that_file_alone(locked: LockedProgram, plain_copy: Path) -> None:
    """As for a git merge driver: ours, base, theirs."""
    other = another(locked)
    other.run("log", "received", OURS)
    base = locked.home / "base.json"
    shutil.copy(locked.data, base)
    folder = other.data.parent
    before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file() and file != other.data}
    merged(locked, plain_copy, "--base", base, "--into", other.data)
    after = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file() and file != other.data}
    assert after == before
    check_files(other, OURS, THEIRS)
    assert other.data.stat().st_mode & 0o777 == 0o600
    assert sorted(received(other.given())) == sorted(["a damson pie", OURS, THEIRS])


def test_a_locked_file_into_a_plain_one_needs_the_key(locked: LockedProgram, plain_copy: Path) -> None:
    before = plain_copy.read_bytes()
    refused(locked.run("merge", locked.data, "--into", plain_copy), 3, VARIABLE)
    assert plain_copy.read_bytes() == before
    assert locked.given().run("merge", locked.data, "--into", plain_copy).status == 0
    shown = locked.given()
    shown.data = plain_copy
    assert received(shown) == ["a damson pie", THEIRS]


@pytest.mark.usefixtures("cheap_locks")
def test_after_a_change_of_the_passphrase_the_later_one_counts(
    locked: LockedProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = another(locked)
    with typing(monkeypatch, OTHER, OTHER):
        assert other.given().run("lock", "--change").status == 0
    other.run("log", "received", THEIRS)
    locked.run("log", "received", OURS)
    forth = another(other, "forth")
    merged(forth, locked.data)  # the older lock into the later one
    assert sorted(received(forth.given(OTHER))) == sorted(["a damson pie", OURS, THEIRS])
    before = locked.files()
    refused(locked.run("merge", other.data), 3, VARIABLE)
    assert locked.files() == before
    assert locked.given().run("merge", other.data).status == 0
    assert sorted(received(locked.given(OTHER))) == sorted(["a damson pie", OURS, THEIRS])
    check_files(locked, OURS, THEIRS)
    assert locked.given(PASSPHRASE).run("show").status == 3


def test_a_locked_copy_of_before_locks_nothing_that_was_unlocked_for_good(locked: LockedProgram) -> None:
    other = another(locked)
    other.run("log", "received", THEIRS)
    assert locked.given().run("unlock", "--for-good").status == 0
    assert locked.given().run("merge", other.data).status == 0
    assert locked.status_json()["locked"] is False
    assert received(locked) == ["a damson pie", THEIRS]


def test_a_merge_that_unlocks_the_journal_says_so(locked: LockedProgram) -> None:
    """The other copy was unlocked for good later. Without a word of it, nobody would look for plain words."""
    other = another(locked)
    assert other.given().run("unlock", "--for-good").status == 0
    outcome = locked.given().run("merge", other.data)
    assert outcome.status == 0
    assert locked.status_json()["locked"] or "lock" in outcome.out + outcome.err


def test_without_the_key_nothing_unlocks_a_journal(locked: LockedProgram) -> None:
    other = another(locked)
    assert other.given().run("unlock", "--for-good").status == 0
    other.session().submit(ReceivedWritten(TODAY, THEIRS))
    outcome = check_says_nothing(locked.run("merge", other.data))
    assert outcome.status in (0, 3)
    check_files(locked, THEIRS)
    assert locked.status_json()["locked"]


@pytest.mark.parametrize("line", ["checkin", "doctor --fix"])
@pytest.mark.parametrize("is_plain", [True, False], ids=["plain", "locked"])
def test_copies_of_sync_clients_are_merged_and_sealed(
    line: str, is_plain: bool, plain_copy: Path, locked: LockedProgram
) -> None:
    other = another(locked)
    other.run("log", "received", THEIRS)
    data = plain_copy.read_bytes() if is_plain else other.data.read_bytes()
    copy = leave(locked.data.with_name(f"journal{MARK}.json"), data)
    check_says_nothing(locked.run(*line.split()), THEIRS)
    assert not copy.exists()
    assert copy.with_name(f"{copy.name}.merged").exists()
    check_files(locked, THEIRS)
    assert received(locked.given()) == ["a damson pie", THEIRS]


def test_a_copy_of_a_sync_client_under_another_key_stays(locked: LockedProgram, full: LockedProgram) -> None:
    lock_journal(full.data, OTHER)
    copy = leave(locked.data.with_name(f"journal{MARK}.json"), full.data.read_bytes())
    for line in ("checkin", "doctor --fix", "log gave soup"):
        check_says_nothing(locked.run(*line.split()))
        assert copy.read_bytes() == full.data.read_bytes()
    report = json.loads(locked.run("doctor", "--fix", "--json").out)
    [finding] = [each for each in report["findings"] if each["about"] == "copies"]
    if "remedy" in finding:  # and if one is named, it works
        assert locked.given().run(*shlex.split(finding["remedy"])[1:]).status == 0


def test_a_dry_run_shows_nothing_that_stands_for_words(locked: LockedProgram) -> None:
    other = another(locked)
    for kind in ("gave", "received", "kept"):
        other.run("log", kind, THEIRS)
    before = locked.files()
    outcome = check_says_nothing(locked.run("merge", other.data, "--dry-run"), THEIRS)
    assert (outcome.status, outcome.err) == (0, "")
    assert str(TODAY) in outcome.out or "22 November" in outcome.out
    assert locked.files() == before


def test_by_hand_it_names_the_file_that_it_asks_for(
    full: LockedProgram, locked: LockedProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    with typing(monkeypatch, "wrong", PASSPHRASE) as terminal:
        outcome = full.run("merge", locked.data)
    assert outcome.status == 0
    assert str(locked.data) in terminal.shown
    assert not CODE.search(outcome.out)
    assert HEX not in outcome.out

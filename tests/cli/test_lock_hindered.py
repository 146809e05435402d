"""What a lock cannot lock it names, with exit status 4; and what was stopped is finished later."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kindtui.storage import edited_texts, find
from tests.cli.doctor_worlds import ODD_FOLDER, ODD_NAME
from tests.cli.locked_world import (
    CODE,
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
    words_in_files,
)
from tests.cli.program_here import open_again
from tests.cli.sheets import shell_editor
from tests.cli.test_locked_doctor import mark_incomplete
from tests.support import PASSPHRASE_COMMAND, TODAY, lock_journal

pytestmark = pytest.mark.usefixtures("cheap_locks")


def beside(full: LockedProgram, name: str) -> Path:
    return full.data.parent / name


def make_linked(full: LockedProgram) -> tuple[Path, Callable[[], object]]:
    link = full.home / "elsewhere.json"
    os.link(full.data, link)
    return full.data, link.unlink


def make_similar(full: LockedProgram) -> tuple[Path, Callable[[], object]]:
    copy = leave(beside(full, "journal (1).json"), full.data.read_bytes())
    return copy, copy.unlink


def make_edited(full: LockedProgram) -> tuple[Path, Callable[[], object]]:
    sheet = edited_texts.create(full.data, "a damson pie", (TODAY, "evening"), "")
    return sheet, lambda: edited_texts.remove(sheet)


def make_fixed(full: LockedProgram) -> tuple[Path, Callable[[], object]]:
    """A folder of backups in which nothing can be written."""
    folder = beside(full, "journal.json.backups")
    folder.chmod(0o500)
    return next(folder.glob("*.json")), lambda: folder.chmod(0o700)


def make_closed(full: LockedProgram) -> tuple[Path, Callable[[], object]]:
    folder = beside(full, "journal.json.backups")
    folder.chmod(0)
    return folder, lambda: folder.chmod(0o700)


def make_unreadable(full: LockedProgram) -> tuple[Path, Callable[[], object]]:
    file = next(beside(full, "journal.json.backups").glob("*.json"))
    file.chmod(0)
    return file, lambda: file.chmod(0o600)


HINDRANCES = {
    "a hard link": make_linked,
    "a copy, or a journal": make_similar,
    "an open editor": make_edited,
    "a folder to be read only": make_fixed,
    "a folder that is closed": make_closed,
    "a file that is closed": make_unreadable,
}


REMEDIES = {
    "a hard link": "remove that link",
    "a copy, or a journal": "remove it",
    "an open editor": "close the editor",
    "a folder to be read only": "make it writable",
}


@pytest.mark.parametrize("what", HINDRANCES)
def test_what_cannot_be_locked_is_named_and_the_rest_is_locked(what: str, full: LockedProgram) -> None:
    with open_again(full.home):
        file, mend = HINDRANCES[what](full)
        outcome = check_says_nothing(full.given().run("lock"))
        assert outcome.status == 4
        assert CODE.fullmatch(outcome.out.strip())
        assert str(file) in outcome.error_lines[-1]
        has_rest = what not in ("a hard link", "a copy, or a journal")  # else nothing is left to lock
        assert ("`kindtui lock`" in outcome.error_lines[-1]) is has_rest
        assert REMEDIES.get(what, "") in outcome.error_lines[-1]
        assert outcome.error_lines[-1].startswith("kindtui: ")
        mend()
        outcome = full.given().run("lock")
        assert outcome.status == 0, outcome.err
        assert not CODE.search(outcome.out)
    check_files(full)
    assert full.given().export() == full.exported


@pytest.mark.parametrize(
    "what", ["a folder to be read only", "a folder that is closed", "a file that is closed"]
)
def test_what_cannot_be_unlocked_is_named_too(what: str, locked: LockedProgram) -> None:
    with open_again(locked.home):
        file, mend = HINDRANCES[what](locked)
        outcome = locked.given().run("unlock", "--for-good")
        assert (outcome.status, outcome.out) == (4, "")
        assert str(file) in outcome.error_lines[-1]
        mend()
        assert locked.given().run("unlock", "--for-good").status == 0
    assert words_in_files(locked) == set(WORDS)


def test_tables_of_other_programs_are_named(full: LockedProgram) -> None:
    tables = json.loads(full.data.read_bytes())
    tables["moon phases"] = {"1": {"text": "half a moon"}}
    full.data.write_text(json.dumps(tables))
    outcome = full.given().run("lock")
    assert outcome.status == 4
    assert "moon phases" in outcome.err
    assert "half a moon" not in outcome.err


def left_behind(full: LockedProgram) -> dict[str, bytes]:
    """Every name under which sync clients and killed writes leave the journal's text, with such a text."""
    whole, half = full.data.read_bytes(), full.data.read_bytes()[:-9]
    drafts = beside(full, "journal.json.drafts").read_bytes()
    [backup] = beside(full, "journal.json.backups").glob("*.json")
    temporaries = (
        "journal.json", "journal.json.prev", "journal.json.drafts", f"journal.json.damaged-{HEX[:12]}",
    )  # fmt: skip
    return {
        f"journal{MARK}.json": whole,
        f"journal.json{MARK}.prev": whole,
        f"journal.json{MARK}.drafts": drafts,
        f"journal.json (Sam's conflicted copy 2026-11-22).damaged-{HEX[:12]}": half,
        f"journal.json.damaged-{HEX[4:]}": half,
        f"journal{MARK}.json.merged": whole,
        f"journal{MARK}.json{MARK}.merged": whole,
        **{f".{written}.{HEX}.tmp": half for written in temporaries},
        ".syncthing.journal.json.tmp": half,
        f".out.json.{HEX}.tmp": half,
        f"journal.json.backups/.{backup.name}.{HEX}.tmp": half,
        f"journal.json.backups/{backup.stem}{MARK}.json": whole,
        ".stversions/journal~20261121-080000.json": whole,
        ".stversions/journal.json~20261121-080000.prev": whole,
        f".stversions/journal.json.backups/{backup.stem}~20261121-080000.json": whole,
        "journal.json~": whole,
        "journal.json.bak": whole,
        "#journal.json#": half,
    }


def test_each_file_of_the_folder_is_locked_or_named(full: LockedProgram) -> None:
    for name, data in left_behind(full).items():
        beside(full, name).parent.mkdir(parents=True, exist_ok=True)
        leave(beside(full, name), data)
    outcome = check_says_nothing(full.given().run("lock"))
    plain = [file for file, data in full.files().items() if find.contains_any(WORDS, data)]
    assert outcome.status == (4 if plain else 0)
    assert [file for file in plain if file not in outcome.err] == []
    for name in (f"journal{MARK}.json", f"journal.json{MARK}.drafts", f"journal.json.damaged-{HEX[4:]}"):
        assert str(beside(full, name)) not in plain
    found = full.given().run("doctor", "--find", "-", stdin=b"quince").out
    assert [file for file in plain if f"{file}," not in found and b"quince" in Path(file).read_bytes()] == []


@pytest.fixture
def stopped(full: LockedProgram) -> LockedProgram:
    """A journal whose lock was killed once the journal itself was locked."""
    [backup] = beside(full, "journal.json.backups").glob("*.json")
    plain = {file: file.read_bytes() for file in (backup, beside(full, "journal.json.drafts"))}
    full.code = lock_journal(full.data)
    mark_incomplete(full)
    for file in beside(full, "journal.json.backups").glob("*.json"):
        file.unlink()
    for file, data in plain.items():
        leave(file, data)
    return full


FINISHING = (
    "show", "show --json", "list", "search damson", "export -o OUT", "import EXPORT", "undo",
    "undo --dry-run", "edit", "lock",
)  # fmt: skip


@pytest.mark.parametrize("line", FINISHING)
def test_the_next_command_with_the_key_finishes_it_quietly(line: str, stopped: LockedProgram) -> None:
    export = stopped.home / "export.json"
    export.write_bytes(stopped.exported)
    stopped.extra_environment["EDITOR"] = shell_editor(stopped.home, "true")
    names = {"OUT": str(stopped.home / "out"), "EXPORT": str(export)}
    outcome = stopped.given().run(*(names.get(word, word) for word in line.split()))
    assert outcome.status == 0, outcome.err
    assert "lock" not in outcome.err or line == "lock"
    check_files(stopped)
    assert not json.loads(stopped.data.read_bytes())["keyring"]["1"].get("incomplete")
    assert stopped.run("doctor").status == 0


@pytest.mark.parametrize(
    "line", ["status", "log gave soup", "checkin", "backup list", "doctor", "merge data/journal.json.prev"]
)
def test_without_the_key_it_goes_on_as_it_is(line: str, stopped: LockedProgram) -> None:
    arguments = [str(stopped.home / word) if "/" in word else word for word in line.split()]
    outcome = check_says_nothing(stopped.run(*arguments))
    assert outcome.status == (3 if line == "doctor" else 1 if line == "status" else 0)
    assert json.loads(stopped.data.read_bytes())["keyring"]["1"]["incomplete"]
    refused(stopped.run("lock"), 3, VARIABLE)
    assert stopped.given().run("show").status == 0
    check_files(stopped)


def test_it_can_also_be_unlocked_for_good(stopped: LockedProgram) -> None:
    assert stopped.given().run("unlock", "--for-good").status == 0
    assert words_in_files(stopped) == set(WORDS)
    assert stopped.export() == stopped.exported
    assert stopped.run("doctor").status == 0


def test_a_change_of_the_passphrase_finishes_it_too(
    stopped: LockedProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    with typing(monkeypatch, "a quiet corner", "a quiet corner"):
        assert stopped.given().run("lock", "--change").status == 0
    check_files(stopped)
    assert stopped.run("doctor").status == 0
    assert stopped.given("a quiet corner").export() == stopped.exported


def test_ctrl_c_in_the_middle_says_what_that_means(
    full: LockedProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("kindtui.storage.locking._rewrite_files", stop)
        outcome = check_says_nothing(full.given().run("lock"))
    assert outcome.status == 130
    assert CODE.fullmatch(outcome.out.strip())
    assert "`kindtui lock`" in outcome.error_lines[-1]
    assert full.status_json()["locked"]
    assert full.run("doctor").status == 3
    assert full.given(outcome.out.strip()).run("show").status == 0
    check_files(full)
    with monkeypatch.context() as patched:
        patched.setattr("kindtui.storage.locking._rewrite_files", stop)
        outcome = check_says_nothing(full.given().run("unlock", "--for-good"))
    assert outcome.status == 130
    assert "`kindtui unlock --for-good`" in outcome.error_lines[-1]
    assert full.given().run("unlock", "--for-good").status == 0
    assert full.export() == full.exported


@pytest.mark.parametrize("kind", ["read-only", "newer", "read-only folder"])
@pytest.mark.parametrize("line", ["lock", "lock --change", "unlock --for-good"])
def test_what_may_only_be_read_stays_as_it_is(
    line: str, kind: str, full: LockedProgram, locked: LockedProgram
) -> None:
    program = full if line == "lock" else locked
    with open_again(program.home):
        guard(program, kind)
        before = program.files()
        outcome = refused(program.given().run(*line.split()), 3)
        assert str(program.data.parent) in outcome.err
        assert program.files() == before
        if program is locked:
            shown = locked.given().run("show")
            assert shown.status == 0
            assert "damson" in shown.out
            refused(locked.run("log", "gave", "soup"), 3)
            refused(locked.run("checkin"), 3)
            assert program.files() == before


def guard(program: LockedProgram, kind: str) -> None:
    if kind == "newer":
        tables = json.loads(program.data.read_bytes())
        tables["_meta"]["1"]["schema"] = 9
        program.data.write_text(json.dumps(tables))
    elif kind == "read-only":
        program.data.chmod(0o444)
    else:
        program.in_a_process = True  # as root is told here that it may write
        program.data.parent.chmod(0o500)


def test_a_symbolic_link_stays_one_and_all_behind_it_is_locked(full: LockedProgram) -> None:
    link = full.home / "links" / "diary.json"
    link.parent.mkdir(mode=0o700)
    link.symlink_to(full.data)
    drafts = beside(full, "journal.json.drafts")
    shutil.copy(drafts, link.with_name("diary.json.drafts"))
    shutil.copy(full.data, link.with_name("diary.json.prev"))
    real, full.data = full.data, link
    assert full.given().run("lock").status == 0
    assert link.is_symlink()
    check_files(full)
    full.data = real
    check_files(full)
    full.data = link
    assert full.given().export() == full.exported
    assert full.given().run("unlock", "--for-good").status == 0
    assert link.is_symlink()
    full.data = real
    assert full.export() == full.exported


@pytest.mark.parametrize(
    "name",
    [f"{ODD_FOLDER}/{ODD_NAME}", "-x/--change.json", "sealed.s.x/sealed.json", "a\nb/\x1b[31mc.json", "ä/ö"],
)
def test_names_with_odd_characters(name: str, full: LockedProgram) -> None:
    odd = LockedProgram(full.home.with_name("odd"))
    odd.data = odd.home / name
    odd.home.mkdir()
    shutil.copytree(full.data.parent, odd.data.parent)
    for file in list(odd.data.parent.iterdir()):
        file.rename(file.with_name(file.name.replace("journal.json", odd.data.name)))
    odd.extra_environment.update(PASSPHRASE_COMMAND)
    assert odd.run("lock").status == 0
    check_files(odd)
    assert odd.export() == full.exported
    mark_incomplete(odd)
    remedy = next(
        finding["remedy"]
        for finding in json.loads(odd.run("doctor", "--json", "--data", odd.data).out)["findings"]
        if finding["about"] == "words"
    )
    assert [outcome.status for outcome in odd.run_in_shell(remedy, "bash")] == [0]
    assert odd.run("doctor").status == 0
    assert odd.run("unlock", "--for-good").status == 0
    assert odd.export() == full.exported


def test_two_journals_in_one_folder_are_locked_apart(full: LockedProgram) -> None:
    for file in list(full.data.parent.iterdir()):
        if file.is_file():
            shutil.copy2(file, beside(full, file.name.replace("journal", "journal-work")))
    before = {file: data for file, data in full.files().items() if "journal-work" in file}
    assert full.given().run("lock").status == 0
    assert {file: data for file, data in full.files().items() if "journal-work" in file} == before
    assert full.run("show", "--data", beside(full, "journal-work.json")).status == 0


def test_what_a_killed_export_left_is_gone_or_to_be_removed(full: LockedProgram) -> None:
    """No permission and no editor keeps it from being locked."""
    stray = leave(beside(full, f".out.json.{HEX}.tmp"), full.data.read_bytes()[:-9])
    outcome = full.given().run("lock")
    if stray.exists():
        assert outcome.status == 4
        [sentence] = [each for each in outcome.err.split(". ") if str(stray) in each]
        assert "remove it" in sentence
        assert "editor" not in sentence

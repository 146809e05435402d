"""Backups, imports, exports, purges and undo of a locked journal: no plain word comes back by any of them."""

import json
import shutil
from pathlib import Path

import pytest

from kindtui.domain.requests import ReceivedWritten
from tests.cli.locked_world import (
    HEX,
    SEALED_WORDS,
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
from tests.real_terminal import Terminal
from tests.support import TODAY, lock_journal

FORMATS = ("json", "csv", "markdown", "html", "svg")
NEW = "a pelican at the pond"
OTHER = "a quiet corner"


def backups(program: LockedProgram) -> list[Path]:
    return sorted(program.data.with_name("journal.json.backups").glob("*.json"))


def exported(program: LockedProgram, file_format: str, *options: str) -> bytes:
    file = program.home / f"export.{file_format}"
    outcome = program.run("export", "--format", file_format, "-o", file, "--force", *options)
    assert outcome.status == 0, outcome.err
    return file.read_bytes()


@pytest.mark.parametrize("file_format", FORMATS)
def test_an_export_is_the_same_before_with_and_after_the_lock(file_format: str, full: LockedProgram) -> None:
    before = exported(full, file_format)
    lock_journal(full.data)
    assert exported(full.given(), file_format) == before
    assert full.given().run("unlock", "--for-good").status == 0
    assert exported(full, file_format) == before
    assert not SEALED_WORDS.search(before.decode())
    assert b"keyring" not in before


def test_an_export_is_private_and_replaces_nothing(locked: LockedProgram) -> None:
    file = locked.home / "export.json"
    exported(locked.given(), "json")
    assert file.stat().st_mode & 0o777 == 0o600
    before = file.read_bytes()
    assert locked.given().run("export", "-o", file).status == 2
    assert locked.given().run("export", "-o", locked.data, "--force").status == 2
    refused(locked.run("export", "-o", file, "--force"), 3, VARIABLE)
    assert file.read_bytes() == before
    check_files(locked)


def test_an_export_is_imported_again_with_the_key(locked: LockedProgram, tmp_path: Path) -> None:
    export = tmp_path / "export.json"
    export.write_bytes(locked.exported)
    empty = LockedProgram(tmp_path / "empty")
    lock_journal(empty.data)
    assert empty.given().run("import", export).status == 0
    check_files(empty)
    assert json.loads(empty.given().export())["days"] == json.loads(locked.exported)["days"]


@pytest.mark.parametrize("suffix", ["json", "csv"])
def test_an_import_is_sealed_with_its_backup_and_can_be_undone(
    suffix: str, full: LockedProgram, locked: LockedProgram
) -> None:
    full.session().submit(ReceivedWritten(TODAY, NEW))
    exported(full, suffix)
    file = full.home / f"export.{suffix}"
    before = locked.given().export()
    dry = locked.given().run("import", file, "--dry-run")
    assert (dry.status, SEALED_WORDS.search(dry.out)) == (0, None)
    check_files(locked, NEW)
    assert locked.given().run("import", file).status == 0
    check_files(locked, NEW)
    assert NEW in locked.given().run("show").out
    assert locked.given().run("undo").status == 0
    check_files(locked, NEW)
    assert NEW not in locked.given().run("show").out
    assert json.loads(locked.given().export())["days"]["20261113"] == json.loads(before)["days"]["20261113"]


def test_a_locked_file_is_no_import(full: LockedProgram, locked: LockedProgram) -> None:
    before = full.files()
    for program in (full, full.given(), locked.given()):
        refused(program.run("import", locked.data), 3, "kindtui merge")
    assert full.files() == before


def test_a_backup_is_made_listed_checked_and_gone_back_to_without_the_key(locked: LockedProgram) -> None:
    assert check_says_nothing(locked.run("backup", "create")).status == 0
    kept = backups(locked)
    locked.run("log", "received", NEW)
    assert check_says_nothing(locked.run("backup", "verify")).status == 0
    listed = check_says_nothing(locked.run("backup", "list"))
    for backup in kept:
        assert backup.stem in listed.out
    newest = max(kept, key=lambda backup: "asked" in backup.name)
    dry = check_says_nothing(locked.run("backup", "restore", newest.stem, "--dry-run"), NEW)
    assert dry.status == 0
    assert check_says_nothing(locked.run("backup", "restore", newest.stem), NEW).status == 0
    check_files(locked, NEW)
    assert NEW not in locked.given().run("show").out
    assert json.loads(locked.given().export())["days"] == json.loads(locked.exported)["days"]
    assert json.loads(locked.run("doctor", "--json").out)["locked"] is True


def test_a_plain_backup_is_gone_back_to_and_sealed(full: LockedProgram, locked: LockedProgram) -> None:
    """It lay elsewhere when the journal was locked."""
    [plain] = backups(full)
    copy = Path(shutil.copy2(plain, backups(locked)[0].with_name(plain.name)))
    locked.run("log", "received", NEW)
    assert check_says_nothing(locked.run("backup", "restore", copy.stem)).status == 0
    assert locked.status_json()["locked"]
    copy.unlink()
    check_files(locked, NEW)
    days = json.loads(locked.given().export())["days"]
    assert days == json.loads(locked.exported)["days"]
    check_files(locked, NEW)


@pytest.mark.usefixtures("cheap_locks")
def test_a_backup_from_before_a_change_opens_with_the_new_passphrase(
    locked: LockedProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = backups(locked)[0]
    elsewhere = locked.home / old.name
    shutil.copy2(old, elsewhere)
    with typing(monkeypatch, OTHER, OTHER):
        assert locked.given().run("lock", "--change").status == 0
    shutil.copy2(elsewhere, old)
    for backup in backups(locked):
        assert locked.run("backup", "restore", backup.stem).status == 0
        assert locked.given(OTHER).run("show").status == 0
        refused(locked.given().run("show"), 3)


def test_a_backup_under_another_key_does_not_mix_with_the_journal(
    full: LockedProgram, locked: LockedProgram
) -> None:
    lock_journal(full.data, OTHER)
    [other] = backups(full)
    shutil.copy2(other, backups(locked)[0].with_name(other.name))
    outcome = check_says_nothing(locked.run("backup", "restore", other.stem))
    assert outcome.status in (0, 3)
    secrets = {True: OTHER, False: None}
    secret = secrets[outcome.status == 0]
    opened = locked.given(secret) if secret else locked.given()
    assert json.loads(opened.export())["days"] == json.loads(locked.exported)["days"]
    assert locked.run("log", "received", NEW).status == 0
    check_files(locked, NEW)


def test_a_day_is_purged_everywhere_without_the_key(locked: LockedProgram) -> None:
    locked.run("log", "received", NEW, "--day", "2026-11-13")
    before = json.loads(locked.given().export())["days"]
    damaged = locked.data.with_name(f"journal.json.damaged-{HEX[:12]}")
    refused(locked.run("purge", "2026-11-13", stdin=b"no\n"), 2)
    outcome = check_says_nothing(locked.run("purge", "2026-11-13", stdin=b"2026-11-13\n"))
    assert (outcome.status, outcome.err) == (0, "")
    assert not damaged.exists()
    check_files(locked, NEW)
    assert locked.given().run("doctor", "--find", "-", stdin=b"kestrel").out.count("\n") == 1
    assert locked.given().run("doctor", "--find", "-", stdin=b"pelican").out.count("\n") == 1
    assert "It's in" in locked.given().run("doctor", "--find", "-", stdin=b"damson").out
    after = json.loads(locked.given().export())["days"]
    assert {key: after[key] for key in after if key != "20261113"} == {
        key: before[key] for key in before if key != "20261113"
    }


def test_everything_is_purged_and_what_comes_next_is_sealed(locked: LockedProgram) -> None:
    assert check_says_nothing(locked.run("purge", "--all", stdin=b"everything\n")).status == 0
    assert {file.name for file in locked.data.parent.iterdir()} <= {"journal.json", "journal.json.lock"}
    assert not SEALED_WORDS.search(locked.data.read_text())
    locked.run("log", "received", NEW)
    assert locked.status_json()["locked"]
    check_files(locked, NEW)
    assert NEW in locked.given().run("show").out
    assert locked.given().run("doctor", "--find", "-", stdin=b"damson").out.count("\n") == 1


def test_undo_takes_back_what_was_written_with_and_without_the_key(locked: LockedProgram) -> None:
    locked.run("log", "received", NEW)
    refused(locked.run("undo"), 3, VARIABLE)
    refused(locked.run("undo", "--dry-run"), 3, VARIABLE)
    for _ in range(3):
        assert locked.given().run("undo", "--dry-run").status == 0
        outcome = locked.given().run("undo")
        assert outcome.status == 0
        assert not SEALED_WORDS.search(outcome.out + outcome.err)
        check_files(locked, NEW)
    assert NEW not in locked.given().run("show").out


def test_it_says_the_same_as_in_a_plain_journal(full: LockedProgram, locked: LockedProgram) -> None:
    for line in ("undo --dry-run", "undo", "undo", "undo"):
        assert locked.given().run(*line.split()) == full.run(*line.split())
        check_files(locked)
    assert json.loads(locked.given().export())["days"].keys() == json.loads(full.export())["days"].keys()


def test_own_people_are_not_shown_and_the_places_are(full: LockedProgram, locked: LockedProgram) -> None:
    assert "Ottoline" in full.run("places").out
    for program in (locked, locked.given("wrong"), locked.given()):
        outcome = check_says_nothing(program.run("places"))
        assert (outcome.status, outcome.err) == (0, "")
        assert "locked" in outcome.out
        assert "findahelpline.com" in outcome.out


def test_the_settings_are_the_same_and_can_be_changed(full: LockedProgram, locked: LockedProgram) -> None:
    assert locked.run("settings") == full.run("settings")
    with Terminal(locked.data, "2026-11-22T08:00:00+01:00", "settings") as screen:
        screen.wait_for("0 to 23, or just press Enter")
        screen.send("!\r")
        screen.wait_for("My people and my helpline are locked.")
        screen.wait_until(lambda: screen.text.rstrip().endswith("leave it as it is."), "the question again")
        screen.send("5\r")
        screen.wait_for("The evening begins at")
        screen.send("q\r")
        assert screen.wait_for_exit() == 0
        assert not SEALED_WORDS.search(screen.text)
        assert not any(word in screen.text for word in WORDS)
    check_files(locked)
    assert "05:00" in locked.run("settings").out
    assert json.loads(locked.given().export())["days"] == json.loads(locked.exported)["days"]


def test_a_file_left_beside_it_is_read_by_no_command(locked: LockedProgram) -> None:
    """What a person keeps there is theirs, and stays as it is."""
    note = leave(locked.data.parent / "notes.txt", b"half a chestnut")
    for line in ("log gave soup", "doctor --fix", "backup create", "lock"):
        assert locked.given().run(*line.split()).status == 0
    assert note.read_bytes() == b"half a chestnut"
    assert words_in_files(locked) == {"chestnut"}

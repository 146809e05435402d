"""Commands on a locked journal after a full disk, or after what somebody did who may write there."""

import errno
import json
import os
from pathlib import Path

import pytest

from kindtui.storage import files
from tests.cli.locked_world import LockedProgram, check_files, check_says_nothing, words_in_files
from tests.locked_journals import LOCK

NEW = "a pelican at the pond"


def test_a_copy_with_the_public_key_of_a_thief_locks_a_plain_journal_with_the_genuine_one(
    full: LockedProgram, locked: LockedProgram
) -> None:
    tables = json.loads(locked.data.read_bytes())
    genuine = tables["keyring"]["1"]["public_key"]
    tables["keyring"]["1"]["public_key"] = LOCK.keyring.public_key
    locked.data.write_text(json.dumps(tables))
    outcome = check_says_nothing(full.given().run("merge", locked.data))
    assert "outside kindtui" in outcome.err
    assert json.loads(full.data.read_bytes())["keyring"]["1"]["public_key"] == genuine
    assert full.run("log", "received", NEW).status == 0
    assert NEW in json.loads(full.given().run("show", "--json").out)["received"]
    check_files(full, NEW)


def test_no_word_stays_plain_after_a_full_disk_stopped_the_end_of_the_lock(
    locked: LockedProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = os.replace

    def refuse_the_journal(source: Path, target: Path) -> None:
        if Path(target) == locked.data and b"dulcimer" in files.drafts_path(locked.data).read_bytes():
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        replace(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", refuse_the_journal)
        outcome = check_says_nothing(locked.given().run("unlock", "--for-good"))
    assert outcome.status != 0
    assert "dulcimer" in words_in_files(locked)
    assert "damson" in locked.given().run("list").out
    check_files(locked)
    assert locked.given().export() == locked.exported


def test_the_plain_copy_that_a_restore_replaces_by_a_locked_backup_is_kept_sealed(
    full: LockedProgram, locked: LockedProgram
) -> None:
    assert locked.run("backup", "create").status == 0
    [made, *_] = json.loads(locked.run("backup", "list", "--json").out)
    locked.data.write_bytes(full.data.read_bytes())
    assert locked.run("backup", "restore", made["id"]).status == 0
    check_files(locked)
    assert "damson" in locked.given().run("list").out

"""`kindtui edit` of a locked journal: the sheet is only in memory, and is found there again after a kill."""

import os
import shlex
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kindtui.storage import edited_texts, private_memory
from kindtui.storage.edited_texts import WHOLE_DAY
from tests.cli.locked_world import (
    SEALED_WORDS,
    VARIABLE,
    LockedProgram,
    check_files,
    check_says_nothing,
    refused,
)
from tests.cli.program import KINDTUI_COMMAND
from tests.cli.sheets import shell_editor
from tests.support import PASSPHRASE_COMMAND, ROOT, TODAY

SHARED_MEMORY = Path("/dev/shm")
pytestmark = pytest.mark.skipif(
    not SHARED_MEMORY.is_dir() or "tmpfs" not in Path("/proc/mounts").read_text(),
    reason="there is no folder in memory here",
)
NEW = "a pelican at the pond"
CHANGE = f"sed -i 's/a damson pie/{NEW}/' \"$1\""


@contextmanager
def runtime_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=SHARED_MEMORY) as name:
        yield Path(name)


@pytest.fixture
def memory(locked: LockedProgram, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder in memory of this session, as a login makes it."""
    with runtime_folder() as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
        locked.extra_environment["XDG_RUNTIME_DIR"] = str(folder)
        yield folder


def seen_by_the_editor(locked: LockedProgram, *lines: str) -> Path:
    """Name an editor that does this and writes down the path and the modes of what it is given."""
    record = locked.home / "record"
    tell = f'{{ echo "$1"; stat -c %a "$1" "$(dirname "$1")"; ls -A {locked.data.parent}; }} >{record}'
    locked.extra_environment["EDITOR"] = shell_editor(locked.home, tell, *lines)
    return record


def files_in(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


def test_the_editor_is_given_a_file_in_memory_alone(locked: LockedProgram, memory: Path) -> None:
    record = seen_by_the_editor(locked, CHANGE)
    before = sorted(file.name for file in locked.data.parent.iterdir())
    outcome = locked.given().run("edit")
    assert (outcome.status, outcome.err) == (0, "")
    assert not SEALED_WORDS.search(outcome.out)
    sheet, mode, folder_mode, *beside = record.read_text().splitlines()
    assert memory in Path(sheet).parents
    assert (mode, folder_mode) == ("600", "700")
    assert beside == before
    assert list(memory.iterdir()) == []
    check_files(locked, NEW)
    assert NEW in locked.given().run("show").out


def test_the_sheet_has_words_and_nothing_that_stands_for_them(locked: LockedProgram, memory: Path) -> None:
    locked.run("log", "received", NEW)
    copy = locked.home / "copy"
    locked.extra_environment["EDITOR"] = shell_editor(locked.home, f'cp "$1" {copy}')
    assert locked.given().run("edit").status == 0
    sheet = copy.read_text()
    assert "a damson pie" in sheet
    assert NEW in sheet
    assert not SEALED_WORDS.search(sheet)


@pytest.mark.parametrize("runtime", ["on the disk", "open to others", "missing", "relative", "unset"])
def test_without_a_safe_runtime_folder_the_shared_memory_takes_it(
    runtime: str, locked: LockedProgram, memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with runtime_folder() as shared:
        monkeypatch.setattr(private_memory, "SHARED_MEMORY", shared)
        memory.chmod(0o755)
        (locked.home / "run").mkdir(mode=0o700)
        folders = {
            "on the disk": str(locked.home / "run"),
            "open to others": str(memory),
            "missing": str(memory / "not there"),
            "relative": "run",
        }
        locked.extra_environment["XDG_RUNTIME_DIR"] = folders.get(runtime, "")
        record = seen_by_the_editor(locked)
        assert locked.given().run("edit").status == 0
        sheet, mode, folder_mode, *_ = record.read_text().splitlines()
        assert shared in Path(sheet).parents
        assert (mode, folder_mode) == ("600", "700")
        assert files_in(shared) == files_in(memory) == []


def test_where_no_folder_is_in_memory_nothing_is_opened(
    locked: LockedProgram, memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(private_memory, "SHARED_MEMORY", locked.home)
    del locked.extra_environment["XDG_RUNTIME_DIR"]
    record = seen_by_the_editor(locked)
    before = locked.files()
    refused(locked.given().run("edit"), 2)
    assert not record.exists()
    assert locked.files() == before


def test_a_folder_of_somebody_else_is_not_taken(
    locked: LockedProgram, memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that others can open, or a link, may have been put there before."""
    record = seen_by_the_editor(locked)
    with runtime_folder() as shared:
        monkeypatch.setattr(private_memory, "SHARED_MEMORY", shared)
        (memory / "kindtui").mkdir(mode=0o777)
        (memory / "kindtui").chmod(0o777)
        (shared / f"kindtui-{os.geteuid()}").symlink_to(locked.home)
        refused(locked.given().run("edit"), 2)
        assert not record.exists()
        assert files_in(memory) == []


def test_without_the_key_no_editor_is_opened(locked: LockedProgram, memory: Path) -> None:
    record = seen_by_the_editor(locked)
    refused(locked.run("edit"), 3, VARIABLE)
    refused(locked.given("wrong").run("edit"), 3, VARIABLE)
    assert not record.exists()
    assert list(memory.iterdir()) == []


@pytest.mark.parametrize("end", ["exit 1", "printf '\\377' >>\"$1\"", "kill -9 $$"])
def test_a_change_that_was_not_saved_waits_in_memory(end: str, locked: LockedProgram, memory: Path) -> None:
    locked.extra_environment["EDITOR"] = shell_editor(locked.home, CHANGE, end)
    outcome = locked.given().run("edit")
    assert (outcome.status, outcome.out) == (4, "")
    assert "kindtui edit" in outcome.err
    check_says_nothing(outcome, NEW)
    check_files(locked, NEW)
    assert any(NEW.encode() in file.read_bytes() for file in files_in(memory))
    assert {file.stat().st_mode & 0o777 for file in files_in(memory)} == {0o600}
    check_says_nothing(locked.run("doctor"), NEW)
    assert str(memory) in locked.given().run("doctor", "--find", "-", stdin=b"pelican").out
    locked.extra_environment["EDITOR"] = shell_editor(
        locked.home, 'iconv -c -f utf-8 -t utf-8 "$1" >"$1.new"; mv "$1.new" "$1"; echo >>"$1"'
    )
    again = locked.given().run("edit")
    assert again.status == 0, again.err
    assert list(memory.iterdir()) == []
    assert NEW in locked.given().run("show").out
    check_files(locked, NEW)


def test_a_sheet_is_found_again_after_a_kill(locked: LockedProgram, memory: Path) -> None:
    """The editor writes, kills kindtui, and only then ends."""
    editor = shell_editor(locked.home, CHANGE, "kill -9 $PPID")
    environment = {**locked.environment, **PASSPHRASE_COMMAND, "EDITOR": editor}
    done = subprocess.run([*KINDTUI_COMMAND, "edit"], env=environment, cwd=ROOT, capture_output=True)
    assert done.returncode == -signal.SIGKILL
    check_files(locked, NEW)
    assert files_in(memory)
    locked.extra_environment["EDITOR"] = shell_editor(locked.home, 'echo >>"$1"')
    again = locked.given().run("edit")
    assert again.status == 0, again.err
    assert list(memory.iterdir()) == []
    check_files(locked, NEW)
    assert NEW in locked.given().run("show").out


def test_a_sheet_left_beside_the_journal_before_it_was_locked_is_opened_in_memory(
    locked: LockedProgram, memory: Path
) -> None:
    sheet = edited_texts.create(locked.data, f"== received ==\n{NEW}\n", (TODAY, WHOLE_DAY), "")
    edited_texts.set_held(sheet, is_held=False)
    record = seen_by_the_editor(locked, 'echo >>"$1"')
    assert locked.given().run("edit").status in (0, 4)
    assert memory in Path(record.read_text().splitlines()[0]).parents
    assert not sheet.exists()
    check_files(locked, NEW)


def test_a_purged_day_is_purged_in_memory_too(locked: LockedProgram, memory: Path) -> None:
    locked.extra_environment["EDITOR"] = shell_editor(locked.home, CHANGE, "exit 1")
    assert locked.given().run("edit").status == 4
    assert files_in(memory)
    assert locked.run("purge", "today", stdin=b"2026-11-22\n").status == 0
    assert not any(NEW.encode() in file.read_bytes() for file in files_in(memory))


def test_a_journal_of_the_same_name_opens_no_sheet_of_this_one(locked: LockedProgram, memory: Path) -> None:
    locked.extra_environment["EDITOR"] = shell_editor(locked.home, CHANGE, "exit 1")
    assert locked.given().run("edit").status == 4
    other = LockedProgram(locked.home.with_name("other"), dict(locked.extra_environment))
    other.data.parent.mkdir(parents=True, mode=0o700)
    other.data.write_bytes(locked.data.read_bytes())
    copy = locked.home / "copy"
    other.extra_environment["EDITOR"] = shell_editor(locked.home, f'cp "$1" {copy}')
    assert other.given().run("edit").status == 0
    assert NEW not in copy.read_text()
    assert files_in(memory)


def test_a_line_logged_meanwhile_is_kept_and_both_wordings_are_shown_in_memory(
    locked: LockedProgram, memory: Path
) -> None:
    variables = {
        "KINDTUI_DATA": str(locked.data),
        "KINDTUI_NOW": "2026-11-22T09:00:00+01:00",
        VARIABLE: PASSPHRASE_COMMAND[VARIABLE],
    }
    assignments = " ".join(f"{name}={shlex.quote(value)}" for name, value in variables.items())
    importing = f"{assignments} {shlex.join(KINDTUI_COMMAND)} import {locked.home}/rows.csv"
    export = locked.home / "days.csv"
    assert locked.given().run("export", "--format", "csv", "-o", export).status == 0
    (locked.home / "rows.csv").write_text(export.read_text().replace("a damson pie", "a walrus"))
    locked.extra_environment["EDITOR"] = shell_editor(locked.home, f"cd {ROOT}; {importing}", CHANGE)
    outcome = locked.given().run("edit")
    check_says_nothing(outcome, NEW, "walrus")
    check_files(locked, NEW, "walrus")
    shown = locked.given().run("show").out
    assert "walrus" in shown
    assert outcome.status in (0, 4)
    kept = [file.read_text() for file in files_in(memory)]
    assert NEW in shown or any(NEW in text for text in kept)

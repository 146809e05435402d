"""`kindtui doctor` and its neighbours: what is no journal, what refuses, and what cannot be used."""

import json
import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from kindtui.domain.requests import ReceivedWritten
from kindtui.storage import files
from kindtui.storage.errors import NotSavedError
from tests.cli.program import Program, RunHere
from tests.cli.program_here import open_again, without_roots_rights
from tests.support import TODAY

ODD = os.fsdecode(b"my\n\x1bdiary\xff")


@pytest.fixture
def kept(program: Program) -> Program:
    for text in ("tea", "cake"):
        program.session().submit(ReceivedWritten(TODAY, text))
    return program


def test_nothing_is_offered_for_a_file_that_is_no_journal(program: Program, here: RunHere) -> None:
    notes = program.home / "notes.json"
    notes.write_text("[1]")
    notes.chmod(0o644)
    for arguments in ((), ("--fix",)):
        outcome = here("--data", notes, "doctor", *arguments)
        assert outcome.status == 3
        assert "--fix" not in outcome.out
        assert "modes" not in outcome.out
    assert notes.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_a_refusal_names_what_refuses(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "journal.json.lock"
    place.mkdir() if kind == "folder" else place.touch()
    refused = place / ".new.tmp" if kind == "folder" else place
    monkeypatch.setattr(os, "access", lambda path, _: path != place)
    error = PermissionError(13, "Permission denied", str(refused))
    assert f"{place} can't be written to" in str(NotSavedError.from_os(tmp_path / "journal.json", error))


def test_the_previous_save_is_unknown_where_there_is_none(program: Program, here: RunHere) -> None:
    outcome = here("--data", program.data, "backup", "restore", "previous")
    assert outcome.status == 2
    assert f"`kindtui backup list --data {program.data}` shows the names" in outcome.err


def test_other_copies_are_listed_of_the_same_journal(kept: Program, here: RunHere) -> None:
    kept.session().store.make_daily_backup()
    kept.data.unlink()
    assert f"`kindtui backup list --data {kept.data}` shows 1 more" in here("status").err


def test_a_restore_says_where_what_was_there_is(kept: Program, here: RunHere) -> None:
    kept.data.write_bytes(b"Dear diary")
    (damaged,) = here("backup", "restore", "previous").out.split("is in ")[1:]
    assert Path(damaged.strip().removesuffix(".")).read_bytes() == b"Dear diary"
    kept.data.unlink()
    assert "before" not in here("backup", "restore", "previous").out


@pytest.mark.parametrize("suffix", [".lock", ".drafts", ".backups"])
def test_what_is_in_the_way_has_its_remedy(suffix: str, kept: Program, here: RunHere) -> None:
    place = kept.data.with_name(kept.data.name + suffix)
    place.unlink(missing_ok=True)
    os.mkfifo(place)
    outcome = here("doctor")
    assert outcome.status == 3
    assert "remedy    Move it somewhere else.\n" in outcome.out
    assert "then try again" not in outcome.out


def test_a_defaults_file_that_is_not_used_is_a_remark(kept: Program, here: RunHere) -> None:
    defaults = kept.home / ".config" / "kindtui" / "defaults.toml"
    defaults.parent.mkdir(parents=True)
    defaults.write_text("theme = ")
    outcome = here("doctor")
    assert (outcome.status, outcome.err) == (0, "")
    assert f"settings  {defaults} isn't used" in outcome.out


def test_a_full_disk_is_said(kept: Program, here: RunHere, monkeypatch: pytest.MonkeyPatch) -> None:
    full = SimpleNamespace(f_blocks=9, f_bavail=0, f_frsize=4096, f_flag=0)
    monkeypatch.setattr(os, "statvfs", lambda _: full)
    outcome = here("doctor")
    assert outcome.status == 3
    assert f"there's no room left in {kept.data.parent}" in outcome.out


@pytest.mark.parametrize("kind", ["folder", "pipe"])
def test_the_json_says_that_there_can_be_no_journal(kind: str, program: Program, here: RunHere) -> None:
    data = program.home / "j"
    data.mkdir() if kind == "folder" else os.mkfifo(data)
    outcome = here("--data", data, "doctor", "--json", "--fix")
    assert (outcome.status, outcome.err) == (3, "")
    report = json.loads(outcome.out)
    assert (report["path"], report["whole"]) == (str(data), False)
    assert [found["state"] for found in report["findings"]] == ["unreadable"]


def test_the_path_in_a_closed_folder_is_printed(kept: Program, here: RunHere) -> None:
    with open_again(kept.data.parent), without_roots_rights():
        kept.data.parent.chmod(0)
        outcome = here("where", "data")
    assert (outcome.status, outcome.err, outcome.out) == (0, "", f"{kept.data}\n")


def test_commands_with_odd_paths_can_be_pasted(program: Program, here: RunHere) -> None:
    data = program.home / ODD / "journal.json"
    data.parent.mkdir()
    data.write_text("{}")
    remedy = f"--data $'{program.home}/my\\012\\033diary\\377/journal.json'"
    files.lock_path(data).touch()
    outcome = here("--data", data, "doctor")
    assert remedy in outcome.out


def test_an_undone_text_is_said_to_be_a_draft(kept: Program, here: RunHere) -> None:
    assert here("undo").out.endswith(". What you wrote is kept as a draft.\n")
    assert kept.session().open().drafts


def test_a_prompt_is_not_told_that_nothing_can_be_saved(kept: Program, here: RunHere) -> None:
    kept.data.chmod(0o400)
    assert here("status").err
    assert here("status", "--short").err == ""


def test_a_day_to_come_is_no_day_to_choose(kept: Program, here: RunHere) -> None:
    outcome = here("purge", "2026-11-29")
    assert outcome.status == 2
    assert "write" not in outcome.err

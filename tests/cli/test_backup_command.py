"""`kindtui backup`: what there is, and the way back."""

import json
from pathlib import Path

import pytest

from kindtui.domain.requests import ReceivedWritten
from tests.cli.program import Program, in_shell
from tests.support import TODAY

SECRET = "Noor held my hand"


@pytest.fixture
def kept(program: Program) -> Program:
    """A journal of two saves: a backup and a save before the last one, each with one line."""
    session = program.session()
    session.submit(ReceivedWritten(TODAY, "tea"))
    session.store.make_daily_backup()
    program.session().submit(ReceivedWritten(TODAY, SECRET))
    return program


def ids(program: Program) -> list[str]:
    return [line.split()[0] for line in program.run("backup", "list").out.splitlines()]


def test_nothing_is_there_at_first(program: Program) -> None:
    assert "no backups yet" in program.run("backup", "list").out
    assert "no backups yet" in program.run("backup", "verify").out
    assert "nothing to back up" in program.run("backup", "create").out
    assert not program.data.parent.exists()


def test_list_says_when_and_how_many_days(kept: Program) -> None:
    previous, daily = kept.run("backup", "list").out.splitlines()
    assert previous.startswith("previous ")
    assert "-daily-" in daily
    assert daily.endswith("1 day, last changed Sunday 22 November 2026, 08:00")


def test_create_makes_one_of_the_journal_as_it_is(kept: Program) -> None:
    made = kept.run("backup", "create")
    assert (made.status, made.err) == (0, "")
    [name] = [name for name in ids(kept) if "-asked-" in name]
    assert name in made.out
    assert (kept.data.parent / "journal.json.backups" / f"{name}.json").read_bytes() == kept.data.read_bytes()


def test_a_damaged_journal_is_not_backed_up(kept: Program) -> None:
    kept.data.write_bytes(b"Dear diary")
    outcome = kept.run("backup", "create")
    assert (outcome.status, len(outcome.error_lines), len(ids(kept))) == (3, 1, 2)


def test_verify_names_what_is_not_whole(kept: Program) -> None:
    assert kept.run("backup", "verify").out == "Intact: 2 of 2.\n"
    [file] = (kept.data.parent / "journal.json.backups").iterdir()
    file.write_bytes(b"x" + file.read_bytes())
    outcome = kept.run("backup", "verify")
    assert outcome.status == 3
    assert f"{file.stem} is damaged." in outcome.out
    assert "damaged" in kept.run("backup", "list").out


def test_restore_brings_it_back_and_keeps_what_was_there(kept: Program) -> None:
    outcome = kept.run("backup", "restore", ids(kept)[1][:12])
    assert (outcome.status, outcome.err) == (0, "")
    assert [line.text for line in kept.stored_day().received] == ["tea"]
    [name] = [name for name in ids(kept) if "-restore-" in name]
    assert kept.run("backup", "restore", name).status == 0
    assert [line.text for line in kept.stored_day().received] == ["tea", SECRET]


def test_a_dry_run_writes_nothing(kept: Program) -> None:
    before = kept.files()
    outcome = kept.run("backup", "restore", "previous", "--dry-run")
    assert outcome.status == 0
    assert "Nothing was written" in outcome.out
    assert kept.files() == before


def test_restore_works_on_a_damaged_journal(kept: Program) -> None:
    kept.data.write_bytes(b"Dear diary")
    assert "is damaged" in kept.run("backup", "restore", "previous", "--dry-run").out
    assert kept.run("backup", "restore", "previous").status == 0
    assert [line.text for line in kept.stored_day().received] == ["tea"]
    assert b"Dear diary" in kept.files().values()


def test_a_backup_that_is_not_whole_is_refused(kept: Program) -> None:
    [file] = (kept.data.parent / "journal.json.backups").iterdir()
    file.write_bytes(b"")
    before = kept.files()
    outcome = kept.run("backup", "restore", file.stem)
    assert (outcome.status, len(outcome.error_lines)) == (3, 1)
    assert kept.files() == before


@pytest.mark.parametrize("name", ["20991231", "", "../journal"])
def test_an_unknown_name_is_refused(name: str, kept: Program) -> None:
    before = kept.files()
    outcome = kept.run("backup", "restore", name)
    assert (outcome.status, len(outcome.error_lines)) == (2, 1)
    assert "kindtui backup list" in outcome.err
    assert kept.files() == before


def test_a_name_that_could_be_several_is_refused(kept: Program) -> None:
    kept.run("backup", "create")
    assert "Several" in kept.run("backup", "restore", "2026").err


def test_only_the_days_that_come_back_are_counted(kept: Program) -> None:
    """A backup from elsewhere may hold a day that was purged since; it stays purged."""
    kept.run("log", "received", SECRET, "--day", "yesterday")
    kept.run("backup", "create")
    [backup] = [
        kept.data.parent / "journal.json.backups" / f"{name}.json" for name in ids(kept) if "asked" in name
    ]
    held = backup.read_bytes()
    assert kept.run("purge", "yesterday", stdin=b"2026-11-21").status == 0
    backup.write_bytes(held)
    assert "08:00, with 1 day." in kept.run("backup", "restore", backup.stem, "--dry-run").out
    assert "08:00, with 1 day." in kept.run("backup", "restore", backup.stem).out
    assert "intact, 1 day," in kept.run("doctor").out


@pytest.mark.parametrize(
    ("line", "status"),
    [("create", 0), ("restore previous", 0), ("restore previous --dry-run", 4), ("list", 4), ("verify", 4)],
)
def test_what_is_done_is_done_although_it_cannot_be_said(line: str, status: int, kept: Program) -> None:
    done = in_shell(kept, f"$K backup {line} >/dev/full")
    assert (done.returncode, len(done.stderr.splitlines())) == (status, 1)
    assert (b"It's done" in done.stderr) is (status == 0)


def test_the_list_as_json_has_every_copy(kept: Program) -> None:
    assert kept.run("backup", "create").status == 0
    copies = json.loads(kept.run("backup", "list", "--json").out)
    assert copies[0]["id"] == "previous"
    assert all(copy.keys() == copies[0].keys() and Path(copy["path"]).exists() for copy in copies)
    assert {(copy["state"], copy["days"]) for copy in copies} == {("intact", 1)}
    Path(copies[-1]["path"]).write_bytes(b"Dear diary")
    last = json.loads(kept.run("backup", "list", "--json").out)[-1]
    assert (last["state"], last["days"], last["saved_at"]) == ("damaged", None, None)


def test_the_list_as_json_without_copies_is_an_empty_array(program: Program) -> None:
    assert program.run("backup", "list", "--json").out == "[]\n"

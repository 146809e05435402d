"""`kindtui merge`: two copies become one, also as a merge driver of git."""

import json
import os
import shutil
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

from kindtui.domain.requests import ActChosen, ReceivedWritten
from kindtui.domain.ritual.acts import Plan
from kindtui.session import Session
from kindtui.storage.file_store import FileStore
from tests.cli.program import Program
from tests.support import CATALOG, ROOT, TODAY, FakeClock

SECRET = "Noor held my hand"
WRONG = [None, b"Dear diary", f'{{"_meta": "{SECRET}'.encode()]
REFUSED = [
    *product(([], ["--base"], ["--into"]), WRONG),
    ([], b""),
    (["--into"], b""),
]  # an empty base is none


def session(path: Path) -> Session:
    clock = FakeClock()
    return Session(FileStore(path, clock), clock, CATALOG)


def lines(path: Path) -> set[str]:
    return {line.text for line in FileStore(path, FakeClock()).load().day(TODAY).received}


@pytest.fixture
def other(program: Program, tmp_path: Path) -> Path:
    """A copy elsewhere; both it and the journal have gone on."""
    program.session().submit(ReceivedWritten(TODAY, "both"))
    path = tmp_path / "other" / "journal.json"
    path.parent.mkdir()
    shutil.copy(program.data, path)
    program.session().submit(ReceivedWritten(TODAY, "here"))
    session(path).submit(ReceivedWritten(TODAY, SECRET))
    return path


def test_both_sides_words_are_in_the_journal(program: Program, other: Path) -> None:
    before = other.read_bytes()
    outcome = program.run("merge", other)
    assert (outcome.status, outcome.out, outcome.err) == (0, "Merged: 1 changed day.\n", "")
    assert lines(program.data) == {"both", "here", SECRET}
    assert other.read_bytes() == before
    assert any("-merge-" in name for name in program.files())
    after = program.files()
    assert "nothing new" in program.run("merge", other).out
    assert program.files() == after


def test_a_dry_run_writes_nothing(program: Program, other: Path) -> None:
    before = program.files()
    assert program.run("merge", other, "--dry-run").out == (
        "2026-11-22  1 new\nThis would merge: 1 changed day. Nothing was written.\n"
    )
    assert program.files() == before


def test_into_a_journal_that_is_not_there_yet(program: Program, tmp_path: Path) -> None:
    session(tmp_path / "other.json").submit(ReceivedWritten(TODAY, "there"))
    assert program.run("merge", tmp_path / "other.json").status == 0
    assert lines(program.data) == {"there"}


def test_into_writes_that_file_alone(program: Program, other: Path, tmp_path: Path) -> None:
    alone = tmp_path / "alone" / "ours"
    alone.parent.mkdir()
    shutil.copy(program.data, alone)
    before = program.files()
    assert program.run("merge", other, "--into", alone).status == 0
    assert lines(alone) == {"both", "here", SECRET}
    assert [file.name for file in alone.parent.iterdir()] == ["ours"]
    assert alone.stat().st_mode & 0o777 == 0o600
    assert program.files() == before


def test_a_text_changed_on_both_sides_is_kept_beside_the_other(program: Program, other: Path) -> None:
    session(other).submit(ActChosen(TODAY, Plan("text Sam", "Sam")))
    program.session().submit(ActChosen(TODAY, Plan("text Lin", "Lin")))
    assert "1 older text kept beside the newer one" in program.run("merge", other).out
    journal = FileStore(program.data, FakeClock()).load()
    assert {act.text for act in journal.day(TODAY).acts} == {"text Sam", "text Lin"}
    assert {conflict.text for conflict in journal.conflicts} < {"Sam", "Lin"}


@pytest.mark.parametrize(("option", "data"), REFUSED)
def test_what_is_no_journal_is_refused(
    option: list[str], data: bytes | None, program: Program, other: Path, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.json"
    if data is not None:
        wrong.write_bytes(data)
    before = program.files()
    arguments = [other, *option, wrong] if option else [wrong]
    outcome = program.run("merge", *arguments)
    assert (outcome.status, outcome.out, len(outcome.error_lines)) == (3, "", 1)
    assert str(wrong) in outcome.err
    assert SECRET not in outcome.err
    assert program.files() == before


def test_times_and_offsets_beyond_all_bounds_stop_nothing(program: Program, other: Path) -> None:
    text = other.read_text().replace('"offset":3600', f'"offset":{10**30}')
    tables = json.loads(text)
    tables["_meta"]["1"]["updated_at"] = "9999-12-31T23:59:59.999999Z"
    tables["days"]["20261122"]["received"][0]["updated_at"] = "9999-12-31T23:59:59.999999Z"
    other.write_text(json.dumps(tables))
    assert program.run("merge", other).status == 0
    assert program.run("log", "received", "after all").status == 0
    assert program.run("log", "received", "and again").status == 0
    assert program.status_json()["today"]["received"]
    assert lines(program.data) == {"both", "here", SECRET, "after all", "and again"}


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run git there, with no configuration but our own."""
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT),
        "GIT_CONFIG_NOSYSTEM": "1",
    }  # fmt: skip
    identity = ("-c", "user.name=Noor", "-c", "user.email=noor@example.org")
    return subprocess.run(
        ["git", *identity, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.skipif(not shutil.which("git"), reason="there is no git here")
@pytest.mark.parametrize("common", [True, False])
def test_git_merges_two_branches_without_losing_a_word(common: bool, tmp_path: Path) -> None:
    path = tmp_path / "journal.json"
    driver = f'"{sys.executable}" -m kindtui merge %B --base %O --into %A'
    assert git(tmp_path, "init", "-b", "here").returncode == 0
    git(tmp_path, "config", "merge.kindtui.driver", driver)
    (tmp_path / ".gitattributes").write_text("journal.json merge=kindtui\n")
    if common:
        session(path).submit(ReceivedWritten(TODAY, "both"))
        git(tmp_path, "add", "journal.json")
    git(tmp_path, "add", ".gitattributes")
    git(tmp_path, "commit", "-m", "begin")
    for branch in ("there", "here"):
        git(tmp_path, "checkout", *(["-b"] if branch == "there" else []), branch)
        for beside in tmp_path.glob("journal.json.*"):
            shutil.rmtree(beside) if beside.is_dir() else beside.unlink()
        session(path).submit(ReceivedWritten(TODAY, branch))
        git(tmp_path, "add", "journal.json")
        assert git(tmp_path, "commit", "-m", branch).returncode == 0
    merged = git(tmp_path, "merge", "there")
    assert merged.returncode == 0, merged.stdout + merged.stderr
    assert lines(path) == {"here", "there"} | ({"both"} if common else set())

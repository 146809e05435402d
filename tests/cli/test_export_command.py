"""`kindtui export`: where it goes, who may read it, and what it never takes the place of."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from kindtui.domain.requests import ReceivedWritten
from tests.cli.program import KINDTUI_COMMAND, Program, in_shell
from tests.support import ROOT, TODAY

FORMATS = {"json": '{"days":', "csv": "day,part,text,", "markdown": "# My kindness diary"}


@pytest.fixture
def filled(program: Program) -> Program:
    """A program whose journal has something in it."""
    program.session().submit(ReceivedWritten(TODAY, "tea"))
    return program


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("place", [[], ["-o", "-"], ["--output", "-"]], ids=str)
def test_standard_output_gets_the_export_alone(form: str, place: list[str], filled: Program) -> None:
    outcome = filled.run("export", "--format", form, *place)
    assert outcome.status == 0
    assert outcome.out.startswith(FORMATS[form])
    assert "tea" in outcome.out
    assert outcome.error_lines == [
        "kindtui: This export isn't encrypted. Anyone who can open it can read what you wrote."
    ]


def test_the_made_up_year_goes_into_a_file_too(program: Program, tmp_path: Path) -> None:
    outcome = program.run("export", "--demo", "-o", tmp_path / "year.json")
    assert (outcome.status, len(outcome.error_lines)) == (0, 1)
    assert len(json.loads((tmp_path / "year.json").read_text())["days"]) > 250


def test_a_file_is_for_one_pair_of_eyes(filled: Program, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    outcome = filled.run("export", "-o", target, preexec_fn=lambda: os.umask(0))
    assert (outcome.status, outcome.out, len(outcome.error_lines)) == (0, "", 1)
    assert target.stat().st_mode & 0o777 == 0o600
    assert target.read_text() == filled.run("export").out
    assert list(json.loads(target.read_text())["days"]) == ["20261122"]


def test_a_file_that_is_there_stays_unless_forced(filled: Program, tmp_path: Path) -> None:
    target = tmp_path / "out.md"
    target.write_text("mine")
    target.chmod(0o644)
    outcome = filled.run("export", "--format", "markdown", "-o", target)
    assert (outcome.status, outcome.out, len(outcome.error_lines)) == (2, "", 1)
    assert str(target) in outcome.err
    assert target.read_text() == "mine"
    assert filled.run("export", "--format", "markdown", "-o", target, "--force").status == 0
    assert "tea" in target.read_text()
    assert target.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("demo", [[], ["--demo"]], ids=str)
@pytest.mark.parametrize("end", ["", ".lock", ".prev", ".drafts", ".backups/x.json"])
def test_the_journal_and_what_belongs_to_it_is_never_written_over(
    end: str, demo: list[str], filled: Program
) -> None:
    filled.session().submit(ReceivedWritten(TODAY, "more tea"))
    filled.run("backup", "create")
    before = filled.files()
    outcome = filled.run(*demo, "export", "-o", f"{filled.data}{end}", "--force")
    assert (outcome.status, len(outcome.error_lines)) == (2, 1)
    assert filled.files() == before


def test_a_link_to_the_journal_is_the_journal(filled: Program, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(filled.data)
    assert filled.run("export", "-o", tmp_path / "link", "--force").status == 2


@pytest.mark.parametrize("place", ["nowhere/out.json", "."])
def test_a_place_that_cannot_be_is_named(place: str, filled: Program, tmp_path: Path) -> None:
    outcome = filled.run("export", "-o", tmp_path / place)
    assert (outcome.status, outcome.out, len(outcome.error_lines)) == (2, "", 1)
    assert str((tmp_path / place).parent) in outcome.err


def test_too_long_a_name_is_refused_with_a_remedy_that_helps(filled: Program, tmp_path: Path) -> None:
    result = filled.run("export", "-o", tmp_path / ("x" * 300))
    assert (result.status, len(result.error_lines)) == (4, 1)
    assert "has too long a name. Choose another name" in result.err


def test_a_pipe_or_a_device_gets_it_too(filled: Program) -> None:
    outcome = filled.run("export", "-o", "/dev/stdout")
    assert (outcome.status, outcome.out[:8]) == (0, '{"days":')


def test_a_full_disk_leaves_no_half_a_file(filled: Program, tmp_path: Path) -> None:
    def no_room() -> None:
        import resource
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))

    outcome = filled.run("export", "-o", tmp_path / "out.json", preexec_fn=no_room)
    assert (outcome.status, outcome.out, len(outcome.error_lines)) == (4, "", 1)
    assert not (tmp_path / "out.json").exists()


def test_it_writes_while_another_kindtui_saves(filled: Program) -> None:
    import fcntl

    with filled.data.with_name("journal.json.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert filled.run("export").status == 0


def test_the_made_up_year(program: Program) -> None:
    for form in FORMATS:
        outcome = program.run("--demo", "export", "--format", form)
        assert outcome.status == 0
        assert len(outcome.out) > 10_000
    assert not program.data.exists()


def test_words_of_any_script_whatever_the_locale(program: Program) -> None:
    program.session().submit(ReceivedWritten(TODAY, "謝謝 from Zoë"))
    program.extra_environment["PYTHONIOENCODING"] = "ascii"
    done = subprocess.run(
        [*KINDTUI_COMMAND, "export"], env=program.environment, cwd=ROOT, capture_output=True, timeout=30
    )
    assert "謝謝 from Zoë" in done.stdout.decode()


def test_what_a_newer_kindtui_wrote_can_be_taken_out(filled: Program) -> None:
    tables = json.loads(filled.data.read_bytes())
    tables["_meta"]["1"]["schema"] = 9
    tables["days"]["20261122"]["weather"] = "blue"
    filled.data.write_text(json.dumps(tables))
    outcome = filled.run("export")
    assert (outcome.status, len(outcome.error_lines)) == (0, 2)  # a warning, and that it is not encrypted
    told = json.loads(outcome.out)
    assert (told["days"], told["_meta"]["1"]["schema"]) == (tables["days"], 9)
    assert filled.run("import", "-", stdin=outcome.out.encode()).status == 3
    assert "tea" in filled.run("show").out


def test_an_empty_name_is_refused(filled: Program) -> None:
    """As a script would give it from a variable that is not set: the diary must not go to the screen."""
    outcome = filled.run("export", "-o", "")
    assert (outcome.status, outcome.out, len(outcome.error_lines)) == (2, "", 1)
    assert "-o" in outcome.err


def test_a_relative_name_in_a_folder_that_is_gone_is_refused(filled: Program) -> None:
    gone = filled.home / "gone"
    gone.mkdir()
    done = in_shell(filled, f"cd {gone} && rmdir {gone} && $K export -o y.json")
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, b"", 1)
    assert b"The folder you're in is gone" in done.stderr

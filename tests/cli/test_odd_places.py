"""Odd kinds of files and odd names: one sentence that names the right file, status 3 or 4, and no waiting."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from kindtui.domain.requests import ReceivedWritten
from tests.cli.program import Program, in_shell
from tests.faults.trial_count import LONG_RUN
from tests.support import TODAY

WRITING = ("log", "received", "tea")
COMMANDS = [
    ("status",), ("status", "--json"), ("show", "today"), WRITING, ("checkin",),
    ("doctor",), ("doctor", "--fix"), ("doctor", "--find", "-"), ("where",), ("export",),
    ("backup", "list"),
    ("backup", "create"), ("backup", "verify"), ("backup", "restore", "previous"), ("purge", "--all"),
    ("purge", "today"), ("merge", "COPY"), ("import", "COPY"),
]  # fmt: skip
IMPOSSIBLE_NAMES = ("/", "/etc/passwd/j.json", "x" * 250, "x" * 213, "x" * 300)


def _bind(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(path))


PLACES: dict[str, Callable[[Path], object]] = {
    "folder": lambda path: path.mkdir(),
    "pipe": os.mkfifo,
    "loop": lambda path: path.symlink_to(path.name),
    "device": lambda path: path.symlink_to("/dev/zero"),
    "socket": _bind,
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A journal to merge or import."""
    elsewhere = Program(tmp_path / "elsewhere")
    elsewhere.session().submit(ReceivedWritten(TODAY, "tea"))
    return elsewhere.data


def refusal(program: Program, command: tuple[str, ...], data: Path, copy: Path) -> str:
    """What is said on standard error by a command over that journal, which has to be refused with 3."""
    arguments = [copy if word == "COPY" else word for word in command]
    outcome = program.run("--data", data, *arguments, stdin=b"everything")
    assert (outcome.status, outcome.out, len(outcome.error_lines)) == (3, "", 1), outcome
    return outcome.err


@pytest.mark.sweep
@pytest.mark.parametrize("place", PLACES)
def test_what_is_no_file_is_refused_by_every_command(place: str, program: Program, copy: Path) -> None:
    data = program.home / "j"
    PLACES[place](data)
    before = set(program.home.iterdir())
    for command in COMMANDS:
        error = refusal(program, command, data, copy)
        assert os.path.realpath(data) in error
        assert "--data" in error
    assert set(program.home.iterdir()) == before


@pytest.mark.parametrize("number", range(len(IMPOSSIBLE_NAMES)))
def test_an_impossible_name_is_refused_by_every_command(number: int, program: Program, copy: Path) -> None:
    """In a short run two of the commands try every name, and each of the others tries one."""
    commands = COMMANDS if LONG_RUN else [("status",), WRITING, *COMMANDS[number :: len(IMPOSSIBLE_NAMES)]]
    for command in commands:
        refusal(program, command, program.home / IMPOSSIBLE_NAMES[number], copy)


@pytest.mark.parametrize("command", [("status",), ("where",), ("log", "gave", "tea"), ("checkin",)])
def test_a_relative_path_in_a_folder_that_is_gone_is_refused(
    command: tuple[str, ...], program: Program
) -> None:
    gone = program.home / "gone"
    gone.mkdir()
    done = in_shell(program, f"cd {gone} && rmdir {gone} && $K --data x.json {' '.join(command)}")
    assert (done.returncode, len(done.stderr.splitlines())) == (3, 1)
    assert b"The folder you're in is gone" in done.stderr


def test_the_longest_name_works_with_every_file_beside_it(program: Program) -> None:
    data = program.home / ("ü" * 103 + ".json")
    for text in ("one", "two"):
        assert program.run("--data", data, "log", "received", text).status == 0
    data.write_bytes(b"Dear diary")
    assert program.run("--data", data, "status").status == 3
    assert any(".damaged-" in file.name for file in program.home.iterdir())


@pytest.mark.sweep
@pytest.mark.parametrize("suffix", [".lock", ".prev", ".drafts", ".backups"])
@pytest.mark.parametrize("kind", ["folder", "pipe", "loop"])
def test_what_is_in_the_way_beside_the_journal_is_named(kind: str, suffix: str, program: Program) -> None:
    program.session().submit(ReceivedWritten(TODAY, "tea"))
    in_the_way = program.data.with_name(program.data.name + suffix)
    in_the_way.unlink(missing_ok=True)
    PLACES[kind](in_the_way)
    assert program.run("status").status in (0, 1)
    assert "tea" in program.run("show", "today").out
    report = program.run("doctor")
    outcome = program.run("log", "received", "more")
    if suffix == ".backups":  # a save needs none
        assert outcome.status == 0
        assert report.status == (0 if kind == "folder" else 3)
        assert (str(in_the_way) in report.out) == (kind != "folder")
        return
    assert str(in_the_way) in report.out
    assert (outcome.status, len(outcome.error_lines)) == (4, 1)
    assert f"{in_the_way} isn't a f" in outcome.err
    assert [line.text for line in program.stored_day().received] == ["tea"]


def test_a_pipe_among_the_backups_is_not_waited_for(program: Program) -> None:
    program.session().submit(ReceivedWritten(TODAY, "tea"))
    folder = program.data.with_name("journal.json.backups")
    folder.mkdir()
    os.mkfifo(folder / "20261122T080000123456Z-daily-0123456789ab.json")
    assert program.run("backup", "verify").status == 3
    assert "damaged" in program.run("doctor").out


@pytest.mark.parametrize("command", [("status",), ("show", "today"), ("export",), ("log", "received", "x")])
def test_a_file_named_by_mistake_gets_no_copy_beside_it(command: tuple[str, ...], program: Program) -> None:
    notes = program.home / "notes.txt"
    notes.write_text("Dear diary")
    assert program.run("--data", notes, *command).status == 3
    assert list(program.home.iterdir()) == [notes]


@pytest.mark.sweep
def test_a_million_empty_days_are_refused_at_once(program: Program) -> None:
    """Two seconds of processor time are the limit, which other programs on the machine do not change."""
    program.data.parent.mkdir()
    days = ",".join(f'"{number}":{{}}' for number in range(1_000_001, 2_000_001))
    program.data.write_text('{"_meta":{"1":{"schema":1,"generation":1}},"days":{%s}}' % days)  # noqa: UP031
    assert program.data.stat().st_size > 13_000_000
    before = os.times()
    assert program.run("status").status == 3
    after = os.times()
    assert after.children_user + after.children_system - before.children_user - before.children_system < 4


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_symbolic_link_is_followed_by_every_command(
    command: tuple[str, ...], program: Program, copy: Path
) -> None:
    target = program.home / "far" / "real.json"
    session = Program(program.home, {"KINDTUI_DATA": str(target)})
    session.run("log", "received", "one")
    session.run("log", "received", "two")
    link = program.home / "near" / "journal.json"
    link.parent.mkdir()
    link.symlink_to(target)
    stdin = {"purge": b"2026-11-22" if "today" in command else b"everything"}.get(command[0], b"one")
    arguments = [copy if word == "COPY" else word for word in command]
    assert program.run("--data", link, *arguments, stdin=stdin).status in (0, 1)
    assert list(link.parent.iterdir()) == [link]
    assert link.is_symlink()
    assert target.is_file()
    assert not target.is_symlink()


def test_a_hard_link_keeps_what_was_there_and_doctor_says_it(program: Program) -> None:
    program.run("log", "received", "one")
    program.run("log", "received", "two")
    assert "second name" not in program.run("doctor").out
    snapshot = program.home / "snapshot.json"
    snapshot.hardlink_to(program.data)
    before = snapshot.read_bytes()
    assert "the journal has a second name" in program.run("doctor").out
    program.run("log", "received", "three")
    assert snapshot.read_bytes() == before
    assert program.data.read_bytes() != before
    assert "second name" not in program.run("doctor").out

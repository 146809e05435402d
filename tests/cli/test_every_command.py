"""What holds for every command: help, wrong options, files that are not there, pipes, Ctrl-C, no terminal."""

import fcntl
import signal
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from kindtui.cli.command_list import members
from kindtui.domain.requests import ReceivedWritten
from tests.cli.program import KINDTUI_COMMAND, Program, in_shell
from tests.cli.program_here import give_up_roots_rights
from tests.support import ROOT, TODAY

# Each command as it can be run without harm, with the status it then has.
LINES = {
    "status": ("status", 1),
    "checkin": ("checkin", 0),
    "places": ("places", 0),
    "show": ("show", 0),
    "list": ("list", 0),
    "search": ("search tea", 0),
    "log": ("log received tea", 0),
    "edit": ("edit", 2),  # without an editor
    "undo": ("undo", 0),
    "export": ("export", 0),
    "import": ("import export.json", 0),
    "merge": ("merge copy.json", 0),
    "backup": ("backup list", 0),
    "purge": ("purge 2026-11-22", 2),
    "lock": ("lock", 2),  # without a terminal
    "unlock": ("unlock --for-good", 0),
    "doctor": ("doctor", 0),
    "settings": ("settings", 0),
    "where": ("where", 0),
    "completion": ("completion bash", 0),
    "help": ("help log", 0),
}
DEEDS = ("list", "create", "verify", "restore")
READING = sorted(LINES.keys() - {"where", "completion", "help", "places"})
TAKES_A_FILE = ("import FILE", "merge FILE", "merge copy.json --base FILE", "merge copy.json --into FILE")
# A `sitecustomize` that sends Ctrl-C when a module is about to be imported.
CTRL_C_AT_IMPORT = """
import os, signal, sys
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Finder())
"""


@pytest.fixture
def filled(program: Program, tmp_path: Path) -> Program:
    """A program with a journal, an export of it and a copy of it."""
    program.session().submit(ReceivedWritten(TODAY, "tea"))
    (tmp_path / "copy.json").write_bytes(program.data.read_bytes())
    (tmp_path / "export.json").write_text(program.run("export").out)
    return program


def words(name: str, folder: Path) -> list[str]:
    return [str(folder / word) if word.endswith(".json") else word for word in LINES[name][0].split()]


def test_every_command_is_here() -> None:
    assert LINES.keys() == set(members())


@pytest.mark.parametrize("name", LINES)
def test_it_does_what_it_says_without_a_terminal_and_without_colour(
    name: str, filled: Program, tmp_path: Path
) -> None:
    filled.extra_environment["NO_COLOR"] = "1"  # that no escape is printed is checked with every run
    outcome = filled.run(*words(name, tmp_path))
    assert outcome.status == LINES[name][1], outcome.err
    assert len(outcome.error_lines) <= 2


@pytest.mark.parametrize("name", ["", *LINES, *(f"backup {deed}" for deed in DEEDS)])
def test_help_has_examples_and_ends_well_when_nobody_reads_it(name: str, program: Program) -> None:
    outcome = program.run(*name.split(), "--help")
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out.startswith(f"usage: kindtui {name}".rstrip())
    assert "\nexamples:\n" in outcome.out
    assert f"  kindtui {name}".rstrip() in outcome.out.split("examples:")[1] or name == "where"
    done = in_shell(program, f"{{ $K {name} --help; echo $? >&2; }} | exec true")
    assert done.stderr.decode().split() in (["0"], ["141"])


@pytest.mark.parametrize("name", LINES)
def test_an_option_there_is_not_is_refused(name: str, filled: Program, tmp_path: Path) -> None:
    before = filled.files()
    for wrong in ("--colour", "-Z"):
        outcome = filled.run(*words(name, tmp_path), wrong)
        assert (outcome.status, outcome.out, len(outcome.error_lines)) == (2, "", 1)
        assert "--help" in outcome.err
    assert filled.files() == before


@pytest.mark.parametrize("name", READING)
def test_a_journal_that_cannot_be_read_is_named(name: str, filled: Program, tmp_path: Path) -> None:
    filled.data.write_bytes(b"Dear Noor")
    outcome = filled.run(*words(name, tmp_path))
    # the backups can still be told of, and doctor is there to tell
    assert outcome.status == (0 if name == "backup" else 3), outcome.err
    assert "Noor" not in outcome.out + outcome.err
    assert str(filled.data) in outcome.out + outcome.err or name == "backup"
    assert filled.data.read_bytes() == b"Dear Noor"


@pytest.mark.parametrize("name", READING)
def test_a_journal_nobody_may_read_is_named(name: str, filled: Program, tmp_path: Path) -> None:
    filled.data.chmod(0)
    outcome = filled.run(*words(name, tmp_path), preexec_fn=give_up_roots_rights)
    assert outcome.status == (0 if name == "backup" else 3), outcome.err
    assert str(filled.data) in outcome.out + outcome.err or name == "backup"
    remedy = "`chmod u+rw " if name == "doctor" else "Check its permissions."
    assert remedy in outcome.out + outcome.err or name == "backup"
    assert " copy " not in outcome.out  # nobody is told to replace a file that is good


@pytest.mark.parametrize("line", TAKES_A_FILE)
@pytest.mark.parametrize("what", ["missing", "folder", "spoiled"])
def test_a_file_that_cannot_be_read_is_named(line: str, what: str, filled: Program, tmp_path: Path) -> None:
    file = tmp_path / "wrong.json"
    if what == "folder":
        file.mkdir()
    elif what == "spoiled":
        file.write_bytes(b"Dear Noor")
    before = filled.files()
    arguments = [str(tmp_path / word) if word.endswith("json") else word for word in line.split()]
    outcome = filled.run(*(str(file) if word == "FILE" else word for word in arguments))
    assert (outcome.status, outcome.out, len(outcome.error_lines)) == (3, "", 1)
    assert str(file) in outcome.err
    assert filled.files() == before


@pytest.mark.sweep
@pytest.mark.parametrize("name", LINES)
def test_a_reader_that_went_away_and_streams_that_are_closed(
    name: str, filled: Program, tmp_path: Path
) -> None:
    line = " ".join(words(name, tmp_path))
    error_lines = in_shell(filled, f"{{ $K {line}; echo $? >&2; }} | exec true").stderr.decode().split("\n")
    assert error_lines[-2] in (str(LINES[name][1]), "141")
    for closed in ("<&- >&-", "2>&-", "<&- >&- 2>&-"):
        assert in_shell(filled, f"$K {line} {closed}").returncode in (LINES[name][1], 4)


@pytest.mark.parametrize("name", LINES)
def test_a_full_disk_behind_standard_output_is_one_sentence(
    name: str, filled: Program, tmp_path: Path
) -> None:
    """Where something was changed before, the sentence says so, and a script does not do it again."""
    done = in_shell(filled, f"$K {' '.join(words(name, tmp_path))} >/dev/full")
    status = {"lock": 2, "purge": 2, "edit": 2, "log": 0, "import": 0, "merge": 0, "undo": 0}.get(name, 4)
    assert (done.returncode, len(done.stderr.splitlines())) == (status, 1)
    assert (b"It's done" in done.stderr) is (status == 0)


@pytest.mark.parametrize("line", ["import -", "log received -", "purge --all", "doctor --find -"])
def test_ctrl_c_ends_it_with_a_sentence(line: str, filled: Program) -> None:
    before = filled.files()
    process = subprocess.Popen(
        [*KINDTUI_COMMAND, *line.split()], env=filled.environment, cwd=ROOT,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin
    process.stdin.write(b"every")
    process.stdin.flush()
    while unread(process.stdin.fileno()):  # then it waits for the rest
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (130, b"")
    reassurance = b"Nothing was deleted." if "purge" in line else b"What you saved is safe."
    assert err == b"kindtui: Stopped. %s\n" % reassurance
    assert filled.files() == before


def unread(pipe: int) -> int:
    """How many bytes wait in a pipe."""
    return int.from_bytes(fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)), sys.byteorder)


@pytest.mark.parametrize("module", ["pathlib", "kindtui.domain.dates", "kindtui.storage.codec"])
def test_ctrl_c_during_the_start_leaves_no_traceback(module: str, filled: Program, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(CTRL_C_AT_IMPORT.format(module=module))
    environment = {**filled.environment, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        [*KINDTUI_COMMAND, "status"], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode in (-signal.SIGINT, 130)
    assert "Traceback" not in done.stderr

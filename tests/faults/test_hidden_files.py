"""Where nobody can look at a file, every command names it, and says nothing of an internal error."""

import subprocess
from pathlib import Path

import pytest

from kindtui import exit_codes
from tests.cli.program import KINDTUI_COMMAND, TRACEBACK_MARKERS, Program
from tests.faults.test_injected_errors import CALLS, STRACE, can_attach
from tests.support import ROOT

FILES = ("", ".backups", ".prev", ".lock")  # what is added to the name of the journal
COMMANDS = ("doctor", "doctor --fix", "backup list", "backup create", "backup verify", "purge 2026-11-22")

pytestmark = pytest.mark.skipif(not can_attach(), reason="strace cannot be used here")


@pytest.fixture
def kept(tmp_path: Path) -> Program:
    """Two saves and a backup."""
    program = Program(tmp_path)
    program.run("log", "received", "tea")
    program.run("log", "received", "a smile")
    return program


@pytest.mark.parametrize("suffix", FILES)
def test_a_file_that_nobody_can_look_at_is_named(suffix: str, kept: Program) -> None:
    hidden, log = kept.data.with_name(kept.data.name + suffix), kept.home / "log"
    tracing = [
        str(STRACE),
        "-A",
        "-o",
        str(log),
        "-P",
        str(hidden),
        "-e",
        f"inject={CALLS['stat']}:error=EIO",
    ]
    for command in COMMANDS:
        done = subprocess.run(
            [*tracing, *KINDTUI_COMMAND, *command.split()],
            input=b"2026-11-22\n",
            capture_output=True,
            env=kept.environment,
            cwd=ROOT,
            timeout=60,
        )
        said = (done.stdout + done.stderr).decode()
        assert not any(word in said for word in TRACEBACK_MARKERS)
        assert done.returncode in (exit_codes.SUCCESS, exit_codes.UNREADABLE, exit_codes.NOT_SAVED), command
        assert done.returncode == exit_codes.SUCCESS or str(kept.data.parent) in said
    assert "INJECTED" in log.read_text()

"""The commands a prompt runs load nothing that draws."""

import subprocess
import sys

import pytest
from program import Program
from support import ROOT, TODAY

PROBE = """
import sys
from kindtui.cli import run
import os
run(sys.argv[1:], os.environ)
print(*{name.partition(".")[0] for name in sys.modules}, file=sys.stderr)
"""


def loaded(program: Program, *arguments: str, stdin: bytes = b"") -> set[str]:
    """The packages in memory after such a run."""
    command = [sys.executable, "-c", PROBE, *arguments]
    done = subprocess.run(
        command, input=stdin, capture_output=True, env=program.environment, cwd=ROOT, timeout=30
    )
    assert b"kindtui: " not in done.stderr
    return set(done.stderr.decode().split())


@pytest.mark.parametrize("line", ["status", "status --demo", "log gave tea", "where", "checkin"])
def test_neither_textual_nor_rich_nor_plotext(line: str, program: Program) -> None:
    packages = loaded(program, *line.split(), stdin=b"Sam\n7\n1\n\n")
    assert "kindtui" in packages
    assert packages.isdisjoint({"textual", "rich", "plotext", "asyncio"})


def test_status_needs_no_tinydb(program: Program) -> None:
    program.session().gave(TODAY, "tea")
    assert "tinydb" not in loaded(program, "status")

"""The commands a prompt runs load nothing that draws."""

import subprocess
import sys

import pytest

from kindtui.domain.requests import GivenActWritten
from tests.cli.program import Program
from tests.support import ROOT, TODAY

PROBE = """
import sys
import os
from kindtui import tuning
tuning.import_msgspec()
from kindtui.cli.main import run
run(sys.argv[1:], os.environ)
print(*{name.partition(".")[0] for name in sys.modules}, file=sys.stderr)
"""


def loaded(program: Program, *arguments: str, stdin: bytes = b"") -> set[str]:
    """The packages in memory after such a run."""
    command = [sys.executable, "-c", PROBE, *arguments]
    done = subprocess.run(
        command, input=stdin, capture_output=True, env=program.environment, cwd=ROOT, timeout=30
    )
    assert b"Internal error" not in done.stderr
    return set(done.stderr.decode().splitlines()[-1].split())


@pytest.mark.parametrize(
    ("line", "stdin"),
    [
        ("status", b""),
        ("status --demo", b""),
        ("checkin", b"Sam\n7\n1\n\n"),
        ("places", b""),
        ("show", b""),
        ("export", b""),
        ("log gave tea", b""),
        ("settings", b""),
        ("where", b""),
        ("import - --dry-run", b"day,part,text\n"),
    ],
)
def test_neither_textual_nor_rich_nor_plotext(line: str, stdin: bytes, program: Program) -> None:
    packages = loaded(program, *line.split(), stdin=stdin)
    assert "kindtui" in packages
    assert packages.isdisjoint({"textual", "rich", "plotext", "asyncio", "shtab"})


def test_status_loads_no_more_than_it_needs(program: Program) -> None:
    program.session().submit(GivenActWritten(TODAY, "tea"))
    program.extra_environment["KINDTUI_NOW"] = ""
    packages = loaded(program, "status")
    unneeded = {"tinydb", "tzlocal", "zoneinfo", "json", "secrets", "shutil", "typing_extensions"}
    assert sorted(packages & unneeded) == []

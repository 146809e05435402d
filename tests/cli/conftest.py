"""The real program in an empty home."""

import io
import sys
from pathlib import Path

import pytest

from kindtui.cli.main import run
from tests.cli.program import InProcess, Outcome, Program


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """The program on the morning of 22 November 2026."""
    return Program(tmp_path)


@pytest.fixture
def evening(program: Program) -> Program:
    """The program in the evening of that day."""
    program.extra_environment["KINDTUI_NOW"] = "2026-11-22T20:00:00+01:00"
    return program


@pytest.fixture
def here(program: Program, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> InProcess:
    """The program in the process of the test, without a terminal, which is much faster."""

    def run_here(*arguments: str | Path, stdin: bytes = b"") -> Outcome:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        try:
            status = run([str(argument) for argument in arguments], program.environment)
        except SystemExit as end:  # argparse, after a help text
            status = int(end.code or 0)
        return Outcome(status, *capsys.readouterr()).checked()

    return run_here

"""The real program in an empty home."""

from pathlib import Path

import pytest

from tests.cli.program import Program


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """The program on the morning of 22 November 2026."""
    return Program(tmp_path)


@pytest.fixture
def evening(program: Program) -> Program:
    """The program in the evening of that day."""
    program.extra_environment["KINDTUI_NOW"] = "2026-11-22T20:00:00+01:00"
    return program

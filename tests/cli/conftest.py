"""The real program in an empty home."""

from pathlib import Path

import pytest

from tests.cli.program import Program


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """The program on the morning of 22 November 2026."""
    return Program(tmp_path)

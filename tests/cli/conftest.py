"""The real program in an empty home."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.cli import locked_world
from tests.cli.doctor_worlds import ODD_FOLDER, ODD_NAME, fill
from tests.cli.locked_world import LockedProgram
from tests.cli.program import Outcome, Program, RunHere, run_here
from tests.cli.program_here import ProgramHere, open_again
from tests.support import lock_journal


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
def here(program: Program) -> RunHere:
    """The program in the process of the test, without a terminal, which is much faster."""

    def run(*arguments: str | Path, stdin: bytes = b"") -> Outcome:
        return run_here(arguments, program.environment, stdin)

    return run


@pytest.fixture
def open_home() -> Iterator[Path]:
    """A folder that everybody may look into; those of pytest, and at times `TMPDIR`, keep everybody out."""
    with TemporaryDirectory(dir="/tmp") as name, open_again(Path(name)):
        yield Path(name)


@pytest.fixture
def oddly_placed(open_home: Path) -> ProgramHere:
    """Two saves and a backup, where a shell has to quote everything."""
    program = ProgramHere(open_home)
    program.data = open_home / ODD_FOLDER / ODD_NAME
    fill(program)
    return program


@pytest.fixture(scope="session")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> LockedProgram:
    """A home with a world of every kind of word, locked in `data` and plain in `plain`; copied by tests."""
    home = tmp_path_factory.mktemp("worlds")
    program = LockedProgram(home)
    locked_world.fill(program)
    program.exported = program.export()
    shutil.copytree(program.data.parent, home / "plain")
    program.code = lock_journal(program.data)
    return program


@pytest.fixture
def full(tmp_path: Path, worlds: LockedProgram) -> LockedProgram:
    """The program over a plain journal with a word of every kind."""
    shutil.copytree(worlds.home / "plain", tmp_path / "full" / "data")
    return LockedProgram(tmp_path / "full", exported=worlds.exported)


@pytest.fixture
def locked(tmp_path: Path, worlds: LockedProgram) -> LockedProgram:
    """The program over the same journal, locked with `PASSPHRASE`; it is given no passphrase."""
    shutil.copytree(worlds.home / "data", tmp_path / "locked" / "data")
    return LockedProgram(tmp_path / "locked", code=worlds.code, exported=worlds.exported)

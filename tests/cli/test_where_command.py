"""`kindtui where`: the paths in words, one alone as bytes, and all as JSON."""

import json
import os
from pathlib import Path

import pytest

from kindtui.domain.requests import ReceivedWritten
from tests.cli.program import Program, in_shell
from tests.support import TODAY

ODD_NAME = os.fsdecode("it's ä\nn \x1b]0;owned\x07".encode() + b"\xff")


@pytest.fixture
def odd(program: Program) -> Program:
    """A journal in a folder with spaces, a line break, controls and a byte that is no UTF-8 in its name."""
    program.data = program.home / ODD_NAME / "journal.json"
    program.session().submit(ReceivedWritten(TODAY, "tea"))
    return program


def test_a_shell_gets_to_the_folder_whatever_its_name_is(odd: Program) -> None:
    done = in_shell(odd, 'cd "$(dirname "$($K where data)")" && ls')
    assert done.stdout.splitlines() == [b"journal.json", b"journal.json.lock"]


def test_every_path_comes_back_out_of_the_json(odd: Program) -> None:
    paths = json.loads(odd.run("where", "--json").out)
    assert list(paths) == ["data", "previous", "backups", "drafts", "lock"]
    assert paths["data"] == str(odd.data)
    assert Path(paths["lock"]).exists()
    assert json.loads(odd.run("where", "--json", "data").out) == str(odd.data)


def test_a_relative_path_becomes_absolute(program: Program) -> None:
    done = in_shell(program, f"cd {program.home}; $K --data ./x.json where data")
    assert done.stdout == f"{program.home}/x.json\n".encode()

"""Whoever shares the folder chooses file names; however they are spelt, the terminal gets plain text."""

import os
import re
from pathlib import Path

import pytest

from kindtui.domain.requests import ReceivedWritten
from tests.cli.program import Outcome, Program
from tests.support import TODAY

# A title, a clipboard, a colour in C1, the order of reading, a line of its own, and a byte that is no UTF-8.
HOSTILE = os.fsdecode(
    "\x1b]0;owned\x07\x1b]52;c;AAAA\x1b\\\x9b31m\u202e\u2066\u2028\nkindtui: fine\r".encode() + b"\xff"
)
HARMFUL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
FOLDERS = ("", HOSTILE)
LINES = (
    "status", "show", "log received tea", "log received tea --day 2026-11-21", "checkin", "where", "doctor",
    "doctor --fix", "doctor --find -", "backup list", "backup create", "backup verify",
    "backup restore previous", "import NONE", "import BAD", "import FOLDER", "import -", "merge NONE",
    "merge BAD", "merge FOLDER", "merge COPY --base BAD", "merge COPY --into BAD", "merge COPY --into NONE",
    "export -o BAD", "export -o FOLDER", "export -o FOLDER/none/x", "export -o DATA",
    "export --force -o FOLDER/x", "purge today",
    "--data FOLDER status", "--data BAD status", "--data BAD/x log received tea", "--data BAD/x doctor",
    "--data ~NOBODY status",
)  # fmt: skip


@pytest.fixture(params=FOLDERS, ids=("plain folder", "hostile folder"))
def shared(request: pytest.FixtureRequest, tmp_path: Path) -> Program:
    """A journal, in a folder with such a name or with copies that have one."""
    program = Program(tmp_path / f"home{request.param}")
    program.session().submit(ReceivedWritten(TODAY, "tea"))
    program.session().submit(ReceivedWritten(TODAY, "cake"))
    folder = program.data.parent
    (folder / f"journal ({HOSTILE} conflicted copy).json").write_bytes(b"tea, but no journal")
    (folder / f"journal-{HOSTILE}.json").write_bytes(program.data.read_bytes().replace(b"cake", b"jam"))
    folder.joinpath(f"bad{HOSTILE}").write_bytes(b"no journal")
    folder.joinpath(f"folder{HOSTILE}").mkdir()
    folder.joinpath("copy.json").write_bytes(program.data.read_bytes().replace(b"cake", b"pie"))
    return program


def words(line: str, folder: Path) -> list[str]:
    """Return the words of a line, with the paths that those in capitals stand for."""
    names = {
        "NONE": f"none{HOSTILE}",
        "BAD": f"bad{HOSTILE}",
        "FOLDER": f"folder{HOSTILE}",
        "COPY": "copy.json",
    }
    paths = {"DATA": folder / "journal.json", **{word: folder / name for word, name in names.items()}}
    found = (re.fullmatch("([A-Z]+)(/.*)?", word) for word in line.split())
    known = (f"{paths[part[1]]}{part[2] or ''}" if part else "" for part in found)
    return [path or word.replace("NOBODY", HOSTILE) for path, word in zip(known, line.split(), strict=True)]


def assert_harmless(outcome: Outcome) -> None:
    printed = outcome.out + outcome.err
    found = HARMFUL.search(printed)
    assert not found, repr(printed[max(0, found.start() - 40) : found.end() + 40])
    assert not re.search("^kindtui: fine", printed, re.MULTILINE)


@pytest.mark.sweep
@pytest.mark.parametrize("line", LINES)
def test_no_name_reaches_the_terminal_as_it_is(line: str, shared: Program) -> None:
    assert_harmless(shared.run(*words(line, shared.data.parent), stdin=b"tea\n"))


def test_a_name_can_still_be_told(shared: Program) -> None:
    out = shared.run("doctor").out
    assert (
        r"(\x1b]0;owned\x07\x1b]52;c;AAAA\x1b\\x9b31m\u202e\u2066\u2028\nkindtui: fine\r\xff conflicted"
        in out
    )

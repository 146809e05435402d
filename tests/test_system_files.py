"""What the system shows of kindtui is made from its commands, and well formed."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from kindtui.cli.command_list import COMMANDS
from kindtui.cli.commands.completion import SHELLS, script
from kindtui.cli.man_page import man_page
from kindtui.cli.parser import build_parser
from tests.support import ROOT

ASSETS = ROOT / "assets"
STALE = "run `make system-files` and commit what it changes"


def checked(command: list[str | Path]) -> str:
    """Run a tool that may be absent, and return what it complains about."""
    if not shutil.which(command[0]):
        pytest.skip(f"there is no {command[0]} here")
    done = subprocess.run(
        command, capture_output=True, text=True, env={"LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]}
    )
    return done.stderr + (done.stdout if command[0] != "man" else "")


@pytest.mark.looks
def test_the_manual_page_is_that_of_the_commands() -> None:
    assert (ASSETS / "kindtui.1").read_text("ascii") == man_page(), STALE


@pytest.mark.looks
@pytest.mark.parametrize("shell", SHELLS)
def test_the_completions_are_those_of_the_commands(shell: str) -> None:
    assert (ASSETS / "completions" / f"kindtui.{shell}").read_text("utf-8") == script(shell) + "\n", STALE


def test_the_manual_page_has_every_command_and_every_option() -> None:
    page = man_page().replace("\\-", "-")
    for name, command in COMMANDS.items():
        assert not command.module or f".SS \\fBkindtui {name}\\fR" in page, name
        for action in build_parser(name)._actions:
            assert all(option in page for option in action.option_strings), name


def test_text_cannot_become_a_request_of_roff() -> None:
    lines = man_page().splitlines()
    requests = {line.split()[0] for line in lines if line.startswith((".", "'"))}
    assert requests <= {'.\\"', ".TH", ".SH", ".SS", ".TP", ".PP", ".br"}


@pytest.mark.parametrize("line", ["mandoc -Tlint", "man --warnings -l"])
def test_the_manual_page_is_well_formed(line: str) -> None:
    assert checked([*line.split(), ASSETS / "kindtui.1"]) == ""


def test_the_desktop_entry_is_valid() -> None:
    assert checked(["desktop-file-validate", ASSETS / "kindtui.desktop"]) == ""

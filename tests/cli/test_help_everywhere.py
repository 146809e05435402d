"""The manual page and the completions against what `kindtui help` prints of every command."""

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from tests.cli.program_here import ProgramHere
from tests.cli.test_completion import shell as run_shell
from tests.support import ROOT

ASSETS = ROOT / "assets"
DEEDS = ("list", "create", "verify", "restore")
COMMAND = re.compile(r"^    ([a-z]+)(?:  |$)", re.MULTILINE)
OPTION = re.compile(r"(?<![\w-])(-[A-Za-z]|--[a-z][a-z-]*)\b")
SHELLS = ("bash", "zsh", "fish")


@cache
def help_of(name: str) -> str:
    """What `kindtui help NAME` prints."""
    outcome = ProgramHere(Path("/nowhere")).run("help", *name.split())
    assert (outcome.status, outcome.err) == (0, "")
    return outcome.out


def options_of(name: str) -> set[str]:
    """The options of a command, from the list of them in its help."""
    listed = help_of(name).partition("\noptions:\n")[2].partition("\n\n")[0]
    first_columns = re.findall(r"^  (-.*?)(?:  .*)?$", listed, re.MULTILINE)
    return {option for column in first_columns for option in OPTION.findall(column)}


def choices_of(name: str) -> set[str]:
    """The words among which an argument or an option chooses."""
    usage = help_of(name).partition("\n\n")[0]
    return {word for group in re.findall(r"\{([^}]*)\}", usage) for word in group.split(",")} - {"-"}


COMMANDS = tuple(COMMAND.findall(help_of("").partition("options:")[0]))
LEAVES = (*(name for name in COMMANDS if name != "backup"), *(f"backup {deed}" for deed in DEEDS))


@pytest.fixture(scope="module")
def manual() -> str:
    """The manual page as a person reads it."""
    if not shutil.which("man"):
        pytest.skip("there is no man here")
    done = subprocess.run(
        ["man", "-l", ASSETS / "kindtui.1"],
        env={"PATH": "/usr/bin:/bin", "MANWIDTH": "10000", "MANPAGER": "cat", "LC_ALL": "C"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        pytest.skip("this man reads no file of its own choice")
    return re.sub(r".\x08", "", done.stdout)


def section_of(manual: str, name: str) -> str:
    """The part of the page about a command, up to the next one."""
    after = re.split(rf"^   kindtui {name}(?= |$)", manual, flags=re.MULTILINE)
    assert len(after) == 2, name
    return re.split(r"^   kindtui |^[A-Z]", after[1], flags=re.MULTILINE)[0]


def test_there_are_commands() -> None:
    assert len(COMMANDS) > 15
    assert "--json" in options_of("doctor")
    assert "restore" in help_of("backup")


@pytest.mark.parametrize("name", LEAVES)
def test_the_manual_has_every_option_in_the_part_of_its_command(name: str, manual: str) -> None:
    part = section_of(manual, name)
    everywhere = {"-h", "--help", "--data", "--demo"}  # in a part of its own
    assert options_of(name) - everywhere <= set(OPTION.findall(part))
    assert all(re.search(rf"\b{re.escape(word)}\b", part) for word in choices_of(name))


def test_the_manual_has_what_every_command_takes(manual: str) -> None:
    assert {"-h", "--help", "--data", "--demo", "-V", "--version"} <= set(OPTION.findall(manual))
    for variable in ("KINDTUI_DATA", "KINDTUI_THEME", "NO_COLOR", "defaults.toml"):
        assert variable in manual
    assert all(re.search(rf"^ +{status}\b", manual, re.MULTILINE) for status in (0, 1, 2, 3, 4, 70))


def test_the_manual_names_no_command_there_is_not(manual: str) -> None:
    named = set(re.findall(r"^   kindtui ((?:backup )?[a-z]+)", manual, re.MULTILINE))
    assert named == set(LEAVES)


def test_the_manual_has_the_examples(manual: str) -> None:
    flat = " ".join(manual.split())
    for name in LEAVES:
        for example in re.findall(r"^  (\S.*)$", help_of(name).partition("\nexamples:\n")[2], re.MULTILINE):
            assert " ".join(example.split()) in flat, (name, example)


@pytest.mark.parametrize("shell", SHELLS)
def test_the_completions_have_every_command_option_and_choice(shell: str) -> None:
    script = (ASSETS / "completions" / f"kindtui.{shell}").read_text("utf-8")
    for name in LEAVES:
        assert all(re.search(rf"(?<![\w-]){word}(?![\w-])", script) for word in name.split()), name
        for option in options_of(name):
            spelled = (
                option if shell != "fish" else option.removeprefix("--" if option.startswith("--") else "-")
            )
            assert re.search(rf"(?<![\w]){re.escape(spelled)}(?![\w-])", script), (name, option)
        assert all(word in script for word in choices_of(name)), name


@pytest.mark.parametrize("name", LEAVES)
def test_fish_offers_the_options_of_a_command_and_no_others(name: str, tmp_path: Path) -> None:
    if not shutil.which("fish"):
        pytest.skip("there is no fish here")
    script = ASSETS / "completions" / "kindtui.fish"
    line = 'source $SCRIPT; complete --do-complete "$argv[1]"'
    found = run_shell("fish", "-c", line, f"kindtui {name} --", folder=tmp_path, script=script)
    offered = {row.split("\t")[0] for row in found.splitlines()}
    long_options = {option for option in options_of(name) if option.startswith("--")}
    assert {option for option in offered if option.startswith("--")} == long_options

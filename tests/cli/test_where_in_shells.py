"""`kindtui where` in each shell: whatever the path is, the shell gets to it."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.program import KINDTUI_COMMAND, Program
from tests.cli.program_here import ProgramHere, quoted
from tests.support import ROOT

ODD_NAMES = {
    "spaces": b"two  words and 'quotes' \"both\"",
    "line break": b"a\nb",
    "line breaks at the edges": b"\na\n\nb",
    "no UTF-8": b"d\xff\xe9\x80r",
    "controls": b"]0;owned\x07\t\x01\r",
    "backslashes": rb"\n\\$HOME`id`",
    "a dash": b"-P",
    "other scripts": "日本 e\u0301 \u202e🌱".encode(),
}
USUAL_NAMES = ("line break", "no UTF-8")
# What goes to the folder of a path, in the words of each shell.
TO_FOLDER = 'cd "$(dirname "$(kindtui where data)")"'
SHELLS = {
    "sh": TO_FOLDER,
    "bash": TO_FOLDER,
    "zsh": TO_FOLDER,
    "fish": "cd (dirname (kindtui where data | string collect) | string collect)",
}


@pytest.fixture
def odd_home(tmp_path: Path) -> Path:
    """A home with kindtui as a command, and folders of odd names with a file that says which it is."""
    for label, name in ODD_NAMES.items():
        folder = tmp_path / os.fsdecode(name)
        folder.mkdir()
        (folder / "label").write_text(label)
    command = tmp_path / "kindtui"
    command.write_text(
        f'#!/bin/sh\nPYTHONPATH={quoted(ROOT)} exec {quoted(Path(KINDTUI_COMMAND[0]))} -m kindtui "$@"\n'
    )
    command.chmod(0o755)
    return tmp_path


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    "label",
    [pytest.param(label, marks=[pytest.mark.sweep] * (label not in USUAL_NAMES)) for label in ODD_NAMES],
)
def test_the_shell_gets_to_the_folder(label: str, shell: str, odd_home: Path) -> None:
    if not shutil.which(shell):
        pytest.skip(f"there is no {shell} here")
    program = Program(odd_home)
    program.data = odd_home / os.fsdecode(ODD_NAMES[label]) / "journal.json"
    environment = {**program.environment, "PATH": f"{odd_home}:{os.environ['PATH']}"}
    done = subprocess.run(
        [shell, "-c", f"{SHELLS[shell]} && cat label"],
        env=environment, cwd="/", capture_output=True, timeout=30,
    )  # fmt: skip
    assert (done.stdout.decode(), done.stderr) == (label, b"")


@pytest.mark.parametrize("label", ODD_NAMES)
def test_the_path_is_alone_and_byte_for_byte(label: str, tmp_path: Path) -> None:
    program = ProgramHere(tmp_path)
    program.data = tmp_path / os.fsdecode(ODD_NAMES[label]) / "journal.json"
    outcome = program.run("where", "data")
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out == f"{program.data}\n"


@pytest.mark.parametrize("label", ODD_NAMES)
def test_the_json_has_every_path_byte_for_byte(label: str, tmp_path: Path) -> None:
    program = ProgramHere(tmp_path)
    program.data = tmp_path / os.fsdecode(ODD_NAMES[label]) / "journal.json"
    outcome = program.run("where", "--json")
    assert outcome.out.isascii()
    assert outcome.out.count("\n") == 1
    paths = json.loads(outcome.out)
    data = str(program.data)
    assert paths == {
        "data": data, "previous": f"{data}.prev", "backups": f"{data}.backups", "drafts": f"{data}.drafts",
        "lock": f"{data}.lock",
    }  # fmt: skip
    assert json.loads(program.run("where", "data", "--json").out) == data
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("label", ODD_NAMES)
def test_the_sentences_have_no_control_character(label: str, tmp_path: Path) -> None:
    program = ProgramHere(tmp_path)
    program.data = tmp_path / os.fsdecode(ODD_NAMES[label]) / "journal.json"
    outcome = program.run("where")
    assert (outcome.status, outcome.err) == (0, "")
    assert all(character.isprintable() for character in outcome.out.replace("\n", ""))
    assert len(outcome.out.splitlines()) == len(json.loads(program.run("where", "--json").out))


def test_a_link_is_named_and_the_others_are_beside_what_it_leads_to(tmp_path: Path) -> None:
    program = ProgramHere(tmp_path)
    real = tmp_path / "real" / "diary.json"
    real.parent.mkdir()
    program.data = tmp_path / "linked.json"
    program.data.symlink_to(real)
    paths = json.loads(program.run("where", "--json").out)
    assert program.run("where", "data").out == f"{program.data}\n"
    assert (paths["data"], paths["lock"]) == (str(program.data), f"{real}.lock")
    (tmp_path / "folder").symlink_to(real.parent)
    program.data = tmp_path / "folder" / "diary.json"
    paths = json.loads(program.run("where", "--json").out)
    assert paths["data"] == str(program.data)
    assert Path(paths["lock"]).parent.resolve() == real.parent


@pytest.mark.parametrize("given", ["x.json", "./x.json", "sub/../x.json", "./sub//x.json"])
def test_a_relative_path_becomes_absolute(
    given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = ProgramHere(tmp_path)
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path)
    printed = program.run("where", "data", "--data", given).out.removesuffix("\n")
    assert Path(printed).is_absolute()
    assert Path(printed).resolve() == (tmp_path / given).resolve()
    assert program.run("--data", given, "where", "data").out == f"{printed}\n"
    assert json.loads(program.run("where", "--json", "--data", given).out)["data"] == printed


def test_from_the_folder_of_a_link_a_relative_path_leads_to_the_same_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "real" / "deep").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "real" / "deep")
    (tmp_path / "real" / "journal.json").write_text("")
    monkeypatch.chdir(tmp_path / "link")
    printed = ProgramHere(tmp_path).run("where", "data", "--data", "../journal.json").out.removesuffix("\n")
    assert Path(printed).exists()


def test_where_works_for_what_cannot_be_read_and_what_is_not_there(tmp_path: Path) -> None:
    program = ProgramHere(tmp_path)
    program.data = tmp_path / "journal.json"
    for make in (
        program.data.touch,
        lambda: program.data.write_bytes(b"Dear Noor"),
        lambda: program.data.chmod(0),
    ):
        make()
        assert program.run("where", "data").out == f"{program.data}\n"
    assert [path.name for path in tmp_path.iterdir()] == ["journal.json"]


@pytest.mark.parametrize("wrong", [["backups"], ["data", "data"], ["dat"], ["--json=1"], ["--js"]])
def test_another_word_is_refused(wrong: list[str], tmp_path: Path) -> None:
    outcome = ProgramHere(tmp_path).run("where", *wrong)
    assert (outcome.status, outcome.out, len(outcome.error_lines)) == (2, "", 1)

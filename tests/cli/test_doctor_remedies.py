"""The commands that `kindtui doctor` names: run as printed, they mend what they are named for."""

import json
import os
import shlex
import shutil
from pathlib import Path

import pytest

from kindtui.storage.file_store import FileStore
from tests.cli.doctor_reports import BETWEEN_BACKTICKS, mend, report, unsound
from tests.cli.doctor_worlds import NOT_WHOLE, SECRET, Place, fill
from tests.cli.program_here import ProgramHere, quoted
from tests.support import FakeClock, texts

NEEDS_BASH = pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash here")
WAYS_TO_NAME_IT = ("--data", "--data=", "relative", "link")


@pytest.fixture
def home(open_home: Path) -> Path:
    return open_home


@pytest.fixture
def program(oddly_placed: ProgramHere) -> ProgramHere:
    return oddly_placed


@pytest.mark.parametrize("way", WAYS_TO_NAME_IT)
@pytest.mark.parametrize("name", ["missing", "previous damaged", "sync copy"])
def test_a_remedy_works_from_anywhere_however_the_journal_was_named(
    name: str, way: str, program: ProgramHere, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the shell that the person then is in: with the same environment, but perhaps in another folder."""
    NOT_WHOLE[name].make(Place(program.data))
    real, options = program.data, []
    if way == "link":
        program.data = program.home / "linked.json"
        program.data.symlink_to(real)
    elif way == "relative":
        monkeypatch.chdir(real.parent)
        options = ["--data", f"./{real.name}"]
    elif way.startswith("--data"):
        options = [f"--data={real}"] if "=" in way else ["--data", str(real)]
    if options:
        program.data = program.home / "another" / "journal.json"
    mend(program, "/bin/sh", *options)


@pytest.mark.sweep
def test_a_remedy_works_in_the_usual_place(home: Path) -> None:
    program = ProgramHere(home, in_a_process=True)  # the place depends on the environment of the process
    program.data = home / ".local" / "share" / "kindtui" / "journal.json"
    program.extra_environment["KINDTUI_DATA"] = ""
    NOT_WHOLE["damaged"].make(fill(program))
    assert report(program)["path"] == str(program.data)
    mend(program)


def test_a_restore_brings_back_the_words(program: ProgramHere) -> None:
    program.data.write_bytes(b"Dear Noor")
    mend(program)
    assert texts(FileStore(program.data, FakeClock()).load()) == {SECRET}


def test_two_things_at_once_are_both_found_and_mended(program: ProgramHere) -> None:
    at = Place(program.data)
    for name in ("sync copy", "loose previous", "temporary", "drafts damaged", "damaged"):
        NOT_WHOLE[name].make(at)
    assert {finding["about"] for finding in unsound(report(program))} == {
        "copies", "modes", "unsaved", "drafts", "data",
    }  # fmt: skip
    mend(program)
    assert report(program)["whole"]


def test_a_file_that_may_be_a_copy_is_merged_by_what_is_named(program: ProgramHere) -> None:
    similar = program.data.with_name(f"{program.data.stem} 2.json")
    similar.write_bytes(program.data.read_bytes().replace(b"soup", b"rice"))
    [finding] = [finding for finding in report(program)["findings"] if finding["about"] == "perhaps"]
    [outcome] = program.run_in_shell(finding["remedy"])
    assert outcome.status == 0
    assert "rice" in json.dumps(program.data.read_text())


@pytest.mark.sweep
@pytest.mark.parametrize("shell", ["bash", "dash", "zsh", "fish"])
@pytest.mark.parametrize("name", ["damaged", "read only", "shared folder", "unreadable sync copy"])
def test_a_remedy_works_in_every_shell(name: str, shell: str, program: ProgramHere) -> None:
    if not shutil.which(shell):
        pytest.skip(f"there is no {shell} here")
    NOT_WHOLE[name].make(Place(program.data))
    mend(program, shell)


@NEEDS_BASH
@pytest.mark.parametrize("folder", ["a\nb", "\u202e", "-rf", "\\n\\", "~", "日本 🌱", "e\u0301"])
@pytest.mark.parametrize("name", ["damaged", "read only"])
def test_a_remedy_works_as_printed_in_an_odd_folder(name: str, folder: str, home: Path) -> None:
    program = ProgramHere(home)
    program.data = home / folder / "journal.json"
    fill(program)
    NOT_WHOLE[name].make(Place(program.data))
    outcome = program.run("doctor")
    [line] = [line for line in outcome.out.splitlines() if line.startswith("remedy")]
    command = BETWEEN_BACKTICKS.findall(line)[0]
    program.run_in_shell(command, "bash")
    assert program.run("doctor").status == 0
    assert all(character.isprintable() for character in outcome.out.replace("\n", ""))


@NEEDS_BASH
def test_a_name_that_is_no_text_is_mended_by_the_json(home: Path) -> None:
    program = ProgramHere(home)
    program.data = home / os.fsdecode(b"d\xff\xe4") / "journal.json"
    fill(program)
    program.data.chmod(0o400)
    [finding] = unsound(report(program))
    assert finding["path"] == str(program.data)
    program.run_in_shell(finding["remedy"], "bash")
    assert program.run("doctor").status == 0


def test_a_day_left_in_the_editor_is_opened_again_by_what_is_named(program: ProgramHere) -> None:
    """The form was made unreadable, so nothing of it was saved and the text is kept."""
    editor = program.home / "spoil"
    editor.write_text('#!/bin/sh\nprintf "[what is this" > "$1"\n')
    editor.chmod(0o700)
    program.extra_environment["EDITOR"] = quoted(editor)
    program.run("edit", "2026-11-20")
    [finding] = unsound(report(program))
    assert (finding["about"], finding["state"]) == ("editor", "day")
    words = shlex.split(finding["remedy"])
    assert words[:2] == ["kindtui", "edit"]
    assert "2026-11-20" in words

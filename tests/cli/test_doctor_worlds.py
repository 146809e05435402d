"""`kindtui doctor` in every state that is not whole: what it finds, and that what it names mends it."""

import fcntl
import json
import os
import re
import shlex
import shutil
import stat
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import jsonschema
import pytest

from kindtui.storage.file_store import FileStore
from tests.cli.doctor_worlds import NOT_WHOLE, ODD_FOLDER, ODD_NAME, SECRET, WHOLE, Place, fill
from tests.cli.program_here import ProgramHere, open_again, quoted
from tests.support import ROOT, FakeClock, texts

STATES = {
    "data": "damaged missing empty unreadable read_only newer not_mounted intact none",
    "previous": "damaged unreadable intact newer",
    "backups": "damaged unreadable no_folder none intact newer",
    "drafts": "damaged",
    "modes": "exposed private no_permissions",
    "lock": "blocked free in_use no_locks",
    "folder": "read_only shared",
    "git": "exposed",
    "unsaved": "temporary",
    "editor": "day left open draft",
    "copies": "unmerged damaged newer unreadable",
    "unseen": "unlisted",
    "perhaps": "similar",
    "links": "linked",
    "aside": "aside",
}
TEXT = {"type": "string", "minLength": 1}
REPORT = {
    "type": "object",
    "required": ["path", "whole", "days", "saves", "findings"],
    "additionalProperties": False,
    "properties": {
        "path": TEXT,
        "whole": {"type": "boolean"},
        "days": {"type": ["integer", "null"]},
        "saves": {"type": ["integer", "null"]},
        "findings": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["about", "state", "whole"],
                "additionalProperties": False,
                "properties": {
                    "about": {"enum": list(STATES)},
                    "state": TEXT,
                    "whole": {"type": "boolean"},
                    "path": TEXT,
                    "remedy": TEXT,
                },
            },
        },
    },
}  # fmt: skip
COMMANDS_OF_A_REMEDY = {"kindtui", "chmod"}
BETWEEN_BACKTICKS = re.compile("`([^`]+)`")
MAX_ROUNDS = 5
WAYS_TO_NAME_IT = ("--data", "--data=", "relative", "link")


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder that everybody may look into; in `tmp_path` a folder of pytest's keeps everybody out."""
    with TemporaryDirectory() as name, open_again(Path(name)):
        yield Path(name)


@pytest.fixture
def program(home: Path) -> ProgramHere:
    """Two saves and a backup, where a shell has to quote everything."""
    program = ProgramHere(home)
    program.data = home / ODD_FOLDER / ODD_NAME
    fill(program)
    return program


def report(program: ProgramHere, *options: str) -> dict[str, Any]:
    """The report as JSON, which has to fit the page and the status."""
    outcome = program.run("doctor", "--json", *options)
    found: dict[str, Any] = json.loads(outcome.out)
    assert outcome.out.isascii()
    assert outcome.out.count("\n") == 1
    jsonschema.validate(found, REPORT)
    assert all(finding["state"] in STATES[finding["about"]].split() for finding in found["findings"])
    assert found["whole"] == all(finding["whole"] for finding in found["findings"])
    assert outcome.status == (0 if found["whole"] else 3)
    return found


def unsound(found: dict[str, Any]) -> list[dict[str, Any]]:
    return [finding for finding in found["findings"] if not finding["whole"]]


def key(finding: dict[str, Any]) -> tuple[str, str, str]:
    return finding["about"], finding["state"], finding.get("path", "")


def snapshot(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """The mode, the time and the bytes of all there is in a folder."""
    found = {}
    for path in (folder, *folder.rglob("*")):
        status = path.lstat()
        content = path.read_bytes() if stat.S_ISREG(status.st_mode) else b""
        found[str(path)] = (status.st_mode, status.st_mtime_ns, content)
    return found


def written(program: ProgramHere) -> set[bytes]:
    """The bytes of every file that the journal has words in."""
    return {content for *_, content in snapshot(program.home).values() if SECRET.encode() in content}


def mend(program: ProgramHere, shell: str = "/bin/sh", *options: str) -> None:
    """Run the commands that the report names, one after another, until none is left."""
    for _ in range(MAX_ROUNDS):
        found = [finding for finding in unsound(report(program, *options)) if "remedy" in finding]
        if not found:
            return
        first = found[0]
        for outcome in program.run_in_shell(first["remedy"], shell):
            assert outcome.status == 0 or first["remedy"].startswith("kindtui doctor"), outcome.err
        assert key(first) not in map(key, unsound(report(program, *options))), first
    pytest.fail("it never becomes whole")


@pytest.mark.parametrize("name", NOT_WHOLE)
def test_what_is_not_whole_is_found_alone_and_mended_by_what_is_named(
    name: str, program: ProgramHere
) -> None:
    world = NOT_WHOLE[name]
    program.in_a_process = world.asks_the_system
    world.make(Place(program.data))
    before = snapshot(program.home)
    found, outcome = report(program), program.run("doctor")
    assert snapshot(program.home) == before
    assert (world.about, world.state) in [key(finding)[:2] for finding in unsound(found)]
    assert (outcome.status, outcome.err) == (3, "")
    assert SECRET not in outcome.out + json.dumps(found)
    check_that_text_and_json_agree(outcome.out, found)
    mend(program)
    assert not world.command or report(program)["whole"]


def check_that_text_and_json_agree(text: str, found: dict[str, Any]) -> None:
    """Every remedy in both, in the same order, and below the line that it belongs to."""
    printed, about = [], ""
    for line in text.splitlines():
        about = about if line.startswith("remedy") else line.split()[0]
        commands = BETWEEN_BACKTICKS.findall(line) if line.startswith("remedy") else []
        printed += [(about, command) for command in commands[:1]]
        assert all(command.split()[0] in COMMANDS_OF_A_REMEDY for command in commands)
    named = [(finding["about"], finding["remedy"]) for finding in found["findings"] if "remedy" in finding]
    assert dict.fromkeys(printed) == dict.fromkeys(named)
    for finding in unsound(found):
        assert any(line.split()[0] == finding["about"] for line in text.splitlines()), finding


@pytest.mark.parametrize("name", [name for name, world in NOT_WHOLE.items() if not world.command])
def test_a_line_with_a_remedy_follows_also_where_no_command_helps(name: str, program: ProgramHere) -> None:
    NOT_WHOLE[name].make(Place(program.data))
    abouts = {finding["about"] for finding in unsound(report(program))}
    lines = program.run("doctor").out.splitlines()
    followed = {line.split()[0] for line, after in pairwise(lines) if after.startswith("remedy")}
    assert abouts <= followed


@pytest.mark.parametrize("name", WHOLE)
def test_what_is_whole_is_only_remarked_on_and_left(name: str, program: ProgramHere) -> None:
    WHOLE[name](Place(program.data))
    before = snapshot(program.home)
    found, outcome = report(program), program.run("doctor")
    assert (outcome.status, outcome.err, found["whole"]) == (0, "", True)
    assert (found["path"], found["days"], found["saves"]) == (str(program.data), 1, 2)
    check_that_text_and_json_agree(outcome.out, found)
    assert snapshot(program.home) == before


@pytest.mark.parametrize("name", NOT_WHOLE)
def test_a_second_fix_does_nothing_more_and_no_byte_is_lost(name: str, program: ProgramHere) -> None:
    """But for the halves of saves, of which nobody was told that they are saved."""
    program.in_a_process = NOT_WHOLE[name].asks_the_system
    NOT_WHOLE[name].make(Place(program.data))
    before = written(program)
    first = program.run("doctor", "--fix")
    after = snapshot(program.home)
    assert name.startswith("temporary") or before <= written(program)
    second = program.run("doctor", "--fix")
    assert (second.status, second.out) == (first.status, first.out)
    assert snapshot(program.home) == after
    assert SECRET not in first.out + first.err + second.out + second.err


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


@pytest.mark.parametrize("name", ["damaged", "missing", "previous damaged", "backup unreadable"])
def test_a_folder_that_others_can_use_is_found_whatever_else_there_is(
    name: str, program: ProgramHere
) -> None:
    NOT_WHOLE[name].make(Place(program.data))
    Place(program.data).folder.chmod(0o777)
    assert ("folder", "shared") in [key(finding)[:2] for finding in unsound(report(program))]


@pytest.mark.sweep
@pytest.mark.parametrize("shell", ["bash", "dash", "zsh", "fish"])
@pytest.mark.parametrize("name", ["damaged", "read only", "shared folder", "unreadable sync copy"])
def test_a_remedy_works_in_every_shell(name: str, shell: str, program: ProgramHere) -> None:
    if not shutil.which(shell):
        pytest.skip(f"there is no {shell} here")
    NOT_WHOLE[name].make(Place(program.data))
    mend(program, shell)


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


def test_a_name_that_is_no_text_is_mended_by_the_json(home: Path) -> None:
    program = ProgramHere(home)
    program.data = home / os.fsdecode(b"d\xff\xe4") / "journal.json"
    fill(program)
    program.data.chmod(0o400)
    [finding] = unsound(report(program))
    assert finding["path"] == str(program.data)
    program.run_in_shell(finding["remedy"])
    assert program.run("doctor").status == 0


def test_a_day_left_in_the_editor_is_opened_again_by_what_is_named(program: ProgramHere) -> None:
    """The form was made unreadable, so nothing of it was saved and the text is kept."""
    editor = program.home / "spoil"
    editor.write_text('#!/bin/sh\nprintf "[what is this" > "$1"\n')
    editor.chmod(0o700)
    program.extra_environment["EDITOR"] = quoted(editor)
    program.run("edit", "2026-11-20")
    found = unsound(report(program))
    if not found:
        pytest.skip("the editor's text was taken")
    [finding] = found
    assert (finding["about"], finding["state"]) == ("editor", "day")
    words = shlex.split(finding["remedy"])
    assert words[:2] == ["kindtui", "edit"]
    assert "2026-11-20" in words


def test_a_world_in_which_nothing_was_written_yet_is_whole(home: Path) -> None:
    program = ProgramHere(home)
    found = report(program)
    assert [key(finding)[:2] for finding in found["findings"]][:1] == [("data", "none")]
    assert (found["days"], found["saves"]) in ((0, 0), (None, None))
    report(program, "--fix")
    assert list(home.iterdir()) == []


def test_drafts_that_nobody_can_read_are_told_of(program: ProgramHere) -> None:
    """Words that were typed and not saved are in it, and no more can be put there."""
    drafts = Place(program.data).beside(".drafts")
    drafts.write_text(json.dumps({"2026-11-22": {"who": SECRET}}))
    drafts.chmod(0)
    assert "drafts" in {finding["about"] for finding in unsound(report(program))}
    mend(program)


def test_backups_that_cannot_be_made_are_told_of(program: ProgramHere) -> None:
    program.in_a_process = True
    Place(program.data).beside(".backups").chmod(0o500)
    assert unsound(report(program))
    mend(program)


def test_json_and_find_exclude_each_other_and_no_argument_is_taken(program: ProgramHere) -> None:
    before = snapshot(program.home)
    for options in (["--json", "--find", "-"], ["--fix", "--find", "-"], ["now"]):
        outcome = program.run("doctor", *options, stdin=b"soup\n")
        assert outcome.status in (0, 2)
        assert "soup" not in outcome.out + outcome.err
    assert snapshot(program.home) == before


def test_no_word_of_any_file_is_in_a_report(program: ProgramHere) -> None:
    at = Place(program.data)
    for name in ("damaged sync copy", "editor text", "drafts damaged", "temporary", "previous damaged"):
        NOT_WHOLE[name].make(at)
    for options in ((), ("--json",), ("--fix",), ("--fix", "--json")):
        outcome = program.run("doctor", *options)
        assert outcome.status == 3
        assert not any(word in outcome.out + outcome.err for word in (SECRET, "Noor", "soup"))


def test_a_held_lock_makes_nothing_less_whole(program: ProgramHere) -> None:
    with Place(program.data).beside(".lock").open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert ("lock", "in_use", True) in [
            (*key(finding)[:2], finding["whole"]) for finding in report(program)["findings"]
        ]


def test_the_states_are_those_of_the_page() -> None:
    page = (ROOT / "docs" / "data-format.md").read_text("utf-8").partition("## What `kindtui doctor` says")[2]
    rows = re.findall(r"^\| `(\w+)` +\|(.*)\|$", page.partition("\n## ")[0], re.MULTILINE)
    on_page = {
        about: set(re.findall(r"`([a-z_]+)`", row)) - {"chmod"} for about, row in rows if about in STATES
    }
    assert on_page.keys() == STATES.keys()
    assert all(on_page[about] <= set(states.split()) for about, states in STATES.items())

"""`kindtui doctor` in every state that is not whole: what it finds, and what it leaves as it is."""

import fcntl
import grp
import json
import os
import pwd
import re
from itertools import pairwise
from pathlib import Path

import pytest

from tests.cli.doctor_reports import (
    STATES,
    check_that_text_and_json_agree,
    key,
    mend,
    report,
    snapshot,
    unsound,
)
from tests.cli.doctor_worlds import NOT_WHOLE, ODD_NAME, SECRET, WHOLE, Place
from tests.cli.program_here import ProgramHere
from tests.support import ROOT


@pytest.fixture
def home(open_home: Path) -> Path:
    return open_home


@pytest.fixture
def program(oddly_placed: ProgramHere) -> ProgramHere:
    return oddly_placed


def written(program: ProgramHere) -> set[bytes]:
    """The bytes of every file that the journal has words in."""
    return {content for *_, content in snapshot(program.home).values() if SECRET.encode() in content}


def is_alone_in_group() -> bool:
    """Whether the group of new files has nobody else in it."""
    group, user = os.getegid(), pwd.getpwuid(os.geteuid()).pw_name
    members = {*grp.getgrgid(group).gr_mem, *(one.pw_name for one in pwd.getpwall() if one.pw_gid == group)}
    return members <= {user}


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
    if world.command:
        mend(program)


@pytest.mark.parametrize("name", [name for name, world in NOT_WHOLE.items() if not world.command])
def test_a_line_with_a_remedy_follows_also_where_no_command_helps(name: str, program: ProgramHere) -> None:
    NOT_WHOLE[name].make(Place(program.data))
    abouts = {finding["about"] for finding in unsound(report(program))}
    lines = program.run("doctor").out.splitlines()
    followed = {line.split()[0] for line, after in pairwise(lines) if after.startswith("remedy")}
    assert abouts <= followed


@pytest.mark.parametrize("name", WHOLE)
def test_what_is_whole_is_only_remarked_on_and_left(name: str, program: ProgramHere) -> None:
    if "own group" in name and not is_alone_in_group():
        pytest.skip("others are in the group of whoever runs the tests")
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


@pytest.mark.parametrize("name", ["damaged", "missing", "previous damaged", "backup unreadable"])
def test_a_folder_that_others_can_use_is_found_whatever_else_there_is(
    name: str, program: ProgramHere
) -> None:
    NOT_WHOLE[name].make(Place(program.data))
    Place(program.data).folder.chmod(0o777)
    assert ("folder", "shared") in [key(finding)[:2] for finding in unsound(report(program))]


def test_others_who_can_replace_the_folder_itself_are_told_of(program: ProgramHere) -> None:
    above = program.home / "above"
    above.mkdir()
    program.data.parent.rename(above / "diary")
    program.data = above / "diary" / ODD_NAME
    program.data.parent.chmod(0o700)
    above.chmod(0o777)
    assert unsound(report(program))
    mend(program)


def test_others_who_can_replace_the_link_to_the_journal_are_told_of(program: ProgramHere) -> None:
    link = program.home / "shared" / "journal.json"
    link.parent.mkdir()
    link.parent.chmod(0o777)
    link.symlink_to(program.data)
    program.data = link
    assert unsound(report(program))
    mend(program)


@pytest.mark.parametrize(
    "suffix", [".prev", ".drafts", ".lock", ".lock-holder", ".txt", ".tmp", ".damaged-0123456789ab", "copy"]
)
def test_a_pipe_beside_the_journal_is_never_waited_for(suffix: str, program: ProgramHere) -> None:
    at = Place(program.data)
    path = at.hidden(suffix) if suffix in (".txt", ".tmp") else at.beside(suffix)
    path = at.sync_copy if suffix == "copy" else path
    path.unlink(missing_ok=True)
    os.mkfifo(path, 0o600)
    for options in ([], ["--fix"], ["--json"]):
        assert program.run("doctor", *options).status in (0, 3)
    assert program.run("doctor", "--find", "-", stdin=b"soup").status in (0, 3)
    assert path.exists()


def test_a_world_in_which_nothing_was_written_yet_is_whole(home: Path) -> None:
    program = ProgramHere(home)
    found = report(program)
    assert [key(finding)[:2] for finding in found["findings"]][:1] == [("data", "none")]
    assert (found["days"], found["saves"]) == (0, 0)
    report(program, "--fix")
    assert list(home.iterdir()) == []


@pytest.mark.parametrize(
    "names", [("sync copy", "read only"), ("sync copy", "damaged"), ("sync copy", "newer")]
)
def test_what_a_fix_could_not_do_is_a_line_on_standard_error(
    names: tuple[str, ...], program: ProgramHere
) -> None:
    for name in names:
        NOT_WHOLE[name].make(Place(program.data))
    outcome = program.run("doctor", "--fix")
    assert outcome.status == 3
    assert Place(program.data).sync_copy.exists()
    assert outcome.err


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
    for options in (["--json", "--find", "-"], ["now"]):
        outcome = program.run("doctor", *options, stdin=b"soup\n")
        assert outcome.status == 2
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
        about: set(re.findall(r"`([a-z_]+)`", row)) - {"chmod", "path"}
        for about, row in rows
        if about in STATES
    }
    assert on_page.keys() == STATES.keys()
    assert all(on_page[about] <= set(states.split()) for about, states in STATES.items())

"""`kindtui doctor`: how things are, what it mends, and where a word still stands."""

import fcntl
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from kindtui.domain.requests import ReceivedWritten
from tests.cli.program import Program
from tests.support import TODAY

SECRET = 'Noël said "yes"'
BACKUP = "20261122T080000123456Z-daily-0123456789ab"
SYNC = "journal.sync-conflict-20261122-080000-ABCDEFG.json"


@pytest.fixture
def kept(program: Program) -> Program:
    """A journal of two saves; the word stands in the second one alone."""
    session = program.session()
    session.submit(ReceivedWritten(TODAY, "tea"))
    session.store.make_daily_backup()
    program.session().submit(ReceivedWritten(TODAY, SECRET))
    return program


def found(program: Program, word: str) -> set[str]:
    """The names of the files it says the word stands in; the word is never repeated."""
    outcome = program.run("doctor", "--find", "-", stdin=word.encode())
    assert (outcome.status, outcome.err) == (0, "")
    assert word not in outcome.out.replace(str(program.data.parent), "")
    prefix = "It's in /"
    stands = [line for line in outcome.out.splitlines() if line.startswith(prefix)]
    return {Path(line.removeprefix("It's in ").removesuffix(".")).name for line in stands}


def test_all_is_well(kept: Program) -> None:
    outcome = kept.run("doctor")
    assert (outcome.status, outcome.err) == (0, "")
    for phrase in ("intact, 1 day, saved 2 times", "1, all intact", "private", "free"):
        assert phrase in outcome.out


def test_nothing_is_written_yet(program: Program) -> None:
    assert "nothing's written yet" in program.run("doctor", "--fix").out
    assert not program.data.parent.exists()


@pytest.mark.parametrize("damage", [b"Dear diary", b"", None])
def test_a_damaged_journal_is_said_with_its_remedy(damage: bytes | None, kept: Program) -> None:
    kept.data.unlink() if damage is None else kept.data.write_bytes(damage)
    before = kept.files()
    outcome = kept.run("doctor")
    assert outcome.status == 3
    assert "has 1 day: `kindtui backup restore " in outcome.out
    assert kept.files() == before


def test_a_look_changes_nothing_and_a_fix_makes_private(kept: Program) -> None:
    loose = [file for file in kept.data.parent.rglob("*") if file.is_file()]
    for file in loose:
        file.chmod(0o644)
    assert "let other people in" in kept.run("doctor").out
    assert all(file.stat().st_mode & 0o777 == 0o644 for file in loose)
    assert "modes     private" in kept.run("doctor", "--fix").out
    assert all(file.stat().st_mode & 0o777 == 0o600 for file in loose)


def test_what_killed_saves_left_is_removed(kept: Program) -> None:
    stale = [kept.data.with_name(f".journal.json{of}.{'a' * 16}.tmp") for of in ("", ".drafts")]
    stale.append(kept.data.with_name("journal.json.backups") / f".{BACKUP}.json.{'b' * 16}.tmp")
    for file in stale:
        file.write_bytes(b"half")
    assert "3 temporary files" in kept.run("doctor").out
    assert "temporary" not in kept.run("doctor", "--fix").out
    assert not any(file.exists() for file in stale)


def test_a_held_lock_is_said(kept: Program) -> None:
    with kept.data.with_name("journal.json.lock").open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert "in use: a kindtui is saving" in kept.run("doctor").out


def test_copies_of_sync_clients_are_folded_in(kept: Program) -> None:
    copy = kept.data.with_name(SYNC)
    copy.write_bytes(kept.data.read_bytes().replace(b'"tea"', b'"tea, with milk"'))
    unreadable = kept.data.with_name("journal (conflicted copy).json")
    unreadable.write_bytes(b"Dear diary")
    assert SYNC in kept.run("doctor").out
    outcome = kept.run("doctor", "--fix")
    assert outcome.status == 3
    assert f"{unreadable}: can't be read as a journal" in outcome.out
    assert not copy.exists()
    assert unreadable.read_bytes() == b"Dear diary"
    assert found(kept, "with milk") == {"journal.json", SYNC + ".merged"}


def test_a_name_that_a_person_may_have_chosen_is_named_and_left(kept: Program) -> None:
    data = kept.data.read_bytes().replace(b'"tea"', b'"tea, with milk"')
    similar = [kept.data.with_name(name) for name in ("journal-LAPTOP.json", "journal 2.json")]
    for file in similar:
        file.write_bytes(data)
    kept.data.with_name("journal-notes.json").write_text("[1]")
    work = Program(kept.home, {"KINDTUI_DATA": str(kept.data.with_name("journal-work.json"))})
    work.run("log", "received", "another journal")
    outcome = kept.run("doctor", "--fix")
    assert f"`kindtui merge {similar[0]}`" in outcome.out
    assert f"`kindtui merge '{similar[1]}'`" in outcome.out
    assert "journal-notes" not in outcome.out
    assert "journal-work" not in outcome.out
    assert all(file.read_bytes() == data for file in similar)
    assert found(kept, "with milk") == {file.name for file in similar}
    assert kept.run("merge", similar[0]).status == 0
    assert "journal.json" in found(kept, "with milk")


def test_a_word_is_found_wherever_it_stands(kept: Program) -> None:
    assert found(kept, SECRET) == {"journal.json"}
    assert found(kept, "noël SAID") == {"journal.json"}
    assert found(kept, "nowhere") == set()
    kept.run("backup", "create")
    [backup] = [Path(name).name for name in kept.files() if "-asked-" in name]
    kept.data.with_name("journal.json.prev").write_text(json.dumps({"text": SECRET}))
    kept.data.with_name("journal.json.drafts").write_text(json.dumps({"2026-11-22": {"who": SECRET}}))
    kept.data.with_name(SYNC).write_text(SECRET)
    kept.data.with_name("journal.json.damaged-0123456789ab").write_text(json.dumps(SECRET)[:-1])
    assert found(kept, SECRET) == {
        "journal.json", "journal.json.prev", "journal.json.drafts", backup, SYNC,
        "journal.json.damaged-0123456789ab",
    }  # fmt: skip


def test_no_word_is_refused(kept: Program) -> None:
    assert kept.run("doctor", "--find", "-", stdin=b"\n").status == 2
    assert kept.run("doctor", "--find", SECRET).status == 2
    assert SECRET not in kept.run("doctor", "--find", SECRET).err


def test_a_word_is_looked_for_as_a_search_in_the_app_would(program: Program) -> None:
    program.session().submit(ReceivedWritten(TODAY, "Søren can’t come"))
    assert found(program, "soren") == found(program, "can't come") == {"journal.json"}
    assert found(program, "\u0301") == set()


def test_a_file_named_by_mistake_is_not_touched(program: Program) -> None:
    program.data.parent.mkdir(parents=True, exist_ok=True)
    program.data.write_text("Dear Noor")
    program.data.chmod(0o644)
    assert program.run("doctor", "--fix").status == 3
    assert program.data.stat().st_mode & 0o777 == 0o644


def test_a_damaged_previous_save_is_put_aside_by_a_fix(kept: Program) -> None:
    kept.data.with_name("journal.json.prev").write_bytes(b"Dear diary")
    outcome = kept.run("doctor")
    assert outcome.status == 3
    assert "previous  damaged\nremedy    `kindtui doctor --fix` puts what's damaged aside." in outcome.out
    assert kept.run("doctor", "--fix").status == 0
    [aside] = kept.data.parent.glob("*.damaged-*")
    assert aside.read_bytes() == b"Dear diary"


def test_a_damaged_backup_is_put_aside_by_a_fix_once_the_journal_is_intact(kept: Program) -> None:
    [backup] = kept.data.with_name("journal.json.backups").iterdir()
    backup.write_bytes(b"Dear diary")
    journal = kept.data.read_bytes()
    kept.data.write_bytes(b"Dear Noor")
    assert "First bring back the journal." in kept.run("doctor", "--fix").out
    assert backup.exists()
    kept.data.write_bytes(journal)
    outcome = kept.run("doctor")
    assert outcome.status == 3
    assert f"damaged: {backup.stem}\nremedy    `kindtui doctor --fix`" in outcome.out
    assert kept.run("doctor", "--fix").status == 0
    assert not backup.exists()
    assert b"Dear diary" in [file.read_bytes() for file in kept.data.parent.glob("*.damaged-*")]


def test_a_folder_that_others_can_use_is_said_with_the_command_that_closes_it() -> None:
    with TemporaryDirectory(dir="/tmp") as home:  # any other may be in a folder that keeps everybody out
        program = Program(Path(home))
        Path(home).chmod(0o755)
        program.session().submit(ReceivedWritten(TODAY, "tea"))
        folder = program.data.parent
        (folder / ".git").mkdir(mode=0o755)
        assert program.run("doctor").status == 0  # the folder lets nobody through
        folder.chmod(0o777)
        outcome = program.run("doctor", "--fix")
        assert outcome.status == 3
        assert f"other people can replace what's in {folder}" in outcome.out
        assert f"other people can read {folder / '.git'}" in outcome.out
        assert outcome.out.count(f"`chmod 700 {folder}`") == 2
        folder.chmod(0o700)
        assert program.run("doctor").status == 0


def test_the_report_as_json_has_what_the_lines_say(kept: Program) -> None:
    report = json.loads(kept.run("doctor", "--json").out)
    assert {name: report[name] for name in ("path", "whole", "days", "saves")} == {
        "path": str(kept.data), "whole": True, "days": 1, "saves": 2,
    }  # fmt: skip
    kept.data.chmod(0o644)
    kept.data.with_name("journal.json.prev").write_bytes(b"Dear diary")
    outcome = kept.run("doctor", "--json")
    report, fix = json.loads(outcome.out), "kindtui doctor --fix"
    unsound = [finding for finding in report["findings"] if not finding["whole"]]
    assert (outcome.status, report["whole"]) == (3, False)
    assert [(finding["about"], finding["state"], finding["remedy"]) for finding in unsound] == [
        ("previous", "damaged", fix), ("modes", "exposed", fix),
    ]  # fmt: skip
    assert json.loads(kept.run("doctor", "--fix", "--json").out)["whole"]


def test_a_vault_that_is_not_mounted_is_told_as_such(program: Program) -> None:
    program.data.parent.mkdir(mode=0o500)
    for command in (["status"], ["log", "gave", "tea"], ["backup", "list"], ["doctor"]):
        outcome = program.run(*command)
        assert outcome.status == 3
        assert "If a vault or a disk belongs there, mount it" in outcome.out + outcome.err
    assert list(program.data.parent.iterdir()) == []

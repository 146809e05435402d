"""What `kindtui purge` calls deleted is in no file any more; where that cannot be known, it says so."""

import fcntl
import json
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from kindtui.domain.journal.journal import ONE_DAY
from kindtui.domain.requests import ReceivedWritten
from tests.cli.program import KINDTUI_COMMAND, Outcome, Program
from tests.cli.program_here import give_up_roots_rights
from tests.real_terminal import Terminal
from tests.support import ROOT, TODAY

WORDS = "half a thought"
SECRET, OTHER = "Noor held my hand", "a stranger waited"
YESTERDAY = TODAY - ONE_DAY
MARK = ".sync-conflict-20261122-080000-ABCDEFG"
HEX = "0123456789abcdef"
PURGE_TODAY = ("purge", "today")
CONFIRMED = b"2026-11-22\n"


@pytest.fixture
def journal(program: Program) -> Program:
    """Two days, one of them with the secret, and a backup of both."""
    program.session().submit(ReceivedWritten(YESTERDAY, OTHER))
    program.session().submit(ReceivedWritten(TODAY, SECRET))
    program.run("backup", "create")
    return program


def names(program: Program, text: str) -> set[str]:
    return {Path(name).name for name, data in program.files().items() if text.encode() in data}


def backup_name(program: Program) -> str:
    return next(file.name for file in program.data.with_name("journal.json.backups").iterdir())


def left_behind(program: Program) -> Iterator[tuple[str, bytes]]:
    """Every name under which sync clients and killed writes leave the journal's text, with such a text."""
    whole, half = program.data.read_bytes(), program.data.read_bytes()[:-9]
    drafts = json.dumps({"2026-11-22": {"who": [SECRET]}, "2026-11-21": {"who": [OTHER]}}).encode()
    backup = backup_name(program)
    yield f"journal.json{MARK}.prev", whole
    yield f"journal.json{MARK}.drafts", drafts
    yield f"journal.json (Sam's conflicted copy 2026-11-22).damaged-{HEX[:12]}", half
    yield f"journal.json.damaged-{HEX[:12]}", f'{{"{SECRET}'.encode()
    yield f"journal{MARK}.json.merged", whole
    yield f"journal{MARK}.json{MARK}.merged", whole
    for written in (
        "journal.json",
        "journal.json.prev",
        "journal.json.drafts",
        f"journal.json.damaged-{HEX[:12]}",
    ):
        yield f".{written}.{HEX}.tmp", half
    yield ".syncthing.journal.json.tmp", half
    yield f".out.json.{HEX}.tmp", half  # of an export that was killed
    yield f"journal.json.backups/.{backup}.{HEX}.tmp", half
    yield f"journal.json.backups/{backup.removesuffix('.json')}{MARK}.json", whole


def test_nothing_that_sync_clients_and_killed_writes_left_holds_the_day(journal: Program) -> None:
    for name, data in left_behind(journal):
        (journal.data.parent / name).write_bytes(data)
    holding = names(journal, SECRET)
    found = journal.run("doctor", "--find", "-", stdin=SECRET.encode()).out
    assert [name for name in holding if f"/{name}." not in found] == []
    outcome = journal.run(*PURGE_TODAY, stdin=CONFIRMED)
    assert (outcome.status, outcome.err) == (0, "")
    assert names(journal, SECRET) == set()
    assert names(journal, OTHER) >= {
        "journal.json", "journal.json.prev", f"journal.json{MARK}.prev", f"journal.json{MARK}.drafts",
        f"journal{MARK}.json.merged",
    }  # fmt: skip
    assert (
        "isn't in any of kindtui's files" in journal.run("doctor", "--find", "-", stdin=SECRET.encode()).out
    )


def test_everything_is_gone_whatever_its_name(journal: Program) -> None:
    for name, data in left_behind(journal):
        (journal.data.parent / name).write_bytes(data)
    assert journal.run("purge", "--all", stdin=b"everything\n").status == 0
    assert {Path(name).name for name in journal.files()} == {"journal.json", "journal.json.lock"}
    assert names(journal, SECRET) | names(journal, OTHER) == set()


def test_an_earlier_wording_of_the_day_is_found_in_a_damaged_copy(journal: Program) -> None:
    """The journal does not hold that text any more; only a backup does."""
    [line] = journal.stored_day().received
    whole = journal.data.read_bytes()
    journal.data.write_bytes(whole.replace(SECRET.encode(), b"Noor was there"))
    assert SECRET not in line.uid
    journal.data.with_name(f"journal.json.damaged-{HEX[:12]}").write_text(f'{{"text":"{SECRET}')
    assert journal.run(*PURGE_TODAY, stdin=CONFIRMED).status == 0
    assert names(journal, SECRET) == set()


def test_another_journal_in_the_folder_is_left_alone(journal: Program) -> None:
    others = {
        "journal-work.json": journal.data.read_bytes(),
        "journal-work.json.lock": b"",
        f"journal-work.json{MARK}.prev": journal.data.read_bytes(),
        "notes.txt": SECRET.encode(),
    }
    for name, data in others.items():
        (journal.data.parent / name).write_bytes(data)
    journal.run(*PURGE_TODAY, stdin=CONFIRMED)
    for name, data in others.items():
        assert (journal.data.parent / name).read_bytes() == data


def test_a_file_that_may_be_a_copy_is_named_and_left_alone(journal: Program) -> None:
    copy = journal.data.with_name("journal (1).json")
    copy.write_bytes(journal.data.read_bytes())
    outcome = journal.run(*PURGE_TODAY, stdin=CONFIRMED)
    assert (outcome.status, outcome.out, len(outcome.error_lines)) == (4, "", 1)
    assert str(copy) in outcome.err
    assert SECRET.encode() in copy.read_bytes()
    assert names(journal, SECRET) == {copy.name}
    assert copy.name in journal.run("doctor", "--find", "-", stdin=SECRET.encode()).out


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2026-11-22"])
def test_no_day_is_left_by_purging_everything(day: str, program: Program) -> None:
    """Also one before 1900, which an earlier kindtui took."""
    session = program.session()
    session.submit(ReceivedWritten(date.fromisoformat(day), SECRET))
    session.store.make_daily_backup()
    assert names(program, SECRET)
    assert program.run("purge", "--all", stdin=b"everything\n").status == 0
    assert names(program, SECRET) == set()


def test_a_day_that_has_not_come_can_be_purged(journal: Program) -> None:
    journal.extra_environment["KINDTUI_NOW"] = "2030-05-01T08:00:00+01:00"
    journal.run("log", "received", "from a clock that was wrong")
    del journal.extra_environment["KINDTUI_NOW"]
    assert journal.run("purge", "2030-05-02", stdin=b"2030-05-02\n").status == 2
    assert journal.run("purge", "2030-05-01", stdin=b"2030-05-01\n").status == 0
    assert names(journal, "from a clock") == set()
    assert names(journal, SECRET)


@pytest.mark.parametrize("damaged", [False, True], ids=["whole", "damaged"])
def test_no_backup_brings_a_purged_day_back(damaged: bool, journal: Program) -> None:
    """Not even one that could not be rewritten; what was written after the purge stays."""
    backup = journal.data.with_name("journal.json.backups") / backup_name(journal)
    before = backup.read_bytes()
    journal.run(*PURGE_TODAY, stdin=CONFIRMED)
    for file in backup.parent.iterdir():
        file.unlink()
    backup.write_bytes(before)
    journal.run("log", "received", "after the purge")
    if damaged:
        journal.data.write_bytes(b"Dear diary")
    assert journal.run("backup", "restore", backup.stem).status == 0
    assert SECRET.encode() not in journal.data.read_bytes()
    assert [line.text for line in journal.stored_day("2026-11-21").received] == [OTHER]
    assert journal.stored_day().purged


@contextmanager
def writing(journal: Program) -> Iterator[Terminal]:
    """A window with words in a field of today that the drafts file holds."""
    with Terminal(journal.data, journal.environment["KINDTUI_NOW"]) as app:
        app.wait_for("Who can I encourage")
        app.send(WORDS)
        drafts = journal.data.with_name("journal.json.drafts")
        app.wait_until(lambda: drafts.exists() and WORDS in drafts.read_text(), "the draft")
        yield app


@pytest.mark.sweep
@pytest.mark.parametrize("is_seen", [True, False], ids=["later", "at once"])
@pytest.mark.parametrize("purge", [PURGE_TODAY, ("purge", "--all")], ids=str)
def test_a_window_that_ends_does_not_bring_a_purged_draft_back(
    purge: tuple[str, ...], is_seen: bool, journal: Program
) -> None:
    with writing(journal) as app:
        assert journal.run(*purge, stdin=CONFIRMED if purge is PURGE_TODAY else b"everything\n").status == 0
        if is_seen:
            app.wait_until(lambda: WORDS not in app.text, "the words leave their field")
        app.send("\x11")
        assert app.wait_for_exit() == 0
    assert names(journal, WORDS) == set()


def test_words_typed_after_a_purge_are_kept(journal: Program) -> None:
    with writing(journal) as app:
        assert journal.run(*PURGE_TODAY, stdin=CONFIRMED).status == 0
        app.send(" today")
        app.wait_for(f"{WORDS} today")
        app.send("\x11")
        assert app.wait_for_exit() == 0
    assert names(journal, f"{WORDS} today") == {"journal.json.drafts"}


def test_ctrl_c_at_the_question_deletes_nothing(journal: Program) -> None:
    before = journal.files()
    with Terminal(journal.data, journal.environment["KINDTUI_NOW"], *PURGE_TODAY) as app:
        app.wait_for("to go ahead")
        app.send("\x03")
        app.wait_for("Nothing was deleted")
        assert app.wait_for_exit() == 130
    assert journal.files() == before


def test_ctrl_c_while_it_deletes_does_not_call_anything_safe(journal: Program) -> None:
    lock = journal.data.with_name("journal.json.lock")
    with lock.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with subprocess.Popen(
            [*KINDTUI_COMMAND, *PURGE_TODAY], env=journal.environment, cwd=ROOT,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        ) as purge:  # fmt: skip
            assert purge.stdin
            purge.stdin.write(CONFIRMED)
            purge.stdin.flush()
            while not _has_open(purge.pid, lock):
                assert purge.poll() is None
                os.sched_yield()
            purge.send_signal(signal.SIGINT)
            _, err = purge.communicate(timeout=30)
    assert purge.returncode == 130
    assert b"safe" not in err
    assert b"kindtui purge 2026-11-22" in err
    assert journal.run(*PURGE_TODAY, stdin=CONFIRMED).status == 0
    assert names(journal, SECRET) == set()


def _has_open(pid: int, file: Path) -> bool:
    try:
        return any(entry.resolve() == file for entry in Path(f"/proc/{pid}/fd").iterdir())
    except FileNotFoundError:  # a descriptor that was closed meanwhile
        return False


def plainly(program: Program, *arguments: str, stdin: bytes = b"") -> Outcome:
    """Run it without root's right to read everything."""
    return program.run(*arguments, stdin=stdin, preexec_fn=give_up_roots_rights)


@pytest.mark.parametrize("name", ["", "journal.json.backups"], ids=["folder", "backups"])
def test_where_a_folder_cannot_be_listed_nothing_is_called_deleted_or_none(
    name: str, journal: Program
) -> None:
    journal.data.with_name(f"journal.json.damaged-{HEX[:12]}").write_text(f'{{"{SECRET}')
    folder = journal.data.parent / name
    folder.chmod(0o300)
    try:
        doctor = plainly(journal, "doctor")
        assert doctor.status == 3
        assert f"{folder} can't be listed" in doctor.out
        assert " none" not in doctor.out
        find = plainly(journal, "doctor", "--find", "-", stdin=SECRET.encode())
        assert find.status == 3
        assert f"{folder} can't be listed" in find.out
        assert "isn't in any of kindtui's files." not in find.out
        for deed in ("list", "verify"):
            shown = plainly(journal, "backup", deed)
            assert (shown.status, "no backups" in shown.out) == ((3, False) if name else (0, False))
        purge = plainly(journal, *PURGE_TODAY, stdin=CONFIRMED)
        assert (purge.status, purge.out) == (4, "")
        assert f"{folder} can't be listed" in purge.err
        everything = plainly(journal, "purge", "--all", stdin=b"everything\n")
        assert (everything.status, everything.out) == (4, "")
        assert f"{folder} can't be listed" in everything.err
    finally:
        folder.chmod(0o700)
    assert names(journal, SECRET)
    assert journal.run("purge", "--all", stdin=b"everything\n").status == 0
    assert names(journal, SECRET) == set()


@pytest.mark.parametrize(
    "line", ["export --force -o {out}", "merge {copy} --into {out}", "backup create", "log received later"]
)
def test_a_later_write_removes_what_a_killed_one_left(line: str, journal: Program, tmp_path: Path) -> None:
    strace = shutil.which("strace")
    if not strace:
        pytest.skip("strace cannot be used here")
    out, copy = tmp_path / "out" / "out.json", tmp_path / "copy.json"
    out.parent.mkdir()
    out.write_bytes(journal.data.read_bytes())
    copy.write_bytes(journal.data.read_bytes().replace(OTHER.encode(), b"Sam waited"))
    arguments = [word.format(out=out, copy=copy) for word in line.split()]
    killed = subprocess.run(
        [strace, "-f", "-o", os.devnull, "-e", "trace=rename,renameat,renameat2",
         "-e", "inject=rename,renameat,renameat2:signal=SIGKILL:when=1", *KINDTUI_COMMAND, *arguments],
        env={**journal.environment, "PYTHONDONTWRITEBYTECODE": "1"}, cwd=ROOT, capture_output=True,
        timeout=60,
    )  # fmt: skip
    assert killed.returncode == -signal.SIGKILL
    left = [file for file in tmp_path.rglob(".*.tmp") if file.is_file()]
    assert left
    for later in (arguments, ["log", "received", "again"]):
        assert journal.run(*later).status == 0
    assert not [file for file in tmp_path.rglob(".*.tmp") if file.is_file()]


def test_what_lies_beside_a_link_to_the_journal_is_purged_too(journal: Program) -> None:
    synced = journal.data.parent.with_name("synced") / "diary.json"
    synced.parent.mkdir()
    stray = journal.data.with_name(f".journal.json.{HEX}.tmp")
    stray.write_bytes(journal.data.read_bytes())
    journal.data.rename(synced)
    journal.data.symlink_to("../synced/diary.json")
    found = journal.run("doctor", "--find", "-", stdin=SECRET.encode()).out
    assert "journal.json.prev" in found or "journal.json.backups" in found
    assert str(stray) in found
    assert journal.run(*PURGE_TODAY, stdin=CONFIRMED).status == 0
    assert names(journal, SECRET) == set()
    assert journal.data.is_symlink()
    files = [file for file in synced.parent.rglob("*") if file.is_file()]
    held = [file.name for file in files if SECRET.encode() in file.read_bytes()]
    assert (held, OTHER.encode() in synced.read_bytes()) == ([], True)


def test_old_versions_that_syncthing_keeps_are_purged_too(journal: Program) -> None:
    versions = journal.data.with_name(".stversions")
    versions.mkdir()
    for name in (
        "journal~20261122-101010.json",
        "journal.json~20261122-101010.prev",
        "taxes~20261122-101010.txt",
    ):
        (versions / name).write_bytes(journal.data.read_bytes())
    assert journal.run(*PURGE_TODAY, stdin=CONFIRMED).status == 0
    assert names(journal, SECRET) == {"taxes~20261122-101010.txt"}


@pytest.mark.parametrize("name", ["journal.json", "backup", "conflict"])
def test_a_name_that_a_link_gave_elsewhere_is_not_called_deleted(name: str, journal: Program) -> None:
    snapshot = journal.data.parent.with_name("snapshot")
    if name == "conflict":
        snapshot.write_bytes(journal.data.read_bytes())
        linked = journal.data.with_name(f"journal.json{MARK}.prev")
        linked.symlink_to(snapshot)
    else:
        backups = journal.data.with_name("journal.json.backups")
        linked = journal.data if name == "journal.json" else backups / backup_name(journal)
        snapshot.hardlink_to(linked)
    outcome = journal.run(*PURGE_TODAY, stdin=CONFIRMED)
    assert outcome.status == 4
    assert f"Another link to {linked} still has it" in outcome.err
    assert SECRET.encode() in snapshot.read_bytes()


def test_a_merge_before_the_purge_hides_no_second_name(journal: Program) -> None:
    """It writes the journal anew, so that the old one is left under the second name alone."""
    snapshot = journal.data.parent.with_name("snapshot")
    snapshot.hardlink_to(journal.data)
    conflict = journal.data.with_name(f"journal{MARK}.json")
    conflict.write_bytes(journal.data.read_bytes().replace(OTHER.encode(), b"only in this copy"))
    outcome = journal.run(*PURGE_TODAY, stdin=CONFIRMED)
    assert outcome.status == 4
    assert f"Another link to {journal.data} still has it" in outcome.err
    assert SECRET.encode() in snapshot.read_bytes()


@pytest.mark.parametrize(
    "name", ["journal.json.bak", "journal.json~", "#journal.json#", "Copy of journal.json"]
)
def test_a_copy_by_an_editor_or_by_hand_is_named_and_left(name: str, journal: Program) -> None:
    copy = journal.data.with_name(name)
    copy.write_bytes(journal.data.read_bytes())
    assert str(copy) in journal.run("doctor", "--find", "-", stdin=SECRET.encode()).out
    outcome = journal.run(*PURGE_TODAY, stdin=CONFIRMED)
    assert outcome.status == 4
    assert f"{copy} has it too: remove it if it's a copy" in outcome.err
    assert SECRET.encode() in copy.read_bytes()


def test_other_days_beside_a_link_to_the_journal_are_kept(journal: Program) -> None:
    """Nothing merges a copy there, so it may be the only one with those days."""
    synced = journal.data.parent.with_name("synced") / "diary.json"
    synced.parent.mkdir()
    conflict = journal.data.with_name(f"journal{MARK}.json")
    conflict.write_bytes(journal.data.read_bytes().replace(OTHER.encode(), b"only in this copy"))
    drafts = journal.data.with_name("journal.json.drafts")
    drafts.write_text(json.dumps({"2026-11-22": {"who": [SECRET]}, "2026-11-21": {"who": [WORDS]}}))
    journal.data.rename(synced)
    journal.data.symlink_to(synced)
    assert journal.run(*PURGE_TODAY, stdin=CONFIRMED).status == 0
    assert names(journal, SECRET) == set()
    assert (names(journal, "only in this copy"), names(journal, WORDS)) == ({conflict.name}, {drafts.name})


@pytest.mark.parametrize(
    "name",
    [
        "data/.stversions/journal.json",  # of a client that keeps one version, by its own name
        "data/.stversions/journal.json.backups/{backup}~20261122-101010.json",
        "data/.stversions/journal.json.backups/{backup}.json",
        ".stversions/data/journal~20261122-101010.json",  # where the folder above is the one that is synced
    ],
)
def test_a_version_is_purged_wherever_syncthing_keeps_it(name: str, journal: Program) -> None:
    backup = backup_name(journal).removesuffix(".json")
    version = journal.data.parent.parent / name.format(backup=backup)
    version.parent.mkdir(parents=True, exist_ok=True)
    version.write_bytes(journal.data.read_bytes())
    assert str(version) in journal.run("doctor", "--find", "-", stdin=SECRET.encode()).out
    assert journal.run(*PURGE_TODAY, stdin=CONFIRMED).status == 0
    assert not version.exists()


def test_a_version_of_another_journal_is_left_alone(journal: Program) -> None:
    version = journal.data.with_name(".stversions") / "journal-work~20261122-101010.json"
    version.parent.mkdir()
    version.write_bytes(b'{"days":{}}')
    journal.run("purge", "--all", stdin=b"everything\n")
    assert version.read_bytes() == b'{"days":{}}'


def test_a_damaged_copy_named_by_hand_is_not_called_deleted(journal: Program) -> None:
    copy = journal.data.with_name("journal.json.damaged")
    copy.write_bytes(journal.data.read_bytes()[:-9])
    outcome = journal.run(*PURGE_TODAY, stdin=CONFIRMED)
    assert (outcome.status, str(copy) in outcome.err) == (4, True)
    assert SECRET.encode() in copy.read_bytes()

"""Every system call of a purge, killed or made to fail: it never says deleted of what is still in a file.

The next purge finishes the work, and the words of other days stay.
"""

import shutil
import signal
import subprocess
from itertools import count, product
from pathlib import Path

import pytest

from kindtui import exit_codes
from kindtui.domain.journal.journal import ONE_DAY
from kindtui.domain.requests import ReceivedWritten
from kindtui.session import Session
from kindtui.storage.erase import purge_for_good
from kindtui.storage.file_store import FileStore
from tests.faults.test_injected_errors import CALLS, FAULTS, STRACE, can_attach
from tests.faults.trial_count import LONG_RUN
from tests.faults.word_stores import SOUND_STORES
from tests.faults.workers import worker_command
from tests.locked_journals import opened_bytes, plain_words
from tests.support import CATALOG, ROOT, TODAY, FakeClock

SECRET, OTHER = b"Noor held my hand", b"a stranger waited"
MARK, HEX = ".sync-conflict-20261122-080000-ABCDEFG", "0123456789abcdef"
FEW = [
    ("rename", "signal=SIGKILL"), ("unlink", "signal=SIGKILL"), ("unlink", "error=EIO"),
    ("open", "error=EACCES"), ("rename", "error=EIO"), ("list", "error=EIO"),
]  # fmt: skip
KINDS = ("kindtui", "locked-no-key")
CASES = (
    list(product(KINDS, CALLS, FAULTS))
    if LONG_RUN
    else [*(("kindtui", *case) for case in FEW), ("locked-no-key", *FEW[0]), ("locked-no-key", *FEW[2])]
)
FILES_WITH_SECRET = 9
STRIDE = 1 if LONG_RUN else 4  # how many calls lie between those that are tried

pytestmark = pytest.mark.skipif(not can_attach(), reason="strace cannot be used here")


@pytest.fixture(scope="module")
def spreads(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Folders in which the secret is in a file of every kind, one of which only the text itself tells."""
    return {kind: spread(kind, tmp_path_factory.mktemp(kind) / "journal.json") for kind in KINDS}


def spread(kind: str, path: Path) -> Path:
    session = Session(FileStore(path, FakeClock()), FakeClock(), CATALOG)
    session.submit(ReceivedWritten(TODAY - ONE_DAY, OTHER.decode()))
    session.submit(ReceivedWritten(TODAY, SECRET.decode()))
    session.store.make_daily_backup()
    session.submit(ReceivedWritten(TODAY, "more"))
    [backup] = path.with_name("journal.json.backups").iterdir()
    whole = path.read_bytes()
    drafts = b'{"2026-11-22":{"who":["%s"]},"2026-11-21":{"who":["%s"]}}' % (SECRET, OTHER)
    for name, data in {
        "journal.json.drafts": drafts,
        f"journal.json{MARK}.prev": whole,
        f"journal{MARK}.json": whole,
        f"journal.json.damaged-{HEX[:12]}": b'{"text":"%s' % SECRET,
    }.items():
        (path.parent / name).write_bytes(data)
    SOUND_STORES[kind](path).begin()
    for name in (f".journal.json.{HEX}.tmp", f"journal.json.backups/.{backup.name}.{HEX}.tmp"):
        (path.parent / name).write_bytes(path.read_bytes()[:-9])
    assert len(holding(path.parent, SECRET)) == FILES_WITH_SECRET
    return path.parent


def holding(folder: Path, text: bytes) -> set[str]:
    """The files that hold a text, and what nobody can open: a part of a locked journal."""
    keyring = FileStore(folder / "journal.json", FakeClock()).load().keyring
    found = set()
    for file in folder.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            opened = opened_bytes(data, keyring) if keyring else data
            if text in opened or b"sealed." in opened:
                found.add(file.name)
    return found


def purge_with(fault: str, kind: str, path: Path, log: Path) -> int:
    """Purge in another process while something is injected; the status it ended with."""
    other = path.parent.with_name(f"{path.parent.name}-warm") / "journal.json"
    command = worker_command("purge_worker", path, other, kind)
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    ) as worker:
        assert worker.stdin
        assert worker.stdout
        worker.stdin.write(b"2026-11-22\n")
        worker.stdin.flush()
        while line := worker.stdout.readline():
            if line == b"ready\n":
                break
        tracing = [str(STRACE), "-o", str(log), "-e", f"inject={fault}", "-p", str(worker.pid)]
        with subprocess.Popen(tracing, stderr=subprocess.PIPE) as tracer:
            assert tracer.stderr
            assert b"attached" in tracer.stderr.readline()
            worker.communicate(b"go\n2026-11-22\n", timeout=30)
            return worker.returncode


@pytest.mark.parametrize(("kind", "call", "fault"), CASES)
def test_it_tells_the_truth_and_the_next_one_finishes(
    kind: str, call: str, fault: str, spreads: dict[str, Path], tmp_path: Path
) -> None:
    hits = 0
    for number in count(1, STRIDE):
        folder, log = tmp_path / str(number), tmp_path / f"{number}.log"
        shutil.copytree(spreads[kind], folder)
        status = purge_with(f"{CALLS[call]}:{fault}:when={number}", kind, folder / "journal.json", log)
        if "INJECTED" not in log.read_text() and status != -signal.SIGKILL:
            break
        hits += 1
        assert kind == "kindtui" or not plain_words(folder, [SECRET.decode(), OTHER.decode()])
        check(status, folder / "journal.json")
        assert kind == "kindtui" or not plain_words(folder, [SECRET.decode(), OTHER.decode()])
    assert hits
    assert status == exit_codes.SUCCESS


def check(status: int, path: Path) -> None:
    """What it called deleted is in no file, other words are there, and the next run deletes the rest."""
    assert status in (exit_codes.SUCCESS, exit_codes.UNREADABLE, exit_codes.NOT_SAVED, -signal.SIGKILL)
    if status == exit_codes.SUCCESS:
        assert holding(path.parent, SECRET) == set()
    store = FileStore(path, FakeClock())
    store.load()
    assert purge_for_good(store, store.path, frozenset({TODAY}), FakeClock()).is_complete
    assert holding(path.parent, SECRET) == set()
    assert not [file for file in path.parent.rglob("*.tmp") if file.is_file()]
    backups = {file.name for file in path.with_name("journal.json.backups").iterdir()}
    assert backups
    assert holding(path.parent, OTHER) >= {"journal.json", "journal.json.drafts", *backups}

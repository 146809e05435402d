"""Every system call of a save, made to fail or killed: the file is whole, old or new, and a retry works."""

import os
import shutil
import signal
import subprocess
from itertools import count, cycle, product
from pathlib import Path

import pytest

from tests.faults.save_worker import NOT_DURABLE, NOT_SAVED, SAVED, UNREADABLE
from tests.faults.trial_count import DEFAULT_TRIALS, TRIALS
from tests.faults.word_stores import LOCKED_STORES, SOUND_STORES, word_change
from tests.faults.workers import worker_command
from tests.locked_journals import plain_words
from tests.support import ROOT

STRACE = shutil.which("strace")
CALLS = {
    "open": "/^open(at)?$",
    "write": "/^write$",
    "sync": "/^f(data)?sync$",
    "link": "/^link(at)?$",
    "rename": "/^rename(at2?)?$",
    "stat": "/stat",
    "chmod": "/chmod",
    "unlink": "/^unlink(at)?$",
    "list": "/^getdents",
    "lock": "/^flock$",
    "close": "/^close$",
    "mkdir": "/^mkdir(at)?$",
}
FAULTS = ["error=EIO", "signal=SIGKILL", "error=ENOSPC", "error=EDQUOT", "error=EACCES"]
FEW = [
    *product(("open", "write", "sync", "link", "rename", "stat"), FAULTS[:1]),
    ("rename", "signal=SIGKILL"),
]
CASES = (
    list(product(SOUND_STORES, CALLS, FAULTS))
    if TRIALS > DEFAULT_TRIALS
    else [
        *(("kindtui", *case) for case in FEW),
        *((kind, *case) for kind, case in zip(cycle(LOCKED_STORES), FEW[:-2], strict=False)),
        ("locked", *FEW[-1]),
    ]
)
FIRST, SECOND, NEW, AGAIN = WORDS = ("the first word", "a second word", "the new word", "a word again")


def can_attach() -> bool:
    """Whether a process that runs can be traced here."""
    if STRACE is None:
        return False
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE) as process:
        probe = [STRACE, "-o", os.devnull, "-p", str(process.pid)]
        with subprocess.Popen(probe, stderr=subprocess.PIPE) as tracer:
            assert tracer.stderr
            attached = b"attached" in tracer.stderr.readline()
            process.communicate()
    return attached


pytestmark = pytest.mark.skipif(not can_attach(), reason="strace cannot be used here")


def save_with(fault: str, kind: str, path: Path, log: Path) -> int:
    """Save the new word in another process while something is injected; the status it ended with."""
    command = worker_command("save_worker", path, NEW, kind)
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as worker:
        assert worker.stdin
        assert worker.stdout
        assert worker.stdout.readline() == b"ready\n"
        tracing = [str(STRACE), "-o", str(log), "-e", f"inject={fault}", "-p", str(worker.pid)]
        with subprocess.Popen(tracing, stderr=subprocess.PIPE) as tracer:
            assert tracer.stderr
            assert b"attached" in tracer.stderr.readline()
            worker.stdin.write(b"\n")
            worker.stdin.close()
            return worker.wait(timeout=30)


@pytest.mark.parametrize(("kind", "call", "fault"), CASES)
def test_the_file_is_whole_and_a_retry_works(kind: str, call: str, fault: str, tmp_path: Path) -> None:
    hits = 0
    for number in count(1):
        path = tmp_path / str(number) / "journal.json"
        path.parent.mkdir()
        SOUND_STORES[kind](path).begin()
        SOUND_STORES[kind](path).save(FIRST, 0, lambda: None)
        SOUND_STORES[kind](path).save(SECOND, 0, lambda: None)
        log = tmp_path / f"{number}.log"
        status = save_with(f"{CALLS[call]}:{fault}:when={number}", kind, path, log)
        if "INJECTED" not in log.read_text() and status != -signal.SIGKILL:
            break
        hits += 1
        check(status, kind, path)
    assert hits
    assert status == SAVED


def check(status: int, kind: str, path: Path) -> None:
    """The words on the disk are those that the status promises, and the next save has no trouble."""
    assert kind == "kindtui" or not plain_words(path.parent, WORDS)
    found = SOUND_STORES[kind](path).words()
    assert found >= {FIRST, SECOND}
    assert status in (SAVED, NOT_DURABLE, NOT_SAVED, UNREADABLE, -signal.SIGKILL)
    if status != -signal.SIGKILL:
        assert (NEW in found) == (status in (SAVED, NOT_DURABLE))
    SOUND_STORES[kind](path).store.transact(word_change(AGAIN))
    assert SOUND_STORES[kind](path).words() == found | {AGAIN}
    assert kind == "kindtui" or not plain_words(path.parent, WORDS)
    assert {file.name for file in path.parent.iterdir()} <= {
        "journal.json", "journal.json.prev", "journal.json.lock", "journal.json.backups",
        "warm.json", "warm.json.prev", "warm.json.lock", "warm.json.backups",
    }  # fmt: skip

"""What a process writes while it lives with a locked journal, to files and elsewhere: nothing secret."""

import shutil
import subprocess
from pathlib import Path

import pytest
from msgspec import structs

from kindtui.domain.requests import ReceivedWritten
from kindtui.session import Session
from kindtui.storage.file_store import FileStore
from kindtui.storage.sealing import keys
from kindtui.storage.sealing.sodium import to_base64
from tests.faults.workers import worker_command
from tests.support import CATALOG, ROOT, TODAY, FakeClock

PASSPHRASES = ("correct horse battery staple", "Łukasz trinkt heißen Tee")
WORDS = ("half a thought", "tea with Łukasz 🍵", "bring a stranger soup", "Zebedee Quill")
BEFORE = "what was written before"
CALLS = "write,pwrite64,writev,pwritev,pwritev2,openat,sendto,sendmsg,mmap,rename,link"
STRACE = ("strace", "-f", "-xx", "-s", "65536", "-e", f"trace={CALLS}", "-o")


def can_trace() -> bool:
    traced = ("strace", "-o", "/dev/null", "true")
    return bool(shutil.which("strace")) and subprocess.run(traced, capture_output=True).returncode == 0


def traced(data: bytes) -> str:
    """Bytes as strace prints them."""
    return "".join(f"\\x{byte:02x}" for byte in data)


@pytest.mark.skipif(not can_trace(), reason="strace cannot be used here")
def test_no_word_no_passphrase_no_key_and_no_code_is_written(tmp_path: Path) -> None:
    path, log = tmp_path / "data" / "journal.json", tmp_path / "log"
    session = Session(FileStore(path, FakeClock()), FakeClock(), CATALOG)
    session.submit(ReceivedWritten(TODAY, BEFORE))
    done = subprocess.run(
        [*STRACE, str(log), *worker_command("lock_life_worker", path)],
        input="\n".join((*PASSPHRASES, *WORDS)),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    codes = done.stdout.split()
    assert len(codes) == 2
    keyring = FileStore(path, FakeClock()).load().keyring
    assert keyring
    found = structs.astuple(keys.unlock(keyring, codes[1]))
    secrets = [
        *(text.encode() for text in (BEFORE, *WORDS, *PASSPHRASES)),
        *found,
        *(to_base64(key).encode() for key in found),
    ]
    lines = log.read_text().splitlines()
    assert not [line for line in lines if '"...' in line], "cut off"
    calls = "\n".join(lines)
    assert traced(b'"sealed.s.') in calls
    assert traced(b'"sealed.b.') in calls
    assert [secret for secret in secrets if traced(secret) in calls] == []
    for code in codes:
        shown = [line for line in lines if traced(code.encode()) in line or traced(code[:9].encode()) in line]
        assert shown
        assert all(" write(1, " in line for line in shown)

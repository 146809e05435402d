"""No room left: it is said, nothing is harmed, and a later try saves."""

import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kindtui.domain.requests import ReceivedWritten
from kindtui.session import Session
from kindtui.storage.errors import NotSavedError
from tests.faults.mounts import small_disk, tmpfs_skip_reason
from tests.faults.word_stores import SOUND_STORES, KindtuiStore
from tests.locked_journals import plain_words
from tests.support import CATALOG, TODAY, FakeClock, texts

WORDS = ("the first word", "a second word", "a third word")
LINE = "of many words" * 30


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file may grow beyond that many bytes; what would be longer is cut off there."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture(params=SOUND_STORES)
def filing(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[KindtuiStore]:
    """A year, and two words of today, which are in plain in no file afterwards if the journal is locked."""
    SOUND_STORES[request.param](tmp_path / "journal.json").fill()
    filing = SOUND_STORES[request.param](tmp_path / "journal.json")
    for word in WORDS[:2]:
        filing.save(word, 0, lambda: None)
    yield filing
    assert request.param == "kindtui" or not plain_words(tmp_path, WORDS)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def refused(session: Session, text: str) -> str:
    """Why that line was not saved; empty if it was."""
    try:
        session.submit(ReceivedWritten(TODAY, text))
    except NotSavedError as refusal:
        return str(refusal)
    return ""


@pytest.mark.skipif(bool(tmpfs_skip_reason()), reason=tmpfs_skip_reason())
@pytest.mark.parametrize("kind", SOUND_STORES)
def test_a_full_disk_of_64_kb_changes_nothing_and_a_later_try_saves(kind: str, tmp_path: Path) -> None:
    with small_disk(tmp_path / "small", "64k") as disk:
        path = disk / "journal.json"
        SOUND_STORES[kind](path).begin()
        session = Session(SOUND_STORES[kind](path).store, FakeClock(), CATALOG)
        saved: set[str] = set()
        while not (refusal := refused(session, text := f"line {len(saved)} {LINE}")):
            saved.add(text)
            before = contents(disk)
        assert "no room left" in refusal
        assert contents(disk) == before
        assert not list(disk.glob(".*.tmp"))
        assert kind == "kindtui" or not plain_words(disk, [LINE])
        subprocess.run(["mount", "-o", "remount,size=256k", disk], check=True)
        session.submit(ReceivedWritten(TODAY, "after all"))
        assert SOUND_STORES[kind](path).words() == saved | {"after all"}


@pytest.mark.parametrize("share", [0.0, 0.001, 0.5, 0.99, 1.0])
def test_a_save_without_room_changes_nothing(share: float, filing: KindtuiStore) -> None:
    session = Session(filing.store, FakeClock(), CATALOG)
    before, state = contents(filing.path.parent), session.open()
    size = filing.path.stat().st_size
    with room_for(int(size * share)), pytest.raises(NotSavedError, match="no room left") as refusal:
        session.submit(ReceivedWritten(TODAY, WORDS[2]))
    assert str(filing.path) in str(refusal.value)
    assert WORDS[2] not in str(refusal.value)
    assert contents(filing.path.parent) == before
    assert session.open() == state


def test_a_later_try_saves(filing: KindtuiStore) -> None:
    session = Session(filing.store, FakeClock(), CATALOG)
    for _ in range(3):
        with room_for(1000), pytest.raises(NotSavedError):
            session.submit(ReceivedWritten(TODAY, WORDS[2]))
    saved = session.submit(ReceivedWritten(TODAY, WORDS[2])).state.journal
    assert texts(saved) >= set(WORDS) or not filing.has_key
    assert filing.words() >= set(WORDS)
    assert not list(filing.path.parent.glob(".*.tmp"))


def test_reading_needs_no_room(filing: KindtuiStore) -> None:
    with room_for(0):
        assert filing.words() >= set(WORDS[:2])

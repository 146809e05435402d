"""A journal that cannot be read, in a real pseudo-terminal: whole copies are offered, and nothing is lost."""

from pathlib import Path

import pytest

from kindtui.domain.requests import CustomEntryWritten, ReceivedWritten
from kindtui.session import Session
from kindtui.storage.file_store import FileStore
from tests.real_terminal import Terminal, wait_for_cursor
from tests.support import CATALOG, MORNING, TODAY, FakeClock, texts

NOW = "2026-11-22T08:00:00+01:00"
DAMAGED = b'{"days": {"20261122": "half'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A journal of two saves that was damaged afterwards."""
    path = tmp_path / "journal.json"
    clock = FakeClock(MORNING)
    session = Session(FileStore(path, clock), clock, CATALOG)
    session.submit(CustomEntryWritten("own_helplines", "", "116 123"))
    session.submit(ReceivedWritten(TODAY, "one"))
    session.store.make_daily_backup()
    session.submit(ReceivedWritten(TODAY, "two"))
    session.submit(ReceivedWritten(TODAY, "three"))
    path.write_bytes(DAMAGED)
    return path


def everything(folder: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
def test_enter_restores_the_newest_copy_and_starts_the_app(path: Path, size: tuple[int, int]) -> None:
    with Terminal(path, NOW, size=size) as app:
        app.wait_for("These copies")
        app.wait_for("Sunday 22 November")
        app.send("\r")
        app.wait_for("Who can I encourage")
        app.send("\x1bq")
    assert texts(FileStore(path, FakeClock()).load()) == {"one", "two"}
    [aside] = path.parent.glob("*.damaged-*")
    assert aside.read_bytes() == DAMAGED


@pytest.mark.parametrize("way", ["missing", "empty"])
def test_where_no_file_is_left_none_is_called_damaged(path: Path, way: str) -> None:
    path.unlink() if way == "missing" else path.write_bytes(b"")
    with Terminal(path, NOW) as app:
        app.wait_for("Enter brings one back. Esc changes")
        assert "damaged" not in app.text
        app.send("\r")
        app.wait_for("Who can I encourage")
        app.send("\x1bq")
    assert texts(FileStore(path, FakeClock()).load()) == {"one", "two"}
    assert not list(path.parent.glob("*.damaged-*"))


def test_an_older_copy_can_be_chosen(path: Path) -> None:
    with Terminal(path, NOW) as app:
        app.wait_for("that day's backup")
        app.send("j\r")
        app.wait_for("Who can I encourage")
    assert texts(FileStore(path, FakeClock()).load()) == {"one"}


@pytest.mark.sweep
@pytest.mark.parametrize("size", [(80, 24), (40, 12), (39, 11)])
@pytest.mark.parametrize("key", ["!", "\x1b[18~"])
def test_places_to_talk_are_one_key_away_with_the_plan_of_the_newest_copy(
    path: Path, key: str, size: tuple[int, int]
) -> None:
    with Terminal(path, NOW, size=size) as app:
        app.wait_for("F7 shows places to talk.")
        app.send(key)
        app.wait_for("If you might hurt yourself")
        app.wait_until(lambda: "Sunday 22 November" not in app.text, "the places alone")
        app.wait_for("My helpline: 116 123")
        assert app.text.index("My helpline: 116 123") < app.text.index("If you might hurt")
        app.send(" ")
        app.wait_for("Esc goes back to the copies.")
        app.send("\x1b")
        app.wait_for("Sunday 22 November")
        wait_for_cursor(app, "Sunday 22 November")
        app.send("q")
        assert app.wait_for_exit() == 3


def test_the_cursor_is_at_the_highlighted_copy(path: Path) -> None:
    with Terminal(path, NOW) as app:
        app.wait_for("that day's backup")
        wait_for_cursor(app, "as it was before the last save")
        app.send("j")
        wait_for_cursor(app, "that day's backup")
        app.send("k")
        wait_for_cursor(app, "as it was before the last save")


@pytest.mark.parametrize("key", ["q", "\x1b"])
def test_quitting_prints_the_error_and_changes_nothing(path: Path, key: str) -> None:
    before = everything(path.parent)
    with Terminal(path, NOW, size=(200, 24)) as app:
        app.wait_for("These copies")
        app.send(key)
        assert app.wait_for_exit() == 3
        assert "can't be opened. It hasn't been changed." in app.raw.decode().rpartition("\x1b[?1049l")[2]
    after = everything(path.parent)
    assert {name: after[name] for name in before} == before
    assert all(".damaged-" in name for name in after.keys() - before.keys())


def test_a_signal_ends_recovery_with_its_exit_status(path: Path) -> None:
    with Terminal(path, NOW) as app:
        app.wait_for("These copies")
        app.child.kill(15)
        assert app.wait_for_exit() == 143
    assert path.read_bytes() == DAMAGED

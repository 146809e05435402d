"""Random keys, mouse, pastes, sizes and stops: no traceback, no hang, and the file stays whole."""

from pathlib import Path

from tinydb import TinyDB

from kindtui.storage.file_store import FileStore
from tests.faults.random_events import EVENT_COUNT, EventFuzzer
from tests.support import FakeClock

SEED = 20261122
A_SESSION = 100


def test_nothing_breaks(tmp_path: Path) -> None:
    path = tmp_path / "data" / "journal.json"
    left, seed = EVENT_COUNT, SEED
    while left > 0:
        storm = EventFuzzer(path, seed)
        try:
            left -= storm.run_session(min(left, A_SESSION))
            if path.exists():
                journal = FileStore(path, FakeClock()).load()
                with TinyDB(path, access_mode="r") as database:
                    assert len(database.table("days")) == len(journal.days)
        except BaseException as error:
            error.add_note(f"seed {seed}, after {len(storm.sent)} events, the last: {storm.sent[-15:]}")
            raise
        seed += 1

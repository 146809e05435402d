"""The first line of an evening, typed into the real app and read from the disk."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tinydb import TinyDB

from tests.real_terminal import Terminal

EVENING = "2026-11-22T20:00:00+01:00"
QUESTION = "What kindness did I"
ENTER, CTRL_Q, F9 = "\r", "\x11", "\x1b[20~"


@contextmanager
def evening_line(path: Path, *, enter: str = ENTER, leave: str = CTRL_Q) -> Iterator[Terminal]:
    """Open the app at the question of the evening; what is typed is then saved, and the app left."""
    with Terminal(path, EVENING) as app:
        app.wait_for(QUESTION)
        yield app
        app.send(enter)
        app.wait_for("Saved.")
        app.send(leave)
        assert app.wait_for_exit() == 0


def stored_texts(path: Path) -> list[str]:
    """Return the texts received on the one day of the journal."""
    with TinyDB(path, access_mode="r") as database:
        [day] = database.table("days").all()
    return [line["text"] for line in day["received"]]

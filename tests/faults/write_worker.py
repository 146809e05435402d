"""Writes lines to a journal that others write to as well.

Run it as `python -m tests.faults.write_worker FILE NAME COUNT DAY KEY`.

`DAY` is how many days before today the lines are for; with `KEY` as 1 it has the key, if the journal is
locked at its start. Each line goes through a session, as the screens and commands do it, and is tried again
when another writer keeps the lock for too long.
"""

import sys
from datetime import timedelta
from pathlib import Path

from kindtui.domain.requests import ReceivedWritten
from kindtui.session import Session
from kindtui.storage.errors import NotSavedError
from tests.faults.word_stores import ShortSleepClock
from tests.locked_journals import store_at
from tests.support import CATALOG, TODAY


def main(path: Path, name: str, count: int, days_ago: int, *, has_key: bool) -> int:
    """Write the lines; how often one had to be tried again."""
    clock, retries = ShortSleepClock(), 0
    session = Session(store_at(path, clock, has_key=has_key), clock, CATALOG)
    for number in range(count):
        while True:
            try:
                session.submit(ReceivedWritten(TODAY - timedelta(days=days_ago), f"{name}{number}"))
            except NotSavedError:
                retries += 1
            else:
                break
    return retries


if __name__ == "__main__":
    path, name, count, days_ago, key = sys.argv[1:]
    sys.stdout.write(str(main(Path(path), name, int(count), int(days_ago), has_key=key == "1")))

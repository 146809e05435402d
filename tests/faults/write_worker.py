"""Writes lines to a journal that others write to as well: `write_worker.py FILE NAME COUNT DAY`.

`DAY` is how many days before today the lines are for. Each line goes through a session, as the
screens and commands do it, and is tried again when another writer keeps the lock for too long.
"""

import sys
from datetime import timedelta
from pathlib import Path

from filing import BriefClock
from support import TODAY, WORDS

from kindtui.session import Session
from kindtui.storage.errors import NotSavedError
from kindtui.storage.store import FileStore


def main(path: Path, name: str, count: int, earlier: int) -> int:
    """Write the lines; how often one had to be tried again."""
    clock, again = BriefClock(), 0
    session = Session(FileStore(path, clock), clock, WORDS)
    for number in range(count):
        while True:
            try:
                session.received(TODAY - timedelta(days=earlier), f"{name}{number}")
            except NotSavedError:
                again += 1
            else:
                break
    return again


if __name__ == "__main__":
    place, name, count, earlier = sys.argv[1:]
    sys.stdout.write(str(main(Path(place), name, int(count), int(earlier))))

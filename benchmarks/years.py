"""Write a journal of made-up years: `python benchmarks/years.py YEARS FILE [TODAY]`."""

import sys
from datetime import date
from pathlib import Path

from kindtui import content, demo
from kindtui.cli import SystemClock
from kindtui.storage.store import FileStore


def main() -> None:
    """Write the same days each time, ending the day before TODAY (2026-11-22)."""
    years, path = int(sys.argv[1]), Path(sys.argv[2])
    today = date.fromisoformat(sys.argv[3]) if len(sys.argv) > 3 else date(2026, 11, 22)
    made_up = demo.journal(content.words(), content.demo_words(), today, years * demo.A_YEAR)
    FileStore(path, SystemClock()).transact(lambda _: made_up)


if __name__ == "__main__":
    main()

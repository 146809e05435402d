"""Write a journal of made-up years: `python -m benchmarks.years YEARS FILE [TODAY]`.

The days are those of `--demo`, each with everything else a day can hold: about 950 bytes a day.
"""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import Random

from msgspec import structs

from kindtui import content, demo
from kindtui.cli.clock import SystemClock
from kindtui.domain.journal.day import Answer, Day, Line
from kindtui.domain.journal.journal import Journal
from kindtui.domain.ritual.boundaries import Check
from kindtui.storage.file_store import FileStore

TODAY = date(2026, 11, 22)
NOTES = ("The bus was late, and nobody minded.", "Slept well.", "Rain all day; tea with Noor helped.")


def main() -> None:
    """Write the journal; it is the same each time, and ends on the day before TODAY (2026-11-22)."""
    years, path = int(sys.argv[1]), Path(sys.argv[2])
    write(years, path, date.fromisoformat(sys.argv[3]) if len(sys.argv) > 3 else TODAY)


def write(years: int, path: Path, today: date = TODAY) -> None:
    """Write a journal of `years` years to `path`; 0 writes an empty one."""
    made_up = journal(years, today) if years else Journal()
    FileStore(path, SystemClock()).transact(lambda _: made_up)


def journal(years: int, today: date = TODAY) -> Journal:
    """Return a journal of `years` years that ends on the day before `today`."""
    words, rng = content.catalog(), Random("full days")
    found = demo.demo_journal(words, content.demo_texts(), today, years * demo.DAYS_PER_YEAR)
    days = {on: _with_all_fields(day, rng, words.checks) for on, day in found.days.items()}
    return structs.replace(found, days=days)


def _with_all_fields(day: Day, rng: Random, checks: Sequence[Check]) -> Day:
    if not day.acts:
        return day
    evening = day.acts[0].updated_at
    answered_checks = rng.sample(checks, 3)
    return structs.replace(
        day,
        mood_morning=Answer(rng.randint(1, 9), evening),
        mood_evening=Answer(rng.randint(1, 9), evening),
        connection=Answer(rng.randint(1, 9), evening),
        checks={check.id: Answer(rng.choice(("holds", "not_today")), evening) for check in answered_checks},
        notes=(Line(f"demo-n{day.day}", rng.choice(NOTES), day.acts[0].written, evening),),
    )


if __name__ == "__main__":
    main()

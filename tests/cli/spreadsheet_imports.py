"""Imports of tables, and what must be true of them."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from kindtui.domain.journal.journal import Journal
from tests.cli.in_process import InProcess
from tests.cli.program import Outcome
from tests.exchange.spreadsheets import Dialect, written_by_hand


def import_bytes(kindtui: InProcess, data: bytes, *options: str) -> Outcome:
    """Import a file with these bytes."""
    file = kindtui.folder.with_name("saved.csv")
    file.write_bytes(data)
    return kindtui.run("import", file, *options)


def import_rows(kindtui: InProcess, rows: Iterable[Sequence[str]], *options: str) -> Outcome:
    """Import rows with a day, a part and a text alone."""
    return import_bytes(kindtui, Dialect().write(written_by_hand(rows)), *options)


def assert_nothing_new(kindtui: InProcess, data: bytes, *options: str) -> None:
    before = kindtui.files()
    outcome = import_bytes(kindtui, data, *options)
    assert outcome.status == 0, outcome.err
    assert re.search(r"\bnothing (new|to import)\b", outcome.out, re.IGNORECASE), outcome.out
    assert kindtui.files() == before


def assert_refused(kindtui: InProcess, outcome: Outcome, *, statuses: Sequence[int] = (3,)) -> None:
    """Assert that nothing at all was made, and that it was said in a sentence or two."""
    assert outcome.status in statuses, outcome
    assert (outcome.out, len(outcome.error_lines)) == ("", 1)
    assert not kindtui.files()


def assert_ambiguous(kindtui: InProcess, outcome: Outcome, *readings: date) -> None:
    """Assert that a file was refused with both readings of its first date, and the option that settles it."""
    assert_refused(kindtui, outcome)
    assert "--date-order" in outcome.err
    for day in readings:
        names = rf"{day}|\b{day.day} {day:%b}|{day:%b}[a-z]* {day.day}\b"
        assert re.search(names, outcome.err), outcome.err


def entries(journal: Journal) -> list[tuple[date, str, str]]:
    """Return the day, the part and the text of each entry."""
    return sorted(
        (on, part, entry.text)
        for on, day in journal.days.items()
        for part in ("acts", "received", "kept", "notes")
        for entry in getattr(day, part)
    )

"""The kindness jar: one kindness received or witnessed earlier, to read again."""

from datetime import date
from hashlib import sha256

from msgspec import Struct

from kindtui.domain.journal.day import Line
from kindtui.domain.journal.journal import Journal


class JarLine(Struct, frozen=True):
    """A line in the jar, and the day it was written for."""

    on: date
    line: Line


def todays_jar_line(journal: Journal, today: date) -> JarLine | None:
    """Return the line for today; it is chosen by the date, so that it stays the same all day."""
    lines = (
        JarLine(on, line)
        for on, day in journal.days.items()
        if on < today
        for line in day.received
        if line.in_jar
    )
    return min(lines, key=lambda found: _sort_key(today, found.line.uid), default=None)


def _sort_key(today: date, uid: str) -> bytes:
    return sha256(f"{today} {uid}".encode()).digest()

"""The kindness jar: one kindness received or witnessed earlier, to read again."""

from collections.abc import Collection
from datetime import date
from hashlib import sha256

from msgspec import Struct

from kindtui.domain.journal.day import Line
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.lazy_days import outlines_of
from kindtui.domain.ritual.left_out_names import mentions


class JarLine(Struct, frozen=True):
    """A line in the jar, and the day it was written for."""

    on: date
    line: Line


def todays_jar_line(
    journal: Journal, today: date, left_out_keys: Collection[str] = frozenset()
) -> JarLine | None:
    """Return the line for today; it is chosen by the date, so that it stays the same all day.

    Args:
        journal: The days.
        today: The logical day.
        left_out_keys: The keys of the names that no line may mention; see `left_out_names.name_key`.
    """
    outlines = outlines_of(journal.days)
    uids = [(on, uid) for on, day in outlines.items() if on < today for uid in day.jar_uids]
    prefix = f"{today} "
    uids.sort(key=lambda found: _sort_key(prefix + found[1]))
    lines = (
        JarLine(on, line)
        for on, uid in uids
        for line in journal.days[on].received
        if line.uid == uid and line.in_jar
    )
    return next((found for found in lines if not mentions(found.line.text, left_out_keys)), None)


def _sort_key(words: str) -> bytes:
    return sha256(words.encode()).digest()

"""A journal in which no text can act on a terminal."""

from typing import TypeVar

from msgspec import structs

from kindtui.domain.journal.day import Act, Day, Line
from kindtui.domain.journal.journal import Conflict, Journal
from kindtui.domain.journal.own_words import Own
from kindtui.domain.journal.parts import LISTS
from kindtui.domain.text import clean

T = TypeVar("T", Act, Line, Own, Conflict)

TEXTS: dict[type, tuple[str, ...]] = {
    Act: ("text", "who", "when", "audience", "source"),
    Line: ("text",),
    Own: ("text", "script"),
    Conflict: ("text",),
}


def inert(journal: Journal) -> Journal:
    """The journal with every text `clean`; a day that was clean is the very same object."""
    return structs.replace(
        journal,
        days={on: _inert_day(day) for on, day in journal.days.items()},
        own={key: _inert(own) for key, own in journal.own.items()},
        conflicts=tuple(map(_inert, journal.conflicts)),
    )


def _inert_day(day: Day) -> Day:
    lists = {field: tuple(map(_inert, getattr(day, field))) for field in LISTS}
    who = structs.replace(day.who, value=clean(day.who.value)) if day.who else None
    cleaned = structs.replace(day, who=who, **lists)
    return day if cleaned == day else cleaned


def _inert(one: T) -> T:
    texts = {name: getattr(one, name) for name in TEXTS[type(one)]}
    cleaned = {name: clean(text) for name, text in texts.items()}
    return one if cleaned == texts else structs.replace(one, **cleaned)

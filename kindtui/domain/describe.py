"""A day in words: for the terminal, and for a diary on paper."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from kindtui.domain.journal.day import Act, ActState, CheckAnswer, Day, Mark, ScaleName, mark_of
from kindtui.domain.journal.journal import Conflict
from kindtui.domain.ritual.boundaries import Check
from kindtui.domain.text import one_line

SCALE_NAMES: dict[ScaleName, str] = {
    "energy": "Energy",
    "mood_morning": "Mood in the morning",
    "mood_evening": "Mood in the evening",
    "connection": "Connection",
}
ACTS: dict[ActState, str] = {"done": "Gave", "planned": "Planned", "let_go": "Let go"}
CHECKS: dict[CheckAnswer, str] = {"holds": "Holds", "not_today": "Not today"}
MARKS: dict[Mark, str] = {
    Mark.KIND: "a kind day",
    Mark.KEPT: "a kind day",
    Mark.REST: "a day of rest",
    Mark.QUIET: "a quiet day",
    Mark.PENDING: "still open",
}


class Told(NamedTuple):
    """One thing of a day: what it is, and its words on one line."""

    what: str
    words: str


def tell(day: Day, checks: Iterable[Check], conflicts: Iterable[Conflict] = ()) -> Iterator[Told]:
    """Everything that is written for a day, in the order of a day; texts that lost in a merge come last."""
    yield from _morning(day)
    yield from (Told(ACTS[act.state], one_line(_act(act))) for act in day.acts)
    for what, lines in (("Received", day.received), ("Kept", day.kept), ("Note", day.notes)):
        yield from (Told(what, one_line(line.text)) for line in lines)
    yield from _ratings(day, "mood_evening", "connection")
    for check in checks:
        if (answer := day.answer_to(check.id)) != "unanswered":
            yield Told(CHECKS[answer], one_line(check.check))
    if day.rests:
        yield Told("Rest", "a day of rest")
    lost = (conflict for conflict in conflicts if conflict.day == day.day)
    yield from (Told("Also written", one_line(conflict.text)) for conflict in lost)


def mark_in_words(day: Day, today: date) -> str:
    """What the day is, seen from `today`."""
    return MARKS[mark_of(day, day.day, today)]


def _morning(day: Day) -> Iterator[Told]:
    if day.who and one_line(day.who.value):
        yield Told("For", one_line(day.who.value))
    yield from _ratings(day, "energy", "mood_morning")


def _ratings(day: Day, *scales: ScaleName) -> Iterator[Told]:
    ratings = {scale: day.rating(scale) for scale in scales}
    return (Told(SCALE_NAMES[scale], f"{rating} of 9") for scale, rating in ratings.items() if rating)


def _act(act: Act) -> str:
    about = [f"for {act.who}"] if act.who and not _names(act.text, act.who) else []
    about += [act.when] if act.when else []
    return f"{act.text} ({', '.join(about)})" if about else act.text


def _names(text: str, who: str) -> bool:
    """Whether the name stands in the text in whole words."""
    return re.search(rf"(?<!\w){re.escape(who)}(?!\w)", text) is not None

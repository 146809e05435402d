"""A day in words: for the terminal, and for a diary on paper."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from kindtui.domain.journal.day import Act, ActState, CheckAnswer, Day, Mark, ScaleName, mark_of
from kindtui.domain.journal.journal import Conflict
from kindtui.domain.ritual.boundaries import Check
from kindtui.domain.text import one_line

SCALE_LABELS: dict[ScaleName, str] = {
    "energy": "Energy",
    "mood_morning": "Mood in the morning",
    "mood_evening": "Mood in the evening",
    "connection": "Connection",
}
ACT_STATE_LABELS: dict[ActState, str] = {"done": "Gave", "planned": "Planned", "let_go": "Let go"}
CHECK_ANSWER_LABELS: dict[CheckAnswer, str] = {"holds": "Holds", "not_today": "Not today"}
MARK_LABELS: dict[Mark, str] = {
    Mark.KIND: "a kind day",
    Mark.KEPT: "a kind day",
    Mark.REST: "a day of rest",
    Mark.QUIET: "a quiet day",
    Mark.PENDING: "still open",
}


class DayFact(NamedTuple):
    """One thing of a day: what it is, and its words on one line."""

    label: str
    text: str


def describe_day(day: Day, checks: Iterable[Check], conflicts: Iterable[Conflict] = ()) -> Iterator[DayFact]:
    """Everything that is written for a day, in the order of a day; texts that lost in a merge come last."""
    yield from _morning_facts(day)
    yield from (DayFact(ACT_STATE_LABELS[act.state], one_line(_act_text(act))) for act in day.acts)
    for label, lines in (("Received", day.received), ("Kept", day.kept), ("Note", day.notes)):
        yield from (DayFact(label, one_line(line.text)) for line in lines)
    yield from _rating_facts(day, "mood_evening", "connection")
    for check in checks:
        if (answer := day.answer_to(check.id)) != "unanswered":
            yield DayFact(CHECK_ANSWER_LABELS[answer], one_line(check.check))
    if day.is_rest_day:
        yield DayFact("Rest", "a day of rest")
    losing_texts = (conflict for conflict in conflicts if conflict.day == day.day)
    yield from (DayFact("Also written", one_line(conflict.text)) for conflict in losing_texts)


def describe_mark(day: Day, today: date) -> str:
    """What the day is, seen from `today`."""
    return MARK_LABELS[mark_of(day, day.day, today)]


def _morning_facts(day: Day) -> Iterator[DayFact]:
    if day.who and one_line(day.who.value):
        yield DayFact("For", one_line(day.who.value))
    yield from _rating_facts(day, "energy", "mood_morning")


def _rating_facts(day: Day, *scales: ScaleName) -> Iterator[DayFact]:
    ratings = {scale: day.rating(scale) for scale in scales}
    return (DayFact(SCALE_LABELS[scale], f"{rating} of 9") for scale, rating in ratings.items() if rating)


def _act_text(act: Act) -> str:
    details = [f"for {act.who}"] if act.who and not _mentions(act.text, act.who) else []
    details += [act.when] if act.when else []
    return f"{act.text} ({', '.join(details)})" if details else act.text


def _mentions(text: str, who: str) -> bool:
    """Whether the name stands in the text in whole words."""
    return re.search(rf"(?<!\w){re.escape(who)}(?!\w)", text) is not None

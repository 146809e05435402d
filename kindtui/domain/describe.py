"""A day in words for the terminal and the diary, and as plain values for JSON."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from kindtui.domain.journal.contents import CONFLICT, DayItem, day_items
from kindtui.domain.journal.day import (
    SCALES,
    Act,
    ActState,
    Answer,
    CheckAnswer,
    Day,
    Mark,
    mark_of,
)
from kindtui.domain.journal.journal import Conflict
from kindtui.domain.sentences import SOMEONE, addressee
from kindtui.domain.text import clean_lines, first_line, one_line, strip_controls

SCALE_LABELS: Mapping[str, str] = {
    "energy": "Energy",
    "mood_morning": "Mood in the morning",
    "mood_evening": "Mood in the evening",
    "connection": "Connection",
}
ITEM_LABELS: Mapping[str, str] = {
    **SCALE_LABELS,
    "who": "For",
    "received": "Received",
    "kept": "Kept",
    "notes": "Note",
    "rest": "Rest",
    CONFLICT: "Also written",
}
ACT_STATE_LABELS: dict[ActState, str] = {"done": "Gave", "planned": "Planned", "let_go": "Let go"}
CHECK_ANSWER_LABELS: dict[CheckAnswer, str] = {"holds": "Ticked", "not_today": "Not today"}
SHORT_MARK_LABELS: dict[Mark, str] = {
    Mark.KIND: "kind",
    Mark.KEPT: "kind",
    Mark.REST: "rest",
    Mark.QUIET: "quiet",
    Mark.PENDING: "open",
    Mark.FUTURE: "to come",
}
MARK_LABELS: dict[Mark, str] = {
    Mark.KIND: "a kind day",
    Mark.KEPT: "a kind day",
    Mark.REST: "a day of rest",
    Mark.QUIET: "a quiet day",
    Mark.PENDING: "still open",
    Mark.FUTURE: "still to come",
}


class DayFact(NamedTuple):
    """One thing a day holds: a label, and its text; only what was done or noted may have several lines."""

    label: str
    text: str


def describe_day(
    day: Day, check_texts: Mapping[str, str], conflicts: Iterable[Conflict] = ()
) -> Iterator[DayFact]:
    """Yield a fact for everything there is to show of a day; the arguments are those of `day_items`."""
    for item in day_items(day, check_texts, conflicts):
        fact = describe_item(item)
        if fact.text or item.kind != "who":
            yield fact


def describe_item(item: DayItem) -> DayFact:
    """Return what there is to show of one item of a day."""
    match item.source:
        case Act() as act:
            text = _act_text(act, clean_lines(act.text))
        case Answer():
            text = one_line(item.text)
        case _:
            text = clean_lines(item.text)
    return DayFact(_label(item), text)


def day_object(day: Day, today: date) -> dict[str, object]:
    """Return the day as plain values for JSON; every key is always there."""
    lines = {
        name: [strip_controls(line.text) for line in getattr(day, name)]
        for name in ("received", "kept", "notes")
    }
    mark = mark_of(day, day.day, today)
    return {
        "date": day.day,
        "mark": "kind" if mark.is_kind_day else mark.value,
        "who": strip_controls(day.who.value) if day.who else "",
        "acts": [
            {
                "text": strip_controls(act.text),
                "state": act.state,
                "who": strip_controls(act.who),
                "when": strip_controls(act.when),
            }
            for act in day.acts
        ],
        **lines,
        "rest": day.is_rest_day,
        **{scale: day.rating(scale) for scale in SCALES},
        "checks": {name: answer.value for name, answer in day.checks.items()},
    }


def describe_plan(act: Act, on: date, today: date) -> str:
    """Return a planned act in the first person; on another day than today by its label and its text."""
    return (
        act.sentence
        if on == today
        else f"{ACT_STATE_LABELS['planned']}: {_act_text(act, first_line(act.text))}"
    )


def describe_mark(day: Day, today: date) -> str:
    """Return what kind of day it is, seen from `today`."""
    return MARK_LABELS[mark_of(day, day.day, today)]


def _label(item: DayItem) -> str:
    match item.source:
        case Act(state=state):
            return ACT_STATE_LABELS[state]
        case Answer(value="holds" | "not_today" as answer) if item.kind == "checks":
            return CHECK_ANSWER_LABELS[answer]
    return ITEM_LABELS[item.kind]


def _act_text(act: Act, text: str) -> str:
    """Return the text of an act, whole or its first line, and whom it was for and when behind that."""
    details = []
    if act.who and not _mentions(act.text, act.who):
        is_for = addressee(act.who) or act.who == SOMEONE
        details.append(f"for {act.who}" if is_for else f"who: {act.who}")
    details += [act.when] if act.when else []
    return f"{text} ({one_line(', '.join(details))})" if details else text


def _mentions(text: str, who: str) -> bool:
    """Return whether the text contains the name as whole words."""
    return re.search(rf"(?<!\w){re.escape(who)}(?!\w)", text) is not None

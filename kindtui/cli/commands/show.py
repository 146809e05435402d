"""`kindtui show`: one day in words."""

from datetime import date

import msgspec

from kindtui.domain.dates import long_date
from kindtui.domain.describe import describe_day, describe_mark
from kindtui.domain.journal.day import SCALES, mark_of
from kindtui.domain.state import State
from kindtui.domain.text import strip_controls

EMPTY_DAY_TEXT = "Nothing is written for this day."


def format_text(state: State, on: date) -> str:
    """The day and what it is, then a line for each thing written."""
    day = state.journal.day(on)
    facts = list(describe_day(day, state.all_checks, state.journal.conflicts))
    width = max((len(one.label) for one in facts), default=0)
    lines = [f"  {one.label:{width}}  {one.text}" for one in facts] or [f"  {EMPTY_DAY_TEXT}"]
    return "\n".join([f"{long_date(on)} {on.year}: {describe_mark(day, state.today)}", *lines])


def format_json(state: State, on: date) -> str:
    """One object on one line; its keys are stable."""
    day = state.journal.day(on)
    mark = mark_of(day, on, state.today)
    lines = {
        name: [strip_controls(line.text) for line in getattr(day, name)]
        for name in ("received", "kept", "notes")
    }
    content: dict[str, object] = {
        "date": on,
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
    return msgspec.json.encode(content).decode()

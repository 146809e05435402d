"""`kindtui show`: one day in words."""

from datetime import date

import msgspec

from kindtui.domain.dates import in_words
from kindtui.domain.describe import mark_in_words, tell
from kindtui.domain.journal.day import SCALES, mark_of
from kindtui.domain.state import State
from kindtui.domain.text import clean

NOTHING = "Nothing is written for this day."


def words(state: State, on: date) -> str:
    """The day and what it is, then a line for each thing written."""
    day = state.journal.day(on)
    told = list(tell(day, state.every_check, state.journal.conflicts))
    width = max((len(one.what) for one in told), default=0)
    lines = [f"  {one.what:{width}}  {one.words}" for one in told] or [f"  {NOTHING}"]
    return "\n".join([f"{in_words(on)} {on.year}: {mark_in_words(day, state.today)}", *lines])


def in_json(state: State, on: date) -> str:
    """One object on one line; its keys are stable."""
    day = state.journal.day(on)
    mark = mark_of(day, on, state.today)
    lines = {
        name: [clean(line.text) for line in getattr(day, name)] for name in ("received", "kept", "notes")
    }
    shown: dict[str, object] = {
        "date": on,
        "mark": "kind" if mark.counts else mark.value,
        "who": clean(day.who.value) if day.who else "",
        "acts": [
            {"text": clean(act.text), "state": act.state, "who": clean(act.who), "when": clean(act.when)}
            for act in day.acts
        ],
        **lines,
        "rest": day.rests,
        **{scale: day.rating(scale) for scale in SCALES},
        "checks": {name: answer.value for name, answer in day.checks.items()},
    }
    return msgspec.json.encode(shown).decode()

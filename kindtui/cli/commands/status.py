"""`kindtui status`: what is due, for a prompt, tmux or cron."""

import msgspec

from kindtui.domain.journal.day import mark_of
from kindtui.domain.state import Due, State
from kindtui.domain.text import clean

IN_WORDS: dict[Due, str] = {
    "morning": "Morning: who can I encourage today?",
    "act": "A small act is planned.",
    "evening": "Evening: what kindness did I receive or witness today?",
    "nothing": "Nothing is due.",
}


def in_a_line(state: State) -> str:
    """What is due, and the headline."""
    headline = str(state.headline)
    return f"{IN_WORDS[state.due]} {headline}.".removesuffix(" .")


def in_json(state: State) -> str:
    """One object on one line; its keys are stable."""
    headline, thread, day = state.headline, state.thread, state.day
    mark = mark_of(day, state.today, state.today)
    status = {
        "date": state.today,
        "due": state.due,
        "kind_days_28": headline.kind,
        "rest_days_28": headline.rest,
        "counted_days_28": headline.counted,
        "thread": thread.kind_days,
        "thread_state": thread.state,
        "longest_thread": max((run.kind_days for run in state.runs), default=0),
        "kind_days_total": sum(run.kind_days for run in state.runs),
        "today": {
            "who": clean(day.who.value) if day.who else "",
            "acts": [{"text": clean(act.text), "state": act.state} for act in day.acts],
            "received": [clean(line.text) for line in day.received],
            "kept": [clean(line.text) for line in day.kept],
            "rest": day.rests,
            "mark": "kind" if mark.counts else mark.value,
        },
    }
    return msgspec.json.encode(status).decode()


def in_short(state: State) -> str:
    """The due word; empty when nothing is due."""
    return "" if state.due == "nothing" else state.due

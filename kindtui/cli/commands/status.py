"""`kindtui status`: what is due, for a prompt, tmux or cron."""

import msgspec

from kindtui.domain.describe import day_object
from kindtui.domain.state import Due, State
from kindtui.domain.text import strip_controls

DUE_TEXTS: dict[Due, str] = {
    "morning": "Morning: who can I encourage today?",
    "act": "A small act is planned.",
    "evening": "Evening: what kindness did I receive or witness today?",
    "nothing": "Nothing is due.",
}
MORNING_BEGUN = "Morning: which small act fits today?"


def format_line(state: State) -> str:
    """Return what is due, and the headline."""
    day, headline = state.day, str(state.headline)
    is_begun = (day.who and day.who.value) or day.rating("energy")
    text = MORNING_BEGUN if state.due == "morning" and is_begun else DUE_TEXTS[state.due]
    return f"{text} {headline}.".removesuffix(" .")


def format_json(state: State) -> str:
    """Return the status as a JSON object on one line; its keys are stable."""
    headline, thread, today = state.headline, state.thread, day_object(state.day, state.today)
    status = {
        "date": state.today,
        "due": state.due,
        "kind_days_28": headline.kind_days,
        "rest_days_28": headline.rest_days,
        "counted_days_28": headline.days_counted,
        "thread": thread.kind_days,
        "thread_state": thread.state,
        "longest_thread": max((run.kind_days for run in state.runs), default=0),
        "kind_days_total": sum(run.kind_days for run in state.runs),
        "today": {
            "who": today["who"],
            "acts": [{"text": strip_controls(act.text), "state": act.state} for act in state.day.acts],
            **{name: today[name] for name in ("received", "kept", "rest", "mark")},
        },
    }
    return msgspec.json.encode(status).decode()


def format_short(state: State) -> str:
    """Return one word for what is due; it is empty when nothing is."""
    return "" if state.due == "nothing" else state.due

"""`kindtui status`: what is due, for a prompt, tmux or cron."""

from typing import TYPE_CHECKING

import msgspec

from kindtui import exit_codes
from kindtui.cli.invocation import Invocation
from kindtui.cli.wiring import open_session, print_line
from kindtui.domain.state import State
from kindtui.domain.text import strip_controls
from kindtui.texts import get_text

if TYPE_CHECKING:
    from kindtui.cli.parser import ArgumentParser


def add_arguments(parser: "ArgumentParser") -> None:
    """Add the form of the output."""
    parser.description = get_text("commands.status.description")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=get_text("commands.json"))
    form.add_argument("--short", action="store_true", help=get_text("commands.status.short"))


def run(invocation: Invocation) -> int:
    """Print what is due. The exit status says whether something is."""
    options, session = invocation.options, invocation.session()
    state = open_session(session, full=options.json, is_quiet=options.short)
    if options.json:
        line = format_json(state, is_locked=session.store.is_locked)
    else:
        line = format_short(state) if options.short else format_line(state)
    if line:
        print_line(line)
    return exit_codes.SUCCESS if state.due == "nothing" else exit_codes.DUE


def format_line(state: State) -> str:
    """Return what is due, and the headline."""
    headline = str(state.headline)
    due = _describe_due(state)
    return get_text("commands.status.line", due=due, headline=headline) if headline else due


def _describe_due(state: State) -> str:
    match state.due:
        case "morning" if (state.day.who and state.day.who.is_given) or state.day.is_rated("energy"):
            return get_text("commands.status.morning_begun")
        case "morning":
            return get_text("commands.status.morning")
        case "act":
            return get_text("commands.status.act")
        case "evening":
            return get_text("commands.status.evening")
        case "nothing":
            return get_text("commands.status.nothing")


def format_json(state: State, *, is_locked: bool = False) -> str:
    """Return the status as a JSON object on one line; its keys are stable.

    Where the journal is locked, null stands for every word.
    """
    from kindtui.domain.describe import day_object

    headline, thread, today = state.headline, state.thread, day_object(state.day, state.today)

    def shown(words: object) -> object:
        return None if is_locked else words

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
        "locked": is_locked,
        "today": {
            "who": shown(today["who"]) if state.day.who and state.day.who.is_given else "",
            "acts": [{"text": shown(strip_controls(act.text)), "state": act.state} for act in state.day.acts],
            "received": [shown(strip_controls(line.text)) for line in state.day.received],
            "kept": [shown(strip_controls(line.text)) for line in state.day.kept],
            "rest": today["rest"],
            "mark": today["mark"],
        },
    }
    return msgspec.json.encode(status).decode()


def format_short(state: State) -> str:
    """Return one word for what is due; it is empty when nothing is."""
    return "" if state.due == "nothing" else state.due

"""`kindtui show`: one day in words."""

from datetime import date
from textwrap import indent

import msgspec

from kindtui import exit_codes
from kindtui.cli.invocation import Invocation
from kindtui.cli.parser import ArgumentParser
from kindtui.cli.usage_error import UsageError
from kindtui.cli.wiring import print_line
from kindtui.domain.dates import full_date
from kindtui.domain.describe import day_object, describe_day, describe_mark
from kindtui.domain.parse_date import parse_any_date
from kindtui.domain.state import State
from kindtui.texts import get_text


def add_arguments(parser: ArgumentParser) -> None:
    """Add the day and the form of the output."""
    parser.description = get_text("commands.show.description")
    parser.add_argument("day", nargs="*", metavar="DAY", help=get_text("commands.day"))
    parser.add_argument("--json", action="store_true", help=get_text("commands.json"))


def run(invocation: Invocation) -> int:
    """Print a day.

    Raises:
        UsageError: The text is no day, or one to come for which nothing is written.
    """
    options = invocation.options
    _, state = invocation.session_with_words()
    on = _parse_day(" ".join(options.day or ["today"]), state)
    print_line((format_json if options.json else format_text)(state, on))
    return exit_codes.SUCCESS


def _parse_day(text: str, state: State) -> date:
    try:
        on = parse_any_date(text, state.today)
    except ValueError as error:
        raise UsageError(error) from None
    if on > state.today and on not in state.days_ahead:
        if state.journal.away_on(on):
            raise UsageError(get_text("commands.show.rest_to_come", day=on))
        raise UsageError(get_text("commands.show.to_come", day=on))
    return on


def format_text(state: State, on: date) -> str:
    """Return the day and its mark, then a line for each thing it holds."""
    day = state.lived.day(on)
    facts = list(describe_day(day, state.check_texts, state.journal.conflicts_on(on)))
    width = max((len(fact.label) for fact in facts), default=0)
    lines = [
        f"  {fact.label:{width}}  {indent(fact.text, ' ' * (width + 4)).lstrip()}" for fact in facts
    ] or [f"  {get_text('commands.show.nothing')}"]
    return "\n".join([f"{full_date(on)}: {describe_mark(day, state.today)}", *lines])


def format_json(state: State, on: date) -> str:
    """Return the day as a JSON object on one line; its keys are stable."""
    return msgspec.json.encode(day_object(state.lived.day(on), state.today)).decode()

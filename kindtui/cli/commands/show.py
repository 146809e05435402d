"""`kindtui show`: one day in words."""

from datetime import date
from textwrap import indent

import msgspec

from kindtui.domain.dates import long_date
from kindtui.domain.describe import day_object, describe_day, describe_mark
from kindtui.domain.state import State
from kindtui.texts import get_text


def format_text(state: State, on: date) -> str:
    """Return the day and its mark, then a line for each thing it holds."""
    day = state.lived.day(on)
    facts = list(describe_day(day, state.check_texts, state.journal.conflicts_on(on)))
    width = max((len(fact.label) for fact in facts), default=0)
    lines = [
        f"  {fact.label:{width}}  {indent(fact.text, ' ' * (width + 4)).lstrip()}" for fact in facts
    ] or [f"  {get_text('commands.show.nothing')}"]
    return "\n".join([f"{long_date(on)} {on.year}: {describe_mark(day, state.today)}", *lines])


def format_json(state: State, on: date) -> str:
    """Return the day as a JSON object on one line; its keys are stable."""
    return msgspec.json.encode(day_object(state.lived.day(on), state.today)).decode()

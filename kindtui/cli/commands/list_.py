"""`kindtui list`: the days of the journal, one line each."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import msgspec

from kindtui import exit_codes
from kindtui.cli.invocation import Invocation
from kindtui.cli.parser import ArgumentParser
from kindtui.cli.terminal_width import fitted
from kindtui.cli.usage_error import UsageError
from kindtui.cli.wiring import print_line, warn
from kindtui.domain.describe import SHORT_MARK_LABELS, day_object
from kindtui.domain.journal.day import mark_of
from kindtui.domain.journal.search import SearchIndex, distinct_texts
from kindtui.domain.parse_date import parse_period
from kindtui.domain.state import State
from kindtui.domain.text import clean_lines, joined_lines
from kindtui.texts import get_text

DEFAULT_COUNT = 14
SEPARATOR = " · "


def add_arguments(parser: ArgumentParser) -> None:
    """Add the period and the form of the output."""
    parser.description = get_text("commands.list.description")
    parser.add_argument("--last", metavar="PERIOD", help=get_text("commands.list.last"))
    parser.add_argument("--json", action="store_true", help=get_text("commands.json_array"))


def run(invocation: Invocation) -> int:
    """Print the days that hold something, the newest first.

    Raises:
        UsageError: The period is none.
        UnreadableError: The journal cannot be read.
    """
    options = invocation.options
    try:
        day_count = parse_period(options.last) if options.last is not None else 0
    except ValueError as error:
        raise UsageError(error) from None
    _, state = invocation.session_with_words()
    days = _days(state, day_count)
    if options.json:
        print_line(format_json(state, days))
    elif days:
        print_line("\n".join(format_lines(state, days)))
    if not days:
        warn(get_text("commands.list.nothing"))
    return exit_codes.SUCCESS


def _days(state: State, day_count: int) -> Sequence[date]:
    """Return the days of a period up to today that hold something; of 0 days, the newest there are."""
    dates = SearchIndex(state.lived).dates
    if not day_count:
        return dates[:DEFAULT_COUNT]
    first = state.today - timedelta(days=min(day_count, state.today.toordinal()) - 1)
    return [on for on in dates if first <= on <= state.today]


def format_lines(state: State, days: Sequence[date]) -> Iterator[str]:
    """Yield each day, its mark and what it holds, in a line that fits the terminal."""
    marks = [SHORT_MARK_LABELS[mark_of(state.lived.day(on), on, state.today)] for on in days]
    width = max(map(len, marks), default=0)
    for on, mark in zip(days, marks, strict=True):
        texts = [joined_lines(clean_lines(text)) for text in distinct_texts(state.lived.day(on))]
        yield fitted(f"{on}  {mark:{width}}  {SEPARATOR.join(texts)}".rstrip())


def format_json(state: State, days: Sequence[date]) -> str:
    """Return the days as a JSON array on one line, each as `show --json` prints it."""
    return msgspec.json.encode([day_object(state.lived.day(on), state.today) for on in days]).decode()

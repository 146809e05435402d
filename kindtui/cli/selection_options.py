"""The options that select what to export: some of the days, some kinds of entries, and names or not."""

import argparse
from datetime import date
from typing import get_args

from kindtui.cli.parser import ArgumentParser, one_of
from kindtui.cli.usage_error import UsageError
from kindtui.domain.parse_date import parse_any_date, parse_period
from kindtui.domain.ritual.hidden_names import NameStyle
from kindtui.exchange.selection import ENTRY_KINDS, EntryKind, Selection
from kindtui.texts import get_text

READABLE_FORMATS = ("html", "markdown")  # to be read, and never imported
NAME_STYLES: tuple[NameStyle, ...] = get_args(NameStyle)


def add_selection_arguments(parser: ArgumentParser) -> None:
    """Add the days, the kinds of entries and how people are named."""
    parser.add_argument("--from", dest="first", metavar="DAY", help=get_text("commands.export.from"))
    parser.add_argument("--to", dest="last", metavar="DAY", help=get_text("commands.export.to"))
    parser.add_argument("--last", dest="period", metavar="N", help=get_text("commands.export.last"))
    kinds = ", ".join(ENTRY_KINDS)
    parser.add_argument(
        "--only", action="append", metavar="KINDS", help=get_text("commands.export.only", kinds=kinds)
    )
    parser.add_argument("--names", choices=NAME_STYLES, help=get_text("commands.export.names"))


def parse_selection(options: argparse.Namespace, today: date, command: str) -> Selection:
    """Return what the options select.

    Raises:
        UsageError: An option cannot be read, or does not go with another one or with the format.
    """
    if options.only and options.format == "svg":
        raise UsageError(get_text("commands.export.only_in_picture"))
    if options.names and options.format == "svg":
        raise UsageError(get_text("commands.export.names_in_picture"))
    if options.names and options.format not in READABLE_FORMATS:
        raise UsageError(get_text("commands.export.names_at_import"))
    kinds = _parse_kinds(options.only, command) if options.only else frozenset(ENTRY_KINDS)
    try:
        first, last = _parse_days(options, today)
    except ValueError as error:
        raise UsageError(error) from None
    if options.format == "svg" and first and first > today:
        raise UsageError(get_text("commands.export.no_picture_yet", first=first))
    return Selection(first, last, kinds, options.names)


def _parse_kinds(lists: list[str], command: str) -> frozenset[EntryKind]:
    words = [word.strip().casefold() for words in lists for word in words.split(",")]
    check = one_of(ENTRY_KINDS, command)
    chosen = {check(word) for word in words}
    return frozenset(kind for kind in ENTRY_KINDS if kind in chosen)


def _parse_days(options: argparse.Namespace, today: date) -> tuple[date | None, date | None]:
    """Return the first and the last day; None where there is no such limit.

    Raises:
        UsageError: The options contradict each other.
        ValueError: A day or a number of days cannot be read; the message can be shown.
    """
    if options.period is not None:
        if options.first is not None or options.last is not None:
            raise UsageError(get_text("commands.export.last_alone"))
        days = parse_period(options.period)
        return date.fromordinal(max(1, today.toordinal() - days + 1)), today
    first = None if options.first is None else parse_any_date(options.first, today)
    last = None if options.last is None else parse_any_date(options.last, today)
    if first and last and first > last:
        raise UsageError(get_text("commands.export.backwards", first=first, last=last))
    return first, last

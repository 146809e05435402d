"""`kindtui log`: write one finished entry without opening the app."""

import argparse
import sys
from contextlib import suppress
from datetime import date

from kindtui import exit_codes
from kindtui.cli.invocation import Invocation
from kindtui.cli.parser import ArgumentParser
from kindtui.cli.text_input import NO_TEXT, decoded_argument, is_guess, prompt_lines, read_all
from kindtui.cli.usage_error import UsageError
from kindtui.cli.wiring import check_can_seal, confirm_save, warn
from kindtui.domain.dates import date_seen_from, logical_day
from kindtui.domain.parse_date import (
    is_range,
    parse_any_date,
    parse_days_away,
    parse_future_date,
    parse_natural_date,
)
from kindtui.domain.requests import (
    DaysAwayChosen,
    GivenActWritten,
    KeptBoundaryWritten,
    ReceivedWritten,
    Request,
    RestChosen,
)
from kindtui.domain.state import State
from kindtui.domain.text import clean_lines
from kindtui.domain.text_encodings import DecodedText
from kindtui.domain.wording import confirmation_for
from kindtui.texts import get_text


def add_arguments(parser: ArgumentParser) -> None:
    """Add the kind of entry, its text and its day."""
    parser.description = get_text("commands.log.description")
    kinds = ("gave", "received", "kept", "rest")
    parser.add_argument("kind", choices=kinds, metavar="|".join(kinds), help=get_text("commands.log.kind"))
    parser.add_argument("text", nargs="*", metavar="TEXT", help=get_text("commands.log.text"))
    parser.add_argument("--day", metavar="DAY", help=get_text("commands.log.day"))


def run(invocation: Invocation) -> int:
    """Save the entry.

    Raises:
        UsageError: The day cannot be written on, or there is no text.
        StorageError: The journal cannot be read or saved.
    """
    options, session = invocation.options, invocation.session()
    today = logical_day(invocation.clock.now(), session.open().journal.settings.day_start)
    check_can_seal(session.store)
    day, words = _day_and_words(options)
    try:
        request_for(options.kind, day, today, "")  # so that a wrong day asks for no text
    except ValueError as error:
        hint = get_text("commands.log.quote_day") if words and not _is_day(day, today) else ""
        raise UsageError(f"{error} {hint}".rstrip()) from None
    try:
        text = read_text(options.kind, " ".join(words) if words else None)
    except ValueError as error:
        raise UsageError(error) from None
    request = request_for(options.kind, day, today, text)
    outcome = session.submit(request)
    confirm_save(session, outcome, confirmation(request, outcome.state))
    return exit_codes.SUCCESS


def _is_day(text: str, today: date) -> bool:
    with suppress(ValueError):
        return bool(parse_any_date(text, today))
    return False


def _day_and_words(options: argparse.Namespace) -> tuple[str, list[str]]:
    """Return the day, and the words of the text. A rest has no text, so its day needs no quotes."""
    if options.day is None:
        return "today", options.text
    if options.kind == "rest":
        return " ".join([options.day, *options.text]), []
    return options.day, options.text


def read_text(kind: str, text: str | None) -> str:
    """Return the text of an entry, without control characters.

    Args:
        kind: The kind of entry, such as "gave".
        text: The argument of the command: the text, "-" for standard input, or None to ask on a terminal.

    Raises:
        ValueError: There is no text, or there is one although the kind is "rest".
        UsageError: The text is in an unknown encoding.
    """
    if kind == "rest":
        if text is not None:
            raise ValueError(get_text("commands.log.rest_has_no_text"))
        return ""
    found = _given_text(kind, text)
    cleaned = clean_lines(found.text)
    if not cleaned:
        raise ValueError(get_text("commands.log.no_text", kind=kind))
    if is_guess(found):
        warn(get_text("commands.log.guessed_encoding"))
    return cleaned


def _given_text(kind: str, text: str | None) -> DecodedText:
    if text == "-":
        return read_all()
    if text is not None:
        return decoded_argument(text)
    return prompt_lines(_question(kind)) if sys.stdin and sys.stdin.isatty() else NO_TEXT


def _question(kind: str) -> str:
    match kind:
        case "gave":
            return get_text("commands.log.question.gave")
        case "received":
            return get_text("commands.log.question.received")
        case _:
            return get_text("commands.log.question.kept")


def request_for(kind: str, day: str, today: date, text: str) -> Request:
    """Return the request that appends the entry to a day, or makes days rest days.

    Args:
        kind: The kind of entry.
        day: The day in words.
        today: The day it is.
        text: The text of the entry; empty for a rest.

    Raises:
        ValueError: If the day is none, or none to write on; its message can be shown.
    """
    if kind == "rest":
        return _rest_request(day, today)
    on = parse_natural_date(day, today)
    match kind:
        case "gave":
            return GivenActWritten(on, text)
        case "received":
            return ReceivedWritten(on, text)
        case _:
            return KeptBoundaryWritten(on, text)


def _rest_request(text: str, today: date) -> RestChosen | DaysAwayChosen:
    """Return the request for a day of rest, or for days from a day to a day, written as in the app.

    One day is ahead if it can be, such as a weekday, and else one that is over.
    """
    if is_range(text):
        return DaysAwayChosen(*parse_days_away(text, today))
    try:
        day = parse_future_date(text, today)
    except ValueError as error:
        try:
            day = parse_natural_date(text, today)
        except ValueError:
            raise error from None
    if day > today:
        return DaysAwayChosen(*parse_days_away(f"{day}..{day}", today))
    return RestChosen(day, is_rest_day=True)


def confirmation(request: Request, state: State) -> str:
    """Return what was saved, without its text; `state` is the one after it."""
    match request:
        case GivenActWritten():
            return get_text("commands.log.saved.gave", day=date_seen_from(state.today, request.on))
        case ReceivedWritten():
            return get_text("commands.log.saved.received", day=date_seen_from(state.today, request.on))
        case KeptBoundaryWritten():
            return get_text("commands.log.saved.kept", day=date_seen_from(state.today, request.on))
        case RestChosen():
            return get_text("commands.log.saved.rest", day=date_seen_from(state.today, request.on))
    return confirmation_for(request, state)

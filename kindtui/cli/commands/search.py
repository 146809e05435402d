"""`kindtui search`: the lines of the journal that contain some words."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from textwrap import indent
from typing import NamedTuple

import msgspec

from kindtui import exit_codes
from kindtui.cli.invocation import Invocation
from kindtui.cli.parser import ArgumentParser
from kindtui.cli.text_input import decoded_argument
from kindtui.cli.usage_error import UsageError
from kindtui.cli.wiring import print_line, warn
from kindtui.domain.describe import DayFact, describe_item
from kindtui.domain.journal.contents import CONFLICT, DayItem, day_items
from kindtui.domain.journal.day import Act
from kindtui.domain.journal.parts import LIST_FIELDS
from kindtui.domain.journal.search import SearchIndex
from kindtui.domain.state import State
from kindtui.domain.text import strip_controls
from kindtui.domain.text_folds import folded
from kindtui.texts import get_text

MIN_NAME_LETTERS = 3  # of a month or a weekday
KINDS_OF_TEXT = ("who", *LIST_FIELDS, CONFLICT)


class FoundItem(NamedTuple):
    """Something of a day that was found."""

    on: date
    item: DayItem


def add_arguments(parser: ArgumentParser) -> None:
    """Add the words and the form of the output."""
    parser.description = get_text("commands.search.description")
    parser.add_argument("words", nargs="*", metavar="WORD", help=get_text("commands.search.words"))
    parser.add_argument("--json", action="store_true", help=get_text("commands.json_array"))


def run(invocation: Invocation) -> int:
    """Print what was found, the newest first.

    Raises:
        UsageError: There is no word.
        UnreadableError: The journal cannot be read.
    """
    options = invocation.options
    query = strip_controls(" ".join(decoded_argument(word).text for word in options.words))
    if not folded(query).split():
        raise UsageError(get_text("commands.search.no_word"))
    _, state = invocation.session_with_words()
    found = list(find(state, query))
    if options.json:
        print_line(format_json(found))
    elif found:
        print_line(format_text(found))
    if not found:
        warn(get_text("commands.search.nothing"))
    return exit_codes.SUCCESS


def find(state: State, query: str) -> Iterator[FoundItem]:
    """Yield what has all of these words in it, the newest day first."""
    words = folded(query).split()
    for on in SearchIndex(state.lived).find(query):
        other_words = _without_date(words, on)
        for item in day_items(state.lived.day(on), state.check_texts, state.journal.conflicts_on(on)):
            text = _folded_text(item) if item.kind in KINDS_OF_TEXT else ""
            if all(word in text for word in other_words):
                yield FoundItem(on, item)


def _without_date(words: Collection[str], on: date) -> list[str]:
    """Return the words that do not name the day: "tuesday", "nov", "12" beside one of these, "2026-11-12"."""
    names = folded(f"{on:%A %B}").split()
    numbers = {str(on.day), str(on.year)}
    others = [word for word in words if word != str(on) and not _begins_one(word, names)]
    return [word for word in others if word not in numbers] if len(others) < len(words) else others


def _begins_one(word: str, names: Collection[str]) -> bool:
    return len(word) >= MIN_NAME_LETTERS and any(name.startswith(word) for name in names)


def _folded_text(item: DayItem) -> str:
    """Return all that the app's search looks at in an item."""
    details = (item.source.who, item.source.when) if isinstance(item.source, Act) else ()
    return folded("\n".join((item.text, *details)))


def format_text(found: Sequence[FoundItem]) -> str:
    """Return a line for each item: its day, what it is, and its text, whose other lines are indented."""
    facts = [describe_item(item) for _, item in found]
    width = max(len(fact.label) for fact in facts)
    return "\n".join(_line(on, fact, width) for (on, _), fact in zip(found, facts, strict=True))


def _line(on: date, fact: DayFact, width: int) -> str:
    head = f"{on}  {fact.label:{width}}  "
    return f"{head}{indent(fact.text, ' ' * len(head)).lstrip()}".rstrip()


def format_json(found: Sequence[FoundItem]) -> str:
    """Return what was found as a JSON array on one line; its keys are stable."""
    items = [{"date": on, "part": item.kind, "text": strip_controls(item.text)} for on, item in found]
    return msgspec.json.encode(items).decode()

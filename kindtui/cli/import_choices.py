"""What a person says of another app's export: what its texts become, and which habits come in."""

import argparse
import re
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from kindtui.cli.line_dialog import LineDialog
from kindtui.cli.terminal_width import fitted
from kindtui.cli.usage_error import UsageError
from kindtui.cli.wiring import print_line
from kindtui.domain.dates import span_of
from kindtui.domain.text import casefolded, first_line
from kindtui.exchange.incoming_file import shown
from kindtui.exchange.other_apps.export import Export
from kindtui.texts import get_counted_text, get_text

FIELD_BY_KIND = {"received": "received", "note": "notes"}
MAX_PREVIEWED = 3


class Choices(Struct, frozen=True):
    """What the options say: one of `FIELD_BY_KIND` or nothing, the names of habits, and an order of dates."""

    kind: str | None
    habits: Sequence[str]
    date_order: str | None

    @classmethod
    def of(cls, options: argparse.Namespace) -> "Choices":
        """Return what the options of the command say."""
        return cls(options.kind, options.habit, options.date_order)

    def check(self, export: Export | None, *, is_own_csv: bool = False) -> None:
        """Check that the options fit what is imported; None is an export that leaves nothing to say.

        Raises:
            UsageError: They do not.
        """
        if self.kind and not (export and export.asks_field):
            raise UsageError(get_text("errors.import.as_not_taken"))
        if self.habits and (not export or export.habits is None):
            raise UsageError(get_text("errors.import.habit_not_taken"))
        if self.date_order and not is_own_csv:
            raise UsageError(get_text("errors.import.date_order_not_taken"))

    def applied_to(self, export: Export, path: Path) -> Export | None:
        """Return the export with what the options say; None if they leave something to ask.

        Raises:
            UsageError: There is no habit of that name.
        """
        if not export.entries or not (export.asks_field or export.habits is not None):
            return export
        if export.asks_field:
            return export.as_field(FIELD_BY_KIND[self.kind]) if self.kind else None
        habits = export.habits or ()
        found = [_habit_named(name, habits) for name in self.habits]
        if None in found:
            raise UsageError(get_counted_text("errors.import.unknown_habit", len(habits), path=shown(path)))
        return export.of_habits([habit for habit in found if habit]) if found else None


def _habit_named(name: str, habits: Sequence[str]) -> str | None:
    """Return the habit of that name; without emoji and punctuation, if only one can be meant by that."""
    for form in (casefolded, _letters):
        matching = [habit for habit in habits if form(name) and form(habit) == form(name)]
        if len(matching) == 1:
            return matching[0]
    return None


def _letters(name: str) -> str:
    return " ".join(re.findall(r"\w+", casefolded(name)))


def everything(export: Export) -> Export:
    """Return the export with all that could be chosen of it, whatever its texts become."""
    return export.as_field("notes") if export.asks_field else export.of_habits(export.habits or ())


def missing_choice(export: Export, path: Path) -> UsageError:
    """Return the error that names the option by which to say what there is no terminal to ask for."""
    if export.asks_field:
        return UsageError(get_text("errors.import.as_needed", path=shown(path)))
    return UsageError(
        get_counted_text("errors.import.habit_needed", len(export.habits or ()), path=shown(path))
    )


def ask(export: Export, day_start: int) -> Export | None:
    """Ask on the terminal what becomes of an export; None if nothing is to be imported.

    Raises:
        DialogEndedError: The person left; an `InputEndedError` if the input has ended.
    """
    dialog = LineDialog(print_line, {})
    if export.asks_field:
        return _ask_field(dialog, export, day_start)
    return _ask_habits(dialog, export)


def _ask_field(dialog: LineDialog, export: Export, day_start: int) -> Export | None:
    dialog.write(*_preview(export, day_start))
    field = dialog.choose(
        get_text("commands.import.ask.field"),
        {
            "received": get_text("commands.import.ask.received"),
            "notes": get_text("commands.import.ask.notes"),
        },
        get_text("commands.import.ask.field_hint"),
        letters=FIELD_BY_KIND,  # the words of `--as` will do, too
    )
    return export.as_field(field) if field else None


def _preview(export: Export, day_start: int) -> list[str]:
    """Return how many texts there are, from when to when, and how the oldest begin, a line each."""
    dated = sorted(
        ((entry.day_on(day_start), entry.text) for entry in export.entries), key=lambda one: one[0]
    )
    span = span_of(dated[0][0], dated[-1][0])
    summary = get_counted_text("commands.import.ask.preview", len(dated), span=span)
    return [summary, *(fitted(f"{on}  {first_line(text)}") for on, text in dated[:MAX_PREVIEWED])]


def _ask_habits(dialog: LineDialog, export: Export) -> Export | None:
    ticks = [casefolded(entry.habit) for entry in export.entries if entry.field == "acts"]
    habits = list(export.habits or ())
    rows = [
        f"{number} {_described_habit(name, ticks.count(casefolded(name)), export)}"
        for number, name in enumerate(habits, start=1)
    ]
    numbered = {str(number): name for number, name in enumerate(habits, start=1)}
    answer = dialog.ask(
        get_text("commands.import.ask.habits"), *rows, get_text("commands.import.ask.habits_hint")
    )
    while (numbers := answer.replace(",", " ").split()) and not set(numbers) <= numbered.keys():
        answer = dialog.ask(get_text("checkin.invalid_answer", answers=", ".join(numbered)))
    return export.of_habits([numbered[number] for number in numbers]) if numbers else None


def _described_habit(name: str, tick_count: int, export: Export) -> str:
    if not tick_count and name in export.measured_habits:
        return get_text("commands.import.ask.numbers", name=name)
    return get_counted_text("commands.import.ask.habit", tick_count, name=name)

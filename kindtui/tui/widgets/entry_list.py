"""Everything written for a day, as a list in which each line can be written anew or removed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from kindtui.domain.describe import SCALE_LABELS
from kindtui.domain.journal.day import Act, Day, Mark
from kindtui.domain.journal.journal import Conflict
from kindtui.domain.state import State
from kindtui.tui.widgets.choices import Choices, Row
from kindtui.tui.widgets.marks import ACT_GLYPHS, MARK_GLYPHS
from kindtui.tui.widgets.text_layout import plain_content
from kindtui.tui.widgets.todays_checks import CHECKBOXES

CONFLICT_ROW = "beside"
QUIET_STYLE = "$quiet-text"
RECEIVED_GLYPH, NOTE_GLYPH = "←", "›"
BLANK_PREFIX = Content("   ")


class EntryList(Choices):
    """A row a part of the day; its id is the part's key in words."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "write anew", id="entries.rewrite", key_display="Enter"),
        Binding("x,delete", "remove", "remove", id="entries.remove", key_display="x"),
    ]

    @dataclass(eq=False, repr=False)
    class RemovalRequested(Message):
        """The part of that row is to be removed."""

        part: str
        uid: str

    def action_remove(self) -> None:
        """Ask for the highlighted part to be removed."""
        part, _, uid = self.highlighted_id.partition(" ")
        if part and part != CONFLICT_ROW:
            self.post_message(self.RemovalRequested(part, uid))


def entry_rows(state: State, day: Day) -> list[Row]:
    """The rows of a day: what was given, received, kept and noted, how it was, and what a merge lost."""
    rows = [_act_row(act) for act in day.acts]
    rows += [_entry_row(f"received {line.uid}", RECEIVED_GLYPH, line.text) for line in day.received]
    rows += [_entry_row(f"kept {line.uid}", MARK_GLYPHS[Mark.KEPT], line.text) for line in day.kept]
    rows += [_entry_row(f"notes {line.uid}", NOTE_GLYPH, line.text) for line in day.notes]
    if day.is_rest_day:
        rows.append(_entry_row("rest ", MARK_GLYPHS[Mark.REST], "a day of rest"))
    return [*rows, *_answer_rows(state, day), *_conflict_rows(conflicts_on(state, day))]


def conflicts_on(state: State, day: Day) -> list[Conflict]:
    """The texts of that day that lost in a merge."""
    return [conflict for conflict in state.journal.conflicts if conflict.day == day.day]


def _answer_rows(state: State, day: Day) -> Iterator[Row]:
    if day.who and day.who.value:
        yield Row("who ", Content.assemble(("For ", QUIET_STYLE), plain_content(day.who.value)), BLANK_PREFIX)
    for scale, name in SCALE_LABELS.items():
        if rating := day.rating(scale):
            yield Row(
                f"{scale} ", Content.assemble((f"{name} ", QUIET_STYLE), f"{rating} of 9"), BLANK_PREFIX
            )
    for check in state.catalog.checks:
        if (answer := day.answer_to(check.id)) != "unanswered":
            yield Row(
                f"checks {check.id}",
                plain_content(check.check),
                Content.styled(f"{CHECKBOXES[answer]} ", "$accent"),
            )


def _conflict_rows(conflicts: Iterable[Conflict]) -> Iterator[Row]:
    for number, conflict in enumerate(conflicts):
        text = plain_content(conflict.text) + Content.styled("  also written, on another copy", QUIET_STYLE)
        yield Row(f"{CONFLICT_ROW} {number}", text, Content("≠  "))


def _act_row(act: Act) -> Row:
    text = plain_content(act.text) + Content.styled("".join(_act_details(act)), QUIET_STYLE)
    return Row(f"acts {act.uid}", text, Content.styled(f"{ACT_GLYPHS[act.state]}  ", "$accent"))


def _act_details(act: Act) -> Iterator[str]:
    if act.when:
        yield f"  {plain_content(act.when).plain}"
    if act.state != "done":
        yield "  planned" if act.state == "planned" else "  let go"


def _entry_row(row_id: str, glyph: str, text: str) -> Row:
    return Row(row_id, plain_content(text), Content.styled(f"{glyph}  ", "$accent"))

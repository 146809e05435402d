"""Everything written for a day, as a list in which each line can be written anew or removed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from kindtui.domain.describe import SCALE_NAMES
from kindtui.domain.journal.day import Act, Day, Mark
from kindtui.domain.journal.journal import Conflict
from kindtui.domain.state import State
from kindtui.tui.widgets.choices import Choices, Row
from kindtui.tui.widgets.marks import ACT_GLYPHS, GLYPHS
from kindtui.tui.widgets.plain import plain
from kindtui.tui.widgets.todays_checks import BOXES

BESIDE = "beside"
QUIET = "$quiet-text"
RECEIVED, NOTE = "←", "›"
BLANK = Content("   ")


class Entries(Choices):
    """A row a part of the day; its id is the part's key in words."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "write anew", id="entries.rewrite", key_display="Enter"),
        Binding("x,delete", "remove", "remove", id="entries.remove", key_display="x"),
    ]

    @dataclass(eq=False, repr=False)
    class Removed(Message):
        """The part of that row is to be removed."""

        part: str
        uid: str

    def action_remove(self) -> None:
        """Ask for the highlighted part to be removed."""
        part, _, uid = self.current.partition(" ")
        if part and part != BESIDE:
            self.post_message(self.Removed(part, uid))


def entry_rows(state: State, day: Day) -> list[Row]:
    """The rows of a day: what was given, received, kept and noted, how it was, and what a merge lost."""
    rows = [_act_row(act) for act in day.acts]
    rows += [_row(f"received {line.uid}", RECEIVED, line.text) for line in day.received]
    rows += [_row(f"kept {line.uid}", GLYPHS[Mark.KEPT], line.text) for line in day.kept]
    rows += [_row(f"notes {line.uid}", NOTE, line.text) for line in day.notes]
    if day.rests:
        rows.append(_row("rest ", GLYPHS[Mark.REST], "a day of rest"))
    return [*rows, *_about(state, day), *_beside(beside(state, day))]


def beside(state: State, day: Day) -> list[Conflict]:
    """The texts of that day that lost in a merge."""
    return [conflict for conflict in state.journal.conflicts if conflict.day == day.day]


def _about(state: State, day: Day) -> Iterator[Row]:
    if day.who and day.who.value:
        yield Row("who ", Content.assemble(("For ", QUIET), plain(day.who.value)), BLANK)
    for scale, name in SCALE_NAMES.items():
        if rating := day.rating(scale):
            yield Row(f"{scale} ", Content.assemble((f"{name} ", QUIET), f"{rating} of 9"), BLANK)
    for check in state.words.checks:
        if (answer := day.answer_to(check.id)) != "unanswered":
            yield Row(
                f"checks {check.id}", plain(check.check), Content.styled(f"{BOXES[answer]} ", "$accent")
            )


def _beside(conflicts: Iterable[Conflict]) -> Iterator[Row]:
    for number, conflict in enumerate(conflicts):
        text = plain(conflict.text) + Content.styled("  also written, on another copy", QUIET)
        yield Row(f"{BESIDE} {number}", text, Content("≠  "))


def _act_row(act: Act) -> Row:
    text = plain(act.text) + Content.styled("".join(_act_words(act)), QUIET)
    return Row(f"acts {act.uid}", text, Content.styled(f"{ACT_GLYPHS[act.state]}  ", "$accent"))


def _act_words(act: Act) -> Iterator[str]:
    if act.when:
        yield f"  {plain(act.when).plain}"
    if act.state != "done":
        yield "  planned" if act.state == "planned" else "  let go"


def _row(row_id: str, glyph: str, text: str) -> Row:
    return Row(row_id, plain(text), Content.styled(f"{glyph}  ", "$accent"))

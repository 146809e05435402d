"""Yesterday's act, still planned: one line, answered with one key or let be."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from kindtui.domain.journal.day import Act
from kindtui.domain.state import State
from kindtui.tui.widgets.text_layout import plain_content, truncated

Outcome = Literal["done", "let_go", "bring"]


class YesterdaysAct(Widget, can_focus=True):
    """Unanswered, it is not mentioned again the day after."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "answer('done')", "it happened", id="yesterday.done"),
        Binding("s", "answer('bring')", "bring to today", id="yesterday.bring"),
        Binding("l", "answer('let_go')", "let go", id="yesterday.let_go"),
    ]

    act: reactive[Act | None] = reactive(None)

    @dataclass(eq=False, repr=False)
    class Answered(Message):
        """What became of an act planned on the day `act_on`."""

        planned_on: date
        uid: str
        outcome: Outcome

    def show(self, state: State) -> None:
        """Show the first act yesterday left planned, if there is one."""
        day = state.yesterdays_plan
        self._planned_on = day.day if day else state.today
        self.act = day.planned[0] if day else None

    def action_answer(self, outcome: Outcome) -> None:
        """Answer for that act."""
        self.answer(outcome)

    def answer(self, outcome: Outcome) -> None:
        """Say what became of that act."""
        if self.act:
            self.post_message(self.Answered(self._planned_on, self.act.uid, outcome))

    def on_click(self) -> None:
        """Be ready for the keys."""
        self.focus()

    def render(self) -> Content:
        """The act, and its three keys where they fit."""
        if self.act is None:
            return Content("")
        keys = Content.assemble(
            ("  d", "bold $accent"),
            " it happened",
            ("  s", "bold $accent"),
            " bring to today",
            ("  l", "bold $accent"),
            " let go",
        )
        lead = Content.styled("Yesterday: ", "bold")
        text_width = self.size.width - lead.cell_length - keys.cell_length
        if text_width >= 16:
            return lead + truncated(plain_content(self.act.text), text_width) + keys
        return truncated(lead + plain_content(self.act.text), self.size.width)

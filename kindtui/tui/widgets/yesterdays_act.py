"""Yesterday's act, if it is still planned: one line, answered with one key or left alone."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from kindtui.domain.dates import short_date
from kindtui.domain.journal.day import Act
from kindtui.domain.journal.journal import ONE_DAY
from kindtui.domain.state import State
from kindtui.domain.text import first_line
from kindtui.tui.widgets.text_layout import plain_content, truncated

Outcome = Literal["done", "let_go", "bring"]


class YesterdaysAct(Widget, can_focus=True):
    """A line with yesterday's planned act; if it stays unanswered, it is not shown the day after.

    After days away, the day before them takes yesterday's place.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "answer('done')", "I did it", id="yesterday.done"),
        Binding("s", "answer('bring')", "bring to today", id="yesterday.bring"),
        Binding("l", "answer('let_go')", "let go", id="yesterday.let_go"),
    ]

    act: reactive[Act | None] = reactive(None)

    @dataclass(eq=False, repr=False)
    class Answered(Message):
        """Posted with what became of the act `uid`, planned on the day `planned_on`."""

        planned_on: date
        uid: str
        outcome: Outcome

    def show(self, state: State) -> None:
        """Show yesterday's first planned act, if there is one."""
        day = state.yesterdays_plan
        self._planned_on = day.day if day else state.today
        is_yesterday = self._planned_on >= state.today - ONE_DAY
        self._lead = "Yesterday: " if is_yesterday else f"{short_date(self._planned_on)}: "
        self.act = day.planned[0] if day else None

    def action_answer(self, outcome: Outcome) -> None:
        """Answer what became of the act."""
        self.answer(outcome)

    def answer(self, outcome: Outcome) -> None:
        """Post what became of the act, if one is shown."""
        if self.act:
            self.post_message(self.Answered(self._planned_on, self.act.uid, outcome))

    def on_click(self) -> None:
        """Take the focus, so that the keys work."""
        self.focus()

    def render(self) -> Content:
        """Return the act, and its three keys where they fit."""
        if self.act is None:
            return Content("")
        keys = Content.assemble(
            ("  d", "bold $accent"),
            " I did it",
            ("  s", "bold $accent"),
            " bring to today",
            ("  l", "bold $accent"),
            " let go",
        )
        lead = Content.styled(self._lead, "bold")
        text = plain_content(first_line(self.act.text))
        text_width = self.size.width - lead.cell_length - keys.cell_length
        if text_width >= 16:
            return lead + truncated(text, text_width) + keys
        return truncated(lead + text, self.size.width)

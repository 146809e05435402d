"""A scale from 1 to 9 that is answered with one key."""

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.geometry import Offset
from textual.message import Message
from textual.widget import Widget

from kindtui.tui.widgets.text_layout import QUIET_STYLE

RATINGS = range(1, 10)


class Scale(Widget, can_focus=True):
    """A question and nine numbers, with anchors at both ends and in the middle."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(str(n), f"rate({n})", "rate", id=f"scale.{n}", group=Binding.Group("1-9 rate"))
            for n in RATINGS
        ),
        Binding("enter", "rate(0)", "skip", id="scale.skip", key_display="Enter"),
        Binding("space", "rate(0)", "skip", id="scale.skip_space", show=False),
    ]

    @dataclass(eq=False, repr=False)
    class Rated(Message):
        """Posted with a rating from 1 to 9, or None if the scale is skipped."""

        rating: int | None

    def __init__(self, question: str, low: str, middle: str, high: str) -> None:
        """Ask `question`; `low`, `middle` and `high` are the anchors of 1, 5 and 9."""
        super().__init__(classes="step")
        self._question, self._anchors = question, (low, middle, high)

    @property
    def cursor_cell(self) -> Offset:
        """Where the terminal's cursor stands: at the numbers."""
        return Offset(0, self._numbers_row)

    @property
    def _numbers_row(self) -> int:
        return 2 if self.screen.has_class("-tall") else 1

    def action_rate(self, rating: int) -> None:
        """Answer with a rating; 0 skips the scale."""
        self.post_message(self.Rated(rating or None))

    def render(self) -> Content:
        """Return the question, the numbers and their anchors."""
        gap = max(1, min(5, (self.size.width - len(RATINGS)) // len(RATINGS)))
        cells = [(str(n) + " " * gap, "bold $accent") for n in RATINGS]
        low, middle, high = self._anchors
        return Content("\n").join(
            [
                Content.styled(self._question, "bold"),
                *[Content("")] * (self._numbers_row - 1),
                Content.assemble(*cells),
                Content.styled(f"1 {low} · 5 {middle} · 9 {high}", QUIET_STYLE),
            ]
        )

    def on_click(self, event: Click) -> None:
        """Answer with the number that was clicked."""
        cell_width = max(1, min(5, (self.size.width - len(RATINGS)) // len(RATINGS))) + 1
        if event.y == self._numbers_row and event.x // cell_width < len(RATINGS):
            self.action_rate(event.x // cell_width + 1)

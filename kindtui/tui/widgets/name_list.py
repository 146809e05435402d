"""The names of Patterns: on how many days each was encouraged, and who was not named lately."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Resize

from kindtui.domain.insights.patterns import LabelCounts
from kindtui.tui.widgets.choices import Choices, Row
from kindtui.tui.widgets.count_list import MAX_LINE_WIDTH, count_lines
from kindtui.tui.widgets.text_layout import REGULAR_QUIET_STYLE, plain_content

COUNTED, INVITED = "counted:", "invited:"


class NameList(Choices):
    """A row for each name; one of them is highlighted while the list has the focus."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "choose", id="patterns.choose_name", show=False)
    ]

    _counted: LabelCounts = ()
    _more_text = _invitation = ""
    _invited: Sequence[str] = ()

    def show(
        self, counted: LabelCounts, more_text: str, invitation: str = "", invited: Sequence[str] = ()
    ) -> None:
        """Show the names with their counts and the text below them, and the names that are invited."""
        self._counted, self._more_text = counted, more_text
        self._invitation, self._invited = invitation, invited
        self.can_focus = bool(counted or invited)
        if self.has_focus and not self.can_focus:
            self.screen.set_focus(None)
        self._draw()

    @property
    def name_at_cursor(self) -> str:
        """The highlighted name; empty if there is none."""
        return self.highlighted_id.partition(":")[2]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable Enter: a name is not chosen for anything."""
        return action != "select" and super().check_action(action, parameters)

    def on_resize(self, event: Resize) -> None:
        """Draw the bars to the new width."""
        self._draw()
        super().on_resize(event)

    def _draw(self) -> None:
        width = max(1, min(self.scrollable_content_region.width - 2, MAX_LINE_WIDTH))
        lines = count_lines(self._counted, width)
        rows = [Row(COUNTED + name, line) for (name, _), line in zip(self._counted, lines, strict=True)]
        if self._more_text:
            rows.append(_note_row(self._more_text))
        if self._invited:
            rows.append(_note_row(f"\n{self._invitation}"))
            rows += [Row(INVITED + name, plain_content(name)) for name in self._invited]
        self.show_rows(rows)


def _note_row(text: str) -> Row:
    return Row("", Content.styled(text, REGULAR_QUIET_STYLE))

"""The boundary checks of the day, to read beside the ritual."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from kindtui.domain.journal.day import CheckAnswer
from kindtui.domain.state import State
from kindtui.tui.widgets.text_layout import QUIET_STYLE, hanging_indent, plain_content

CHECKBOXES: dict[CheckAnswer, str] = {"unanswered": "[ ]", "holds": "[x]", "not_today": "[–]"}

AnsweredChecks = tuple[tuple[str, CheckAnswer], ...]


class TodaysChecks(Widget):
    """Today's checks, one line with a box for each."""

    checks: reactive[AnsweredChecks] = reactive((), layout=True)

    def show(self, state: State) -> None:
        """Show today's checks with their answers."""
        self.checks = tuple((check.check, state.day.answer_to(check.id)) for check in state.checks)

    def render(self) -> Content:
        """Return a title with the key of their screen, then a box and a sentence per check."""
        lead = Content.styled("Boundaries", "bold")
        hint = Content.styled("  F2 opens them", QUIET_STYLE)
        lines = [
            hanging_indent(
                Content.styled(CHECKBOXES[answer] + " ", "$accent"), plain_content(text), self.size.width
            )
            for text, answer in self.checks
        ]
        return Content("\n").join([lead + hint, *lines])

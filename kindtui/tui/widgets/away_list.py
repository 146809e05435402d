"""The list of days away: those of now, and those ahead."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from kindtui.domain.journal.away import AwaySpan
from kindtui.domain.state import State
from kindtui.domain.wording import days_away
from kindtui.texts import get_text
from kindtui.tui.widgets.choices import Choices, Row
from kindtui.tui.widgets.text_layout import REGULAR_QUIET_STYLE


class AwayList(Choices):
    """A row for each span of days away that is not over, with its first uid as the id."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "change", id="away.choose", key_display="Enter")
    ]

    def show(self, state: State) -> None:
        """Show the days away of `state`."""
        self._state = state
        spans = state.journal.away_spans_from(state.today)
        rows = [
            *self._group_rows("Now", [span for span in spans if span.first <= state.today]),
            *self._group_rows("Ahead", [span for span in spans if span.first > state.today]),
        ]
        nothing = Row("", Content.styled(get_text("widgets.away.none"), REGULAR_QUIET_STYLE))
        self.show_rows(rows or [nothing])

    def _group_rows(self, title: str, spans: Sequence[AwaySpan]) -> list[Row]:
        today = self._state.today
        words = {span.uids[0]: days_away(span.first, span.last, today) for span in spans}
        rows = [Row(uid, Content(text[:1].upper() + text[1:]), Content("  ")) for uid, text in words.items()]
        return [Row("", Content(title)), *rows] if rows else []

    @property
    def span(self) -> AwaySpan | None:
        """The highlighted days away, if there are any."""
        return self._state.journal.away_span(self.highlighted_id) if self.highlighted_id else None

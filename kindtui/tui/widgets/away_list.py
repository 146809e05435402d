"""The list of days away: those of now, and those ahead."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from kindtui.domain.journal.away import Away
from kindtui.domain.state import State
from kindtui.domain.wording import days_away
from kindtui.texts import get_text
from kindtui.tui.widgets.choices import Choices, Row
from kindtui.tui.widgets.text_layout import REGULAR_QUIET_STYLE


class AwayList(Choices):
    """A row for each of the days away that are not over, with its uid as the id."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "change", id="away.choose", key_display="Enter")
    ]

    def show(self, state: State) -> None:
        """Show the days away of `state`."""
        self._state = state
        ranges = state.journal.away_from(state.today)
        rows = [
            *self._group_rows("Now", [away for away in ranges if away.first <= state.today]),
            *self._group_rows("Ahead", [away for away in ranges if away.first > state.today]),
        ]
        nothing = Row("", Content.styled(get_text("widgets.away.none"), REGULAR_QUIET_STYLE))
        self.show_rows(rows or [nothing])

    def _group_rows(self, title: str, ranges: Sequence[Away]) -> list[Row]:
        today = self._state.today
        words = {away.uid: days_away(away.first, away.last, today) for away in ranges}
        rows = [Row(uid, Content(text[:1].upper() + text[1:]), Content("  ")) for uid, text in words.items()]
        return [Row("", Content(title)), *rows] if rows else []

    @property
    def away(self) -> Away | None:
        """The highlighted days away, if there are any."""
        return self._state.journal.away.get(self.highlighted_id) if self.highlighted_id else None

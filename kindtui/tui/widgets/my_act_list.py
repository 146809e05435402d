"""The acts of the user's own, those written lately, and those put away, as a list."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from kindtui.domain.ritual.acts import Plan, custom_idea
from kindtui.domain.state import State
from kindtui.tui.widgets.choices import Choices, Row
from kindtui.tui.widgets.text_layout import QUIET_STYLE, plain_content

ACTIVE_PREFIX, ARCHIVED_PREFIX, RECENT_PREFIX = "kept:", "away:", "lately:"


class MyActList(Choices):
    """Enter takes one for today."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "take it today", id="my_acts.take", key_display="Enter")
    ]

    def show(self, state: State) -> None:
        """Show the acts of that state."""
        self._entries_by_uid = {own.uid: own for own in state.journal.custom_entries.values()}
        self._text_by_row_id = {
            ACTIVE_PREFIX + own.uid: own.text for own in state.custom_entries_of("own_acts")
        }
        self._text_by_row_id |= {
            f"{RECENT_PREFIX}{number}": text for number, text in enumerate(state.recent_written_acts)
        }
        self._text_by_row_id |= {
            ARCHIVED_PREFIX + own.uid: own.text for own in state.custom_entries_of("own_acts", archived=True)
        }
        rows = self._group_rows("Mine", ACTIVE_PREFIX) or [
            Row("", Content.styled("None yet. a adds one.", QUIET_STYLE))
        ]
        rows += self._group_rows("\nWritten lately; a keeps one", RECENT_PREFIX)
        self.show_rows([*rows, *self._group_rows("\nPut away", ARCHIVED_PREFIX)])

    def _group_rows(self, title: str, prefix: str) -> list[Row]:
        style = QUIET_STYLE if prefix == ARCHIVED_PREFIX else ""
        matching = [(row, text) for row, text in self._text_by_row_id.items() if row.startswith(prefix)]
        rows = [Row(row, plain_content(text, style), Content("  ")) for row, text in matching]
        return [Row("", Content(title)), *rows] if rows else []

    @property
    def uid(self) -> str:
        """The uid of the highlighted act; empty if it is not kept."""
        kind, _, uid = self.highlighted_id.partition(":")
        return uid if f"{kind}:" in (ACTIVE_PREFIX, ARCHIVED_PREFIX) else ""

    @property
    def recent_text(self) -> str:
        """The words of the highlighted act, if it was written lately and is not kept."""
        return (
            self._text_by_row_id.get(self.highlighted_id, "")
            if self.highlighted_id.startswith(RECENT_PREFIX)
            else ""
        )

    @property
    def plan(self) -> Plan:
        """What Enter takes: an act that is kept, or the words of one that is not."""
        own = self._entries_by_uid.get(self.uid)
        return Plan(own.text, idea=custom_idea(own)) if own else Plan(self.recent_text)

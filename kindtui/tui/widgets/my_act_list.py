"""The list of the user's own acts: those kept, those written lately, and those archived."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from kindtui.domain.ritual.acts import Plan, custom_idea
from kindtui.domain.state import State
from kindtui.texts import get_text
from kindtui.tui.widgets.choices import Choices, Row
from kindtui.tui.widgets.text_layout import QUIET_STYLE, REGULAR_QUIET_STYLE, plain_content

KEPT_PREFIX, ARCHIVED_PREFIX, RECENT_PREFIX = "kept:", "away:", "lately:"


class MyActList(Choices):
    """A list of acts; Enter chooses one for today."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "do it today", id="my_acts.take", key_display="Enter")
    ]

    def show(self, state: State) -> None:
        """Show the acts of `state`."""
        self._entries_by_uid = {entry.uid: entry for entry in state.journal.custom_entries.values()}
        self._text_by_row_id = {
            KEPT_PREFIX + act.uid: act.text for act in state.custom_entries_of("own_acts")
        }
        self._text_by_row_id |= {
            f"{RECENT_PREFIX}{number}": text for number, text in enumerate(state.recent_written_acts)
        }
        self._text_by_row_id |= {
            ARCHIVED_PREFIX + act.uid: act.text for act in state.custom_entries_of("own_acts", archived=True)
        }
        rows = self._group_rows("Mine", KEPT_PREFIX) or [
            Row("", Content.styled(get_text("widgets.entry.no_own_acts"), REGULAR_QUIET_STYLE))
        ]
        rows += self._group_rows("\nWritten lately", RECENT_PREFIX)
        self.show_rows([*rows, *self._group_rows("\nPut away", ARCHIVED_PREFIX)])

    def _group_rows(self, title: str, prefix: str) -> list[Row]:
        style = QUIET_STYLE if prefix == ARCHIVED_PREFIX else ""
        rows = [
            Row(row_id, plain_content(text, style), Content("  "))
            for row_id, text in self._text_by_row_id.items()
            if row_id.startswith(prefix)
        ]
        return [Row("", Content(title)), *rows] if rows else []

    @property
    def uid(self) -> str:
        """The uid of the highlighted act; empty for one written lately."""
        kind, _, uid = self.highlighted_id.partition(":")
        return uid if f"{kind}:" in (KEPT_PREFIX, ARCHIVED_PREFIX) else ""

    @property
    def recent_text(self) -> str:
        """The text of the highlighted act if it was written lately and is not kept, else empty."""
        return (
            self._text_by_row_id.get(self.highlighted_id, "")
            if self.highlighted_id.startswith(RECENT_PREFIX)
            else ""
        )

    @property
    def plan(self) -> Plan:
        """The plan for the highlighted act: an act that is kept, or the text of one written lately."""
        entry = self._entries_by_uid.get(self.uid)
        return Plan(entry.text, idea=custom_idea(entry)) if entry else Plan(self.recent_text)

"""The acts of the user's own, those written lately, and those put away, as a list."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from kindtui.domain.ritual.acts import Plan, own_idea
from kindtui.domain.state import State
from kindtui.tui.widgets.act_list import QUIET
from kindtui.tui.widgets.choices import Choices, Row
from kindtui.tui.widgets.plain import plain

KEPT, AWAY, LATELY = "kept:", "away:", "lately:"


class MyActList(Choices):
    """Enter takes one for today."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "take it today", id="my_acts.take", key_display="Enter")
    ]

    def show(self, state: State) -> None:
        """Show the acts of that state."""
        self._owns = {own.uid: own for own in state.journal.own.values()}
        self._texts = {KEPT + own.uid: own.text for own in state.own("own_acts")}
        self._texts |= {f"{LATELY}{number}": text for number, text in enumerate(state.written_acts)}
        self._texts |= {AWAY + own.uid: own.text for own in state.own("own_acts", archived=True)}
        rows = self._group("Mine", KEPT) or [Row("", Content.styled("None yet. a adds one.", QUIET))]
        rows += self._group("\nWritten lately; a keeps one", LATELY)
        self.show_rows([*rows, *self._group("\nPut away", AWAY)])

    def _group(self, title: str, prefix: str) -> list[Row]:
        style = QUIET if prefix == AWAY else ""
        found = [(row, text) for row, text in self._texts.items() if row.startswith(prefix)]
        rows = [Row(row, plain(text, style), Content("  ")) for row, text in found]
        return [Row("", Content(title)), *rows] if rows else []

    @property
    def uid(self) -> str:
        """The uid of the highlighted act; empty if it is not kept."""
        kind, _, uid = self.current.partition(":")
        return uid if f"{kind}:" in (KEPT, AWAY) else ""

    @property
    def written(self) -> str:
        """The words of the highlighted act, if it was written lately and is not kept."""
        return self._texts.get(self.current, "") if self.current.startswith(LATELY) else ""

    @property
    def plan(self) -> Plan:
        """What Enter takes: an act that is kept, or the words of one that is not."""
        own = self._owns.get(self.uid)
        return Plan(own.text, idea=own_idea(own)) if own else Plan(self.written)

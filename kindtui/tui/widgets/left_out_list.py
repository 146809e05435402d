"""The list of the names that are left out, and below them those that can be."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from kindtui.domain.journal.custom_entry import CustomEntry
from kindtui.domain.ritual.left_out_names import name_key
from kindtui.domain.state import State
from kindtui.texts import get_text
from kindtui.tui.widgets.choices import Choices, Row
from kindtui.tui.widgets.text_layout import REGULAR_QUIET_STYLE, plain_content

MAX_KNOWN_NAMES = 100  # the latest ones; any other can be typed


class LeftOutList(Choices):
    """A row for each name, with its key as the id, so that it stays highlighted where it goes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "leave out or put back", id="names.choose", show=False)
    ]

    def show(self, state: State, mentioned: Sequence[str]) -> None:
        """Show the names of `state`, those `mentioned` before the others that are not left out."""
        self._entries_by_key: dict[str, list[CustomEntry]] = {}
        for entry in state.custom_entries_of("left_out_names"):
            self._entries_by_key.setdefault(state.aliases.key_for(entry.text), []).append(entry)
        known = {name_key(name): name for name in (*mentioned, *state.names[:MAX_KNOWN_NAMES])}
        self._known_by_key = {key: name for key, name in known.items() if key not in self._entries_by_key}
        in_line = {name_key(name) for name in mentioned}
        left_out = {
            key: state.aliases.name_for(entries[0].text) for key, entries in self._entries_by_key.items()
        }
        rows = _group_rows("Left out", left_out) or [
            Row("", Content.styled(get_text("widgets.entry.no_left_out_names"), REGULAR_QUIET_STYLE))
        ]
        others = {key: name for key, name in self._known_by_key.items() if key not in in_line}
        rows += _group_rows(
            "\nIn this kindness", {k: v for k, v in self._known_by_key.items() if k in in_line}
        )
        self.show_rows([*rows, *_group_rows("\nNames you've written", others)])

    @property
    def entries(self) -> Sequence[CustomEntry]:
        """The entries of the highlighted name; none if it is not left out."""
        return self._entries_by_key.get(self.highlighted_id, ())

    @property
    def known_name(self) -> str:
        """The highlighted name if it is not left out, else empty."""
        return self._known_by_key.get(self.highlighted_id, "")


def _group_rows(title: str, names: dict[str, str]) -> list[Row]:
    rows = [Row(key, plain_content(name), Content("  ")) for key, name in names.items()]
    return [Row("", Content(title)), *rows] if rows else []

"""The base of the screens that list the user's own entries: acts, checks, people and a helpline."""

from typing import ClassVar

from textual import on

from kindtui.domain.journal.custom_entry import CustomEntry, CustomEntryKind
from kindtui.domain.requests import CustomEntryArchived
from kindtui.domain.state import State
from kindtui.tui.messages import Requested
from kindtui.tui.screens.base import KindScreen
from kindtui.tui.widgets.choices import Choices
from kindtui.tui.widgets.custom_entry_card import CustomEntryCard


class OwnListScreen(KindScreen):
    """A list with entries of one kind, which can be added, edited, archived and restored.

    A subclass composes one `CustomEntryCard` and one `Choices`, draws them in `draw_list`, and binds its keys
    to the actions defined here.
    """

    entry_kind: ClassVar[CustomEntryKind]

    @property
    def entry_list(self) -> Choices:
        """The list of the entries, which the card may stand above with a list of its own."""
        return self.query(Choices).last()

    def on_mount(self) -> None:
        """Draw the list and focus it."""
        self._draw()
        self.entry_list.focus(scroll_visible=False)

    async def show(self, state: State) -> None:
        """Draw `state`."""
        await super().show(state)
        self.query_one(CustomEntryCard).show(state)
        self._draw()

    def _draw(self) -> None:
        self.draw_list()
        self.refresh_bindings()

    def draw_list(self) -> None:
        """Draw the header and the list from `self.state`."""
        raise NotImplementedError

    def highlighted_uid(self) -> str:
        """Return the uid of the highlighted entry; one that is not in the journal stands for no entry."""
        return self.entry_list.highlighted_id

    @property
    def highlighted_kind(self) -> CustomEntryKind:
        """The kind of the highlighted entry."""
        return self.entry_kind

    @property
    def highlighted_entry(self) -> CustomEntry | None:
        """The highlighted entry, if the highlighted row is one of the user's own."""
        if not self.query(Choices):  # not mounted yet
            return None
        entry = self.state.journal.custom_entries.get((self.highlighted_kind, self.highlighted_uid()))
        return entry if entry and entry.text else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable only the actions that would change something now."""
        match action:
            case "back":
                return self.focused is None
            case "edit":
                return self.highlighted_entry is not None
            case "set_archived":
                entry = self.highlighted_entry
                return entry is not None and entry.archived != parameters[0]
        return super().check_action(action, parameters)

    async def action_add(self) -> None:
        """Ask for a new entry."""
        await self.query_one(CustomEntryCard).open(kind=self.entry_kind)

    async def action_edit(self) -> None:
        """Ask for another wording of the highlighted entry."""
        await self.query_one(CustomEntryCard).open(self.highlighted_entry, kind=self.highlighted_kind)

    def action_set_archived(self, archived: bool) -> None:
        """Archive the highlighted entry, or restore it."""
        if entry := self.highlighted_entry:
            self.post_message(Requested(CustomEntryArchived(self.highlighted_kind, entry.uid, archived)))

    @on(CustomEntryCard.Closed)
    def focus_list(self) -> None:
        """Move the focus to the list."""
        self.entry_list.focus()

    def action_back(self) -> None:
        """Move the focus from a field that was left back to the list."""
        self.focus_list()

"""People: the names that were written, to rename, join with another, separate again and leave out."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from kindtui.domain.journal.custom_entry import CustomEntry
from kindtui.domain.requests import (
    CustomEntryArchived,
    CustomEntryWritten,
    NameRenamed,
    NameRewritten,
    NameSeparated,
)
from kindtui.domain.ritual.aliases import ALIAS_KIND, draft_uid
from kindtui.domain.ritual.left_out_names import name_key
from kindtui.domain.ritual.names import Person
from kindtui.domain.state import State
from kindtui.texts import get_counted_text, get_text
from kindtui.tui.messages import Requested
from kindtui.tui.screens.own_list import OwnListScreen
from kindtui.tui.widgets.choices import Choices
from kindtui.tui.widgets.custom_entry_card import CustomEntryCard
from kindtui.tui.widgets.key_hints import binding_keys_label
from kindtui.tui.widgets.people_list import PeopleList


class PeopleScreen(OwnListScreen):
    """The list opened from Settings or Patterns."""

    HELP_TEXT = get_text("app.people.help")
    opening_action = "people"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "back", "back to the list", id="people.back", key_display="Enter"),
        Binding("e", "edit", "rename", id="people.edit", show=False),
        Binding("d", "rewrite", "change the days", id="people.rewrite"),
        Binding("s", "separate", "separate", id="people.separate"),
        Binding("x", "leave_out", "leave out", id="people.leave_out"),
        Binding("x", "put_back", "put back", id="people.put_back"),
        Binding("escape", "close", "go back", id="people.close", key_display="Esc"),
    ]
    entry_kind = ALIAS_KIND

    def __init__(self, state: State) -> None:
        """Create the screen."""
        super().__init__(state)
        self._new_name = ""  # the name that was just given, until its row is there

    def compose_body(self) -> Iterable[Widget]:
        """Lay out the card for a name, what can be said of the highlighted one, and the list."""
        yield CustomEntryCard(self.entry_kind, self.state)
        yield Static(id="why")
        yield PeopleList()

    def draw_list(self) -> None:
        """Draw the header and the names; the highlight follows a person to their new name."""
        self.show_header("People", low_title="People")
        people = self.query_one(PeopleList)
        people.show(self.state)
        if self._new_name and self._new_name in self.state.aliases.names.values():
            people.highlight_name(self._new_name)
            self._new_name = ""
        self._show_explanation()

    @on(Choices.OptionHighlighted)
    def _show_explanation(self) -> None:
        self.query_one("#why", Static).update(Content(self._explanation()))

    def _explanation(self) -> str:
        """Return what can be done about the highlighted name."""
        people = self.query_one(PeopleList)
        if people.written_name:
            return get_text("app.people.alias", keys=binding_keys_label(self, "people.separate"))
        if people.person and people.person.days_by_other_spelling:
            count = people.person.days_by_other_spelling
            return get_counted_text(
                "app.people.other_spelling", count, keys=binding_keys_label(self, "people.rewrite")
            )
        return get_text("app.people.why")

    @property
    def _person(self) -> Person | None:
        """The person of the highlighted row; None before the list is there."""
        found = self.query(PeopleList)
        return found.first().person if found and self.is_mounted else None

    @property
    def _left_out_entries(self) -> list[CustomEntry]:
        """The entries that leave out the highlighted person, by whatever name."""
        person, aliases = self._person, self.state.aliases
        entries = self.state.custom_entries_of("left_out_names") if person else ()
        return [one for one in entries if person and aliases.key_for(one.text) == name_key(person.name)]

    @property
    def highlighted_entry(self) -> CustomEntry | None:
        """What the card edits: the name of the highlighted person, with an id that does not show it."""
        if (person := self._person) is None:
            return None
        return CustomEntry(draft_uid(person.name), person.name, self.state.moment.at, person.name)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable only what would change something of the highlighted name."""
        match action:
            case "rewrite":
                is_person = self._person is not None and not self.query_one(PeopleList).written_name
                return is_person and bool(self._person and self._person.days_by_other_spelling)
            case "separate":
                return self._person is not None and bool(self.query_one(PeopleList).written_name)
            case "leave_out":
                return self._person is not None and not self._left_out_entries
            case "put_back":
                return bool(self._left_out_entries)
        return super().check_action(action, parameters)

    async def action_edit(self) -> None:
        """Ask for another name for the highlighted person, in place of what is said about them."""
        await super().action_edit()
        self.query_one("#why").display = False

    @on(CustomEntryCard.Closed)
    def _bring_explanation_back(self) -> None:
        self.query_one("#why").display = True

    @on(Choices.Chosen)
    async def _edit_chosen(self) -> None:
        await self.action_edit()

    @on(Requested)
    def _follow_name(self, message: Requested) -> None:
        """Remember a new name, so that the highlight goes where the person does."""
        for request in message.requests:
            if isinstance(request, NameRenamed):
                self._new_name = request.new_name

    @on(CustomEntryCard.Refused)
    def _say_that_it_is_no_name(self) -> None:
        self.show_notice(get_text("app.people.no_name"))

    def action_rewrite(self) -> None:
        """Write the name of the highlighted person in the days as they are known now."""
        if self._person:
            self.post_message(Requested(NameRewritten(self._person.name, self._person.name)))

    def action_separate(self) -> None:
        """Let the highlighted other name stand for itself again."""
        self.post_message(Requested(NameSeparated(self.query_one(PeopleList).written_name)))

    def action_leave_out(self) -> None:
        """Leave out the highlighted person."""
        if self._person:
            self.post_message(Requested(CustomEntryWritten("left_out_names", "", self._person.name)))

    def action_put_back(self) -> None:
        """Put back the highlighted person, by every name that was left out."""
        entries = self._left_out_entries
        self.post_message(
            Requested(*(CustomEntryArchived("left_out_names", one.uid, archived=True) for one in entries))
        )

    def action_close(self) -> None:
        """Go back to the screen below."""
        self.dismiss()

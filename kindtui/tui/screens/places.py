"""Places to talk, which open over every screen: where to find help, and the user's own people."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from kindtui.domain.wording import places_to_talk
from kindtui.texts import get_text
from kindtui.tui.screens.own_list import OwnListScreen
from kindtui.tui.widgets.choices import Choices, Row
from kindtui.tui.widgets.custom_entry_card import CustomEntryCard
from kindtui.tui.widgets.prose import Prose
from kindtui.tui.widgets.text_layout import REGULAR_QUIET_STYLE, plain_content


class PeopleList(Choices):
    """A row per person."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "edit", id="places.choose", key_display="Enter")
    ]


class PlacesScreen(OwnListScreen):
    """Texts about where to find help, above the list of people; nothing has to be answered."""

    HELP_TEXT = get_text("app.places.help")
    opening_action = "places"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "go back", id="places.leave", key_display="Esc"),
        Binding("a", "add", "add someone", id="places.add"),
        Binding("e", "edit", "edit", id="places.edit"),
        Binding("x", "set_archived(True)", "put away", id="places.archive"),
        Binding("enter", "back", "back to the list", id="places.back", show=False),
        Binding("space,pagedown,down,j", "scroll(1)", "more below", id="places.down", key_display="Space"),
        Binding("pageup,up,k", "scroll(-1)", "scroll up", id="places.up", show=False),
    ]
    entry_kind = "own_people"

    def on_mount(self) -> None:
        """Draw the people, and offer to scroll where there is more."""
        super().on_mount()
        self.refresh_keys_on_scroll()

    def compose_body(self) -> Iterable[Widget]:
        """Lay out the card for an entry, the places, and the list of people."""
        yield CustomEntryCard(self.entry_kind, self.state)
        yield from (Prose(Content(place), classes="place") for place in places_to_talk())
        yield PeopleList()

    def draw_list(self) -> None:
        """Draw the header and the people."""
        people = self.state.custom_entries_of("own_people")
        hint = "" if people else get_text("app.places.nobody_yet")
        heading = Content.assemble("My people: ", (hint, REGULAR_QUIET_STYLE))
        rows = [Row(person.uid, plain_content(person.text), Content("  ")) for person in people]
        self.show_header("Places to talk", low_title="Places to talk")
        choices = self.query_one(Choices)
        is_first_person = bool(people) and not choices.can_focus
        choices.can_focus = bool(people)
        choices.show_rows([Row("", heading), *rows])
        if is_first_person and not self.focused:
            choices.focus(scroll_visible=False)

    @on(Choices.Chosen)
    async def _edit_chosen(self) -> None:
        await self.action_edit()

    def action_leave(self) -> None:
        """Go back to the screen below."""
        self.dismiss()

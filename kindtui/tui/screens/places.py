"""Places to talk, from every screen and field: where help is, and the people one would turn to."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from kindtui.domain.journal.custom_entry import CustomEntry
from kindtui.domain.requests import CustomEntryArchived
from kindtui.domain.state import State
from kindtui.domain.wording import PLACES_TEXT_IDS
from kindtui.tui.messages import Requested
from kindtui.tui.screens.base import KindScreen
from kindtui.tui.widgets.choices import Choices, Row
from kindtui.tui.widgets.custom_entry_card import CustomEntryCard
from kindtui.tui.widgets.day_header import DayHeader
from kindtui.tui.widgets.text_layout import plain_content

NO_PEOPLE = "nobody yet. a adds someone; it stays on this device."


class PlacesScreen(KindScreen):
    """Over whatever was shown; it asks for nothing."""

    HELP_TEXT = (
        "Where to find someone to talk to, now or later.\n"
        "My people is yours to fill in. It stays in your journal, on this device."
    )
    opening_action = "places"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "go back", id="places.leave", key_display="Esc"),
        Binding("a", "add", "add someone", id="places.add"),
        Binding("e", "edit", "edit", id="places.edit"),
        Binding("x", "put_away", "put away", id="places.archive"),
        Binding("enter", "back", "back to the list", id="places.back", show=False),
    ]

    def compose_body(self) -> Iterable[Widget]:
        """The places, the card for someone new, and one's own people."""
        texts = self.state.catalog.texts
        yield CustomEntryCard("own_people", self.state)
        yield from (Static(Content(texts[name]), classes="place") for name in PLACES_TEXT_IDS)
        yield Choices()

    def on_mount(self) -> None:
        """Begin in the list."""
        self._draw()
        self.query_one(Choices).focus(scroll_visible=False)

    async def show(self, state: State) -> None:
        """Draw that state."""
        await super().show(state)
        self.query_one(CustomEntryCard).show(state)
        self._draw()

    def _draw(self) -> None:
        people = self.state.custom_entries_of("own_people")
        heading_row = Row(
            "", Content("My people: ") + Content.styled("" if people else NO_PEOPLE, "not bold $quiet-text")
        )
        rows = [Row(own.uid, plain_content(own.text), Content("  ")) for own in people]
        self.query_one(DayHeader).show("Places to talk", "")
        self.query_one(Choices).show_rows([heading_row, *rows])
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a key only where it means something."""
        if action == "back":
            return self.focused is None
        return action not in ("edit", "put_away") or self._highlighted_person is not None

    @property
    def _highlighted_person(self) -> CustomEntry | None:
        """The highlighted person."""
        lists = self.query(Choices)
        return (
            self.state.journal.custom_entries.get(("own_people", lists.first().highlighted_id))
            if lists
            else None
        )

    @on(Choices.OptionHighlighted)
    def _update_available_keys(self) -> None:
        self.refresh_bindings()

    @on(Choices.Chosen)
    async def action_edit(self) -> None:
        """Ask for other words for the highlighted person."""
        await self.query_one(CustomEntryCard).open(self._highlighted_person)

    async def action_add(self) -> None:
        """Ask for someone new."""
        await self.query_one(CustomEntryCard).open()

    def action_put_away(self) -> None:
        """Take the highlighted person off the list."""
        if person := self._highlighted_person:
            self.post_message(Requested(CustomEntryArchived("own_people", person.uid, archived=True)))

    @on(CustomEntryCard.Closed)
    def action_back(self) -> None:
        """Go back into the list."""
        self.query_one(Choices).focus()

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()

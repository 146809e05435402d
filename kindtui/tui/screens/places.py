"""Places to talk, which open over every screen: the user's own plan, and where anybody finds help."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Resize
from textual.widget import Widget

from kindtui.domain.journal.custom_entry import CustomEntryKind
from kindtui.domain.places import PEOPLE_HEADING, helpline_line, person_line
from kindtui.domain.wording import places_to_talk
from kindtui.texts import get_text
from kindtui.tui.screens.own_list import OwnListScreen
from kindtui.tui.widgets.body import Body
from kindtui.tui.widgets.choices import Choices, Row
from kindtui.tui.widgets.custom_entry_card import CustomEntryCard
from kindtui.tui.widgets.prose import Prose
from kindtui.tui.widgets.text_layout import REGULAR_QUIET_STYLE, plain_content


class PlanList(Choices):
    """A row for the helpline and one per person."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "edit", id="places.choose", key_display="Enter")
    ]


class PlacesScreen(OwnListScreen):
    """The plan made on a good day, above texts about where to find help; nothing has to be answered.

    The emergency text comes first until there is a plan, and in a window too small for the app. It follows a
    plan, or is pinned below the part that scrolls where the plan leaves no room for it.
    """

    HELP_TEXT = get_text("app.places.help")
    opening_action = "places"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "go back", id="places.leave", key_display="Esc"),
        Binding("a", "add", "add someone", id="places.add"),
        Binding("h", "write_helpline", "my helpline", id="places.helpline"),
        Binding("e", "edit", "edit", id="places.edit"),
        Binding("x", "set_archived(True)", "put away", id="places.archive"),
        Binding("enter", "back", "back to the list", id="places.back", show=False),
        Binding("space,pagedown,down,j", "scroll(1)", "more below", id="places.down", key_display="Space"),
        Binding("pageup,up,k", "scroll(-1)", "scroll up", id="places.up", show=False),
    ]
    entry_kind = "own_people"

    def on_mount(self) -> None:
        """Draw the plan, and offer to scroll where there is more."""
        super().on_mount()
        self.refresh_keys_on_scroll()

    @on(Resize)
    def _keep_emergency_text_in_sight(self) -> None:
        """Pin the emergency text where it would be out of sight below the plan."""
        self.call_after_refresh(self._pin_or_unpin)

    def _pin_or_unpin(self) -> None:
        pinned, after_plan = (
            self.query_one("#emergency-pinned"),
            self.query_one("#emergency-after-plan", Prose),
        )
        body, plan = self.query_one(Body), self.query_one(PlanList)
        room = body.size.height + pinned.outer_size.height - plan.virtual_region.bottom
        rows = after_plan.get_content_height(body.size, self.size, plan.size.width)
        is_too_small = self.has_class("-too-short") or self.has_class("-too-narrow")
        self.set_class(self.has_class("-plan") and rows > room and not is_too_small, "-pinned")

    def compose_body(self) -> Iterable[Widget]:
        """Lay out the card for an entry, the plan, the places, and the invitation to make a plan."""
        emergency, *places = places_to_talk()
        yield CustomEntryCard(self.entry_kind, self.state)
        yield Prose(emergency, classes="place emergency -first")
        yield PlanList()
        yield Prose(emergency, id="emergency-after-plan", classes="place emergency -after-plan")
        yield from (Prose(place, classes="place") for place in places)
        yield Prose(Content.styled(get_text("ritual.places.no_plan"), REGULAR_QUIET_STYLE), id="no-plan")

    def compose_below_body(self) -> Iterable[Widget]:
        """Lay out the emergency text that stays in sight below a plan."""
        yield Prose(places_to_talk()[0], id="emergency-pinned", classes="place emergency -pinned")

    def draw_list(self) -> None:
        """Draw the header and the plan."""
        helplines = self.state.custom_entries_of("own_helplines")
        people = self.state.custom_entries_of("own_people")
        has_plan = bool(helplines or people)
        rows = [
            *(Row(helpline.uid, plain_content(helpline_line(helpline))) for helpline in helplines),
            *([Row("", Content(PEOPLE_HEADING))] if people else []),
            *(Row(person.uid, plain_content(person_line(person)), Content("  ")) for person in people),
        ]
        self.show_header("Places to talk", low_title="Places to talk")
        self.set_class(has_plan, "-plan")
        choices = self.query_one(Choices)
        is_first_entry = has_plan and not choices.can_focus
        choices.can_focus = has_plan
        choices.show_rows(rows)
        self._keep_emergency_text_in_sight()
        if is_first_entry and not self.focused:
            choices.focus(scroll_visible=False)

    @property
    def highlighted_kind(self) -> CustomEntryKind:
        """Whether the helpline or one of the people is highlighted."""
        is_helpline = ("own_helplines", self.highlighted_uid()) in self.state.journal.custom_entries
        return "own_helplines" if is_helpline else "own_people"

    async def action_write_helpline(self) -> None:
        """Ask for the number of a helpline, or for another one."""
        helplines = self.state.custom_entries_of("own_helplines")
        await self.query_one(CustomEntryCard).open(next(iter(helplines), None), kind="own_helplines")

    @on(Choices.Chosen)
    async def _edit_chosen(self) -> None:
        await self.action_edit()

    def action_leave(self) -> None:
        """Go back to the screen below."""
        self.dismiss()

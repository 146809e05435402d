"""A day of the journal: the same cards as Today, and everything written for it."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from kindtui.domain.dates import long_date, short_date
from kindtui.domain.form import STEP_BY_CARD, Form, FormCard
from kindtui.domain.state import State
from kindtui.texts import get_text
from kindtui.tui.screens.today import TodayScreen
from kindtui.tui.widgets.body import Body
from kindtui.tui.widgets.collapsed_card import CollapsedCard
from kindtui.tui.widgets.ritual_card import RitualCard


class DayScreen(TodayScreen):
    """One day, over the screen it was opened from."""

    HELP_TEXT = get_text("app.day.help")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "go back", id="day.leave", key_display="Esc"),
        Binding("b", "kept", "I kept a boundary", id="day.kept"),
    ]

    def __init__(self, state: State, form: Form) -> None:
        """Create the screen for the day of `form`, at its step."""
        super().__init__(state)
        self._form = form

    def new_body(self) -> Body:
        """Return a body without panels, which show how things stand today."""
        return Body()

    def compose_body(self) -> Iterable[Widget]:
        """Lay out the open card."""
        yield self.new_card()

    def new_card(self) -> RitualCard:
        """Return the card of that day."""
        return RitualCard(self.state, self._form)

    def surrounding_widgets(self) -> Iterable[Widget]:
        """Return a collapsed card for each part of the day."""
        return (CollapsedCard(card) for card in STEP_BY_CARD)

    def is_listed(self, card: FormCard) -> bool:
        """Return whether the card shows the whole day, and that part of it holds something."""
        day = self.card.day
        parts = {"morning": day.who and day.who.value, "act": day.acts, "evening": day.reflection}
        return self.card.step == "closed" and bool(parts[card])

    def _draw_header(self) -> None:
        on = self._form.on
        self.show_header(f"{long_date(on)} {on.year}", low_title=f"{short_date(on)} {on.year}")

    async def _draw_yesterday(self) -> None:
        """Do nothing: only Today asks about yesterday's act."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable the actions that are for Today alone, and those that would change nothing."""
        if not self.is_mounted:
            return False
        match action:
            case "yesterday" | "not_now" | "swap" | "leave_offer":
                return False
            case "settle" if self._target_act is None:
                return False
            case "whole":
                return self.card.step != "closed"
        return super().check_action(action, parameters)

    async def action_kept(self) -> None:
        """Open the field for a boundary that was kept."""
        await self.card.go_to(self.card.form.at_step("kept"))

    async def action_whole(self) -> None:
        """Show everything written for the day."""
        await self.card.go_to(self.card.form.at_step("closed"))

    def action_leave(self) -> None:
        """Go back to the screen the day was opened from."""
        self.dismiss()

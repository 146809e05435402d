"""A day of the journal: the same cards as Today, and everything written for it."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from kindtui.domain.dates import date_seen_from, full_date, short_date
from kindtui.domain.form import STEP_BY_CARD, Form, FormCard
from kindtui.domain.journal.parts import LIST_FIELDS, PartKey, parts_of
from kindtui.domain.parse_date import parse_day_to_move_to
from kindtui.domain.requests import EntryMoved
from kindtui.domain.state import State
from kindtui.domain.text import first_line
from kindtui.domain.text_folds import folded
from kindtui.texts import get_text
from kindtui.tui.messages import Requested
from kindtui.tui.screens.today import TodayScreen
from kindtui.tui.widgets.body import Body
from kindtui.tui.widgets.collapsed_card import CollapsedCard
from kindtui.tui.widgets.entry_list import EntryList
from kindtui.tui.widgets.prose import Prose
from kindtui.tui.widgets.question_input import LineInput, QuestionInput
from kindtui.tui.widgets.ritual_card import RitualCard
from kindtui.tui.widgets.text_layout import plain_content


class DayScreen(TodayScreen):
    """One day, over the screen it was opened from."""

    HELP_TEXT = get_text("app.day.help")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "go back", id="day.leave", key_display="Esc"),
        Binding("b", "kept", "I kept a boundary", id="day.kept"),
        Binding("M", "move_entry", "move to another day", id="day.move"),
    ]

    def __init__(self, state: State, form: Form, search_text: str = "") -> None:
        """Create the screen for the day of `form`, at its step, and show what `search_text` finds in it."""
        super().__init__(state)
        self._form = form
        self._search_words = folded(search_text).split()
        self._entry_to_move: PartKey = ("", "")

    def new_body(self) -> Body:
        """Return a body without panels, which show how things stand today."""
        return Body()

    def compose_body(self) -> Iterable[Widget]:
        """Lay out the open card."""
        yield self.new_card()

    def new_card(self) -> RitualCard:
        """Return the card of that day."""
        return RitualCard(self.state, self._form)

    async def _mount_surroundings(self) -> None:
        await super()._mount_surroundings()
        if self._search_words:
            self.call_after_refresh(self._show_found_line)

    def _show_found_line(self) -> None:
        for entries in self.query(EntryList):
            entries.show_line_with(self._search_words)

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
        self.show_header(full_date(on), low_title=f"{short_date(on)} {on.year}")

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
            case "move_entry":
                return self._highlighted_entry is not None
        return super().check_action(action, parameters)

    async def action_kept(self) -> None:
        """Open the field for a boundary that was kept."""
        await self.card.go_to(self.card.form.at_step("kept"))

    async def action_whole(self) -> None:
        """Show everything written for the day."""
        await self.card.go_to(self.card.form.at_step("closed"))

    # Moving an entry

    @property
    def _highlighted_entry(self) -> PartKey | None:
        """The key of the highlighted entry; None for an answer, which belongs to its day."""
        if not isinstance(self.focused, EntryList):
            return None
        part, _, uid = self.focused.highlighted_id.partition(" ")
        return (part, uid) if part in LIST_FIELDS else None

    async def action_move_entry(self) -> None:
        """Ask for the day to which the highlighted entry is moved."""
        key = self._highlighted_entry
        entry = parts_of(self.card.day).get(key) if key else None
        if key is None or entry is None:
            return
        self._entry_to_move = key
        question = QuestionInput(
            get_text("app.day.move_question"),
            get_text("app.journal.date_hint"),
            lead=plain_content(first_line(getattr(entry, "text", ""))),
            is_saved=False,
            says_save=True,
        )
        question.id = "move"
        await self.query("#move").remove()
        await self.query_one(Body).mount(question, before=0)
        question.query_one(LineInput).focus()
        self.refresh_bindings()

    async def show(self, state: State) -> None:
        """Draw `state`; the field for a date keeps the focus."""
        is_asking = bool(self.query("#move")) and isinstance(self.focused, LineInput)
        await super().show(state)
        for field in self.query("#move LineInput") if is_asking else ():
            field.focus()

    def leave_field(self) -> None:
        """Leave the field; that for a date closes, and the focus goes back to the entry."""
        if self.query("#move"):
            self._close_date_field()
        else:
            super().leave_field()

    @on(RitualCard.StepChanged)
    def _close_date_field(self) -> None:
        """Close the field for a date, if it is open."""
        if fields := self.query("#move"):
            fields.remove()
            for entries in self.query(EntryList):
                self.set_focus(entries)
                self.call_after_refresh(entries.scroll_to_highlight)

    @on(QuestionInput.Changed)
    def _show_date(self, event: QuestionInput.Changed) -> None:
        event.stop()
        try:
            day = parse_day_to_move_to(event.text, self.state.today, self.card.form.on)
        except ValueError as error:
            hint = str(error)
        else:
            hint = get_text("app.day.moves_to", day=date_seen_from(self.state.today, day))
        self.query_one("#move .hint", Prose).text = Content(hint)

    @on(QuestionInput.Answered)
    def _move_entry(self, event: QuestionInput.Answered) -> None:
        event.stop()
        try:
            day = parse_day_to_move_to(event.text, self.state.today, self.card.form.on)
        except ValueError:
            return  # the hint says why
        self._close_date_field()
        if self._entry_to_move in parts_of(self.card.day):
            self.post_message(Requested(EntryMoved(day, self.card.form.on, *self._entry_to_move)))

    def action_leave(self) -> None:
        """Go back to the screen the day was opened from."""
        self.dismiss()

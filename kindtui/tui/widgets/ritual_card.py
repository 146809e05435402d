"""The open card: it holds the form, asks what comes next, and submits what was answered."""

from textual import on
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget

from kindtui.domain.flow import (
    Chosen,
    Rated,
    Reply,
    TextEntered,
    form_after_refusal,
    form_after_undo,
    with_undone_text,
)
from kindtui.domain.form import CARD_BY_STEP, Form, FormCard, FormStep, resumed_form
from kindtui.domain.journal.day import Day
from kindtui.domain.journal.undo import RemovedText
from kindtui.domain.occasions import is_finished
from kindtui.domain.state import State
from kindtui.domain.wording import PROMPT_SLOTS
from kindtui.tui.messages import DraftChanged, FormFinished, Requested
from kindtui.tui.widgets.banner import Banner
from kindtui.tui.widgets.choices import Choices
from kindtui.tui.widgets.collapsed_card import CARD_TITLES
from kindtui.tui.widgets.question_input import QuestionInput
from kindtui.tui.widgets.scale import Scale
from kindtui.tui.widgets.step_widgets import planned_act_lead, step_widget
from kindtui.tui.widgets.text_field import TextField


class RitualCard(Vertical):
    """A card that shows one step of the ritual at a time; `kindtui.domain.flow` decides their order."""

    class StepChanged(Message):
        """Posted when the card shows another step."""

    def __init__(self, state: State, form: Form | None = None) -> None:
        """Show `form`, or else the form of today with its drafts."""
        self._state = state
        self._form = form or resumed_form(state)
        self._drawn_signature = self._signature()
        self._last_row: tuple[tuple[object, ...], str, int] = (
            (),
            "",
            0,
        )  # of which list, its id and its index
        self._has_just_finished = False
        super().__init__(step_widget(self._form, state), id="card")
        self._update_title()

    @property
    def form(self) -> Form:
        """The current form; setting it posts each draft that changed."""
        return self._form

    @form.setter
    def form(self, form: Form) -> None:
        before, self._form = self._form, form
        for change in form.draft_changes_since(before):
            self.post_message(DraftChanged(change))

    @property
    def day(self) -> Day:
        """The day of the form as it is shown."""
        return self._state.lived.day(self._form.on)

    @property
    def is_today(self) -> bool:
        """Whether the form is that of today."""
        return self._form.on == self._state.today

    @property
    def step(self) -> FormStep:
        """The step that the card shows."""
        return self.form.current_step(self._state)

    @property
    def part(self) -> FormCard | None:
        """The part of the day that is open; None when the day is closed."""
        return CARD_BY_STEP.get(self.step)

    async def show(self, state: State) -> None:
        """Show `state`; a form in use keeps its day and its step."""
        shown_field, form = self.form.draft_field(self.step), self._rebased_form(state)
        has_text_changed = form.drafts.get(shown_field) != self._form.drafts.get(shown_field)
        is_other_text = has_text_changed and not self._is_typed_in
        if is_other_text:
            self._drawn_signature = ()
        self._form = form
        before, after = self._state.journal, state.journal
        was_reverted = len(after.undo_steps) < len(before.undo_steps) or len(after.redo_steps) < len(
            before.redo_steps
        )
        if was_reverted:
            self._form = form_after_undo(state, self._form)
        if self.is_today and not was_reverted and is_finished(state.lived.day(self._form.on)):
            self._has_just_finished |= not is_finished(self._state.lived.day(self._form.on))
        self._state = state
        for ask in self.query(QuestionInput):
            if self.step == "who":
                ask.set_completions(state.completions)
            elif self.step == "when":
                ask.set_lead(planned_act_lead(self.form, state))
        await self._draw(focus=not (was_reverted or is_other_text))

    def _rebased_form(self, state: State) -> Form:
        """Return the form that follows a new state, with the drafts that wait in its fields.

        A text never comes up in a field that has the focus, as somebody may begin to type in it. A text there
        that the journal holds by now, or that was purged, leaves it, and the card goes back to what is due.
        """
        old_drafts, shown_field = self._state.drafts, self.form.draft_field(self.step)
        form = self.form.without_past_texts(self._state, state)
        if form.drafts.get(shown_field) != self.form.drafts.get(shown_field):
            self._drawn_signature, form = (), form.finished()
        form = form.rebased(self._state, state)
        for refusal in state.refused[len(self._state.refused) :]:
            after = form_after_refusal(state, form, refusal)
            if after is not form:
                self._drawn_signature, shown_field = (), ""
                form = after.with_waiting_texts(old_drafts, state.drafts)
        if form.draft_field(form.current_step(state)) != shown_field:
            shown_field = ""
        return form.with_waiting_texts(old_drafts, state.drafts, shown_field if self._is_typed_in else "")

    @property
    def _is_typed_in(self) -> bool:
        return self.screen.is_current and self.has_focus_within

    async def go_to(self, form: Form) -> None:
        """Show another step."""
        self.form = form
        await self._draw()
        self.post_message(self.StepChanged())

    def finish(self) -> None:
        """Go back to what is due, once everything asked for so far is saved."""
        self.form = self.form.finished()
        self.post_message(FormFinished())

    async def reply(self, reply: Reply) -> None:
        """Submit what a reply saves, and show the step that comes next."""
        before = self.form
        transition = reply.advance(self._state, before)
        if transition.requests:  # a message the screen sends would not bubble beyond the screen
            used = transition.form.draft_changes_since(before)
            self.post_message(Requested(*transition.requests, used=used).set_sender(self))
            self._form = transition.form
        if transition.is_finished:
            self.form = transition.form
            self.post_message(FormFinished().set_sender(self))
        elif transition.form != before:
            await self.go_to(transition.form)

    def focus_field(self, *, scrolls_home: bool = True) -> None:
        """Focus the first widget of the card that takes the answer, or nothing if there is none."""
        for widget in self.query("*"):
            if widget.focusable:
                self.screen.set_focus(widget, scroll_visible=False)
                if scrolls_home and isinstance(self.parent, Widget):
                    self.parent.scroll_home(animate=False)
                return
        self.screen.set_focus(None)

    def restore_undone(self, removed: RemovedText) -> bool:
        """Put a text that undo removed back into its field, and return whether it is there."""
        form = with_undone_text(self._state, self.form, removed)
        is_taken = form is not self.form
        if is_taken:
            self.form = form
            self._drawn_signature = ()
        return is_taken

    def _signature(self) -> tuple[object, ...]:
        """Return what the card depends on: it is drawn again only when this changes."""
        form, state, step = self._form, self._state, self._form.current_step(self._state)
        prompt = PROMPT_SLOTS.get(step)
        offer = (form.offer_page, form.offer_pathway, form.replaced_uid)
        return (
            (form.on, step, offer),  # the rest is what is shown there
            form.editing,
            self.day if step in ("closed", "offer", "open_plan") else None,
            self.day.acts if step == "acts" else None,
            state.ideas if step in ("rest_first", "offer") else None,
            step == "closed" and (state.shows_thread, state.rest_until),
            state.prompt(prompt, form.on) if prompt else None,
        )

    async def _draw(self, *, focus: bool = True) -> None:
        """Show the step; after undo or redo no text field takes the focus, so that letters are still keys.

        A list that is redrawn keeps its highlighted row, or the next one if that row was removed. So does a
        day after one of its lines was edited. Among acts, the first planned one comes next.
        """
        signature = self._signature()
        if signature == self._drawn_signature:
            return
        kept_row = self._kept_row(signature[:1])
        self._drawn_signature = signature
        had_focus = self.has_focus_within
        with self.app.batch_update():
            if had_focus:  # or Textual focuses the next widget once this one is removed, and scrolls to that
                self.screen.set_focus(None)
            await self.remove_children()
            await self.mount(step_widget(self.form, self._state, has_just_finished=self._has_just_finished))
            self._has_just_finished &= self.step != "closed"
            for choices in self.query(Choices):
                if kept_row:
                    choices.highlight_row(*kept_row)
        self._update_title()
        self._focus_drawn(focus=focus, had_focus=had_focus, scrolls_home=not kept_row)
        if kept_row:
            self.call_after_refresh(self._scroll_to_highlight)  # once the list is laid out

    def _focus_drawn(self, *, focus: bool, had_focus: bool, scrolls_home: bool) -> None:
        """Focus what was drawn, but not while a banner offers its keys."""
        if isinstance(self.screen.focused, Banner):
            return
        if focus or not self.query(QuestionInput):
            self.focus_field(scrolls_home=scrolls_home)
        elif had_focus:
            self.screen.set_focus(None)

    def _kept_row(self, new_list: tuple[object, ...]) -> tuple[str, int] | None:
        """Return the id and the index of the row that stays highlighted; None starts at the first row."""
        drawn_list = self._drawn_signature[:1]
        for choices in self.query(Choices):
            self._last_row = (drawn_list, choices.highlighted_id, choices.highlighted or 0)
        list_of_row, row_id, index = self._last_row
        is_shown_again = new_list == list_of_row and (self.step == "closed" or new_list == drawn_list)
        return (row_id, index) if is_shown_again and self.step != "acts" else None

    def _scroll_to_highlight(self) -> None:
        for choices in self.query(Choices) if self.is_attached else ():
            choices.scroll_to_highlight()

    def _update_title(self) -> None:
        part = "act" if self.form.is_extra_act(self._state) else self.part
        self.border_title = CARD_TITLES[part] if part else "The day" if self.form.pinned else "Today"

    @on(QuestionInput.Changed)
    def _update_draft(self, event: QuestionInput.Changed) -> None:
        event.stop()
        is_recorded = self.step == "who" and event.text == self.form.recorded_name(self._state)
        self.form = self.form.with_draft(self.step, "" if is_recorded else event.text)

    @on(TextField.EditorRequested)
    def _add_draft(self, event: TextField.EditorRequested) -> None:
        event.draft = self.form.on, self.form.draft_field(self.step)

    @on(QuestionInput.Answered)
    async def _reply_with_text(self, event: QuestionInput.Answered) -> None:
        event.stop()
        await self.reply(TextEntered(event.text))

    @on(Scale.Rated)
    async def _reply_with_rating(self, event: Scale.Rated) -> None:
        event.stop()
        await self.reply(Rated(event.rating))

    @on(Choices.Chosen)
    async def _reply_with_choice(self, event: Choices.Chosen) -> None:
        event.stop()
        await self.reply(Chosen(event.row_id))

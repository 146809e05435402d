"""The open card: it holds the form, asks what comes next, and says what a person wished."""

from collections.abc import Callable
from datetime import date

from msgspec import structs
from textual import on
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget

from kindtui.domain.form import (
    CARD_BY_STEP,
    STEP_BY_FIELD,
    STEP_BY_LIST,
    Form,
    FormCard,
    FormStep,
    resumed_form,
)
from kindtui.domain.journal.day import SCALES, ActState, Day, DayPart, ScaleName
from kindtui.domain.journal.parts import parts_of
from kindtui.domain.journal.text_ref import TextRef
from kindtui.domain.journal.undo import RemovedText
from kindtui.domain.requests import (
    ActChosen,
    ActScheduled,
    ActStateChanged,
    GivenActWritten,
    KeptBoundaryWritten,
    NoteWritten,
    PartRemoved,
    ReflectionWritten,
    Request,
    RestChosen,
    ScaleRated,
    TextRewritten,
)
from kindtui.domain.ritual.acts import Plan
from kindtui.domain.state import State
from kindtui.tui.messages import DraftChanged, FormFinished, Requested
from kindtui.tui.widgets.act_list import ADD_ROW_ID, GAVE_ROW_ID
from kindtui.tui.widgets.choices import Choices
from kindtui.tui.widgets.collapsed_card import CARD_TITLES
from kindtui.tui.widgets.entry_list import EntryList
from kindtui.tui.widgets.question_input import QuestionInput
from kindtui.tui.widgets.scale import Scale
from kindtui.tui.widgets.step_widgets import planned_act_lead, step_widget, text_at

SCALE_BY_STEP: dict[str, ScaleName] = {scale: scale for scale in SCALES}
PROMPT_STEPS: dict[DayPart, FormStep] = {"morning": "who", "evening": "evening"}
REQUEST_BY_FINAL_STEP: dict[str, Callable[[date, str], Request]] = {
    "when": ActScheduled,
    "second": GivenActWritten,
    "kept": KeptBoundaryWritten,
}
STEP_BY_REQUEST: dict[type[Request], FormStep] = {
    ReflectionWritten: "evening",
    NoteWritten: "who",
    GivenActWritten: "second",
    KeptBoundaryWritten: "kept",
    ActScheduled: "when",
}


class RitualCard(Vertical):
    """One step of the ritual at a time."""

    class StepChanged(Message):
        """The card shows another step."""

    def __init__(self, state: State, form: Form | None = None) -> None:
        """Open that form, else what is due today, with what was typed before in its fields."""
        self._state = state
        self._form = form or resumed_form(state)
        self._drawn_signature = self._signature()
        super().__init__(step_widget(self._form, state), id="card")
        self._update_title()

    @property
    def form(self) -> Form:
        """Where the person stands; a changed draft is told to the app."""
        return self._form

    @form.setter
    def form(self, form: Form) -> None:
        before, self._form = self._form, form
        for field, text in form.drafts.items():
            if text != before.drafts.get(field, ""):
                self.post_message(DraftChanged(form.on, field, text))

    @property
    def day(self) -> Day:
        """The day of the form as it is written down."""
        return self._state.journal.day(self._form.on)

    @property
    def is_past(self) -> bool:
        """Whether that day is over."""
        return self._form.on < self._state.today

    @property
    def step(self) -> FormStep:
        """The step on the screen."""
        return self.form.current_step(self._state)

    @property
    def part(self) -> FormCard | None:
        """The part of the day that is open; None when the day is closed."""
        return CARD_BY_STEP.get(self.step)

    async def show(self, state: State) -> None:
        """Draw that state; a form that somebody is in keeps its day and its step."""
        self.form = self.form.rebased(self._state, state)
        was_undone = len(state.journal.undo_steps) < len(self._state.journal.undo_steps)
        self._state = state
        for ask in self.query(QuestionInput):
            if self.step == "who":
                ask.set_completions(state.completions)
            elif self.step == "when":
                ask.set_lead(planned_act_lead(self.form, state))
        await self._draw(focus=not was_undone or self.screen.focused is not None)

    async def go_to(self, form: Form) -> None:
        """Turn to another step."""
        self.form = form
        await self._draw()
        self.post_message(self.StepChanged())

    def finish(self) -> None:
        """Go back to what is due, once everything said so far is saved."""
        self.form = self.form.finished()
        self.post_message(FormFinished())

    def focus_field(self) -> None:
        """Put the cursor where the answer goes."""
        for widget in self.query("*"):
            if widget.focusable:
                self.screen.set_focus(widget, scroll_visible=False)
                if isinstance(self.parent, Widget):
                    self.parent.scroll_home(animate=False)
                return
        self.screen.set_focus(None)

    def save_morning(self) -> None:
        """Write down what a morning has so far that no act will follow."""
        form = self.form
        who = form.who or form.drafts.get("who", "")
        if who and self._state.prompt("morning", form.on).records == "note":
            self.post_message(Requested(NoteWritten(form.on, who)))
        elif who:
            self.post_message(Requested(TextRewritten(form.on, TextRef("who"), who)))
        if form.energy:
            self.post_message(Requested(ScaleRated(form.on, "energy", form.energy)))
        self.form = form.with_draft("who", "")

    def settle(self, uid: str, outcome: ActState) -> None:
        """Say what became of an act; the same answer again takes it back."""
        if act := self.day.act(uid):
            state: ActState = "planned" if act.state == outcome else outcome
            self.post_message(Requested(ActStateChanged(self.form.on, uid, state)))
            self.finish()

    def restore_unsaved(self, request: Request) -> None:
        """Put the text of a wish that could not be saved back into its field."""
        form = self.form
        match request:
            case ActChosen(plan=plan) if plan.idea is None:
                form = form.with_draft("own", plan.text).with_draft("who", plan.who).at_step("own")
            case ActChosen(plan=plan):
                form = form.with_draft("who", plan.who).at_step("offer")
            case (
                ReflectionWritten(text=text)
                | NoteWritten(text=text)
                | GivenActWritten(text=text)
                | KeptBoundaryWritten(text=text)
                | ActScheduled(when=text)
            ):
                step = STEP_BY_REQUEST[type(request)]
                form = form.with_draft(step, text).at_step(step)
            case TextRewritten(ref=ref):
                form = form.with_editing(ref).with_draft("edit", request.text)
        self.form = form

    def restore_undone(self, removed: RemovedText) -> None:
        """Put a text that undo took away back into its field."""
        step = self._prompt_step(removed.field) or STEP_BY_FIELD.get(removed.field)
        if step == "kept" and not self.form.pinned:  # its field is on another screen
            return
        if step and removed.on == self.form.on and not self.form.drafts.get(step):
            current_step = self.form.step
            switches_step = current_step not in (None, "closed", "edit") and not self.form.drafts.get(
                current_step or ""
            )
            form = self.form.with_draft(step, removed.text)
            self.form = form.at_step(step) if switches_step else form
            self._drawn_signature = ()

    def _prompt_step(self, part: str) -> FormStep | None:
        """The step whose question had that for an answer, if it is a note or what was given."""
        step_by_record = {
            self._state.prompt(slot, self.form.on).records: step for slot, step in PROMPT_STEPS.items()
        }
        return (
            step_by_record.get("note" if part == "notes" else "gave") if part in ("notes", "gave") else None
        )

    def _signature(self) -> tuple[object, ...]:
        """What the card depends on: it is made anew only when this changes."""
        form, step = self._form, self._form.current_step(self._state)
        day = self.day if step in ("acts", "closed", "offer") else None
        ideas = self._state.ideas if step == "offer" else None
        prompts = [self._state.prompt(slot, form.on) for slot in PROMPT_STEPS if PROMPT_STEPS[slot] == step]
        shows_thread = step == "closed" and self._state.shows_thread
        return (
            form.on,
            step,
            form.offer_page,
            form.replaced_uid,
            form.editing,
            day,
            ideas,
            shows_thread,
            *prompts,
        )

    async def _draw(self, *, focus: bool = True) -> None:
        """Show the step; whoever undid something outside of a field stays there, to undo once more."""
        signature = self._signature()
        if signature == self._drawn_signature:
            return
        self._drawn_signature = signature
        with self.app.batch_update():
            await self.remove_children()
            await self.mount(step_widget(self.form, self._state))
        self._update_title()
        if focus:
            self.focus_field()

    def _update_title(self) -> None:
        part = "act" if self.form.is_extra_act(self._state) else self.part
        self.border_title = CARD_TITLES[part] if part else "The day" if self.form.pinned else "Today"

    @on(QuestionInput.Changed)
    def _update_draft(self, event: QuestionInput.Changed) -> None:
        event.stop()
        self.form = self.form.with_draft(self.step, event.text)

    @on(QuestionInput.Answered)
    async def _handle_answer(self, event: QuestionInput.Answered) -> None:
        event.stop()
        text, form = event.text, self.form
        match self.step:
            case "who":
                await self._submit_who(text)
            case "own" if text:
                await self._choose_act(Plan(text, form.who, form.energy))
            case "edit":
                await self._submit_rewrite(text)
            case "evening" if text:
                await self._submit_reflection(text)
            case "when" | "second" | "kept" as final_step:
                self._submit(REQUEST_BY_FINAL_STEP[final_step](form.on, text) if text else None)

    async def _submit_reflection(self, text: str) -> None:
        """Say what the evening brought, and ask for what was given, if that is not what was said."""
        records = self._state.prompt("evening", self.form.on).records
        self._submit(ReflectionWritten(self.form.on, text, records), finish=records == "gave")
        if records != "gave":
            await self.go_to(self.form.at_step("second"))

    async def _submit_who(self, who: str) -> None:
        """Go on with that name; on a past day it is written down at once, for no act follows.

        Where the question asks for no name, the answer is a note.
        """
        if self._state.prompt("morning", self.form.on).records == "note":
            self._submit(NoteWritten(self.form.on, who) if who else None, finish=False)
            who = ""
        elif self.is_past and who:
            self._submit(TextRewritten(self.form.on, TextRef("who"), who), finish=False)
        await self.go_to(structs.replace(self.form, step="energy", who=who))

    def _submit(self, request: Request | None, *, finish: bool = True) -> None:
        """Say what stands in the field, if there is something; close the form, unless it goes on."""
        self.form = self.form.with_draft(self.step, "")
        if request:
            self.post_message(Requested(request))
        if finish:
            self.finish()

    async def _submit_rewrite(self, text: str) -> None:
        """Say that a text was written anew, if it is another, and go on to what belongs to it."""
        ref = self.form.editing
        assert ref is not None
        old_text = text_at(parts_of(self.day).get((ref.part, ref.uid)), ref)
        self._submit(TextRewritten(self.form.on, ref, text) if text != old_text else None, finish=False)
        await self.go_to(self.form.with_editing(ref.next))

    @on(Scale.Rated)
    async def _handle_rating(self, event: Scale.Rated) -> None:
        event.stop()
        form, scale = self.form, self.step
        if scale == "energy" and not (self.is_past or form.editing):  # kept with the act
            form = structs.replace(form, energy=event.rating)
        elif event.rating and scale in SCALE_BY_STEP:
            self.post_message(Requested(ScaleRated(form.on, SCALE_BY_STEP[scale], event.rating)))
        if form.editing or self.is_past:
            await self.go_to(form.with_editing(None))
        else:
            await self.go_to(form.at_step(form.step_after_scale(scale, self._state)))

    @on(Choices.Chosen)
    async def _handle_choice(self, event: Choices.Chosen) -> None:
        event.stop()
        match event.row_id:
            case row_id if self.step == "closed":
                await self._edit_entry(*row_id.split(" ", 1))
            case row_id if self.step == "acts" and row_id != ADD_ROW_ID:
                self.settle(row_id, "done")
            case row_id if row_id == GAVE_ROW_ID:
                await self.go_to(self.form.at_step("second"))
            case "add":
                await self.choose_another_act()
            case "own" | "receive":
                await self.go_to(self.form.at_step("own" if event.row_id == "own" else "evening"))
            case "others":
                await self.go_to(structs.replace(self.form, offer_page=self.form.offer_page + 1))
            case "rest":
                self.save_morning()
                self.post_message(Requested(RestChosen(self.form.on, is_rest_day=True)))
                self.finish()
            case row_id:
                await self._choose_idea(row_id)

    async def _choose_idea(self, idea_id: str) -> None:
        """Choose a suggested act."""
        who, energy = self.form.who, self.form.energy
        for idea in self._state.ideas:
            if idea.id == idea_id:
                await self._choose_act(Plan(idea.plan_for(who), who, energy, idea))

    async def choose_own_act(self, plan: Plan) -> None:
        """Choose an act of the user's own, for the person the form or the day names."""
        form, day = self.form, self.day
        who = form.who or form.drafts.get("who", "") or (day.who.value if day.who else "")
        await self._choose_act(structs.replace(plan, who=who, energy=form.energy))

    async def _edit_entry(self, part: str, uid: str) -> None:
        """Turn to the field in which that part of the day is written anew."""
        ref, form = TextRef(part, uid), self.form
        match part:
            case "energy" | "mood_morning" | "mood_evening" | "connection":
                form = structs.replace(form, step=SCALE_BY_STEP[part], editing=ref)
            case "conflict":
                conflict = self._state.journal.conflicts_on(self.form.on)[int(uid)]
                if (conflict.part, conflict.uid) in parts_of(self.day):
                    form = form.with_editing(TextRef(conflict.part, conflict.uid)).with_draft(
                        "edit", conflict.text
                    )
                else:
                    step = STEP_BY_LIST.get(conflict.part, "evening")
                    form = form.at_step(step).with_draft(step, conflict.text)
            case "acts" | "received" | "kept" | "notes" | "who":
                form = form.with_editing(ref)
        await self.go_to(form)

    @on(EntryList.RemovalRequested)
    def _handle_removal(self, event: EntryList.RemovalRequested) -> None:
        event.stop()
        self.post_message(Requested(PartRemoved(self.form.on, event.part, event.uid)))

    async def choose_another_act(self, replaced_uid: str = "", who: str = "") -> None:
        """Turn to the suggestions, for one more act or another; on a past day, to what was given."""
        if self.is_past:
            await self.go_to(self.form.at_step("second"))
            return
        day = self.day
        energy = day.rating("energy") or self.form.energy
        person = who or (day.who.value if day.who else "")
        await self.go_to(self.form.at_offer(person, energy, replaced_uid))

    async def _choose_act(self, plan: Plan) -> None:
        self.post_message(Requested(ActChosen(self.form.on, plan, self.form.replaced_uid)))
        self.form = self.form.with_draft("own", "").with_draft("who", "")
        if self.form.replaced_uid:
            self.finish()
        else:
            await self.go_to(self.form.at_step("when"))

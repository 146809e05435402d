"""The open card: it holds the form, asks what comes next, and says what a person wished."""

from msgspec import structs
from textual import on
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget

from kindtui.domain.form import CARD_OF, FIELD_STEP, LIST_STEP, Card, Form, Place, Step, resumed
from kindtui.domain.journal.day import SCALES, ActState, Day, Part, ScaleName
from kindtui.domain.journal.parts import parts_of
from kindtui.domain.journal.undo import Taken
from kindtui.domain.ritual.acts import Plan
from kindtui.domain.state import State
from kindtui.tui.messages import (
    ActChosen,
    ActSettled,
    ActTimed,
    DraftChanged,
    FormFinished,
    GaveWritten,
    KeptWritten,
    NoteWritten,
    PartRemoved,
    ReflectionWritten,
    RestChosen,
    ScaleRated,
    TextRewritten,
    Wish,
)
from kindtui.tui.widgets.act_list import ADD, GAVE
from kindtui.tui.widgets.ask import Ask
from kindtui.tui.widgets.choices import Choices
from kindtui.tui.widgets.closed_card import TITLES
from kindtui.tui.widgets.entries import Entries, beside
from kindtui.tui.widgets.scale import Scale
from kindtui.tui.widgets.steps import act_asked_about, step_widget, text_at

SCALE_STEPS: dict[str, ScaleName] = {scale: scale for scale in SCALES}
ASKING: dict[Part, Step] = {"morning": "who", "evening": "evening"}
LAST = {"when": ActTimed, "second": GaveWritten, "kept": KeptWritten}
WRITTEN_AT: dict[type[Wish], Step] = {
    ReflectionWritten: "evening",
    NoteWritten: "who",
    GaveWritten: "second",
    KeptWritten: "kept",
    ActTimed: "when",
}


class DueCard(Vertical):
    """One step of the ritual at a time."""

    class Turned(Message):
        """The card shows another step."""

    def __init__(self, state: State, form: Form | None = None) -> None:
        """Open that form, else what is due today, with what was typed before in its fields."""
        self._state = state
        self._form = form or resumed(state)
        self._drawn = self._signature()
        super().__init__(step_widget(self._form, state), id="card")
        self._title()

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
    def step(self) -> Step:
        """The step on the screen."""
        return self.form.shown(self._state)

    @property
    def part(self) -> Card | None:
        """The part of the day that is open; None when the day is closed."""
        return CARD_OF.get(self.step)

    async def show(self, state: State) -> None:
        """Draw that state; a form that somebody is in keeps its day and its step."""
        self.form = self.form.carried(self._state, state)
        undone = len(state.journal.undo) < len(self._state.journal.undo)
        self._state = state
        for ask in self.query(Ask):
            if self.step == "who":
                ask.complete_from(state.completions)
            elif self.step == "when":
                ask.lead_with(act_asked_about(self.form, state))
        await self._draw(focus=not undone or self.screen.focused is not None)

    async def go(self, form: Form) -> None:
        """Turn to another step."""
        self.form = form
        await self._draw()
        self.post_message(self.Turned())

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

    def keep_morning(self) -> None:
        """Write down what a morning has so far that no act will follow."""
        form = self.form
        who = form.who or form.drafts.get("who", "")
        if who and self._state.prompt("morning", form.on).records == "note":
            self.post_message(NoteWritten(form.on, who))
        elif who:
            self.post_message(TextRewritten(form.on, Place("who"), who))
        if form.energy:
            self.post_message(ScaleRated(form.on, "energy", form.energy))
        self.form = form.with_draft("who", "")

    def settle(self, uid: str, outcome: ActState) -> None:
        """Say what became of an act; the same answer again takes it back."""
        if act := self.day.act(uid):
            state: ActState = "planned" if act.state == outcome else outcome
            self.post_message(ActSettled(self.form.on, uid, state))
            self.finish()

    def take_back(self, wish: Wish) -> None:
        """Put the text of a wish that could not be saved back into its field."""
        form = self.form
        match wish:
            case ActChosen(plan=plan) if plan.idea is None:
                form = form.with_draft("own", plan.text).with_draft("who", plan.who).at("own")
            case ActChosen(plan=plan):
                form = form.with_draft("who", plan.who).at("offer")
            case (
                ReflectionWritten(text=text)
                | NoteWritten(text=text)
                | GaveWritten(text=text)
                | KeptWritten(text=text)
                | ActTimed(when=text)
            ):
                step = WRITTEN_AT[type(wish)]
                form = form.with_draft(step, text).at(step)
            case TextRewritten(place=place):
                form = form.rewriting(place).with_draft("edit", wish.text)
        self.form = form

    def give_back(self, taken: Taken) -> None:
        """Put a text that undo took away back into its field."""
        step = self._asking(taken.part) or FIELD_STEP.get(taken.part)
        if step == "kept" and not self.form.stays:  # its field is on another screen
            return
        if step and taken.on == self.form.on and not self.form.drafts.get(step):
            here = self.form.step
            turns = here not in (None, "closed", "edit") and not self.form.drafts.get(here or "")
            form = self.form.with_draft(step, taken.text)
            self.form = form.at(step) if turns else form
            self._drawn = ()

    def _asking(self, part: str) -> Step | None:
        """The step whose question had that for an answer, if it is a note or what was given."""
        asked = {self._state.prompt(slot, self.form.on).records: step for slot, step in ASKING.items()}
        return asked.get("note" if part == "notes" else "gave") if part in ("notes", "gave") else None

    def _signature(self) -> tuple[object, ...]:
        """What the card depends on: it is made anew only when this changes."""
        form, step = self._form, self._form.shown(self._state)
        day = self.day if step in ("acts", "closed", "offer") else None
        ideas = self._state.ideas if step == "offer" else None
        asked = [self._state.prompt(slot, form.on) for slot in ASKING if ASKING[slot] == step]
        threaded = step == "closed" and self._state.shows_thread
        return (form.on, step, form.page, form.swapped, form.editing, day, ideas, threaded, *asked)

    async def _draw(self, *, focus: bool = True) -> None:
        """Show the step; whoever undid something outside of a field stays there, to undo once more."""
        signature = self._signature()
        if signature == self._drawn:
            return
        self._drawn = signature
        with self.app.batch_update():
            await self.remove_children()
            await self.mount(step_widget(self.form, self._state))
        self._title()
        if focus:
            self.focus_field()

    def _title(self) -> None:
        part = "act" if self.form.is_another(self._state) else self.part
        self.border_title = TITLES[part] if part else "The day" if self.form.stays else "Today"

    @on(Ask.Changed)
    def _keep_draft(self, event: Ask.Changed) -> None:
        event.stop()
        self.form = self.form.with_draft(self.step, event.text)

    @on(Ask.Answered)
    async def _answer(self, event: Ask.Answered) -> None:
        event.stop()
        text, form = event.text, self.form
        match self.step:
            case "who":
                await self._go_on_with(text)
            case "own" if text:
                await self._take(Plan(text, form.who, form.energy))
            case "edit":
                await self._rewrite(text)
            case "evening" if text:
                await self._reflect(text)
            case "when" | "second" | "kept" as last:
                self._write(LAST[last](form.on, text) if text else None)

    async def _reflect(self, text: str) -> None:
        """Say what the evening brought, and ask for what was given, if that is not what was said."""
        records = self._state.prompt("evening", self.form.on).records
        self._write(ReflectionWritten(self.form.on, text, records), finish=records == "gave")
        if records != "gave":
            await self.go(self.form.at("second"))

    async def _go_on_with(self, who: str) -> None:
        """Go on with that name; on a past day it is written down at once, for no act follows.

        Where the question asks for no name, the answer is a note.
        """
        if self._state.prompt("morning", self.form.on).records == "note":
            self._write(NoteWritten(self.form.on, who) if who else None, finish=False)
            who = ""
        elif self.is_past and who:
            self._write(TextRewritten(self.form.on, Place("who"), who), finish=False)
        await self.go(structs.replace(self.form, step="energy", who=who))

    def _write(self, wish: Wish | None, *, finish: bool = True) -> None:
        """Say what stands in the field, if there is something; close the form, unless it goes on."""
        self.form = self.form.with_draft(self.step, "")
        if wish:
            self.post_message(wish)
        if finish:
            self.finish()

    async def _rewrite(self, text: str) -> None:
        """Say that a text was written anew, if it is another, and go on to what belongs to it."""
        place = self.form.editing
        assert place is not None
        before = text_at(parts_of(self.day).get((place.part, place.uid)), place)
        self._write(TextRewritten(self.form.on, place, text) if text != before else None, finish=False)
        await self.go(self.form.rewriting(place.next))

    @on(Scale.Rated)
    async def _rate(self, event: Scale.Rated) -> None:
        event.stop()
        form, scale = self.form, self.step
        if scale == "energy" and not (self.is_past or form.editing):  # kept with the act
            form = structs.replace(form, energy=event.rating)
        elif event.rating and scale in SCALE_STEPS:
            self.post_message(ScaleRated(form.on, SCALE_STEPS[scale], event.rating))
        if form.editing or self.is_past:
            await self.go(form.rewriting(None))
        else:
            await self.go(form.at(form.after_scale(scale, self._state)))

    @on(Choices.Chosen)
    async def _choose(self, event: Choices.Chosen) -> None:
        event.stop()
        match event.row:
            case row if self.step == "closed":
                await self._open_entry(*row.split(" ", 1))
            case row if self.step == "acts" and row != ADD:
                self.settle(row, "done")
            case row if row == GAVE:
                await self.go(self.form.at("second"))
            case "add":
                await self.choose_another()
            case "own" | "receive":
                await self.go(self.form.at("own" if event.row == "own" else "evening"))
            case "others":
                await self.go(structs.replace(self.form, page=self.form.page + 1))
            case "rest":
                self.keep_morning()
                self.post_message(RestChosen(self.form.on, rests=True))
                self.finish()
            case row:
                await self._take_idea(row)

    async def _take_idea(self, idea_id: str) -> None:
        """Choose a suggested act."""
        who, energy = self.form.who, self.form.energy
        for idea in self._state.ideas:
            if idea.id == idea_id:
                await self._take(Plan(idea.plan_for(who), who, energy, idea))

    async def take_mine(self, plan: Plan) -> None:
        """Choose an act of the user's own, for the person the form or the day names."""
        form, day = self.form, self.day
        who = form.who or form.drafts.get("who", "") or (day.who.value if day.who else "")
        await self._take(structs.replace(plan, who=who, energy=form.energy))

    async def _open_entry(self, part: str, uid: str) -> None:
        """Turn to the field in which that part of the day is written anew."""
        place, form = Place(part, uid), self.form
        match part:
            case "energy" | "mood_morning" | "mood_evening" | "connection":
                form = structs.replace(form, step=SCALE_STEPS[part], editing=place)
            case "beside":
                lost = beside(self._state, self.day)[int(uid)]
                if (lost.part, lost.uid) in parts_of(self.day):
                    form = form.rewriting(Place(lost.part, lost.uid)).with_draft("edit", lost.text)
                else:
                    step = LIST_STEP.get(lost.part, "evening")
                    form = form.at(step).with_draft(step, lost.text)
            case "acts" | "received" | "kept" | "notes" | "who":
                form = form.rewriting(place)
        await self.go(form)

    @on(Entries.Removed)
    def _remove(self, event: Entries.Removed) -> None:
        event.stop()
        self.post_message(PartRemoved(self.form.on, event.part, event.uid))

    async def choose_another(self, instead_of: str = "", who: str = "") -> None:
        """Turn to the suggestions, for one more act or another; on a past day, to what was given."""
        if self.is_past:
            await self.go(self.form.at("second"))
            return
        day = self.day
        energy = day.rating("energy") or self.form.energy
        named = who or (day.who.value if day.who else "")
        await self.go(self.form.choosing(named, energy, instead_of))

    async def _take(self, plan: Plan) -> None:
        self.post_message(ActChosen(self.form.on, plan, self.form.swapped))
        self.form = self.form.with_draft("own", "").with_draft("who", "")
        if self.form.swapped:
            self.finish()
        else:
            await self.go(self.form.at("when"))

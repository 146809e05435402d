"""The open card: it holds the form, asks what comes next, and says what a person wished."""

from msgspec import structs
from textual import on
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget

from kindtui.domain.acts import Plan
from kindtui.domain.day import ActState
from kindtui.domain.form import CARD_OF, FIELD_STEP, Card, Form, Step
from kindtui.domain.state import State
from kindtui.domain.undo import Taken
from kindtui.messages import (
    ActChosen,
    ActSettled,
    ActTimed,
    DraftChanged,
    FormFinished,
    GaveWritten,
    ReceivedWritten,
    RestChosen,
    Wish,
)
from kindtui.widgets.act_list import ADD
from kindtui.widgets.ask import Ask
from kindtui.widgets.choices import Choices
from kindtui.widgets.closed_card import TITLES
from kindtui.widgets.scale import Scale
from kindtui.widgets.steps import step_widget


class DueCard(Vertical):
    """One step of the ritual at a time."""

    class Turned(Message):
        """The card shows another step."""

    def __init__(self, state: State) -> None:
        """Open what is due, with what was typed before in its fields."""
        self._state = state
        self._form = Form(state.today, drafts=state.drafts.get(state.today, {}))
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
        self._state = state
        await self._draw()

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
                widget.focus(scroll_visible=False)
                if isinstance(self.parent, Widget):
                    self.parent.scroll_home(animate=False)
                return
        self.screen.set_focus(None)

    def settle(self, uid: str, outcome: ActState) -> None:
        """Say what became of an act; the same answer again takes it back."""
        if act := self._state.day.act(uid):
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
            case ActTimed():
                form = form.with_draft("when", wish.when).at("when")
            case ReceivedWritten():
                form = form.with_draft("evening", wish.text).at("evening")
            case GaveWritten():
                form = form.with_draft("second", wish.text).at("second")
        self.form = form

    def give_back(self, taken: Taken) -> None:
        """Put a text that undo took away back into its field."""
        step = FIELD_STEP.get(taken.part)
        if step and taken.on == self.form.on and not self.form.drafts.get(step):
            self.form = self.form.with_draft(step, taken.text)
            self._drawn = ()
            self.call_next(self._draw)

    def _signature(self) -> tuple[object, ...]:
        """What the card depends on: it is made anew only when this changes."""
        form, step = self._form, self._form.shown(self._state)
        day = self._state.day if step in ("acts", "closed", "offer", "when") else None
        return (form.on, step, form.page, form.swapped, day)

    async def _draw(self) -> None:
        signature = self._signature()
        if signature == self._drawn:
            return
        self._drawn = signature
        with self.app.batch_update():
            await self.remove_children()
            await self.mount(step_widget(self.form, self._state))
        self._title()
        self.focus_field()

    def _title(self) -> None:
        self.border_title = TITLES[self.part] if self.part else "Today"

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
                await self.go(structs.replace(form, step="energy", who=text))
            case "own" if text:
                await self._take(Plan(text, form.who, form.energy))
            case "when":
                self._write(ActTimed(form.on, text) if text else None)
            case "second":
                self._write(GaveWritten(form.on, text) if text else None)
            case "evening" if text:
                self.post_message(ReceivedWritten(form.on, text))
                await self.go(form.with_draft("evening", "").at("second"))

    def _write(self, wish: Wish | None) -> None:
        """Say the last thing of a form, if there is one, and close it."""
        self.form = self.form.with_draft(self.step, "")
        if wish:
            self.post_message(wish)
        self.finish()

    @on(Scale.Rated)
    async def _rate(self, event: Scale.Rated) -> None:
        event.stop()
        await self.go(structs.replace(self.form, step="offer", energy=event.rating))

    @on(Choices.Chosen)
    async def _choose(self, event: Choices.Chosen) -> None:
        event.stop()
        match event.row:
            case row if self.step == "acts" and row != ADD:
                self.settle(row, "done")
            case "add":
                await self.choose_another()
            case "own":
                await self.go(self.form.at("own"))
            case "others":
                await self.go(structs.replace(self.form, page=self.form.page + 1))
            case "rest":
                self.post_message(RestChosen(self.form.on, rests=True))
                self.finish()
            case row:
                idea = next(idea for idea in self._state.words.acts if idea.id == row)
                who, energy = self.form.who, self.form.energy
                await self._take(Plan(idea.plan_for(who), who, energy, idea))

    async def choose_another(self, instead_of: str = "", who: str = "") -> None:
        """Turn to the suggestions: for one more act, or in the place of one."""
        day = self._state.day
        energy = day.energy.value if day.energy else self.form.energy
        named = who or (day.who.value if day.who else "")
        await self.go(self.form.choosing(named, energy, instead_of))

    async def _take(self, plan: Plan) -> None:
        self.post_message(ActChosen(self.form.on, plan, self.form.swapped))
        self.form = self.form.with_draft("own", "").with_draft("who", "")
        if self.form.swapped:
            self.finish()
        else:
            await self.go(self.form.at("when"))

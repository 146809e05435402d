"""Today: the part of the ritual that is due, open, with the cursor in its field."""

from collections.abc import Iterable
from typing import ClassVar

from msgspec import structs
from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Resize
from textual.widget import Widget

from kindtui.domain.acts import Plan
from kindtui.domain.day import Act, ActState
from kindtui.domain.form import CARD_OF, CARD_STEP, FIELD_STEP, Form, Step, skippable
from kindtui.domain.state import State
from kindtui.domain.undo import Taken
from kindtui.messages import (
    ActBrought,
    ActChosen,
    ActSettled,
    ActTimed,
    DraftChanged,
    FormFinished,
    GaveWritten,
    PartSkipped,
    ReceivedWritten,
    RestChosen,
    Wish,
)
from kindtui.screens.base import WIDE, Body, KindScreen
from kindtui.widgets.act_list import OTHERS, OWN, REST
from kindtui.widgets.ask import Ask
from kindtui.widgets.choices import Choices
from kindtui.widgets.closed_card import TITLES, ClosedCard, summary
from kindtui.widgets.day_header import DayHeader, title_for
from kindtui.widgets.past_draft import PastDraft
from kindtui.widgets.scale import Scale
from kindtui.widgets.side_column import SideColumn
from kindtui.widgets.steps import step_widget
from kindtui.widgets.todays_checks import TodaysChecks
from kindtui.widgets.welcome import Welcome
from kindtui.widgets.yesterday import Yesterday


class TodayScreen(KindScreen):
    """Morning, small act and evening; the due one is a card, the others a line each."""

    IDEA = (
        "One small act a day, chosen in the morning, looked back on in the evening.\n"
        "What is due is open. Everything else can wait."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "back", "back to the card", id="today.back", key_display="Enter"),
        Binding("d", "settle('done')", "it happened", id="today.done"),
        Binding("l", "settle('let_go')", "let go", id="today.let_go"),
        Binding("s", "swap", "swap", id="today.swap"),
        Binding("a", "add", "add a kindness", id="today.add"),
        Binding("e", "evening", "evening", id="today.evening"),
        Binding("n", "not_now", "not now", id="today.not_now"),
        Binding("r", "rest", "rest", id="today.rest"),
    ]

    def __init__(self, state: State) -> None:
        """Open what is due."""
        super().__init__(state)
        self._form = Form(state.today, drafts=state.drafts.get(state.today, {}))
        self._drawn: tuple[object, ...] = ()

    def compose_body(self) -> Iterable[Widget]:
        """The open card, and below it what else belongs to the day."""
        if self.state.past_draft:
            yield PastDraft(self.state.past_draft)
        yield Vertical(step_widget(self.form, self.state), id="card")
        if self.state.is_new:
            yield Welcome(self.state)
        for card in CARD_STEP:
            yield ClosedCard(card)
        yield TodaysChecks()

    async def on_mount(self) -> None:
        """Draw what compose left blank, and put the cursor in the field."""
        self._drawn = self._signature()
        await self._draw_around()
        for offered in self.query(PastDraft):
            offered.focus()
            return
        self._focus_card()

    async def on_resize(self, event: Resize) -> None:
        """Show the side column where there is room for it."""
        wide = event.size.width >= WIDE
        if wide and not self.query(SideColumn):
            await self.query_one(Body).mount(SideColumn())
            self.query_one(SideColumn).show(self.state)

    async def show(self, state: State) -> None:
        """Draw that state; a form that somebody is in keeps its day."""
        self.form = self.form.carried(self.state, state)
        await super().show(state)
        await self._draw()

    def take_back(self, wish: Wish) -> None:
        """Put the text of a wish that could not be saved back into its field."""
        match wish:
            case ActChosen(plan=plan) if plan.idea is None:
                self.form = self.form.with_draft("own", plan.text).at("own")
            case ActChosen():
                self.form = self.form.at("offer")
            case ActTimed():
                self.form = self.form.with_draft("when", wish.when).at("when")
            case ReceivedWritten():
                self.form = self.form.with_draft("evening", wish.text).at("evening")
            case GaveWritten():
                self.form = self.form.with_draft("second", wish.text).at("second")

    def give_back(self, taken: Taken) -> None:
        """Put a text that undo took away back into its field."""
        step = FIELD_STEP.get(taken.part)
        if step and taken.on == self.form.on and not self.form.drafts.get(step):
            self.form = self.form.with_draft(step, taken.text)
            self._drawn = ()
            self.call_next(self._draw)

    @property
    def form(self) -> Form:
        """Where the person stands; a changed draft is told to the app."""
        return self._form

    @form.setter
    def form(self, form: Form) -> None:
        before, self._form = self._form, form
        for step, text in form.drafts.items():
            if text != before.drafts.get(step, ""):
                self.post_message(DraftChanged(form.on, step, text))

    # What is drawn

    def _signature(self) -> tuple[object, ...]:
        """What the open card depends on: it is made anew only when this changes."""
        form, step = self.form, self.form.shown(self.state)
        day = self.state.day if step in ("acts", "closed", "offer", "when") else None
        return (form.on, step, form.page, form.swapped, day)

    async def _draw(self) -> None:
        signature = self._signature()
        if signature != self._drawn:
            self._drawn = signature
            card = self.query_one("#card")
            with self.app.batch_update():
                await card.remove_children()
                await card.mount(step_widget(self.form, self.state))
            self._focus_card()
        await self._draw_around()

    async def _draw_around(self) -> None:
        state, step = self.state, self.form.shown(self.state)
        open_card = CARD_OF.get(step)
        self.query_one("#card").border_title = TITLES[open_card] if open_card else "Today"
        self.query_one(DayHeader).show(title_for(self.form.on, state.today), str(state.headline))
        self.set_class(state.is_new, "-new")
        for closed in self.query(ClosedCard):
            closed.set_class(closed.card == open_card, "-open")
            closed.summary = summary(closed.card, state.day, state.journal.settings.evening_hour)
        for shown in (*self.query(TodaysChecks), *self.query(SideColumn)):
            shown.show(state)
        await self._draw_yesterday()
        self.refresh_bindings()

    async def _draw_yesterday(self) -> None:
        asked = self.query(Yesterday)
        if self.state.yesterdays_plan is None:
            await asked.remove()
            return
        if not asked:
            await self.query_one(Body).mount(Yesterday(), before=self.query(ClosedCard).first())
        self.query_one(Yesterday).show(self.state)

    def _focus_card(self) -> None:
        for widget in self.query_one("#card").query("*"):
            if widget.focusable:
                widget.focus(scroll_visible=False)
                self.query_one(Body).scroll_home(animate=False)
                return
        self.set_focus(None)

    # From step to step

    async def _go(self, form: Form) -> None:
        self.form = form
        await self._draw()

    def _finish(self) -> None:
        """Go back to what is due, once everything said so far is saved."""
        self.form = self.form.finished()
        self.post_message(FormFinished())

    @on(Ask.Changed)
    def _keep_draft(self, event: Ask.Changed) -> None:
        self.form = self.form.with_draft(self.form.shown(self.state), event.text)

    @on(Ask.Answered)
    async def _answer(self, event: Ask.Answered) -> None:
        step = self.form.shown(self.state)
        on_day, text = self.form.on, event.text
        form = self.form.with_draft(step, "")
        if step == "who":
            await self._go(structs.replace(form, step="energy", who=text))
        elif step == "own" and text:
            await self._take(Plan(text, form.who, form.energy))
        elif step == "when":
            self.form = form
            if text:
                self.post_message(ActTimed(on_day, text))
            self._finish()
        elif step == "evening" and text:
            self.post_message(ReceivedWritten(on_day, text))
            await self._go(form.at("second"))
        elif step == "second":
            self.form = form
            if text:
                self.post_message(GaveWritten(on_day, text))
            self._finish()

    @on(Scale.Rated)
    async def _rate(self, event: Scale.Rated) -> None:
        await self._go(structs.replace(self.form, step="offer", energy=event.rating))

    @on(Choices.Chosen)
    async def _choose(self, event: Choices.Chosen) -> None:
        if self.form.shown(self.state) == "acts":
            await self.action_add() if event.row == "add" else self._settle(event.row, "done")
            return
        await self._take_row(event.row)

    async def _take_row(self, row: str) -> None:
        if row == OWN:
            await self._go(self.form.at("own"))
        elif row == OTHERS:
            await self._go(structs.replace(self.form, page=self.form.page + 1))
        elif row == REST:
            self.post_message(RestChosen(self.form.on, rests=True))
            self._finish()
        else:
            idea = next(idea for idea in self.state.words.acts if idea.id == row)
            who, energy = self.form.who, self.form.energy
            await self._take(Plan(idea.plan_for(who), who, energy, idea))

    async def _take(self, plan: Plan) -> None:
        self.post_message(ActChosen(self.form.on, plan, self.form.swapped))
        if self.form.swapped:
            self._finish()
        else:
            await self._go(self.form.with_draft("own", "").at("when"))

    @on(ClosedCard.Opened)
    async def _open(self, event: ClosedCard.Opened) -> None:
        await self._go(self.form.at(CARD_STEP[event.card]))

    @on(PastDraft.Opened)
    async def _open_past(self, event: PastDraft.Opened) -> None:
        await self.query(PastDraft).remove()
        drafts = self.state.drafts.get(event.on_day, {})
        step: Step = next((step for step in FIELD_STEP.values() if drafts.get(step)), "evening")
        await self._go(Form(event.on_day, step, drafts=drafts))

    @on(PastDraft.PassedOver)
    def _pass_over(self, event: PastDraft.PassedOver) -> None:
        self._focus_card()
        if event.key and self.focused:
            self.focused.post_message(event.key)

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a key only where it means something."""
        step: Step = self.form.shown(self.state)
        if action == "settle":
            return self._settleable() is not None or self._yesterday_asks
        if action == "swap":
            return bool(self.state.day.planned) or self._yesterday_asks
        if action == "not_now":
            part = skippable(step)
            return part is not None and not self.state.day.has_skipped(part)
        if action == "evening":
            return CARD_OF.get(step) != "evening"
        if action == "back":
            return self.focused is None and step != "closed"
        return True

    def action_settle(self, outcome: ActState) -> None:
        """The focused act, else the first planned one, is done or let go."""
        if act := self._settleable():
            self._settle(act.uid, outcome)
        else:
            self.query_one(Yesterday).answer("done" if outcome == "done" else "let_go")

    async def action_swap(self) -> None:
        """Choose another act in the place of one."""
        act = self._settleable()
        if act and act.state == "planned":
            await self._go(self.form.choosing(act.who, self._energy(), act.uid))
        elif not self.state.day.planned:
            self.query_one(Yesterday).answer("bring")

    async def action_add(self) -> None:
        """Choose one more act for today."""
        day = self.state.day
        await self._go(self.form.choosing(day.who.value if day.who else "", self._energy()))

    async def action_evening(self) -> None:
        """Open the evening, at any hour."""
        await self._go(self.form.at("evening"))

    def action_not_now(self) -> None:
        """Put the open card aside."""
        part = skippable(self.form.shown(self.state))
        if part:
            self.post_message(PartSkipped(self.form.on, part))
            self._finish()

    def action_rest(self) -> None:
        """Make today a day of rest, or no longer."""
        self.post_message(RestChosen(self.form.on, rests=not self.state.day.rests))
        self._finish()

    def action_back(self) -> None:
        """Go back into the open card."""
        self._focus_card()

    @on(Yesterday.Answered)
    def _answer_yesterday(self, event: Yesterday.Answered) -> None:
        earlier, today = event.act_on, self.state.today
        if event.outcome == "bring":
            self.post_message(ActBrought(today, earlier, event.uid))
        else:
            self.post_message(ActSettled(earlier, event.uid, event.outcome))

    @property
    def _yesterday_asks(self) -> bool:
        return not self.state.day.planned and self.state.yesterdays_plan is not None

    def _energy(self) -> int | None:
        energy = self.state.day.energy
        return energy.value if energy else self.form.energy

    def _settleable(self) -> Act | None:
        if isinstance(self.focused, Choices) and (act := self.state.day.act(self.focused.current)):
            return act
        return next(iter(self.state.day.planned), None)

    def _settle(self, uid: str, outcome: ActState) -> None:
        act = self.state.day.act(uid)
        if act:
            undone = act.state == outcome
            self.post_message(ActSettled(self.form.on, uid, "planned" if undone else outcome))
            self._finish()

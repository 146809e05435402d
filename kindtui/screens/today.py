"""Today: the part of the ritual that is due, open, with the cursor in its field."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.widget import Widget

from kindtui.domain.day import Act, ActState
from kindtui.domain.form import CARD_STEP, FIELD_STEP, Form, Step, skippable
from kindtui.domain.state import State
from kindtui.domain.undo import Taken
from kindtui.messages import ActBrought, ActSettled, PartSkipped, RestChosen, Wish
from kindtui.screens.base import WIDE, Body, KindScreen
from kindtui.widgets.choices import Choices
from kindtui.widgets.closed_card import ClosedCard, summary
from kindtui.widgets.day_header import DayHeader, title_for
from kindtui.widgets.due_card import DueCard
from kindtui.widgets.past_draft import PastDraft
from kindtui.widgets.side_column import SideColumn
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

    def compose_body(self) -> Iterable[Widget]:
        """The open card; what else belongs to the day follows once it is painted."""
        if self.state.past_draft:
            yield PastDraft(self.state.past_draft)
        yield DueCard(self.state)
        if self.state.is_new:
            yield Welcome(self.state)

    async def on_mount(self) -> None:
        """Draw what compose left blank, and put the cursor in the field."""
        self._draw_header()
        self.call_after_refresh(self._fill)
        offered = self.query(PastDraft)
        if offered:
            offered.first().focus()
        else:
            self.card.focus_field()

    async def _fill(self) -> None:
        await self.query_one(Body).mount(*(ClosedCard(card) for card in CARD_STEP), TodaysChecks())
        await self._draw_around()

    async def on_resize(self, event: Resize) -> None:
        """Show the side column where there is room for it."""
        if event.size.width >= WIDE and not self.query(SideColumn):
            await self.query_one(Body).mount(SideColumn())
            self.query_one(SideColumn).show(self.state)

    @property
    def card(self) -> DueCard:
        """The open card."""
        return self.query_one(DueCard)

    async def show(self, state: State) -> None:
        """Draw that state."""
        await super().show(state)
        await self.card.show(state)
        await self._draw_around()

    def take_back(self, wish: Wish) -> None:
        """A wish could not be saved: its text goes back to the card."""
        self.card.take_back(wish)

    def give_back(self, taken: Taken) -> None:
        """Undo took a text away: it goes back to the card."""
        self.card.give_back(taken)

    @on(DueCard.Turned)
    async def _draw_around(self) -> None:
        state, card = self.state, self.card
        self._draw_header()
        for closed in self.query(ClosedCard):
            closed.set_class(closed.card == card.part, "-open")
            closed.summary = summary(closed.card, state.day, state.journal.settings.evening_hour)
        for shown in (*self.query(TodaysChecks), *self.query(SideColumn)):
            shown.show(state)
        await self._draw_yesterday()
        self.refresh_bindings()

    def _draw_header(self) -> None:
        state = self.state
        self.query_one(DayHeader).show(title_for(self.card.form.on, state.today), str(state.headline))
        self.set_class(state.is_new, "-new")

    async def _draw_yesterday(self) -> None:
        asked = self.query(Yesterday)
        if self.state.yesterdays_plan is None:
            await asked.remove()
            return
        if not asked:
            await self.query_one(Body).mount(Yesterday(), after=self.card)
        self.query_one(Yesterday).show(self.state)

    @on(ClosedCard.Opened)
    async def _open(self, event: ClosedCard.Opened) -> None:
        await self.card.go(self.card.form.at(CARD_STEP[event.card]))

    @on(PastDraft.Opened)
    async def _open_past(self, event: PastDraft.Opened) -> None:
        await self.query(PastDraft).remove()
        drafts = self.state.drafts.get(event.on_day, {})
        step: Step = next((step for step in FIELD_STEP.values() if drafts.get(step)), "evening")
        await self.card.go(Form(event.on_day, step, drafts=drafts))

    @on(PastDraft.PassedOver)
    def _pass_over(self, event: PastDraft.PassedOver) -> None:
        self.card.focus_field()
        if event.key and self.focused:
            self.focused.post_message(event.key)

    @on(Yesterday.Answered)
    def _answer_yesterday(self, event: Yesterday.Answered) -> None:
        if event.outcome == "bring":
            self.post_message(ActBrought(self.state.today, event.act_on, event.uid))
        else:
            self.post_message(ActSettled(event.act_on, event.uid, event.outcome))

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a key only where it means something."""
        if not self.is_mounted:
            return False
        match action:
            case "settle" | "swap":
                return self._act is not None or self.state.yesterdays_plan is not None
            case "not_now":
                part = skippable(self.card.step)
                return part is not None and not self.state.day.has_skipped(part)
            case "evening":
                return self.card.part != "evening"
            case "back":
                return self.focused is None and self.card.step != "closed"
        return True

    @property
    def _act(self) -> Act | None:
        """The act that `d`, `l` and `s` mean: the focused one, else the first planned."""
        if isinstance(self.focused, Choices) and (act := self.state.day.act(self.focused.current)):
            return act
        return next(iter(self.state.day.planned), None)

    def action_settle(self, outcome: ActState) -> None:
        """The act is done or let go; without one of today, yesterday's is meant."""
        if act := self._act:
            self.card.settle(act.uid, outcome)
        else:
            self.query_one(Yesterday).answer("done" if outcome == "done" else "let_go")

    async def action_swap(self) -> None:
        """Choose another act in its place; without one of today, bring yesterday's."""
        act = self._act
        if act is None:
            self.query_one(Yesterday).answer("bring")
        elif act.state == "planned":
            await self.card.choose_another(act.uid, act.who)

    async def action_add(self) -> None:
        """Choose one more act for today."""
        await self.card.choose_another()

    async def action_evening(self) -> None:
        """Open the evening, at any hour."""
        await self.card.go(self.card.form.at("evening"))

    def action_not_now(self) -> None:
        """Put the open card aside."""
        if part := skippable(self.card.step):
            self.post_message(PartSkipped(self.card.form.on, part))
            self.card.finish()

    def action_rest(self) -> None:
        """Make today a day of rest, or no longer."""
        self.post_message(RestChosen(self.card.form.on, rests=not self.state.day.rests))
        self.card.finish()

    def action_back(self) -> None:
        """Go back into the open card."""
        self.card.focus_field()

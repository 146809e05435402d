"""Today: the part of the ritual that is due, open, with the cursor in its field."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import Static

from kindtui.domain.form import CARD_STEP, Card, form_of, skippable, unsaved
from kindtui.domain.journal.day import Act, ActState
from kindtui.domain.journal.journal import ONE_DAY
from kindtui.domain.journal.undo import Taken
from kindtui.domain.ritual.acts import Plan
from kindtui.domain.state import State
from kindtui.tui.messages import ActBrought, ActSettled, DayOpened, LowMoodRead, PartSkipped, RestChosen, Wish
from kindtui.tui.screens.base import WIDE, Body, KindScreen
from kindtui.tui.widgets.aside import Aside
from kindtui.tui.widgets.choices import Choices
from kindtui.tui.widgets.closed_card import ClosedCard, summary
from kindtui.tui.widgets.day_header import DayHeader, title_for
from kindtui.tui.widgets.due_card import DueCard
from kindtui.tui.widgets.hard_evenings import HardEvenings
from kindtui.tui.widgets.past_draft import PastDraft
from kindtui.tui.widgets.side_column import SideColumn
from kindtui.tui.widgets.todays_checks import TodaysChecks
from kindtui.tui.widgets.welcome import Welcome
from kindtui.tui.widgets.yesterday import Yesterday


class TodayScreen(KindScreen):
    """Morning, small act and evening; the due one is a card, the others a line each."""

    IDEA = (
        "One small act a day, chosen in the morning, looked back on in the evening.\n"
        "What is due is open. Everything else can wait."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "back", "back to the card", id="today.back", key_display="Enter"),
        Binding("escape", "leave_offer", "back", id="today.leave_offer", key_display="Esc"),
        Binding("d", "settle('done')", "it happened", id="today.done"),
        Binding("d", "unsettle('done')", "not yet after all", id="today.not_done"),
        Binding("l", "settle('let_go')", "let go", id="today.let_go"),
        Binding("l", "unsettle('let_go')", "not let go after all", id="today.not_let_go"),
        Binding("s", "swap", "swap", id="today.swap"),
        Binding("a", "add", "add a kindness", id="today.add"),
        Binding("e", "evening", "evening", id="today.evening"),
        Binding("n", "not_now", "not now", id="today.not_now"),
        Binding("r", "rest", "rest", id="today.rest"),
        Binding("y", "yesterday", "yesterday", id="today.yesterday"),
        Binding("m", "my_acts", "my acts", id="today.my_acts"),
    ]

    def compose_body(self) -> Iterable[Widget]:
        """The open card; what else belongs to the day follows once it is painted."""
        if self.state.past_draft:
            yield PastDraft(self.state.past_draft)
        yield self.new_card()
        if self.state.is_new:
            yield Welcome(self.state)

    def new_card(self) -> DueCard:
        """The card that is open at first."""
        return DueCard(self.state)

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
        await self.query_one(Body).mount(*self.around())
        await self._draw_around()

    def around(self) -> Iterable[Widget]:
        """What stands below the card."""
        return (
            HardEvenings(),
            Static(id="greeting"),
            *(ClosedCard(card) for card in CARD_STEP),
            TodaysChecks(),
        )

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
        super().take_back(wish)
        self.card.take_back(wish)

    def give_back(self, taken: Taken) -> None:
        """Undo took a text away: it goes back to the card."""
        self.card.give_back(taken)

    @on(DueCard.Turned)
    async def _draw_around(self) -> None:
        state, card = self.state, self.card
        self._draw_header()
        hour = state.journal.settings.evening_hour
        for closed in self.query(ClosedCard):
            closed.set_class(closed.card == card.part, "-open")
            closed.summary = summary(closed.card, card.day, "" if card.is_past else f"from {hour:02}:00")
        for greeting in self.query("#greeting").results(Static):
            greeting.update(Content(state.greeting))
            greeting.display = bool(state.greeting)
        for aside in self.query(HardEvenings):
            self._speak_of_hard_evenings(aside)
        for shown in (*self.query(TodaysChecks), *self.query(SideColumn)):
            shown.show(state)
        await self._draw_yesterday()
        self.refresh_bindings()

    def _speak_of_hard_evenings(self, aside: HardEvenings) -> None:
        """Show the line while it is wanted; it has the keys first, unless somebody is writing."""
        aside.text = self.state.low_mood_card
        appears = bool(aside.text) and not aside.display
        if not aside.text and self.focused is aside:
            self.card.focus_field()
        aside.display = bool(aside.text)
        if appears and not any(self.card.form.drafts.values()):
            self.set_focus(aside, scroll_visible=False)

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
        await self._open_card(event.card)

    @on(PastDraft.Opened)
    async def _open_past(self, event: PastDraft.Opened) -> None:
        await self.query(PastDraft).remove()
        self.card.focus_field()
        self.post_message(DayOpened(unsaved(event.on_day, self.state.drafts)))

    @on(Aside.PassedOver)
    def _pass_over(self, event: Aside.PassedOver) -> None:
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

    def key_begins(self) -> None:
        """What is said of hard evenings leaves with the next key as well."""
        super().key_begins()
        if any(said.display for said in self.query(HardEvenings)):
            self.post_message(LowMoodRead(self.state.today))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a key only where it means something."""
        if not self.is_mounted:
            return False
        means = True
        match action:
            case "settle" | "unsettle" | "swap":
                means = self._can_settle(action, *parameters)
            case "leave_offer":
                means = self.card.form.is_another(self.state)
            case "not_now":
                part, another = skippable(self.card.step), self.card.form.is_another(self.state)
                means = part is not None and not another and not self.card.day.has_skipped(part)
            case "evening":
                means = self.card.part != "evening"
            case "back":
                means = self.focused is None and self.card.step != "closed"
        return means

    def _can_settle(self, action: str, outcome: object = "planned") -> bool:
        """Whether the act stands so that this changes it; what has happened is not swapped."""
        if self._act is None:
            return action != "unsettle" and self.state.yesterdays_plan is not None
        return (self._act.state == outcome) is (action != "settle")

    @property
    def _act(self) -> Act | None:
        """The act that `d`, `l` and `s` mean: the focused one, else the first planned."""
        current = self.focused.current if isinstance(self.focused, Choices) else ""
        if act := self.card.day.act(current.rpartition(" ")[2]):
            return act
        return next(iter(self.card.day.planned), None)

    def action_settle(self, outcome: ActState) -> None:
        """The act is done or let go; without one of today, yesterday's is meant."""
        if act := self._act:
            self.card.settle(act.uid, outcome)
        else:
            self.query_one(Yesterday).answer("done" if outcome == "done" else "let_go")

    def action_unsettle(self, outcome: ActState) -> None:
        """The act is planned again."""
        self.action_settle(outcome)

    def action_leave_offer(self) -> None:
        """Choose no other act after all."""
        self.card.finish()

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
        await self._open_card("evening")

    async def _open_card(self, card: Card) -> None:
        form = self.card.form
        await self.card.go(form.at(form.opening(card, self.state)))

    def action_not_now(self) -> None:
        """Put the open card aside."""
        if part := skippable(self.card.step):
            if part == "morning":
                self.card.keep_morning()
            self.post_message(PartSkipped(self.card.form.on, part))
            self.card.finish()

    def action_rest(self) -> None:
        """Make today a day of rest, or no longer."""
        self.card.keep_morning()
        self.post_message(RestChosen(self.card.form.on, rests=not self.card.day.rests))
        self.card.finish()

    def action_yesterday(self) -> None:
        """Open yesterday."""
        self.post_message(DayOpened(form_of(self.state.today - ONE_DAY, self.state.drafts)))

    def action_my_acts(self) -> None:
        """Show the acts of the user's own, and take one for today."""
        from kindtui.tui.screens.my_acts import MyActsScreen

        self.app.push_screen(MyActsScreen(self.state), self._take_mine)

    async def _take_mine(self, plan: Plan | None) -> None:
        if plan:
            await self.card.take_mine(plan)

    def action_back(self) -> None:
        """Go back into the open card."""
        self.card.focus_field()

"""Today: the part of the ritual that is due, opened as a card with the cursor in its field."""

from collections.abc import Collection, Iterable, Mapping
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import DescendantFocus, Key
from textual.widget import Widget
from textual.widgets import Static

from kindtui.domain.dates import short_date
from kindtui.domain.flow import (
    ActSettled,
    AnotherActRequested,
    CustomActChosen,
    NotNow,
    RestToggled,
    YesterdaysActSettled,
)
from kindtui.domain.form import (
    CARD_BY_STEP,
    STEP_BY_CARD,
    FormCard,
    FormStep,
    pinned_form,
    skippable_day_part,
)
from kindtui.domain.journal.day import Act, ActState
from kindtui.domain.journal.journal import ONE_DAY
from kindtui.domain.journal.undo import RemovedText
from kindtui.domain.past_draft import past_draft
from kindtui.domain.requests import LowMoodTextRead
from kindtui.domain.ritual.acts import Plan
from kindtui.domain.state import State
from kindtui.texts import get_text
from kindtui.tui.messages import DayOpened, DaysAwayOpened, MyActsOpened, Requested
from kindtui.tui.screens.base import KindScreen
from kindtui.tui.widgets.banner import Banner
from kindtui.tui.widgets.body import Body
from kindtui.tui.widgets.choices import Choices
from kindtui.tui.widgets.collapsed_card import CollapsedCard, card_summary
from kindtui.tui.widgets.dashboard import Dashboard
from kindtui.tui.widgets.day_header import form_title
from kindtui.tui.widgets.low_mood_banner import LowMoodBanner
from kindtui.tui.widgets.past_draft_banner import PastDraftBanner
from kindtui.tui.widgets.ritual_card import RitualCard
from kindtui.tui.widgets.welcome import BriefWelcome, Welcome
from kindtui.tui.widgets.yesterdays_act import YesterdaysAct

NO_REST = "not a rest day"  # what r does on one
STEPS_WITHOUT: Mapping[str, Collection[FormStep]] = {
    "add": ("energy", "mood_morning", "offer"),  # the morning leads to an act by itself
    "evening": [step for step, card in CARD_BY_STEP.items() if card == "evening"],
}


class TodayScreen(KindScreen):
    """Morning, small act and evening: the one that is due as a card, the others as one line each."""

    HORIZONTAL_BREAKPOINTS = [*KindScreen.HORIZONTAL_BREAKPOINTS, (170, "-spread")]
    HELP_TEXT = get_text("app.today.help")
    is_for_lines = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "back", "back to the card", id="today.back", key_display="Enter"),
        Binding("enter", "go_on", "evening", id="today.go_on", key_display="Enter"),
        Binding("enter", "begin", "open the day", id="today.begin", key_display="Enter"),
        Binding("escape", "leave_offer", "back", id="today.leave_offer", key_display="Esc"),
        Binding("d", "settle('done')", "I did it", id="today.done"),
        Binding("d", "unsettle('done')", "not done yet", id="today.not_done"),
        Binding("l", "settle('let_go')", "let go", id="today.let_go"),
        Binding("l", "unsettle('let_go')", "back on the list", id="today.not_let_go"),
        Binding("s", "swap", "swap", id="today.swap"),
        Binding("s", "bring", "bring to today", id="today.bring"),
        Binding("a", "add", "add a kindness", id="today.add"),
        Binding("e", "evening", "evening", id="today.evening"),
        Binding("n", "not_now", "not now", id="today.not_now"),
        Binding("r", "rest", "rest", id="today.rest"),
        Binding("R", "away", "days away", id="today.away"),
        Binding("v", "whole", "the full day", id="today.whole"),
        Binding("y", "yesterday", "yesterday", id="today.yesterday"),
        Binding("m", "my_acts", "my acts", id="today.my_acts"),
        Binding("down", "move(1)", "next part", id="today.down", show=False),
        Binding("up", "move(-1)", "previous part", id="today.up", show=False),
    ]

    def new_body(self) -> Body:
        """Return a body with room for the panels."""
        return Dashboard(has_panels=self.state.journal.settings.panels_shown)

    def compose_body(self) -> Iterable[Widget]:
        """Lay out the open card; the other widgets are mounted once it is painted."""
        self.set_class(self.state.journal.settings.panels_shown, "-panels", update=False)
        if past := past_draft(self.state):
            yield PastDraftBanner(past, self.state.today)
        yield self.new_card()

    def new_card(self) -> RitualCard:
        """Return the card that is open at first."""
        return RitualCard(self.state)

    async def on_mount(self) -> None:
        """Draw the header, and focus the banner for a past draft, or else the field."""
        self._draw_header()
        self.call_after_refresh(self._mount_surroundings)
        past_drafts = self.query(PastDraftBanner)
        if past_drafts:
            self.set_focus(past_drafts.first(), scroll_visible=False)
        else:
            self.card.focus_field()

    async def _mount_surroundings(self) -> None:
        await self.query_one(Body).mount(*self.surrounding_widgets())
        await self._draw_surroundings()

    def surrounding_widgets(self) -> Iterable[Widget]:
        """Return the widgets around the card, in their order."""
        return (
            LowMoodBanner(),
            Static(id="greeting"),
            *(CollapsedCard(card) for card in STEP_BY_CARD),
            *([Welcome(), BriefWelcome()] if self.state.is_new else []),
        )

    @property
    def card(self) -> RitualCard:
        """The open card."""
        return self.query_one(RitualCard)

    async def show(self, state: State) -> None:
        """Draw `state`."""
        await super().show(state)
        await self.card.show(state)
        await self._draw_past_draft()
        await self._draw_surroundings()

    def restore_undone(self, removed: RemovedText) -> bool:
        """Put a text that undo removed into the card as a draft."""
        return self.card.restore_undone(removed)

    @on(RitualCard.StepChanged)
    async def _draw_surroundings(self) -> None:
        state, card = self.state, self.card
        self._draw_header()
        evening_hour = state.journal.settings.evening_hour
        evening_time = f"from {evening_hour:02}:00" if card.is_today and not state.is_evening else ""
        for collapsed in self.query(CollapsedCard):
            collapsed.set_class(collapsed.card == card.part, "-open")
            collapsed.summary = card_summary(collapsed.card, card.day, evening_time, card.form.drafts)
            collapsed.set_class(self.is_listed(collapsed.card), "-listed")
        for greeting in self.query("#greeting").results(Static):
            greeting.update(Content(state.greeting))
            greeting.display = bool(state.greeting)
        for banner in self.query(LowMoodBanner):
            self._draw_low_mood_banner(banner)
        for dashboard in self.query(Dashboard):
            await dashboard.show(state)
        await self._draw_yesterday()
        self.set_key_meanings({"today.rest": NO_REST} if card.day.is_rest_day else {})
        self.refresh_bindings()

    def is_listed(self, card: FormCard) -> bool:
        """Return whether the open card shows all that this part of the day holds."""
        del card
        return False

    def _draw_low_mood_banner(self, banner: LowMoodBanner) -> None:
        """Show the banner while it has a text; it takes the focus first, unless a draft waits."""
        banner.text = self.state.low_mood_text
        is_newly_shown = bool(banner.text) and not banner.display
        if not banner.text and self.focused is banner:
            self.card.focus_field()
        banner.display = bool(banner.text)
        is_in_use = bool(self.query(PastDraftBanner)) or any(self.card.form.drafts.values())
        if is_newly_shown and not is_in_use:
            self.set_focus(banner, scroll_visible=False)

    def _draw_header(self) -> None:
        state, on = self.state, self.card.form.on
        self.show_header(form_title(on, state.today), low_title=short_date(on))
        self.set_class(state.is_new, "-new")
        self.set_class(self.card.step == "closed", "-finished")
        self.set_class(state.journal.settings.panels_shown, "-panels")

    async def _draw_yesterday(self) -> None:
        yesterday_cards = self.query(YesterdaysAct)
        if self.state.yesterdays_plan is None:
            await yesterday_cards.remove()
            return
        if not yesterday_cards:
            await self.query_one(Body).mount(YesterdaysAct(), after=self.card)
        self.query_one(YesterdaysAct).show(self.state)

    @on(CollapsedCard.Opened)
    async def _open_collapsed_card(self, event: CollapsedCard.Opened) -> None:
        await self._open_card(event.card)

    async def _draw_past_draft(self) -> None:
        """Offer what is left of the drafts of earlier days, while they are offered at all."""
        for banner in self.query(PastDraftBanner):
            if past := past_draft(self.state):
                banner.offer(past, self.state.today)
                continue
            had_focus = banner.has_focus
            await banner.remove()
            if had_focus:
                self.card.focus_field()

    @on(DescendantFocus)
    async def _leave_past_draft(self, event: DescendantFocus) -> None:
        """Remove the offer of a past draft once its keys mean something else; it waits for the next start."""
        if not isinstance(event.widget, PastDraftBanner):
            await self.query(PastDraftBanner).remove()

    @on(PastDraftBanner.Opened)
    async def _open_past_draft(self, event: PastDraftBanner.Opened) -> None:
        await self.query(PastDraftBanner).remove()
        self.card.focus_field()
        self.post_message(DayOpened(event.past.form(self.state.drafts)))

    @on(Banner.Dismissed)
    def _leave_banner(self, event: Banner.Dismissed) -> None:
        self.card.focus_field()
        if event.key and self.focused:
            self.focused.post_message(event.key)

    @on(YesterdaysAct.Answered)
    async def _answer_yesterday(self, event: YesterdaysAct.Answered) -> None:
        await self.card.reply(YesterdaysActSettled(event.planned_on, event.uid, event.outcome))

    # Keys

    def before_key(self) -> None:
        """Clear the notice, and record that the low-mood banner was read."""
        super().before_key()
        if any(banner.display for banner in self.query(LowMoodBanner)):
            self.post_message(Requested(LowMoodTextRead(self.state.today)))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable the actions that would change nothing at this step."""
        return self.is_mounted and self._is_available(action, *parameters)

    def _is_available(self, action: str, *parameters: object) -> bool:
        is_available = True
        match action:
            case "settle" | "unsettle" | "swap" | "bring":
                is_available = self._can_settle(action, *parameters)
            case "leave_offer":
                is_available = self.card.form.is_extra_act(self.state)
            case "not_now":
                is_available = self._can_put_aside
            case "evening" | "add":
                is_available = self.card.step not in STEPS_WITHOUT[action]
            case "away":
                is_available = not self.card.form.pinned
            case "back" | "go_on" | "begin":
                is_available = action == self._enter_action
            case "whole":
                is_available = self.card.day.has_content
        return is_available

    @property
    def _can_put_aside(self) -> bool:
        part = skippable_day_part(self.card.step)
        is_extra_act = self.card.form.is_extra_act(self.state)
        return part is not None and not is_extra_act and not self.card.day.has_skipped(part)

    @property
    def _enter_action(self) -> str:
        """What Enter does while nothing has the focus; empty if nothing is open."""
        if self.focused is not None:
            return ""
        if self.card.step != "closed":
            return "back"
        if self._is_away:
            return "begin"
        day = self.card.day
        return "" if day.received or day.has_skipped("evening") else "go_on"

    def _can_settle(self, action: str, outcome: object = "planned") -> bool:
        """Return whether the action would change the target act; only a planned act can be swapped."""
        if self._target_act is None:
            return action in ("settle", "bring") and self.state.yesterdays_plan is not None
        if action == "bring" or (action == "swap" and self.card.form.replaced_uid):
            return False
        return (self._target_act.state == outcome) is (action != "settle")

    @property
    def _target_act(self) -> Act | None:
        """The act that `d`, `l` and `s` refer to: the highlighted one, or else the first planned."""
        row_id = self.focused.highlighted_id if isinstance(self.focused, Choices) else ""
        if act := self.card.day.act(row_id.rpartition(" ")[2]):
            return act
        return next(iter(self.card.day.planned), None)

    async def action_settle(self, outcome: ActState) -> None:
        """Mark the target act as done or let go; if today has none, yesterday's."""
        if act := self._target_act:
            await self.card.reply(ActSettled(act.uid, outcome))
        else:
            self.query_one(YesterdaysAct).answer("done" if outcome == "done" else "let_go")

    async def action_unsettle(self, outcome: ActState) -> None:
        """Plan the target act again."""
        await self.action_settle(outcome)

    def action_leave_offer(self) -> None:
        """Close the suggestions without choosing another act."""
        self.card.finish()

    async def action_swap(self) -> None:
        """Offer other acts in place of the target act."""
        if act := self._target_act:
            await self.card.reply(AnotherActRequested(act.uid))

    def action_bring(self) -> None:
        """Move yesterday's act to today."""
        self.query_one(YesterdaysAct).answer("bring")

    async def action_add(self) -> None:
        """Offer one more act for today."""
        await self.card.reply(AnotherActRequested())

    async def action_evening(self) -> None:
        """Open the evening card, whatever the hour."""
        await self._open_card("evening")

    async def action_go_on(self) -> None:
        """Open the evening from a day of which nothing else is open."""
        await self._open_card("evening")

    @property
    def _is_away(self) -> bool:
        """Whether today is one of the days away, and nothing of it is open."""
        return self.state.away_until is not None and self.card.step == "closed" and not self.card.form.pinned

    async def action_begin(self) -> None:
        """Open what would be due today if it were no day away."""
        due = self.state.due_without_rest(self.state.today)
        await self._open_card("evening" if due == "nothing" else due)

    async def on_key(self, event: Key) -> None:
        """Open the day with any key on one of the days away, where the key means nothing else."""
        if not (event.is_printable and self.focused is None and self._is_away):
            return
        bound = self.active_bindings.get(event.key)
        if not (bound and bound.enabled):
            event.stop()
            await self.action_begin()

    def idle_ids(self, state: State) -> frozenset[str]:
        """Add the days away: they are offered in the footer while they last."""
        idle_ids = super().idle_ids(state)
        return idle_ids if state.rest_until else idle_ids | {"today.away"}

    def action_away(self) -> None:
        """Open the days away."""
        self.post_message(DaysAwayOpened())

    async def _open_card(self, card: FormCard) -> None:
        form = self.card.form
        await self.card.go_to(form.at_step(form.opening_step(card, self.state)))

    async def action_not_now(self) -> None:
        """Skip the open card for today."""
        await self.card.reply(NotNow())

    async def action_rest(self) -> None:
        """Make today a rest day, or an ordinary day again."""
        await self.card.reply(RestToggled())

    def action_yesterday(self) -> None:
        """Open yesterday."""
        self.post_message(DayOpened(pinned_form(self.state.today - ONE_DAY, self.state.drafts)))

    async def action_whole(self) -> None:
        """Open the full day, in which each line can be edited or removed."""
        self.post_message(DayOpened(pinned_form(self.state.today, self.state.drafts, "closed")))

    def action_my_acts(self) -> None:
        """Open the user's own acts, to choose one for today."""
        self.post_message(MyActsOpened(self._plan_custom_act))

    async def _plan_custom_act(self, plan: Plan | None) -> None:
        if plan:
            await self.card.reply(CustomActChosen(plan))

    def action_move(self, step: int) -> None:
        """Focus the next part, or the one before if `step` is negative; the lines come after the card."""
        lines = [line for line in self.query(CollapsedCard) if line.focusable]
        if self.focused is None and lines:
            self.set_focus(lines[min(step, 0)])
        elif step > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def action_back(self) -> None:
        """Move the focus back to the field of the open card."""
        self.card.focus_field()

"""`kindtui checkin`: the ritual as plain lines, for screen readers and terminals that cannot draw."""

from collections.abc import Callable
from contextlib import suppress

from kindtui.cli.checkin.line_dialog import DialogEndedError, LineDialog
from kindtui.cli.checkin.steps import RitualDialog
from kindtui.domain import wording
from kindtui.domain.dates import long_date
from kindtui.domain.drafts import shown_texts
from kindtui.domain.flow import AnotherActRequested, RestToggled, YesterdaysActSettled
from kindtui.domain.form import Form
from kindtui.domain.past_draft import PastDraft, past_draft
from kindtui.domain.places import places_lines
from kindtui.domain.requests import LowMoodTextRead
from kindtui.domain.state import State
from kindtui.session import Session
from kindtui.storage.errors import ReadOnlyError, StorageError
from kindtui.texts import get_text


class Checkin:
    """One check-in: asks what is due, and then offers whatever else belongs to the day."""

    def __init__(self, session: Session, print_line: Callable[[str], None]) -> None:
        """Open the journal, and print with `print_line`.

        Raises:
            StorageError: If the journal cannot be read, or may not be written.
        """
        state = session.open()
        if session.store.read_only_reason:
            raise ReadOnlyError(session.store.read_only_reason)
        self._session = session
        self._dialog = LineDialog(print_line, self._support_places)
        self._ritual = RitualDialog(session, state, self._dialog)
        self._last_closing = ""

    @property
    def _state(self) -> State:
        return self._ritual.state

    def run(self) -> None:
        """Ask until nothing more is chosen, or the person leaves.

        Raises:
            StorageError: If something could not be saved.
        """
        try:
            self._start_day()
            while self._ask_for_more():
                pass
        except DialogEndedError:
            pass
        self._dialog.write("", get_text("checkin.end"))

    def _start_day(self) -> None:
        state = self._ritual.refresh()
        date, headline = long_date(state.today), str(state.headline).replace(" · ", ", ")
        start = get_text("checkin.start", date=date)
        if headline:
            start = get_text("checkin.start_with_headline", date=date, headline=headline)
        self._dialog.write(start, get_text("checkin.instructions"))
        self._show_low_mood_text()
        if state.greeting:
            self._dialog.write("", state.greeting)
        if state.is_new:
            self._dialog.write("", get_text("ritual.welcome"), get_text("ritual.notice"))
        if past := past_draft(state):
            self._offer_past_draft(past)
        self._ask_about_yesterday()
        self._ritual.go_through(self._new_form())

    def _new_form(self) -> Form:
        """Return a fresh form of today, with its drafts."""
        today = self._state.today
        return Form(today, drafts=shown_texts(self._state.drafts, today))

    def _support_places(self) -> list[str]:
        return places_lines(self._state)

    def _show_low_mood_text(self) -> None:
        """Show the text about low mood; it counts as read once the user has entered the next line."""
        if self._state.low_mood_text and not self._dialog.on_next_line:
            self._dialog.write("", self._state.low_mood_text)
            self._dialog.on_next_line = self._mark_low_mood_text_read

    def _mark_low_mood_text_read(self) -> None:
        with suppress(StorageError):  # the next save reports the same error
            self._ritual.state = self._session.submit(LowMoodTextRead(self._state.today)).state

    def _offer_past_draft(self, past: PastDraft) -> None:
        choices = {
            "put_aside": get_text("checkin.past_draft.put_aside"),
            "throw_away": get_text("checkin.past_draft.throw_away"),
        }
        if past.field:
            choices = {"open": get_text("checkin.past_draft.open")} | choices
        lead = wording.past_draft_lead(past, self._state.today)
        match self._dialog.choose(lead, choices, get_text("checkin.past_draft.hint")):
            case "open":
                self._ritual.go_through(past.form(self._state.drafts))
            case "put_aside":
                self._ritual.settle(past, past.put_aside)
            case "throw_away":
                self._ritual.settle(past, past.thrown_away)

    def _ask_about_yesterday(self) -> None:
        choices = {
            "done": get_text("checkin.act.done"),
            "bring": get_text("checkin.act.bring"),
            "let_go": get_text("checkin.act.let_go"),
        }
        while day := self._state.yesterdays_plan:
            act = day.planned[0]
            question = get_text("checkin.yesterday", act=act.text)
            match self._dialog.choose(question, choices, get_text("checkin.hint.unchanged")):
                case "bring" | "done" | "let_go" as outcome:
                    self._ritual.reply(self._new_form(), YesterdaysActSettled(day.day, act.uid, outcome))
                case _:
                    return

    def _ask_for_more(self) -> bool:
        """Offer what else belongs to the day; return whether to offer it again."""
        on = self._state.today
        self._show_low_mood_text()
        self._show_closing()
        choice = self._dialog.choose(get_text("checkin.more"), self._choices(), get_text("checkin.more.hint"))
        if choice is None:
            return False
        if self._ritual.refresh().today != on:
            self._dialog.write("", get_text("checkin.new_day"))
            self._start_day()
        else:
            self._follow_choice(choice)
        return True

    def _show_closing(self) -> None:
        """Print the closing sentence once nothing is due, and again if it has changed."""
        state = self._state
        if state.due == "nothing" and state.closing != self._last_closing:
            self._last_closing = state.closing
            self._dialog.write("", state.closing)

    def _choices(self) -> dict[str, str]:
        day = self._state.day
        rest = get_text("checkin.more.no_rest") if day.is_rest_day else get_text("checkin.more.rest")
        offer = get_text("checkin.more.another_offer") if day.acts else get_text("checkin.more.offer")
        choices = {
            "second": get_text("checkin.more.second"),
            "evening": get_text("checkin.more.evening"),
            "kept": get_text("checkin.more.kept"),
            "rest": rest,
            "offer": offer,
        }
        return {**choices, "acts": get_text("checkin.more.acts")} if day.planned else choices

    def _follow_choice(self, choice: str) -> None:
        form = self._new_form()
        match choice:
            case "rest":
                self._ritual.reply(form, RestToggled())
            case "evening":
                self._ritual.go_through(form.at_step(form.opening_step("evening", self._state)))
            case "offer":
                self._ritual.go_through(self._ritual.reply(form, AnotherActRequested()))
            case "second" | "kept" | "acts" as step:
                self._ritual.go_through(form.at_step(step))

"""`kindtui checkin`: the ritual as plain lines, for screen readers and terminals that cannot draw."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial

from kindtui.cli.checkin.checks import ask_checks
from kindtui.cli.checkin.custom_entries import ask_custom_acts
from kindtui.cli.checkin.day import ask_about_yesterday, choices_for, follow_choice, items_of, open_day
from kindtui.cli.checkin.days_away import ask_days_away
from kindtui.cli.checkin.people import ask_people
from kindtui.cli.checkin.steps import RitualDialog
from kindtui.cli.checkin.undo import UndoneError, redo, undo
from kindtui.cli.line_dialog import PLACES_ANSWER, UNDO_ANSWER, DialogEndedError, LineDialog
from kindtui.domain import wording
from kindtui.domain.dates import long_date
from kindtui.domain.journal.journal import ONE_DAY
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
        commands = {
            PLACES_ANSWER: lambda: places_lines(self._state),
            UNDO_ANSWER: self._undo,
        }
        self._dialog = LineDialog(print_line, commands)
        self._ritual = RitualDialog(session, state, self._dialog)
        self._last_closing = ""
        self._has_undone = False

    @property
    def _state(self) -> State:
        return self._ritual.state

    def _undo(self) -> list[str]:
        self._has_undone = True
        return undo(self._ritual)

    def run(self) -> None:
        """Ask until nothing more is chosen, or the person leaves.

        Raises:
            StorageError: If something could not be saved.
        """
        ask: Callable[[], bool] = self._start_day
        is_open = True
        while is_open:
            try:
                is_open, ask = ask(), self._ask_for_more
            except UndoneError as undone:
                ask = partial(self._ask_again, undone)
            except DialogEndedError:
                break
        self._dialog.write("", get_text("checkin.end"))

    def _start_day(self) -> bool:
        """Ask what is due after a greeting; return False if it is a day away and the person leaves it so."""
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
        form = self._ritual.form_of(state.today)
        if state.away_until:
            if not self._opens_day_away():
                return False
            state = self._state
            form = self._ritual.form_of(state.today)
            due = state.due_without_rest(state.today)
            form = form if due == "nothing" else form.at_step(form.opening_step(due, state))
        if past := past_draft(state):
            self._offer_past_draft(past)
        ask_about_yesterday(self._ritual)
        self._ritual.go_through(form)
        return True

    def _opens_day_away(self) -> bool:
        """Say until when the rest goes, and return whether to open the day all the same.

        The days away can be changed first; once they are ended, the day is open.
        """
        choices, letters = {"go_on": get_text("checkin.away.go_on")}, {"r": "change"}
        while line := wording.away_line(self._state, names_key=False):
            match self._dialog.choose(line, choices, get_text("checkin.away.hint"), letters=letters):
                case "go_on":
                    return True
                case "change":
                    ask_days_away(self._ritual)
                case _:
                    return False
        return True

    def _ask_again(self, undone: UndoneError) -> bool:
        """Ask the question that was answered before the undo, or else what is due; return True."""
        ritual, before, state = self._ritual, undone.before, self._state
        yesterday = state.today - ONE_DAY
        changed_checks = [
            check.id
            for check in state.checks
            if before.day.answer_to(check.id) != state.day.answer_to(check.id)
        ]
        if undone.forms:
            ritual.go_through(undone.forms[0])
        elif changed_checks:
            ask_checks(ritual, changed_checks[0])
        else:
            if before.journal.day(yesterday) != state.journal.day(yesterday):
                ask_about_yesterday(ritual)
            is_planned_again = len(self._state.day.planned) > len(before.day.planned)
            ritual.go_through(ritual.form_of(self._state.today, "acts" if is_planned_again else None))
        return True

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
                self._ritual.save(*past.put_aside, used_up=past.drafts, stored=past.drafts)
            case "throw_away":
                self._ritual.save(*past.thrown_away, used_up=past.drafts, stored=past.drafts)

    def _ask_for_more(self) -> bool:
        """Offer what else belongs to the day; return whether to offer it again."""
        on = self._state.today
        self._show_low_mood_text()
        self._show_closing()
        choices = choices_for(self._state, on)
        if self._has_undone and self._state.journal.redo_steps:
            choices["redo"] = get_text("checkin.more.redo")
        letters, letters_hint = self._letters()
        choice = self._dialog.choose(
            get_text("checkin.more"), choices, letters_hint, get_text("checkin.more.hint"), letters=letters
        )
        if choice is None:
            return False
        if self._ritual.refresh().today != on:
            self._dialog.write("", get_text("checkin.new_day"))
            return self._start_day()
        self._follow_choice(choice)
        return True

    def _show_closing(self) -> None:
        """Print the closing sentence once nothing is due, and again if it has changed."""
        state = self._state
        if state.due == "nothing" and state.closing != self._last_closing:
            self._last_closing = state.closing
            rest_line = wording.rest_line(state)
            self._dialog.write("", state.closing, *([rest_line] if rest_line else []))

    def _letters(self) -> tuple[Mapping[str, str], str]:
        """Return the choices that have a letter instead of a number, and the hint that names them."""
        letters = {"b": "checks", "y": "yesterday"}
        names = [get_text("checkin.more.letter.checks"), get_text("checkin.more.letter.yesterday")]
        if items_of(self._state, self._state.today):
            letters["v"] = "entries"
            names.append(get_text("checkin.more.letter.entries"))
        letters["m"] = "custom_acts"
        names.append(get_text("checkin.more.letter.custom_acts"))
        letters["r"] = "away"
        names.append(get_text("checkin.more.letter.away"))
        if self._state.people:
            letters["p"] = "people"
            names.append(get_text("checkin.more.letter.people"))
        return letters, get_text("checkin.more.letters", letters=", ".join(names))

    def _follow_choice(self, choice: str) -> None:
        ritual, today = self._ritual, self._state.today
        match choice:
            case "redo":
                redo(ritual)
            case "checks":
                ask_checks(ritual)
            case "yesterday":
                open_day(ritual, today - ONE_DAY)
            case "custom_acts":
                ask_custom_acts(ritual)
            case "away":
                ask_days_away(ritual)
            case "people":
                ask_people(ritual)
            case _:
                follow_choice(ritual, today, choice)

"""`kindtui checkin`: the ritual as plain lines, for screen readers and terminals that cannot draw."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import partial

from kindtui.cli.checkin.prompts import LeftError, Lines
from kindtui.cli.checkin.steps import LEAVES_IT, Ritual
from kindtui.domain import wording
from kindtui.domain.dates import in_words
from kindtui.domain.form import Form, unsaved
from kindtui.domain.state import State
from kindtui.session import Session
from kindtui.storage.errors import ReadOnlyError, StorageError

HOW = "Each question takes one line, then Enter. q alone leaves, ! alone shows places to talk."
ENDED = "That is all. What was saved is kept."


class Checkin:
    """One check-in: what is due, and then whatever else belongs to the day."""

    def __init__(self, session: Session, say: Callable[[str], None]) -> None:
        """Open the journal, and print with `say`.

        Raises:
            StorageError: if it cannot be read, or may not be written.
        """
        state = session.open()
        if session.store.warning:
            raise ReadOnlyError(session.store.warning)
        self._session = session
        self._lines = Lines(say, self._places)
        self._ritual = Ritual(session, state, self._lines)
        self._closed_with = ""

    @property
    def _state(self) -> State:
        return self._ritual.state

    def run(self) -> None:
        """Ask until there is nothing more to say, or the person leaves.

        Raises:
            StorageError: if something could not be saved.
        """
        try:
            self._open()
            while self._what_else():
                pass
        except LeftError:
            pass
        self._lines.say("", ENDED)

    def _open(self) -> None:
        state = self._ritual.look()
        headline = str(state.headline).replace(" · ", ", ")
        told = f" {headline}." if headline else ""
        self._lines.say(f"kindtui, {in_words(state.today)}.{told}", HOW)
        self._speak_of_hard_evenings()
        if state.greeting:
            self._lines.say("", state.greeting)
        if state.is_new:
            self._lines.say("", state.words.texts["welcome"], state.words.texts["notice"])
        if state.past_draft:
            self._offer_past_draft(state.past_draft)
        self._ask_of_yesterday()
        self._ritual.go_through(self._form())

    def _form(self) -> Form:
        """A fresh form of today."""
        today = self._state.today
        return Form(today, drafts=self._state.drafts.get(today, {}))

    def _places(self) -> list[str]:
        people = [own.text for own in self._state.own("own_people")]
        places = [self._state.words.texts[name] for name in wording.PLACES]
        return [*places, *(["My people:", *people] if people else [])]

    def _speak_of_hard_evenings(self) -> None:
        """Say it until it was read: until a line is typed after it."""
        if self._state.low_mood_card and not self._lines.once_answered:
            self._lines.say("", self._state.low_mood_card)
            self._lines.once_answered = self._hard_evenings_read

    def _hard_evenings_read(self) -> None:
        with suppress(StorageError):  # the next save says it
            self._ritual.state = self._session.low_mood_read(self._state.today)

    def _offer_past_draft(self, on: date) -> None:
        choices = {"open": "open it"}
        if self._lines.choose(f"You were writing on {on:%A}.", choices, "An empty line leaves it for later."):
            self._ritual.go_through(unsaved(on, self._state.drafts))

    def _ask_of_yesterday(self) -> None:
        ways = {
            "done": "it happened",
            "bring": "bring it to today",
            "let_go": "let it go; no reason is asked",
        }
        while day := self._state.yesterdays_plan:
            act = day.planned[0]
            match self._lines.choose(f"Yesterday: {act.text}", ways, LEAVES_IT):
                case "bring":
                    self._ritual.save(partial(self._session.bring_act, self._state.today, day.day, act.uid))
                case "done" | "let_go" as state:
                    self._ritual.save(
                        partial(self._session.settle_act, day.day, act.uid, state), wording.SETTLED[state]
                    )
                case _:
                    return

    def _what_else(self) -> bool:
        """Ask for anything else; whether to ask again."""
        on = self._state.today
        self._speak_of_hard_evenings()
        self._close()
        way = self._lines.choose("What else?", self._ways(), "An empty line ends.")
        if way is None:
            return False
        if self._ritual.look().today != on:
            self._lines.say("", "A new day has begun.")
            self._open()
        else:
            self._go(way)
        return True

    def _close(self) -> None:
        """Say a closing sentence once nothing is due, and once more if another fits better."""
        state = self._state
        if state.due == "nothing" and state.closing != self._closed_with:
            self._closed_with = state.closing
            self._lines.say("", state.closing)

    def _ways(self) -> dict[str, str]:
        day = self._state.day
        ways = {
            "second": "a kindness I gave",
            "evening": "a kindness received or witnessed",
            "kept": "a boundary I kept",
            "rest": "no day of rest after all" if day.rests else "rest today",
            "offer": "one more small act" if day.acts else "a small act for today",
        }
        return {**ways, "acts": "what became of the small act"} if day.planned else ways

    def _go(self, way: str) -> None:
        form, rests = self._form(), not self._state.day.rests
        match way:
            case "rest":
                self._ritual.save(partial(self._session.rest, form.on, rests=rests), wording.RESTED[rests])
            case "evening":
                self._ritual.go_through(form.at(form.opening("evening", self._state)))
            case "offer":
                self._ritual.go_through(self._ritual.choosing(form))
            case "second" | "kept" | "acts" as step:
                self._ritual.go_through(form.at(step))

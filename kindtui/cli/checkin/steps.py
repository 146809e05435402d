"""The steps of the ritual as plain lines: each asks its question, saves the answer, and names the next."""

import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from functools import partial

from msgspec import structs

from kindtui.cli.checkin.prompts import Lines
from kindtui.domain import wording
from kindtui.domain.form import Form, Place, Step
from kindtui.domain.journal.day import Act, Part, ScaleName
from kindtui.domain.ritual.acts import Plan
from kindtui.domain.ritual.suggestions import OTHERS, OWN, RECEIVE, REST
from kindtui.domain.state import State
from kindtui.session import Session
from kindtui.storage.drafts import DraftChanges
from kindtui.storage.errors import StorageError

GOES_ON = "An empty line goes on."
LEAVES_IT = "An empty line leaves it as it is."
STANDS_ABOVE = "What you wrote could not be kept as a draft. It stands above."
ASIDE, NOT_NOW = "n", "n alone puts it aside for today."
TAKE_DRAFT = "1"
SIGNALS = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}


class Ritual:
    """The form of a day, asked line by line; `state` is what is true on the disk."""

    def __init__(self, session: Session, state: State, lines: Lines) -> None:
        """Ask with those lines, and save with that session."""
        self.session, self.state, self.lines = session, state, lines
        self._steps: Mapping[Step, Callable[[Form], Form | None]] = {
            "who": self._who,
            "energy": self._energy,
            "mood_morning": partial(self._mood, "mood_morning"),
            "mood_evening": partial(self._mood, "mood_evening"),
            "connection": partial(self._mood, "connection"),
            "offer": self._offer,
            "own": self._own,
            "when": self._when,
            "acts": self._acts,
            "evening": self._evening,
            "second": self._second,
            "kept": self._kept,
            "edit": self._edit,
        }

    def look(self) -> State:
        """The state at this moment, with what somebody else wrote meanwhile."""
        changed = self.session.store.has_changed()
        self.state = self.session.open() if changed else self.session.at_this_moment(self.state)
        return self.state

    def go_through(self, form: Form | None) -> None:
        """Ask step after step, until a part of the day is finished or left."""
        while form is not None:
            form = form.at(form.shown(self.look()))
            step = self._steps.get(form.shown(self.state))
            form = step(form) if step else None

    def save(
        self, use_case: Callable[[], State], said: str = wording.SAVED, typed: DraftChanges | None = None
    ) -> None:
        """Save, undisturbed by signals, and say so; `typed` has the fields that what is saved was written in.

        Raises:
            StorageError: if it was not saved; what was typed is a draft then, if that is possible.
        """
        typed = {place: text for place, text in (typed or {}).items() if text}
        with _undisturbed():
            try:
                self.state = use_case()
            except StorageError:
                self._hold(typed)
                raise
            self._forget(typed)
            self.lines.say(said if self.session.durable else wording.UNSURE)
            self.session.store.back_up()

    def _hold(self, typed: DraftChanges) -> None:
        if not typed:
            return
        try:
            self.session.keep_drafts(typed)
        except StorageError:
            self.lines.say(STANDS_ABOVE)
        else:
            self.lines.say("What you wrote is kept as a draft, and offered again next time.")

    def _keep(self, typed: DraftChanges) -> None:
        with _undisturbed():
            try:
                self.state = self.session.keep_drafts(typed)
            except StorageError:
                self.lines.say(STANDS_ABOVE)
                raise

    def _forget(self, typed: DraftChanges) -> None:
        """A draft that was saved, or replaced, is none any more."""
        drafts = {(on, field): "" for on, field in typed if self._draft(on, field)}
        if drafts:
            with suppress(StorageError):
                self.state = self.session.keep_drafts(drafts)

    def _draft(self, on: date, field: str) -> str:
        return self.state.drafts.get(on, {}).get(field, "")

    def _line(self, form: Form, question: str, *hints: str) -> str:
        """The line for the step of that form; one that was typed before is offered."""
        draft = self._draft(form.on, form.field(form.shown(self.state)))
        if not draft:
            return self.lines.ask(question, *hints)
        answer = self.lines.ask(
            question,
            f"Written before, and not saved yet: {draft}",
            f"{TAKE_DRAFT} alone takes it. An empty line leaves it for later. Another line takes its place.",
        )
        return draft if answer == TAKE_DRAFT else answer

    def _who(self, form: Form) -> Form | None:
        asked = self.state.prompt("morning", form.on)
        is_note = asked.records == "note"
        lead = "A line for yourself, or nothing." if is_note else "A name, or anything."
        who = self._line(form, asked.text, f"{lead} {GOES_ON} {NOT_NOW}")
        if not form.stays:
            now = self.session.at_this_moment(self.state)  # a night may pass at an open question
            form = structs.replace(form, on=now.today)
        if who.lower() == ASIDE:
            self._put_aside(form, "morning")
            return None
        typed = {(form.on, "who"): who}
        if who and is_note:
            self.save(partial(self.session.note, form.on, who), typed=typed)
        elif who and form.stays:
            self.save(partial(self.session.rewrite, form.on, Place("who"), who), typed=typed)
        elif who:
            self._keep(typed)  # it is saved with the act
        return None if form.stays else structs.replace(form, step="energy", who="" if is_note else who)

    def _rating(self, scale: ScaleName) -> int | None:
        question, low, middle, high = wording.SCALE_WORDS[scale]
        numbers = {str(number): number for number in range(1, 10)}
        hint = f"A number from 1 to 9: 1 {low}, 5 {middle}, 9 {high}. {GOES_ON}"
        return self.lines.pick({**numbers, "": None}, question, hint)

    def _energy(self, form: Form) -> Form:
        form = structs.replace(form, energy=self._rating("energy"))  # it is saved with the act
        return form.at(form.after_scale("energy", self.state))

    def _mood(self, scale: ScaleName, form: Form) -> Form:
        rating = self._rating(scale)
        if rating:
            self.save(partial(self.session.rate, form.on, scale, rating))
        return form.at(form.after_scale(scale, self.state))

    def _offer(self, form: Form) -> Form | None:
        offer = self.state.offer(form.who, form.energy, form.page)
        taken = {act.source for act in self.state.journal.day(form.on).acts}
        ways = offer.ways(form.who, rest_first=self.state.is_hard_day)
        ways = {way: f"{words} (on today already)" if way in taken else words for way, words in ways.items()}
        question = wording.WHICH_INSTEAD if form.swapped else wording.WHICH_ACT
        way = self.lines.choose(question, ways, "Any of them is enough. An empty line goes on without one.")
        if way == REST:
            self.save(partial(self.session.rest, form.on, rests=True), wording.RESTED[True])
        if way == OTHERS:
            return structs.replace(form, page=form.page + 1)
        if way in (OWN, RECEIVE):
            return form.at("own" if way == OWN else "evening")
        ideas = [idea for idea in offer.ideas if idea.id == way]
        plans = [Plan(idea.plan_for(form.who), form.who, form.energy, idea) for idea in ideas]
        return self._take(form, plans[0]) if plans else None

    def _own(self, form: Form) -> Form | None:
        text = self._line(form, _ascii(wording.OWN_ACT), "In your own words. An empty line goes back.")
        who = form.who or self._draft(form.on, "who")
        return self._take(form, Plan(text, who, form.energy)) if text else self._back(form)

    def _back(self, form: Form) -> Form | None:
        return None if form.stays else form.at("offer")

    def _take(self, form: Form, plan: Plan) -> Form | None:
        typed = {(form.on, "who"): plan.who, (form.on, "own"): "" if plan.idea else plan.text}
        self.save(partial(self.session.choose_act, form.on, plan, form.swapped), typed=typed)
        return None if form.swapped else form.at("when")

    def _when(self, form: Form) -> Form | None:
        planned = self.state.journal.day(form.on).planned
        if planned:
            self.lines.say(planned[-1].sentence)
        when = self._line(form, _ascii(wording.WHEN), f"After lunch, on the bus, at six. {GOES_ON}")
        if when:
            self.save(partial(self.session.time_act, form.on, when), typed={(form.on, "when"): when})
            self.lines.say(*(act.sentence for act in self.state.journal.day(form.on).planned[-1:]))
        return None

    def _acts(self, form: Form) -> None:
        planned = self.state.journal.day(form.on).planned
        for number, act in enumerate(planned, start=1):
            self._settle(
                form, act, f"Small act {number} of {len(planned)}" if planned[1:] else "One small act"
            )

    def _settle(self, form: Form, act: Act, title: str) -> None:
        ways = {
            "done": "it happened",
            "let_go": "let it go; no reason is asked",
            "swap": "another in its place",
        }
        way = self.lines.choose(f"{title}. {act.sentence}", ways, LEAVES_IT)
        if way == "swap":
            self.go_through(self.choosing(form, act.who, act.uid))
            return
        for state in ("done", "let_go"):
            if way == state:
                self.save(partial(self.session.settle_act, form.on, act.uid, state), wording.SETTLED[state])

    def choosing(self, form: Form, who: str = "", instead_of: str = "") -> Form:
        """The form at the suggestions, for one more act or another, for that person or the one of the day."""
        day = self.state.journal.day(form.on)
        return form.choosing(who or (day.who.value if day.who else ""), day.rating("energy"), instead_of)

    def _evening(self, form: Form) -> Form | None:
        asked = self.state.prompt("evening", form.on)
        text = self._line(form, asked.text, f"One line is plenty. {GOES_ON} {NOT_NOW}")
        if text.lower() == ASIDE:
            self._put_aside(form, "evening")
        if text.lower() in (ASIDE, ""):
            return None
        use_case = partial(self.session.reflect, form.on, text, asked.records)
        self.save(use_case, typed={(form.on, "evening"): text})
        return None if asked.records == "gave" else form.at("second")

    def _put_aside(self, form: Form, part: Part) -> None:
        self.save(partial(self.session.skip, form.on, part), wording.PUT_ASIDE)

    def _second(self, form: Form) -> None:
        text = self._line(form, wording.ONE_THING_GAVE, GOES_ON)
        if text:
            self.save(partial(self.session.gave, form.on, text), typed={(form.on, "second"): text})

    def _kept(self, form: Form) -> None:
        hint = f"For example: I said no to a second shift. {GOES_ON}"
        text = self._line(form, wording.WHICH_BOUNDARY, hint)
        if text:
            self.save(partial(self.session.kept, form.on, text), wording.KEPT, {(form.on, "kept"): text})

    def _edit(self, form: Form) -> None:
        place = form.editing
        if place and (text := self._line(form, "What was it, in other words?", LEAVES_IT)):
            self.save(
                partial(self.session.rewrite, form.on, place, text), typed={(form.on, place.draft): text}
            )


def _ascii(question: str) -> str:
    return question.replace("…", "...")


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let a signal wait until something is saved."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

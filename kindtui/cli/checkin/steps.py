"""The steps of the ritual as plain lines: each asks its question, saves the answer, and names the next."""

import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from functools import partial

from msgspec import structs

from kindtui.cli.checkin.line_dialog import LineDialog
from kindtui.domain import wording
from kindtui.domain.form import Form, FormStep
from kindtui.domain.journal.day import Act, DayPart, ScaleName
from kindtui.domain.journal.text_ref import TextRef
from kindtui.domain.requests import (
    ActChosen,
    ActScheduled,
    ActStateChanged,
    DayPartSkipped,
    GivenActWritten,
    KeptBoundaryWritten,
    NoteWritten,
    ReflectionWritten,
    Request,
    RestChosen,
    ScaleRated,
    TextRewritten,
)
from kindtui.domain.ritual.acts import Plan
from kindtui.domain.ritual.suggestions import NEXT_OFFER, RECEIVE, REST, WRITE_OWN
from kindtui.domain.state import State
from kindtui.session import Session
from kindtui.storage.drafts import DraftChanges
from kindtui.storage.errors import StorageError

SKIP_HINT = "An empty line goes on."
UNCHANGED_HINT = "An empty line leaves it as it is."
DRAFT_FAILED = "What you wrote could not be kept as a draft. It stands above."
ASIDE_ANSWER, ASIDE_HINT = "n", "n alone puts it aside for today."
USE_DRAFT_ANSWER = "1"
DEFERRED_SIGNALS = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}


class Ritual:
    """The form of a day, asked line by line; `state` is what is true on the disk."""

    def __init__(self, session: Session, state: State, dialog: LineDialog) -> None:
        """Ask with those lines, and save with that session."""
        self.session, self.state, self.dialog = session, state, dialog
        self._steps: Mapping[FormStep, Callable[[Form], Form | None]] = {
            "who": self._ask_who,
            "energy": self._ask_energy,
            "mood_morning": partial(self._ask_scale, "mood_morning"),
            "mood_evening": partial(self._ask_scale, "mood_evening"),
            "connection": partial(self._ask_scale, "connection"),
            "offer": self._ask_offer,
            "own": self._ask_own,
            "when": self._ask_when,
            "acts": self._ask_acts,
            "evening": self._ask_evening,
            "second": self._ask_second,
            "kept": self._ask_kept,
            "edit": self._ask_edit,
        }

    def refresh(self) -> State:
        """The state at this moment, with what somebody else wrote meanwhile."""
        changed = self.session.store.has_changed()
        self.state = self.session.open() if changed else self.session.with_current_time(self.state)
        return self.state

    def go_through(self, form: Form | None) -> None:
        """Ask step after step, until a part of the day is finished or left."""
        while form is not None:
            form = form.at_step(form.current_step(self.refresh()))
            step = self._steps.get(form.current_step(self.state))
            form = step(form) if step else None

    def save(self, request: Request, drafts: DraftChanges | None = None) -> None:
        """Save a request, with signals deferred, and confirm it; `drafts` has the fields it was written in.

        Raises:
            StorageError: If it was not saved; what was typed is then a draft, where that is possible.
        """
        drafts = {place: text for place, text in (drafts or {}).items() if text}
        with _signals_deferred():
            try:
                outcome = self.session.submit(request)
            except StorageError:
                self._keep_as_draft(drafts)
                raise
            self.state = outcome.state
            self._discard_drafts(drafts)
            confirmation = wording.confirmation_for(request)
            self.dialog.write(confirmation if outcome.is_durable else wording.SAVED_UNCONFIRMED)
            self.session.store.make_daily_backup()

    def _keep_as_draft(self, drafts: DraftChanges) -> None:
        if not drafts:
            return
        try:
            self.session.save_drafts(drafts)
        except StorageError:
            self.dialog.write(DRAFT_FAILED)
        else:
            self.dialog.write("What you wrote is kept as a draft, and offered again next time.")

    def _save_drafts(self, drafts: DraftChanges) -> None:
        with _signals_deferred():
            try:
                self.state = self.session.save_drafts(drafts)
            except StorageError:
                self.dialog.write(DRAFT_FAILED)
                raise

    def _discard_drafts(self, saved_drafts: DraftChanges) -> None:
        """A draft that was saved, or replaced, is none any more."""
        drafts = {(on, field): "" for on, field in saved_drafts if self._draft(on, field)}
        if drafts:
            with suppress(StorageError):
                self.state = self.session.save_drafts(drafts)

    def _draft(self, on: date, field: str) -> str:
        return self.state.drafts.get(on, {}).get(field, "")

    def _ask_line(self, form: Form, question: str, *hints: str) -> str:
        """The line for the step of that form; one that was typed before is offered."""
        draft = self._draft(form.on, form.draft_field(form.current_step(self.state)))
        if not draft:
            return self.dialog.ask(question, *hints)
        answer = self.dialog.ask(
            question,
            f"Written before, and not saved yet: {draft}",
            f"{USE_DRAFT_ANSWER} alone takes it. An empty line leaves it for later. "
            "Another line takes its place.",
        )
        return draft if answer == USE_DRAFT_ANSWER else answer

    def _ask_who(self, form: Form) -> Form | None:
        prompt = self.state.prompt("morning", form.on)
        is_note = prompt.records == "note"
        lead = "A line for yourself, or nothing." if is_note else "A name, or anything."
        who = self._ask_line(form, prompt.text, f"{lead} {SKIP_HINT} {ASIDE_HINT}")
        if not form.pinned:
            current = self.session.with_current_time(self.state)  # a night may pass at an open question
            form = structs.replace(form, on=current.today)
        if who.lower() == ASIDE_ANSWER:
            self._put_aside(form, "morning")
            return None
        drafts = {(form.on, "who"): who}
        if who and is_note:
            self.save(NoteWritten(form.on, who), drafts=drafts)
        elif who and form.pinned:
            self.save(TextRewritten(form.on, TextRef("who"), who), drafts=drafts)
        elif who:
            self._save_drafts(drafts)  # it is saved with the act
        return None if form.pinned else structs.replace(form, step="energy", who="" if is_note else who)

    def _ask_rating(self, scale: ScaleName) -> int | None:
        question, low, middle, high = wording.SCALE_QUESTIONS[scale]
        numbers = {str(number): number for number in range(1, 10)}
        hint = f"A number from 1 to 9: 1 {low}, 5 {middle}, 9 {high}. {SKIP_HINT}"
        return self.dialog.pick({**numbers, "": None}, question, hint)

    def _ask_energy(self, form: Form) -> Form:
        form = structs.replace(form, energy=self._ask_rating("energy"))  # it is saved with the act
        return form.at_step(form.step_after_scale("energy", self.state))

    def _ask_scale(self, scale: ScaleName, form: Form) -> Form:
        rating = self._ask_rating(scale)
        if rating:
            self.save(ScaleRated(form.on, scale, rating))
        return form.at_step(form.step_after_scale(scale, self.state))

    def _ask_offer(self, form: Form) -> Form | None:
        offer = self.state.offer(form.who, form.energy, form.offer_page)
        chosen_sources = {act.source for act in self.state.journal.day(form.on).acts}
        choices = offer.choices(form.who, rest_first=self.state.is_hard_day)
        choices = {
            way: f"{words} (on today already)" if way in chosen_sources else words
            for way, words in choices.items()
        }
        question = wording.REPLACEMENT_QUESTION if form.replaced_uid else wording.ACT_QUESTION
        choice = self.dialog.choose(
            question, choices, "Any of them is enough. An empty line goes on without one."
        )
        if choice == REST:
            self.save(RestChosen(form.on, is_rest_day=True))
        if choice == NEXT_OFFER:
            return structs.replace(form, offer_page=form.offer_page + 1)
        if choice in (WRITE_OWN, RECEIVE):
            return form.at_step("own" if choice == WRITE_OWN else "evening")
        ideas = [idea for idea in offer.ideas if idea.id == choice]
        plans = [Plan(idea.plan_for(form.who), form.who, form.energy, idea) for idea in ideas]
        return self._save_plan(form, plans[0]) if plans else None

    def _ask_own(self, form: Form) -> Form | None:
        text = self._ask_line(
            form,
            _with_ascii_ellipsis(wording.CUSTOM_ACT_PROMPT),
            "In your own words. An empty line goes back.",
        )
        who = form.who or self._draft(form.on, "who")
        return self._save_plan(form, Plan(text, who, form.energy)) if text else self._step_back(form)

    def _step_back(self, form: Form) -> Form | None:
        return None if form.pinned else form.at_step("offer")

    def _save_plan(self, form: Form, plan: Plan) -> Form | None:
        drafts = {(form.on, "who"): plan.who, (form.on, "own"): "" if plan.idea else plan.text}
        self.save(ActChosen(form.on, plan, form.replaced_uid), drafts=drafts)
        return None if form.replaced_uid else form.at_step("when")

    def _ask_when(self, form: Form) -> Form | None:
        planned = self.state.journal.day(form.on).planned
        if planned:
            self.dialog.write(planned[-1].sentence)
        when = self._ask_line(
            form, _with_ascii_ellipsis(wording.WHEN_QUESTION), f"After lunch, on the bus, at six. {SKIP_HINT}"
        )
        if when:
            self.save(ActScheduled(form.on, when), drafts={(form.on, "when"): when})
            self.dialog.write(*(act.sentence for act in self.state.journal.day(form.on).planned[-1:]))
        return None

    def _ask_acts(self, form: Form) -> None:
        planned = self.state.journal.day(form.on).planned
        for number, act in enumerate(planned, start=1):
            self._settle(
                form, act, f"Small act {number} of {len(planned)}" if planned[1:] else "One small act"
            )

    def _settle(self, form: Form, act: Act, title: str) -> None:
        choices = {
            "done": "it happened",
            "let_go": "let it go; no reason is asked",
            "swap": "another in its place",
        }
        choice = self.dialog.choose(f"{title}. {act.sentence}", choices, UNCHANGED_HINT)
        if choice == "swap":
            self.go_through(self.choice_form(form, act.who, act.uid))
            return
        for state in ("done", "let_go"):
            if choice == state:
                self.save(
                    ActStateChanged(form.on, act.uid, state),
                )

    def choice_form(self, form: Form, who: str = "", replaced_uid: str = "") -> Form:
        """The form at the suggestions, for one more act or another, for that person or the one of the day."""
        day = self.state.journal.day(form.on)
        return form.at_offer(who or (day.who.value if day.who else ""), day.rating("energy"), replaced_uid)

    def _ask_evening(self, form: Form) -> Form | None:
        prompt = self.state.prompt("evening", form.on)
        text = self._ask_line(form, prompt.text, f"One line is plenty. {SKIP_HINT} {ASIDE_HINT}")
        if text.lower() == ASIDE_ANSWER:
            self._put_aside(form, "evening")
        if text.lower() in (ASIDE_ANSWER, ""):
            return None
        request = ReflectionWritten(form.on, text, prompt.records)
        self.save(request, drafts={(form.on, "evening"): text})
        return None if prompt.records == "gave" else form.at_step("second")

    def _put_aside(self, form: Form, part: DayPart) -> None:
        self.save(DayPartSkipped(form.on, part))

    def _ask_second(self, form: Form) -> None:
        text = self._ask_line(form, wording.GAVE_QUESTION, SKIP_HINT)
        if text:
            self.save(GivenActWritten(form.on, text), drafts={(form.on, "second"): text})

    def _ask_kept(self, form: Form) -> None:
        hint = f"For example: I said no to a second shift. {SKIP_HINT}"
        text = self._ask_line(form, wording.BOUNDARY_QUESTION, hint)
        if text:
            self.save(
                KeptBoundaryWritten(form.on, text),
                {(form.on, "kept"): text},
            )

    def _ask_edit(self, form: Form) -> None:
        text_ref = form.editing
        if text_ref and (text := self._ask_line(form, "What was it, in other words?", UNCHANGED_HINT)):
            self.save(
                TextRewritten(form.on, text_ref, text),
                drafts={(form.on, text_ref.draft_field): text},
            )


def _with_ascii_ellipsis(question: str) -> str:
    return question.replace("…", "...")


@contextmanager
def _signals_deferred() -> Iterator[None]:
    """Let a signal wait until something is saved."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, DEFERRED_SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

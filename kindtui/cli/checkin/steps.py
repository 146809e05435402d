"""The steps of the ritual as plain lines: asks each question, reads a line, and saves the answer."""

import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date

from msgspec import structs

from kindtui.cli.line_dialog import LineDialog
from kindtui.cli.wiring import is_on_terminal
from kindtui.domain import wording
from kindtui.domain.describe import describe_plan
from kindtui.domain.drafts import DraftChange, shown_texts
from kindtui.domain.flow import (
    ActSettled,
    AnotherActRequested,
    Chosen,
    NotNow,
    Passed,
    Rated,
    Reply,
    RestToggled,
    TextEntered,
)
from kindtui.domain.form import WRITE_GIVEN, Form, FormStep, pinned_form, skippable_day_part
from kindtui.domain.journal.day import Act
from kindtui.domain.requests import Request
from kindtui.domain.ritual.suggestions import NEXT_PATHWAY, next_pathway
from kindtui.domain.state import State
from kindtui.session import Session
from kindtui.storage.errors import LockedError, StorageError
from kindtui.texts import get_text

NOT_NOW_ANSWER, USE_DRAFT_ANSWER = "n", "1"
HINTS: Mapping[FormStep, str] = {
    "who": get_text("checkin.hint.who"),
    "own": get_text("checkin.hint.own"),
    "when": get_text("checkin.hint.when"),
    "evening": get_text("checkin.hint.evening"),
    "second": get_text("checkin.hint.skip"),
    "kept": get_text("checkin.hint.kept"),
    "edit": get_text("checkin.hint.unchanged"),
}
STEPS_OF_PAST_DAY: tuple[FormStep, ...] = (
    "when",
    "open_plan",
    "second",
    "edit",
)  # steps that may follow the draft of a past day
RATINGS: Mapping[str, Reply] = {str(number): Rated(number) for number in range(1, 10)}
DEFERRED_SIGNALS = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}


class RitualDialog:
    """Asks the steps of a form line by line; `state` is the last state that was saved or read."""

    def __init__(self, session: Session, state: State, dialog: LineDialog, *, may_read: bool = True) -> None:
        """Ask with that dialog, and save with that session.

        Without `may_read`, the journal may be locked: then nothing is asked about what was there before.
        """
        self.session, self.state, self.dialog = session, state, dialog
        self._may_read = may_read

    def refresh(self) -> State:
        """Return the state at this moment, including what another program has written.

        Raises:
            LockedError: The journal was locked meanwhile, and what was there before may not be read.
            StorageError: The journal cannot be read any more.
        """
        changed = self.session.store.has_changed()
        self.state = self.session.open() if changed else self.session.with_current_time(self.state)
        if self._may_read and self.session.store.is_locked:
            raise LockedError(get_text("checkin.locked_meanwhile"))
        return self.state

    def form_of(self, on: date, step: FormStep | None = None) -> Form:
        """Return a fresh form of a day, with its drafts; that of another day than today stays on its day."""
        return structs.replace(pinned_form(on, self.state.drafts, step), pinned=on != self.state.today)

    def go_through(self, form: Form | None) -> None:
        """Ask step after step, until a part of the day is finished or left.

        Raises:
            DialogEndedError: If the person leaves.
            StorageError: If something could not be saved.
        """
        while form is not None:
            step = form.current_step(self.refresh())
            form = form.at_step(step)
            match step:
                case "closed":
                    return
                case "acts":
                    self._ask_acts(form)
                    return
                case "rest_first":
                    form = self.reply(form, self._ask_rest_first(form))
                case "offer":
                    form = self.reply(form, self._ask_offer(form))
                case "open_plan":
                    form = self.reply(form, self._ask_open_plan(form))
                case "energy" | "mood_morning" | "mood_evening" | "connection":
                    form = self.reply(form, self._ask_rating(form, step))
                case _:
                    form = self._ask_text(form, step)

    def reply(self, form: Form, reply: Reply) -> Form | None:
        """Save what a reply to that form leads to.

        Returns:
            The form that comes next; None if its card is finished. On a past day only the draft and the
            question that follows it are asked.

        Raises:
            StorageError: If it could not be saved; the text is then kept as a draft if possible.
        """
        transition = reply.advance(self.state, form)
        with signals_deferred():
            self._save_typed(transition.form)
            used_up = transition.form.draft_changes_since(form)
            self._save(transition.requests, used_up, self._stored_drafts(used_up))
        is_over = form.pinned and transition.form.step not in STEPS_OF_PAST_DAY
        return None if transition.is_finished or is_over else transition.form

    def save(
        self, *requests: Request, used_up: Sequence[DraftChange] = (), stored: Sequence[DraftChange] = ()
    ) -> None:
        """Save the requests together, and confirm the last.

        Args:
            requests: What to save.
            used_up: The texts it is made of, which become drafts if it cannot be saved.
            stored: The changes that remove the drafts which it replaces.

        Raises:
            StorageError: If they could not be saved.
        """
        with signals_deferred():
            self._save(requests, used_up, stored)

    def _save_typed(self, form: Form) -> None:
        """Save the text in the fields of the form as drafts, unless it is blank or already saved."""
        stored = shown_texts(self.state.drafts, form.on)
        typed = [
            DraftChange(form.on, field, stored.get(field, ""), text)
            for field, text in form.drafts.items()
            if text and text != stored.get(field)
        ]
        if not typed:
            return
        try:
            self.state = self.session.save_drafts(typed)
        except StorageError:
            self._report_unsaved_draft()
            raise

    def _save(
        self, requests: tuple[Request, ...], used_up: Sequence[DraftChange], stored: Sequence[DraftChange]
    ) -> None:
        """Save the requests of one reply as `save` does; without any, remove the stored drafts alone."""
        if not requests:
            if stored:
                with suppress(StorageError):
                    self.state = self.session.save_drafts(stored)
            return
        try:
            outcome = self.session.submit(*requests, used_drafts=stored)
        except StorageError:
            self._keep_as_draft(used_up)
            raise
        self.state = outcome.state
        confirmation = wording.confirmation_for(requests[-1], outcome.state)
        self.dialog.write(confirmation if outcome.is_durable else wording.SAVED_UNCONFIRMED)
        self.session.store.make_daily_backup()

    def _keep_as_draft(self, used_up: Sequence[DraftChange]) -> None:
        if not used_up:
            return
        try:
            self.session.save_drafts([structs.replace(change, old="", new=change.old) for change in used_up])
        except StorageError:
            self._report_unsaved_draft()
        else:
            self.dialog.write(get_text("checkin.draft_saved"))

    def _report_unsaved_draft(self) -> None:
        """Say that a text is in no file; what was typed, not piped, can still be read on the terminal."""
        above = [get_text("checkin.draft_above")] if is_on_terminal() else []
        self.dialog.write(" ".join([get_text("checkin.draft_not_saved"), *above]))

    def _stored_drafts(self, used_up: Sequence[DraftChange]) -> list[DraftChange]:
        """Return the removal of the drafts in the fields of these texts, which they were or replace."""
        removals = []
        for change in used_up:
            waiting = self.state.drafts.get(change.on, {}).get(change.field, ())
            removed = dict.fromkeys((*waiting[:1], *(text for text in waiting if text == change.old)))
            removals += [structs.replace(change, old=text, new="") for text in removed]
        return removals

    def _lines_keeper(self, on: date, field: str) -> Callable[[str], None]:
        """Return what saves an answer of several lines as a draft after each line, beside a draft there is.

        It fails silently: the answer itself is saved, or its failure told, at its end.
        """
        kept = ""

        def keep(text: str) -> None:
            nonlocal kept
            with suppress(StorageError), signals_deferred():
                self.state = self.session.save_drafts([DraftChange(on, field, kept, text)])
                kept = text

        return keep

    def _ask_text(self, form: Form, step: FormStep) -> Form | None:
        """Ask the question of that step; an empty line leaves its draft for later."""
        question = wording.question_for(self.state, form)
        if step == "when":
            self._write_newest_plan(form)
        field = form.draft_field(step)
        draft = form.drafts.get(field, "")
        keep_lines = self._lines_keeper(form.on, field) if form.may_have_lines(self.state) else None
        current = form.edited_text(self.state) if step == "edit" and not draft else ""
        now = [get_text("checkin.edit.now", text=current)] if current else []
        text = self.ask_line(
            draft, _with_ascii_ellipsis(question), *now, self._hint(form, step), on_lines=keep_lines
        )
        if step == "who":
            form = self._moved_to_today(form)
        if step in ("who", "evening") and text.lower() == NOT_NOW_ANSWER:
            return self.reply(form, NotNow())
        is_unchanged = step == "edit" and not (text or draft)  # an act has more texts, which come next
        reply = TextEntered(text or current) if text or is_unchanged else Passed()
        next_form = self.reply(form.with_draft(step, text), reply)
        if step == "when" and text:
            self._write_newest_plan(form)
        return next_form

    def _hint(self, form: Form, step: FormStep) -> str:
        if step == "who" and (name := form.recorded_name(self.state)):
            return get_text("checkin.hint.who_again", name=name)
        is_note = step == "who" and self.state.prompt("morning", form.on).records == "note"
        return get_text("checkin.hint.note") if is_note else HINTS[step]

    def ask_line(
        self, draft: str, question: str, *hints: str, on_lines: Callable[[str], None] | None = None
    ) -> str:
        """Return the answer to a question, after offering the draft if there is one; see `LineDialog.ask`."""
        if not draft:
            return self.dialog.ask(question, *hints, on_lines=on_lines)
        answer = self.dialog.ask(
            question,
            get_text("checkin.draft", draft=draft),
            get_text("checkin.draft.hint"),
            on_lines=on_lines,
        )
        return draft if answer == USE_DRAFT_ANSWER else answer

    def _moved_to_today(self, form: Form) -> Form:
        """Return the form moved to today, if the date has changed while its question was open.

        It stays on its day if the morning question of today asks for something else.
        """
        if form.pinned:
            return form
        state = self.state = self.session.with_current_time(self.state)
        if state.prompt("morning", form.on).records != state.prompt("morning", state.today).records:
            return form
        return structs.replace(form, on=state.today, drafts=shown_texts(state.drafts, state.today))

    def _write_newest_plan(self, form: Form) -> None:
        if not self._may_read:
            return
        newest = self.state.journal.day(form.on).planned[-1:]
        self.dialog.write(*(describe_plan(act, form.on, self.state.today) for act in newest))

    def _ask_rating(self, form: Form, scale: FormStep) -> Reply:
        question = wording.question_for(self.state, form)
        _, low, middle, high = wording.SCALE_QUESTIONS[scale]
        hint = get_text("checkin.hint.scale", low=low, middle=middle, high=high)
        letters, letters_hint = self._letters(form)
        return self.dialog.pick({**RATINGS, "": Rated(None), **letters}, question, hint + letters_hint)

    def _letters(self, form: Form) -> tuple[Mapping[str, Reply], str]:
        """Return the replies that end the open card, by letter, and the hint that names them."""
        day, part = self.state.lived.day(form.on), skippable_day_part(form.current_step(self.state))
        if form.pinned or part is None or day.has_skipped(part) or form.is_extra_act(self.state):
            return {}, ""
        if day.is_rest_day:
            return {"n": NotNow()}, " " + get_text("checkin.hint.not_now")
        return {"n": NotNow(), "r": RestToggled()}, " " + get_text("checkin.hint.not_now_or_rest")

    def _ask_offer(self, form: Form) -> Reply:
        who = form.given_name(self.state)
        offer = self.state.offer(who, form.given_energy(self.state), form.offer_page, form.offer_pathway)
        chosen_sources = {act.source for act in self.state.journal.day(form.on).acts}
        choices: dict[Reply, str] = {
            Chosen(way): get_text("checkin.already_on_list", act=words) if way in chosen_sources else words
            for way, words in offer.choices(who, rest_first=self.state.is_hard_day).items()
        }
        choices[Chosen(NEXT_PATHWAY)] = wording.PATHWAY_CHOICES[next_pathway(form.offer_pathway)]
        question = wording.question_for(self.state, form)
        letters, letters_hint = self._letters(form)
        hint = get_text("checkin.hint.offer") + letters_hint
        return self.dialog.choose(question, choices, hint, letters=letters) or Passed()

    def _ask_rest_first(self, form: Form) -> Reply:
        question, choices = wording.question_for(self.state, form), wording.rest_first_choices(self.state)
        choice = self.dialog.choose(question, choices, get_text("checkin.hint.rest_first"))
        return Chosen(choice) if choice else Passed()

    def _ask_open_plan(self, form: Form) -> Reply:
        if not self._may_read:
            return Chosen(WRITE_GIVEN)
        question = wording.question_for(self.state, form)
        choices = wording.open_plan_choices(self.state.journal.day(form.on))
        choice = self.dialog.choose(question, choices, get_text("checkin.hint.open_plan"))
        return Chosen(choice) if choice else Passed()

    def _ask_acts(self, form: Form) -> None:
        """Ask what became of each act that is planned."""
        if not self._may_read:
            return
        uids = [act.uid for act in self.state.journal.day(form.on).planned]
        for number, uid in enumerate(uids, start=1):
            act = self.state.journal.day(form.on).act(uid)
            if act and act.state == "planned":
                plan = describe_plan(act, form.on, self.state.today)
                question = get_text("checkin.act.one", plan=plan)
                if uids[1:]:
                    question = get_text("checkin.act.numbered", number=number, total=len(uids), plan=plan)
                self._ask_act(form, act, question)

    def _ask_act(self, form: Form, act: Act, question: str) -> None:
        choices = {
            "done": get_text("checkin.act.done"),
            "let_go": get_text("checkin.act.let_go"),
        }
        if form.on == self.state.today:
            choices["swap"] = get_text("checkin.act.swap")
        match self.dialog.choose(question, choices, get_text("checkin.hint.unchanged")):
            case "swap":
                self.go_through(self.reply(form, AnotherActRequested(act.uid)))
            case "done" | "let_go" as outcome:
                self.reply(form, ActSettled(act.uid, outcome))


def _with_ascii_ellipsis(question: str) -> str:
    return question.replace("…", "...")


@contextmanager
def signals_deferred() -> Iterator[None]:
    """Defer the signals that would end the process until the block is left."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, DEFERRED_SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

"""The questions of the ritual and the confirmations of what was saved, for the app and `checkin` alike."""

from collections.abc import Mapping
from datetime import date, timedelta

from msgspec import structs

from kindtui.domain.dates import date_seen_from, logical_day, short_date
from kindtui.domain.form import ASK_WHO, AWAIT_KINDNESS, LEAVE_OPEN, WRITE_GIVEN, Form, FormStep
from kindtui.domain.journal.changes import Change
from kindtui.domain.journal.day import Act, ActState, Day, DayPart
from kindtui.domain.journal.journal import ONE_DAY, Journal, UndoStep
from kindtui.domain.past_draft import PastDraft
from kindtui.domain.requests import (
    ActStateChanged,
    ComparisonNoteRead,
    CustomEntryArchived,
    CustomEntryWritten,
    DayPartSkipped,
    DayRemoved,
    DaysAwayChosen,
    DaysAwayEnded,
    EntryMoved,
    KeptBoundaryWritten,
    KindnessAwaited,
    LineLeftOutOfJar,
    LowMoodTextRead,
    NameRenamed,
    NameRewritten,
    NameSeparated,
    PartRemoved,
    Request,
    RestChosen,
    TextPutAside,
    TextThrownAway,
)
from kindtui.domain.ritual.acts import Pathway
from kindtui.domain.ritual.boundaries import Check
from kindtui.domain.ritual.suggestions import OTHER_CHOICES, REST
from kindtui.domain.state import State
from kindtui.domain.text import first_line
from kindtui.texts import get_text

ONE_WEEK = timedelta(weeks=1)

# The question of each scale, and the words for its 1, 5 and 9.
SCALE_QUESTIONS: Mapping[FormStep, tuple[str, str, str, str]] = {
    "energy": (get_text("ritual.question.energy"), "almost none", "some", "plenty"),
    "mood_morning": (get_text("ritual.question.mood"), "very low", "in between", "very good"),
    "mood_evening": (get_text("ritual.question.mood"), "very low", "in between", "very good"),
    "connection": (get_text("ritual.question.connection"), "not at all", "somewhat", "very"),
}
BOUNDARY_QUESTION = get_text("ritual.question.kept")
# The questions of the other steps; those of the morning and the evening come round, see `question_for`.
QUESTIONS: Mapping[FormStep, str] = {
    "rest_first": get_text("ritual.question.rest_first"),
    "offer": get_text("ritual.question.offer"),
    "own": get_text("ritual.question.own"),
    "when": get_text("ritual.question.when"),
    "acts": get_text("ritual.question.acts"),
    "open_plan": get_text("ritual.question.open_plan"),
    "second": get_text("ritual.question.second"),
    "kept": BOUNDARY_QUESTION,
    **{scale: question for scale, (question, *_) in SCALE_QUESTIONS.items()},
}
PROMPT_SLOTS: Mapping[FormStep, DayPart] = {"who": "morning", "evening": "evening"}
QUESTIONS_ON_ANOTHER_DAY: Mapping[str, str] = {
    QUESTIONS["energy"]: get_text("ritual.other_day.energy"),
    QUESTIONS["mood_morning"]: get_text("ritual.other_day.mood"),
    QUESTIONS["connection"]: get_text("ritual.other_day.connection"),
    QUESTIONS["offer"]: get_text("ritual.other_day.offer"),
    QUESTIONS["own"]: get_text("ritual.other_day.own"),
    QUESTIONS["when"]: get_text("ritual.other_day.when"),
}

SAVED_UNCONFIRMED = get_text("ritual.saved.unconfirmed")
ACT_STATE_SAVED: Mapping[ActState, str] = {
    "done": get_text("ritual.saved.done"),
    "let_go": get_text("ritual.saved.let_go"),
    "planned": get_text("ritual.saved.planned"),
}
CONFIRMATIONS: Mapping[type[Request], str] = {
    DayPartSkipped: get_text("ritual.saved.skipped"),
    KindnessAwaited: get_text("ritual.saved.awaited"),
    PartRemoved: get_text("ritual.removed"),
    DayRemoved: get_text("ritual.removed"),
    LineLeftOutOfJar: get_text("ritual.saved.left_out_of_jar"),
    KeptBoundaryWritten: get_text("ritual.saved.boundary"),
    TextPutAside: get_text("ritual.saved.note"),
    TextThrownAway: get_text("ritual.thrown_away"),
    NameRenamed: get_text("ritual.saved.name_renamed"),
    NameRewritten: get_text("ritual.saved.name_rewritten"),
    NameSeparated: get_text("ritual.saved.name_separated"),
    LowMoodTextRead: "",
    ComparisonNoteRead: "",
}


# What is said of suggestions that are chosen from one of the four ways.
PATHWAY_NOTICES: Mapping[Pathway, str] = {
    "connection": get_text("ritual.pathway.notice.connection"),
    "thoughts": get_text("ritual.pathway.notice.thoughts"),
    "agency": get_text("ritual.pathway.notice.agency"),
    "identity": get_text("ritual.pathway.notice.identity"),
}
# The choice that leads to the suggestions of one of them, or of all.
PATHWAY_CHOICES: Mapping[Pathway | None, str] = {
    "connection": get_text("ritual.pathway.choice.connection"),
    "thoughts": get_text("ritual.pathway.choice.thoughts"),
    "agency": get_text("ritual.pathway.choice.agency"),
    "identity": get_text("ritual.pathway.choice.identity"),
    None: get_text("ritual.pathway.choice.all"),
}


def places_to_talk() -> tuple[str, ...]:
    """Return where to find help or somebody to talk to, a sentence each."""
    return get_text("ritual.places.now"), get_text("ritual.places.talk"), get_text("ritual.places.offline")


def check_advice(check: Check) -> list[str]:
    """Return what can be done and said when a check does not hold, a sentence each."""
    return [
        *([check.if_not] if check.if_not else []),
        *([get_text("ritual.check.aloud", words=check.aloud)] if check.aloud else []),
        *([get_text("ritual.check.writing", words=check.writing)] if check.writing else []),
    ]


def open_plan_choices(day: Day) -> dict[str, str]:
    """Return what can be answered about the plans of a day that are still open, by its id."""
    done = {act.uid: get_text("ritual.open_plan.done", act=first_line(act.text)) for act in day.planned}
    return {LEAVE_OPEN: "Leave it open", **done, WRITE_GIVEN: "I did something else"}


def rest_first_choices(state: State) -> dict[str, str]:
    """Return what a hard morning offers, by its id; the question whom to encourage comes last."""
    idea = state.self_kind_idea
    plan = idea.plan_for("")
    return {
        REST: OTHER_CHOICES[REST],
        AWAIT_KINDNESS: get_text("ritual.rest_first.await_kindness"),
        idea.id: plan[:1].upper() + plan[1:],
        ASK_WHO: get_text("ritual.rest_first.ask_who"),
    }


def question_for(state: State, form: Form) -> str:
    """Return the question of the step that the form is at; empty for a day that is closed."""
    question = _todays_question(state, form)
    if form.on == state.today or _is_own_question(state, form):
        return question
    return QUESTIONS_ON_ANOTHER_DAY.get(question) or question.replace("today", "that day")


def _is_own_question(state: State, form: Form) -> bool:
    slot = PROMPT_SLOTS.get(form.current_step(state))
    return slot is not None and state.prompt(slot, form.on).own


def _todays_question(state: State, form: Form) -> str:
    match step := form.current_step(state):
        case "who":
            return state.prompt("morning", form.on).text
        case "evening":
            return state.prompt("evening", form.on).text
        case "offer" if form.replaced_uid:
            return get_text("ritual.question.swap")
        case "second" if form.is_extra:
            return get_text("ritual.question.extra")
        case "edit":
            return _rewriting_question(state, form)
        case _:
            return QUESTIONS.get(step, "")


def _rewriting_question(state: State, form: Form) -> str:
    match form.editing and (form.editing.part, form.editing.text):
        case ("who", _) | (_, "who"):
            return get_text("ritual.question.edit.who")
        case (_, "when"):
            return QUESTIONS["when"]
        case ("acts", _):
            part = form.edited_part(state)
            is_done = isinstance(part, Act) and part.state == "done"
            return get_text("ritual.question.edit.done") if is_done else QUESTIONS["own"]
        case ("kept", _):
            return BOUNDARY_QUESTION
        case ("notes", _):
            return get_text("ritual.question.edit.note")
        case _:
            return get_text("ritual.question.edit.other")


def past_draft_lead(past: PastDraft, today: date) -> str:
    """Return what is said of the drafts of an earlier day before the person chooses what becomes of them."""
    day = f"{past.on:%A}" if abs(today - past.on) < ONE_WEEK else date_seen_from(today, past.on)
    if past.field:
        return get_text("ritual.past_draft.open", day=day)
    texts = ", ".join(f'"{first_line(draft.old)}"' for draft in past.drafts)
    return get_text("ritual.past_draft.homeless", day=day, texts=texts)


def undone(label: str, redo_key: str) -> str:
    """Return what is shown after an undo: what it was, and how to redo it."""
    return get_text("undo.undone", change=label, redo_key=redo_key)


def redone(label: str) -> str:
    """Return what is shown after a redo."""
    return get_text("undo.redone", change=label)


def days_away(first: date, last: date, today: date) -> str:
    """Return days away in words, as what comes after "rest": "until Sunday 6 December"."""
    last_day = get_text("ritual.away.today") if last == today else date_seen_from(today, last)
    if first == last:
        return last_day if last == today else get_text("ritual.away.on", day=last_day)
    if first == today:
        return get_text("ritual.away.until_day", day=last_day)
    return get_text("ritual.away.from_to", first=date_seen_from(today, first), last=last_day)


def days_away_saved(request: DaysAwayChosen, journal: Journal, today: date) -> str:
    """Return the days to rest that a request led to in `journal`, as `days_away` does."""
    span = journal.away_span_on(request.first)
    if span is None:
        return days_away(request.first, request.last, today)
    is_over_too = request.first < today and not request.uid
    return days_away(span.first if is_over_too else max(span.first, today), span.last, today)


def away_line(state: State, *, names_key: bool = True) -> str:
    """Return what is said on one of the days away, in place of a question; empty on any other day.

    With `names_key`, it says that any key opens the day.
    """
    until = state.away_until
    if until is None:
        return ""
    line = get_text("ritual.away.last_day")
    if until != state.today:
        line = get_text("ritual.away.until", day=date_seen_from(state.today, until))
    return get_text("ritual.away.any_key", line=line) if names_key else line


def rest_line(state: State) -> str:
    """Return until when a rest goes on after a kind day within it; empty if it does not."""
    until = state.rest_until
    if until is None or until == state.today or not state.day.is_kind:
        return ""
    return get_text("ritual.away.after_today", day=date_seen_from(state.today, until))


def several_undone(count: int, redo_key: str) -> str:
    """Return what is shown after several changes were undone at once."""
    return get_text("undo.several_undone", count=count, redo_key=redo_key)


def several_redone(count: int) -> str:
    """Return what is shown after several changes were redone at once."""
    return get_text("undo.several_redone", count=count)


def describe_change(change: Change, state: State, *, is_undone: bool = False) -> tuple[str, str]:
    """Return when a change was made or undone, and what it was, or that it is refused and why."""
    moment = structs.replace(state.moment, at=change.at)
    on, time = logical_day(moment, state.journal.settings.day_start), f"{moment.local_time:%H:%M}"
    if on == state.today:
        when = get_text("undo.list.today", time=time)
    elif on == state.today - ONE_DAY:
        when = get_text("undo.list.yesterday", time=time)
    else:
        when = get_text("undo.list.earlier", time=time, day=_short_date(on, state.today))
    if is_undone:
        when = get_text("undo.list.undone", when=when)
    if not change.is_refused:
        return when, _label_with_day(change, on, state.today)
    if is_undone:
        return when, get_text("undo.list.not_redone", reason=change.label)
    return when, get_text("undo.list.not_undone", reason=change.label)


def _label_with_day(change: Change, made_on: date, today: date) -> str:
    """Return what a change was, with the day it is about if that is another than the one it was made on."""
    if change.on is None or change.on == made_on:
        return change.label
    return get_text("undo.list.for_day", label=change.label, day=_short_date(change.on, today))


def _short_date(on: date, today: date) -> str:
    return short_date(on) if on.year == today.year else f"{short_date(on)} {on.year}"


def confirmation_for(request: Request, state: State, undo_key: str = "u") -> str:
    """Return what is shown once a request is saved; empty if nothing needs to be said.

    Args:
        request: The request, the last one that was saved.
        state: The state after it.
        undo_key: The key that undoes it.
    """
    today = state.today
    match request:
        case CustomEntryWritten(kind="left_out_names"):
            text = get_text("ritual.saved.name_left_out", undo_key=undo_key)
        case CustomEntryArchived(kind="left_out_names", archived=True):
            text = get_text("ritual.saved.name_put_back")
        case EntryMoved():
            text = get_text("ritual.moved", day=date_seen_from(today, request.on))
        case ActStateChanged():
            text = ACT_STATE_SAVED[request.state]
        case RestChosen() | DaysAwayChosen() | DaysAwayEnded():
            text = _rest_saved(request, state)
        case CustomEntryArchived():
            is_archived = request.archived
            text = get_text("ritual.saved.archived") if is_archived else get_text("ritual.saved.restored")
        case _:
            text = CONFIRMATIONS.get(type(request), get_text("ritual.saved"))
    return text


def _rest_saved(request: RestChosen | DaysAwayChosen | DaysAwayEnded, state: State) -> str:
    match request:
        case RestChosen():
            return _rest_day_saved(request, state)
        case DaysAwayEnded():
            return _days_away_ended(request, state)
    if _last_step(state.journal) is None:
        return get_text("ritual.away.unchanged")
    return get_text("ritual.away.saved", days=days_away_saved(request, state.journal, state.today))


def _rest_day_saved(request: RestChosen, state: State) -> str:
    is_today = request.on == state.today
    if request.is_rest_day:
        return get_text("ritual.saved.rest") if is_today else get_text("ritual.saved.rest_other_day")
    if not is_today:
        return get_text("ritual.saved.no_rest_other_day")
    if state.journal.away_on(state.today + ONE_DAY):
        return get_text("ritual.saved.no_rest_until_tomorrow")
    return get_text("ritual.saved.no_rest")


def _days_away_ended(request: DaysAwayEnded, state: State) -> str:
    """Return which days are ordinary again."""
    step = _last_step(state.journal)
    if step is None or min(away.first for away in step.away) > request.on:
        return get_text("ritual.away.ended")
    last = max(away.last for away in step.away)
    if last == request.on:
        return get_text("ritual.away.ended_today")
    return get_text("ritual.away.ended_now", day=date_seen_from(state.today, last))


def _last_step(journal: Journal) -> UndoStep | None:
    """Return the step that undoes the request saved last; None if it changed nothing."""
    steps = [step for step in journal.undo_steps[-1:] if step.at == journal.updated_at]
    return next(iter(steps), None)

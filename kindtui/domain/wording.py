"""The questions of the ritual and the confirmations of what was saved, for the app and `checkin` alike."""

from collections.abc import Mapping
from datetime import date, timedelta

from kindtui.domain.dates import date_seen_from
from kindtui.domain.form import LEAVE_OPEN, WRITE_GIVEN, Form, FormStep
from kindtui.domain.journal.change_label import REMOVAL
from kindtui.domain.journal.day import Act, ActState, Day
from kindtui.domain.past_draft import PastDraft
from kindtui.domain.requests import (
    ActStateChanged,
    CustomEntryArchived,
    DayPartSkipped,
    DayRemoved,
    KeptBoundaryWritten,
    LineLeftOutOfJar,
    LowMoodTextRead,
    PartRemoved,
    Request,
    RestChosen,
    TextPutAside,
    TextThrownAway,
)
from kindtui.domain.state import State
from kindtui.texts import get_text

ONE_WEEK = timedelta(days=7)

# The question of each scale, and the words for its 1, 5 and 9.
SCALE_QUESTIONS: Mapping[FormStep, tuple[str, str, str, str]] = {
    "energy": ("How much energy do you have to work with?", "almost none", "some", "plenty"),
    "mood_morning": ("How is your mood right now?", "very low", "in between", "very good"),
    "mood_evening": ("How is your mood right now?", "very low", "in between", "very good"),
    "connection": ("How connected to others did you feel today?", "not at all", "somewhat", "very"),
}
CUSTOM_ACT_PROMPT = "Today I'll …"
WHEN_QUESTION = "When will you do it?"
BOUNDARY_QUESTION = "Which boundary did I keep?"
# The questions of the other steps; those of the morning and the evening come round, see `question_for`.
QUESTIONS: Mapping[FormStep, str] = {
    "offer": "Which small act fits today?",
    "own": CUSTOM_ACT_PROMPT,
    "when": WHEN_QUESTION,
    "acts": "One small act",
    "open_plan": "And the kindness I planned?",
    "second": "And one thing I gave?",
    "kept": BOUNDARY_QUESTION,
    **{scale: question for scale, (question, *_) in SCALE_QUESTIONS.items()},
}

QUESTIONS_ON_ANOTHER_DAY = {
    CUSTOM_ACT_PROMPT: "What did I plan?",
    WHEN_QUESTION: "When did I plan to do it?",
    SCALE_QUESTIONS["energy"][0]: "How much energy did you have to work with?",
    SCALE_QUESTIONS["mood_morning"][0]: "How was your mood?",
}

SAVED = "Saved."
SAVED_UNCONFIRMED = "Saved, but this disk did not confirm it; a power cut might still undo it."
ACT_STATE_SAVED: Mapping[ActState, str] = {
    "done": "Saved. It happened.",
    "let_go": "Saved. Let go, and that is all right.",
    "planned": "Saved. It is planned again.",
}
REST_SAVED: Mapping[bool, str] = {True: "Saved. The day is for rest.", False: SAVED}
SKIP_SAVED = "Saved. Put aside for today."
BOUNDARY_SAVED = "Saved. A boundary kept is a kindness."

REMOVED = "Removed. Undo brings it back."
CONFIRMATIONS: Mapping[type[Request], str] = {
    DayPartSkipped: SKIP_SAVED,
    PartRemoved: REMOVED,
    DayRemoved: REMOVED,
    LineLeftOutOfJar: "Saved. The jar leaves it out from now on.",
    KeptBoundaryWritten: BOUNDARY_SAVED,
    TextPutAside: "Kept as a note of that day.",
    TextThrownAway: "Thrown away. Undo brings it back, as a note of that day.",
    LowMoodTextRead: "",
}


def places_to_talk() -> tuple[str, ...]:
    """Return where to find help or somebody to talk to, a sentence each."""
    return get_text("ritual.places.now"), get_text("ritual.places.talk"), get_text("ritual.places.offline")


def open_plan_choices(day: Day) -> dict[str, str]:
    """Return what can be answered about the plans of a day that are still open, by its id."""
    done = {act.uid: f"I did it: {act.text}" for act in day.planned}
    return {LEAVE_OPEN: "Leave it open", **done, WRITE_GIVEN: "Something else"}


def question_for(state: State, form: Form) -> str:
    """Return the question of the step that the form is at; empty for a day that is closed."""
    question = _todays_question(state, form)
    if form.on == state.today:
        return question
    return QUESTIONS_ON_ANOTHER_DAY.get(question) or question.replace("today", "that day")


def _todays_question(state: State, form: Form) -> str:
    match step := form.current_step(state):
        case "who":
            return state.prompt("morning", form.on).text
        case "evening":
            return state.prompt("evening", form.on).text
        case "offer" if form.replaced_uid:
            return "Put which one in its place?"
        case "second" if form.is_extra:
            return "What did I give?"
        case "edit":
            return _rewriting_question(state, form)
        case _:
            return QUESTIONS.get(step, "")


def _rewriting_question(state: State, form: Form) -> str:
    match form.editing and (form.editing.part, form.editing.text):
        case ("who", _) | (_, "who"):
            return "Who was it for?"
        case (_, "when"):
            return WHEN_QUESTION
        case ("acts", _):
            part = form.edited_part(state)
            return "What did I do?" if isinstance(part, Act) and part.state == "done" else CUSTOM_ACT_PROMPT
        case ("kept", _):
            return BOUNDARY_QUESTION
        case ("notes", _):
            return "What was the note?"
        case _:
            return "What was it, in other words?"


def past_draft_lead(past: PastDraft, today: date) -> str:
    """Return what is said of the drafts of an earlier day before the person chooses what becomes of them."""
    day = f"{past.on:%A}" if abs(today - past.on) < ONE_WEEK else date_seen_from(today, past.on)
    if past.field:
        return f"You were writing on {day}."
    texts = " and ".join(f'"{draft.old}"' for draft in past.drafts)
    return f"On {day} you wrote {texts}, for something that is not there any more."


def undone(label: str, redo_key: str) -> str:
    """Return what is shown after an undo: what it was, and how to bring it back."""
    effect = "removes it again" if label.startswith(REMOVAL) else "brings it back"
    return f"Undone: {label}. {redo_key} {effect}."


def redone(label: str) -> str:
    """Return what is shown after a redo."""
    return f"Redone: {label}."


def confirmation_for(request: Request) -> str:
    """Return what is shown once a request is saved; empty if nothing needs to be said."""
    match request:
        case ActStateChanged():
            return ACT_STATE_SAVED[request.state]
        case RestChosen():
            return REST_SAVED[request.is_rest_day]
        case CustomEntryArchived():
            return "Saved. Put away." if request.archived else "Saved. It is back."
        case _:
            return CONFIRMATIONS.get(type(request), SAVED)

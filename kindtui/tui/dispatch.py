"""Which use case fulfils which wish, and what is said afterwards."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import partial
from typing import Any

from kindtui.domain import wording
from kindtui.domain.state import State
from kindtui.session import Session
from kindtui.tui import messages

# The fields of a wish are the arguments of its use case.
USE_CASES: Mapping[type[messages.Request], Callable[..., State]] = {
    messages.ActChosen: Session.choose_act,
    messages.ActScheduled: Session.schedule_act,
    messages.ActStateChanged: Session.set_act_state,
    messages.ActMoved: Session.move_act,
    messages.GivenActWritten: Session.record_given_act,
    messages.ReflectionWritten: Session.record_reflection,
    messages.NoteWritten: Session.record_note,
    messages.KeptBoundaryWritten: Session.record_kept,
    messages.TextRewritten: Session.rewrite_text,
    messages.ScaleRated: Session.record_rating,
    messages.PartRemoved: Session.remove_part,
    messages.DayRemoved: Session.remove_day,
    messages.LineLeftOutOfJar: Session.leave_out_of_jar,
    messages.RestChosen: Session.set_rest,
    messages.DayPartSkipped: Session.skip_day_part,
    messages.CheckAnswered: Session.answer_check,
    messages.CustomEntryWritten: Session.write_custom_entry,
    messages.CustomEntryArchived: Session.archive_custom_entry,
    messages.SettingsChanged: Session.change_settings,
    messages.LowMoodTextRead: Session.mark_low_mood_read,
}
SILENT = (messages.LowMoodTextRead, messages.FormFinished, messages.FileChanged, messages.DraftsSaveRequested)
# What is said depends on this field of the wish.
CONFIRMATIONS_BY_FIELD: Mapping[type[messages.Request], tuple[str, Mapping[Any, str]]] = {
    messages.ActStateChanged: ("state", wording.ACT_STATE_SAVED),
    messages.RestChosen: ("is_rest_day", wording.REST_SAVED),
    messages.CustomEntryArchived: ("archived", {True: "Saved. Put away.", False: "Saved. It is back."}),
}
CONFIRMATIONS: Mapping[type[messages.Request], str] = {
    messages.DayPartSkipped: wording.SKIP_SAVED,
    messages.PartRemoved: "Removed. u brings it back.",
    messages.DayRemoved: "Removed. u brings it back.",
    messages.LineLeftOutOfJar: "Saved. The jar leaves it out from now on.",
    messages.KeptBoundaryWritten: wording.BOUNDARY_SAVED,
}


def use_case_for(session: Session, request: messages.Request) -> Callable[[], State] | None:
    """The method of the session that fulfils a wish, ready to be called; None if nothing is to be saved."""
    match request:
        case messages.FormFinished():
            return None
        case messages.FileChanged():
            return session.open
        case messages.UndoRequested():
            return session.undo
        case messages.DraftsSaveRequested(texts=texts):
            return partial(session.save_drafts, texts)
    arguments = {field.name: getattr(request, field.name) for field in fields(request)}  # type: ignore[arg-type]
    return partial(USE_CASES[type(request)], session, **arguments)


def confirmation_for(request: messages.Request, session: Session) -> str:
    """What is said once a wish is fulfilled; nothing if it needs no word."""
    if isinstance(request, SILENT):
        return ""
    if not session.last_save_durable:
        return wording.SAVED_UNCONFIRMED
    if isinstance(request, messages.UndoRequested) and session.last_undo:
        return f"Undone: {session.last_undo.label}."
    if type(request) in CONFIRMATIONS_BY_FIELD:
        field, sentences = CONFIRMATIONS_BY_FIELD[type(request)]
        return sentences[getattr(request, field)]
    return CONFIRMATIONS.get(type(request), wording.SAVED)

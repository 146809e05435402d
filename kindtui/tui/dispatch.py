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
USE_CASES: Mapping[type[messages.Wish], Callable[..., State]] = {
    messages.ActChosen: Session.choose_act,
    messages.ActTimed: Session.time_act,
    messages.ActSettled: Session.settle_act,
    messages.ActBrought: Session.bring_act,
    messages.GaveWritten: Session.gave,
    messages.ReflectionWritten: Session.reflect,
    messages.NoteWritten: Session.note,
    messages.KeptWritten: Session.kept,
    messages.TextRewritten: Session.rewrite,
    messages.ScaleRated: Session.rate,
    messages.PartRemoved: Session.remove,
    messages.DayRemoved: Session.remove_day,
    messages.LeftOutOfJar: Session.leave_out_of_jar,
    messages.RestChosen: Session.rest,
    messages.PartSkipped: Session.skip,
    messages.CheckAnswered: Session.answer_check,
    messages.OwnWritten: Session.write_own,
    messages.OwnArchived: Session.archive_own,
    messages.SettingsChanged: Session.change_settings,
    messages.LowMoodRead: Session.low_mood_read,
}
QUIET = (messages.LowMoodRead, messages.FormFinished, messages.LookedAgain, messages.DraftsTyped)
# What is said depends on this field of the wish.
SAID_OF: Mapping[type[messages.Wish], tuple[str, Mapping[Any, str]]] = {
    messages.ActSettled: ("state", wording.SETTLED),
    messages.RestChosen: ("rests", wording.RESTED),
    messages.OwnArchived: ("archived", {True: "Saved. Put away.", False: "Saved. It is back."}),
}
SAID: Mapping[type[messages.Wish], str] = {
    messages.PartSkipped: wording.PUT_ASIDE,
    messages.PartRemoved: "Removed. u brings it back.",
    messages.DayRemoved: "Removed. u brings it back.",
    messages.LeftOutOfJar: "Saved. The jar leaves it out from now on.",
    messages.KeptWritten: wording.KEPT,
}


def use_case(session: Session, wish: messages.Wish) -> Callable[[], State] | None:
    """The method of the session that fulfils a wish, ready to be called; None if nothing is to be saved."""
    match wish:
        case messages.FormFinished():
            return None
        case messages.LookedAgain():
            return session.open
        case messages.UndoAsked():
            return session.undo
        case messages.DraftsTyped(texts=texts):
            return partial(session.keep_drafts, texts)
    arguments = {field.name: getattr(wish, field.name) for field in fields(wish)}  # type: ignore[arg-type]
    return partial(USE_CASES[type(wish)], session, **arguments)


def said(wish: messages.Wish, session: Session) -> str:
    """What is said once a wish is fulfilled; nothing if it needs no word."""
    if isinstance(wish, QUIET):
        return ""
    if not session.durable:
        return wording.UNSURE
    if isinstance(wish, messages.UndoAsked) and session.undone:
        return f"Undone: {session.undone.what}."
    if type(wish) in SAID_OF:
        field, sentences = SAID_OF[type(wish)]
        return sentences[getattr(wish, field)]
    return SAID.get(type(wish), wording.SAVED)

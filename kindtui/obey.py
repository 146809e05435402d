"""Which use case fulfils which wish, and what is said afterwards."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import partial

from kindtui import messages
from kindtui.domain.state import State
from kindtui.session import Session

# The fields of a wish are the arguments of its use case.
USE_CASES: Mapping[type[messages.Wish], Callable[..., State]] = {
    messages.ActChosen: Session.choose_act,
    messages.ActTimed: Session.time_act,
    messages.ActSettled: Session.settle_act,
    messages.ActBrought: Session.bring_act,
    messages.GaveWritten: Session.gave,
    messages.ReceivedWritten: Session.received,
    messages.KeptWritten: Session.kept,
    messages.RestChosen: Session.rest,
    messages.PartSkipped: Session.skip,
    messages.CheckAnswered: Session.answer_check,
    messages.ThreadShown: Session.show_thread,
}
QUIET = (messages.FormFinished, messages.LookedAgain, messages.DraftsTyped)
SETTLED = {
    "done": "Saved. It happened.",
    "let_go": "Saved. Let go, and that is all right.",
    "planned": "Saved. It is planned again.",
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


def said(wish: messages.Wish, session: Session) -> str:  # noqa: PLR0911  a table
    """What is said once a wish is fulfilled; nothing if it needs no word."""
    if isinstance(wish, QUIET):
        return ""
    if not session.durable:
        return "Saved, but this disk did not confirm it; a power cut might still undo it."
    match wish:
        case messages.UndoAsked() if session.undone:
            return f"Undone: {session.undone.what}."
        case messages.ActSettled(state=state):
            return SETTLED[state]
        case messages.PartSkipped():
            return "Saved. Put aside for today."
        case messages.RestChosen(rests=True):
            return "Saved. Today is for rest."
        case messages.KeptWritten():
            return "Saved. A boundary kept is a kindness."
    return "Saved."

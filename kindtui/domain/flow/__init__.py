"""The flow of the ritual: what a reply saves, and which question comes next.

The app and `kindtui checkin` both follow it. Each puts what was typed into the drafts of the form, turns
the input into a `Reply`, submits the requests of the resulting `Transition` in their order, and goes on
with its form. A draft that the reply used up is empty in that form.
"""

from kindtui.domain.flow.actions import (
    ActSettled,
    AnotherActRequested,
    CustomActChosen,
    NotNow,
    RestToggled,
    YesterdaysActSettled,
)
from kindtui.domain.flow.answers import ADD_ACT, Chosen, Passed, Rated, TextEntered
from kindtui.domain.flow.base import Reply, Transition
from kindtui.domain.flow.recovery import form_after_refusal, form_after_undo, with_undone_text

__all__ = [
    "ADD_ACT",
    "ActSettled",
    "AnotherActRequested",
    "Chosen",
    "CustomActChosen",
    "NotNow",
    "Passed",
    "Rated",
    "Reply",
    "RestToggled",
    "TextEntered",
    "Transition",
    "YesterdaysActSettled",
    "form_after_refusal",
    "form_after_undo",
    "with_undone_text",
]

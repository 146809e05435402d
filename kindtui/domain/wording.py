"""What is asked of a person, and what is said once it is saved; the same in the app and as plain lines."""

from collections.abc import Mapping

from kindtui.domain.form import Step
from kindtui.domain.journal.day import ActState

# The question of each scale, and the words for its 1, 5 and 9.
SCALE_WORDS: Mapping[Step, tuple[str, str, str, str]] = {
    "energy": ("How much energy do you have to work with?", "almost none", "some", "plenty"),
    "mood_morning": ("How is your mood right now?", "very low", "in between", "very good"),
    "mood_evening": ("How is your mood right now?", "very low", "in between", "very good"),
    "connection": ("How connected to others did you feel today?", "not at all", "somewhat", "very"),
}
WHICH_ACT = "Which small act fits today?"
WHICH_INSTEAD = "Put which one in its place?"
OWN_ACT = "Today I …"
WHEN = "If it is … when?"
ONE_THING_GAVE = "And one thing I gave?"
WHICH_BOUNDARY = "Which boundary did I keep?"

SAVED = "Saved."
UNSURE = "Saved, but this disk did not confirm it; a power cut might still undo it."
SETTLED: Mapping[ActState, str] = {
    "done": "Saved. It happened.",
    "let_go": "Saved. Let go, and that is all right.",
    "planned": "Saved. It is planned again.",
}
RESTED: Mapping[bool, str] = {True: "Saved. The day is for rest.", False: SAVED}
PUT_ASIDE = "Saved. Put aside for today."
KEPT = "Saved. A boundary kept is a kindness."

PLACES = ("places_now", "places_talk", "places_offline")  # of the words the app ships with

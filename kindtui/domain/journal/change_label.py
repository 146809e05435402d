"""What a change is called once it was undone or redone: "the received line", "the removal of the note"."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from kindtui.domain.journal.custom_entry import UNDATED, CustomEntry
from kindtui.domain.journal.day import Act, Answer, Line
from kindtui.domain.journal.parts import Part, PartKey

PartRef = tuple[date, PartKey]

# What each kind of part is called, from the least to the most telling of what a change was about.
PART_NOUNS: Mapping[str, str] = {
    "who": "the name",
    "energy": "the energy",
    "mood_morning": "the mood",
    "mood_evening": "the mood",
    "connection": "the connection",
    "rest": "the rest day",
    "skipped": "the card put aside",
    "checks": "the boundary check",
    "acts": "the act",
    "received": "the received line",
    "kept": "the kept boundary",
    "notes": "the note",
    "settings": "the setting",
    "own_acts": "your own act",
    "own_checks": "your own check",
    "own_people": "the person to talk to",
}
REMOVAL = "the removal of"
IMPORT_LABEL = "the import"
STATE_LABELS: Mapping[str, str] = {
    "done": "the act marked as done",
    "let_go": "the act let go",
    "planned": "the act planned again",
}
NEW_ACT_LABELS: Mapping[str, str] = {"done": "the act given", "planned": "the planned act"}


class PartChange(NamedTuple):
    """A part before and after a change; None where there was none."""

    ref: PartRef
    old: Part | None
    new: Part | None

    @property
    def field(self) -> str:
        """The field of the day, or the kind of the custom entry."""
        return self.ref[1][0]


def label_of(changes: Sequence[PartChange]) -> str:
    """Return what a change is called; one without any parts changed the settings."""
    changes = [PartChange(ref, _content(old), _content(new)) for ref, old, new in changes]
    changes = [change for change in changes if change.old or change.new]
    if not changes:
        return PART_NOUNS["settings"]
    days = {on for (on, _), _, _ in changes if on != UNDATED}
    if len(days) > 1:
        return "the move of the act" if _is_move(changes) else f"the changes to {len(days)} days"
    if len(changes) > 1 and not any(change.new for change in changes):
        return f"{REMOVAL} the day"
    ranks = list(PART_NOUNS)
    return _label_of_part(max(changes, key=lambda change: ranks.index(change.field)))


def _label_of_part(change: PartChange) -> str:
    noun = PART_NOUNS[change.field]
    match change.old, change.new:
        case _, None:
            return f"{REMOVAL} {noun}"
        case Act() as old, Act() as new:
            return _label_of_act_change(old, new)
        case Line() as old, Line() as new:
            return f"the new words of {noun}" if old.text != new.text else f"{noun} left out of the jar"
        case CustomEntry() as old, CustomEntry() as new:
            archived = f"{noun} put away" if new.archived else f"{noun} taken up again"
            return archived if old.archived != new.archived else f"the new words of {noun}"
        case None, Act(state=state):
            return NEW_ACT_LABELS.get(state, noun)
    return noun


def _label_of_act_change(old: Act, new: Act) -> str:
    if old.state != new.state:
        return STATE_LABELS[new.state]
    if old.source != new.source and new.source:
        return "the swap of the act"
    if old.text != new.text:
        return "the new words of the act"
    return "the time of the act" if old.when != new.when else "the name of the act"


def _is_move(changes: Sequence[PartChange]) -> bool:
    """Return whether all that changed is that an act left one day for another."""
    acts = [change.new or change.old for change in changes]
    return (
        len(changes) == 2
        and all(isinstance(act, Act) for act in acts)
        and {bool(change.old) for change in changes} == {True, False}
    )


def _content(part: Part | None) -> Part | None:
    """Return the part, or None if it is a cleared answer or a custom entry that was removed."""
    match part:
        case Answer(value=value) if value in ("", None, False, "unanswered"):
            return None
        case CustomEntry(text=""):
            return None
    return part

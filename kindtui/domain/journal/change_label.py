"""What a change was, as a clause for when it was undone or redone: "you removed a note"."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from msgspec import structs

from kindtui.domain.journal.away import Away
from kindtui.domain.journal.custom_entry import UNDATED, CustomEntry
from kindtui.domain.journal.day import Act, Answer, Line
from kindtui.domain.journal.parts import LIST_FIELDS, Part, PartKey
from kindtui.domain.text import casefolded
from kindtui.texts import get_text

PartRef = tuple[date, PartKey]


# What is said where a part has changed since, from the least to the most telling part of a change.
CHANGED_SINCE: Mapping[str, str] = {
    "who": get_text("undo.changed.who"),
    "energy": get_text("undo.changed.energy"),
    "mood_morning": get_text("undo.changed.mood"),
    "mood_evening": get_text("undo.changed.mood"),
    "connection": get_text("undo.changed.connection"),
    "rest": get_text("undo.changed.rest"),
    "not_away": get_text("undo.changed.not_away"),
    "skipped": get_text("undo.changed.skipped"),
    "checks": get_text("undo.changed.checks"),
    "acts": get_text("undo.changed.acts"),
    "received": get_text("undo.changed.received"),
    "kept": get_text("undo.changed.kept"),
    "notes": get_text("undo.changed.notes"),
    "settings": get_text("undo.changed.settings"),
    "own_acts": get_text("undo.changed.own_acts"),
    "own_checks": get_text("undo.changed.own_checks"),
    "own_people": get_text("undo.changed.own_people"),
    "left_out_names": get_text("undo.changed.left_out_names"),
    "name_aliases": get_text("undo.changed.name_aliases"),
    "own_helplines": get_text("undo.changed.own_helplines"),
    "morning_questions": get_text("undo.changed.questions"),
    "evening_questions": get_text("undo.changed.questions"),
    "away": get_text("undo.changed.away"),
}
WRITTEN: Mapping[str, str] = {
    "who": get_text("undo.written.who"),
    "energy": get_text("undo.written.energy"),
    "mood_morning": get_text("undo.written.mood"),
    "mood_evening": get_text("undo.written.mood"),
    "connection": get_text("undo.written.connection"),
    "rest": get_text("undo.written.rest"),
    "not_away": get_text("undo.written.not_away"),
    "skipped": get_text("undo.written.skipped"),
    "checks": get_text("undo.written.checks"),
    "acts": get_text("undo.written.acts"),
    "received": get_text("undo.written.received"),
    "kept": get_text("undo.written.kept"),
    "notes": get_text("undo.written.notes"),
    "own_acts": get_text("undo.written.own_acts"),
    "own_checks": get_text("undo.written.own_checks"),
    "own_people": get_text("undo.written.own_people"),
    "left_out_names": get_text("undo.written.left_out_names"),
    "name_aliases": get_text("undo.written.name_aliases"),
    "own_helplines": get_text("undo.written.own_helplines"),
    "morning_questions": get_text("undo.written.questions"),
    "evening_questions": get_text("undo.written.questions"),
    "away": get_text("undo.written.away"),
}
REMOVED: Mapping[str, str] = {
    "who": get_text("undo.removed.who"),
    "energy": get_text("undo.removed.energy"),
    "mood_morning": get_text("undo.removed.mood"),
    "mood_evening": get_text("undo.removed.mood"),
    "connection": get_text("undo.removed.connection"),
    "rest": get_text("undo.removed.rest"),
    "not_away": get_text("undo.removed.not_away"),
    "skipped": get_text("undo.removed.skipped"),
    "checks": get_text("undo.removed.checks"),
    "acts": get_text("undo.removed.acts"),
    "received": get_text("undo.removed.received"),
    "kept": get_text("undo.removed.kept"),
    "notes": get_text("undo.removed.notes"),
    "own_acts": get_text("undo.removed.own_acts"),
    "own_checks": get_text("undo.removed.own_checks"),
    "own_people": get_text("undo.removed.own_people"),
    "left_out_names": get_text("undo.removed.left_out_names"),
    "name_aliases": get_text("undo.removed.name_aliases"),
    "own_helplines": get_text("undo.removed.own_helplines"),
    "morning_questions": get_text("undo.removed.questions"),
    "evening_questions": get_text("undo.removed.questions"),
    "away": get_text("undo.removed.away"),
}
EDITED: Mapping[str, str] = {
    "received": get_text("undo.edited.received"),
    "kept": get_text("undo.edited.kept"),
    "notes": get_text("undo.edited.notes"),
    "own_acts": get_text("undo.edited.own_acts"),
    "own_checks": get_text("undo.edited.own_checks"),
    "own_people": get_text("undo.edited.own_people"),
    "left_out_names": get_text("undo.edited.left_out_names"),
    "name_aliases": get_text("undo.edited.name_aliases"),
    "own_helplines": get_text("undo.edited.own_helplines"),
    "morning_questions": get_text("undo.edited.questions"),
    "evening_questions": get_text("undo.edited.questions"),
    "away": get_text("undo.edited.away"),
}
ARCHIVED: Mapping[str, str] = {
    "own_acts": get_text("undo.archived.own_acts"),
    "own_checks": get_text("undo.archived.own_checks"),
    "own_people": get_text("undo.archived.own_people"),
    "left_out_names": get_text("undo.archived.left_out_names"),
    "name_aliases": get_text("undo.archived.name_aliases"),
    "own_helplines": get_text("undo.archived.own_helplines"),
    "morning_questions": get_text("undo.archived.questions"),
    "evening_questions": get_text("undo.archived.questions"),
}
RESTORED: Mapping[str, str] = {
    "own_acts": get_text("undo.restored.own_acts"),
    "own_checks": get_text("undo.restored.own_checks"),
    "own_people": get_text("undo.restored.own_people"),
    "left_out_names": get_text("undo.restored.left_out_names"),
    "name_aliases": get_text("undo.restored.name_aliases"),
    "own_helplines": get_text("undo.restored.own_helplines"),
    "morning_questions": get_text("undo.restored.questions"),
    "evening_questions": get_text("undo.restored.questions"),
}
ACT_STATE_CHANGES: Mapping[str, str] = {
    "done": get_text("undo.act.done"),
    "let_go": get_text("undo.act.let_go"),
    "planned": get_text("undo.act.replanned"),
}


class PartChange(NamedTuple):
    """A part before and after a change; None where there was none."""

    ref: PartRef
    old: Part | None
    new: Part | None

    @property
    def field(self) -> str:
        """The field of the day, or the kind of the custom entry."""
        return self.ref[1][0]


def label_of(
    changes: Sequence[PartChange], given_names: Collection[str] = (), days_left: Collection[date] = ()
) -> str:
    """Return what a change was, as a clause; one without any parts changed the settings.

    Args:
        changes: The parts that changed.
        given_names: The names that people were renamed to.
        days_left: The days that held something after the change.
    """
    changes = [PartChange(ref, _content(old), _content(new)) for ref, old, new in changes]
    changes = [change for change in changes if change.old or change.new]
    changes = [change for change in changes if change.field != "not_away"] or changes
    if not changes:
        return get_text("undo.settings")
    if is_name_change(changes, given_names):
        return get_text("undo.names")
    day_count = len({on for (on, _), _, _ in changes if on != UNDATED})
    if day_count > 1:
        return _label_of_move(changes) or get_text("undo.days", count=day_count)
    if day_count and len(changes) > 1 and (label := _label_of_whole_day(changes, days_left)):
        return label
    if days_away := [change for change in changes if change.field == "away"]:
        return _label_of_days_away(days_away)
    ranks = list(CHANGED_SINCE)
    return _label_of_part(
        max(changes, key=lambda change: (ranks.index(change.field), not _is_archived(change.new)))
    )


def _label_of_whole_day(changes: Sequence[PartChange], days_left: Collection[date]) -> str:
    """Return what it is called if a day was removed, or several of its entries changed; else nothing."""
    is_removal = not any(change.new for change in changes)
    if is_removal and not any(on in days_left for (on, _), _, _ in changes):
        return get_text("undo.day")
    is_edit = is_removal or sum(change.field in LIST_FIELDS for change in changes) > 1
    return get_text("undo.day_edited") if is_edit else ""


def is_name_change(changes: Sequence[PartChange], given_names: Collection[str] = ()) -> bool:
    """Return whether all that changed is a name, the same way in several answers or acts.

    A single one was changed like that if its name is now one of `given_names`, or only spelled otherwise.
    """
    new_names = set(map(_new_name, changes))
    if len(new_names) != 1 or "" in new_names:
        return False
    if len(changes) > 1:
        return True
    (old_name, new_name), *_ = [(_name(old), _name(new)) for _, old, new in changes]
    is_spelling = casefolded(old_name) == casefolded(new_name)
    return old_name not in ("", new_name) and (is_spelling or new_name in given_names)


def _name(part: Part | None) -> str:
    match part:
        case Answer(value=str() as name) | Act(who=name):
            return name
    return ""


def _new_name(change: PartChange) -> str:
    """Return the name that a part has now, if nothing else of it changed."""
    match change.old, change.new:
        case Answer(), Answer(value=str() as name) if change.field == "who":
            return name
        case Act() as old, Act() as new if old.text == new.text or new.source:
            renamed = structs.replace(old, who=new.who, text=new.text, updated_at=new.updated_at)
            return new.who if renamed == new else ""
    return ""


def _label_of_part(change: PartChange) -> str:
    match change.old, change.new:
        case _, None:
            return REMOVED[change.field]
        case Act() as old, Act() as new:
            return _label_of_act_change(old, new)
        case Line() as old, Line() as new:
            return EDITED[change.field] if old.text != new.text else get_text("undo.jar")
        case CustomEntry() as old, CustomEntry() as new:
            labels = ARCHIVED if new.archived else RESTORED
            return (labels if old.archived != new.archived else EDITED)[change.field]
        case None, Act(state="planned"):
            return get_text("undo.act.planned")
    return WRITTEN[change.field]


def _label_of_days_away(changes: Sequence[PartChange]) -> str:
    """Return whether days away were planned, changed or ended; those that overlap change together."""
    if not any(change.old for change in changes):
        return WRITTEN["away"]
    return (REMOVED if all(map(_is_ended, changes)) else EDITED)["away"]


def _is_ended(change: PartChange) -> bool:
    """Return whether days away were taken back, or cut to end by the day of the change."""
    match change.old, change.new:
        case Away() as old, Away() as new:
            return new.first == old.first and new.last < old.last and new.last <= new.updated_at.date()
    return change.new is None


def _label_of_act_change(old: Act, new: Act) -> str:
    if old.state != new.state:
        return ACT_STATE_CHANGES[new.state]
    if old.source != new.source and new.source:
        return get_text("undo.act.swapped")
    if old.text != new.text:
        return get_text("undo.act.edited")
    return get_text("undo.act.when") if old.when != new.when else get_text("undo.act.who")


def _is_archived(part: Part | None) -> bool:
    return isinstance(part, CustomEntry) and part.archived


def _label_of_move(changes: Sequence[PartChange]) -> str:
    """Return what it is called if all that changed is that an entry left one day for another; else nothing.

    An act that was brought to today has another uid there.
    """
    entries = [change.new or change.old for change in changes]
    is_move = (
        len(changes) == 2
        and all(isinstance(entry, Act | Line) for entry in entries)
        and len({change.field for change in changes}) == 1
        and {bool(change.old) for change in changes} == {True, False}
    )
    if not is_move:
        return ""
    is_same_uid = len({change.ref[1] for change in changes}) == 1
    is_act = isinstance(entries[0], Act) and not is_same_uid
    return get_text("undo.act.moved") if is_act else get_text("undo.moved")


def _content(part: Part | None) -> Part | None:
    """Return the part, or None if it is a cleared answer, or was removed and belongs to no day."""
    match part:
        case Answer(value=value) if value in ("", None, False, "unanswered"):
            return None
        case CustomEntry(text="") | Away(removed=True):
            return None
    return part

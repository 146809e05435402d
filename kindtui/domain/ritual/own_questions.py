"""Questions of a person's own for the morning and the evening, asked beside those that ship or instead."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from kindtui.domain.journal.custom_entry import CustomEntry, CustomEntryKind
from kindtui.domain.journal.day import Day, DayPart
from kindtui.domain.journal.journal import Journal
from kindtui.domain.ritual.prompts import Prompt, PromptTarget
from kindtui.domain.text import strip_controls
from kindtui.texts import get_text

MAX_QUESTIONS = 6  # of each part of the day; a merge may bring more, which wait until there is room
MAX_QUESTION_LENGTH = 120  # characters: the field below stays in sight in a small window
QUESTION_KINDS: Mapping[DayPart, CustomEntryKind] = {
    "morning": "morning_questions",
    "evening": "evening_questions",
}
# What an answer can be saved as, by the kind of its question.
TARGETS: Mapping[CustomEntryKind, Mapping[PromptTarget, str]] = {
    "morning_questions": {
        "who": get_text("ritual.records.who"),
        "note": get_text("ritual.records.note"),
    },
    "evening_questions": {
        "received": get_text("ritual.records.received"),
        "gave": get_text("ritual.records.gave"),
        "note": get_text("ritual.records.note"),
    },
}


def asked_questions(journal: Journal, slot: DayPart, day: Day) -> Sequence[CustomEntry]:
    """Return the questions whose turn it can be on a day; none unless they are switched on.

    A question added after that part of the day was answered joins them on the next day, so that the one that
    was answered stays the same.
    """
    if journal.settings.own_questions not in ("beside", "instead"):
        return ()
    entries, answered_at = journal.custom_entries_of(QUESTION_KINDS[slot]), _answered_at(slot, day)
    return [
        entry
        for entry in entries[:MAX_QUESTIONS]
        if answered_at is None or _written_microseconds(entry.uid) < answered_at.timestamp() * 1_000_000
    ]


def own_prompt(slot: DayPart, entry: CustomEntry) -> Prompt:
    """Return a question as one to ask, which suits any energy."""
    records = target_of(QUESTION_KINDS[slot], entry.records)
    text = strip_controls(entry.text)
    return Prompt(entry.uid, slot, text, default=False, low_energy=True, records=records, own=True)


def target_of(kind: CustomEntryKind, records: str) -> PromptTarget:
    """Return what the answer is saved as: a note, unless `records` fits the part of the day."""
    return next((target for target in TARGETS[kind] if target == records), "note")


def _written_microseconds(uid: str) -> int:
    """Return when an entry was written, with which its uid begins; 0 if another program gave it its uid."""
    try:
        return int(uid[:14], 16)
    except ValueError:
        return 0


def _answered_at(slot: DayPart, day: Day) -> datetime | None:
    """Return when a part of the day was first answered, if it was."""
    skipped = day.skipped.get(slot)
    times = [skipped.updated_at] if skipped and skipped.value else []
    if slot == "evening":
        times += [line.written.at for line in day.received]
    else:
        answers = (day.who, day.energy, day.mood_morning)
        times += [answer.updated_at for answer in answers if answer and answer.value]
        times += [entry.written.at for entry in day.notes] + [act.written.at for act in day.acts]
    return min(times, default=None)

"""What a day holds: the one list that every view of a day and the search read."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from kindtui.domain.journal.day import Day
from kindtui.domain.journal.journal import Conflict
from kindtui.domain.journal.parts import LIST_FIELDS, Part
from kindtui.domain.sealed_text import SealedText
from kindtui.texts import get_text

CONFLICT = "conflict"  # the kind of an item that is no part of the day: a text that lost in a merge


class DayItem(NamedTuple):
    """One thing to show of a day.

    `kind` and `uid` are the key of its part; for a conflict they are `CONFLICT` and its number among
    those of the day. `text` is what the person wrote, or the answer in words.
    """

    kind: str
    uid: str
    text: str
    source: Part | Conflict


def day_items(
    day: Day, check_texts: Mapping[str, str] | None = None, conflicts: Iterable[Conflict] = ()
) -> Iterator[DayItem]:
    """Yield everything there is to show of a day, from morning to evening; conflicts come last.

    Cleared answers and skipped cards are left out.

    Args:
        day: The day.
        check_texts: The text of each boundary check by its id. Answers are yielded in this order, and
            those to other checks are left out.
        conflicts: The texts of this day that lost in a merge.
    """
    if day.who and day.who.value:
        yield DayItem("who", "", day.who.value, day.who)
    yield from _ratings(day, "energy", "mood_morning")
    for field in LIST_FIELDS:
        for entry in getattr(day, field):
            yield DayItem(field, entry.uid, entry.text, entry)
    yield from _ratings(day, "mood_evening", "connection")
    if day.checks and check_texts:
        yield from _check_answers(day, check_texts)
    if day.rest and day.rest.value:
        yield DayItem("rest", "", "a day of rest", day.rest)
    for number, conflict in enumerate(conflicts):
        yield DayItem(CONFLICT, str(number), conflict.text, conflict)


def _check_answers(day: Day, check_texts: Mapping[str, str]) -> Iterator[DayItem]:
    for check_id, text in check_texts.items():
        if day.answer_to(check_id) != "unanswered":
            yield DayItem("checks", check_id, text, day.checks[check_id])


def _ratings(day: Day, *scales: str) -> Iterator[DayItem]:
    for scale in scales:
        answer = getattr(day, scale)
        if answer and answer.value:
            yield DayItem(scale, "", f"{answer.value} of 9", answer)
        elif answer and (sealed := SealedText.parse(answer.sealed)):  # it does not open, or it would be there
            yield DayItem(scale, "", get_text("errors.lock.unopened", id=sealed.id[:8]), answer)

"""Requests that answer a question of the day or take something out of it."""

from msgspec import structs

from kindtui.domain.journal.day import Answer, CheckAnswer, Day, DayPart, ScaleName
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.parts import parts_of, restore_parts
from kindtui.domain.requests.acts import GivenActWritten
from kindtui.domain.requests.base import DayRequest, Stamp
from kindtui.domain.requests.texts import NoteWritten, ReceivedWritten
from kindtui.domain.ritual.prompts import PromptTarget


class ReflectionWritten(DayRequest, frozen=True):
    """The evening question was answered; `records` says what the answer is."""

    text: str
    records: PromptTarget

    def change_day(self, day: Day, stamp: Stamp) -> Day:
        """Add the answer; one that is no received kindness also marks the evening as answered."""
        if self.records == "received":
            return ReceivedWritten(self.on, self.text).change_day(day, stamp)
        record = GivenActWritten if self.records == "gave" else NoteWritten
        day = record(self.on, self.text).change_day(day, stamp)
        return _with_part_handled(day, "evening", stamp)


class ScaleRated(DayRequest, frozen=True):
    """A scale was answered with a number from 1 to 9."""

    scale: ScaleName
    rating: int

    def change_day(self, day: Day, stamp: Stamp) -> Day:
        """Set the answer."""
        return structs.replace(day, **{self.scale: Answer(self.rating, stamp.updated_at)})


class RestChosen(DayRequest, frozen=True):
    """The day was marked as a rest day, or no longer; then it takes no part in days away either."""

    is_rest_day: bool

    def apply(self, journal: Journal, stamp: Stamp) -> Journal:
        """Set the mark, and leave the day out of the days away that cover it if it is no rest day."""
        day = journal.day(self.on)
        covering = () if self.is_rest_day else journal.away_on(self.on)
        if covering:
            left_out = Answer(value=True, updated_at=stamp.updated_at)
            day = structs.replace(day, not_away={**day.not_away, **{away.uid: left_out for away in covering}})
        if day.is_rest_day or not covering:
            day = self.change_day(day, stamp)
        return journal.with_day(day)

    def change_day(self, day: Day, stamp: Stamp) -> Day:
        """Set the mark."""
        return structs.replace(day, rest=Answer(self.is_rest_day, stamp.updated_at))


class DayPartSkipped(DayRequest, frozen=True):
    """The morning or the evening was put aside with "not now"."""

    day_part: DayPart

    def change_day(self, day: Day, stamp: Stamp) -> Day:
        """Mark that part of the day as handled."""
        return _with_part_handled(day, self.day_part, stamp)


class KindnessAwaited(DayPartSkipped, frozen=True):
    """The morning was put aside to let somebody be kind to the person instead."""


class CheckAnswered(DayRequest, frozen=True):
    """A boundary check was answered for the day."""

    check_id: str
    answer: CheckAnswer

    def change_day(self, day: Day, stamp: Stamp) -> Day:
        """Set the answer."""
        return structs.replace(
            day, checks={**day.checks, self.check_id: Answer(self.answer, stamp.updated_at)}
        )


class PartRemoved(DayRequest, frozen=True):
    """A part of the day was removed: the field of `Day`, and the uid or name within it."""

    part: str
    uid: str

    def apply(self, journal: Journal, stamp: Stamp) -> Journal:
        """Remove the part; a rest may come from days away instead."""
        if self.part == "rest" and journal.is_rest_day(self.on):
            return RestChosen(self.on, is_rest_day=False).apply(journal, stamp)
        return super().apply(journal, stamp)

    def change_day(self, day: Day, stamp: Stamp) -> Day:
        """Remove the part, if it is still there."""
        key = (self.part, self.uid)
        return restore_parts(day, {key: None}, stamp.updated_at) if key in parts_of(day) else day


class DayRemoved(DayRequest, frozen=True):
    """Everything recorded for the day was removed."""

    def apply(self, journal: Journal, stamp: Stamp) -> Journal:
        """Remove every part; the day takes no part in days away any more."""
        journal = super().apply(journal, stamp)
        if journal.away_on(self.on):
            journal = RestChosen(self.on, is_rest_day=False).apply(journal, stamp)
        return journal

    def change_day(self, day: Day, stamp: Stamp) -> Day:
        """Remove every part that is shown."""
        shown = [key for key in parts_of(day) if key[0] != "not_away"]
        return restore_parts(day, dict.fromkeys(shown), stamp.updated_at)


def _with_part_handled(day: Day, day_part: DayPart, stamp: Stamp) -> Day:
    """Return the day with that part marked as answered or put aside, so that it is not due again."""
    skipped = {**day.skipped, day_part: Answer(value=True, updated_at=stamp.updated_at)}
    return structs.replace(day, skipped=skipped)

"""Everything the screens draw from, as one value; what is derived is computed once."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from random import Random
from typing import Literal

from msgspec import Struct

from kindtui.domain import suggestions
from kindtui.domain.acts import Idea
from kindtui.domain.boundaries import Check, todays_checks
from kindtui.domain.dates import Moment, is_evening, logical_day
from kindtui.domain.day import Day, Mark
from kindtui.domain.journal import ONE_DAY, Journal
from kindtui.domain.suggestions import LOW_ENERGY, Offer
from kindtui.domain.thread import WINDOW, Headline, Run, Thread, current_thread, find_runs, last_28

Drafts = Mapping[date, Mapping[str, str]]  # unsaved text by day and field
Due = Literal["morning", "act", "evening", "nothing"]


class Closing(Struct, frozen=True):
    """A closing sentence and the days it fits: any, quiet, rest or kept."""

    id: str
    text: str
    fits: Literal["any", "quiet", "rest", "kept"]


class Words(Struct, frozen=True):
    """The words the app ships with that a day needs."""

    acts: tuple[Idea, ...]
    checks: tuple[Check, ...]
    closings: tuple[Closing, ...]
    questions: Mapping[str, str]
    texts: Mapping[str, str]


class State(Struct, frozen=True, dict=True):
    """A journal seen at one moment."""

    journal: Journal
    moment: Moment
    words: Words
    drafts: Drafts = {}

    @cached_property
    def today(self) -> date:
        """The logical day."""
        return logical_day(self.moment, self.journal.settings.day_start)

    @cached_property
    def day(self) -> Day:
        """What is recorded for today."""
        return self.journal.day(self.today)

    @cached_property
    def due(self) -> Due:
        """What the ritual asks for now."""
        settings, day = self.journal.settings, self.day
        if day.rests:
            return "nothing"
        if is_evening(self.moment, settings.day_start, settings.evening_hour):
            return "nothing" if day.received or day.has_skipped("evening") else "evening"
        if not (day.acts or day.kept or day.has_skipped("morning")):
            return "morning"
        return "act" if day.planned else "nothing"

    @cached_property
    def marks(self) -> Mapping[date, Mark]:
        """The mark of every date from the first recorded one up to today."""
        return self.journal.marks(self.today)

    @cached_property
    def runs(self) -> list[Run]:
        """Every run of kind days, oldest first."""
        return find_runs(self.marks, self.journal.settings.grace)[0]

    @cached_property
    def thread(self) -> Thread:
        """The current thread."""
        return current_thread(self.marks, self.journal.settings.grace)

    @cached_property
    def headline(self) -> Headline:
        """The kind and rest days of the last 28."""
        return last_28(self.journal.marks(self.today, last=WINDOW))

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """The three boundary checks of today."""
        return todays_checks(self.words.checks, self.today)

    @cached_property
    def yesterdays_plan(self) -> Day | None:
        """Yesterday, while an act of it is still planned."""
        yesterday = self.journal.day(self.today - ONE_DAY)
        return yesterday if yesterday.planned else None

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names given before, the latest first."""
        days = sorted(self.journal.days.items(), reverse=True)
        return tuple(dict.fromkeys(day.who.value for _, day in days if day.who and day.who.value))

    @property
    def past_draft(self) -> date | None:
        """The latest day before today that has unsaved text."""
        return max((on for on in self.drafts if on < self.today), default=None)

    @property
    def is_new(self) -> bool:
        """Whether nothing was ever recorded."""
        return not self.journal.days

    def offer(self, who: str, energy: int | None, number: int) -> Offer:
        """The suggestions for today, page `number`; see `suggestions.offer`."""
        tired = energy is not None and energy <= LOW_ENERGY
        emptied = any(
            check.group == "energy" and self.day.answer_to(check.id) == "not_today"
            for check in self.words.checks
        )
        return suggestions.offer(
            self.words.acts,
            self.journal,
            self.today,
            named=bool(who),
            low=tired or emptied,
            number=number,
        )

    @cached_property
    def closing(self) -> str:
        """A closing sentence that fits today and stands still for it."""
        day = self.day
        quiet = "rest" if day.rests else "quiet"
        fits = "any" if day.gave or day.received else "kept" if day.kept else quiet
        fitting = [closing.text for closing in self.words.closings if closing.fits == fits]
        return Random(self.today.isoformat()).choice(fitting)

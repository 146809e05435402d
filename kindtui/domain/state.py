"""The immutable value that every screen is drawn from; what is derived from it is computed once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from kindtui.domain.dates import Moment, is_evening, logical_day
from kindtui.domain.drafts import Drafts, shown_texts
from kindtui.domain.insights.thread import (
    WINDOW_DAYS,
    Headline,
    Run,
    Thread,
    current_thread,
    find_runs,
    headline_of,
)
from kindtui.domain.journal.custom_entry import UNDATED, CustomEntry, CustomEntryKind
from kindtui.domain.journal.day import Day, DayPart, Mark
from kindtui.domain.journal.journal import ONE_DAY, Journal
from kindtui.domain.journal.lazy_days import outlines_of
from kindtui.domain.provided_settings import Source
from kindtui.domain.ritual.catalog import Catalog, ClosingKind
from kindtui.texts import get_counted_text, get_text

if TYPE_CHECKING:
    from kindtui.domain.requests import Request
    from kindtui.domain.ritual.acts import Idea, Pathway
    from kindtui.domain.ritual.aliases import Aliases
    from kindtui.domain.ritual.boundaries import Check
    from kindtui.domain.ritual.jar import JarLine
    from kindtui.domain.ritual.names import Person
    from kindtui.domain.ritual.prompts import Prompt
    from kindtui.domain.ritual.suggestions import Offer
    from kindtui.domain.ritual.this_day_before import EarlierKindness

Due = Literal["morning", "act", "evening", "nothing"]

# Cached properties that depend on the journal and today, and on nothing else.
DERIVED_FROM_DAYS = (
    "lived",
    "marks",
    "days_ahead",
    "listed_marks",
    "thread_marks",
    "runs",
    "thread",
    "aliases",
    "people",
    "all_names",
    "names",
    "completions",
    "this_day_before",
    "earlier_kindnesses",
    "jar_line",
)
DAYS_UNTIL_WELCOME_BACK = 3  # a person is welcomed back after this many days without an entry
WRITTEN_ACTS_PERIOD = timedelta(days=28)
MAX_WRITTEN_ACTS = 5


class Refusal(Struct, frozen=True):
    """The requests of one answer that could not be saved, and the fields that their texts came from."""

    requests: tuple[Request, ...]
    places: tuple[tuple[date, str], ...] = ()


class State(Struct, frozen=True, dict=True):
    """A journal seen at one moment.

    Attributes:
        drafts: The texts that wait in each field to be saved.
        is_complete: False while only the recent days of the journal have been read.
        refused: What could not be saved since the start; its texts are among the drafts.
        setting_sources: Where the settings of `journal` come from that a person has not set.
    """

    journal: Journal
    moment: Moment
    catalog: Catalog
    drafts: Drafts = {}
    is_complete: bool = True
    refused: tuple[Refusal, ...] = ()
    setting_sources: Mapping[str, Source] = {}

    def with_cache_from(self, previous: State | None) -> State:
        """Return this state with the values that `previous` has derived from the same days already."""
        if previous and previous.journal is self.journal and previous.today == self.today:
            self.__dict__.update(
                {name: value for name, value in vars(previous).items() if name in DERIVED_FROM_DAYS}
            )
        return self

    def derive(self) -> None:
        """Compute the slow values ahead of time."""
        for name in DERIVED_FROM_DAYS:
            getattr(self, name)

    @cached_property
    def today(self) -> date:
        """The logical day."""
        return logical_day(self.moment, self.journal.settings.day_start)

    @cached_property
    def lived(self) -> Journal:
        """The journal as it is shown, in which days away up to today are rest days."""
        return self.journal.with_days_away(self.today)

    @cached_property
    def day(self) -> Day:
        """What is shown of today."""
        return self.lived.day(self.today)

    @cached_property
    def away_until(self) -> date | None:
        """The last of the days away that today is one of; None if it is none, or today is kind."""
        return None if self.day.is_kind else self.rest_until

    @cached_property
    def rest_until(self) -> date | None:
        """The last of the days away that today is one of, be it kind or not; None if it is none."""
        until = None
        while covering := self.journal.away_on(until + ONE_DAY if until else self.today):
            until = max(away.last for away in covering)
        return until

    @cached_property
    def due(self) -> Due:
        """What is due now."""
        return self.due_on(self.today)

    @property
    def is_evening(self) -> bool:
        """Whether the evening of today has begun."""
        settings = self.journal.settings
        return is_evening(self.moment, settings.day_start, settings.evening_hour)

    def due_on(self, on: date) -> Due:
        """Return what is due on a day.

        Of a past day, only an evening without an answer can be; of a day after today, nothing is.
        """
        return "nothing" if self.lived.day(on).is_rest_day else self.due_without_rest(on)

    def due_without_rest(self, on: date) -> Due:
        """Return what would be due on a day if it were no rest day."""
        day = self.journal.day(on)
        if on > self.today:
            return "nothing"
        if on < self.today:
            return "nothing" if day.received or day.has_skipped("evening") else "evening"
        if self.is_evening:
            return "nothing" if day.received or day.has_skipped("evening") else "evening"
        if not (day.acts or day.kept or day.has_skipped("morning")):
            return "morning"
        return "act" if day.planned else "nothing"

    @cached_property
    def marks(self) -> Mapping[date, Mark]:
        """The mark of every date from the first recorded one up to today."""
        return self.lived.marks(self.today)

    @cached_property
    def days_ahead(self) -> frozenset[date]:
        """The days after today that hold something."""
        return self.journal.days_after(self.today)

    @cached_property
    def listed_marks(self) -> Mapping[date, Mark]:
        """The mark of every day that the Journal lists, days ahead among them."""
        return (
            {**self.marks, **dict.fromkeys(self.days_ahead, Mark.FUTURE)} if self.days_ahead else self.marks
        )

    @cached_property
    def runs(self) -> list[Run]:
        """Every run of kind days, oldest first."""
        return find_runs(self.thread_marks, self.journal.settings.grace)[0]

    @cached_property
    def thread(self) -> Thread:
        """The current thread."""
        return current_thread(self.thread_marks, self.journal.settings.grace)

    @cached_property
    def thread_marks(self) -> Mapping[date, Mark]:
        """The marks the thread is counted from: a date skipped by travel counts as a rest day."""
        from kindtui.domain.insights.travel import dates_skipped_by_travel

        day_start = self.journal.settings.day_start
        skipped = dict.fromkeys(dates_skipped_by_travel(self.lived.days, self.marks, day_start), Mark.REST)
        return {**self.marks, **skipped} if skipped else self.marks

    @cached_property
    def is_hard_day(self) -> bool:
        """Whether rest and receiving come first today and the thread is hidden; see `low_mood`."""
        from kindtui.domain.ritual import low_mood

        return low_mood.is_hard_day(self.journal, self.today)

    @cached_property
    def hides_earlier_kindnesses(self) -> bool:
        """Whether today is hard or very low, so that kindnesses of other years stay out of the way."""
        from kindtui.domain.ritual import low_mood

        return self.is_hard_day or low_mood.is_very_low_day(self.journal, self.today)

    @property
    def shows_thread(self) -> bool:
        """Whether the thread is shown today."""
        return self.journal.settings.thread_shown and not self.is_hard_day

    @property
    def low_mood_text(self) -> str:
        """The text to show on a hard day; empty once it has been read."""
        from kindtui.domain.ritual import low_mood

        reason = low_mood.low_mood_reason(self.journal, self.today)
        if reason is None or not self.is_complete:
            return ""
        line_number = low_mood.times_in_a_row(self.journal.settings, self.today)
        names_doctor = line_number >= low_mood.MIN_LINES_FOR_DOCTOR
        if reason == "mornings":
            return get_text("ritual.tired_for_weeks") if names_doctor else get_text("ritual.tired")
        return get_text("ritual.low_mood_for_weeks") if names_doctor else get_text("ritual.low_mood")

    @cached_property
    def greeting(self) -> str:
        """The greeting after some days away or the end of a thread; empty once today has an entry."""
        settings = self.journal.settings
        days_back = range(1 + max(DAYS_UNTIL_WELCOME_BACK, settings.grace))
        today, *past_days = (self.lived.day(self.today - back * ONE_DAY) for back in days_back)
        if not self.is_complete or self.is_new or today.has_content:
            return ""
        last_days = [day for day in past_days[:DAYS_UNTIL_WELCOME_BACK] if day.has_content]
        if last_days and not self.journal.day(last_days[0].day).has_content:
            return get_text("ritual.welcome_back")  # days away are no absence, and nothing is counted
        was_away = not last_days
        maybe_ended = self.shows_thread and not any(day.is_kind for day in past_days[: settings.grace])
        sentences = [get_text("ritual.welcome_back")] if was_away else []
        if maybe_ended and self.thread.state == "resting":
            total = sum(run.kind_days for run in self.runs)
            sentences.append(get_counted_text("ritual.fresh_page", total))
        return " ".join(sentences)

    @cached_property
    def headline(self) -> Headline:
        """The kind and rest days of the last 28."""
        return headline_of(self.lived.marks(self.today, days_back=WINDOW_DAYS))

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """The three boundary checks of today."""
        from kindtui.domain.ritual.boundaries import todays_checks

        return todays_checks(self.catalog.checks, self.custom_checks, self.today)

    @cached_property
    def custom_checks(self) -> tuple[Check, ...]:
        """The custom checks that are not archived."""
        return self._custom_checks_where(archived=False)

    @cached_property
    def check_texts(self) -> Mapping[str, str]:
        """The text of every check by its id: those that ship, then custom ones; archived ones come last."""
        archived_checks = self._custom_checks_where(archived=True)
        return {one.id: one.check for one in (*self.catalog.checks, *self.custom_checks, *archived_checks)}

    def _custom_checks_where(self, *, archived: bool) -> tuple[Check, ...]:
        from kindtui.domain.ritual.boundaries import Check

        entries = self.custom_entries_of("own_checks", archived=archived)
        return tuple(Check(entry.uid, "own", entry.text, aloud=entry.script) for entry in entries)

    @cached_property
    def ideas(self) -> tuple[Idea, ...]:
        """The acts that can be suggested; custom ones come last, none of which mentions a name left out."""
        from kindtui.domain.ritual.acts import custom_idea
        from kindtui.domain.ritual.left_out_names import mentions

        entries = self.custom_entries_of("own_acts")
        fitting = [entry for entry in entries if not mentions(entry.text, self.left_out_keys)]
        return (*self.catalog.active_acts, *map(custom_idea, fitting))

    def custom_entries_of(self, kind: CustomEntryKind, *, archived: bool = False) -> tuple[CustomEntry, ...]:
        """Return the active or the archived custom entries of a kind, in the order they were written."""
        return self.journal.custom_entries_of(kind, archived=archived)

    @cached_property
    def recent_written_acts(self) -> tuple[str, ...]:
        """First lines of recent acts in own words that are not custom entries, the latest first.

        Those that mention a name left out are not among them.
        """
        from kindtui.domain.ritual.left_out_names import mentions

        custom_texts = {entry.text for entry in self.journal.custom_entries.values()}
        days = sorted(on for on in self.journal.days if self.today - WRITTEN_ACTS_PERIOD <= on <= self.today)
        acts = [act for on in reversed(days) for act in reversed(self.journal.days[on].acts)]
        first_lines = (act.text.split("\n")[0] for act in acts if not act.source)
        texts = dict.fromkeys(line for line in first_lines if line and line not in custom_texts)
        fitting = (text for text in texts if not mentions(text, self.left_out_keys))
        return tuple(islice(fitting, MAX_WRITTEN_ACTS))

    @cached_property
    def yesterdays_plan(self) -> Day | None:
        """Yesterday, while it still has a planned act; after days away, the last day before them."""
        if self.journal.away_on(self.today):
            return None
        day = self.journal.day(self.today - ONE_DAY)
        while not day.planned and self.journal.away_on(day.day):
            day = self.journal.day(day.day - ONE_DAY)
        return day if day.planned else None

    @cached_property
    def aliases(self) -> Aliases:
        """The names that are now known by another one."""
        from kindtui.domain.ritual.aliases import aliases_of

        return aliases_of(self.journal)

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """Everybody who was named, the latest first; see `names.people`."""
        from kindtui.domain.ritual import names

        return names.people(self.journal, self.aliases)

    @cached_property
    def all_names(self) -> tuple[str, ...]:
        """The names of days and acts, each as it is now known, the latest used first."""
        return tuple(person.name for person in self.people)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The same without the names left out."""
        from kindtui.domain.ritual.left_out_names import without_left_out

        return without_left_out(self.all_names, self.left_out_keys)

    @cached_property
    def left_out_keys(self) -> frozenset[str]:
        """The key of each name that the person left out, and of its other names; see `name_key`."""
        from kindtui.domain.ritual.left_out_names import name_key

        keys = {name_key(entry.text) for entry in self.custom_entries_of("left_out_names")}
        return self.aliases.keys_of_same_names(keys - {""})

    @property
    def left_out_count(self) -> int:
        """How many names are left out, each counted once by whatever name it is known."""
        return len({self.aliases.final_keys.get(key, key) for key in self.left_out_keys})

    def names_mentioned(self, text: str) -> tuple[str, ...]:
        """Return the names that a text mentions, each as it is now known, without those left out."""
        from kindtui.domain.ritual.left_out_names import names_mentioned, without_left_out

        written = [entry.text for entry in self.aliases.in_effect.values()]
        known = (*self.names, *without_left_out(written, self.left_out_keys))
        return tuple(dict.fromkeys(map(self.aliases.name_for, names_mentioned(text, known))))

    @cached_property
    def completions(self) -> Mapping[str, str]:
        """The name that completes each prefix; see `names.completions`."""
        from kindtui.domain.ritual import names

        return names.completions(self.names)

    @cached_property
    def this_day_before(self) -> tuple[EarlierKindness, ...]:
        """The kindnesses of this day in other years; none on a hard or very low day."""
        from kindtui.domain.ritual.this_day_before import kindnesses_of_this_day

        if self.hides_earlier_kindnesses:
            return ()
        return kindnesses_of_this_day(self.journal, self.today, self.left_out_keys)

    @cached_property
    def earlier_kindnesses(self) -> tuple[EarlierKindness, ...]:
        """The same, then those with the people of today in them; none twice, and none on such a day."""
        from kindtui.domain.ritual.this_day_before import kindnesses_with

        if self.hides_earlier_kindnesses:
            return ()
        day = self.day
        written = [*([day.who.value] if day.who else []), *(act.who for act in day.acts)]
        names = dict.fromkeys(other for name in written for other in self.aliases.all_names_of(name))
        of_this_day = {found.line.uid for found in self.this_day_before}
        with_names = kindnesses_with(names, self.journal, self.today, self.left_out_keys)
        return (*self.this_day_before, *(one for one in with_names if one.line.uid not in of_this_day))

    @cached_property
    def jar_line(self) -> JarLine | None:
        """The kindness that the jar shows today; None if it is empty."""
        from kindtui.domain.ritual.jar import todays_jar_line

        return todays_jar_line(self.journal, self.today, self.left_out_keys)

    @property
    def past_draft_day(self) -> date | None:
        """The latest day but today that has unsaved text."""
        return max((on for on in self.drafts if on not in (UNDATED, self.today)), default=None)

    def custom_entry_draft(self, field: str) -> str:
        """Return the unsaved text of a field of a custom entry."""
        return shown_texts(self.drafts, UNDATED).get(field, "")

    @property
    def is_new(self) -> bool:
        """Whether nothing is recorded."""
        return not any(day.has_content for day in outlines_of(self.lived.days).values())

    def offer(self, who: str, energy: int | None, page: int, pathway: Pathway | None = None) -> Offer:
        """Return today's suggestions; see `suggestions.offer`."""
        from kindtui.domain.ritual import suggestions
        from kindtui.domain.ritual.suggestions import MAX_LOW_ENERGY, Situation

        is_low_energy = energy is not None and energy <= MAX_LOW_ENERGY
        situation = Situation(
            who,
            low_energy=is_low_energy or self.is_hard_day or self._has_broken_energy_boundary(self.day),
            pathway=pathway,
            unsuggested=self.journal.settings.unsuggested,
            aliases=self.aliases,
        )
        return suggestions.offer(self.ideas, self.journal, self.today, situation, page)

    @property
    def self_kind_idea(self) -> Idea:
        """The act for oneself that a hard morning offers: one that needs nobody else."""
        from kindtui.domain.ritual.rotation import item_at

        def is_gentle(idea: Idea) -> bool:
            is_easy = idea.low_energy and not idea.needs_out
            return is_easy and idea.audience == "self" and not idea.contact

        suggested = [idea for idea in self.offer("", None, 0).ideas if is_gentle(idea)]
        candidates = suggested or [idea for idea in self.catalog.active_acts if is_gentle(idea)]
        return item_at(self.today.toordinal(), candidates, "hard morning")

    def prompt(self, slot: DayPart, on: date) -> Prompt:
        """Return the question for the morning or the evening of a day."""
        from kindtui.domain.ritual import prompts
        from kindtui.domain.ritual.own_questions import asked_questions, own_prompt
        from kindtui.domain.ritual.suggestions import MAX_LOW_ENERGY

        day = self.journal.day(on)
        energy = day.rating("energy")
        own = [own_prompt(slot, entry) for entry in asked_questions(self.journal, slot, day)]
        is_own_asked = own and self.journal.settings.own_questions == "instead"
        return prompts.prompt(
            own if is_own_asked else (*self.catalog.prompts, *own),
            slot,
            on,
            rotating=self.journal.settings.questions == "rotating" and not is_own_asked,
            low_energy=self._has_broken_energy_boundary(day)
            or (on == self.today and self.is_hard_day)
            or (energy is not None and energy <= MAX_LOW_ENERGY),
        )

    def _has_broken_energy_boundary(self, day: Day) -> bool:
        """Return whether a boundary about energy did not hold that day."""
        energy_check_ids = (check.id for check in self.catalog.checks if check.group == "energy")
        return any(day.answer_to(check_id) == "not_today" for check_id in energy_check_ids)

    @cached_property
    def closing(self) -> str:
        """A closing sentence that fits today; it stays the same until the evening or the next change."""
        from kindtui.domain.ritual.rotation import item_at

        fits = self._closing_kind
        kinds = {fits} if fits == "hard" else {fits, "any"}
        candidates = [
            closing.text
            for closing in self.catalog.closings
            if closing.fits in kinds and (self.is_evening or not closing.evening)
        ]
        return item_at(self.today.toordinal(), candidates, f"closing {fits}")

    @property
    def _closing_kind(self) -> ClosingKind:
        """What the closing sentence of today is about."""
        day = self.day
        if self.is_hard_day:
            return "hard"
        if day.gave or day.received:
            return "both" if day.gave and day.received else "gave" if day.gave else "received"
        return "kept" if day.kept else "rest" if day.is_rest_day else "quiet"

"""The world of a random year: its clock, its words, and what has to be true after each deed."""

import json
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.model.expected import (
    ONE_DAY,
    Away,
    DayRecord,
    Entry,
    Expected,
    Journal,
    Place,
    Question,
    first_words,
)
from tests.model.player import Player

FLAVOURS = ("", " tea with Łukasz", ' "thank you"', " 50 % off", " [b]bold[/b]", " =1+1", " 🍰 cake", " a' b")
FIRST_MOMENT = datetime(2026, 1, 5, 7, tzinfo=UTC)
LATEST_DAY_START = 7


class World:
    """A kindtui, what is expected of it, and a time and place; all follows from a seed."""

    def __init__(self, folder: Path, seed: int, *, is_locked: bool = False) -> None:
        """Begin on an empty folder, or on a journal that is empty and locked."""
        self.random = random.Random(seed)
        self.player = Player(folder, is_locked=is_locked)
        self.moves_entries = seed % 2 == 0  # else older copies are merged, which says nothing of moves
        self.expected = Expected()
        self.here = Place(FIRST_MOMENT, 3600)
        self.log: list[str] = []
        self.done: set[str] = set()  # the names of the deeds that were not passed over
        self.window_count = 0
        self._numbers = 0

    def pick(self, weighted: dict[Any, int]) -> Any:
        return self.random.choices(list(weighted), weights=list(weighted.values()))[0]

    def pass_time(self, hours: float, offset: int | None = None) -> None:
        """Let hours go by; where the wall clock stands elsewhere, travel there meanwhile."""
        at = self.here.at + timedelta(hours=hours)
        self.travel_to(at, self.here.offset if offset is None else offset)

    def travel_to(self, at: datetime, offset: int) -> None:
        """Be at a place, but not in the hours in which a day may begin."""
        here = Place(at.astimezone(UTC), offset)
        while 2 <= here.wall.hour <= LATEST_DAY_START + 1:
            here = Place(here.at + timedelta(minutes=30), offset)
        self.here = here
        self.player.set_clock(here)

    @property
    def today(self) -> date:
        return self.here.day(self.journal.day_start)

    @property
    def record(self) -> DayRecord:
        return self.journal.day(self.today)

    def _number(self) -> int:
        """A number that was never given before."""
        self._numbers += 1
        return self._numbers

    def word(self) -> str:
        """A text that stands nowhere else."""
        return f"word{self._number():06}{self.random.choice(FLAVOURS)}"

    def text(self) -> str:
        """A text of one line or, now and then, of several."""
        return "\n".join(self.word() for _ in range(self.pick({1: 8, 2: 2, 3: 1})))

    def name(self) -> str:
        """A name that nobody had before."""
        return f"Name{self._number():06}"

    def days_away(self) -> Away:
        """Some days to rest about now."""
        first = self.today + ONE_DAY * self.random.randint(-3, 9)
        return Away(first, first + ONE_DAY * self.random.randint(1, 6))

    def add(self, part: str, text: str, on: date, state: str = "done", who: str = "") -> None:
        self.set_day(on, self._with_entry(part, text, on, state, who))

    def _with_entry(self, part: str, text: str, on: date, state: str = "done", who: str = "") -> DayRecord:
        entry = Entry(text, self.here, state if part == "acts" else "", who, self._number())
        return self.journal.day(on).with_entry(part, entry)

    def answer(self, question: Question, text: str, on: date) -> None:
        """Save an answer as what its question says; an evening of which nothing was received is over too."""
        if question.records == "who":
            self.set_day(on, replace(self.journal.day(on), who=text))
            return
        part = {"received": "received", "gave": "acts", "note": "notes"}[question.records]
        day = self._with_entry(part, text, on)
        if question.part_of_day == "evening" and part != "received":
            day = replace(day, skipped=day.skipped | {"evening"})
        self.set_day(on, day)

    def question_in(self, shown: str, part_of_day: str) -> Question | None:
        """The question of one's own that is shown; never one while they are switched off.

        Another is shown only where an answer to it waits, or where another window changed the setting.
        """
        questions = [one for one in self.journal.questions if one.text.split()[0] in shown]
        asked = [one for one in questions if one.part_of_day == part_of_day]
        is_due = questions == asked and not (asked and self.journal.own_questions == "off")
        assert is_due or self.player.drafts() or self.window_count > 1, questions
        return asked[0] if asked else None

    @property
    def journal(self) -> Journal:
        return self.expected.journal

    def set_day(self, on: date, day: DayRecord) -> None:
        self.expected.change(self.journal.with_day(on, day))

    def past_day(self) -> date:
        return self.today - ONE_DAY * self.random.randint(1, 40)

    def filled_day(self) -> date | None:
        """A day up to today that has an entry."""
        filled = [on for on, day in self.journal.days.items() if day.entries and on <= self.today]
        return self.random.choice(sorted(filled)) if filled else None

    def note(self, deed: str) -> None:
        self.log.append(f"{self.here.wall:%Y-%m-%d %H:%M%z}  {deed}")

    @contextmanager
    def doing(self, deed: Callable[..., object]) -> Iterator[None]:
        """Remember a deed, unless it is passed over, which notes nothing."""
        lines = len(self.log)
        yield
        if len(self.log) > lines:
            self.done.add(deed.__name__)

    def check(self) -> None:
        """The disk, the status and the words are what the model expects."""
        self._check_days()
        self._check_what_belongs_to_no_day()
        self._check_words()
        self._check_status()

    def _check_days(self) -> None:
        stored = {on: _contents(document) for on, document in self.player.stored_days().items()}
        expected = {on: _expected_contents(day) for on, day in self.journal.days.items()}
        empty = _expected_contents(DayRecord())
        differing = {
            on.isoformat(): (stored.get(on, empty), expected.get(on, empty))
            for on in stored.keys() | expected.keys()
            if stored.get(on, empty) != expected.get(on, empty)
        }
        assert not differing, f"seen and expected: {differing}"

    def _check_what_belongs_to_no_day(self) -> None:
        stored = self.player.stored
        away = [(one["first"], one["last"]) for one in stored("away") if not one.get("removed")]
        assert sorted(away) == [(str(one.first), str(one.last)) for one in self.journal.spans_away]
        names = [one for one in stored("name_aliases") if one["text"] and not one.get("archived")]
        assert {one["text"]: one["script"] for one in names} == self.journal.new_names
        questions = [
            Question(one["text"], part_of_day, one["records"])
            for part_of_day in ("morning", "evening")
            for one in stored(f"{part_of_day}_questions")
            if one["text"]
        ]
        assert set(questions) == set(self.journal.questions)
        settings = {name: value for one in stored("settings") for name, value in one.items()}
        assert settings.get("own_questions", "off") == self.journal.own_questions

    def _check_words(self) -> None:
        kept = self.player.kept_text()
        gone = {
            text for text in self.expected.words_to_keep if any(one not in kept for one in first_words(text))
        }
        assert not gone, f"nowhere: {gone}"
        assert not self.player.is_locked or not self.player.plain_files()

    def _check_status(self) -> None:
        outcome = self.player.run("status", "--json")
        said = json.loads(outcome.out)
        expected = self.journal.status(self.here)
        today = said["today"]
        seen = {name: said[name] for name in expected if name in said} | {
            "acts": [(act["text"], act["state"]) for act in today["acts"]],
            **{name: today[name] for name in ("received", "kept", "rest", "mark")},
        }
        if self.player.is_locked:
            expected = _without_words(expected)
        differing = {name: (seen[name], expected[name]) for name in expected if seen[name] != expected[name]}
        assert not differing, f"seen and expected: {differing}"
        assert outcome.status == (0 if expected["due"] == "nothing" else 1)


def _without_words(status: dict[str, Any]) -> dict[str, Any]:
    """What the status says without the key."""
    return status | {
        "acts": [(None, state) for _, state in status["acts"]],
        "received": [None for _ in status["received"]],
        "kept": [None for _ in status["kept"]],
    }


def _contents(day: dict[str, Any]) -> dict[str, Any]:
    """A document of a day as the model sees it."""
    return {
        "acts": [(act["text"], act["state"], act.get("who", "")) for act in day.get("acts", [])],
        "received": [line["text"] for line in day.get("received", [])],
        "kept": [line["text"] for line in day.get("kept", [])],
        "notes": [line["text"] for line in day.get("notes", [])],
        "who": day.get("who", {}).get("value", ""),
        "rest": bool(day.get("rest", {}).get("value")),
    }


def _expected_contents(day: DayRecord) -> dict[str, Any]:
    return {
        "acts": [(act.text, act.state, act.who) for act in day.acts],
        "received": [line.text for line in day.received],
        "kept": [line.text for line in day.kept],
        "notes": [line.text for line in day.notes],
        "who": day.who,
        "rest": day.rest,
    }

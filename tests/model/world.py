"""The world of a random year: its clock, its words, and what has to be true after each deed."""

import json
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.model.expected import ONE_DAY, DayRecord, Entry, Expected, Place
from tests.model.player import Player

FLAVOURS = ("", " tea with Łukasz", ' "thank you"', " 50 % off", " [b]bold[/b]", " =1+1", " 🍰 cake", " a' b")
FIRST_MOMENT = datetime(2026, 1, 5, 7, tzinfo=UTC)
LATEST_DAY_START = 7


class World:
    """A kindtui, what is expected of it, and a time and place; all follows from a seed."""

    def __init__(self, folder: Path, seed: int) -> None:
        """Begin on an empty folder."""
        self.random = random.Random(seed)
        self.player = Player(folder)
        self.expected = Expected()
        self.here = Place(FIRST_MOMENT, 3600)
        self.log: list[str] = []
        self.done: set[str] = set()  # the names of the deeds that were not passed over
        self._words = 0

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
        return self.here.day(self.expected.journal.day_start)

    @property
    def record(self) -> DayRecord:
        return self.expected.journal.day(self.today)

    def word(self) -> str:
        """A text that stands nowhere else."""
        self._words += 1
        return f"word{self._words:06}{self.random.choice(FLAVOURS)}"

    def add(self, part: str, text: str, on: date, state: str = "done") -> None:
        entry = Entry(text, self.here, state if part == "acts" else "")
        self.set_day(on, self.expected.journal.day(on).with_entry(part, entry))

    def set_day(self, on: date, day: DayRecord) -> None:
        self.expected.change(self.expected.journal.with_day(on, day))

    def past_day(self) -> date:
        return self.today - ONE_DAY * self.random.randint(1, 40)

    def filled_day(self) -> date | None:
        """A day up to today that has an entry."""
        filled = [on for on, day in self.expected.journal.days.items() if day.entries and on <= self.today]
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
        self._check_words()
        self._check_status()

    def _check_days(self) -> None:
        stored = {on: _contents(document) for on, document in self.player.stored_days().items()}
        expected = {on: _expected_contents(day) for on, day in self.expected.journal.days.items()}
        empty = _expected_contents(DayRecord())
        differing = {
            on.isoformat(): (stored.get(on, empty), expected.get(on, empty))
            for on in stored.keys() | expected.keys()
            if stored.get(on, empty) != expected.get(on, empty)
        }
        assert not differing, f"seen and expected: {differing}"

    def _check_words(self) -> None:
        kept = self.player.kept_text()
        gone = {text for text in self.expected.words_to_keep if text.split()[0] not in kept}
        assert not gone, f"nowhere: {gone}"

    def _check_status(self) -> None:
        outcome = self.player.run("status", "--json")
        said = json.loads(outcome.out)
        expected = self.expected.journal.status(self.here)
        today = said["today"]
        seen = {name: said[name] for name in expected if name in said} | {
            "acts": [(act["text"], act["state"]) for act in today["acts"]],
            **{name: today[name] for name in ("received", "kept", "rest", "mark")},
        }
        differing = {name: (seen[name], expected[name]) for name in expected if seen[name] != expected[name]}
        assert not differing, f"seen and expected: {differing}"
        assert outcome.status == (0 if expected["due"] == "nothing" else 1)


def _contents(day: dict[str, Any]) -> dict[str, Any]:
    """A document of a day as the model sees it."""
    return {
        "acts": [(act["text"], act["state"]) for act in day.get("acts", [])],
        "received": [line["text"] for line in day.get("received", [])],
        "kept": [line["text"] for line in day.get("kept", [])],
        "notes": [line["text"] for line in day.get("notes", [])],
        "rest": bool(day.get("rest", {}).get("value")),
    }


def _expected_contents(day: DayRecord) -> dict[str, Any]:
    return {
        "acts": [(act.text, act.state) for act in day.acts],
        "received": [line.text for line in day.received],
        "kept": [line.text for line in day.kept],
        "notes": [line.text for line in day.notes],
        "rest": day.rest,
    }

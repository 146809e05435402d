"""A clock that is set by hand and builders of days and journals, shared by many tests."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from kindtui import content
from kindtui.domain.dates import Moment
from kindtui.domain.journal.day import Act, ActState, Answer, Day, Line
from kindtui.domain.journal.journal import Journal
from kindtui.domain.state import Catalog, State

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 22)
CATALOG: Catalog = content.catalog()


def moment(text: str) -> Moment:
    """Return the moment of an ISO time that has an offset."""
    local = datetime.fromisoformat(text)
    offset = local.utcoffset()
    assert offset is not None
    return Moment(local.astimezone(UTC), "Somewhere", int(offset.total_seconds()))


MORNING = moment("2026-11-22T08:00:00+01:00")
EVENING = moment("2026-11-22T20:00:00+01:00")


def utc_moment(at: datetime) -> Moment:
    """Return the moment at a place whose clocks show UTC."""
    return Moment(at, "UTC", 0)


class FakeClock:
    """A clock that changes only when it is moved; `sleep` returns at once and is recorded in `slept`."""

    def __init__(self, current_moment: Moment = MORNING) -> None:
        self.current_moment = current_moment
        self.slept: list[float] = []

    def now(self) -> Moment:
        return self.current_moment

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def move(self, **by: float) -> None:
        """Move the clock by a `timedelta` of these arguments, forwards or back."""
        self.current_moment = Moment(
            self.current_moment.at + timedelta(**by), self.current_moment.zone, self.current_moment.offset
        )


def derive_keys_cheaply(monkeypatch: "pytest.MonkeyPatch") -> None:
    """Let new locks derive their key from the passphrase with the least work that libsodium accepts."""
    from kindtui.storage.sealing import keys

    class CheapCost(keys.Cost, frozen=True):
        operations: int = 1
        memory: int = 8192

    monkeypatch.setattr(keys, "Cost", CheapCost)


def act(state: ActState = "done", uid: str = "a", source: str = "", audience: str = "") -> Act:
    return Act(uid, "text Sam", state, MORNING, MORNING.at, audience=audience, source=source)


def line(text: str = "Tea from Noor", uid: str = "r") -> Line:
    return Line(uid, text, MORNING, MORNING.at)


def true_answer() -> Answer[bool]:
    return Answer(value=True, updated_at=MORNING.at)


def kind_day(on: date) -> Day:
    return Day(on, received=(line(),))


def rest_day(on: date) -> Day:
    return Day(on, rest=true_answer())


def journal_of(days: Iterable[Day]) -> Journal:
    return Journal({day.day: day for day in days})


def journal_state(journal: Journal, at: Moment = MORNING) -> State:
    """Return the state of a journal at a moment."""
    return State(journal, at, CATALOG)


def texts(journal: Journal) -> set[str]:
    """Return the texts of all lines and acts of a journal."""
    found: set[str] = set()
    for day in journal.days.values():
        entries: tuple[Act | Line, ...] = (*day.acts, *day.received, *day.kept, *day.notes)
        found |= {entry.text for entry in entries}
    return found


def damage_an_old_day(path: Path) -> None:
    """Write an invalid state into one act in the middle of a long journal."""
    valid_state = '"state":"done"'
    parts = path.read_text().split(valid_state)
    middle = len(parts) // 2
    path.write_text(f'{valid_state.join(parts[:middle])}"state":"dome"{valid_state.join(parts[middle:])}')

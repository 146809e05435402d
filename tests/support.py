"""A clock that is set by hand, builders of days and journals, and cheap locks, shared by many tests.

A lock takes half a second and 256 MiB, so that nobody can try many passphrases. Tests that need a locked
journal make it with `lock_journal`, which uses the real code but the lowest cost that libsodium takes. As a
journal keeps the cost of its lock, the program, also in a process of its own, then opens it as cheaply. Tests
that lock through the app or through `kindtui lock` in their own process use the fixture `cheap_locks`. To
give a passphrase to a command, put `PASSPHRASE_COMMAND` into its environment, or type it in a `Terminal`; the
programs that tests run without one have none to ask on either.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from kindtui import content
from kindtui.domain.dates import Moment
from kindtui.domain.journal.day import Act, ActState, Answer, Day, Line
from kindtui.domain.journal.journal import Journal
from kindtui.domain.ritual.catalog import Catalog
from kindtui.domain.state import State
from kindtui.storage.file_store import FileStore

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 22)
CATALOG: Catalog = content.catalog()
PASSPHRASE = "correct horse battery"
PASSPHRASE_COMMAND = {"KINDTUI_PASSPHRASE_COMMAND": f"echo '{PASSPHRASE}'"}
LOWEST_COST = (1, 8192)  # rounds, and bytes of memory


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

    def now_without_zone(self) -> Moment:
        return self.now()

    def now(self) -> Moment:
        return self.current_moment

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def move(self, **by: float) -> None:
        """Move the clock by a `timedelta` of these arguments, forwards or back."""
        self.current_moment = Moment(
            self.current_moment.at + timedelta(**by), self.current_moment.zone, self.current_moment.offset
        )


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


@contextmanager
def cheap_locks() -> Iterator[None]:
    """Let new locks cost next to nothing; changing the passphrase leaves the cost of a lock as it is."""
    from kindtui.storage.sealing import keys

    cost = keys.Cost
    with patch.object(keys, "Cost", lambda *given: cost(*(given or LOWEST_COST))):
        yield


def lock_journal(path: Path, passphrase: str = PASSPHRASE, clock: FakeClock | None = None) -> str:
    """Lock a journal and every file beside it at the lowest cost, and return the recovery code."""
    from kindtui.storage import locking

    clock = clock or FakeClock()
    codes: list[str] = []
    with cheap_locks():
        result = locking.lock(FileStore(path, clock), path, passphrase, clock, codes.append)
    assert result.is_complete, result
    return codes[0]

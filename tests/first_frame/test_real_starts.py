"""The real program in a pseudo-terminal: its first frame, and the starts that show none."""

import compileall
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, TypeVar

import pytest

from kindtui import first_frame
from kindtui.domain.requests import NoteWritten, ReceivedWritten
from kindtui.session import Session
from kindtui.storage.file_store import FileStore
from tests.faults.trial_count import TRIALS
from tests.first_frame.month import Sitting, month
from tests.first_frame.real_home import RealHome
from tests.first_frame.starts import other_file
from tests.first_frame.test_untrusted_files import HINDRANCES, NAMES
from tests.first_frame.world import YESTERDAY
from tests.real_terminal import Terminal
from tests.support import CATALOG, FakeClock, lock_journal

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="it looks for the painter in /proc"),
]
DATE = "22 November"  # which no frame shows
DAYS = max(TRIALS * 30 // 200, 2)
T = TypeVar("T")
QUESTION = "Who can I encourage"


def some(cases: Iterable[T], usual: T) -> list[Any]:
    """Return the cases of a test, all but the usual one as a sweep."""
    return [pytest.param(case, marks=[] if case == usual else pytest.mark.sweep) for case in cases]


def save(path: Path, text: str) -> None:
    """Save a line as a kindtui does that notes no starts."""
    clock = FakeClock()
    session = Session(FileStore(path, clock), clock, CATALOG)
    session.open()
    session.submit(ReceivedWritten(YESTERDAY, text))


@dataclass
class Kept:
    """A home after its first start, and both files as they are when the next one would show a frame."""

    home: RealHome
    files: dict[str, bytes]

    def put_back(self) -> RealHome:
        self.home.stop_painters()
        if self.home.cache.is_dir():
            shutil.rmtree(self.home.cache)
        else:
            self.home.cache.unlink(missing_ok=True)
        for name, data in self.files.items():
            other_file(self.home.cache / name, data)
        return self.home

    def accept(self) -> None:
        """Start once more after files have changed, so that the next start would show a frame again."""
        self.home.start(DATE)
        notes = first_frame.NEXT_STARTS
        self.files = {**self.files, notes: (self.home.cache / notes).read_bytes()}


def begin(home: RealHome) -> None:
    """Start for the first time, and wait until the frame of what is due is painted.

    Before that, everything is compiled, as by an installer: the folders of kindtui change with that.
    """
    compileall.compile_dir(first_frame.PACKAGE, quiet=1)
    save(home.path, "Tea from Noor")
    with home.open() as app:
        app.wait_for(DATE)
        app.wait_until(lambda: bool(home.frames()), "a frame", timeout=60)
        app.send("\x11")
        assert app.wait_for_exit() == 0
    assert not app.raw.startswith(tuple(home.frames().values()))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    home = RealHome(tmp_path_factory.mktemp("kept"))
    begin(home)
    home.stop_painters()
    yield Kept(home, {name: (home.cache / name).read_bytes() for name in NAMES})
    home.stop_painters()


def test_the_next_start_begins_with_its_frame(kept: Kept) -> None:
    assert kept.put_back().start(DATE)


OTHER_STARTS: dict[str, dict[str, Any]] = {
    "another terminal": {"variables": {"TERM": "screen-256color"}},
    "a variable of Textual": {"variables": {"TEXTUAL_ANIMATIONS": "none"}},
    "another language": {"variables": {"LC_ALL": "C.UTF-8"}},
    "no colour": {"variables": {"NO_COLOR": "1"}},
    "another theme": {"variables": {"KINDTUI_THEME": "light"}},
    "a larger window": {"size": (100, 30)},
    "another zone": {"now": "2026-11-22T09:00:00+02:00"},
}


@pytest.mark.sweep
@pytest.mark.parametrize("name", OTHER_STARTS)
def test_a_start_in_other_surroundings_shows_none(kept: Kept, name: str) -> None:
    assert not kept.put_back().start(DATE, **OTHER_STARTS[name])


@pytest.mark.sweep
def test_the_demo_shows_none(kept: Kept) -> None:
    assert not kept.put_back().start("Today", "--demo", is_noted=False)


@pytest.mark.sweep
def test_days_later_none_is_shown(kept: Kept) -> None:
    assert not kept.put_back().start("29 November", now="2026-11-29T08:00:00+01:00")


def leave_a_draft(home: RealHome) -> None:
    with home.open() as app:
        app.wait_for(DATE)
        app.send("Wolverine")
        app.wait_for("Wolverine")
        app.send("\x11")
        assert app.wait_for_exit() == 0


def merge_a_copy(home: RealHome) -> None:
    """Put a sync copy beside the journal, which has a line more."""
    copy = home.path.with_name("journal (conflicted copy 2026-11-22).json")
    shutil.copy2(home.path, home.path.with_name("twin"))
    save(home.path, "Another line")
    home.path.rename(copy)
    home.path.with_name("twin").rename(home.path)


CHANGES: dict[str, tuple[Callable[[RealHome], object], str]] = {
    "another save": (lambda home: save(home.path, "A neighbour held the door"), DATE),
    "touched": (lambda home: home.path.touch(), DATE),
    "a sync copy": (merge_a_copy, DATE),
    "settings": (
        lambda home: other_file(home.folder / "config/kindtui/defaults.toml", b'theme = "light"'), DATE,
    ),
    "a draft": (leave_a_draft, "Wolverine"),
}  # fmt: skip


@pytest.mark.parametrize("name", some(CHANGES, "another save"))
def test_a_start_after_a_change_shows_none(kept: Kept, name: str) -> None:
    change, text = CHANGES[name]
    home = kept.put_back()
    assert home.start(DATE)
    change(home)
    assert not home.start(text, is_noted=False)
    (home.folder / "config/kindtui/defaults.toml").unlink(missing_ok=True)
    home.path.with_name("journal.json.drafts").unlink(missing_ok=True)
    home.stop_painters()
    kept.accept()


@pytest.mark.sweep
def test_a_locked_journal_shows_none(tmp_path: Path, cheap_locks: None) -> None:
    home = RealHome(tmp_path)
    begin(home)
    lock_journal(home.path)
    for _ in range(2):
        with home.open() as app:
            app.wait_for("passphrase")
            app.send("\x11")
            app.wait_for_exit()
        assert not app.raw.startswith(
            tuple(first_frame.ENTER_SCREEN + frame for frame in home.frames().values())
        )
    home.stop_painters()


BROKEN = [(name, hindrance) for name in NAMES for hindrance in HINDRANCES]


@pytest.mark.parametrize("case", some(BROKEN, (NAMES[0], "a pipe")), ids=" ".join)
def test_files_that_cannot_be_trusted_or_read_change_nothing(kept: Kept, case: tuple[str, str]) -> None:
    name, hindrance = case
    home = kept.put_back()
    HINDRANCES[hindrance](home.cache / name)
    assert not home.start(DATE, is_noted=False)


@pytest.mark.sweep
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "data", [b"marmalade \x1b[31m" * 50, b"\0\0" * 50, b"\0\0\xff\0@9 9\0\0"], ids=["text", "zeros", "fields"]
)
def test_files_of_nonsense_change_nothing_and_are_not_shown(kept: Kept, name: str, data: bytes) -> None:
    home = kept.put_back()
    other_file(home.cache / name, data)
    with home.open() as app:
        app.wait_for(DATE)
        app.send("\x11")
        assert app.wait_for_exit() == 0
    assert b"marmalade" not in app.raw
    assert b"Traceback" not in app.raw


@pytest.mark.sweep
def test_journals_that_differ_in_words_alone_have_the_same_frames(tmp_path: Path) -> None:
    frames, pictures = [], []
    for number, text in enumerate(("Tea", "A long evening with marmalade, and with everybody else there")):
        home = RealHome(tmp_path / str(number))
        clock = FakeClock()
        session = Session(FileStore(home.path, clock), clock, CATALOG)
        session.open()
        session.submit(ReceivedWritten(YESTERDAY, text), NoteWritten(YESTERDAY, text * 2))
        assert not home.start(DATE)
        home.wait_for_painters()
        frames.append([(key.split(b" ", 1)[1], frame) for key, frame in home.frames().items()])
        fields = (home.cache / first_frame.NEXT_STARTS).read_bytes().split(first_frame.FIELD)
        pictures.append([field for field in fields if field.startswith(b"@")])
    assert frames[0] == frames[1]
    assert len(frames[0]) > 4
    assert pictures[0] == pictures[1]
    assert pictures[0]


def answer(app: Terminal, sitting: Sitting, random: Random) -> None:
    """Do what somebody does in a sitting."""
    if sitting.part == "morning" and QUESTION in app.text:
        app.send("Noor\r")
        app.wait_for("How much energy")
        app.send("6")
        app.wait_for("Which of these would")
        if random.random() < 0.7:
            app.send("1")
            app.wait_for("Saved.")
    elif sitting.part == "midday" and "I did it" in app.text:
        app.send("d")
        app.wait_until(lambda: "I did it" not in app.text, "the end of the act")
    elif sitting.part == "evening" and "What kindness did I receive" in app.text:
        app.send("Tea from Lin\r")
        app.wait_for("Tea from Lin")
        app.wait_until(lambda: "What kindness did I receive" not in app.text, "the next question")


def sit_down(home: RealHome, sitting: Sitting, random: Random) -> bool:
    """Start the program, do something and leave it; return whether a frame came first."""
    frames, note = home.frames().values(), home.note()
    now = sitting.at.isoformat()
    with home.open(size=sitting.size, variables=sitting.variables, now=now) as app:
        app.wait_for(f"{sitting.on.day} November")
        app.wait_until(lambda: home.note() != note, "the note")
        answer(app, sitting, random)
        app.send("\x11")
        assert app.wait_for_exit() == 0
    home.wait_for_painters()
    return app.raw.startswith(tuple(first_frame.ENTER_SCREEN + frame for frame in frames))


@pytest.mark.sweep
def test_95_of_100_real_starts_of_some_weeks_show_a_frame(tmp_path: Path) -> None:
    """The first start in each size and terminal shows none, as a frame has yet to be painted."""
    home, random = RealHome(tmp_path), Random(1)
    sittings = list(month(random, DAYS))
    shown = [sit_down(home, sitting, random) for sitting in sittings]
    first_ones = len({(sitting.size, *sitting.variables) for sitting in sittings})
    missed = [sitting for sitting, is_shown in zip(sittings, shown, strict=True) if not is_shown]
    assert len(missed) <= max(first_ones, len(sittings) // 20), missed

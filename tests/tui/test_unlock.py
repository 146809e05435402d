"""The lock in the app: the passphrase before it, the lock in its settings, and when it is asked for again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from unittest.mock import patch

import pytest
from textual.events import Key, Paste
from textual.keys import key_to_character
from textual.pilot import Pilot

from kindtui.domain.journal.journal import Journal
from kindtui.domain.requests import ReceivedWritten
from kindtui.domain.settings import Settings
from kindtui.domain.state import State
from kindtui.session import Session
from kindtui.storage import locking
from kindtui.storage.errors import NotSavedError
from kindtui.storage.file_store import FileStore
from kindtui.storage.sealing import keys
from kindtui.storage.sealing.keys import Cost
from kindtui.tui.app import KindApp
from kindtui.tui.screens.cover import CoverScreen
from kindtui.tui.screens.lock import LockScreen
from kindtui.tui.screens.recovery_code import RecoveryCodeScreen
from kindtui.tui.unlock import UnlockApp, wait_seconds
from kindtui.tui.widgets.passphrase_field import DOT
from tests.support import CATALOG, TODAY, FakeClock, journal_state
from tests.tui.harness import AppHarness

PASSPHRASE = "correct horse"
FIELD_KEYS = ("enter", "escape", "f7", "backspace", "left")


@pytest.fixture(autouse=True)
def cheap_derivation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "Cost", lambda operations=1, memory=8192: Cost(operations, memory))


class Unlocking:
    """The app that asks, and what it tried."""

    pilot: Pilot[State]

    def __init__(self, passphrase: str = PASSPHRASE) -> None:
        self.passphrase, self.tried = passphrase, list[str]()
        self.app = UnlockApp(self.open_with, Settings())

    def open_with(self, secret: str) -> State | None:
        self.tried.append(secret)
        return journal_state(Journal()) if secret == self.passphrase else None

    async def send(self, *sent: str) -> None:
        """Press keys, or paste a text of several letters, and wait until all is tried and drawn."""
        for each in sent:
            is_key = len(each) == 1 or each in FIELD_KEYS
            self.app.post_message(Key(each, key_to_character(each)) if is_key else Paste(each))
        await self.pause()
        await self.app.wait_for_keys()
        await self.pause()

    async def pause(self) -> None:
        await self.pilot.pause()

    @property
    def text(self) -> str:
        lines = (strip.text.strip(" │") for strip in self.app.screen._compositor.render_strips())
        return " ".join(filter(None, lines))


@asynccontextmanager
async def unlocking(passphrase: str = PASSPHRASE) -> AsyncIterator[Unlocking]:
    found = Unlocking(passphrase)
    async with found.app.run_test() as found.pilot:
        await found.pause()
        yield found


@pytest.mark.parametrize(
    "passphrase", ["tiny  spaces ", "ça va? 日本語", "👨‍👩‍👧 and 🇳🇴!", "e\u0301\u200dx\u3000y"]
)
async def test_a_passphrase_of_any_letters_is_typed_or_pasted_and_shown_as_dots(passphrase: str) -> None:
    async with unlocking(passphrase) as it:
        await it.send(*passphrase)
        assert passphrase.split()[0] not in it.text
        await it.send("enter")
    assert it.tried == [passphrase]
    assert it.app.return_value
    async with unlocking(passphrase) as it:
        await it.send(f"{passphrase}\n", "enter")
    assert it.tried == [passphrase]


async def test_a_dot_stands_for_what_a_person_sees_as_one_letter() -> None:
    async with unlocking() as it:
        await it.send("👨‍👩‍👧🇳🇴e\u0301", "\u0308")
        assert it.text.count(DOT) == 3
        await it.send("backspace")
        assert it.text.count(DOT) == 2


async def test_a_wrong_one_is_told_and_the_next_letter_takes_its_place() -> None:
    async with unlocking() as it:
        await it.send("wrong", "enter")
        assert "That isn't the passphrase or the recovery code" in it.text
        await it.send("enter")
        assert it.tried == ["wrong"]
        await it.send(*PASSPHRASE, "enter")
    assert it.tried == ["wrong", PASSPHRASE]
    assert it.app.return_value


async def test_after_three_wrong_ones_each_further_try_waits() -> None:
    assert [wait_seconds(count) for count in range(9)] == [0, 0, 0, 2, 4, 8, 16, 30, 30]
    async with unlocking() as it:
        await it.send("a", "enter", "b", "enter", "c", "enter")
        assert "You can try again in 2 seconds." in it.text
        await it.send(*PASSPHRASE, "enter")
        assert it.tried == ["a", "b", "c"]
        it.app._count_down()
        await it.pause()
        assert "in 1 second." in it.text
        it.app._count_down()
        await it.send("enter")
    assert it.tried == ["a", "b", "c", PASSPHRASE]


async def test_places_to_talk_and_the_way_out() -> None:
    async with unlocking() as it:
        await it.send("f7")
        assert "If you might hurt yourself" in it.text
        await it.send("escape")
        assert "What's your passphrase?" in it.text
        await it.send("escape")
    assert it.app.return_value is None
    assert not it.app.return_code


# The app over a locked journal


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.json"


@pytest.fixture
def clock(clock: FakeClock) -> FakeClock:
    clock.move(hours=10)
    return clock


def session_over(path: Path, clock: FakeClock, passphrase: str = "") -> Session:
    store = FileStore(path, clock)
    if passphrase:
        store.unlock(passphrase)
    return Session(store, clock, CATALOG)


def lock(path: Path, clock: FakeClock, passphrase: str = PASSPHRASE) -> None:
    """Lock a journal, as another window does."""
    locking.lock(FileStore(path, clock), path, passphrase, clock, lambda _: None)


@asynccontextmanager
async def opened(path: Path, clock: FakeClock, passphrase: str = PASSPHRASE) -> AsyncIterator[AppHarness]:
    session = session_over(path, clock, passphrase)
    app = KindApp(session, session.open())
    async with app.run_test() as pilot:
        harness = AppHarness(app, pilot, path)
        await harness.wait_until_idle()
        yield harness


async def wait_for_end(harness: AppHarness) -> None:
    while not harness.app._asking:  # noqa: ASYNC110  what leads there sets no event
        await asyncio.sleep(0)
    await harness._wait_for(harness.app._asking.wait())


def drafts(path: Path, clock: FakeClock) -> str:
    return " ".join(
        text
        for fields in session_over(path, clock, PASSPHRASE).open().drafts.values()
        for texts in fields.values()
        for text in texts
    )


def words_on_disk(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in path.parent.rglob("*") if file.is_file())


@pytest.fixture
def locked(path: Path, clock: FakeClock) -> Path:
    session = session_over(path, clock)
    session.open()
    session.submit(ReceivedWritten(TODAY, "Noor waved."))
    lock(path, clock)
    return path


async def test_the_cover_ends_the_app_with_every_text_sealed(locked: Path, clock: FakeClock) -> None:
    async with opened(locked, clock) as harness:
        await harness.press("escape", "e")
        await harness.type("zebra")
        await harness.press_at_once("f8")
        await wait_for_end(harness)
    assert harness.app.begins_anew
    assert b"zebra" not in words_on_disk(locked)
    assert drafts(locked, clock) == "zebra"


async def test_the_cover_stays_and_says_why_if_something_cannot_be_saved(
    locked: Path, clock: FakeClock
) -> None:
    async with opened(locked, clock) as harness:
        await harness.press("escape", "e")
        with patch.object(FileStore, "keep_drafts", side_effect=NotSavedError("The disk is full.")):
            await harness.type("zebra")
            await harness.press_at_once("f8")
            await wait_for_end(harness)
            await harness.wait_until_idle()
            assert "The disk is full. This is covered, but not locked." in harness.flowing_text
            assert "Noor" not in harness.text
            await harness.press("z")
            assert "zebra" in harness.text
    assert not harness.app.begins_anew


async def test_minutes_without_a_key_end_the_app(locked: Path, clock: FakeClock) -> None:
    async with opened(locked, clock) as harness:
        harness.app._check_for_changes()
        clock.move(minutes=9)
        await harness.press("escape")
        harness.app._check_for_changes()
        assert harness.app._asking is None
        clock.move(minutes=11)
        harness.app._check_for_changes()
        await wait_for_end(harness)
    assert harness.app.begins_anew


async def test_a_window_that_was_open_while_another_one_locked_the_journal_asks(
    path: Path, clock: FakeClock
) -> None:
    async with opened(path, clock, "") as harness:
        await harness.type("zebra")
        lock(path, clock)
        await harness.press_at_once("space", *"crossing")
        harness.app._check_for_changes()
        await wait_for_end(harness)
    assert harness.app.begins_anew
    assert b"zebra" not in words_on_disk(path)
    assert drafts(path, clock).startswith("zebra crossing")


async def test_the_same_wrong_passphrase_twice_is_written_over_as_well() -> None:
    unlocking = Unlocking()
    async with unlocking.app.run_test() as pilot:
        unlocking.pilot = pilot
        for _ in range(2):
            await unlocking.send(*"corect horse", "enter")
        await unlocking.send(*PASSPHRASE, "enter")
    assert unlocking.tried[-1] == PASSPHRASE


@pytest.mark.parametrize("size", [(20, 5), (39, 24), (80, 11)])
async def test_a_window_too_small_for_the_field_says_so(size: tuple[int, int]) -> None:
    unlocking = Unlocking()
    async with unlocking.app.run_test(size=size) as pilot:
        unlocking.pilot = pilot
        await unlocking.pause()
        shown = [strip.text for strip in unlocking.app.screen._compositor.render_strips()]
        assert "kindtui needs 40×12." in " ".join(" ".join(shown).split())


async def test_a_journal_that_is_not_locked_has_a_plain_cover(path: Path, clock: FakeClock) -> None:
    async with opened(path, clock, "") as harness:
        clock.move(hours=3)
        harness.app._check_for_changes()
        await harness.press("f8")
        assert isinstance(harness.app.screen, CoverScreen)
        await harness.press("z")
        assert not isinstance(harness.app.screen, CoverScreen)
    assert not harness.app.begins_anew


async def test_the_lock_is_set_changed_and_lifted_in_the_settings(path: Path, clock: FakeClock) -> None:
    async with opened(path, clock, "") as harness:
        harness.app.action_lock()
        await harness.wait_until_idle()
        assert isinstance(harness.app.screen, LockScreen)
        assert "your words are lost" in harness.flowing_text
        await harness.press("enter", *"abc", "enter")
        assert "shorter than 8" in harness.text
        await harness.press("backspace", "backspace", "backspace")
        await answer(harness, PASSPHRASE, PASSPHRASE)
        assert isinstance(harness.app.screen, RecoveryCodeScreen)
        assert "your words are lost" in harness.flowing_text
        await harness.press("enter", "enter")
        assert isinstance(harness.app.screen, RecoveryCodeScreen)
        await harness.press("y")
        assert harness.app.state.journal.is_locked

        harness.app.action_lock()
        await harness.press("enter")
        await answer(harness, "wrong", PASSPHRASE, "battery staple", "battery staple")
        await harness.press("y")
        session_over(path, clock, "battery staple")

        harness.app.action_lock()
        await harness.press("down", "enter")
        await answer(harness, "battery staple")
        assert not harness.app.state.journal.is_locked
        assert "Unlocked for good." in harness.text


async def answer(harness: AppHarness, *passphrases: str) -> None:
    """Type each of these and press Enter, and wait for what that leads to."""
    for passphrase in passphrases:
        await harness.type(passphrase)
        await harness.press("enter")
        for worker in [one for one in harness.app.workers if one.name == "check"]:
            await harness._wait_for(worker.wait())
        await harness.wait_until_idle()

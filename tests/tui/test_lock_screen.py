"""The lock in the app when something comes in between: other keys, other windows, failures and an editor."""

import asyncio
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, current_thread, main_thread
from typing import Any

import pytest
from textual.widget import Widget

from kindtui.domain.requests import ReceivedWritten, SettingsChanged
from kindtui.editor import Editor
from kindtui.storage import locking
from kindtui.storage.errors import NotSavedError
from kindtui.storage.file_store import FileStore
from kindtui.storage.lock import locked as file_lock
from kindtui.tui.app import KindApp
from kindtui.tui.screens.cover import CoverScreen
from kindtui.tui.screens.lock import LockScreen
from kindtui.tui.screens.places import PlacesScreen
from kindtui.tui.screens.recovery_code import RecoveryCodeScreen
from tests.cli.test_lock_tampered import flip_a_line
from tests.support import TODAY, FakeClock
from tests.tui.harness import AppHarness
from tests.tui.test_unlock import (
    PASSPHRASE,
    answer,
    lock,
    opened,
    session_over,
    wait_for_end,
    words_on_disk,
)

pytestmark = pytest.mark.usefixtures("cheap_locks")
CODE = re.compile("([0-9A-Z]{4}-){3}[0-9A-Z]{4} ([0-9A-Z]{4}-){3}[0-9A-Z]{4}")
FULL = "The disk is full."
HELD_SECONDS = 20  # more than any test takes; only one that fails waits for so long
MAKING_KEYS, REWRITING = "kindtui.storage.sealing.keys.make_lock", "kindtui.storage.locking._rewrite_files"
CHECKING = "kindtui.tui.lock_changes._is_passphrase"


@pytest.fixture(autouse=True)
def look_only_when_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the app look at the clock and the file by `look` alone, however slow the machine is."""
    monkeypatch.setattr("kindtui.tui.app.POLL_SECONDS", 3600.0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.json"


@pytest.fixture
def clock(clock: FakeClock) -> FakeClock:
    clock.move(hours=10)
    return clock


@pytest.fixture
def plain(path: Path, clock: FakeClock) -> Path:
    """A journal that is not locked, and whose cover would not lock it."""
    session = session_over(path, clock)
    session.open()
    session.submit(ReceivedWritten(TODAY, "Noor waved."), SettingsChanged({"cover_locks": False}))
    return path


@pytest.fixture
def locked(plain: Path, clock: FakeClock) -> Path:
    lock(plain, clock)
    return plain


class Held:
    """What another thread does, held up until it is released."""

    def __init__(self) -> None:
        self._is_reached, self._is_released = Event(), Event()

    def hold(self) -> None:
        if current_thread() is not main_thread():
            self._is_reached.set()
            self._is_released.wait(HELD_SECONDS)

    async def wait_until_reached(self, harness: AppHarness) -> None:
        """Wait until it is held up, and what came before is drawn."""
        while not self._is_reached.is_set():  # noqa: ASYNC110  an event of another thread
            await asyncio.sleep(0)
        await draw(harness)

    def release(self) -> None:
        self._is_released.set()


@contextmanager
def holding(monkeypatch: pytest.MonkeyPatch, name: str, error: Exception | None = None) -> Iterator[Held]:
    """Hold up the function of that name, wherever another thread calls it; then let it fail, or go on."""
    module_name, _, function_name = name.rpartition(".")
    module = __import__(module_name, fromlist=[function_name])
    function: Callable[..., Any] = getattr(module, function_name)
    held = Held()

    def held_function(*given: Any, **named: Any) -> Any:
        held.hold()
        if error:
            raise error
        return function(*given, **named)

    with monkeypatch.context() as patched:
        patched.setattr(name, held_function)
        try:
            yield held
        finally:
            held.release()


async def draw(harness: AppHarness) -> None:
    """Wait until what can be done while something is held up is done and drawn."""
    for _ in range(2):
        await harness._wait_for(harness.app.wait_for_keys())
        await harness._wait_for(harness._settle())


async def press(harness: AppHarness, *keys: str) -> None:
    """Press keys one by one, also while something is held up; none of them may end the app."""
    for key in keys:
        await harness.press_at_once(key)
        assert not harness.app._exit, key
        await draw(harness)


async def look(harness: AppHarness) -> None:
    """Let the app look at the clock and at the file, as it does every two seconds."""
    harness.app._check_for_changes()
    await harness.wait_until_idle()


async def choose_a_passphrase(harness: AppHarness) -> None:
    """Do all that locks the journal, but the last Enter."""
    harness.app.action_lock()
    await harness.press("enter")
    await answer(harness, PASSPHRASE)
    await harness.type(PASSPHRASE)


async def lock_it(harness: AppHarness) -> None:
    await choose_a_passphrase(harness)
    await harness.press("enter")


def shown_code(harness: AppHarness) -> str:
    """Return the recovery code that can be read now; empty if there is none."""
    if not isinstance(harness.app.screen, RecoveryCodeScreen):
        return ""
    found = CODE.search(harness.text_in("#recovery-code"))
    return found[0] if found else ""


def is_locked_on_disk(path: Path, clock: FakeClock) -> bool:
    return FileStore(path, clock).load().is_locked


# Nothing takes the recovery code away


@pytest.mark.parametrize("key", ["1", "q", "ctrl+q", "colon", "ctrl+p", "comma"])
async def test_no_key_over_the_places_to_talk_takes_the_code_away(
    key: str, plain: Path, clock: FakeClock
) -> None:
    async with opened(plain, clock, "") as harness:
        await lock_it(harness)
        code = shown_code(harness)
        assert code
        await press(harness, "f7", key)
        assert isinstance(harness.app.screen, PlacesScreen)
        await press(harness, "escape")
        assert shown_code(harness) == code
        await harness.press("y")
        assert "Everything beside your journal is locked too" in harness.flowing_text
        assert harness.app.state.journal.is_locked


@pytest.mark.parametrize("key", ["1", "q", "ctrl+q", "colon", "ctrl+p", "z"])
async def test_any_key_only_lifts_a_cover_over_the_code(key: str, plain: Path, clock: FakeClock) -> None:
    async with opened(plain, clock, "") as harness:
        await lock_it(harness)
        await harness.press("f8")
        assert isinstance(harness.app.screen, CoverScreen)
        assert not harness.text.strip()
        await press(harness, key)
        assert shown_code(harness)
        await press(harness, "f8", "f7", key)
        assert not shown_code(harness)
        await press(harness, "escape", "z")
        assert shown_code(harness)
        await harness.press("y")
        assert not isinstance(harness.app.screen, RecoveryCodeScreen)
    assert not harness.app.begins_anew


async def test_a_cover_that_locks_waits_for_the_code(path: Path, clock: FakeClock) -> None:
    async with opened(path, clock, "") as harness:
        await lock_it(harness)
        await harness.press("f8", "z")
        assert shown_code(harness)
        clock.move(hours=1)
        await look(harness)
        assert shown_code(harness)
        await harness.press("y")
        await harness.press_at_once("f8")
        await wait_for_end(harness)
    assert harness.app.begins_anew


@pytest.mark.parametrize("key", ["1", "q", "ctrl+q", "colon"])
@pytest.mark.parametrize("step", [MAKING_KEYS, REWRITING], ids=["before the code", "with the code"])
async def test_the_code_comes_although_the_places_were_open_meanwhile(
    step: str, key: str, plain: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(plain, clock, "") as harness:
        await choose_a_passphrase(harness)
        with holding(monkeypatch, step) as held:
            await harness.press_at_once("enter")
            await held.wait_until_reached(harness)
            await press(harness, "f7", key)
            assert isinstance(harness.app.screen, PlacesScreen)
            await press(harness, "escape")
            assert bool(shown_code(harness)) is (step == REWRITING)
            assert ("Locking your words" in harness.text) is (step == MAKING_KEYS)
            await press(harness, "f7", key, "f8", "enter", "enter")  # that is no answer to what is not shown
        await harness.wait_until_idle()
        await harness.press("escape")
        assert shown_code(harness)
        await harness.press("y")
        assert "Everything beside your journal is locked too" in harness.flowing_text


# What fails after the code was shown


def fail_because_the_disk_is_full(monkeypatch: pytest.MonkeyPatch, clock: FakeClock) -> str:
    def fail(*_: object, **__: object) -> None:
        raise NotSavedError(FULL)

    monkeypatch.setattr(REWRITING, fail)
    return FULL


def fail_because_somebody_saves(monkeypatch: pytest.MonkeyPatch, clock: FakeClock) -> str:
    finish = locking.finish

    def finish_while_locked(store: FileStore, *given: Any, **named: Any) -> object:
        with file_lock(store.path, clock):
            return finish(store, *given, **named)

    monkeypatch.setattr(locking, "finish", finish_while_locked)
    return "another kindtui is saving"


@pytest.mark.parametrize("fail", [fail_because_the_disk_is_full, fail_because_somebody_saves])
async def test_what_fails_after_the_code_is_read_after_the_code(
    fail: Callable[[pytest.MonkeyPatch, FakeClock], str],
    plain: Path,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with opened(plain, clock, "") as harness:
        problem = fail(monkeypatch, clock)
        await lock_it(harness)
        for key in ("space", "escape", "q"):
            await harness.press(key)
            assert shown_code(harness)
        await look(harness)
        await look(harness)
        assert shown_code(harness)
        await harness.press("y")
        assert problem in harness.text_in("#recovery-code")
        await harness.press("enter")
        assert not isinstance(harness.app.screen, RecoveryCodeScreen)
    assert is_locked_on_disk(plain, clock)


async def test_after_a_failure_the_app_knows_that_the_journal_is_locked(
    plain: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else neither the cover nor minutes without a key would ask for the passphrase."""
    async with opened(plain, clock, "") as harness:
        with monkeypatch.context() as patched:
            fail_because_the_disk_is_full(patched, clock)
            await lock_it(harness)
            await harness.press("y", "enter")
        await look(harness)
        assert "This journal is locked" in harness.flowing_text
        clock.move(minutes=20)
        harness.app._check_for_changes()
        assert harness.app._asking
        await wait_for_end(harness)
    assert harness.app.begins_anew


@pytest.mark.parametrize("over", ["f7", "f8"])
@pytest.mark.parametrize("step", [MAKING_KEYS, REWRITING], ids=["before the code", "with the code"])
async def test_what_fails_below_something_else_can_be_read_and_closed(
    step: str, over: str, plain: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(plain, clock, "") as harness:
        await choose_a_passphrase(harness)
        with holding(monkeypatch, step, NotSavedError(FULL)) as held:
            await harness.press_at_once("enter")
            await held.wait_until_reached(harness)
            await press(harness, over)
            held.release()
            await harness.wait_until_idle()
        await harness.press("escape")
        if step == REWRITING:
            assert shown_code(harness)
            await harness.press("y")
        assert FULL in harness.flowing_text
        await harness.press("enter")
        assert not isinstance(harness.app.screen, RecoveryCodeScreen)
        assert is_locked_on_disk(plain, clock) is (step == REWRITING)
    assert not harness.app.begins_anew


@pytest.mark.parametrize("over", ["f7", "f8", ""])
async def test_a_lock_that_another_window_has_set_first_is_asked_for(
    over: str, plain: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(plain, clock, "") as harness:
        await choose_a_passphrase(harness)
        with holding(monkeypatch, MAKING_KEYS) as held:
            await harness.press_at_once("enter")
            await held.wait_until_reached(harness)
            if over:
                await press(harness, over)
            lock(plain, clock, "battery staple")
            held.release()
            await harness.wait_until_idle()
        if over:
            await harness.press("escape")
        assert not shown_code(harness)
        assert isinstance(harness.app.screen, RecoveryCodeScreen)
        await harness.press("enter")
        assert not isinstance(harness.app.screen, RecoveryCodeScreen)
        harness.app._check_for_changes()
        await wait_for_end(harness)
    assert harness.app.begins_anew
    session_over(plain, clock, "battery staple")
    assert b"Noor" not in words_on_disk(plain)


# The present passphrase


async def test_a_passphrase_for_one_thing_does_not_do_another(
    locked: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is still being checked when something else is chosen, for which it was not typed."""
    await check_that_it_stays_locked(locked, clock, monkeypatch, "escape", "down", "enter")


async def test_what_is_typed_after_a_right_passphrase_is_checked_as_well(
    locked: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await check_that_it_stays_locked(locked, clock, monkeypatch, "escape", "down", "enter", *"no", "enter")


async def check_that_it_stays_locked(
    path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch, *keys: str
) -> None:
    """Change the passphrase, and press these keys before the present one is checked."""
    async with opened(path, clock) as harness:
        harness.app.action_lock()
        await harness.press("enter")
        await harness.type(PASSPHRASE)
        with holding(monkeypatch, CHECKING) as held:
            await harness.press_at_once("enter")
            await held.wait_until_reached(harness)
            await press(harness, *keys)
            held.release()
            for worker in [one for one in harness.app.workers if one.name == "check"]:
                await harness._wait_for(worker.wait())
            await harness.wait_until_idle()
        assert isinstance(harness.app.screen, LockScreen)
        assert "What's your passphrase?" in harness.text
        assert harness.app.state.journal.is_locked
    assert is_locked_on_disk(path, clock)


async def test_why_a_journal_stays_locked_can_be_read_for_as_long_as_it_takes(
    locked: Path, clock: FakeClock
) -> None:
    spoil_a_line(locked)
    async with opened(locked, clock) as harness:
        harness.app.action_lock()
        await harness.press("down", "enter")
        await answer(harness, PASSPHRASE)
        for _ in range(3):
            assert re.search("22 November 2026|2026-11-22", harness.text_in("#recovery-code"))
            await look(harness)
        assert "Your journal is back" not in harness.flowing_text
        await harness.press("enter")
        await look(harness)
        await look(harness)
        assert "Your journal is back" not in harness.flowing_text
        assert harness.app.state.journal.is_locked
    assert is_locked_on_disk(locked, clock)


def spoil_a_line(path: Path) -> None:
    import json

    tables = json.loads(path.read_bytes())
    flip_a_line(tables)
    path.write_text(json.dumps(tables))


# The keys of the lock's own field


@pytest.mark.parametrize("is_locked", [True, False], ids=["locked", "plain"])
async def test_after_the_list_of_everything_keys_act_on_what_is_shown(
    is_locked: bool, plain: Path, clock: FakeClock
) -> None:
    if is_locked:
        lock(plain, clock)
    async with opened(plain, clock, PASSPHRASE if is_locked else "") as harness:
        harness.app.action_lock()
        await harness.wait_until_idle()
        start = harness.text
        await harness.press("enter")
        question = "What's your passphrase?" if is_locked else "Which passphrase would you like?"
        assert question in harness.text
        await harness.press("ctrl+p", "escape")
        assert harness.text == start
        assert is_in_sight(harness.app.focused)
        await harness.press("z", "enter")
        assert question in harness.text
        assert "•" not in harness.text
        assert is_in_sight(harness.app.focused)


def is_in_sight(widget: Widget | None) -> bool:
    return widget is None or all(
        node.display for node in widget.ancestors_with_self if isinstance(node, Widget)
    )


# One's own editor


async def test_time_in_ones_own_editor_is_not_time_without_a_key(
    locked: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(_: Editor, file: Path) -> int:
        clock.move(minutes=30)
        file.write_text("a long letter")
        return 0

    @contextmanager
    def suspend(app: KindApp) -> Iterator[None]:
        """What the app does where a terminal can be left."""
        app._suspend_signal()
        yield
        app._resume_signal()

    monkeypatch.setenv("EDITOR", "an-editor")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setattr(Editor, "run", write)
    monkeypatch.setattr(KindApp, "suspend", suspend)
    async with opened(locked, clock) as harness:
        await look(harness)
        await harness.press("escape", "e", "shift+f9")
        assert "a long letter" in harness.text
        await look(harness)
        await look(harness)
        assert "a long letter" in harness.text
        assert harness.app._asking is None
        clock.move(minutes=11)
        harness.app._check_for_changes()
        await wait_for_end(harness)
    assert harness.app.begins_anew
    assert b"a long letter" not in words_on_disk(locked)


async def test_the_footer_below_the_code_names_no_key_that_does_nothing(
    plain: Path, clock: FakeClock
) -> None:
    async with opened(plain, clock, "") as harness:
        await lock_it(harness)
        assert shown_code(harness)
        shown = harness.screen[-1]
        assert "choose" not in shown
        assert "go back" not in shown

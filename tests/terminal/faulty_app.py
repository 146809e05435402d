"""kindtui with a fault in it: run as a program, what its first argument names happens when ? is pressed."""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable

from kindtui.cli import main
from kindtui.session import Session
from kindtui.tui import app, driver
from kindtui.tui.key_queue import KeyQueueApp
from kindtui.tui.screens.today import TodayScreen

SCRIPT_PATH = __file__
PRIVATE_TEXT = "Noor held my hand"


class RichError(Exception):
    """An error that knows how to print itself."""

    def __rich__(self) -> str:
        return PRIVATE_TEXT


def fail() -> None:
    """With private words in a local variable and in the message."""
    written = PRIVATE_TEXT
    raise ValueError(written)


async def fail_async() -> None:
    fail()


class PanicError(BaseException):
    """An error of the kind that ends a program, as an extension written in Rust raises it."""


def panic() -> None:
    written = PRIVATE_TEXT
    raise PanicError(written)


def interrupt() -> None:
    raise KeyboardInterrupt


def leave() -> None:
    written = PRIVATE_TEXT
    raise SystemExit(written)


async def panic_async() -> None:
    panic()


def raise_rich_error(_: object) -> None:
    raise RichError(PRIVATE_TEXT)


async def failing_handler(_: object) -> None:
    fail()


CRASHES: dict[str, Callable[[app.KindApp], object]] = {
    "handler": lambda self: fail(),
    "rich": raise_rich_error,
    "later": lambda self: self.call_later(fail),
    "worker": lambda self: self.run_worker(fail_async()),
    "thread worker": lambda self: self.run_worker(fail, thread=True),
}

PANICS: dict[str, Callable[[app.KindApp], object]] = {
    "panic in a handler": lambda self: panic(),
    "interrupt in a handler": lambda self: interrupt(),
    "interrupt in a callback": lambda self: asyncio.get_running_loop().call_soon(interrupt),
    "interrupt in a worker": lambda self: self.run_worker(interrupt, thread=True),
    "exit in a handler": lambda self: leave(),
    "exit in a callback": lambda self: asyncio.get_running_loop().call_soon(leave),
}


def stop_during_write(self: app.KindApp) -> None:
    """A stop arrives while the queue of the terminal's output is held."""
    assert isinstance(self._driver, driver.KindDriver)
    writer = self._driver._writer_thread
    assert writer
    with writer._queue.mutex:
        os.kill(os.getpid(), signal.SIGTSTP)


def send_signals_around(method_path: str, before: int, after: int) -> None:
    """Those signals arrive just before and just after that method is called; 0 is none."""
    owner, _, method = method_path.partition(".")
    owner_class = {"KindApp": app.KindApp, "TodayScreen": TodayScreen}[owner]
    original = getattr(owner_class, method)

    def interrupted(self: object) -> object:
        os.kill(os.getpid(), before)
        result = original(self)
        os.kill(os.getpid(), after)
        return result

    setattr(owner_class, method, interrupted)


def cancel() -> None:
    raise asyncio.CancelledError


FAILED_SAVES: dict[str, Callable[[], None]] = {
    "error in a save": fail,
    "panic in a save": panic,
    "interrupt in a save": interrupt,
    "exit in a save": leave,
    "cancelled in a save": cancel,
}

BACKGROUND_FAILURES: dict[str, Callable[[app.KindApp], object]] = {
    "thread": lambda self: threading.Thread(target=fail).start(),
    "task": lambda self: setattr(self, "kept_task", asyncio.create_task(fail_async())),
    "callback": lambda self: asyncio.get_running_loop().call_soon(fail),
    "panic in a callback": lambda self: asyncio.get_running_loop().call_soon(panic),
    "panic in a task": lambda self: setattr(self, "kept_task", asyncio.create_task(panic_async())),
}
STARTUP_METHODS = (
    "KindApp.on_load",
    "KindApp.on_mount",
    "KindApp._start_background_work",
    "TodayScreen.on_mount",
    "TodayScreen._mount_surroundings",
)


start_background_work = app.KindApp._start_background_work


def start_late(self: app.KindApp) -> None:
    """The app is closed before its background work begins, which then finds no screen."""

    async def start() -> None:
        while self.screen_stack:  # noqa: ASYNC110  nobody tells when it is empty
            await asyncio.sleep(0)
        start_background_work(self)
        self.redrawer.request()

    self.kept_task = asyncio.create_task(start())  # type: ignore[attr-defined]
    self.exit()


PATCHES: dict[str, tuple[type, str, Callable[..., object]]] = {
    **{
        fault: (app.KindApp, "action_help", action)
        for fault, action in {**CRASHES, **PANICS, **BACKGROUND_FAILURES, "stop": stop_during_write}.items()
    },
    **{
        fault: (Session, "submit", lambda self, *_, fail=fail, **__: fail())
        for fault, fail in FAILED_SAVES.items()
    },
    "input": (driver.KindDriver, "_read", lambda self: fail()),
    "panic in the input": (driver.KindDriver, "_read", lambda self: panic()),
    "start": (app.KindApp, "on_mount", failing_handler),
    "end": (KeyQueueApp, "on_unmount", failing_handler),
    "late start": (app.KindApp, "_start_background_work", start_late),
}

if __name__ == "__main__":
    fault = sys.argv.pop(1)
    if fault in PATCHES:
        setattr(*PATCHES[fault])
    elif fault in STARTUP_METHODS:
        send_signals_around(fault, 0, signal.SIGTERM)
    elif fault == "first":
        send_signals_around("KindApp.on_load", signal.SIGINT, 0)
    main.main()

"""kindtui with a fault in it: run as a program, what its first argument names happens when ? is pressed."""

import asyncio
import os
import signal
import sys
import threading

from kindtui.cli import main
from kindtui.tui import app, driver
from kindtui.tui.key_queue import OrderedKeys
from kindtui.tui.screens.today import TodayScreen

RUNNER = __file__
PRIVATE = "Noor held my hand"


class RichError(Exception):
    """An error that knows how to print itself."""

    def __rich__(self) -> str:
        return PRIVATE


def fail() -> None:
    """With private words in a local variable and in the message."""
    written = PRIVATE
    raise ValueError(written)


async def fail_later() -> None:
    fail()


def fail_richly(_: object) -> None:
    raise RichError(PRIVATE)


async def fail_in_the_end(_: object) -> None:
    fail()


CRASHES = {
    "handler": lambda self: fail(),
    "rich": fail_richly,
    "later": lambda self: self.call_later(fail),
    "worker": lambda self: self.run_worker(fail_later()),
    "thread worker": lambda self: self.run_worker(fail, thread=True),
}


def stop_in_a_write(self: app.KindApp) -> None:
    """A stop arrives while the queue of the terminal's output is held."""
    writer = self._driver._writer_thread
    with writer._queue.mutex:
        os.kill(os.getpid(), signal.SIGTSTP)


def end_at(place: str, before: int, after: int) -> None:
    """Those signals arrive just before and just after that method is called; 0 is none."""
    owner, _, method = place.partition(".")
    of = {"KindApp": app.KindApp, "TodayScreen": TodayScreen}[owner]
    real = getattr(of, method)

    def interrupted(self: object) -> object:
        os.kill(os.getpid(), before)
        result = real(self)
        os.kill(os.getpid(), after)
        return result

    setattr(of, method, interrupted)


STRAYS = {
    "thread": lambda self: threading.Thread(target=fail).start(),
    "task": lambda self: setattr(self, "kept_task", asyncio.create_task(fail_later())),
    "callback": lambda self: asyncio.get_running_loop().call_soon(fail),
}
EARLY = (
    "KindApp.on_load",
    "KindApp.on_mount",
    "KindApp._first_painted",
    "TodayScreen.on_mount",
    "TodayScreen._fill",
)


if __name__ == "__main__":
    way = sys.argv.pop(1)
    if way in CRASHES | STRAYS:
        app.KindApp.action_help = (CRASHES | STRAYS)[way]
    elif way in EARLY:
        end_at(way, 0, signal.SIGTERM)
    elif way == "first":
        end_at("KindApp.on_load", signal.SIGINT, 0)
    elif way == "stop":
        app.KindApp.action_help = stop_in_a_write
    elif way == "input":
        driver.KindDriver._read = lambda self: fail()
    elif way == "start":
        app.KindApp.on_mount = fail_in_the_end
    elif way == "end":
        OrderedKeys.on_unmount = fail_in_the_end
    main.main()

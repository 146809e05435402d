"""What `SignalSafeDriver` relies on: private members of Textual's driver, and overrides that are called."""

import asyncio
import os
import signal
import sys
from collections.abc import Iterator
from typing import IO, Any

import pytest
from textual.app import App

from kindtui.tui.textual_compat import QuietCrashApp, SignalSafeDriver, WholeSequenceParser

PRIVATE_TEXT = "Noor held my hand"
PROMPT = 10.0  # seconds
SIGNALS = (signal.SIGTSTP, signal.SIGCONT, signal.SIGWINCH, signal.SIGTTOU, signal.SIGTTIN)


class PassiveDriver(SignalSafeDriver):
    """Reads nothing, and notes what it is asked to do."""

    def __init__(self, app: App[Any]) -> None:
        self.calls: list[str] = []
        super().__init__(app)

    def window_size(self) -> tuple[int, int]:
        return 80, 24

    def wrap_output(self, file: IO[str]) -> IO[str]:
        self.calls.append("wrap")
        return file

    def run_input_thread(self) -> None:
        raise ValueError(PRIVATE_TEXT)

    def suspend_application_mode(self) -> None:
        self.calls.append("suspend")

    def resume_application_mode(self) -> None:
        self.calls.append("resume")


@pytest.fixture
def open_terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give the driver a terminal of its own, and restore the signal handlers afterwards."""
    master, slave = os.openpty()
    handlers = {number: signal.getsignal(number) for number in SIGNALS}
    with os.fdopen(slave) as keys, os.fdopen(os.dup(slave), "w") as output:
        monkeypatch.setattr(sys, "__stdin__", keys)
        monkeypatch.setattr(sys, "__stderr__", output)
        yield
    os.close(master)
    for number, handler in handlers.items():
        signal.signal(number, handler)


async def test_a_signal_is_handled_between_two_events(open_terminal: None) -> None:
    app: QuietCrashApp[None] = QuietCrashApp()
    async with app.run_test(), asyncio.timeout(PROMPT):
        driver = PassiveDriver(app)
        assert driver.calls == ["wrap"]
        assert driver._file is sys.__stderr__
        assert not driver.reports_size_in_band
        os.kill(os.getpid(), signal.SIGCONT)
        assert driver.calls == ["wrap"]
        while driver.calls == ["wrap"]:  # noqa: ASYNC110  the loop tells nobody that it handled a signal
            await asyncio.sleep(0)
        assert driver.calls == ["wrap", "suspend", "resume"]
        assert driver._must_signal_resume


async def test_an_error_in_the_input_thread_ends_the_app(open_terminal: None) -> None:
    app: QuietCrashApp[None] = QuietCrashApp()

    async def run_with_driver() -> None:
        async with app.run_test(), asyncio.timeout(PROMPT):
            driver = PassiveDriver(app)
            driver.start_application_mode()  # type: ignore[no-untyped-call]
            while app.crash is None:  # noqa: ASYNC110  an app that ends tells nobody
                await asyncio.sleep(0)
            driver.stop_application_mode()
            driver.close()

    with pytest.raises(ValueError, match=PRIVATE_TEXT):
        await run_with_driver()
    assert isinstance(app.crash, ValueError)


def test_the_parser_logs_no_keys() -> None:
    parser = WholeSequenceParser()
    assert parser._debug_log_file is None
    assert [key.key for key in parser.keys_of("a")] == ["a"]

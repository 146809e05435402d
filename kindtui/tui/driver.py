"""The driver between Textual and the terminal: input, signals and hangups."""

import asyncio
import os
import signal
import sys
import termios
from codecs import getincrementaldecoder
from collections.abc import Iterable
from contextlib import suppress
from select import select
from typing import IO, Any, ClassVar

from textual import constants
from textual.events import Resize
from textual.geometry import Size

from kindtui import first_frame
from kindtui.tui.input_events import InputEvents
from kindtui.tui.terminal_input import SEQUENCE_SECONDS, InputPart, TerminalInput
from kindtui.tui.textual_compat import SignalSafeDriver
from kindtui.tui.window_size import window_size

INPUT_POLL_SECONDS = 0.1  # how often to check whether an Escape stands alone and whether the app has ended
MAX_READ_BYTES = 4096
# What Textual writes to switch to a screen of its own, and back to the shell's, with the cursor.
ENTER_SCREEN, LEAVE_SCREEN = "\x1b[?1049h", ("\x1b[?1049l", "\x1b[?25h")
ADD_ALTERNATE_KEYS = "\x1b[=4;2u"  # kitty tells as well which key is at the same place of the English layout


class KindDriver(SignalSafeDriver):
    """A driver that survives strange input, being suspended, and a terminal that is closed."""

    def wrap_output(self, file: IO[str]) -> "HangupSafeOutput":
        """Return an output that outlives the terminal."""
        return HangupSafeOutput(file)

    is_in_application_mode = False
    _wakeup: "_Wakeup | None" = None
    was_screen_kept: ClassVar[bool] = False  # whether the app before this one has left its screen for it

    def start_application_mode(self) -> None:
        """Take over the terminal, ask for more about keys, and handle its size between two events."""
        self.is_in_application_mode = True
        self._wakeup = _Wakeup()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        before: list[Any] | None = first_frame.take_over()
        self.attrs_before = before or self.attrs_before
        if self.attrs_before:  # a process that began anew finds the echo off
            self.attrs_before[3] |= termios.ECHO
        if not constants.DISABLE_KITTY_KEY:
            self.write(ADD_ALTERNATE_KEYS)  # ends with the flags that Textual has asked for
        asyncio.get_running_loop().add_signal_handler(signal.SIGWINCH, self._post_resize)

    def stop_application_mode(self) -> None:
        """Give the terminal back."""
        super().stop_application_mode()
        self.is_in_application_mode = False
        KindDriver.was_screen_kept = self.keeps_screen

    def disable_input(self) -> None:
        """Stop reading input, at once."""
        if self._wakeup:
            self._wakeup.wake()
        super().disable_input()

    def write(self, data: str) -> None:
        """Write `data`, unless the terminal was given back: an app that crashed may still be drawing.

        Between two apps, of which one keeps the screen for the other, it is not left.
        """
        is_leaving_kept = self.keeps_screen and data in LEAVE_SCREEN
        is_kept = self.was_screen_kept or bool(first_frame.terminal_before)
        is_entering_kept = is_kept and not self.keeps_screen and data == ENTER_SCREEN
        if self.is_in_application_mode and not (is_leaving_kept or is_entering_kept):
            super().write(data)

    def _post_resize(self) -> None:
        """Post the present size; Textual's own handler may be interrupted, and post an outdated size last."""
        if not self.reports_size_in_band:
            terminal_size = Size(*self.window_size())
            self.send_message(Resize(terminal_size, terminal_size))

    def window_size(self) -> tuple[int, int]:
        """Return the columns and rows of the terminal, whatever COLUMNS and LINES say."""
        return window_size(self.fileno)

    def run_input_thread(self) -> None:
        """Read input until the app ends.

        A byte that is not UTF-8 becomes a surrogate, which is never typed, instead of ending this thread
        (Textual #6456); the end of the input is a hangup instead of a loop that takes a whole processor
        (Textual #6690).
        """
        decoder = getincrementaldecoder("utf-8")(errors="surrogateescape")
        terminal_input, events = TerminalInput(), InputEvents()
        last_read, wakeup = self.loop_time(), self._wakeup
        sources = [self.fileno, *([wakeup.descriptor] if wakeup else [])]

        def process(parts: Iterable[InputPart]) -> None:
            for part in parts:
                for event in events.of(part):
                    self.process_message(event)

        while not self.exit_event.is_set():
            if self.fileno in select(sources, [], [], INPUT_POLL_SECONDS)[0]:
                data = self._read()
                if not data:
                    os.kill(os.getpid(), signal.SIGHUP)  # the kernel may send none
                    return
                last_read = self.loop_time()
                process(terminal_input.feed(decoder.decode(data), last_read))
            elif decoder.getstate()[0] and self.loop_time() - last_read >= SEQUENCE_SECONDS:
                process(terminal_input.feed(decoder.decode(b"", final=True), self.loop_time()))
            process(terminal_input.tick(self.loop_time()))

    def _read(self) -> bytes:
        """Return the bytes that were typed; none if the terminal is gone."""
        with suppress(OSError):
            return os.read(self.fileno, MAX_READ_BYTES)
        return b""


def leave_kept_screen() -> None:
    """Show the shell again, if an app has kept the screen for one that did not begin after all."""
    if KindDriver.was_screen_kept:
        KindDriver.was_screen_kept = False
        with suppress(OSError):
            sys.stderr.write("".join(LEAVE_SCREEN))
            sys.stderr.flush()


class _Wakeup:
    """A pipe that wakes the thread which waits for input; else it would wait for a tenth of a second."""

    def __init__(self) -> None:
        """Open the pipe."""
        self.descriptor, self._writing_end = os.pipe()

    def wake(self) -> None:
        """Let whoever waits for `descriptor` go on, now and from now on."""
        os.write(self._writing_end, b"\0")

    def __del__(self) -> None:
        """Close the pipe, once nobody uses it any more."""
        for descriptor in (self.descriptor, self._writing_end):
            os.close(descriptor)


class HangupSafeOutput:
    """A terminal's output that discards what is written after a hangup."""

    def __init__(self, file: IO[str]) -> None:
        """Write to `file` as long as it can be written."""
        self._file = file

    def fileno(self) -> int:
        """Return the file descriptor of the terminal."""
        return self._file.fileno()

    def write(self, text: str) -> None:
        """Write `text`, if the terminal is still there."""
        try:
            self._file.write(text)
        except OSError:
            self._redirect_to_devnull()

    def flush(self) -> None:
        """Flush the buffer, if the terminal is still there."""
        try:
            self._file.flush()
        except OSError:
            self._redirect_to_devnull()

    def _redirect_to_devnull(self) -> None:
        """Discard everything that is written from now on, so that the exit status stays that of SIGHUP."""
        devnull = os.open(os.devnull, os.O_WRONLY)
        os.dup2(devnull, self._file.fileno())
        os.close(devnull)

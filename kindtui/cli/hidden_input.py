"""Lines typed on the terminal of this process that nobody may see."""

import os
import select
import signal
import termios
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

TERMINAL = "/dev/tty"  # also where standard input and output are files
READ_BYTES = 4096
# What ends or stops a process in the middle of a line, and would leave its terminal silent.
_LEAVING_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGTSTP)


class HiddenInput:
    """Asks on a terminal, which shows nothing of what is typed."""

    def __init__(self, terminal: int) -> None:
        """Take the descriptor of the terminal."""
        self._terminal = terminal

    def write(self, *lines: str) -> None:
        """Write lines to the terminal."""
        self._write("".join(f"{line}\n" for line in lines))

    def ask(self, question: str) -> str | None:
        """Return the line that is typed after a question; None at the end of the input (Ctrl+D)."""

        def prompt() -> None:
            self._write(f"{question} ")

        with suppress(OSError, termios.error):  # the terminal is gone, or that of another session
            try:
                with _silent(self._terminal, prompt):
                    prompt()
                    return self._read_line()
            finally:
                self._write("\n")
        return None

    def _write(self, text: str) -> None:
        from locale import getencoding

        data = text.encode(getencoding(), "replace")
        with suppress(OSError):
            while data:
                data = data[os.write(self._terminal, data) :]

    def _read_line(self) -> str | None:
        line = b""
        with _woken_by_signals() as wakeup:
            while not line.endswith(b"\n"):
                if wakeup in select.select([self._terminal, wakeup], [], [])[0]:
                    os.read(wakeup, READ_BYTES)  # what the signal is for has been done
                    continue
                read = os.read(self._terminal, READ_BYTES)
                if not read:
                    return None
                line += read
        return os.fsdecode(line).rstrip("\r\n")


@contextmanager
def open_terminal() -> Iterator[HiddenInput | None]:
    """Open the terminal of this process; None if it has none."""
    try:
        terminal = os.open(TERMINAL, os.O_RDWR | os.O_NOCTTY | os.O_CLOEXEC)
    except OSError:
        yield None
        return
    try:
        yield HiddenInput(terminal) if os.isatty(terminal) else None
    finally:
        os.close(terminal)


@contextmanager
def _woken_by_signals() -> Iterator[int]:
    """Give a descriptor that can be read once a signal comes, also just before somebody waits for it."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    before = signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    try:
        yield reading
    finally:
        signal.set_wakeup_fd(before)
        os.close(reading)
        os.close(writing)


@contextmanager
def _silent(terminal: int, on_return: Callable[[], None]) -> Iterator[None]:
    """Have the terminal show nothing that is typed; it is put back however this is left.

    `on_return` is called once the process goes on after Ctrl+Z.
    """
    before = termios.tcgetattr(terminal)
    silent = termios.tcgetattr(terminal)
    silent[3] &= ~termios.ECHO
    handled = [number for number in _LEAVING_SIGNALS if signal.getsignal(number) is signal.SIG_DFL]

    def set_mode(mode: list[object]) -> None:
        with suppress(termios.error):  # the terminal is gone
            termios.tcsetattr(terminal, termios.TCSAFLUSH, mode)  # type: ignore[arg-type]

    def leave(number: int, _frame: FrameType | None) -> None:
        set_mode(before)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
        signal.signal(number, leave)  # it was only stopped
        set_mode(silent)
        on_return()

    try:
        for number in handled:
            signal.signal(number, leave)
        set_mode(silent)
        yield
    finally:
        set_mode(before)
        for number in handled:
            signal.signal(number, signal.SIG_DFL)

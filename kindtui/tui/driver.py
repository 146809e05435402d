"""The terminal: what it sends, and how it comes and goes, without harm to the app or to the terminal."""

import asyncio
import os
import signal
from codecs import getincrementaldecoder
from contextlib import suppress
from select import select
from typing import IO, Any

from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Resize
from textual.geometry import Size

from kindtui.domain.text import clean

TICK = 0.1  # seconds between two looks at whether an Escape stands alone, and whether the app has ended
CHUNK = 4096  # bytes


class KindDriver(LinuxDriver):
    """Textual's driver; it outlives bytes that are not UTF-8, a stop, and a terminal that is closed."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        """Stop and go on between two events: in the middle of a write Textual would wait for itself."""
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._file: Any = _Output(self._file)
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTSTP, self._sigtstp_application)
        loop.add_signal_handler(signal.SIGCONT, self._sigcont_application)

    def start_application_mode(self) -> None:
        """Take the terminal, and hear of its sizes between two events as well."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        asyncio.get_running_loop().add_signal_handler(signal.SIGWINCH, self._tell_size)

    def _tell_size(self) -> None:
        """Tell the size there is now; Textual may be interrupted by the next, and tell the old one last."""
        if not self._in_band_window_resize:
            size = Size(*self._get_terminal_size())
            self._app.post_message(Resize(size, size))

    def _sigcont_application(self, *_: object) -> None:
        """Take the terminal back, also after a SIGSTOP, which leaves no time to give it away."""
        if self._auto_restart and not self._must_signal_resume:
            self.suspend_application_mode()
            self._must_signal_resume = True
        super()._sigcont_application()

    def _run_input_thread(self) -> None:
        """Read until the app ends; an error here ends it like any other."""
        try:
            self.run_input_thread()
        except Exception as error:  # noqa: BLE001  the app says what it was
            self._app.call_later(self._app._handle_exception, error)

    def run_input_thread(self) -> None:
        """Read what is typed; a byte that is not UTF-8 becomes U+FFFD (Textual #6456)."""
        decoder = getincrementaldecoder("utf-8")(errors="replace")
        pastes, parser = Pastes(), XTermParser(self._debug)
        while not self.exit_event.is_set():
            if select([self.fileno], [], [], TICK)[0]:
                typed = self._read()
                if not typed:
                    os.kill(os.getpid(), signal.SIGHUP)  # nobody else may tell
                    return
                if text := pastes.cleaned(decoder.decode(typed)):
                    for message in parser.feed(text):
                        self.process_message(message)
            for message in parser.tick():
                self.process_message(message)

    def _read(self) -> bytes:
        """What was typed; nothing at all if the terminal is gone."""
        with suppress(OSError):
            return os.read(self.fileno, CHUNK)
        return b""


class Pastes:
    """Cleans what is pasted: an escape sequence in it would end the paste, and its letters would be keys."""

    START, END = "\x1b[200~", "\x1b[201~"

    def __init__(self) -> None:
        """Begin outside."""
        self._pasted: str | None = None
        self._before = ""

    def cleaned(self, typed: str) -> str:
        """The next of what is typed; a paste comes as a whole, once its end is there."""
        if self._pasted is None:
            before, start, pasted = (self._before + typed).partition(self.START)
            known = len(self._before)
            if not start:
                self._before = before[1 - len(self.START) :]
                return typed
            self._before, self._pasted = "", ""
            return (before + start)[known:] + self.cleaned(pasted)
        pasted, end, after = (self._pasted + typed).partition(self.END)
        if not end:
            self._pasted = pasted
            return ""
        self._pasted = None
        return clean(pasted.replace("\r\n", "\n").replace("\r", "\n")) + end + self.cleaned(after)


class _Output:
    """What the terminal is sent; once it is gone, nothing is."""

    def __init__(self, file: IO[str]) -> None:
        """Write to that file."""
        self._file = file

    def fileno(self) -> int:
        """The terminal's."""
        return self._file.fileno()

    def write(self, text: str) -> None:
        """Write."""
        try:
            self._file.write(text)
        except OSError:
            self._let_go()

    def flush(self) -> None:
        """Write what was held back."""
        try:
            self._file.flush()
        except OSError:
            self._let_go()

    def _let_go(self) -> None:
        """Let all that is still written vanish, so that the end has the right exit status."""
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self._file.fileno())
        os.close(nowhere)

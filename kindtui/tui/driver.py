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

from kindtui.domain.text import strip_controls

INPUT_POLL_SECONDS = (
    0.1  # seconds between two looks at whether an Escape stands alone, and whether the app has ended
)
MAX_READ_BYTES = 4096  # bytes


class KindDriver(LinuxDriver):
    """Textual's driver; it outlives bytes that are not UTF-8, a stop, and a terminal that is closed."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        """Stop and go on between two events: in the middle of a write Textual would wait for itself."""
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._file: Any = _HangupSafeOutput(self._file)
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTSTP, self._sigtstp_application)
        loop.add_signal_handler(signal.SIGCONT, self._sigcont_application)

    def start_application_mode(self) -> None:
        """Take the terminal, and hear of its sizes between two events as well."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        asyncio.get_running_loop().add_signal_handler(signal.SIGWINCH, self._post_resize)

    def _post_resize(self) -> None:
        """Tell the size there is now; Textual may be interrupted by the next, and tell the old one last."""
        if not self._in_band_window_resize:
            terminal_size = Size(*self._get_terminal_size())
            self._app.post_message(Resize(terminal_size, terminal_size))

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
        paste_filter, parser = PasteFilter(), XTermParser(self._debug)
        while not self.exit_event.is_set():
            if select([self.fileno], [], [], INPUT_POLL_SECONDS)[0]:
                data = self._read()
                if not data:
                    os.kill(os.getpid(), signal.SIGHUP)  # nobody else may tell
                    return
                if text := paste_filter.feed(decoder.decode(data)):
                    for message in parser.feed(text):
                        self.process_message(message)
            for message in parser.tick():
                self.process_message(message)

    def _read(self) -> bytes:
        """What was typed; nothing at all if the terminal is gone."""
        with suppress(OSError):
            return os.read(self.fileno, MAX_READ_BYTES)
        return b""


class PasteFilter:
    """Cleans what is pasted: an escape sequence in it would end the paste, and its letters would be keys."""

    START_SEQUENCE, END_SEQUENCE = "\x1b[200~", "\x1b[201~"

    def __init__(self) -> None:
        """Begin outside."""
        self._open_paste: str | None = None
        self._partial_start = ""

    def feed(self, chunk: str) -> str:
        """The next of what is typed; a paste comes as a whole, once its end is there."""
        if self._open_paste is None:
            before, start, pasted = (self._partial_start + chunk).partition(self.START_SEQUENCE)
            returned_length = len(self._partial_start)
            if not start:
                self._partial_start = before[1 - len(self.START_SEQUENCE) :]
                return chunk
            self._partial_start, self._open_paste = "", ""
            return (before + start)[returned_length:] + self.feed(pasted)
        pasted, end, after = (self._open_paste + chunk).partition(self.END_SEQUENCE)
        if not end:
            self._open_paste = pasted
            return ""
        self._open_paste = None
        return strip_controls(pasted.replace("\r\n", "\n").replace("\r", "\n")) + end + self.feed(after)


class _HangupSafeOutput:
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
            self._redirect_to_devnull()

    def flush(self) -> None:
        """Write what was held back."""
        try:
            self._file.flush()
        except OSError:
            self._redirect_to_devnull()

    def _redirect_to_devnull(self) -> None:
        """Let all that is still written vanish, so that the end has the right exit status."""
        devnull = os.open(os.devnull, os.O_WRONLY)
        os.dup2(devnull, self._file.fileno())
        os.close(devnull)

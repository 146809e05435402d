"""What a cat on the keyboard, a wild mouse and a window in a storm would send; the same for the same seed."""

import contextlib
import os
import random
import signal
from pathlib import Path

from tests.real_terminal import Terminal

EVENT_COUNT = int(os.environ.get("KINDTUI_EVENTS", "300"))
START_TIMES = ("08:00", "12:30", "21:00", "23:59", "02:10")
TIMEOUT_SECONDS = 10.0  # seconds
CTRL_Q = b"\x11"
HIDE_CURSOR = b"\x1b[?25l"  # written once Ctrl-C is a key and no signal

LETTERS = "abcdefghijklmnopqrstuvwxyz ABCDELRSTY?!:,;/[]()'\"é長🤝🏽שö\u200d"
SPECIAL_KEYS = [
    b"\r", b"\r", b"\r", b"\n", b"\t", b"\x1b[Z", b"\x1b", b"\x7f",
    *(b"\x1b[%c" % key for key in b"ABCDHFIO"),
    *(b"\x1b[%d~" % key for key in (1, 2, 3, 5, 6, 15, 17, 18, 19, 20, 21)),
    *(b"\x1bO%c" % key for key in b"PQRS"),
]  # fmt: skip
CTRL_KEYS = [bytes([code]) for code in range(27) if code != 0x1A]
PASTES = [
    b"", b"\n\n", b"tea\r\nand cake", b"\x1b]0;owned\x07", b"\x1b]52;c;b3c=\x07", b"\x1b[A" * 40, b"\x1b[20",
    b"[@click=app.leave]q[/", b"\xff\xfe\xc3", b"\x00\x01\x02", b"q" * 5000, "\u202e\u2066長い".encode(),
    b"\x1b", b"\x9b31m",
]  # fmt: skip


class EventFuzzer:
    """Random events for one kindtui after another, all over one journal."""

    def __init__(self, path: Path, seed: int) -> None:
        """Begin with that seed."""
        self.rng = random.Random(seed)
        self.path = path
        self.sent: list[object] = []

    def run_session(self, events: int) -> int:
        """Start kindtui, send that many events unless it is left earlier, and quit; how many it were."""
        self.sent = []
        day = self.rng.randint(1, 28)
        now = f"2026-11-{day:02}T{self.rng.choice(START_TIMES)}:00+01:00"
        with RawTerminal(self.path, now, size=self._random_size()) as app:
            start_marker = (
                b"\x1b[1;" if self.rng.random() < 0.8 else HIDE_CURSOR
            )  # else before the first screen
            app.wait_until(lambda: start_marker in app.raw, "a first screen")
            while len(self.sent) < events and app.child.isalive():
                self._send_random_event(app)
            self._quit(app)
            status = app.wait_for_exit()
            assert status == 0, (status, app.raw[-300:])
            assert app.is_restored
            assert b"Traceback" not in app.raw
        return max(1, len(self.sent))

    def _send_random_event(self, app: Terminal) -> None:
        event = self.rng.choices(
            (
                self._random_key,
                self._random_letters,
                self._random_mouse,
                self._random_paste,
                self._random_size,
                self._random_stop_signal,
                self._random_noise,
            ),
            (40, 20, 15, 6, 6, 1, 2),
        )[0]()
        self.sent.append(event)
        if isinstance(event, bytes):
            self._send(app, event)
        elif isinstance(event, tuple):
            app.resize(*event)
        else:
            app.child.kill(event)
            app.wait_until(lambda: app.process_state in "TZ", "the stop", TIMEOUT_SECONDS)
            start_count = app.raw.count(HIDE_CURSOR)
            app.child.kill(signal.SIGCONT)
            app.wait_until(
                lambda: app.raw.count(HIDE_CURSOR) > start_count or app.process_state == "Z",
                "going on",
                TIMEOUT_SECONDS,
            )
        app.read_available()

    def _send(self, app: Terminal, keys: bytes) -> None:
        try:
            app.send(keys)
        except OSError:  # it was left meanwhile
            app.wait_until(lambda: not app.child.isalive(), "the end", TIMEOUT_SECONDS)

    def _quit(self, app: Terminal) -> None:
        """Leave an open paste or escape sequence, if there is one, and then the app."""
        for keys in (b"\x1b[201~", CTRL_Q, b"\x1b", CTRL_Q, b"\x1b", CTRL_Q):
            if app.child.isalive():
                self._send(app, keys)
            with contextlib.suppress(AssertionError):
                app.wait_until(lambda: not app.child.isalive(), "the end", TIMEOUT_SECONDS / 20)
                return
        app.wait_until(lambda: not app.child.isalive(), f"the end after {self.sent[-20:]}", TIMEOUT_SECONDS)

    def _random_key(self) -> bytes:
        kinds = (SPECIAL_KEYS, CTRL_KEYS, [b"%d" % digit for digit in range(10)])
        return self.rng.choice(self.rng.choices(kinds, (5, 1, 2))[0])

    def _random_letters(self) -> bytes:
        return "".join(self.rng.choices(LETTERS, k=self.rng.choice((1, 1, 1, 8)))).encode()

    def _random_mouse(self) -> bytes:
        button = self.rng.choice((0, 0, 0, 1, 2, 32, 35, 64, 65, 66, 67, 4, 16, 128, 999))
        x, y = self.rng.randint(0, 130), self.rng.randint(0, 45)
        press = b"\x1b[<%d;%d;%dM" % (button, x, y)
        return press + press[:-1] + b"m" if self.rng.random() < 0.7 else press

    def _random_paste(self) -> bytes:
        return b"\x1b[200~" + self.rng.choice(PASTES) + b"\x1b[201~"

    def _random_size(self) -> tuple[int, int]:
        if self.rng.random() < 0.6:
            return self.rng.choice(((80, 24), (60, 20), (120, 40), (40, 12), (1, 1)))
        return self.rng.randint(1, 300), self.rng.randint(1, 100)

    def _random_stop_signal(self) -> signal.Signals:
        return self.rng.choice((signal.SIGTSTP, signal.SIGSTOP))

    def _random_noise(self) -> bytes:
        if self.rng.random() < 0.5:
            return self.rng.randbytes(self.rng.randint(1, 12)).replace(b"\x1a", b"")
        numbers = ";".join(str(self.rng.choice((0, 1, 5, 97, 255, 99999, ""))) for _ in range(3))
        mark, end = self.rng.choice(("", "?", "<", ">")), self.rng.choice("uRtMmy~c")
        return f"\x1b[{mark}{numbers}{end}".encode()


class RawTerminal(Terminal):
    """A terminal at which nobody looks, which is faster."""

    def _feed(self, chunk: bytes) -> None:
        self.raw += chunk

    def resize(self, columns: int, rows: int) -> None:
        """Make the window that size."""
        self.child.setwinsize(rows, columns)

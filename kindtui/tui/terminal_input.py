"""Divides what a terminal sends into text, pastes and control sequences, each of them whole.

A terminal answers questions that an earlier program or a multiplexer asked, and the answer may arrive in
several reads. Handed on in parts, it would act as keys.
"""

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

ESCAPE = "\x1b"
PASTE_START, PASTE_END = "\x1b[200~", "\x1b[201~"
ESCAPE_SECONDS = 0.1  # how long an Escape may be the beginning of a sequence
SEQUENCE_SECONDS = 1.0  # how long the rest of a sequence, or of one character, may take
MAX_SEQUENCE_LENGTH = 1 << 16
PASTE_SECONDS = 2.0  # how long the rest of a paste may take
PASTE_RESUME_SECONDS = 10.0  # how long a paste that stalled may still go on
MIN_RESUMED_LENGTH = 16  # more than anybody types at once
MAX_PASTE_LENGTH = 1 << 20

_BODY = r"[^\x00-\x1f\x9c]*"
_END = r"(?:\x07|\x1b\\|\x9c)"
_SEQUENCE = re.compile(
    r"\x1b(?:"
    r"\[M[^\x00-\x1f]{3}"  # the mouse, in its oldest form
    r"|\[\[[A-E]"  # function keys of the Linux console
    r"|\[(?![\[M])[0-?]*[ -/]*[@-~]"  # CSI
    r"|O[\d;]{0,8}[A-Za-z ]"  # SS3
    rf"|\](?:\d+(?:;{_BODY})?|[lL]{_BODY}){_END}"  # OSC
    rf"|P[0-9;<=>?!$+|]{_BODY}{_END}"  # DCS
    r"|Ptmux;(?:[^\x1b]|\x1b\x1b)*\x1b\\"  # what tmux passes through
    rf"|[_X^]{_BODY}{_END}"  # APC, SOS and PM
    r")"
)
# The beginning of a sequence that nobody types. An Escape at its end may belong to the next sequence.
_SURE_START = re.compile(
    r"(\x1b(?:"
    r"\[M[^\x00-\x1f]{0,2}"
    r"|\[[0-?]+[ -/]*|\[[ -/]+"
    rf"|\]\d+(?:;{_BODY})?"
    rf"|P[0-9;<=>?!$+|]{_BODY}"
    r"|Ptmux;(?:[^\x1b]|\x1b\x1b)*|Ptm(?:ux?)?"
    rf"|_G{_BODY}"
    r"))\x1b?"
)
# A beginning that may as well be Esc and the keys after it.
_POSSIBLE_START = re.compile(
    rf"\x1b(?:(?:\[\[?|O[\d;]{{0,8}}|\][lL]{_BODY}|\]|Pt?|[_X^]{_BODY})\x1b?)?(?!\x1b)"
)
# What an endless sequence is cut to; its end completes it, and it means nothing.
_CUT_SEQUENCES = {"[": "\x1b[?", "]": "\x1b]0;", "P": "\x1bP0", "_": "\x1b_G"}


class InputKind(Enum):
    """What a part of the input is."""

    TEXT = auto()
    PASTE = auto()
    SEQUENCE = auto()
    ESCAPE = auto()
    ESCAPED = auto()  # a character that came together with an Escape


class InputPart(NamedTuple):
    """A part of the input, whole; `text` is a sequence with its Escape, and ESCAPED text without it."""

    kind: InputKind
    text: str


class TerminalInput:
    """Divides the input of a terminal, which is fed as it arrives.

    Times are those of any clock that never goes back, in seconds.
    """

    def __init__(self) -> None:
        """Start between two sequences."""
        self._pending = ""  # an unfinished sequence
        self._abandoned = ""  # a sequence that took too long; its end may still come
        self._paste: str | None = None
        self._is_paste_stalled = False
        self._last_input_time = 0.0

    def feed(self, chunk: str, now: float) -> Iterator[InputPart]:
        """Return the parts that `chunk` completes."""
        if self._paste is not None:
            yield from self._feed_paste(chunk, now)
            return
        self._last_input_time = now
        self._pending += self._with_abandoned(chunk)
        while self._pending and (part := self._next_part()):
            kind, text = part
            if text == PASTE_START:
                pasted, self._pending, self._paste = self._pending, "", ""
                yield from self._feed_paste(pasted, now)
                return
            if text:
                yield InputPart(kind, text)
        self._limit_pending()

    def tick(self, now: float) -> Iterator[InputPart]:
        """Return what is there of a sequence or paste that takes too long."""
        waited = now - self._last_input_time
        if self._paste is not None:
            if not self._is_paste_stalled and waited >= PASTE_SECONDS:
                self._is_paste_stalled = True
                yield from self._take_paste("")
            return
        if not self._pending:
            return
        if _SURE_START.fullmatch(self._pending):
            if waited >= SEQUENCE_SECONDS:
                self._abandoned, self._pending = self._pending, ""
        elif waited >= ESCAPE_SECONDS:
            self._abandoned, pending, self._pending = self._pending, self._pending, ""
            yield InputPart(InputKind.ESCAPED, pending[1]) if pending[1:] else _ESCAPE_PART
            if pending[2:]:
                yield InputPart(InputKind.TEXT, pending[2:])

    def _with_abandoned(self, chunk: str) -> str:
        """Return the input with the beginning of the sequence whose late rest it is, if it is one."""
        abandoned, self._abandoned = self._abandoned, ""
        if abandoned and not self._pending and _SURE_START.match(abandoned + chunk):
            return abandoned + chunk
        return chunk

    def _next_part(self) -> InputPart | None:
        """Take the next part off the pending input; None if its end is not there yet.

        A part without text is the beginning of a sequence that was cut off by something else.
        """
        pending = self._pending
        if pending[0] != ESCAPE:
            return self._take(InputKind.TEXT, pending.partition(ESCAPE)[0])
        if sequence := _SEQUENCE.match(pending):
            return self._take(InputKind.SEQUENCE, sequence[0])
        sure_start = _SURE_START.match(pending)
        start = sure_start or _POSSIBLE_START.match(pending)
        if start and start.end() == len(pending):
            return None
        if sure_start:
            self._pending = pending[sure_start.end(1) :]
            return InputPart(InputKind.SEQUENCE, "")
        self._pending = pending[1:]
        if self._pending[0] == ESCAPE:
            return _ESCAPE_PART
        return self._take(InputKind.ESCAPED, self._pending[0])

    def _take(self, kind: InputKind, text: str) -> InputPart:
        self._pending = self._pending[len(text) :]
        return InputPart(kind, text)

    def _limit_pending(self) -> None:
        if len(self._pending) > MAX_SEQUENCE_LENGTH:
            self._pending = _CUT_SEQUENCES.get(self._pending[1], "")

    def _feed_paste(self, chunk: str, now: float) -> Iterator[InputPart]:
        """Add to the paste; after a stall, only what nobody can have typed."""
        if self._is_paste_stalled:
            can_resume = now - self._last_input_time < PASTE_RESUME_SECONDS
            self._is_paste_stalled = False
            if not (can_resume and len(chunk) >= MIN_RESUMED_LENGTH):
                self._paste = None
                yield from self.feed(chunk, now)
                return
        if len(chunk) > 1 and chunk[0] != ESCAPE:  # else it may be a key, pressed to see whether any works
            self._last_input_time = now
        before = self._paste or ""
        self._paste = before + chunk
        end = self._paste.find(PASTE_END, max(0, len(before) - len(PASTE_END)))
        if end >= 0:
            after = self._paste[end + len(PASTE_END) :]
            self._paste = self._paste[:end]
            yield from self._take_paste(None)
            yield from self.feed(after, now)
        elif len(self._paste) > MAX_PASTE_LENGTH:
            kept = self._paste[1 - len(PASTE_END) :]
            self._paste = self._paste[: 1 - len(PASTE_END)]
            yield from self._take_paste(kept)

    def _take_paste(self, kept: str | None) -> Iterator[InputPart]:
        """Return the text pasted so far, and go on with `kept`; with None the paste is over."""
        pasted, self._paste = self._paste or "", kept
        yield InputPart(InputKind.PASTE, pasted.replace("\r\n", "\n").replace("\r", "\n"))


_ESCAPE_PART = InputPart(InputKind.ESCAPE, ESCAPE)

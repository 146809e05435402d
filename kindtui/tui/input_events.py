"""Turns the parts of the terminal's input into events; a sequence that means nothing is dropped."""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import chain

from textual.events import AppBlur, AppFocus, Event, Key, Paste, Resize
from textual.message import Message
from textual.messages import InBandWindowResize, TerminalSupportsSynchronizedOutput

from kindtui.domain.text import strip_controls
from kindtui.tui.escaped_key import EscapedKey
from kindtui.tui.terminal_input import ESCAPE, InputKind, InputPart
from kindtui.tui.textual_compat import HAS_IN_BAND_RESIZE, WholeSequenceParser
from kindtui.tui.window_size import bounded_size

# Kitty's form of a key and the older ones it extends: code, modifiers, kind of event, and the text it gives.
_KEY = re.compile(r"\x1b\[(\d{0,7})(?::[\d:]*)?(?:;(\d{0,4})(?::(\d?))?(?:;([\d:]*))?)?([u~ABCDEFHPQRS])")
_MODIFIED_CHARACTER = re.compile(r"\x1b\[27;(\d{1,3});(\d{1,7})~")  # xterm's modifyOtherKeys
_CURSOR_REPORT = re.compile(r"\x1b\[\d+;\d+R")  # also xterm's F3 with a modifier, which nobody can tell apart
RELEASE = "3"
NO_MODIFIER, SHIFT = "1", "2"
_MOUSE = re.compile(r"\x1b\[<\d{1,5};-?\d{1,6};-?\d{1,6}[mM]")
_RESIZE = re.compile(r"\x1b\[48;(\d{1,7})[:\d]*;(\d{1,7})[:\d]*;(\d{1,7})[:\d]*;(\d{1,7})[:\d]*t")
_MODE_REPORT = re.compile(r"\x1b\[\?(\d{1,5});(\d)\$y")
_FOCUS: Mapping[str, Callable[[], Message]] = {"\x1b[I": AppFocus, "\x1b[O": AppBlur}
SYNCHRONIZED_OUTPUT_MODE, IN_BAND_RESIZE_MODE = "2026", "2048"
PRIVATE_USE = range(0xE000, 0xF900)  # where kitty's protocol has the keys that give no text
SURROGATES = range(0xD800, 0xE000)
_UNDECODED = re.compile("[\udc80-\udcff]")  # bytes that are not UTF-8, as the driver passes them on


class UndecodedInput(Event, bubble=False):
    """Something was typed or pasted in another encoding than UTF-8, and was left out."""


class InputEvents:
    """Turns parts of the input into events."""

    def __init__(self) -> None:
        """Start with a parser that knows neither the size of the window nor where the mouse is."""
        self._parser = WholeSequenceParser()

    def of(self, part: InputPart) -> Iterator[Message]:
        """Return the events of one part of the input."""
        if part.kind is InputKind.SEQUENCE:
            yield from self._events_of_sequence(part.text)
            return
        text = _UNDECODED.sub("", part.text)
        yield from self._typed(part.kind, text)
        if text != part.text:
            yield UndecodedInput()

    def _typed(self, kind: InputKind, text: str) -> Iterator[Message]:
        if kind is InputKind.PASTE:
            if pasted := strip_controls(text):
                yield Paste(pasted)
        elif kind is InputKind.ESCAPE:
            yield Key("escape", ESCAPE)
        else:
            for key in chain.from_iterable(map(self._parser.keys_of, text)):
                yield EscapedKey(key.key, key.character) if kind is InputKind.ESCAPED else key

    def _events_of_sequence(self, sequence: str) -> Iterator[Message]:
        if focus := _FOCUS.get(sequence):
            yield focus()
        elif _MOUSE.fullmatch(sequence):
            if event := self._parser.parse_mouse_code(sequence):
                yield event
        elif size := _RESIZE.fullmatch(sequence):
            yield self._resized(*map(int, size.groups()))
        elif report := _MODE_REPORT.fullmatch(sequence):
            yield from _mode_reported(*report.groups())
        else:
            yield from self._keys_of_sequence(sequence)

    def _keys_of_sequence(self, sequence: str) -> Iterator[Message]:
        if key := _KEY.fullmatch(_in_kittys_form(sequence)):
            if not _CURSOR_REPORT.fullmatch(sequence):
                yield from self._keys_pressed(*(group or "" for group in key.groups()))
        elif self._parser.is_listed(sequence):
            yield from self._parser.keys_of(sequence)

    def _keys_pressed(
        self, code: str, modifiers: str, event: str, texts: str, final: str
    ) -> Iterator[Message]:
        """Return a key; more than one if it gives several characters, and none if it was released."""
        if event == RELEASE or not self._is_known(code, texts, final):
            return
        for text in texts.split(":"):
            if not text:
                yield from self._parser.keys_of(
                    f"\x1b[{code};{modifiers}{final}" if modifiers else f"\x1b[{code}{final}"
                )
            elif _is_character(int(text)):
                yield from self._parser.keys_of(f"\x1b[{code};{modifiers or NO_MODIFIER};{text}{final}")

    def _is_known(self, code: str, texts: str, final: str) -> bool:
        """Return whether it is a key that has a name, or one that gives a character."""
        if self._parser.is_named(f"{code or 1}{final}"):
            return True
        number = int(code or 0)
        return final == "u" and (bool(texts) or (_is_character(number) and number not in PRIVATE_USE))

    def _resized(self, height: int, width: int, pixel_height: int, pixel_width: int) -> Resize:
        """Return the event of a new size, which is also what the mouse is measured by from now on."""
        columns, rows = bounded_size(width, height)
        pixels = (pixel_width or columns, pixel_height or rows)  # 0 is a terminal without pixels
        event = Resize.from_dimensions((columns, rows), pixels)
        self._parser.terminal_size, self._parser.terminal_pixel_size = event.size, event.pixel_size
        self._parser.mouse_pixels = True
        return event


def _in_kittys_form(sequence: str) -> str:
    """Return a key in xterm's form for modified characters as kitty would send it."""
    if not (character := _MODIFIED_CHARACTER.fullmatch(sequence)):
        return sequence
    modifiers, code = character.groups()
    return f"\x1b[{code};{modifiers}{f';{code}' if modifiers in (NO_MODIFIER, SHIFT) else ''}u"


def _mode_reported(mode: str, setting: str) -> Iterator[Message]:
    if mode == SYNCHRONIZED_OUTPUT_MODE and setting != "0":
        yield TerminalSupportsSynchronizedOutput()
    elif mode == IN_BAND_RESIZE_MODE and HAS_IN_BAND_RESIZE:
        yield InBandWindowResize.from_setting_parameter(int(setting))


def _is_character(number: int) -> bool:
    return 0 < number < 0x110000 and number not in SURROGATES

"""Turns the parts of the terminal's input into events; a sequence that means nothing is dropped."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from textual.events import AppBlur, AppFocus, Event, Key, Paste, Resize
from textual.message import Message
from textual.messages import InBandWindowResize, TerminalSupportsSynchronizedOutput

from kindtui.domain.text import strip_controls
from kindtui.tui.escaped_key import EscapedKey
from kindtui.tui.stand_in_keys import PlacedKey, is_of_another_script
from kindtui.tui.terminal_input import ESCAPE, InputKind, InputPart
from kindtui.tui.textual_compat import HAS_IN_BAND_RESIZE, WholeSequenceParser
from kindtui.tui.window_size import bounded_size

# Kitty's form of a key and the older ones it extends.
_KEY = re.compile(
    r"\x1b\[(\d{0,7})(?::\d*(?::(\d{0,7}))?[\d:]*)?"  # code, with Shift, at its English place
    r"(?:;(\d{0,4})(?::(\d?))?(?:;([\d:]*))?)?"  # modifiers, kind of event, and the text it gives
    r"([u~ABCDEFHPQRS])"
)
_MODIFIED_CHARACTER = re.compile(r"\x1b\[27;(\d{1,3});(\d{1,7})~")  # xterm's modifyOtherKeys
_CURSOR_REPORT = re.compile(r"\x1b\[\d+;\d+R")  # also xterm's F3 with a modifier, which nobody can tell apart
RELEASE = "3"
NO_MODIFIER, SHIFT = "1", "2"
SHIFT_BIT, LOCK_BITS = 1, 64 | 128  # Caps Lock and Num Lock
PRINTABLE_ASCII = range(0x21, 0x7F)
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


class _KeyReport(NamedTuple):
    """A key as kitty's protocol tells it: numbers in digits, each empty if it is left out."""

    code: str
    place: str  # the code of the key at its place of the English layout
    modifiers: str
    event: str
    texts: str  # the characters it gives, separated by colons
    final: str

    def single_sequences(self) -> Iterator[str]:
        """Return a sequence for each character it gives, or one for the key itself."""
        for text in self.texts.split(":"):
            if not text:
                yield f"\x1b[{';'.join(filter(None, (self.code, self.modifiers)))}{self.final}"
            elif _is_character(int(text)):
                yield f"\x1b[{self.code};{self.modifiers or NO_MODIFIER};{text}{self.final}"

    def at_english_place(self) -> Sequence[str]:
        """Return the input that a letter of another script is on the English layout, with Shift first."""
        code, place = int(self.code or 0), int(self.place or 0)
        if not (place in PRINTABLE_ASCII and _is_character(code) and is_of_another_script(chr(code))):
            return ()
        pressed = int(self.modifiers or NO_MODIFIER) - 1
        if pressed & ~(SHIFT_BIT | LOCK_BITS):
            return (f"\x1b[{place};{self.modifiers}u",)
        return (chr(place).upper(), chr(place)) if pressed & SHIFT_BIT else (chr(place),)


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
                yield from self._keys_pressed(_KeyReport(*(group or "" for group in key.groups())))
        elif self._parser.is_listed(sequence):
            yield from self._parser.keys_of(sequence)

    def _keys_pressed(self, report: "_KeyReport") -> Iterator[Key]:
        """Return a key; more than one if it gives several characters, and none if it was released."""
        if report.event == RELEASE or not self._is_known(report):
            return
        placed_keys = tuple(
            key.key for key in chain.from_iterable(map(self._parser.keys_of, report.at_english_place()))
        )
        for sequence in report.single_sequences():
            for key in self._parser.keys_of(sequence):
                yield PlacedKey(key.key, key.character, placed_keys) if placed_keys else key

    def _is_known(self, report: "_KeyReport") -> bool:
        """Return whether it is a key that has a name, or one that gives a character."""
        if self._parser.is_named(f"{report.code or 1}{report.final}"):
            return True
        number = int(report.code or 0)
        is_typed = _is_character(number) and number not in PRIVATE_USE
        return report.final == "u" and (bool(report.texts) or is_typed)

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

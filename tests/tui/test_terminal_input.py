"""Whatever the reads of the terminal cut apart: a sequence is taken whole or dropped whole."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import AppBlur, AppFocus, Key, MouseDown, Paste, Resize
from textual.message import Message
from textual.messages import InBandWindowResize, TerminalSupportsSynchronizedOutput

from kindtui.tui.escaped_key import EscapedKey
from kindtui.tui.input_events import InputEvents
from kindtui.tui.stand_in_keys import PlacedKey
from kindtui.tui.terminal_input import (
    ESCAPE_SECONDS,
    MAX_PASTE_LENGTH,
    MAX_SEQUENCE_LENGTH,
    PASTE_RESUME_SECONDS,
    PASTE_SECONDS,
    SEQUENCE_SECONDS,
    TerminalInput,
)
from tests.terminal_answers import ANSWERS

TMUX = {
    f"{name}, through tmux": "\x1bPtmux;" + text.replace("\x1b", "\x1b\x1b") + "\x1b\\"
    for name, text in ANSWERS.items()
}
UNASKED = ("title", "a private string")  # no terminal sends these of its own accord
NO_KEYS = {
    "key that was released": "\x1b[97;1:3u",
    "arrow that was released": "\x1b[1;1:3A",
    "function key that was released": "\x1b[18;1:3~",
    "key that has no name": "\x1b[57999u",
    "code beyond Unicode": "\x1b[1114112u",
    "text beyond Unicode": "\x1b[0;;1114112u",
    "number of ten digits": "\x1b[9999999999u",
    "code of no function key": "\x1b[99~",
    "end of a paste": "\x1b[201~",
    "mouse, in its oldest form": "\x1b[M !!",
    "mouse, in urxvt's form": "\x1b[32;10;10M",
}
SILENT = {**ANSWERS, **TMUX, **NO_KEYS}
KEYS = {
    "\x1b[A": ["up"],
    "\x1bOA": ["up"],
    "\x1b[1;5C": ["ctrl+right"],
    "\x1b[3~": ["delete"],
    "\x1b[Z": ["shift+tab"],
    "\x1bOQ": ["f2"],
    "\x1b[[C": ["f3"],
    "\x1b[13~": ["f3"],
    "\x1b[27u": ["escape"],
    "\x1b[97;;97u": ["a"],
    "\x1b[97:65;2;65u": ["A"],
    "\x1b[1092::97u": ["ф (a)"],
    "\x1b[1092::97;1;1092u": ["ф (a)"],
    "\x1b[1092:1060:97;2;1060u": ["Ф (A a)"],
    "\x1b[1092::97;65;1060u": ["Ф (a)"],
    "\x1b[1089::99;5u": ["ctrl+с (ctrl+c)"],
    "\x1b[1093::91;1;1093u": ["х (left_square_bracket)"],
    "\x1b[945::97;1;945u": ["α (a)"],
    "\x1b[97::113;1;97u": ["a"],
    "\x1b[246::59;1;246u": ["ö"],
    "\x1b[57400::49;1;49u": ["1"],
    "\x1b[1092::1092u": ["ф"],
    "\x1b[1092::9999999u": ["ф"],
    "\x1b[1092:::97u": ["ф"],
    "\x1b[1092:1:2:3:4u": ["ф"],
    "\x1b[97;1:1;97u": ["a"],
    "\x1b[97;1:2;97u": ["a"],
    "\x1b[113;5u": ["ctrl+q"],
    "\x1b[98;3u": ["alt+b"],
    "\x1b[27;5;113~": ["ctrl+q"],
    "\x1b[27;2;65~": ["A"],
    "\x1b[0;;26085:26412u": ["日", "本"],
    "\x1b[0;;" + ":".join(["20320"] * 40) + "u": ["你"] * 40,
}  # fmt: skip


class Reader:
    """Feeds input and keeps its events, with a clock of its own."""

    def __init__(self) -> None:
        self.now = 0.0
        self._input, self._events = TerminalInput(), InputEvents()

    def feed(self, *chunks: str) -> list[Message]:
        return [
            event
            for chunk in chunks
            for part in self._input.feed(chunk, self.now)
            for event in self._events.of(part)
        ]

    def wait(self, seconds: float) -> list[Message]:
        self.now += seconds
        return [event for part in self._input.tick(self.now) for event in self._events.of(part)]


def described(events: Iterable[Message]) -> list[str]:
    """Name each event: a key by its name, an escaped key with "esc" before it, a paste with its text."""

    def one(event: Message) -> str:
        match event:
            case EscapedKey():
                return f"esc {event.key}"
            case PlacedKey():
                return f"{event.key} ({' '.join(event.placed_keys)})"
            case Key():
                return event.key
            case Paste():
                return f"paste {event.text!r}"
        return type(event).__name__

    return [one(event) for event in events]


def splits(text: str) -> Iterator[list[str]]:
    """Every way to cut a text in two, in three, and into single characters."""
    yield [text]
    yield list(text)
    for first in range(1, len(text)):
        yield [text[:first], text[first:]]
    for first in range(1, min(len(text), 8)):
        for second in range(first + 1, len(text)):
            yield [text[:first], text[first:second], text[second:]]


@pytest.mark.parametrize("name", SILENT)
def test_what_is_no_key_is_dropped_whole_wherever_it_is_cut(name: str) -> None:
    for chunks in splits(f"a{SILENT[name]}b"):
        assert described(Reader().feed(*chunks)) == ["a", "b"], chunks


@pytest.mark.parametrize("name", [name for name in {**ANSWERS, **TMUX} if name not in UNASKED])
def test_an_answer_that_pauses_anywhere_is_dropped_whole(name: str) -> None:
    """A pause after its first two bytes cannot be told from the end of Alt and a key; its rest still can."""
    answer = SILENT[name]
    for cut in range(1, len(answer)):
        reader = Reader()
        start = described([*reader.feed(answer[:cut]), *reader.wait(SEQUENCE_SECONDS + 1)])
        assert start == [] or cut <= 3
        rest = [*reader.feed(answer[cut:]), *reader.wait(SEQUENCE_SECONDS + 1), *reader.feed("b")]
        assert described(rest) == ["b"], answer[:cut]


@pytest.mark.parametrize("sequence", KEYS)
def test_a_key_is_read_whole_wherever_it_is_cut(sequence: str) -> None:
    for chunks in splits(f"x{sequence}y"):
        assert described(Reader().feed(*chunks)) == ["x", *KEYS[sequence], "y"], chunks


parts = st.sampled_from(
    [*SILENT.values(), *KEYS, "é", "q", "\r", "\x1b[200~two\rlines\x1b[201~", "\x1b[I", "\x1b[<0;3;4M"]
)


@given(st.lists(parts, max_size=8), st.lists(st.integers(0, 400), max_size=12))
def test_any_input_is_read_alike_however_it_is_cut(texts: list[str], cuts: list[int]) -> None:
    whole = "".join(texts)
    places = sorted({0, len(whole), *(cut for cut in cuts if cut < len(whole))})
    chunks = [whole[start:end] for start, end in pairwise(places)]
    assert described(Reader().feed(*chunks)) == described(Reader().feed(whole))


@given(st.text(st.sampled_from("\x1b[]OPX_^\\;?0123~uMRtmux\x07\x9c aé\r\x11"), max_size=40))
def test_no_input_is_an_error_or_makes_the_app_deaf(garbage: str) -> None:
    reader = Reader()
    reader.feed(*garbage)
    for _ in range(4):
        reader.wait(PASTE_SECONDS)
    assert described(reader.feed("\x11"))[-1:] == ["ctrl+q"]


numbers = st.integers(0, 1 << 24).map(str) | st.sampled_from(
    ["", "0", "1", "97", "1092", "57399", "55296", "1114112"]
)


@given(
    st.lists(st.lists(numbers, max_size=5).map(":".join), max_size=5).map(";".join),
    st.sampled_from("u~ABFHPQRS"),
)
def test_no_report_of_a_key_is_an_error(parameters: str, final: str) -> None:
    events = Reader().feed(f"\x1b[{parameters}{final}", "b")
    assert described(events)[-1:] == ["b"]
    assert all(isinstance(event, Key) for event in events)


def test_an_escape_alone_is_the_key_after_a_moment() -> None:
    reader = Reader()
    assert described(reader.feed("\x1b")) == []
    assert described(reader.wait(ESCAPE_SECONDS)) == ["escape"]
    assert described(reader.feed("[", "3")) == ["left_square_bracket", "3"]


@pytest.mark.parametrize(
    ("character", "key"),
    [
        *((letter, letter) for letter in "n2éOPX"),
        ("\r", "enter"), ("\x7f", "backspace"), ("[", "left_square_bracket"), ("]", "right_square_bracket"),
        ("_", "underscore"), ("^", "circumflex_accent"),
    ],
)  # fmt: skip
def test_an_escape_and_a_character_together_are_told_as_such(character: str, key: str) -> None:
    for chunks in (["\x1b" + character], ["\x1b", character]):
        reader = Reader()
        assert described([*reader.feed(*chunks), *reader.wait(ESCAPE_SECONDS)]) == [f"esc {key}"]


def test_two_escapes_are_two_keys() -> None:
    reader = Reader()
    assert described([*reader.feed("\x1b\x1b"), *reader.wait(ESCAPE_SECONDS)]) == ["escape", "escape"]
    assert described(reader.feed("\x1b\x1b[A")) == ["escape", "up"]


def test_a_sequence_without_an_end_is_bounded() -> None:
    reader = Reader()
    assert described(reader.feed("\x1b]52;c;" + "A" * MAX_SEQUENCE_LENGTH, "A" * 9, "\x1b\\", "b")) == ["b"]
    assert described(reader.feed("\x1b]52;c;AAAA", "\r")) == ["enter"]
    assert described(reader.feed("\x1b[?6", "\x11")) == ["ctrl+q"]


def test_events_other_than_keys_are_passed_on() -> None:
    reader = Reader()
    events = reader.feed("\x1b[I\x1b[O\x1b[<0;3;4M\x1b[48;30;100;600;1000t\x1b[?2026;2$y\x1b[?2048;2$y")
    assert [type(event) for event in events] == [
        AppFocus, AppBlur, MouseDown, Resize, TerminalSupportsSynchronizedOutput, InBandWindowResize,
    ]  # fmt: skip
    assert isinstance(events[3], Resize)
    assert tuple(events[3].size) == (100, 30)


def test_a_terminal_that_counts_no_pixels_can_have_a_mouse() -> None:
    [_, click] = Reader().feed("\x1b[48;30;100;0;0t\x1b[<0;3;4M")
    assert isinstance(click, MouseDown)
    assert (click.x, click.y) == (2, 3)


def test_a_reported_size_that_nobody_can_draw_is_bounded() -> None:
    [event] = Reader().feed("\x1b[48;999999;999999;0;0t")
    assert isinstance(event, Resize)
    assert event.size.width <= 1000
    assert event.size.height <= 500


PASTED = "one\x1b]0;t\x07\x1b[200~\rtwo\x1b[20"


def test_a_paste_is_read_whole_wherever_it_is_cut() -> None:
    for chunks in splits(f"q\x1b[200~{PASTED}\x1b[201~\x1b[A"):
        assert described(Reader().feed(*chunks)) == ["q", "paste 'one\\ntwo[20'", "up"], chunks


@pytest.mark.parametrize("key", ["\x11", "\x1b[113;5u"])
def test_a_paste_without_an_end_gives_its_text_and_then_the_keys_work(key: str) -> None:
    reader = Reader()
    assert reader.feed("\x1b[200~precious ", "words") == []
    assert reader.wait(PASTE_SECONDS / 2) == []
    assert reader.feed(key) == []  # it may be a part of the paste
    assert described(reader.wait(PASTE_SECONDS / 2)) == ["paste 'precious words'"]
    assert described(reader.feed(key)) == ["ctrl+q"]


def test_the_rest_of_a_paste_that_stalled_acts_as_no_keys() -> None:
    reader = Reader()
    reader.feed("\x1b[200~first line\r")
    assert described(reader.wait(PASTE_SECONDS)) == ["paste 'first line\\n'"]
    assert described(reader.feed("and now a second line\r\x1b[201~x")) == [
        "paste 'and now a second line\\n'",
        "x",
    ]


def test_a_late_line_is_typed_once_the_paste_is_long_over() -> None:
    reader = Reader()
    reader.feed("\x1b[200~words")
    reader.wait(PASTE_SECONDS)
    reader.wait(PASTE_RESUME_SECONDS)
    assert described(reader.feed("a line as scripts type it"))[0] == "a"


def test_an_endless_paste_is_handed_on_in_parts() -> None:
    reader = Reader()
    events = reader.feed("\x1b[200~", *["word " * 1000] * (MAX_PASTE_LENGTH // 5000 + 2))
    assert events
    events += reader.feed("\x1b[201~")
    assert sum(len(event.text) for event in events if isinstance(event, Paste)) == 5000 * (
        MAX_PASTE_LENGTH // 5000 + 2
    )

"""Text that cannot act on a terminal."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindtui.domain.text import one_line, strip_controls

HAZARDS = [
    "\x1b",
    "\x1b[31m",
    "\x1b]0;",
    "\x07",
    "\x1b\\",
    "\x9b",
    "\x9c",
    "\x9d",
    "\r\n",
    "\u202e",
    "\u2066",
    "\x00",
]
ANYTHING = st.characters(exclude_categories=())
TEXTS = st.lists(st.sampled_from(HAZARDS) | st.text(ANYTHING, max_size=5), max_size=12).map("".join)
BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
MARKS = "\u200e\u200f\u061c"

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
HEART = "\u2764\ufe0f"
KEPT = [
    "",
    "Tea from Noor.",
    "a\tb\nc",
    FAMILY,
    HEART,
    "שלום לך",
    "شكرا جزيلا",
    "ありがとう 謝謝",
    "Zoë, naïve, Łódź",
    "1 < 2 [b] & {who}",
]


def is_hazard(letter: str) -> bool:
    """Whether a character may act on a terminal, by its Unicode properties."""
    if unicodedata.category(letter) == "Cc":
        return letter not in "\n\t"
    return (
        unicodedata.category(letter) == "Cs" or unicodedata.bidirectional(letter) in BIDI or letter in MARKS
    )


@given(TEXTS)
def test_nothing_that_acts_on_a_terminal_is_left(text: str) -> None:
    assert not [letter for letter in strip_controls(text) if is_hazard(letter)]
    strip_controls(text).encode("utf-8")


@given(TEXTS)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert strip_controls(strip_controls(text)) == strip_controls(text)
    assert one_line(one_line(text)) == one_line(text)


@given(TEXTS)
def test_nothing_is_added_by_cleaning(text: str) -> None:
    letters = iter(text)
    assert all(letter in letters for letter in strip_controls(text))


@given(TEXTS)
def test_one_line_is_one_composed_line_without_blanks_at_its_ends(text: str) -> None:
    line = one_line(text)
    assert line == line.strip()
    assert len(line.splitlines()) <= 1
    assert "\t" not in line
    assert unicodedata.is_normalized("NFC", line)


@pytest.mark.parametrize("text", KEPT)
def test_what_people_write_stays(text: str) -> None:
    assert strip_controls(text) == text


def test_decomposed_letters_are_composed_and_blanks_made_one() -> None:
    assert one_line("  Zoe\u0308 \n\t rang ") == "Zo\u00eb rang"


@pytest.mark.parametrize("end", ["\x07", "\x1b\\", "\x9c"])
@pytest.mark.parametrize(
    "start", ["\x1b]52;c;", "\x9d52;c;", "\x1bP", "\x90", "\x1b_", "\x9f", "\x1b^", "\x1bX"]
)
def test_the_payload_of_a_string_sequence_goes_with_it(start: str, end: str) -> None:
    assert strip_controls(f"before {start}c2VjcmV0{end}after") == "before after"


def test_an_unfinished_sequence_takes_its_payload_along() -> None:
    assert strip_controls("before \x1b]52;c;c2VjcmV0") == "before "


@pytest.mark.parametrize(
    "sequence", ["\x1b[31m", "\x1b[2J", "\x1b[?1049h", "\x9b1;2H", "\x1bc", "\x1b(0", "\x1b[1 q"]
)
def test_a_control_sequence_goes_as_a_whole(sequence: str) -> None:
    assert strip_controls(f"be{sequence}fore") == "before"


@pytest.mark.parametrize("letter", ["\ud800", "\ufeff", "\u2028", "\u2029", "\x7f", "\x85", "\r"])
def test_other_dangerous_characters_go(letter: str) -> None:
    assert strip_controls(f"a{letter}b") == "ab"


def test_line_ends_of_windows_become_plain() -> None:
    assert strip_controls("one\r\ntwo") == "one\ntwo"

"""Text that cannot act on a terminal."""

import unicodedata
from collections.abc import Callable
from functools import partial
from timeit import timeit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindtui.domain.text import (
    casefolded,
    clean_lines,
    composed,
    first_line,
    joined_lines,
    one_line,
    saved_forms,
    strip_controls,
)
from kindtui.domain.text_folds import folded

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
BIDI_MARKS = "\u200e\u200f\u061c"

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
        unicodedata.category(letter) == "Cs"
        or unicodedata.bidirectional(letter) in BIDI
        or letter in BIDI_MARKS
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
def test_nothing_but_newlines_for_line_breaks_is_added_by_cleaning(text: str) -> None:
    letters = iter(text)
    assert all(letter in letters for letter in strip_controls(text) if letter != "\n")
    breaks = text.replace("\x1f", "\n").splitlines()  # the separator of units keeps words apart too
    assert strip_controls(text).count("\n") <= len(breaks)


@given(TEXTS)
def test_cleaning_takes_no_letter_but_those_of_complete_sequences(text: str) -> None:
    """Without openers of the 7-bit form nothing a person can read goes."""
    text = text.replace("\x1b", "").replace("\x9b", "")
    for opener in "\x90\x98\x9d\x9e\x9f":
        text = text.replace(opener, f"{opener} ")  # a blank ends what could be a payload
    readable = [letter for letter in text if letter.isprintable() and not is_hazard(letter)]
    assert [letter for letter in strip_controls(text) if letter.isprintable()] == readable


@given(TEXTS)
def test_one_line_is_one_composed_line_without_blanks_at_its_ends(text: str) -> None:
    line = one_line(text)
    assert line == line.strip()
    assert len(line.splitlines()) <= 1
    assert "\t" not in line
    assert unicodedata.is_normalized("NFC", line)


@given(st.lists(TEXTS | st.sampled_from(["", " ", "\t"]), max_size=8).map("\n".join))
def test_each_of_several_lines_is_a_clean_one_and_paragraphs_stay(text: str) -> None:
    cleaned = clean_lines(text)
    lines = cleaned.split("\n")
    assert all(line == one_line(line) for line in lines)
    assert lines == [""] or (lines[0] and lines[-1])
    assert "\n\n\n" not in cleaned
    assert cleaned.split() == one_line(text).split()
    assert clean_lines(cleaned) == cleaned
    assert first_line(text).removesuffix(" …") in (lines[0], lines[0].removesuffix(" …"))
    assert (first_line(text) == cleaned) == (len(lines) == 1)
    assert {cleaned, one_line(text)} == saved_forms(text)
    paragraphs = [part for part in cleaned.split("\n\n") if part]
    kept = [one_line(line) for line in strip_controls(text).split("\n")]
    assert [line for part in paragraphs for line in part.split("\n")] == [line for line in kept if line]


@given(TEXTS)
def test_a_single_line_is_the_same_among_several(text: str) -> None:
    if "\n" not in strip_controls(text):
        assert clean_lines(text) == one_line(text)


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


@pytest.mark.parametrize(
    "opener", ["\x1b]", "\x1bP", "\x1bX", "\x1b^", "\x1b_", "\x1b[", "\x9b", "\x9d", "\x9e", "\x1b"]
)
@pytest.mark.parametrize("rest", ["", "éid mi pomohl", "éid mi pomohl\nand stayed\x07", "é\x1b[31m"])
def test_of_a_sequence_without_its_end_only_the_opening_character_goes(opener: str, rest: str) -> None:
    left = strip_controls(f"Pan {opener}{rest}")
    assert left == "Pan " + opener[1:] + strip_controls(rest)


@pytest.mark.parametrize("stray", [chr(code) for code in range(0x80, 0xA0) if code != 0x85])
def test_of_a_stray_c1_character_only_that_character_goes(stray: str) -> None:
    """0x9E is the ž of a text in Windows-1250 that was taken for Latin-1, 0x9F its ź."""
    assert strip_controls(f"Pan {stray}id mi pomohl, {stray}e ano") == "Pan id mi pomohl, e ano"
    assert strip_controls(f"p\xf3\x9fniej co\x9c {stray}") == "p\xf3niej co "


def test_a_long_text_full_of_openers_is_cleaned_fast() -> None:
    for opener in ("\x1b]", "\x1b[1;", "\x9d", "\x9b1", "\x1bP1 "):
        seconds = [timeit(partial(strip_controls, opener * length), number=1) for length in (50_000, 200_000)]
        assert seconds[1] < 1, f"{opener!r}: {seconds}"


@pytest.mark.parametrize(
    "sequence", ["\x1b[31m", "\x1b[2J", "\x1b[?1049h", "\x9b1;2H", "\x1bc", "\x1b(0", "\x1b[1 q"]
)
def test_a_control_sequence_goes_as_a_whole(sequence: str) -> None:
    assert strip_controls(f"be{sequence}fore") == "before"


@pytest.mark.parametrize("letter", ["\ud800", "\ufeff", "\x7f", "\x08"])
def test_other_dangerous_characters_go(letter: str) -> None:
    assert strip_controls(f"a{letter}b") == "ab"


LINE_BREAKS = ["\n", "\x1f", "\r\n", "\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]


@pytest.mark.parametrize("line_break", LINE_BREAKS)
def test_a_line_break_of_any_kind_keeps_the_words_apart(line_break: str) -> None:
    assert strip_controls(f"one{line_break}two") == "one\ntwo"
    assert one_line(f"one{line_break}two") == "one two"
    assert joined_lines(f"{line_break}one {line_break}{line_break}  two{line_break}") == "one / two"


def test_the_blanks_around_a_single_line_stay() -> None:
    assert joined_lines(" tea with ") == " tea with "
    assert joined_lines("") == joined_lines("\n \n") == ""


@pytest.mark.parametrize("blank", ["\u3000", "\u00a0", "\u202f", "\u200c", "\u200d"])
def test_spaces_with_a_meaning_of_their_own_stay(blank: str) -> None:
    assert one_line(f"a{blank}b") == f"a{blank}b"


def test_names_compare_equal_whatever_space_is_in_them() -> None:
    assert casefolded("Jan\u00a0NOVÁK") == casefolded("Jan nova\u0301k")


MARKS = "\u0301\u0316\u0344\u0327\u0f71\u0f72\u0f81\u05b0"


@given(st.text(st.sampled_from("aé\u1112\u1161\u11ab한" + MARKS), max_size=30), st.integers(20, 30))
def test_long_texts_are_composed_as_unicode_says(text: str, times: int) -> None:
    long_text = (text + "x") * times + "y" * 500
    assert composed(long_text) == unicodedata.normalize("NFC", long_text)


@pytest.mark.parametrize("function", [composed, one_line, casefolded, folded])
def test_many_marks_on_one_letter_take_no_time(function: Callable[[str], str]) -> None:
    """160 kB of them: in order they would be quick anyhow; `normalize` alone takes seconds for these."""
    text = "e" + "\u0301\u0316" * 40_000
    assert timeit(partial(function, text), number=1) < 1

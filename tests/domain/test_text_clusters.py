"""What people see as one character is one step of the cursor."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindtui.domain.text_clusters import is_boundary, next_boundary, previous_boundary

CHARACTERS = [
    "a",
    " ",
    "慈",
    "e\u0301",
    "é",
    "\U0001f1e8\U0001f1ff",  # the flag of Czechia
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",  # a family
    "\U0001f44d\U0001f3fd",  # a thumb with a skin tone
    "\u2764\ufe0f\u200d\U0001f525",  # a heart on fire
    "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",  # the flag of Scotland
    "\U0001f3f3\ufe0f\u200d\u26a7\ufe0f",
    "\U0001f9d1\u200d\U0001f9d1\u200d\U0001f9d2\u200d\U0001f9d2",
    "\U0001fa77",  # newer than the Unicode of Python 3.11
    "\u1112\u1161\u11ab",  # 한 in three letters
    "한",
    "ते",
    "1\ufe0f\u20e3",
]


@given(st.lists(st.sampled_from(CHARACTERS), max_size=8))
def test_a_text_is_cut_between_characters_only(characters: list[str]) -> None:
    text = "".join(characters)
    assert _forwards(text) == characters
    assert _backwards(text) == characters


@given(st.text(st.sampled_from("".join(CHARACTERS) + "\u200c\u200d\u0301"), max_size=20))
def test_both_directions_agree_and_end(text: str) -> None:
    assert _forwards(text) == _backwards(text)
    assert "".join(_forwards(text)) == text


@pytest.mark.parametrize("at", [-5, 0, 1, 99])
def test_the_ends_are_boundaries(at: int) -> None:
    assert is_boundary("a", at)
    assert next_boundary("a", at) == 1
    assert previous_boundary("a", at) == 0


def test_letters_that_a_joiner_shapes_stay_apart() -> None:
    assert _forwards("\u0647\u200d\u0627") == ["\u0647\u200d", "\u0627"]


def _forwards(text: str) -> list[str]:
    characters: list[str] = []
    start = 0
    while start < len(text):
        end = next_boundary(text, start)
        characters.append(text[start:end])
        start = end
    return characters


def _backwards(text: str) -> list[str]:
    characters: list[str] = []
    end = len(text)
    while end:
        start = previous_boundary(text, end)
        characters.insert(0, text[start:end])
        end = start
    return characters

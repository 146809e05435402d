"""Texts wrapped to the width there is."""

from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from kindtui.tui.widgets.text_layout import hanging_indent

WORDS = st.lists(st.text("abcdefgh", min_size=1, max_size=9), min_size=1, max_size=30)


@given(words=WORDS, width=st.integers(12, 80))
def test_a_wrapped_text_keeps_its_words_and_its_width(words: list[str], width: int) -> None:
    lines = hanging_indent(Content("- "), Content(" ".join(words)), width).plain.split("\n")
    assert " ".join(" ".join(lines).split()) == f"- {' '.join(words)}"
    assert all(len(line) <= width for line in lines)


def test_no_word_is_left_alone_in_the_last_line() -> None:
    text = Content("I have enough energy for this today.")
    assert [
        len(hanging_indent(Content("[ ] "), text, width).plain.rpartition("\n")[2].split()) > 1
        for width in range(20, 60)
    ] == [True] * 40

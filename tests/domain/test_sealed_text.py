"""The strings that stand for sealed words: what is one, and what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindtui.domain.sealed_text import SealedText, is_sealed

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
IDS = st.text(LETTERS, min_size=22, max_size=22)
TIMES = st.just("") | st.integers(-(10**17), 10**18 - 1).map(str)
TOKENS = st.builds(SealedText, st.sampled_from("sb"), IDS, TIMES, st.text(LETTERS, min_size=1))


@given(TOKENS)
def test_it_reads_back_as_it_was_written(token: SealedText) -> None:
    assert SealedText.parse(str(token)) == token
    assert is_sealed(str(token))
    assert str(token).isascii()
    assert not set(str(token)) & set('"\\ \n')


@given(TOKENS, st.text(), st.integers(0, 60))
def test_a_text_is_one_only_if_it_reads_back_the_same(token: SealedText, text: str, at: int) -> None:
    whole = str(token)
    for candidate in (
        text,
        f"sealed.s.{text}",
        f"{whole}{text}",
        f"{text}{whole}",
        whole[:at] + text + whole[at:],
    ):
        parsed = SealedText.parse(candidate)
        assert is_sealed(candidate) == (parsed is not None)
        assert parsed is None or str(parsed) == candidate


ID = "A" * 22


@pytest.mark.parametrize(
    "text",
    [
        "", "sealed", "sealed.", f"sealed.x.{ID}..AA", f"sealed.s.{ID[1:]}..AA", f"sealed.s.{ID}A..AA",
        f"sealed.s.{ID}..", f"sealed.s.{ID}.-.AA", f"sealed.s.{ID}.1.2.AA", f"sealed.s.{ID}.{'9' * 19}.AA",
        f"sealed.s.{ID}..AA\n", f" sealed.s.{ID}..AA", f"sealed.s.{ID}..AA=", f"sealed.s.{ID}.\u0661.AA",
        f"sealed.s.{ID}..\u00e9\u00e9", f"SEALED.s.{ID}..AA", f"sealed.s.{ID}..AA and more",
    ],
)  # fmt: skip
def test_what_only_looks_like_one_is_an_ordinary_text(text: str) -> None:
    assert SealedText.parse(text) is None
    assert not is_sealed(text)

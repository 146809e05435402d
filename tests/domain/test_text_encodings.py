"""Bytes become the text they were, or are refused; never something with holes in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindtui.domain.text_encodings import UnknownEncodingError, decode

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(TEXTS)
def test_utf_8_is_read_as_it_is(text: str) -> None:
    assert decode(text.encode(), "ISO-8859-2").text == text.removeprefix("\ufeff")


@given(TEXTS)
def test_a_byte_order_mark_tells_utf_16(text: str) -> None:
    assert decode(text.encode("utf-16"), "UTF-8") == (text, "UTF-16")


def test_the_encoding_of_the_locale_comes_next() -> None:
    assert decode("přítel".encode("iso8859-2"), "ISO-8859-2") == ("přítel", "ISO-8859-2")
    assert decode("慈悲".encode("euc-jp"), "EUC-JP") == ("慈悲", "EUC-JP")


@pytest.mark.parametrize("text", ["café with Noor", "“Größe” – ça va…", "It’s 5 € for Åse"])
@pytest.mark.parametrize("locale_encoding", ["UTF-8", "ANSI_X3.4-1968", "no such thing"])
def test_western_text_of_windows_is_recognised(text: str, locale_encoding: str) -> None:
    assert decode(text.encode("cp1252"), locale_encoding) == (text, "Windows-1252")


@pytest.mark.parametrize(
    "data",
    [
        b"tea \xff\x00 later",
        b"\xff\xfe\xfa",
        "привет, Нур".encode("cp1251"),
        "привет, Нур".encode("koi8-r"),
        "慈悲です".encode("shift-jis"),
        "你好吗".encode("gbk"),
        "안녕".encode("euc-kr"),
        b"caf\xe9\x1b[31m",
        b"\xed\xa0\xbd\xed\xb8\x80",
        b"\x89PNG\r\n\x1a\n\x00\x00",
    ],
)
def test_what_cannot_be_told_is_refused(data: bytes) -> None:
    with pytest.raises(UnknownEncodingError):
        decode(data, "UTF-8")


@given(st.binary())
def test_no_character_stands_for_what_was_not_understood(data: bytes) -> None:
    try:
        text = decode(data, "UTF-8").text
    except UnknownEncodingError:
        return
    assert text.count("\ufffd") in (
        data.count(b"\xef\xbf\xbd"),
        data.count(b"\xfd\xff"),
        data.count(b"\xff\xfd"),
    )

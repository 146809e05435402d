"""Bytes that are not UTF-8, from a terminal with other ideas of letters or a paste of something else."""

from pathlib import Path

import pytest

from tests.real_terminal import Terminal
from tests.terminal.evening_line import EVENING, QUESTION, evening_line, stored_texts


@pytest.mark.parametrize("bad", [b"\xe9", b"\xff\xfe", b"\xc3(", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80"])
def test_text_around_invalid_bytes_is_saved(bad: bytes, path: Path) -> None:
    with Terminal(path, EVENING) as app:
        app.wait_for(QUESTION)
        app.send(b"caf" + bad + b" with Noor")
        app.wait_for("with Noor")
        app.send("\r")
        app.wait_for("Saved.")
        app.send("\r")
        app.wait_for("Evening     caf")
        app.send("q")
        assert app.wait_for_exit() == 0
    saved = path.read_text("utf-8")
    assert "with Noor" in saved
    assert "\ufffd" not in saved
    assert "\\ufffd" not in saved


@pytest.mark.parametrize("keys", [b"caf\xe9", b"caf\x1b\xe9", b"\x1b[200~caf\xe9 au lait\x1b[201~"])
def test_a_letter_that_is_not_utf_8_is_not_typed_and_the_notice_says_so(keys: bytes, path: Path) -> None:
    with Terminal(path, EVENING) as app:
        app.wait_for(QUESTION)
        app.send(keys)
        app.wait_for("isn't UTF-8")
        app.wait_for("caf")
        assert "\ufffd" not in app.text
        app.send("é")
        app.wait_until(lambda: "isn't UTF-8" not in app.text, "the next key clears it")


def test_a_report_of_the_mouse_in_its_oldest_form_is_no_letter(path: Path) -> None:
    with Terminal(path, EVENING, size=(140, 24)) as app:
        app.wait_for(QUESTION)
        app.send(b"\x1b[M \xa0\xe9tea")
        app.wait_for("tea")
        assert "UTF-8" not in app.text


def test_a_character_split_across_reads_is_decoded(path: Path) -> None:
    with Terminal(path, EVENING) as app:
        app.wait_for(QUESTION)
        app.send(b"caf\xc3")
        app.wait_for("caf")
        app.send(b"\xa9")
        app.wait_for("café")


def test_control_sequences_are_removed_from_a_paste(path: Path) -> None:
    with evening_line(path) as app:
        app.send(b"\x1b[200~tea\x1b[31m\x9b\x07 with\t\xe2\x80\xaeNoor\x1b[201~ and Lin")
        app.wait_for("with Noor and Lin")
    assert b"\xe2\x80\xae" not in app.raw
    [text] = stored_texts(path)
    assert "with Noor and Lin" in text

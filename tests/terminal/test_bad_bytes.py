"""Bytes that are not UTF-8, from a terminal with other ideas of letters or a paste of something else."""

from pathlib import Path

import pytest
from real_terminal import Terminal

from kindtui.tui.driver import Pastes

LATE = "2026-11-22T20:00:00+01:00"


@pytest.mark.parametrize("bad", [b"\xe9", b"\xff\xfe", b"\xc3(", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80"])
def test_what_is_typed_around_them_arrives(bad: bytes, path: Path) -> None:
    with Terminal(path, LATE) as app:
        app.wait_for("What kindness did I")
        app.send(b"caf" + bad + b" with Noor")
        app.wait_for("with Noor")
        app.send("\r")
        app.wait_for("Saved.")
        app.send("\r")
        app.wait_for("←  caf")
        app.send("q")
        assert app.wait_for_end() == 0
    assert "with Noor" in path.read_text("utf-8")


def test_a_letter_that_comes_in_two_parts_stays_one(path: Path) -> None:
    with Terminal(path, LATE) as app:
        app.wait_for("What kindness did I")
        app.send(b"caf\xc3")
        app.wait_for("caf")
        app.send(b"\xa9")
        app.wait_for("café")


def test_a_paste_of_control_characters_leaves_their_letters(path: Path) -> None:
    with Terminal(path, LATE) as app:
        app.wait_for("What kindness did I")
        app.send(b"\x1b[200~tea\x1b[31m\x9b\x07 with\t\xe2\x80\xaeNoor\x1b[201~ and Lin")
        app.wait_for("with Noor and Lin")
        app.send("\r")
        app.wait_for("Saved.")
        assert b"\xe2\x80\xae" not in app.raw
    assert "with Noor" in path.read_text("utf-8")


def test_a_paste_cut_anywhere_comes_out_whole() -> None:
    typed = "q\x1b[200~one\x1b]0;t\x07\x1b[200~\rtwo\x1b[20\x1b[201~\x1b[A\x1b[200~\x1b[201~\x1b"
    for size in range(1, len(typed) + 1):
        pastes = Pastes()
        parts = [pastes.cleaned(typed[start : start + size]) for start in range(0, len(typed), size)]
        assert "".join(parts) == "q\x1b[200~one\ntwo20\x1b[201~\x1b[A\x1b[200~\x1b[201~\x1b"

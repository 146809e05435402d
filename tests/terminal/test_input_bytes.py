"""Bytes that are not UTF-8, from a terminal with other ideas of letters or a paste of something else."""

from pathlib import Path

import pytest

from tests.real_terminal import Terminal

LATE = "2026-11-22T20:00:00+01:00"


@pytest.mark.parametrize("bad", [b"\xe9", b"\xff\xfe", b"\xc3(", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80"])
def test_text_around_invalid_bytes_is_saved(bad: bytes, path: Path) -> None:
    with Terminal(path, LATE) as app:
        app.wait_for("What kindness did I")
        app.send(b"caf" + bad + b" with Noor")
        app.wait_for("with Noor")
        app.send("\r")
        app.wait_for("Saved.")
        app.send("\r")
        app.wait_for("←  caf")
        app.send("q")
        assert app.wait_for_exit() == 0
    assert "with Noor" in path.read_text("utf-8")


def test_a_character_split_across_reads_is_decoded(path: Path) -> None:
    with Terminal(path, LATE) as app:
        app.wait_for("What kindness did I")
        app.send(b"caf\xc3")
        app.wait_for("caf")
        app.send(b"\xa9")
        app.wait_for("café")


def test_control_sequences_are_removed_from_a_paste(path: Path) -> None:
    with Terminal(path, LATE) as app:
        app.wait_for("What kindness did I")
        app.send(b"\x1b[200~tea\x1b[31m\x9b\x07 with\t\xe2\x80\xaeNoor\x1b[201~ and Lin")
        app.wait_for("with Noor and Lin")
        app.send("\r")
        app.wait_for("Saved.")
        assert b"\xe2\x80\xae" not in app.raw
    assert "with Noor" in path.read_text("utf-8")

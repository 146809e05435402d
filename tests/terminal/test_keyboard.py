"""What terminals send besides keys, and how they send keys: real bytes in a real terminal."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pexpect
import pytest

from tests.real_terminal import Terminal
from tests.terminal.evening_line import CTRL_Q, EVENING, QUESTION, evening_line, stored_texts
from tests.terminal_answers import ANSWERS

MORNING, WHO = "2026-11-22T08:00:00+01:00", "Who can I encourage"
NEEDS_TMUX = pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not installed")
ALONE = {
    "left shift": "\x1b[57441;2u",
    "left alt": "\x1b[57443;3u",
    "right super": "\x1b[57450;9u",
    "caps lock": "\x1b[57358;65u",
    "num lock": "\x1b[57360;129u",
    "print": "\x1b[57361u",
    "volume": "\x1b[57439u",
    "media": "\x1b[57430u",
    "AltGr": "\x1b[57453u",
    "release of a letter": "\x1b[97;1:3u",
    "release of an arrow": "\x1b[1;1:3A",
}


@contextmanager
def in_tmux(path: Path, now: str, tmp_path: Path) -> Iterator[Terminal]:
    """The app in a tmux of its own, which runs in the terminal."""
    tmux = ("tmux", "-S", str(tmp_path / "tmux"), "-f", os.devnull)
    arguments = ("new-session", "-x", "80", "-y", "24", f"{sys.executable} -m kindtui")
    with Terminal(path, now, *arguments, command=tmux, environment={"TMUX": ""}) as app:
        try:
            yield app
        finally:
            pexpect.run(" ".join([*tmux, "kill-server"]))


def test_late_answers_of_the_terminal_are_not_typed(path: Path) -> None:
    with evening_line(path) as app:
        app.send("Sam ")
        for answer in ANSWERS.values():
            app.send(answer[:3])
            app.send(answer[3:])
        app.send("helped")
        app.wait_for("Sam helped")
    assert stored_texts(path) == ["Sam helped"]


def test_late_answers_of_the_terminal_press_no_keys(path: Path) -> None:
    with Terminal(path, MORNING) as app:
        app.wait_for(WHO)
        app.send("\x1b")
        app.wait_until(lambda: app.text.rstrip().endswith(": everything   q quit"), "the whole footer")
        before = app.text
        for answer in ANSWERS.values():
            app.send(answer)
        app.send("?")
        app.wait_for("Esc closes")
        app.send("\x1b[27u")
        app.wait_until(lambda: app.text == before, f"again:\n{before}")
        app.send("q")
        assert app.wait_for_exit() == 0
    assert not path.exists()


@NEEDS_TMUX
def test_late_answers_through_tmux_do_nothing(path: Path, tmp_path: Path) -> None:
    with in_tmux(path, EVENING, tmp_path) as app:
        app.wait_for(QUESTION)
        app.send("Sam ")
        app.wait_for("Sam")
        for answer in ANSWERS.values():
            app.send(answer)
        app.send("helped")
        app.wait_for("Sam helped")
        app.send("\r")
        app.wait_for("Saved.")
        app.send("\x1b[B" + ANSWERS["background colour"] + CTRL_Q)
        app.wait_for_exit()
    assert stored_texts(path) == ["Sam helped"]


def test_a_long_text_of_an_input_method_is_typed(path: Path) -> None:
    with evening_line(path, enter="\x1b[13u", leave="\x1b[113;5u") as app:
        app.send("\x1b[0;;" + ":".join(str(ord(letter)) for letter in "謝謝你今天陪我走路回家") + "u")
        app.wait_for("謝")
    assert stored_texts(path) == ["謝謝你今天陪我走路回家"]


def test_a_modifier_alone_lifts_no_cover(path: Path) -> None:
    with Terminal(path, MORNING) as app:
        for number, name in enumerate(ALONE):
            app.wait_for(WHO)
            app.send("\x1b[19~")  # F8
            app.wait_until(lambda: not app.text.strip(), "the cover")
            app.send(ALONE[name] + "z")  # the letter lifts the cover, and would be typed if there were none
            app.wait_for(WHO)
            app.send(f"{number % 10}")
            app.wait_for("0123456789"[: number + 1])
            assert "z" not in app.text, name


def test_a_modifier_alone_leaves_a_notice_to_be_read(path: Path) -> None:
    with Terminal(path, EVENING) as app:
        app.wait_for(QUESTION)
        app.send("a walk\r")
        app.wait_for("Saved.")
        app.send("".join(ALONE.values()))
        app.resize(90, 26)
        app.wait_until(lambda: app.text.count("─" * 80) > 0 or "Saved." not in app.text, "a wider screen")
        assert "Saved." in app.text


def test_a_modifier_alone_becomes_nobodys_key(path: Path) -> None:
    with Terminal(path, MORNING) as app:
        app.wait_for(WHO)
        app.send("\x1b")
        app.wait_for("back to the card")
        app.send(",")
        app.wait_for("go back")
        app.send("\x1b[F\r")
        app.wait_for("Press Enter to change")
        app.send("\x1b[B\r")
        app.wait_for("Press the new key for")
        for event in ALONE.values():
            app.send(event)
        app.send("Z")
        app.wait_for("  changed")
        app.send(CTRL_Q)
        assert app.wait_for_exit() == 0
    assert "shift" not in path.read_text("utf-8")
    assert '"Z' in path.read_text("utf-8") or ",Z" in path.read_text("utf-8")


@pytest.mark.parametrize("end", [CTRL_Q, "\x1b[113;5u"], ids=["legacy", "kitty"])
def test_a_paste_without_an_end_keeps_its_text_and_lets_keys_work(end: str, path: Path) -> None:
    with evening_line(path, leave=end) as app:
        app.send("\x1b[200~precious words")
        app.wait_for("precious words")
    assert stored_texts(path) == ["precious words"]


def test_esc_and_a_digit_together_leave_the_field_for_that_screen(path: Path) -> None:
    with Terminal(path, MORNING) as app:
        app.wait_for(WHO)
        app.send("Sam\x1b2")
        app.wait_for("Boundaries, ")
        app.send("1")
        app.wait_for("Sam")
        assert "™" not in app.text


def test_esc_and_a_letter_that_would_change_the_day_only_leave_the_field(path: Path) -> None:
    with Terminal(path, MORNING) as app:
        app.wait_for(WHO)
        app.send("Sam\x1bn")
        app.wait_for("back to the card")
        assert "Samn" not in app.text
        app.send("n")
        app.wait_for("Saved.")


@NEEDS_TMUX
def test_esc_and_a_key_soon_after_it_work_in_tmux(path: Path, tmp_path: Path) -> None:
    with in_tmux(path, MORNING, tmp_path) as app:
        app.wait_for(WHO)
        app.send("Sam")
        app.wait_for("Sam")
        app.send("\x1b")
        app.send("3")
        app.wait_for("▌3 Streak")
        app.send("1")
        app.wait_for("Sam")
        assert "Sam3" not in app.text


@pytest.mark.sweep
@pytest.mark.parametrize(
    ("keys", "left"),
    [
        ("\x1bb\x1bbX", "one Xtwo three"),
        ("\x01\x1bfX", "one Xtwo three"),
        ("\x01\x1bd", "two three"),
        ("\x1b\x7f", "one two"),
        ("\x1b[127;3u", "one two"),
        ("\x1b[98;3u\x1b[98;3uX", "one Xtwo three"),
    ],
)
def test_alt_and_a_key_edit_words_in_a_field(keys: str, left: str, path: Path) -> None:
    with evening_line(path) as app:
        app.send("one two three")
        app.wait_for("one two three")
        app.send(keys)
    assert [text.strip() for text in stored_texts(path)] == [left]


def test_a_letter_of_another_script_acts_by_its_place_and_is_text_in_a_field(path: Path) -> None:
    """Where the terminal tells what is at the place of a key, which the app asks for."""
    with Terminal(path, MORNING) as app:
        app.wait_for(WHO)
        assert app.raw.count(b"\x1b[=4;2u") == 1
        app.send("\x1b[1092::97;1;1092u\x1b[1060:1060:97;2;1060u")
        app.wait_for("фФ")
        app.send("\x1b[27u")
        app.wait_for("back to the card")
        app.send("\x1b[1085::121;1;1085u")  # the place of y
        app.wait_for("Saturday 21 November 2026")
        app.send("\x1b[27u")
        app.wait_for("Esc go back")
        app.send("\x1b[1081::113u")  # the place of q
        assert app.wait_for_exit() == 0


def test_a_report_of_a_key_that_is_cut_or_malformed_ends_nothing(path: Path) -> None:
    with Terminal(path, MORNING) as app:
        app.wait_for(WHO)
        for parameters in (
            "1092::",
            "::97",
            "1092::97::",
            ";;;",
            "97;1:9;",
            "1114112::97",
            "55296::97;;55296",
        ):
            app.send(f"\x1b[{parameters}u")
        app.send("Sam")
        app.wait_for("Sam")

"""What a terminal sends as text or as a paste reaches the disk, character by character and line by line."""

from pathlib import Path

import pytest

from tests.real_terminal import Terminal
from tests.terminal.evening_line import CTRL_Q, ENTER, EVENING, F9, QUESTION, evening_line, stored_texts


def saved_text(path: Path, keys: str, shown: str, *, save: str = ENTER) -> str:
    """Return the text that is saved after these keys, once the screen shows what they wrote."""
    with evening_line(path, enter=save) as app:
        app.send(keys)
        app.wait_for(shown)
    [text] = stored_texts(path)
    return text


@pytest.mark.parametrize(
    "text",
    [
        "慈悲\u3000です",
        "5\u202fh à\u00a0Brno",
        "می\u200cخواهم",
        "\U0001faff",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    ],
)
def test_every_character_of_a_keyboard_is_saved(text: str, path: Path) -> None:
    assert saved_text(path, f"then {text}", "then") == f"then {text}"  # the emulator draws no joiner


def test_every_line_of_a_paste_is_saved(path: Path) -> None:
    pasted = "\ntea with Noor\r\nthe long way home\r\x0ba letter\u2028and sleep\n"
    assert saved_text(path, f"\x1b[200~{pasted}\x1b[201~", "and sleep", save=F9) == (
        "tea with Noor\nthe long way home\n\na letter\nand sleep"
    )


def test_backspace_takes_a_whole_flag(path: Path) -> None:
    assert (
        saved_text(path, "to \U0001f1e8\U0001f1ff\U0001f1e9\U0001f1ea\x7f!", "!")
        == "to \U0001f1e8\U0001f1ff!"
    )


@pytest.mark.parametrize(
    "keys", ["tea with Noor", "\x1b[200~tea with Noor\x1b[201~", "tea \x1b[200~with Noor\x1b[201~"]
)
def test_words_followed_at_once_by_quit_are_a_draft(keys: str, path: Path) -> None:
    with Terminal(path, EVENING) as app:
        app.wait_for(QUESTION)
        app.send(keys + CTRL_Q)
        assert app.wait_for_exit() == 0
    assert "tea with Noor" in path.with_name(path.name + ".drafts").read_text("utf-8")


def test_a_paste_stands_between_the_letters_typed_before_and_after_it(path: Path) -> None:
    assert saved_text(path, "tea \x1b[200~with \x1b[201~Noor", "Noor") == "tea with Noor"


def test_lines_pasted_as_keys_can_all_be_taken_back(path: Path) -> None:
    """A terminal without bracketed paste sends each line as if it were typed, with Enter after it."""
    drafts = path.with_name(path.name + ".drafts")
    with Terminal(path, EVENING) as app:
        app.wait_for(QUESTION)
        app.send("tea with Noor\nthe long way home\n")
        app.wait_for("Evening     tea with Noor")
        app.send("u")
        app.wait_for("Undone: you wrote down an act")
        app.send("u")
        app.wait_for("Undone: you wrote down a kindness you received")
        app.send(CTRL_Q)
        assert app.wait_for_exit() == 0
    assert "tea with Noor" in drafts.read_text("utf-8")
    assert "the long way home" in drafts.read_text("utf-8")
    with Terminal(path, EVENING) as app:
        app.wait_for(QUESTION)
        app.send(f"\x1bUU{CTRL_Q}")
        assert app.wait_for_exit() == 0
    assert stored_texts(path) == ["tea with Noor"]

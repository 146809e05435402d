"""A window smaller than 40×12 is told so; what was written in a larger one is still there."""

from pathlib import Path

import pytest

from tests.real_terminal import Terminal

EARLY = "2026-11-22T08:00:00+01:00"


def words(app: Terminal) -> str:
    return " ".join(app.text.split())


@pytest.mark.parametrize("size", [(30, 8), (39, 24), (80, 11), (20, 5)])
def test_a_small_window_shows_the_required_size(size: tuple[int, int], path: Path) -> None:
    sentence = f"kindtui needs 40×12. This window is {size[0]}×{size[1]}. F7 shows places to talk."
    with Terminal(path, EARLY, size=size) as app:
        app.wait_until(lambda: words(app) == sentence, sentence)
        app.resize(40, 12)
        app.wait_for("Who can I")
        app.send("Noor")
        app.wait_for("Noor")
        app.resize(*size)
        app.wait_until(lambda: words(app) == sentence, sentence)
        app.resize(80, 24)
        app.wait_for("Noor")
        app.send(" B.\r")
        app.wait_for("How much energy")
        app.resize(*size)
        app.wait_until(lambda: words(app) == sentence, sentence)
        app.send("q")
        assert app.wait_for_exit() == 0


@pytest.mark.parametrize("size", [(39, 11), (20, 5)])
def test_places_to_talk_open_in_a_small_window(size: tuple[int, int], path: Path) -> None:
    with Terminal(path, EARLY, size=size) as app:
        app.wait_until(lambda: "This window is" in words(app), "the required size")
        app.send("\x1b[18~")
        app.wait_until(lambda: words(app).startswith("If you might hurt yourself,"), "the places")
        app.send("\x1b")
        app.wait_until(lambda: "This window is" in words(app), "the required size")


def test_the_app_survives_any_window_size(path: Path) -> None:
    with Terminal(path, EARLY) as app:
        app.wait_for("Who can I encourage")
        for size in ((1, 1), (1, 100), (300, 1), (2, 2), (300, 100), (1, 1)):
            app.resize(*size)
        app.resize(80, 24)
        app.wait_for("Who can I encourage")
        app.send("\x1bOQ")
        app.wait_for("For today")
        app.resize(1, 1)
        app.resize(60, 20)
        app.wait_for("For today")


def test_the_last_of_many_resizes_wins(path: Path) -> None:
    """As while a window is dragged: each size interrupts the app while it hears of the one before."""
    with Terminal(path, EARLY) as app:
        for _ in range(30):
            for columns in (1, 100, 2, 90, 3):
                app.resize(columns, 12)
            app.resize(80, 24)
            app.wait_for("Who can I encourage")

"""The terminal's own cursor, which input methods and screen readers follow, stands where the focus is."""

from pathlib import Path

from tests.real_terminal import Terminal, wait_for_cursor

MORNING, WHO = "2026-11-22T08:00:00+01:00", "Who can I encourage"


def test_the_cursor_is_in_the_field_and_at_the_row(path: Path) -> None:
    with Terminal(path, MORNING) as app:
        app.wait_for(WHO)
        app.send("Sam")
        wait_for_cursor(app, "Sam", "Sam")
        app.send("\x1b[D")
        wait_for_cursor(app, "Sam", "Sa")
        app.send("\r")
        wait_for_cursor(app, "1     2     3")
        app.send("5")
        app.wait_for("Write my own")
        app.send("\x1b[B\x1b[B\x1b[B")
        wait_for_cursor(app, "Write my own")
        app.send("\x1b[A")
        wait_for_cursor(app, "3 ")
        app.send("\x1b[B\r")
        app.send("I make tea")
        wait_for_cursor(app, "I make tea", "I make tea")


def test_the_cursor_is_at_rows_that_were_scrolled_to_and_in_boxes(path: Path) -> None:
    with Terminal(path, MORNING) as app:
        app.wait_for(WHO)
        app.send("\x1bOQ")
        app.wait_for("Boundaries, ")
        app.send(",")
        app.wait_for("go back")
        app.send("\x1b[F")
        wait_for_cursor(app, "Keys")
        app.send(":")
        app.wait_for("place")
        app.send("undo")
        wait_for_cursor(app, "undo", "undo")


def test_the_cursor_is_at_the_day(path: Path) -> None:
    with Terminal(path, MORNING, "--demo") as app:
        app.wait_for("?")
        app.send("\x1bOS")
        app.wait_for("search")
        app.send("\x1b[B\x1b[B")
        wait_for_cursor(app, "19 Nov 2026")
        app.send("3")
        app.wait_for("Streak")
        app.send("\x1b[A\x1b[A")
        wait_for_cursor(app, "Fri")

"""The terminal's own cursor, which input methods and screen readers follow, stands where the focus is."""

from pathlib import Path

import pytest

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


# The keys, each with what the screen shows after it, and at last what is in the row that has the focus.
LISTS = {
    "checks": (("\x1bOQ", "For today"), ("\x1b[B", "I can say no without a long excuse.")),
    "evidence cards": (("\x1b[17~", "Mood of the giver"), ("\x1b[B", "Feeling connected")),
    "settings": (("\x1bOQ", "For today"), (",", "Settings"), ("\x1b[B", "The evening begins at")),
    "keys": (("\x1bOQ", "For today"), (",", "Settings"), ("\x1b[F\r", "Everywhere"), ("\x1b[B", "F1 1")),
    "a day": (("\x1bOS", "search"), ("\r", "Sat 21 Nov"), ("\x1b[Z", "●")),
    "palette": (("\x10", "Everything"), ("undo\x1b[B\x1b[A", "undo  ")),
}


@pytest.mark.sweep
@pytest.mark.parametrize("name", LISTS)
def test_the_cursor_is_at_the_row_of_every_list(name: str, path: Path) -> None:
    *steps, (last_key, row) = LISTS[name]
    with Terminal(path, MORNING, "--demo") as app:
        app.wait_for("? help")
        for key, text in steps:
            app.send(key)
            app.wait_for(text)
        app.send(last_key)
        wait_for_cursor(app, row)


def test_the_cursor_goes_back_to_the_field_of_the_palette_with_the_next_letter(path: Path) -> None:
    with Terminal(path, MORNING, "--demo") as app:
        app.wait_for("? help")
        app.send("\x10")
        app.wait_for("Everything")
        app.send("go")
        wait_for_cursor(app, "go", "go")
        app.send("\x1b[B")
        app.wait_until(lambda: app.cursor[1] > 2, "the cursor at a command")
        app.send("t")
        wait_for_cursor(app, "got", "got")


def test_the_cursor_is_at_the_people_and_the_helpline(path: Path) -> None:
    with Terminal(path, MORNING) as app:
        app.wait_for(WHO)
        app.send("\x1b[18~")
        app.wait_for("If you might hurt yourself")
        app.send("a")
        app.wait_for("Who could I talk to?")
        app.send("Noor\r")
        app.wait_for("How do I reach them?")
        app.send("evenings\r")
        app.wait_for("Noor: evenings")
        app.send("h")
        app.wait_for("Which helpline")
        app.send("116 123\r")
        app.wait_for("My helpline: 116 123")
        app.send("\x1b[H")
        wait_for_cursor(app, "My helpline: 116 123")
        app.send("\x1b[B")
        wait_for_cursor(app, "Noor: evenings")


@pytest.mark.sweep
@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
@pytest.mark.parametrize(
    "text",
    ["日本語", "a🌻", "e\u0301", "x" * 300, "日" * 150],
    ids=["cjk", "emoji", "accent", "long", "long cjk"],
)
def test_the_cursor_is_right_behind_the_last_letter(text: str, size: tuple[int, int], path: Path) -> None:
    with Terminal(path, MORNING, size=size) as app:
        app.wait_for(WHO)
        app.send(text)
        app.send("ab")
        wait_for_cursor(app, "ab", text[-12:] + "ab")
        app.send("\x1b[D")
        wait_for_cursor(app, "ab", text[-12:] + "a")
        app.send("\x1b[D")
        wait_for_cursor(app, "ab", text[-12:])
        app.send("\x1b[F")
        wait_for_cursor(app, "ab", text[-12:] + "ab")
        column, _ = app.cursor
        assert column < size[0]

"""Several lines in a real terminal: its keys and pastes, and the user's own editor."""

import signal
import sys
from pathlib import Path

from tests.real_terminal import Terminal
from tests.terminal.evening_line import CTRL_Q, EVENING, QUESTION, stored_texts

WRITES = """
import pathlib, sys
path = pathlib.Path(sys.argv[-1])
print("EDITING", path.read_text().replace(chr(10), "|"), end="", flush=True)
print(" OK", flush=True)
line = sys.stdin.readline()
path.write_text(path.read_text() + "and " + line + "home" + chr(10))
"""


def program(tmp_path: Path, code: str) -> dict[str, str]:
    file = tmp_path / "editor.py"
    file.write_text(code)
    return {"VISUAL": f"{sys.executable} {file}"}


def test_the_palette_opens_it_and_its_text_is_saved_in_its_lines(path: Path, tmp_path: Path) -> None:
    with Terminal(path, EVENING, environment=program(tmp_path, WRITES)) as app:
        app.wait_for(QUESTION)
        app.send("Lisa called\x10your editor")
        app.wait_for("write in your editor")
        app.send("\r")
        app.wait_for("EDITING Lisa called| OK")
        app.send("we laughed\r")
        app.wait_for("F9 saves it all")
        app.wait_for("home")
        app.send("!\x1b[20~")
        app.wait_for("And one kind thing I did?")
        app.send(CTRL_Q)
        app.wait_for_exit()
    assert stored_texts(path) == ["Lisa called\nand we laughed\nhome!"]
    assert [file.name for file in path.parent.iterdir() if file.name.startswith(".")] == []


def test_ctrl_c_in_the_editor_does_not_end_kindtui(path: Path, tmp_path: Path) -> None:
    # Python's own handler can miss a signal that comes just before a blocking read.
    code = f"import signal\nsignal.signal(signal.SIGINT, signal.SIG_DFL)\n{WRITES}"
    with Terminal(path, EVENING, environment=program(tmp_path, code)) as app:
        app.wait_for(QUESTION)
        app.send("half a\x1b[20;2~")
        app.wait_for("EDITING half a| OK")
        app.send("\x03")
        app.wait_for("ended with an error")
        app.wait_for("half a")
        app.send(" line\r")
        app.wait_for("And one kind thing I did?")
        app.send(CTRL_Q)
        assert app.wait_for_exit() == 0
    assert stored_texts(path) == ["half a line"]


def test_enter_with_shift_or_alt_and_a_paste_break_lines_where_the_terminal_tells(path: Path) -> None:
    with Terminal(path, EVENING) as app:
        app.wait_for(QUESTION)
        app.send("one\x1b[13;2utwo\x1b[13;3uthree\x1b[200~\rfour\r\nfive\x1b[201~!\x1b[20~")
        app.wait_for("And one kind thing I did?")
        app.send(CTRL_Q)
        app.wait_for_exit()
    assert stored_texts(path) == ["one\ntwo\nthree\nfour\nfive!"]


def test_a_text_in_the_editor_of_a_killed_kindtui_is_in_its_field_at_the_next_start(
    path: Path, tmp_path: Path
) -> None:
    waits = (
        f"{WRITES.replace('sys.stdin.readline()', repr(''))}print('WRITTEN', flush=True)\nsys.stdin.read()\n"
    )
    with Terminal(path, EVENING, environment=program(tmp_path, waits)) as app:
        app.wait_for(QUESTION)
        app.send("Lisa called\x1b[20;2~")
        app.wait_for("WRITTEN")
        app.child.kill(signal.SIGKILL)
    with Terminal(path, EVENING) as app:
        app.wait_for("and home")
        app.send("!\x1b[20~")
        app.wait_for("And one kind thing I did?")
        app.send(CTRL_Q)
        app.wait_for_exit()
    assert stored_texts(path) == ["Lisa called\nand home!"]
    assert [file.name for file in path.parent.iterdir() if file.name.startswith(".")] == []

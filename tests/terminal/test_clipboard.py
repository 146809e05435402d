"""Copying with the programs that a system has, or none: what is said is what happened."""

import os
import shutil
import sys
from pathlib import Path

import pexpect
import pytest

from tests.real_terminal import Terminal

NOON = "2026-11-22T12:00:00+01:00"
COPIES = """#!{python}
import sys
sys.stdout.write("noise" * 100000)
open({target!r}, "w").write(sys.stdin.read())
"""


def open_first_check(app: Terminal) -> None:
    app.wait_for("Who can I encourage")
    app.send("\x1bOQ")
    app.wait_for("For today")
    app.send("\x1b[F\x1b[H")


def install(folder: Path, program: str, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / program).write_text(text)
    (folder / program).chmod(0o755)


@pytest.mark.parametrize(
    ("program", "variable"),
    [("xclip", "DISPLAY"), ("xsel", "DISPLAY"), ("wl-copy", "WAYLAND_DISPLAY"), ("pbcopy", "LC_NOTHING")],
)
def test_the_words_go_to_the_program_of_the_system(
    program: str, variable: str, path: Path, tmp_path: Path
) -> None:
    target = tmp_path / "clipboard"
    install(tmp_path / "bin", program, COPIES.format(python=sys.executable, target=str(target)))
    environment = {"PATH": str(tmp_path / "bin"), variable: ":7", "TMUX": ""}
    with Terminal(path, NOON, environment=environment) as app:
        open_first_check(app)
        app.send("n")
        app.wait_for("Say:")
        app.send("c")
        app.wait_for("Copied:")
        assert b"\x1b]52;" not in app.raw
        copied = target.read_text()
        app.wait_until(lambda: copied in " ".join(app.text.split()), "the words")
        assert "Say" not in copied
        app.send("\x11")
        assert app.wait_for_exit() == 0


@pytest.mark.parametrize(
    "program",
    ["", "#!/bin/sh\nexit 1\n", "#!/bin/sh\nexec /bin/sleep 60\n", "no program at all\n"],
    ids=["none", "failing", "hanging", "broken"],
)
def test_words_that_were_not_copied_are_shown_with_how_to_copy_them(
    program: str, path: Path, tmp_path: Path
) -> None:
    (tmp_path / "bin").mkdir()
    if program:
        install(tmp_path / "bin", "xclip", program)
    environment = {"PATH": str(tmp_path / "bin"), "DISPLAY": ":7", "WAYLAND_DISPLAY": "", "TMUX": ""}
    with Terminal(path, NOON, environment=environment) as app:
        open_first_check(app)
        app.send("c")
        app.wait_for("Your terminal may have copied this.")
        assert "Copied:" not in app.text
        assert b"\x1b]52;c;" in app.raw
        app.send("\x11")
        assert app.wait_for_exit() == 0


@pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not installed")
def test_in_tmux_the_words_are_in_its_buffer(path: Path, tmp_path: Path) -> None:
    tmux = ("tmux", "-S", str(tmp_path / "tmux"), "-f", os.devnull)
    program = f"env DISPLAY= WAYLAND_DISPLAY= {sys.executable} -m kindtui"
    arguments = ("new-session", "-x", "80", "-y", "24", program)
    with Terminal(path, NOON, *arguments, command=tmux, environment={"TMUX": ""}) as app:
        try:
            open_first_check(app)
            app.send("c")
            app.wait_for("Copied:")
            buffer = pexpect.run(" ".join([*tmux, "show-buffer"])).decode().strip()
            assert buffer
            app.wait_until(lambda: buffer in " ".join(app.text.split()), "the words")
        finally:
            pexpect.run(" ".join([*tmux, "kill-server"]))

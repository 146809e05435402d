"""`kindtui log` on a terminal asks for the text that was left out."""

import os
import pty
import subprocess

import pytest

from tests.cli.program import KINDTUI_COMMAND, Program
from tests.support import ROOT


def read_until(terminal: int, text: bytes) -> bytes:
    """What the program shows, up to that text."""
    shown = b""
    while text not in shown:
        shown += os.read(terminal, 1024)
    return shown


@pytest.mark.parametrize(
    ("typed", "status"),
    [(b"tea from Noor\n", 0), (b"\n", 2), (b"\x04", 2), (b"tea fr\xf6m Noor\n", 0), (b"\xff\xfb\n", 2)],
)
def test_it_asks_and_takes_one_line(typed: bytes, status: int, program: Program) -> None:
    terminal, side = pty.openpty()
    with subprocess.Popen(
        [*KINDTUI_COMMAND, "log", "received"], env=program.environment, cwd=ROOT, stdin=side, stderr=side
    ) as process:
        read_until(terminal, b"What kindness did I receive or witness? ")
        os.write(terminal, typed)
        process.wait(timeout=30)
    os.close(side)
    os.close(terminal)
    assert process.returncode == status
    assert program.data.exists() == (status == 0)
    if status == 0:
        assert program.stored_day().received[0].text == typed.decode("latin-1").strip()

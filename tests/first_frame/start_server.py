"""A process that begins kindtui again and again: each request forks a start of its own in a pseudo-terminal.

It reads a request as JSON from each line of its input, and writes what came of it as a line of JSON. Nothing
of kindtui but `first_frame` is imported, as in a real start.
"""

import datetime  # noqa: F401  else a start with a made-up path of modules could not import it
import fcntl
import json
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
import traceback
from typing import Any

from kindtui import first_frame

TIMEOUT_SECONDS = 10.0


def main() -> None:
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_answer(json.loads(line))) + "\n")
        sys.stdout.flush()


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", request["rows"], request["columns"], 0, 0))
    told, telling = os.pipe()
    child = os.fork()
    if not child:
        _start(request, theirs, telling)
    os.close(theirs)
    os.close(telling)
    output = _read_to_end(ours)
    if output is None:
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    answer = {
        "output": None if output is None else output.decode("latin-1"),
        "echoes": bool(termios.tcgetattr(ours)[3] & termios.ECHO),
        "surroundings": os.read(told, 1 << 12).decode(),
    }
    os.close(ours)
    os.close(told)
    return answer


def _start(request: dict[str, Any], terminal: int, telling: int) -> None:
    """Become a start of kindtui, up to where the app would be imported."""
    try:
        os.setsid()
        for descriptor in range(3):
            os.dup2(terminal, descriptor)
        os.close(terminal)
        os.environ.clear()
        os.environ.update(request["environment"])
        time.tzset()
        os.chdir(request["folder"])
        sys.argv = ["kindtui", *request["arguments"]]
        sys.executable, sys.path = request["executable"], request["python_path"]
        first_frame.PACKAGE = request["package"]
        os.write(telling, first_frame.surroundings(os.environ))
        first_frame.show()
    except BaseException:  # noqa: BLE001  it is to be seen on the terminal
        traceback.print_exc()
    sys.stderr.flush()
    os._exit(0)


def _read_to_end(terminal: int) -> bytes | None:
    """Return all that is written to a terminal until it is closed; None if that takes too long."""
    deadline, output = time.monotonic() + TIMEOUT_SECONDS, b""
    while select.select([terminal], [], [], max(0.0, deadline - time.monotonic()))[0]:
        try:
            output += os.read(terminal, 1 << 16)
        except OSError:  # EIO: nobody has it open any more
            return output
    return None


if __name__ == "__main__":
    main()

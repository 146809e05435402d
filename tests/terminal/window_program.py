"""Runs in the window of a terminal emulator, and does there what the test at a socket asks for.

"start" runs the program in the arguments, and answers when that was, by the monotonic clock; "stop" ends it;
"write" writes to the terminal; "frame" answers with the first frame that kindtui remembers for a start here.
"""

import os
import socket
import subprocess
import sys
import time
from multiprocessing.connection import Connection

from kindtui import first_frame


def main() -> None:
    """Serve the test that listens at the address in the first argument, until it hangs up."""
    program: subprocess.Popen[bytes] | None = None
    to_test = socket.socket(socket.AF_UNIX)
    to_test.connect(sys.argv[1])
    with Connection(to_test.detach()) as test:
        while True:
            try:
                request, *arguments = test.recv()
            except EOFError:
                return
            if request == "start":
                test.send(time.monotonic())
                program = subprocess.Popen(arguments)
            elif request == "stop" and program:
                program.terminate()
                test.send(program.wait())
            elif request == "write":
                test.send(os.write(2, arguments[0]))
            elif request == "frame":
                test.send(remembered_frame())


def remembered_frame() -> bytes:
    """Return the first frame of a start in this window; nothing if none is remembered that fits."""
    path = first_frame.journal_path([])
    try:
        start = first_frame.find(first_frame.read(first_frame.NEXT_STARTS), os.fsencode(path))
        picture = first_frame.due_picture(start, path)
        key = first_frame.frame_key(first_frame.surroundings(os.environ), os.get_terminal_size(0), picture)
        return b"".join(first_frame.find(first_frame.read(first_frame.FRAMES), key)) if picture else b""
    except OSError:
        return b""


if __name__ == "__main__":
    main()

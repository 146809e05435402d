"""Purges 22 November 2026 when told to, and ends with the status of the command.

Run it as `python -m tests.faults.purge_worker FILE OTHER_FILE KIND`.

Another journal of that kind is purged before, so that a tracer which is attached meanwhile sees the purge
alone. The lines on standard input are the answer to the first question, anything, and the answer to the
second.
"""

import os
import sys
from pathlib import Path

from kindtui.cli.main import run
from tests.faults.word_stores import SOUND_STORES

ENVIRONMENT = {"KINDTUI_NOW": "2026-11-22T08:00:00+01:00"}


def main(path: str, other: str, kind: str) -> int:
    """Warm up, wait, purge."""
    SOUND_STORES[kind](Path(other)).begin()
    SOUND_STORES[kind](Path(other)).save("warm", 0, lambda: None)
    Path(other).with_name("journal.json.damaged-0123456789ab").write_text("half")  # it loads the codecs too
    run(["--data", other, "purge", "2026-11-22"], ENVIRONMENT)
    os.write(1, b"ready\n")
    sys.stdin.buffer.readline()
    return run(["--data", path, "purge", "2026-11-22"], ENVIRONMENT)


if __name__ == "__main__":
    os._exit(main(*sys.argv[1:]))

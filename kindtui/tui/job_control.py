"""Whether a shell waits for this process, so that it can be stopped and continued."""

import os
import subprocess
from pathlib import Path

PS_TIMEOUT_SECONDS = 1.0


def has_waiting_shell() -> bool:
    """Return whether a process outside the group of this one, but of its session, started the group.

    That is a shell with job control. Where there is none, as in `xterm -e kindtui`, a stopped process can
    hardly be continued: POSIX calls its group orphaned.
    """
    group, session = os.getpgrp(), os.getsid(0)
    process = os.getpid()
    try:
        while process > 1 and os.getsid(process) == session:
            if os.getpgid(process) != group:
                return True
            process = _parent_of(process)
    except (OSError, ValueError, subprocess.SubprocessError):
        return False
    return False


def _parent_of(process: int) -> int:
    if process == os.getpid():
        return os.getppid()
    try:
        fields = Path(f"/proc/{process}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
        return int(fields[1])
    except OSError:  # macOS
        command = ["ps", "-o", "ppid=", "-p", str(process)]
        return int(
            subprocess.run(command, capture_output=True, timeout=PS_TIMEOUT_SECONDS, check=True).stdout
        )

"""What the running program may do: leave no memory on the disk, and talk to nobody."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.real_terminal import KINDTUI_COMMAND, Terminal

EARLY = "2026-11-22T08:00:00+01:00"
# The event loop wakes itself through a pair of sockets that leads nowhere else.
SELF_PIPE = re.compile(r"socketpair\(AF_UNIX, SOCK_STREAM\S*, 0, \[(\d+), (\d+)\]\)")


def can(*command: str) -> bool:
    return bool(shutil.which(command[0])) and subprocess.run(command, capture_output=True).returncode == 0


def a_day(app: Terminal) -> None:
    app.wait_for("Who can I encourage")
    app.send("Noor\r")
    app.wait_for("How much energy")
    app.send("6")
    app.wait_for("Which of these would")
    app.send("1")
    app.wait_for("Saved.")
    app.send("noon\r")
    app.wait_for("One small act")
    app.send("2")
    app.wait_for("For today")
    app.send("3")
    app.wait_for("Kind days per week")
    app.send("q")
    assert app.wait_for_exit() == 0


def test_core_dumps_are_disabled(path: Path) -> None:
    with Terminal(path, EARLY) as app:
        app.wait_for("Who can I encourage")
        limits = Path(f"/proc/{app.child.pid}/limits").read_text()
        assert re.search(r"^Max core file size +1 +1 ", limits, re.MULTILINE)


@pytest.mark.skipif(not can("strace", "-o", "/dev/null", "true"), reason="strace is not permitted here")
def test_the_app_makes_no_network_connections(path: Path, tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    strace = ("strace", "-f", "-qq", "-e", "trace=network", "-e", "signal=none", "-o", str(calls))
    with Terminal(path, EARLY, command=(*strace, *KINDTUI_COMMAND)) as app:
        a_day(app)
    made = calls.read_text()
    own = {descriptor for pair in SELF_PIPE.findall(made) for descriptor in pair}
    for call in made.splitlines():
        if not SELF_PIPE.search(call) and "resumed>" not in call:
            name, descriptor = re.findall(r"^\d+ +(\w+)\((\w*)", call)[0]
            assert name not in ("connect", "bind", "listen"), call
            assert descriptor in own, call
    assert len(SELF_PIPE.findall(made)) == 1


@pytest.mark.skipif(not can("unshare", "-rn", "true"), reason="namespaces are not permitted here")
def test_a_day_works_without_a_network(path: Path) -> None:
    with Terminal(path, EARLY, command=("unshare", "-rn", *KINDTUI_COMMAND)) as app:
        a_day(app)

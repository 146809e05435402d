"""Run the worker programs of this folder as processes of their own."""

import json
import subprocess
import sys
from typing import Any

from tests.support import ROOT


def worker_command(name: str, *arguments: object) -> list[str]:
    """Return the command that runs a worker from the root of the repository."""
    return [sys.executable, "-m", f"tests.faults.{name}", *map(str, arguments)]


def run_worker(name: str, *arguments: object, prefix: tuple[str, ...] = ()) -> dict[str, Any]:
    """Run a worker to its end and return the counts it prints as JSON.

    Args:
        name: the module, as `kill_worker`.
        arguments: what it is given on its command line.
        prefix: a command to run it under, as `unshare --mount`.
    """
    result = subprocess.run(
        [*prefix, *worker_command(name, *arguments)], capture_output=True, text=True, cwd=ROOT
    )
    assert result.returncode == 0, result.stderr
    counts: dict[str, Any] = json.loads(result.stdout)
    assert not counts.get("crashed"), result.stderr
    return counts

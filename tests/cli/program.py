"""The real program, run as a person or a script runs it."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from kindtui.cli.main import run
from kindtui.domain.journal.day import Day
from kindtui.session import Session
from kindtui.storage.file_store import FileStore
from tests.support import CATALOG, ROOT, FakeClock

KINDTUI_COMMAND = [sys.executable, "-m", "kindtui"]
TRACEBACK_MARKERS = ("Traceback", "Error:", 'File "', "  at ")


@dataclass
class Outcome:
    """The exit status of a run and its output."""

    status: int
    out: str
    err: str

    @property
    def error_lines(self) -> list[str]:
        return self.err.splitlines()

    def checked(self) -> "Outcome":
        """The same, where it has neither a traceback nor an escape."""
        assert not any(word in self.err for word in TRACEBACK_MARKERS), self.err
        assert "\x1b" not in self.out + self.err
        return self


class RunHere(Protocol):
    """Runs kindtui with those arguments in the process of the test."""

    def __call__(self, *arguments: str | Path, stdin: bytes = b"") -> Outcome: ...


@dataclass
class Program:
    """Runs kindtui with `home` as its home, and its data there by default."""

    home: Path
    extra_environment: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.data = self.home / "data" / "journal.json"

    @property
    def environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "KINDTUI_NOW": "2026-11-22T08:00:00+01:00",
            "KINDTUI_DATA": str(self.data),
            **{name: value for name, value in os.environ.items() if name.startswith("COVERAGE_")},
            **self.extra_environment,
        }

    def run(self, *arguments: str | Path, stdin: bytes = b"", preexec_fn: Any = None) -> Outcome:
        """Run to the end without a terminal; `preexec_fn` is called in the process before kindtui starts."""
        completed = subprocess.run(
            [*KINDTUI_COMMAND, *arguments],
            input=stdin,
            capture_output=True,
            env=self.environment,
            cwd=ROOT,
            timeout=30,
            preexec_fn=preexec_fn,
            start_new_session=True,  # without the terminal of whoever runs the tests
        )
        return Outcome(completed.returncode, completed.stdout.decode(), completed.stderr.decode()).checked()

    def status_json(self, *arguments: str) -> dict[str, Any]:
        """Return what `status --json` prints."""
        found: dict[str, Any] = json.loads(self.run("status", "--json", *arguments).out)
        return found

    def session(self) -> Session:
        """The same journal without the program, to put something in it quickly."""
        clock = FakeClock()
        return Session(FileStore(self.data, clock), clock, CATALOG)

    def stored_day(self, on: str = "2026-11-22") -> Day:
        """That day as it is on the disk."""
        return FileStore(self.data, FakeClock()).load().day(date.fromisoformat(on))

    def files(self) -> dict[str, bytes]:
        """Every file beside the journal, and its bytes."""
        return {str(file): file.read_bytes() for file in self.data.parent.rglob("*") if file.is_file()}


def run_here(arguments: Sequence[str | Path], environment: Mapping[str, str], stdin: bytes = b"") -> Outcome:
    """Run kindtui in the process of the test, without a terminal, which is much faster."""
    streams = [io.TextIOWrapper(io.BytesIO(), "utf-8", "surrogateescape", newline="") for _ in range(2)]
    usual_input = sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin))
    try:
        with redirect_stdout(streams[0]), redirect_stderr(streams[1]):
            status = run([os.fspath(argument) for argument in arguments], environment)
    except SystemExit as end:  # argparse, after a help text
        status = int(end.code or 0)
    finally:
        sys.stdin = usual_input
    printed = []
    for stream in streams:
        stream.seek(0)
        printed.append(stream.read())
    return Outcome(status, *printed).checked()


def in_shell(program: Program, line: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of shell in which $K is the program."""
    environment = {**program.environment, "K": " ".join(KINDTUI_COMMAND)}
    shell = ["/bin/sh", "-c", line]
    return subprocess.run(
        shell, capture_output=True, stdin=subprocess.DEVNULL, env=environment, cwd=ROOT, timeout=30,
        start_new_session=True,
    )  # fmt: skip

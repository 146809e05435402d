"""Kindtui in the process of the test, as somebody whom the modes of files hold back."""

import contextlib
import ctypes
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.cli.program import Outcome, Program, run_here

_CAPABILITY_VERSION_3 = 0x20080522
_DAC_CAPABILITIES = (1, 2)  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH
_DAC_RIGHTS = sum(1 << capability for capability in _DAC_CAPABILITIES)
_PR_CAPBSET_DROP = 24
# A command `kindtui` that writes down the words a shell made of a line.
_RECORDER = '#!/bin/sh\nfor word; do printf "%s\\0" "$word"; done > "$RECORDED"\n'


@dataclass
class ProgramHere(Program):
    """Runs kindtui in this process, without a terminal, which is much faster than a process of its own."""

    in_a_process: bool = (
        False  # for what asks the system what it may do, as root's right to all is seen there
    )

    def run(self, *arguments: str | Path, stdin: bytes = b"", preexec_fn: Any = None) -> Outcome:
        if self.in_a_process:
            return super().run(*arguments, stdin=stdin, preexec_fn=preexec_fn or give_up_roots_rights)
        with without_roots_rights():
            return run_here(arguments, self.environment, stdin)

    def run_in_shell(self, line: str, shell: str = "/bin/sh") -> list[Outcome]:
        """Have a shell run a line, and then run here what it gave to `kindtui`, if it started that."""
        recorder = self.home / "recorder"
        recorder.mkdir(exist_ok=True)
        (recorder / "kindtui").write_text(_RECORDER)
        (recorder / "kindtui").chmod(0o755)
        recorded = recorder / "words"
        recorded.unlink(missing_ok=True)
        environment = {
            **self.environment, "PATH": f"{recorder}:{os.environ['PATH']}", "RECORDED": str(recorded),
        }  # fmt: skip
        done = subprocess.run(
            [shell, "-c", line], env=environment, cwd="/", capture_output=True, stdin=subprocess.DEVNULL
        )
        assert (done.returncode, done.stderr) == (0, b""), (line, done.stderr)
        if not recorded.exists():
            return []
        words = recorded.read_bytes().removesuffix(b"\0").split(b"\0")
        return [self.run(*map(os.fsdecode, words))]


def give_up_roots_rights() -> None:
    """Have the modes of files hold for the program that this process becomes."""
    if os.geteuid() == 0 and sys.platform.startswith("linux"):
        for capability in _DAC_CAPABILITIES:
            assert ctypes.CDLL(None).prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0) == 0


@contextmanager
def without_roots_rights() -> Iterator[None]:
    """Have the modes of files hold for this process, also if it is root's."""
    if os.geteuid() != 0 or not sys.platform.startswith("linux"):
        yield
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    rights = (ctypes.c_uint32 * 6)()  # effective, permitted and inheritable, for the lower and the upper half
    assert libc.capget(header, rights) == 0, os.strerror(ctypes.get_errno())
    effective = rights[0]
    rights[0] = effective & ~_DAC_RIGHTS
    assert libc.capset(header, rights) == 0, os.strerror(ctypes.get_errno())
    try:
        yield
    finally:
        rights[0] = effective
        assert libc.capset(header, rights) == 0, os.strerror(ctypes.get_errno())


@contextmanager
def open_again(folder: Path) -> Iterator[None]:
    """Give back every right to a folder afterwards, so that it can be removed."""
    try:
        yield
    finally:
        for path in (folder, *folder.rglob("*")):
            with contextlib.suppress(OSError):
                if path.is_dir() and not path.is_symlink():
                    path.chmod(0o700)


def quoted(path: Path) -> str:
    """The path as one word of a shell."""
    return shlex.quote(os.fspath(path))

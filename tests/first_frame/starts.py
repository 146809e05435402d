"""Starts of kindtui up to where the app would be imported, many in a second."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from kindtui import first_frame
from tests.support import ROOT


@dataclass(frozen=True)
class Start:
    """A start of kindtui.

    Attributes:
        environment: All variables it has.
        arguments: Its arguments.
        executable: The Python that runs it.
        python_path: Where that looks for modules.
        package: The folder of kindtui's package.
        folder: The present folder.
    """

    environment: dict[str, str]
    arguments: tuple[str, ...] = ()
    columns: int = 80
    rows: int = 24
    executable: str = sys.executable
    python_path: tuple[str, ...] = ("", *sys.path[1:])
    package: str = first_frame.PACKAGE
    folder: str = "/"

    @property
    def size(self) -> tuple[int, int]:
        return self.columns, self.rows


@dataclass(frozen=True)
class Shown:
    """What came of a start.

    Attributes:
        output: What was written to the terminal.
        echoes: Whether the terminal shows what is typed, as a shell's does.
        surroundings: What `first_frame.surroundings` returned.
    """

    output: bytes
    echoes: bool
    surroundings: bytes

    @property
    def frame(self) -> bytes:
        """The frame that is shown; empty if the terminal is as it was."""
        assert self.echoes == (not self.output), self
        assert not self.output or self.output.startswith(first_frame.ENTER_SCREEN), self
        return self.output.removeprefix(first_frame.ENTER_SCREEN)


class Starter:
    """Starts kindtui in pseudo-terminals; leaving the context ends the process that does."""

    def __init__(self) -> None:
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.first_frame.start_server"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
        )

    def __enter__(self) -> "Starter":
        return self

    def __exit__(self, *_: object) -> None:
        self._server.communicate()

    def show(self, start: Start) -> Shown:
        """Start kindtui and return what it shows before the app is imported."""
        assert self._server.stdin
        assert self._server.stdout
        self._server.stdin.write(json.dumps(asdict(start)).encode() + b"\n")
        self._server.stdin.flush()
        answer = json.loads(self._server.stdout.readline())
        assert answer["output"] is not None, "the start hangs"
        return Shown(
            answer["output"].encode("latin-1"), answer["echoes"], answer["surroundings"].encode("ascii")
        )


def other_file(path: Path, content: bytes) -> Path:
    """Write a private file as some other program does, with its folder."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.write_bytes(content)
    path.chmod(0o600)
    return path


def replaced_by(make: Callable[[Path], object]) -> Callable[[Path], object]:
    """Return what removes a file or a folder and makes something else in its place."""

    def change(path: Path) -> None:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
        make(path)

    return change

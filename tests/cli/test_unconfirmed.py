"""Where the disk does not confirm a folder, so that a power cut might undo a write, each command says so."""

import shutil
import subprocess
from pathlib import Path

import pytest

from kindtui.domain.requests import ReceivedWritten
from tests.cli.program import KINDTUI_COMMAND, Program
from tests.faults.test_injected_errors import can_attach
from tests.support import ROOT, TODAY

pytestmark = pytest.mark.skipif(not can_attach(), reason="strace cannot be used here")
LINES = (
    "log received cake", "merge COPY", "merge COPY --into OUT", "import EXPORT", "purge today",
    "backup restore previous", "export --force -o OUT", "export -o NEW",
)  # fmt: skip


@pytest.mark.parametrize("line", LINES)
def test_it_is_said(line: str, program: Program, tmp_path: Path) -> None:
    for text in ("tea", "more tea"):
        program.session().submit(ReceivedWritten(TODAY, text))
    folder = program.data.parent
    out, copy, export = folder / "out.json", tmp_path / "copy.json", tmp_path / "export.json"
    out.write_bytes(program.data.read_bytes())
    copy.write_bytes(program.data.read_bytes().replace(b"more tea", b"less tea"))
    export.write_text(program.run("export").out.replace("more tea", "much tea"))
    paths = {"OUT": out, "COPY": copy, "EXPORT": export, "NEW": folder / "new.json"}
    arguments = [str(paths.get(word, word)) for word in line.split()]
    strace = [str(shutil.which("strace")), "-f", "-o", str(tmp_path / "log"), "-P", str(folder)]
    inject = ["-e", "trace=fsync", "-e", "inject=fsync:error=EIO"]
    done = subprocess.run(
        [*strace, *inject, *KINDTUI_COMMAND, *arguments], env=program.environment, cwd=ROOT,
        input=b"2026-11-22\n", capture_output=True, timeout=60,
    )  # fmt: skip
    assert "INJECTED" in (tmp_path / "log").read_text()
    assert done.returncode == 0, done.stderr
    assert b"the disk hasn't confirmed it yet" in (done.stdout + done.stderr).lower()

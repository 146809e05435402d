"""An export that is killed at any system call on its file: the file is whole, or is not there."""

import subprocess
from itertools import count
from pathlib import Path

import pytest

from tests.cli.program import KINDTUI_COMMAND, Program
from tests.faults.test_injected_errors import STRACE, can_attach
from tests.support import ROOT

pytestmark = pytest.mark.skipif(not can_attach(), reason="strace cannot be used here")


@pytest.mark.parametrize("options", [[], ["--force"]], ids=str)
def test_a_killed_export_leaves_no_part_of_a_file(options: list[str], tmp_path: Path) -> None:
    program = Program(tmp_path)
    target = tmp_path / "exports" / "year.json"
    target.parent.mkdir()
    command = ["export", "--demo", "-o", str(target), *options]
    whole = program.run("export", "--demo").out
    for number in count(1):
        inject = [str(STRACE), "-o", str(tmp_path / "log"), "-P", str(target), "-e"]
        fault = f"inject=all:signal=SIGKILL:when={number}"
        subprocess.run(
            [*inject, fault, *KINDTUI_COMMAND, *command],
            env=program.environment,
            cwd=ROOT,
            capture_output=True,
            timeout=60,
        )
        if "killed by SIGKILL" not in (tmp_path / "log").read_text():
            break
        assert not target.exists() or target.read_text() == whole
        target.unlink(missing_ok=True)
    assert number > 1
    assert [file.name for file in target.parent.iterdir()] == ["year.json"]

"""The installed program, from outside its folder; `make wheel-check` runs this on the wheel alone."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pexpect
import pyte
import pytest

from kindtui.texts import get_text

ROOT = Path(__file__).resolve().parent.parent
INSTALLED = os.environ.get("KINDTUI_PROGRAM")
PROGRAM = [INSTALLED] if INSTALLED else [sys.executable, "-m", "kindtui"]
SHARED = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"][
    "wheel"
]["shared-data"]
SYSTEM_FILES = {ROOT / asset: place.removeprefix("share/") for asset, place in SHARED.items()}
LOCKED_JOURNAL = ROOT / "tests" / "storage" / "schemas" / "schema-2.json"
COLUMNS, ROWS = 80, 24
TIMEOUT_SECONDS = 20


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The smallest environment that the program needs: a time, a terminal and a home."""
    found = {
        "PATH": os.defpath,
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "KINDTUI_NOW": "2026-11-22T08:00:00+01:00",
        "KINDTUI_DATA": str(tmp_path / "diary" / "journal.json"),
    }
    return found if INSTALLED else found | {"PYTHONPATH": str(ROOT)}


@pytest.mark.skipif(not INSTALLED, reason="needs the installed program")
def test_the_program_imports_nothing_before_kindtui() -> None:
    """What some installers write for an entry point imports `re`, which takes half of Python's own start."""
    first, *lines = Path(str(INSTALLED)).read_text().split("\n", 1)
    assert first.startswith("#!/")
    assert lines == [(ROOT / "assets" / "kindtui").read_text().partition("\n")[2]]


@pytest.fixture
def without_sodium(environment: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """The same for a locked journal where PyNaCl is not installed, as with the wheel alone."""
    journal = Path(environment["KINDTUI_DATA"])
    journal.parent.mkdir()
    shutil.copy(LOCKED_JOURNAL, journal)
    found = environment | {"KINDTUI_PASSPHRASE_COMMAND": "printf secret"}
    if INSTALLED:
        assert not list(Path(INSTALLED).parent.parent.glob("lib/python*/site-packages/nacl"))
        return found
    hiding = tmp_path / "hiding"
    (hiding / "nacl").mkdir(parents=True)
    (hiding / "nacl" / "__init__.py").write_text("raise ImportError")
    return found | {"PYTHONPATH": f"{hiding}:{ROOT}"}


def run_program(
    environment: dict[str, str], folder: Path, *arguments: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *arguments], env=environment, cwd=folder, capture_output=True, text=True, check=False
    )


def test_the_version_is_printed(environment: dict[str, str], tmp_path: Path) -> None:
    result = run_program(environment, tmp_path, "--version")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("kindtui ")


def test_status_prints_what_is_due_and_creates_no_file(environment: dict[str, str], tmp_path: Path) -> None:
    result = run_program(environment, tmp_path, "status")
    assert (result.returncode, result.stderr) == (1, "")
    assert result.stdout == "Morning: who can I encourage today?\n"
    assert not (tmp_path / "diary").exists()


def test_a_line_can_be_logged(environment: dict[str, str], tmp_path: Path) -> None:
    assert run_program(environment, tmp_path, "log", "received", "A door held open").returncode == 0
    assert "1 kind day" in run_program(environment, tmp_path, "status").stdout


def test_the_app_opens_on_the_question_of_the_morning(environment: dict[str, str], tmp_path: Path) -> None:
    terminal = pyte.Screen(COLUMNS, ROWS)
    stream = pyte.ByteStream(terminal)
    app = pexpect.spawn(
        PROGRAM[0],
        PROGRAM[1:],
        env=environment,
        cwd=tmp_path,
        dimensions=(ROWS, COLUMNS),
        timeout=TIMEOUT_SECONDS,
    )
    try:
        while "Who can I encourage today?" not in "\n".join(terminal.display):
            stream.feed(app.read_nonblocking(65536, timeout=TIMEOUT_SECONDS))
        app.sendcontrol("q")
        app.expect(pexpect.EOF)
        app.wait()
        assert app.exitstatus == 0
    finally:
        app.close(force=True)


def test_status_of_a_locked_journal_needs_no_sodium(without_sodium: dict[str, str], tmp_path: Path) -> None:
    result = run_program(without_sodium, tmp_path, "status")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == "Nothing's due. 2 kind days in the last 3 · 1 rest.\n"


@pytest.mark.parametrize("command", [("log", "received", "tea"), ("show",)], ids=lambda command: command[0])
def test_what_reads_or_seals_a_word_says_how_to_install_sodium(
    command: tuple[str, ...], without_sodium: dict[str, str], tmp_path: Path
) -> None:
    result = run_program(without_sodium, tmp_path, *command)
    assert (result.returncode, result.stdout) == (3, "")
    assert result.stderr == f"kindtui: {get_text('errors.lock.no_library')}\n"
    assert Path(without_sodium["KINDTUI_DATA"]).read_bytes() == LOCKED_JOURNAL.read_bytes()


@pytest.mark.skipif(not INSTALLED, reason="make wheel-check names the installed program")
def test_the_wheel_brings_the_app_and_its_assets_alone() -> None:
    assert INSTALLED
    (packages,) = Path(INSTALLED).parent.parent.glob("lib/python*/site-packages")
    for asset in (ROOT / "assets").rglob("*.*"):
        installed = packages / "kindtui" / asset.relative_to(ROOT)
        if asset.parent.name == "pictures" or asset in SYSTEM_FILES:  # the app reads none of them
            assert not installed.exists()
        else:
            assert installed.read_bytes() == asset.read_bytes()
    assert not {"assets", "benchmarks", "docs", "tests"} & {path.name for path in packages.iterdir()}


@pytest.mark.skipif(not INSTALLED, reason="make wheel-check names the installed program")
def test_the_wheel_puts_files_where_the_system_looks_for_them() -> None:
    assert INSTALLED
    for asset, place in SYSTEM_FILES.items():
        assert (Path(INSTALLED).parent.parent / "share" / place).read_bytes() == asset.read_bytes()


@pytest.mark.skipif(not (INSTALLED and shutil.which("man")), reason="make wheel-check names the program")
def test_man_finds_the_page_beside_the_program(environment: dict[str, str], tmp_path: Path) -> None:
    assert INSTALLED
    environment |= {"PATH": f"{Path(INSTALLED).parent}:{os.environ['PATH']}", "MANPAGER": "cat"}
    shown = subprocess.run(["man", "kindtui"], env=environment, cwd=tmp_path, capture_output=True, check=True)
    assert b"kindtui log" in shown.stdout

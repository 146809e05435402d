"""The import rules of pyproject.toml: each fails once an import that it forbids is added."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
LAYERS = {contract["id"]: contract["containers"][0] for contract in CONTRACTS if contract["type"] == "layers"}

# The contract, a module, and an import that the contract forbids there.
FORBIDDEN = [
    ("package", "kindtui.storage.files", "kindtui.session"),
    ("package", "kindtui.session", "kindtui.exchange.csv_file"),
    ("package", "kindtui.content", "kindtui.storage.files"),
    ("package", "kindtui.domain.text", "kindtui.content"),
    ("cli", "kindtui.cli.parser", "kindtui.cli.main"),
    ("cli", "kindtui.cli.checkin.checkin", "kindtui.cli.commands.log"),
    ("commands", "kindtui.cli.commands.show", "kindtui.cli.commands.status"),
    ("tui", "kindtui.tui.widgets.scale", "kindtui.tui.screens.why"),
    ("tui", "kindtui.tui.screens.why", "kindtui.tui.app"),
    ("tui", "kindtui.tui.messages", "kindtui.tui.key_queue"),
    ("screens", "kindtui.tui.screens.why", "kindtui.tui.screens.streak"),
    ("screens", "kindtui.tui.screens.base", "kindtui.tui.screens.help"),
    ("domain", "kindtui.domain.journal.day", "kindtui.domain.insights.thread"),
    ("domain", "kindtui.domain.state", "kindtui.domain.describe"),
    ("storage", "kindtui.storage.atomic", "kindtui.storage.store"),
    ("storage", "kindtui.storage.drafts", "kindtui.storage.backups"),
    ("sealing", "kindtui.storage.sealing.seals", "kindtui.storage.sealing.sealer"),
    ("sodium", "kindtui.storage.sealing.seals", "nacl"),
    ("exchange", "kindtui.exchange.csv_file", "kindtui.exchange.other_apps.jrnl"),
    ("other_apps", "kindtui.exchange.other_apps.daylio", "kindtui.exchange.other_apps.presently"),
    *(
        ("pure", "kindtui.domain.text", module)
        for module in ("textual", "rich", "tinydb", "plotext", "os", "pathlib", "json", "time")
    ),
    ("drawn", "kindtui.tui.screens.why", "kindtui.storage.files"),
    ("drawn", "kindtui.tui.widgets.scale", "kindtui.session"),
    ("drawn", "kindtui.tui.widgets.scale", "kindtui.exchange.csv_file"),
    ("drawn", "kindtui.tui.widgets.scale", "tinydb"),
    ("kept", "kindtui.storage.files", "textual"),
    ("kept", "kindtui.session", "rich.text"),
    ("kept", "kindtui.exchange.csv_file", "plotext"),
    ("kept", "kindtui.content", "textual"),
    ("kept", "kindtui.demo", "rich"),
    ("launch", "kindtui.cli.commands.log", "kindtui.tui.themes"),
    ("launch", "kindtui.cli.checkin.checkin", "kindtui.tui.themes"),
    ("launch", "kindtui.cli.main", "kindtui.tui.app"),
]


@pytest.fixture
def package_copy(tmp_path: Path) -> Path:
    """A folder with a copy of the package and of its import rules."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "kindtui", tmp_path / "kindtui", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def run_check(folder: Path, *options: str) -> tuple[int, str]:
    """Check the rules in that folder, and return the exit status and what was printed."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache", *options]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, " ".join((done.stdout + done.stderr).split())


@pytest.mark.sweep
@pytest.mark.parametrize(("contract", "module", "imported"), FORBIDDEN)
def test_a_forbidden_import_fails(package_copy: Path, contract: str, module: str, imported: str) -> None:
    path = package_copy.joinpath(*module.split(".")).with_suffix(".py")
    path.write_text(f"{path.read_text()}\nimport {imported}\n")
    status, output = run_check(package_copy, "--contract", contract)
    assert status == 1, output
    assert f"{module} -> {imported.removesuffix('.text')} (l." in output


def test_two_modules_that_import_each_other_fail(package_copy: Path) -> None:
    path = package_copy / "kindtui" / "tui" / "widgets" / "text_layout.py"
    path.write_text(f"{path.read_text()}\nimport kindtui.tui.widgets.choices\n")
    status, output = run_check(package_copy, "--contract", "acyclic")
    assert status == 1, output
    assert ".text_layout -> .choices" in output


@pytest.mark.parametrize("contract", LAYERS)
def test_a_module_without_a_layer_fails(package_copy: Path, contract: str) -> None:
    folder = package_copy.joinpath(*LAYERS[contract].split("."))
    (folder / "unplaced.py").write_text('"""A module that no layer names."""\n')
    status, output = run_check(package_copy, "--contract", contract)
    assert status == 1, output
    assert "unplaced" in output


def test_the_package_as_it_is_passes(package_copy: Path) -> None:
    status, output = run_check(package_copy)
    assert status == 0, output


def test_every_contract_is_broken_once() -> None:
    assert {"acyclic", *(contract for contract, _, _ in FORBIDDEN)} == {one["id"] for one in CONTRACTS}


def test_every_layer_contract_names_all_its_modules() -> None:
    assert all(contract["exhaustive"] for contract in CONTRACTS if contract["type"] == "layers")

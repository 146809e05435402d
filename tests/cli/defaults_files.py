"""The files that provide settings, and the page that says what may be in them."""

import json
import re
from pathlib import Path
from typing import Any

from kindtui.domain.provided_settings import ProvidedSettings
from kindtui.domain.requests import SettingsChanged
from kindtui.domain.setting_choices import SETTINGS
from kindtui.session import Session
from kindtui.storage.file_store import FileStore
from tests.cli.program import Program
from tests.cli.program_here import ProgramHere
from tests.support import CATALOG, ROOT, FakeClock

PAGE = (ROOT / "docs" / "data-format.md").read_text("utf-8")
ROW = re.compile(r"^\| `(\w+)` *\|([^|]*)\|([^|]*)\|", re.MULTILINE)
NOW = "2026-11-22T08:00:00+01:00"
YESTERDAY = "2026-11-21"
FROM_FILE = " (from defaults.toml)"


def rows() -> dict[str, tuple[list[object], object]]:
    """The settings of the page that a file may hold: the values it names, and the default."""
    section = PAGE.partition("### The document of `settings`")[2].partition("\n### ")[0]
    found: dict[str, tuple[list[object], object]] = {}
    for name, unit, default in ROW.findall(section):
        if name == "keys":
            return found
        words = re.findall("`([a-z_]+)`", unit)
        hours = re.search(r"(\d+)–(\d+)", unit)
        values: list[object] = list(range(int(hours[1]), int(hours[2]) + 1)) if hours else [*words]
        if values == ["true", "false"]:
            values = [True, False]
        found[name] = (
            values,
            json.loads(default.strip(" `")) if hours or True in values else default.strip(" `"),
        )
    raise AssertionError("the page has no keys")


DOCUMENTED = rows()


def personal_file(program: Program) -> Path:
    return program.home / ".config" / "kindtui" / "defaults.toml"


def provide(program: Program, text: str | bytes, path: Path | None = None) -> Path:
    path = path or personal_file(program)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def toml(value: object) -> str:
    return json.dumps(value)  # for these it is written the same way


def shown(program: ProgramHere) -> dict[str, str]:
    """What `kindtui settings` says of each setting."""
    outcome = program.run("settings")
    assert (outcome.status, outcome.err) == (0, "")
    return dict(line.split(": ", 1) for line in outcome.out.splitlines())


def label(name: str, value: object) -> str:
    return SETTINGS[name].labels[value]


def choose(program: ProgramHere, settings: dict[str, object], instead_of: dict[str, object]) -> None:
    """Choose them as the app would, while others are provided."""
    clock = FakeClock()
    session = Session(FileStore(program.data, clock), clock, CATALOG, ProvidedSettings(instead_of))
    session.open()
    session.submit(SettingsChanged(settings))


def stored(program: ProgramHere) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(program.data.read_bytes()).get("settings", {}).get("1", {})
    return found


def terminal_environment(program: ProgramHere) -> dict[str, str]:
    return {"HOME": str(program.home), "XDG_CONFIG_HOME": str(program.home / ".config")}

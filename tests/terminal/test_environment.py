"""Variables that make the framework write down keys or screens: none of it happens."""

from pathlib import Path

import pytest

from tests.real_terminal import Terminal

EARLY = "2026-11-22T08:00:00+01:00"


@pytest.mark.parametrize(
    "variables",
    [
        {"TEXTUAL_LOG": "textual.log"},
        {"TEXTUAL_DEBUG": "1"},
        {"TEXTUAL": "debug,devtools"},
        {"TEXTUAL_DEVTOOLS": "1", "TEXTUAL_LOG": "textual.log", "TEXTUAL": "devtools"},
        {"TEXTUAL_SCREENSHOT": "0"},
        {"TEXTUAL_DRIVER": "nowhere:Driver"},
    ],
    ids=" ".join,
)
def test_debug_variables_create_no_files(variables: dict[str, str], path: Path, tmp_path: Path) -> None:
    with Terminal(path, EARLY, environment=variables, cwd=tmp_path) as app:
        app.wait_for("Who can I encourage")
        app.send("Noor\r")
        app.wait_for("How much energy")
        app.send("6")
        app.wait_for("Which small act")
        app.send("1")
        app.wait_for("Saved.")
        app.send("\x11")
        assert app.wait_for_exit() == 0
    assert [found.name for found in tmp_path.iterdir()] == ["data"]
    assert all(found.name.startswith("journal.json") for found in path.parent.iterdir())

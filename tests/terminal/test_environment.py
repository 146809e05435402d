"""Variables of the environment: none fixes the size, ends the app, or makes it write down keys or screens."""

import re
from pathlib import Path

import pytest
import textual

from tests.real_terminal import Terminal

EARLY = "2026-11-22T08:00:00+01:00"


@pytest.mark.sweep
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
        app.wait_for("Which of these would")
        app.send("1")
        app.wait_for("Saved.")
        app.send("\x11")
        assert app.wait_for_exit() == 0
    assert [found.name for found in tmp_path.iterdir()] == ["data"]
    assert all(found.name.startswith("journal.json") for found in path.parent.iterdir())


@pytest.mark.parametrize(
    "variables",
    [
        {"COLUMNS": "40", "LINES": "12"},
        {"COLUMNS": "100000", "LINES": "100000"},
        {"COLUMNS": "0", "LINES": "-1"},
        {"COLUMNS": "many"},
    ],
    ids=str,
)
def test_the_size_is_that_of_the_window(variables: dict[str, str], path: Path) -> None:
    with Terminal(path, EARLY, environment=variables) as app:
        app.wait_for("Who can I encourage")
        app.wait_until(lambda: "Enter next" in app.text, "the keys")
        assert max(map(len, app.text.splitlines())) > 70
        app.resize(120, 40)
        app.wait_until(lambda: max(map(len, app.text.splitlines())) > 90, "the wider screen")
        app.send("\x11")
        assert app.wait_for_exit() == 0


def test_a_window_that_is_too_large_to_draw_is_drawn_in_part(path: Path) -> None:
    with Terminal(path, EARLY) as app:
        app.wait_for("Who can I encourage")
        drawn = len(app.raw)
        app.child.setwinsize(60000, 60000)
        app.wait_until(lambda: len(app.raw) > drawn + 100_000, "a large screen")
        app.send("\x11")
        assert app.wait_for_exit() == 0


def test_a_terminal_without_a_size_has_that_of_the_environment(path: Path) -> None:
    with Terminal(path, EARLY, size=(0, 0), environment={"COLUMNS": "90", "LINES": "30"}) as app:
        app.resize_screen_only(90, 30)
        app.wait_for("Who can I encourage")
        assert max(map(len, app.text.splitlines())) > 80


NAMES = [
    "ANIMATIONS", "COLOR_SYSTEM", "DEBUG", "DEVTOOLS_HOST", "DEVTOOLS_PORT", "DIM_FACTOR", "DRIVER",
    "DISABLE_KITTY_KEY", "FILTERS", "FPS", "LOG", "PRESS", "SCREENSHOT", "SCREENSHOT_LOCATION", "SHOW_RETURN",
    "SPEEDUPS", "SLOW_THRESHOLD", "SMOOTH_SCROLL", "THEME", "ALLOW_SIGNALS",
]  # fmt: skip
OTHER_NAMES = [
    "TEXTUAL", "ESCDELAY", "COLORTERM", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "UNICODE_VERSION",
    "TERM_PROGRAM", "LC_TERMINAL", "JUPYTER_COLUMNS", "TZ", "NO_COLOR",
]  # fmt: skip


def test_every_variable_of_textual_is_known_here() -> None:
    """A new version may read more of them."""
    package = Path(textual.__file__).parent
    found = {
        name
        for module in package.rglob("*.py")
        for name in re.findall(r"TEXTUAL_([A-Z_]+)\"", module.read_text())
    }
    assert found - {"ANIMATIONS"} <= {*NAMES, "SCREENSHOT_FILENAME"}, found


@pytest.mark.parametrize("value", ["nonsense", "-7", "99999999999999999999", "é", ""])
def test_no_value_of_a_variable_ends_the_app(value: str, path: Path, tmp_path: Path) -> None:
    variables = {f"TEXTUAL_{name}": value for name in NAMES}
    variables |= dict.fromkeys(OTHER_NAMES, value)
    with Terminal(path, EARLY, environment=variables, cwd=tmp_path) as app:
        app.wait_for("Who can I encourage")
        app.send("\x1b")
        app.wait_for("back to the card")
        app.send("q")
        assert app.wait_for_exit() == 0
    assert not path.exists()


def test_variables_of_textual_change_nothing(path: Path, tmp_path: Path) -> None:
    """TEXTUAL_PRESS presses keys, for one, and TEXTUAL_SCREENSHOT ends the app after so many seconds."""
    with Terminal(path, EARLY, environment={f"TEXTUAL_{name}": "3" for name in NAMES}, cwd=tmp_path) as app:
        app.wait_for("Who can I encourage")
        app.send("Sam")
        app.wait_for("Sam")
        assert "3Sam" not in app.text
        app.send("\x11")
        assert app.wait_for_exit() == 0
    assert [found.name for found in tmp_path.iterdir()] == ["data"]

"""`search`, `list`, `undo` and `edit`, as a person at a prompt uses them."""

import json
import shlex
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from kindtui.cli.main import run
from kindtui.domain.requests import GivenActWritten, KeptBoundaryWritten, NoteWritten, ReceivedWritten
from tests.cli.program import Program
from tests.cli.sheets import left_sheets
from tests.support import TODAY

YESTERDAY = TODAY - timedelta(days=1)
DRAFT = "What you wrote is kept as a draft."


@pytest.fixture
def filled(evening: Program) -> Program:
    evening.session().submit(
        KeptBoundaryWritten(YESTERDAY, "said no"),
        ReceivedWritten(TODAY, "Tea from Zoë\nin the rain"),
        GivenActWritten(TODAY, "held the door"),
    )
    return evening


def editor(tmp_path: Path, code: str) -> str:
    """An editor that runs Python code, in which `path` is the file."""
    file = tmp_path / "editor.py"
    file.write_text(f"import sys\nfrom pathlib import Path\npath = Path(sys.argv[-1])\n{code}\n")
    return shlex.join([sys.executable, str(file)])


def replacing(old: str, new: str) -> str:
    return f"path.write_text(path.read_text().replace({old!r}, {new!r}))"


def test_search_prints_the_lines_with_every_word(filled: Program, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["search", "zoe", "RAIN"], filled.environment) == 0
    assert capsys.readouterr().out == f"{TODAY}  Received  Tea from Zoë\n{' ' * 22}in the rain\n"
    assert run(["search", "--json", "said"], filled.environment) == 0
    found = json.loads(capsys.readouterr().out)
    assert found == [{"date": str(YESTERDAY), "part": "kept", "text": "said no"}]
    assert run(["search", "coffee"], filled.environment) == 0
    assert capsys.readouterr() == ("", "kindtui: Nothing found.\n")


def test_list_prints_a_line_a_day(filled: Program, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["list"], filled.environment) == 0
    today, yesterday = capsys.readouterr().out.splitlines()
    assert today == f"{TODAY}  kind  Tea from Zoë / in the rain · held the door"
    assert yesterday == f"{YESTERDAY}  kind  said no"
    assert run(["list", "--last", "1d", "--json"], filled.environment) == 0
    assert [day["date"] for day in json.loads(capsys.readouterr().out)] == [str(TODAY)]
    assert run(["list", "--last", "soon"], filled.environment) == 2


def test_undo_says_what_it_undid(filled: Program, capsys: pytest.CaptureFixture[str]) -> None:
    what = "you wrote down an act, for Sunday 22 November"
    assert run(["undo", "--dry-run"], filled.environment) == 0
    assert capsys.readouterr().out == f"This would undo: {what}. Nothing was written.\n"
    assert run(["undo"], filled.environment) == 0
    assert capsys.readouterr().out == f"Undone: {what}. {DRAFT}\n"
    assert filled.stored_day().acts == ()
    for _ in range(3):
        assert run(["undo"], filled.environment) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "There's nothing to undo."


def test_edit_saves_the_day_as_one_change(
    filled: Program, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = f"{replacing('Tea', 'Cake')}\n{replacing('== Notes ==', '== Notes ==' + chr(10) + 'a note')}"
    assert run(["edit"], {**filled.environment, "VISUAL": editor(tmp_path, code)}) == 0
    assert capsys.readouterr().out == "Saved for Sunday 22 November: 1 new, 1 changed.\n"
    day = filled.stored_day()
    assert (day.received[0].text, day.notes[0].text) == ("Cake from Zoë\nin the rain", "a note")
    assert left_sheets(filled) == []
    assert run(["undo"], filled.environment) == 0
    assert capsys.readouterr().out == f"Undone: you edited a day, for Sunday 22 November. {DRAFT}\n"
    assert filled.stored_day().received[0].text.startswith("Tea")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (replacing("held the door", "held the door\n# kindness"), "Line 13 starts with #."),
        (f"{replacing('held', 'kindness')}; sys.exit(1)", "ended with an error."),
        ("path.write_bytes(path.read_bytes() + b'kindness \\xe9')", "isn't in UTF-8."),
    ],
)
def test_what_cannot_be_saved_stays_and_is_opened_again(
    code: str, words: str, filled: Program, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = filled.data.read_bytes()
    assert run(["edit"], {**filled.environment, "EDITOR": editor(tmp_path, code)}) == 4
    errors = capsys.readouterr().err
    assert words in errors
    assert errors.endswith(f"`kindtui edit {TODAY}` opens them again.\n")
    assert "kindness" not in errors
    assert filled.data.read_bytes() == before
    (file,) = left_sheets(filled)
    assert b"kindness" in file.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o600
    filled.session().open()
    assert left_sheets(filled) == [file]
    mend = "path.write_bytes(path.read_bytes().replace(b'# kind', b'  kind').replace(b'\\xe9', b''))"
    assert run(["edit", "today"], {**filled.environment, "EDITOR": editor(tmp_path, mend)}) == 0
    assert "kindness" in repr(filled.stored_day())
    assert left_sheets(filled) == []


def test_a_change_in_another_window_is_not_overwritten(
    filled: Program, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = editor(tmp_path, replacing("Tea", "Water")).split()[-1]
    inner = tmp_path / "inner.py"
    inner.write_text(Path(other).read_text())
    inner_editor = shlex.join([sys.executable, str(inner)])
    code = f"""
import os, subprocess
environment = {{**os.environ, "EDITOR": {inner_editor!r}}}
subprocess.run([sys.executable, "-m", "kindtui", "edit"], env=environment, check=True)
{replacing("Tea", "Cake")}
{replacing("held", "kept")}
"""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in filled.environment.items():
            patch.setenv(name, value)
        assert run(["edit"], {**filled.environment, "EDITOR": editor(tmp_path, code)}) == 4
    assert "Line 15 shows a change from another window." in capsys.readouterr().err
    assert filled.stored_day().received[0].text.startswith("Water")
    assert run(["edit"], {**filled.environment, "EDITOR": "touch"}) == 0
    day = filled.stored_day()
    assert (day.received[0].text.split()[0], day.acts[0].text) == ("Cake", "kept the door")


def test_nothing_is_changed_without_an_editor_or_by_one_that_changes_nothing(
    filled: Program, capsys: pytest.CaptureFixture[str]
) -> None:
    before = filled.data.read_bytes()
    assert run(["edit"], filled.environment) == 2
    assert "Set EDITOR" in capsys.readouterr().err
    for command, status in (("true", 0), ("false", 4), ("/nonexistent/vi", 2), ("truncate -s 0", 0)):
        assert run(["edit"], {**filled.environment, "EDITOR": command}) == status
        assert left_sheets(filled) == []
    assert filled.data.read_bytes() == before


def test_a_day_ahead_is_refused(filled: Program, capsys: pytest.CaptureFixture[str]) -> None:
    filled.session().submit(NoteWritten(TODAY, "x"))
    assert run(["edit", "tomorrow"], {**filled.environment, "EDITOR": "true"}) == 2
    assert "still to come" in capsys.readouterr().err

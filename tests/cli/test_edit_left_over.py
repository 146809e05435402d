"""What `kindtui edit` and `kindtui doctor` say of a sheet that the editor did odd things with."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from kindtui.domain.journal.day import Day
from kindtui.storage import edited_texts
from kindtui.storage.edited_texts import WHOLE_DAY
from tests.cli.program import Program, RunHere
from tests.cli.sheets import edit, left_sheets, opened_sheet, put_days, shell_editor, writing
from tests.real_terminal import Terminal
from tests.support import TODAY, line

Capture = pytest.CaptureFixture[str]
GONE = "kindtui: The file your editor had open is gone, so nothing was changed.\n"


@pytest.fixture
def filled(program: Program) -> Program:
    program.extra_environment["KINDTUI_NOW"] = "2026-11-22T20:00:00+01:00"
    put_days(program, Day(TODAY, received=(line("tea", "03"),)))
    return program


def left_over(program: Program) -> list[Path]:
    return [file for file in program.data.parent.iterdir() if ".txt" in file.name]


def left_day(program: Program, text: str) -> Path:
    """Leave the sheet of today, as a kindtui does whose editor ended with a problem."""
    sheet = edited_texts.create(program.data, text, (TODAY, WHOLE_DAY))
    edited_texts.set_held(sheet, is_held=False)
    return sheet


def in_terminal(program: Program, environment: Mapping[str, str]) -> Terminal:
    """Run `kindtui edit`, to which an editor comes back at once even on a machine that is busy."""
    imports = "from kindtui.cli import main; from kindtui.cli.commands import edit"
    command = (sys.executable, "-c", f"{imports}; edit.AT_ONCE_SECONDS = 60; main.main()")
    now = program.environment["KINDTUI_NOW"]
    return Terminal(program.data, now, "edit", command=command, environment=environment)


@pytest.mark.parametrize("lines", [["rm $1"], ["rm $1; exit 1"], ['mv "$(dirname $1)" "$(dirname $1).gone"']])
def test_a_sheet_that_is_gone_is_not_promised(lines: list[str], filled: Program, capsys: Capture) -> None:
    assert edit(filled, shell_editor(filled.home, *lines)) == 4
    assert capsys.readouterr().err == GONE
    if filled.data.exists():
        assert left_over(filled) == []


@pytest.mark.parametrize("status", [0, 1])
def test_a_swap_file_brings_its_sheet_back(status: int, filled: Program, capsys: Capture) -> None:
    assert edit(filled, shell_editor(filled.home, "mv $1 $1.swp", f"exit {status}")) == 4
    assert f"`kindtui edit {TODAY}` opens them again" in capsys.readouterr().err
    assert "] tea\n" in opened_sheet(filled)


@pytest.mark.parametrize("data_option", [False, True])
def test_the_command_names_the_same_journal(data_option: bool, filled: Program, capsys: Capture) -> None:
    options = ["--data", str(filled.data)] if data_option else []
    assert edit(filled, writing(filled, "no heading"), *options) == 4
    assert f"`{' '.join(['kindtui edit', str(TODAY), *options])}` opens them again" in capsys.readouterr().err


def test_what_is_written_after_a_purge_is_opened_again(filled: Program, capsys: Capture) -> None:
    purge = f"rm {filled.data.parent}/.journal.json.*.txt.field $1"
    assert edit(filled, shell_editor(filled.home, purge, "echo my words > $1")) == 4
    assert f"`kindtui edit {TODAY}` opens them again" in capsys.readouterr().err
    assert opened_sheet(filled) == "my words\n"
    assert not any("tea" in file.read_text() for file in left_over(filled))


def test_a_pipe_in_place_of_the_sheet_is_not_waited_for(filled: Program, capsys: Capture) -> None:
    assert edit(filled, shell_editor(filled.home, "rm $1; mkfifo $1")) == 4
    assert "can't be read" in capsys.readouterr().err


def test_an_editor_with_a_window_of_its_own_is_waited_for(filled: Program, here: RunHere) -> None:
    go_on, written = (filled.home / name for name in ("go-on", "written"))
    for pipe in (go_on, written):
        os.mkfifo(pipe)
    window = f'(cat {go_on}; echo from the window >>"$1"; echo >{written}) >/dev/null 2>&1 &'
    environment = {**filled.environment, "EDITOR": shell_editor(filled.home, window)}
    with in_terminal(filled, environment) as screen:
        screen.wait_for("back at once")
        assert here("status").status == 0  # any other kindtui may start meanwhile
        assert len(left_sheets(filled)) == 1
        go_on.write_text("now")
        written.read_text()
        screen.send("\r")
        assert screen.wait_for_exit() == 0
    assert here("show").out.count("from the window") == 1
    assert left_sheets(filled) == []


def test_the_end_of_the_input_is_no_enter(filled: Program) -> None:
    environment = {**filled.environment, "EDITOR": "true"}
    with in_terminal(filled, environment) as screen:
        screen.wait_for("back at once")
        screen.send("\x04")
        screen.wait_for(f"kindtui edit {TODAY}")
        assert screen.wait_for_exit() == 4
    assert len(left_sheets(filled)) == 1


def test_doctor_promises_nothing_of_a_blank_sheet(filled: Program, here: RunHere) -> None:
    left_day(filled, "my words").write_text(" \n")
    said = here("doctor")
    assert (said.status, "opens them again" in said.out) == (0, False)


def test_doctor_says_how_a_swap_file_is_recovered(filled: Program, here: RunHere) -> None:
    sheet = left_day(filled, "my words")
    swap, backup = (sheet.with_name(f"{sheet.name}{suffix}") for suffix in (".swp", "~"))
    for file in (swap, backup):
        file.write_bytes(b"\xff")
        file.chmod(0o600)
    said = here("doctor")
    assert said.status == 3
    assert "delete it" not in said.out
    assert f"Use `kindtui edit {TODAY}`, then let your editor recover {swap}." in said.out
    swap.unlink()
    said = here("doctor")
    assert (said.status, said.out.count("editor  ")) == (0, 1)
    sheet.write_text("other words")
    assert here("doctor").status == 3


def test_doctor_names_a_record_without_its_text(filled: Program, here: RunHere) -> None:
    sheet = left_day(filled, "my words")
    sheet.unlink()
    said = here("doctor")
    assert said.status == 3
    assert f"is left in {edited_texts.record_path(sheet)}." in said.out


def test_what_lies_beside_an_open_sheet_is_no_finding(filled: Program, here: RunHere) -> None:
    sheet = edited_texts.create(filled.data, "my words", (TODAY, WHOLE_DAY))
    for name in (f"{sheet.name}.swp", f".{sheet.name}.kate-swp"):
        sheet.with_name(name).touch(mode=0o600)
    said = here("doctor")
    assert said.status == 0
    assert f"A text is open in your editor: {sheet}." in said.out

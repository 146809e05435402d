"""Texts of several lines in plain lines and commands, and through every format."""

import csv
import io
import json
import signal
import subprocess
from pathlib import Path

import pytest

from kindtui.cli.wiring import report_unkept_texts
from tests.cli.plain_lines import answered, checkin
from tests.cli.program import KINDTUI_COMMAND, Program
from tests.support import ROOT

TEXT = "Lisa called\n\n- we laughed, =1\nq"
EVENING = "2026-11-22T20:00:00+01:00"


@pytest.fixture(autouse=True)
def evening(program: Program) -> None:
    program.extra_environment["KINDTUI_NOW"] = EVENING


def test_a_single_full_stop_begins_and_ends_several_lines(program: Program) -> None:
    outcome = answered(program, ".", *TEXT.split("\n"), ".", "soup", "", "q")
    assert "type only a full stop" in outcome.out
    assert program.stored_day().received[0].text == TEXT
    assert program.stored_day().gave[0].text == "soup"
    assert "You started" not in checkin(program, "q").out


def test_the_end_of_the_input_ends_it_too(program: Program) -> None:
    answered(program, ".", "one", "two")
    assert program.stored_day().received[0].text == "one\ntwo"


def test_lines_typed_so_far_are_a_draft_when_it_is_killed(program: Program) -> None:
    with subprocess.Popen(
        [*KINDTUI_COMMAND, "checkin"], env=program.environment, cwd=ROOT, stdin=-1, stdout=-1
    ) as process:
        assert process.stdin
        process.stdin.write(b".\none\ntwo\n")
        process.stdin.flush()
        drafts = program.data.with_name(program.data.name + ".drafts")
        while not (drafts.exists() and "two" in drafts.read_text()):
            assert process.poll() is None
        process.send_signal(signal.SIGKILL)
    outcome = answered(program, "1", "", "q")
    assert "You started writing this: one\ntwo\n" in outcome.out
    assert program.stored_day().received[0].text == "one\ntwo"


def test_a_draft_gives_way_to_lines_written_in_its_place(program: Program) -> None:
    checkin(program, ".", "old", "draft", ".")
    checkin(program, "u")  # which makes a draft of it again
    outcome = answered(program, ".", "new", "lines", ".", "", "q")
    assert "old" in outcome.out
    assert program.stored_day().received[0].text == "new\nlines"
    assert "You started" not in checkin(program, "q").out


@pytest.mark.parametrize(
    ("lines", "name"), [(("Mr", "", "Fox", ".", "q"), "Mr / Fox"), (("", ".", "q"), ""), (("Mr",), "Mr")]
)
def test_lines_at_a_question_for_one_are_joined(program: Program, lines: tuple[str, ...], name: str) -> None:
    program.extra_environment["KINDTUI_NOW"] = "2026-11-22T08:00:00+01:00"
    checkin(program, ".", *lines)
    who = program.stored_day().who
    assert (who.value if who else "") == name


def test_lines_at_a_choice_or_a_scale_are_not_answers_one_after_the_other(program: Program) -> None:
    program.extra_environment["KINDTUI_NOW"] = "2026-11-22T08:00:00+01:00"
    outcome = checkin(program, "Mum", ".", "7", "1", "after lunch", ".", "5", ".", "1", "2", ".", "2", "q")
    assert outcome.out.count("That isn't one of the choices") == 2
    day = program.stored_day()
    assert day.rating("energy") == 5
    assert len(day.acts) == 1


@pytest.mark.parametrize("argument", [TEXT, "-"])
def test_log_keeps_the_breaks(program: Program, argument: str) -> None:
    stdin = f"\r\n{TEXT}\r\n\r\n".encode() if argument == "-" else b""
    assert program.run("log", "received", argument, stdin=stdin).status == 0
    assert program.stored_day().received[0].text == TEXT


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_an_export_brings_the_breaks_back(program: Program, kind: str, tmp_path: Path) -> None:
    program.run("log", "received", TEXT)
    program.run("log", "gave", "=soup\nbread")
    exported = program.run("export", "--format", kind).out
    if kind == "csv":
        rows = list(csv.DictReader(io.StringIO(exported)))
        assert {row["text"] for row in rows} == {TEXT, "'=soup\nbread"}
    file = tmp_path / f"out.{kind}"
    file.write_text(exported)
    other = str(tmp_path / "other.json")
    assert program.run("--data", other, "import", str(file)).status == 0
    assert program.run("--data", other, "export", "--format", kind).out == exported


def test_the_diary_and_show_keep_them_readable(program: Program) -> None:
    program.run("log", "received", TEXT)
    assert program.run("show").out.splitlines()[1:] == [
        "  Received  Lisa called",
        "",
        "            - we laughed, =1",
        "            q",
    ]
    assert json.loads(program.run("show", "--json").out)["received"] == [TEXT]
    diary = program.run("export", "--format", "markdown").out
    assert "- **Received:** Lisa called\n\n  \\- we laughed, =1  \n  q\n" in diary


def test_words_that_no_file_has_are_printed_in_their_lines(capsys: pytest.CaptureFixture[str]) -> None:
    report_unkept_texts(["one\n\ntwo\x1b[31m", "three"])
    assert capsys.readouterr().err.splitlines()[1:] == ["  one", "  ", "  two\\x1b[31m", "  three"]

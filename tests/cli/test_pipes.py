"""Standard streams that are closed or full."""

import pytest

from tests.cli.program import Program, in_shell


@pytest.mark.parametrize("command", ["status", "status --json", "log received tea", "where"])
def test_a_reader_that_went_away_is_no_error_in_words(command: str, program: Program) -> None:
    done = in_shell(program, f"{{ $K {command}; echo $? >&2; }} | exec true")
    error_lines = done.stderr.decode().splitlines()
    assert error_lines[-1] in ("0", "1", "141")
    assert len(error_lines) == 1


def test_what_was_logged_is_saved_before_it_is_told(program: Program) -> None:
    in_shell(program, "$K log received tea | exec true")
    assert program.stored_day().received[0].text == "tea"


@pytest.mark.parametrize(("command", "status"), [("status", 1), ("log received tea", 0), ("log received", 2)])
def test_closed_streams_do_not_matter(command: str, status: int, program: Program) -> None:
    done = in_shell(program, f"$K {command} <&- >&-")
    assert done.returncode == status
    assert b"Internal error" not in done.stderr


def test_a_full_standard_output_is_no_traceback(program: Program) -> None:
    done = in_shell(program, "$K status >/dev/full")
    assert done.returncode not in (0, 1)
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&-", "<&- >&- 2>&-"])
def test_the_app_without_a_terminal_and_streams_is_refused(closed: str, program: Program) -> None:
    assert in_shell(program, f"$K {closed}").returncode == 2


@pytest.mark.parametrize("closed", ["<&- >&- 2>&-", "<&-", "2>&-"])
def test_no_file_of_kindtui_takes_the_place_of_a_closed_stream(closed: str, program: Program) -> None:
    """What is written to a stream would be written into the journal."""
    assert in_shell(program, f"$K log received tea {closed}").returncode == 0
    assert in_shell(program, f"$K log received more {closed}").returncode == 0
    assert [line.text for line in program.stored_day().received] == ["tea", "more"]
    assert program.run("doctor").status == 0

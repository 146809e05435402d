"""Arguments and surroundings that cannot work: status 2, and one sentence that repeats nobody's words."""

import pytest

from kindtui import __version__
from tests.cli.program import Program

SECRET = "Noor"


@pytest.mark.parametrize(
    "arguments",
    [
        [SECRET],
        ["log"],
        ["log", SECRET],
        ["log", SECRET, "tea"],
        ["log", "rest", SECRET],
        ["show", SECRET],
        ["purge", SECRET],
        ["purge"],
        ["purge", "today", "--all"],
        ["backup"],
        ["backup", SECRET],
        ["backup", "list", SECRET],
        ["help", SECRET],
        ["log", "gave", f"-{SECRET}"],
        ["log", "gave", "tea", "--day"],
        ["log", "gave", "tea", "--d", SECRET],
        ["status", SECRET],
        ["status", "--json", "--short"],
        ["status", f"--json={SECRET}"],
        ["--data"],
        ["--data", "", "status"],
        ["import", "", "--as", "note"],
        ["merge", ""],
        ["--data", "~nobody-of-that-name/journal.json", "status"],
    ],
    ids=" ".join,
)
def test_what_does_not_fit_is_refused(arguments: list[str], program: Program) -> None:
    outcome = program.run(*arguments)
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.startswith("kindtui: ")
    assert len(outcome.error_lines) == 1
    assert SECRET not in outcome.err
    assert not program.data.exists()


@pytest.mark.parametrize("arguments", [[], ["--demo"]])
def test_the_app_needs_a_terminal(arguments: list[str], program: Program) -> None:
    outcome = program.run(*arguments)
    assert (outcome.status, outcome.out) == (2, "")
    assert "needs a terminal" in outcome.err


@pytest.mark.parametrize(
    ("now", "command"),
    [
        ("soon", ["status"]),
        ("2026-11-22", ["status"]),
        ("2026-11-22T08:00:00", ["log", "gave", "tea"]),
        ("2026-11-22T25:00:00+01:00", []),
        ("0001-01-01T00:00:00+01:00", ["status"]),
        ("0001-01-01T00:00:00-01:00", ["log", "received", "tea"]),
        ("9999-12-31T23:59:59-01:00", ["status"]),
        ("9999-12-31T23:59:59+01:00", []),
        ("2026-11-22T08:00:00+24:00", ["status"]),
        ("+12026-11-22T08:00:00Z", ["status"]),
    ],
)
def test_a_clock_that_cannot_be_read_is_refused(now: str, command: list[str], program: Program) -> None:
    program.extra_environment["KINDTUI_NOW"] = now
    outcome = program.run(*command)
    assert (outcome.status, outcome.out) == (2, "")
    assert "KINDTUI_NOW" in outcome.err
    assert not program.data.exists()


@pytest.mark.parametrize(
    "now", ["1900-01-01T00:00:00+14:00", "8999-12-31T23:59:58-12:00", "2026-11-22T08:00:00+23:59"]
)
def test_the_first_and_the_last_time_are_days_like_any_other(now: str, program: Program) -> None:
    program.extra_environment["KINDTUI_NOW"] = now
    assert program.run("log", "received", "tea").status == 0
    assert program.status_json()["today"]["received"] == ["tea"]
    for command in (
        ["show"],
        ["show", "yesterday"],
        ["export"],
        ["export", "--format", "markdown"],
        ["doctor"],
    ):
        assert program.run(*command).status == 0, command
    assert program.run("--demo", "status").status in (0, 1)


def test_the_clock_of_the_machine_is_used_without_one(program: Program) -> None:
    program.extra_environment["KINDTUI_NOW"] = ""
    assert program.run("log", "received", "tea").status == 0
    assert program.status_json()["today"]["received"] == ["tea"]


def test_the_version(program: Program) -> None:
    outcome = program.run("--version")
    assert (outcome.status, outcome.out) == (0, f"kindtui {__version__}\n")


@pytest.mark.parametrize("command", [[], ["log"]], ids=" ".join)
def test_help_goes_to_standard_output(command: list[str], program: Program) -> None:
    outcome = program.run(*command, "--help")
    assert (outcome.status, outcome.err) == (0, "")
    assert "--data FILE" in outcome.out

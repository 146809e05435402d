"""`--demo`: a made-up year, in memory."""

import json

import pytest

from tests.cli.program import Program


def test_it_is_the_same_before_and_after_the_command(program: Program) -> None:
    before, after = program.run("--demo", "status", "--json"), program.run("status", "--demo", "--json")
    assert before == after
    status = json.loads(before.out)
    assert status["kind_days_total"] > 200
    assert status["counted_days_28"] == 28
    assert status["today"]["mark"] == "pending"


def test_it_ends_today(program: Program) -> None:
    first = program.status_json("--demo")
    program.extra_environment["KINDTUI_NOW"] = "2031-05-01T08:00:00+01:00"
    second = program.status_json("--demo")
    assert (first.pop("date"), second.pop("date")) == ("2026-11-22", "2031-05-01")
    assert first == second


def test_it_reads_and_writes_no_file(program: Program) -> None:
    program.data.parent.mkdir()
    program.data.write_bytes(b"Dear diary")
    outcome = program.run("--demo", "status")
    assert (outcome.status, outcome.err) == (1, "")
    assert "kind days in the last 28" in outcome.out
    assert program.files() == {str(program.data): b"Dear diary"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["--demo", "log", "gave", "tea"],
        ["log", "gave", "tea", "--demo"],
        ["--demo", "import", "x.json"],
        ["--demo", "--data", "x.json", "status"],
        ["--demo", "status", "--data", "x.json"],
        ["--demo", "--data", "x.json"],
    ],
    ids=" ".join,
)
def test_it_goes_neither_with_data_nor_with_writing(arguments: list[str], program: Program) -> None:
    outcome = program.run(*arguments)
    assert (outcome.status, outcome.out, len(outcome.error_lines)) == (2, "", 1)
    assert "--demo" in outcome.err
    assert not program.data.exists()

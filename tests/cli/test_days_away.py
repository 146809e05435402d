"""Days away from the shell: `log rest --day A..B`, what is due, a day in words, and the plain lines."""

import json

import pytest

from kindtui.domain.requests import DaysAwayChosen
from tests.cli.plain_lines import answered
from tests.cli.program import Program
from tests.support import TODAY

LINE = "You're resting until Sunday 6 December."


def planned(program: Program) -> list[str]:
    ranges = program.session().open().journal.away.values()
    return [f"{one.first}..{one.last}" for one in ranges if not one.removed]


@pytest.mark.parametrize(
    ("day", "ranges", "words"),
    [
        ("2026-11-22..2026-12-06", ["2026-11-22..2026-12-06"], "Saved. Rest until Sunday 6 December."),
        (
            "20 nov 2026 to tomorrow",
            ["2026-11-20..2026-11-23"],
            "Saved. Rest from Friday 20 November to Monday",
        ),
        ("2026-12-06", ["2026-12-06..2026-12-06"], "Saved for Sunday 6 December: a rest day."),
        ("tomorrow", ["2026-11-23..2026-11-23"], "Saved for Monday 23 November: a rest day."),
        ("yesterday", [], "Saved for Saturday 21 November: a rest day."),
    ],
)
def test_rest_takes_days_ahead_and_ranges(day: str, ranges: list[str], words: str, program: Program) -> None:
    outcome = program.run("log", "rest", "--day", day)
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out.startswith(words)
    assert planned(program) == ranges


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("rest", "--day", "2026-12-06..2026-12-01"), "end before they begin"),
        (("rest", "--day", "2026-12-06..2029-12-01"), "more than two years"),
        (("rest", "--day", "2029-12-06"), "more than a year away"),
        (("rest", "--day", "2026-12-06..soon"), "can read"),
        (("rest", "--day", "monday"), "YYYY-MM-DD"),
        (("gave", "tea", "--day", "2026-12-06"), "still to come"),
        (("gave", "tea", "--day", "2026-11-20..2026-11-21"), "YYYY-MM-DD"),
    ],
)
def test_other_days_are_refused_in_a_sentence(
    arguments: tuple[str, ...], words: str, program: Program
) -> None:
    outcome = program.run("log", *arguments)
    assert (outcome.status, outcome.out) == (2, "")
    assert words in outcome.err
    assert not program.data.exists()


def test_nothing_is_due_and_every_view_counts_a_rest_day(program: Program) -> None:
    program.session().submit(DaysAwayChosen(TODAY, TODAY.replace(day=30)))
    status = program.run("status")
    assert (status.status, status.out.partition(".")[0]) == (0, "Nothing's due")
    assert program.run("status", "--short").out == ""
    found = program.status_json()
    assert (found["due"], found["rest_days_28"], found["today"]["rest"]) == ("nothing", 1, True)
    assert found["today"]["mark"] == "rest"
    assert "a day of rest" in program.run("show").out
    assert json.loads(program.run("show", "--json").out)["rest"] is True
    assert program.run("show", "2026-11-23").status == 2, "it has not come"


def test_a_merge_brings_days_away_and_an_export_comes_back(program: Program) -> None:
    program.session().submit(DaysAwayChosen(TODAY, TODAY.replace(day=30)))
    export = program.run("export").out.encode()
    other = Program(program.home / "other")
    outcome = other.run("import", "-", stdin=export)
    assert (outcome.status, "your days away" in outcome.out + outcome.err) == (0, True)
    assert planned(other) == planned(program)
    assert other.run("export").out.encode() == export


def test_checkin_says_until_when_and_asks_only_whether_to_go_on(program: Program) -> None:
    program.session().submit(DaysAwayChosen(TODAY, TODAY.replace(month=12, day=6)))
    outcome = answered(program, "")
    assert LINE in outcome.out
    assert outcome.out.count("?") == 0
    assert outcome.out.rstrip().endswith("It's all saved.")
    assert program.stored_day().who is None
    answered(program, "1", "Sam")
    who = program.stored_day().who
    assert who
    assert who.value == "Sam"


def test_days_away_are_planned_changed_and_ended_in_plain_lines(program: Program) -> None:
    outcome = answered(program, "n", "r", "soon", "sunday", "")
    assert "That isn't a day kindtui can read." in outcome.out
    assert "Saved. Rest until Sunday 29 November." in outcome.out
    assert planned(program) == ["2026-11-22..2026-11-29"]
    answered(program, "1", "n", "r", "1", "1", "6 dec", "")
    assert planned(program) == ["2026-11-22..2026-12-06"]
    undone = answered(program, "1", "r", "a", "2027-01-01..2027-01-05", "u", "r", "1", "2", "")
    assert "Undone: you planned days to rest." in undone.out
    assert planned(program) == []

"""Days away from the shell: `log rest --day A..B`, what is due, a day in words, and the plain lines."""

import json

import pytest

from kindtui.domain.requests import ActChosen, DaysAwayChosen, ReceivedWritten
from kindtui.domain.ritual.acts import Plan
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
        ("2026-12-06", ["2026-12-06..2026-12-06"], "Saved. Rest on Sunday 6 December."),
        ("tomorrow", ["2026-11-23..2026-11-23"], "Saved. Rest on Monday 23 November."),
        ("Sunday", ["2026-11-29..2026-11-29"], "Saved. Rest on Sunday 29 November."),
        ("6 dec", ["2026-12-06..2026-12-06"], "Saved. Rest on Sunday 6 December."),
        ("in 2 weeks", ["2026-12-06..2026-12-06"], "Saved. Rest on Sunday 6 December."),
        ("today..sunday", ["2026-11-22..2026-11-29"], "Saved. Rest until Sunday 29 November."),
        ("20 nov to 25 nov", ["2026-11-20..2026-11-25"], "Saved. Rest from Friday 20 November to"),
        ("1 dec to 6 dec", ["2026-12-01..2026-12-06"], "Saved. Rest from Tuesday 1 December to Sunday 6"),
        ("2026-11-20", [], "Saved for Friday 20 November: a rest day."),
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
        (("rest", "--day", "soon"), "Try sunday, 6 dec, in 2 weeks, or 1 dec to 6 dec."),
        (("rest", "--day", "30 nov to 20 nov"), "with its year"),
        (("gave", "tea", "--day", "soon"), "Write a day like 3 nov"),
        (("gave", "tea", "--day", "2026-12-06"), "still to come"),
        (("gave", "tea", "--day", "2026-11-20..2026-11-21"), "Write a day like 3 nov"),
    ],
)
def test_other_days_are_refused_in_a_sentence(
    arguments: tuple[str, ...], words: str, program: Program
) -> None:
    outcome = program.run("log", *arguments)
    assert (outcome.status, outcome.out) == (2, "")
    assert words in outcome.err
    assert not program.data.exists()


@pytest.mark.parametrize("day", ["20 nov", "2 days ago", "20.11.2026", "2026-11-20"])
def test_a_rest_can_be_a_day_that_is_over(day: str, program: Program) -> None:
    assert program.run("log", "rest", "--day", day).status == 0
    assert program.stored_day("2026-11-20").is_rest_day


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
    ahead = program.run("show", "2026-11-23")
    assert (ahead.status, ahead.out) == (2, ""), "it has not come"
    assert "a rest is planned for it" in ahead.err
    assert "rest" not in program.run("show", "2026-12-01").err


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
    assert "any key" not in outcome.out.lower()
    assert "Type 1 to open the day, r to change or end your days of rest, or just press" in outcome.out
    assert outcome.out.count("?") == 0
    assert outcome.out.rstrip().endswith("It's all saved.")
    assert program.stored_day().who is None
    answered(program, "1", "Sam")
    who = program.stored_day().who
    assert who
    assert who.value == "Sam"


def test_log_makes_a_rest_under_way_shorter_and_says_where_nothing_changes(program: Program) -> None:
    program.session().submit(DaysAwayChosen(TODAY.replace(day=20), TODAY.replace(day=29)))
    outcome = program.run("log", "rest", "--day", "tomorrow to tuesday")
    assert outcome.out.startswith("You're already resting then.")
    program.run("log", "rest", "--day", "today..tuesday")
    assert planned(program) == ["2026-11-20..2026-11-24"]
    assert program.run("log", "rest", "--day", "today..today").out.startswith("Saved. Rest today.")
    assert planned(program) == ["2026-11-20..2026-11-22"]


def test_a_rest_is_changed_and_ended_where_checkin_begins(program: Program) -> None:
    program.session().submit(DaysAwayChosen(TODAY.replace(day=20), TODAY.replace(day=29)))
    outcome = answered(program, "r", "1", "1", "6 dec", "")
    assert LINE in outcome.out
    assert planned(program) == ["2026-11-20..2026-12-06"]
    outcome = answered(program, "r", "1", "2", "Sam")
    assert "Saved. Today and the days until Sunday 6 December are ordinary again." in outcome.out
    assert planned(program) == ["2026-11-20..2026-11-21"]
    who = program.stored_day().who
    assert who
    assert who.value == "Sam"


def test_a_kind_day_within_a_rest_says_until_when_it_goes(program: Program) -> None:
    program.session().submit(DaysAwayChosen(TODAY, TODAY.replace(day=29)), ReceivedWritten(TODAY, "tea"))
    assert "You're resting again tomorrow, until Sunday 29 November." in answered(program, "").out


def test_a_plan_before_a_rest_is_asked_about_after_it(program: Program) -> None:
    program.session().submit(ActChosen(TODAY.replace(day=19), Plan("text Sam")))
    program.session().submit(DaysAwayChosen(TODAY.replace(day=20), TODAY.replace(day=21)))
    outcome = answered(program, "1")
    assert "Thursday 19 November: text Sam" in outcome.out
    assert program.session().open().journal.day(TODAY.replace(day=19)).gave


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

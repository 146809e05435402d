"""`u` in `kindtui checkin`: the last answer is undone, and its question asked again."""

from datetime import timedelta

import pytest

from kindtui.domain.requests import ActChosen, ReceivedWritten, SettingsChanged
from kindtui.domain.ritual.acts import Plan
from tests.cli.plain_lines import answered, checkin, number_of
from tests.cli.program import Outcome, Program
from tests.support import TODAY

YESTERDAY = TODAY - timedelta(days=1)


def asked_after_undo(outcome: Outcome) -> str:
    """What is printed from the last undo on, up to the next question's hint."""
    return outcome.out.rsplit("Undone: ", 1)[1]


def test_the_instructions_name_it(program: Program) -> None:
    first_lines = answered(program).out.splitlines()[:3]
    assert any("u to undo your last answer" in line for line in first_lines)


def test_a_rating_is_undone_and_asked_for_again(program: Program) -> None:
    outcome = answered(program, "Sam", "3", "u", "8", "1")
    assert asked_after_undo(outcome).startswith("you rated your energy.\n\nHow much energy")
    day = program.stored_day()
    assert day.rating("energy") == 8
    assert day.acts[0].who == "Sam"


@pytest.mark.parametrize("typed", ["u", "U", "  u "])
def test_a_name_is_undone_and_offered_as_a_draft(typed: str, program: Program) -> None:
    outcome = answered(program, "Sma", typed)
    again = asked_after_undo(outcome)
    assert again.startswith(
        "you wrote a name.\n\nWho can I encourage today?\nYou started writing this: Sma\n"
    )
    answered(program, "Sam", "7", "1")
    assert program.stored_day().acts[0].who == "Sam"


def test_a_chosen_act_is_undone_and_the_suggestions_are_shown_again(program: Program) -> None:
    outcome = answered(program, "Sam", "7", "1", "u", "2", "")
    assert "Which of these would suit you today?" in asked_after_undo(outcome)
    (act,) = program.stored_day().acts
    assert act.state == "planned"
    assert act.text in outcome.out


def test_the_last_question_of_the_evening_too(evening: Program) -> None:
    outcome = answered(evening, "Tea from Noor", "Held a door", "u", "Held two doors")
    again = asked_after_undo(outcome)
    assert "And one kind thing I did?\nYou started writing this: Held a door\n" in again
    assert [act.text for act in evening.stored_day().acts] == ["Held two doors"]


def test_several_in_a_row(evening: Program) -> None:
    outcome = answered(evening, "Tea from Noor", "Held a door", "u", "u", "Cake from Noor", "")
    assert outcome.out.count("Undone: ") == 2
    day = evening.stored_day()
    assert [line.text for line in day.received] == ["Cake from Noor"]
    assert not day.acts


def test_an_undone_line_is_not_lost(evening: Program) -> None:
    answered(evening, "Tea from Noor", "u", "q")
    assert not evening.stored_day().received
    answered(evening, "1", "")
    assert [line.text for line in evening.stored_day().received] == ["Tea from Noor"]


def test_what_was_undone_can_be_brought_back(evening: Program) -> None:
    number = number_of("bring back what I undid", answered(evening, "Tea from Noor", "", "u", ""))
    answered(evening, "n")
    outcome = answered(evening, "u", "", number)
    assert "Redone: you said not now." in outcome.out
    assert evening.stored_day().has_skipped("evening")


def test_not_now_is_undone_and_asked_again(program: Program) -> None:
    outcome = answered(program, "n", "u", "Sam")
    assert "you said not now.\n\nWho can I encourage today?" in asked_after_undo(outcome)
    assert program.stored_day().who


def test_what_became_of_an_act_is_undone_and_asked_again(program: Program) -> None:
    program.session().submit(ActChosen(TODAY, Plan("text Sam")))
    outcome = answered(program, "1", "u", "2")
    assert "you marked an act as done.\n\nOne small act." in asked_after_undo(outcome)
    assert [act.state for act in program.stored_day().acts] == ["let_go"]


def test_a_planned_kindness_done_in_the_evening_too(evening: Program) -> None:
    evening.session().submit(ActChosen(TODAY, Plan("text Sam")))
    outcome = answered(evening, "Tea", "2", "u", "")
    assert "One small act." in asked_after_undo(outcome)
    assert [act.state for act in evening.stored_day().acts] == ["planned"]


@pytest.mark.parametrize(("number", "label"), [("1", "marked an act as done"), ("2", "moved an act")])
def test_yesterdays_act_is_asked_about_again(number: str, label: str, program: Program) -> None:
    program.session().submit(ActChosen(YESTERDAY, Plan("text Sam")))
    outcome = answered(program, number, "u", "3")
    assert label in asked_after_undo(outcome)
    assert "Yesterday: text Sam" in asked_after_undo(outcome)
    assert [act.state for act in program.stored_day(str(YESTERDAY)).acts] == ["let_go"]
    assert not program.stored_day().acts


def test_a_line_of_yesterday_is_asked_for_as_yesterdays(program: Program) -> None:
    program.session().submit(ReceivedWritten(YESTERDAY, "Tea"))
    outcome = answered(program, "u", "1", "")
    assert "Undone for Saturday 21 November: you wrote down a kindness you received." in outcome.out
    assert "that day?" in outcome.out
    assert [line.text for line in program.stored_day(str(YESTERDAY)).received] == ["Tea"]


def test_with_nothing_to_undo_the_same_question_is_asked_again(program: Program) -> None:
    outcome = answered(program, "u", "Sam")
    assert "There's nothing to undo.\n\nWho can I encourage today?" in outcome.out
    assert program.stored_day().who


def test_a_setting_of_the_app_is_undone_like_anything_else(program: Program) -> None:
    program.session().submit(SettingsChanged({"evening_hour": 6}))
    outcome = answered(program, "u", "Sam")
    assert "you changed a setting" in outcome.out
    assert program.stored_day().who


@pytest.mark.parametrize("text", ["u said hello", "u.", "uu"])
def test_a_text_that_begins_with_it_is_a_text(text: str, evening: Program) -> None:
    answered(evening, text)
    assert [line.text for line in evening.stored_day().received] == [text]


def no_room() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))


def test_an_undo_that_cannot_be_saved_changes_nothing(evening: Program) -> None:
    evening.session().submit(ReceivedWritten(TODAY, "tea"))
    before = evening.data.read_bytes()
    outcome = checkin(evening, "u", preexec_fn=no_room)
    assert (outcome.status, len(outcome.error_lines)) == (4, 1)
    assert evening.data.read_bytes() == before

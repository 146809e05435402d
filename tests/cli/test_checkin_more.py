"""What else `kindtui checkin` offers: boundaries, yesterday, a day to change, not now and rest."""

import pytest

from kindtui.domain.journal.custom_entry import CustomEntryKind
from kindtui.domain.journal.journal import ONE_DAY
from kindtui.domain.requests import (
    ActChosen,
    ActStateChanged,
    CheckAnswered,
    CustomEntryWritten,
    DayPartSkipped,
    GivenActWritten,
    ReceivedWritten,
    RestChosen,
)
from kindtui.domain.ritual.acts import Plan
from kindtui.domain.state import State
from kindtui.storage.file_store import FileStore
from tests.cli.plain_lines import answered, checkin, number_of
from tests.cli.program import Program
from tests.real_terminal import Terminal
from tests.support import TODAY, FakeClock

YESTERDAY = TODAY - ONE_DAY
TO_MENU = ("n",)  # not now, which leads from the morning's question to "What else?"


def state_of(program: Program) -> State:
    return program.session().open()


def test_the_letters_are_named_where_they_can_be_typed(program: Program) -> None:
    outcome = answered(program, *TO_MENU)
    assert (
        "Type b for today's boundaries, y for yesterday, m for your own acts, r for days to rest.\n"
        in outcome.out
    )
    program.session().submit(ReceivedWritten(TODAY, "Tea"))
    assert ", y for yesterday, v for what's written today, m for" in answered(program).out


def test_the_checks_of_the_day_are_answered(program: Program) -> None:
    first, second, third = state_of(program).checks
    outcome = answered(program, *TO_MENU, "b", "1", "2", "")
    day = program.stored_day()
    assert [day.answer_to(check.id) for check in (first, second, third)] == [
        "holds", "not_today", "unanswered",
    ]  # fmt: skip
    for number, check in enumerate((first, second, third), start=1):
        assert f"Check {number} of 3. {check.check}\n" in outcome.out
    assert outcome.out.rstrip().endswith("It's all saved.")


def test_not_today_prints_words_to_say_and_to_write(program: Program) -> None:
    checks = state_of(program).checks
    outcome = answered(program, *TO_MENU, "b", "2", "2", "2")
    for check in checks:
        if check.aloud:
            assert f'Say: "{check.aloud}"' in outcome.out
        if check.writing:
            assert f'Or write: "{check.writing}"' in outcome.out
    holds = answered(program, "b", "1")
    assert "You said not today." in holds.out


def test_an_answer_to_a_check_is_cleared_or_undone(program: Program) -> None:
    first, second, _ = state_of(program).checks
    program.session().submit(CheckAnswered(TODAY, first.id, "holds"))
    clear = number_of("clear my answer", answered(program, *TO_MENU, "b"))
    outcome = answered(program, "b", clear, "2", "u", "1")
    assert f"you answered a boundary check.\n\nCheck 2 of 3. {second.check}" in outcome.out
    day = program.stored_day()
    assert [day.answer_to(check.id) for check in (first, second)] == ["unanswered", "holds"]


def test_a_check_of_ones_own_is_asked_with_its_words(program: Program) -> None:
    program.session().submit(CustomEntryWritten("own_checks", "", "I leave at six", "I have to go now."))
    outcome = answered(program, *TO_MENU, "b", "", "", "", "2")
    assert "Check 4 of 4. I leave at six\n" in outcome.out
    assert 'Say: "I have to go now."' in outcome.out


def test_yesterday_is_opened_and_added_to(program: Program) -> None:
    program.session().submit(ReceivedWritten(YESTERDAY, "Tea from Noor"))
    opened = answered(program, *TO_MENU, "y")
    assert "Saturday 21 November.\nReceived: Tea from Noor\n" in opened.out
    gave, received, kept = (
        number_of(choice, opened)
        for choice in ("a kind thing I did", "a kindness I received or saw", "a boundary I kept")
    )
    answered(program, "y", gave, "Held a door", received, "Cake", "", kept, "I said no", "")
    day = program.stored_day(str(YESTERDAY))
    assert [act.text for act in day.gave] == ["Held a door"]
    assert [line.text for line in day.received] == ["Tea from Noor", "Cake"]
    assert [line.text for line in day.kept] == ["I said no"]
    assert not program.stored_day().has_content or program.stored_day().has_skipped("morning")


def test_yesterdays_evening_goes_on_to_what_was_given(program: Program) -> None:
    received = number_of("a kindness I received or saw", answered(program, *TO_MENU, "y"))
    answered(program, "y", received, "Cake", "Held a door")
    day = program.stored_day(str(YESTERDAY))
    assert [line.text for line in day.received] == ["Cake"]
    assert [act.text for act in day.gave] == ["Held a door"]


def test_yesterday_can_be_a_day_of_rest(program: Program) -> None:
    rest = number_of("a rest day", answered(program, *TO_MENU, "y"))
    answered(program, "y", rest)
    assert program.stored_day(str(YESTERDAY)).is_rest_day
    answered(program, "y", number_of("not a rest day after all", answered(program, "y")))
    assert not program.stored_day(str(YESTERDAY)).is_rest_day


def test_yesterdays_act_left_open_is_answered_later(program: Program) -> None:
    program.session().submit(ActChosen(YESTERDAY, Plan("text Sam")))
    acts = number_of("how the small act went", answered(program, "", *TO_MENU, "y"))
    bring = number_of("bring it to today", answered(program, "", "y", acts))
    answered(program, "", "y", acts, bring)
    assert [act.text for act in program.stored_day().acts] == ["text Sam"]


def test_a_line_is_changed(evening: Program) -> None:
    evening.session().submit(ReceivedWritten(TODAY, "Tea form Noor"))
    outcome = answered(evening, "v", "1", "1", "Tea from Noor")
    assert "1 Received: Tea form Noor\n" in outcome.out
    assert "It says now: Tea form Noor\n" in outcome.out
    assert [line.text for line in evening.stored_day().received] == ["Tea from Noor"]


def test_an_empty_line_changes_nothing_and_goes_on_to_when(evening: Program) -> None:
    evening.session().submit(GivenActWritten(TODAY, "Held a door"))
    evening.session().submit(ReceivedWritten(TODAY, "Tea"))
    answered(evening, "v", "1", "1", "", "Sam", "after lunch")
    (act,) = evening.stored_day().acts
    assert (act.text, act.who, act.when) == ("Held a door", "Sam", "after lunch")


def test_a_line_is_removed_and_undo_brings_it_back(evening: Program) -> None:
    evening.session().submit(ReceivedWritten(TODAY, "Tea"))
    answered(evening, "v", "1", "2")
    assert not evening.stored_day().received
    answered(evening, "u")
    assert [line.text for line in evening.stored_day().received] == ["Tea"]


def test_a_line_is_moved_to_another_day_and_undo_brings_it_back(evening: Program) -> None:
    evening.session().submit(ReceivedWritten(TODAY, "Tea"))
    moved = answered(evening, "v", "1", "3", "someday", "tomorrow", "2026-11-24", "3 nov")
    assert "Write a day like 3 nov" in moved.out
    assert "Tuesday 24 November is still to come." in moved.out
    assert "Moved to Tuesday 3 November." in moved.out
    assert not evening.stored_day().received
    assert [line.text for line in evening.stored_day("2026-11-03").received] == ["Tea"]
    answered(evening, "u")
    assert [line.text for line in evening.stored_day().received] == ["Tea"]


def test_a_line_is_left_where_it_is(evening: Program) -> None:
    evening.session().submit(ReceivedWritten(TODAY, "Tea"))
    before = evening.data.read_bytes()
    assert "Moved" not in answered(evening, "v", "1", "3", "").out
    assert "Moved" not in answered(evening, "v", "1", "3", "today").out
    assert evening.data.read_bytes() == before


def test_a_rating_and_a_tick_are_changed_or_removed(evening: Program) -> None:
    check = state_of(evening).checks[0]
    evening.session().submit(CheckAnswered(TODAY, check.id, "holds"))
    evening.session().submit(RestChosen(TODAY, is_rest_day=True))
    number = number_of(f"Ticked: {check.check}", answered(evening, "v"))
    removed = answered(evening, "v", number, "1")
    assert "Removed." in removed.out
    assert evening.stored_day().answer_to(check.id) == "unanswered"


@pytest.mark.parametrize(
    ("state", "choice", "after"),
    [("1", "not done yet", "planned"), ("2", "back on the list", "planned"), ("", "I did it", "done")],
)
def test_an_act_is_settled_otherwise(state: str, choice: str, after: str, program: Program) -> None:
    program.session().submit(ActChosen(TODAY, Plan("text Sam")))
    answered(program, state)
    before = [""] if not state else []
    number = number_of(choice, answered(program, *before, "v", "1"))
    answered(program, *before, "v", "1", number)
    assert [act.state for act in program.stored_day().acts] == [after]


@pytest.mark.parametrize("answers", [("Sam", "n"), ("Sam", "7", "n"), ("", "N")])
def test_the_morning_is_put_aside_at_any_question_with_choices(
    answers: tuple[str, ...], program: Program
) -> None:
    outcome = answered(program, *answers)
    assert "Type n for not now, or r to rest today." in outcome.out
    assert program.stored_day().has_skipped("morning")


@pytest.mark.parametrize("answers", [("Sam", "r"), ("Sam", "7", "r")])
def test_a_rest_day_is_chosen_at_any_question_with_choices(
    answers: tuple[str, ...], program: Program
) -> None:
    answered(program, *answers)
    day = program.stored_day()
    assert day.is_rest_day
    assert day.who


def test_a_text_is_no_letter(program: Program) -> None:
    answered(program, "r", "7", "1")
    assert program.stored_day().acts[0].who == "r"
    assert not program.stored_day().is_rest_day


def own(program: Program, kind: CustomEntryKind) -> list[tuple[str, str, bool]]:
    entries = FileStore(program.data, FakeClock()).load().custom_entries
    return [
        (entry.text, entry.script, entry.archived)
        for (entry_kind, _), entry in entries.items()
        if entry_kind == kind
    ]


def test_an_act_of_ones_own_is_added_and_chosen(program: Program) -> None:
    answered(program, *TO_MENU, "m", "a", "water the plants", "m", "1", "1", "after lunch")
    (act,) = program.stored_day().acts
    assert (act.text, act.when) == ("water the plants", "after lunch")
    assert own(program, "own_acts") == [("water the plants", "", False)]


def test_an_act_of_ones_own_is_reworded_or_put_away(program: Program) -> None:
    program.session().submit(CustomEntryWritten("own_acts", "", "water the plnts"))
    outcome = answered(program, *TO_MENU, "m", "1", "2", "water the plants")
    assert "It says now: water the plnts\n" in outcome.out
    assert own(program, "own_acts") == [("water the plants", "", False)]
    answered(program, "m", "1", "3")
    assert own(program, "own_acts") == [("water the plants", "", True)]


def test_an_act_written_lately_is_saved_to_choose_again(program: Program) -> None:
    program.session().submit(GivenActWritten(YESTERDAY, "held a door"))
    answered(program, *TO_MENU, "m", "1", "2")
    assert own(program, "own_acts") == [("held a door", "", False)]


def test_a_check_of_ones_own_is_added_with_words_to_say(program: Program) -> None:
    outcome = answered(
        program, *TO_MENU, "b", "c", "a", "I leave at six", "I have to go now.", "", "", "", "2"
    )
    assert own(program, "own_checks") == [("I leave at six", "I have to go now.", False)]
    assert "Check 4 of 4. I leave at six\n" in outcome.out
    assert 'Say: "I have to go now."' in outcome.out


def test_the_words_of_a_check_are_kept_if_its_script_is_not_answered(program: Program) -> None:
    answered(program, *TO_MENU, "b", "c", "a", "I leave at six", "q")
    assert own(program, "own_checks") == [("I leave at six", "", False)]


def test_a_check_of_ones_own_is_reworded_or_put_away(program: Program) -> None:
    program.session().submit(CustomEntryWritten("own_checks", "", "I leave at six", "I have to go."))
    answered(program, *TO_MENU, "b", "c", "1", "1", "I leave at five", "")
    assert own(program, "own_checks") == [("I leave at five", "I have to go.", False)]
    answered(program, "b", "c", "1", "1", "", "I'm off.", "c", "1", "2")
    assert own(program, "own_checks") == [("I leave at five", "I'm off.", True)]


def test_words_that_cannot_be_saved_are_kept_as_a_draft(program: Program) -> None:
    for text in ("tea", "cake", "a smile"):
        program.session().submit(ReceivedWritten(TODAY, text))
    program.session().submit(DayPartSkipped(TODAY, "morning"))
    outcome = checkin(program, "m", "a", "water the plants", preexec_fn=no_room)
    assert outcome.status == 4
    assert "saved as a draft" in outcome.out
    answered(program, "m", "a", "1")
    assert own(program, "own_acts") == [("water the plants", "", False)]


def no_room() -> None:
    """No file of this process may grow beyond 600 bytes: the draft fits, the journal does not."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (600, 600))


def test_all_of_it_on_a_dumb_terminal(program: Program) -> None:
    now = program.environment["KINDTUI_NOW"]
    with Terminal(program.data, now, "checkin", environment={"TERM": "dumb"}, size=(80, 60)) as screen:
        for question, typed in (
            ("Who can I encourage today?", "n"),
            ("Type b for today's boundaries", "b"),
            ("Check 1 of 3.", "2"),
            ("Check 2 of 3.", "u"),
            ("Undone: you answered a boundary check.", "q"),
        ):
            screen.wait_for(question)
            screen.send(f"{typed}\r")
        assert screen.wait_for_exit() == 0
        assert b"\x1b" not in screen.raw
    assert program.stored_day().answer_to(state_of(program).checks[0].id) == "unanswered"


def test_two_names_are_joined_and_then_changed_in_the_days_if_that_is_asked_for(program: Program) -> None:
    for on, who in ((TODAY, "sam k"), (YESTERDAY, "Sam")):
        state = program.session().submit(ActChosen(on, Plan("bake bread", who))).state
        program.session().submit(ActStateChanged(on, state.journal.day(on).acts[0].uid, "done"))
    outcome = answered(program, "p", "SAM K", "nobody", "p", "Sam K", "Sam", "")
    assert "p for people" in outcome.out
    assert "It says now: sam k" in outcome.out
    assert "That doesn't read as a name." in outcome.out
    assert "One day has it written otherwise." in outcome.out
    assert state_of(program).all_names == ("Sam",)
    assert program.stored_day().acts[0].who == "sam k", "Enter leaves the days as they are"
    outcome = answered(program, "p", "sam k", "Samira", "1", "p", "Lin", "u")
    assert "2 days have it written otherwise." in outcome.out
    assert "None of your days has that name." in outcome.out
    assert "Undone: you changed a name in your days." in outcome.out
    state = state_of(program)
    assert state.all_names == ("Samira",)
    assert state.day.acts[0].who == "sam k"

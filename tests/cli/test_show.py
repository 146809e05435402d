"""`kindtui show`: one day in words, or as an object."""

import json

from kindtui.domain.journal.journal import ONE_DAY
from kindtui.domain.requests import (
    ActChosen,
    ActScheduled,
    CheckAnswered,
    CustomEntryArchived,
    CustomEntryWritten,
    GivenActWritten,
    KeptBoundaryWritten,
    ReceivedWritten,
    RestChosen,
)
from kindtui.domain.ritual.acts import Plan
from tests.cli.program import Program
from tests.support import TODAY


def test_a_day_in_words(program: Program) -> None:
    session = program.session()
    session.submit(ActChosen(TODAY, Plan("text Sam", "Sam", 6)))
    session.submit(ActScheduled(TODAY, "after lunch"))
    session.submit(GivenActWritten(TODAY, "held a door"))
    session.submit(ReceivedWritten(TODAY, "Lin kept me a seat"))
    outcome = program.run("show")
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out == (
        "Sunday 22 November 2026: a kind day\n"
        "  For       Sam\n  Energy    6 of 9\n  Planned   text Sam (after lunch)\n"
        "  Gave      held a door\n  Received  Lin kept me a seat\n"
    )


def test_a_name_within_another_word_is_not_left_out(program: Program) -> None:
    program.session().submit(ActChosen(TODAY, Plan("make Albanian soup for Rosa", "Al")))
    assert "make Albanian soup for Rosa (for Al)" in program.run("show").out


def test_an_answer_to_a_check_put_away_since_is_still_told(program: Program) -> None:
    session = program.session()
    state = session.submit(CustomEntryWritten("own_checks", "", "I leave at six.")).state
    (own,) = state.custom_entries_of("own_checks")
    session.submit(CheckAnswered(TODAY, own.uid, "holds"))
    session.submit(CustomEntryArchived("own_checks", own.uid, archived=True))
    assert "Ticked  I leave at six." in program.run("show").out


def test_a_day_without_a_word(program: Program) -> None:
    outcome = program.run("show", "yesterday")
    assert outcome.status == 0
    assert outcome.out == "Saturday 21 November 2026: a quiet day\n  Nothing's written for this day.\n"


def test_a_day_as_an_object(program: Program) -> None:
    session = program.session()
    session.submit(KeptBoundaryWritten(TODAY - ONE_DAY, "no to Friday"))
    session.submit(RestChosen(TODAY - ONE_DAY, is_rest_day=True))
    shown = json.loads(program.run("show", "2026-11-21", "--json").out)
    assert shown == {
        "date": "2026-11-21", "mark": "kind", "who": "", "acts": [], "received": [], "kept": ["no to Friday"],
        "notes": [], "rest": True, "energy": None, "mood_morning": None, "mood_evening": None,
        "connection": None, "checks": {},
    }  # fmt: skip


def test_a_day_that_has_not_come_is_refused(program: Program) -> None:
    outcome = program.run("show", "2026-11-23")
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.error_lines == ["kindtui: 2026-11-23 is still to come, and nothing's written for it."]


def test_of_the_made_up_year(program: Program) -> None:
    outcome = program.run("--demo", "show", "2026-11-21")
    assert "Received  Jonas said he noticed how much I do." in outcome.out

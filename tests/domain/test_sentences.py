"""Sentences made of what a person wrote, and the words that close a day."""

from datetime import timedelta

import pytest
from msgspec import structs

from kindtui.domain.journal.day import Day
from kindtui.domain.journal.journal import Journal
from kindtui.domain.ritual.acts import Idea
from tests.support import CATALOG, TODAY, act, journal_state, kind_day, line, moment, rest_day, true_answer

BARE = Day(TODAY)


def sentence(text: str, when: str = "") -> str:
    return structs.replace(act(), text=text, when=when).sentence


@pytest.mark.parametrize(
    ("text", "when", "expected"),
    [
        ("text Sam one line", "after lunch", "After lunch, I'll text Sam one line."),
        ("text Sam one line", "", "Today I'll text Sam one line."),
        ("text Sam one line.", "after lunch", "After lunch, I'll text Sam one line."),
        ("text Sam one line.", "", "Today I'll text Sam one line."),
    ],
)
def test_a_plan_is_one_sentence_in_the_first_person(text: str, when: str, expected: str) -> None:
    assert sentence(text, when) == expected


@pytest.mark.parametrize("idea", CATALOG.acts, ids=lambda idea: idea.id)
def test_every_idea_makes_a_sentence_with_a_name_and_without(idea: Idea) -> None:
    named, unnamed = sentence(idea.plan_for("Sam")), sentence(idea.plan_for(""))
    assert ("Sam" in named) is idea.has_name_placeholder
    assert "someone" in unnamed or not idea.has_name_placeholder
    for words in (named, unnamed):
        assert "{" not in words
        assert words.count(".") == 1


def closings_of(journal: Journal) -> set[str]:
    """The closings of a hundred evenings on which the day's part of the journal is the same."""
    day = journal.day(TODAY)
    found = set()
    for n in range(100):
        on = TODAY + timedelta(days=n)
        evening = moment(f"{on}T20:00:00+01:00")
        found.add(journal_state(Journal().with_day(structs.replace(day, day=on)), evening).closing)
    return found


@pytest.mark.parametrize(
    ("day", "fits"),
    [
        (kind_day(TODAY), "any"),
        (Day(TODAY, acts=(act("done"),)), "any"),
        (Day(TODAY, kept=(line(),), received=(line(),)), "any"),
        (Day(TODAY, kept=(line(),)), "kept"),
        (Day(TODAY, kept=(line(),), rest=true_answer()), "kept"),
        (rest_day(TODAY), "rest"),
        (Day(TODAY, acts=(act("let_go"),)), "quiet"),
        (BARE, "quiet"),
    ],
)
def test_a_closing_fits_the_day(day: Day, fits: str) -> None:
    assert closings_of(Journal().with_day(day)) == {one.text for one in CATALOG.closings if one.fits == fits}


def test_a_closing_stands_still_for_the_day() -> None:
    evening, night = moment("2026-11-22T20:00:00+01:00"), moment("2026-11-23T02:00:00+01:00")
    journal = Journal().with_day(kind_day(TODAY))
    more = Journal().with_day(structs.replace(kind_day(TODAY), acts=(act("done"),)))
    assert journal_state(journal, evening).closing == journal_state(more, night).closing


def test_the_two_questions_are_asked_in_these_words() -> None:
    asked = journal_state(Journal())
    assert asked.prompt("morning", TODAY).text == "Who can I encourage today?"
    assert asked.prompt("evening", TODAY).text == "What kindness did I receive or witness today?"

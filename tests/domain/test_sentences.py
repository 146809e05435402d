"""Sentences made of what a person wrote, and the words that close a day."""

import re
from collections.abc import Iterable
from datetime import timedelta

import pytest
from msgspec import structs

from kindtui.domain.journal.day import Answer, Day
from kindtui.domain.journal.journal import ONE_DAY, Journal
from kindtui.domain.settings import Settings
from tests.support import (
    CATALOG,
    MORNING,
    TODAY,
    act,
    journal_of,
    journal_state,
    kind_day,
    line,
    moment,
    rest_day,
    true_answer,
)

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


def test_every_idea_makes_a_sentence_with_a_name_and_without() -> None:
    for idea in CATALOG.acts:
        named, unnamed = sentence(idea.plan_for("Sam")), sentence(idea.plan_for(""))
        assert ("Sam" in named) is idea.has_name_placeholder
        assert "someone" in unnamed or not idea.has_name_placeholder
        for words in (named, unnamed):
            assert "{" not in words
            assert re.sub('"[^"]*"', "", words).count(".") == 1, "apart from words to be said"


HARD_EVENINGS = [Day(TODAY - back * ONE_DAY, mood_evening=Answer(1, MORNING.at)) for back in range(1, 6)]
RATED = Settings(scales=True)


def closings_of(day: Day, days_before: Iterable[Day] = (), settings: Settings = Settings()) -> set[str]:
    """The ids of the closings on a hundred evenings on which the day and those before it are the same."""
    ids = {closing.text: closing.id for closing in CATALOG.closings}
    found = set()
    for number in range(100):
        later = timedelta(days=number)
        days = [structs.replace(one, day=one.day + later) for one in (*days_before, day)]
        evening = moment(f"{TODAY + later}T20:00:00+01:00")
        journal = structs.replace(journal_of(days), settings=settings)
        found.add(ids[journal_state(journal, evening).closing])
    return found


def closings_for(*fits: str) -> set[str]:
    return {closing.id for closing in CATALOG.closings if closing.fits in fits}


def test_there_are_sixty_closings_in_different_words() -> None:
    assert len({closing.text for closing in CATALOG.closings}) == len(CATALOG.closings) == 60


@pytest.mark.parametrize(
    ("day", "fits"),
    [
        (kind_day(TODAY), "received"),
        (Day(TODAY, acts=(act("done"),)), "gave"),
        (Day(TODAY, acts=(act("done"),), rest=true_answer()), "gave"),
        (Day(TODAY, acts=(act("done"),), received=(line(),)), "both"),
        (Day(TODAY, acts=(act("planned"),), received=(line(),)), "received"),
        (Day(TODAY, kept=(line(),)), "kept"),
        (Day(TODAY, kept=(line(),), rest=true_answer()), "kept"),
        (rest_day(TODAY), "rest"),
        (Day(TODAY, acts=(act("let_go"),)), "quiet"),
        (Day(TODAY, acts=(act("planned"),)), "quiet"),
        (BARE, "quiet"),
    ],
)
def test_a_closing_fits_the_day(day: Day, fits: str) -> None:
    assert closings_of(day) == closings_for(fits, "any")


def test_a_closing_speaks_of_nothing_that_the_day_did_not_hold() -> None:
    received_and_kept = Day(TODAY, kept=(line(),), received=(line(),))
    assert closings_of(received_and_kept) <= closings_for("received", "kept", "any")
    gave_and_kept = Day(TODAY, kept=(line(),), acts=(act("done"),))
    assert closings_of(gave_and_kept) <= closings_for("gave", "kept", "any")


@pytest.mark.parametrize(
    "day",
    [
        kind_day(TODAY),
        Day(TODAY, acts=(act("done"),), received=(line(),)),
        Day(TODAY, kept=(line(),)),
        rest_day(TODAY),
        BARE,
    ],
)
def test_a_hard_day_closes_with_words_for_a_hard_day(day: Day) -> None:
    found = closings_of(day, HARD_EVENINGS, RATED)
    assert found == closings_for("hard")
    assert found.isdisjoint({"c-03", "c-11"})


def test_no_other_day_closes_with_words_for_a_hard_day() -> None:
    good_evenings = [structs.replace(day, mood_evening=Answer(7, MORNING.at)) for day in HARD_EVENINGS]
    assert closings_of(BARE, good_evenings, RATED) == closings_for("quiet", "any")


def test_a_closing_stands_still_for_the_day() -> None:
    evening, night = moment("2026-11-22T20:00:00+01:00"), moment("2026-11-23T02:00:00+01:00")
    day = kind_day(TODAY)
    more = structs.replace(day, received=(*day.received, line("A seat", "s")), acts=(act("planned"),))
    early, late = (journal_state(journal_of([one]), at) for one, at in ((day, evening), (more, night)))
    assert early.closing == late.closing


def test_the_two_questions_are_asked_in_these_words() -> None:
    asked = journal_state(Journal())
    assert asked.prompt("morning", TODAY).text == "Who can I encourage today?"
    assert asked.prompt("evening", TODAY).text == "What kindness did I receive or witness today?"

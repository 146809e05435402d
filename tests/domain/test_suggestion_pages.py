"""The pages of suggestions, and what weighs in their order."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kindtui.domain.journal.journal import Journal
from kindtui.domain.ritual.acts import Idea
from tests.domain.suggestion_strategies import CHOSEN_IDEAS, DATES, ChosenIdeas, journal_with_ideas, offer_for
from tests.support import CATALOG, TODAY

YEAR = [TODAY + timedelta(days=n) for n in range(365)]
IDEAS = {idea.id: idea for idea in CATALOG.acts}


def first_pages(days: Iterable[date], journal: Journal | None = None) -> Counter[str]:
    """How often each idea stands on the first page of those days."""
    return Counter(idea.id for day in days for idea in offer_for(journal or Journal(), day).ideas)


@given(DATES, CHOSEN_IDEAS, st.booleans(), st.booleans())
def test_pages_cover_what_is_left_without_repeats_and_come_round(
    today: date, chosen: ChosenIdeas, named: bool, low: bool
) -> None:
    journal = journal_with_ideas(today, chosen)
    done = {idea.id for _, idea, state in chosen if state == "done"}
    left = [idea for idea in CATALOG.acts if idea.id not in done and (idea.low_energy or not low)]
    count = len(left) // 3
    pages = [offer_for(journal, today, number, named=named, low=low).ideas for number in range(count + 1)]
    seen = [idea.id for page in pages[:count] for idea in page]
    assert len(seen) == len(set(seen)) == count * 3
    assert pages[count] == pages[0]


def test_the_days_differ() -> None:
    assert len({offer_for(Journal(), day).ideas for day in YEAR}) > 360


def test_every_act_has_its_turn_within_a_year() -> None:
    assert set(first_pages(YEAR)) == set(IDEAS)


def test_contact_weighs_more() -> None:
    shown = first_pages(YEAR)
    with_contact = sum(number for idea, number in shown.items() if IDEAS[idea].contact)
    pool = sum(idea.contact for idea in CATALOG.acts) / len(CATALOG.acts)
    assert with_contact / shown.total() > pool + 0.08


def test_audiences_rotate_softly() -> None:
    usual = share_of("close", None)
    often = share_of("close", [(ago, idea, "let_go") for ago, idea in enumerate(acts_for("close"), 1)])
    assert 0 < often < usual * 0.7


def acts_for(audience: str) -> list[Idea]:
    return [idea for idea in CATALOG.acts if idea.audience == audience][:7]


def share_of(audience: str, chosen: ChosenIdeas | None) -> float:
    """How much of a year's first places goes to an audience, with such a week before each day."""
    firsts = [offer_for(journal_with_ideas(day, chosen or []), day).ideas[0] for day in YEAR]
    return sum(idea.audience == audience for idea in firsts) / len(firsts)

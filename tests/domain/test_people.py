"""The names used before, and which one a beginning means."""

import unicodedata
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from kindtui.domain.journal.day import Answer, Day
from kindtui.domain.journal.journal import Journal
from kindtui.domain.ritual.names import completions, names
from kindtui.domain.text import casefolded
from tests.support import MORNING, TODAY, act, journal_of, journal_state

LETTERS = "aAbBéÉß o"
NAMES = st.lists(st.text(LETTERS, min_size=1, max_size=8), max_size=6)


def day(ago: int, who: str, *acts_for: str) -> Day:
    acts = tuple(structs.replace(act(uid=f"{ago}{name}"), who=name) for name in acts_for)
    return Day(TODAY - timedelta(days=ago), who=Answer(who, MORNING.at) if who else None, acts=acts)


def test_the_latest_used_comes_first_also_one_of_an_act() -> None:
    journal = journal_of([day(3, "Noor"), day(1, "Sam", "Lin"), day(9, "Lin"), day(2, "", "Mrs Okafor")])
    assert names(journal) == ("Lin", "Sam", "Mrs Okafor", "Noor")


def test_one_name_stands_once_in_the_way_it_was_last_written() -> None:
    apart = unicodedata.normalize("NFD", "Zoë")
    assert names(journal_of([day(1, "zoë"), day(2, apart), day(3, "ZOË ")])) == ("zoë",)
    assert names(journal_of([day(1, apart)])) == ("Zoë",)


def test_no_name_is_no_name() -> None:
    assert names(journal_of([day(1, ""), day(2, "  ")])) == ()
    assert names(Journal()) == ()


@given(NAMES, st.text(LETTERS, min_size=1, max_size=4))
def test_a_beginning_means_the_first_name_that_goes_on_from_it(known: list[str], beginning: str) -> None:
    begin = casefolded(beginning)
    meant = [name for name in known if casefolded(name).startswith(begin) and casefolded(name) != begin]
    assert completions(known).get(begin) == (meant[0] if meant else None)


def test_a_state_looks_for_them_once() -> None:
    state = journal_state(journal_of([day(1, "Sam")]))
    assert state.completions is state.completions
    assert state.completions["s"] == "Sam"

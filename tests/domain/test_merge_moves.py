"""Merging of entries that were moved to another day: found once, on the day they went to, with every word."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from kindtui.domain.journal.journal import Conflict, Journal
from kindtui.domain.journal.merge import merge
from kindtui.domain.journal.parts import LIST_FIELDS, PartKey, journal_from_parts, parts_of
from kindtui.domain.journal.text_ref import TextRef
from kindtui.domain.requests import EntryMoved, Request, Stamp, TextRewritten
from tests.domain.merge_strategies import all_texts, part, time_at_tick
from tests.support import utc_moment

TODAY = date(2026, 11, 22)
DATES = tuple(TODAY - timedelta(days=back) for back in range(3))
KEYS: tuple[PartKey, ...] = tuple((field, f"{field}-{number}") for field in LIST_FIELDS for number in (1, 2))
HOME: dict[PartKey, date] = {key: DATES[index % len(DATES)] for index, key in enumerate(KEYS)}
BASE_TICK, LAST_TICK = 1, 100
COPIES = "abc"
BASE = structs.replace(
    journal_from_parts(
        {
            on: {key: part(key, f"words of {key[1]}", BASE_TICK) for key in KEYS if HOME[key] == on}
            for on in DATES
        }
    ),
    updated_at=time_at_tick(BASE_TICK),
)
Step = tuple[PartKey, date | None]  # an entry that is moved to a day, or that gets other words


def copies(keys: Sequence[PartKey] = KEYS) -> st.SearchStrategy[list[tuple[int, Step]]]:
    """What somebody did with a copy: the time of each step, and the step."""
    step = st.tuples(st.sampled_from(keys), st.none() | st.sampled_from(DATES))
    ticks = st.integers(BASE_TICK + 1, LAST_TICK)
    return st.dictionaries(ticks, step, max_size=6).map(lambda steps: sorted(steps.items()))


def moves(keys: Sequence[PartKey] = KEYS) -> st.SearchStrategy[list[tuple[int, Step]]]:
    """The same, but every step is a move."""
    return copies(keys).map(lambda steps: [(tick, (key, on or TODAY)) for tick, (key, on) in steps])


def place_of(journal: Journal, key: PartKey) -> date:
    return next(on for on, day in journal.days.items() if key in parts_of(day))


def applied(journal: Journal, steps: Sequence[tuple[int, Step]], serial: str = "a") -> Journal:
    """The journal after these steps; no two copies, each with its letter, do anything at the same moment."""
    for number, (key, on) in steps:
        tick = number * len(COPIES) + COPIES.index(serial)
        place = place_of(journal, key)
        request: Request = (
            EntryMoved(on, place, *key)
            if on
            else TextRewritten(place, TextRef(*key), f"{serial} words at {tick}")
        )
        stamp = Stamp(utc_moment(time_at_tick(tick)), time_at_tick(tick), f"new-{serial}-{tick}")
        journal = structs.replace(request.apply(journal, stamp), updated_at=time_at_tick(tick))
    return journal


def content(journal: Journal) -> Any:
    """Every entry by its day and key, without its time."""
    return {
        (on, key): structs.replace(entry, updated_at=time_at_tick(0))
        for on, day in journal.days.items()
        for key, entry in parts_of(day).items()
    }


def uids(journal: Journal) -> list[PartKey]:
    return sorted(key for day in journal.days.values() for key in parts_of(day))


def merges(one: Journal, other: Journal) -> list[Journal]:
    """Both ways round, with and without the journal both came from; the order never matters."""
    found = [merge(one, other, base) for base in (BASE, None)]
    assert found == [merge(other, one, base) for base in (BASE, None)]
    both = found[-1]
    assert merge(both, both) == merge(both, one) == merge(other, both) == both
    return found


def new_words(*journals: Journal) -> set[str]:
    """What the copies say that the journal both came from did not."""
    return {text for journal in journals for text in all_texts(journal)} - all_texts(BASE)


@given(moves(), st.integers(0, 6))
def test_what_was_moved_in_one_copy_is_moved_once_and_is_no_conflict(
    steps: list[tuple[int, Step]], known: int
) -> None:
    """The other copy is untouched, or knows of some of the moves, back and forth too."""
    moved, other = applied(BASE, steps), applied(BASE, steps[:known])
    for both in merges(moved, other):
        assert content(both) == content(moved)
        assert both.conflicts == ()


@given(st.sampled_from(KEYS), st.sampled_from(DATES), moves(), moves())
def test_both_copies_moved_it_to_the_same_day(
    key: PartKey, on: date, before: list[tuple[int, Step]], other_before: list[tuple[int, Step]]
) -> None:
    """Each may have had it on other days before."""
    one, other = (
        applied(BASE, [*((tick, (key, day)) for tick, (_, day) in steps), (LAST_TICK + later, (key, on))])
        for later, steps in ((1, before), (2, other_before))
    )
    for both in merges(one, other):
        assert uids(both) == uids(BASE)
        assert place_of(both, key) == on
        assert both.conflicts == ()


@given(copies(), copies())
def test_no_word_of_either_copy_is_lost(
    steps: list[tuple[int, Step]], other_steps: list[tuple[int, Step]]
) -> None:
    one, other = applied(BASE, steps, "a"), applied(BASE, other_steps, "b")
    for both in merges(one, other):
        assert all_texts(both) >= new_words(one, other)
        assert set(uids(both)) == set(KEYS)


@given(copies(KEYS[:1]), copies(KEYS[:1]), copies(KEYS[:1]))
def test_no_word_of_three_copies_of_one_entry_is_lost(
    first: list[tuple[int, Step]], second: list[tuple[int, Step]], third: list[tuple[int, Step]]
) -> None:
    one, two, three = (
        applied(BASE, steps, name) for name, steps in zip(COPIES, (first, second, third), strict=True)
    )
    for both in merges(one, two):
        for base in (BASE, None):
            assert all_texts(merge(both, three, base)) >= new_words(one, two, three)


@pytest.mark.parametrize("edit_tick", [2, 4])
def test_words_written_for_the_version_that_moved_stay_where_they_were_written(edit_tick: int) -> None:
    key, new_day = ("notes", "notes-1"), next(on for on in DATES if on != HOME[("notes", "notes-1")])
    moved, edited = applied(BASE, [(3, (key, new_day))]), applied(BASE, [(edit_tick, (key, None))], "b")
    for both in merges(moved, edited):
        assert content(both) == content(moved) | {(HOME[key], key): content(edited)[(HOME[key], key)]}
        assert both.conflicts == ()


def test_words_older_than_the_version_that_moved_are_a_conflict_where_they_were_written() -> None:
    key, new_day = ("notes", "notes-1"), next(on for on in DATES if on != HOME[("notes", "notes-1")])
    moved = applied(BASE, [(3, (key, None)), (4, (key, new_day))])
    edited = applied(BASE, [(2, (key, None))], "b")
    for both in merges(moved, edited):
        assert content(both) == content(moved)
        words = f"b words at {2 * len(COPIES) + 1}"
        assert [(one.day, one.part, one.uid, one.text) for one in both.conflicts] == [
            (HOME[key], *key, words)
        ]


def test_a_conflict_goes_with_the_entry_it_is_about() -> None:
    key = ("notes", "notes-1")
    new_day = next(on for on in DATES if on != HOME[key])
    lost = Conflict(HOME[key], *key, "other words", time_at_tick(BASE_TICK))
    moved = applied(structs.replace(BASE, conflicts=(lost,)), [(3, (key, new_day))])
    assert moved.conflicts == (structs.replace(lost, day=new_day),)
    for both in merges(moved, BASE):
        assert both.conflicts == moved.conflicts

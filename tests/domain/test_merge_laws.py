"""Merging without a base: in any order, any grouping and any number of times the same, sealed or not."""

from datetime import date, datetime

import pytest
from hypothesis import given
from msgspec import structs

from kindtui.domain.journal.custom_entry import UNDATED, CustomEntry
from kindtui.domain.journal.day import Day, Purge
from kindtui.domain.journal.journal import MAX_UNDO_STEPS, Conflict, Journal, UndoStep
from kindtui.domain.journal.merge import merge
from kindtui.domain.journal.parts import LIST_FIELDS, parts_of, texts_of_part
from tests.domain.merge_strategies import all_texts, journals, part, time_at_tick
from tests.locked_journals import WORLDS, World

NOTHING = Journal()

in_each_world = pytest.mark.parametrize("world", WORLDS.values(), ids=WORLDS)


@in_each_world
@given(journals(), journals())
def test_it_is_commutative(world: World, one: Journal, other: Journal) -> None:
    one, other = world.sealed(one), world.sealed(other)
    assert merge(one, other) == merge(other, one)


@in_each_world
@given(journals(), journals(), journals())
def test_it_is_associative(world: World, one: Journal, two: Journal, three: Journal) -> None:
    one, two, three = map(world.sealed, (one, two, three))
    assert merge(merge(one, two), three) == merge(one, merge(two, three))


def test_a_conflict_dated_later_than_its_entry_does_not_depend_on_the_grouping() -> None:
    """As a file that was changed by hand may hold it; found by Hypothesis."""
    key = ("own_acts", "a")
    conflicts = tuple(
        Conflict(UNDATED, *key, text, time_at_tick(tick)) for text, tick in (("first", 1), ("x", 2))
    )
    one = Journal(conflicts=conflicts, custom_entries={key: CustomEntry("a", "", time_at_tick(1))})
    two = Journal(custom_entries={key: CustomEntry("a", "x", time_at_tick(1))})
    three = Journal(custom_entries={key: CustomEntry("a", "", time_at_tick(2))})
    together = merge(merge(one, two), three)
    assert together == merge(one, merge(two, three)) == merge(merge(three, one), two)
    assert [conflict.text for conflict in together.conflicts] == ["first", "x"]


@in_each_world
@given(journals(), journals())
def test_it_is_idempotent(world: World, one: Journal, other: Journal) -> None:
    one, other = world.sealed(one), world.sealed(other)
    both = merge(one, other)
    assert merge(one, one) == one
    assert merge(both, both) == merge(both, one) == merge(other, both) == both


@in_each_world
@given(journals())
def test_nothing_changes_nothing(world: World, one: Journal) -> None:
    one = world.sealed(one)
    assert merge(one, NOTHING) == merge(NOTHING, one) == one


@in_each_world
@given(journals(), journals())
def test_no_text_is_lost_unless_it_was_deleted(world: World, one: Journal, other: Journal) -> None:
    both = world.opened(merge(world.sealed(one), world.sealed(other)))
    there = all_texts(both)
    for journal in (one, other):
        for on, day in journal.days.items():
            for key, version in parts_of(day).items():
                if not gone(both.day(on), key, version.updated_at):
                    assert there.issuperset(texts_of_part(key[0], version))
        for key, own in journal.custom_entries.items():
            assert both.custom_entries[key].purged or there.issuperset(own.texts)
        for lost in journal.conflicts:
            purged = lost.day == UNDATED and both.custom_entries[(lost.part, lost.uid)].purged
            covered = purged or gone(both.day(lost.day), (lost.part, lost.uid), lost.updated_at)
            assert lost.text in there or covered


def gone(day: Day, key: tuple[str, str], updated_at: datetime) -> bool:
    """Whether a tombstone or a purge of that day covers the part."""
    deleted = key[0] in LIST_FIELDS and key[1] in day.deleted and day.deleted[key[1]] >= updated_at
    return deleted or (day.purged is not None and day.purged.covers(key[1], updated_at))


@in_each_world
@given(journals(), journals())
def test_what_was_purged_is_nowhere(world: World, one: Journal, other: Journal) -> None:
    both = merge(world.sealed(one), world.sealed(other))
    for on, day in both.days.items():
        held = [
            day,
            *(step_day for step in steps(both) for step_day in step.before if step_day.day == on),
        ]
        if day.purged is None:
            continue
        for holder in held:
            for key, version in parts_of(holder).items():
                assert not day.purged.covers(key[1], version.updated_at)
        for lost in both.conflicts:
            assert lost.day != on or not day.purged.covers(lost.uid, lost.updated_at)
    for (kind, uid), own in both.custom_entries.items():
        if own.purged:
            assert own == CustomEntry(uid, "", own.updated_at, purged=True)
            assert not [lost for lost in both.conflicts if (lost.part, lost.uid) == (kind, uid)]
            assert not [
                step for step in steps(both) if (kind, uid) in {(of, word.uid) for of, word in step.own}
            ]


@in_each_world
@given(journals(), journals())
def test_a_purge_of_everything_leaves_no_word(world: World, one: Journal, other: Journal) -> None:
    one, other = world.sealed(one), world.sealed(other)
    purging = {
        on: structs.replace(Day(on), purged=Purge(time_at_tick(99)))
        for on in (*one.days, *other.days, *steps_of(one))
    }
    own = {key: word.tombstone for side in (one, other) for key, word in side.custom_entries.items()}
    own |= {(kind, word.uid): word.tombstone for step in steps(one) for kind, word in step.own}
    empty = structs.replace(NOTHING, days=purging, custom_entries=own)
    both = merge(merge(one, empty), structs.replace(other, undo_steps=(), redo_steps=()))
    printed = repr(both)
    for text in all_texts(one) | all_texts(other):
        assert len(text) == 1 or text not in printed


def steps_of(journal: Journal) -> set[date]:
    return {day.day for step in steps(journal) for day in step.before}


def steps(journal: Journal) -> tuple[UndoStep, ...]:
    return (*journal.undo_steps, *journal.redo_steps)


def test_the_newest_fifty_steps_of_both_stay() -> None:
    made = ((date(2026, 11, 22), "who", ""),)
    steps = [UndoStep(time_at_tick(number), made=made) for number in range(80)]
    one, other = Journal(undo_steps=tuple(steps[0:80:2])), Journal(undo_steps=tuple(steps[1:80:2]))
    assert merge(one, other).undo_steps == tuple(steps[-MAX_UNDO_STEPS:])
    one, other = Journal(redo_steps=tuple(steps[0:80:2])), Journal(redo_steps=tuple(steps[1:80:2]))
    assert merge(one, other).redo_steps == tuple(steps[-MAX_UNDO_STEPS:])


def test_a_restored_entry_outlives_the_tombstone_it_had_and_no_older_copy_ends_it() -> None:
    on, key = date(2026, 11, 22), ("received", "a")
    removed = Journal({on: Day(on, deleted={"a": time_at_tick(3)})})
    restored = Journal({on: Day(on, received=(part(key, "b", 4),))})
    older = Journal({on: Day(on, received=(part(key, "a", 2),))})
    for both in (merge(merge(removed, restored), older), merge(merge(removed, older), restored)):
        assert all_texts(both) == {"b"}

"""A locked copy and one that is not: what is the same is told by its time, and stays sealed."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from kindtui.domain.journal.custom_entry import CustomEntry
from kindtui.domain.journal.day import Answer, Day
from kindtui.domain.journal.journal import Conflict, Journal, UndoStep
from kindtui.domain.journal.keyring import Keyring, merge_keyrings
from kindtui.domain.journal.merge import merge
from kindtui.domain.journal.purge import purge, traces_of
from kindtui.domain.journal.sealed_parts import is_sealed_part, with_sealed_parts_of
from kindtui.domain.settings import Settings
from tests.domain.merge_strategies import TICKS, journals, time_at_tick
from tests.support import MORNING, TODAY, act, line, true_answer

SEALED = "sealed.s.AAAAAAAAAAAAAAAAAAAAAA.1795330800000000.AAAA"
LATER = MORNING.at + timedelta(minutes=1)
KEYRINGS = st.builds(
    Keyring,
    st.sampled_from(["one", "two"]),
    st.sampled_from(["", "salt"]),
    st.integers(1, 3),
    st.just(8192),
    st.sampled_from(["one", "two"]),
    st.just("code"),
    TICKS.map(time_at_tick),
    st.booleans(),
    st.booleans(),
)
SOME = st.none() | KEYRINGS


@given(SOME, SOME, SOME)
def test_keyrings_are_merged_alike_in_any_order(
    one: Keyring | None, two: Keyring | None, three: Keyring | None
) -> None:
    assert merge_keyrings(one, two) == merge_keyrings(two, one)
    assert merge_keyrings(merge_keyrings(one, two), three) == merge_keyrings(one, merge_keyrings(two, three))
    assert merge_keyrings(one, one) == one
    assert merge_keyrings(one, None) == one


@given(SOME, SOME)
def test_the_later_keyring_comes_out_of_a_merge(
    keyring: Keyring | None, other_keyring: Keyring | None
) -> None:
    one, other = Journal({TODAY: FULL}, keyring=keyring), Journal(keyring=other_keyring)
    both = merge(one, other)
    assert both.keyring == merge_keyrings(keyring, other_keyring)
    assert both == merge(other, one)
    assert merge(both, one) == both


def test_a_lock_that_was_lifted_later_is_no_lock() -> None:
    keyring = Keyring("public", "salt", 1, 8192, "wrapped", "code", MORNING.at)
    lifted = structs.replace(keyring, lifted=True, updated_at=LATER)
    assert Journal(keyring=keyring).is_locked
    assert not Journal(keyring=lifted).is_locked
    assert not Journal().is_locked
    assert not merge(Journal(keyring=keyring), Journal(keyring=lifted)).is_locked
    again = structs.replace(keyring, updated_at=LATER + timedelta(minutes=1))
    assert merge(Journal(keyring=again), Journal(keyring=lifted)).is_locked


FULL = Day(
    TODAY,
    who=Answer("Sam", MORNING.at),
    energy=Answer(4, MORNING.at),
    rest=true_answer(),
    acts=(act("planned", "a"),),
    received=(line("tea", "r"),),
)


def sealed(day: Day) -> Day:
    """The same day as a locked file has it."""
    energy: Answer[int | None] = Answer(None, MORNING.at, SEALED)
    return structs.replace(
        day,
        who=Answer(SEALED, MORNING.at),
        energy=energy,
        acts=tuple(structs.replace(one, text=SEALED) for one in day.acts),
        received=tuple(structs.replace(one, text=SEALED) for one in day.received),
    )


def test_a_plain_day_of_the_same_times_is_the_sealed_one() -> None:
    plain, locked = Journal({TODAY: FULL}), Journal({TODAY: sealed(FULL)})
    assert with_sealed_parts_of(plain, locked) == locked
    assert with_sealed_parts_of(locked, plain) == locked
    assert merge(with_sealed_parts_of(plain, locked), locked) == locked


def test_what_was_changed_at_another_time_stays_plain() -> None:
    newer = structs.replace(FULL, received=(structs.replace(line("green tea", "r"), updated_at=LATER),))
    found = with_sealed_parts_of(Journal({TODAY: newer}), Journal({TODAY: sealed(FULL)}))
    assert found.day(TODAY) == structs.replace(sealed(FULL), received=newer.received)


def test_conflicts_steps_entries_and_settings_are_told_by_their_time_too() -> None:
    lost = Conflict(TODAY, "received", "r", "coffee", MORNING.at)
    own = CustomEntry("o", "wave", MORNING.at)
    step = UndoStep(MORNING.at, (FULL,), own=(("own_acts", own),), conflicts=(lost,))
    told = Settings(low_mood_told=TODAY, updated_at=MORNING.at)
    plain = Journal({TODAY: FULL}, told, MORNING.at, (lost,), (step,), {("own_acts", "o"): own}, (step,))
    locked_step = structs.replace(
        step,
        before=(sealed(FULL),),
        own=(("own_acts", structs.replace(own, text=SEALED)),),
        conflicts=(structs.replace(lost, text=SEALED),),
    )
    locked = structs.replace(
        plain,
        days={TODAY: sealed(FULL)},
        settings=structs.replace(told, low_mood_told=None, sealed=SEALED),
        conflicts=(structs.replace(lost, text=SEALED),),
        undo_steps=(locked_step,),
        custom_entries={("own_acts", "o"): structs.replace(own, text=SEALED)},
        redo_steps=(locked_step,),
    )
    assert with_sealed_parts_of(plain, locked) == locked
    moved = structs.replace(step, moved=((TODAY, "who", "", LATER),))
    found = with_sealed_parts_of(structs.replace(plain, undo_steps=(moved,)), locked)
    assert found.undo_steps == (structs.replace(locked_step, moved=moved.moved),)


@given(journals())
def test_of_plain_copies_nothing_changes(journal: Journal) -> None:
    assert with_sealed_parts_of(journal, journal) == journal
    assert with_sealed_parts_of(journal, Journal()) == journal


def test_a_part_is_sealed_if_its_words_or_its_rating_are() -> None:
    assert is_sealed_part(line(SEALED))
    assert is_sealed_part(Answer(SEALED, MORNING.at))
    assert is_sealed_part(Answer(None, MORNING.at, SEALED))
    assert is_sealed_part(CustomEntry("o", SEALED, MORNING.at))
    for plain in (line("sealed"), Answer("Sam", MORNING.at), Answer(4, MORNING.at), true_answer()):
        assert not is_sealed_part(plain)


def test_of_two_versions_of_one_time_the_sealed_one_wins_on_either_side() -> None:
    plain, locked = Journal({TODAY: FULL}), Journal({TODAY: sealed(FULL)})
    assert merge(plain, locked).day(TODAY) == merge(locked, plain).day(TODAY) == sealed(FULL)


def test_a_sealed_rating_is_a_rating_and_a_cleared_one_is_none() -> None:
    assert sealed(FULL).is_rated("energy")
    assert sealed(FULL).rating("energy") is None
    assert Day(TODAY, energy=Answer(None, MORNING.at, SEALED)).has_content
    assert not Day(TODAY, energy=Answer(None, MORNING.at)).has_content


def test_a_purge_takes_sealed_words_like_any_other() -> None:
    journal = Journal({TODAY: sealed(FULL)}, conflicts=(Conflict(TODAY, "who", "", SEALED, MORNING.at),))
    after = purge(journal, {TODAY}, LATER)
    assert SEALED not in repr(after)
    assert not traces_of(after, None).texts

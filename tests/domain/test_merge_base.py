"""Merging with the journal both copies came from: what one side changed is what changes."""

from datetime import datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from kindtui.domain.journal.custom_entry import UNDATED, CustomEntry
from kindtui.domain.journal.day import Day, Purge
from kindtui.domain.journal.journal import Conflict, Journal, UndoStep
from kindtui.domain.journal.merge import merge
from kindtui.domain.journal.parts import LIST_FIELDS, day_from_parts, parts_of, texts_of_part
from tests.domain.merge_strategies import (
    CUSTOM_ENTRY_KEYS,
    DATED_PART_KEYS,
    DATES,
    MAX_TICK,
    TICKS,
    all_texts,
    custom_entry,
    journals,
    part,
    time_at_tick,
)

ON = DATES[1]
TEA = ("received", "a")


@st.composite
def later(draw: st.DrawFn, base: Journal, serial: str) -> Journal:
    """What becomes of a journal when somebody goes on with it; every text is new."""
    journal = base
    for number, (on, key) in enumerate(draw(st.lists(DATED_PART_KEYS, max_size=4))):
        day, tick = journal.day(on), MAX_TICK + 3 + draw(TICKS)
        parts, deleted = parts_of(day), dict(day.deleted)
        if key in parts and key[0] in LIST_FIELDS and draw(st.booleans()):
            del parts[key]
            deleted[key[1]] = max(deleted.get(key[1], time_at_tick(0)), time_at_tick(tick))
        elif time_at_tick(tick) > deleted.get(key[1], time_at_tick(0)) and (
            key not in parts or parts[key].updated_at < time_at_tick(tick)
        ):
            parts[key] = part(key, f"{serial}{number}", tick)
        changed = day_from_parts(on, parts, structs.replace(day, deleted=dict(sorted(deleted.items()))))
        if not (day.purged and day.purged.uids):
            journal = structs.replace(journal.with_day(changed), updated_at=time_at_tick(MAX_TICK * 3))
    for number, key in enumerate(draw(st.lists(st.sampled_from(CUSTOM_ENTRY_KEYS), max_size=3, unique=True))):
        text = draw(st.sampled_from(["", f"{serial}own{number}"]))
        if not (key in journal.custom_entries and journal.custom_entries[key].purged):
            word = custom_entry(key, text, MAX_TICK + 3 + draw(TICKS))
            journal = structs.replace(
                journal,
                custom_entries={**journal.custom_entries, key: word},
                updated_at=time_at_tick(MAX_TICK * 3),
            )
    days = {on: journal.days[on] for on in sorted(journal.days)}
    return merge(structs.replace(journal, days=days), Journal())  # without what a deleted entry lost before


@st.composite
def forks(draw: st.DrawFn) -> tuple[Journal, Journal, Journal]:
    """A journal, and two that came from it."""
    base = draw(journals())
    return base, draw(later(base, "one")), draw(later(base, "two"))


def content(journal: Journal) -> Any:
    return structs.replace(journal, undo_steps=())


@given(forks())
def test_what_only_one_side_changed_is_exactly_that(fork: tuple[Journal, Journal, Journal]) -> None:
    base, changed, _ = fork
    assert content(merge(base, changed, base)) == content(changed)
    assert content(merge(changed, base, base)) == content(changed)


@given(forks())
def test_it_does_not_matter_which_side_is_ours(fork: tuple[Journal, Journal, Journal]) -> None:
    base, one, two = fork
    assert merge(one, two, base) == merge(two, one, base)


@given(forks())
def test_no_new_word_of_either_side_is_lost(fork: tuple[Journal, Journal, Journal]) -> None:
    base, one, two = fork
    there = all_texts(merge(one, two, base))
    for side, other in ((one, two), (two, one)):
        for on, day in side.days.items():
            for key, version in parts_of(day).items():
                if version != parts_of(base.day(on)).get(key) and not newly_deleted(other, on, key, version):
                    assert there.issuperset(texts_of_part(key[0], version))
        for place, own in side.custom_entries.items():
            if own != base.custom_entries.get(place):
                assert there.issuperset(own.texts)


def newly_deleted(other: Journal, on: Any, key: tuple[str, str], version: Any) -> bool:
    """Whether the other side had a part of its own there and took it away again later."""
    deleted: datetime | None = other.day(on).deleted.get(key[1])
    return key[0] in LIST_FIELDS and deleted is not None and deleted >= version.updated_at


def journal_with(text: str, tick: int) -> Journal:
    return Journal({ON: Day(ON, received=(part(TEA, text, tick),))})


def test_both_changed_the_later_wins_and_the_other_is_a_conflict() -> None:
    both = merge(journal_with("mine", 3), journal_with("theirs", 2), journal_with("before", 1))
    assert [line.text for line in both.day(ON).received] == ["mine"]
    assert both.conflicts == (Conflict(ON, *TEA, "theirs", time_at_tick(2)),)


def test_an_own_check_changed_on_both_sides_keeps_every_text() -> None:
    key = ("own_checks", "a")
    base, mine, theirs = (
        Journal(custom_entries={key: CustomEntry("a", text, time_at_tick(tick), f"{text} words")})
        for text, tick in (("before", 1), ("mine", 3), ("theirs", 2))
    )
    both = merge(mine, theirs, base)
    assert both.custom_entries == mine.custom_entries
    assert both.conflicts == (
        Conflict(UNDATED, *key, "theirs", time_at_tick(2)),
        Conflict(UNDATED, *key, "theirs words", time_at_tick(2)),
    )


def test_own_words_put_away_here_and_reworded_there_lose_nothing() -> None:
    key = ("own_acts", "a")
    base = Journal(custom_entries={key: CustomEntry("a", "before", time_at_tick(1))})
    away = Journal(custom_entries={key: CustomEntry("a", "before", time_at_tick(3), archived=True)})
    reworded = Journal(custom_entries={key: CustomEntry("a", "after", time_at_tick(2))})
    both = merge(away, reworded, base)
    assert both.custom_entries == away.custom_entries
    assert [lost.text for lost in both.conflicts] == ["after"]


def test_a_line_edited_here_and_deleted_there_is_a_conflict_that_stays() -> None:
    base, mine = journal_with("before", 1), journal_with("edited", 2)
    theirs = Journal({ON: Day(ON, deleted={"a": time_at_tick(3)})})
    both = merge(mine, theirs, base)
    assert (both.day(ON).received, [lost.text for lost in both.conflicts]) == ((), ["edited"])
    for other in (theirs, mine, base, both):
        assert merge(both, other).conflicts == both.conflicts


def test_a_line_deleted_there_that_nobody_edited_is_no_conflict() -> None:
    base = journal_with("before", 1)
    both = merge(base, Journal({ON: Day(ON, deleted={"a": time_at_tick(3)})}), base)
    assert (both.day(ON).received, both.conflicts) == ((), ())


def test_a_purge_wins_over_an_edit() -> None:
    for purge in (Purge(time_at_tick(9)), Purge(time_at_tick(0), ("a",))):
        purged = Journal({ON: Day(ON, deleted={"a": time_at_tick(3)}, purged=purge)})
        both = merge(journal_with("edited", 2), purged, journal_with("before", 1))
        assert "edited" not in repr(both)
        assert "before" not in repr(both)


def test_an_answer_of_a_list_is_nobodys_words() -> None:
    key = ("checks", "c")
    one, other = (
        Journal({ON: day_from_parts(ON, {key: part(key, text, tick)})}) for text, tick in (("a", 1), ("b", 2))
    )
    assert one != other
    assert merge(one, other).conflicts == ()


def test_a_step_undone_on_one_side_does_not_come_back() -> None:
    steps = tuple(UndoStep(time_at_tick(tick), made=((ON, "received", f"{tick}"),)) for tick in (1, 2))
    base = Journal(updated_at=time_at_tick(2), undo_steps=steps)
    undone = Journal(updated_at=time_at_tick(3), undo_steps=steps[:1])
    assert merge(base, undone, base).undo_steps == merge(undone, base, base).undo_steps == steps[:1]


def test_an_older_copy_takes_no_step_away() -> None:
    steps = tuple(UndoStep(time_at_tick(tick), made=((ON, "received", f"{tick}"),)) for tick in (1, 2))
    now, older = (
        Journal(updated_at=time_at_tick(2), undo_steps=steps),
        Journal(updated_at=time_at_tick(1), undo_steps=steps[:1]),
    )
    assert merge(older, now, now).undo_steps == steps

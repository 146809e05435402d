"""Merging with the journal both copies came from: what one side changed is what changes."""

from datetime import datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from merging import DATES, LATEST, OWN_PLACES, PLACES, TICKS, at, journals, kept_texts, own_word, part
from msgspec import structs

from kindtui.domain.journal.day import Day, Purge
from kindtui.domain.journal.journal import Conflict, Journal, Step
from kindtui.domain.journal.merge import merge
from kindtui.domain.journal.own_words import NO_DAY, Own
from kindtui.domain.journal.parts import LISTS, day_of, parts_of, words

ON = DATES[1]
TEA = ("received", "a")


@st.composite
def later(draw: st.DrawFn, base: Journal, serial: str) -> Journal:
    """What becomes of a journal when somebody goes on with it; every text is new."""
    journal = base
    for number, (on, key) in enumerate(draw(st.lists(PLACES, max_size=4))):
        day, tick = journal.day(on), LATEST + 3 + draw(TICKS)
        parts, deleted = parts_of(day), dict(day.deleted)
        if key in parts and key[0] in LISTS and draw(st.booleans()):
            del parts[key]
            deleted[key[1]] = max(deleted.get(key[1], at(0)), at(tick))
        elif at(tick) > deleted.get(key[1], at(0)) and (key not in parts or parts[key].updated_at < at(tick)):
            parts[key] = part(key, f"{serial}{number}", tick)
        changed = day_of(on, parts, structs.replace(day, deleted=dict(sorted(deleted.items()))))
        if not (day.purged and "a" in day.purged.uids):
            journal = structs.replace(journal.with_day(changed), updated_at=at(LATEST * 3))
    for number, key in enumerate(draw(st.lists(st.sampled_from(OWN_PLACES), max_size=3, unique=True))):
        text = draw(st.sampled_from(["", f"{serial}own{number}"]))
        if not (key in journal.own and journal.own[key].purged):
            word = own_word(key, text, LATEST + 3 + draw(TICKS))
            journal = structs.replace(journal, own={**journal.own, key: word}, updated_at=at(LATEST * 3))
    days = {on: journal.days[on] for on in sorted(journal.days)}
    return merge(structs.replace(journal, days=days), Journal())  # without what a deleted entry lost before


@st.composite
def forks(draw: st.DrawFn) -> tuple[Journal, Journal, Journal]:
    """A journal, and two that came from it."""
    base = draw(journals())
    return base, draw(later(base, "one")), draw(later(base, "two"))


def content(journal: Journal) -> Any:
    return structs.replace(journal, undo=())


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
    there = kept_texts(merge(one, two, base))
    for side, other in ((one, two), (two, one)):
        for on, day in side.days.items():
            for key, version in parts_of(day).items():
                if version != parts_of(base.day(on)).get(key) and not newly_deleted(other, on, key, version):
                    assert there.issuperset(words(key[0], version))
        for place, own in side.own.items():
            if own != base.own.get(place):
                assert there.issuperset(own.words)


def newly_deleted(other: Journal, on: Any, key: tuple[str, str], version: Any) -> bool:
    """Whether the other side had a part of its own there and took it away again later."""
    deleted: datetime | None = other.day(on).deleted.get(key[1])
    return key[0] in LISTS and deleted is not None and deleted >= version.updated_at


def journal_with(text: str, tick: int) -> Journal:
    return Journal({ON: Day(ON, received=(part(TEA, text, tick),))})


def test_both_changed_the_later_wins_and_the_other_is_a_conflict() -> None:
    both = merge(journal_with("mine", 3), journal_with("theirs", 2), journal_with("before", 1))
    assert [line.text for line in both.day(ON).received] == ["mine"]
    assert both.conflicts == (Conflict(ON, *TEA, "theirs", at(2)),)


def test_an_own_check_changed_on_both_sides_keeps_every_text() -> None:
    key = ("own_checks", "a")
    base, mine, theirs = (
        Journal(own={key: Own("a", text, at(tick), f"{text} words")})
        for text, tick in (("before", 1), ("mine", 3), ("theirs", 2))
    )
    both = merge(mine, theirs, base)
    assert both.own == mine.own
    assert both.conflicts == (
        Conflict(NO_DAY, *key, "theirs", at(2)),
        Conflict(NO_DAY, *key, "theirs words", at(2)),
    )


def test_own_words_put_away_here_and_reworded_there_lose_nothing() -> None:
    key = ("own_acts", "a")
    base = Journal(own={key: Own("a", "before", at(1))})
    away = Journal(own={key: Own("a", "before", at(3), archived=True)})
    reworded = Journal(own={key: Own("a", "after", at(2))})
    both = merge(away, reworded, base)
    assert both.own == away.own
    assert [lost.text for lost in both.conflicts] == ["after"]


def test_a_line_edited_here_and_deleted_there_is_a_conflict_that_stays() -> None:
    base, mine = journal_with("before", 1), journal_with("edited", 2)
    theirs = Journal({ON: Day(ON, deleted={"a": at(3)})})
    both = merge(mine, theirs, base)
    assert (both.day(ON).received, [lost.text for lost in both.conflicts]) == ((), ["edited"])
    for other in (theirs, mine, base, both):
        assert merge(both, other).conflicts == both.conflicts


def test_a_line_deleted_there_that_nobody_edited_is_no_conflict() -> None:
    base = journal_with("before", 1)
    both = merge(base, Journal({ON: Day(ON, deleted={"a": at(3)})}), base)
    assert (both.day(ON).received, both.conflicts) == ((), ())


def test_a_purge_wins_over_an_edit() -> None:
    for purge in (Purge(at(9)), Purge(at(0), ("a",))):
        purged = Journal({ON: Day(ON, deleted={"a": at(3)}, purged=purge)})
        both = merge(journal_with("edited", 2), purged, journal_with("before", 1))
        assert "edited" not in repr(both)
        assert "before" not in repr(both)


def test_an_answer_of_a_list_is_nobodys_words() -> None:
    key = ("checks", "c")
    one, other = (
        Journal({ON: day_of(ON, {key: part(key, text, tick)})}) for text, tick in (("a", 1), ("b", 2))
    )
    assert one != other
    assert merge(one, other).conflicts == ()


def test_a_step_undone_on_one_side_does_not_come_back() -> None:
    steps = tuple(Step(at(tick), made=((ON, "received", f"{tick}"),)) for tick in (1, 2))
    base = Journal(updated_at=at(2), undo=steps)
    undone = Journal(updated_at=at(3), undo=steps[:1])
    assert merge(base, undone, base).undo == merge(undone, base, base).undo == steps[:1]


def test_an_older_copy_takes_no_step_away() -> None:
    steps = tuple(Step(at(tick), made=((ON, "received", f"{tick}"),)) for tick in (1, 2))
    now, older = Journal(updated_at=at(2), undo=steps), Journal(updated_at=at(1), undo=steps[:1])
    assert merge(older, now, now).undo == steps

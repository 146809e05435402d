"""A journal whose older days stay encoded in memory is the same as one whose days are all decoded."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Raw, structs

from kindtui.domain.insights.moods import answers_over_time
from kindtui.domain.journal.away import Away
from kindtui.domain.journal.day import SCALES, Answer, Day, EncodedDay, mark_of
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.lazy_days import LazyDays, changed_days, outlines_of, with_days
from kindtui.domain.journal.merge import merge
from kindtui.domain.journal.purge import purge
from kindtui.domain.journal.search import SearchIndex
from kindtui.domain.journal.undo_step import step_between
from kindtui.domain.requests import Stamp
from kindtui.domain.requests.names import NameRewritten
from kindtui.domain.ritual.jar import todays_jar_line
from kindtui.domain.state import DERIVED_FROM_DAYS
from kindtui.storage import codec
from kindtui.storage.errors import DamagedError
from kindtui.storage.file_store import FileStore
from tests.storage.store_helpers import journal_bytes, line_change, load_fresh, write_file
from tests.storage.strategies import DAYS, JOURNALS, TIMES, UIDS
from tests.support import MORNING, TODAY, journal_of, journal_state, kind_day

META = codec.Meta(codec.SCHEMA, 2)
DECODED = st.integers(0, 2)  # how many of the newest days are held decoded
CHANGES = st.lists(DAYS, max_size=3)
LATELY = st.builds(
    lambda days, away: Journal(
        {on: structs.replace(day, day=on) for on, day in days.items()}, away={one.uid: one for one in away}
    ),
    st.dictionaries(st.dates(TODAY - timedelta(days=9), TODAY + timedelta(days=1)), DAYS, max_size=5),
    st.lists(st.builds(Away, UIDS, st.just(TODAY - timedelta(days=3)), st.just(TODAY), TIMES), max_size=1),
)


def read(data: bytes, decoded: int) -> Journal:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(codec, "MAX_DECODED_DAYS", decoded)
        return codec.decode(codec.parse(data))[0]


def held_lazily(journal: Journal, decoded: int) -> Journal:
    return read(journal_bytes(journal), decoded)


def years_of_days(count: int = 6) -> Journal:
    return journal_of([kind_day(TODAY - timedelta(days=365 * number)) for number in range(count)])


def held_encoded(days: Mapping[date, Day]) -> set[date]:
    return {on for on, held in outlines_of(days).items() if isinstance(held, EncodedDay)}


def refuse(_: Raw) -> NoReturn:
    raise AssertionError("a day was decoded")


def never_decoded(journal: Journal) -> Journal:
    """Return the journal with days that nothing may decode."""
    return structs.replace(journal, days=LazyDays(outlines_of(journal.days), refuse))


@given(JOURNALS, DECODED, st.dates())
def test_the_days_are_read_as_those_of_a_dict(journal: Journal, decoded: int, other: date) -> None:
    plain, lazy = held_lazily(journal, 4_000).days, held_lazily(journal, decoded).days
    assert len(held_encoded(lazy)) == max(0, len(plain) - decoded)
    assert list(lazy.items()) == list(plain.items())
    assert (list(lazy), list(lazy.values()), len(lazy)) == (list(plain), list(plain.values()), len(plain))
    assert (lazy.get(other), other in lazy) == (plain.get(other), other in plain)
    assert lazy == plain
    assert plain == lazy
    assert lazy == held_lazily(journal, 0).days


@given(JOURNALS, JOURNALS, DECODED, DECODED)
def test_they_are_compared_as_dicts_are(one: Journal, other: Journal, first: int, second: int) -> None:
    assert (held_lazily(one, first) == held_lazily(other, second)) is (one == other)
    changed = list(changed_days(held_lazily(one, first).days, held_lazily(other, second).days))
    assert changed == list(changed_days(one.days, other.days))


@given(JOURNALS, DECODED, CHANGES)
def test_they_are_replaced_as_those_of_a_dict(journal: Journal, decoded: int, days: list[Day]) -> None:
    before = held_lazily(journal, decoded)
    after, plain = before, journal
    for day in days:
        after, plain = after.with_day(day), plain.with_day(day)
    assert list(after.days.items()) == list(plain.days.items())
    assert before == journal
    assert held_encoded(after.days) == held_encoded(before.days) - {day.day for day in days}
    in_order = with_days(before.days, {day.day: day for day in days}, in_order=True)
    assert list(in_order.items()) == sorted(plain.days.items())


@given(JOURNALS, JOURNALS, st.none() | JOURNALS, DECODED)
def test_they_are_merged_as_those_of_a_dict(
    ours: Journal, theirs: Journal, base: Journal | None, decoded: int
) -> None:
    lazy_base = held_lazily(base, decoded) if base else None
    merged = merge(held_lazily(ours, decoded), held_lazily(theirs, decoded), lazy_base)
    assert list(merged.days.items()) == list(merge(ours, theirs, base).days.items())
    assert merged == merge(ours, theirs, base)
    assert merge(ours, held_lazily(theirs, decoded), base) == merged
    assert merge(held_lazily(ours, decoded), theirs, base) == merged


@given(LATELY, DECODED)
def test_the_same_is_derived_from_them(journal: Journal, decoded: int) -> None:
    plain, lazy = journal_state(journal), journal_state(held_lazily(journal, decoded))
    for name in DERIVED_FROM_DAYS:
        assert getattr(lazy, name) == getattr(plain, name)
    assert (lazy.is_new, lazy.due, lazy.headline) == (plain.is_new, plain.due, plain.headline)
    assert todays_jar_line(lazy.journal, TODAY) == todays_jar_line(journal, TODAY)
    over_time = [
        answers_over_time(
            state.journal.days, "energy", state.today - timedelta(days=400), state.today, "monday"
        )
        for state in (plain, lazy)
    ]
    assert over_time[0] == over_time[1]
    assert SearchIndex(lazy.lived).find("a") == SearchIndex(plain.lived).find("a")


@given(JOURNALS)
def test_an_encoded_day_answers_as_the_day_does(journal: Journal) -> None:
    lazy = held_lazily(journal, 0).days
    for on, held in outlines_of(lazy).items():
        day = journal.days[on]
        assert (held.has_content, held.mark, held.names, held.offsets, held.jar_uids, held.ratings) == (
            day.has_content, day.mark, day.names, day.offsets, day.jar_uids, day.ratings
        )  # fmt: skip
        assert [held.rating(scale) for scale in SCALES] == [day.rating(scale) for scale in SCALES]
        assert mark_of(held, on, TODAY) is mark_of(day, on, TODAY)


@given(JOURNALS, DECODED, CHANGES)
def test_a_save_writes_and_undoes_the_same(journal: Journal, decoded: int, days: list[Day]) -> None:
    tables = codec.parse(journal_bytes(journal))
    lazy = held_lazily(journal, decoded)
    after, lazy_after = journal, lazy
    for day in days:
        after, lazy_after = after.with_day(day), lazy_after.with_day(day)
    assert codec.encode_updated(tables, lazy, lazy_after, META) == codec.encode_updated(
        tables, journal, after, META
    )
    assert step_between(lazy, lazy_after, MORNING.at) == step_between(journal, after, MORNING.at)


@given(JOURNALS, DECODED)
def test_a_purge_leaves_the_same(journal: Journal, decoded: int) -> None:
    dates = sorted(journal.days)[:2]
    assert purge(held_lazily(journal, decoded), dates, MORNING.at) == purge(journal, dates, MORNING.at)


def test_a_save_and_what_is_derived_after_it_decode_no_other_day() -> None:
    before = never_decoded(held_lazily(years_of_days(), 1))
    after = before.with_day(kind_day(TODAY - timedelta(days=1)))
    assert [on for on, _ in changed_days(before.days, after.days)] == [TODAY - timedelta(days=1)]
    assert step_between(before, after, MORNING.at)
    assert len(codec.changed_documents({}, before, after, META)["days"]) == 1
    state = journal_state(after)
    for name in ("marks", "days_ahead", "thread_marks", "people"):
        getattr(state, name)
    assert len(SearchIndex(state.lived).dates) == 7
    assert not state.is_new


def test_a_merge_decodes_no_day_whose_document_is_the_same() -> None:
    one, other = (held_lazily(years_of_days(), 1) for _ in range(2))
    theirs = never_decoded(other).with_day(kind_day(TODAY - timedelta(days=1)))
    merged = merge(never_decoded(one), theirs, theirs)
    assert (len(merged.days), len(held_encoded(merged.days))) == (7, 5)
    assert never_decoded(one) == never_decoded(other)


def test_a_new_name_replaces_the_days_that_have_the_old_one() -> None:
    answer = Answer("Sam", MORNING.at)
    journal = years_of_days().with_day(Day(TODAY - timedelta(days=400), who=answer))
    lazy = held_lazily(journal, 1)
    stamp = Stamp(MORNING, MORNING.at + timedelta(hours=1), "uid")
    assert NameRewritten("Noor", "Ada").apply(lazy, stamp) is lazy
    after = NameRewritten("Sam", "Ada").apply(lazy, stamp)
    assert after == NameRewritten("Sam", "Ada").apply(journal, stamp)
    assert held_encoded(lazy.days) - held_encoded(after.days) == {TODAY - timedelta(days=400)}


def test_more_than_ten_years_of_days_are_decoded() -> None:
    days = [Day(TODAY - timedelta(days=number)) for number in range(3_700)]
    assert not held_encoded(held_lazily(journal_of(days), codec.MAX_DECODED_DAYS).days)


def test_a_day_with_unknown_keys_stays_decoded_and_keeps_them(
    store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codec, "MAX_DECODED_DAYS", 1)
    tables: dict[str, Any] = json.loads(journal_bytes(years_of_days()))
    old = min(tables["days"])
    tables["days"][old]["later"] = {"version": [1]}
    write_file(store.path, json.dumps(tables, separators=(",", ":")).encode())
    journal = store.load()
    assert len(held_encoded(journal.days)) == 4
    store.transact(line_change("tea"))
    assert json.loads(store.path.read_bytes())["days"][old] == tables["days"][old]


def test_a_damaged_old_day_is_noticed(store: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codec, "MAX_DECODED_DAYS", 1)
    write_file(store.path, journal_bytes(years_of_days()).replace(b'"offset":3600', b'"offset":"no"', 1))
    with pytest.raises(DamagedError):
        store.load()


def test_a_replaced_file_is_merged_and_stays_encoded(
    store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codec, "MAX_DECODED_DAYS", 1)
    write_file(store.path, journal_bytes(years_of_days()))
    store.load()
    store.transact(line_change("tea"))
    write_file(store.path, journal_bytes(years_of_days(7)))
    journal = store.load()
    assert store.has_unsaved_changes()
    assert len(held_encoded(journal.days)) == 6
    store.transact(lambda newest: newest)
    assert load_fresh(store.path) == journal

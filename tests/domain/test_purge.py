"""What is purged leaves no text in any part of a journal, and takes no other text with it."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct, structs

from kindtui.domain.journal.custom_entry import CUSTOM_ENTRY_KINDS, UNDATED
from kindtui.domain.journal.day import Day
from kindtui.domain.journal.journal import Conflict, Journal
from kindtui.domain.journal.merge import merge
from kindtui.domain.journal.purge import (
    STEP_FIELDS,
    has_traces_of,
    purge,
    purge_everything,
    recorded_dates,
    traces_of,
    with_purges_of,
)
from tests.domain.merge_strategies import DATES, journals, time_at_tick

FIRST, SECOND = DATES
LATER = time_at_tick(100)


def strings(value: object) -> Iterator[str]:
    """Yield every string in a value, wherever it is: that of a new field is found without naming it here."""
    match value:
        case str():
            yield value
        case Struct():
            yield from strings([getattr(value, name) for name in value.__struct_fields__])
        case Mapping():
            yield from strings(list(value.values()))
        case list() | tuple():
            for item in value:
                yield from strings(item)


def everything_in(journal: Journal) -> set[str]:
    return set(strings(journal))


@given(journals(), st.sampled_from(DATES))
def test_no_text_of_the_day_is_left_anywhere(journal: Journal, on: date) -> None:
    texts = traces_of(journal, {on}).texts
    after = purge(journal, {on}, LATER)
    # a text that is on another day as well stays there
    assert not everything_in(after) & (texts - traces_of(after, None).texts)
    assert not traces_of(after, {on}).texts
    assert not has_traces_of(after, on)
    assert after.days[on] == Day(on, purged=after.days[on].purged)
    without_steps = structs.replace(journal, **dict.fromkeys(STEP_FIELDS, ()))
    assert traces_of(without_steps, None).texts - texts <= everything_in(after)


@given(journals())
def test_every_text_is_one_of_the_traces(journal: Journal) -> None:
    """Should a new part of the journal hold a text, it has to be found here."""
    texts = traces_of(journal, None).texts
    assert {text for text in everything_in(journal) if re.match("t[0-9a-f]{32}", text)} <= texts


@given(journals())
def test_nothing_is_left_of_everything(journal: Journal) -> None:
    after = purge_everything(journal, LATER)
    assert not traces_of(after, None).texts
    assert not everything_in(after) & traces_of(journal, None).texts
    assert all(day == Day(on, purged=day.purged) for on, day in after.days.items())
    assert after.days.keys() == recorded_dates(journal)


@given(journals(), st.sampled_from(DATES))
def test_an_older_copy_brings_nothing_back(journal: Journal, on: date) -> None:
    purged = purge(journal, {on}, LATER)
    for restored in (with_purges_of(journal, [purged]), merge(journal, purged)):
        assert not traces_of(restored, {on}).texts
        assert structs.replace(restored.day(on), deleted={}, moved={}) == purged.day(
            on
        )  # of entries without a text


def test_the_first_day_of_all_is_no_custom_entry() -> None:
    conflicts = [Conflict(UNDATED, part, "a", part, LATER) for part in (*CUSTOM_ENTRY_KINDS, "received")]
    journal = Journal({UNDATED: Day(UNDATED)}, conflicts=tuple(conflicts))
    assert purge(journal, {UNDATED}, LATER).conflicts == tuple(conflicts[:-1])
    assert purge_everything(journal, LATER).conflicts == ()

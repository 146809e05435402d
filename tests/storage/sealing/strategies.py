"""Journals with any text in every place where a person can write, for hypothesis.

They are as a merge leaves them: in order, and without what a tombstone covers.
"""

from datetime import UTC, datetime
from typing import get_args

from hypothesis import strategies as st
from msgspec import structs

from kindtui.domain.journal.custom_entry import CUSTOM_ENTRY_KINDS, CustomEntry
from kindtui.domain.journal.day import SCALES, Act, ActState, Answer, Day, Line, Purge
from kindtui.domain.journal.journal import Conflict, Journal, UndoStep
from kindtui.domain.journal.merge import merge
from kindtui.domain.journal.parts import LIST_FIELDS, day_from_parts, parts_of
from kindtui.domain.ritual.acts import Audience
from kindtui.domain.sealed_text import is_sealed
from kindtui.domain.settings import Settings
from tests.storage.strategies import DAYS as USUAL_DAYS
from tests.storage.strategies import DAYS_AWAY, MOMENTS, UIDS, lists_of

SEALED_LOOK = "sealed.s.AAAAAAAAAAAAAAAAAAAAAA..bXlzZWNyZXQ"
NASTY_TEXTS = (
    "tea from Łukasz", "e\u0301te\u0301", "한국어", "お茶をいただきました", "👩‍👩‍👧 🍵", "שלום עולם", "سلام",
    "\u202eright\u202c", "one\ntwo\n\nthree", "\x00", "\x1b]0;owned\x07", '"quotes" \\ and \\u0041', "=1+1",
    "sealed", "sealed.s.", f"{SEALED_LOOK} and more", "null", "7", "\U0010ffff", "\ufeff", "w" * 4000,
    "  blanks  ", "ﬁ ﷺ",
)  # fmt: skip
TEXTS = st.sampled_from(NASTY_TEXTS) | st.text(max_size=30).filter(lambda text: not is_sealed(text))
TIMES = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001
LINES = st.builds(Line, UIDS, TEXTS, MOMENTS, TIMES, st.booleans())
ACTS = st.builds(
    Act, UIDS, TEXTS, st.sampled_from(get_args(ActState)), MOMENTS, TIMES,
    TEXTS, TEXTS, st.sampled_from(["", *get_args(Audience)]), TEXTS,
)  # fmt: skip
RATINGS = st.none() | st.builds(Answer, st.none() | st.integers(1, 9), TIMES)


def in_order(day: Day) -> Day:
    return day_from_parts(day.day, parts_of(day), day)


def parts_alone(day: Day) -> Day:
    return day_from_parts(day.day, parts_of(day))


DAYS = st.builds(
    lambda day, who, lists, ratings, moved, purged: in_order(
        structs.replace(day, who=who, moved=moved, purged=purged, **lists, **ratings)
    ),
    USUAL_DAYS,
    st.none() | st.builds(Answer, TEXTS, TIMES),
    st.fixed_dictionaries({field: lists_of(ACTS if field == "acts" else LINES) for field in LIST_FIELDS}),
    st.fixed_dictionaries(dict.fromkeys(SCALES, RATINGS)),
    st.dictionaries(UIDS, st.lists(TIMES, max_size=2).map(tuple), max_size=2),
    st.none() | st.builds(Purge, TIMES, st.lists(UIDS, max_size=2).map(tuple)),
)
SETTINGS = st.builds(
    Settings,
    keys=st.dictionaries(TEXTS, TEXTS, max_size=1),
    low_mood_told=st.none() | st.dates(),
    low_mood_in_a_row=st.integers(0, 5),
    updated_at=st.none() | TIMES,
)
CUSTOM_ENTRIES = st.builds(
    lambda kind, *fields: (kind, CustomEntry(*fields)),
    st.sampled_from(CUSTOM_ENTRY_KINDS), UIDS, TEXTS, TIMES, TEXTS, st.booleans(),
)  # fmt: skip
CONFLICTS = st.builds(
    Conflict, st.dates(), st.sampled_from(("who", "acts", "received", "own_acts")), UIDS, TEXTS, TIMES
)
SOME_CONFLICTS = st.lists(CONFLICTS, max_size=2).map(tuple)
UNDO_STEPS = st.builds(
    UndoStep,
    TIMES,
    before=st.lists(DAYS.map(parts_alone), max_size=2).map(tuple),
    made=st.lists(st.tuples(st.dates(), st.just("received"), UIDS), max_size=1).map(tuple),
    settings=st.none() | SETTINGS,
    own=st.lists(CUSTOM_ENTRIES, max_size=1).map(tuple),
    conflicts=SOME_CONFLICTS,
    conflicts_made=SOME_CONFLICTS,
    imported=st.booleans(),
)
JOURNALS = st.builds(
    lambda days, settings, at, conflicts, undo, own, redo, away: merge(
        Journal(
            {day.day: day for day in days}, settings, at, conflicts, undo,
            {(kind, entry.uid): entry for kind, entry in own}, redo, {one.uid: one for one in away},
        ),
        Journal(),
    ),
    st.lists(DAYS, max_size=3),
    SETTINGS,
    st.none() | TIMES,
    SOME_CONFLICTS,
    st.lists(UNDO_STEPS, max_size=1).map(tuple),
    st.lists(CUSTOM_ENTRIES, max_size=2),
    st.lists(UNDO_STEPS, max_size=1).map(tuple),
    st.lists(DAYS_AWAY, max_size=1),
)  # fmt: skip

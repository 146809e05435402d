"""Every day that could be kept, for hypothesis."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, get_args

from hypothesis import strategies as st

from kindtui.domain.dates import Moment
from kindtui.domain.journal.away import Away
from kindtui.domain.journal.day import Act, ActState, Answer, CheckAnswer, Day, Line
from kindtui.domain.journal.journal import Journal
from kindtui.domain.ritual.acts import Audience
from kindtui.domain.settings import Settings

TEXTS = st.text(max_size=20)
UIDS = st.text("0123456789abcdef", min_size=1, max_size=32)
HOURS = st.integers(0, 23)
TIMES = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
MOMENTS = st.builds(Moment, TIMES, TEXTS, st.integers(-50400, 50400))
LINES = st.builds(Line, UIDS, TEXTS, MOMENTS, TIMES)
ACTS = st.builds(
    Act, UIDS, TEXTS, st.sampled_from(get_args(ActState)), MOMENTS, TIMES,
    TEXTS, TEXTS, st.sampled_from(["", *get_args(Audience)]), TEXTS,
)  # fmt: skip


def _uid(entry: Any) -> str:
    uid: str = entry.uid
    return uid


def lists_of(
    entries: st.SearchStrategy[Line] | st.SearchStrategy[Act],
) -> st.SearchStrategy[tuple[object, ...]]:
    """A few entries, each with a uid of its own."""
    return st.lists(entries, max_size=3, unique_by=_uid).map(tuple)


DAYS = st.builds(
    Day,
    st.dates(),
    who=st.none() | st.builds(Answer, TEXTS, TIMES),
    energy=st.none() | st.builds(Answer, st.integers(1, 9), TIMES),
    rest=st.none() | st.builds(Answer, st.booleans(), TIMES),
    skipped=st.dictionaries(st.sampled_from(["morning", "evening"]), st.builds(Answer, st.booleans(), TIMES)),
    checks=st.dictionaries(
        TEXTS, st.builds(Answer, st.sampled_from(get_args(CheckAnswer)), TIMES), max_size=3
    ),
    not_away=st.dictionaries(UIDS, st.builds(Answer, st.booleans(), TIMES), max_size=2),
    acts=lists_of(ACTS),
    received=lists_of(LINES),
    kept=lists_of(LINES),
    notes=lists_of(LINES),
    deleted=st.dictionaries(UIDS, TIMES, max_size=3),
)
SETTINGS = st.builds(
    Settings, HOURS, HOURS, grace=st.integers(0, 6), thread_shown=st.booleans(),
    keys=st.dictionaries(TEXTS, TEXTS, max_size=2),
)  # fmt: skip
DAYS_AWAY = st.builds(
    lambda uid, first, length, at, removed: Away(uid, first, first + length, at, removed),
    UIDS,
    st.dates(max_value=date(9990, 1, 1)),
    st.timedeltas(timedelta(0), timedelta(days=700)),
    TIMES,
    st.booleans(),
)
JOURNALS = st.builds(
    lambda days, settings, at, away: Journal(
        {day.day: day for day in days}, settings, at, away={one.uid: one for one in away}
    ),
    st.lists(DAYS, max_size=4),
    SETTINGS,
    st.none() | TIMES,
    st.lists(DAYS_AWAY, max_size=2),
)

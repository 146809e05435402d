"""Journals and spreadsheets that could be, for hypothesis."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, get_args

from hypothesis import strategies as st

from kindtui.domain.dates import Moment
from kindtui.domain.journal.away import Away
from kindtui.domain.journal.day import Act, ActState, Answer, Day, Line
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.parts import LIST_FIELDS, day_from_parts
from kindtui.domain.text import clean_lines, strip_controls
from tests.exchange.spreadsheet_journals import (
    CHANGED_TEXTS,
    CHANGED_UIDS,
    PLAIN_TEXTS,
    TRUTH_TEXTS,
    journal_with,
)
from tests.exchange.spreadsheets import DateForm, Dialect

FIRST_DAY, LAST_DAY = date(2015, 1, 1), date(2025, 10, 31)  # either way they are in the past
SOME_TEXTS = st.sampled_from((*CHANGED_TEXTS, *PLAIN_TEXTS, *TRUTH_TEXTS))
TEXTS = (SOME_TEXTS | st.text(max_size=12)).map(strip_controls)
UIDS = st.sampled_from(CHANGED_UIDS) | st.text("0123456789abcdef", min_size=1, max_size=28)
ANSWERS: dict[str, st.SearchStrategy[Any]] = {
    "who": TEXTS, "energy": st.none() | st.integers(1, 9), "rest": st.booleans(), "skipped": st.booleans(),
    "checks": st.sampled_from(["holds", "not_today"]), "not_away": st.booleans(),
}  # fmt: skip
STATES = st.sampled_from(get_args(ActState))
DAYS = st.dates(FIRST_DAY, LAST_DAY)
EARLY_DAYS = DAYS.map(lambda day: day.replace(day=min(day.day, 12)))
DATE_FORMS = st.sampled_from([
    DateForm(pattern) for pattern in (
        "yyyy-mm-dd", "yyyy/mm/dd", "yyyy/m/d", "dd.mm.yyyy", "d.m.yyyy", "dd.mm.yy", "d-m-yyyy",
        "dd-mm-yyyy", "dd/mm/yyyy", "d/m/yyyy", "dd/mm/yy", "m/d/yyyy", "mm/dd/yyyy", "m/d/yy",
    )
])  # fmt: skip
DIALECTS = st.builds(
    Dialect,
    st.sampled_from(",;\t"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    DATE_FORMS,
    st.sampled_from(["en", "de", "fr", "es", "it", "nl", "pt"]),
    st.sampled_from(["minimal", "all", "with commas"]),
    st.booleans(),
)


def noon(on: date) -> datetime:
    return datetime.combine(on, time(12), UTC)


# On a logical day or in the night after it, somewhere; and how much later it was changed.
SHIFTS = st.timedeltas(timedelta(hours=-12), timedelta(hours=16))
DELAYS = st.timedeltas(timedelta(0), timedelta(hours=5))
MOMENTS = st.sampled_from([("UTC", 0), ("Europe/Berlin", 3_600), ("America/New_York", -18_000)])


def answers_on(on: date, values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.builds(lambda value, shift: Answer(value, noon(on) + shift), values, SHIFTS)


def entries_on(on: date, part: str) -> st.SearchStrategy[Any]:
    def entry(
        uid: str, text: str, shift: timedelta, delay: timedelta, zone: tuple[str, int], **more: Any
    ) -> Any:
        kind = Act if part == "acts" else Line
        at = noon(on) + shift
        return kind(uid=uid, text=text, written=Moment(at, *zone), updated_at=at + delay, **more)

    more = (
        {"state": STATES, "who": TEXTS, "when": TEXTS, "source": st.just("") | UIDS}
        if part == "acts"
        else {"in_jar": st.booleans()}
    )
    return st.builds(entry, UIDS, TEXTS, SHIFTS, DELAYS, MOMENTS, **more)


@st.composite
def days(draw: st.DrawFn, on: date) -> Day:
    parts: dict[tuple[str, str], Any] = {}
    for field in draw(st.sets(st.sampled_from([*ANSWERS, *LIST_FIELDS]), min_size=1, max_size=4)):
        if field in LIST_FIELDS:
            one = draw(entries_on(on, field))
            parts[field, one.uid] = one
        else:
            name = draw(UIDS) if field in ("checks", "not_away") else ""
            parts[field, "evening" if field == "skipped" else name] = draw(answers_on(on, ANSWERS[field]))
    return day_from_parts(on, parts)


@st.composite
def aways(draw: st.DrawFn) -> Away:
    first = draw(DAYS | EARLY_DAYS)
    length = draw(st.timedeltas(timedelta(0), timedelta(days=40)))
    last = first + timedelta(days=length.days)
    return Away(draw(UIDS), first, last, noon(first) - draw(st.timedeltas(timedelta(0), timedelta(days=9))))


@st.composite
def written_journals(draw: st.DrawFn) -> Journal:
    """A journal whose parts were written on their days."""
    on = draw(st.lists(draw(st.sampled_from([DAYS, EARLY_DAYS])), max_size=3, unique=True))
    away = draw(st.lists(aways(), min_size=not on, max_size=2, unique_by=lambda one: one.uid))
    return journal_with(*(draw(days(day)) for day in on), away=tuple(away))


WRITTEN_JOURNALS = written_journals()
# What remains of a text that was typed into a cell.
HAND_TEXTS = (st.sampled_from(PLAIN_TEXTS) | st.text('abc éß慈,;"\n', min_size=1, max_size=9)).filter(
    lambda text: bool(text.strip()) and clean_lines(text) == text and text[0] not in "'=+-@＝"
)
HAND_ROWS = st.sampled_from([DAYS, EARLY_DAYS]).flatmap(
    lambda some_days: st.lists(
        st.tuples(some_days, st.sampled_from(["received", "kept", "notes", "acts"]), HAND_TEXTS),
        min_size=1,
        max_size=4,
    )
)


def is_settled(journal: Journal, form: DateForm) -> bool:
    """Return whether a file tells which number is the day, by a number above 12 or a time beside one."""
    if form.order == "ymd":
        return True
    dates = [*journal.days, *(end for away in journal.away.values() for end in (away.first, away.last))]
    if any(on.day > 12 for on in dates) or all(on.day == on.month for on in dates):
        return True
    return any(on.day != on.month for on in journal.days)

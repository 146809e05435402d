"""Days away beside everything else: what is counted, two copies, exports, and undo all the way back."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec import structs

from kindtui.domain.dates import Moment
from kindtui.domain.insights.lately import latest_days
from kindtui.domain.insights.patterns import patterns
from kindtui.domain.insights.thread_days import recent_thread_days
from kindtui.domain.insights.weeks import calendar_weeks, kind_days_per_week
from kindtui.domain.journal.away import Away
from kindtui.domain.journal.custom_entry import CUSTOM_ENTRY_KINDS, CustomEntry, CustomEntryKind
from kindtui.domain.journal.day import Answer, Day
from kindtui.domain.journal.journal import Journal, date_range
from kindtui.domain.journal.merge import merge
from kindtui.domain.journal.text_ref import TextRef
from kindtui.domain.journal.undo import ChangedSinceError, NothingToUndoError
from kindtui.domain.requests import (
    ActChosen,
    CustomEntryArchived,
    CustomEntryWritten,
    DayPartSkipped,
    DayRemoved,
    DaysAwayChosen,
    DaysAwayEnded,
    EntryMoved,
    GivenActWritten,
    NameRenamed,
    NameRewritten,
    NameSeparated,
    NoteWritten,
    PartRemoved,
    ReceivedWritten,
    Request,
    RestChosen,
    SettingsChanged,
    TextRewritten,
)
from kindtui.domain.ritual.acts import Plan
from kindtui.domain.ritual.aliases import aliases_of
from kindtui.domain.settings import Settings
from kindtui.domain.state import State
from kindtui.exchange import csv_file, incoming, json_file
from kindtui.session import Session
from kindtui.storage.file_store import FileStore
from kindtui.storage.store import MemoryStore
from tests.support import (
    CATALOG,
    MORNING,
    TODAY,
    FakeClock,
    act,
    journal_of,
    journal_state,
    line,
    rest_day,
    utc_moment,
)

FEW_DAYS = st.integers(-9, 4)
RANGES = st.lists(st.tuples(st.integers(-70, 6), st.integers(0, 45)), max_size=4)
CONTENTS = st.dictionaries(
    st.integers(-70, 0),
    st.sampled_from(["kind", "planned", "rest", "skipped", "note", "let go"]),
    max_size=25,
)
SETTINGS = st.builds(
    Settings,
    day_start=st.integers(0, 23),
    evening_hour=st.integers(0, 23),
    week_start=st.sampled_from(["monday", "saturday", "sunday"]),
    grace=st.integers(0, 6),
)


def on(days: int, today: date = TODAY) -> date:
    """The day that many days from today."""
    return today + timedelta(days=days)


def day_with(content: str, day: date) -> Day:
    """A day with one thing in it."""
    contents: dict[str, Day] = {
        "kind": Day(day, received=(line(uid=f"r{day}"),)),
        "planned": Day(day, acts=(act("planned", uid=f"p{day}"),)),
        "let go": Day(day, acts=(act("let_go", uid=f"l{day}"),)),
        "rest": rest_day(day),
        "skipped": Day(day, skipped={"evening": Answer(value=True, updated_at=MORNING.at)}),
        "note": Day(day, notes=(line(uid=f"n{day}"),)),
    }
    return contents[content]


def counted(state: State) -> object:
    """Everything that is counted of a state, in every view."""
    weeks = state.journal.settings.week_start
    grace = state.journal.settings.grace
    per_week = [kind_days_per_week(state.marks, state.today, number, weeks) for number in (1, 12, 53, None)]
    found = patterns(
        state.journal,
        state.marks,
        state.today,
        12,
        names=state.names,
        ideas=CATALOG.acts,
        aliases=state.aliases,
    )
    return (
        dict(state.marks),
        dict(state.listed_marks),
        (state.runs, state.thread, state.headline, state.shows_thread, state.is_new),
        (state.due, [state.due_on(day) for day in date_range(on(-75, state.today), on(9, state.today))]),
        (per_week, list(calendar_weeks(state.marks, on(-75, state.today), state.today, weeks))),
        list(recent_thread_days(state.thread_marks, grace)),
        latest_days(state.lived, state.today),
        found,
        state.days_ahead,
    )


@given(RANGES, CONTENTS, SETTINGS, st.integers(0, 23), st.sampled_from([-11 * 3600, 0, 19800, 50400]))
def test_every_view_counts_days_away_as_if_each_had_been_marked_by_hand(
    ranges: list[tuple[int, int]], contents: dict[int, str], chosen: Settings, hour: int, offset: int
) -> None:
    moment = Moment(datetime(2026, 11, 22, hour, 30, tzinfo=UTC), "Somewhere", offset)
    journal = structs.replace(
        journal_of(day_with(content, on(ago)) for ago, content in sorted(contents.items())), settings=chosen
    )
    today = journal_state(journal, moment).today
    spans = [(on(first), on(first + length)) for first, length in ranges]
    away = {f"{number}": Away(f"{number}", *span, MORNING.at) for number, span in enumerate(spans)}
    by_hand = journal
    for day in {day for first, last in spans for day in date_range(first, min(last, today))}:
        by_hand = by_hand.with_day(structs.replace(by_hand.day(day), rest=rest_day(day).rest))
    with_ranges = journal_state(structs.replace(journal, away=away), moment)
    assert counted(with_ranges) == counted(journal_state(by_hand, moment))
    assert with_ranges.journal.days == journal.days, "no day is written down"


# What is done, in any order


STEP = st.tuples(
    st.sampled_from([
        "away", "away", "change", "end", "rest", "ordinary", "received", "lines", "gave", "plan", "remove",
        "clear", "rewrite", "move", "rename", "rewrite name", "separate", "leave out", "put back", "question",
        "archive", "setting", "skip", "night",
    ]),
    FEW_DAYS,
    st.integers(0, 6),
)  # fmt: skip
STEPS = st.lists(STEP, max_size=20)
NAMES = ("Sam", "sam k", "Lin", "Zoë")


def requests_for(name: str, days: int, number: int, state: State) -> list[Request]:
    """The request of a step, if there is anything that it can be about."""
    past = on(-abs(days), state.today)
    name_of, other = NAMES[number % 4], NAMES[(number + 1 + abs(days)) % 4]
    plain: dict[str, Request] = {
        "rest": RestChosen(past, is_rest_day=True),
        "ordinary": RestChosen(past, is_rest_day=False),
        "received": ReceivedWritten(past, f"tea from {name_of}"),
        "lines": NoteWritten(past, f"one\n\n{name_of}\nthree"),
        "gave": GivenActWritten(past, "soup\nbread"),
        "plan": ActChosen(past, Plan(f"text {name_of}", name_of, 6)),
        "clear": DayRemoved(past),
        "rename": NameRenamed(name_of, other),
        "rewrite name": NameRewritten(name_of, other),
        "separate": NameSeparated(name_of),
        "leave out": CustomEntryWritten("left_out_names", "", name_of),
        "question": CustomEntryWritten("evening_questions", "", f"{name_of}?", records="gave"),
        "setting": SettingsChanged({"own_questions": ("off", "beside", "instead")[number % 3]}),
        "skip": DayPartSkipped(past, "morning" if number % 2 else "evening"),
    }
    if name in plain:
        return [plain[name]]
    if name in ("away", "change", "end"):
        return away_requests(name, on(days, state.today), number, state)
    if name in ("put back", "archive"):
        shown = [(kind, one) for kind in CUSTOM_ENTRY_KINDS for one in every_entry(kind, state)]
        return [
            CustomEntryArchived(kind, one.uid, archived=name == "archive")
            for kind, one in shown[number % max(1, len(shown)) :][:1]
        ]
    return entry_requests(name, past, number, state)


def every_entry(kind: CustomEntryKind, state: State) -> list[CustomEntry]:
    both = (*state.custom_entries_of(kind), *state.custom_entries_of(kind, archived=True))
    return [one for one in both if one.text]


def away_requests(name: str, first: date, number: int, state: State) -> list[Request]:
    uids = sorted(uid for uid, one in state.journal.away.items() if not one.removed)
    last = on(number, first)
    if name == "away":
        return [DaysAwayChosen(first, last)]
    if not uids:
        return []
    uid = uids[number % len(uids)]
    return [DaysAwayChosen(first, last, uid) if name == "change" else DaysAwayEnded(state.today, uid)]


def entry_requests(name: str, past: date, number: int, state: State) -> list[Request]:
    entries = [
        (day.day, part, entry)
        for day in state.journal.days.values()
        for part in ("received", "acts", "notes")
        for entry in getattr(day, part)
    ]
    if not entries:
        return []
    day, part, entry = entries[number % len(entries)]
    requests: dict[str, Request] = {
        "remove": PartRemoved(day, part, entry.uid),
        "rewrite": TextRewritten(day, TextRef(part, entry.uid), f"{entry.text}\nand {number}"),
        "move": EntryMoved(past, day, part, entry.uid),
    }
    return [requests[name]] if name != "move" or day != past else []


def do(session: Session, clock: FakeClock, step: tuple[str, int, int]) -> bool:
    """Do a step; return whether it is one to undo."""
    name, days, number = step
    if name == "night":
        clock.move(days=1)
        return False
    before = session.open().journal.undo_steps
    for request in requests_for(name, days, number, session.open()):
        session.submit(request)
    return session.open().journal.undo_steps != before


def visible(journal: Journal) -> object:
    """All that a person can see of a journal, without the times of its changes."""
    near = list(date_range(on(-60), on(60)))
    days = {}
    for day in journal.days.values():
        seen: list[Any] = [
            sorted((one.uid, one.text, one.state, one.who, one.when) for one in day.acts),
            *(sorted((one.uid, one.text) for one in getattr(day, part)) for part in ("received", "notes")),
            (day.who and day.who.value) or "",
            [part for part in ("morning", "evening") if day.has_skipped(part)],
        ]
        if any(seen):
            days[day.day] = seen
    entries = {
        key: (entry.text, entry.script, entry.records)
        for key, entry in journal.custom_entries.items()
        if entry.text and not entry.archived
    }
    aliases = aliases_of(journal)
    return (
        days,
        [day for day in near if journal.is_rest_day(day)],
        entries,
        [aliases.name_for(name) for name in NAMES],
        journal.settings.own_questions,
    )


@given(STEPS)
def test_undo_goes_back_through_every_state_and_redo_through_them_again(
    steps: list[tuple[str, int, int]],
) -> None:
    clock = FakeClock()
    session = Session(MemoryStore(), clock, CATALOG)
    states = [visible(session.open().journal)]
    for step in steps:
        if do(session, clock, step):
            states.append(visible(session.open().journal))
    for expected in reversed(states[:-1]):
        assert visible(session.undo().state.journal) == expected
    for expected in states[1:]:
        assert visible(session.redo().state.journal) == expected
    for expected in reversed(states[:-1]):
        assert visible(session.undo().state.journal) == expected


@settings(max_examples=6)
@given(steps=STEPS)
def test_so_it_is_with_a_restart_before_each_of_them(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, int]]
) -> None:
    clock, path = FakeClock(), tmp_path_factory.mktemp("restarts") / "journal.json"

    def started() -> Session:
        return Session(FileStore(path, clock), clock, CATALOG)

    states = [visible(started().open().journal)]
    for step in steps:
        if do(started(), clock, step):
            states.append(visible(started().open().journal))
    for expected in reversed(states[:-1]):
        started().undo()
        assert visible(started().open().journal) == expected
    for expected in states[1:]:
        started().redo()
        assert visible(started().open().journal) == expected


# Two copies and exports


def resting(journal: Journal) -> set[date]:
    return {day for day in date_range(on(-60), on(60)) if journal.is_rest_day(day)}


AWAY_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["away", "change", "end", "rest", "ordinary", "clear", "night"]),
        FEW_DAYS,
        st.integers(0, 6),
    ),
    max_size=8,
)


@given(AWAY_STEPS, AWAY_STEPS, st.lists(st.tuples(FEW_DAYS, st.integers(0, 6)), max_size=3))
def test_days_away_planned_in_another_copy_join_those_here(
    before: list[tuple[str, int, int]], here: list[tuple[str, int, int]], there: list[tuple[int, int]]
) -> None:
    """Those there are new ones: of a span that both copies know, the later change counts."""
    clock = FakeClock()
    base = Session(MemoryStore(), clock, CATALOG)
    for step in before:
        do(base, clock, step)
    journal = base.open().journal
    ours, theirs = (Session(MemoryStore(journal), clock, CATALOG) for _ in range(2))
    for first, length in there:
        theirs.submit(DaysAwayChosen(on(first), on(first + length)))
    planned_there = theirs.open().journal.away
    assume(all(planned_there[uid] == away for uid, away in journal.away.items()))
    planned = resting(theirs.open().journal) - resting(journal)
    for step in here:
        do(ours, clock, step)
    one, other = ours.open().journal, theirs.open().journal
    for merged in (merge(one, other), merge(other, one), merge(one, other, journal)):
        assert resting(merged) == resting(one) | planned
    session = Session(MemoryStore(merge(one, other)), clock, CATALOG)
    is_refused = False
    while True:
        try:
            session.undo()
        except ChangedSinceError:
            is_refused = True
        except NothingToUndoError:
            break
    assert is_refused or resting(session.open().journal) == set()


@given(STEPS)
def test_an_export_brought_back_counts_the_same_now_and_later(steps: list[tuple[str, int, int]]) -> None:
    clock = FakeClock()
    session = Session(MemoryStore(), clock, CATALOG)
    for step in steps:
        do(session, clock, step)
    journal = session.open().journal
    for is_csv in (False, True):
        data = csv_file.write(journal) if is_csv else json_file.write(journal, {})
        back = incoming.parse(data, Path("export")).merged_into(Journal(), clock.now().at)
        assert resting(back) == resting(journal)
        for days in (0, 3, 30):
            moment = utc_moment(clock.now().at + timedelta(days=days))
            one, other = journal_state(journal, moment), journal_state(back, moment)
            assert dict(one.marks) == dict(other.marks)
            assert (one.thread, one.headline, one.away_until) == (
                other.thread,
                other.headline,
                other.away_until,
            )


@settings(max_examples=25)
@given(RANGES, CONTENTS, st.integers(0, 23))
def test_what_is_read_first_says_the_same_of_today_as_the_whole_journal(
    tmp_path_factory: pytest.TempPathFactory,
    ranges: list[tuple[int, int]],
    contents: dict[int, str],
    hour: int,
) -> None:
    """At a start the newest days are read alone, and `kindtui status` may read no more than it needs."""
    journal = journal_of(day_with(content, on(ago)) for ago, content in sorted(contents.items()))
    away = {
        f"{number}": Away(f"{number}", on(first), on(first + length), MORNING.at)
        for number, (first, length) in enumerate(ranges)
    }
    clock = FakeClock(utc_moment(datetime(2026, 11, 22, hour, 30, tzinfo=UTC)))
    path = tmp_path_factory.mktemp("recent") / "journal.json"
    FileStore(path, clock).transact(lambda _: structs.replace(journal, away=away))
    recent = Session(FileStore(path, clock), clock, CATALOG).load_recent()
    whole = Session(FileStore(path, clock), clock, CATALOG).open()
    assert (recent.due, recent.away_until, recent.day) == (whole.due, whole.away_until, whole.day)
    assert (recent.headline, recent.today) == (whole.headline, whole.today)
    assert latest_days(recent.lived, recent.today) == latest_days(whole.lived, whole.today)

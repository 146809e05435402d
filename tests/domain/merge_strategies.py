"""Journals that disagree often, for hypothesis: few days, few uids, few moments, and every text once."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from msgspec import structs

from kindtui.domain.dates import Moment
from kindtui.domain.journal.away import Away
from kindtui.domain.journal.custom_entry import (
    CUSTOM_ENTRY_KINDS,
    UNDATED,
    CustomEntry,
    CustomEntryKey,
)
from kindtui.domain.journal.day import Act, Answer, Day, Line, Purge
from kindtui.domain.journal.journal import Conflict, Journal, UndoStep
from kindtui.domain.journal.parts import LIST_FIELDS, Part, PartKey, day_from_parts, parts_of, texts_of_part
from kindtui.domain.settings import Settings

START = datetime(2026, 11, 22, 8, tzinfo=UTC)
WRITTEN_AT = Moment(START, "UTC", 0)
DATES = (date(2026, 11, 21), date(2026, 11, 22))
UIDS = ("a", "b")
PART_KEYS: tuple[PartKey, ...] = (
    ("who", ""), ("energy", ""), ("connection", ""), ("rest", ""), ("skipped", "morning"), ("checks", "c"),
    ("not_away", "r"),
    *((field, uid) for field in LIST_FIELDS for uid in UIDS),
)  # fmt: skip
CUSTOM_ENTRY_KEYS: tuple[CustomEntryKey, ...] = tuple(
    (kind, uid) for kind in CUSTOM_ENTRY_KINDS for uid in UIDS
)
MAX_TICK = 6


def time_at_tick(tick: int) -> datetime:
    """One of a few moments."""
    return START + timedelta(seconds=tick)


def part(key: PartKey, text: str, tick: int) -> Any:
    """The version of a part that the text names."""
    field, uid = key
    number = sum(map(ord, text))
    match field:
        case "who":
            return Answer(text, time_at_tick(tick))
        case "energy" | "connection":
            return Answer(number % 9 + 1, time_at_tick(tick))
        case "rest" | "skipped" | "not_away":
            return Answer(bool(number % 2), time_at_tick(tick))
        case "checks":
            return Answer(("holds", "not_today")[number % 2], time_at_tick(tick))
        case "acts":
            return Act(
                uid, text, ("planned", "done")[number % 2], WRITTEN_AT, time_at_tick(tick), f"{text} who"
            )
    return Line(uid, text, WRITTEN_AT, time_at_tick(tick))


def custom_entry(key: CustomEntryKey, text: str, tick: int) -> CustomEntry:
    """The version of an entry of the user's own that the text names; every other check has a script."""
    number = sum(map(ord, text))
    script = f"{text} script" if text and key[0] == "own_checks" and number % 2 else ""
    records = "who" if text and key[0] == "morning_questions" and number % 2 else ""
    archived = bool(number % 3)
    return CustomEntry(key[1], text, time_at_tick(tick), script, archived=archived, records=records)


TICKS = st.integers(1, MAX_TICK)
# "x" and "y" may come back in another version; a serial number makes the others unlike any other text.
TEXTS = st.sampled_from(["x", "y"]) | st.uuids().map(lambda uuid: f"t{uuid.hex}")
DATED_PART_KEYS = st.sampled_from([(on, key) for on in DATES for key in PART_KEYS])


@st.composite
def days(draw: st.DrawFn, on: date, min_tick: int = 1) -> Day:
    """A day that could be: nothing in it is older than its tombstone or a move, or purged.

    A version that moved is half a tick away from the others: no two of one time differ.
    """
    purged = draw(
        st.none() | st.builds(Purge, st.integers(0, 3).map(time_at_tick), st.just(()) | st.just(UIDS[:1]))
    )
    deleted = draw(st.dictionaries(st.sampled_from(UIDS), TICKS.map(time_at_tick), max_size=2))
    half_tick = timedelta(seconds=0.5)
    times = st.sets(TICKS.map(lambda tick: time_at_tick(tick) + half_tick), min_size=1, max_size=2)
    moved = draw(st.dictionaries(st.sampled_from(UIDS), times.map(lambda found: tuple(sorted(found)))))
    parts = {}
    for key in draw(st.lists(st.sampled_from(PART_KEYS), unique=True, max_size=6)):
        one = part(key, draw(TEXTS), draw(st.integers(min_tick, MAX_TICK)))
        removals = [deleted[key[1]]] if key[0] in LIST_FIELDS and key[1] in deleted else []
        removals += moved.get(key[1], ()) if key[0] in LIST_FIELDS else ()
        if max(removals, default=START) < one.updated_at and not (
            purged and purged.covers(key[1], one.updated_at)
        ):
            parts[key] = one
    day = structs.replace(day_from_parts(on, parts), deleted=dict(sorted(deleted.items())), purged=purged)
    return structs.replace(day, moved=dict(sorted(moved.items())))


@st.composite
def conflicts(draw: st.DrawFn, day: Day) -> list[Conflict]:
    """Texts that lost against what is on that day."""
    found = {}
    parts = {key: one for key, one in parts_of(day).items() if key[0] in (*LIST_FIELDS, "who")}
    for key in draw(st.lists(st.sampled_from(sorted(parts)), max_size=2)) if parts else ():
        text, when = draw(TEXTS), draw(TICKS.map(time_at_tick))
        is_covered = day.purged and day.purged.covers(key[1], when)
        is_covered = is_covered or (key[0] in LIST_FIELDS and when <= day.deleted.get(key[1], START))
        if when <= parts[key].updated_at and text not in texts_of_part(key[0], parts[key]) and not is_covered:
            found[(key, text)] = Conflict(day.day, *key, text, when)
    return sorted(found.values(), key=lambda one: (one.day, one.part, one.uid, one.text))


@st.composite
def custom_entries(draw: st.DrawFn) -> dict[CustomEntryKey, CustomEntry]:
    """Entries of the user's own; some were taken back, some purged."""
    found = {}
    for key in draw(st.lists(st.sampled_from(CUSTOM_ENTRY_KEYS), unique=True, max_size=4)):
        own = custom_entry(key, draw(st.just("") | TEXTS), draw(TICKS))
        found[key] = own.tombstone if draw(st.integers(0, 7)) == 0 else own
    return dict(sorted(found.items()))


@st.composite
def days_away(draw: st.DrawFn, max_tick: int = MAX_TICK) -> Away:
    """Days away that were changed at some moment; some were taken back, some purged."""
    first, length = draw(st.sampled_from(DATES)), draw(st.integers(0, 3))
    changed_at = time_at_tick(draw(st.integers(1, max_tick)))
    away = Away(draw(st.sampled_from(UIDS)), first, first + timedelta(days=length), changed_at)
    if draw(st.integers(0, 7)) == 0 and max_tick == MAX_TICK:
        return away.tombstone
    return structs.replace(away, removed=draw(st.booleans()))


@st.composite
def custom_entry_conflicts(draw: st.DrawFn, own: dict[CustomEntryKey, CustomEntry]) -> list[Conflict]:
    """Texts that lost against these entries."""
    unpurged_keys = [key for key, one in own.items() if not one.purged]
    found = {}
    for key in draw(st.lists(st.sampled_from(unpurged_keys), max_size=2)) if unpurged_keys else ():
        text, when = draw(TEXTS), draw(TICKS.map(time_at_tick))
        if when <= own[key].updated_at and text not in own[key].texts:
            found[(key, text)] = Conflict(UNDATED, *key, text, when)
    return [found[place] for place in sorted(found)]


@st.composite
def undo_steps(draw: st.DrawFn) -> UndoStep:
    """A step as a change would leave it."""
    tick = draw(st.integers(2, MAX_TICK + 2))
    before: dict[date, dict[PartKey, Part]] = {}
    for on, key in draw(st.lists(DATED_PART_KEYS, max_size=2)):
        before.setdefault(on, {})[key] = part(key, draw(TEXTS), draw(st.integers(1, tick - 1)))
    created = sorted(
        (on, *key) for on, key in draw(st.sets(DATED_PART_KEYS, max_size=2)) if key not in before.get(on, {})
    )
    keys = st.tuples(st.sampled_from(CUSTOM_ENTRY_KINDS), st.sampled_from(UIDS))
    entry_keys = draw(st.lists(keys, unique=True, max_size=2))
    own = tuple(
        (key[0], custom_entry(key, draw(st.just("") | TEXTS), draw(st.integers(1, tick - 1))))
        for key in sorted(entry_keys)
    )
    away = {one.uid: one for one in draw(st.lists(days_away(tick - 1), max_size=2))}
    return UndoStep(
        time_at_tick(tick),
        tuple(day_from_parts(on, parts) for on, parts in sorted(before.items())),
        tuple(created),
        own=own,
        away=tuple(structs.replace(away[uid], purged=False) for uid in sorted(away)),
    )


@st.composite
def journals(draw: st.DrawFn) -> Journal:
    """A journal in canonical order."""
    chosen = [draw(days(on)) for on in DATES if draw(st.booleans())]
    settings = draw(
        st.builds(Settings, grace=st.integers(0, 6), updated_at=st.none() | TICKS.map(time_at_tick))
    )
    purges = {day.day: day.purged for day in chosen if day.purged}
    own = draw(custom_entries())
    purged = {key for key, one in own.items() if one.purged}
    away = {one.uid: one for one in draw(st.lists(days_away(), max_size=2))}
    purged_away = {uid for uid, one in away.items() if one.purged}
    undo, redo = (
        {
            (step.at, repr(step)): step
            for step in draw(st.lists(undo_steps(), max_size=most))
            if not any(day.day in purges for day in step.before)
            and not any(on in purges for on, _, _ in step.made)
            and not any((kind, before.uid) in purged for kind, before in step.own)
            and not purged_away & {before.uid for before in step.away}
        }
        for most in (3, 2)
    )
    return Journal(
        {day.day: day for day in chosen},
        settings,
        draw(st.none() | st.integers(MAX_TICK, MAX_TICK + 2).map(time_at_tick)),
        (*draw(custom_entry_conflicts(own)), *(lost for day in chosen for lost in draw(conflicts(day)))),
        tuple(step for _, step in sorted(undo.items())),
        own,
        tuple(step for _, step in sorted(redo.items())),
        dict(sorted(away.items())),
    )


def all_texts(journal: Journal) -> set[str]:
    """Every text in the days, the words of the user's own, and the conflicts."""
    parts = [(key, one) for day in journal.days.values() for key, one in parts_of(day).items()]
    found = {text for key, one in parts for text in texts_of_part(key[0], one)}
    found |= {text for own in journal.custom_entries.values() for text in own.texts}
    return found | {conflict.text for conflict in journal.conflicts}

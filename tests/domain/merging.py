"""Journals that disagree often, for hypothesis: few days, few uids, few moments, and every text once."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from msgspec import structs

from kindtui.domain.dates import Moment
from kindtui.domain.journal.day import Act, Answer, Day, Line, Purge
from kindtui.domain.journal.journal import Conflict, Journal, Step
from kindtui.domain.journal.own_words import KINDS, NO_DAY, Own
from kindtui.domain.journal.own_words import Key as OwnKey
from kindtui.domain.journal.parts import LISTS, Key, day_of, parts_of, words
from kindtui.domain.settings import Settings

START = datetime(2026, 11, 22, 8, tzinfo=UTC)
WRITTEN = Moment(START, "UTC", 0)
DATES = (date(2026, 11, 21), date(2026, 11, 22))
UIDS = ("a", "b")
FIELDS: tuple[Key, ...] = (
    ("who", ""), ("energy", ""), ("connection", ""), ("rest", ""), ("skipped", "morning"), ("checks", "c"),
    *((field, uid) for field in LISTS for uid in UIDS),
)  # fmt: skip
OWN_PLACES: tuple[OwnKey, ...] = tuple((kind, uid) for kind in KINDS for uid in UIDS)
LATEST = 6


def at(tick: int) -> datetime:
    """One of a few moments."""
    return START + timedelta(seconds=tick)


def part(key: Key, text: str, tick: int) -> Any:
    """The version of a part that the text names."""
    field, uid = key
    number = sum(map(ord, text))
    match field:
        case "who":
            return Answer(text, at(tick))
        case "energy" | "connection":
            return Answer(number % 9 + 1, at(tick))
        case "rest" | "skipped":
            return Answer(bool(number % 2), at(tick))
        case "checks":
            return Answer(("holds", "not_today")[number % 2], at(tick))
        case "acts":
            return Act(uid, text, ("planned", "done")[number % 2], WRITTEN, at(tick), f"{text} who")
    return Line(uid, text, WRITTEN, at(tick))


def own_word(key: OwnKey, text: str, tick: int) -> Own:
    """The version of an entry of the user's own that the text names; every other check has a script."""
    number = sum(map(ord, text))
    script = f"{text} script" if text and key[0] == "own_checks" and number % 2 else ""
    return Own(key[1], text, at(tick), script, archived=bool(number % 3))


TICKS = st.integers(1, LATEST)
# "x" and "y" may come back in another version; a serial number makes the others unlike any other text.
TEXTS = st.sampled_from(["x", "y"]) | st.uuids().map(lambda uuid: f"t{uuid.hex}")
PLACES = st.tuples(st.sampled_from(DATES), st.sampled_from(FIELDS))


@st.composite
def days(draw: st.DrawFn, on: date, first: int = 1) -> Day:
    """A day that could be: nothing in it is older than its tombstone, or purged."""
    purged = draw(st.none() | st.builds(Purge, st.integers(0, 3).map(at), st.just(()) | st.just(("a",))))
    deleted = draw(st.dictionaries(st.sampled_from(UIDS), TICKS.map(at), max_size=2))
    parts = {}
    for key in draw(st.lists(st.sampled_from(FIELDS), unique=True, max_size=6)):
        one = part(key, draw(TEXTS), draw(st.integers(first, LATEST)))
        gone = key[0] in LISTS and key[1] in deleted and deleted[key[1]] >= one.updated_at
        if not gone and not (purged and purged.covers(key[1], one.updated_at)):
            parts[key] = one
    return structs.replace(day_of(on, parts), deleted=dict(sorted(deleted.items())), purged=purged)


@st.composite
def conflicts(draw: st.DrawFn, day: Day) -> list[Conflict]:
    """Texts that lost against what is on that day."""
    found = {}
    parts = {key: one for key, one in parts_of(day).items() if key[0] in (*LISTS, "who")}
    for key in draw(st.lists(st.sampled_from(sorted(parts)), max_size=2)) if parts else ():
        text, when = draw(TEXTS), draw(TICKS.map(at))
        over = day.purged and day.purged.covers(key[1], when)
        over = over or (key[0] in LISTS and when <= day.deleted.get(key[1], START))
        if when <= parts[key].updated_at and text not in words(key[0], parts[key]) and not over:
            found[(key, text)] = Conflict(day.day, *key, text, when)
    return sorted(found.values(), key=lambda one: (one.day, one.part, one.uid, one.text))


@st.composite
def owns(draw: st.DrawFn) -> dict[OwnKey, Own]:
    """Entries of the user's own; some were taken back, some purged."""
    found = {}
    for key in draw(st.lists(st.sampled_from(OWN_PLACES), unique=True, max_size=4)):
        own = own_word(key, draw(st.just("") | TEXTS), draw(TICKS))
        found[key] = own.gone if draw(st.integers(0, 7)) == 0 else own
    return dict(sorted(found.items()))


@st.composite
def own_conflicts(draw: st.DrawFn, own: dict[OwnKey, Own]) -> list[Conflict]:
    """Texts that lost against these entries."""
    left = [key for key, one in own.items() if not one.purged]
    found = {}
    for key in draw(st.lists(st.sampled_from(left), max_size=2)) if left else ():
        text, when = draw(TEXTS), draw(TICKS.map(at))
        if text not in own[key].words:
            found[(key, text)] = Conflict(NO_DAY, *key, text, when)
    return [found[place] for place in sorted(found)]


@st.composite
def steps(draw: st.DrawFn) -> Step:
    """A step as a change would leave it."""
    tick = draw(st.integers(2, LATEST + 2))
    before = {}
    for on, key in draw(st.lists(PLACES, max_size=2)):
        before.setdefault(on, {})[key] = part(key, draw(TEXTS), draw(st.integers(1, tick - 1)))
    made = sorted(
        (on, *key) for on, key in draw(st.sets(PLACES, max_size=2)) if key not in before.get(on, {})
    )
    owned = draw(st.lists(st.sampled_from(OWN_PLACES), unique=True, max_size=2))
    own = tuple(
        (key[0], own_word(key, draw(st.just("") | TEXTS), draw(st.integers(1, tick - 1))))
        for key in sorted(owned)
    )
    return Step(
        at(tick), tuple(day_of(on, parts) for on, parts in sorted(before.items())), tuple(made), own=own
    )


@st.composite
def journals(draw: st.DrawFn) -> Journal:
    """A journal in canonical order."""
    chosen = [draw(days(on)) for on in DATES if draw(st.booleans())]
    settings = draw(st.builds(Settings, grace=st.integers(0, 6), updated_at=st.none() | TICKS.map(at)))
    purges = {day.day: day.purged for day in chosen if day.purged}
    own = draw(owns())
    purged = {key for key, one in own.items() if one.purged}
    undo = {
        (step.at, repr(step)): step
        for step in draw(st.lists(steps(), max_size=3))
        if not any(day.day in purges for day in step.before)
        and not any(on in purges for on, _, _ in step.made)
        and not any((kind, before.uid) in purged for kind, before in step.own)
    }
    return Journal(
        {day.day: day for day in chosen},
        settings,
        draw(st.none() | st.integers(LATEST, LATEST + 2).map(at)),
        (*draw(own_conflicts(own)), *(lost for day in chosen for lost in draw(conflicts(day)))),
        tuple(step for _, step in sorted(undo.items())),
        own,
    )


def kept_texts(journal: Journal) -> set[str]:
    """Every text in the days, the words of the user's own, and the conflicts."""
    parts = [(key, one) for day in journal.days.values() for key, one in parts_of(day).items()]
    found = {text for key, one in parts for text in words(key[0], one)}
    found |= {text for own in journal.own.values() for text in own.words}
    return found | {conflict.text for conflict in journal.conflicts}

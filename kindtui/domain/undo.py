"""Undo: what a change took away or put there, part by part, and the way back."""

from collections.abc import Mapping
from datetime import date, datetime

from msgspec import Struct, structs

from kindtui.domain.day import Act, Day
from kindtui.domain.journal import UNDO_DEPTH, Journal, Step
from kindtui.domain.parts import LISTS, Key, Part, cleared, day_of, parts_of, restamped, words

Place = tuple[date, Key]

NAMES: Mapping[str, str] = {
    "who": "the name",
    "energy": "the energy",
    "rest": "the rest day",
    "skipped": "the card put aside",
    "checks": "the boundary check",
    "acts": "the act",
    "received": "the line received",
    "kept": "the boundary kept",
    "settings": "the setting",
}


class NothingToUndoError(Exception):
    """There is no step, or what it changed has changed again; the text is fit to be shown."""


class Taken(Struct, frozen=True):
    """A text that undo took away, to go back into its field as a draft."""

    on: date
    part: str
    text: str


class Undone(Struct, frozen=True):
    """The journal after an undo, what it was about, and the texts it took away."""

    journal: Journal
    what: str
    taken: tuple[Taken, ...]


def remember(before: Journal, after: Journal, at: datetime) -> Journal:
    """The journal `after` a change made at `at`, which can be undone from now on."""
    old_days: list[Day] = []
    made: list[tuple[date, str, str]] = []
    for on, day in after.days.items():
        if (was := before.day(on)) is not before.days.get(on) or day is not was:
            old, new = parts_of(was), parts_of(day)
            changed = {key: part for key, part in old.items() if new.get(key) != part}
            made += [(on, *key) for key in new.keys() - old.keys()]
            if changed:
                old_days.append(day_of(on, changed))
    settings = before.settings if after.settings != before.settings else None
    if not (old_days or made or settings):
        return after
    step = Step(at, tuple(old_days), tuple(sorted(made)), settings)
    return structs.replace(after, undo=(*after.undo, step)[-UNDO_DEPTH:])


def undo(journal: Journal, now: datetime) -> Undone:
    """Take the last step back; `now` is the `updated_at` of what it restores.

    Raises:
        NothingToUndoError: if there is nothing to undo, or it has changed since.
    """
    steps = [step for step in journal.undo if step.before or step.made or step.settings]
    if not steps:
        message = "There is nothing to undo."
        raise NothingToUndoError(message)
    *rest, step = steps
    _check(journal, step)
    restored = _restored(step)
    places = [*restored, *((on, (part, uid)) for on, part, uid in step.made)]
    left = structs.replace(journal, undo=tuple(_follow(earlier, step, now) for earlier in rest))
    for on in sorted({on for on, _ in places}):
        old = {key: restored.get((on, key)) for day, key in places if day == on}
        left = left.with_day(_put_back(journal.day(on), old, now))
    if step.settings is not None:
        left = structs.replace(left, settings=structs.replace(step.settings, updated_at=now))
    kinds = [part for _, (part, _) in places] or ["settings"]
    return Undone(left, NAMES[max(kinds, key=list(NAMES).index)], _taken(journal, places, restored))


def _restored(step: Step) -> dict[Place, Part]:
    return {(day.day, key): part for day in step.before for key, part in parts_of(day).items()}


def _stamps(step: Step) -> dict[Place, datetime]:
    """The `updated_at` of every part of a step, unless it was changed since."""
    stamps = dict.fromkeys(_restored(step), step.at)
    stamps |= {(on, (part, uid)): step.at for on, part, uid in step.made}
    return stamps | {(on, (part, uid)): at for on, part, uid, at in step.moved if (on, (part, uid)) in stamps}


def _check(journal: Journal, step: Step) -> None:
    for (on, key), at in _stamps(step).items():
        day = journal.day(on)
        part = parts_of(day).get(key)
        if (part.updated_at if part else day.deleted.get(key[1])) != at:
            raise _changed_since(key[0])
    if step.settings is not None and journal.settings.updated_at != (step.settings_at or step.at):
        raise _changed_since("settings")


def _follow(earlier: Step, undone: Step, now: datetime) -> Step:
    """An earlier step, which knows its parts again after they were put back at `now`."""
    stamps, restored = _stamps(earlier), _restored(undone)
    moved = {(on, *key): at for (on, key), at in stamps.items() if at != earlier.at}
    for (on, key), part in restored.items():
        if stamps.get((on, key)) == part.updated_at:
            moved[(on, *key)] = now
    settings_at = earlier.settings_at
    if (
        earlier.settings is not None
        and undone.settings is not None
        and undone.settings.updated_at == (earlier.settings_at or earlier.at)
    ):
        settings_at = now
    places = tuple((*place, at) for place, at in sorted(moved.items()))
    return structs.replace(earlier, moved=places, settings_at=settings_at)


def _put_back(day: Day, old: Mapping[Key, Part | None], now: datetime) -> Day:
    """The day with these parts as they were; None for one that was not there."""
    parts, deleted = parts_of(day), dict(day.deleted)
    for key, was in old.items():
        there = restamped(was, now) if was else cleared(key[0], now)
        if there is not None:
            parts[key] = there
        else:
            del parts[key]
            deleted[key[1]] = now
    return structs.replace(day_of(day.day, parts, day), deleted=deleted)


def _taken(journal: Journal, places: list[Place], restored: Mapping[Place, Part]) -> tuple[Taken, ...]:
    """The texts that are nowhere in what was put back."""
    held = {text for (_, key), part in restored.items() for text in words(key[0], part)}
    return tuple(
        Taken(on, field, text)
        for on, key in sorted(places)
        for field, text in _typed(key, parts_of(journal.day(on)).get(key))
        if text and text not in held
    )


def _typed(key: Key, part: Part | None) -> list[tuple[str, str]]:
    """Each text of a part that was typed, and the field it goes back to; a done act was "gave"."""
    if isinstance(part, Act):
        field = "gave" if part.state == "done" else "own"
        return [(field, "" if part.source else part.text), ("when", part.when)]
    return [(key[0], text) for text in words(key[0], part)] if key[0] in (*LISTS, "who") else []


def _changed_since(part: str) -> NothingToUndoError:
    return NothingToUndoError(f"Not undone: {NAMES[part]} has changed since.")

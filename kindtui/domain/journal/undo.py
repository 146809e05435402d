"""Undo: what a change took away or put there, part by part, and the way back."""

from collections.abc import Mapping
from datetime import date, datetime

from msgspec import Struct, structs

from kindtui.domain.journal.day import Act, Day
from kindtui.domain.journal.journal import UNDO_DEPTH, Journal, Step
from kindtui.domain.journal.own_words import KINDS, NO_DAY, Kind, Own, draft_field
from kindtui.domain.journal.parts import LISTS, Key, Part, day_of, parts_of, put_back, words

Place = tuple[date, Key]

NAMES: Mapping[str, str] = {
    "who": "the name",
    "energy": "the energy",
    "mood_morning": "the mood",
    "mood_evening": "the mood",
    "connection": "the connection",
    "rest": "the rest day",
    "skipped": "the card put aside",
    "checks": "the boundary check",
    "acts": "the act",
    "received": "the line received",
    "kept": "the boundary kept",
    "notes": "the note",
    "settings": "the setting",
    "own_acts": "the act of your own",
    "own_checks": "the check of your own",
    "own_people": "the person to talk to",
}


class NothingToUndoError(Exception):
    """There is no step that can be undone; the text is fit to be shown."""


class ChangedSinceError(NothingToUndoError):
    """What the last step changed has changed again."""


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
        if before.days.get(on) is not day:
            old, new = parts_of(before.day(on)), parts_of(day)
            changed = {key: part for key, part in old.items() if new.get(key) != part}
            made += [(on, *key) for key in new.keys() - old.keys()]
            if changed:
                old_days.append(day_of(on, changed))
    settings = before.settings if after.settings != before.settings else None
    own = _own_before(before, after)
    if not (old_days or made or settings or own):
        return after
    step = Step(at, tuple(old_days), tuple(sorted(made)), settings, own=own)
    return structs.replace(after, undo=(*after.undo, step)[-UNDO_DEPTH:])


def _own_before(before: Journal, after: Journal) -> tuple[tuple[Kind, Own], ...]:
    changed = [(key, own) for key, own in sorted(after.own.items()) if before.own.get(key) != own]
    return tuple(
        (kind, before.own.get(key) or Own(own.uid, "", own.updated_at))
        for key, own in changed
        for kind in KINDS
        if kind == key[0]
    )


def undo(journal: Journal, now: datetime) -> Undone:
    """Take the last step back; `now` is the `updated_at` of what it restores.

    Raises:
        NothingToUndoError: if there is nothing to undo.
        ChangedSinceError: if it has changed since.
    """
    steps = _steps(journal)
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
        left = (
            _own_put_back(left, old, now) if on == NO_DAY else left.with_day(put_back(left.day(on), old, now))
        )
    if step.settings is not None:
        told = journal.settings.low_mood_told  # nobody's change: what was said stays said
        settings = structs.replace(step.settings, updated_at=now, low_mood_told=told)
        left = structs.replace(left, settings=settings)
    kinds = [part for _, (part, _) in places] or ["settings"]
    return Undone(left, NAMES[max(kinds, key=list(NAMES).index)], _taken(journal, places, restored))


def without_last_step(journal: Journal) -> Journal:
    """The journal without the step that `undo` would take back."""
    return structs.replace(journal, undo=tuple(_steps(journal)[:-1]))


def _steps(journal: Journal) -> list[Step]:
    return [step for step in journal.undo if step.before or step.made or step.settings or step.own]


def _restored(step: Step) -> dict[Place, Part]:
    days = {(day.day, key): part for day in step.before for key, part in parts_of(day).items()}
    return days | {(NO_DAY, (kind, own.uid)): own for kind, own in step.own}


def _stamps(step: Step) -> dict[Place, datetime]:
    """The `updated_at` of every part of a step, unless it was changed since."""
    stamps = dict.fromkeys(_restored(step), step.at)
    stamps |= {(on, (part, uid)): step.at for on, part, uid in step.made}
    return stamps | {(on, (part, uid)): at for on, part, uid, at in step.moved if (on, (part, uid)) in stamps}


def _check(journal: Journal, step: Step) -> None:
    for (on, key), at in _stamps(step).items():
        part = _part(journal, on, key)
        if (part.updated_at if part else journal.day(on).deleted.get(key[1])) != at:
            raise _changed_since(key[0])
    if step.settings is not None and journal.settings.updated_at != (step.settings_at or step.at):
        raise _changed_since("settings")


def _part(journal: Journal, on: date, key: Key) -> Part | None:
    return journal.own.get(key) if on == NO_DAY else parts_of(journal.day(on)).get(key)


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


def _own_put_back(journal: Journal, old: Mapping[Key, Part | None], now: datetime) -> Journal:
    """The journal with these words of the user's own as they were."""
    back = {key: structs.replace(was, updated_at=now) for key, was in old.items() if isinstance(was, Own)}
    return structs.replace(journal, own={**journal.own, **back})


def _taken(journal: Journal, places: list[Place], restored: Mapping[Place, Part]) -> tuple[Taken, ...]:
    """The texts that are nowhere in what was put back."""
    held = {text for (_, key), part in restored.items() for text in words(key[0], part)}
    return tuple(
        Taken(on, field, text)
        for on, key in sorted(places)
        for field, text in _typed(key, _part(journal, on, key), restored.get((on, key)))
        if text and text not in held
    )


def _typed(key: Key, part: Part | None, was: Part | None) -> list[tuple[str, str]]:
    """Each text of a part that was typed, and the field it goes back to; a done act was "gave"."""
    if isinstance(part, Own):
        uid = part.uid if isinstance(was, Own) and was.text else ""
        kind = next(kind for kind in KINDS if kind == key[0])
        return [(draft_field(kind, uid), part.text), (draft_field(kind, uid, "script"), part.script)]
    if isinstance(part, Act):
        field = "gave" if part.state == "done" else "own"
        return [(field, "" if part.source else part.text), ("when", part.when)]
    return [(key[0], text) for text in words(key[0], part)] if key[0] in (*LISTS, "who") else []


def _changed_since(part: str) -> ChangedSinceError:
    return ChangedSinceError(
        f"Not undone: {NAMES[part]} has changed since. The same key takes back the change before it."
    )

"""The words of a whole journal, sealed before it is written."""

from collections.abc import Callable, Hashable, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from msgspec import structs

from kindtui.domain.drafts import Drafts
from kindtui.domain.journal.custom_entry import CustomEntry, CustomEntryKey
from kindtui.domain.journal.day import SCALES, Act, Answer, Day, Line
from kindtui.domain.journal.journal import Conflict, Journal, UndoStep
from kindtui.domain.journal.keyring import Keyring
from kindtui.domain.journal.parts import PartKey, day_from_parts, parts_of
from kindtui.domain.sealed_text import SealedText, is_sealed, is_sealed_at
from kindtui.domain.settings import Settings
from kindtui.storage.errors import LockedError
from kindtui.storage.sealing.places import (
    FIELDS,
    SEALED_DRAFTS,
    SETTINGS_PLACE,
    Entry,
    changed_step,
    conflict_place,
    draft_place,
    drafts_in,
    low_mood_words,
    tokens_of,
    words_beside_text,
)
from kindtui.storage.sealing.seals import BoxSeal, KeySeal, Place
from kindtui.texts import get_text

MAX_NESTED_LENGTH = 32768  # each box makes a text a third longer

Value = TypeVar("Value", Day, UndoStep, Settings, Conflict, CustomEntry)


class Pair(NamedTuple):
    """Something as it is in memory and in the file; the next save seals anew what is not final there."""

    value: Any
    stored: Any
    is_final: bool = True


class WordSealer:
    """Seals every word that is not sealed yet. What stays as it was keeps its strings in the file."""

    def __init__(self, seal: BoxSeal | KeySeal) -> None:
        """Seal with that."""
        self._seal = seal
        self._pairs: dict[Hashable, Pair] = {}

    def sealed(self, journal: Journal) -> Journal:
        """Return the journal with its words sealed."""
        before, self._pairs = self._pairs, {}

        def seal_known(key: Hashable, value: Value, seal: Callable[[Value, Pair | None], Value]) -> Value:
            pair = before.get(key)
            if pair and pair.is_final and (pair.value is value or pair.value == value):
                stored: Value = pair.stored
            else:
                stored = seal(value, pair)
            self._pairs[key] = Pair(value, stored)
            return stored

        def sealed_steps(steps: tuple[UndoStep, ...]) -> tuple[UndoStep, ...]:
            return tuple(seal_known(("step", step.at), step, self._sealed_step) for step in steps)

        return structs.replace(
            journal,
            days={on: seal_known(on, day, self._sealed_day) for on, day in journal.days.items()},
            settings=seal_known("settings", journal.settings, self._sealed_settings),
            conflicts=tuple(seal_known(one, one, self._sealed_conflict) for one in journal.conflicts),
            custom_entries={
                key: seal_known(key, entry, self._sealed_custom_entry(key))
                for key, entry in journal.custom_entries.items()
            },
            undo_steps=sealed_steps(journal.undo_steps),
            redo_steps=sealed_steps(journal.redo_steps),
        )

    def _sealed_custom_entry(self, key: CustomEntryKey) -> Callable[[CustomEntry, Pair | None], CustomEntry]:
        return lambda entry, _: self._sealed_entry(entry, Place("", *key))

    def sealed_drafts(self, drafts: Drafts) -> Drafts:
        """Return the drafts of each day in one field, each text sealed with the name of its field."""
        return {
            on: {SEALED_DRAFTS: tuple(self._sealed_draft(on, *draft) for draft in drafts_in(fields))}
            for on, fields in drafts.items()
        }

    def _sealed_draft(self, on: date, field: str, text: str) -> str:
        if field == SEALED_DRAFTS and is_sealed(text):
            return text
        return self._seal.seal([field, text], draft_place(on), None)

    def _sealed_text(self, text: str, place: Place, at: datetime | None) -> str:
        return self._seal.seal([self._in_seal(text)], place, at)

    def _sealed_day(self, day: Day, pair: Pair | None = None) -> Day:
        parts = parts_of(day)
        kept = _parts_to_keep(parts, pair) if pair else {}
        sealed = {key: kept.get(key) or self._sealed_part(key, part, day.day) for key, part in parts.items()}
        return day if sealed == parts else day_from_parts(day.day, sealed, day)

    def _sealed_part(self, key: PartKey, part: Any, on: date) -> Any:
        place = Place(on.isoformat(), *key)
        match part:
            case Line():
                return self._sealed_entry(part, place)
            case Act():
                return self._sealed_entry(part, place)
            case Answer() if key[0] == "who" and part.value:
                return structs.replace(part, value=self._sealed_text(part.value, place, part.updated_at))
            case Answer() if key[0] in SCALES and part.is_given:
                return self._sealed_rating(part, place)
        return part

    def _sealed_rating(self, answer: Answer[int | None], place: Place) -> Answer[int | None]:
        if not answer.value:
            return answer
        sealed = self._seal.seal([answer.value], place, answer.updated_at)
        return structs.replace(answer, value=None, sealed=sealed)

    def _sealed_entry(self, entry: Entry, place: Place) -> Entry:
        others: list[str] = words_beside_text(entry)
        if not (entry.text or any(others)):
            return entry
        text = self._seal.seal([self._in_seal(entry.text), *others], place, entry.updated_at)
        return structs.replace(entry, text=text, **dict.fromkeys(FIELDS[type(entry)][1:], ""))

    def _in_seal(self, text: str) -> Any:
        """Return a text as it is sealed: in a list of its own if it is sealed already."""
        return text

    def _sealed_conflict(self, conflict: Conflict, _: Pair | None = None) -> Conflict:
        return self._sealed_entry(conflict, conflict_place(conflict))

    def _sealed_settings(self, settings: Settings, pair: Pair | None = None) -> Settings:
        if not (settings.low_mood_told or settings.low_mood_in_a_row):
            return settings
        words = low_mood_words(settings)
        if pair and pair.is_final and pair.stored.sealed and low_mood_words(pair.value) == words:
            sealed = pair.stored.sealed
        else:
            sealed = self._seal.seal(words, SETTINGS_PLACE, None)
        return structs.replace(settings, low_mood_told=None, low_mood_in_a_row=0, sealed=sealed)

    def _sealed_step(self, step: UndoStep, _: Pair | None = None) -> UndoStep:
        return changed_step(
            step,
            self._sealed_day,
            self._sealed_conflict,
            lambda kind, entry: self._sealed_entry(entry, Place("", kind, entry.uid)),
            self._sealed_settings,
        )


class BoxSealer(WordSealer):
    """Seals new words of a journal whose key is not at hand, and leaves the sealed ones as they are.

    Sealed words are bound to their time. If that changed, as when an act was done, they go into a box too.
    """

    def __init__(self, keyring: Keyring, stored: Journal | None = None, known: Journal | None = None) -> None:
        """Take the public key of a keyring, and the journal as it is in the file and as it was known."""
        super().__init__(BoxSeal(keyring))
        self._sealed_before = [journal for journal in (stored, known) if journal]
        if stored and stored.is_locked:
            self._pairs = {on: Pair(day, day) for on, day in stored.days.items()}

    def _in_seal(self, text: str) -> Any:
        return nested(text) if is_sealed(text) and text in self._known_tokens else text

    @cached_property
    def _known_tokens(self) -> frozenset[str]:
        return frozenset(token for journal in self._sealed_before for token in tokens_of(journal))

    def _is_final(self, text: str, at: datetime | None) -> bool:
        """Return whether a text that was changed at `at` is sealed already."""
        return is_sealed_at(text, at)

    def _sealed_text(self, text: str, place: Place, at: datetime | None) -> str:
        return text if self._is_final(text, at) else super()._sealed_text(text, place, at)

    def _sealed_entry(self, entry: Entry, place: Place) -> Entry:
        is_sealed_alone = self._is_final(entry.text, entry.updated_at) and not any(words_beside_text(entry))
        return entry if is_sealed_alone else super()._sealed_entry(entry, place)

    def _sealed_conflict(self, conflict: Conflict, _: Pair | None = None) -> Conflict:
        return conflict if is_sealed(conflict.text) else super()._sealed_conflict(conflict)

    def _sealed_rating(self, answer: Answer[int | None], place: Place) -> Answer[int | None]:
        if answer.value or self._is_final(answer.sealed, answer.updated_at):
            return super()._sealed_rating(answer, place)
        sealed = self._seal.seal([nested(answer.sealed)], place, answer.updated_at)
        return structs.replace(answer, sealed=sealed)


class CopySealer(BoxSealer):
    """Puts the plain words of a locked copy into boxes; what looks sealed in it is, whatever its time."""

    def _in_seal(self, text: str) -> Any:
        return nested(text) if is_sealed(text) else text

    def _is_final(self, text: str, at: datetime | None) -> bool:
        del at
        return is_sealed(text)


def nested(sealed: str) -> list[str]:
    """Return what is put into a box for a text that is sealed already.

    Raises:
        LockedError: It was put into so many boxes that it would fill the file.
    """
    if len(sealed) > MAX_NESTED_LENGTH:
        raise LockedError(get_text("errors.lock.changed_too_often"))
    return [sealed]


def _parts_to_keep(parts: Mapping[PartKey, Any], pair: Pair) -> dict[PartKey, Any]:
    """Return in their form in the file the parts that are as they were, and sealed with the key there."""
    before, stored = parts_of(pair.value), parts_of(pair.stored)
    return {
        key: stored[key]
        for key, part in parts.items()
        if key in stored and before.get(key) == part and _is_sealed_with_key(stored[key])
    }


def _is_sealed_with_key(part: Any) -> bool:
    """Return whether a part in the file has no words, or only such that were sealed with the key."""
    match part:
        case Line() | Act() | CustomEntry():
            token = SealedText.parse(part.text)
            return token is not None and token.kind == "s" and not any(words_beside_text(part))
        case Answer(value=str() as text):
            token = SealedText.parse(text)
            return token is not None and token.kind == "s"
        case Answer(value=None, sealed=sealed) if sealed:
            return sealed.startswith("sealed.s.")
    return False

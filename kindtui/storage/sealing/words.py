"""The words of a whole journal: sealed before it is written, and opened once it was read."""

import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from datetime import date, datetime
from itertools import chain, count, zip_longest
from typing import Any, NamedTuple, TypeVar

import msgspec
from msgspec import structs

from kindtui.domain.drafts import Drafts
from kindtui.domain.journal.custom_entry import UNDATED, CustomEntry, CustomEntryKey
from kindtui.domain.journal.day import SCALES, Act, Answer, Day, Line, Rating
from kindtui.domain.journal.journal import Conflict, Journal, UndoStep
from kindtui.domain.journal.keyring import Keyring
from kindtui.domain.journal.merge import without_settled_conflicts
from kindtui.domain.journal.parts import Part, PartKey, day_from_parts, parts_of, texts_of_part
from kindtui.domain.sealed_text import SealedText, is_sealed, is_sealed_at, time_of
from kindtui.domain.settings import Settings
from kindtui.storage.sealing.keys import Keys
from kindtui.storage.sealing.seals import BoxSeal, KeySeal, Place, Words
from kindtui.storage.sealing.sodium import SealError
from kindtui.texts import get_text

SEALED_DRAFTS = "sealed"  # the field of a day in the file of drafts of a locked journal
MAX_NESTED_BOXES = 64
SETTINGS_PLACE = Place("", "settings", "")
# What is sealed together, in the place of the first; the others are left empty.
_FIELDS: Mapping[type, tuple[str, ...]] = {
    Line: ("text",),
    Act: ("text", "who", "when", "audience", "source"),
    CustomEntry: ("text", "script"),
    Conflict: ("text",),
}
_SEALED = re.compile(rb'"(sealed\.[sb]\.[^"]*)"')
_TEXTS_OF_ACT = 3  # of these, what a person wrote, each of which can become a conflict

Entry = TypeVar("Entry", Line, Act, CustomEntry, Conflict)
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
        return self._seal.seal([field, text], _draft_place(on), None)

    def _sealed_text(self, text: str, place: Place, at: datetime | None) -> str:
        return self._seal.seal([text], place, at)

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
        first, *others = _FIELDS[type(entry)]
        words = [getattr(entry, name) for name in (first, *others)]
        if not any(words):
            return entry
        text = self._seal.seal(words, place, entry.updated_at)
        return structs.replace(entry, text=text, **dict.fromkeys(others, ""))

    def _sealed_conflict(self, conflict: Conflict, _: Pair | None = None) -> Conflict:
        return self._sealed_entry(conflict, _conflict_place(conflict))

    def _sealed_settings(self, settings: Settings, pair: Pair | None = None) -> Settings:
        if not (settings.low_mood_told or settings.low_mood_in_a_row):
            return settings
        if pair and _low_mood(pair.value) == _low_mood(settings) and is_sealed(pair.stored.sealed):
            sealed = pair.stored.sealed
            return structs.replace(settings, low_mood_told=None, low_mood_in_a_row=0, sealed=sealed)
        words = [msgspec.to_builtins(settings.low_mood_told), settings.low_mood_in_a_row]
        sealed = self._seal.seal(words, SETTINGS_PLACE, None)
        return structs.replace(settings, low_mood_told=None, low_mood_in_a_row=0, sealed=sealed)

    def _sealed_step(self, step: UndoStep, _: Pair | None = None) -> UndoStep:
        return _changed_step(
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

    def __init__(self, keyring: Keyring, stored: Journal | None = None) -> None:
        """Take the public key of a keyring, and the journal as it is in the file."""
        super().__init__(BoxSeal(keyring))
        if stored and stored.is_locked:
            self._pairs = {on: Pair(day, day) for on, day in stored.days.items()}

    def _sealed_text(self, text: str, place: Place, at: datetime | None) -> str:
        return text if is_sealed_at(text, at) else super()._sealed_text(text, place, at)

    def _sealed_entry(self, entry: Entry, place: Place) -> Entry:
        is_sealed_alone = is_sealed_at(entry.text, entry.updated_at) and not any(_other_words(entry))
        return entry if is_sealed_alone else super()._sealed_entry(entry, place)

    def _sealed_conflict(self, conflict: Conflict, _: Pair | None = None) -> Conflict:
        return conflict if is_sealed(conflict.text) else super()._sealed_conflict(conflict)

    def _sealed_rating(self, answer: Answer[int | None], place: Place) -> Answer[int | None]:
        if answer.value or is_sealed_at(answer.sealed, answer.updated_at):
            return super()._sealed_rating(answer, place)
        sealed = self._seal.seal([answer.sealed], place, answer.updated_at)
        return structs.replace(answer, sealed=sealed)


class KeySealer(WordSealer):
    """Opens and seals the words of a journal whose key is at hand.

    What was put into boxes meanwhile is sealed with the key by the next save. Words that do not open are
    shown as a sentence that says so; they stay in the file as they are.

    Attributes:
        failures: How many times words did not open.
    """

    def __init__(self, keys: Keys) -> None:
        """Take the keys."""
        super().__init__(KeySeal(keys))
        self._key_seal = KeySeal(keys)
        self._seal = self._key_seal
        self._unopened: dict[str, str] = {}  # what stands in the file, by the sentence that is shown for it
        self._draft_tokens: dict[tuple[date, str, str], str] = {}  # by the day, the field and the text
        self._has_other_words = False  # than those sealed with the key, among those opened since it was reset
        self.failures = 0  # how many times words did not open

    def opened(self, journal: Journal) -> Journal:
        """Return the journal with its words."""
        before, self._pairs = self._pairs, {}

        def open_known(
            key: Hashable, stored: Value, open_: Callable[[Value], Value], *, is_kept: bool = False
        ) -> Value:
            pair = before.get(key)
            if pair and pair.is_final and pair.stored == stored:
                self._pairs[key] = Pair(pair.value, stored)
                value: Value = pair.value
                return value
            self._has_other_words = False
            value = open_(stored)
            self._pairs[key] = Pair(value, stored, is_kept or not self._has_other_words)
            return value

        def opened_steps(steps: tuple[UndoStep, ...]) -> tuple[UndoStep, ...]:
            return tuple(open_known(("step", one.at), one, self._opened_step, is_kept=True) for one in steps)

        opened = structs.replace(
            journal,
            days={on: open_known(on, day, self._opened_day) for on, day in journal.days.items()},
            settings=open_known("settings", journal.settings, self._opened_settings),
            conflicts=tuple(one for each in journal.conflicts for one in self._known_conflicts(each)),
            custom_entries={
                key: open_known(key, entry, self._opened_custom_entry(key))
                for key, entry in journal.custom_entries.items()
            },
            undo_steps=opened_steps(journal.undo_steps),
            redo_steps=opened_steps(journal.redo_steps),
        )
        return without_settled_conflicts(opened) if opened.conflicts else opened

    def _opened_custom_entry(self, key: CustomEntryKey) -> Callable[[CustomEntry], CustomEntry]:
        return lambda entry: self._opened_entry(entry, Place("", *key))

    def _known_conflicts(self, stored: Conflict) -> list[Conflict]:
        """Return what a conflict in the file stands for, and note it if that is one conflict."""
        self._has_other_words = False
        opened = self._opened_conflicts(stored)
        if len(opened) == 1:
            self._pairs[opened[0]] = Pair(opened[0], stored, not self._has_other_words)
        return opened

    def is_unopened(self, part: Part) -> bool:
        """Return whether the words of an opened part, or its rating, could not be opened."""
        texts = texts_of_part("who", part)
        return bool(getattr(part, "sealed", "")) or any(text in self._unopened for text in texts)

    def has_unopened(self, journal: Journal) -> bool:
        """Return whether a journal that was opened has words that do not open, but for what can be undone."""
        parts = chain.from_iterable(parts_of(day).values() for day in journal.days.values())
        return (
            any(map(self.is_unopened, parts))
            or any(map(self.is_unopened, journal.custom_entries.values()))
            or any(conflict.text in self._unopened for conflict in journal.conflicts)
            or bool(journal.settings.sealed)
        )

    def without_unopened_steps(self, journal: Journal) -> Journal:
        """Return the journal without steps to undo or redo whose words do not open."""

        def opened(steps: tuple[UndoStep, ...]) -> tuple[UndoStep, ...]:
            return tuple(step for step in steps if not self._is_unopened_step(step))

        return structs.replace(
            journal, undo_steps=opened(journal.undo_steps), redo_steps=opened(journal.redo_steps)
        )

    def _is_unopened_step(self, step: UndoStep) -> bool:
        conflicts = (*step.conflicts, *step.conflicts_made)
        entries: dict[CustomEntryKey, CustomEntry] = {(kind, entry.uid): entry for kind, entry in step.own}
        days = {day.day: day for day in step.before}
        return self.has_unopened(
            Journal(days, step.settings or Settings(), None, conflicts, custom_entries=entries)
        )

    def opened_other(self, journal: Journal) -> Journal:
        """Return another copy of the journal with its words."""
        pairs = self._pairs
        try:
            return self.opened(journal)
        finally:
            self._pairs = pairs

    def opened_drafts(self, drafts: Drafts) -> Drafts:
        """Return the drafts with their words; what does not open stays sealed."""
        return {on: self._opened_fields(on, fields) for on, fields in drafts.items()}

    def _opened_fields(self, on: date, fields: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        opened: dict[str, tuple[str, ...]] = {}
        for field, text in drafts_in(fields):
            name, words = self._opened_draft(on, text) if field == SEALED_DRAFTS else (field, text)
            opened[name] = (*opened.get(name, ()), words)
        return opened

    def _opened_draft(self, on: date, text: str) -> tuple[str, str]:
        token = SealedText.parse(text)
        try:
            words = self._key_seal.open(token, _draft_place(on)) if token else []
            field, words_of_it = msgspec.convert(words, tuple[str, str])
        except (SealError, msgspec.ValidationError):
            self._note_failure()
            return SEALED_DRAFTS, text
        self._draft_tokens.setdefault((on, field, words_of_it), text)
        return field, words_of_it

    def _sealed_text(self, text: str, place: Place, at: datetime | None) -> str:
        return self._unopened.get(text) or super()._sealed_text(text, place, at)

    def _sealed_entry(self, entry: Entry, place: Place) -> Entry:
        if token := self._unopened.get(entry.text):
            entry = structs.replace(entry, text=token)
            if not any(_other_words(entry)):
                return entry
        return super()._sealed_entry(entry, place)

    def _sealed_draft(self, on: date, field: str, text: str) -> str:
        return self._draft_tokens.get((on, field, text)) or super()._sealed_draft(on, field, text)

    def _opened_day(self, day: Day) -> Day:
        parts = parts_of(day)
        opened = {key: self._opened_part(key, part, day.day) for key, part in parts.items()}
        return day if opened == parts else day_from_parts(day.day, opened, day)

    def _opened_part(self, key: PartKey, part: Any, on: date) -> Any:
        place = Place(on.isoformat(), *key)
        match part:
            case Line():
                return self._opened_entry(part, place)
            case Act():
                return self._opened_entry(part, place)
            case Answer() if key[0] == "who" and part.value:
                value, *_ = self._opened_texts([part.value], place, part.updated_at)
                return structs.replace(part, value=value)
            case Answer() if key[0] in SCALES:
                return self._opened_rating(part, place)
        return part

    def _opened_rating(self, answer: Answer[int | None], place: Place) -> Answer[int | None]:
        if not answer.sealed:
            self._note_plain([answer.value], place, answer.updated_at)
            return answer
        try:
            words = self._open(answer.sealed, place, answer.updated_at)
            rating = msgspec.convert(words, tuple[Rating])[0]
        except (SealError, msgspec.ValidationError):
            self._note_failure()
            return answer
        return structs.replace(answer, value=rating, sealed="")

    def _opened_entry(self, entry: Entry, place: Place) -> Entry:
        names = _FIELDS[type(entry)]
        texts = self._opened_texts([getattr(entry, name) for name in names], place, entry.updated_at)
        return structs.replace(entry, **dict(zip(names, texts, strict=True)))

    def _opened_texts(self, texts: list[str], place: Place, at: datetime | None) -> list[str]:
        """Return the texts for which the first of these stands; the sentence about it if it does not open."""
        if not is_sealed(texts[0]):
            self._note_plain(texts, place, at)
            return texts
        self._has_other_words |= any(texts[1:])
        try:
            words = self._open(texts[0], place, at)
            if len(words) != len(texts) or not all(isinstance(word, str) for word in words):
                raise SealError("other words than belong here")
        except SealError:
            return [self._sentence_about(texts[0]), *texts[1:]]
        first = self._sentence_about(words[0]) if is_sealed(words[0]) else words[0]
        return [first, *words[1:]]

    def _opened_conflicts(self, conflict: Conflict) -> list[Conflict]:
        """Return a conflict with its text, or one for each text of the part that lost."""
        token = SealedText.parse(conflict.text)
        if token is None:
            return [conflict]
        try:
            words = self._open_token(token, _conflict_place(conflict))[:_TEXTS_OF_ACT]
            if not all(isinstance(word, str) for word in words):
                raise SealError("other words than belong here")
        except SealError:
            words = [self._sentence_about(conflict.text)]
        return [structs.replace(conflict, text=text) for text in words if text]

    def _opened_settings(self, settings: Settings) -> Settings:
        if not settings.sealed:
            return settings
        try:
            words = self._open(settings.sealed, SETTINGS_PLACE, None)
            told, in_a_row = msgspec.convert(words, tuple[date | None, int])
        except (SealError, msgspec.ValidationError):
            self._note_failure()
            return settings
        return structs.replace(settings, low_mood_told=told, low_mood_in_a_row=max(0, in_a_row), sealed="")

    def _opened_step(self, step: UndoStep) -> UndoStep:
        conflicts, made = (
            tuple(opened for one in several for opened in self._opened_conflicts(one))
            for several in (step.conflicts, step.conflicts_made)
        )
        return _changed_step(
            structs.replace(step, conflicts=conflicts, conflicts_made=made),
            self._opened_day,
            lambda conflict: conflict,
            lambda kind, entry: self._opened_entry(entry, Place("", kind, entry.uid)),
            self._opened_settings,
        )

    def _open(self, text: str, place: Place, at: datetime | None) -> Words:
        token = SealedText.parse(text)
        if token is None or token.at != time_of(at):
            raise SealError("not of this time")
        return self._open_token(token, place)

    def _open_token(self, token: SealedText, place: Place) -> Words:
        """Return the words of a token, also if they were sealed already when they were put into a box."""
        words = self._key_seal.open(token, place)
        self._has_other_words |= token.kind == "b"
        for _ in range(MAX_NESTED_BOXES):
            inner = SealedText.parse(words[0]) if words and isinstance(words[0], str) else None
            if inner is None:
                break
            try:
                inner_words = self._key_seal.open(inner, place)
            except SealError:
                break
            # What was filled in since, such as when an act is planned for, is beside the sealed words.
            words = [*inner_words[:1], *(new or old for new, old in zip_longest(words[1:], inner_words[1:]))]
        return words

    def _note_plain(self, words: Words, place: Place, at: datetime | None) -> None:
        if any(words):
            self._has_other_words = True
            self._key_seal.note_foreign(words, place, at)

    def _note_failure(self) -> None:
        self.failures += 1
        self._has_other_words = True  # so that the next time they fail again

    def _sentence_about(self, token: str) -> str:
        self._note_failure()
        parsed = SealedText.parse(token)
        names = chain([parsed.id[:8] if parsed else ""], count(2))
        sentences = (get_text("errors.lock.unopened", id=name) for name in names)
        sentence = next(each for each in sentences if self._unopened.get(each, token) == token)
        self._unopened[sentence] = token
        return sentence


class TokenReplacer(WordSealer):
    """Puts the string of another copy in the place of each one with the same id and time."""

    def __init__(self, tokens: Mapping[tuple[str, str], str]) -> None:
        """Take the strings by id and time."""
        self._tokens = tokens
        self._pairs = {}

    def _sealed_text(self, text: str, place: Place, at: datetime | None) -> str:
        del place, at
        token = SealedText.parse(text)
        return self._tokens.get((token.id, token.at), text) if token else text

    def _sealed_entry(self, entry: Entry, place: Place) -> Entry:
        text = self._sealed_text(entry.text, place, entry.updated_at)
        return structs.replace(entry, text=text) if text != entry.text else entry

    def _sealed_rating(self, answer: Answer[int | None], place: Place) -> Answer[int | None]:
        return structs.replace(answer, sealed=self._sealed_text(answer.sealed, place, answer.updated_at))

    def _sealed_settings(self, settings: Settings, _: Pair | None = None) -> Settings:
        return structs.replace(settings, sealed=self._sealed_text(settings.sealed, SETTINGS_PLACE, None))


def with_tokens_of(ours: Journal, theirs: Journal) -> Journal:
    """Return `theirs` with our string in the place of each that has the same id and time.

    One may be a box, and the other the same words sealed with the key. Ours stays, as without the key nobody
    can tell which of both opens.
    """
    entries = list(ours.custom_entries.values())  # whose keys are no JSON
    data = msgspec.json.encode([structs.replace(ours, custom_entries={}), entries])
    found = [SealedText.parse(text.decode()) for text in _SEALED.findall(data)]
    return TokenReplacer({(token.id, token.at): str(token) for token in found if token}).sealed(theirs)


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
            return token is not None and token.kind == "s" and not any(_other_words(part))
        case Answer(value=str() as text):
            token = SealedText.parse(text)
            return token is not None and token.kind == "s"
        case Answer(value=None, sealed=sealed) if sealed:
            return sealed.startswith("sealed.s.")
    return False


def _other_words(entry: Line | Act | CustomEntry | Conflict) -> list[str]:
    """Return the words of an entry that are sealed with its text."""
    return [getattr(entry, name) for name in _FIELDS[type(entry)][1:]]


def _low_mood(settings: Settings) -> tuple[date | None, int]:
    return settings.low_mood_told, settings.low_mood_in_a_row


def drafts_in(fields: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Yield each text that waits in a field, after the name of the field."""
    for field, texts in fields.items():
        yield from ((field, text) for text in texts)


def _draft_place(on: date) -> Place:
    return Place(_day_name(on), "draft", "")


def _conflict_place(conflict: Conflict) -> Place:
    return Place(_day_name(conflict.day), conflict.part, conflict.uid)


def _day_name(on: date) -> str:
    return "" if on == UNDATED else on.isoformat()


def _changed_step(
    step: UndoStep,
    change_day: Callable[[Day], Day],
    change_conflict: Callable[[Conflict], Conflict],
    change_entry: Callable[[str, CustomEntry], CustomEntry],
    change_settings: Callable[[Settings], Settings],
) -> UndoStep:
    """Return the step with everything that may have words changed."""
    return structs.replace(
        step,
        before=tuple(change_day(day) for day in step.before),
        settings=change_settings(step.settings) if step.settings else None,
        own=tuple((kind, change_entry(kind, entry)) for kind, entry in step.own),
        conflicts=tuple(change_conflict(one) for one in step.conflicts),
        conflicts_made=tuple(change_conflict(one) for one in step.conflicts_made),
    )

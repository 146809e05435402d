"""The words of one value after another, opened with the key."""

from datetime import date, datetime
from itertools import chain, count, zip_longest
from typing import Any

import msgspec
from msgspec import structs

from kindtui.domain.journal.day import SCALES, Act, Answer, Day, Line, Rating
from kindtui.domain.journal.journal import Conflict, UndoStep
from kindtui.domain.journal.parts import PartKey, day_from_parts, parts_of
from kindtui.domain.sealed_text import SealedText, is_sealed, time_of
from kindtui.domain.settings import Settings
from kindtui.storage.sealing.places import (
    FIELDS,
    SETTINGS_PLACE,
    Entry,
    changed_step,
    conflict_place,
    draft_place,
    low_mood_words,
)
from kindtui.storage.sealing.seals import KeySeal, Place, Words
from kindtui.storage.sealing.sodium import SealError
from kindtui.texts import get_text

MAX_NESTED_BOXES = 64
_TEXTS_OF_ACT = 3  # of its words, what a person wrote, each of which can become a conflict


class Opener:
    """Opens the words of days, entries, conflicts, steps to undo, settings and drafts.

    Words that do not open are shown as a sentence that says so.

    Attributes:
        unopened: What stands in the file, by the sentence that is shown for it.
        failures: How many times words did not open.
        found_plain_words: Whether there were words in plain, since this was last set to False.
        found_other_words: Whether there were any that are not sealed with the key, or do not open.
    """

    def __init__(self, seal: KeySeal) -> None:
        """Open with that."""
        self._seal = seal
        self.unopened: dict[str, str] = {}
        self.failures = 0
        self.found_plain_words = self.found_other_words = False

    def begin(self) -> None:
        """Set both of what was found to False."""
        self.found_plain_words = self.found_other_words = False

    def day(self, day: Day) -> Day:
        """Return a day with its words."""
        parts = parts_of(day)
        opened = {key: self._part(key, part, day.day) for key, part in parts.items()}
        return day if opened == parts else day_from_parts(day.day, opened, day)

    def entry(self, entry: Entry, place: Place) -> Entry:
        """Return a line, an act, a custom entry or a conflict with its words."""
        names = FIELDS[type(entry)]
        texts = self._texts([getattr(entry, name) for name in names], place, entry.updated_at)
        return structs.replace(entry, **dict(zip(names, texts, strict=True)))

    def conflicts(self, conflict: Conflict) -> list[Conflict]:
        """Return a conflict with its text, or one for each text of the part that lost."""
        token, place = SealedText.parse(conflict.text), conflict_place(conflict)
        if token is None:
            self._note_plain([conflict.text], place, conflict.updated_at)
            return [conflict]
        try:
            words = self._open_token(token, place)[:_TEXTS_OF_ACT]
            if not all(isinstance(word, str) for word in words):
                raise SealError("other words than belong here")
        except SealError:
            words = [self._sentence_about(conflict.text)]
        return [structs.replace(conflict, text=text) for text in words if text]

    def settings(self, settings: Settings) -> Settings:
        """Return the settings with what kindtui has noted about the mood."""
        if not settings.sealed:
            self._note_plain(low_mood_words(settings), SETTINGS_PLACE, None)
            return settings
        try:
            words = self._open(settings.sealed, SETTINGS_PLACE, None)
            told, in_a_row = msgspec.convert(words, tuple[date | None, int])
        except (SealError, msgspec.ValidationError):
            self._note_failure()
            return settings
        return structs.replace(settings, low_mood_told=told, low_mood_in_a_row=max(0, in_a_row), sealed="")

    def step(self, step: UndoStep) -> UndoStep:
        """Return a step to undo or redo with its words."""
        conflicts, made = (
            tuple(opened for one in several for opened in self.conflicts(one))
            for several in (step.conflicts, step.conflicts_made)
        )
        return changed_step(
            structs.replace(step, conflicts=conflicts, conflicts_made=made),
            self.day,
            lambda conflict: conflict,
            lambda kind, entry: self.entry(entry, Place("", kind, entry.uid)),
            self.settings,
        )

    def draft(self, on: date, text: str) -> tuple[str, str] | None:
        """Return the field of a sealed draft and its text; None if it does not open."""
        token = SealedText.parse(text)
        try:
            words = self._seal.open(token, draft_place(on)) if token else []
            return msgspec.convert(words, tuple[str, str])
        except (SealError, msgspec.ValidationError):
            self._note_failure()
            return None

    def plain_draft(self, on: date, field: str, text: str) -> None:
        """Note a draft that is not sealed."""
        self._note_plain([field, text], draft_place(on), None)

    def _part(self, key: PartKey, part: Any, on: date) -> Any:
        place = Place(on.isoformat(), *key)
        match part:
            case Line():
                return self.entry(part, place)
            case Act():
                return self.entry(part, place)
            case Answer() if key[0] == "who" and part.value:
                value, *_ = self._texts([part.value], place, part.updated_at)
                return structs.replace(part, value=value)
            case Answer() if key[0] in SCALES:
                return self._rating(part, place)
        return part

    def _rating(self, answer: Answer[int | None], place: Place) -> Answer[int | None]:
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

    def _texts(self, texts: list[str], place: Place, at: datetime | None) -> list[str]:
        """Return the texts for which the first of these stands; the sentence about it if it does not open."""
        if not is_sealed(texts[0]):
            self._note_plain(texts, place, at)
            return texts
        if any(texts[1:]):
            self.found_plain_words = self.found_other_words = True
        try:
            words = self._open(texts[0], place, at)
            if inner := _sealed_inside(words):
                words = [self._sentence_about(str(inner)), *words[1:]]
            if len(words) != len(texts) or not all(isinstance(word, str) for word in words):
                raise SealError("other words than belong here")
        except SealError:
            return [self._sentence_about(texts[0]), *texts[1:]]
        return words

    def _open(self, text: str, place: Place, at: datetime | None) -> Words:
        token = SealedText.parse(text)
        if token is None or token.at != time_of(at):
            raise SealError("not of this time")
        return self._open_token(token, place)

    def _open_token(self, token: SealedText, place: Place) -> Words:
        """Return the words of a token, also if they were sealed already when they were put into a box."""
        words = self._seal.open(token, place)
        self.found_other_words |= token.kind == "b"
        for _ in range(MAX_NESTED_BOXES):
            inner = _sealed_inside(words)
            if inner is None:
                break
            try:
                inner_words = self._seal.open(inner, place)
            except SealError:
                break
            # What was filled in since, such as when an act is planned for, is beside the sealed words.
            words = [*inner_words[:1], *(new or old for new, old in zip_longest(words[1:], inner_words[1:]))]
        return words

    def _note_plain(self, words: Words, place: Place, at: datetime | None) -> None:
        if any(words):
            self.found_plain_words = self.found_other_words = True
            self._seal.note_foreign(words, place, at)

    def _note_failure(self) -> None:
        self.failures += 1
        self.found_other_words = True  # so that the next time they fail again

    def _sentence_about(self, token: str) -> str:
        self._note_failure()
        parsed = SealedText.parse(token)
        names = chain([parsed.id[:8] if parsed else ""], count(2))
        sentences = (get_text("errors.lock.unopened", id=name) for name in names)
        sentence = next(each for each in sentences if self.unopened.get(each, token) == token)
        self.unopened[sentence] = token
        return sentence


def _sealed_inside(words: Words) -> SealedText | None:
    """Return what was sealed already when these words were, if anything was."""
    match words:
        case [[str() as text], *_]:
            return SealedText.parse(text)
    return None

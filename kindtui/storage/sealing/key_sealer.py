"""The words of a journal whose key is at hand: opened once it was read, and sealed before it is written."""

from collections.abc import Callable, Hashable, Mapping
from datetime import date, datetime
from typing import Any

from msgspec import structs

from kindtui.domain.drafts import Drafts
from kindtui.domain.journal.custom_entry import UNDATED, CustomEntry, CustomEntryKey
from kindtui.domain.journal.journal import Conflict, Journal, UndoStep
from kindtui.domain.journal.merge import without_settled_conflicts
from kindtui.domain.journal.parts import Part, parts_of, texts_of_part
from kindtui.domain.settings import Settings
from kindtui.storage.sealing.keys import Keys
from kindtui.storage.sealing.opener import Opener
from kindtui.storage.sealing.places import SEALED_DRAFTS, Entry, drafts_in, words_beside_text
from kindtui.storage.sealing.sealer import Pair, Value, WordSealer
from kindtui.storage.sealing.seals import KeySeal, Place


class KeySealer(WordSealer):
    """Opens and seals the words of a journal.

    What was put into boxes meanwhile is sealed with the key by the next save. Words that do not open stay in
    the file as they are.
    """

    def __init__(self, keys: Keys) -> None:
        """Take the keys."""
        seal = KeySeal(keys)
        super().__init__(seal)
        self._opener = Opener(seal)
        self._draft_tokens: dict[tuple[date, str, str], str] = {}  # by the day, the field and the text

    @property
    def failures(self) -> int:
        """How many times words did not open."""
        return self._opener.failures

    def opened(self, journal: Journal) -> Journal:
        """Return the journal with its words."""
        before, self._pairs = self._pairs, {}
        opener = self._opener

        def open_known(
            key: Hashable, stored: Value, open_: Callable[[Value], Value], *, keeps_boxes: bool = False
        ) -> Value:
            pair = before.get(key)
            if pair and pair.is_final and pair.stored == stored:
                self._pairs[key] = Pair(pair.value, stored)
                value: Value = pair.value
                return value
            opener.begin()
            value = open_(stored)
            is_final = not (opener.found_plain_words if keeps_boxes else opener.found_other_words)
            self._pairs[key] = Pair(value, stored, is_final)
            return value

        def opened_steps(steps: tuple[UndoStep, ...]) -> tuple[UndoStep, ...]:
            return tuple(open_known(("step", one.at), one, opener.step, keeps_boxes=True) for one in steps)

        opened = structs.replace(
            journal,
            days={on: open_known(on, day, opener.day) for on, day in journal.days.items()},
            settings=open_known("settings", journal.settings, opener.settings),
            conflicts=tuple(one for each in journal.conflicts for one in self._known_conflicts(each)),
            custom_entries={
                key: open_known(key, entry, self._opened_custom_entry(key))
                for key, entry in journal.custom_entries.items()
            },
            undo_steps=opened_steps(journal.undo_steps),
            redo_steps=opened_steps(journal.redo_steps),
        )
        return without_settled_conflicts(opened) if opened.conflicts else opened

    def opened_other(self, journal: Journal) -> Journal:
        """Return another copy of the journal with its words."""
        pairs = self._pairs
        try:
            return self.opened(journal)
        finally:
            self._pairs = pairs

    def _opened_custom_entry(self, key: CustomEntryKey) -> Callable[[CustomEntry], CustomEntry]:
        return lambda entry: self._opener.entry(entry, Place("", *key))

    def _known_conflicts(self, stored: Conflict) -> list[Conflict]:
        """Return what a conflict in the file stands for, and note it if that is one conflict."""
        self._opener.begin()
        opened = self._opener.conflicts(stored)
        if len(opened) == 1:
            self._pairs[opened[0]] = Pair(opened[0], stored, not self._opener.found_other_words)
        return opened

    def opened_drafts(self, drafts: Drafts) -> Drafts:
        """Return the drafts with their words; what does not open stays sealed."""
        return {on: self._opened_fields(on, fields) for on, fields in drafts.items()}

    def _opened_fields(self, on: date, fields: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        opened: dict[str, tuple[str, ...]] = {}
        for field, text in drafts_in(fields):
            if field == SEALED_DRAFTS:
                field, text = self._opened_draft(on, text)
            else:
                self._opener.plain_draft(on, field, text)
            opened[field] = (*opened.get(field, ()), text)
        return opened

    def _opened_draft(self, on: date, text: str) -> tuple[str, str]:
        draft = self._opener.draft(on, text)
        if draft is None:
            return SEALED_DRAFTS, text
        self._draft_tokens.setdefault((on, *draft), text)
        return draft

    def is_unopened(self, part: Part) -> bool:
        """Return whether the words of an opened part, or its rating, could not be opened."""
        texts = texts_of_part("who", part)
        return bool(getattr(part, "sealed", "")) or any(text in self._opener.unopened for text in texts)

    def unopened_days(self, journal: Journal) -> list[date]:
        """Return the days of an opened journal with words that do not open, also as a conflict."""
        days = {on for on, day in journal.days.items() if any(map(self.is_unopened, parts_of(day).values()))}
        days |= {conflict.day for conflict in journal.conflicts if conflict.text in self._opener.unopened}
        return sorted(days - {UNDATED})

    def has_unopened(self, journal: Journal) -> bool:
        """Return whether a journal that was opened has words that do not open, but for what can be undone."""
        return (
            bool(self.unopened_days(journal))
            or any(map(self.is_unopened, journal.custom_entries.values()))
            or any(conflict.text in self._opener.unopened for conflict in journal.conflicts)
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

    def _sealed_text(self, text: str, place: Place, at: datetime | None) -> str:
        return self._opener.unopened.get(text) or super()._sealed_text(text, place, at)

    def _sealed_entry(self, entry: Entry, place: Place) -> Entry:
        if token := self._opener.unopened.get(entry.text):
            entry = structs.replace(entry, text=token)
            if not any(words_beside_text(entry)):
                return entry
        return super()._sealed_entry(entry, place)

    def _in_seal(self, text: str) -> Any:
        return [text] if text in self._opener.unopened.values() else text

    def _sealed_draft(self, on: date, field: str, text: str) -> str:
        return self._draft_tokens.get((on, field, text)) or super()._sealed_draft(on, field, text)

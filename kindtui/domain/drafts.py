"""Drafts: the texts that were typed and not saved, by day and field."""

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from kindtui.domain.sealed_text import is_sealed
from kindtui.domain.text import saved_forms

Drafts = Mapping[date, Mapping[str, tuple[str, ...]]]  # those of custom entries are under `UNDATED`


class DraftChange(Struct, frozen=True):
    """A change to one of the texts in a field; several can be there, as two windows may write in it.

    Attributes:
        on: The day of the field; `UNDATED` for a custom entry.
        field: The name of the field.
        old: The text that is replaced. If it is not there, `new` is added; if it is empty, likewise.
        new: The text that takes its place; if it is empty, the old text alone is removed.
    """

    on: date
    field: str
    old: str
    new: str

    def __repr__(self) -> str:
        """Leave out what the person wrote, so that no log or error can show it."""
        return type(self).__name__


def apply_changes(drafts: Drafts, changes: Iterable[DraftChange]) -> Drafts:
    """Return the drafts after these changes; no field keeps the same text twice, nor an empty one."""
    days = {on: dict(fields) for on, fields in drafts.items()}
    for change in changes:
        fields = days.setdefault(change.on, {})
        texts = fields.get(change.field, ())
        replaced = tuple(change.new if text == change.old else text for text in texts)
        fields[change.field] = _unique_texts((*replaced, change.new))
    return _without_empty_fields(days)


def without_texts(drafts: Drafts, unwanted: Mapping[date, set[str]]) -> Drafts:
    """Return the drafts without these texts of each day, as they were saved, whichever field they are in."""
    return _without_empty_fields(
        {
            on: {
                field: tuple(text for text in texts if saved_forms(text).isdisjoint(unwanted.get(on, ())))
                for field, texts in fields.items()
            }
            for on, fields in drafts.items()
        }
    )


def without_sealed_texts(drafts: Drafts) -> Drafts:
    """Return the drafts without the texts that are sealed and do not open, which nobody can read."""
    return _without_empty_fields(
        {
            on: {
                field: tuple(text for text in texts if not is_sealed(text)) for field, texts in fields.items()
            }
            for on, fields in drafts.items()
        }
    )


def shown_texts(drafts: Drafts, on: date) -> dict[str, str]:
    """Return the text that each field of a day shows: the first of those that wait there."""
    return {field: texts[0] for field, texts in drafts.get(on, {}).items()}


def _unique_texts(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def _without_empty_fields(days: Mapping[date, Mapping[str, tuple[str, ...]]]) -> Drafts:
    filled = {on: {field: texts for field, texts in fields.items() if texts} for on, fields in days.items()}
    return {on: fields for on, fields in filled.items() if fields}

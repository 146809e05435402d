"""Drafts of other days, which are offered at the start: used, put aside as notes, or thrown away."""

from collections.abc import Callable
from datetime import date

from msgspec import Struct

from kindtui.domain.drafts import DraftChange, Drafts
from kindtui.domain.form import STEP_BY_DRAFT_FIELD, Form, pinned_form
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.parts import LIST_FIELDS, PartKey, parts_of
from kindtui.domain.journal.text_ref import TextRef
from kindtui.domain.requests import Request, TextPutAside, TextThrownAway
from kindtui.domain.state import State


class PastDraft(Struct, frozen=True):
    """The drafts of a day that is not today, nearly always an earlier one.

    Attributes:
        on: The day.
        drafts: All its drafts, each as the change that removes it.
        field: The field in which the first of them can be gone on with; empty if the act or the line
            that they belonged to is gone.
    """

    on: date
    drafts: tuple[DraftChange, ...]
    field: str

    @property
    def put_aside(self) -> tuple[Request, ...]:
        """What saves each of the texts as a note of its day."""
        return self._requests(TextPutAside)

    @property
    def thrown_away(self) -> tuple[Request, ...]:
        """What throws each of the texts away."""
        return self._requests(TextThrownAway)

    def _requests(self, request: Callable[[date, str], Request]) -> tuple[Request, ...]:
        return tuple(request(self.on, draft.old) for draft in self.drafts)

    def form(self, drafts: Drafts) -> Form:
        """Return the form of the day at that field."""
        return pinned_form(self.on, drafts).at_field(self.field)


def past_draft(state: State) -> PastDraft | None:
    """Return the drafts of the latest day but today that has any."""
    on = state.past_draft_day
    if on is None:
        return None
    fields = state.drafts[on]
    drafts = tuple(DraftChange(on, field, text, "") for field, texts in fields.items() for text in texts)
    return PastDraft(on, drafts, next((field for field in fields if _can_be_used(state, on, field)), ""))


def drafts_of_moved_entries(journal: Journal, drafts: Drafts) -> list[DraftChange]:
    """Return the changes by which what is being written for an entry follows it to another day."""
    strays: list[tuple[date, str, str, PartKey]] = []
    for on, fields in drafts.items():
        for field, texts in fields.items():
            ref = TextRef.from_draft_field(field)
            if ref and (ref.part, ref.uid) not in parts_of(journal.day(on)):
                strays += [(on, field, text, (ref.part, ref.uid)) for text in texts]
    if not strays:
        return []
    days = {
        (field, entry.uid): on
        for on, day in journal.days.items()
        for field in LIST_FIELDS
        for entry in getattr(day, field)
    }
    return [
        change
        for on, field, text, key in strays
        if key in days
        for change in (DraftChange(days[key], field, "", text), DraftChange(on, field, text, ""))
    ]


def _can_be_used(state: State, on: date, field: str) -> bool:
    """Return whether what the field belongs to is still there."""
    day = state.journal.day(on)
    if ref := TextRef.from_draft_field(field):
        return ref.part == "who" or (ref.part, ref.uid) in parts_of(day)
    return bool(day.act_to_schedule) if field == "when" else field in STEP_BY_DRAFT_FIELD

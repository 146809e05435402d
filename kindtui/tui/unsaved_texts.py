"""The texts typed in this window that the journal does not hold yet, whatever the disk does."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct

from kindtui.domain.drafts import DraftChange, Drafts, apply_changes
from kindtui.domain.text import saved_forms


class UnsavedText(Struct, eq=False, repr_omit_defaults=True):
    """One text, from its first letter until the journal or nobody wants it any more.

    Attributes:
        on: The day of its field.
        field: The name of its field.
        text: The text; empty once it was cleared or saved.
        stored: What the drafts file holds of it; empty if nothing.
        in_request: Whether a request that waits to be saved will use it up.
    """

    on: date
    field: str
    text: str
    stored: str
    in_request: bool = False

    def __repr__(self) -> str:
        """Leave out what the person wrote, so that no log or error can show it."""
        return type(self).__name__

    def change_to(self, new: str) -> DraftChange:
        """Return the change of the drafts file after which it holds `new` in place of what it holds now."""
        return DraftChange(self.on, self.field, self.stored, new)


class UnsavedTexts:
    """All of these texts. One stays here until it is in the journal, or was cleared and its draft removed."""

    def __init__(self) -> None:
        """Start with none."""
        self._texts: list[UnsavedText] = []

    def __iter__(self) -> Iterator[UnsavedText]:
        """Iterate over the texts in the order they were begun."""
        return iter(tuple(self._texts))

    def record(self, change: DraftChange) -> None:
        """Remember what was typed."""
        self._find(change).text = change.new

    def use(self, changes: Iterable[DraftChange]) -> Sequence[UnsavedText]:
        """Mark the old text of each change as part of a request; until that is saved it stays a draft."""
        used = [self._find(change) for change in changes]
        for unsaved in used:
            unsaved.in_request = True
        return used

    def _find(self, change: DraftChange) -> UnsavedText:
        """Return the text that a field showed before that change, perhaps one it found in the drafts file."""
        for unsaved in self._texts:
            place = (unsaved.on, unsaved.field, unsaved.text)
            if not unsaved.in_request and place == (change.on, change.field, change.old):
                return unsaved
        self._texts.append(UnsavedText(change.on, change.field, change.old, change.old))
        return self._texts[-1]

    def not_stored(self) -> list[UnsavedText]:
        """Return the texts of which the drafts file holds something else."""
        return [unsaved for unsaved in self._texts if unsaved.text != unsaved.stored]

    def mark_stored(self, texts: Iterable[tuple[UnsavedText, str]]) -> None:
        """Note what the drafts file holds now of each of these texts, and forget what is gone everywhere."""
        for unsaved, stored in texts:
            unsaved.stored = stored
        self._texts = [one for one in self._texts if one.text or one.stored or one.in_request]

    def drop_stored(self, is_dropped: Callable[[date], bool]) -> None:
        """Forget the texts of some days, except what waits to be saved or is in no drafts file yet."""
        self._texts = [
            one for one in self._texts if one.in_request or one.text != one.stored or not is_dropped(one.on)
        ]

    def mark_saved(self, used: Iterable[UnsavedText], *, drafts_removed: bool) -> None:
        """Note that the journal holds these texts."""
        for unsaved in used:
            unsaved.in_request, unsaved.text = False, ""
        self.mark_stored((unsaved, "") for unsaved in used if drafts_removed)

    def mark_restored(self, restored: Collection[tuple[date, str]]) -> None:
        """Note that the journal holds these texts again, each by its day and as it was saved."""
        for unsaved in self._texts:
            forms = ((unsaved.on, form) for form in saved_forms(unsaved.text))
            if not unsaved.in_request and any(form in restored for form in forms):
                unsaved.text = ""

    def give_back(self, used: Iterable[UnsavedText]) -> None:
        """Make the texts of a request that was refused drafts again."""
        for unsaved in used:
            unsaved.in_request = False

    def applied_to(self, drafts: Drafts) -> Drafts:
        """Return the drafts as this window sees them: with what it holds, without what waits to be saved."""
        return apply_changes(
            drafts, (unsaved.change_to("" if unsaved.in_request else unsaved.text) for unsaved in self._texts)
        )

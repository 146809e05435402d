"""The texts of a day that are rewritten together, and the merge of two versions of them."""

from collections.abc import Iterator, Sequence
from itertools import count

from msgspec import Struct, structs

from kindtui.domain.journal.day import Act, ActState, Day
from kindtui.domain.journal.parts import LIST_FIELDS, PartKey
from kindtui.domain.text import clean_lines, one_line

MIN_TAG_LENGTH, TAG_STEP = 4, 2


class EntryTexts(Struct, frozen=True):
    """The texts of an act, a line or a note.

    Attributes:
        text: The text itself.
        tag: A short name for the entry; empty if it is new.
        state: The state of an act; None for any other entry.
        who: Who an act is for.
        when: When it is planned for.
    """

    text: str
    tag: str = ""
    state: ActState | None = None
    who: str = ""
    when: str = ""


class DayTexts(Struct, frozen=True):
    """The name of a day, and the texts of its entries in the order they were written."""

    who: str = ""
    acts: tuple[EntryTexts, ...] = ()
    received: tuple[EntryTexts, ...] = ()
    kept: tuple[EntryTexts, ...] = ()
    notes: tuple[EntryTexts, ...] = ()

    def entries(self, field: str) -> tuple[EntryTexts, ...]:
        """Return the entries of one of `LIST_FIELDS`."""
        found: tuple[EntryTexts, ...] = getattr(self, field)
        return found


class TextConflict(Struct, frozen=True):
    """What was changed in two versions.

    Attributes:
        field: One of `LIST_FIELDS`, or "who".
        index: The place of the entry in the merged texts.
        theirs: The other version of it; None if it was removed there.
        is_removed: Whether it was removed in this version.
    """

    field: str
    index: int
    theirs: EntryTexts | None
    is_removed: bool = False


class MergedTexts(Struct, frozen=True):
    """The result of a merge: without conflicts all of both versions, else this version of each of them."""

    texts: DayTexts
    conflicts: tuple[TextConflict, ...] = ()


def day_texts(day: Day) -> DayTexts:
    """Return the texts of a day. An entry without words, which no field can save, is left out."""
    tags = entry_tags(day)
    fields = {
        field: tuple(
            texts
            for entry in getattr(day, field)
            if (texts := _entry_texts(entry, tags[(field, entry.uid)])).text
        )
        for field in LIST_FIELDS
    }
    return DayTexts(one_line(day.who.value) if day.who else "", **fields)


def entry_tags(day: Day) -> dict[PartKey, str]:
    """Return the tag of each entry of a day, made of its uid: the same whatever else the day holds."""
    from hashlib import sha256

    keys = [(field, entry.uid) for field in LIST_FIELDS for entry in getattr(day, field)]
    digests = {key: sha256(" ".join(key).encode()).hexdigest() for key in keys}
    for length in count(MIN_TAG_LENGTH, TAG_STEP):
        tags = {key: digest[:length] for key, digest in digests.items()}
        if len(set(tags.values())) == len(tags):
            break
    return tags


def merge_day_texts(base: DayTexts, ours: DayTexts, theirs: DayTexts) -> MergedTexts:
    """Merge two versions that came from `base`: what one of them left alone is as the other has it.

    A new entry that both have is one, so that the same version can be merged a second time.
    """
    who, conflicts = ours.who, list[TextConflict]()
    if ours.who == base.who:
        who = theirs.who
    elif theirs.who not in (base.who, ours.who):
        conflicts.append(TextConflict("who", 0, EntryTexts(theirs.who) if theirs.who else None))
    fields: dict[str, tuple[EntryTexts, ...]] = {}
    for field in LIST_FIELDS:
        merge = _EntryMerge(field, base.entries(field), ours.entries(field))
        fields[field] = merge.with_theirs(theirs.entries(field))
        conflicts += merge.conflicts
    return MergedTexts(DayTexts(who, **fields), tuple(conflicts))


class _EntryMerge:
    """Merges the entries of one field of a day."""

    def __init__(self, field: str, base: Sequence[EntryTexts], ours: Sequence[EntryTexts]) -> None:
        self.conflicts: list[TextConflict] = []
        self._field = field
        self._base = {entry.tag: entry for entry in base}
        self._ours = {entry.tag: entry for entry in ours if entry.tag}
        self._new = [entry for entry in ours if not entry.tag]
        self._merged: list[EntryTexts] = []

    def with_theirs(self, theirs: Sequence[EntryTexts]) -> tuple[EntryTexts, ...]:
        """Return the entries of both versions: those in the other one first, then the new ones of ours."""
        new_there = [structs.replace(entry, tag="") for entry in theirs if entry.tag not in self._base]
        for entry in theirs:
            self._add_theirs(entry)
        tags_there = {entry.tag for entry in theirs}
        for tag, base in self._base.items():
            if tag not in tags_there and (ours := self._ours.get(tag, base)) != base:
                self._add(structs.replace(ours, tag=""), None)
        for entry in self._new:
            if entry in new_there:
                new_there.remove(entry)
            else:
                self._merged.append(entry)
        return tuple(self._merged)

    def _add_theirs(self, entry: EntryTexts) -> None:
        base, ours = self._base.get(entry.tag), self._ours.get(entry.tag)
        if base is None:
            self._merged.append(entry)
        elif ours is None:
            if entry != base:
                self._add(entry, entry, is_removed=True)
        else:
            changes = {name: getattr(ours, name) for name in _differing_names(base, ours)}
            result = structs.replace(entry, **changes)
            if any(getattr(entry, name) not in (getattr(base, name), new) for name, new in changes.items()):
                self._add(result, entry)
            else:
                self._merged.append(result)

    def _add(self, entry: EntryTexts, theirs: EntryTexts | None, *, is_removed: bool = False) -> None:
        """Add an entry that is in conflict."""
        self.conflicts.append(TextConflict(self._field, len(self._merged), theirs, is_removed))
        self._merged.append(entry)


def _differing_names(one: EntryTexts, other: EntryTexts) -> list[str]:
    return [name for name in one.__struct_fields__ if getattr(one, name) != getattr(other, name)]


def _entry_texts(entry: object, tag: str) -> EntryTexts:
    if isinstance(entry, Act):
        text = clean_lines(entry.text)
        return EntryTexts(text, tag, entry.state, one_line(entry.who), one_line(entry.when))
    return EntryTexts(clean_lines(getattr(entry, "text", "")), tag)


class ChangeCounts(Struct, frozen=True):
    """How many entries, the name of a day among them, were added, changed and removed."""

    added: int
    changed: int
    removed: int


def count_changes(before: DayTexts, after: DayTexts) -> ChangeCounts:
    """Return how many entries differ; one that was brought below another heading counts at both ends."""
    pairs: list[tuple[object, object]] = [(before.who, after.who)] if before.who != after.who else []
    for field in LIST_FIELDS:
        pairs += differing_entries(before.entries(field), after.entries(field))
    added = sum(not old for old, _ in pairs)
    removed = sum(not new for _, new in pairs)
    return ChangeCounts(added, len(pairs) - added - removed, removed)


def differing_entries(
    before: Sequence[EntryTexts], after: Sequence[EntryTexts]
) -> Iterator[tuple[EntryTexts | None, EntryTexts | None]]:
    """Yield each entry that was changed, added or removed as it was and as it is, in that order."""
    old, kept = {entry.tag: entry for entry in before}, {entry.tag for entry in after}
    for entry in after:
        if entry.tag and entry != old[entry.tag]:
            yield old[entry.tag], entry
    yield from ((None, entry) for entry in after if not entry.tag)
    yield from ((entry, None) for entry in before if entry.tag not in kept)

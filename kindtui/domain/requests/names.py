"""Requests about the names of people: renaming one, joining two, and parting them again."""

from collections.abc import Iterable

from msgspec import structs

from kindtui.domain.journal.custom_entry import CustomEntry
from kindtui.domain.journal.day import Act, Answer, Day
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.lazy_days import outlines_of, with_days
from kindtui.domain.requests.base import Request, Stamp
from kindtui.domain.ritual.aliases import (
    ALIAS_KIND,
    aliases_of,
    is_name,
    precedence,
    with_other_name,
)
from kindtui.domain.ritual.left_out_names import name_key, word_positions
from kindtui.domain.sentences import addressee
from kindtui.domain.text import one_line


class NameRenamed(Request, frozen=True):
    """Somebody is to be known by another name from now on; a name that is there already joins the two.

    The days stay as they are written.
    """

    name: str
    new_name: str

    def apply(self, journal: Journal, stamp: Stamp) -> Journal:
        """Record the new name, unless it is none or the present one."""
        name, new_name = one_line(self.name), one_line(self.new_name)
        aliases = aliases_of(journal)
        if not (is_name(name) and is_name(new_name)) or aliases.name_for(name) == new_name:
            return journal
        key, new_key = name_key(name), name_key(new_name)
        if new_key != key and aliases.key_for(new_name) == aliases.key_for(name):
            journal = _with_archived(journal, _entries_of(journal, new_key), stamp)  # it would lead back
        same = [*_entries_of(journal, key, archived=True), *_entries_of(journal, key)]
        entry = same[-1] if same else CustomEntry(stamp.uid, name, stamp.updated_at)
        changed = structs.replace(
            entry, text=name, script=new_name, archived=False, updated_at=stamp.updated_at
        )
        return journal.with_custom_entry(ALIAS_KIND, changed)


class NameSeparated(Request, frozen=True):
    """A name that was renamed or joined with another is to stand for itself again."""

    name: str

    def apply(self, journal: Journal, stamp: Stamp) -> Journal:
        """Put away what leads from the name to another, and what would make it lead there again."""
        aliases, key = aliases_of(journal), name_key(self.name)
        entries = _entries_of(journal, key)
        if not entries:
            return journal
        final_key = aliases.key_for(self.name)
        back = [entry for entry in aliases.overridden if name_key(entry.text) == final_key]
        return _with_archived(journal, [*entries, *back], stamp)


class NameRewritten(Request, frozen=True):
    """A name is to be written as another one in the days too.

    That changes the answers to "who?", whom acts were for, and the name in the text of a suggestion. Lines,
    notes and acts in a person's own words stay as they were written.
    """

    old: str
    new: str

    def apply(self, journal: Journal, stamp: Stamp) -> Journal:
        """Change every day on which somebody of this name was named, in whatever spelling."""
        new = one_line(self.new)
        if not is_name(new):
            return journal
        rewriting = _Rewriting(journal, self.old, new, stamp)
        rewritten = ((on, day, rewriting.day(day)) for on, day in journal.days.items())
        changed = {on: new for on, day, new in rewritten if new is not day}
        return structs.replace(journal, days=with_days(journal.days, changed)) if changed else journal


class _Rewriting:
    """Writes one name as another in one day after the other.

    The name in the text of a suggestion may be spelled otherwise than in `who`, which can be edited.
    """

    def __init__(self, journal: Journal, old: str, new: str, stamp: Stamp) -> None:
        self._new, self._stamp = new, stamp
        aliases = aliases_of(journal)
        key = aliases.key_for(old)
        written = {who for day in outlines_of(journal.days).values() for who in day.names}
        self._written = {who for who in written if is_name(who) and aliases.key_for(who) == key}
        self._spellings = sorted({*map(addressee, self._written), addressee(new)}, key=len, reverse=True)

    def day(self, day: Day) -> Day:
        """Return the day with the new name, or the same day if it has not the old one."""
        who, acts = day.who, tuple(map(self._act, day.acts))
        if who and who.value in self._written and who.value != self._new:
            who = Answer(self._new, self._stamp.updated_at)
        is_same = who is day.who and all(one is other for one, other in zip(acts, day.acts, strict=True))
        return day if is_same else structs.replace(day, who=who, acts=acts)

    def _act(self, act: Act) -> Act:
        if act.who not in self._written:
            return act
        is_suggestion = bool(act.source and act.audience)  # an act of the user's own has no audience
        text = self._text(act) if is_suggestion else act.text
        if (text, act.who) == (act.text, self._new):
            return act
        return structs.replace(act, text=text, who=self._new, updated_at=self._stamp.updated_at)

    def _text(self, act: Act) -> str:
        """Return the text of an act with the new name in place of the longest spelling in it."""
        found = [one for one in self._spellings if next(word_positions(act.text, one), None) is not None]
        longest = [one for one in found if len(one) == len(found[0])]
        own = addressee(act.who)
        old = own if own in longest else next(iter(longest), "")
        return with_other_name(act.text, old, addressee(self._new))


def _entries_of(journal: Journal, key: str, *, archived: bool = False) -> list[CustomEntry]:
    """Return the entries of a name, the one that counts last."""
    entries = journal.custom_entries_of(ALIAS_KIND, archived=archived)
    return sorted((entry for entry in entries if name_key(entry.text) == key), key=precedence)


def _with_archived(journal: Journal, entries: Iterable[CustomEntry], stamp: Stamp) -> Journal:
    for entry in entries:
        archived = structs.replace(entry, archived=True, updated_at=stamp.updated_at)
        journal = journal.with_custom_entry(ALIAS_KIND, archived)
    return journal

"""Other names: which name somebody is now known by, however a day has it."""

from collections.abc import Collection, Mapping
from datetime import datetime

from msgspec import Struct

from kindtui.domain.journal.custom_entry import CustomEntry, CustomEntryKind
from kindtui.domain.journal.journal import Journal
from kindtui.domain.ritual.left_out_names import name_key, word_positions
from kindtui.domain.sentences import addressee, possessive

ALIAS_KIND: CustomEntryKind = "name_aliases"


class Aliases(Struct, frozen=True):
    """The names that are now known by another one; `name_key` decides which spellings are one name.

    Attributes:
        final_keys: The key of the name that each key is now known by; a name that others lead to has its own.
        names: The present name by its key.
        in_effect: The entry of each name that was renamed or joined, by the key of the name as written.
        overridden: The entries that would make names lead round in a circle; the later ones win.
    """

    final_keys: Mapping[str, str] = {}
    names: Mapping[str, str] = {}
    in_effect: Mapping[str, CustomEntry] = {}
    overridden: tuple[CustomEntry, ...] = ()

    def name_for(self, name: str) -> str:
        """Return the name that this one is now known by; one that has no other stays as it is written."""
        if not self.final_keys or not addressee(name):
            return name
        key = self.final_keys.get(name_key(name))
        return self.names[key] if key else name

    def key_for(self, name: str) -> str:
        """Return the key of the name that this one is now known by."""
        key = name_key(name)
        return self.final_keys.get(key, key) if addressee(name) else key

    def all_names_of(self, name: str) -> tuple[str, ...]:
        """Return the name as it is written, and every other name of the same person."""
        key = self.key_for(name)
        others = (entry.text for other, entry in self.in_effect.items() if self.final_keys.get(other) == key)
        return name, self.name_for(name), *others

    def keys_of_same_names(self, keys: Collection[str]) -> frozenset[str]:
        """Return these keys, with those of all names that are now known by the same names."""
        final = {self.final_keys.get(key, key) for key in keys}
        return frozenset(keys).union(key for key, last in self.final_keys.items() if last in final)


NO_ALIASES = Aliases()


def is_name(text: str) -> bool:
    """Return whether a text can be a name; "nobody" and "not sure" are none."""
    return bool(addressee(text) and name_key(text))


def draft_uid(name: str) -> str:
    """Return the id under which another name for this one waits as a draft; it does not show the name."""
    from hashlib import sha256

    return sha256(name_key(name).encode()).hexdigest()[:16]


def with_other_name(text: str, old: str, new: str) -> str:
    """Return a text in which `new` stands wherever `old` stands as whole words, spelled exactly so."""
    replaced, copied = "", 0
    for start in word_positions(text, old):
        if start >= copied:
            is_possessive = text.startswith(possessive(old), start)
            form, other_form = (possessive(old), possessive(new)) if is_possessive else (old, new)
            replaced += text[copied:start] + other_form
            copied = start + len(form)
    return replaced + text[copied:]


def aliases_of(journal: Journal) -> Aliases:
    """Return the names of a journal that are now known by another one.

    Of two entries for one name the later wins. Names can lead on to others. Two merged copies can make them
    lead round in a circle; the latest entry then says which name stays.
    """
    usable = [
        entry
        for entry in journal.custom_entries_of(ALIAS_KIND)
        if is_name(entry.text) and is_name(entry.script)
    ]
    if not usable:
        return NO_ALIASES
    entries = {name_key(entry.text): entry for entry in sorted(usable, key=precedence)}
    next_keys = {key: name_key(entry.script) for key, entry in entries.items()}
    overridden = [entries.pop(key) for key in _overridden_keys(entries, next_keys)]
    final_keys = _final_keys({key: next_keys[key] for key in entries})
    names: dict[str, str] = {}
    for key, entry in sorted(entries.items(), key=lambda pair: precedence(pair[1])):
        names[next_keys[key]] = entry.script
    return Aliases(
        final_keys, {key: names[key] for key in set(final_keys.values())}, entries, tuple(overridden)
    )


def precedence(entry: CustomEntry) -> tuple[datetime, str]:
    """Return a sort key by which the entry that counts comes last."""
    return entry.updated_at, entry.uid


def _overridden_keys(entries: Mapping[str, CustomEntry], next_keys: Mapping[str, str]) -> list[str]:
    """Return the key in each circle whose entry leads on from the name that the latest entry gave."""
    overridden: list[str] = []
    visited: set[str] = set()
    for start in sorted(next_keys):
        path: dict[str, None] = {}  # in order
        key = start
        while key in next_keys and key not in visited:
            visited.add(key)
            path[key] = None
            key = next_keys[key]
        if key in path and next_keys[key] != key:
            circle = list(path)[list(path).index(key) :]
            latest = max(circle, key=lambda one: precedence(entries[one]))
            overridden.append(next_keys[latest])
    return overridden


def _final_keys(next_keys: Mapping[str, str]) -> dict[str, str]:
    """Return the last key that each key leads to; a key that leads to itself is a last one."""
    final_keys: dict[str, str] = {}
    for start in next_keys:
        path: list[str] = []
        key = start
        while key not in final_keys and next_keys.get(key, key) != key:
            path.append(key)
            key = next_keys[key]
        last = final_keys.get(key, key)
        final_keys |= dict.fromkeys((*path, key), last)
    return final_keys

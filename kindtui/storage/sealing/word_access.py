"""What a store knows of the lock on its journal: whether it has the key, and how words are opened and sealed.

PyNaCl is imported only once a word has to be opened or sealed.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from kindtui.domain.drafts import Drafts
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.keyring import Keyring
from kindtui.storage.drafts import PLAIN, DraftCodec
from kindtui.storage.errors import LockedError, OtherKeyError, UnreadableError, tampered_message
from kindtui.texts import get_text

if TYPE_CHECKING:
    from kindtui.storage.sealing.key_sealer import KeySealer
    from kindtui.storage.sealing.keys import Keys


class WordAccess:
    """The access of one store to the words of its journal, which may be locked.

    Attributes:
        unlocker: Returns the keys of a locked journal, as by asking for its passphrase; None asks nobody.
        keyring: That of the journal as it is in the file; None if the journal is not locked.
        warning: A sentence about a lock that was changed outside kindtui; empty if it was not.
    """

    def __init__(self, path: Path) -> None:
        """Begin without a key for the journal at `path`."""
        self.unlocker: Callable[[Keyring], Keys] | None = None
        self.keyring: Keyring | None = None
        self.warning = ""
        self._path = path
        self._keys: Keys | None = None
        self._sealer: KeySealer | None = None  # the one with these keys
        self._unlocked: Keyring | None = None  # the last keyring that was genuine, or else was unlocked
        self._boxed_drafts: dict[str, tuple[str, str]] = {}  # the field and the text in each box made here

    @property
    def is_locked(self) -> bool:
        """Whether the words of the journal are sealed, and not open to this store."""
        return self.keyring is not None and self._sealer is None

    @property
    def sealer(self) -> "KeySealer":
        """What opens and seals words.

        Raises:
            LockedError: The key is not at hand.
        """
        if self._sealer is None:
            raise LockedError(get_text("errors.lock.locked", path=self._path))
        return self._sealer

    @property
    def keys(self) -> "Keys":
        """The keys.

        Raises:
            LockedError: They are not at hand.
        """
        if self._keys is None:
            raise LockedError(get_text("errors.lock.locked", path=self._path))
        return self._keys

    def use_keys(self, keys: "Keys", keyring: Keyring) -> None:
        """Open and seal words with the keys of that keyring from now on."""
        from kindtui.storage.sealing.key_sealer import KeySealer

        self._keys, self._sealer, self._unlocked = keys, KeySealer(keys), keyring

    def forget_keys(self) -> None:
        """Open nothing any more."""
        self._keys = self._sealer = self._unlocked = None

    def opened(self, stored: Journal, *, may_ask: bool = False) -> Journal:
        """Return the journal that is in the file, with its words if the key is at hand.

        Args:
            stored: The journal as it is in the file.
            may_ask: Whether to get the key from the `unlocker`, if there is one.

        Raises:
            UnreadableError: The `unlocker` has no key.
        """
        if stored.keyring is None:
            self.keyring = None
            if self._sealer:
                self._sealer.opened_other(stored)  # so that its words are known to come from a plain file
            return stored
        stored = self._as_locked(stored, stored.keyring)
        self.keyring = stored.keyring if stored.is_locked else None
        if self.keyring is None:
            return stored
        if may_ask and self.unlocker and not self._sealer:
            self.use_keys(self.unlocker(self.keyring), self.keyring)
        if not self._sealer:
            return stored
        self.keyring = self._trusted(self.keyring)
        return structs.replace(self._sealer.opened(stored), keyring=self.keyring)

    def _as_locked(self, stored: Journal, keyring: Keyring) -> Journal:
        """Return the journal as locked if it was marked as unlocked for good without the key."""
        from kindtui.domain.journal.sealed_parts import is_sealed_throughout

        is_same_key = self._unlocked is not None and self._unlocked.has_key_of(keyring)
        if not keyring.lifted:
            if not is_same_key:
                self.forget_keys()
            return stored
        if self.keyring and self._unlocked and not (is_same_key and self._is_genuine(keyring)):
            self.warning = tampered_message(self._path)
            return structs.replace(stored, keyring=self._unlocked)
        if not self._unlocked and is_sealed_throughout(stored):
            return structs.replace(stored, keyring=structs.replace(keyring, lifted=False))
        return stored

    def _is_genuine(self, keyring: Keyring) -> bool:
        from kindtui.storage.sealing import keys

        return keys.is_genuine(keyring, self.keys)

    def _trusted(self, keyring: Keyring) -> Keyring:
        """Return the keyring, or the last that was genuine. One that never was gets its public key again."""
        from kindtui.storage.sealing import keys

        if self._is_genuine(keyring):
            self._unlocked = keyring
            return keyring
        self.warning = tampered_message(self._path)
        self._unlocked = keys.with_own_public_key(self._unlocked or keyring, self.keys)
        return self._unlocked

    def sealed(self, journal: Journal, stored: Journal, known: Journal | None = None) -> Journal:
        """Return the journal as it is to be written.

        Args:
            journal: The journal to write.
            stored: The journal in the file.
            known: The one that was known, if that may have had more words.
        """
        if not journal.keyring or not journal.is_locked:
            return journal
        if self._sealer:
            return self._sealer.sealed(journal)
        from kindtui.storage.sealing.sealer import BoxSealer
        from kindtui.storage.sealing.sodium import SealError

        try:
            return BoxSealer(journal.keyring, stored, known).sealed(journal)
        except SealError:
            raise UnreadableError(tampered_message(self._path)) from None

    def with_known(self, on_disk: Journal, known: Journal) -> Journal:
        """Return what is in the file, merged with what was known before it was replaced."""
        from kindtui.domain.journal.merge import merge

        if not self._sealer and known.keyring and known.is_locked and on_disk.keyring:
            is_same_key = known.keyring.has_key_of(on_disk.keyring)
            if on_disk.keyring.lifted and is_same_key:
                return on_disk  # everything known without the key was in the file
            if on_disk.keyring.lifted:
                on_disk = structs.replace(on_disk, keyring=None)
        on_disk, known = self._aligned(on_disk, known)
        return merge(on_disk, known, known)

    def merged(self, ours: Journal, theirs: Journal, base: Journal | None = None) -> Journal:
        """Return our journal, as it was loaded, merged with one from another file.

        Args:
            ours: The journal of this store.
            theirs: The other one, as it is in its file.
            base: Their common ancestor, if it is known, as it is in its file.

        Raises:
            LockedError: Only the key can tell what counts, and the `unlocker` has not been set.
            OtherKeyError: `theirs` is locked with another key.
        """
        from kindtui.domain.journal.merge import merge

        theirs = self._from_file(theirs, ours)
        base = self._from_file(base, ours) if base else None
        return merge(*self._aligned(ours, theirs), base)

    def _from_file(self, theirs: Journal, ours: Journal) -> Journal:
        """Return a journal from another file, so that it can be merged with ours.

        Raises:
            LockedError, OtherKeyError: As in `merged`.
        """
        if not theirs.keyring:
            return self._sealer.opened_other(theirs) if self._sealer else theirs
        is_same_key = ours.keyring is not None and ours.keyring.has_key_of(theirs.keyring)
        if not ours.is_locked:
            return self._opened_copy(theirs, theirs.keyring) if theirs.is_locked else theirs
        if theirs.is_locked and not is_same_key:
            raise OtherKeyError(get_text("errors.lock.copy_of_other_key"))
        if not is_same_key:
            return structs.replace(theirs, keyring=None)
        if self._sealer:
            return self._with_genuine_keyring(self._sealer.opened_other(theirs))
        if ours.keyring and theirs.keyring.updated_at > ours.keyring.updated_at:
            raise LockedError(get_text("errors.lock.copy_changed"))  # nobody can tell whether it is genuine
        return structs.replace(theirs, keyring=ours.keyring if theirs.is_locked else None)

    def _opened_copy(self, theirs: Journal, keyring: Keyring) -> Journal:
        """Return a locked copy of a journal that is not locked, with its words.

        Raises:
            LockedError: The `unlocker` has not been set.
        """
        if not self.unlocker:
            raise LockedError(get_text("errors.lock.copy_locked"))
        self.use_keys(self.unlocker(keyring), keyring)
        own_keyring = self._trusted(keyring)
        if self.warning:
            self.warning = get_text("errors.lock.copy_tampered")
        return structs.replace(self.sealer.opened_other(theirs), keyring=own_keyring)

    def _with_genuine_keyring(self, journal: Journal) -> Journal:
        """Return the journal without a keyring that was made without the key."""
        if journal.keyring and self._is_genuine(journal.keyring):
            return journal
        self.warning = get_text("errors.lock.copy_tampered")
        return structs.replace(journal, keyring=None)

    def _aligned(self, ours: Journal, theirs: Journal) -> tuple[Journal, Journal]:
        """Return both so that what is the same is equal, and what does not open in one is as in the other."""
        from kindtui.domain.journal.sealed_parts import with_parts_of, with_sealed_parts_of

        if self._sealer:
            if not self._sealer.failures:
                return ours, theirs
            is_unopened = self._sealer.is_unopened
            theirs = with_parts_of(theirs, ours, lambda part, _: is_unopened(part))
            return with_parts_of(ours, theirs, lambda part, _: is_unopened(part)), theirs
        if ours.is_locked and theirs.is_locked:
            from kindtui.storage.sealing.token_replacer import with_tokens_of

            return ours, with_tokens_of(ours, theirs)
        if ours.is_locked:
            return ours, with_sealed_parts_of(theirs, ours)
        return (with_sealed_parts_of(ours, theirs) if theirs.is_locked else ours), theirs

    def draft_codec(self) -> DraftCodec:
        """Return how drafts are written: as they are, sealed, or in boxes."""
        if self.keyring is None:
            return PLAIN
        if self._sealer:
            return DraftCodec(self._sealer.opened_drafts, self._sealer.sealed_drafts)
        return DraftCodec(self._known_drafts, self._boxes_of_drafts)

    def newest_draft_codec(self, newest: Keyring | None, data: bytes) -> DraftCodec:
        """Return how drafts are written beside a file that was replaced since it was read.

        Args:
            newest: The keyring in the file now; None if it has none, as an older copy.
            data: The bytes of the file. With sealed words in them it is locked, whatever its keyring says.

        Raises:
            OtherKeyError: It is that of another key, to which nothing of this journal is sealed.
        """
        if newest is None:
            return self.draft_codec()
        if newest.lifted and self._keys and self._is_genuine(newest):
            return PLAIN
        if not newest.lifted or b'"sealed.' in data:
            if self.keyring and not self.keyring.has_key_of(newest):
                raise OtherKeyError(get_text("errors.lock.other_key", path=self._path))
            self.keyring = self.keyring or structs.replace(newest, lifted=False)
            return self.draft_codec()
        is_unlocked = self.is_locked and self.keyring is not None and self.keyring.has_key_of(newest)
        return PLAIN if is_unlocked else self.draft_codec()

    def _known_drafts(self, stored: Drafts) -> Drafts:
        """Return the drafts with the words of the boxes that were made here, so that those can be changed."""
        known: dict[date, dict[str, tuple[str, ...]]] = {}
        for on, fields in stored.items():
            known[on] = {}
            for field, texts in fields.items():
                for each in texts:
                    name, text = self._boxed_drafts.get(each, (field, each))
                    known[on][name] = (*known[on].get(name, ()), text)
        return known

    def _boxes_of_drafts(self, drafts: Drafts) -> Drafts:
        from kindtui.storage.sealing.places import SEALED_DRAFTS, drafts_in
        from kindtui.storage.sealing.sealer import BoxSealer
        from kindtui.storage.sealing.sodium import SealError

        assert self.keyring
        drafts = {  # the newest texts first, so that a field shows them first
            on: dict(sorted(fields.items(), key=lambda item: item[0] == SEALED_DRAFTS))
            for on, fields in drafts.items()
        }
        try:
            boxed = BoxSealer(self.keyring).sealed_drafts(drafts)
        except SealError:
            raise UnreadableError(tampered_message(self._path)) from None
        for on, fields in drafts.items():
            boxes = zip(boxed[on][SEALED_DRAFTS], drafts_in(fields), strict=True)
            self._boxed_drafts |= {box: draft for box, draft in boxes if draft[0] != SEALED_DRAFTS}
        return boxed

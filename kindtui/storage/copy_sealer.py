"""Sealing and opening of whole files: copies of a journal, drafts, and what is neither."""

from contextlib import suppress

import msgspec
from msgspec import structs

from kindtui.domain.drafts import Drafts
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.keyring import Keyring
from kindtui.domain.sealed_text import SealedText
from kindtui.storage import codec, copies, drafts
from kindtui.storage.find import SealedFile, is_sealed_file
from kindtui.storage.sealing.key_sealer import KeySealer
from kindtui.storage.sealing.keys import Keys
from kindtui.storage.sealing.sealer import BoxSealer, CopySealer
from kindtui.storage.sealing.seals import BoxSeal, KeySeal, Place
from kindtui.storage.sealing.sodium import SealError, from_base64, to_base64

FILE_PLACE = Place("", "file", "")


class FileSealer:
    """Seals the words in the bytes of files whose journal is locked, without the key."""

    def __init__(self, keyring: Keyring) -> None:
        """Take the keyring of the journal."""
        self._keyring = keyring

    def sealed(self, data: bytes) -> bytes:
        """Return the content of a file with every word sealed; what is sealed already stays so.

        A copy that is locked with the same key gets the keyring, as it may have another passphrase.
        """
        with suppress(ValueError):
            return self._sealed_copy(copies.decode(data))
        with suppress(ValueError):
            return msgspec.json.encode(self._sealed_drafts(drafts.decode(data)))
        if not data or is_sealed_file(data):
            return data
        return msgspec.json.encode(SealedFile(self._sealed_bytes(data)))

    def _sealed_copy(self, copy: copies.Copy) -> bytes:
        before = copy.journal
        if before.is_locked and before.keyring and not self._keyring.has_key_of(before.keyring):
            return _encoded(copy, CopySealer(before.keyring).sealed(before))
        after = structs.replace(before, keyring=self._keyring)
        if before.is_locked:  # though words may have been added without a lock
            return _encoded(copy, CopySealer(self._keyring).sealed(after))
        return _encoded(copy, self._sealed_journal(after))

    def _sealed_journal(self, journal: Journal) -> Journal:
        return BoxSealer(self._keyring).sealed(journal)

    def _sealed_drafts(self, stored: Drafts) -> Drafts:
        return BoxSealer(self._keyring).sealed_drafts(stored)

    def _sealed_bytes(self, data: bytes) -> str:
        return BoxSeal(self._keyring).seal([to_base64(data)], FILE_PLACE, None)


class KeyFileSealer(FileSealer):
    """Seals and opens the words in the bytes of files, with the key."""

    def __init__(self, keyring: Keyring, keys: Keys, *, is_first_time: bool = False) -> None:
        """Create what seals the files of one journal.

        Args:
            keyring: The keyring that the journal has, or will have.
            keys: Its keys.
            is_first_time: Whether the journal was in plain until now, so that nobody learns anything from
                seeing that the same words become the same string.
        """
        super().__init__(keyring)
        self._is_first_time = is_first_time
        self._sealer = KeySealer(keys)
        self._seal = KeySeal(keys)

    def _sealed_journal(self, journal: Journal) -> Journal:
        if not self._is_first_time:
            self._sealer.opened_other(journal)  # so that its words are known to come from a plain file
        return self._sealer.sealed(journal)

    def _sealed_drafts(self, stored: Drafts) -> Drafts:
        return self._sealer.sealed_drafts(self._sealer.opened_drafts(stored))

    def _sealed_bytes(self, data: bytes) -> str:
        words = [to_base64(data)]
        self._seal.note_foreign(words, FILE_PLACE, None)
        return self._seal.seal(words, FILE_PLACE, None)

    def opened(self, data: bytes) -> bytes:
        """Return the content of a file with its words, as it was before it was sealed.

        Raises:
            SealError: Some words do not open, or were sealed with another key.
        """
        failures = self._sealer.failures
        opened = self._opened(data)
        if self._sealer.failures > failures:
            raise SealError("some words do not open")
        return opened

    def _opened(self, data: bytes) -> bytes:
        with suppress(ValueError):
            return self._opened_copy(copies.decode(data))
        with suppress(ValueError):
            return msgspec.json.encode(self._sealer.opened_drafts(drafts.decode(data)))
        return self._opened_bytes(data) if is_sealed_file(data) else data

    def _opened_copy(self, copy: copies.Copy) -> bytes:
        before = copy.journal
        if not before.is_locked:
            return _encoded(copy, before)
        return _encoded(copy, structs.replace(self._sealer.opened(before), keyring=None))

    def _opened_bytes(self, data: bytes) -> bytes:
        token = SealedText.parse(msgspec.json.decode(data, type=SealedFile).sealed_file)
        words = self._seal.open(token, FILE_PLACE) if token else []
        if len(words) != 1 or not isinstance(words[0], str):
            raise SealError("no file")
        return from_base64(words[0])


def _encoded(copy: copies.Copy, after: Journal) -> bytes:
    """Return the bytes of a copy with another content; its own ones if that is the same."""
    meta = structs.replace(copy.meta, schema=codec.schema_of(after))
    return codec.encode_updated(copy.tables, copy.journal, after, meta)

"""Sealing and opening the words of one place, and the strings that stand in the file for them."""

from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct

from kindtui.domain.journal.keyring import Keyring
from kindtui.domain.sealed_text import SealedText, time_of
from kindtui.storage.sealing import sodium
from kindtui.storage.sealing.keys import Keys
from kindtui.storage.sealing.sodium import SealError, from_base64, to_base64

ID_BYTES = 16

Words = list[Any]  # what is sealed together: texts, or a rating


class Place(Struct, frozen=True):
    """Where words stand: the day (or what stands for it), the part, and the uid within it."""

    day: str
    part: str
    uid: str


class BoxSeal:
    """Puts words into boxes for a public key; it opens none."""

    def __init__(self, keyring: Keyring) -> None:
        """Take the public key of a keyring."""
        self._public_key = keyring.public_key

    def seal(self, words: Words, place: Place, at: datetime | None) -> str:
        """Return a box with a random id.

        Raises:
            SealError: The keyring has no public key.
        """
        id_, time = to_base64(sodium.random_bytes(ID_BYTES)), time_of(at)
        content = msgspec.json.encode([_bound(place, time, id_), words])
        box = sodium.put_in_box(content, from_base64(self._public_key))
        return str(SealedText("b", id_, time, to_base64(box)))


class KeySeal:
    """Seals and opens words with the key.

    The same words in the same place give the same string: the nonce is a keyed hash of both, and so is the
    id. Words that came from a box, or in plain from a file, get a random nonce instead, as whoever made them
    could otherwise see that they are the same as sealed ones. Those from a box keep its id.
    """

    def __init__(self, keys: Keys) -> None:
        """Take the keys."""
        self._keys = keys
        # The ids of words that are in a box, or plain in a file, and of those that were; by the derived id.
        self._foreign_ids: dict[str, str] = {}
        self._kept_ids: dict[str, str] = {}

    def seal(self, words: Words, place: Place, at: datetime | None) -> str:
        """Return the sealed words."""
        time, content = time_of(at), msgspec.json.encode(words)
        derived = to_base64(self._derived_id(content, place, time))
        foreign_id = self._foreign_ids.get(derived)
        id_ = foreign_id or self._kept_ids.get(derived, derived)
        header = msgspec.json.encode(_bound(place, time, id_))
        if foreign_id:
            nonce = sodium.random_bytes(sodium.NONCE_BYTES)
        else:
            nonce = sodium.keyed_hash(_joined(header, content), self._keys.nonces, sodium.NONCE_BYTES)
        payload = to_base64(sodium.encrypt(content, header, self._keys.words, nonce))
        return str(SealedText("s", id_, time, payload))

    def note_foreign(self, words: Words, place: Place, at: datetime | None) -> None:
        """Note words that stood in plain in a file."""
        id_ = self._derived_id(msgspec.json.encode(words), place, time_of(at))
        self._foreign_ids.setdefault(to_base64(id_), to_base64(sodium.random_bytes(ID_BYTES)))

    def open(self, token: SealedText, place: Place) -> Words:
        """Return the words of a token that stands at `place`.

        Raises:
            SealError: They were changed, or sealed for another place or time or with another key.
        """
        bound = _bound(place, token.at, token.id)
        payload = from_base64(token.payload)
        if token.kind == "s":
            content = sodium.decrypt(payload, msgspec.json.encode(bound), self._keys.words)
        else:
            try:
                found, raw = msgspec.json.decode(
                    sodium.open_box(payload, self._keys.private), type=tuple[list[str], msgspec.Raw]
                )
            except (ValueError, RecursionError) as error:
                raise SealError(str(error)) from None
            if found != bound:
                raise SealError("a box for another place")
            content = bytes(raw)
        try:
            words: Words = msgspec.json.decode(content, type=list)
        except (ValueError, RecursionError) as error:
            raise SealError(str(error)) from None
        derived = to_base64(self._derived_id(content, place, token.at))
        if token.kind == "b":
            self._foreign_ids[derived] = token.id
        elif derived != token.id:
            self._kept_ids[derived] = token.id
        return words

    def _derived_id(self, content: bytes, place: Place, time: str) -> bytes:
        header = msgspec.json.encode(_bound(place, time, ""))
        return sodium.keyed_hash(_joined(header, content), self._keys.ids, ID_BYTES)


def _bound(place: Place, time: str, id_: str) -> list[str]:
    """Return what sealed words are bound to; as JSON it is the associated data."""
    return [place.day, place.part, place.uid, time, id_]


def _joined(header: bytes, content: bytes) -> bytes:
    """Return both as one, so that no other two give the same."""
    return len(header).to_bytes(8, "big") + header + content

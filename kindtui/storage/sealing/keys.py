"""The secret key of a locked journal: made once, and wrapped by the passphrase and by the recovery code."""

import hmac
from datetime import datetime
from unicodedata import normalize

import msgspec
from msgspec import Struct, structs

from kindtui.domain.journal.keyring import Keyring
from kindtui.domain.text import strip_controls
from kindtui.storage.errors import UnreadableError
from kindtui.storage.sealing import sodium
from kindtui.storage.sealing.recovery_code import CODE_BYTES, format_code, parse_code
from kindtui.storage.sealing.sodium import SealError, from_base64, to_base64
from kindtui.texts import get_text


class WrongPassphraseError(UnreadableError):
    """A passphrase, or a recovery code, is not that of the journal."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__(get_text("errors.lock.wrong_passphrase"))


class Keys(Struct, frozen=True):
    """The secret key, which is four independent keys: for boxes, words, nonces and ids."""

    private: bytes
    words: bytes
    nonces: bytes
    ids: bytes

    def __repr__(self) -> str:
        """Leave out the keys, so that no log or error can show them."""
        return type(self).__name__

    def __rich_repr__(self) -> list[tuple[str, object]]:
        """Leave them out for Rich as well."""
        return []


class Lock(Struct, frozen=True):
    """A keyring with the keys in it, and the recovery code, which nothing keeps."""

    keyring: Keyring
    keys: Keys
    recovery_code: str

    def __repr__(self) -> str:
        """Leave out the keys."""
        return type(self).__name__

    def __rich_repr__(self) -> list[tuple[str, object]]:
        """Leave them out for Rich as well."""
        return []


class Cost(Struct, frozen=True):
    """What deriving a key from a passphrase costs: rounds, and memory in bytes."""

    operations: int = sodium.MODERATE_OPERATIONS
    memory: int = sodium.MODERATE_MEMORY


def make_lock(passphrase: str, at: datetime, cost: Cost | None = None) -> Lock:
    """Return a lock with new keys, set at the time `at` (UTC)."""
    keys = Keys(
        sodium.random_bytes(sodium.PRIVATE_KEY_BYTES),
        *(sodium.random_bytes(sodium.KEY_BYTES) for _ in range(3)),
    )
    return _wrapped(keys, passphrase, at, cost or Cost())


def change_passphrase(keyring: Keyring, keys: Keys, passphrase: str, at: datetime) -> Lock:
    """Return the same keys wrapped anew, by another passphrase and another recovery code."""
    lock = _wrapped(keys, passphrase, at, Cost(keyring.operations, keyring.memory))
    return structs.replace(lock, keyring=structs.replace(lock.keyring, incomplete=keyring.incomplete))


def unlock(keyring: Keyring, secret: str) -> Keys:
    """Return the keys that a passphrase, or the recovery code, unwraps; this takes up to a second.

    Raises:
        WrongPassphraseError: It is neither.
    """
    code = parse_code(secret)
    if code is not None:
        try:
            return _unwrapped(keyring.by_recovery_code, _key_of_code(code, keyring), _header(keyring))
        except SealError:
            pass  # a passphrase may look like a code
    try:
        key = sodium.derive_key(
            _bytes_of(secret), from_base64(keyring.salt), keyring.operations, keyring.memory
        )
        return _unwrapped(keyring.by_passphrase, key, _header(keyring))
    except SealError:
        raise WrongPassphraseError from None


def is_genuine(keyring: Keyring, keys: Keys) -> bool:
    """Return whether somebody with the keys made a keyring just so."""
    return hmac.compare_digest(keyring.mac.encode(), _mac_of(keyring, keys).encode())


def with_mac(keyring: Keyring, keys: Keys) -> Keyring:
    """Return a keyring with its MAC. Whoever calls this vouches for all the rest of it."""
    return structs.replace(keyring, mac=_mac_of(keyring, keys))


def with_own_public_key(keyring: Keyring, keys: Keys) -> Keyring:
    """Return a keyring with the public key of the keys. If its MAC was wrong before, it stays so."""
    return structs.replace(keyring, public_key=_public_key_of(keys))


def _public_key_of(keys: Keys) -> str:
    return to_base64(sodium.public_key_of(keys.private))


def _mac_of(keyring: Keyring, keys: Keys) -> str:
    content = msgspec.json.encode(["kindtui keyring", structs.replace(keyring, incomplete=False, mac="")])
    return to_base64(sodium.keyed_hash(content, keys.ids, sodium.KEY_BYTES))


def _wrapped(keys: Keys, passphrase: str, at: datetime, cost: Cost) -> Lock:
    code = sodium.random_bytes(CODE_BYTES)
    salt = sodium.random_bytes(sodium.SALT_BYTES)
    keyring = Keyring(_public_key_of(keys), to_base64(salt), cost.operations, cost.memory, "", "", at)
    header = _header(keyring)
    derived = sodium.derive_key(_bytes_of(passphrase), salt, cost.operations, cost.memory)
    data = keys.private + keys.words + keys.nonces + keys.ids
    by_passphrase, by_code = (
        to_base64(sodium.encrypt(data, header, key, sodium.random_bytes(sodium.NONCE_BYTES)))
        for key in (derived, _key_of_code(code, keyring))
    )
    keyring = structs.replace(keyring, by_passphrase=by_passphrase, by_recovery_code=by_code)
    return Lock(with_mac(keyring, keys), keys, format_code(code))


def _unwrapped(wrapped: str, key: bytes, header: bytes) -> Keys:
    data = sodium.decrypt(from_base64(wrapped), header, key)
    size = sodium.KEY_BYTES
    parts = [data[at : at + size] for at in range(0, len(data), size)]
    if len(data) != 4 * size:
        raise SealError("not four keys")
    return Keys(*parts)


def _header(keyring: Keyring) -> bytes:
    """Return what both wraps are bound to; not the public key, so that a changed one can be told."""
    return msgspec.json.encode(["kindtui keyring", keyring.salt, keyring.operations, keyring.memory])


def _key_of_code(code: bytes, keyring: Keyring) -> bytes:
    """Return the key of a recovery code, which is random enough to need no costly derivation."""
    return sodium.keyed_hash(b"kindtui recovery" + from_base64(keyring.salt), code, sodium.KEY_BYTES)


def _bytes_of(passphrase: str) -> bytes:
    """Return a passphrase as UTF-8 in the one form that every keyboard, terminal and system arrives at."""
    return normalize("NFC", strip_controls(passphrase)).encode("utf-8", "surrogatepass")

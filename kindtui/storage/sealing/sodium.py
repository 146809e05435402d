"""The functions of libsodium that seal, open and derive; the only module that imports PyNaCl."""

import hashlib
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode

from kindtui.storage.errors import UnreadableError
from kindtui.texts import get_text

try:
    from nacl import bindings
    from nacl.exceptions import CryptoError
    from nacl.exceptions import RuntimeError as SodiumRuntimeError
except ImportError:
    raise UnreadableError(get_text("errors.lock.no_library")) from None

KEY_BYTES = bindings.crypto_aead_xchacha20poly1305_ietf_KEYBYTES
NONCE_BYTES = bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
SALT_BYTES = bindings.crypto_pwhash_SALTBYTES
PRIVATE_KEY_BYTES = bindings.crypto_box_SECRETKEYBYTES
MODERATE_OPERATIONS = bindings.crypto_pwhash_argon2id_OPSLIMIT_MODERATE
MODERATE_MEMORY = bindings.crypto_pwhash_argon2id_MEMLIMIT_MODERATE
PADDED_BLOCK_BYTES = 32  # so that the length of what was written shows only roughly


class SealError(Exception):
    """What was sealed does not open: it was changed, put elsewhere, or sealed with another key."""


def random_bytes(count: int) -> bytes:
    """Return random bytes of the system."""
    return os.urandom(count)


def keyed_hash(data: bytes, key: bytes, size: int) -> bytes:
    """Return BLAKE2b of `data` with `key`, `size` bytes long (1 to 64)."""
    return hashlib.blake2b(data, key=key, digest_size=size).digest()


def derive_key(passphrase: bytes, salt: bytes, operations: int, memory: int) -> bytes:
    """Return the key that Argon2id derives from a passphrase.

    Raises:
        UnreadableError: There is not so much memory.
        SealError: The salt is none.
    """
    if len(salt) != SALT_BYTES:
        raise SealError("no salt")
    try:
        return bindings.crypto_pwhash_alg(
            KEY_BYTES, passphrase, salt, operations, memory, bindings.crypto_pwhash_ALG_ARGON2ID13
        )
    except (CryptoError, SodiumRuntimeError, MemoryError):
        raise UnreadableError(get_text("errors.lock.no_memory", megabytes=memory // 2**20)) from None
    except (ValueError, TypeError) as error:
        raise SealError(str(error)) from None


def encrypt(data: bytes, associated_data: bytes, key: bytes, nonce: bytes) -> bytes:
    """Return the nonce and `data` under XChaCha20-Poly1305, which covers `associated_data` too."""
    padded = bindings.sodium_pad(data, PADDED_BLOCK_BYTES)
    return nonce + bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(padded, associated_data, nonce, key)


def decrypt(sealed: bytes, associated_data: bytes, key: bytes) -> bytes:
    """Return what `encrypt` sealed.

    Raises:
        SealError: It is not what was sealed with that key and that associated data.
    """
    nonce, ciphertext = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    try:
        padded = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(ciphertext, associated_data, nonce, key)
        return bindings.sodium_unpad(padded, PADDED_BLOCK_BYTES)
    except (CryptoError, SodiumRuntimeError, ValueError, TypeError) as error:
        raise SealError(str(error)) from None


def public_key_of(private_key: bytes) -> bytes:
    """Return the public key of an X25519 key."""
    return bindings.crypto_scalarmult_base(private_key)


def put_in_box(data: bytes, public_key: bytes) -> bytes:
    """Return `data` in a sealed box, which only the private key opens.

    Raises:
        SealError: That is no public key.
    """
    try:
        return bindings.crypto_box_seal(bindings.sodium_pad(data, PADDED_BLOCK_BYTES), public_key)
    except (CryptoError, SodiumRuntimeError, ValueError, TypeError) as error:
        raise SealError(str(error)) from None


def open_box(box: bytes, private_key: bytes) -> bytes:
    """Return what is in a sealed box.

    Raises:
        SealError: It was changed, or is for another key.
    """
    try:
        padded = bindings.crypto_box_seal_open(box, public_key_of(private_key), private_key)
        return bindings.sodium_unpad(padded, PADDED_BLOCK_BYTES)
    except (CryptoError, SodiumRuntimeError, ValueError, TypeError) as error:
        raise SealError(str(error)) from None


def to_base64(data: bytes) -> str:
    """Return bytes in base64url without padding."""
    return urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def from_base64(text: str) -> bytes:
    """Return the bytes of `to_base64`.

    Raises:
        SealError: The text is not what `to_base64` returns for any bytes.
    """
    try:
        data = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError as error:
        raise SealError(str(error)) from None
    if to_base64(data) != text:
        raise SealError("not in the one form")
    return data

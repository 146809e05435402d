"""What a locked journal keeps about its key, none of it secret."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from kindtui.domain.dates import Instant

LockChange = Literal["lock", "passphrase", "unlock"]  # what can be done to the lock of a journal
MAX_OPERATIONS = 16  # of what a file may ask for, so that no file can stop the machine
MIN_MEMORY, MAX_MEMORY = 8192, 2**30  # in bytes


class Keyring(Struct, frozen=True, omit_defaults=True):
    """The secret key of a journal, wrapped twice, and what is needed to unwrap it; bytes are in base64url.

    Attributes:
        public_key: The key with which words can be sealed, but not read.
        salt: The salt of the key that is derived from the passphrase.
        operations: How often that derivation goes through its memory.
        memory: The memory of that derivation in bytes.
        by_passphrase: The secret key, wrapped by the passphrase.
        by_recovery_code: The secret key, wrapped by the recovery code.
        updated_at: When the lock was set, changed or lifted (UTC).
        lifted: Whether the journal was unlocked for good; a plain older copy counts less than that.
        incomplete: Whether other files may still hold what is sealed in this one.
        mac: A keyed hash of the rest, but for `incomplete`; without the key nobody can make one.
    """

    public_key: str
    salt: str
    operations: Annotated[int, Meta(ge=1, le=MAX_OPERATIONS)]
    memory: Annotated[int, Meta(ge=MIN_MEMORY, le=MAX_MEMORY)]
    by_passphrase: str
    by_recovery_code: str
    updated_at: Instant
    lifted: bool = False
    incomplete: bool = False
    mac: str = ""

    def has_key_of(self, other: "Keyring") -> bool:
        """Return whether both hold the same secret key; one of its forms may have been tampered with."""
        return self.public_key == other.public_key or self.by_passphrase == other.by_passphrase


def merge_keyrings(ours: Keyring | None, theirs: Keyring | None) -> Keyring | None:
    """Return the later of both keyrings; a copy without one is an older one."""
    keyrings = [keyring for keyring in (ours, theirs) if keyring]
    return max(keyrings, key=lambda keyring: (keyring.updated_at, repr(keyring)), default=None)

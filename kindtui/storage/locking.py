"""Lock a journal with everything beside it, change its passphrase, and unlock it for good."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from threading import Event

from msgspec import structs

from kindtui.domain.dates import Clock
from kindtui.domain.journal.journal import Journal, next_instant
from kindtui.domain.journal.keyring import Keyring
from kindtui.domain.journal.purge import traces_of
from kindtui.domain.journal.sealed_parts import has_sealed_words
from kindtui.domain.text import command_line
from kindtui.storage import codec, copies, files, find
from kindtui.storage.copy_sealer import KeyFileSealer
from kindtui.storage.errors import (
    NoKeyringError,
    NotSavedError,
    OtherKeyError,
    StorageError,
    UnreadableError,
    tampered_message,
)
from kindtui.storage.file_store import FileStore
from kindtui.storage.lock_result import LockResult
from kindtui.storage.names import Kind
from kindtui.storage.rewriting import replace_content, sync_folders
from kindtui.storage.sealed_files import SEALED_KINDS
from kindtui.storage.sealing import keys
from kindtui.storage.sealing.key_sealer import KeySealer
from kindtui.storage.sealing.sodium import SealError
from kindtui.texts import get_text

TURN_SECONDS = 0.2  # longer than a save that waits for the lock takes to look again
ShowCode = Callable[[str], None]


def lock(store: FileStore, path: Path, passphrase: str, clock: Clock, show_code: ShowCode) -> LockResult:
    """Seal the words of a journal, named `path`, and of every file beside it.

    Args:
        store: The store of the journal.
        path: The journal as it was named, symbolic links included.
        passphrase: What opens it from now on.
        clock: Gives the time of the lock.
        show_code: Shows the recovery code, once the journal is sealed.

    Raises:
        StorageError: The journal cannot be read or saved, and is as it was.
    """
    before = store.load()
    if before.is_locked:
        raise UnreadableError(
            get_text("commands.lock.already", command=command_line(path, "lock", "--change"))
        )
    if has_sealed_words(before):
        raise NoKeyringError(store.path)
    linked = tuple(find.linked_files(path))
    unknown = tuple(codec.tables_with_unknown(store.tables, before))
    new = keys.make_lock(passphrase, _next_time(before, clock))
    store.words.use_keys(new.keys, new.keyring)  # from here on; what was read has another keyring, or none
    try:
        is_durable = _set_keyring(store, structs.replace(new.keyring, incomplete=True), before)
    except BaseException:
        store.words.forget_keys()
        raise
    result = _show_and_finish(store, path, clock, lambda: show_code(new.recovery_code), is_first_time=True)
    is_durable = is_durable and result.is_durable
    return structs.replace(result, linked=linked, unknown=unknown, is_durable=is_durable)


def change_passphrase(
    store: FileStore, path: Path, passphrase: str, clock: Clock, show_code: ShowCode
) -> LockResult:
    """Wrap the key of a locked journal anew, there and in every copy; see `lock`.

    Raises:
        LockedError: The key is not at hand.
        StorageError: The journal cannot be read or saved, and is as it was.
    """
    before = store.load()
    keyring = _keyring_of(before)
    new = keys.change_passphrase(keyring, store.words.keys, passphrase, _next_time(before, clock))
    is_durable = _set_keyring(store, structs.replace(new.keyring, incomplete=True), before)
    result = _show_and_finish(store, path, clock, lambda: show_code(new.recovery_code))
    return structs.replace(result, is_durable=result.is_durable and is_durable)


def _show_and_finish(
    store: FileStore, path: Path, clock: Clock, show: Callable[[], None], *, is_first_time: bool = False
) -> LockResult:
    """Show the recovery code and seal the other files, whether or not it could be shown."""
    try:
        show()
    finally:
        result = finish(store, path, clock, is_first_time=is_first_time)
    return result


def finish(
    store: FileStore, path: Path, clock: Clock, *, is_first_time: bool = False, stop: Event | None = None
) -> LockResult:
    """Do with every file beside a locked journal what was done with the journal, also after a kill.

    Args:
        store: The store of the journal; in the background, one of its own.
        path: The journal as it was named, symbolic links included.
        clock: Waits for the lock of the journal.
        is_first_time: Whether the journal was in plain until now; see `KeyFileSealer`.
        stop: Ends it before the next file; then others can save between any two. None for all at once.

    Raises:
        LockedError: The key is not at hand.
        UnreadableError: The keyring was changed without the key, and nobody vouches for its recovery code.
        StorageError: The journal cannot be read or saved.
    """
    journal = store.load()
    keyring = structs.replace(_keyring_of(journal), incomplete=False)
    if not keys.is_genuine(keyring, store.words.keys):
        raise UnreadableError(tampered_message(path))
    sealer = KeyFileSealer(keyring, store.words.keys, is_first_time=is_first_time)

    def sealed(data: bytes) -> bytes:
        if stop and store.has_changed() and not _has_keyring_of(store, keyring):
            raise SealError("another passphrase by now")
        return sealer.sealed(data)

    def with_flag(newest: Journal) -> Journal:
        is_same = _keyring_of(newest).updated_at == keyring.updated_at
        return structs.replace(newest, keyring=keyring) if is_same else newest

    result = _rewrite_files(path, clock, sealed, keyring, journal, stop=stop)
    if not (result.left or result.unlisted) and _keyring_of(journal).incomplete:
        is_durable = store.transact(with_flag).durable
        result = structs.replace(result, is_durable=result.is_durable and is_durable)
    return result


def _has_keyring_of(store: FileStore, keyring: Keyring) -> bool:
    """Return whether nobody has changed the lock of a journal since it had that keyring."""
    newest = store.newest_keyring()
    return newest is not None and newest.updated_at == keyring.updated_at


def unlock_for_good(store: FileStore, path: Path, clock: Clock) -> LockResult:
    """Write the words of a locked journal, and of every copy of it, as they were before it was locked.

    The journal comes last: should this be stopped, it is still locked, and the next start locks all the rest.

    Raises:
        LockedError: The key is not at hand.
        UnreadableError: Some words do not open, and would be lost.
        StorageError: The journal cannot be read or saved.
    """
    journal = store.load()
    words = store.words.sealer
    _check_all_open(words, journal, path)
    at = _next_time(journal, clock)
    lifted = structs.replace(_keyring_of(journal), lifted=True, incomplete=False, updated_at=at)
    lifted = keys.with_mac(lifted, store.words.keys)
    sealer = KeyFileSealer(lifted, store.words.keys)
    _set_keyring(store, structs.replace(_keyring_of(journal), incomplete=True), journal)
    result = _rewrite_files(path, clock, sealer.opened, lifted)

    def in_plain(newest: Journal) -> Journal:
        _check_all_open(words, newest, path)
        return structs.replace(words.without_unopened_steps(newest), keyring=lifted)

    is_durable = store.transact(in_plain).durable
    # That save made `.prev` of what the journal was; and a kindtui that waited for the lock may have written.
    result = _rewrite_files(path, clock, sealer.opened, lifted)
    return structs.replace(result, is_durable=result.is_durable and is_durable)


def _check_all_open(words: KeySealer, journal: Journal, path: Path) -> None:
    """Check that no words of a journal, named `path`, would be lost in plain.

    Raises:
        UnreadableError: Some do not open.
    """
    if not words.has_unopened(journal):
        return
    days = words.unopened_days(journal)
    if not days:
        raise UnreadableError(get_text("errors.lock.unopened_left", path=path))
    command, names = command_line(path, "edit", days[0]), ", ".join(map(str, days))
    raise UnreadableError(get_text("errors.lock.unopened_days", path=path, days=names, command=command))


def _keyring_of(journal: Journal) -> Keyring:
    assert journal.keyring
    return journal.keyring


def _next_time(journal: Journal, clock: Clock) -> datetime:
    """Return a time for a new keyring, later than that of the present one."""
    now = clock.now().at
    return max(now, next_instant(journal.keyring.updated_at)) if journal.keyring else now


def _set_keyring(store: FileStore, keyring: Keyring, before: Journal) -> bool:
    """Save the journal with a keyring, and return whether the disk confirmed it.

    Raises:
        OtherKeyError: Another kindtui has changed the lock since the journal was as it is in `before`.
    """

    def change(newest: Journal) -> Journal:
        if _version_of(newest.keyring) != _version_of(before.keyring):
            raise OtherKeyError(get_text("errors.lock.other_key", path=store.path))
        return structs.replace(newest, keyring=keyring)

    return store.transact(change).durable


def _version_of(keyring: Keyring | None) -> object:
    """Return what tells a keyring from one that was set later."""
    return keyring and (keyring.updated_at, keyring.lifted)


def _rewrite_files(
    path: Path,
    clock: Clock,
    convert: Callable[[bytes], bytes],
    keyring: Keyring,
    journal: Journal | None = None,
    *,
    stop: Event | None = None,
) -> LockResult:
    """Rewrite every file beside the journal, named `path`, and return those that are not as they should be.

    Args:
        path: The journal as it was named, symbolic links included.
        clock: Waits for the lock of the journal.
        convert: Returns what a file is to contain.
        keyring: The keyring that the journal has, or will have.
        journal: The journal, whose texts nothing else may hold any more; None if they may.
        stop: Ends it before the next file, for each of which the file lock is held; None for all at once.

    Raises:
        NotSavedError: The lock of the journal cannot be taken.
    """
    from kindtui.storage.lock import locked

    names = files.names_of(path)
    texts = traces_of(journal, None).texts if journal else frozenset()
    left: list[Path] = []
    similar: list[Path] = []
    try:
        with nullcontext() if stop else locked(names[-1], clock):
            survey = find.survey(path, with_memory=False)
            for file, kind in survey.kinds.items():
                if kind in SEALED_KINDS:
                    with _turn(names[-1], clock, stop) if stop else nullcontext(True) as may_rewrite:
                        left += [] if may_rewrite and _rewrite(names, file, convert) else [file]
                elif kind is Kind.EDITED:
                    left += [file] if journal else []
                elif kind is not Kind.JOURNAL and _is_stale(file, keyring, texts):
                    similar.append(file)
            is_durable = sync_folders({file.parent for file in survey.kinds})
    except OSError as error:
        raise NotSavedError.from_os(names[-1], error) from None
    return LockResult(tuple(left), tuple(similar), (), survey.unlisted, is_durable=is_durable)


@contextmanager
def _turn(path: Path, clock: Clock, stop: Event) -> Iterator[bool]:
    """Hold the file lock of the journal, after others who wait for it; yield False if it is time to stop."""
    from kindtui.storage.lock import locked

    if stop.is_set():
        yield False
        return
    clock.sleep(TURN_SECONDS)
    with locked(path, clock):
        yield True


def _rewrite(names: list[Path], file: Path, convert: Callable[[bytes], bytes]) -> bool:
    """Rewrite one file, and return whether it is as it should be now."""
    try:
        data, identity = files.read(file)
        after = convert(data)
        if identity and after != data:  # another kindtui may have removed it
            replace_content(names, file, data, after)
    except (OSError, SealError, StorageError):
        return False
    return True


def _is_stale(file: Path, keyring: Keyring, texts: frozenset[str]) -> bool:
    """Return whether a file that may be a copy of the journal is not as the journal is, or cannot be read.

    It may have plain words, one of `texts` if it is no journal; or another passphrase, or still a lock.
    """
    try:
        data, _ = files.read(file)
        copy = copies.decode(data).journal
    except OSError:
        return not keyring.lifted
    except ValueError:
        return find.contains_any(texts, data)
    if keyring.lifted or not copy.keyring or not copy.is_locked:
        return copy.is_locked == keyring.lifted
    return keyring.has_key_of(copy.keyring) and keyring.by_passphrase != copy.keyring.by_passphrase

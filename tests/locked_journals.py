"""Locked journals: stores that have the key, journals sealed in memory, and the search for what is plain."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from msgspec import structs

from kindtui.domain.dates import Clock
from kindtui.domain.journal.day import SCALES
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.keyring import Keyring
from kindtui.storage.copy_sealer import KeyFileSealer
from kindtui.storage.file_store import FileStore
from kindtui.storage.sealing import keys
from kindtui.storage.sealing.key_sealer import KeySealer
from kindtui.storage.sealing.keys import Cost, Keys, WrongPassphraseError
from kindtui.storage.sealing.sealer import BoxSealer, WordSealer
from tests.storage.store_helpers import journal_bytes
from tests.support import LOWEST_COST, MORNING, PASSPHRASE, FakeClock

MIN_DISTINCT_LETTERS = 8  # a shorter word may stand anywhere; only a whole JSON value counts
_WORD_KEYS = ("text", "who", "when", "audience", "source", "script")  # "who" of a day has it as its "value"
_SEALED = re.compile(rb"sealed\.[sb]\.[\w.-]*")
_RATING = re.compile(rb'"(?:%s)": ?\{"value": ?[0-9]' % "|".join(SCALES).encode())


LOCK = keys.make_lock(PASSPHRASE, MORNING.at, Cost(*LOWEST_COST))


class World(NamedTuple):
    """How the words of a journal are kept, for what is true of each way."""

    sealed: Callable[[Journal], Journal]
    opened: Callable[[Journal], Journal]


def _in_file_order(journal: Journal) -> Journal:
    """The journal as a merge would order it, which sorts by texts or what stands for them."""
    conflicts = tuple(sorted(journal.conflicts, key=lambda conflict: conflict.sort_key))
    return structs.replace(journal, conflicts=conflicts)


def sealed(journal: Journal, sealer: WordSealer) -> Journal:
    """A journal as it is in a file that is locked with `LOCK`."""
    return _in_file_order(structs.replace(sealer.sealed(journal), keyring=LOCK.keyring))


def opened(journal: Journal) -> Journal:
    """The same with its words."""
    return _in_file_order(structs.replace(KeySealer(LOCK.keys).opened(journal), keyring=None))


WORLDS = {
    "plain": World(lambda journal: journal, lambda journal: journal),
    "sealed": World(lambda journal: sealed(journal, KeySealer(LOCK.keys)), opened),
    "in boxes": World(lambda journal: sealed(journal, BoxSealer(LOCK.keyring)), opened),
}


def unlock(keyring: Keyring) -> Keys:
    """The keys of a journal that is locked with the usual passphrase, as an `unlocker` returns them."""
    return keys.unlock(keyring, PASSPHRASE)


def store_at(path: Path, clock: Clock | None = None, *, has_key: bool = True) -> FileStore:
    """A store that opens the words of its journal if that is locked, or leaves them sealed."""
    store = FileStore(path, clock or FakeClock())
    store.words.unlocker = unlock if has_key else None
    return store


def opens(keyring: Keyring, secret: str) -> bool:
    """Whether a passphrase or a recovery code is that of a keyring."""
    try:
        keys.unlock(keyring, secret)
    except WrongPassphraseError:
        return False
    return True


def opened_bytes(data: bytes, keyring: Keyring) -> bytes:
    """The bytes of any file beside a journal with the words in them."""
    return KeyFileSealer(keyring, unlock(keyring)).opened(data)


def words_in(data: bytes) -> set[str]:
    """Every text, name and shipped act in the bytes of a plain journal."""
    return {word for word in _words_of(json.loads(data), is_word=False) if word}


def _words_of(tree: Any, *, is_word: bool) -> Iterator[str]:
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from _words_of(value, is_word=key in _WORD_KEYS or (is_word and key == "value"))
    elif isinstance(tree, list):
        for value in tree:
            yield from _words_of(value, is_word=is_word)
    elif isinstance(tree, str) and is_word:
        yield tree


def words_of(path: Path) -> set[str]:
    """Every word of a locked journal, also of what undo and redo bring back."""
    return words_in(journal_bytes(structs.replace(store_at(path).load(), keyring=None)))


def plain_in(data: bytes, words: Iterable[str]) -> set[str]:
    """Those of the words that bytes hold as they are, and "a rating" if they hold one."""
    readable = _SEALED.sub(b"", data)
    found = {word for word in words if any(holds(readable) for holds in _searches_for(word))}
    return found | ({"a rating"} if _RATING.search(readable) else set())


@cache
def _searches_for(word: str) -> list[Callable[[bytes], object]]:
    """What finds a word in bytes as it may stand in JSON, or outside of it."""
    forms = {word, json.dumps(word)[1:-1], json.dumps(word, ensure_ascii=False)[1:-1]}
    if len(word) < MIN_DISTINCT_LETTERS:
        return [re.compile(rb'"%s"(?!\s*:)' % re.escape(form.encode())).search for form in forms]
    return [partial(_contains, form.encode()) for form in forms]


def _contains(form: bytes, data: bytes) -> bool:
    return form in data


def plain_words(folder: Path, words: Iterable[str]) -> dict[str, set[str]]:
    """The names of all files in a folder that hold some of the words in plain, each with these words."""
    words = list(words)
    found = {
        str(file.relative_to(folder)): plain_in(file.read_bytes(), words)
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }
    return {name: plain for name, plain in found.items() if plain}

"""Locked files that were made wrong anywhere: nobody gets more than a sentence, and other words are read."""

import json
import random
import re
from pathlib import Path
from random import Random
from typing import Any

import pytest
from msgspec import structs

from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.keyring import Keyring
from kindtui.storage import codec
from kindtui.storage.errors import StorageError
from kindtui.storage.file_store import FileStore
from kindtui.storage.sealing import keys, sodium
from kindtui.storage.sealing.key_sealer import KeySealer
from kindtui.storage.sealing.keys import Keys
from kindtui.storage.sealing.sealer import BoxSealer
from kindtui.storage.sealing.sodium import SealError, from_base64, to_base64
from tests.faults.mutations import mutate
from tests.faults.trial_count import LONG_RUN, TRIALS
from tests.storage.sealing.full_world import World
from tests.storage.sealing.lock_helpers import PASSPHRASE, lock, opened, received, without_key
from tests.support import TODAY, FakeClock

IN_MEMORY = 200 * TRIALS if LONG_RUN else 400  # 100,000 with 500 trials
ON_DISK = 4 * TRIALS if LONG_RUN else 40
SEED = random.SystemRandom().randrange(10**9) if LONG_RUN else 1
STRING = re.compile(rb"sealed\.[sb]\.[\w.-]+")
MAX_COST = 65_536  # bytes of memory times rounds: a key that costs more is not derived here


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, Keys]:
    """The bytes of a locked journal with words in every place, some of them in boxes, and its keys."""
    world = World(tmp_path_factory.mktemp("mutated") / "data")
    lock(world.path)
    without_key(world.path).transact(received("boxed", "boxed"))
    return world.path.read_bytes(), opened(world.path).words.keys


def spoiled(data: bytes, rng: Random) -> bytes:
    """The file, a little wrong: anywhere, in its sealed strings, or in its keyring."""
    match rng.randrange(4):
        case 0:
            return mutate(data, rng)
        case 1:
            return _with_other_keyring(data, rng)
        case _:
            return _with_other_strings(data, rng)


def _altered(text: bytes, rng: Random) -> bytes:
    """Return bytes with some of them changed, left out, or there twice."""
    start = rng.randrange(len(text) + 1)
    end = min(len(text), start + rng.choice((0, 1, 1, 4, 40)))
    new = rng.choice(
        (b"", b"A", b".", b"-", b"!", "é".encode(), text[start:end] * 2, rng.randbytes(2).hex().encode())
    )
    return text[:start] + new + text[end:]


def _with_other_strings(data: bytes, rng: Random) -> bytes:
    """Change, swap or make anew one sealed string or two."""
    for _ in range(rng.choice((1, 1, 2))):
        found = list(STRING.finditer(data))
        if not found:
            break
        one, other = rng.choice(found), rng.choice(found)
        changed = rng.choice((_altered(one[0], rng), _altered(one[0], rng), _box(data, rng), other[0]))
        data = data[: one.start()] + changed + data[one.end() :]
    return data


def _box(data: bytes, rng: Random) -> bytes:
    """Return a box for somewhere, with something in it."""
    public_key = (
        from_base64(json.loads(data)["keyring"]["1"]["public_key"]) if b'"public_key"' in data else b"7" * 32
    )
    content = rng.choice((b"5", b'["tea"]', b'["tea","","","",""]', b"{}", b"[", b"[3]", b'["2026-11-22",2]'))
    bound = rng.choice(
        (b'["2026-11-22","received","ar0","1795330800000000","AAAAAAAAAAAAAAAAAAAAAA"]', b"[]", b"5")
    )
    box = to_base64(sodium.put_in_box(b"[%b,%b]" % (bound, content), public_key))
    return b"sealed.b.AAAAAAAAAAAAAAAAAAAAAA.1795330800000000." + box.encode()


def _with_other_keyring(data: bytes, rng: Random) -> bytes:
    tables = json.loads(data)
    keyring = tables["keyring"]["1"]
    name = rng.choice([*keyring, "lifted", "incomplete"])
    values: list[Any] = [None, "", "é", True, 0, 1, 64, 65, 8192, 2**32, -1, [], "2030-01-01T00:00:00Z"]
    values += [
        _altered(str(keyring.get(name, "")).encode(), rng).decode(),
        to_base64(rng.randbytes(32)),
    ]
    keyring[name] = rng.choice(values)
    if rng.random() < 0.2:
        del keyring[name]
    return json.dumps(tables).encode()


def is_cheap(keyring: Keyring) -> bool:
    return keyring.operations * keyring.memory <= MAX_COST


def read_and_seal(data: bytes, found: Keys) -> bool:
    """Do all that a program does with a file, in memory; return whether it was a journal."""
    try:
        journal, _ = codec.decode(codec.parse(data))
    except ValueError:  # what the store takes for damage
        return False
    sealer = KeySealer(found)
    words = sealer.opened(journal)
    assert sealer.opened(sealer.sealed(words)) is not None
    if journal.keyring and is_cheap(journal.keyring):
        try:
            keys.unlock(journal.keyring, PASSPHRASE)
            BoxSealer(journal.keyring, journal).sealed(received("more", "more")(journal))
        except (StorageError, SealError):
            pass
    return True


def test_no_spoiled_file_crashes_whoever_reads_or_seals(locked: tuple[bytes, Keys]) -> None:
    data, found = locked
    read, crashes = 0, dict[str, str]()
    for number in range(IN_MEMORY):
        wrong = spoiled(data, Random(f"{SEED}-{number}"))
        try:
            read += read_and_seal(wrong, found)
        except Exception as error:  # noqa: BLE001
            crashes.setdefault(f"{type(error).__name__}: {error}"[:80], f"{SEED}-{number}")
    assert crashes == {}
    assert 0 < read < IN_MEMORY


def untouched(before: Journal, after: Journal) -> int:
    """Return how many days are as they were."""
    return sum(after.days.get(on) == day for on, day in before.days.items())


def test_no_spoiled_file_crashes_a_store_or_loses_what_is_whole(
    locked: tuple[bytes, Keys], tmp_path: Path
) -> None:
    data, _ = locked
    whole = tmp_path / "whole.json"
    whole.write_bytes(data)
    before = opened(whole).load()
    crashes, kept = dict[str, str](), 0
    for number in range(ON_DISK):
        path = tmp_path / f"{number}" / "journal.json"
        path.parent.mkdir()
        wrong = spoiled(data, Random(f"disk-{SEED}-{number}"))
        path.write_bytes(wrong)
        try:
            kept += untouched(before, use(path))
        except StorageError:
            assert path.read_bytes() == wrong
        except Exception as error:  # noqa: BLE001
            crashes.setdefault(f"{type(error).__name__}: {error}"[:80], f"disk-{SEED}-{number}")
    assert crashes == {}
    assert kept > 0


def use(path: Path) -> Journal:
    """Open a file with the key, if it still can be, write into it, and return what a reader then finds."""
    store = FileStore(path, FakeClock())
    keyring = store.load().keyring
    if keyring is None or not is_cheap(keyring):
        return store.load()
    store.unlock(PASSPHRASE)
    store.transact(lambda journal: journal.with_day(structs.replace(journal.day(TODAY), rest=None)))
    return opened(path).load()

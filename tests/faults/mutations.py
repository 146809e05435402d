"""Journal files made wrong: bytes changed anywhere, and JSON of another structure."""

import json
from random import Random
from typing import Any

from msgspec import structs

from kindtui import content, demo
from kindtui.domain.journal.day import Answer, Purge
from kindtui.domain.journal.journal import Conflict, UndoStep
from kindtui.domain.requests import (
    CheckAnswered,
    DayPartSkipped,
    KeptBoundaryWritten,
    ReceivedWritten,
    SettingsChanged,
)
from kindtui.session import Session
from kindtui.storage import codec
from kindtui.storage.sealing.key_sealer import KeySealer
from kindtui.storage.sealing.sealer import BoxSealer
from kindtui.storage.store import MemoryStore
from tests.locked_journals import LOCK
from tests.storage.store_helpers import journal_bytes
from tests.support import CATALOG, MORNING, TODAY, FakeClock, line

TOKENS = (
    b"null", b"NaN", b"-Infinity", b"1e999", b"99999999999999999999", b"-1", b"0", b'""', b"{}", b"[]",
    b"true", b"\\ud83d", b"\xff", b"\xef\xbb\xbf", b"\x00", b"[" * 3000, b'{"a":' * 2000, b'"', b"\\", b",",
    b":", b'"9999-12-31"', b'"0001-01-01T00:00:00+23:59"', b'"2026-11-22T08:00:00"', b'"1"',
)  # fmt: skip
REPLACEMENT_VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 1e30, 10**25, "", "x", [], {}, [[]], {"1": {}}, "2026-02-30",
    "9999-12-31T23:59:59.999999Z", "0001-01-01T00:00:00+23:59", "2026-11-22", ["2026-11-22", "who", ""],
    {"value": 1, "updated_at": "now"},
)  # fmt: skip


def sample_locked_journal_bytes() -> bytes:
    """The same, locked with `LOCK`, with a line that was written without the key."""
    journal, _ = codec.decode(codec.parse(sample_journal_bytes()))
    with_line = KeySealer(LOCK.keys).sealed(journal)
    day = with_line.day(TODAY)
    day = structs.replace(day, received=(*day.received, line("tea while it was locked", "b")))
    stored = BoxSealer(LOCK.keyring).sealed(structs.replace(with_line.with_day(day), keyring=LOCK.keyring))
    return journal_bytes(stored, codec.LOCKED_SCHEMA)


def sample_journal_bytes() -> bytes:
    """A journal with something in every table and every kind of part."""
    made_up = demo.demo_journal(CATALOG, content.demo_texts(), TODAY, 4)
    session = Session(MemoryStore(made_up), FakeClock(), CATALOG)
    session.submit(ReceivedWritten(TODAY, "tea from Noor, über Straßen, \U0001f375"))
    session.submit(CheckAnswered(TODAY, "energy-1", "holds"))
    session.submit(DayPartSkipped(TODAY, "evening"))
    session.submit(KeptBoundaryWritten(TODAY, "no to Friday"))
    session.undo()
    journal = session.submit(SettingsChanged({"thread_shown": False})).state.journal
    day = structs.replace(
        journal.day(TODAY), energy=Answer(4, MORNING.at), rest=Answer(False, MORNING.at),
        purged=Purge(MORNING.at, ("gone",)), received=(line(),),
    )  # fmt: skip
    lost = Conflict(TODAY, "received", "r", "coffee", MORNING.at)
    step = UndoStep(
        MORNING.at, (day,), ((TODAY, "who", ""),), journal.settings, ((TODAY, "who", "", MORNING.at),)
    )
    journal = structs.replace(
        journal.with_day(day), conflicts=(lost,), undo_steps=(*journal.undo_steps, step)
    )
    return journal_bytes(journal)


def mutate(data: bytes, rng: Random) -> bytes:
    """The file, a little wrong."""
    if rng.random() < 0.3:
        return _mutate_json(data, rng)
    mutated = bytearray(data)
    for _ in range(rng.choice((1, 1, 1, 2, 5))):
        _corrupt(mutated, rng)
    return bytes(mutated)


def _corrupt(mutated: bytearray, rng: Random) -> None:
    """Change one place."""
    start = rng.randrange(len(mutated) + 1)
    end = min(len(mutated), start + int(rng.expovariate(0.05)))
    match rng.randrange(7):
        case 0 if start < len(mutated):
            mutated[start] ^= 1 << rng.randrange(8)
        case 1 if start < len(mutated):
            mutated[start] = rng.randrange(256)
        case 2:
            del mutated[start:end]
        case 3:
            mutated[start:start] = rng.choice(TOKENS)
        case 4:
            mutated[start:end] = rng.choice(TOKENS)
        case 5:
            other = rng.randrange(len(mutated) + 1)
            mutated[other:other] = mutated[start:end]
        case 6:
            mutated[start:] = bytes(len(mutated) - start) if rng.random() < 0.5 else b""


def _mutate_json(data: bytes, rng: Random) -> bytes:
    """The same JSON with one or two values replaced, left out, renamed or moved."""
    tree = json.loads(data)
    for _ in range(rng.choice((1, 1, 2))):
        nodes = list(_nodes(tree))
        parent, key = rng.choice(nodes)
        match rng.randrange(4):
            case 0:
                parent[key] = rng.choice(REPLACEMENT_VALUES)
            case 1:
                del parent[key]
            case 2:
                other, name = rng.choice(nodes)
                if name in other if isinstance(other, dict) else name < len(other):
                    parent[key] = json.loads(json.dumps(other[name]))
            case 3 if isinstance(parent, dict):
                parent[rng.choice(("1", "x", "", "uid", "day", "0001"))] = parent.pop(key)
        if not tree:
            break
    return json.dumps(tree, ensure_ascii=rng.random() < 0.5).encode()


def _nodes(tree: Any) -> list[tuple[Any, Any]]:
    found, pending = [], [tree]
    while pending:
        node = pending.pop()
        for key in list(node) if isinstance(node, dict) else range(len(node)):
            found.append((node, key))
            if isinstance(node[key], dict | list) and node[key]:
                pending.append(node[key])
    return found

"""Journal files made wrong: bytes changed anywhere, and JSON of another structure."""

import json
from random import Random
from typing import Any

from msgspec import structs
from support import MORNING, TODAY, WORDS, FakeClock, line

from kindtui import content, demo
from kindtui.domain.journal.day import Answer, Purge
from kindtui.domain.journal.journal import Conflict, Journal, Step
from kindtui.session import Session
from kindtui.storage import codec
from kindtui.storage.store import MemoryStore

TOKENS = (
    b"null", b"NaN", b"-Infinity", b"1e999", b"99999999999999999999", b"-1", b"0", b'""', b"{}", b"[]",
    b"true", b"\\ud83d", b"\xff", b"\xef\xbb\xbf", b"\x00", b"[" * 3000, b'{"a":' * 2000, b'"', b"\\", b",",
    b":", b'"9999-12-31"', b'"0001-01-01T00:00:00+23:59"', b'"2026-11-22T08:00:00"', b'"1"',
)  # fmt: skip
VALUES = (
    None, True, 0, -1, 1e30, 10**25, "", "x", [], {}, [[]], {"1": {}}, "2026-02-30",
    "9999-12-31T23:59:59.999999Z", "0001-01-01T00:00:00+23:59", "2026-11-22", ["2026-11-22", "who", ""],
    {"value": 1, "updated_at": "now"},
)  # fmt: skip


def real_file() -> bytes:
    """A journal with something in every table and every kind of part."""
    made_up = demo.journal(WORDS, content.demo_words(), TODAY, 4)
    session = Session(MemoryStore(made_up), FakeClock(), WORDS)
    session.received(TODAY, "tea from Noor, über Straßen, \U0001f375")
    session.answer_check(TODAY, "energy-1", "holds")
    session.skip(TODAY, "evening")
    session.kept(TODAY, "no to Friday")
    session.undo()
    journal = session.change_settings({"thread_shown": False}).journal
    day = structs.replace(
        journal.day(TODAY), energy=Answer(4, MORNING.at), rest=Answer(False, MORNING.at),
        purged=Purge(MORNING.at, ("gone",)), received=(line(),),
    )  # fmt: skip
    lost = Conflict(TODAY, "received", "r", "coffee", MORNING.at)
    step = Step(
        MORNING.at, (day,), ((TODAY, "who", ""),), journal.settings, ((TODAY, "who", "", MORNING.at),)
    )
    journal = structs.replace(journal.with_day(day), conflicts=(lost,), undo=(*journal.undo, step))
    tables = codec.changes({}, Journal(), journal, codec.Meta(codec.SCHEMA, 7, journal.updated_at))
    return codec.encode({name: {str(key): doc for key, doc in docs} for name, docs in tables.items()})


def mutate(data: bytes, chance: Random) -> bytes:
    """The file, a little wrong."""
    if chance.random() < 0.3:
        return _restructured(data, chance)
    wrong = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        _spoil(wrong, chance)
    return bytes(wrong)


def _spoil(wrong: bytearray, chance: Random) -> None:
    """Change one place."""
    at = chance.randrange(len(wrong) + 1)
    end = min(len(wrong), at + int(chance.expovariate(0.05)))
    match chance.randrange(7):
        case 0 if at < len(wrong):
            wrong[at] ^= 1 << chance.randrange(8)
        case 1 if at < len(wrong):
            wrong[at] = chance.randrange(256)
        case 2:
            del wrong[at:end]
        case 3:
            wrong[at:at] = chance.choice(TOKENS)
        case 4:
            wrong[at:end] = chance.choice(TOKENS)
        case 5:
            other = chance.randrange(len(wrong) + 1)
            wrong[other:other] = wrong[at:end]
        case 6:
            wrong[at:] = bytes(len(wrong) - at) if chance.random() < 0.5 else b""


def _restructured(data: bytes, chance: Random) -> bytes:
    """The same JSON with one or two values replaced, left out, renamed or moved."""
    tree = json.loads(data)
    for _ in range(chance.choice((1, 1, 2))):
        nodes = list(_nodes(tree))
        parent, key = chance.choice(nodes)
        match chance.randrange(4):
            case 0:
                parent[key] = chance.choice(VALUES)
            case 1:
                del parent[key]
            case 2:
                other, name = chance.choice(nodes)
                if name in other if isinstance(other, dict) else name < len(other):
                    parent[key] = json.loads(json.dumps(other[name]))
            case 3 if isinstance(parent, dict):
                parent[chance.choice(("1", "x", "", "uid", "day", "0001"))] = parent.pop(key)
        if not tree:
            break
    return json.dumps(tree, ensure_ascii=chance.random() < 0.5).encode()


def _nodes(tree: Any) -> list[tuple[Any, Any]]:
    found, open_ones = [], [tree]
    while open_ones:
        node = open_ones.pop()
        for key in list(node) if isinstance(node, dict) else range(len(node)):
            found.append((node, key))
            if isinstance(node[key], dict | list) and node[key]:
                open_ones.append(node[key])
    return found

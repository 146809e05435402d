"""Saves one word when told to, and ends with a status that says how it went.

Run it as `python -m tests.faults.save_worker FILE WORD KIND`.

Everything a save needs is loaded before, so that a tracer which is attached meanwhile sees the save
and nothing else.
"""

import os
import sys
from pathlib import Path

from kindtui.storage.errors import NotSavedError, UnreadableError
from tests.faults.word_stores import SOUND_STORES, word_change

SAVED, NOT_DURABLE, NOT_SAVED, UNREADABLE = 0, 10, 11, 12


def main(path: Path, word: str, kind: str) -> int:
    """Load, warm up, wait, save."""
    warm = path.with_name("warm.json")
    SOUND_STORES[kind](warm).begin()
    for other in ("warm", "warmer"):
        SOUND_STORES[kind](warm).save(other, 0, lambda: None)
    store = SOUND_STORES[kind](path).store
    store.load()
    os.write(1, b"ready\n")
    os.read(0, 1)
    try:
        return SAVED if store.transact(word_change(word)).durable else NOT_DURABLE
    except NotSavedError:
        return NOT_SAVED
    except UnreadableError:
        return UNREADABLE


if __name__ == "__main__":
    os._exit(main(Path(sys.argv[1]), *sys.argv[2:]))

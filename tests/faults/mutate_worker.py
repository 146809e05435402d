"""Reads spoilt journal files without the disk and counts what happens.

Run it as `python -m tests.faults.mutate_worker SEED COUNT KIND`.

Of the kind "locked" they are locked: a line is added to them with the key and without. It prints as JSON how
many were read and refused, how long the slowest took, in seconds, and for the first errors of any other kind
the number of the file.
"""

import json
import sys
import time
from pathlib import Path
from random import Random

from kindtui.domain.journal.journal import Journal
from kindtui.storage import codec
from kindtui.storage.errors import UnreadableError
from kindtui.storage.sealing.word_access import WordAccess
from tests.faults.mutations import mutate, sample_journal_bytes, sample_locked_journal_bytes
from tests.faults.word_stores import word_change
from tests.locked_journals import LOCK


def open_and_seal(stored: Journal) -> None:
    """Do with the words of a journal what a load and a save do, with the key and without."""
    for has_key in (True, False):
        access = WordAccess(Path("journal.json"))
        if has_key:
            access.use_keys(LOCK.keys, LOCK.keyring)
        access.sealed(word_change("a word")(access.opened(stored)), stored)


def main(seed: int, count: int, kind: str) -> dict[str, object]:
    """Spoil and read that many."""
    slowest, read = 0.0, 0
    data = sample_locked_journal_bytes() if kind == "locked" else sample_journal_bytes()
    crashes: dict[str, int] = {}
    for number in range(count):
        mutated = mutate(data, Random(f"{seed}-{number}"))
        started_at = time.perf_counter()
        try:
            journal, _ = codec.decode(codec.parse(mutated))
            if kind == "locked":
                open_and_seal(journal)
            read += 1
        except (ValueError, UnreadableError):  # what the store takes for damage, and says
            pass
        except Exception as error:  # noqa: BLE001
            crashes.setdefault(type(error).__name__, number)
        slowest = max(slowest, time.perf_counter() - started_at)
    return {"files": count, "read": read, "crashes": crashes, "slowest": round(slowest, 4), "seed": seed}


if __name__ == "__main__":
    seed, count, kind = sys.argv[1:]
    sys.stdout.write(json.dumps(main(int(seed), int(count), kind)))

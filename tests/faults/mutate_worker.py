"""Reads spoilt journal files without the disk and counts what happens.

Run it as `python -m tests.faults.mutate_worker SEED COUNT`.

It prints as JSON how many were read and refused, how long the slowest took, in seconds, and for the
first errors of any other kind the number of the file.
"""

import json
import sys
import time
from random import Random

from kindtui.storage import codec
from tests.faults.mutations import mutate, sample_journal_bytes


def main(seed: int, count: int) -> dict[str, object]:
    """Spoil and read that many."""
    data, slowest, read = sample_journal_bytes(), 0.0, 0
    crashes: dict[str, int] = {}
    for number in range(count):
        mutated = mutate(data, Random(f"{seed}-{number}"))
        started_at = time.perf_counter()
        try:
            codec.decode(codec.parse(mutated))
            read += 1
        except ValueError:  # what the store takes for damage
            pass
        except Exception as error:  # noqa: BLE001
            crashes.setdefault(type(error).__name__, number)
        slowest = max(slowest, time.perf_counter() - started_at)
    return {"files": count, "read": read, "crashes": crashes, "slowest": round(slowest, 4), "seed": seed}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(*map(int, sys.argv[1:]))))

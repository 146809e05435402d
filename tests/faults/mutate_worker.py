"""Reads spoilt journal files without the disk and counts what happens: `mutate_worker.py SEED COUNT`.

It prints as JSON how many were read and refused, how long the slowest took, in seconds, and for the
first errors of any other kind the number of the file.
"""

import json
import sys
import time
from random import Random

from mutating import mutate, real_file

from kindtui.storage import codec


def main(seed: int, count: int) -> dict[str, object]:
    """Spoil and read that many."""
    data, slowest, read, crashes = real_file(), 0.0, 0, {}
    for number in range(count):
        wrong = mutate(data, Random(f"{seed}-{number}"))
        began = time.perf_counter()
        try:
            codec.decode(codec.parse(wrong))
            read += 1
        except ValueError:  # what the store takes for damage
            pass
        except Exception as error:  # noqa: BLE001
            crashes.setdefault(type(error).__name__, number)
        slowest = max(slowest, time.perf_counter() - began)
    return {"files": count, "read": read, "crashes": crashes, "slowest": round(slowest, 4), "seed": seed}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(*map(int, sys.argv[1:]))))

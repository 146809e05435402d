"""How much is tried: little in the quick run of all tests, much with `make faults`."""

import os

QUICK = 40
TRIALS = int(os.environ.get("KINDTUI_TRIALS", QUICK))
LONG_RUN = TRIALS > QUICK

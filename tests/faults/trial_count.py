"""How much is tried: little in the quick run of all tests, much with `make faults`."""

import os

DEFAULT_TRIALS = 40
TRIALS = int(os.environ.get("KINDTUI_TRIALS", DEFAULT_TRIALS))
LONG_RUN = TRIALS > DEFAULT_TRIALS

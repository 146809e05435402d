"""The number of trials of each fault test: few in `make test`, many in `make faults`."""

import os

DEFAULT_TRIALS = 40
TRIALS = int(os.environ.get("KINDTUI_TRIALS", DEFAULT_TRIALS))
LONG_RUN = TRIALS > DEFAULT_TRIALS

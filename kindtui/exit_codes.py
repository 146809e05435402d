"""Exit statuses, as `docs/data-format.md` and the README promise them."""

SUCCESS = 0
DUE = 1
USAGE_ERROR = 2
UNREADABLE = 3
NOT_SAVED = 4
INTERNAL_ERROR = 70
SIGNAL_BASE = 128

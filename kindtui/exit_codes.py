"""Exit statuses, as `docs/data-format.md` and the README promise them."""

DONE = 0
DUE = 1
USAGE = 2
UNREADABLE = 3
NOT_SAVED = 4
INTERNAL = 70
SIGNAL = 128

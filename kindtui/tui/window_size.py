"""The size of the terminal's window."""

import os
from shutil import get_terminal_size

MAX_WINDOW_COLUMNS, MAX_WINDOW_ROWS = 1000, 500  # more than any screen shows; drawing more takes seconds


def window_size(terminal: int) -> tuple[int, int]:
    """Return the columns and rows of the window on that file descriptor.

    The terminal is asked first: COLUMNS and LINES are as old as the shell that set them. They count where
    the terminal knows no size, as on a serial line.
    """
    try:
        columns, rows = os.get_terminal_size(terminal)
    except OSError:
        columns = rows = 0
    if not (columns and rows):
        columns, rows = get_terminal_size()
    return bounded_size(columns, rows)


def bounded_size(columns: int, rows: int) -> tuple[int, int]:
    """Return a size that can be drawn."""
    return min(max(columns, 1), MAX_WINDOW_COLUMNS), min(max(rows, 1), MAX_WINDOW_ROWS)

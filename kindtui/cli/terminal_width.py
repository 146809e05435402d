"""How wide the terminal is that standard output is on, and lines cut to that."""

import os
import sys

DEFAULT_COLUMNS = 80  # where the terminal does not tell
ELLIPSIS = "…"


def terminal_columns() -> int:
    """Return the width of the terminal; 0 if standard output is none, and nothing has to fit."""
    if not (sys.stdout and sys.stdout.isatty()):
        return 0
    return os.get_terminal_size(sys.stdout.fileno()).columns or DEFAULT_COLUMNS


def fitted(line: str) -> str:
    """Return the line, cut to the width of the terminal if there is one."""
    columns = terminal_columns()
    if not columns:
        return line
    from rich.cells import cell_len, set_cell_size

    return line if cell_len(line) <= columns else set_cell_size(line, columns - 1).rstrip() + ELLIPSIS

"""Run kindtui, installed or as `python -m kindtui`, after what must precede its imports."""

import signal
from typing import NoReturn


def main() -> NoReturn:
    """Start `cli.main`. During its imports, Ctrl-C ends the process without a traceback."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from kindtui import tuning

    tuning.import_msgspec()
    from kindtui.cli.main import main as run_cli

    run_cli()


if __name__ == "__main__":
    main()

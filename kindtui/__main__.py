"""Run kindtui, installed or as `python -m kindtui`, after what must precede its imports."""

import signal
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Start `cli.main`. During its imports, Ctrl-C ends the process without a traceback."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    _import_msgspec()
    from kindtui.cli.main import main as run_cli

    run_cli()


def _import_msgspec() -> None:
    """Import msgspec without typing_extensions, an optional import that took a third of its time."""
    hidden = "typing_extensions"
    if hidden in sys.modules:
        return
    sys.modules[hidden] = None  # type: ignore[assignment]
    import msgspec  # noqa: F401

    del sys.modules[hidden]


if __name__ == "__main__":
    main()

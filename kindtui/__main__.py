"""Run kindtui, installed or as `python -m kindtui`, after what must precede its imports."""

import _signal as signal  # the module signal turns everything into enums, which takes a millisecond

TYPE_CHECKING = False  # that of typing takes long to import
if TYPE_CHECKING:
    from typing import NoReturn


def main() -> "NoReturn":
    """Start `cli.main`. During its imports, Ctrl-C ends the process without a traceback."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from kindtui import tuning

    tuning.stop_gc_during_start()
    tuning.import_datetime()
    tuning.import_msgspec()
    tuning.import_pathlib()
    from kindtui.cli.main import main as run_cli

    run_cli()


if __name__ == "__main__":
    main()

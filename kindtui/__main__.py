"""Run kindtui, installed or as `python -m kindtui`, after what must precede its imports."""

import _signal as signal  # the public module takes as long as a third of Python's own start

from kindtui import first_frame

TYPE_CHECKING = False  # as in `typing`, whose import takes as long as Python's own start
if TYPE_CHECKING:
    from typing import NoReturn


def main() -> "NoReturn":
    """Show the first frame, then start `cli.main`; Ctrl-C ends either without a traceback."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    first_frame.show()
    try:
        _run()
    finally:
        first_frame.leave()


def _run() -> "NoReturn":
    from kindtui import tuning

    tuning.stop_gc_during_start()
    tuning.import_msgspec()
    from kindtui.cli.main import main as run_cli

    run_cli()


if __name__ == "__main__":
    main()

"""The arguments that prompts and most starts have, read without argparse, which takes long to import."""

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import argparse


def parse_plain(arguments: Sequence[str]) -> "argparse.Namespace | None":
    """Return what `parse_arguments` would, for the app and for `status` with options that are surely right.

    Anything else returns None, as do all wrong arguments.
    """
    options = SimpleNamespace(data=None, demo=False, command="")
    rest = iter(arguments)
    for word in rest:
        if word == "--data":
            file = next(rest, "")
            if not file or file[0] == "-":
                return None
            options.data = Path(file)
        elif word == "--demo":
            options.demo = True
        elif word == "status" and not options.command:
            options = SimpleNamespace(**vars(options) | {"command": word, "json": False, "short": False})
        elif options.command and word in ("--json", "--short") and not (options.json or options.short):
            setattr(options, word[2:], True)
        else:
            return None
    return cast("argparse.Namespace", options)

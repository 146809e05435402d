"""What can be written after `show`, `export`, `import` and `completion`."""

import argparse
from pathlib import Path
from typing import Any

FORMATS = ("json", "csv", "markdown")
SHELLS = ("bash", "zsh", "fish")

Commands = Any  # argparse has no public name for what `add_subparsers` returns


def add_show(commands: Commands, common: argparse.ArgumentParser) -> None:
    """One day in words."""
    show = commands.add_parser(
        "show", parents=[common], help="one day in words",
        description="Show what is written for a day.",
    )  # fmt: skip
    show.add_argument(
        "day",
        nargs="?",
        default="today",
        metavar="DAY",
        help="YYYY-MM-DD, today or yesterday (default: today)",
    )
    show.add_argument("--json", action="store_true", help="one JSON object")


def add_export(commands: Commands, common: argparse.ArgumentParser) -> None:
    """The journal for other programs, or for paper."""
    export = commands.add_parser(
        "export", parents=[common], help="the journal as JSON, CSV or a diary in Markdown",
        description="Write the journal out. JSON holds all of it but undo, and can be imported again without"
        " loss; CSV has a row for each entry; Markdown is a diary to read or print.",
    )  # fmt: skip
    export.add_argument("--format", choices=FORMATS, default="json", help="the form (default: json)")
    export.add_argument(
        "-o", "--output", metavar="FILE",
        help="a new file, which you alone can read; - or none is standard output",
    )  # fmt: skip
    export.add_argument("--force", action="store_true", help="put it in the place of a file that is there")


def add_import(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Words from elsewhere."""
    import_ = commands.add_parser(
        "import", parents=[common], help="fold in an export of kindtui or of jrnl; nothing is overwritten",
        description="Fold in kindtui's own JSON or CSV, or `jrnl --export json`. What is there stays: of two"
        " versions the later counts, and the other is kept beside it. A backup is made first.",
    )  # fmt: skip
    import_.add_argument("file", type=Path, metavar="FILE", help="the export; - reads standard input")
    import_.add_argument(
        "--dry-run", action="store_true", help="say day by day what would change, and write nothing"
    )


def add_completion(commands: Commands) -> None:
    """The completion of a shell."""
    completion = commands.add_parser(
        "completion", help="a script that lets your shell complete kindtui's commands",
        description="Print the script that completes kindtui's commands in a shell.",
    )  # fmt: skip
    completion.add_argument("shell", choices=SHELLS, help="the shell it is for")

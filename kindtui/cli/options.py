"""The options of each command."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from kindtui.texts import get_text

Subparsers = Any  # argparse has no public name for what `add_subparsers` returns

FORMATS = ("json", "csv", "markdown")
SHELLS = ("bash", "zsh", "fish")


def add_status(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Add `kindtui status`."""
    status = subparsers.add_parser(
        "status", parents=[common],
        help=get_text("commands.status.help"), description=get_text("commands.status.description"),
    )  # fmt: skip
    form = status.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=get_text("commands.json"))
    form.add_argument("--short", action="store_true", help=get_text("commands.status.short"))


def add_checkin(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Add `kindtui checkin`."""
    subparsers.add_parser(
        "checkin", parents=[common],
        help=get_text("commands.checkin.help"), description=get_text("commands.checkin.description"),
    )  # fmt: skip


def add_places(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Add `kindtui places`."""
    subparsers.add_parser(
        "places", parents=[common],
        help=get_text("commands.places.help"), description=get_text("commands.places.description"),
    )  # fmt: skip


def add_show(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Add `kindtui show`."""
    show = subparsers.add_parser(
        "show", parents=[common],
        help=get_text("commands.show.help"), description=get_text("commands.show.description"),
    )  # fmt: skip
    show.add_argument("day", nargs="?", default="today", metavar="DAY", help=get_text("commands.day"))
    show.add_argument("--json", action="store_true", help=get_text("commands.json"))


def add_log(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Add `kindtui log`."""
    log = subparsers.add_parser(
        "log", parents=[common],
        help=get_text("commands.log.help"), description=get_text("commands.log.description"),
    )  # fmt: skip
    log.add_argument("kind", choices=("gave", "received", "kept", "rest"))
    log.add_argument("text", nargs="?", metavar="TEXT", help=get_text("commands.log.text"))
    log.add_argument("--day", default="today", help=get_text("commands.log.day"))


def add_export(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Add `kindtui export`."""
    export = subparsers.add_parser(
        "export", parents=[common],
        help=get_text("commands.export.help"), description=get_text("commands.export.description"),
    )  # fmt: skip
    export.add_argument("--format", choices=FORMATS, default="json", help=get_text("commands.export.format"))
    export.add_argument("-o", "--output", metavar="FILE", help=get_text("commands.export.output"))
    export.add_argument("--force", action="store_true", help=get_text("commands.export.force"))


def add_import(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Add `kindtui import`."""
    import_ = subparsers.add_parser(
        "import", parents=[common],
        help=get_text("commands.import.help"), description=get_text("commands.import.description"),
    )  # fmt: skip
    import_.add_argument("file", type=Path, metavar="FILE", help=get_text("commands.import.file"))
    import_.add_argument("--dry-run", action="store_true", help=get_text("commands.import.dry_run"))


def add_merge(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Add `kindtui merge`."""
    merge = subparsers.add_parser(
        "merge", parents=[common],
        help=get_text("commands.merge.help"), description=get_text("commands.merge.description"),
    )  # fmt: skip
    merge.add_argument("file", type=Path, metavar="FILE", help=get_text("commands.merge.file"))
    merge.add_argument("--base", type=Path, metavar="FILE", help=get_text("commands.merge.base"))
    merge.add_argument("--into", type=Path, metavar="FILE", help=get_text("commands.merge.into"))
    merge.add_argument("--dry-run", action="store_true", help=get_text("commands.dry_run"))


def add_backup(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Add `kindtui backup`."""
    backup = subparsers.add_parser(
        "backup", parents=[common],
        help=get_text("commands.backup.help"), description=get_text("commands.backup.description"),
    )  # fmt: skip
    actions = backup.add_subparsers(dest="deed", metavar="DEED", required=True)
    actions.add_parser(
        "list", parents=[common],
        help=get_text("commands.backup.list.help"), description=get_text("commands.backup.list.description"),
    )  # fmt: skip
    actions.add_parser(
        "create", parents=[common],
        help=get_text("commands.backup.create.help"),
        description=get_text("commands.backup.create.description"),
    )  # fmt: skip
    actions.add_parser(
        "verify", parents=[common],
        help=get_text("commands.backup.verify.help"),
        description=get_text("commands.backup.verify.description"),
    )  # fmt: skip
    restore = actions.add_parser(
        "restore", parents=[common],
        help=get_text("commands.backup.restore.help"),
        description=get_text("commands.backup.restore.description"),
    )  # fmt: skip
    restore.add_argument("id", metavar="ID", help=get_text("commands.backup.restore.id"))
    restore.add_argument("--dry-run", action="store_true", help=get_text("commands.dry_run"))


def add_purge(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Add `kindtui purge`."""
    purge = subparsers.add_parser(
        "purge", parents=[common],
        help=get_text("commands.purge.help"), description=get_text("commands.purge.description"),
    )  # fmt: skip
    target = purge.add_mutually_exclusive_group(required=True)
    target.add_argument("day", nargs="?", metavar="DAY", help=get_text("commands.purge.day"))
    target.add_argument("--all", action="store_true", help=get_text("commands.purge.all"))


def add_doctor(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Add `kindtui doctor`."""
    doctor = subparsers.add_parser(
        "doctor", parents=[common],
        help=get_text("commands.doctor.help"), description=get_text("commands.doctor.description"),
    )  # fmt: skip
    doctor.add_argument("--fix", action="store_true", help=get_text("commands.doctor.fix"))
    doctor.add_argument("--find", choices=("-",), help=get_text("commands.doctor.find"))


def add_settings(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Add `kindtui settings`."""
    subparsers.add_parser(
        "settings", parents=[common],
        help=get_text("commands.settings.help"), description=get_text("commands.settings.description"),
    )  # fmt: skip


def add_completion(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Add `kindtui completion`."""
    completion = subparsers.add_parser(
        "completion", parents=[common],
        help=get_text("commands.completion.help"), description=get_text("commands.completion.description"),
    )  # fmt: skip
    completion.add_argument("shell", choices=SHELLS, help=get_text("commands.completion.shell"))


def add_where(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Add `kindtui where`."""
    subparsers.add_parser("where", parents=[common], help=get_text("commands.where.help"))


class AddCommand(Protocol):
    """Adds one command and its options."""

    def __call__(self, subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
        """Add it; `common` has what every command takes."""
        ...


COMMANDS: Mapping[str, AddCommand] = {
    "status": add_status,
    "checkin": add_checkin,
    "places": add_places,
    "show": add_show,
    "log": add_log,
    "export": add_export,
    "import": add_import,
    "merge": add_merge,
    "backup": add_backup,
    "purge": add_purge,
    "doctor": add_doctor,
    "settings": add_settings,
    "completion": add_completion,
    "where": add_where,
}

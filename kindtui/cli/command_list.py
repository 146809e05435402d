"""The commands: what `--help` says of each, and the module that runs it."""

from collections.abc import Mapping
from types import ModuleType

from msgspec import Struct

from kindtui.texts import get_text


class Command(Struct, frozen=True):
    """A command, or a group of commands such as `backup`.

    Attributes:
        summary: What it does, in a few words.
        module: The name of its module in `kindtui.cli.commands`; empty for a group.
        has_demo: Whether it can show the demo. Such commands only read.
        has_journal: Whether it reads or writes the journal, so that its place is checked first.
    """

    summary: str
    module: str = ""
    has_demo: bool = False
    has_journal: bool = True


# The name of a command in a group has two words. The order is that of `--help`.
COMMANDS: Mapping[str, Command] = {
    "status": Command(get_text("commands.status.help"), "status", has_demo=True),
    "checkin": Command(get_text("commands.checkin.help"), "checkin"),
    "places": Command(get_text("commands.places.help"), "places", has_journal=False),
    "show": Command(get_text("commands.show.help"), "show", has_demo=True),
    "list": Command(get_text("commands.list.help"), "list_", has_demo=True),
    "search": Command(get_text("commands.search.help"), "search", has_demo=True),
    "log": Command(get_text("commands.log.help"), "log"),
    "edit": Command(get_text("commands.edit.help"), "edit"),
    "undo": Command(get_text("commands.undo.help"), "undo"),
    "export": Command(get_text("commands.export.help"), "export", has_demo=True),
    "import": Command(get_text("commands.import.help"), "import_"),
    "merge": Command(get_text("commands.merge.help"), "merge"),
    "backup": Command(get_text("commands.backup.help")),
    "backup list": Command(get_text("commands.backup.list.help"), "backup_list"),
    "backup create": Command(get_text("commands.backup.create.help"), "backup_create"),
    "backup verify": Command(get_text("commands.backup.verify.help"), "backup_verify"),
    "backup restore": Command(get_text("commands.backup.restore.help"), "backup_restore"),
    "purge": Command(get_text("commands.purge.help"), "purge"),
    "lock": Command(get_text("commands.lock.help"), "lock"),
    "unlock": Command(get_text("commands.unlock.help"), "unlock"),
    "doctor": Command(get_text("commands.doctor.help"), "doctor", has_journal=False),
    "settings": Command(get_text("commands.settings.help"), "settings"),
    "where": Command(get_text("commands.where.help"), "where", has_journal=False),
    "completion": Command(get_text("commands.completion.help"), "completion", has_journal=False),
    "help": Command(get_text("commands.help.help"), "help_", has_journal=False),
}


def members(group: str = "") -> list[str]:
    """Return the last words of the names in a group, or those of all groups and commands outside one."""
    names = (name.rpartition(" ") for name in COMMANDS)
    return [last for outer, _, last in names if outer == group]


def command_module(name: str) -> ModuleType:
    """Import the module of a command.

    It has `add_arguments(parser)`, which gives a parser the command's description and arguments, and
    `run(invocation)`, which runs the command and returns its exit status.
    """
    module: ModuleType = __import__(f"kindtui.cli.commands.{COMMANDS[name].module}", fromlist=["run"])
    return module

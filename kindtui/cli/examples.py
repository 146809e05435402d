"""The examples in `--help`, by command."""

from collections.abc import Mapping

from kindtui.texts import get_text

EXAMPLES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "": (
        ("kindtui places", get_text("commands.examples.places.show")),
        ("kindtui --demo", get_text("commands.examples.app.demo")),
        ("kindtui log received 'Lin kept me a seat'", get_text("commands.examples.app.log")),
        ("kindtui export -o journal.json", get_text("commands.examples.app.export")),
    ),
    "status": (
        ("kindtui status", get_text("commands.examples.status.line")),
        ("kindtui status --short", get_text("commands.examples.status.short")),
        ("kindtui status >/dev/null || kindtui", get_text("commands.examples.status.open")),
    ),
    "checkin": (
        ("kindtui checkin", get_text("commands.examples.checkin.questions")),
        ("TERM=dumb kindtui checkin", get_text("commands.examples.checkin.anywhere")),
    ),
    "places": (("kindtui places", get_text("commands.examples.places.show")),),
    "show": (
        ("kindtui show yesterday", get_text("commands.examples.show.day")),
        ("kindtui show 2026-11-22 --json | jq -r '.received[]'", get_text("commands.examples.show.json")),
    ),
    "list": (
        ("kindtui list --last 2w", get_text("commands.examples.list.days")),
        ("kindtui list --json | jq -r '.[].date'", get_text("commands.examples.list.json")),
    ),
    "search": (
        ("kindtui search tea", get_text("commands.examples.search.words")),
        ("kindtui search Lin seat --json | jq -r '.[].date'", get_text("commands.examples.search.json")),
    ),
    "log": (
        ("kindtui log gave 'held the door'", get_text("commands.examples.log.gave")),
        ("echo 'tea from Noor' | kindtui log received -", get_text("commands.examples.log.input")),
        ("kindtui log rest --day yesterday", get_text("commands.examples.log.rest")),
        ("kindtui log rest --day 2026-12-01..2026-12-06", get_text("commands.examples.log.away")),
    ),
    "edit": (
        ("EDITOR=nano kindtui edit", get_text("commands.examples.edit.today")),
        ("kindtui edit yesterday", get_text("commands.examples.edit.day")),
    ),
    "undo": (
        ("kindtui undo", get_text("commands.examples.undo.last")),
        ("kindtui undo --dry-run", get_text("commands.examples.undo.dry_run")),
    ),
    "export": (
        ("kindtui export -o journal.json", get_text("commands.examples.export.json")),
        ("kindtui export --format csv -o days.csv", get_text("commands.examples.export.csv")),
        ("kindtui export --format markdown | less", get_text("commands.examples.export.diary")),
        (
            "kindtui export --format html --last 90d --only received --names initials -o kind.html",
            get_text("commands.examples.export.page"),
        ),
        ("kindtui export --format svg -o year.svg", get_text("commands.examples.export.picture")),
    ),
    "import": (
        ("kindtui import journal.json --dry-run", get_text("commands.examples.import.dry_run")),
        ("kindtui import days.csv", get_text("commands.examples.import.csv")),
        ("jrnl --export json | kindtui import -", get_text("commands.examples.import.jrnl")),
        ("kindtui import presently.csv --as received", get_text("commands.examples.import.as")),
    ),
    "merge": (
        ("kindtui merge old/journal.json --dry-run", get_text("commands.examples.merge.dry_run")),
        ("kindtui merge old/journal.json", get_text("commands.examples.merge.both")),
    ),
    "backup": (
        ("kindtui backup list", get_text("commands.examples.backup.list")),
        ("kindtui backup restore previous --dry-run", get_text("commands.examples.backup.previous")),
    ),
    "backup list": (("kindtui backup list", get_text("commands.examples.backup.list_all")),),
    "backup create": (("kindtui backup create", get_text("commands.examples.backup.create")),),
    "backup verify": (
        ("kindtui backup verify || echo 'look at the backups'", get_text("commands.examples.backup.verify")),
    ),
    "backup restore": (
        ("kindtui backup restore previous --dry-run", get_text("commands.examples.backup.previous")),
        ("kindtui backup restore 20261122", get_text("commands.examples.backup.restore")),
    ),
    "purge": (("kindtui purge 2026-11-22", get_text("commands.examples.purge.day")),),
    "lock": (
        ("kindtui lock", get_text("commands.examples.lock.lock")),
        ("kindtui lock --change", get_text("commands.examples.lock.change")),
        (
            "KINDTUI_PASSPHRASE_COMMAND='pass show kindtui' kindtui lock",
            get_text("commands.examples.lock.command"),
        ),
    ),
    "unlock": (("kindtui unlock --for-good", get_text("commands.examples.unlock.for_good")),),
    "doctor": (
        ("kindtui doctor", get_text("commands.examples.doctor.check")),
        ("kindtui doctor --fix", get_text("commands.examples.doctor.fix")),
        ("echo Noor | kindtui doctor --find -", get_text("commands.examples.doctor.find")),
    ),
    "settings": (
        ("kindtui settings", get_text("commands.examples.settings.ask")),
        ("kindtui settings | grep Theme", get_text("commands.examples.settings.list")),
    ),
    "where": (('cd "$(dirname "$(kindtui where data)")"', get_text("commands.examples.where.folder")),),
    "completion": (
        ('eval "$(kindtui completion bash)"', get_text("commands.examples.completion.once")),
        (
            "kindtui completion fish > ~/.config/fish/completions/kindtui.fish",
            get_text("commands.examples.completion.always"),
        ),
    ),
    "help": (("kindtui help log", get_text("commands.examples.help.command")),),
}


def examples(prog: str) -> str:
    """Return the end of the help for `prog`, such as "kindtui status"; empty if it has no examples."""
    found = EXAMPLES.get(prog.removeprefix("kindtui").strip(), ())
    lines = [f"  {line}\n      {description}\n" for line, description in found]
    return "".join(["\nexamples:\n", *lines]) if lines else ""

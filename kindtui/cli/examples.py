"""The examples in `--help`, by command."""

from collections.abc import Mapping

EXAMPLES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "": (
        ("kindtui --demo", "look around in a made-up year"),
        ("kindtui log received 'Lin kept me a seat'", "write a line without opening the app"),
        ("kindtui export -o journal.json", "take everything with you"),
    ),
    "status": (
        ("kindtui status", "what is due, in words"),
        ("kindtui status --short", "the due word, for a prompt"),
        ("kindtui status >/dev/null || kindtui", "open the app if something is due"),
    ),
    "checkin": (
        ("kindtui checkin", "what is due, question by question"),
        ("TERM=dumb kindtui checkin", "on any terminal, or with a screen reader"),
    ),
    "show": (
        ("kindtui show yesterday", "a day in words"),
        ("kindtui show 2026-11-22 --json | jq -r '.received[]'", "its lines, for another program"),
    ),
    "log": (
        ("kindtui log gave 'held the door'", "a kindness given"),
        ("echo 'tea from Noor' | kindtui log received -", "kept out of the shell's history"),
        ("kindtui log rest --day yesterday", "a day of rest"),
    ),
    "export": (
        ("kindtui export -o journal.json", "everything, to be imported again"),
        ("kindtui export --format csv -o days.csv", "a row for each entry, for a spreadsheet"),
        ("kindtui export --format markdown | less", "a diary to read"),
    ),
    "import": (
        ("kindtui import journal.json --dry-run", "say day by day what would change"),
        ("kindtui import days.csv", "rows from a spreadsheet"),
        ("jrnl --export json | kindtui import -", "what you wrote in jrnl"),
    ),
    "merge": (
        ("kindtui merge old/journal.json --dry-run", "what another copy would bring"),
        ("kindtui merge old/journal.json", "both sides' words in one"),
    ),
    "backup": (
        ("kindtui backup list", "which there are"),
        ("kindtui backup restore previous --dry-run", "what going back one save would mean"),
    ),
    "backup list": (("kindtui backup list", "every copy, with what it holds and how old it is"),),
    "backup create": (("kindtui backup create", "before something you are not sure of"),),
    "backup verify": (("kindtui backup verify || echo 'look at the backups'", "for a script"),),
    "backup restore": (
        ("kindtui backup restore previous --dry-run", "what going back one save would mean"),
        ("kindtui backup restore 20261122", "go back to the one backup of that day"),
    ),
    "purge": (("kindtui purge 2026-11-22", "delete that day for good"),),
    "doctor": (
        ("kindtui doctor", "how the files are"),
        ("echo Noor | kindtui doctor --find -", "where a word still stands"),
    ),
    "where": (
        ('cd "$(dirname "$(kindtui where | sed -n \'s/^data *//p\')")"', "go to the folder of the journal"),
    ),
    "completion": (
        ('eval "$(kindtui completion bash)"', "for this shell; docs/recipes.md says how to keep it"),
        ("kindtui completion fish > ~/.config/fish/completions/kindtui.fish", "for fish, for good"),
    ),
}


def examples(prog: str) -> str:
    """Return the end of the help for `prog`, such as "kindtui status"; empty if it has no examples."""
    found = EXAMPLES.get(prog.removeprefix("kindtui").strip(), ())
    lines = [f"  {line}\n      {description}\n" for line, description in found]
    return "".join(["\nexamples:\n", *lines]) if lines else ""

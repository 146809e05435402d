"""The commands of the palette, and the search among them."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from kindtui.tui.keymap import KeyBinding
from kindtui.tui.widgets.key_hints import KeyHint

PALETTE_MEANING = "everything"  # the palette does not offer itself

# The screens that have a key of their own, by the prefix of their binding ids.
SCREEN_TITLES: Mapping[str, str] = {
    "today": "Today",
    "boundaries": "Boundaries",
    "streak": "Streak",
    "journal": "Journal",
    "patterns": "Patterns",
    "why": "Why",
}


# Other words by which a command is found, by its meaning.
SYNONYMS: Mapping[str, str] = {
    "days away": "rest until holiday ill",
    "lock on this journal": "passphrase password unlock recovery code",
}


class Command(NamedTuple):
    """What a command does, its screen (empty for here or everywhere), its key, and the keys that run it.

    One without a key has an action of the app instead.
    """

    meaning: str
    screen_name: str
    key: str
    key_sequence: tuple[str, ...]
    action: str = ""

    @property
    def name(self) -> str:
        """The text that is searched."""
        return " ".join(filter(None, (self.meaning, SYNONYMS.get(self.meaning), self.screen_name)))


KEYLESS_COMMANDS = (
    Command("changes", "", "", (), "changes"),
    Command("people", "", "", (), "people"),
    Command("my questions", "", "", (), "my_questions"),
    Command("names left out", "", "", (), "left_out_names"),
    Command("this day before", "", "", (), "this_day_before"),
    Command("lock on this journal", "", "", (), "lock"),
)


def palette_commands(
    hints: Iterable[KeyHint],
    bindings: Iterable[KeyBinding],
    current_mode: str,
    custom_keys: Mapping[str, str],
) -> list[Command]:
    """Return all commands, those that work on the current screen first.

    Args:
        hints: The hints of the current screen.
        bindings: Every binding of the app and its screens.
        current_mode: The mode whose bindings `hints` cover; empty while another screen lies over it.
        custom_keys: The user's own keys by binding id, several separated by commas.
    """
    local_commands = [
        Command(hint.meaning, "", hint.key_to_press, (hint.key_to_press,))
        for hint in hints
        if hint.meaning != PALETTE_MEANING
    ]
    local_meanings = {command.meaning for command in local_commands}
    return [
        *local_commands,
        *(command for command in KEYLESS_COMMANDS if command.meaning not in local_meanings),
        *commands_on_other_screens(bindings, current_mode, custom_keys),
    ]


def commands_on_other_screens(
    bindings: Iterable[KeyBinding], current_mode: str, custom_keys: Mapping[str, str]
) -> list[Command]:
    """Return the commands of the other screens; each is run by the key of its screen, then its own.

    For the arguments see `palette_commands`.
    """
    bindings = list(bindings)
    screen_keys = {
        binding.id.removeprefix("app."): binding.keys_with(custom_keys)[0]
        for binding in bindings
        if binding.id.startswith("app.")
    }
    commands: list[Command] = []
    for binding in bindings:
        mode = binding.id.partition(".")[0]
        key = binding.keys_with(custom_keys)[0]
        if mode in SCREEN_TITLES and mode != current_mode and key not in ("enter", "escape"):
            leave_field = ("escape",) if mode == "today" else ()  # Today may open with the focus in a field
            sequence = (screen_keys[mode], *leave_field, key)
            commands.append(Command(binding.meaning, SCREEN_TITLES[mode], key, sequence))
    return commands


def matching_commands(
    commands: Iterable[Command], text: str, score: Callable[[str, str], float]
) -> list[Command]:
    """Return the commands that match `text`, the best first; all of them if it is blank.

    Args:
        commands: The commands to search.
        text: What was typed.
        score: Rates how well a text matches a name; 0 is no match.
    """
    if not text.strip():
        return list(commands)
    scored = [(score(text.strip(), command.name), command) for command in commands]
    return [command for rating, command in sorted(scored, key=lambda pair: -pair[0]) if rating > 0]

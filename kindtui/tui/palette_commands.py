"""What can be done, by name: the commands of the palette, the likeliest first."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from kindtui.tui.keymap import KeyBinding

# The screens that have a key of their own, by the beginning of the ids of their bindings.
SCREEN_TITLES: Mapping[str, str] = {
    "today": "Today",
    "boundaries": "Boundaries",
    "streak": "Streak",
    "journal": "Journal",
    "patterns": "Patterns",
    "why": "Why",
}


class Command(NamedTuple):
    """What is done, on which screen (empty for here or everywhere), its key, and the keys that do it."""

    meaning: str
    screen_name: str
    key: str
    key_sequence: tuple[str, ...]

    @property
    def name(self) -> str:
        """What is searched in."""
        return f"{self.meaning} {self.screen_name}".rstrip()


def commands_on_other_screens(
    bindings: Iterable[KeyBinding], current_mode: str, custom_keys: Mapping[str, str]
) -> list[Command]:
    """The commands of the other screens: first the key of the screen, then theirs.

    Today may begin in a field, which Escape leaves.
    """
    bindings = list(bindings)
    screen_keys = {
        one.id.removeprefix("app."): one.keys_with(custom_keys)[0]
        for one in bindings
        if one.id.startswith("app.")
    }
    commands: list[Command] = []
    for one in bindings:
        mode = one.id.partition(".")[0]
        key = one.keys_with(custom_keys)[0]
        if mode in SCREEN_TITLES and mode != current_mode and key not in ("enter", "escape"):
            leave_keys = ("escape",) if mode == "today" else ()
            commands.append(
                Command(one.meaning, SCREEN_TITLES[mode], key, (screen_keys[mode], *leave_keys, key))
            )
    return commands


def matching_commands(
    commands: Iterable[Command], text: str, score: Callable[[str, str], float]
) -> list[Command]:
    """The commands that match the text by that score of text and name (0 is no match), the best first."""
    if not text.strip():
        return list(commands)
    scored = [(score(text.strip(), command.name), command) for command in commands]
    return [command for found, command in sorted(scored, key=lambda one: -one[0]) if found > 0]

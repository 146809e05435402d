"""The commands of the palette, and the search over them."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from kindtui.tui.keymap import KeyBinding

# The screens with a key of their own, by the prefix of the ids of their bindings.
SCREEN_TITLES: Mapping[str, str] = {
    "today": "Today",
    "boundaries": "Boundaries",
    "streak": "Streak",
    "journal": "Journal",
    "patterns": "Patterns",
    "why": "Why",
}


class Command(NamedTuple):
    """A command: what it does, on which screen (empty for this one), its key, and the keys that run it."""

    meaning: str
    screen_name: str
    key: str
    key_sequence: tuple[str, ...]

    @property
    def name(self) -> str:
        """The text that the search runs over."""
        return f"{self.meaning} {self.screen_name}".rstrip()


def commands_on_other_screens(
    bindings: Iterable[KeyBinding], current_mode: str, custom_keys: Mapping[str, str]
) -> list[Command]:
    """Return the commands of the other screens; each presses the key of its screen first.

    On Today, Escape comes in between, to leave a field that may have the focus.
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
            leave_keys = ("escape",) if mode == "today" else ()
            commands.append(
                Command(binding.meaning, SCREEN_TITLES[mode], key, (screen_keys[mode], *leave_keys, key))
            )
    return commands


def matching_commands(
    commands: Iterable[Command], text: str, score: Callable[[str, str], float]
) -> list[Command]:
    """Return the commands that match the text, best first; `score(text, name)` is 0 for no match."""
    if not text.strip():
        return list(commands)
    scored = [(score(text.strip(), command.name), command) for command in commands]
    return [command for points, command in sorted(scored, key=lambda pair: -pair[0]) if points > 0]

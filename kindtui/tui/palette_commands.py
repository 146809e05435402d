"""What can be done, by name: the commands of the palette, the likeliest first."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from kindtui.tui.keymap import Bound

# The screens that have a key of their own, by the beginning of the ids of their bindings.
PLACES: Mapping[str, str] = {
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
    place: str
    key: str
    press: tuple[str, ...]

    @property
    def name(self) -> str:
        """What is searched in."""
        return f"{self.meaning} {self.place}".rstrip()


def elsewhere(bound: Iterable[Bound], here: str, own: Mapping[str, str]) -> list[Command]:
    """The commands of the other screens: first the key of the screen, then theirs.

    Today may begin in a field, which Escape leaves.
    """
    bound = list(bound)
    ways = {one.id.removeprefix("app."): one.keys_in(own)[0] for one in bound if one.id.startswith("app.")}
    found: list[Command] = []
    for one in bound:
        mode = one.id.partition(".")[0]
        key = one.keys_in(own)[0]
        if mode in PLACES and mode != here and key not in ("enter", "escape"):
            leave = ("escape",) if mode == "today" else ()
            found.append(Command(one.meaning, PLACES[mode], key, (ways[mode], *leave, key)))
    return found


def matching(commands: Iterable[Command], text: str, score: Callable[[str, str], float]) -> list[Command]:
    """The commands that match the text by that score of text and name (0 is no match), the best first."""
    if not text.strip():
        return list(commands)
    scored = [(score(text.strip(), command.name), command) for command in commands]
    return [command for found, command in sorted(scored, key=lambda one: -one[0]) if found > 0]

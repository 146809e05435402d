"""The live bindings of a screen as hints, for the footer, the help and the palette."""

from collections.abc import Container, Iterable, Mapping
from typing import Any, NamedTuple

from textual.binding import ActiveBinding, Binding
from textual.content import Content
from textual.events import Click
from textual.screen import Screen
from textual.style import Style

from kindtui.tui.keymap import is_function_key
from kindtui.tui.widgets.text_field import SEVERAL_LINES_BINDING_ID

ENTER_LABEL = "Enter"  # Textual writes a sign that not every font has
SAVE_LINES_MEANING = "save"  # what F9 does in a field of several lines
QUIT_IDS = ("app.quit", "app.quit_anywhere")  # the second one in a field, where the letter is typed
CONSTANT_IDS = ("app.palette", *QUIT_IDS)
HELP_BINDING_ID, SKIP_BINDING_ID = "app.help", "scale.skip"
SCREENS_GROUP = Binding.Group("F1-F6 screens")
SCREEN_SECTION, APP_SECTION = "Here", "Everywhere"


class KeyHint(NamedTuple):
    """A key as it is written, its meaning, and the key that a click presses (empty for a group of keys).

    Those that are the same on every screen stand at the right end of the footer.
    """

    label: str
    meaning: str
    key_to_press: str = ""
    is_constant: bool = False


def footer_hints(
    screen: Screen[Any],
    idle_ids: Container[str | None] = (),
    meanings: Mapping[str | None, str] | None = None,
) -> tuple[KeyHint, ...]:
    """Return the hints for the footer, each key and each meaning once.

    What Enter does next comes first, then the keys of the focus, of the screen and of the app. Help is in the
    row of tabs, as are the keys of the screens where they work. In a field, quitting has another key.

    Args:
        screen: The screen whose bindings are read.
        idle_ids: The bindings that would change nothing now.
        meanings: What bindings do now, by their ids, where it is not their description.
    """
    active_bindings = screen.active_bindings
    do_tabs_work = any(
        active.binding.group == SCREENS_GROUP and not is_function_key(key)
        for key, active in active_bindings.items()
    )
    quit_id = _shown_quit_id(active_bindings.values())
    hints: list[KeyHint] = []
    for active in sorted(active_bindings.values(), key=lambda active: _rank(active.binding)):
        binding = active.binding
        is_in_tabs = binding.id == HELP_BINDING_ID or (do_tabs_work and binding.group == SCREENS_GROUP)
        if (
            (binding.show or binding.id == quit_id)
            and active.enabled
            and not is_in_tabs
            and binding.id not in idle_ids
        ):
            hint = _footer_hint(screen, binding)
            hint = hint._replace(meaning=(meanings or {}).get(binding.id, hint.meaning))
            if not any(hint.label == shown.label or hint.meaning == shown.meaning for shown in hints):
                hints.append(hint)
    return tuple(hints)


def _shown_quit_id(active_bindings: Iterable[ActiveBinding]) -> str:
    """Return which of the two bindings that quit is shown: in a field, letters are text."""
    is_in_field = all(active.binding.id != QUIT_IDS[0] for active in active_bindings)
    return QUIT_IDS[is_in_field]


def _rank(binding: Binding) -> int:
    """Return 0 for what Enter does next, 2 for quitting, and 1 for the rest."""
    is_next_step = binding.key == "enter" and binding.id != SKIP_BINDING_ID  # on a scale, it is a digit
    is_next_step |= binding.id == SEVERAL_LINES_BINDING_ID and binding.description == SAVE_LINES_MEANING
    return 0 if is_next_step else 2 if binding.id in QUIT_IDS else 1


def _footer_hint(screen: Screen[Any], binding: Binding) -> KeyHint:
    if binding.group:  # its description holds keys and meaning, as in "1-9 rate"
        label, _, meaning = binding.group.description.partition(" ")
        return KeyHint(label, meaning)
    label = binding_key_label(screen, binding)
    return KeyHint(label, binding.description, binding.key, binding.id in CONSTANT_IDS)


def hints_by_section(screen: Screen[Any], *, include_hidden: bool = True) -> dict[str, list[KeyHint]]:
    """Return the enabled bindings of kindtui on `screen`, one hint for each meaning, by section.

    Textual's own bindings, such as those for paging, have no id and are left out.

    Args:
        screen: The screen whose bindings are read.
        include_hidden: Whether to include the bindings that the footer never shows.
    """
    sections: dict[str, dict[str, dict[str, str]]] = {SCREEN_SECTION: {}, APP_SECTION: {}}
    active_bindings = screen.active_bindings.values()
    quit_id = _shown_quit_id(active_bindings)
    for active in active_bindings:
        binding = active.binding
        is_shown = include_hidden or binding.show or binding.id == quit_id
        if active.enabled and binding.id and binding.description and is_shown:
            section = APP_SECTION if active.node is screen.app else SCREEN_SECTION
            keys_by_label = sections[section].setdefault(binding.description, {})
            keys_by_label.setdefault(binding_key_label(screen, binding), binding.key)
    return {
        section: [
            KeyHint(" ".join(sorted(keys_by_label, key=len)), meaning, next(iter(keys_by_label.values())))
            for meaning, keys_by_label in meanings.items()
        ]
        for section, meanings in sections.items()
        if meanings
    }


def hints_of_bindings(screen: Screen[Any], binding_ids: Container[str]) -> list[KeyHint]:
    """Return the enabled bindings with these ids as hints, one each."""
    bindings: dict[str | None, Binding] = {}
    for active in screen.active_bindings.values():
        if active.enabled and active.binding.id in binding_ids:
            bindings.setdefault(active.binding.id, active.binding)  # the first of its keys
    return [
        KeyHint(binding_key_label(screen, binding), binding.description, binding.key)
        for binding in bindings.values()
    ]


def binding_key_label(screen: Screen[Any], binding: Binding) -> str:
    """Return the key of a binding as people write it: F1, Tab, Ctrl+Q, d."""
    if binding.key_display:
        return binding.key_display
    if len(binding.key) == 1:
        return binding.key
    *modifiers, key = binding.key.split("+")
    name = ENTER_LABEL if key == "enter" else screen.app.get_key_display(Binding(key, ""))
    return "+".join(
        [*(part.capitalize() for part in modifiers), name if len(name) == 1 else name.capitalize()]
    )


def binding_keys_label(screen: Screen[Any], binding_id: str) -> str:
    """Return all keys of an enabled binding as people write them, the shortest first: 6 or F6."""
    labels = {
        binding_key_label(screen, active.binding)
        for active in screen.active_bindings.values()
        if active.binding.id == binding_id and active.enabled
    }
    return " or ".join(sorted(labels, key=lambda label: (len(label), label)))


def clickable(text: Content, key: str) -> Content:
    """Return `text` marked so that `key_at_click` finds `key` in it; unchanged if `key` is empty."""
    return text.stylize(Style.from_meta({"press": key})) if key else text


def key_at_click(event: Click) -> str:
    """Return the key whose text was clicked, empty if none was."""
    return str(event.style.meta.get("press", ""))


def press_key_of(screen: Screen[Any], binding_id: str) -> None:
    """Press a key of the binding; a field that takes the only one is left first."""

    def keys() -> list[str]:
        return [key for key, active in screen.active_bindings.items() if active.binding.id == binding_id]

    if not keys():
        screen.set_focus(None)
    for key in keys()[:1]:
        screen.app.simulate_key(key)

"""Custom keys: how they replace the default ones, and which of them conflict."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

# What kitty's protocol reports like keys: modifiers and locks alone, and the keys of sound and screen.
NOT_KEYS = frozenset(
    {
        f"{side}_{name}"
        for side in ("left", "right")
        for name in ("shift", "control", "alt", "super", "hyper", "meta")
    }
    | {
        "iso_level3_shift",
        "iso_level5_shift",
        "caps_lock",
        "scroll_lock",
        "num_lock",
        "print_screen",
        "pause",
    }
    | {"lower_volume", "raise_volume", "mute_volume"}
)


class KeyBinding(Struct, frozen=True):
    """A binding, as the key settings list it.

    Attributes:
        id: The id of the binding.
        screen_name: The screen it works on; empty if it works everywhere.
        default_keys: Its keys unless it has custom ones.
        meaning: What it does, in the words of the footer.
    """

    id: str
    screen_name: str
    default_keys: tuple[str, ...]
    meaning: str

    def keys_with(self, custom_keys: Mapping[str, str]) -> tuple[str, ...]:
        """Return its custom keys if it has any, or else the default ones."""
        return tuple(custom_keys[self.id].split(",")) if custom_keys.get(self.id) else self.default_keys

    def overlaps(self, other: "KeyBinding") -> bool:
        """Return whether both can be active at the same time."""
        return self.id != other.id and (
            not self.screen_name or not other.screen_name or self.screen_name == other.screen_name
        )


def is_key(key: str) -> bool:
    """Return whether a person who presses that key wants something of the app."""
    name = key.rpartition("+")[2]
    return name not in NOT_KEYS and not name.startswith("media_")


def has_only_keys(custom_keys: str) -> bool:
    """Return whether each of the keys, which commas separate, is one."""
    return all(map(is_key, custom_keys.split(",")))


def with_key(binding: KeyBinding, key: str, custom_keys: Mapping[str, str]) -> dict[str, str]:
    """Return the custom keys with `key` for the binding.

    A function key replaces only function keys, and any other key only the others.
    """
    kept_keys = [
        old for old in binding.keys_with(custom_keys) if is_function_key(old) != is_function_key(key)
    ]
    keys = (key, *kept_keys) if set(binding.default_keys) != {key, *kept_keys} else binding.default_keys
    return {
        **with_default_keys(binding, custom_keys),
        **({binding.id: ",".join(keys)} if keys != binding.default_keys else {}),
    }


def with_default_keys(binding: KeyBinding, custom_keys: Mapping[str, str]) -> dict[str, str]:
    """Return the custom keys without those of the binding."""
    return {name: keys for name, keys in custom_keys.items() if name != binding.id}


def conflict_with(
    bindings: Iterable[KeyBinding], binding: KeyBinding, custom_keys: Mapping[str, str]
) -> KeyBinding | None:
    """Return another binding that shares a key with this one, unless both have that key by default."""
    keys = set(binding.keys_with(custom_keys))
    for other in bindings:
        shared_keys = keys & set(other.keys_with(custom_keys))
        if binding.overlaps(other) and shared_keys - (set(binding.default_keys) & set(other.default_keys)):
            return other
    return None


def valid_custom_keys(bindings: Iterable[KeyBinding], custom_keys: Mapping[str, str]) -> dict[str, str]:
    """Return the custom keys without those of no binding, those that conflict, and those that are no keys."""
    bindings = list(bindings)
    accepted: dict[str, str] = {}
    for binding in bindings:
        if has_only_keys(custom_keys.get(binding.id, "")) and binding.id in custom_keys:
            candidate = {**accepted, binding.id: custom_keys[binding.id]}
            if not conflict_with(bindings, binding, candidate):
                accepted = candidate
    return accepted


def is_function_key(key: str) -> bool:
    """Return whether it is one of the keys F1, F2 and so on, without a modifier."""
    return key[:1] == "f" and key[1:].isdigit()

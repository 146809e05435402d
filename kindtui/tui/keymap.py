"""Keys of a person's own: which are free, and in what words one that is taken is refused."""

from collections.abc import Iterable, Mapping

from msgspec import Struct


class KeyBinding(Struct, frozen=True):
    """What a key does: the id of its binding, where it works (empty for everywhere), its keys as shipped."""

    id: str
    screen_name: str
    default_keys: tuple[str, ...]
    meaning: str

    def keys_with(self, custom_keys: Mapping[str, str]) -> tuple[str, ...]:
        """The keys it has, those of a person's own if there are some."""
        return tuple(custom_keys[self.id].split(",")) if custom_keys.get(self.id) else self.default_keys

    def overlaps(self, other: "KeyBinding") -> bool:
        """Whether both can be meant at one time."""
        return self.id != other.id and (
            not self.screen_name or not other.screen_name or self.screen_name == other.screen_name
        )


def with_key(binding: KeyBinding, key: str, custom_keys: Mapping[str, str]) -> dict[str, str]:
    """The mapping once that key is given; a function key and a letter do not replace each other."""
    kept_keys = [
        old for old in binding.keys_with(custom_keys) if _is_function_key(old) != _is_function_key(key)
    ]
    keys = (key, *kept_keys) if set(binding.default_keys) != {key, *kept_keys} else binding.default_keys
    return {
        **with_default_keys(binding, custom_keys),
        **({binding.id: ",".join(keys)} if keys != binding.default_keys else {}),
    }


def with_default_keys(binding: KeyBinding, custom_keys: Mapping[str, str]) -> dict[str, str]:
    """The mapping once that binding has its keys as shipped again."""
    return {name: keys for name, keys in custom_keys.items() if name != binding.id}


def conflict_with(
    bindings: Iterable[KeyBinding], binding: KeyBinding, custom_keys: Mapping[str, str]
) -> KeyBinding | None:
    """What else one of its keys would mean at the same time; as shipped, some keys are shared."""
    keys = set(binding.keys_with(custom_keys))
    for other in bindings:
        shared_keys = keys & set(other.keys_with(custom_keys))
        if binding.overlaps(other) and shared_keys - (set(binding.default_keys) & set(other.default_keys)):
            return other
    return None


def valid_custom_keys(bindings: Iterable[KeyBinding], custom_keys: Mapping[str, str]) -> dict[str, str]:
    """The mapping less what names no binding of ours or takes a key that is taken."""
    bindings = list(bindings)
    accepted: dict[str, str] = {}
    for one in bindings:
        if one.id in custom_keys and not conflict_with(
            bindings, one, {**accepted, one.id: custom_keys[one.id]}
        ):
            accepted[one.id] = custom_keys[one.id]
    return accepted


def _is_function_key(key: str) -> bool:
    return key[:1] == "f" and key[1:].isdigit()

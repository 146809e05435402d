"""Keys of a person's own: which are free, and in what words one that is taken is refused."""

from collections.abc import Iterable, Mapping

from msgspec import Struct


class Bound(Struct, frozen=True):
    """What a key does: the id of its binding, where it works (empty for everywhere), its keys as shipped."""

    id: str
    place: str
    keys: tuple[str, ...]
    meaning: str

    def keys_in(self, own: Mapping[str, str]) -> tuple[str, ...]:
        """The keys it has, those of a person's own if there are some."""
        return tuple(own[self.id].split(",")) if own.get(self.id) else self.keys

    def meets(self, other: "Bound") -> bool:
        """Whether both can be meant at one time."""
        return self.id != other.id and (not self.place or not other.place or self.place == other.place)


def with_key(one: Bound, key: str, own: Mapping[str, str]) -> dict[str, str]:
    """The mapping once that key is given; a function key and a letter do not replace each other."""
    others = [old for old in one.keys_in(own) if _is_function(old) != _is_function(key)]
    keys = (key, *others) if set(one.keys) != {key, *others} else one.keys
    return {**without(one, own), **({one.id: ",".join(keys)} if keys != one.keys else {})}


def without(one: Bound, own: Mapping[str, str]) -> dict[str, str]:
    """The mapping once that binding has its keys as shipped again."""
    return {name: keys for name, keys in own.items() if name != one.id}


def taken_by(bound: Iterable[Bound], one: Bound, own: Mapping[str, str]) -> Bound | None:
    """What else one of its keys would mean at the same time; as shipped, some keys are shared."""
    keys = set(one.keys_in(own))
    for other in bound:
        both = keys & set(other.keys_in(own))
        if one.meets(other) and both - (set(one.keys) & set(other.keys)):
            return other
    return None


def usable(bound: Iterable[Bound], own: Mapping[str, str]) -> dict[str, str]:
    """The mapping less what names no binding of ours or takes a key that is taken."""
    bound = list(bound)
    good: dict[str, str] = {}
    for one in bound:
        if one.id in own and not taken_by(bound, one, {**good, one.id: own[one.id]}):
            good[one.id] = own[one.id]
    return good


def _is_function(key: str) -> bool:
    return key[:1] == "f" and key[1:].isdigit()

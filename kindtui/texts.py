"""The sentences that a person reads, by their keys in `assets/content/texts/`."""

from collections.abc import Mapping
from functools import cache

import msgspec

from kindtui.assets import TEXTS_DIR


def get_text(key: str, /, **values: object) -> str:
    """Return a sentence with the values in place of its `{placeholders}`.

    Args:
        key: The name of a file in `assets/content/texts/`, a dot, and a key of that file. Write it as a
            literal, so that a test can tell whether every key exists and is used.
        values: What stands for each placeholder; it may be any text, and is not searched for placeholders.

    Raises:
        KeyError: There is no such key, or a placeholder has no value.
    """
    file, _, name = key.partition(".")
    sentence = _sentences(file)[name]
    return sentence.format(**values) if values else sentence


def get_counted_text(key: str, count: int, /, **values: object) -> str:
    """Return the sentence `key.one` for a count of 1, else `key.other`; `{count}` stands for the count."""
    return get_text(f"{key}.one" if count == 1 else f"{key}.other", count=count, **values)


@cache
def _sentences(file: str) -> Mapping[str, str]:
    return msgspec.json.decode((TEXTS_DIR / f"{file}.json").read_bytes(), type=dict[str, str])

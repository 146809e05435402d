"""The properties that stand between two lines of `---` at the beginning of a Markdown file."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kindtui.domain.text import one_line

FENCE = "---"
READ_KEYS = {"title", "tags"}
_PROPERTY = re.compile(r"[^\s#:-][^:]*:(?:\s|$)")
_BLOCK_SIGNS = {">", "|", ">-", "|-", ">+", "|+"}  # the words are on the lines below
_LIST_ITEM = re.compile(r"""\s*("[^"]*"|'[^']*'|[^,]+)""")


class Properties(NamedTuple):
    """A title, tags, and how many properties there are that are neither."""

    title: str = ""
    tags: tuple[str, ...] = ()
    other_count: int = 0


def split_properties(text: str) -> tuple[Properties, str]:
    """Return the properties at the beginning of a text, whose lines are clean, and the text below them."""
    lines = text.split("\n")
    if lines[0] != FENCE or FENCE not in lines[1:]:
        return Properties(), text
    end = lines.index(FENCE, 1)
    properties = [line for line in lines[1:end] if line]
    if not properties or not _PROPERTY.match(properties[0]):
        return Properties(), text  # two lines drawn across a text
    values = _values_by_key(properties)
    title = one_line(_unquoted(" ".join(values.get("title", ()))))
    tags = tuple(_tags(values.get("tags", ())))
    count = sum(bool(value) for key, value in values.items() if key not in READ_KEYS)
    return Properties(title, tags, count), "\n".join(lines[end + 1 :])


def _values_by_key(lines: Iterable[str]) -> dict[str, list[str]]:
    """Return the lines with values of each property, of which the first line has the key."""
    values: dict[str, list[str]] = {}
    key = ""
    for line in lines:
        value = line
        if line.startswith("-"):
            value = line[1:]
        elif _PROPERTY.match(line):
            key, _, value = line.partition(":")
            key = key.strip().casefold()
        value = value.strip()
        values.setdefault(key, []).extend([value] if value and value not in _BLOCK_SIGNS else [])
    return values


def _tags(values: Iterable[str]) -> Iterator[str]:
    """Yield the tags of a list, on a line or on several."""
    for value in values:
        for found in _LIST_ITEM.findall(value.strip("[]")):
            if tag := one_line(_unquoted(found.strip()).removeprefix("#")):
                yield tag


def _unquoted(value: str) -> str:
    for quote in ('"', "'"):
        if len(value) > 1 and value.startswith(quote) and value.endswith(quote):
            return value[1:-1].replace(f"\\{quote}" if quote == '"' else "''", quote)
    return value

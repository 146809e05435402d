"""The JSON that jrnl exports: each entry is what its tags say, or else a note."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

import msgspec
from msgspec import Struct

from kindtui.domain.text import clean_lines, one_line
from kindtui.exchange.other_apps.export import Entry, Export, LeftOut

FIELD_BY_TAG: Mapping[str, str] = {"gave": "acts", "received": "received", "kept": "kept"}
SENTENCE_ENDS = tuple(".!?…。！？")


class JrnlEntry(Struct, frozen=True):
    """An entry of jrnl, with local `date` (`YYYY-MM-DD`) and `time` (`HH:MM`), and tags such as "@gave"."""

    title: str
    body: str
    date: str
    time: str
    tags: tuple[str, ...] = ()


class _JrnlFile(Struct, frozen=True):
    entries: tuple[JrnlEntry, ...]


def read(data: bytes) -> Export:
    """Return the entries in the output of `jrnl --export json`, as jrnl 4.6 writes it.

    Raises:
        ValueError: The bytes are not such an export.
    """
    entries: list[Entry] = []
    left_out: Counter[LeftOut] = Counter()
    for source in msgspec.json.decode(data, type=_JrnlFile).entries:
        local_time = datetime.fromisoformat(f"{source.date} {source.time}").replace(tzinfo=None)
        field, text = _field_and_text(source)
        if text:
            entries.append(Entry(local_time, text, field))
        left_out[LeftOut.EMPTY] += not text
    return Export(tuple(entries), left_out)


def _field_and_text(entry: JrnlEntry) -> tuple[str, str]:
    """Return the field an entry belongs to, and its text without a leading tag for that field.

    jrnl ends a title with its first sentence or its first line, and does not tell which.
    """
    title, body = one_line(entry.title), clean_lines(entry.body)
    is_one_paragraph = title.endswith(SENTENCE_ENDS) and "\n" not in body
    text = clean_lines(f"{title} {body}" if is_one_paragraph else f"{title}\n{body}")
    for tag in entry.tags:
        if field := FIELD_BY_TAG.get(tag[1:].lower()):
            opening, *rest = text.split(maxsplit=1)
            return field, rest[0] if rest and opening.lower() == tag.lower() else text
    return "notes", text

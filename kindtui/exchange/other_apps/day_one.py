"""The JSON that Day One exports, alone or as one file for each journal of a zip."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import msgspec
from msgspec import Raw, Struct, structs

from kindtui.domain.dates import Moment
from kindtui.domain.text import clean_lines, one_line
from kindtui.exchange.other_apps.export import Entry, Export, FormError, LeftOut
from kindtui.exchange.other_apps.local_times import named_zone, time_zone_of
from kindtui.texts import get_text

KIND_BY_MEDIUM = {
    "": LeftOut.PICTURES, "audio": LeftOut.AUDIO, "video": LeftOut.VIDEOS, "pdfattachment": LeftOut.PDFS,
}  # fmt: skip

# Where a picture or another attachment stands in a text, with its caption; and a sign of Markdown that stands
# for itself, or else a span or block of code, in which none does.
_ATTACHMENT = re.compile(
    r"!\[(?P<caption>[^\]\n]{0,300})\]\(dayone-moment:/*(?:(?P<medium>[a-zA-Z]+)/)?[^)\s]{0,200}\)"
)
_ESCAPED_SIGN_OR_CODE = re.compile(
    r"\\(?P<sign>[\\`*_{}\[\]()<>#+\-.!|~=&$^:\"'/])"
    r"|(?P<code>(?<!`)(?P<fence>`+)(?!`).{1,10000}?(?<!`)(?P=fence)(?!`))",
    re.DOTALL,
)


class _DayOneEntry(Struct, frozen=True, rename="camel"):
    creation_date: str
    time_zone: str | None = None
    text: str | None = None
    rich_text: str | None = None
    is_all_day: bool | None = False
    tags: tuple[str, ...] | None = None
    photos: tuple[Raw, ...] | None = None
    videos: tuple[Raw, ...] | None = None
    audios: tuple[Raw, ...] | None = None
    pdf_attachments: tuple[Raw, ...] | None = None
    location: dict[str, Raw] | None = None
    weather: dict[str, Raw] | None = None


class _DayOneFile(Struct, frozen=True):
    entries: tuple[Raw, ...]


class _RichTextPart(Struct, frozen=True):
    text: str = ""


class _RichText(Struct, frozen=True):
    contents: tuple[_RichTextPart, ...] = ()


def is_day_one(data: bytes) -> bool:
    """Return whether the bytes are JSON with the entries of Day One."""
    try:
        content = msgspec.json.decode(data, type=dict[str, Raw])
        if "entries" not in content:
            return False
        entries = msgspec.json.decode(content["entries"], type=tuple[dict[str, Raw], ...])
    except (ValueError, RecursionError):
        return False
    return any("creationDate" in entry for entry in entries) or ("metadata" in content and not entries)


def read(files: Mapping[str, bytes], now: Moment) -> Export:
    """Return the entries of all the files; what they become is for the person to say.

    Args:
        files: The content of each file of a zip by its name, or of a file alone by an empty name.
        now: The current time. Entries without a zone that is known here are taken to be in its time zone.

    Raises:
        FormError: An entry cannot be read.
    """
    entries: list[Entry] = []
    left_out: Counter[LeftOut] = Counter()
    for position, (name, data) in enumerate(files.items(), start=1):
        for source, written in _sources(data, position if name else None, now):
            text, attachments = _without_attachments(_words(source))
            left_out += _left_out(source, attachments, has_text=bool(text))
            if text:
                tags = ", ".join(filter(None, map(one_line, source.tags or ())))
                day = written.local_time.date() if source.is_all_day else None
                entries.append(Entry(written, clean_lines(f"{text}\n{tags}"), day=day))
    return Export(tuple(entries), left_out, asks_field=True)


def read_archive(texts: Mapping[str, bytes], now: Moment) -> Export:
    """Return the entries of all the journals of a zip, with `now` as for `read`.

    Raises:
        FormError: A file or an entry cannot be read.
    """
    journals = {name: data for name, data in texts.items() if is_day_one(data)}
    for name in texts.keys() - journals.keys():
        try:
            msgspec.json.decode(texts[name], type=Raw)
        except (ValueError, RecursionError):
            if name.lower().endswith(".json"):
                problem = get_text("errors.import.unreadable_journal")
                raise FormError(problem, get_text("errors.import.export_again")) from None
    export = read(journals, now)
    others = Counter({LeftOut.OTHER_FILES: len(texts) - len(journals)})
    return structs.replace(export, left_out=export.left_out + others)


def _sources(data: bytes, position: int | None, now: Moment) -> Iterator[tuple[_DayOneEntry, Moment]]:
    """Yield the entries of a file, each with the moment at which it was written.

    An error tells the position of the file in a zip: its name is that of the journal, and may be private.
    """
    for number, raw in enumerate(msgspec.json.decode(data, type=_DayOneFile).entries, start=1):
        try:
            source = msgspec.json.decode(raw, type=_DayOneEntry)
        except (ValueError, RecursionError) as error:
            raise _entry_error(number, position, has_date="creationDate" not in str(error)) from None
        try:
            written = _moment(source, now)
        except (ValueError, OverflowError):
            raise _entry_error(number, position, has_date=False) from None
        yield source, written


def _entry_error(number: int, position: int | None, *, has_date: bool) -> FormError:
    if not position:
        if has_date:
            return FormError(get_text("errors.import.entry_unreadable", number=number))
        return FormError(get_text("errors.import.entry_undated", number=number))
    if has_date:
        problem = get_text("errors.import.entry_of_journal_unreadable", number=number, journal=position)
    else:
        problem = get_text("errors.import.entry_of_journal_undated", number=number, journal=position)
    return FormError(problem)


def _moment(source: _DayOneEntry, now: Moment) -> Moment:
    """Return when an entry was written, with the offset of the place where that was."""
    at = datetime.fromisoformat(source.creation_date)
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    zone = named_zone(source.time_zone) if source.time_zone else None
    offset = at.astimezone(zone or time_zone_of(now)).utcoffset() or timedelta()
    name = source.time_zone if zone and source.time_zone else now.zone
    return Moment(at, name, int(offset.total_seconds()))


def _words(source: _DayOneEntry) -> str:
    """Return the text of an entry; that with formats, if there is no other."""
    if source.text and source.text.strip():
        return _ESCAPED_SIGN_OR_CODE.sub(lambda found: found["sign"] or found["code"], source.text)
    with suppress(ValueError, RecursionError):
        rich_text = msgspec.json.decode(source.rich_text or "{}", type=_RichText)
        return "".join(part.text for part in rich_text.contents)
    return ""


def _without_attachments(text: str) -> tuple[str, Counter[LeftOut]]:
    """Return a text with the captions alone of its attachments, and how many of each kind it had."""
    media = (found["medium"] or "" for found in _ATTACHMENT.finditer(text))
    counts = Counter(KIND_BY_MEDIUM.get(medium.lower(), LeftOut.OTHER_FILES) for medium in media)
    return clean_lines(_ATTACHMENT.sub(r"\g<caption>", text)), counts


def _left_out(source: _DayOneEntry, in_text: Counter[LeftOut], *, has_text: bool) -> Counter[LeftOut]:
    """Return what is not imported of an entry; an attachment is listed, or only in the text, or both."""
    listed = Counter(dict(_attachments(source)))
    counts = listed | in_text
    counts[LeftOut.PLACES] += bool(source.location)
    counts[LeftOut.WEATHER] += bool(source.weather)
    if not has_text:
        counts[LeftOut.EMPTY] += 1
        counts[LeftOut.TAGS] += len(source.tags or ())
    return counts


def _attachments(source: _DayOneEntry) -> Iterator[tuple[LeftOut, int]]:
    yield LeftOut.PICTURES, len(source.photos or ())
    yield LeftOut.VIDEOS, len(source.videos or ())
    yield LeftOut.AUDIO, len(source.audios or ())
    yield LeftOut.PDFS, len(source.pdf_attachments or ())

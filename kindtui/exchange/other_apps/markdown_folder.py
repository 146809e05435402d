"""A folder of Markdown or plain text, in which the name of each file begins with a date."""

import os
import re
import stat
from collections import Counter
from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from kindtui.domain.text import casefolded, clean_lines, one_line
from kindtui.exchange.other_apps.dated_names import DatedName, dated_name
from kindtui.exchange.other_apps.export import NOON, Entry, Export, FormError, LeftOut
from kindtui.exchange.other_apps.files import TEXT_SUFFIXES, Budget, FileSet
from kindtui.exchange.other_apps.properties import split_properties
from kindtui.texts import get_text

MAX_FILES = 100_000
KIND_BY_SUFFIX = {
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic", ".svg", ".bmp", ".tif", ".tiff"),
                    LeftOut.PICTURES),
    **dict.fromkeys((".mp4", ".mov", ".webm", ".mkv", ".avi", ".m4v"), LeftOut.VIDEOS),
    **dict.fromkeys((".mp3", ".m4a", ".wav", ".ogg", ".opus", ".flac", ".aac"), LeftOut.AUDIO),
    ".pdf": LeftOut.PDFS,
}  # fmt: skip
# A picture or another attachment within a text, as Markdown and as Obsidian write it.
_EMBED = re.compile(
    r"!\[(?P<words>[^\[\]\n]{0,300})\]\((?P<target><[^>\n]{0,1000}>|(?:[^()\n]|\([^()\n]{0,200}\)){0,1000})\)"
    r"|!\[\[(?P<name>[^\[\]|#\n]{1,300})(?:#[^\[\]|\n]{0,300})?(?:\|(?P<label>[^\[\]\n]{0,300}))?\]\]"
)
_LINK_TITLE = re.compile(r"""\s+["'(].*$""")
_SIZE = re.compile(r"(?:^|\|)\s*\d+(?:x\d+)?\s*$", re.ASCII)  # of a picture, behind the words about it


def read_folder(folder: Path, max_bytes: int) -> FileSet:
    """Return the texts of the dated files in a folder and in those within it.

    Files and folders whose names begin with a dot belong to an app, and are passed over. Links to folders
    are not followed.

    Args:
        folder: The folder.
        max_bytes: The size of these texts that is not to be exceeded.

    Raises:
        FormError: There is too much in it.
        OSError: A file or a folder cannot be read.
    """
    budget = Budget(max_bytes)
    texts: dict[str, bytes] = {}
    left_out: Counter[LeftOut] = Counter()
    media: set[str] = set()
    for path in _files_in(folder):
        suffix = path.suffix.lower()
        if suffix not in TEXT_SUFFIXES or not path.is_file():
            left_out[KIND_BY_SUFFIX.get(suffix, LeftOut.OTHER_FILES)] += 1
            if suffix in KIND_BY_SUFFIX:
                media.add(path.name.lower())
        elif dated_name(path.absolute()) is None:
            left_out[LeftOut.UNDATED] += 1
        else:
            # Opened so that a pipe that has just taken the place of the file is not waited for.
            with open(path, "rb", opener=_open_without_waiting) as file:
                texts[str(path.relative_to(folder))] = budget.read(file)
        if len(texts) > MAX_FILES:
            problem = get_text("errors.import.too_many_entries", limit=f"{MAX_FILES:,}")
            raise FormError(problem, get_text("errors.import.split"))
    return FileSet(texts, is_folder=True, left_out=left_out, media=frozenset(media), place=folder.absolute())


def read_file(data: bytes, path: Path) -> Export | None:
    """Return the text of a file that is named as in such a folder; None if it is not.

    Raises:
        FormError: It is no text.
    """
    place = path.absolute()
    if path.suffix.lower() not in TEXT_SUFFIXES or not dated_name(place):
        return None
    return read(FileSet({path.name: data}, is_folder=True, place=place.parent))


def _files_in(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder, onerror=_raise):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(parent, name) for name in sorted(names) if not name.startswith("."))


def _raise(error: OSError) -> None:
    raise error


def _open_without_waiting(path: str, flags: int) -> int:
    descriptor = os.open(path, flags | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise FormError(get_text("errors.import.not_a_file"))
    return descriptor


def read(files: FileSet) -> Export:
    """Return the texts of a folder; what they become is for the person to say.

    Raises:
        FormError: No file in it has a date.
    """
    if not files.texts:
        raise FormError(get_text("errors.import.no_dated_file"), get_text("errors.import.name_files_by_date"))
    entries: list[Entry] = []
    left_out = Counter(files.left_out)
    for path, data in files.texts.items():
        name = dated_name(files.place / path)
        if name is None:
            continue
        properties, body = split_properties(clean_lines(_decoded(data, path)))
        body, attachments = _without_embeds(body, files.media)
        text = clean_lines(_with_titles(name, properties.title, clean_lines(body)))
        if text:
            text = "\n".join(filter(None, (text, ", ".join(properties.tags))))
            entries.append(Entry(datetime.combine(name.day, name.time or NOON), text, day=name.day))
        left_out += attachments
        left_out[LeftOut.PROPERTIES] += properties.other_count
        left_out[LeftOut.TAGS] += 0 if text else len(properties.tags)
        left_out[LeftOut.EMPTY] += not text
    return Export(tuple(entries), left_out, asks_field=True)


def _decoded(data: bytes, path: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise FormError(get_text("errors.import.unreadable_within", file=path))
    return text


def _without_embeds(text: str, media: Collection[str]) -> tuple[str, Counter[LeftOut]]:
    """Return a text without what is embedded in it, of which the words about it stay.

    A file of the folder is counted there; the others, which are elsewhere, are counted by kind. A note that
    is embedded in another one stays as it is.
    """
    elsewhere: Counter[LeftOut] = Counter()

    def words_of(found: re.Match[str]) -> str:
        target = found["name"] or _LINK_TITLE.sub("", found["target"] or "").strip("<>")
        name = PurePosixPath(unquote(target.strip())).name.lower()
        kind = KIND_BY_SUFFIX.get(PurePosixPath(name).suffix)
        if found["name"] and not kind:
            return found[0]
        if name not in media:
            elsewhere[kind or LeftOut.PICTURES] += 1
        return _SIZE.sub("", found["label"] or found["words"] or "")

    return _EMBED.sub(words_of, text), elsewhere


def _with_titles(name: DatedName, property_title: str, body: str) -> str:
    """Return a text under the title that the properties have, and under that of its file, unless it has them.

    The name of a file is often the title once more, in small letters and with hyphens.
    """
    if property_title and _letters(property_title) == _letters(name.title):
        name = name._replace(title=property_title)
    text = _with_title(name, body)
    if not property_title or property_title in (*name.forms, *map(_words_of, text.split("\n"))):
        return text
    return property_title + "\n" + text.lstrip("\n")


def _letters(title: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", casefolded(title)))


def _with_title(name: DatedName, body: str) -> str:
    """Return a text under the title that the name of its file has, unless it begins with that.

    A heading that only says the name or the date again is left out.
    """
    heading, _, rest = body.partition("\n")
    if _words_of(heading) in name.forms:
        body = rest.lstrip("\n")
    if name.title and _words_of(body.split("\n", 1)[0]) == name.title:
        return body
    return f"{name.title}\n{body}"


def _words_of(heading: str) -> str:
    return one_line(heading.lstrip("#"))

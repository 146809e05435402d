"""Recognition of the form of another app by its content, never by the name of the file."""

import re
from codecs import BOM_UTF8

import msgspec

from kindtui.domain.dates import Moment
from kindtui.exchange.other_apps import day_one, daylio, jrnl, loop_habits, markdown_folder, presently
from kindtui.exchange.other_apps.csv_rows import header_of
from kindtui.exchange.other_apps.export import Export, FormError
from kindtui.exchange.other_apps.files import FileSet
from kindtui.texts import get_text

BEGINNING_OF_JSON = re.compile(rb'\s*\{\s*"')


def parse(source: bytes | FileSet, now: Moment) -> Export | None:
    """Return the content of an export of another app; None if it is of no app that is known here.

    Args:
        source: The content of a file, or the texts of a folder or a zip, in UTF-8.
        now: The current time. Local times are taken to be in its time zone.

    Raises:
        FormError: It has the form of an app, and cannot be read.
    """
    if not isinstance(source, FileSet):
        return _parse_file(source.removeprefix(BOM_UTF8), now)
    if source.is_folder:
        return markdown_folder.read(source)
    texts = {name: data.removeprefix(BOM_UTF8) for name, data in source.texts.items()}
    if any(map(day_one.is_day_one, texts.values())):
        return day_one.read_archive(texts, now)
    if loop_habits.is_archive(texts):
        return loop_habits.read_archive(texts)
    if source.has_notes:
        raise FormError(get_text("errors.import.zip_of_notes"), get_text("errors.import.unpack"))
    return None


def _parse_file(data: bytes, now: Moment) -> Export | None:
    if BEGINNING_OF_JSON.match(data):
        return _parse_json(data, now)
    header = header_of(data)
    if presently.is_presently(header):
        return presently.read(data)
    if daylio.is_daylio(header):
        return daylio.read(data)
    return loop_habits.read_checkmarks(data) if loop_habits.is_checkmarks(data) else None


def _parse_json(data: bytes, now: Moment) -> Export | None:
    try:
        content = msgspec.json.decode(data, type=dict[str, msgspec.Raw])
    except ValueError:
        problem = get_text("errors.import.broken_json")
        raise FormError(problem, get_text("errors.import.export_again")) from None
    if day_one.is_day_one(data):
        return day_one.read({"": data}, now)
    return jrnl.read(data) if "entries" in content else None

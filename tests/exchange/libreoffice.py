"""Exports of kindtui, opened and saved again by a real LibreOffice.

`python -m tests.exchange.libreoffice` writes tests/exchange/fixtures/spreadsheets anew. See the README there.

LibreOffice leaves a date written as 2026-11-25 as it is. So for most forms the file is first opened as a
person in the United States would, its dates are given another format, as with Format > Cells, and the
document is then opened and saved as CSV by a person elsewhere, where truth values are in another language.
"""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

from kindtui.domain.journal.journal import Journal
from kindtui.exchange import csv_file
from tests.exchange.spreadsheet_journals import PLAIN, encodable
from tests.exchange.spreadsheets import ISO, DateForm

FOLDER = Path(__file__).parent / "fixtures" / "spreadsheets"
PROGRAM = shutil.which("soffice") or ""
CHARACTER_SETS = {"utf-8": 76, "utf-16": 65535, "cp1252": 1}  # numbers of LibreOffice
EXPORT_FILTER = "csv:Text - txt - csv (StarCalc)"
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>{locale}</value></prop></item>
</oor:items>
"""
ISO_STYLE = re.compile(
    r'(<number:date-style[^>]*>)(\s*<number:year number:style="long"/>\s*<number:text>-</number:text>'
    r'\s*<number:month number:style="long"/>\s*<number:text>-</number:text>'
    r'\s*<number:day number:style="long"/>\s*)(?=</number:date-style>)'
)


class Form(NamedTuple):
    """How a file was saved.

    Attributes:
        locale: Where LibreOffice was set to be.
        dates: The format its dates were given; those in ISO form were saved as they were opened.
        is_quoted: Whether all texts were quoted.
    """

    locale: str
    delimiter: str
    encoding: str = "utf-8"
    dates: DateForm = ISO
    is_quoted: bool = False


FORMS = {
    "en-US": Form("en-US", ","),
    "en-US-month-first": Form("en-US", ",", dates=DateForm("mm/dd/yyyy")),
    "en-US-two-digit-years": Form("en-US", ",", dates=DateForm("m/d/yy")),
    "en-US-unicode-text": Form("en-US", "\t", "utf-16", DateForm("m/d/yyyy")),
    "en-GB": Form("en-GB", ",", is_quoted=True),
    "en-GB-windows": Form("en-GB", ",", "cp1252", DateForm("dd/mm/yyyy")),
    "de-DE": Form("de-DE", ";"),
    "de-DE-dates": Form("de-DE", ";", dates=DateForm("dd.mm.yyyy"), is_quoted=True),
    "de-DE-windows": Form("de-DE", ";", "cp1252", DateForm("d.m.yy")),
    "fr-FR": Form("fr-FR", ";", dates=DateForm("dd/mm/yyyy")),
    "fr-FR-tabs": Form("fr-FR", "\t", dates=DateForm("dd/mm/yy")),
    "fr-FR-unicode-text": Form("fr-FR", "\t", "utf-16"),
    "es-ES": Form("es-ES", ";", dates=DateForm("d/m/yyyy")),
    "nl-NL": Form("nl-NL", ";", dates=DateForm("dd-mm-yyyy")),
    "ja-JP": Form("ja-JP", ",", dates=DateForm("yyyy/mm/dd")),
}


def journal_for(form: Form, journal: Journal) -> Journal:
    """Return the journal without what the encoding of a form lacks."""
    return encodable(journal, form.encoding)


def saved_again(export: bytes, form: Form, folder: Path) -> bytes:
    """Return an export as LibreOffice saves it in that form.

    Args:
        export: The file, as kindtui wrote it.
        form: How to save it.
        folder: A folder for the files of LibreOffice, which may be used again.
    """
    source = folder / "export.csv"
    source.write_bytes(export)
    opening = f"44,34,{CHARACTER_SETS['utf-8']},1,,,false,true"  # commas, and dates are looked for
    if form.dates != ISO:
        document = _convert(source, "fods", "en-US", folder, opening)
        document.write_text(_with_dates(document.read_text(), form.dates))
        source, opening = document, ""
    saving = f"{ord(form.delimiter)},34,{CHARACTER_SETS[form.encoding]},1,,,{form.is_quoted},true".lower()
    return _convert(source, f"{EXPORT_FILTER}:{saving}", form.locale, folder, opening).read_bytes()


def _convert(source: Path, target: str, locale: str, folder: Path, opening: str) -> Path:
    """Convert a file with a LibreOffice that is set to be somewhere, and return the file it made."""
    profile = folder / locale
    settings = profile / "user" / "registrymodifications.xcu"
    if not settings.exists():
        settings.parent.mkdir(parents=True)
        settings.write_text(PROFILE.format(locale=locale))
    saved = folder / "saved"
    shutil.rmtree(saved, ignore_errors=True)
    subprocess.run(
        [
            PROGRAM, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", target,
            *([f"--infilter=CSV:{opening}"] if opening else []), "--outdir", saved, source,
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    (made,) = saved.iterdir()
    return made.rename(folder / f"made{made.suffix}")


def _with_dates(document: str, form: DateForm) -> str:
    """Return a flat document in which dates are shown in another form."""
    tags = {"d": "day", "m": "month", "y": "year"}

    def tag(found: re.Match[str]) -> str:
        letters = found[0]
        if letters[0] not in tags:
            return f"<number:text>{letters}</number:text>"
        is_long = len(letters) == (4 if letters[0] == "y" else 2)
        return f'<number:{tags[letters[0]]} number:style="{"long" if is_long else "short"}"/>'

    style = re.sub("d+|m+|y+|.", tag, form.pattern)
    changed, count = ISO_STYLE.subn(rf"\g<1>{style}", document)
    assert count
    return changed


def main() -> None:
    """Write the fixtures anew, from the export that kindtui writes now."""
    with tempfile.TemporaryDirectory() as folder:
        for name, form in FORMS.items():
            export = csv_file.write(journal_for(form, PLAIN))
            (FOLDER / f"{name}.csv").write_bytes(saved_again(export, form, Path(folder)))


if __name__ == "__main__":
    main()

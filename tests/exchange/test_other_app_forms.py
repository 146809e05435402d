"""The form of each app is recognized by its content; of each, one small file."""

import json
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from kindtui.exchange import incoming, incoming_file
from kindtui.exchange.other_apps.export import Export, LeftOut, describe_left_out
from kindtui.storage.errors import UnreadableError
from tests.support import EVENING

DAY_ONE = {
    "metadata": {"version": "1.0"},
    "entries": [
        {
            "creationDate": "2026-11-21T00:30:00Z", "timeZone": "Europe/Berlin", "tags": ["family"],
            "text": "A walk\\.\n\n![](dayone-moment://AB)", "photos": [{"identifier": "AB"}, {}],
        },
        {"creationDate": "2026-11-20T10:00:00Z", "location": {"placeName": "Here"}},
    ],
}  # fmt: skip
LOOP = b"Date,Read,Run,\n2026-11-20,YES_MANUAL,1500,\n2026-11-19,YES_AUTO,SKIP,\n"


def export_of(data: bytes, folder: Path) -> Export:
    path = folder / "file"
    path.write_bytes(data)
    export = incoming.parse_other_app(incoming_file.read(path), path, EVENING)
    assert export
    return export


def texts_of(export: Export) -> list[tuple[str, str, str]]:
    return [(str(entry.day_on(4)), entry.field, entry.text) for entry in export.entries]


def test_daylio_keeps_the_mood_a_word(tmp_path: Path) -> None:
    header = b"full_date,date,weekday,time,mood,activities,note_title,note\n"
    export = export_of(
        header + b'2026-11-20,x,y,10:15 PM,good,family | reading,Evening,"So<br>calm"\n', tmp_path
    )
    assert texts_of(export) == [("2026-11-20", "notes", "Evening\nSo\ncalm\ngood · family, reading")]


def test_day_one_tells_the_evening_before_and_counts_what_is_no_text(tmp_path: Path) -> None:
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("Journal.json", json.dumps(DAY_ONE))
    for data in (json.dumps(DAY_ONE).encode(), archive.getvalue()):
        export = export_of(data, tmp_path)
        assert texts_of(export) == [("2026-11-20", "", "A walk.\nfamily")]
        assert describe_left_out(export.left_out) == "2 pictures, 1 place, 1 empty entry"


def test_loop_ticks_are_those_of_the_habits_chosen(tmp_path: Path) -> None:
    export = export_of(LOOP, tmp_path)
    assert export.habits == ("Read", "Run")
    assert texts_of(export.of_habits(["READ"])) == [("2026-11-20", "acts", "Read")]
    assert export.left_out == {LeftOut.AUTOMATIC_TICKS: 1, LeftOut.NUMBERS: 1, LeftOut.SKIPS: 1}


def test_a_folder_of_markdown(tmp_path: Path) -> None:
    (tmp_path / "2026").mkdir()
    (tmp_path / "2026" / "2026-11-20 A walk.md").write_text("---\nmood: good\n---\nWe went far.\n")
    (tmp_path / "Ideas.md").write_text("More walks.")
    export = incoming.parse_other_app(incoming_file.read(tmp_path), tmp_path, EVENING)
    assert export
    assert texts_of(export) == [("2026-11-20", "", "A walk\nWe went far.")]
    assert describe_left_out(export.left_out) == (
        "1 property, 1 file whose name doesn't begin with a date such as 2026-11-22"
    )


def test_a_zip_that_grows_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incoming_file, "MAX_BYTES", 1_000_000)
    path = tmp_path / "file"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("Journal.json", b" " * 1_000_001)
    with pytest.raises(UnreadableError, match="more than 1 MB"):
        incoming_file.read(path)

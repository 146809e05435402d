"""Files that mean harm: refused in a sentence, or taken in clean; what was there stays."""

import argparse
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kindtui.cli.commands import import_
from kindtui.cli.usage_error import UsageError
from kindtui.domain.journal.day import Day
from kindtui.domain.text import strip_controls
from kindtui.exchange import csv_file, incoming, incoming_file, json_file
from kindtui.storage import codec
from kindtui.storage.errors import UnreadableError
from kindtui.storage.file_store import FileStore
from tests.support import EVENING, TODAY, FakeClock, journal_of, line, texts

SECRET = "Noor"
OURS = "what was there"
AT = "2026-11-22T06:41:10Z"
NOW = {"at": AT, "zone": "UTC", "offset": 0}
META = {"1": {"schema": 1, "generation": 1, "updated_at": AT}}

HOSTILE_TEXTS = (
    "\x1b]52;c;YQ==\x07Noor", "\x1b[2JNoor", "Noor\x00", "\x9b31mNoor", "\x1bP+q\x1b\\Noor", "Noor\x7f\x08",
    "\u202eNoor\u2066", "[@click=app.quit]Noor[/]", "[/Noor", "=cmd|' /C calc'!A0 Noor", "@SUM(1+1) Noor",
    "+Noor", "-Noor", "\tNoor", "Noor\r\nNoor", "\u2028Noor", "\ufeffNoor", "Noor" * 50_000,
    "<script>Noor</script>",
    "$(touch Noor)", "`Noor`", "%s%n Noor", "../../Noor", "Noor\u0000\u001b[31m", "e\u0301" * 500,
    "\U0010ffff Noor",
)  # fmt: skip


def entry(**changes: Any) -> dict[str, Any]:
    return {"uid": "n", "text": SECRET, "written": NOW, "updated_at": AT} | changes


def own(day: dict[str, Any], doc_id: str = "20261121", **tables: Any) -> bytes:
    """One of our JSON exports with that day."""
    return json.dumps({"days": {doc_id: {"day": "2026-11-21"} | day}, "_meta": META} | tables).encode()


def of_jrnl(**changes: Any) -> bytes:
    one = {"title": SECRET, "body": "", "date": "2026-11-21", "time": "09:00", "tags": [], "starred": False}
    return json.dumps({"tags": {}, "entries": [one | changes]}).encode()


def rows(*lines: str, header: str = "day,part,text") -> bytes:
    return "\n".join([header, *lines, ""]).encode()


def nested(depth: int, opening: str = "[", closing: str = "]") -> str:
    return opening * depth + closing * depth


HARMFUL: dict[str, bytes] = {
    "nothing": b"",
    "blanks": b" \n\t ",
    "a word": b"Noor",
    "zeros": bytes(1000),
    "random": os.urandom(2000),
    "a list": b"[]",
    "null": b"null",
    "a number": b"1e999",
    "an object": b"{}",
    "not closed": own({})[:-20],
    "two documents": own({}) + own({}),
    "utf-16, cut": own({}).decode().encode("utf-16")[:-1],
    "utf-32": own({}).decode().encode("utf-32"),
    "koi8-r": own({"received": [entry()]}).replace(b"Noor", "Нур".encode("koi8-r")),
    "overlong": own({}).replace(b"2026-11-21", b"2026-11-21\xc0\x80"),
    "half a pair": own({"received": [entry()]}).replace(b"Noor", b"\\ud800"),
    "lists in lists": nested(100_000).encode(),
    "lists in lists, in a day": own({}).replace(b'"day"', b'"x": ' + nested(500).encode() + b', "day"'),
    "objects in objects": (b'{"days":' * 50_000) + b"1" + b"}" * 50_000,
    "objects in objects, in a table": own({}, weeks={"1": json.loads(nested(40, '{"a":[', "]}"))}),
    "jrnl, deep": of_jrnl(title=json.loads(nested(200))),
    "only openings": b'{"a":' + b"[" * 1_000_000,
    "quotes": b'{"' + b'\\"' * 500_000,
    "NaN": own({}).replace(b'"generation": 1', b'"generation": NaN'),
    "infinity": own({"x": 1}).replace(b'"x": 1', b'"x": 1e999'),
    "a key twice": own({}).replace(b'"day"', b'"day": "2026-11-20", "day"'),
    "a day twice": b'{"days": {"20261121": {"day": "2026-11-21"}, "20261121": {"day": "2026-11-21"}},'
    b' "_meta": {"1": {"schema": 1, "generation": 1}}}',
    "a day under another number": own({}, doc_id="20261120"),
    "no number": own({}, doc_id="../../etc"),
    "a newer schema": own({}, _meta={"1": {"schema": 3, "generation": 1}}),
    "an older schema": own({}, _meta={"1": {"schema": 0, "generation": 1}}),
    "no _meta": json.dumps({"days": {}}).encode(),
    "a day centuries ahead": own({"day": "2231-01-01"}, doc_id="22310101"),
    "a day of long ago": own({"day": "0001-01-02"}, doc_id="10102"),
    "no day": own({"day": "2026-02-30"}, doc_id="20260230"),
    "a time after all": own({"received": [entry(updated_at="9999-12-31T23:59:59.999999Z")]}),
    "a time before all": own({"received": [entry(written=NOW | {"at": "0001-01-01T00:00:00Z"})]}),
    "an offset of years": own({"received": [entry(written=NOW | {"offset": 10**15})]}),
    "an offset beyond numbers": own({"received": [entry(written=NOW | {"offset": 10**30})]}),
    "a tombstone after all": own({"deleted": {"r": "9999-12-31T23:59:59Z"}}),
    "a purge after all": own({"purged": {"at": "9999-12-31T23:59:59Z", "uids": []}}),
    "a purge centuries ahead": own(
        {"day": "2026-11-22", "purged": {"at": "2999-12-31T23:59:59Z", "uids": []}}, doc_id="20261122"
    ),
    "settings after all": own({}, settings={"1": {"updated_at": "9999-12-31T23:59:59Z"}}),
    "a file after all": own({}, _meta={"1": META["1"] | {"updated_at": "9999-12-31T23:59:59Z"}}),
    "a name with an escape": own({"received": [entry(uid="a\x1b[31m")]}),
    "no name": own({"received": [entry(uid="")]}),
    "one name twice": own({"received": [entry(), entry(text="other")]}),
    "a zone with an escape": own({"received": [entry(written=NOW | {"zone": "\x1b]0;x\x07"})]}),
    "a key with an escape": own({}, settings={"1": {"keys": {"today.done": "\x1b[A"}}}),
    "a check with an escape": own({"checks": {"\x1b[1m": {"value": "holds", "updated_at": AT}}}),
    "an audience with an escape": own({"acts": [entry(state="done", audience="close\x9b31m")]}),
    "a source with an escape": own({"acts": [entry(state="done", source="\x1b[31mclose-01")]}),
    "a conflict with an escape": own(
        {},
        conflicts={"1": {"day": "2026-11-21", "part": "who", "uid": "\x1bc", "text": "x", "updated_at": AT}},
    ),
    "csv, a source with an escape": rows(
        "2026-11-21,acts,Noor,\x1b]0;x\x07", header="day,part,text,source"
    ),
    "a number for a text": own({"received": [entry(text=5)]}),
    "a rating of ten": own({"energy": {"value": 10, "updated_at": AT}}),
    "a state of no act": own({"acts": [entry(state="forgotten")]}),
    "too many lines": b"day,part,text\n" + b"\n" * 400_000,
    "jrnl, no day": of_jrnl(date="2026-13-01"),
    "jrnl, a day of no calendar": of_jrnl(date="0001-01-01", time="00:00"),
    "jrnl, a list for a text": of_jrnl(title=["a"]),
    "jrnl, no time": of_jrnl(time=""),
    "jrnl, half a pair": of_jrnl().replace(b"Noor", b"\\udc00"),
    "csv, no rows but bytes": rows().rstrip() + b"\n\xff\xfe,Noor,x\n",
    "csv, koi8-r": rows("2026-11-21,received,Нур").decode().encode("koi8-r"),
    "csv, utf-16 without a mark": rows("2026-11-21,received,Noor").decode().encode("utf-16-le"),
    "csv, a day centuries ahead": rows("2231-01-01,received,Noor"),
    "csv, a time after all": rows(
        "2026-11-21,who,Noor,9999-12-31T23:59:59Z", header="day,part,text,updated_at"
    ),
    "csv, a name with an escape": rows("2026-11-21,received,Noor,a\x1b[31m", header="day,part,text,uid"),
    "csv, one name twice": rows("2026-11-21,acts,a,u", "2026-11-21,acts,b,u", header="day,part,text,uid"),
    "csv, not closed": rows('2026-11-21,received,"Noor'),
    "csv, a header that is not closed": b'day,part,"text',
    "csv, a column twice": rows("2026-11-21,received,Noor,tea", header="day,part,text,text"),
    "csv, no day": rows(",received,Noor"),
    "csv, an answer of no day": rows(",energy,5"),
    "csv, more cells": rows("2026-11-21,received,Noor" + ",x" * 1000),
    "csv, another part": rows("2026-11-21,deleted,Noor"),
    "csv, a formula for a day": rows('"=HYPERLINK(""x"")",received,Noor'),
    "csv, a cell of all": rows('2026-11-21,received,"' + "a" * 2_000_000),
}  # fmt: skip
HARMLESS: dict[str, bytes] = {
    **{f"json: {text[:12]!r}": own({"received": [entry(text=text)]}) for text in HOSTILE_TEXTS},
    **{f"jrnl: {text[:12]!r}": of_jrnl(title=text) for text in HOSTILE_TEXTS},
    "json: everywhere": own(
        {"who": {"value": "\x1b[31mx", "updated_at": AT}, "acts": [entry(state="done", who="\x9bm")]},
        acts={"1": {"uid": "o", "text": "\x1b[1mNoor", "updated_at": AT}},
        boundaries={"1": {"uid": "o", "text": "Noor", "script": "\u202eNoor", "updated_at": AT}},
        conflicts={"1": {"day": "2026-11-21", "part": "who", "uid": "", "text": "\x07x", "updated_at": AT}},
    ),
    "a mark at the beginning": b"\xef\xbb\xbf" + own({"received": [entry()]}),
    "tomorrow, elsewhere": own({"day": "2026-11-23", "received": [entry()]}, doc_id="20261123"),
    "a day years ahead": own({"day": "2031-01-01", "received": [entry()]}, doc_id="20310101"),
    "a tombstone of days to come": own({"deleted": {"r": "2026-11-24T00:00:00Z"}}),
    "csv, a day years ahead": rows("2031-01-01,received,Noor"),
    "csv, a mark at the beginning": b"\xef\xbb\xbf" + rows("2026-11-21,received,Noor"),
    "csv, lines of another system": rows("2026-11-21,received,Noor").replace(b"\n", b"\r\n"),
    "csv, an escape": rows("2026-11-21,received,\x1b]52;c;YQ==\x07Noor\x00"),
    "csv, the same day often": rows(*["2026-11-21,received,Noor"] * 300),
    "csv, nobody and Noor": rows("2026-11-21,received,", "2026-11-21,received,Noor"),
    "csv, unknown columns": rows("2026-11-21,received,Noor,x", header="day,part,text,=cmd"),
}  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A journal with one line in it."""
    path = tmp_path / "journal.json"
    FileStore(path, FakeClock(EVENING)).transact(lambda _: journal_of([Day(TODAY, received=(line(OURS),))]))
    return path


LINES_OF_A_SUMMARY = (
    "Imported: ", "Nothing to import", "Left out: ", "Backed up first as ", "If letters look wrong",
    "refused: ",
)  # fmt: skip


def run(path: Path, data: bytes) -> str:
    """Import these bytes, as the command does; what is said."""
    file = path.with_name("file")
    file.write_bytes(data)
    options = argparse.Namespace(file=file, dry_run=False, date_order=None, kind=None, habit=[])
    clock = FakeClock(EVENING)
    try:
        output = import_.import_file(options, FileStore(path, clock), clock).text
    except (UnreadableError, UsageError) as error:
        output = f"refused: {error}"
    assert all(line.startswith(LINES_OF_A_SUMMARY) for line in output.split("\n"))
    assert SECRET not in output
    journal = FileStore(path, FakeClock(EVENING)).load()
    assert OURS in texts(journal)
    for exported in (json_file.write(journal, {}), csv_file.write(journal)):
        assert strip_controls(json.dumps(exported.decode(), ensure_ascii=False)) == json.dumps(
            exported.decode(), ensure_ascii=False
        )
    assert all(strip_controls(text) == text for text in texts(journal))
    return output


def test_there_are_a_hundred() -> None:
    assert len(HARMFUL) + len(HARMLESS) >= 100


@pytest.mark.parametrize("name", HARMFUL)
def test_what_means_harm_is_refused_and_the_journal_is_as_it_was(name: str, path: Path) -> None:
    before = path.read_bytes()
    assert "refused: " in run(path, HARMFUL[name])
    assert path.read_bytes() == before
    assert not path.with_name("journal.json.backups").exists()


@pytest.mark.parametrize("name", HARMLESS)
def test_what_can_be_cleaned_is_taken_in(name: str, path: Path) -> None:
    before = path.read_bytes()
    assert run(path, HARMLESS[name]).startswith("Imported: ")
    (backup,) = path.with_name("journal.json.backups").iterdir()
    assert "-import-" in backup.name
    assert backup.read_bytes() == before


def test_two_hundred_megabytes_are_not_read(path: Path) -> None:
    with path.with_name("file").open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(UnreadableError, match=r"wasn't imported\. It's larger than 32 MB\."):
        incoming_file.read(path.with_name("file"))


def test_a_folder_without_days_and_nothing_are_named(path: Path) -> None:
    folder, nothing = path.parent / "folder", path.parent / "other"
    folder.mkdir()
    with pytest.raises(UnreadableError, match=str(folder)):
        incoming.parse_other_app(incoming_file.read(folder), folder, EVENING)
    with pytest.raises(UnreadableError, match=str(nothing)):
        incoming_file.read(nothing)


@settings(max_examples=150)
@given(
    whole=st.sampled_from([own({"received": [entry()]}), of_jrnl(), rows("2026-11-21,acts,Noor")]),
    at=st.floats(0, 1),
    new=st.binary(max_size=3),
    gone=st.integers(0, 3),
)
def test_a_spoiled_export_is_refused_or_clean(
    path: Path, whole: bytes, at: float, new: bytes, gone: int
) -> None:
    place = int(at * len(whole))
    run(path, whole[:place] + new + whole[place + gone :])
    codec.decode(codec.parse(path.read_bytes()))

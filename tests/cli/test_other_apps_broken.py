"""Exports of other apps that are broken or mean harm: refused in one sentence, and nothing is changed."""

import csv
import io
import json
import os
import resource
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from kindtui.domain.requests import ReceivedWritten
from tests.cli.other_apps import (
    AS_NOTE,
    FIXTURES,
    FORMS,
    PICTURES,
    choice_of,
    counted,
    dayone_zip,
    loop_zip,
    tree,
)
from tests.cli.program import Program, RunHere
from tests.support import TODAY

SECRET = "Noor"
PRESENTLY, DAYLIO = (
    "entryDate,entryContent\n",
    "full_date,date,weekday,time,mood,activities,note_title,note\n",
)
OLD_DAYLIO = "full_date,date,weekday,time,mood,activities,note\n"
BOMB_BYTES = 1_000_000_000
MEMORY_LIMIT = 700_000_000  # of address space, which is more than of memory
ENCRYPTED = 1  # the flag of a member of a zip
DEEP = 10_000


def dayone_of(**changes: object) -> bytes:
    entry = {"uuid": "E" * 32, "creationDate": "2026-11-20T10:00:00Z", "timeZone": "UTC", "text": SECRET}
    return json.dumps({"metadata": {"version": "1.0"}, "entries": [entry | changes]}).encode()


def deep_dayone(opening: str, closing: str) -> bytes:
    whole = dayone_of(location={}).decode()
    return whole.replace("{}", opening * DEEP + "1" + closing * DEEP).encode()


def zipped(*files: tuple[str, bytes]) -> bytes:
    """The bytes of a zip archive."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return target.getvalue()


def encrypted_zip() -> bytes:
    """A zip whose only member says that it is encrypted, in both of its headers."""
    data = bytearray(zipped(("Journal.json", dayone_of())))
    data[6] |= ENCRYPTED
    data[data.index(b"PK\x01\x02") + 8] |= ENCRYPTED
    return bytes(data)


def damaged_lzma_zip() -> bytes:
    """A zip with a journal in a compression that no app uses, of which the first bytes are lost."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("Journal.json", dayone_of() * 20)
    data = bytearray(target.getvalue())
    start = data.index(b"Journal.json") + len("Journal.json")
    data[start + 12 : start + 25] = b"\xff" * 13
    return bytes(data)


def with_wrong_checksum(data: bytes) -> bytes:
    """The same zip, where both headers have another checksum."""
    spoiled = bytearray(data)
    spoiled[14] ^= 1
    spoiled[data.index(b"PK\x01\x02") + 16] ^= 1
    return bytes(spoiled)


def bomb(name: str, said_bytes: int = BOMB_BYTES) -> bytes:
    """A zip with one member of a gigabyte of zeros, and with the size that its headers say.

    A million zeros are compressed once, up to a full flush, and that block is repeated.
    """
    compressor = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = compressor.compress(bytes(1_000_000)) + compressor.flush(zlib.Z_FULL_FLUSH)
    body = block * (BOMB_BYTES // 1_000_000) + compressor.flush()
    fields = struct.pack("<HHHHHIII", 20, 0, 8, 0, 0x5D76, 0, len(body), said_bytes)
    local = b"PK\x03\x04" + fields + struct.pack("<HH", len(name), 0) + name.encode()
    central = (
        b"PK\x01\x02\x14\0" + fields + struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, 0) + name.encode()
    )
    end = struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local) + len(body), 0)
    return local + body + central + b"PK\x05\x06" + end


def marks(*lines: str, header: str = "Date,Hold a door,Noor,") -> bytes:
    return "\n".join((header, *lines, "")).encode()


BROKEN: dict[str, bytes] = {
    "presently, a quote that is not closed": f'{PRESENTLY}2026-11-20,"Tea from Noor\n'.encode(),
    "presently, cut within a row": f"{PRESENTLY}2026-11-20,Tea\n2026-11".encode(),
    "presently, a cell too many": f"{PRESENTLY}2026-11-20,Tea, and Noor\n".encode(),
    "presently, a cell too few": f"{PRESENTLY}2026-11-20\n".encode(),
    "presently, 30 February": f"{PRESENTLY}2026-02-30,Noor\n".encode(),
    "presently, no date": f"{PRESENTLY}yesterday,Noor\n".encode(),
    "presently, a blank date": f"{PRESENTLY},Noor\n".encode(),
    "presently, a date long before": f"{PRESENTLY}0012-11-20,Noor\n".encode(),
    "presently, another header": b"date,text\n2026-11-20,Noor\n",
    "presently, a column twice": b"entryDate,entryContent,entryContent\n2026-11-20,Noor,tea\n",
    "presently, zeros within": f"{PRESENTLY}2026-11-20,No".encode() + bytes(5) + b"or\n",
    "daylio, a quote that is not closed": f'{DAYLIO}2026-11-20,x,y,10:00,good,"","","Noor\n'.encode(),
    "daylio, a row cut short": f"{DAYLIO}2026-11-20,November 20,Fri".encode(),
    "daylio, a cell too many": f'{DAYLIO}2026-11-20,x,y,10:00,good,"","","Noor",more\n'.encode(),
    "daylio, month 13": f'{OLD_DAYLIO}2026-13-01,x,y,10:00,good,"","Noor"\n'.encode(),
    "daylio, no mood column": b"full_date,date,weekday,time,activities,note\n2026-11-20,x,y,10:00,,Noor\n",
    "dayone, cut": dayone_of()[:-9],
    "dayone, twice": dayone_of() * 2,
    "dayone, 30 February": dayone_of(creationDate="2026-02-30T10:00:00Z"),
    "dayone, no date": dayone_of(creationDate=None),
    "dayone, a number for a date": dayone_of(creationDate=1_763_600_000),
    "dayone, a number for a text": dayone_of(text=5),
    "dayone, half a pair": dayone_of(text="\ud800").replace(b"UTC", b"Noor"),
    "dayone, an object for the entries": b'{"metadata": {"version": "1.0"}, "entries": {"text": "Noor"}}',
    "dayone, a word for an entry": b'{"metadata": {"version": "1.0"}, "entries": ["Noor"]}',
    "dayone, lists 10,000 deep": deep_dayone("[", "]"),
    "dayone, objects 10,000 deep": deep_dayone('{"Noor":', "}"),
    "dayone, only openings": b'{"metadata":{"version":"1.0"},"entries":' + b"[" * 1_000_000,
    "loop, 31 June": marks("2026-06-31,2,0,"),
    "loop, a cell too few": marks("2026-11-20,2,", "2026-11-19,0,2,"),
    "loop, two cells too many": marks("2026-11-20,2,0,2,2,"),
    "loop, an unknown mark": marks("2026-11-20,PERHAPS,0,"),
    "zip, cut": zipped(("Journal.json", dayone_of()))[:-30],
    "zip, only its beginning": b"PK\x03\x04Noor",
    "zip, nothing in it": zipped(),
    "zip, of something else": zipped(("Noor.txt", b"Noor"), ("photos/a.jpeg", b"Noor")),
    "zip, with a broken journal": zipped(("Journal.json", dayone_of()), ("Noor.json", dayone_of()[:-9])),
    "zip, with a broken entry": zipped(("A.json", dayone_of()), ("Noor.json", dayone_of(text=5))),
    "zip, in an unknown encoding": zipped(("Noor.json", "привет".encode("koi8-r"))),
    "zip, with a wrong checksum": with_wrong_checksum(zipped(("Journal.json", dayone_of()))),
    "zip, encrypted": encrypted_zip(),
    "zip, damaged LZMA": damaged_lzma_zip(),
    "zip, of deep JSON": zipped(("Journal.json", deep_dayone("[", "]"))),
    "zip, in a zip": zipped(("Noor.zip", zipped(("Journal.json", dayone_of())))),
    "loop, zeros within": marks("2026-11-20,2,\0\0"),
    "loop zip, a row cut short": zipped(
        ("Checkmarks.csv", marks("2026-11-20,2,0,")), ("002 Noor/Checkmarks.csv", b"2026-11-20\n")
    ),
    "loop zip, no marks": zipped(("Habits.csv", b"Position,Name\n001,Noor\n")),
}  # fmt: skip


@pytest.fixture
def filled(program: Program) -> Program:
    """A journal with a line in it."""
    program.session().submit(ReceivedWritten(TODAY, "tea"))
    return program


def is_refused(
    here: RunHere, program: Program, file: Path, *arguments: str, statuses: tuple[int, ...] = (3,)
) -> str:
    """Import it, and return the sentence that refuses it, which has no private word."""
    before = tree(program.home)
    outcome = here("import", file, *arguments)
    assert outcome.status in statuses, (outcome.status, outcome.out, outcome.err)
    assert (outcome.out, len(outcome.error_lines)) == ("", 1)
    assert file.name in outcome.err
    assert SECRET not in outcome.err.replace(str(file), "")
    assert tree(program.home) == before
    return outcome.err


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_refused(name: str, here: RunHere, filled: Program, tmp_path: Path) -> None:
    file = tmp_path / "export"
    file.write_bytes(BROKEN[name])
    arguments: tuple[str, ...] = AS_NOTE
    if name.startswith("daylio"):
        arguments = ()
    if name.startswith("loop"):
        arguments = ("--habit", "Hold a door")
    is_refused(here, filled, file, *arguments)
    if name == "zip, encrypted":
        assert "encrypted" in here("import", file, *arguments).err
    if name.startswith("presently, 30"):
        assert "2" in here("import", file, *arguments).err.replace(str(file), "")  # the row


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("dayone, cut", "It's damaged, or its end is missing."),
        ("dayone, 30 February", "The date of its entry 1 can't be read."),
        ("dayone, no date", "The date of its entry 1 can't be read."),
        ("dayone, a number for a text", "Its entry 1 can't be read."),
        ("zip, damaged LZMA", "It's a damaged zip file."),
        ("zip, with a broken date", "The date of entry 1 of journal 2 in it can't be read."),
    ],
)
def test_it_is_said_what_is_broken(
    name: str, sentence: str, here: RunHere, filled: Program, tmp_path: Path
) -> None:
    undated = zipped(("A.json", dayone_of()), ("Noor.json", dayone_of(creationDate="2026-13-01")))
    file = tmp_path / "export"
    file.write_bytes(BROKEN.get(name, undated))
    assert f"wasn't imported. {sentence} " in is_refused(here, filled, file, *AS_NOTE)


@pytest.mark.parametrize("name", ["own json", "jrnl"])
def test_other_json_that_was_cut_is_told_as_broken_too(
    name: str, here: RunHere, filled: Program, tmp_path: Path
) -> None:
    file = tmp_path / "export"
    assert here("export", "--format", "json", "-o", file).status == 0
    whole = file if name == "own json" else FIXTURES / "jrnl-4.6.json"
    file.write_bytes(whole.read_bytes()[:-20])
    assert "its end is missing" in is_refused(here, filled, file)


def has_whole_rows(data: bytes) -> bool:
    """Whether this is CSV that cannot be told from a whole file, as where it was cut within an open cell."""
    try:
        found = list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))
    except (ValueError, csv.Error):
        return False
    return len({len(row) for row in found}) == 1


@pytest.mark.parametrize("name", ["presently", "daylio", "dayone", "dayone zip", "loop zip"])
def test_an_export_that_was_cut_anywhere_is_refused_where_it_can_be_told(
    name: str, here: RunHere, filled: Program, tmp_path: Path
) -> None:
    form = FORMS[name]
    file = form.make(tmp_path)
    whole, before = file.read_bytes(), tree(filled.data.parent)
    for eighth in range(1, 8):
        cut = whole[: len(whole) * eighth // 8]
        file.write_bytes(cut)
        outcome = here("import", file, *form.arguments, "--dry-run")
        can_be_told = file.suffix != ".csv" or not has_whole_rows(cut)
        assert (outcome.status in (2, 3)) == can_be_told, (eighth, outcome.out, outcome.err)
        assert tree(filled.data.parent) == before


@pytest.mark.parametrize(
    ("name", "said_bytes"),
    [
        ("Journal.json", BOMB_BYTES),
        ("Journal.json", 1000),
        ("Checkmarks.csv", BOMB_BYTES),
        ("Checkmarks.csv", 1000),
    ],
)
def test_a_gigabyte_of_zeros_is_not_unpacked(
    name: str, said_bytes: int, filled: Program, tmp_path: Path
) -> None:
    file = tmp_path / "export.zip"
    file.write_bytes(bomb(name, said_bytes))
    before = tree(tmp_path)

    def limit_memory() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))

    arguments = AS_NOTE if name.endswith("json") else ("--habit", "Hold a door")
    outcome = filled.run("import", file, *arguments, preexec_fn=limit_memory)
    assert (outcome.status, outcome.out, len(outcome.error_lines)) == (3, "", 1)
    assert str(file) in outcome.err
    assert tree(tmp_path) == before


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_large_pictures_in_a_zip_are_not_in_the_way(
    compression: int, here: RunHere, filled: Program, tmp_path: Path
) -> None:
    """Years of pictures are larger than any limit for texts: they are counted, and never read."""
    photo = {"identifier": "F" * 32, "md5": "a" * 32, "type": "jpeg"}
    text = f"A wave.\n\n![](dayone-moment://{'F' * 32})"
    file = tmp_path / "export.zip"
    with zipfile.ZipFile(file, "w", compression) as archive:
        archive.writestr("Journal.json", dayone_of(photos=[photo], text=text))
        archive.writestr(f"photos/{'a' * 32}.jpeg", bytes(40_000_000))
    outcome = here("import", file, *AS_NOTE)
    assert outcome.status == 0, outcome.err
    assert counted(outcome, PICTURES) == 1
    assert [note.text for note in filled.stored_day("2026-11-20").notes] == ["A wave."]


@pytest.mark.parametrize(
    "name", ["../../Checkmarks.csv", "/Checkmarks.csv", "..\\Journal.json", "C:\\Habits.csv"]
)
def test_no_name_in_a_zip_is_written_to(name: str, here: RunHere, filled: Program, tmp_path: Path) -> None:
    (tmp_path / "one" / "two").mkdir(parents=True)
    file = tmp_path / "one" / "two" / "export.zip"
    file.write_bytes(
        zipped((name, b"Noor"), ("Unterwegs.json", (FIXTURES / "dayone" / "Unterwegs.json").read_bytes()))
    )
    before = tree(tmp_path).keys()
    outcome = here("import", file, "--dry-run", *AS_NOTE)
    assert outcome.status == 0
    assert tree(tmp_path).keys() == before
    assert SECRET not in outcome.err + outcome.out


@pytest.mark.parametrize(
    ("content", "arguments"),
    [
        (PRESENTLY, AS_NOTE),
        (PRESENTLY.rstrip(), AS_NOTE),
        (DAYLIO, ()),
        (OLD_DAYLIO, ()),
        ('{"metadata": {"version": "1.0"}, "entries": []}', AS_NOTE),
    ],
)
def test_an_export_without_entries_is_nothing_to_import(
    content: str, arguments: tuple[str, ...], here: RunHere, filled: Program, tmp_path: Path
) -> None:
    file = tmp_path / "export"
    file.write_text(content)
    before = tree(tmp_path)
    outcome = here("import", file, *arguments)
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out.startswith("Nothing to import")
    assert tree(tmp_path) == before


def folder_of(tmp_path: Path, **texts: bytes) -> Path:
    folder = tmp_path / "Notes"
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_bytes(text)
    return folder


def test_a_note_that_is_lost_on_the_disk_is_named(here: RunHere, filled: Program, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, **{"2026-11-20.md": b"Noor" + bytes(9), "2026-11-19.md": b"Noor"})
    assert "2026-11-20.md" in is_refused(here, filled, folder, *AS_NOTE)


@pytest.mark.parametrize("texts", [{}, {"Ideas.md": b"Noor"}, {"2026-02-30.md": b"Noor", "2026.md": b"Noor"}])
def test_a_folder_without_a_dated_file_is_refused(
    texts: dict[str, bytes], here: RunHere, filled: Program, tmp_path: Path
) -> None:
    is_refused(here, filled, folder_of(tmp_path, **texts), *AS_NOTE)


def test_a_folder_that_is_too_large_is_refused(here: RunHere, filled: Program, tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    for day in (1, 2):  # each of which would be taken alone
        with (folder / f"2026-11-{day:02}.md").open("wb") as file:
            file.truncate(20_000_000)
    before = filled.files()
    outcome = here("import", folder, *AS_NOTE)
    assert (outcome.status, outcome.out, len(outcome.error_lines)) == (3, "", 1)
    assert "Notes" in outcome.err
    assert filled.files() == before


def test_a_note_in_an_unknown_encoding_is_named_with_a_remedy(
    here: RunHere, filled: Program, tmp_path: Path
) -> None:
    folder = folder_of(tmp_path, **{"2026-11-20.md": "привет".encode("koi8-r"), "2026-11-19.md": b"Noor"})
    sentence = is_refused(here, filled, folder, *AS_NOTE, statuses=(2, 3))
    assert "2026-11-20.md" in sentence
    assert "iconv" in sentence


def test_a_pipe_or_a_dangling_link_in_a_folder_holds_nothing_up(filled: Program, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, **{"2026-11-20.md": b"One wave.\n"})
    os.mkfifo(folder / "2026-11-19.md")
    (folder / "2026-11-18.md").symlink_to(folder / "nowhere.md")
    outcome = filled.run("import", folder, *AS_NOTE)
    assert (outcome.status, outcome.err) == (0, "")
    assert [note.text for note in filled.stored_day("2026-11-20").notes] == ["One wave."]


def test_a_folder_inside_a_zip_of_loop_is_no_reason_to_count_ticks_twice(
    here: RunHere, filled: Program, tmp_path: Path
) -> None:
    assert here("import", loop_zip("loop")(tmp_path), *choice_of("Hold a door")).status == 0
    assert len(filled.stored_day("2026-11-19").acts) == 1


def test_what_is_said_of_a_file_is_said_in_numbers(here: RunHere, filled: Program, tmp_path: Path) -> None:
    private = ("Marie", "Jonas", "neighbours", "Hofgasse", "Unterwegs", "Binario")
    for arguments in (("--dry-run", *AS_NOTE), AS_NOTE, AS_NOTE):
        outcome = here("import", dayone_zip(tmp_path), *arguments)
        assert outcome.status == 0, outcome.err
        assert not any(word in outcome.out + outcome.err for word in private)


def test_a_journal_that_may_only_be_read_stays_as_it_is(
    here: RunHere, filled: Program, tmp_path: Path
) -> None:
    file = FORMS["presently"].make(tmp_path)
    filled.data.chmod(0o444)
    before = tree(tmp_path)
    outcome = here("import", file, *AS_NOTE)
    assert (outcome.status, len(outcome.error_lines)) == (3, 1)
    assert tree(tmp_path) == before

"""Exports of other apps, put together from the fixtures, and what this reads in them on its own."""

import csv
import io
import json
import re
import shutil
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kindtui.domain.journal.journal import Journal
from kindtui.domain.text import composed, strip_controls
from kindtui.storage.file_store import FileStore
from tests.cli.program import Outcome, Program, RunHere
from tests.support import TODAY, FakeClock

FIXTURES = Path(__file__).parent.parent / "exchange" / "fixtures"
DAY_START = timedelta(hours=4)
# How a summary may name what it leaves out; the order of its words is its own.
PICTURES, PLACES, WEATHER = "picture|photo|image", "place|location", "weather"
AUDIO, VIDEO, DOCUMENTS = "audio|recording|sound", "video", "pdf|document|attachment|file"
TAGS, SCALES = r"\btags?\b", r"scale|values? in (an)?other column"
EMPTY, FUTURE = "empty|blank|without (text|words)", "future|to come|ahead"
PROPERTIES, UNDATED = "propert", "doesn't begin with a date|don't begin with a date"
OTHER_HABITS, OTHER_HABITS_NOTES = r"ticks? of (an)?other habit", r"notes? on (an)?other habit"
AUTOMATIC, SKIPS, NUMBERS = "automatic", "skip", "number|amount"
LOOP_HABITS = ("Call someone, just to talk", "Hold a door", "お茶をいれる")
OLD_LOOP_HABITS = ("Greet a neighbour", "Hold a door", "Écrire à quelqu'un")
TICKS = ("2", "YES_MANUAL")

DatedText = tuple[date, str]


@dataclass(frozen=True)
class Content:
    """What is in a file.

    Attributes:
        texts: What has to be in the journal on that day.
        left_out: What the summary has to count, by a pattern for its name.
        either: What may be in the journal or counted, by a pattern for its name.
    """

    texts: tuple[DatedText, ...]
    left_out: Mapping[str, int] = field(default_factory=dict)
    either: Mapping[str, tuple[DatedText, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Form:
    """One form of export: how to make the file in a folder, and how to import it."""

    make: Callable[[Path], Path]
    content: Callable[[], Content]
    arguments: tuple[str, ...] = ()

    @property
    def other_arguments(self) -> tuple[str, ...]:
        """The arguments of somebody who chose otherwise, where there is a choice."""
        return tuple({"received": "note", "note": "received"}.get(word, word) for word in self.arguments)


def stored(program: Program) -> Journal:
    """The journal as it is on the disk."""
    return FileStore(program.data, FakeClock()).load()


def imported(here: RunHere, file: Path, *arguments: str) -> Outcome:
    """Import a file, which has to go well."""
    outcome = here("import", file, *arguments)
    assert outcome.status == 0, outcome.err
    return outcome


def words(text: str) -> Counter[str]:
    """The words of a text as it may be in a journal: composed, and without control characters."""
    return Counter(re.findall(r"\w+", composed(strip_controls(text))))


def words_by_day(texts: Iterable[DatedText]) -> dict[date, Counter[str]]:
    found: dict[date, Counter[str]] = defaultdict(Counter)
    for on, text in texts:
        found[on] += words(text)
    return found


def entries(journal: Journal) -> Iterator[tuple[date, str, str]]:
    """Every text of a journal, with its day and the field it is in."""
    for on, day in journal.days.items():
        for part in ("acts", "received", "kept", "notes"):
            yield from ((on, part, entry.text) for entry in getattr(day, part))


def missing_words(texts: Iterable[DatedText], journal: Journal) -> dict[date, Counter[str]]:
    """The words that are not in the journal on their day, as often as they were written."""
    there = words_by_day((on, text) for on, _, text in entries(journal))
    wanted = words_by_day(texts)
    return {on: lacking for on, each in wanted.items() if (lacking := each - there[on])}


def counted(outcome: Outcome, kind: str) -> int:
    """How many of a kind a summary says it leaves out."""
    _, _, summary = f"{outcome.out} {outcome.err}".partition("Left out: ")
    pairs = re.findall(r"(\d+) ([^\d,.;]+)", summary)
    return sum(int(number) for number, name in pairs if re.search(kind, name, re.IGNORECASE))


def tree(folder: Path) -> dict[str, bytes | None]:
    """Every file and folder in a folder, and the bytes of the files."""
    return {str(path): path.read_bytes() if path.is_file() else None for path in folder.rglob("*")}


def zip_of(path: Path, files: Iterable[tuple[str, bytes]]) -> Path:
    """A zip archive with these files, in this order."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return path


def copied(name: str) -> Callable[[Path], Path]:
    """How to make a file that is a fixture itself."""
    return lambda folder: Path(shutil.copy(FIXTURES / name, folder / Path(name).name))


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a fixture, by their header."""
    return list(csv.DictReader(io.StringIO((FIXTURES / name).read_text("utf-8"), newline="")))


def dated(texts: Iterable[tuple[str, str]]) -> tuple[DatedText, ...]:
    """The texts that are not ahead of today."""
    found = ((date.fromisoformat(on), text) for on, text in texts)
    return tuple((on, text) for on, text in found if on <= TODAY)


def presently() -> Content:
    texts = dated((row["entryDate"], row["entryContent"]) for row in rows("presently.csv"))
    return Content(texts, {EMPTY: 1, FUTURE: 1})


def daylio(name: str) -> Content:
    """What is in an export of Daylio; its formatting is markup, and no word."""
    markup = re.compile(r"</?(?:b|br|ul|li)>")
    texts = [
        (row["full_date"], f"{row.get('note_title', '')}\n{markup.sub(' ', row['note'])}\n{row['mood']}\n")
        for row in rows(name)
    ]
    texts += [(row["full_date"], row["activities"]) for row in rows(name)]
    scales = dated((row["full_date"], row["scales"]) for row in rows(name) if row.get("scales"))
    return Content(
        dated(texts), {FUTURE: 1} if name == "daylio.csv" else {}, {SCALES: scales} if scales else {}
    )


def dayone_entries(*names: str) -> list[dict[str, Any]]:
    files = ((FIXTURES / "dayone" / f"{name}.json").read_text("utf-8") for name in names)
    return [entry for text in files for entry in json.loads(text)["entries"]]


def dayone_day(entry: Mapping[str, Any]) -> date:
    """The day of an entry: by the clocks where it was written, and from 04:00 on."""
    try:
        zone = ZoneInfo(entry["timeZone"])
    except (KeyError, ZoneInfoNotFoundError):
        zone = ZoneInfo("UTC")
    at = datetime.fromisoformat(entry["creationDate"]).replace(tzinfo=UTC)
    return (at.astimezone(zone).replace(tzinfo=None) - DAY_START).date()


def dayone(*names: str) -> Content:
    found = dayone_entries(*names)
    texts = [
        (str(dayone_day(entry)), re.sub(r"!\[\]\(dayone-moment:[^)]*\)", "", entry.get("text", "")))
        for entry in found
    ]
    tags = [(str(dayone_day(entry)), tag) for entry in found for tag in entry.get("tags", ())]
    left_out = {
        PICTURES: sum(len(entry.get("photos", ())) for entry in found),
        AUDIO: sum(len(entry.get("audios", ())) for entry in found),
        VIDEO: sum(len(entry.get("videos", ())) for entry in found),
        DOCUMENTS: sum(len(entry.get("pdfAttachments", ())) for entry in found),
        PLACES: sum("location" in entry for entry in found),
        WEATHER: sum("weather" in entry for entry in found),
        EMPTY: sum(not text.strip() for _, text in texts),
        FUTURE: sum(date.fromisoformat(on) > TODAY for on, _ in texts),
    }
    return Content(dated(texts), left_out, {TAGS: dated(tags)})


def dayone_zip(folder: Path) -> Path:
    """Both journals with their pictures, as Day One puts them together."""
    files = [(path.name, path.read_bytes()) for path in sorted((FIXTURES / "dayone").iterdir())]
    media = {"photos": "photos", "audios": "audios", "videos": "videos", "pdfAttachments": "pdfs"}
    for entry in dayone_entries("Journal", "Unterwegs"):
        for key, into in media.items():
            for one in entry.get(key, ()):
                name = f"{into}/{one['md5']}.{one.get('type') or one.get('format')}"
                files.append((name, b"\xff\xd8\xff\xe0 no picture"))
    return zip_of(folder / "11-22-2026_08-00-AM.zip", files)


def loop_files(name: str) -> list[tuple[str, bytes]]:
    """The files of an export of Loop, in the order in which it writes them."""
    root = FIXTURES / name
    single = [root / "Habits.csv", *sorted(path for path in root.rglob("*/*.csv")), root / "Scores.csv"]
    ordered = dict.fromkeys([*single, root / "Checkmarks.csv"])
    return [(path.relative_to(root).as_posix(), path.read_bytes()) for path in ordered]


def loop_zip(name: str) -> Callable[[Path], Path]:
    return lambda folder: zip_of(folder / "Loop Habits CSV 2026-11-22.zip", loop_files(name))


def loop(name: str, habits: tuple[str, ...], *, is_zip: bool = True) -> Content:
    """What is in an export of Loop for those habits, which are the first of it."""
    root = FIXTURES / name
    texts: list[tuple[str, str]] = []
    for habit, folder in zip(habits, sorted(path for path in root.iterdir() if path.is_dir()), strict=False):
        with (folder / "Checkmarks.csv").open(encoding="utf-8", newline="") as file:
            for on, value, *notes in csv.reader(file):
                if value in TICKS:
                    texts.append((on, habit))
                if value != "Value" and is_zip:
                    texts += [(on, note) for note in notes]
    return Content(dated(texts), {AUTOMATIC: 3, SKIPS: 2, NUMBERS: 3})


def choice_of(*habits: str) -> tuple[str, ...]:
    return tuple(word for habit in habits for word in ("--habit", habit))


def notes_folder(folder: Path) -> Path:
    """A folder of daily notes, with the two pictures that are embedded in them."""
    target = folder / "Vault"
    shutil.copytree(FIXTURES / "notes", target)
    for name in ("attachments/stairs.jpg", "Pasted image 20261120101010.png"):
        (target / name).parent.mkdir(exist_ok=True)
        (target / name).write_bytes(b"\x89PNG\r\n\x1a\n\x00 no picture")
    return target


def notes() -> Content:
    texts = []
    for path in (FIXTURES / "notes").rglob("*"):
        name = re.fullmatch(r"(2026)[-_]?(\d\d)[-_]?(\d\d)\b(.*)", path.stem)
        if not path.is_file() or not name or name[2] == "02" or ".trash" in path.parts:
            continue
        text = re.sub(r"\A---\n.*?\n---\n", "", path.read_text("utf-8"), flags=re.DOTALL)
        text = re.sub(r"!\[\[.*?\]\]|!\[.*?\]\(.*?\)|\A# .*2026.*\n", "", text)
        texts.append(("-".join(name.group(1, 2, 3)), f"{name[4]}\n{text}"))
    return Content(dated(texts), {PICTURES: 2, EMPTY: 3, FUTURE: 1, UNDATED: 3})


def jrnl_entries() -> list[dict[str, Any]]:
    """The entries of the fixture, one without a text, and one for a day to come."""
    found: list[dict[str, Any]] = json.loads((FIXTURES / "jrnl-4.6.json").read_text("utf-8"))["entries"]
    blank, ahead = {"title": " ", "body": "\n"}, {"title": "Not yet.", "date": "2031-01-01"}
    return [*found, found[-1] | blank, found[-1] | ahead]


def jrnl_file(folder: Path) -> Path:
    file = folder / "jrnl.json"
    file.write_text(json.dumps({"tags": {}, "entries": jrnl_entries()}))
    return file


def jrnl() -> Content:
    texts = []
    for entry in jrnl_entries():
        at = datetime.fromisoformat(f"{entry['date']} {entry['time']}") - DAY_START
        texts.append((str(at.date()), re.sub(r"\A@\w+ ", "", f"{entry['title']}\n{entry['body']}")))
    return Content(dated(texts), {EMPTY: 1, FUTURE: 1})


AS_RECEIVED, AS_NOTE = ("--as", "received"), ("--as", "note")
FORMS = {
    "presently": Form(copied("presently.csv"), presently, AS_RECEIVED),
    "dayone": Form(copied("dayone/Journal.json"), lambda: dayone("Journal"), AS_NOTE),
    "dayone zip": Form(dayone_zip, lambda: dayone("Journal", "Unterwegs"), AS_RECEIVED),
    "daylio": Form(copied("daylio.csv"), lambda: daylio("daylio.csv")),
    "daylio, 12 hours": Form(copied("daylio-12h.csv"), lambda: daylio("daylio-12h.csv")),
    "daylio, scales": Form(copied("daylio-scales.csv"), lambda: daylio("daylio-scales.csv")),
    "loop zip": Form(loop_zip("loop"), lambda: loop("loop", LOOP_HABITS), choice_of(*LOOP_HABITS)),
    "loop zip, numbers": Form(
        loop_zip("loop-numeric"), lambda: loop("loop-numeric", OLD_LOOP_HABITS), choice_of(*OLD_LOOP_HABITS)
    ),
    "loop": Form(
        copied("loop-numeric/Checkmarks.csv"),
        lambda: loop("loop-numeric", OLD_LOOP_HABITS, is_zip=False),
        choice_of(*OLD_LOOP_HABITS),
    ),
    "notes": Form(notes_folder, notes, AS_RECEIVED),
    "jrnl": Form(jrnl_file, jrnl),
}

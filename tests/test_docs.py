"""What the documents say is what the program does."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker, ValidationError

from kindtui import content, demo
from kindtui.cli.command_list import members
from kindtui.cli.commands import show
from kindtui.domain.dates import Moment
from kindtui.domain.journal.away import Away
from kindtui.domain.journal.custom_entry import CustomEntry
from kindtui.domain.journal.day import SCALES, Act, Answer, Day, Line, Purge
from kindtui.domain.journal.journal import ONE_DAY, Conflict, Journal, UndoStep
from kindtui.domain.journal.keyring import Keyring
from kindtui.domain.requests import (
    ActChosen,
    ActMoved,
    ActScheduled,
    ActStateChanged,
    CheckAnswered,
    DayPartSkipped,
    DaysAwayChosen,
    GivenActWritten,
    KeptBoundaryWritten,
    NoteWritten,
    ReceivedWritten,
    RestChosen,
    ScaleRated,
    SettingsChanged,
)
from kindtui.domain.ritual.acts import Plan
from kindtui.domain.settings import Settings
from kindtui.exchange import csv_file, incoming, incoming_file
from kindtui.session import Session
from kindtui.storage import codec
from kindtui.storage.file_store import FileStore
from kindtui.texts import get_text
from tests.support import CATALOG, EVENING, ROOT, TODAY, FakeClock, journal_state

FORMAT = (ROOT / "docs" / "data-format.md").read_text("utf-8")
LOCK = (ROOT / "docs" / "lock.md").read_text("utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
SCHEMA = json.loads((ROOT / "docs" / "schema" / "journal.schema.json").read_text("utf-8"))
YESTERDAY = TODAY - ONE_DAY
FORMS = {
    "day": Day,
    "answer": Answer,
    "line": Line,
    "act": Act,
    "moment": Moment,
    "purge": Purge,
    "conflict": Conflict,
    "step": UndoStep,
    "settings": Settings,
    "own": CustomEntry,
    "away": Away,
    "meta": codec.Meta,
    "keyring": Keyring,
}


def valid(journal: Any) -> None:
    Draft202012Validator(SCHEMA, format_checker=FormatChecker()).validate(journal)


def blocks(language: str, page: str = FORMAT) -> list[str]:
    """The fenced blocks of a page, by default docs/data-format.md, in that language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)


@pytest.fixture
def example() -> Any:
    """The complete example of docs/data-format.md."""
    (block,) = blocks("json")
    return json.loads(block)


@pytest.fixture
def example_file(example: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example as journal.json in the working folder."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "journal.json"
    path.write_text(json.dumps(example), "utf-8")
    return path


def test_the_schema_is_a_json_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_example_fits_the_schema(example: Any) -> None:
    valid(example)


def test_the_example_shows_every_key_of_a_day(example: Any) -> None:
    assert set(example["days"]["20261122"]) | {"rest"} == set(Day.__struct_fields__)


def test_kindtui_reads_the_example_and_loses_nothing_of_it(example_file: Path, example: Any) -> None:
    session = Session(FileStore(example_file, FakeClock(EVENING)), FakeClock(EVENING), CATALOG)
    session.submit(ReceivedWritten(TODAY, "A stranger waited for me."))
    after = json.loads(example_file.read_bytes())
    assert len(after["days"]["20261122"]["received"]) == 2
    after["days"]["20261122"]["received"].pop()
    after["_meta"] = example["_meta"]
    assert list(after["undo"]) == ["1", "2"]
    del after["undo"]["2"]
    assert after == example


def test_what_kindtui_writes_fits_the_schema(tmp_path: Path) -> None:
    path, clock = tmp_path / "journal.json", FakeClock(EVENING)
    session = Session(FileStore(path, clock), clock, CATALOG)
    state = session.submit(ActChosen(TODAY, Plan("text Sam", "Sam", 6, CATALOG.acts[0]))).state
    session.submit(ActScheduled(TODAY, "after lunch"))
    session.submit(ActStateChanged(TODAY, state.day.acts[0].uid, "let_go"))
    state = session.submit(ActChosen(YESTERDAY, Plan("my own words"))).state
    session.submit(ActMoved(TODAY, YESTERDAY, state.journal.day(YESTERDAY).acts[0].uid))
    session.submit(GivenActWritten(TODAY, "Held the door"))
    session.submit(ReceivedWritten(TODAY, "Cake"))
    session.submit(KeptBoundaryWritten(TODAY, "I said no"))
    session.submit(NoteWritten(TODAY, "A quiet hour"))
    session.submit(CheckAnswered(TODAY, CATALOG.checks[0].id, "not_today"))
    session.submit(DayPartSkipped(TODAY, "morning"))
    for scale in SCALES:
        session.submit(ScaleRated(TODAY, scale, 5))
    session.submit(RestChosen(TODAY, is_rest_day=True))
    session.submit(DaysAwayChosen(TODAY, TODAY + ONE_DAY))
    session.submit(RestChosen(TODAY, is_rest_day=False))
    session.submit(SettingsChanged({"thread_shown": False}))
    written = json.loads(path.read_bytes())
    valid(written)
    assert set(written["days"]["20261122"]) | {"deleted", "moved", "purged"} == set(Day.__struct_fields__)


def test_a_whole_year_fits_the_schema(tmp_path: Path) -> None:
    year = demo.demo_journal(CATALOG, content.demo_texts(), TODAY)
    FileStore(tmp_path / "journal.json", FakeClock(EVENING)).transact(lambda _: year)
    written = json.loads((tmp_path / "journal.json").read_bytes())
    assert len(written["days"]) == len(year.days)
    valid(written)


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        (("energy", "value"), 10),
        (("energy", "updated_at"), "2026-11-22T06:41:10+01:00"),
        (("acts", 0, "state"), "given up"),
        (("received", 0, "text"), None),
        (("day",), "22 November"),
        (("rest",), True),
        (("skipped",), {"noon": {"value": True, "updated_at": "2026-11-22T06:41:10Z"}}),
    ],
)
def test_the_schema_and_kindtui_refuse_the_same(example: Any, path: tuple[Any, ...], wrong: object) -> None:
    *way, last = path
    target = example["days"]["20261122"]
    for step in way:
        target = target[step]
    target[last] = wrong
    with pytest.raises(ValidationError):
        valid(example)
    if wrong != "2026-11-22T06:41:10+01:00":  # read, and written back in UTC
        with pytest.raises(ValueError, match=r"\$|day"):
            codec.decode(codec.parse(json.dumps(example).encode()))


@pytest.mark.parametrize("name", FORMS)
def test_schema_and_page_name_every_key(name: str) -> None:
    form, described = FORMS[name], SCHEMA["$defs"][name]
    assert set(described["properties"]) == set(form.__struct_fields__)
    optional = len(form.__struct_defaults__)
    always = form.__struct_fields__[: len(form.__struct_fields__) - optional]
    assert described.get("required", []) == list(always)
    for key in form.__struct_fields__:
        assert f"| `{key}`" in FORMAT, f"docs/data-format.md does not tell what {key} of {name} is"


@pytest.mark.parametrize("block", blocks("python"))
def test_the_python_lines_read_the_example(
    block: str, example_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exec(compile(block, "docs/data-format.md", "exec"), {})
    assert "Lin saved me the last piece of cake." in capsys.readouterr().out


def test_the_lines_about_the_lock_open_a_locked_journal_without_kindtui(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (block,) = blocks("python", LOCK)
    assert "import kindtui" not in block
    assert "from kindtui" not in block
    monkeypatch.chdir(ROOT)
    exec(compile(block, "docs/lock.md", "exec"), {})
    shown = capsys.readouterr().out
    assert "['bring soup to Noor', 'Noor', 'after lunch', '', '']" in shown
    assert "['Ines waited for me']" in shown


def test_the_page_about_the_lock_names_nothing_that_is_not_there() -> None:
    for name in re.findall(r"`((?:kindtui|tests)/[\w./-]+)`", LOCK):
        assert (ROOT / name).exists(), name


@pytest.mark.skipif(not shutil.which("jq"), reason="there is no jq here")
def test_the_jq_lines_read_the_example(example_file: Path) -> None:
    (block,) = blocks("sh")
    outcome = subprocess.run(["sh", "-e"], input=block, capture_output=True, text=True, check=True)
    *_, line, count = outcome.stdout.splitlines()
    assert (line, count) == ("2026-11-22 Lin saved me the last piece of cake.", "1")


def test_the_architecture_names_every_folder_and_top_module() -> None:
    for init in (ROOT / "kindtui").rglob("__init__.py"):
        folder = init.parent.relative_to(ROOT).as_posix()
        assert f"`{folder}/`" in ARCHITECTURE or folder == "kindtui"
    for module in (ROOT / "kindtui").glob("[!_]*.py"):
        assert f"`kindtui/{module.name}`" in ARCHITECTURE


def test_the_architecture_names_nothing_that_is_not_there() -> None:
    for name in re.findall(
        r"`((?:kindtui|cli|tui|domain|storage|exchange|assets|benchmarks)/[\w./]*)`", ARCHITECTURE
    ):
        assert (ROOT / name).exists() or (ROOT / "kindtui" / name).exists(), name


def test_the_page_names_every_column_of_csv_and_every_key_of_show() -> None:
    assert blocks("csv") == [",".join(csv_file.HEADER) + "\n"]
    told = FORMAT.split("## What `kindtui export` writes")[1]
    assert all(f"`{column}`" in told for column in csv_file.HEADER)
    shown = json.loads(show.format_json(journal_state(Journal()), TODAY))
    assert all(f"`{key}`" in FORMAT.split("## What `kindtui show --json` says")[1] for key in shown)


def test_the_page_and_the_import_draw_the_same_lines() -> None:
    told = " ".join(FORMAT.split("## What `kindtui import` reads")[1].split())
    assert f"larger than {incoming_file.MAX_BYTES // 1_000_000} MB" in told
    assert f"more than {incoming.MAX_ENTRIES:,} entries" in told
    assert f"more than {incoming.MAX_DEPTH} deep" in told
    assert f"before {incoming.MIN_YEAR} or after {incoming.MAX_YEAR}" in told


def test_the_readme_names_every_command() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert all(f"kindtui {command} " in readme for command in members())


def test_the_readme_has_the_notice_in_its_words() -> None:
    readme = " ".join((ROOT / "README.md").read_text("utf-8").replace("\n>", "\n").split())
    assert get_text("ritual.notice") in readme

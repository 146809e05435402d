"""Neither file tells anything of a journal but which question is due."""

import asyncio
import re
from datetime import datetime, timedelta
from pathlib import Path

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kindtui import content, first_frame
from kindtui.domain.first_picture import Picture, due_pictures, likely_pictures
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.text_ref import TextRef
from kindtui.domain.requests import (
    ActChosen,
    CustomEntryWritten,
    DayPartSkipped,
    GivenActWritten,
    KeptBoundaryWritten,
    NoteWritten,
    ReceivedWritten,
    Request,
    RestChosen,
    SettingsChanged,
    TextRewritten,
)
from kindtui.domain.ritual.acts import Plan
from kindtui.next_start import picture_name, read_records
from kindtui.session import Session
from kindtui.storage import files
from kindtui.storage.store import MemoryStore
from kindtui.tui.frame_painter import paint
from tests.cli.locked_world import WORDS, fill
from tests.cli.program import Program
from tests.first_frame.starts import Starter
from tests.first_frame.world import YESTERDAY, World, first_state, picture_in
from tests.support import CATALOG, EVENING, ROOT, TODAY, FakeClock, journal_state

FEW = settings(max_examples=max(settings().max_examples // 2, 1))
MARKER = "marmalade"
DATES = re.compile(
    r"\b(?:Mon|Tue|Wednes|Thurs|Fri|Satur|Sun)(?:day)?\b|\b(?:Jan|Feb|Apr|Aug|Sep|Oct|Nov|Dec)"
    r"|\b(?:March|May|June|July)\b|[0-9]{2}"
)
WORD = re.compile(r"[^\W\d_]{2,}")
TEXTS = st.text(st.characters(categories=("L", "N")), min_size=1)
SIZES = ((40, 12), (80, 24), (120, 40), (200, 60))


@pytest.fixture
def full(tmp_path: Path, starter: Starter) -> World:
    """A home with a text of every kind in a journal, and a file of every kind beside it."""
    fill(Program(tmp_path))
    world = World(tmp_path, starter)
    found = world.path.read_bytes()
    assert sum(word.encode() in found for word in WORDS) > len(WORDS) // 2
    return world


@pytest.mark.parametrize("own_questions", ["beside", "instead", "off"])
@pytest.mark.parametrize("has_drafts", [False, True])
def test_no_word_of_a_journal_is_in_either_file(full: World, own_questions: str, has_drafts: bool) -> None:
    if not has_drafts:
        files.drafts_path(full.path).unlink()
    with full.caching(full.start):
        session = full.session()
        session.open()
        session.submit(SettingsChanged({"own_questions": own_questions}))
    shown = 0
    for hours in (0, 10, 24, 34, 48):
        start = full.at((datetime.fromisoformat(full.now) + timedelta(hours=hours)).isoformat())
        full.open_app(start)
        shown += bool(full.show(start).frame)
        full.run("log", "gave", f"{MARKER} for Perpetua", start=start)
        found = b"".join(file.read_bytes() for file in full.cache.iterdir()).lower()
        assert [word for word in (*WORDS, MARKER) if word.lower().encode() in found] == []
    assert bool(shown) == (not has_drafts)


def test_an_own_question_has_no_picture(tmp_path: Path, starter: Starter) -> None:
    world = World(tmp_path, starter)
    session = world.session()
    session.open()
    for kind in ("morning_questions", "evening_questions"):
        session.submit(CustomEntryWritten(kind, "", f"Who likes {MARKER}?"))
    session.submit(SettingsChanged({"own_questions": "instead"}))
    world.open_app()
    assert picture_in(world.show()) is None
    assert MARKER.encode() not in (world.cache / first_frame.NEXT_STARTS).read_bytes()


def test_what_is_painted_for_a_full_journal_are_words_of_kindtui(plain_terminal: None, full: World) -> None:
    """There is neither a date nor a count among them."""
    files.drafts_path(full.path).unlink()
    picture, *_ = likely_pictures(first_state(full, full.start))
    check_painted(picture, (120, 40))


@pytest.mark.sweep
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("number", range(7))
def test_every_frame_that_is_painted_holds_words_of_kindtui_alone(
    plain_terminal: None, size: tuple[int, int], number: int
) -> None:
    picture = likely_pictures(journal_state(Journal()))[number]
    assert check_painted(picture, size) == check_painted(picture, size)


def check_painted(picture: Picture, size: tuple[int, int]) -> bytes:
    """Check the words of a frame, and return it."""
    columns, rows = size
    frame = asyncio.run(paint(picture, size))
    screen = pyte.Screen(columns, rows)
    pyte.ByteStream(screen).feed(frame)
    text = "\n".join(screen.display)
    assert "Today" in text
    assert DATES.findall(text) == []
    assert set(WORD.findall(text)) <= words_of_kindtui()
    return frame


def words_of_kindtui() -> set[str]:
    files = [*(ROOT / "assets" / "content").rglob("*.json"), *(ROOT / "kindtui").rglob("*.py")]
    return {word for file in files for word in WORD.findall(file.read_text())}


def structure(texts: list[str], deeds: list[int]) -> list[Request]:
    """Return what somebody does, in those words."""
    first, second, third = texts
    choices: tuple[Request, ...] = (
        TextRewritten(TODAY, TextRef("who"), first),
        ActChosen(TODAY, Plan(second, first, 6)),
        ActChosen(YESTERDAY, Plan(second, first, 6)),
        GivenActWritten(TODAY, third),
        ReceivedWritten(YESTERDAY, third),
        ReceivedWritten(TODAY, second),
        KeptBoundaryWritten(TODAY, second),
        NoteWritten(TODAY, third),
        CustomEntryWritten("own_acts", "", first),
        CustomEntryWritten("own_checks", "", second, third),
        CustomEntryWritten("own_people", "", third, first),
        CustomEntryWritten("left_out_names", "", first),
        CustomEntryWritten("morning_questions", "", second),
        DayPartSkipped(TODAY, "morning"),
    )
    return [choices[number % len(choices)] for number in deeds]


def noted(requests: list[Request]) -> list[tuple[int, int, Picture]]:
    """Return which pictures are noted after these requests."""
    session = Session(MemoryStore(Journal()), FakeClock(), CATALOG)
    session.open()
    for request in requests:
        session.submit(request)
    return [(due.begin, due.end, due.picture) for due in due_pictures(session.state)]


THREE_TEXTS = st.lists(TEXTS, min_size=3, max_size=3)


@FEW
@given(deeds=st.lists(st.integers(0, 13), max_size=8), one=THREE_TEXTS, other=THREE_TEXTS)
def test_journals_that_differ_in_words_alone_have_the_same_pictures(
    deeds: list[int], one: list[str], other: list[str]
) -> None:
    assert noted(structure(one, deeds)) == noted(structure(other, deeds))


@FEW
@given(days=st.lists(st.integers(1, 400), max_size=12), lines=st.integers(1, 4))
def test_what_was_on_other_days_makes_no_difference(days: list[int], lines: int) -> None:
    """As long as anything is recorded: how many days are kind, and how many lines they have, is not told."""
    few: list[Request] = [NoteWritten(YESTERDAY, "A note")]
    many = [
        ReceivedWritten(TODAY - timedelta(days=back), f"Tea {number}")
        for back in days
        for number in range(lines)
    ]
    assert noted([*few, *many]) == noted(few)


def test_whether_a_day_that_is_done_was_kind_is_not_told() -> None:
    clock = FakeClock(EVENING)
    found = set()
    done: tuple[Request, ...] = (
        ReceivedWritten(TODAY, "Tea from Noor"),
        DayPartSkipped(TODAY, "evening"),
        RestChosen(TODAY, is_rest_day=True),
    )
    for request in done:
        session = Session(MemoryStore(Journal()), clock, CATALOG)
        session.open()
        session.submit(NoteWritten(YESTERDAY, "A note"))
        session.submit(request)
        picture = next(due_pictures(session.state)).picture
        found.add(picture_name(picture, {}))
    assert len(found) == 1
    assert b'"closed"' in found.pop()


def test_the_notes_of_a_journal_hold_nothing_else(prepared: World) -> None:
    """Its path, the state of files, an offset and pictures: what a field may be is all that there is."""
    with prepared.caching(prepared.start):
        (path, *fields), *others = read_records(first_frame.NEXT_STARTS)
    assert (path, others) == (str(prepared.path.resolve()).encode(), [])
    prompts = "|".join(prompt.id for prompt in content.catalog().prompts)
    known = (
        rb"\+3600",
        rb"[=~](?:-[0-9]*|[0-9]+(?::[0-9]+){4}) [^\0]+",
        rb'@[0-9]+ [0-9]+ \{"step":"(?:who|evening)","prompt":"(?:%s)","is_new":false,"theme":"dark",'
        rb'"ascii_marks":false,"panels_shown":true,"keys":\{\}\}' % prompts.encode(),
    )
    assert [field for field in fields if not any(re.fullmatch(pattern, field) for pattern in known)] == []

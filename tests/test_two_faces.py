"""The app and `kindtui checkin` are two faces of one ritual: the same answers leave the same files."""

import asyncio
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol

import pytest

from kindtui.cli.checkin.checkin import Checkin
from kindtui.domain.dates import Moment
from kindtui.domain.drafts import DraftChange
from kindtui.domain.journal.day import DayPart
from kindtui.domain.journal.journal import ONE_DAY
from kindtui.domain.requests import ActChosen, DayPartSkipped, Request, SettingsChanged
from kindtui.domain.ritual.acts import Plan
from kindtui.domain.ritual.prompts import PromptTarget, prompt
from kindtui.domain.ritual.suggestions import OTHER_CHOICES
from kindtui.domain.text_encodings import DecodedText
from kindtui.session import Session
from kindtui.storage.file_store import FileStore
from kindtui.tui.app import KindApp
from kindtui.tui.widgets.act_list import SuggestionList
from tests.support import CATALOG, EVENING, MORNING, TODAY, FakeClock
from tests.tui.harness import AppHarness

YESTERDAY = TODAY - ONE_DAY
UID = re.compile(r"[0-9a-f]{26}")
STAMPS = ("at", "generation", "updated_at", "uid", "written")


class Answer(Protocol):
    """The same answer for both faces."""

    async def give(self, harness: AppHarness) -> None:
        """Press its keys in the app."""

    def line(self, printed: list[str]) -> str:
        """Return the line that gives it in `checkin`, after what was printed so far."""


@dataclass
class Text:
    """A line of text; an empty one goes on without."""

    text: str = ""

    async def give(self, harness: AppHarness) -> None:
        await harness.type(self.text)
        await harness.press("enter")

    def line(self, printed: list[str]) -> str:
        return self.text


@dataclass
class Rate:
    """A number on a scale, or Enter alone."""

    rating: int | None

    async def give(self, harness: AppHarness) -> None:
        await harness.press(str(self.rating or "enter"))

    def line(self, printed: list[str]) -> str:
        return str(self.rating or "")


@dataclass
class Suggestion:
    """The suggested act of that number."""

    number: int

    async def give(self, harness: AppHarness) -> None:
        await harness.press(str(self.number))

    def line(self, printed: list[str]) -> str:
        return str(self.number)


@dataclass
class OtherWay:
    """Another way to go on from the suggestions."""

    way: str

    async def give(self, harness: AppHarness) -> None:
        choices = harness.app.screen.query_one(SuggestionList)
        for _ in choices.options:
            if choices.highlighted_id != self.way:
                await harness.press("down")
        await harness.press("enter")

    def line(self, printed: list[str]) -> str:
        return number_of(OTHER_CHOICES[self.way], printed)


@dataclass
class Keys:
    """Keys of the app, and what to type, or the words of the choice, in `checkin`."""

    keys: tuple[str, ...]
    typed: str = ""
    choice: str = ""

    async def give(self, harness: AppHarness) -> None:
        await harness.press(*self.keys)

    def line(self, printed: list[str]) -> str:
        return number_of(self.choice, printed) if self.choice else self.typed


def number_of(choice: str, printed: list[str]) -> str:
    """Return the number before a choice, where it was printed last."""
    return next(row.split()[0] for row in reversed(printed) if re.fullmatch(rf"\d+ {re.escape(choice)}", row))


@dataclass
class Walk:
    """Answers in their order, from a moment on, in a journal with something in it."""

    answers: tuple[Answer, ...]
    at: Moment = MORNING
    before: tuple[Request, ...] = ()
    drafts: tuple[DraftChange, ...] = ()


def rotating_day(part: DayPart, records: PromptTarget) -> Moment:
    """Return a moment at which the question of that part is answered with what `records` says."""
    start = MORNING if part == "morning" else EVENING
    for ahead in range(60):
        on = TODAY + ahead * ONE_DAY
        asked = prompt(CATALOG.prompts, part, on, rotating=True, low_energy=False)
        if asked.records == records:
            return Moment(start.at + timedelta(days=ahead), start.zone, start.offset)
    pytest.fail("no day asks for it")


SAM, TEA = Text("Sam"), Text("Tea from Noor")
PLANNED = (ActChosen(TODAY, Plan("text Sam", "Sam", 6)),)
PLANNED_YESTERDAY = (ActChosen(YESTERDAY, Plan("text Sam", "Sam", 6)),)
NOTHING_DUE = (DayPartSkipped(TODAY, "morning"),)
SCALES = (SettingsChanged({"scales": True}),)
ROTATING = (SettingsChanged({"questions": "rotating"}),)
NOT_NOW = Keys(("escape", "n"), typed="n")
TAKE_DRAFT = Keys(("enter",), typed="1")

WALKS: Mapping[str, Walk] = {
    "shortest morning": Walk((SAM, Rate(7), Suggestion(1), Text())),
    "low energy, rest": Walk((SAM, Rate(2), OtherWay("rest"))),
    "own act, when": Walk((SAM, Rate(5), OtherWay("own"), Text("bring soup"), Text("after lunch"))),
    "no name": Walk((Text(), Rate(5), Suggestion(2), Text())),
    "no energy": Walk((SAM, Rate(None), Suggestion(1), Text())),
    "three others": Walk((SAM, Rate(7), OtherWay("others"), Suggestion(3), Text("at six"))),
    "not now": Walk((NOT_NOW,)),
    "not now in the evening": Walk((NOT_NOW,), EVENING),
    "name alone": Walk((SAM,)),
    "name and energy alone": Walk((SAM, Rate(3))),
    "swap": Walk((Keys(("s",), choice="swap it for another"), Suggestion(1)), before=PLANNED),
    "done": Walk((Keys(("d",), choice="I did it"),), before=PLANNED),
    "let go": Walk((Keys(("l",), choice="let it go, no reasons needed"),), before=PLANNED),
    "evening": Walk((TEA, Text()), EVENING),
    "evening, what I gave": Walk((TEA, Text("held a door")), EVENING),
    "evening, plan left open": Walk((TEA, Rate(None)), EVENING, PLANNED),
    "evening, plan done": Walk((TEA, Suggestion(2)), EVENING, PLANNED),
    "evening, something else": Walk((TEA, Suggestion(3), Text("held a door")), EVENING, PLANNED),
    "boundary": Walk((Keys(("f2", "b"), choice="a boundary I kept"), Text("I said no")), before=NOTHING_DUE),
    "evening at any hour": Walk(
        (Keys(("e",), choice="a kindness I received or saw"), TEA, Text()), before=NOTHING_DUE
    ),
    "act after all": Walk(
        (Keys(("a",), choice="a small act for today"), Suggestion(1), Text()), before=NOTHING_DUE
    ),
    "one more act": Walk(
        (Keys((), typed=""), Keys(("a",), choice="one more small act"), Suggestion(1), Text()), before=PLANNED
    ),
    "rest": Walk((Keys(("r",), choice="rest today"),), before=NOTHING_DUE),
    "no rest after all": Walk(
        (Keys(("r",), choice="rest today"), Keys(("r",), choice="not a rest day after all")),
        before=NOTHING_DUE,
    ),
    "rest after a name": Walk(
        (SAM, Rate(2), OtherWay("rest"), Keys(("r",), choice="not a rest day after all"))
    ),
    "scales, morning": Walk((SAM, Rate(7), Rate(4), Suggestion(1), Text()), before=SCALES),
    "scales, evening": Walk((Rate(3), Rate(8), TEA, Text()), EVENING, SCALES),
    "scales, skipped": Walk((Rate(None), Rate(None), TEA, Text()), EVENING, SCALES),
    "scales, low energy": Walk((SAM, Rate(1), Rate(2), OtherWay("rest")), before=SCALES),
    "morning note": Walk(
        (Text("Slept well"), Rate(5), Suggestion(1), Text()), rotating_day("morning", "note"), ROTATING
    ),
    "evening note": Walk((TEA, Text()), rotating_day("evening", "note"), ROTATING),
    "evening, given": Walk((Text("held a door"),), rotating_day("evening", "gave"), ROTATING),
    "yesterday, brought": Walk(
        (Keys(("escape", "s"), choice="bring it to today"),), before=PLANNED_YESTERDAY
    ),
    "yesterday, done": Walk((Keys(("escape", "d"), choice="I did it"),), before=PLANNED_YESTERDAY),
    "yesterday, let go": Walk(
        (Keys(("escape", "l"), choice="let it go, no reasons needed"),), before=PLANNED_YESTERDAY
    ),
    "yesterday, a line": Walk(
        (Keys(("escape", "y"), typed="y"), Keys((), choice="a kindness I received or saw"), TEA, Text()),
        before=NOTHING_DUE,
    ),
    "check": Walk((Keys((), typed="b"), Keys(("f2", "space"), choice="true today")), before=NOTHING_DUE),
    "check, not today": Walk(
        (Keys((), typed="b"), Keys(("f2", "n"), choice="not today")), before=NOTHING_DUE
    ),
    "check, cleared": Walk(
        (
            Keys((), typed="b"),
            Keys(("f2", "n"), choice="not today"),
            Keys((), typed=""),
            Keys((), typed=""),
            Keys((), typed="b"),
            Keys(("n",), choice="clear my answer"),
        ),
        before=NOTHING_DUE,
    ),
    "not now at the suggestions": Walk((SAM, Rate(7), Keys(("n",), typed="n"))),
    "rest at the suggestions": Walk((SAM, Rate(7), Keys(("r",), typed="r"))),
    "undo a rating": Walk((SAM, Rate(7), Keys(("u",), typed="u"), Rate(8), Suggestion(1), Text())),
    "undo a name": Walk((SAM, Keys(("u",), typed="u"))),
    "undo the evening": Walk((TEA, Keys(("escape", "u"), typed="u")), EVENING),
    "undo not now": Walk((NOT_NOW, Keys(("u",), typed="u"))),
    "undo and redo": Walk(
        (
            NOT_NOW,
            Keys(("escape", "u"), typed="u"),
            Keys((), typed=""),
            Keys(("U",), choice="bring back what I undid"),
        ),
        EVENING,
    ),
    "draft of the name": Walk(
        (TAKE_DRAFT, Rate(7), Suggestion(1), Text()), drafts=(DraftChange(TODAY, "who", "", "Sam"),)
    ),
    "draft of the name, rest": Walk(
        (TAKE_DRAFT, Rate(2), OtherWay("rest")), drafts=(DraftChange(TODAY, "who", "", "Sam"),)
    ),
    "draft of the name, not now": Walk((NOT_NOW,), drafts=(DraftChange(TODAY, "who", "", "Sam"),)),
    "draft of the evening": Walk(
        (TAKE_DRAFT, Text("held a door")), EVENING, drafts=(DraftChange(TODAY, "evening", "", "half a li"),)
    ),
    "draft of yesterday": Walk(
        (Keys(("enter",), typed="1"), TAKE_DRAFT, Text()),
        drafts=(DraftChange(YESTERDAY, "evening", "", "half a li"),),
    ),
}


@pytest.mark.parametrize("walk", WALKS.values(), ids=WALKS)
def test_the_same_answers_leave_the_same_files(
    walk: Walk, tmp_path: Path, plain_terminal: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    app_path, checkin_path = tmp_path / "app" / "journal.json", tmp_path / "checkin" / "journal.json"
    asyncio.run(walk_app(walk, app_path))
    walk_checkin(walk, checkin_path, monkeypatch)
    assert stored(checkin_path) == stored(app_path)


def test_a_passed_over_offer_keeps_the_name_and_the_energy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As "not now" does in the app, which has no empty line there."""
    path = tmp_path / "journal.json"
    walk_checkin(Walk((SAM, Rate(2), Text())), path, monkeypatch)
    store = FileStore(path, FakeClock())
    day = store.load().day(TODAY)
    assert day.who
    assert (day.who.value, day.rating("energy")) == ("Sam", 2)
    assert not day.is_rest_day
    assert not day.skipped
    assert not store.drafts()


def session_for(walk: Walk, path: Path) -> Session:
    """Return a session over a journal with what the walk starts from."""
    clock = FakeClock(walk.at)
    path.parent.mkdir(exist_ok=True)
    session = Session(FileStore(path, clock), clock, CATALOG)
    session.open()
    for request in walk.before:
        session.submit(request)
    session.save_drafts(walk.drafts)
    return session


async def walk_app(walk: Walk, path: Path) -> None:
    session = session_for(walk, path)
    app = KindApp(session, session.open())
    async with app.run_test() as pilot:
        harness = AppHarness(app, pilot, path)
        await harness.wait_until_idle()
        for answer in walk.answers:
            await answer.give(harness)
        await harness.flush_drafts()


def walk_checkin(walk: Walk, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answer `checkin` line by line; the input ends after the last answer."""
    printed: list[str] = []
    answers = iter(walk.answers)

    def read_line() -> DecodedText | None:
        answer = next(answers, None)
        return DecodedText(answer.line(printed), "utf-8") if answer else None

    monkeypatch.setattr("kindtui.cli.line_dialog.read_line", read_line)
    Checkin(session_for(walk, path), printed.append).run()
    assert next(answers, None) is None, "the check-in ended before the last answer"


def stored(path: Path) -> Any:
    """Return the journal and the drafts on the disk, without what no two runs share."""
    uids: dict[str, str] = {}
    text = path.read_text() if path.exists() else "{}"
    for uid in UID.findall(text):
        uids.setdefault(uid, f"uid {len(uids)}")
    tables = json.loads(UID.sub(lambda found: uids[found[0]], text))
    return without_stamps(tables), FileStore(path, FakeClock()).drafts()


def without_stamps(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_stamps(part) for key, part in value.items() if key not in STAMPS}
    return [without_stamps(part) for part in value] if isinstance(value, list) else value

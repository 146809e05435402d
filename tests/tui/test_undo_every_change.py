"""Every kind of change is taken back and brought back from every screen, without losing a word."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.faults.trial_count import LONG_RUN
from tests.support import FakeClock
from tests.tui.harness import MORNING, AppHarness, OpenApp

SCREENS = {
    "today": ("f1",),
    "boundaries": ("f2",),
    "streak": ("f3",),
    "journal": ("f4",),
    "patterns": ("f5",),
    "why": ("f6",),
    "yesterday": ("f4", "y"),
    "my acts": ("f1", "escape", "m"),
    "settings": ("f1", "escape", "comma"),
    "places": ("f1", "escape", "exclamation_mark"),
    "names left out": ("f1", "escape", "comma", "up", "up", "enter"),
    "my questions": ("f1", "escape", "comma", "up", "up", "up", "up", "enter"),
}
SETTINGS, SETTINGS_IN_A_SHORT_RUN = 12, 2  # those that Enter changes at once
A_DAY = ("f4", "down", "enter")  # the older one of the two in the journal
YESTERDAY = ("f4", "y")
AN_ACT = ("f1", "escape", "a", "enter", "enter")
A_CHECK = ("f2", "a", "text own check", "enter", "text kind words", "enter")
OWN_ACT = ("f1", "escape", "m", "a", "ctrl+u", "text water the plants", "enter")
A_PERSON = ("f2", "exclamation_mark", "a", "text my sister", "enter", "text a call", "enter")
A_HELPLINE = ("f2", "exclamation_mark", "h", "text 116 123", "enter")
A_NAME = ("text Sam", "enter", "7", "enter", "enter", "escape", "d")
A_QUESTION = (
    *("f1", "escape", "comma", "up", "up", "up", "up", "enter", "home", "a", "ctrl+u"),
    *("text Who is ill", "enter", "1"),
)
NAMES = ("f1", "escape", "comma", "up", "up", "enter")
RENAMED = ("f5", "p", "enter", "ctrl+u", "text Lin", "enter")
# What is there before, and the keys of the change itself. A key that begins with "text " is typed.
CHANGES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "energy": (("text Sam", "enter"), ("7",)),
    "an act taken": (("text Sam", "enter", "7"), ("enter",)),
    "a when": ((*AN_ACT[:-1],), ("text after lunch", "enter")),
    "an act of one's own words": ((), ("f1", "escape", "a", *["down"] * 3, "enter", "text bake", "enter")),
    "an act done": (AN_ACT, ("f1", "escape", "d")),
    "an act let go": (AN_ACT, ("f1", "escape", "l")),
    "an act swapped": (AN_ACT, ("f1", "escape", "s", "3")),
    "the morning put aside": ((), ("f1", "escape", "n")),
    "rest": ((), ("f1", "escape", "r")),
    "a line received": ((), ("f1", "escape", "e", "text tea", "enter")),
    "a kindness given in the evening": (
        ("f1", "escape", "e", "text tea", "enter"),
        ("text soup", "enter"),
    ),
    "a boundary kept": ((), ("f2", "b", "text no to a shift", "enter")),
    "a check that holds": ((), ("f2", "space")),
    "a check not today": ((), ("f2", "n")),
    "a check of one's own": ((), A_CHECK),
    "a check put away": (A_CHECK, ("f2", "down", "down", "down", "x")),
    "an act of one's own": ((), OWN_ACT),
    "an act of one's own put away": (OWN_ACT, ("home", "x")),
    "a person to talk to": ((), A_PERSON),
    "a person put away": (A_PERSON, ("home", "x")),
    "a helpline": ((), A_HELPLINE),
    "another helpline": (A_HELPLINE, ("h", "ctrl+u", "text 0800 1", "enter")),
    "a line of yesterday": ((), (*YESTERDAY, "text a lift", "enter")),
    "a boundary of yesterday": ((), (*YESTERDAY, "escape", "b", "text no to cake", "enter")),
    "rest of yesterday": ((), (*YESTERDAY, "escape", "r")),
    "a line written anew": ((), (*A_DAY, "enter", "ctrl+u", "text other words", "enter")),
    "a line removed": ((), (*A_DAY, "x")),
    "a line moved": ((), (*A_DAY, "M", "text 3 nov", "enter")),
    "an act not done after all": ((), (*A_DAY, "d")),
    "a day removed": ((), ("f4", "down", "x")),
    "a line left out of the jar": ((), ("f4", "o", "n")),
    "a name left out": (A_NAME, ("f5", "x", "x")),
    "a name put back": ((*A_NAME, "f5", "x", "x"), (*NAMES, "x")),
    "a question of one's own": ((), A_QUESTION),
    "a question of one's own for the evening": (
        (),
        (*A_QUESTION[:8], "end", "a", "ctrl+u", "text What was funny", "enter", "2"),
    ),
    "a question saved as something else": (A_QUESTION, ("home", "e", "enter", "2")),
    "a question put away": (A_QUESTION, ("home", "x")),
    "a name given": (A_NAME, RENAMED),
    "a name written in the days": ((*A_NAME, *RENAMED), ("d",)),
    "names separated": ((*A_NAME, *RENAMED, "down"), ("s",)),
    "mood asked for": ((), ("f5", "c", "c")),
    "the thread hidden": ((), ("f3", "h")),
    **{
        f"setting {number + 1}": ((), ("f1", "escape", "comma", "home", *["down"] * number, "enter"))
        for number in range(SETTINGS)
    },
}
BOOKKEEPING = {"uid", "updated_at", "deleted", "moved", "written"}
TABLES = (
    *(
        "days",
        "acts",
        "boundaries",
        "people",
        "helplines",
        "left_out_names",
        "name_aliases",
        "settings",
        "conflicts",
    ),
    *("morning_questions", "evening_questions", "settings", "conflicts"),
)
DEFAULTS: dict[str, Any] = {
    "day_start": 4, "evening_hour": 17, "week_start": "monday", "grace": 2, "thread_shown": True,
    "questions": "exact", "low_mood": True, "jar": True, "theme": "dark", "motion": True, "in_jar": True,
    "own_questions": "off",
}  # fmt: skip
CASES = [
    (change, screen)
    for number, change in enumerate(
        CHANGES if LONG_RUN else list(CHANGES)[: SETTINGS_IN_A_SHORT_RUN - SETTINGS]
    )
    for screen in (SCREENS if LONG_RUN else [list(SCREENS)[number % len(SCREENS)]])
]


@pytest.fixture
def path(tmp_path: Path, clock: FakeClock) -> Path:
    """A journal with one kindness given and, on another day, one received."""
    from kindtui.cli.main import run

    path = tmp_path / "journal.json"
    environment = {"KINDTUI_DATA": str(path), "KINDTUI_NOW": MORNING.isoformat(), "HOME": str(tmp_path)}
    assert run(["log", "received", "a smile", "--day", "2026-11-20"], environment) == 0
    assert run(["log", "gave", "a seat", "--day", "2026-11-18"], environment) == 0
    return path


@pytest.mark.sweep
@pytest.mark.parametrize(("change", "screen"), CASES)
async def test_a_change_is_taken_back_and_brought_back(
    change: str, screen: str, path: Path, open_app: OpenApp
) -> None:
    before_keys, change_keys = CHANGES[change]
    async with open_app() as harness:
        await press(harness, before_keys)
        before = contents(path)
        await press(harness, change_keys)
        after = contents(path)
        assert after != before
        await harness.press("escape", "escape", "escape", *SCREENS[screen], "escape")
        await harness.press("u")
        assert contents(path) == before, harness.text
        assert words_of(after) - words_of(before) <= all_words(path)
        await harness.press("U")
        assert contents(path) == after, harness.text


async def press(harness: AppHarness, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key.startswith("text "):
            await harness.type(key.removeprefix("text "))
        else:
            await harness.press(key)


def contents(path: Path) -> dict[str, Any]:
    """What the journal says, without names and times of its entries and without what is at its default."""
    tables = json.loads(path.read_bytes())
    return {name: _said(tables.get(name, {})) for name in TABLES}


def _said(value: Any) -> Any:
    if isinstance(value, list):
        return [_said(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "value" in value:
        return value["value"]
    said = {key: _said(item) for key, item in value.items() if key not in BOOKKEEPING}
    told = {key: item for key, item in said.items() if not _is_default(key, item)}
    return {} if told.keys() == {"day"} else told


def _is_default(key: str, value: Any) -> bool:
    if key in DEFAULTS:
        return bool(value == DEFAULTS[key])
    return value in (None, False, "", "unanswered") or value in ([], {})


def words_of(said: Any) -> set[str]:
    return {word for word in json.dumps(said).replace('"', " ").split() if word.isalpha()}


def all_words(path: Path) -> set[str]:
    """All words in the journal, undo and redo included, and in the drafts."""
    drafts = path.with_name("journal.json.drafts")
    text = "".join(file.read_text() for file in (path, drafts) if file.exists())
    return {word for word in text.replace('"', " ").replace("\\", " ").split() if word.isalpha()}

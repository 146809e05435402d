"""What is new in the days as they are lived, by both faces: the same answers leave the same files."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from kindtui.domain.journal.text_ref import TextRef
from kindtui.domain.requests import (
    CustomEntryWritten,
    DayPartSkipped,
    DaysAwayChosen,
    NameRenamed,
    SettingsChanged,
    TextRewritten,
)
from tests.support import EVENING, TODAY
from tests.test_two_faces import Keys, Rate, Suggestion, Text, Walk, stored, walk_app, walk_checkin

NOTHING_DUE = (DayPartSkipped(TODAY, "morning"),)
AWAY = (DaysAwayChosen(TODAY, TODAY + timedelta(days=7)),)
NAMED = (
    TextRewritten(TODAY - timedelta(days=1), TextRef("who"), "sam k"),
    TextRewritten(TODAY - timedelta(days=2), TextRef("who"), "Sam"),
    *NOTHING_DUE,
)
OWN = (
    SettingsChanged({"own_questions": "instead"}),
    CustomEntryWritten("morning_questions", "", "Who is ill?", records="who"),
    CustomEntryWritten("evening_questions", "", "What did I give?", records="gave"),
)
NOTES = (
    SettingsChanged({"own_questions": "instead"}),
    CustomEntryWritten("morning_questions", "", "How did I sleep?", records="note"),
    CustomEntryWritten("evening_questions", "", "What was funny?", records="note"),
)
TO_REST = Keys(("escape", "R"), typed="r")
TO_PEOPLE = Keys(("escape", "f5", "p"), typed="p")
# In the app a text of several lines has other keys than in plain lines, which end with a full stop.
LINES = (
    Keys(("f9", *"one", "enter"), typed="."),
    Keys((), typed="one"),
    Keys(("enter", *"two", "f9"), typed=""),
    Keys((), typed="two"),
    Keys((), typed="."),
)

WALKS: Mapping[str, Walk] = {
    "rest until sunday": Walk((TO_REST, Text("sunday")), before=NOTHING_DUE),
    "rest from a day to a day": Walk((TO_REST, Text("1 dec to 6 dec")), before=NOTHING_DUE),
    "rest, then more of it": Walk(
        (
            TO_REST,
            Text("sunday"),
            Keys(("a",), typed="r"),
            Keys((), typed="a"),
            Text("1 jan to 3 jan"),
        ),
        before=NOTHING_DUE,
    ),
    "what is no day, then one": Walk(
        (TO_REST, Text("soon"), Keys(("ctrl+u",), typed="monday"), Keys((*"monday", "enter"), typed="")),
        before=NOTHING_DUE,
    ),
    "rest planned and undone": Walk(
        (TO_REST, Text("sunday"), Keys(("escape", "u"), typed="u")), before=NOTHING_DUE
    ),
    "a day away opened all the same": Walk(
        (Keys(("enter",), typed="1"), Text("Sam"), Rate(7), Suggestion(1), Text()), before=AWAY
    ),
    "an evening away opened all the same": Walk(
        (Keys(("enter",), typed="1"), Text("Tea"), Text()), EVENING, AWAY
    ),
    "an evening of several lines": Walk((*LINES, Text()), EVENING),
    "several lines that were undone": Walk((*LINES, Keys(("escape", "u"), typed="u")), EVENING),
    "own questions, a name": Walk((Text("Noor"), Rate(7), Suggestion(1), Text()), before=OWN),
    "own questions, what I gave": Walk((Text("an apple"),), EVENING, OWN),
    "own questions, a note in the morning": Walk(
        (Text("well"), Rate(5), Suggestion(1), Text()), before=NOTES
    ),
    "own questions, a note in the evening": Walk((Text("a dog"), Text()), EVENING, NOTES),
    "own questions, not now": Walk((Keys(("escape", "n"), typed="n"),), EVENING, OWN),
    "a name joined with another": Walk(
        (TO_PEOPLE, Keys(("home", "enter", "ctrl+u"), typed="sam k"), Text("Sam")), before=NAMED
    ),
    "a name joined and written so in the days": Walk(
        (
            TO_PEOPLE,
            Keys(("home", "enter", "ctrl+u"), typed="sam k"),
            Text("Sam"),
            Keys(("d",), typed="1"),
        ),
        before=NAMED,
    ),
    "the evening after a name was joined": Walk(
        (Text("Tea from sam k"), Text("soup for Sam")), EVENING, (*NAMED, NameRenamed("sam k", "Sam"))
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


def test_several_lines_without_a_word_are_like_enter_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone, empty = tmp_path / "alone" / "journal.json", tmp_path / "empty" / "journal.json"
    dot = Keys((), typed=".")
    walk_checkin(Walk((Text("Tea"), Text()), EVENING), alone, monkeypatch)
    walk_checkin(Walk((Text("Tea"), dot, Text(), Text(" "), dot), EVENING), empty, monkeypatch)
    assert stored(empty) == stored(alone)

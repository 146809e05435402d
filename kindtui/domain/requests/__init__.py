"""The changes that a person can request, one class for each, all with an `apply` method.

A request is named in the past tense for what the person did. `on` is the day of the form it came from, which
stays the same when midnight passes while somebody is writing.
"""

from kindtui.domain.requests.acts import ActChosen, ActMoved, ActScheduled, ActStateChanged, GivenActWritten
from kindtui.domain.requests.answers import (
    CheckAnswered,
    DayPartSkipped,
    DayRemoved,
    KindnessAwaited,
    PartRemoved,
    ReflectionWritten,
    RestChosen,
    ScaleRated,
)
from kindtui.domain.requests.away import DaysAwayChosen, DaysAwayEnded
from kindtui.domain.requests.base import Request, Stamp
from kindtui.domain.requests.day_texts import DayTextsRewritten
from kindtui.domain.requests.journal_wide import (
    ComparisonNoteRead,
    CustomEntryArchived,
    CustomEntryWritten,
    LowMoodTextRead,
    SettingsChanged,
)
from kindtui.domain.requests.names import NameRenamed, NameRewritten, NameSeparated
from kindtui.domain.requests.texts import (
    EntryMoved,
    KeptBoundaryWritten,
    LineLeftOutOfJar,
    NoteWritten,
    ReceivedWritten,
    TextPutAside,
    TextRewritten,
    TextThrownAway,
)

__all__ = [
    "ActChosen",
    "ActMoved",
    "ActScheduled",
    "ActStateChanged",
    "CheckAnswered",
    "ComparisonNoteRead",
    "CustomEntryArchived",
    "CustomEntryWritten",
    "DayPartSkipped",
    "DayRemoved",
    "DayTextsRewritten",
    "DaysAwayChosen",
    "DaysAwayEnded",
    "EntryMoved",
    "GivenActWritten",
    "KeptBoundaryWritten",
    "KindnessAwaited",
    "LineLeftOutOfJar",
    "LowMoodTextRead",
    "NameRenamed",
    "NameRewritten",
    "NameSeparated",
    "NoteWritten",
    "PartRemoved",
    "ReceivedWritten",
    "ReflectionWritten",
    "Request",
    "RestChosen",
    "ScaleRated",
    "SettingsChanged",
    "Stamp",
    "TextPutAside",
    "TextRewritten",
    "TextThrownAway",
]

"""What a person asked for, in the past tense of the person; `on` is the day of the form.

Without `repr`, a message cannot bring what somebody wrote into a log or an error.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from textual.message import Message

from kindtui.domain.form import Form, TextRef
from kindtui.domain.journal.custom_entry import CustomEntryKind
from kindtui.domain.journal.day import ActState, CheckAnswer, DayPart, ScaleName
from kindtui.domain.ritual.acts import Plan
from kindtui.domain.ritual.prompts import PromptTarget


class Request(Message):
    """Something to be done in its turn, one after another."""


@dataclass(eq=False, repr=False)
class ActChosen(Request):
    """An act was taken; with `swapped` it takes the place of that act."""

    on: date
    plan: Plan
    replaced_uid: str = ""


@dataclass(eq=False, repr=False)
class ActScheduled(Request):
    """A when was given for the newest planned act."""

    on: date
    when: str


@dataclass(eq=False, repr=False)
class ActStateChanged(Request):
    """An act is done, let go, or planned again."""

    on: date
    uid: str
    state: ActState


@dataclass(eq=False, repr=False)
class ActMoved(Request):
    """A planned act of an earlier day was brought to the day `on`."""

    on: date
    from_day: date
    uid: str


@dataclass(eq=False, repr=False)
class GivenActWritten(Request):
    """A kindness given was written down."""

    on: date
    text: str


@dataclass(eq=False, repr=False)
class ReflectionWritten(Request):
    """The question of the evening was answered; `records` says what the answer is."""

    on: date
    text: str
    records: PromptTarget


@dataclass(eq=False, repr=False)
class NoteWritten(Request):
    """A question of the morning was answered that asks for no name."""

    on: date
    text: str


@dataclass(eq=False, repr=False)
class KeptBoundaryWritten(Request):
    """A boundary kept was written down."""

    on: date
    text: str


@dataclass(eq=False, repr=False)
class TextRewritten(Request):
    """A text of a day was written anew; an empty one that may be empty is taken away."""

    on: date
    ref: TextRef
    text: str


@dataclass(eq=False, repr=False)
class ScaleRated(Request):
    """A scale of a day was answered, from 1 to 9."""

    on: date
    scale: ScaleName
    rating: int


@dataclass(eq=False, repr=False)
class PartRemoved(Request):
    """A part of a day was removed: the field of `Day`, and the uid or name within it."""

    on: date
    part: str
    uid: str


@dataclass(eq=False, repr=False)
class DayRemoved(Request):
    """Everything written for a day was removed."""

    on: date


@dataclass(eq=False, repr=False)
class LineLeftOutOfJar(Request):
    """A line is not to be shown again by the kindness jar."""

    on: date
    uid: str


@dataclass(eq=False, repr=False)
class RestChosen(Request):
    """A day was marked as rest, or no longer."""

    on: date
    is_rest_day: bool


@dataclass(eq=False, repr=False)
class DayPartSkipped(Request):
    """A card was put aside with "not now"."""

    on: date
    day_part: DayPart


@dataclass(eq=False, repr=False)
class CheckAnswered(Request):
    """A boundary check was answered."""

    on: date
    check_id: str
    answer: CheckAnswer


@dataclass(eq=False, repr=False)
class CustomEntryWritten(Request):
    """An act or a check of the user's own was written, or with its uid put in other words."""

    kind: CustomEntryKind
    uid: str
    text: str
    script: str = ""


@dataclass(eq=False, repr=False)
class CustomEntryArchived(Request):
    """An act or a check of the user's own was put away, or brought back."""

    kind: CustomEntryKind
    uid: str
    archived: bool


@dataclass(eq=False, repr=False)
class SettingsChanged(Request):
    """Settings were given other values, each by its field of `Settings`."""

    values: Mapping[str, object]


@dataclass(eq=False, repr=False)
class LowMoodTextRead(Request):
    """What is said of hard evenings was read."""

    on: date


class FormFinished(Request):
    """A form was closed: once all wishes before it are saved, the due card opens."""


class FileChanged(Request):
    """The file is another one: what somebody else wrote is to be shown."""


class UndoRequested(Request):
    """The last change is to be taken back."""


class DraftsSaveRequested(Request):
    """Some fields hold text that is not saved yet; an empty text is no longer wanted."""

    def __init__(self, texts: Mapping[tuple[date, str], str]) -> None:
        """Take the text of each field of a day."""
        super().__init__()
        self.texts = texts


@dataclass(eq=False, repr=False)
class DayOpened(Message):
    """A day is to be opened, at that form of it."""

    form: Form


class KeySettingsOpened(Message):
    """The list of all keys was opened."""


@dataclass(eq=False, repr=False)
class DraftChanged(Message):
    """The text of a field changed."""

    on: date
    field: str
    text: str

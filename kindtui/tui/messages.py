"""What a person asked for, in the past tense of the person; `on` is the day of the form.

Without `repr`, a message cannot bring what somebody wrote into a log or an error.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from textual.message import Message

from kindtui.domain.form import Form, Place
from kindtui.domain.journal.day import ActState, CheckAnswer, Part, ScaleName
from kindtui.domain.journal.own_words import Kind
from kindtui.domain.ritual.acts import Plan
from kindtui.domain.ritual.prompts import Records


class Wish(Message):
    """Something to be done in its turn, one after another."""


@dataclass(eq=False, repr=False)
class ActChosen(Wish):
    """An act was taken; with `swapped` it takes the place of that act."""

    on: date
    plan: Plan
    swapped: str = ""


@dataclass(eq=False, repr=False)
class ActTimed(Wish):
    """A when was given for the newest planned act."""

    on: date
    when: str


@dataclass(eq=False, repr=False)
class ActSettled(Wish):
    """An act is done, let go, or planned again."""

    on: date
    uid: str
    state: ActState


@dataclass(eq=False, repr=False)
class ActBrought(Wish):
    """A planned act of an earlier day was brought to the day `on`."""

    on: date
    earlier: date
    uid: str


@dataclass(eq=False, repr=False)
class GaveWritten(Wish):
    """A kindness given was written down."""

    on: date
    text: str


@dataclass(eq=False, repr=False)
class ReflectionWritten(Wish):
    """The question of the evening was answered; `records` says what the answer is."""

    on: date
    text: str
    records: Records


@dataclass(eq=False, repr=False)
class NoteWritten(Wish):
    """A question of the morning was answered that asks for no name."""

    on: date
    text: str


@dataclass(eq=False, repr=False)
class KeptWritten(Wish):
    """A boundary kept was written down."""

    on: date
    text: str


@dataclass(eq=False, repr=False)
class TextRewritten(Wish):
    """A text of a day was written anew; an empty one that may be empty is taken away."""

    on: date
    place: Place
    text: str


@dataclass(eq=False, repr=False)
class ScaleRated(Wish):
    """A scale of a day was answered, from 1 to 9."""

    on: date
    scale: ScaleName
    rating: int


@dataclass(eq=False, repr=False)
class PartRemoved(Wish):
    """A part of a day was removed: the field of `Day`, and the uid or name within it."""

    on: date
    part: str
    uid: str


@dataclass(eq=False, repr=False)
class DayRemoved(Wish):
    """Everything written for a day was removed."""

    on: date


@dataclass(eq=False, repr=False)
class LeftOutOfJar(Wish):
    """A line is not to be shown again by the kindness jar."""

    on: date
    uid: str


@dataclass(eq=False, repr=False)
class RestChosen(Wish):
    """A day was marked as rest, or no longer."""

    on: date
    rests: bool


@dataclass(eq=False, repr=False)
class PartSkipped(Wish):
    """A card was put aside with "not now"."""

    on: date
    part: Part


@dataclass(eq=False, repr=False)
class CheckAnswered(Wish):
    """A boundary check was answered."""

    on: date
    check_id: str
    answer: CheckAnswer


@dataclass(eq=False, repr=False)
class OwnWritten(Wish):
    """An act or a check of the user's own was written, or with its uid put in other words."""

    kind: Kind
    uid: str
    text: str
    script: str = ""


@dataclass(eq=False, repr=False)
class OwnArchived(Wish):
    """An act or a check of the user's own was put away, or brought back."""

    kind: Kind
    uid: str
    archived: bool


@dataclass(eq=False, repr=False)
class SettingsChanged(Wish):
    """Settings were given other values, each by its field of `Settings`."""

    values: Mapping[str, object]


@dataclass(eq=False, repr=False)
class LowMoodRead(Wish):
    """What is said of hard evenings was read."""

    on: date


class FormFinished(Wish):
    """A form was closed: once all wishes before it are saved, the due card opens."""


class LookedAgain(Wish):
    """The file is another one: what somebody else wrote is to be shown."""


class UndoAsked(Wish):
    """The last change is to be taken back."""


class DraftsTyped(Wish):
    """Some fields hold text that is not saved yet; an empty text is no longer wanted."""

    def __init__(self, texts: Mapping[tuple[date, str], str]) -> None:
        """Take the text of each field of a day."""
        super().__init__()
        self.texts = texts


@dataclass(eq=False, repr=False)
class DayOpened(Message):
    """A day is to be opened, at that form of it."""

    form: Form


@dataclass(eq=False, repr=False)
class DraftChanged(Message):
    """The text of a field changed."""

    on: date
    field: str
    text: str

"""What widgets and screens tell the app, in the past tense of the person.

Without `repr`, a message cannot bring what somebody wrote into a log or an error.
"""

from dataclasses import dataclass
from datetime import date

from textual.message import Message

from kindtui.domain.form import Form
from kindtui.domain.requests import Request


@dataclass(eq=False, repr=False)
class Requested(Message):
    """A change to the journal was asked for."""

    request: Request


class FormFinished(Message):
    """A form was closed: once everything asked for before it is saved, the card that is due opens."""


@dataclass(eq=False, repr=False)
class DayOpened(Message):
    """A day is to be opened at that form."""

    form: Form


class KeySettingsOpened(Message):
    """The list of all keys was opened."""


@dataclass(eq=False, repr=False)
class DraftChanged(Message):
    """The text of a field changed, on the day `on`."""

    on: date
    field: str
    text: str

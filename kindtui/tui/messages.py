"""The messages of widgets and screens to the app, each named for what the user did.

They have no `repr`, so that what somebody wrote reaches no log and no error report.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from textual.message import Message

from kindtui.domain.drafts import DraftChange
from kindtui.domain.form import Form
from kindtui.domain.journal.keyring import LockChange
from kindtui.domain.requests import Request
from kindtui.domain.ritual.acts import Plan


class Requested(Message):
    """Changes to the journal were requested, to be saved together."""

    def __init__(self, *requests: Request, used: Sequence[DraftChange] = ()) -> None:
        """Ask for `requests`, whose texts are the old ones of the draft changes `used`."""
        super().__init__()
        self.requests, self.used = requests, used


class FormFinished(Message):
    """A form was finished; the app saves what was requested before, then opens the card that is due."""


@dataclass(eq=False, repr=False)
class DayOpened(Message):
    """A day was opened, at the step and with the drafts of `form`; `search_text` is what it was found by."""

    form: Form
    search_text: str = ""


class DaysAwayOpened(Message):
    """The list of days away was opened."""


class LeftOutNamesOpened(Message):
    """The list of names left out was opened, with the names that a kindness in the jar mentions."""

    def __init__(self, mentioned: Sequence[str] = ()) -> None:
        """Offer the names `mentioned` first."""
        super().__init__()
        self.mentioned = mentioned


class PeopleOpened(Message):
    """The list of people was opened."""


class MyQuestionsOpened(Message):
    """The list of the user's own questions was opened."""


@dataclass(eq=False, repr=False)
class ChangesReverted(Message):
    """The last `count` changes were asked to be undone, or the last undone ones to be redone."""

    count: int
    is_redo: bool


class KeySettingsOpened(Message):
    """The list of all keys was opened."""


class LockOpened(Message):
    """What there is to change about the lock of the journal was opened."""


@dataclass(eq=False, repr=False)
class PassphraseGiven(Message):
    """The present passphrase, or the recovery code, was typed before a change of the lock."""

    passphrase: str


@dataclass(eq=False, repr=False)
class LockChangeRequested(Message):
    """The lock is to be set, lifted for good, or given another passphrase; `passphrase` is the new one."""

    change: LockChange
    passphrase: str = ""


class ThemesOpened(Message):
    """The list of themes was opened."""


@dataclass(eq=False, repr=False)
class ThemePreviewed(Message):
    """A theme was highlighted, to be shown without being saved; or the list of themes was left."""

    theme: str


@dataclass(eq=False, repr=False)
class MyActsOpened(Message):
    """The list of the user's own acts was opened; `on_closed` receives the act chosen there, or None."""

    on_closed: Callable[[Plan | None], Awaitable[None]]


@dataclass(eq=False, repr=False)
class DraftChanged(Message):
    """The text in a field changed."""

    change: DraftChange

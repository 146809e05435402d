"""The settings, which are kept in the data file."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

from kindtui.domain.dates import Instant

Hour = Annotated[int, Meta(ge=0, le=23)]
OUTSIDE = "out"  # stands for all acts outside the house, among the audiences whose acts are not suggested
MAX_LOCK_MINUTES = 600
WeekStart = Literal["monday", "saturday", "sunday"]

READ_MARKS = ("low_mood_told", "low_mood_in_a_row", "comparison_note_read")  # undo leaves them as they are


class Settings(Struct, frozen=True, omit_defaults=True):
    """The settings of one data file; hours are local.

    Attributes:
        grace: How many quiet days in a row leave the thread alone.
        keys: The custom keys of each binding, separated by commas, by the id of the binding.
        people_shown: Whether Patterns shows the people who were not named lately.
        theme: The name of a theme; any, as a newer version may have others.
        acts_close: Whether acts for somebody close are suggested; the next ones are for other audiences.
        acts_out: Whether acts outside the house are suggested.
        low_mood_told: The day on which the low-mood text was last shown.
        low_mood_in_a_row: How often it has been shown in a row by then; see `low_mood`.
        own_questions: Whether a person's own questions are asked: "off", "beside" the others or "instead"
            of them; any text, as a newer version may have others.
        this_day_shown: Whether Today has a panel with a kindness of this day in another year.
        cover_locks: Whether the cover locks the app too, if the journal is locked.
        lock_after: The minutes without a key after which the app locks, if the journal is locked; 0 is never.
        comparison_note_read: Whether it was read that kind and quiet days are compared no more.
        chosen: The names of the settings that a person set to what is kindtui's own default; see
            `provided_settings`.
        sealed: The two settings about the low-mood text, in a locked journal.
    """

    day_start: Hour = 4
    evening_hour: Hour = 17
    week_start: WeekStart = "monday"
    grace: Annotated[int, Meta(ge=0, le=6)] = 2
    thread_shown: bool = True
    questions: Literal["exact", "rotating"] = "exact"
    scales: bool = False
    low_mood: bool = True
    jar: bool = True
    people_shown: bool = False
    theme: str = "dark"
    ascii_marks: bool = False
    motion: bool = True
    panels_shown: bool = True
    acts_close: bool = True
    acts_colleague: bool = True
    acts_stranger: bool = True
    acts_community: bool = True
    acts_out: bool = True
    own_questions: str = "off"
    this_day_shown: bool = False
    cover_locks: bool = True
    lock_after: Annotated[int, Meta(ge=0, le=MAX_LOCK_MINUTES)] = 10
    keys: Mapping[str, str] = {}
    low_mood_told: date | None = None
    low_mood_in_a_row: Annotated[int, Meta(ge=0)] = 0
    comparison_note_read: bool = False
    chosen: tuple[str, ...] = ()
    sealed: str = ""
    updated_at: Instant | None = None

    @property
    def unsuggested(self) -> frozenset[str]:
        """The audiences whose acts are not suggested, and `OUTSIDE` if acts outside the house are not."""
        is_suggested = {
            "close": self.acts_close,
            "colleague": self.acts_colleague,
            "stranger": self.acts_stranger,
            "community": self.acts_community,
            OUTSIDE: self.acts_out,
        }
        return frozenset(name for name, suggested in is_suggested.items() if not suggested)

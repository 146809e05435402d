"""What a person can set; kept in the data file."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

from kindtui.domain.dates import Instant

Hour = Annotated[int, Meta(ge=0, le=23)]
WeekStart = Literal["monday", "saturday", "sunday"]


class Settings(Struct, frozen=True, omit_defaults=True):
    """Settings of one data file: hours are local, `grace` is in days (0–6).

    `low_mood_told` is the day on which hard evenings were last spoken of. `keys` has the keys
    of a person's own, parted by commas, by the id of their binding.
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
    theme: Literal["dark", "light", "terminal"] = "dark"
    ascii_marks: bool = False
    motion: bool = True
    keys: Mapping[str, str] = {}
    low_mood_told: date | None = None
    updated_at: Instant | None = None

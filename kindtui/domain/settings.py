"""What a person can set; kept in the data file."""

from typing import Annotated

from msgspec import Meta, Struct

from kindtui.domain.dates import Instant

Hour = Annotated[int, Meta(ge=0, le=23)]


class Settings(Struct, frozen=True, omit_defaults=True):
    """Settings of one data file: hours are local, `grace` is in days (0–6)."""

    day_start: Hour = 4
    evening_hour: Hour = 17
    grace: Annotated[int, Meta(ge=0, le=6)] = 2
    thread_shown: bool = True
    updated_at: Instant | None = None

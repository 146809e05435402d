"""What the form of every app is turned into: texts with their days, and a count of what is left out."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from msgspec import Struct, structs

from kindtui.domain.dates import Moment
from kindtui.domain.text import casefolded
from kindtui.texts import get_counted_text, get_text

NOON = time(12)  # stands for the time where an app tells only the day: noon is on that day in every zone


class LeftOut(StrEnum):
    """A kind of content that is not imported, and is counted instead."""

    AUDIO = "audio"
    AUTOMATIC_TICKS = "automatic_ticks"
    DESCRIPTIONS = "descriptions"
    EMPTY = "empty"
    FUTURE = "future"
    NUMBERS = "numbers"
    OTHER_FILES = "other_files"
    OTHER_HABITS = "other_habits"
    OTHER_HABITS_NOTES = "other_habits_notes"
    OTHER_VALUES = "other_values"
    PDFS = "pdfs"
    PICTURES = "pictures"
    PLACES = "places"
    PROPERTIES = "properties"
    SKIPS = "skips"
    TAGS = "tags"
    UNDATED = "undated"
    VIDEOS = "videos"
    WEATHER = "weather"


class FormError(Exception):
    """A file of another app cannot be read. The message says why, and `remedy` what to do; both are shown."""

    def __init__(self, problem: str, remedy: str = "") -> None:
        """Keep two sentences; without a remedy, it is to correct the file."""
        super().__init__(problem)
        self.remedy = remedy or get_text("errors.import.correct")


class Entry(Struct, frozen=True, gc=False):
    """One text of another app.

    Attributes:
        written: When it was written: a moment, or the local time in the zone of the import.
        text: The text, with its lines.
        field: The field of `Day` it becomes; empty if that is for the person to say.
        day: The day that the app names; None if it follows from `written`.
        habit: The name of the habit that it is about, if any.
    """

    written: Moment | datetime
    text: str
    field: str = ""
    day: date | None = None
    habit: str = ""

    def is_after(self, now: Moment) -> bool:
        """Return whether it is of a time, or else of a day, that is still to come."""
        if isinstance(self.written, Moment):
            return self.written.at > now.at
        return (self.day or self.written.date()) > now.local_time.date()

    def day_on(self, day_start: int) -> date:
        """Return the day it belongs to, where a day begins at the hour `day_start`."""
        local_time = self.written.local_time if isinstance(self.written, Moment) else self.written
        return self.day or (local_time - timedelta(hours=day_start)).date()


class Export(Struct, frozen=True):
    """The content of a file of another app.

    Attributes:
        entries: Its texts, none of them empty.
        left_out: How much of it is not imported, by kind.
        asks_field: Whether a person says what the texts become.
        habits: The names of its habits, of which a person chooses; None if the app has none.
        measured_habits: The names of those that have numbers in place of ticks.
    """

    entries: tuple[Entry, ...]
    left_out: Counter[LeftOut]
    asks_field: bool = False
    habits: tuple[str, ...] | None = None
    measured_habits: frozenset[str] = frozenset()

    def up_to(self, now: Moment) -> "Export":
        """Return the export without the texts of times still to come, which are counted as left out."""
        entries = tuple(entry for entry in self.entries if not entry.is_after(now))
        future = Counter({LeftOut.FUTURE: len(self.entries) - len(entries)})
        return structs.replace(self, entries=entries, left_out=self.left_out + future)

    def as_field(self, field: str) -> "Export":
        """Return the export with the texts for which a person chose a field."""
        entries = (structs.replace(entry, field=entry.field or field) for entry in self.entries)
        return structs.replace(self, entries=tuple(entries))

    def of_habits(self, names: Collection[str]) -> "Export":
        """Return the export with these habits alone; what is of another one is counted as left out."""
        chosen = {casefolded(name) for name in names}
        entries = tuple(entry for entry in self.entries if casefolded(entry.habit) in chosen)
        others = Counter(
            LeftOut.OTHER_HABITS if entry.field == "acts" else LeftOut.OTHER_HABITS_NOTES
            for entry in self.entries
            if casefolded(entry.habit) not in chosen
        )
        return structs.replace(self, entries=entries, left_out=self.left_out + others)


def describe_left_out(counts: Mapping[LeftOut, int]) -> str:
    """Return what was left out, as a list of counts; an empty string if that is nothing."""
    texts = {
        LeftOut.PICTURES: get_counted_text("commands.import.left_out.pictures", counts[LeftOut.PICTURES]),
        LeftOut.VIDEOS: get_counted_text("commands.import.left_out.videos", counts[LeftOut.VIDEOS]),
        LeftOut.AUDIO: get_counted_text("commands.import.left_out.audio", counts[LeftOut.AUDIO]),
        LeftOut.PDFS: get_counted_text("commands.import.left_out.pdfs", counts[LeftOut.PDFS]),
        LeftOut.PLACES: get_counted_text("commands.import.left_out.places", counts[LeftOut.PLACES]),
        LeftOut.WEATHER: get_counted_text("commands.import.left_out.weather", counts[LeftOut.WEATHER]),
        LeftOut.TAGS: get_counted_text("commands.import.left_out.tags", counts[LeftOut.TAGS]),
        LeftOut.PROPERTIES: get_counted_text(
            "commands.import.left_out.properties", counts[LeftOut.PROPERTIES]
        ),
        LeftOut.OTHER_HABITS: get_counted_text(
            "commands.import.left_out.other_habits", counts[LeftOut.OTHER_HABITS]
        ),
        LeftOut.OTHER_HABITS_NOTES: get_counted_text(
            "commands.import.left_out.other_habits_notes", counts[LeftOut.OTHER_HABITS_NOTES]
        ),
        LeftOut.AUTOMATIC_TICKS: get_counted_text(
            "commands.import.left_out.automatic_ticks", counts[LeftOut.AUTOMATIC_TICKS]
        ),
        LeftOut.SKIPS: get_counted_text("commands.import.left_out.skips", counts[LeftOut.SKIPS]),
        LeftOut.NUMBERS: get_counted_text("commands.import.left_out.numbers", counts[LeftOut.NUMBERS]),
        LeftOut.DESCRIPTIONS: get_counted_text(
            "commands.import.left_out.descriptions", counts[LeftOut.DESCRIPTIONS]
        ),
        LeftOut.OTHER_VALUES: get_counted_text(
            "commands.import.left_out.other_values", counts[LeftOut.OTHER_VALUES]
        ),
        LeftOut.EMPTY: get_counted_text("commands.import.left_out.empty", counts[LeftOut.EMPTY]),
        LeftOut.FUTURE: get_counted_text("commands.import.left_out.future", counts[LeftOut.FUTURE]),
        LeftOut.UNDATED: get_counted_text("commands.import.left_out.undated", counts[LeftOut.UNDATED]),
        LeftOut.OTHER_FILES: get_counted_text(
            "commands.import.left_out.other_files", counts[LeftOut.OTHER_FILES]
        ),
    }
    return ", ".join(text for kind, text in texts.items() if counts[kind])

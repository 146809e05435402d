"""One day: what was planned, given, received and kept, and its mark."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Generic, Literal, TypeVar, get_args

from msgspec import Meta, Raw, Struct

from kindtui.domain.dates import Instant, Moment

ActState = Literal["planned", "done", "let_go"]
CheckAnswer = Literal["unanswered", "holds", "not_today"]
DayPart = Literal["morning", "evening"]
ScaleName = Literal["energy", "mood_morning", "mood_evening", "connection"]
Rating = Annotated[int, Meta(ge=1, le=9)]

SCALES: tuple[ScaleName, ...] = get_args(ScaleName)

T = TypeVar("T")


class Answer(Struct, Generic[T], frozen=True, omit_defaults=True, gc=False):
    """A single value with the time of its last change in UTC.

    Without the key of a locked journal the value is blank, and `sealed` is what stands for it.
    """

    value: T
    updated_at: Instant
    sealed: str = ""

    @property
    def is_given(self) -> bool:
        """Whether there is an answer, which may be sealed."""
        return bool(self.value or self.sealed)


class Line(Struct, frozen=True, omit_defaults=True, gc=False):
    """One line a person wrote: a kindness received or witnessed, a boundary kept, or a note.

    `in_jar` is false once the kindness jar should not show it again.
    """

    uid: str
    text: str
    written: Moment
    updated_at: Instant
    in_jar: bool = True


class Act(Struct, frozen=True, omit_defaults=True, gc=False):
    """One small kindness of a day.

    Attributes:
        text: What it is, in words that follow "I".
        audience: One of `acts.Audience`, or empty.
        source: The id of the suggestion it came from; empty for a person's own words.
    """

    uid: str
    text: str
    state: ActState
    written: Moment
    updated_at: Instant
    who: str = ""
    when: str = ""
    audience: str = ""
    source: str = ""

    @property
    def sentence(self) -> str:
        """The plan in the first person, such as "After lunch, I'll text Sam."; see `plan_sentence`."""
        from kindtui.domain.sentences import plan_sentence

        is_suggestion = bool(self.source and self.audience)  # an act of the user's own has no audience
        return plan_sentence(self.text, self.when, follows_i=is_suggestion)


class Purge(Struct, frozen=True, gc=False):
    """A record of what was deleted for good: entries by uid, and every part not newer than `at` (UTC)."""

    at: Instant
    uids: tuple[str, ...] = ()

    def covers(self, uid: str, updated_at: Instant) -> bool:
        """Return whether a part with this uid and time was purged."""
        return uid in self.uids or updated_at <= self.at


class Mark(StrEnum):
    """The mark of a calendar day. Today is pending, never quiet, until it is over."""

    KIND = "kind"
    KEPT = "kept"
    REST = "rest"
    QUIET = "quiet"
    PENDING = "pending"
    FUTURE = "future"

    @property
    def is_kind_day(self) -> bool:
        """Whether this is a kind day; keeping a boundary makes one too."""
        return self in (Mark.KIND, Mark.KEPT)


class Day(Struct, frozen=True, omit_defaults=True):
    """Everything recorded for one logical day.

    Each part has an `updated_at`, so that two copies of a day can be merged. For the same reason `deleted`
    maps the uid of each removed entry to the time of its removal, and `moved` that of each entry that was
    moved to another day to the `updated_at` it had here whenever it was.
    """

    day: date
    who: Answer[str] | None = None
    energy: Answer[Rating | None] | None = None
    mood_morning: Answer[Rating | None] | None = None
    mood_evening: Answer[Rating | None] | None = None
    connection: Answer[Rating | None] | None = None
    rest: Answer[bool] | None = None
    skipped: Mapping[DayPart, Answer[bool]] = {}
    checks: Mapping[str, Answer[CheckAnswer]] = {}
    not_away: Mapping[str, Answer[bool]] = {}  # by the uid of days away that this day takes no part in
    acts: tuple[Act, ...] = ()
    received: tuple[Line, ...] = ()
    kept: tuple[Line, ...] = ()
    notes: tuple[Line, ...] = ()
    deleted: Mapping[str, Instant] = {}
    moved: Mapping[str, tuple[Instant, ...]] = {}
    purged: Purge | None = None

    @property
    def has_content(self) -> bool:
        """Whether it holds more than tombstones and cleared answers."""
        answers = (self.who, self.rest, *self.skipped.values())
        return bool(
            self.acts
            or self.received
            or self.kept
            or self.notes
            or any(answer and answer.is_given for answer in answers)
            or any(answer.value != "unanswered" for answer in self.checks.values())
            or any(self.is_rated(scale) for scale in SCALES)
        )

    @property
    def gave(self) -> tuple[Act, ...]:
        """The acts that were done."""
        return tuple(act for act in self.acts if act.state == "done")

    @property
    def planned(self) -> tuple[Act, ...]:
        """The acts still planned, oldest first."""
        return tuple(act for act in self.acts if act.state == "planned")

    @property
    def act_to_schedule(self) -> Act | None:
        """The act that a time is asked for: the newest planned one, or else the newest that was done."""
        return next(reversed(self.planned or self.gave), None)

    @property
    def is_rest_day(self) -> bool:
        """Whether the day was marked as rest."""
        return self.rest is not None and self.rest.value

    @property
    def mark(self) -> Mark | None:
        """The mark it has earned; kind comes before kept, and kept before rest."""
        if self.gave or self.received:
            return Mark.KIND
        return Mark.KEPT if self.kept else Mark.REST if self.is_rest_day else None

    @property
    def names(self) -> tuple[str, ...]:
        """The names written for it and its acts, the latest first."""
        return (*(act.who for act in reversed(self.acts)), *([self.who.value] if self.who else ()))

    @property
    def offsets(self) -> frozenset[int]:
        """The offsets from UTC, in seconds, at which its entries were written."""
        entries: tuple[Act | Line, ...] = (*self.acts, *self.received, *self.kept, *self.notes)
        return frozenset([entry.written.offset for entry in entries])

    @property
    def jar_uids(self) -> tuple[str, ...]:
        """The uids of the lines in the kindness jar."""
        return tuple([line.uid for line in self.received if line.in_jar])

    @property
    def ratings(self) -> tuple[int | None, ...]:
        """The rating on each of the scales."""
        return tuple([self.rating(scale) for scale in SCALES])

    @property
    def is_kind(self) -> bool:
        """Whether something was given, received or kept."""
        return bool(self.received or self.kept or self.gave)

    def has_skipped(self, day_part: DayPart) -> bool:
        """Return whether that part was put aside, or the evening answered with a note or an act."""
        return day_part in self.skipped and self.skipped[day_part].value

    @property
    def reflection(self) -> str:
        """The answer to the evening's question.

        A note or an act that answers it is saved at the same moment as `skipped`.
        """
        if self.received:
            return self.received[-1].text
        if not self.has_skipped("evening"):
            return ""
        skipped_at = self.skipped["evening"].updated_at
        acts = (act.text for act in self.gave if act.updated_at == skipped_at)
        return next(
            (note.text for note in reversed(self.notes) if note.updated_at >= skipped_at), next(acts, "")
        )

    def rating(self, scale: ScaleName) -> int | None:
        """Return the rating on a scale, from 1 to 9, if there is one."""
        answer: Answer[int | None] | None = getattr(self, scale)
        return answer.value if answer else None

    def is_rated(self, scale: ScaleName) -> bool:
        """Return whether there is a rating on a scale, which may be sealed."""
        answer: Answer[int | None] | None = getattr(self, scale)
        return answer is not None and answer.is_given

    def answer_to(self, check_id: str) -> CheckAnswer:
        """Return the answer to a boundary check on this day."""
        answer = self.checks.get(check_id)
        return answer.value if answer else "unanswered"

    def act(self, uid: str) -> Act | None:
        """Return the act with that uid, if there is one."""
        return next((act for act in self.acts if act.uid == uid), None)


class EncodedDay(Struct, frozen=True, gc=False):
    """A valid day as its document, with what is asked of all days at once.

    Attributes:
        document: The bytes that the day is decoded from.
        has_content: That of the day, as are all that follow.
    """

    document: Raw
    has_content: bool
    mark: Mark | None
    names: tuple[str, ...]
    offsets: frozenset[int]
    jar_uids: tuple[str, ...]
    ratings: tuple[int | None, ...]

    def rating(self, scale: ScaleName) -> int | None:
        """Return the rating on a scale, from 1 to 9, if there is one."""
        return self.ratings[SCALES.index(scale)]


def mark_of(day: Day | EncodedDay | None, on: date, today: date) -> Mark:
    """Return the mark of the date `on`, seen from `today`."""
    if on > today:
        return Mark.FUTURE
    return (day and day.mark) or (Mark.PENDING if on == today else Mark.QUIET)

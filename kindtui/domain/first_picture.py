"""What the app shows first, as far as it is the same in every journal: it is named, and made again from that.

The name holds no word of the journal, and neither do the examples that are made from it.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta

from msgspec import Struct, structs

from kindtui.domain.dates import Moment
from kindtui.domain.form import FormStep, resumed_form
from kindtui.domain.journal.day import Act, ActState, Answer, Day, Line
from kindtui.domain.journal.journal import ONE_DAY, Journal, UndoStep
from kindtui.domain.ritual.catalog import Catalog
from kindtui.domain.settings import Settings
from kindtui.domain.state import State
from kindtui.domain.wording import PROMPT_SLOTS

DAYS_AHEAD = 3
NAMED_STEPS: tuple[FormStep, ...] = (
    "who", "energy", "mood_morning", "offer", "acts", "mood_evening", "connection", "evening", "closed",
)  # fmt: skip
SCALE_STEPS: tuple[FormStep, ...] = ("mood_morning", "mood_evening", "connection")
EXAMPLE_DATES = date(2024, 1, 30), date(2025, 9, 10)  # no two of their words are the same


class Picture(Struct, frozen=True):
    """What the first picture of the app depends on.

    Attributes:
        step: What the card asks.
        prompt: The id of the question, if it is one of those that rotate; else empty.
        is_new: Whether nothing is recorded yet.
        theme, ascii_marks, panels_shown, keys: The settings of these names.
    """

    step: FormStep
    prompt: str
    is_new: bool
    theme: str
    ascii_marks: bool
    panels_shown: bool
    keys: Mapping[str, str]


class DuePicture(Struct, frozen=True):
    """A picture, and from when until when the app begins with it, in seconds since 1970."""

    begin: int
    end: int
    picture: Picture


def picture_of(state: State) -> Picture | None:
    """Return what the app would show first of a state; None if that depends on what a person wrote."""
    form, settings = resumed_form(state), state.journal.settings
    step = form.current_step(state)
    slot = PROMPT_SLOTS.get(step)
    prompt = state.prompt(slot, form.on) if slot else None
    if state.drafts or state.journal.is_locked or step not in NAMED_STEPS or (prompt and prompt.own):
        return None
    return Picture(
        step,
        prompt.id if prompt else "",
        state.is_new,
        settings.theme,
        settings.ascii_marks,
        settings.panels_shown,
        settings.keys,
    )


def due_pictures(state: State) -> Iterator[DuePicture]:
    """Yield what the app would show first in the next days, as long as nothing changes."""
    now = int(state.moment.at.timestamp())
    seen = state
    for begin, end in _spans(state):
        moment = structs.replace(state.moment, at=datetime.fromtimestamp(max(begin, now), UTC))
        seen = structs.replace(state, moment=moment).with_cache_from(seen)
        if begin < end > now and (picture := picture_of(seen)):
            yield DuePicture(begin, end, picture)


def _spans(state: State) -> Iterator[tuple[int, int]]:
    """Yield the mornings and the evenings of the next days, in seconds since 1970."""
    settings, midnight = state.journal.settings, datetime.combine(state.today, time(), UTC)
    evening_hours = (settings.evening_hour - settings.day_start) % 24
    for days in range(DAYS_AHEAD + 1):
        start = midnight + timedelta(days=days, hours=settings.day_start, seconds=-state.moment.offset)
        evening, end = start + timedelta(hours=evening_hours), start + timedelta(days=1)
        yield int(start.timestamp()), int(evening.timestamp())
        yield int(evening.timestamp()), int(end.timestamp())


def likely_pictures(state: State) -> list[Picture]:
    """Return the pictures of the next days, the first one first, and those that the ritual leads to."""
    due = [each.picture for each in due_pictures(state)]
    if not due:
        return []
    steps = [step for step in NAMED_STEPS if state.journal.settings.scales or step not in SCALE_STEPS]
    later = [structs.replace(due[0], step=step, prompt="") for step in steps if step not in PROMPT_SLOTS]
    begun = [structs.replace(each, is_new=False) for each in (*due, *later)]
    pictures = [due[0], *begun]
    return [each for index, each in enumerate(pictures) if each not in pictures[:index]]


def examples_of(picture: Picture, catalog: Catalog) -> list[State]:
    """Return states that the app shows in that picture, as unlike each other as they can be."""
    return [_example(picture, catalog, is_full=is_full) for is_full in (False, True)]


def _example(picture: Picture, catalog: Catalog, *, is_full: bool) -> State:
    settings = Settings(
        theme=picture.theme,
        ascii_marks=picture.ascii_marks,
        panels_shown=picture.panels_shown,
        keys=picture.keys,
        scales=picture.step in SCALE_STEPS,
    )
    prompts = [structs.replace(each, default=True) for each in catalog.prompts if each.id == picture.prompt]
    others = [
        each for each in catalog.prompts if each.default and each.slot not in {one.slot for one in prompts}
    ]
    on = EXAMPLE_DATES[is_full]
    is_evening = picture.step in ("evening", "mood_evening", "connection") or (
        picture.step == "closed" and is_full
    )
    moment = _moment(on, settings.evening_hour if is_evening else settings.day_start)
    day = _example_day(picture.step, moment, on, is_full=is_full)
    before = Day(on - ONE_DAY, received=(Line("0", "x", moment, moment.at),))
    days = {each.day: each for each in (day, *([] if picture.is_new else [before]))}
    undo_steps = (UndoStep(moment.at),) if is_full else ()
    asking = Catalog(catalog.load)
    asking.prompts = (*prompts, *others)
    return State(
        Journal(days, settings, updated_at=moment.at, undo_steps=undo_steps, redo_steps=undo_steps),
        moment,
        asking,
        is_complete=False,
    )


def _example_day(step: FormStep, moment: Moment, on: date, *, is_full: bool) -> Day:
    at = moment.at
    text = "x" * 200 if is_full else "x"
    who = Answer(text, at) if step in ("energy", "mood_morning", "offer") else None
    rating: Answer[int | None] = Answer(9 if is_full else 1, at)
    act_state: ActState = "planned" if step == "acts" else "done"
    acts = tuple(Act(str(number), text, act_state, moment, at) for number in range(5 if is_full else 1))
    lines = (Line("9", text, moment, at),)
    return Day(
        on,
        who=who,
        energy=rating if step in ("mood_morning", "offer") else None,
        mood_evening=rating if step == "connection" else None,
        acts=acts if step == "acts" or (step == "closed" and not is_full) else (),
        received=lines if step == "closed" and is_full else (),
    )


def _moment(on: date, hour: int) -> Moment:
    return Moment(datetime.combine(on, time(hour), UTC), "UTC", 0)

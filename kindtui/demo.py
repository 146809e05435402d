"""An invented year for `--demo`, ending today; it is the same each time."""

from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from kindtui.content import DemoTexts
from kindtui.domain.dates import Moment
from kindtui.domain.journal.away import Away
from kindtui.domain.journal.day import Act, Answer, Day, Line
from kindtui.domain.journal.journal import Journal, date_range
from kindtui.domain.ritual.catalog import Catalog

DAYS_PER_YEAR = 365
HOLIDAY = range(200, 210)  # the days of a year that are days away
SEED = "kindtui 5"  # a year with every kind of day in its last weeks
UTC = ZoneInfo("UTC")


def demo_journal(
    catalog: Catalog, demo_texts: DemoTexts, today: date, day_count: int = DAYS_PER_YEAR
) -> Journal:
    """Return a journal of `day_count` days up to yesterday, with good weeks, holidays and hard spells."""
    rng = Random(SEED)
    days: dict[date, Day] = {}
    away: dict[str, Away] = {}
    for number, on in enumerate(date_range(today - timedelta(days=day_count), today - timedelta(days=1))):
        day = _demo_day(rng, catalog, demo_texts, on, number)
        if day.acts or day.received or day.kept or day.is_rest_day:
            days[on] = day
        if number % DAYS_PER_YEAR == HOLIDAY.start:
            last = min(on + timedelta(days=len(HOLIDAY) - 1), today - timedelta(days=1))
            uid = f"demo-h{number}"
            away[uid] = Away(uid, on, last, _moment(on, 7).at)
    last_day = max(days)
    return Journal(days, updated_at=_moment(last_day, 20).at, away=away)


def _demo_day(rng: Random, catalog: Catalog, demo_texts: DemoTexts, on: date, day_number: int) -> Day:
    morning, evening = _moment(on, 7), _moment(on, 20)
    chance, idea = rng.random(), rng.choice(catalog.active_acts)
    who, when = rng.choice(demo_texts.names), rng.choice(demo_texts.whens)
    received, kept = rng.choice(demo_texts.received), rng.choice(demo_texts.kept)
    energy = rng.randint(2, 9)
    on_holiday, in_hard_spell = (
        day_number % DAYS_PER_YEAR in HOLIDAY,
        120 <= day_number % DAYS_PER_YEAR < 130,
    )
    if not (on_holiday or in_hard_spell) and chance > 0.93:
        return Day(on, rest=Answer(value=True, updated_at=morning.at))
    if on_holiday or in_hard_spell or 0.78 < chance < 0.93:
        return Day(on)
    act = Act(
        f"demo-a{day_number}", idea.plan_for(who), "done" if chance < 0.6 else "let_go", morning, evening.at,
        who, when if chance < 0.4 else "", idea.audience, idea.id,
    )  # fmt: skip
    received_lines = (
        (Line(f"demo-r{day_number}", received, evening, evening.at),) if 0.1 < chance < 0.7 else ()
    )
    kept_lines = (Line(f"demo-k{day_number}", kept, evening, evening.at),) if chance > 0.66 else ()
    return Day(
        on,
        who=Answer(who, morning.at),
        energy=Answer(energy, morning.at),
        acts=(act,),
        received=received_lines,
        kept=kept_lines,
    )


def _moment(on: date, hour: int) -> Moment:
    return Moment(datetime.combine(on, time(hour), UTC), "UTC", 0)

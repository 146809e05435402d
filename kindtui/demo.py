"""A made-up year for `--demo`: the same each time, ending today."""

from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from kindtui.content import DemoWords
from kindtui.domain.dates import Moment
from kindtui.domain.journal.day import Act, Answer, Day, Line
from kindtui.domain.journal.journal import Journal, span
from kindtui.domain.state import Words

A_YEAR = 365
UTC = ZoneInfo("UTC")


def journal(words: Words, made_up: DemoWords, today: date, length: int = A_YEAR) -> Journal:
    """`length` days of a person with good weeks, holidays of rest and hard spells; today is untouched."""
    luck = Random("kindtui")
    days: dict[date, Day] = {}
    for number, on in enumerate(span(today - timedelta(days=length), today - timedelta(days=1))):
        day = _day(luck, words, made_up, on, number)
        if day.acts or day.received or day.kept or day.rests:
            days[on] = day
    last = max(days)
    return Journal(days, updated_at=_moment(last, 20).at)


def _day(luck: Random, words: Words, made_up: DemoWords, on: date, number: int) -> Day:
    morning, evening = _moment(on, 7), _moment(on, 20)
    chance, idea = luck.random(), luck.choice(words.acts)
    who, when = luck.choice(made_up.names), luck.choice(made_up.whens)
    received, kept = luck.choice(made_up.received), luck.choice(made_up.kept)
    energy = luck.randint(2, 9)
    on_holiday, hard_spell = 200 <= number % A_YEAR < 210, 120 <= number % A_YEAR < 130
    if on_holiday or (not hard_spell and chance > 0.93):
        return Day(on, rest=Answer(value=True, updated_at=morning.at))
    if hard_spell or 0.78 < chance < 0.93:
        return Day(on)
    act = Act(
        f"demo-a{number}", idea.plan_for(who), "done" if chance < 0.6 else "let_go", morning, evening.at,
        who, when if chance < 0.4 else "", idea.audience, idea.id,
    )  # fmt: skip
    lines = (Line(f"demo-r{number}", received, evening, evening.at),) if 0.1 < chance < 0.7 else ()
    bounds = (Line(f"demo-k{number}", kept, evening, evening.at),) if chance > 0.66 else ()
    return Day(
        on,
        who=Answer(who, morning.at),
        energy=Answer(energy, morning.at),
        acts=(act,),
        received=lines,
        kept=bounds,
    )


def _moment(on: date, hour: int) -> Moment:
    return Moment(datetime.combine(on, time(hour), UTC), "UTC", 0)

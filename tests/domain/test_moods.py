"""Moods over time against a naive reference, and the chart that is drawn of them."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from math import ceil
from random import Random
from statistics import median
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from kindtui.domain.insights.moods import (
    MOOD_SCALES,
    AnswersOverTime,
    answers_over_time,
    is_comparison_note_due,
)
from kindtui.domain.journal.day import SCALES, Answer, Day, ScaleName
from kindtui.domain.journal.journal import Journal
from kindtui.domain.requests import ComparisonNoteRead, ScaleRated, SettingsChanged
from kindtui.domain.settings import Settings, WeekStart
from kindtui.session import Session
from kindtui.storage.store import MemoryStore
from kindtui.tui.widgets.mood_chart import mood_chart_text
from tests.support import CATALOG, MORNING, TODAY, FakeClock

Ratings = Mapping[date, int]
Point = tuple[date, float | None, float | None]

RANGES = (1, 2, 7, 84, 99, 100, 101, 107, 182, 371, 3650)
WEEK_STARTS: tuple[WeekStart, ...] = get_args(WeekStart)
WEEKDAYS = {"monday": 0, "saturday": 5, "sunday": 6}
GUTTER, ROWS = 2, 9
DOTS, HALF_DOT, LINES = "●.", ".", "─▁"


def rated(on: date, ratings: Mapping[ScaleName, int | None]) -> Day:
    return structs.replace(Day(on), **{scale: Answer(one, MORNING.at) for scale, one in ratings.items()})


def days_of(ratings: Ratings, scale: ScaleName = "mood_evening") -> dict[date, Day]:
    """Days with those answers; some of the others were opened, and one answer was taken back."""
    found = {on: rated(on, {scale: rating}) for on, rating in ratings.items()}
    for on in list(ratings)[::5]:
        for other in (on - timedelta(days=1), on + timedelta(days=1)):
            found.setdefault(other, rated(other, {scale: None}))
    return found


def reference(ratings: Ratings, first: date, today: date, week_start: WeekStart) -> list[Point]:
    """What is promised, day by day and without any care for speed."""
    length = (today - first).days + 1
    dates = [first + timedelta(days=number) for number in range(length)]
    if length <= 100:
        groups = {on: [on] for on in dates}
    else:
        groups = {}
        for on in dates:
            start = on
            while start.weekday() != WEEKDAYS[week_start]:
                start -= timedelta(days=1)
            groups.setdefault(start, []).append(on)
    points: list[Point] = []
    for start, group in groups.items():
        here = [ratings[on] for on in group if on in ratings]
        last = group[-1]
        month = [last - timedelta(days=back) for back in range(28)]
        lately = [ratings[on] for on in month if on in ratings]
        points.append((start, median(here), median(lately)) if here else (start, None, None))
    return points


def points_of(answers: AnswersOverTime) -> list[Point]:
    return list(zip(answers.starts, answers.answers, answers.medians, strict=True))


def random_ratings(luck: Random, first: date, last: date) -> dict[date, int]:
    """Answers with random gaps; some people answer every day, some once a month, some stop for a while."""
    share, pause = luck.choice((0.03, 0.3, 0.8, 1.0)), 0
    found: dict[date, int] = {}
    for number in range((last - first).days + 1):
        pause = luck.randrange(5, 60) if luck.random() < 0.01 else max(0, pause - 1)
        if not pause and luck.random() < share:
            found[first + timedelta(days=number)] = luck.randint(1, 9)
    return found


@pytest.mark.parametrize("week_start", WEEK_STARTS)
@pytest.mark.parametrize("length", RANGES)
def test_each_point_is_what_a_naive_count_finds(length: int, week_start: WeekStart) -> None:
    """Answers before the range and after today are there too."""
    for seed in range(2 if length > 1000 else 8):
        luck = Random(f"{length} {week_start} {seed}")
        today = TODAY + timedelta(days=luck.randrange(7))
        first = today - timedelta(days=length - 1)
        ratings = random_ratings(luck, first - timedelta(days=40), today + timedelta(days=20))
        found = answers_over_time(days_of(ratings), "mood_evening", first, today, week_start)
        assert points_of(found) == reference(ratings, first, today, week_start)
        assert found.is_weekly is (length > 100)
        assert found.is_blank is not any(first <= on <= today for on in ratings)


@given(
    st.dictionaries(st.integers(-45, 130), st.integers(1, 9)),
    st.integers(1, 130),
    st.integers(0, 6),
    st.sampled_from(WEEK_STARTS),
)
def test_each_point_of_any_answers(
    answers: dict[int, int], length: int, weekday: int, week_start: WeekStart
) -> None:
    first = TODAY + timedelta(days=weekday)
    today = first + timedelta(days=length - 1)
    ratings = {first + timedelta(days=number): rating for number, rating in answers.items()}
    found = answers_over_time(days_of(ratings), "mood_evening", first, today, week_start)
    assert points_of(found) == reference(ratings, first, today, week_start)


@pytest.mark.parametrize("week_start", WEEK_STARTS)
@pytest.mark.parametrize("length", RANGES)
def test_without_an_answer_everything_is_blank(length: int, week_start: WeekStart) -> None:
    first = TODAY - timedelta(days=length - 1)
    outside = {first - timedelta(days=1): 5, TODAY + timedelta(days=1): 5}
    for ratings in ({}, outside):
        found = answers_over_time(days_of(ratings), "mood_evening", first, TODAY, week_start)
        assert found.is_blank
        assert not any(found.medians)
        assert found.starts


@pytest.mark.parametrize("scale", MOOD_SCALES)
def test_morning_evening_and_connection_are_apart(scale: ScaleName) -> None:
    """And none of them has anything of the energy."""
    first, luck = TODAY - timedelta(days=83), Random(1)
    by_scale = {one: random_ratings(luck, first, TODAY) for one in SCALES}
    days = {
        on: rated(on, {one: by_scale[one].get(on) for one in SCALES})
        for on in (first + timedelta(days=number) for number in range(84))
    }
    found = answers_over_time(days, scale, first, TODAY, "monday")
    assert points_of(found) == reference(by_scale[scale], first, TODAY, "monday")
    others = {on: day for on, day in days.items() if day.rating(scale) is None}
    assert answers_over_time(others, scale, first, TODAY, "monday").is_blank


def test_the_three_moods_are_those_that_are_drawn() -> None:
    assert set(MOOD_SCALES) == {"mood_morning", "mood_evening", "connection"}


# The chart as text.


def drawn(text: str) -> list[str]:
    """The nine rows from the rating 9 down, without the ratings that stand at their left."""
    rows = text.split("\n")
    assert len(rows) == ROWS + 1
    assert [row[:GUTTER].strip() for row in rows[:ROWS]] == ["9", "", "", "", "5", "", "", "", "1"]
    return [row[GUTTER:] for row in rows[:ROWS]]


def cells(text: str, glyphs: str) -> dict[tuple[int, int], str]:
    """The cells with one of these glyphs: column, and rating of the row."""
    return {
        (column, ROWS - number): glyph
        for number, row in enumerate(drawn(text))
        for column, glyph in enumerate(row)
        if glyph in glyphs
    }


def chart_answers(seed: int, length: int, week_start: WeekStart = "monday") -> AnswersOverTime:
    """Answers of a range, at least one of them."""
    luck = Random(f"chart {seed} {length}")
    first = TODAY - timedelta(days=length - 1)
    ratings = random_ratings(luck, first, TODAY) or {first: luck.randint(1, 9)}
    return answers_over_time(days_of(ratings), "mood_evening", first, TODAY, week_start)


@given(st.sampled_from(RANGES[:-1]), st.integers(12, 200), st.integers(0, 10**6))
def test_a_chart_has_nine_rows_and_labels_within_its_width(length: int, width: int, seed: int) -> None:
    answers = chart_answers(seed, length)
    text = mood_chart_text(answers, width)
    assert all(len(line) <= width for line in text.split("\n"))
    assert cells(text, DOTS)
    assert set("".join(drawn(text))) <= set(f"{DOTS}{LINES} ")
    labels = text.split("\n")[-1]
    assert re.fullmatch(r" *([A-Z][a-z]{2}|\d{4})( +([A-Z][a-z]{2}|\d{4}))*", labels)
    mood_chart_text(chart_answers(seed + 1, 84), 77)  # another one in between
    assert mood_chart_text(answers, width) == text


@pytest.mark.parametrize("width", [12, 13, 40, 60, 80, 120, 199, 200])
@pytest.mark.parametrize("week_start", WEEK_STARTS)
def test_ten_years_fit_any_width(width: int, week_start: WeekStart) -> None:
    answers = chart_answers(width, 3650, week_start)
    text = mood_chart_text(answers, width)
    assert all(len(line) <= width for line in text.split("\n"))
    assert cells(text, DOTS)
    assert mood_chart_text(answers, width) == text


def assert_drawn_to_the_cell(answers: AnswersOverTime, width: int) -> None:
    """Each point has the same number of columns; an answer is a dot, and a day without one is blank."""
    text = mood_chart_text(answers, width)
    dots = cells(text, DOTS)
    points = dict(enumerate(zip(answers.answers, answers.medians, strict=True)))
    wanted = {index: answer for index, (answer, _) in points.items() if answer}
    pitches = [
        pitch
        for pitch in (1, 2, 3)
        if {(index * pitch, ceil(answer)) for index, answer in wanted.items()} == dots.keys()
    ]
    assert pitches, text
    pitch = pitches[-1]
    assert all(
        (glyph == HALF_DOT) is (wanted[column // pitch] % 1 == 0.5) for (column, _), glyph in dots.items()
    )
    columns = {column for column, _ in cells(text, DOTS + LINES)}
    assert columns == {index * pitch for index in wanted}
    medians = {
        (index * pitch, ceil(middle)): middle for index, (_, middle) in points.items() if middle is not None
    }
    lines = cells(text, LINES)
    assert lines.keys() == medians.keys() - dots.keys()
    assert all((glyph == "─") is (medians[cell] % 1 == 0) for cell, glyph in lines.items())


@given(st.integers(1, 100), st.integers(0, 100), st.integers(0, 10**6))
def test_every_answer_of_a_day_is_a_dot_in_its_column_and_row(length: int, room: int, seed: int) -> None:
    width = min(200, max(12, length + GUTTER + room))
    assert_drawn_to_the_cell(chart_answers(seed, length), width)


@given(st.sampled_from([101, 182, 371]), st.integers(56, 200), st.integers(0, 10**6))
def test_every_week_is_a_dot_in_its_column_and_row(length: int, width: int, seed: int) -> None:
    assert_drawn_to_the_cell(chart_answers(seed, length), width)


@pytest.mark.parametrize("width", [12, 20, 40, 80, 120, 200])
@pytest.mark.parametrize("rating", range(1, 10))
def test_a_single_day_is_a_single_dot(rating: int, width: int) -> None:
    answers = answers_over_time(days_of({TODAY: rating}), "mood_evening", TODAY, TODAY, "monday")
    text = mood_chart_text(answers, width)
    assert cells(text, DOTS + LINES) == {(0, rating): "●"}
    assert text.split("\n")[-1].strip() == "Nov"


@pytest.mark.parametrize("width", range(12, 100, 8))
def test_where_points_share_columns_a_long_gap_is_blank_still(width: int) -> None:
    """A hundred days in fewer columns: the first and the last ten have answers."""
    first = TODAY - timedelta(days=99)
    numbers = (*range(10), *range(90, 100))
    ratings = {first + timedelta(days=number): 1 + number % 9 for number in numbers}
    text = mood_chart_text(answers_over_time(days_of(ratings), "mood_evening", first, TODAY, "monday"), width)
    columns = {column for column, _ in cells(text, DOTS + LINES)}
    plot = width - GUTTER
    assert 0 in columns
    assert not any(plot * 0.1 + 1 < column < plot * 0.9 - 1 for column in columns)
    assert all(len(line) <= width for line in text.split("\n"))


@pytest.mark.sweep
@pytest.mark.parametrize("length", RANGES)
def test_charts_of_every_width(length: int) -> None:
    for width in range(12, 201):
        answers = chart_answers(width, length, WEEK_STARTS[width % 3])
        text = mood_chart_text(answers, width)
        assert all(len(line) <= width for line in text.split("\n"))
        if len(answers.starts) + GUTTER <= width:
            assert_drawn_to_the_cell(answers, width)


# The sentence that the comparison is gone.

BEFORE, SINCE = date(2026, 11, 27), date(2026, 11, 28)
ON = Settings(scales=True)


def evening(on: date) -> dict[date, Day]:
    return {on: rated(on, {"mood_evening": 5})}


@pytest.mark.parametrize(
    ("days", "settings", "is_due"),
    [
        (evening(BEFORE), ON, True),
        (evening(SINCE), ON, False),
        (evening(BEFORE) | evening(SINCE), ON, True),
        (evening(BEFORE), Settings(), False),
        ({}, ON, False),
        ({BEFORE: rated(BEFORE, {"mood_morning": 5})}, ON, False),
        ({BEFORE: rated(BEFORE, {"energy": 5, "connection": 5})}, ON, False),
    ],
)
def test_the_comparison_is_missed_by_those_alone_who_had_evenings_compared(
    days: dict[date, Day], settings: Settings, is_due: bool
) -> None:
    assert is_comparison_note_due(Journal(days, settings)) is is_due


def test_an_evening_mood_taken_back_before_it_was_gone_was_never_compared() -> None:
    session = Session(MemoryStore(Journal({}, ON)), FakeClock(), CATALOG)
    session.submit(ScaleRated(TODAY, "mood_evening", 5))
    session.undo()
    assert session.open().journal.day(TODAY).rating("mood_evening") is None
    assert not is_comparison_note_due(session.open().journal)


def test_once_read_it_is_not_due_again_whatever_is_undone() -> None:
    session = Session(MemoryStore(Journal(evening(BEFORE), ON)), FakeClock(), CATALOG)
    session.submit(SettingsChanged({"grace": 3}))
    session.submit(ComparisonNoteRead())
    assert not is_comparison_note_due(session.open().journal)
    session.undo()
    assert session.open().journal.settings.grace == 2
    assert not is_comparison_note_due(session.open().journal)
    session.redo()
    assert not is_comparison_note_due(session.open().journal)
    for scales in (False, True):
        session.submit(SettingsChanged({"scales": scales}))
        assert not is_comparison_note_due(session.open().journal)

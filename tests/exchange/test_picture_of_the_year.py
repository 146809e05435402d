"""The picture of the days: marks without a word, each in its place, and the same whatever was written."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from kindtui.domain.journal.away import Away
from kindtui.domain.journal.day import Act, Answer, Day, Line
from kindtui.domain.journal.journal import Journal
from kindtui.domain.settings import Settings
from tests.exchange.exported import (
    ONE_DAY,
    Desk,
    MarkShape,
    Picture,
    answer,
    given_act,
    journal_with,
    words,
)
from tests.storage.strategies import TEXTS
from tests.support import MORNING, TODAY, kind_day, rest_day

SHAPES_ALONE = {
    "svg",
    "rect",
    "path",
    "g",
    "circle",
    "ellipse",
    "line",
    "polygon",
    "polyline",
    "defs",
    "use",
    "symbol",
}
ATTRIBUTES = {"viewBox", "width", "height", "fill", "d", "stroke", "stroke-width", "stroke-linecap",
              "stroke-linejoin", "x", "y", "rx"}  # fmt: skip
VALUE = r"none|round|[\d. ]+(mm)?|#[0-9a-f]{6}|[MmLlHhVvCcSsQqTtAaZz\d., -]+"
FIRST = date(2025, 12, 1)  # a Monday
RANGE = ("--from", "2025-12-01", "--to", "2026-11-22")
WEEK_STARTS = {"monday": 0, "sunday": 6, "saturday": 5}


def year_with(*days: Day, week_start: str = "monday", **parts: object) -> Journal:
    """A journal that began before the range of these tests."""
    settings = Settings(week_start=week_start)  # type: ignore[arg-type]
    return journal_with(rest_day(FIRST - timedelta(50)), *days, settings=settings, **parts)


def place_of(shapes: Iterable[MarkShape]) -> tuple[float, float]:
    """Where a mark is, whatever number of shapes it has."""
    found = list(shapes)
    assert found
    return round(mean(shape.x for shape in found), 1), round(mean(shape.y for shape in found), 1)


def form_of(shapes: Iterable[MarkShape]) -> tuple[tuple[str, bool], ...]:
    """The form of a mark without its place and its colour."""
    return tuple((shape.outline, shape.is_filled) for shape in shapes)


def mark(desk: Desk, day: Day, plain: Picture, **world: object) -> list[MarkShape]:
    """The shapes that one more day makes in the picture of the year."""
    return desk.picture(year_with(day, **world), *RANGE).shapes_unlike(plain)  # type: ignore[arg-type]


def test_there_is_no_word_in_it(desk: Desk) -> None:
    worlds = {
        "the demo": ["--demo"],
        "ten years": ["--from", "2016-01-01"],
        "a month": ["--last", "30d"],
        "a day": ["--last", "1"],
    }
    desk.put(journal_with(*[kind_day(TODAY - timedelta(days)) for days in range(0, 4000, 3)]))
    for arguments in worlds.values():
        picture = desk.picture(None, *arguments)
        assert picture.tags <= SHAPES_ALONE
        for element in picture.root.iter():
            assert not (element.text or "").strip()
            assert not (element.tail or "").strip()
            assert set(element.attrib) <= ATTRIBUTES
            assert all(re.fullmatch(VALUE, value) for value in element.attrib.values()), element.attrib
        assert not re.search(r"(?i)<!--|<\?(?!xml )|kindtui|20\d\d-|20(16|25|26)[01]\d", picture.source)
        assert "font" not in picture.source


ENTRIES = st.lists(TEXTS, min_size=4, max_size=4)


@given(ENTRIES, ENTRIES)
def test_words_make_no_difference(desk: Desk, one: list[str], other: list[str]) -> None:
    def of(texts: list[str]) -> Journal:
        received, act, kept, who = texts
        return journal_with(
            Day(TODAY - ONE_DAY, received=(words(received),), who=Answer(who, MORNING.at)),
            Day(TODAY - timedelta(3), acts=(given_act(act, who, received),)),
            Day(TODAY - timedelta(9), kept=(words(kept, "k"),)),
            Day(TODAY, notes=(words(act, "n"),)),
        )

    first = desk.written("svg", of(one))
    assert desk.written("svg", of(other)) == first


def test_how_much_is_written_makes_no_difference(desk: Desk) -> None:
    """A day with ten kindnesses has the mark of a day with one: nothing is counted, by size or otherwise."""
    days = [TODAY - timedelta(3), TODAY - timedelta(1)]
    one = journal_with(*(Day(on, received=(words("x"),)) for on in days))
    lines = tuple(words("x" * number, f"r{number}") for number in range(1, 11))
    many = journal_with(
        *(Day(on, received=lines, acts=(given_act("x"),), notes=lines[:3], energy=answer(1)) for on in days)
    )
    assert desk.written("svg", one) == desk.written("svg", many)


def test_each_mark_has_a_shape_of_its_own(desk: Desk) -> None:
    """Seen without colour: in grey, on a printer, by eyes that see two of the colours as one."""
    plain = desk.picture(year_with(), *RANGE)
    on = TODAY - timedelta(20)
    away = {"u": Away("u", on, on, MORNING.at)}
    forms = {
        "kind": form_of(mark(desk, kind_day(on), plain)),
        "kept": form_of(mark(desk, Day(on, kept=(words("no", "k"),)), plain)),
        "rest": form_of(mark(desk, rest_day(on), plain)),
        "quiet": form_of(plain.shapes_unlike(desk.picture(year_with(kind_day(on)), *RANGE))),
        "pending": form_of(plain.shapes_unlike(desk.picture(year_with(kind_day(TODAY)), *RANGE))),
    }
    assert all(forms.values())
    assert len(set(forms.values())) == len(forms)
    away_mark = desk.picture(year_with(away=away), *RANGE).shapes_unlike(plain)
    assert form_of(away_mark) == forms["rest"]


@pytest.mark.parametrize("week_start", WEEK_STARTS)
def test_days_are_in_their_week(week_start: str, desk: Desk) -> None:
    first_weekday = WEEK_STARTS[week_start]
    plain = desk.picture(year_with(week_start=week_start), *RANGE)
    offsets = [*range(0, 30), *range(60, 350, 29)]
    places = {
        FIRST + timedelta(offset): place_of(
            mark(desk, kind_day(FIRST + timedelta(offset)), plain, week_start=week_start)
        )
        for offset in offsets
    }
    check_places(places, first_weekday)


def check_places(places: Mapping[date, tuple[float, float]], first_weekday: int) -> None:
    """Check that a week is a column, with its first day on top."""
    rows = {(on.weekday() - first_weekday) % 7: y for on, (_, y) in places.items()}
    assert [rows[row] for row in range(7)] == sorted(rows.values())
    assert len(set(rows.values())) == 7
    columns: dict[int, float] = {}
    for on, (x, y) in places.items():
        assert y == rows[(on.weekday() - first_weekday) % 7], on
        week = (on.toordinal() - 1 - first_weekday) // 7  # ordinal 1 was a Monday
        assert columns.setdefault(week, x) == x, on
    assert [columns[week] for week in sorted(columns)] == sorted(set(columns.values()))
    step = (max(columns.values()) - min(columns.values())) / (max(columns) - min(columns))
    for week, x in columns.items():
        assert x == pytest.approx(min(columns.values()) + step * (week - min(columns)), abs=0.11)


def days_drawn(desk: Desk, first: str, last: str) -> int:
    """How many days are drawn of a journal in which each day is kind."""
    kind = form_of(mark(desk, kind_day(TODAY - timedelta(20)), desk.picture(year_with(), *RANGE)))
    assert len(kind) == 1
    desk.put(journal_with(*[kind_day(TODAY - timedelta(days)) for days in range(800)]))
    shapes = desk.picture(None, "--from", first, "--to", last).shapes
    commands = re.sub(r"[^a-z]", "", kind[0][0])
    return sum(
        count
        for shape, count in shapes.items()
        if shape.is_filled and re.sub(r"[^a-z]", "", shape.outline) == commands
    )


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2026-11-22", "2026-11-22", 1),
        ("2026-11-16", "2026-11-22", 7),
        ("2025-12-20", "2026-01-10", 22),
        ("2025-12-31", "2026-01-01", 2),
        ("2026-01-01", "2026-11-22", 326),
        ("2025-01-01", "2026-11-22", 691),
        ("2026-02-26", "2026-03-02", 5),
        ("2024-02-27", "2024-03-02", 0),
    ],
)
def test_the_days_asked_for_are_drawn_and_no_other(first: str, last: str, days: int, desk: Desk) -> None:
    assert days_drawn(desk, first, last) == days


@pytest.mark.parametrize(
    "arguments",
    [[], ["--last", "1"], ["--last", "7"], ["--last", "53w"], ["--from", "2016-01-01"],
     ["--from", "1900-01-01"], ["--to", "2026-12-31"], ["--from", "2026-11-01", "--to", "2027-11-01"]],
    ids=" ".join,
)  # fmt: skip
def test_every_shape_is_on_the_sheet_and_none_lies_on_another(arguments: list[str], desk: Desk) -> None:
    picture = desk.picture(
        journal_with(*[kind_day(TODAY - timedelta(days)) for days in range(0, 4000, 2)]), *arguments
    )
    assert len(picture.source) < 2_000_000
    places = [(shape.x, shape.y) for shape in picture.shapes.elements()]
    assert len(places) == len(set(places))
    assert all(0 < x < picture.width and 0 < y < picture.height for x, y in places)
    assert picture.height < 3 * picture.width


def test_a_sheet_has_the_form_of_paper(desk: Desk) -> None:
    picture = desk.picture(Journal())
    assert picture.width / picture.height == pytest.approx(297 / 210)
    assert "px" not in picture.source


def test_an_empty_journal_has_an_empty_year(desk: Desk) -> None:
    picture = desk.picture(Journal())
    forms = {(shape.outline, shape.is_filled) for shape in picture.shapes}
    assert len(forms) <= 2  # a day that has no mark yet, and perhaps today
    assert desk.written("svg") == desk.written("svg", Journal())


def test_rest_ahead_is_not_drawn_as_taken(desk: Desk) -> None:
    away = {"u": Away("u", TODAY - ONE_DAY, TODAY + timedelta(9), MORNING.at)}
    plain = desk.picture(
        year_with(rest_day(TODAY - ONE_DAY), rest_day(TODAY)), *RANGE[:2], "--to", "2026-12-20"
    )
    assert desk.picture(year_with(away=away), *RANGE[:2], "--to", "2026-12-20").shapes == plain.shapes


@given(st.sets(st.integers(0, 360), max_size=12), st.sets(st.integers(0, 360), max_size=12))
def test_the_picture_shows_which_days_were_kind_and_nothing_more(
    desk: Desk, kind: set[int], rest: set[int]
) -> None:
    days = [kind_day(FIRST + timedelta(days)) for days in kind if FIRST + timedelta(days) <= TODAY]
    rests = [rest_day(FIRST + timedelta(days)) for days in rest - kind if FIRST + timedelta(days) <= TODAY]
    first = desk.written("svg", year_with(*days, *rests), *RANGE)
    both = [structs.replace(day, rest=answer(True)) for day in days]  # rest on a kind day: the mark is kind
    assert desk.written("svg", year_with(*both, *rests), *RANGE) == first
    planned = [Day(FIRST + timedelta(3), acts=(Act("p", "x", "planned", MORNING, MORNING.at),))]
    if 3 not in kind | rest:
        assert desk.written("svg", year_with(*days, *rests, *planned), *RANGE) == first


def test_days_of_the_future_and_damaged_clocks_do_not_widen_it(desk: Desk) -> None:
    plain = desk.written("svg", journal_with(kind_day(TODAY)))
    line = Line("f", "x", MORNING, MORNING.at)
    assert (
        desk.written("svg", journal_with(kind_day(TODAY), Day(date(2150, 1, 1), received=(line,)))) == plain
    )

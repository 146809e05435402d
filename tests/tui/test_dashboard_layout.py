"""Which panels stand around the card, and where."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindtui.tui.dashboard_layout import (
    MIN_COLUMNS,
    THREE_COLUMNS,
    TWO_COLUMNS,
    PanelName,
    Place,
    main_columns,
    place_panels,
)

COLUMNS, ROWS = st.integers(1, 400), st.integers(1, 200)
USED, CHECK_CELLS = st.integers(0, 120), st.integers(1, 600)


def places(columns: int, rows: int, used: int = 11, check_cells: int = 150) -> tuple[Place, ...]:
    """The panels beside a card, with checks of so many cells together."""
    return place_panels(columns, rows, used, lambda width: 2 + -(-check_cells // max(1, width - 8)))


def cells(place: Place) -> set[tuple[int, int]]:
    return {
        (x, y) for x in range(place.x, place.x + place.width) for y in range(place.y, place.y + place.height)
    }


@pytest.mark.sweep
@given(COLUMNS, ROWS, USED, CHECK_CELLS)
def test_panels_take_no_more_room_than_there_is_and_leave_the_card_its_own(
    columns: int, rows: int, used: int, check_cells: int
) -> None:
    found = places(columns, rows, used, check_cells)
    assert len({place.panel for place in found}) == len(found)
    for place in found:
        assert place.x >= 0
        assert place.x + place.width <= columns
        assert place.y + place.height <= rows
        assert place.x > main_columns(columns) or place.y >= used
    for one, other in combinations(found, 2):
        assert not cells(one) & cells(other)


@given(COLUMNS, ROWS, USED, CHECK_CELLS)
def test_a_panel_has_the_rows_it_needs(columns: int, rows: int, used: int, check_cells: int) -> None:
    for place in places(columns, rows, used, check_cells):
        needed = 2 + -(-check_cells // max(1, place.width - 8)) if place.panel == "boundaries" else 5
        assert place.height >= needed


@given(st.integers(TWO_COLUMNS, 400), ROWS, USED)
def test_the_columns_end_at_the_same_line(columns: int, rows: int, used: int) -> None:
    bottoms = {
        x: max(place.y + place.height for place in found if place.x == x)
        for found in [places(columns, rows, used)]
        for x in {place.x for place in found}
    }
    assert len(set(bottoms.values())) <= 1


@given(st.integers(MIN_COLUMNS, 400))
def test_lines_of_the_card_stay_readable(columns: int) -> None:
    assert main_columns(columns) == columns or main_columns(columns) <= 88


@given(COLUMNS, ROWS, USED, st.sets(st.sampled_from(PanelName)))
def test_a_panel_with_nothing_to_show_leaves_its_room_to_the_others(
    columns: int, rows: int, used: int, left_out: set[PanelName]
) -> None:
    found = place_panels(columns, rows, used, lambda _: 6, left_out)
    assert not left_out & {place.panel for place in found}


def test_a_usual_window_shows_this_week_and_the_boundaries_beside_each_other() -> None:
    assert [(place.panel, place.y) for place in places(78, 18)] == [
        (PanelName.WEEK, 12),
        (PanelName.BOUNDARIES, 12),
    ]


def test_a_wide_window_is_full_in_two_columns() -> None:
    found = places(118, 34)
    assert {place.panel for place in found} == set(PanelName) - {PanelName.WEEK}
    assert {place.x for place in found} == {0, main_columns(118) + 1}
    assert max(place.y + place.height for place in found) == 34


def test_a_very_wide_window_has_three_columns() -> None:
    found = places(THREE_COLUMNS, 54)
    assert len({place.x for place in found}) == 3
    assert {place.panel for place in found} == set(PanelName) - {PanelName.WEEK}


def test_a_small_window_has_the_card_alone() -> None:
    assert places(MIN_COLUMNS - 1, 40) == places(78, 11, 5) == places(78, 18, 19) == ()


@given(st.integers(30, 50), st.integers(9, 14))
def test_columns_are_divided_at_the_same_row_where_they_nearly_are(rows: int, used: int) -> None:
    found = places(118, rows, used)
    tops = {x: {place.y for place in found if place.x == x} for x in {place.x for place in found}}
    main, side = tops[0], tops[main_columns(118) + 1]
    assert not [(one, other) for one in main for other in side if abs(one - other) == 1]

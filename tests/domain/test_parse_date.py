"""A day as people write it."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindtui.domain.parse_date import parse_natural_date

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", SUNDAY),
        ("Yesterday", date(2026, 11, 21)),
        ("the day before yesterday", date(2026, 11, 20)),
        ("3 days ago", date(2026, 11, 19)),
        ("a week ago", date(2026, 11, 15)),
        ("2 weeks ago", date(2026, 11, 8)),
        ("tuesday", date(2026, 11, 17)),
        ("last Tue", date(2026, 11, 17)),
        ("sunday", date(2026, 11, 15)),
        ("thurs", date(2026, 11, 19)),
        ("2026-11-03", date(2026, 11, 3)),
        ("20261103", date(2026, 11, 3)),
        ("2026/11/03", date(2026, 11, 3)),
        ("3 nov", date(2026, 11, 3)),
        ("3. Nov.", date(2026, 11, 3)),
        ("the 3rd of November", date(2026, 11, 3)),
        ("November 3", date(2026, 11, 3)),
        ("Nov 3, 2025", date(2025, 11, 3)),
        ("3.11.", date(2026, 11, 3)),
        ("3.11.2025", date(2025, 11, 3)),
        ("03/11/2025", date(2025, 11, 3)),
        ("3/11", date(2026, 11, 3)),
        ("24 dec", date(2025, 12, 24)),
        ("29 feb", date(2024, 2, 29)),
    ],
)
def test_every_usual_form_is_read(text: str, day: date) -> None:
    assert parse_natural_date(text, SUNDAY) == day


@pytest.mark.parametrize(
    "text", ["", "x", "32 nov", "29 feb 2025", "13/13/2026", "99999999 days ago", "10:30", "٣"]
)
def test_what_is_no_day_is_answered_with_examples(text: str) -> None:
    with pytest.raises(ValueError, match=r"^Write a day like 3 nov"):
        parse_natural_date(text, SUNDAY)


def test_the_future_is_refused() -> None:
    with pytest.raises(ValueError, match="Monday 23 November is still to come"):
        parse_natural_date("2026-11-23", SUNDAY)


@pytest.mark.parametrize("text", ["1026-11-21", "21 nov 1899", "99999 days ago"])
def test_a_day_before_1900_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is before 1900"):
        parse_natural_date(text, SUNDAY)


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_day_up_to_today_or_refused_in_words(text: str) -> None:
    with suppress(ValueError):
        assert parse_natural_date(text, SUNDAY) <= SUNDAY


@given(
    st.dates(min_value=date(1990, 1, 1), max_value=SUNDAY),
    st.sampled_from(["%d %B %Y", "%Y-%m-%d", "%b %d, %Y"]),
)
def test_what_is_written_out_is_read_back(day: date, form: str) -> None:
    assert parse_natural_date(day.strftime(form), SUNDAY) == day


@given(st.integers(0, 364))
def test_without_a_year_it_is_the_latest_such_day(back: int) -> None:
    day = SUNDAY - timedelta(days=back)
    assert parse_natural_date(f"{day:%d %b}", SUNDAY) == day

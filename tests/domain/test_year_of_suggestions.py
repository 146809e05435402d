"""What holds in a year of suggestions: four kinds of person, ten of each, 365 mornings."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest

from kindtui.domain.ritual.acts import AUDIENCES
from kindtui.domain.settings import Settings
from tests.domain.suggestion_strategies import SWITCHES, own_acts, settings_without
from tests.domain.year_of_suggestions import (
    KINDS,
    SEEDS,
    Kind,
    Morning,
    days_until_chosen_is_offered,
    days_until_shown_again,
    simulate_year,
)

Year = tuple[Morning, ...]

MIN_DIFFERENT_ACTS: Mapping[Kind, int] = {"varied": 150, "names": 120, "tired": 120, "nameless": 120}
OWN_ACTS = own_acts("feed the cat", "water the tree", "call my aunt", "sweep the stairs", "play a tune")
OFF = [(switch,) for switch in SWITCHES] + [("acts_colleague", "acts_stranger", "acts_out")]


simulated_year = cache(simulate_year)


def people(*kinds: Kind) -> list[Any]:
    """Ten people of each kind; `make test` has the first three, `make test-faults` the others."""
    return [
        pytest.param((kind, seed), marks=[pytest.mark.sweep] if seed > 2 else (), id=f"{kind}-{seed}")
        for kind in kinds
        for seed in SEEDS
    ]


@pytest.fixture(scope="module", params=people(*KINDS))
def year(request: pytest.FixtureRequest) -> Year:
    """The year of one person; all tests of one year run one after the other."""
    return simulated_year(*request.param)


@pytest.fixture(scope="module", params=("names", "tired", "nameless"))
def year_with_own_acts(request: pytest.FixtureRequest) -> Year:
    return simulate_year(request.param, 0, own_acts=OWN_ACTS)


@pytest.fixture(scope="module", params=OFF, ids=str)
def restricted_year(request: pytest.FixtureRequest) -> tuple[Settings, Year]:
    """The year of a person who switched one audience off, or colleagues, strangers and going out."""
    settings = settings_without(request.param)
    return settings, simulate_year("varied", 0, settings)


def weeks_of(year: Year) -> Iterator[Year]:
    """Yield every seven days in a row."""
    return (year[first : first + 7] for first in range(len(year) - 6))


def test_the_first_three_were_not_among_the_first_three_of_the_last_fourteen_days(year: Year) -> None:
    assert days_until_shown_again(year) > 14


def test_none_of_the_first_three_was_chosen_in_the_last_sixty_days(year: Year) -> None:
    assert days_until_chosen_is_offered(year) > 60


def test_many_different_acts_are_chosen(year: Year) -> None:
    kind = year[0].kind
    assert len({morning.chosen.id for morning in year}) >= MIN_DIFFERENT_ACTS[kind]


def test_three_different_acts_for_three_audiences_are_offered_each_day(year: Year) -> None:
    for morning in year:
        assert len({idea.id for idea in morning.shown}) == 3
        assert len({idea.audience for idea in morning.shown}) == 3


@pytest.mark.parametrize("year", people("varied"), indirect=True)
def test_of_one_who_varies_no_audience_is_shown_over_a_third_more_than_another(year: Year) -> None:
    times_shown = Counter(idea.audience for morning in year for idea in morning.shown)
    assert set(times_shown) == set(AUDIENCES)
    assert max(times_shown.values()) * 3 <= min(times_shown.values()) * 4


def test_with_a_name_the_first_is_always_for_that_person(year: Year) -> None:
    for morning in year:
        first = morning.shown[0]
        assert not morning.who or (first.has_name_placeholder and morning.who in first.plan_for(morning.who))


@pytest.mark.parametrize("year", people("names"), indirect=True)
def test_with_a_name_each_morning_the_audience_of_the_first_varies_within_each_week(year: Year) -> None:
    for week in weeks_of(year):
        assert len({morning.shown[0].audience for morning in week}) >= 2


def test_with_low_energy_oneself_is_among_the_three_and_not_alone(year: Year) -> None:
    for morning in year:
        if morning.low_energy:
            assert 1 <= [idea.audience for idea in morning.shown].count("self") <= 2
            assert all(idea.low_energy for idea in morning.shown)


def test_an_act_let_go_twice_is_not_offered_for_ninety_days(year: Year) -> None:
    let_go: dict[str, list[int]] = {}
    for number, morning in enumerate(year):
        for idea in morning.shown:
            earlier = let_go.get(idea.id, [])
            assert len(earlier) < 2 or number - earlier[-1] > 90
        if morning.state == "let_go":
            let_go.setdefault(morning.chosen.id, []).append(number)


def test_with_an_audience_switched_off_none_of_it_is_offered(restricted_year: tuple[Settings, Year]) -> None:
    settings, year = restricted_year
    for idea in (idea for morning in year for idea in morning.shown):
        assert idea.audience not in settings.unsuggested
        assert settings.acts_out or not idea.needs_out


def test_with_an_audience_switched_off_the_rest_holds(restricted_year: tuple[Settings, Year]) -> None:
    _, year = restricted_year
    test_the_first_three_were_not_among_the_first_three_of_the_last_fourteen_days(year)
    test_none_of_the_first_three_was_chosen_in_the_last_sixty_days(year)
    test_with_a_name_the_first_is_always_for_that_person(year)
    test_with_low_energy_oneself_is_among_the_three_and_not_alone(year)
    test_an_act_let_go_twice_is_not_offered_for_ninety_days(year)
    assert len({morning.chosen.id for morning in year}) >= 120


def test_own_acts_are_offered_now_and_then(year_with_own_acts: Year) -> None:
    times_shown = Counter(idea.id for morning in year_with_own_acts for idea in morning.shown if idea.own)
    if year_with_own_acts[0].kind == "tired":
        assert not times_shown, "nothing is known of their effort"
    else:
        assert set(times_shown) == {entry.uid for entry in OWN_ACTS}
        assert min(times_shown.values()) >= 2
        assert sum(times_shown.values()) <= len(year_with_own_acts) / 5


def test_own_acts_wait_as_the_others_do(year_with_own_acts: Year) -> None:
    test_the_first_three_were_not_among_the_first_three_of_the_last_fourteen_days(year_with_own_acts)
    test_none_of_the_first_three_was_chosen_in_the_last_sixty_days(year_with_own_acts)


@pytest.mark.parametrize("year_with_own_acts", ["nameless"], indirect=True)
def test_own_acts_stand_beside_acts_for_any_audience(year_with_own_acts: Year) -> None:
    threes = [morning.shown for morning in year_with_own_acts if any(idea.own for idea in morning.shown)]
    assert {idea.audience for three in threes for idea in three} == {*AUDIENCES, ""}

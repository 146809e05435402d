"""What is due, against a table of the contract's rule written out row by row."""

from collections.abc import Mapping
from itertools import product

import pytest

from kindtui.domain.journal.day import Act, ActState, Answer, Day, DayPart
from kindtui.domain.journal.journal import Journal
from kindtui.domain.settings import Settings
from tests.support import TODAY, act, journal_state, line, moment, true_answer

# Each combination of facts matches exactly one row; * means that a fact does not matter.
# "settled" is an act that was done or let go.
TABLE = """
rest  hour     received  evening-skipped  act      kept  morning-skipped  due
yes   *        *         *                *        *     *                nothing
no    evening  yes       *                *        *     *                nothing
no    evening  no        yes              *        *     *                nothing
no    evening  no        no               *        *     *                evening
no    before   *         *                planned  *     *                act
no    before   *         *                settled  *     *                nothing
no    before   *         *                none     yes   *                nothing
no    before   *         *                none     no    yes              nothing
no    before   *         *                none     no    no               morning
"""
NAMES, *ROWS = [row.split() for row in TABLE.strip().splitlines()]
YES_NO = ("yes", "no")
FACTS = [
    dict(zip(NAMES, facts, strict=False))
    for facts in product(
        YES_NO, ("before", "evening"), YES_NO, YES_NO, ("none", "planned", "settled"), YES_NO, YES_NO
    )
]
HOURS = {"before": ("04:00", "09:00", "16:59"), "evening": ("17:00", "23:59", "00:30", "01:30", "03:59")}


def day_with(facts: Mapping[str, str], settled: ActState = "done") -> Day:
    """The day on which those facts hold."""
    acts: dict[str, tuple[Act, ...]] = {
        "none": (),
        "planned": (act("let_go", "b"), act("planned")),
        "settled": (act(settled),),
    }
    skipped: dict[DayPart, Answer[bool]] = {}
    if facts["evening-skipped"] == "yes":
        skipped["evening"] = true_answer()
    if facts["morning-skipped"] == "yes":
        skipped["morning"] = true_answer()
    return Day(
        TODAY,
        rest=true_answer() if facts["rest"] == "yes" else None,
        skipped=skipped,
        acts=acts[facts["act"]],
        received=(line(),) if facts["received"] == "yes" else (),
        kept=(line(),) if facts["kept"] == "yes" else (),
    )


def expected(facts: Mapping[str, str]) -> str:
    """The due word of the one row that fits."""
    values = list(facts.values())
    [word] = [row[-1] for row in ROWS if all(a in ("*", b) for a, b in zip(row, values, strict=False))]
    return word


@pytest.mark.parametrize("facts", FACTS, ids=lambda facts: "-".join(facts.values()))
def test_the_table(facts: dict[str, str]) -> None:
    for clock in HOURS[facts["hour"]]:
        on = "2026-11-23" if clock < "04:00" else "2026-11-22"
        at = moment(f"{on}T{clock}:00+01:00")
        for settled in ("done", "let_go"):
            journal = Journal().with_day(day_with(facts, settled))
            assert journal_state(journal, at).due == expected(facts), clock


def test_a_day_never_opened_asks_for_the_morning_then_the_evening() -> None:
    assert journal_state(Journal(), moment("2026-11-22T09:00:00+01:00")).due == "morning"
    assert journal_state(Journal(), moment("2026-11-22T19:00:00+01:00")).due == "evening"


def test_a_part_taken_up_again_is_due_again() -> None:
    back = Answer(value=False, updated_at=true_answer().updated_at)
    journal = Journal().with_day(Day(TODAY, skipped={"morning": back}))
    assert journal_state(journal).due == "morning"


def test_yesterday_does_not_answer_for_today() -> None:
    facts = {
        "rest": "yes",
        "evening-skipped": "no",
        "morning-skipped": "no",
        "act": "none",
        "received": "no",
        "kept": "no",
    }
    journal = Journal().with_day(day_with(facts))
    assert journal_state(journal, moment("2026-11-23T09:00:00+01:00")).due == "morning"


def test_the_hours_are_those_of_the_settings() -> None:
    journal = Journal(settings=Settings(day_start=0, evening_hour=21))
    assert journal_state(journal, moment("2026-11-22T20:59:00+01:00")).due == "morning"
    assert journal_state(journal, moment("2026-11-22T21:00:00+01:00")).due == "evening"
    assert journal_state(journal, moment("2026-11-23T01:30:00+01:00")).due == "morning"

"""The newest days in a line each, and whom acts were for lately."""

from kindtui.domain.insights.lately import LateDay, latest_days
from kindtui.domain.insights.patterns import recent_audiences
from kindtui.domain.journal.day import Day, Mark
from kindtui.domain.journal.journal import ONE_DAY
from tests.support import TODAY, act, journal_of, line, rest_day


def test_the_newest_days_come_first_and_days_without_a_text_are_left_out() -> None:
    days = [
        Day(TODAY, received=(line("today"),)),
        rest_day(TODAY - ONE_DAY),
        Day(TODAY - 2 * ONE_DAY),
        Day(TODAY - 3 * ONE_DAY, acts=(act("let_go"),)),
        Day(TODAY - 4 * ONE_DAY, acts=(act(),), received=(line("one"), line("two\nlines", "s"))),
        Day(TODAY - 28 * ONE_DAY, notes=(line("a note"),)),
        Day(TODAY - 29 * ONE_DAY, received=(line("long ago"),)),
    ]
    assert latest_days(journal_of(days), TODAY) == (
        LateDay(TODAY - ONE_DAY, Mark.REST, ""),
        LateDay(TODAY - 4 * ONE_DAY, Mark.KIND, "two …"),
        LateDay(TODAY - 28 * ONE_DAY, Mark.QUIET, "a note"),
    )


def test_acts_done_in_the_last_28_days_are_counted_by_whom_they_were_for() -> None:
    days = [
        Day(
            TODAY - back * ONE_DAY,
            acts=(act("done", f"a{back}", audience=audience), act("let_go", "b")),
        )
        for back, audience in enumerate(["self", "close", "close", ""])
    ]
    days.append(Day(TODAY - 28 * ONE_DAY, acts=(act(audience="stranger"),)))
    counts = dict(recent_audiences(journal_of(days), TODAY))
    assert counts == {"self": 1, "close": 2, "colleague": 0, "stranger": 0, "community": 0, "": 1}
    assert list(counts)[-1] == ""

"""What the last days did to the thread: the numbers are those of the rule, day by day."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from kindtui.domain.insights.thread_days import DAYS_SHOWN, describe_thread_day, recent_thread_days
from kindtui.domain.journal.day import Mark
from tests.domain.thread_spec import thread
from tests.support import TODAY

MARKS = {"k": Mark.KIND, "r": Mark.REST, ".": Mark.QUIET}


@given(st.text(st.sampled_from("kr."), max_size=30), st.integers(0, 6))
def test_each_day_tells_the_thread_as_it_was_then(days: str, grace: int) -> None:
    marks = {TODAY + timedelta(days=number): MARKS[day] for number, day in enumerate(days)}
    told = list(recent_thread_days(marks, grace))
    assert [day.mark for day in told] == list(marks.values())[-DAYS_SHOWN:]
    for number, day in enumerate(told, max(0, len(days) - DAYS_SHOWN) + 1):
        assert (day.thread.kind_days, day.thread.state) == thread(days[:number], grace)
        description = describe_thread_day(day)
        assert str(day.thread.kind_days) in description or day.mark is Mark.REST or day.thread.state == "none"
        assert ("rests" in description) is (day.mark is Mark.QUIET and day.thread.state == "resting")

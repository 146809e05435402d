"""Requests about the acts of a day."""

from datetime import date

from msgspec import structs

from kindtui.domain.journal.day import Act, ActState, Answer, Day
from kindtui.domain.journal.journal import Journal
from kindtui.domain.requests.base import DayRequest, Request, Stamp
from kindtui.domain.requests.texts import with_note
from kindtui.domain.ritual.acts import Plan
from kindtui.domain.text import clean_lines, one_line


class ActChosen(DayRequest, frozen=True):
    """An act was planned, together with who it is for and the energy of the morning.

    With the uid of a planned act in `replaced_uid`, the new act takes its place.
    """

    plan: Plan
    replaced_uid: str = ""

    def change_day(self, day: Day, stamp: Stamp) -> Day:
        """Add the planned act, or put it in the place of the replaced one."""
        plan, who = self.plan, one_line(self.plan.who)
        day = structs.replace(
            day,
            who=Answer(who, stamp.updated_at) if who and not (day.who and day.who.value == who) else day.who,
            energy=day.energy
            if plan.energy in (None, day.rating("energy"))
            else Answer(plan.energy, stamp.updated_at),
        )
        replaced = next((act for act in day.planned if act.uid == self.replaced_uid), None)
        act = replaced or Act(stamp.uid, "", "planned", stamp.written, stamp.updated_at)
        act = structs.replace(
            act,
            text=one_line(plan.text),
            who=who,
            audience=plan.idea.audience if plan.idea else "",
            source=plan.idea.id if plan.idea else "",
            updated_at=stamp.updated_at,
        )
        return _with_act_replaced(day, act) if replaced else structs.replace(day, acts=(*day.acts, act))


class ActScheduled(DayRequest, frozen=True):
    """A time or occasion was given for an act: the newest planned one, or else the newest that was done."""

    when: str

    def change_day(self, day: Day, stamp: Stamp) -> Day:
        """Set `when` of the act; if the day has no such act, add a note instead."""
        act = day.act_to_schedule
        if act is None:
            return with_note(day, self.when, stamp) if one_line(self.when) else day
        return _with_act_replaced(
            day, structs.replace(act, when=one_line(self.when), updated_at=stamp.updated_at)
        )


class ActStateChanged(DayRequest, frozen=True):
    """An act was marked as done, let go, or planned again."""

    uid: str
    state: ActState

    def change_day(self, day: Day, stamp: Stamp) -> Day:
        """Set the state of the act, if it is still there."""
        act = day.act(self.uid)
        if act is None:
            return day
        return _with_act_replaced(day, structs.replace(act, state=self.state, updated_at=stamp.updated_at))


class ActMoved(Request, frozen=True):
    """A planned act of `from_day` was moved to the day `on`."""

    on: date
    from_day: date
    uid: str

    def apply(self, journal: Journal, stamp: Stamp) -> Journal:
        """Move the act, if it is still planned."""
        before = journal.day(self.from_day)
        act = before.act(self.uid)
        if act is None or act.state != "planned":
            return journal
        remaining = tuple(other for other in before.acts if other.uid != self.uid)
        deleted = {**before.deleted, self.uid: stamp.updated_at}
        journal = journal.with_day(structs.replace(before, acts=remaining, deleted=deleted))
        day = journal.day(self.on)
        moved = structs.replace(act, uid=stamp.uid, updated_at=stamp.updated_at)
        return journal.with_day(structs.replace(day, acts=(*day.acts, moved)))


class GivenActWritten(DayRequest, frozen=True):
    """A kindness that was given was written down."""

    text: str

    def change_day(self, day: Day, stamp: Stamp) -> Day:
        """Add a done act."""
        act = Act(stamp.uid, clean_lines(self.text), "done", stamp.written, stamp.updated_at)
        return structs.replace(day, acts=(*day.acts, act))


def _with_act_replaced(day: Day, act: Act) -> Day:
    return structs.replace(day, acts=tuple(act if act.uid == old.uid else old for old in day.acts))

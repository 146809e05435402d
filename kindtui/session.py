"""What a person can do, one method each; every method returns the state that is then true."""

from collections.abc import Callable
from datetime import date, datetime
from secrets import token_hex

from msgspec import Struct, structs

from kindtui.domain.acts import Plan
from kindtui.domain.dates import Clock, Moment
from kindtui.domain.day import Act, ActState, Answer, CheckAnswer, Day, Line, Part
from kindtui.domain.journal import Journal
from kindtui.domain.parts import texts_of
from kindtui.domain.state import Drafts, State, Words
from kindtui.domain.text import one_line
from kindtui.domain.undo import Undone, remember, undo
from kindtui.storage.drafts import DraftChanges, changed
from kindtui.storage.store import Store

DayChange = Callable[[Day, "Stamp"], Day]


class Stamp(Struct, frozen=True):
    """When something is written, and the `updated_at` (UTC) it gets."""

    written: Moment
    updated_at: datetime


class Session:
    """The use cases over one store. `durable` is false after a save a power cut might undo."""

    def __init__(self, store: Store, clock: Clock, words: Words) -> None:
        """Work on that store, with that clock."""
        self.store = store
        self.clock = clock
        self.words = words
        self.durable = True
        self.undone: Undone | None = None
        self.drafts: Drafts = {}
        self._journal = Journal()

    def glance(self) -> State:
        """What the first screen shows, before all of the journal is read; `open` comes before any change."""
        return self._with_drafts(self.store.glance())

    def open(self) -> State:
        """Load the journal and the drafts."""
        return self._with_drafts(self.store.load())

    def _with_drafts(self, journal: Journal) -> State:
        """A draft that was saved after all is none."""
        saved = {(on, text) for on in self.store.drafts() for text in texts_of(journal.day(on))}
        kept = {
            on: {field: text for field, text in fields.items() if (on, one_line(text)) not in saved}
            for on, fields in self.store.drafts().items()
        }
        self.drafts = {on: fields for on, fields in kept.items() if fields}
        return self._state(journal)

    def keep_drafts(self, changes: DraftChanges) -> State:
        """Keep what is being typed."""
        self.store.keep_drafts(changes)
        self.drafts = changed(self.drafts, changes)
        return self._state(self._journal)

    def at_this_moment(self, state: State) -> State:
        """The same journal at the present moment."""
        return structs.replace(state, moment=self.clock.now())

    def choose_act(self, on: date, plan: Plan, swapped: str = "") -> State:
        """Plan an act, and with it record who it is for and the energy of the morning.

        With the uid of a planned act in `swapped`, the new one takes its place.
        """

        def change(day: Day, stamp: Stamp) -> Day:
            who = one_line(plan.who)
            day = structs.replace(
                day,
                who=Answer(who, stamp.updated_at) if who else day.who,
                energy=Answer(plan.energy, stamp.updated_at) if plan.energy else day.energy,
            )
            old = next((act for act in day.planned if act.uid == swapped), None)
            act = old or Act(_uid(stamp), "", "planned", stamp.written, stamp.updated_at)
            act = structs.replace(
                act,
                text=one_line(plan.text),
                who=who,
                audience=plan.idea.audience if plan.idea else "",
                source=plan.idea.id if plan.idea else "",
                updated_at=stamp.updated_at,
            )
            return _with_act(day, act) if old else structs.replace(day, acts=(*day.acts, act))

        return self._change_day(on, change)

    def time_act(self, on: date, when: str) -> State:
        """Say when the newest planned act of the day is meant to happen."""

        def change(day: Day, stamp: Stamp) -> Day:
            if not day.planned:
                return day
            act = structs.replace(day.planned[-1], when=_when(when), updated_at=stamp.updated_at)
            return _with_act(day, act)

        return self._change_day(on, change)

    def settle_act(self, on: date, uid: str, state: ActState) -> State:
        """Say that an act is done, let go, or planned again."""

        def change(day: Day, stamp: Stamp) -> Day:
            act = day.act(uid)
            if act is None:
                return day
            return _with_act(day, structs.replace(act, state=state, updated_at=stamp.updated_at))

        return self._change_day(on, change)

    def bring_act(self, on: date, earlier: date, uid: str) -> State:
        """Move a planned act of an earlier day to this one."""

        def change(journal: Journal, stamp: Stamp) -> Journal:
            before = journal.day(earlier)
            act = before.act(uid)
            if act is None or act.state != "planned":
                return journal
            left = tuple(other for other in before.acts if other.uid != uid)
            before = structs.replace(before, acts=left, deleted={**before.deleted, uid: stamp.updated_at})
            moved = structs.replace(act, uid=_uid(stamp), updated_at=stamp.updated_at)
            day = journal.day(on)
            day = structs.replace(day, acts=(*day.acts, moved))
            return journal.with_day(before).with_day(day)

        return self._change(change)

    def gave(self, on: date, text: str) -> State:
        """Write down a kindness that was given: a done act."""

        def change(day: Day, stamp: Stamp) -> Day:
            act = Act(_uid(stamp), one_line(text), "done", stamp.written, stamp.updated_at)
            return structs.replace(day, acts=(*day.acts, act))

        return self._change_day(on, change)

    def received(self, on: date, text: str) -> State:
        """Write down a kindness received or witnessed."""
        return self._change_day(
            on, lambda day, stamp: structs.replace(day, received=(*day.received, _line(text, stamp)))
        )

    def kept(self, on: date, text: str) -> State:
        """Write down a boundary that was kept."""
        return self._change_day(
            on, lambda day, stamp: structs.replace(day, kept=(*day.kept, _line(text, stamp)))
        )

    def rest(self, on: date, *, rests: bool) -> State:
        """Mark a day as rest, or no longer."""
        return self._change_day(
            on, lambda day, stamp: structs.replace(day, rest=Answer(rests, stamp.updated_at))
        )

    def skip(self, on: date, part: Part) -> State:
        """Put a card of the day aside."""
        return self._change_day(
            on,
            lambda day, stamp: structs.replace(
                day, skipped={**day.skipped, part: Answer(value=True, updated_at=stamp.updated_at)}
            ),
        )

    def answer_check(self, on: date, check_id: str, answer: CheckAnswer) -> State:
        """Answer a boundary check for that day."""
        return self._change_day(
            on,
            lambda day, stamp: structs.replace(
                day, checks={**day.checks, check_id: Answer(answer, stamp.updated_at)}
            ),
        )

    def show_thread(self, *, shown: bool) -> State:
        """Show or hide the thread."""
        return self._change(
            lambda journal, stamp: structs.replace(
                journal,
                settings=structs.replace(journal.settings, thread_shown=shown, updated_at=stamp.updated_at),
            )
        )

    def undo(self) -> State:
        """Take the last change back; `undone` then says which, and what text it took away.

        Raises:
            NothingToUndoError: if there is none, or it has changed since.
        """
        now = self.clock.now()

        def back(journal: Journal) -> Journal:
            updated_at = journal.stamp(now.at)
            self.undone = undo(journal, updated_at)
            return structs.replace(self.undone.journal, updated_at=updated_at)

        return self._keep(back)

    def _change_day(self, on: date, change: DayChange) -> State:
        return self._change(lambda journal, stamp: journal.with_day(change(journal.day(on), stamp)))

    def _change(self, change: Callable[[Journal, Stamp], Journal]) -> State:
        """Disk first, memory second."""
        now = self.clock.now()

        def stamped(journal: Journal) -> Journal:
            updated_at = journal.stamp(now.at)
            after = remember(journal, change(journal, Stamp(now, updated_at)), updated_at)
            return structs.replace(after, updated_at=updated_at)

        return self._keep(stamped)

    def _keep(self, change: Callable[[Journal], Journal]) -> State:
        saved = self.store.transact(change)
        self.durable = saved.durable
        return self._state(saved.journal)

    def _state(self, journal: Journal) -> State:
        self._journal = journal
        return State(journal, self.clock.now(), self.words, self.drafts)


def _with_act(day: Day, act: Act) -> Day:
    return structs.replace(day, acts=tuple(act if act.uid == old.uid else old for old in day.acts))


def _line(text: str, stamp: Stamp) -> Line:
    return Line(_uid(stamp), one_line(text), stamp.written, stamp.updated_at)


def _when(text: str) -> str:
    """A when that reads well after "If it is"."""
    when = one_line(text).rstrip(".,")
    for opening in ("if it is ", "it is ", "when it is "):
        if when.lower().startswith(opening):
            return when[len(opening) :]
    return when


def _uid(stamp: Stamp) -> str:
    """A name for an entry that is not given twice, and sorts in the order of writing."""
    return f"{int(stamp.updated_at.timestamp() * 1_000_000):014x}{token_hex(6)}"

"""What a person can do, one method each; every method returns the state that is then true."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from os import urandom

from msgspec import Struct, structs

from kindtui.domain.dates import Clock, Moment
from kindtui.domain.form import Place
from kindtui.domain.journal.day import Act, ActState, Answer, CheckAnswer, Day, Line, Part, ScaleName
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.own_words import NO_DAY, Kind, Own
from kindtui.domain.journal.parts import parts_of, put_back, texts_of
from kindtui.domain.journal.undo import ChangedSinceError, Undone, remember, undo, without_last_step
from kindtui.domain.ritual.acts import Plan
from kindtui.domain.ritual.prompts import Records
from kindtui.domain.state import Drafts, State, Words
from kindtui.domain.text import one_line
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
        self._last: State | None = None

    def glance(self) -> State:
        """What the first screen shows, before all of the journal is read; `open` comes before any change."""
        return structs.replace(self._with_drafts(self.store.glance()), whole=False)

    def open(self) -> State:
        """Load the journal and the drafts; what an older file in its place lacks is saved anew.

        Raises:
            StorageError: if it cannot be read, or that cannot be saved.
        """
        journal = self.store.load()
        if self.store.has_unsaved():
            journal = self.store.transact(lambda newest: newest).journal
        return self._with_drafts(journal)

    def _with_drafts(self, journal: Journal) -> State:
        """A draft that was saved after all is none."""
        saved = {(on, text) for on in self.store.drafts() for text in texts_of(journal.day(on))}
        saved |= {(NO_DAY, text) for own in journal.own.values() for text in own.words}
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
        return structs.replace(state, moment=self.clock.now()).knowing(state)

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
        """Say when the newest planned act of the day is meant to happen, or the newest one was."""

        def change(day: Day, stamp: Stamp) -> Day:
            acts = day.planned or day.acts
            if not acts:
                notes = (*day.notes, _line(when, stamp)) if one_line(when) else day.notes
                return structs.replace(day, notes=notes)
            act = structs.replace(acts[-1], when=_when(when), updated_at=stamp.updated_at)
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

    def reflect(self, on: date, text: str, records: Records) -> State:
        """Write down the answer to the question of the evening, which is then no longer due."""
        if records == "received":
            return self.received(on, text)

        def change(day: Day, stamp: Stamp) -> Day:
            if records == "gave":
                act = Act(_uid(stamp), one_line(text), "done", stamp.written, stamp.updated_at)
                day = structs.replace(day, acts=(*day.acts, act))
            else:
                day = structs.replace(day, notes=(*day.notes, _line(text, stamp)))
            answered = Answer(value=True, updated_at=stamp.updated_at)
            return structs.replace(day, skipped={**day.skipped, "evening": answered})

        return self._change_day(on, change)

    def note(self, on: date, text: str) -> State:
        """Write down a note, which counts for nothing."""
        return self._change_day(
            on, lambda day, stamp: structs.replace(day, notes=(*day.notes, _line(text, stamp)))
        )

    def kept(self, on: date, text: str) -> State:
        """Write down a boundary that was kept."""
        return self._change_day(
            on, lambda day, stamp: structs.replace(day, kept=(*day.kept, _line(text, stamp)))
        )

    def rewrite(self, on: date, place: Place, text: str) -> State:
        """Write a text of a day anew; an entry keeps its words rather than becoming empty."""
        key, line = (place.part, place.uid), one_line(text)

        def change(day: Day, stamp: Stamp) -> Day:
            new: Act | Line
            match parts_of(day).get(key):
                case Act() as act if place.text != "text":
                    new = structs.replace(act, **{place.text: _when(line) if place.text == "when" else line})
                case Act() as act if line:
                    new = structs.replace(act, text=line, source=act.source if act.text == line else "")
                case Line() as written if line:
                    new = structs.replace(written, text=line)
                case _ if place.part == "who":
                    return put_back(day, {key: Answer(line, stamp.updated_at)}, stamp.updated_at)
                case _:
                    return day
            return put_back(day, {key: new}, stamp.updated_at)

        return self._change_day(on, change)

    def rate(self, on: date, scale: ScaleName, rating: int) -> State:
        """Write down the answer on a scale (1–9)."""
        return self._change_day(
            on, lambda day, stamp: structs.replace(day, **{scale: Answer(rating, stamp.updated_at)})
        )

    def remove(self, on: date, part: str, uid: str) -> State:
        """Remove one part of a day."""

        def change(day: Day, stamp: Stamp) -> Day:
            key = (part, uid)
            return put_back(day, {key: None}, stamp.updated_at) if key in parts_of(day) else day

        return self._change_day(on, change)

    def remove_day(self, on: date) -> State:
        """Remove everything written for a day."""
        return self._change_day(
            on, lambda day, stamp: put_back(day, dict.fromkeys(parts_of(day)), stamp.updated_at)
        )

    def leave_out_of_jar(self, on: date, uid: str) -> State:
        """Let the kindness jar not show that line again."""

        def change(day: Day, stamp: Stamp) -> Day:
            line = parts_of(day).get(("received", uid))
            if not isinstance(line, Line):
                return day
            return put_back(day, {("received", uid): structs.replace(line, in_jar=False)}, stamp.updated_at)

        return self._change_day(on, change)

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

    def write_own(self, kind: Kind, uid: str, text: str, script: str = "") -> State:
        """Keep an act or a check of the user's own, or with its uid say it in other words.

        The same words once more are the entry that is there, brought back if it was put away.
        """

        def change(journal: Journal, stamp: Stamp) -> Journal:
            said = one_line(text)
            old = journal.own.get((kind, uid))
            if old is None or not old.text:
                old = next(
                    (own for (of, _), own in journal.own.items() if of == kind and own.text == said), None
                )
                old = structs.replace(old, archived=False) if old else Own(_uid(stamp), "", stamp.updated_at)
            own = structs.replace(old, text=said, script=one_line(script), updated_at=stamp.updated_at)
            return journal.with_own(kind, own) if said else journal

        return self._change(change)

    def archive_own(self, kind: Kind, uid: str, *, archived: bool) -> State:
        """Put an act or a check of the user's own away, or bring it back."""

        def change(journal: Journal, stamp: Stamp) -> Journal:
            old = journal.own.get((kind, uid))
            if old is None or not old.text or old.archived == archived:
                return journal
            return journal.with_own(
                kind, structs.replace(old, archived=archived, updated_at=stamp.updated_at)
            )

        return self._change(change)

    def change_settings(self, values: Mapping[str, object]) -> State:
        """Give settings other values, each by its field of `Settings`."""

        def change(journal: Journal, stamp: Stamp) -> Journal:
            settings = structs.replace(journal.settings, **values)
            if settings == journal.settings:
                return journal
            settings = structs.replace(settings, updated_at=stamp.updated_at)
            return structs.replace(journal, settings=settings)

        return self._change(change)

    def low_mood_read(self, on: date) -> State:
        """Note that hard evenings were spoken of on that day; that is no change to undo."""

        def noted(journal: Journal) -> Journal:
            return structs.replace(journal, settings=structs.replace(journal.settings, low_mood_told=on))

        return self._keep(noted)

    def undo(self) -> State:
        """Take the last change back; `undone` then says which, and what text it took away.

        Raises:
            NothingToUndoError: if there is none.
            ChangedSinceError: if it has changed since; the next undo is of the change before it.
        """
        now = self.clock.now()

        def back(journal: Journal) -> Journal:
            updated_at = journal.stamp(now.at)
            self.undone = undo(journal, updated_at)
            return structs.replace(self.undone.journal, updated_at=updated_at)

        try:
            self._keep(back)
            return self._with_own_taken()
        except ChangedSinceError:
            self._keep(without_last_step)
            raise

    def _with_own_taken(self) -> State:
        """Own words that undo took away are drafts again, where nothing else is being written."""
        taken = self.undone.taken if self.undone else ()
        drafts = self.drafts.get(NO_DAY, {})
        changes = {(one.on, one.part): one.text for one in taken if one.on == NO_DAY}
        changes = {place: text for place, text in changes.items() if not drafts.get(place[1])}
        return self.keep_drafts(changes) if changes else self._state(self._journal)

    def _change_day(self, on: date, change: DayChange) -> State:
        def changed(journal: Journal, stamp: Stamp) -> Journal:
            before = journal.day(on)
            after = change(before, stamp)
            return journal if after == before else journal.with_day(after)

        return self._change(changed)

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
        self._last = State(journal, self.clock.now(), self.words, self.drafts).knowing(self._last)
        return self._last


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
    return f"{int(stamp.updated_at.timestamp() * 1_000_000):014x}{urandom(6).hex()}"

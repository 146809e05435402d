"""What a person can do, one method each; every method returns the state that is then true."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from os import urandom

from msgspec import Struct, structs

from kindtui.domain.dates import Clock, Moment
from kindtui.domain.form import TextRef
from kindtui.domain.journal.custom_entry import UNDATED, CustomEntry, CustomEntryKind
from kindtui.domain.journal.day import Act, ActState, Answer, CheckAnswer, Day, DayPart, Line, ScaleName
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.parts import parts_of, restore_parts, texts_of
from kindtui.domain.journal.undo import ChangedSinceError, UndoResult, undo, with_undo_step, without_last_step
from kindtui.domain.ritual.acts import Plan
from kindtui.domain.ritual.prompts import PromptTarget
from kindtui.domain.state import Catalog, Drafts, State
from kindtui.domain.text import one_line
from kindtui.storage.drafts import DraftChanges, apply_changes
from kindtui.storage.store import Store

DayChange = Callable[[Day, "Stamp"], Day]


class Stamp(Struct, frozen=True):
    """When something is written, and the `updated_at` (UTC) it gets."""

    written: Moment
    updated_at: datetime


class Session:
    """The use cases over one store. `durable` is false after a save a power cut might undo."""

    def __init__(self, store: Store, clock: Clock, catalog: Catalog) -> None:
        """Work on that store, with that clock."""
        self.store = store
        self.clock = clock
        self.catalog = catalog
        self.last_save_durable = True
        self.last_undo: UndoResult | None = None
        self.drafts: Drafts = {}
        self._journal = Journal()
        self._last_state: State | None = None

    def load_recent(self) -> State:
        """What the first screen shows, before all of the journal is read; `open` comes before any change."""
        return structs.replace(self._state_with_drafts(self.store.load_recent()), is_complete=False)

    def open(self) -> State:
        """Load the journal and the drafts; what an older file in its place lacks is saved anew.

        Raises:
            StorageError: if it cannot be read, or that cannot be saved.
        """
        journal = self.store.load()
        if self.store.has_unsaved_changes():
            journal = self.store.transact(lambda newest: newest).journal
        return self._state_with_drafts(journal)

    def _state_with_drafts(self, journal: Journal) -> State:
        """A draft that was saved after all is none."""
        saved_texts = {(on, text) for on in self.store.drafts() for text in texts_of(journal.day(on))}
        saved_texts |= {(UNDATED, text) for own in journal.custom_entries.values() for text in own.texts}
        unsaved = {
            on: {field: text for field, text in fields.items() if (on, one_line(text)) not in saved_texts}
            for on, fields in self.store.drafts().items()
        }
        self.drafts = {on: fields for on, fields in unsaved.items() if fields}
        return self._set_journal(journal)

    def save_drafts(self, changes: DraftChanges) -> State:
        """Keep what is being typed."""
        self.store.keep_drafts(changes)
        self.drafts = apply_changes(self.drafts, changes)
        return self._set_journal(self._journal)

    def with_current_time(self, state: State) -> State:
        """The same journal at the present moment."""
        return structs.replace(state, moment=self.clock.now()).with_cache_from(state)

    def choose_act(self, on: date, plan: Plan, replaced_uid: str = "") -> State:
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
            replaced = next((act for act in day.planned if act.uid == replaced_uid), None)
            act = replaced or Act(_new_uid(stamp), "", "planned", stamp.written, stamp.updated_at)
            act = structs.replace(
                act,
                text=one_line(plan.text),
                who=who,
                audience=plan.idea.audience if plan.idea else "",
                source=plan.idea.id if plan.idea else "",
                updated_at=stamp.updated_at,
            )
            return _with_act_replaced(day, act) if replaced else structs.replace(day, acts=(*day.acts, act))

        return self._change_day(on, change)

    def schedule_act(self, on: date, when: str) -> State:
        """Say when the newest planned act of the day is meant to happen, or the newest one was."""

        def change(day: Day, stamp: Stamp) -> Day:
            acts = day.planned or day.acts
            if not acts:
                notes = (*day.notes, _new_line(when, stamp)) if one_line(when) else day.notes
                return structs.replace(day, notes=notes)
            act = structs.replace(acts[-1], when=_clean_when(when), updated_at=stamp.updated_at)
            return _with_act_replaced(day, act)

        return self._change_day(on, change)

    def set_act_state(self, on: date, uid: str, state: ActState) -> State:
        """Say that an act is done, let go, or planned again."""

        def change(day: Day, stamp: Stamp) -> Day:
            act = day.act(uid)
            if act is None:
                return day
            return _with_act_replaced(day, structs.replace(act, state=state, updated_at=stamp.updated_at))

        return self._change_day(on, change)

    def move_act(self, on: date, from_day: date, uid: str) -> State:
        """Move a planned act of an earlier day to this one."""

        def change(journal: Journal, stamp: Stamp) -> Journal:
            source_day = journal.day(from_day)
            act = source_day.act(uid)
            if act is None or act.state != "planned":
                return journal
            remaining_acts = tuple(other for other in source_day.acts if other.uid != uid)
            source_day = structs.replace(
                source_day, acts=remaining_acts, deleted={**source_day.deleted, uid: stamp.updated_at}
            )
            moved = structs.replace(act, uid=_new_uid(stamp), updated_at=stamp.updated_at)
            day = journal.day(on)
            day = structs.replace(day, acts=(*day.acts, moved))
            return journal.with_day(source_day).with_day(day)

        return self._change(change)

    def record_given_act(self, on: date, text: str) -> State:
        """Write down a kindness that was given: a done act."""

        def change(day: Day, stamp: Stamp) -> Day:
            act = Act(_new_uid(stamp), one_line(text), "done", stamp.written, stamp.updated_at)
            return structs.replace(day, acts=(*day.acts, act))

        return self._change_day(on, change)

    def record_received(self, on: date, text: str) -> State:
        """Write down a kindness received or witnessed."""
        return self._change_day(
            on, lambda day, stamp: structs.replace(day, received=(*day.received, _new_line(text, stamp)))
        )

    def record_reflection(self, on: date, text: str, records: PromptTarget) -> State:
        """Write down the answer to the question of the evening, which is then no longer due."""
        if records == "received":
            return self.record_received(on, text)

        def change(day: Day, stamp: Stamp) -> Day:
            if records == "gave":
                act = Act(_new_uid(stamp), one_line(text), "done", stamp.written, stamp.updated_at)
                day = structs.replace(day, acts=(*day.acts, act))
            else:
                day = structs.replace(day, notes=(*day.notes, _new_line(text, stamp)))
            answered = Answer(value=True, updated_at=stamp.updated_at)
            return structs.replace(day, skipped={**day.skipped, "evening": answered})

        return self._change_day(on, change)

    def record_note(self, on: date, text: str) -> State:
        """Write down a note, which counts for nothing."""
        return self._change_day(
            on, lambda day, stamp: structs.replace(day, notes=(*day.notes, _new_line(text, stamp)))
        )

    def record_kept(self, on: date, text: str) -> State:
        """Write down a boundary that was kept."""
        return self._change_day(
            on, lambda day, stamp: structs.replace(day, kept=(*day.kept, _new_line(text, stamp)))
        )

    def rewrite_text(self, on: date, ref: TextRef, text: str) -> State:
        """Write a text of a day anew; an entry keeps its words rather than becoming empty."""
        key, line = (ref.part, ref.uid), one_line(text)

        def change(day: Day, stamp: Stamp) -> Day:
            new: Act | Line
            match parts_of(day).get(key):
                case Act() as act if ref.text != "text":
                    new = structs.replace(
                        act, **{ref.text: _clean_when(line) if ref.text == "when" else line}
                    )
                case Act() as act if line:
                    new = structs.replace(act, text=line, source=act.source if act.text == line else "")
                case Line() as written if line:
                    new = structs.replace(written, text=line)
                case _ if ref.part == "who":
                    return restore_parts(day, {key: Answer(line, stamp.updated_at)}, stamp.updated_at)
                case _:
                    return day
            return restore_parts(day, {key: new}, stamp.updated_at)

        return self._change_day(on, change)

    def record_rating(self, on: date, scale: ScaleName, rating: int) -> State:
        """Write down the answer on a scale (1–9)."""
        return self._change_day(
            on, lambda day, stamp: structs.replace(day, **{scale: Answer(rating, stamp.updated_at)})
        )

    def remove_part(self, on: date, part: str, uid: str) -> State:
        """Remove one part of a day."""

        def change(day: Day, stamp: Stamp) -> Day:
            key = (part, uid)
            return restore_parts(day, {key: None}, stamp.updated_at) if key in parts_of(day) else day

        return self._change_day(on, change)

    def remove_day(self, on: date) -> State:
        """Remove everything written for a day."""
        return self._change_day(
            on, lambda day, stamp: restore_parts(day, dict.fromkeys(parts_of(day)), stamp.updated_at)
        )

    def leave_out_of_jar(self, on: date, uid: str) -> State:
        """Let the kindness jar not show that line again."""

        def change(day: Day, stamp: Stamp) -> Day:
            line = parts_of(day).get(("received", uid))
            if not isinstance(line, Line):
                return day
            return restore_parts(
                day, {("received", uid): structs.replace(line, in_jar=False)}, stamp.updated_at
            )

        return self._change_day(on, change)

    def set_rest(self, on: date, *, is_rest_day: bool) -> State:
        """Mark a day as rest, or no longer."""
        return self._change_day(
            on, lambda day, stamp: structs.replace(day, rest=Answer(is_rest_day, stamp.updated_at))
        )

    def skip_day_part(self, on: date, day_part: DayPart) -> State:
        """Put a card of the day aside."""
        return self._change_day(
            on,
            lambda day, stamp: structs.replace(
                day, skipped={**day.skipped, day_part: Answer(value=True, updated_at=stamp.updated_at)}
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

    def write_custom_entry(self, kind: CustomEntryKind, uid: str, text: str, script: str = "") -> State:
        """Keep an act or a check of the user's own, or with its uid say it in other words.

        The same words once more are the entry that is there, brought back if it was put away.
        """

        def change(journal: Journal, stamp: Stamp) -> Journal:
            clean_text = one_line(text)
            old = journal.custom_entries.get((kind, uid))
            if old is None or not old.text:
                old = next(
                    (
                        own
                        for (of, _), own in journal.custom_entries.items()
                        if of == kind and own.text == clean_text
                    ),
                    None,
                )
                old = (
                    structs.replace(old, archived=False)
                    if old
                    else CustomEntry(_new_uid(stamp), "", stamp.updated_at)
                )
            entry = structs.replace(
                old, text=clean_text, script=one_line(script), updated_at=stamp.updated_at
            )
            return journal.with_custom_entry(kind, entry) if clean_text else journal

        return self._change(change)

    def archive_custom_entry(self, kind: CustomEntryKind, uid: str, *, archived: bool) -> State:
        """Put an act or a check of the user's own away, or bring it back."""

        def change(journal: Journal, stamp: Stamp) -> Journal:
            old = journal.custom_entries.get((kind, uid))
            if old is None or not old.text or old.archived == archived:
                return journal
            return journal.with_custom_entry(
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

    def mark_low_mood_read(self, on: date) -> State:
        """Note that hard evenings were spoken of on that day; that is no change to undo."""

        def mark_read(journal: Journal) -> Journal:
            return structs.replace(journal, settings=structs.replace(journal.settings, low_mood_told=on))

        return self._save(mark_read)

    def undo(self) -> State:
        """Take the last change back; `undone` then says which, and what text it took away.

        Raises:
            NothingToUndoError: if there is none.
            ChangedSinceError: if it has changed since; the next undo is of the change before it.
        """
        now = self.clock.now()

        def revert(journal: Journal) -> Journal:
            updated_at = journal.next_timestamp(now.at)
            self.last_undo = undo(journal, updated_at)
            return structs.replace(self.last_undo.journal, updated_at=updated_at)

        try:
            self._save(revert)
            return self._redraft_removed_entries()
        except ChangedSinceError:
            self._save(without_last_step)
            raise

    def _redraft_removed_entries(self) -> State:
        """Own words that undo took away are drafts again, where nothing else is being written."""
        removed_texts = self.last_undo.removed_texts if self.last_undo else ()
        drafts = self.drafts.get(UNDATED, {})
        changes = {(one.on, one.field): one.text for one in removed_texts if one.on == UNDATED}
        changes = {place: text for place, text in changes.items() if not drafts.get(place[1])}
        return self.save_drafts(changes) if changes else self._set_journal(self._journal)

    def _change_day(self, on: date, change: DayChange) -> State:
        def change_journal(journal: Journal, stamp: Stamp) -> Journal:
            before = journal.day(on)
            after = change(before, stamp)
            return journal if after == before else journal.with_day(after)

        return self._change(change_journal)

    def _change(self, change: Callable[[Journal, Stamp], Journal]) -> State:
        """Disk first, memory second."""
        now = self.clock.now()

        def stamp_and_record(journal: Journal) -> Journal:
            updated_at = journal.next_timestamp(now.at)
            after = with_undo_step(journal, change(journal, Stamp(now, updated_at)), updated_at)
            return structs.replace(after, updated_at=updated_at)

        return self._save(stamp_and_record)

    def _save(self, change: Callable[[Journal], Journal]) -> State:
        saved = self.store.transact(change)
        self.last_save_durable = saved.durable
        return self._set_journal(saved.journal)

    def _set_journal(self, journal: Journal) -> State:
        self._journal = journal
        self._last_state = State(journal, self.clock.now(), self.catalog, self.drafts).with_cache_from(
            self._last_state
        )
        return self._last_state


def _with_act_replaced(day: Day, act: Act) -> Day:
    return structs.replace(day, acts=tuple(act if act.uid == old.uid else old for old in day.acts))


def _new_line(text: str, stamp: Stamp) -> Line:
    return Line(_new_uid(stamp), one_line(text), stamp.written, stamp.updated_at)


def _clean_when(text: str) -> str:
    """A when that reads well after "If it is"."""
    when = one_line(text).rstrip(".,")
    for prefix in ("if it is ", "it is ", "when it is "):
        if when.lower().startswith(prefix):
            return when[len(prefix) :]
    return when


def _new_uid(stamp: Stamp) -> str:
    """A name for an entry that is not given twice, and sorts in the order of writing."""
    return f"{int(stamp.updated_at.timestamp() * 1_000_000):014x}{urandom(6).hex()}"

"""Every use case of a session, chosen at random, for tests of undo."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

from msgspec import structs

from kindtui.domain.journal.custom_entry import CUSTOM_ENTRY_KINDS, CustomEntryKind
from kindtui.domain.journal.day import SCALES
from kindtui.domain.journal.day_texts import EntryTexts, day_texts
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.parts import parts_of
from kindtui.domain.journal.text_ref import TextRef
from kindtui.domain.requests import (
    ActChosen,
    ActMoved,
    ActScheduled,
    ActStateChanged,
    CheckAnswered,
    CustomEntryArchived,
    CustomEntryWritten,
    DayPartSkipped,
    DayRemoved,
    DaysAwayChosen,
    DaysAwayEnded,
    DayTextsRewritten,
    EntryMoved,
    GivenActWritten,
    KeptBoundaryWritten,
    KindnessAwaited,
    LineLeftOutOfJar,
    NameRenamed,
    NameRewritten,
    NameSeparated,
    NoteWritten,
    PartRemoved,
    ReceivedWritten,
    ReflectionWritten,
    RestChosen,
    ScaleRated,
    SettingsChanged,
    TextPutAside,
    TextRewritten,
)
from kindtui.domain.ritual.acts import Plan
from kindtui.domain.settings import Settings
from kindtui.session import Session
from tests.support import CATALOG, MORNING, TODAY

YESTERDAY = TODAY - timedelta(days=1)
IDEA = next(idea for idea in CATALOG.acts if idea.has_name_placeholder)
UseCase = Callable[[Session, Random, str], object]
VisibleContent = tuple[dict[Any, Any], Settings]


def visible_content(journal: Journal) -> VisibleContent:
    """What a person sees of a journal: every part without its `updated_at`; a cleared one counts as none."""
    parts: dict[Any, Any] = {}
    for on, day in journal.days.items():
        for key, part in parts_of(day).items():
            value = getattr(part, "value", None)
            if hasattr(part, "value"):
                if value not in ("", None, False, "unanswered"):
                    parts[on, key] = value
            else:
                parts[on, key] = structs.replace(part, updated_at=MORNING.at)
    parts |= {
        key: structs.replace(own, updated_at=MORNING.at)
        for key, own in journal.custom_entries.items()
        if own.text
    }
    parts |= {
        ("away", uid): structs.replace(away, updated_at=MORNING.at)
        for uid, away in journal.away.items()
        if not away.removed
    }
    return parts, structs.replace(journal.settings, updated_at=None)


def _pick_act(session: Session, rng: Random) -> tuple[Any, str]:
    """A day, and an act of it or one that is not there."""
    on = rng.choice((TODAY, YESTERDAY))
    acts = session.open().journal.day(on).acts
    return on, rng.choice(acts).uid if acts else "gone"


def _choose_act(session: Session, rng: Random, text: str) -> None:
    plan = rng.choice((Plan(text), Plan(text, f"{text} who", 4), Plan(IDEA.plan_for("Sam"), "Sam", 6, IDEA)))
    on, uid = _pick_act(session, rng)
    session.submit(ActChosen(on, plan, rng.choice((uid, ""))))


def _set_act_state(session: Session, rng: Random, text: str) -> None:
    session.submit(ActStateChanged(*_pick_act(session, rng), rng.choice(("planned", "done", "let_go"))))


def _move_act(session: Session, rng: Random, text: str) -> None:
    acts = session.open().journal.day(YESTERDAY).acts
    session.submit(ActMoved(TODAY, YESTERDAY, rng.choice(acts).uid if acts else "gone"))


def _pick_part(session: Session, rng: Random) -> tuple[Any, str, str]:
    """A day, and the key of a part of it or of one that is not there."""
    on = rng.choice((TODAY, YESTERDAY))
    parts = sorted(parts_of(session.open().journal.day(on)))
    return (on, *rng.choice(parts)) if parts else (on, "acts", "gone")


def _move_entry(session: Session, rng: Random, text: str) -> None:
    on, part, uid = _pick_part(session, rng)
    session.submit(EntryMoved(rng.choice((TODAY, YESTERDAY)), on, part, uid))


def _rewrite(session: Session, rng: Random, text: str) -> None:
    on, part, uid = _pick_part(session, rng)
    session.submit(
        TextRewritten(on, TextRef(part, uid, rng.choice(("text", "who", "when"))), rng.choice((text, "")))
    )


def _leave_out_of_jar(session: Session, rng: Random, text: str) -> None:
    on, _, uid = _pick_part(session, rng)
    session.submit(LineLeftOutOfJar(on, uid))


def _pick_custom_entry(session: Session, rng: Random) -> tuple[CustomEntryKind, str]:
    """An entry of the user's own, or a kind and no uid."""
    entries = sorted(session.open().journal.custom_entries)
    chosen, uid = rng.choice([*entries, *((kind, "") for kind in CUSTOM_ENTRY_KINDS)])
    return next(kind for kind in CUSTOM_ENTRY_KINDS if kind == chosen), uid


def _write_custom_entry(session: Session, rng: Random, text: str) -> None:
    script, records = rng.choice(("", f"{text} script")), rng.choice(("", "who", "gave"))
    session.submit(CustomEntryWritten(*_pick_custom_entry(session, rng), text, script, records))


def _archive_custom_entry(session: Session, rng: Random, text: str) -> None:
    session.submit(CustomEntryArchived(*_pick_custom_entry(session, rng), archived=rng.random() < 0.5))


def _choose_days_away(session: Session, rng: Random, text: str) -> None:
    first = TODAY + timedelta(days=rng.randint(-3, 3))
    uids = ("", *session.open().journal.away)
    session.submit(DaysAwayChosen(first, first + timedelta(days=rng.randint(0, 3)), rng.choice(uids)))


def _end_days_away(session: Session, rng: Random, text: str) -> None:
    uids = ("gone", *session.open().journal.away)
    session.submit(DaysAwayEnded(TODAY, rng.choice(uids)))


def _name_of(session: Session, rng: Random) -> str:
    return rng.choice([*session.open().all_names, "Sam"])


def _rewrite_day(session: Session, chance: Random, text: str) -> object:
    """Write a note and a line of the day anew, and remove one of its lines."""
    before = day_texts(session.state.journal.day(TODAY))
    received = list(before.received)
    if received and chance.random() < 0.5:
        del received[chance.randrange(len(received))]
    elif received:
        received[0] = structs.replace(received[0], text=f"{text} again")
    notes = (*before.notes, EntryTexts(f"{text} note"))
    after = structs.replace(before, received=tuple(received), notes=notes)
    return session.submit(DayTextsRewritten(TODAY, before, after))


REQUESTS: dict[str, UseCase] = {
    "ActChosen": _choose_act,
    "ActScheduled": lambda session, _, text: session.submit(ActScheduled(TODAY, f"{text} when")),
    "ActStateChanged": _set_act_state,
    "ActMoved": _move_act,
    "GivenActWritten": lambda session, _, text: session.submit(GivenActWritten(TODAY, text)),
    "ReceivedWritten": lambda session, _, text: session.submit(ReceivedWritten(TODAY, text)),
    "KeptBoundaryWritten": lambda session, _, text: session.submit(KeptBoundaryWritten(YESTERDAY, text)),
    "RestChosen": lambda session, chance, _: session.submit(
        RestChosen(TODAY, is_rest_day=chance.random() < 0.5)
    ),
    "KindnessAwaited": lambda session, *_: session.submit(KindnessAwaited(TODAY, "morning")),
    "DayPartSkipped": lambda session, chance, _: session.submit(
        DayPartSkipped(TODAY, chance.choice(("morning", "evening")))
    ),
    "CheckAnswered": lambda session, chance, _: session.submit(
        CheckAnswered(TODAY, chance.choice(("a", "b")), chance.choice(("holds", "not_today", "unanswered")))
    ),
    "SettingsChanged": lambda session, chance, _: session.submit(
        SettingsChanged({"thread_shown": chance.random() < 0.5, "keys": {"app.undo": chance.choice("wz")}})
    ),
    "ReflectionWritten": lambda session, chance, text: session.submit(
        ReflectionWritten(TODAY, text, chance.choice(("received", "gave", "note")))
    ),
    "TextRewritten": _rewrite,
    "ScaleRated": lambda session, chance, _: session.submit(
        ScaleRated(YESTERDAY, chance.choice(SCALES), chance.randint(1, 9))
    ),
    "PartRemoved": lambda session, chance, _: session.submit(PartRemoved(*_pick_part(session, chance))),
    "DaysAwayChosen": _choose_days_away,
    "DaysAwayEnded": _end_days_away,
    "DayTextsRewritten": _rewrite_day,
    "DayRemoved": lambda session, chance, _: session.submit(DayRemoved(chance.choice((TODAY, YESTERDAY)))),
    "EntryMoved": _move_entry,
    "LineLeftOutOfJar": _leave_out_of_jar,
    "NameRenamed": lambda session, chance, text: session.submit(
        NameRenamed(_name_of(session, chance), chance.choice((_name_of(session, chance), f"{text} name")))
    ),
    "NameSeparated": lambda session, chance, _: session.submit(NameSeparated(_name_of(session, chance))),
    "NameRewritten": lambda session, chance, text: session.submit(
        NameRewritten(_name_of(session, chance), f"{text} name")
    ),
    "CustomEntryWritten": _write_custom_entry,
    "CustomEntryArchived": _archive_custom_entry,
    "NoteWritten": lambda session, _, text: session.submit(NoteWritten(TODAY, text)),
    "TextPutAside": lambda session, _, text: session.submit(TextPutAside(YESTERDAY, text)),
}

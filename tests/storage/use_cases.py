"""Every use case of a session, chosen at random, for tests of undo."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

from msgspec import structs

from kindtui.domain.form import TextRef
from kindtui.domain.journal.custom_entry import CUSTOM_ENTRY_KINDS, CustomEntryKind
from kindtui.domain.journal.day import SCALES
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.parts import parts_of
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
    return parts, structs.replace(journal.settings, updated_at=None)


def _pick_act(session: Session, rng: Random) -> tuple[Any, str]:
    """A day, and an act of it or one that is not there."""
    on = rng.choice((TODAY, YESTERDAY))
    acts = session.open().journal.day(on).acts
    return on, rng.choice(acts).uid if acts else "gone"


def _choose_act(session: Session, rng: Random, text: str) -> None:
    plan = rng.choice((Plan(text), Plan(text, f"{text} who", 4), Plan(IDEA.plan_for("Sam"), "Sam", 6, IDEA)))
    on, uid = _pick_act(session, rng)
    session.choose_act(on, plan, rng.choice((uid, "")))


def _set_act_state(session: Session, rng: Random, text: str) -> None:
    session.set_act_state(*_pick_act(session, rng), rng.choice(("planned", "done", "let_go")))


def _move_act(session: Session, rng: Random, text: str) -> None:
    acts = session.open().journal.day(YESTERDAY).acts
    session.move_act(TODAY, YESTERDAY, rng.choice(acts).uid if acts else "gone")


def _pick_part(session: Session, rng: Random) -> tuple[Any, str, str]:
    """A day, and the key of a part of it or of one that is not there."""
    on = rng.choice((TODAY, YESTERDAY))
    parts = sorted(parts_of(session.open().journal.day(on)))
    return (on, *rng.choice(parts)) if parts else (on, "acts", "gone")


def _rewrite(session: Session, rng: Random, text: str) -> None:
    on, part, uid = _pick_part(session, rng)
    session.rewrite_text(on, TextRef(part, uid, rng.choice(("text", "who", "when"))), rng.choice((text, "")))


def _leave_out_of_jar(session: Session, rng: Random, text: str) -> None:
    on, _, uid = _pick_part(session, rng)
    session.leave_out_of_jar(on, uid)


def _pick_custom_entry(session: Session, rng: Random) -> tuple[CustomEntryKind, str]:
    """An entry of the user's own, or a kind and no uid."""
    entries = sorted(session.open().journal.custom_entries)
    chosen, uid = rng.choice([*entries, *((kind, "") for kind in CUSTOM_ENTRY_KINDS)])
    return next(kind for kind in CUSTOM_ENTRY_KINDS if kind == chosen), uid


def _write_custom_entry(session: Session, rng: Random, text: str) -> None:
    session.write_custom_entry(*_pick_custom_entry(session, rng), text, rng.choice(("", f"{text} script")))


def _archive_custom_entry(session: Session, rng: Random, text: str) -> None:
    session.archive_custom_entry(*_pick_custom_entry(session, rng), archived=rng.random() < 0.5)


USE_CASES: dict[str, UseCase] = {
    "choose_act": _choose_act,
    "schedule_act": lambda session, _, text: session.schedule_act(TODAY, f"{text} when"),
    "set_act_state": _set_act_state,
    "move_act": _move_act,
    "record_given_act": lambda session, _, text: session.record_given_act(TODAY, text),
    "record_received": lambda session, _, text: session.record_received(TODAY, text),
    "record_kept": lambda session, _, text: session.record_kept(YESTERDAY, text),
    "set_rest": lambda session, chance, _: session.set_rest(TODAY, is_rest_day=chance.random() < 0.5),
    "skip_day_part": lambda session, chance, _: session.skip_day_part(
        TODAY, chance.choice(("morning", "evening"))
    ),
    "answer_check": lambda session, chance, _: session.answer_check(
        TODAY, chance.choice(("a", "b")), chance.choice(("holds", "not_today", "unanswered"))
    ),
    "change_settings": lambda session, chance, _: session.change_settings(
        {"thread_shown": chance.random() < 0.5, "keys": {"app.undo": chance.choice("wz")}}
    ),
    "record_reflection": lambda session, chance, text: session.record_reflection(
        TODAY, text, chance.choice(("received", "gave", "note"))
    ),
    "rewrite_text": _rewrite,
    "record_rating": lambda session, chance, _: session.record_rating(
        YESTERDAY, chance.choice(SCALES), chance.randint(1, 9)
    ),
    "remove_part": lambda session, chance, _: session.remove_part(*_pick_part(session, chance)),
    "remove_day": lambda session, chance, _: session.remove_day(chance.choice((TODAY, YESTERDAY))),
    "leave_out_of_jar": _leave_out_of_jar,
    "write_custom_entry": _write_custom_entry,
    "archive_custom_entry": _archive_custom_entry,
    "record_note": lambda session, _, text: session.record_note(TODAY, text),
}

"""Every use case of a session, chosen at random, for tests of undo."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

from msgspec import structs
from support import MORNING, TODAY, WORDS

from kindtui.domain.form import Place
from kindtui.domain.journal.day import SCALES
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.own_words import KINDS, Kind
from kindtui.domain.journal.parts import parts_of
from kindtui.domain.ritual.acts import Plan
from kindtui.domain.settings import Settings
from kindtui.session import Session

YESTERDAY = TODAY - timedelta(days=1)
IDEA = next(idea for idea in WORDS.acts if idea.names_someone)
UseCase = Callable[[Session, Random, str], object]
Content = tuple[dict[Any, Any], Settings]


def content(journal: Journal) -> Content:
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
        key: structs.replace(own, updated_at=MORNING.at) for key, own in journal.own.items() if own.text
    }
    return parts, structs.replace(journal.settings, updated_at=None)


def _act(session: Session, chance: Random) -> tuple[Any, str]:
    """A day, and an act of it or one that is not there."""
    on = chance.choice((TODAY, YESTERDAY))
    acts = session.open().journal.day(on).acts
    return on, chance.choice(acts).uid if acts else "gone"


def _choose(session: Session, chance: Random, text: str) -> None:
    plan = chance.choice(
        (Plan(text), Plan(text, f"{text} who", 4), Plan(IDEA.plan_for("Sam"), "Sam", 6, IDEA))
    )
    on, uid = _act(session, chance)
    session.choose_act(on, plan, chance.choice((uid, "")))


def _settle(session: Session, chance: Random, text: str) -> None:
    session.settle_act(*_act(session, chance), chance.choice(("planned", "done", "let_go")))


def _bring(session: Session, chance: Random, text: str) -> None:
    acts = session.open().journal.day(YESTERDAY).acts
    session.bring_act(TODAY, YESTERDAY, chance.choice(acts).uid if acts else "gone")


def _part(session: Session, chance: Random) -> tuple[Any, str, str]:
    """A day, and the key of a part of it or of one that is not there."""
    on = chance.choice((TODAY, YESTERDAY))
    parts = sorted(parts_of(session.open().journal.day(on)))
    return (on, *chance.choice(parts)) if parts else (on, "acts", "gone")


def _rewrite(session: Session, chance: Random, text: str) -> None:
    on, part, uid = _part(session, chance)
    session.rewrite(on, Place(part, uid, chance.choice(("text", "who", "when"))), chance.choice((text, "")))


def _jar(session: Session, chance: Random, text: str) -> None:
    on, _, uid = _part(session, chance)
    session.leave_out_of_jar(on, uid)


def _own(session: Session, chance: Random) -> tuple[Kind, str]:
    """An entry of the user's own, or a kind and no uid."""
    entries = sorted(session.open().journal.own)
    chosen, uid = chance.choice([*entries, *((kind, "") for kind in KINDS)])
    return next(kind for kind in KINDS if kind == chosen), uid


def _write_own(session: Session, chance: Random, text: str) -> None:
    session.write_own(*_own(session, chance), text, chance.choice(("", f"{text} script")))


def _archive_own(session: Session, chance: Random, text: str) -> None:
    session.archive_own(*_own(session, chance), archived=chance.random() < 0.5)


USE_CASES: dict[str, UseCase] = {
    "choose_act": _choose,
    "time_act": lambda session, _, text: session.time_act(TODAY, f"{text} when"),
    "settle_act": _settle,
    "bring_act": _bring,
    "gave": lambda session, _, text: session.gave(TODAY, text),
    "received": lambda session, _, text: session.received(TODAY, text),
    "kept": lambda session, _, text: session.kept(YESTERDAY, text),
    "rest": lambda session, chance, _: session.rest(TODAY, rests=chance.random() < 0.5),
    "skip": lambda session, chance, _: session.skip(TODAY, chance.choice(("morning", "evening"))),
    "answer_check": lambda session, chance, _: session.answer_check(
        TODAY, chance.choice(("a", "b")), chance.choice(("holds", "not_today", "unanswered"))
    ),
    "change_settings": lambda session, chance, _: session.change_settings(
        {"thread_shown": chance.random() < 0.5, "keys": {"app.undo": chance.choice("wz")}}
    ),
    "reflect": lambda session, chance, text: session.reflect(
        TODAY, text, chance.choice(("received", "gave", "note"))
    ),
    "rewrite": _rewrite,
    "rate": lambda session, chance, _: session.rate(YESTERDAY, chance.choice(SCALES), chance.randint(1, 9)),
    "remove": lambda session, chance, _: session.remove(*_part(session, chance)),
    "remove_day": lambda session, chance, _: session.remove_day(chance.choice((TODAY, YESTERDAY))),
    "leave_out_of_jar": _jar,
    "write_own": _write_own,
    "archive_own": _archive_own,
    "note": lambda session, _, text: session.note(TODAY, text),
}

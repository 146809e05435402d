"""A day as a menu: what can be added to it, and each line of it, to change or remove."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from msgspec import structs

from kindtui.cli.checkin.steps import RitualDialog
from kindtui.domain.dates import long_date
from kindtui.domain.describe import describe_item
from kindtui.domain.flow import ActSettled, AnotherActRequested, Chosen, RestToggled, YesterdaysActSettled
from kindtui.domain.journal.contents import CONFLICT, DayItem, day_items
from kindtui.domain.journal.day import Act
from kindtui.domain.journal.journal import ONE_DAY
from kindtui.domain.journal.parts import LIST_FIELDS
from kindtui.domain.parse_date import parse_day_to_move_to
from kindtui.domain.past_draft import drafts_of_moved_entries
from kindtui.domain.requests import EntryMoved, PartRemoved
from kindtui.domain.state import State
from kindtui.domain.text import first_line
from kindtui.storage.errors import StorageError
from kindtui.texts import get_text

KINDS_WITHOUT_TEXT = ("checks", "rest")


def items_of(state: State, on: date) -> list[DayItem]:
    """Return everything there is to show of a day."""
    return list(day_items(state.lived.day(on), state.check_texts, state.journal.conflicts_on(on)))


def choices_for(state: State, on: date) -> dict[str, str]:
    """Return what can be added to a day, each with its words."""
    day, is_today = state.lived.day(on), on == state.today
    rest = get_text("checkin.more.rest") if is_today else get_text("checkin.more.rest_other_day")
    choices = {
        "second": get_text("checkin.more.second"),
        "evening": get_text("checkin.more.evening"),
        "kept": get_text("checkin.more.kept"),
        "rest": get_text("checkin.more.no_rest") if day.is_rest_day else rest,
    }
    if is_today:
        another = get_text("checkin.more.another_offer")
        choices["offer"] = another if day.acts else get_text("checkin.more.offer")
    return {**choices, "acts": get_text("checkin.more.acts")} if day.planned else choices


def follow_choice(ritual: RitualDialog, on: date, choice: str) -> None:
    """Ask what one of `choices_for` leads to.

    Raises:
        DialogEndedError: If the person leaves.
        StorageError: If something could not be saved.
    """
    form = ritual.form_of(on)
    match choice:
        case "rest":
            ritual.reply(form, RestToggled())
        case "evening":
            ritual.go_through(form.at_step(form.opening_step("evening", ritual.state)))
        case "offer":
            ritual.go_through(ritual.reply(form, AnotherActRequested()))
        case "acts" if form.pinned:
            _ask_about_plans(ritual, on)
        case "second":
            ritual.go_through(structs.replace(form, step="second", is_extra=True))
        case "kept" | "acts" as step:
            ritual.go_through(form.at_step(step))
        case "entries":
            change_entry(ritual, on)


def ask_about_yesterday(ritual: RitualDialog) -> None:
    """Ask what became of each act of `State.yesterdays_plan`, until one is left open.

    Raises:
        DialogEndedError: If the person leaves.
        StorageError: If something could not be saved.
    """
    if day := ritual.state.yesterdays_plan:
        _ask_about_plans(ritual, day.day)


def _ask_about_plans(ritual: RitualDialog, on: date) -> None:
    """Ask what became of each act that is still planned on a past day, until one is left open."""
    choices = {
        "done": get_text("checkin.act.done"),
        "bring": get_text("checkin.act.bring"),
        "let_go": get_text("checkin.act.let_go"),
    }
    while planned := ritual.state.journal.day(on).planned:
        act = planned[0]
        text = first_line(act.text, "...")
        question = get_text("checkin.earlier", day=long_date(on), act=text)
        if on == ritual.state.today - ONE_DAY:
            question = get_text("checkin.yesterday", act=text)
        match ritual.dialog.choose(question, choices, get_text("checkin.hint.unchanged")):
            case "bring" | "done" | "let_go" as outcome:
                form = ritual.form_of(ritual.state.today)
                ritual.reply(form, YesterdaysActSettled(on, act.uid, outcome))
            case _:
                return


def open_day(ritual: RitualDialog, on: date) -> None:
    """Show a day that is over, and offer what can be added to it, until nothing more is chosen.

    Raises:
        DialogEndedError: If the person leaves.
        StorageError: If something could not be saved.
    """
    while True:
        state = ritual.refresh()
        items = items_of(state, on)
        nothing = [] if items else [get_text("commands.show.nothing")]
        ritual.dialog.write("", get_text("checkin.day", day=long_date(on)), *map(_line, items), *nothing)
        hint, letters = get_text("checkin.day.hint"), {}
        if items:
            hint, letters = get_text("checkin.day.hint_with_entries"), {"v": "entries"}
        choice = ritual.dialog.choose(
            get_text("checkin.day.more"), choices_for(state, on), hint, letters=letters
        )
        if choice is None:
            return
        follow_choice(ritual, on, choice)


def change_entry(ritual: RitualDialog, on: date) -> None:
    """Offer everything there is of a day, to change or remove one of it.

    Raises:
        DialogEndedError: If the person leaves.
        StorageError: If something could not be saved.
    """
    items = items_of(ritual.refresh(), on)
    choices = {item: first_line(_line(item), "...") for item in items}
    item = ritual.dialog.choose(get_text("checkin.entries"), choices, get_text("checkin.entries.hint"))
    if item is None:
        return
    form = ritual.form_of(on, "closed")
    match ritual.dialog.choose(_line(item), dict(_changes(item)), get_text("checkin.hint.unchanged")):
        case "edit":
            ritual.go_through(Chosen(f"{item.kind} {item.uid}").advance(ritual.state, form).form)
        case "move":
            _move_entry(ritual, on, item)
        case "remove":
            ritual.save(PartRemoved(on, item.kind, item.uid))
        case "done" | "let_go" | "planned" as outcome:
            ritual.reply(form, ActSettled(item.uid, outcome))


def _move_entry(ritual: RitualDialog, on: date, item: DayItem) -> None:
    """Ask for the day to which an entry is moved, until it is one; an empty line leaves the entry there."""
    problem: tuple[str, ...] = ()
    question, hint = get_text("app.day.move_question"), get_text("checkin.entry.move_hint")
    while text := ritual.dialog.ask(*problem, question, hint):
        try:
            day = parse_day_to_move_to(text, ritual.state.today, on)
        except ValueError as error:
            problem = (str(error),)
            continue
        if day != on:
            ritual.save(EntryMoved(day, on, item.kind, item.uid))
            with suppress(StorageError):  # what is being written for it is offered on its old day then
                changes = drafts_of_moved_entries(ritual.state.journal, ritual.state.drafts)
                ritual.state = ritual.session.save_drafts(changes)
        return


def _changes(item: DayItem) -> Iterator[tuple[str, str]]:
    """Yield what can be done with an item, each with its words."""
    if item.kind not in KINDS_WITHOUT_TEXT:
        yield "edit", get_text("checkin.entry.edit")
    if item.kind != CONFLICT:
        yield "remove", get_text("checkin.entry.remove")
    match item.source:
        case Act(state="planned"):
            yield "done", get_text("checkin.act.done")
            yield "let_go", get_text("checkin.act.let_go")
        case Act(state="done"):
            yield "planned", get_text("checkin.entry.not_done")
        case Act(state="let_go"):
            yield "planned", get_text("checkin.entry.not_let_go")
    if item.kind in LIST_FIELDS:
        yield "move", get_text("checkin.entry.move")


def _line(item: DayItem) -> str:
    fact = describe_item(item)
    return f"{fact.label}: {fact.text}" if fact.text else fact.label

"""The people who were named, in plain lines: to give one another name, or join two names."""

from kindtui.cli.checkin.steps import RitualDialog
from kindtui.domain.drafts import DraftChange
from kindtui.domain.journal.custom_entry import UNDATED, draft_field
from kindtui.domain.requests import NameRenamed, NameRewritten
from kindtui.domain.ritual.aliases import ALIAS_KIND, draft_uid, is_name
from kindtui.domain.ritual.names import Person
from kindtui.domain.text import one_line
from kindtui.texts import get_counted_text, get_text


def ask_people(ritual: RitualDialog) -> None:
    """Ask whose name to change, and to what; then offer to change it in the days too.

    Raises:
        DialogEndedError: If the person leaves.
        StorageError: If something could not be saved.
    """
    answer = ritual.dialog.ask(get_text("checkin.people.whose"), get_text("checkin.people.whose_hint"))
    if not answer:
        return
    person = _person_named(ritual, answer)
    if person is None:
        ritual.dialog.write(get_text("checkin.people.unknown"))
        return
    field = draft_field(ALIAS_KIND, draft_uid(person.name), "script")
    draft = ritual.state.custom_entry_draft(field)
    new_name = one_line(
        ritual.ask_line(
            draft,
            get_text("widgets.entry.name_aliases"),
            get_text("checkin.edit.now", text=person.name),
            get_text("checkin.people.new_name_hint"),
        )
    )
    if not new_name or new_name == person.name:
        return
    if not is_name(new_name):
        ritual.dialog.write(get_text("checkin.people.no_name"))
        return
    stored = [DraftChange(UNDATED, field, draft, "")] if draft else []
    used_up = [DraftChange(UNDATED, field, new_name, "")]
    ritual.save(NameRenamed(person.name, new_name), used_up=used_up, stored=stored)
    _offer_to_rewrite(ritual, new_name)


def _offer_to_rewrite(ritual: RitualDialog, name: str) -> None:
    person = _person_named(ritual, name)
    if person is None or not person.days_by_other_spelling:
        return
    choices = {"rewrite": get_text("checkin.people.rewrite")}
    question = get_counted_text("checkin.people.other_spelling", person.days_by_other_spelling)
    if ritual.dialog.choose(question, choices, get_text("checkin.people.rewrite_hint")):
        ritual.save(NameRewritten(person.name, person.name))


def _person_named(ritual: RitualDialog, name: str) -> Person | None:
    state = ritual.refresh()
    key = state.aliases.key_for(name)
    known = (person for person in state.people if state.aliases.key_for(person.name) == key)
    return next(known, None)

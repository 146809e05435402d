"""The plan made on a good day, a helpline and people to call, and the places to talk that everybody has."""

from kindtui.domain.journal.custom_entry import CustomEntry, CustomEntryKind
from kindtui.domain.journal.journal import Journal
from kindtui.domain.state import State
from kindtui.domain.wording import places_to_talk
from kindtui.texts import get_text

PLAN_KINDS: tuple[CustomEntryKind, ...] = ("own_helplines", "own_people")
PEOPLE_HEADING = "My people:"


def places_lines(state: State) -> list[str]:
    """Return the person's own plan, if there is one, and then where anybody finds help, a line each.

    Of a sealed plan the last line says so.
    """
    is_sealed = state.journal.has_sealed_entries(*PLAN_KINDS)
    sealed = [get_text("ritual.places.sealed")] if is_sealed else []
    return [*plan_lines(state.journal), *places_to_talk(), *sealed]


def plan_lines(journal: Journal) -> list[str]:
    """Return the helpline and the people of the plan as plain lines; none if no plan has been made."""
    helplines = map(helpline_line, journal.custom_entries_of("own_helplines"))
    people = [person_line(person) for person in journal.custom_entries_of("own_people")]
    return [*helplines, *([PEOPLE_HEADING, *people] if people else [])]


def helpline_line(helpline: CustomEntry) -> str:
    """Return the helpline with what it is."""
    return get_text("ritual.places.helpline", helpline=helpline.text)


def person_line(person: CustomEntry) -> str:
    """Return a person, with how they are reached if that is written apart."""
    if not person.script:
        return person.text
    return get_text("ritual.places.person", name=person.text, contact=person.script)

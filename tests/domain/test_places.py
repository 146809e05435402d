"""The plan made on a good day, and the places to talk, as plain lines."""

from datetime import timedelta

from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.merge import merge
from kindtui.domain.places import places_lines, plan_lines
from kindtui.domain.requests import CustomEntryArchived, CustomEntryWritten, Request
from kindtui.domain.requests.base import Stamp
from kindtui.domain.wording import places_to_talk
from tests.support import MORNING, journal_state


def journal_after(*requests: Request, prefix: str = "uid") -> Journal:
    journal = Journal()
    for number, request in enumerate(requests):
        stamp = Stamp(MORNING, MORNING.at + timedelta(seconds=number), f"{prefix}-{number}")
        journal = request.apply(journal, stamp)
    return journal


def person(name: str, contact: str = "") -> CustomEntryWritten:
    return CustomEntryWritten("own_people", "", name, contact)


def helpline(text: str) -> CustomEntryWritten:
    return CustomEntryWritten("own_helplines", "", text)


def test_without_a_plan_there_are_the_places_alone() -> None:
    assert plan_lines(Journal()) == []
    assert places_lines(journal_state(Journal())) == list(places_to_talk())


def test_the_plan_comes_first() -> None:
    journal = journal_after(person("Noor", "evenings"), person("Mum"), helpline("116 123"))
    assert places_lines(journal_state(journal)) == [
        "My helpline: 116 123",
        "My people:",
        "Noor: evenings",
        "Mum",
        *places_to_talk(),
    ]


def test_a_new_helpline_replaces_the_one_there_is() -> None:
    journal = journal_after(helpline("116 123"), helpline("0800 1"))
    assert plan_lines(journal) == ["My helpline: 0800 1"]
    [entry] = journal.custom_entries.values()
    archived = CustomEntryArchived("own_helplines", entry.uid, archived=True)
    journal = journal_after(helpline("116 123"), archived, helpline("0800 1"))
    assert plan_lines(journal) == ["My helpline: 0800 1"]
    assert len(journal.custom_entries) == 2


def test_two_copies_with_a_helpline_each_keep_both() -> None:
    ours, theirs = journal_after(helpline("116 123")), journal_after(helpline("0800 1"), prefix="their")
    assert sorted(plan_lines(merge(ours, theirs))) == ["My helpline: 0800 1", "My helpline: 116 123"]


def test_two_people_of_one_name_are_two_people() -> None:
    journal = journal_after(person("Sam", "0151 1"), person("Sam", "0151 2"))
    assert plan_lines(journal) == ["My people:", "Sam: 0151 1", "Sam: 0151 2"]


def test_the_same_name_again_loses_no_contact() -> None:
    assert plan_lines(journal_after(person("Sam", "0151 1"), person("Sam"))) == ["My people:", "Sam: 0151 1"]
    assert plan_lines(journal_after(person("Sam"), person("Sam", "0151 1"))) == ["My people:", "Sam: 0151 1"]


def test_the_same_words_bring_a_person_back() -> None:
    archived = CustomEntryArchived("own_people", "uid-0", archived=True)
    journal = journal_after(person("Sam", "0151 1"), archived, person("Sam"))
    assert plan_lines(journal) == ["My people:", "Sam: 0151 1"]

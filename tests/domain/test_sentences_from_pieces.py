"""Plans in words: whatever a person wrote for when and for whom, the sentence reads as one would say it."""

import pytest
from msgspec import structs

from kindtui.domain.describe import describe_day
from kindtui.domain.journal.day import Act, Day
from kindtui.domain.journal.journal import Journal
from kindtui.domain.ritual.names import names
from tests.support import CATALOG, TODAY, act, journal_of

# What is typed as the time or occasion, and how the sentence begins with it.
WHENS = {
    "after lunch": "After lunch, I'll",
    "After lunch.": "After lunch, I'll",
    "at 3": "At 3, I'll",
    "15:00": "At 15:00, I'll",
    "3pm": "At 3pm, I'll",
    "3 pm": "At 3 pm, I'll",
    "7.30": "At 7.30, I'll",
    "six": "At six, I'll",
    "six o'clock": "At six o’clock, I'll",
    "half past six": "At half past six, I'll",
    "quarter to nine": "At quarter to nine, I'll",
    "around 3": "Around 3, I'll",
    "3ish": "At 3ish, I'll",
    "by noon": "By noon, I'll",
    "noon": "At noon, I'll",
    "lunch": "At lunch, I'll",
    "lunchtime": "At lunchtime, I'll",
    "when I get home": "When I get home, I'll",
    "I get home": "When I get home, I'll",
    "it rains": "When it rains, I'll",
    "it is 15:00": "At 15:00, I'll",
    "If it is after lunch": "After lunch, I'll",
    "when it's dark": "When it's dark, I'll",
    "it's raining": "When it's raining, I'll",
    "if it rains": "If it rains, I'll",
    "on the bus": "On the bus, I'll",
    "the bus": "The bus: I'll",
    "tonight": "Tonight, I'll",
    "today": "Today I'll",
    "this evening": "This evening, I'll",
    "evening": "In the evening, I'll",
    "the morning": "In the morning, I'll",
    "tomorrow morning": "Tomorrow morning, I'll",
    "Monday": "On Monday, I'll",
    "friday evening": "On Friday evening, I'll",
    "weekend": "At the weekend, I'll",
    "before the call": "Before the call, I'll",
    "before bed": "Before bed, I'll",
    "during the break": "During the break, I'll",
    "while the kettle boils": "While the kettle boils, I'll",
    "once the kids are asleep": "Once the kids are asleep, I'll",
    "as soon as I can": "As soon as I can, I'll",
    "between two meetings": "Between two meetings, I'll",
    "over coffee": "Over coffee, I'll",
    "first thing": "First thing, I'll",
    "the moment I wake up": "The moment I wake up, I'll",
    "right now": "Right now, I'll",
    "later": "Later, I'll",
    "walking home": "Walking home: I'll",
    "lunch break": "Lunch break: I'll",
    "my walk": "My walk: I'll",
    "nach dem Mittag": "Nach dem Mittag: I'll",
    "um 15 Uhr": "Um 15 Uhr: I'll",
    "après le déjeuner": "Après le déjeuner: I'll",
    "после обеда": "После обеда: I'll",
    "昼休みに": "昼休みに: I'll",
    "בערב": "בערב: I'll",
    "☕": "☕: I'll",
    "(maybe) 4": "(maybe) 4: I'll",
    "idk": "Today I'll",
    "not sure": "Today I'll",
    "whenever": "Today I'll",
    "—": "Today I'll",
    "?": "Today I'll",
    "": "Today I'll",
}

# What is typed as a name, how it stands in a suggestion, and as its owner.
WHOS = {
    "Sam": ("Sam", "Sam's"),
    "sam": ("sam", "sam's"),
    "Sam.": ("Sam", "Sam's"),
    "James": ("James", "James's"),
    "Sam & Jo": ("Sam & Jo", "Sam & Jo's"),
    "Sam and Jo": ("Sam and Jo", "Sam and Jo's"),
    "Sam, Jo": ("Sam, Jo", "Sam, Jo's"),
    "my mum": ("my mum", "my mum's"),
    "My mum": ("my mum", "my mum's"),
    "Mum": ("Mum", "Mum's"),
    "the team": ("the team", "the team's"),
    "The neighbours": ("the neighbours", "the neighbours'"),
    "Everyone": ("everyone", "everyone's"),
    "everyone": ("everyone", "everyone's"),
    "maybe Sam": ("Sam", "Sam's"),
    "Sam?": ("Sam", "Sam's"),
    "the woman at the till": ("the woman at the till", "the woman at the till's"),
    "Ana Luísa": ("Ana Luísa", "Ana Luísa's"),
    "Oma": ("Oma", "Oma's"),
    "Søren": ("Søren", "Søren's"),
    "中村さん": ("中村さん", "中村さん's"),
    "אמא": ("אמא", "אמא's"),
    "next door": ("next door", "next door's"),
    **dict.fromkeys(
        (
            "", "nobody", "Nobody", "no one", "no-one", "none", "me", "Me", "myself", "I", "idk",
            "idk yet", "—", "-", "?", "...", "not sure", "Not sure yet", "no idea", "I don't know",
            "don’t know", "dunno", "someone", "anyone", "whoever", "n/a", "tbd", "15:00", "at 3",
            "tonight", "nach dem Mittag", "niemand", "keine Ahnung", "weiß nicht", "personne", "nadie",
            "никто", "no", "nothing", "her", "👩",
            "I want to call my sister because she has had a hard week",
        ),
        ("someone", "someone else's"),
    ),
}  # fmt: skip
TEXTS = {
    "call my aunt": "Today I'll call my aunt.",
    "Call my aunt": "Today I'll call my aunt.",
    "I call my aunt": "Today I'll call my aunt.",
    "I'll call my aunt": "Today I'll call my aunt.",
    "I’ll call my aunt": "Today I'll call my aunt.",
    "today I'll call my aunt": "Today I'll call my aunt.",
    "to call my aunt.": "Today I'll call my aunt.",
    "quietly do the dishes": "Today I'll quietly do the dishes.",
    "not answer after nine": "Today I'll not answer after nine.",
    "bring [/b] soup": "Today I'll bring [/b] soup.",
    "ask how they are!": "Today I'll ask how they are!",
    "ask: company, or peace?": "Today I'll ask: company, or peace?",
    "I called my aunt": "Today: I called my aunt.",
    "called my aunt": "Today: called my aunt.",
    "coffee for the team": "Today: coffee for the team.",
    "a walk with Sam": "Today: a walk with Sam.",
    "Sam's bins": "Today: Sam's bins.",
    "ruf Oma an": "Today: ruf Oma an.",
    "電話する": "Today: 電話する.",
    "☎": "Today: ☎.",
    "...": "Today: ...",
}


def sentence(text: str, when: str = "") -> str:
    return structs.replace(act(), text=text, when=when).sentence


def test_there_are_enough_of_them() -> None:
    assert len(WHENS) >= 50
    assert len(WHOS) >= 40


@pytest.mark.parametrize("when", WHENS)
def test_a_plan_reads_well_with_any_when(when: str) -> None:
    lead = WHENS[when].replace("o’clock", "o'clock")
    assert sentence("text Sam one line", when) == f"{lead} text Sam one line."


@pytest.mark.parametrize("text", TEXTS)
def test_a_plan_reads_well_with_any_words_of_ones_own(text: str) -> None:
    assert sentence(text) == TEXTS[text]


@pytest.mark.parametrize(
    ("text", "when", "expected"),
    [
        ("coffee for the team", "after lunch", "After lunch: coffee for the team."),
        ("coffee for the team", "my walk", "My walk: coffee for the team."),
        ("I called my aunt", "15:00", "At 15:00: I called my aunt."),
    ],
)
def test_words_that_are_no_verb_follow_their_when_after_a_colon(text: str, when: str, expected: str) -> None:
    assert sentence(text, when) == expected


@pytest.mark.parametrize("who", WHOS)
def test_a_suggestion_reads_well_with_any_name(who: str) -> None:
    ideas = {idea.id: idea for idea in CATALOG.acts}
    name, owner = WHOS[who]
    line, job = structs.replace(ideas["close-01"], plan="text {who} one line"), ideas["close-04"]
    assert line.plan_for(who) == f"text {name} one line"
    job = structs.replace(job, plan="quietly do one household job that is usually {who}'s")
    assert job.plan_for(who) == f"quietly do one household job that is usually {owner}"


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        ("answer {who}'s message", "answer someone's message"),
        ("check on {who}, who may be on their own", "check on someone who may be on their own"),
        ("write to {who}, whose work I enjoyed", "write to someone whose work I enjoyed"),
        ("pass on to {who} a template", "pass on to someone a template"),
    ],
)
def test_a_suggestion_for_nobody_in_particular_speaks_of_someone(plan: str, expected: str) -> None:
    assert structs.replace(CATALOG.acts[0], plan=plan).plan_for("not sure") == expected


@pytest.mark.parametrize("who", ["nobody", "not sure", "me", "", "—"])
def test_no_suggestion_is_for_a_name_that_is_none(who: str) -> None:
    for idea in CATALOG.acts:
        plan = idea.plan_for(who)
        assert "{" not in plan
        for wrong in ("not sure", "nobody", "usually someone's", "—", " to me ", "me's"):
            assert plan.count(wrong) == idea.plan.count(wrong), "the act says so itself"


def test_a_name_that_is_none_is_not_taken_for_a_person() -> None:
    days = journal_of([Day(TODAY, acts=tuple(_acts("Sam", "not sure", "me", "—", "My mum")))])
    assert names(days) == ("My mum", "Sam")
    assert names(Journal()) == ()


def test_a_name_that_is_none_is_told_as_it_was_typed() -> None:
    acts = tuple(_acts("not sure", "Ana"))
    told = [fact.text for fact in describe_day(Day(TODAY, acts=acts), {})]
    assert told == ["text Sam (who: not sure)", "text Sam (for Ana)"]


def _acts(*whos: str) -> list[Act]:
    return [structs.replace(act(uid=f"{number}"), who=who) for number, who in enumerate(whos)]

"""The acts, checks, closings and questions: enough of each, complete, each once, and in good form."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Literal, get_args

import msgspec
import pytest
from msgspec import Struct

from kindtui.assets import CONTENT_DIR
from kindtui.domain.ritual.acts import AUDIENCES, PATHWAYS, Audience, Idea, Pathway
from kindtui.domain.ritual.boundaries import GROUP_NAMES
from kindtui.domain.ritual.catalog import ClosingKind
from kindtui.domain.sentences import SOMEONE, plan_sentence
from tests.sentences import sentences, strings_of, words
from tests.support import CATALOG

Rows = list[dict[str, Any]]
CITED = ("authors", "year", "title", "venue", "checked")


def rows_of(name: str) -> Rows:
    rows: Rows = json.loads((CONTENT_DIR / f"{name}.json").read_text("utf-8"))
    return rows


ACTS, CHECKS, CLOSINGS, QUESTIONS, EVIDENCE = map(
    rows_of, ("acts", "boundaries", "closings", "prompts", "evidence")
)
ACTIVE = [act for act in ACTS if not act.get("retired")]

# The plans of shipped acts that are no longer suggested: the days that chose one read as before.
RETIRED = {
    "self-02": "drink a glass of water slowly and call it care",
    "self-04": "get ready for bed ten minutes earlier",
    "self-09": "make myself something to eat with the care I would give a guest",
    "self-11": "book the appointment I keep postponing for myself",
    "self-12": "keep an hour this week for something that feels like me",
    "close-04": "quietly do one household job that is usually {who}'s",
    "close-06": "answer {who}'s message that has been waiting, even with two lines",
    "colleague-04": "answer {who}'s repeated question as patiently as the first time",
    "colleague-08": "take the dull chore this once, by choice",
    "colleague-10": "end a meeting or call a few minutes early",
    "colleague-12": "picture one innocent reason when a message sounds short",
    "stranger-05": "pick up something a person has dropped and hand it back",
    "stranger-06": "offer directions to someone who looks lost",
    "stranger-08": "be extra patient with someone who is new at their job",
    "stranger-11": "leave something small for whoever comes next",
    "stranger-12": "find out whether and where I can give blood, or book a slot",
    "community-01": "volunteer some time, or give gently used things to someone who needs them",
    "community-12": "sign up for one volunteer shift that suits my real energy",
}

# Words that set a time, as the person's own "After lunch, I'll …" does.
TIME = re.compile(
    r"\b(today|tonight|tomorrow|yesterday|(mid-?)?morning|(after)?noon|midday|evening|(mid)?night|bedtime"
    r"|breakfast|lunch(time)?|dinner|supper|tea-?time|weekend|(mon|tues|wednes|thurs|fri|satur|sun)days?"
    r"|(this|next|last) (day|week|month|year|hour|minute)|first thing|last thing at|later (on|today)"
    r"|(after|before|during) (a meal|school|tea|work)|o['’]clock|\d ?[ap]m|(start|end) of the day)\b",
    re.IGNORECASE,
)
TIMES_ALLOWED = {
    "self-68": "the week is in the words to practise",
    "self-74": "tomorrow is what it is for, not when it is done",
    "colleague-65": "the morning is when it ends; holding a message needs an end",
}


class WrittenAct(Struct, frozen=True, forbid_unknown_fields=True):
    """An act as `acts.json` has it; `practice` is one of the article's five, or null."""

    id: str
    audience: Audience
    text: str
    plan: str
    pathway: Pathway
    practice: Literal[1, 2, 3, 4, 5] | None
    low_energy: bool
    contact: bool
    needs_out: bool = False
    longer: bool = False
    retired: bool = False


def repeated(values: Iterable[str]) -> list[str]:
    """Return the values that are there twice, whatever their case and punctuation."""
    counts = Counter(" ".join(words(value.casefold())) for value in values)
    return [value for value, count in counts.items() if count > 1]


def plans(who: str) -> Iterator[tuple[Idea, str]]:
    for idea in CATALOG.acts:
        yield idea, plan_sentence(idea.plan_for(who), "", follows_i=True)


def test_every_act_has_all_its_marks() -> None:
    msgspec.convert(ACTS, list[WrittenAct])


def test_there_is_an_act_for_every_day_of_a_year() -> None:
    assert len(ACTIVE) >= 365


@pytest.mark.parametrize("audience", AUDIENCES)
def test_there_are_enough_acts_for_each_audience(audience: str) -> None:
    assert sum(act["audience"] == audience for act in ACTIVE) >= 60


@pytest.mark.parametrize("pathway", PATHWAYS)
def test_there_are_enough_acts_for_each_way(pathway: str) -> None:
    assert sum(act["pathway"] == pathway for act in ACTIVE) >= 60


@pytest.mark.parametrize("practice", range(1, 6))
def test_there_are_enough_acts_for_each_practice_of_the_article(practice: int) -> None:
    assert sum(act["practice"] == practice for act in ACTIVE) >= 10


def test_there_are_enough_acts_for_low_energy() -> None:
    low = [act for act in ACTIVE if act["low_energy"]]
    assert len(low) >= 120
    assert sum(act["audience"] != "self" for act in low) >= 80


def test_few_acts_take_longer_than_ten_minutes() -> None:
    longer = [act for act in ACTIVE if act.get("longer")]
    assert len(longer) <= 5
    assert not any(act["low_energy"] for act in longer)


def test_the_text_of_an_act_is_one_short_sentence() -> None:
    unlike = [
        act["text"]
        for act in ACTIVE
        if not re.fullmatch(r'["“]?[A-Z].*\.["”]?', act["text"]) or len(words(act["text"])) > 16
    ]
    assert unlike == []


def test_a_plan_follows_i_and_names_one_person_at_most() -> None:
    unlike = [
        act["plan"]
        for act in ACTIVE
        if not re.fullmatch(r"[a-z][a-z-]* .*[^\s.!?…,;:]", act["plan"].rstrip('"”'))
        or "  " in act["plan"]
        or len(words(act["plan"])) > 14
        or re.search(r"[{}]", act["plan"].replace("{who}", "", 1))
    ]
    assert unlike == []


def test_a_plan_agrees_with_one_name_and_with_two() -> None:
    singular = (
        r"\{who\} (is|isn't|was|has|hasn't|does|doesn't|goes|likes|needs|wants|says)\b|\{who\}'s (been|got)\b"
    )
    assert [act["plan"] for act in ACTS if re.search(singular, act["plan"])] == []


def test_no_plan_has_a_time_of_its_own() -> None:
    timed = {act["id"]: act["plan"] for act in ACTIVE if TIME.search(act["plan"])}
    assert {id_: plan for id_, plan in timed.items() if id_ not in TIMES_ALLOWED} == {}
    assert timed.keys() == TIMES_ALLOWED.keys(), "a plan that has no time needs no leave"


@pytest.mark.parametrize(
    "plan", ["text Sam this evening", "rest after lunch", "ring {who} at 5 pm", "write on Friday"]
)
def test_a_time_is_found(plan: str) -> None:
    assert TIME.search(plan)


@pytest.mark.parametrize("who", ["Sam", "my sister", "Mum and Dad", ""])
def test_every_plan_makes_a_good_sentence(who: str) -> None:
    named = who or SOMEONE
    unlike = [
        sentence
        for idea, sentence in plans(who)
        if not re.fullmatch(r"Today I'll [a-z].*[^.!?…\"”][\"”]?\.", sentence)
        or re.search(r"  |[{}]|\s[.,;:!?]", sentence)
        or (idea.has_name_placeholder and named not in sentence)
    ]
    assert unlike == []


@pytest.mark.parametrize("key", ["id", "text", "plan"])
def test_no_two_acts_are_the_same(key: str) -> None:
    assert repeated(act[key] for act in ACTS) == []


def test_the_shipped_acts_are_all_there() -> None:
    shipped = {f"{audience}-{number:02}" for audience in AUDIENCES for number in range(1, 13)}
    assert shipped - {act["id"] for act in ACTS} == set()


def test_retired_acts_read_as_before() -> None:
    assert {act["id"]: act["plan"] for act in ACTS if act.get("retired")} == RETIRED


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("I see you. You matter.", "ritual"),
        ("Healing doesn't have to be heavy.", "evidence"),
        ("Being kind isn't weak", "closings"),
        ("still protect your energy", "app"),
        ("If you look after other people a lot", "boundaries"),
    ],
)
def test_each_of_the_article_s_last_lines_has_one_place(line: str, place: str) -> None:
    places = [
        path.stem
        for path in CONTENT_DIR.rglob("*.json")
        for text in strings_of(json.loads(path.read_text("utf-8")))
        for _ in range(text.count(line))
    ]
    assert places == [place]


def test_an_evidence_card_is_short_and_names_its_sources() -> None:
    unlike = [
        card["id"]
        for card in EVIDENCE
        if len(sentences(card["card"])) > 2
        or not all(re.fullmatch(r".*[.?!]", text) for text in (card["card"], card["detail"]))
        or not card["sources"]
        or any(not source[key] for source in card["sources"] for key in CITED)
    ]
    assert unlike == []


def test_a_source_is_named_in_the_same_way_on_every_card() -> None:
    sources = {json.dumps(source, sort_keys=True) for card in EVIDENCE for source in card["sources"]}
    assert len(sources) == len({source["title"] for card in EVIDENCE for source in card["sources"]})


@pytest.mark.parametrize("key", ["id", "topic", "card"])
def test_no_two_evidence_cards_are_the_same(key: str) -> None:
    assert repeated(card[key] for card in EVIDENCE) == []


def test_every_doi_has_the_form_of_one() -> None:
    dois = {source["doi"] for card in EVIDENCE for source in card["sources"]} - {None}
    assert [doi for doi in dois if not re.fullmatch(r"10\.\d{4,5}/\S+[^\s.]", doi)] == []


def test_there_are_five_checks_in_each_group() -> None:
    assert Counter(check["group"] for check in CHECKS) == dict.fromkeys(GROUP_NAMES, 5)


@pytest.mark.parametrize("key", ["id", "check", "if_not"])
def test_no_two_checks_are_the_same(key: str) -> None:
    assert repeated(check[key] for check in CHECKS) == []


def test_a_check_is_a_sentence_and_what_to_do_is_another_or_leads_to_a_script() -> None:
    unlike = [
        check["id"]
        for check in CHECKS
        if not re.fullmatch(r"[A-Z].*\.", check["check"])
        or not re.fullmatch(r"[A-Z].*" + (r"[.:]" if check["aloud"] else r"\."), check["if_not"])
    ]
    assert unlike == []


def test_one_check_is_choice_not_obligation() -> None:
    assert sum("choice, not obligation" in check["check"] for check in CHECKS) == 1


def test_a_script_can_be_said_and_a_shorter_one_written() -> None:
    unlike = [
        check["id"]
        for check in CHECKS
        if bool(check["aloud"]) != bool(check["writing"])
        or len(words(check["aloud"])) > 20
        or len(words(check["writing"])) > min(12, len(words(check["aloud"])))
    ]
    assert unlike == []


def test_no_script_has_quotation_marks_inside() -> None:
    scripts = [check[key] for check in CHECKS for key in ("aloud", "writing")]
    assert [script for script in scripts if re.search(r"[\"“”«»‘]|(?<!\w)'|'(?!\w)", script)] == []


def test_no_two_scripts_are_the_same() -> None:
    assert repeated(check[key] for check in CHECKS for key in ("aloud", "writing") if check[key]) == []


def test_nothing_is_said_to_somebody_unkind() -> None:
    [check] = [check for check in CHECKS if "frightening" in check["check"]]
    assert (check["aloud"], check["writing"]) == ("", "")
    assert "You do not owe kindness to anyone who harms you." in check["if_not"]


def test_there_are_sixty_closings_and_some_for_every_kind_of_day() -> None:
    counts = Counter(closing["fits"] for closing in CLOSINGS)
    assert len(CLOSINGS) == 60
    assert counts.keys() == {*get_args(ClosingKind), "any"}
    assert min(counts.values()) >= 6


@pytest.mark.parametrize("key", ["id", "text"])
def test_no_two_closings_are_the_same(key: str) -> None:
    assert repeated(closing[key] for closing in CLOSINGS) == []


@pytest.mark.parametrize(
    ("slot", "exact"),
    [
        ("morning", "Who can I encourage today?"),
        ("evening", "What kindness did I receive or witness today?"),
    ],
)
def test_there_are_forty_questions_and_the_exact_one_comes_first(slot: str, exact: str) -> None:
    asked = [question for question in QUESTIONS if question["slot"] == slot]
    assert len(asked) == 40
    assert asked[0]["text"] == exact
    assert [question["text"] for question in asked if question["default"]] == [exact]
    assert sum(question["low_energy"] for question in asked) >= 14


@pytest.mark.parametrize("key", ["id", "text"])
def test_no_two_questions_are_the_same(key: str) -> None:
    assert repeated(question[key] for question in QUESTIONS) == []


def test_a_question_is_one_question() -> None:
    assert [one["text"] for one in QUESTIONS if not re.fullmatch(r"[A-Z][^.?!]*\?", one["text"])] == []


def test_a_question_that_records_a_name_asks_for_one() -> None:
    asked = [question["text"] for question in QUESTIONS if question["records"] == "who"]
    assert asked
    assert [text for text in asked if not re.match(r"(Who|Whom|Whose|Which)\b", text)] == []

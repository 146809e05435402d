"""The words are easy to read: short sentences, and no more years at school than they need."""

import pytest

from kindtui.domain.sentences import plan_sentence
from tests.sentences import (
    MAX_SENTENCE_WORDS,
    content_strings,
    grade,
    prose_of_markdown,
    sentences,
    syllables,
    words,
)
from tests.support import CATALOG, ROOT

PROSE = content_strings()
MAX_GRADES = {
    "acts": 7,
    "boundaries": 7,
    "closings": 7,
    "prompts": 7,
    "texts": 7,
    "demo": 7,
    "evidence": 10,  # it tells of trials and numbers
}

# Sentences that are longer and may be, each with the reason.
ALLOWED: dict[str, str] = {}

EASY = "Tell a friend about your day. Then have a cup of tea, and rest for a bit."
HARD = (
    "Participation in prosocial activities demonstrably facilitates the establishment of interpersonal "
    "relationships, notwithstanding considerable methodological heterogeneity across investigations."
)


def prose_of(kind: str) -> list[str]:
    """Return the prose of a kind of content; the plans of acts are read as whole sentences."""
    if kind != "acts":
        return PROSE[kind]
    plans = {idea.plan: plan_sentence(idea.plan_for("Sam"), "", follows_i=True) for idea in CATALOG.acts}
    return [plans.get(text, text) for text in PROSE["acts"]]


def test_every_content_file_has_a_grade_to_meet() -> None:
    assert PROSE.keys() == MAX_GRADES.keys()


def test_no_sentence_is_long() -> None:
    found = {
        sentence: (kind, len(words(sentence)))
        for kind in PROSE
        for text in prose_of(kind)
        for sentence in sentences(text)
        if len(words(sentence)) > MAX_SENTENCE_WORDS
    }
    assert {sentence: where for sentence, where in found.items() if sentence not in ALLOWED} == {}
    assert found.keys() == ALLOWED.keys(), "a sentence that is gone needs no leave"


@pytest.mark.parametrize(("kind", "highest"), MAX_GRADES.items())
def test_the_content_is_easy_to_read(kind: str, highest: float) -> None:
    assert grade(prose_of(kind)) <= highest


def test_the_readme_is_easy_to_read() -> None:
    assert grade([prose_of_markdown((ROOT / "README.md").read_text("utf-8"))]) <= 9


def test_a_hard_text_is_told_from_an_easy_one() -> None:
    assert grade([EASY]) < 3
    assert grade([HARD]) > 20
    assert grade([EASY, HARD]) > grade([EASY, EASY])


def test_labels_do_not_make_a_text_look_easier() -> None:
    assert grade([HARD, "Rest", "Go", "Off"]) == grade([HARD])


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Stop. Then rest.", 2),
        ("If someone frightens you, ! shows places to talk.", 1),
        ("It costs 0.28, e.g. at findahelpline.com, as Mrs. Okafor said.", 1),
        ('He said "Rest." She did… x hides it.', 3),
        ('Ask "Are you all right?" and listen.', 1),
        ("1 very low · 9 very good", 2),
        ("One line\nand another", 2),
        ("No internet: tell a person near you; go to a clinic.", 1),
    ],
)
def test_sentences_are_told_apart(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_a_placeholder_a_number_and_a_compound_are_one_word_each() -> None:
    assert words('Tell {who}: "4,284 if-then plans" → {x}.') == [
        "Tell", "Sam", "4,284", "if-then", "plans", "Sam",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("kindness", 2), ("little", 2), ("people", 2), ("careful", 2), ("noticed", 2), ("wanted", 2),
        ("likes", 1), ("messages", 3), ("didn't", 2), ("don't", 1), ("weren't", 1), ("you've", 1),
        ("someone", 2), ("quiet", 2), ("doing", 2), ("obligation", 4), ("half-time", 2), ("1918", 4),
    ],
)  # fmt: skip
def test_syllables_are_counted(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_prose_of_a_document_has_no_code_tables_or_addresses() -> None:
    document = (
        "# Title\n\nPress `q`\nto [leave](https://example.org/a_b).\n\n```sh\nmake run\n```\n"
        "| a | b |\n![A picture](x.svg)\n\n- One.\n- _Two_.\n"
    )
    assert prose_of_markdown(document).split("\n") == ["", "Press x to leave.", "One.", "Two."]

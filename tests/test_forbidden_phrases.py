"""No forbidden phrase about kindness, kindtui or a person is used; CONTRIBUTING.md says which those are.

The content files, the string literals of the code and the documents are searched.
Quotations of articles and titles of sources are left out. Documents about the code may say that a write or
a test failed, as nobody is told so; they are searched for the words about kindness alone.
"""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support import ROOT

# Never about kindness or the app, in any form of the word.
OF_KINDNESS = (
    r"boost(s|ed|ing)?|heal(s|ed|ing)?|treat(s|ed|ing)?|rewir(e|es|ed|ing)|caus(e|es|ed|ing)|improved? by"
)
# Never to a person.
TO_A_PERSON = (
    r"fail(s|ed|ing|ure)?|miss(ed|es)?|broken?|(don['’]t|do not|never) forget|should(n['’]t)?"
    r"|only (\d|one|two|three|four|five|six|seven|eight|nine|ten)"
)
NEVER = re.compile(rf"\b({OF_KINDNESS}|{TO_A_PERSON})\b", re.IGNORECASE)
NEVER_OF_KINDNESS = re.compile(rf"\b({OF_KINDNESS})\b", re.IGNORECASE)
QUOTED = {"article_says", "title"}

# Sentences in which the word means something else, and the list of the words in CONTRIBUTING.md.
ALLOWED = {
    "miss",  # in front of a name
    'The idea comes from a magazine article, "The Healing Power of Kindness:',
    "not that it boosts, heals, treats, rewires or causes anything, nor that anything is improved by it.",
}


def strings_of(value: Any, key: str = "") -> Iterator[str]:
    """Every string of a content file but the quoted ones."""
    if isinstance(value, str) and key not in QUOTED:
        yield value
    elif isinstance(value, list):
        yield from (text for one in value for text in strings_of(one, key))
    elif isinstance(value, dict):
        yield from (text for name, one in value.items() for text in strings_of(one, name))


def literals_of(source: str) -> Iterator[str]:
    """Every string literal of a module but the docstrings; a field counts as a number."""
    tree = ast.parse(source)
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(one.value) if isinstance(one, ast.Constant) else "0" for one in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def sentences_of(path: Path) -> Iterator[str]:
    """Every sentence of a file that somebody may read."""
    text = path.read_text("utf-8")
    found: Iterator[str] = iter([text])
    if path.suffix == ".json":
        found = strings_of(json.loads(text))
    elif path.suffix == ".py":
        found = literals_of(text)
    for one in found:
        yield from (" ".join(sentence.split()) for sentence in re.split(r"(?<=[.!?:])\s|\n\s*\n", one))


FILES = [
    *sorted((ROOT / "assets" / "content").rglob("*.json")),
    *sorted((ROOT / "kindtui").rglob("*.py")),
    *(ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
TECHNICAL_DOCUMENTS = {
    ROOT / "CONTRIBUTING.md",
    *(ROOT / "docs" / f"{name}.md" for name in ("architecture", "data-format", "performance", "reliability")),
    *(ROOT / "docs" / "decisions").glob("*.md"),
}


def pattern_for(path: Path) -> re.Pattern[str]:
    """Return the phrases that are forbidden in a file."""
    return NEVER_OF_KINDNESS if path in TECHNICAL_DOCUMENTS else NEVER


def test_no_forbidden_phrase_is_used() -> None:
    found = {
        sentence: path.name
        for path in FILES
        for sentence in sentences_of(path)
        if pattern_for(path).search(sentence)
    }
    assert {sentence: where for sentence, where in found.items() if sentence not in ALLOWED} == {}
    assert found.keys() == ALLOWED, "a sentence that is gone needs no leave"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "Kindness\nboosts your mood."),
        ("a.md", "Don’t forget tomorrow."),
        ("a.json", '{"any": [{"card": "You should rest."}]}'),
        ("a.py", 'SAID = f"Only {count} of {days} days."'),
        ("a.py", 'def hint():\n    """A docstring."""\n    return "You missed a day."'),
    ],
)
def test_a_forbidden_phrase_is_found(name: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    assert any(NEVER.search(sentence) for sentence in sentences_of(path))


def test_a_technical_document_may_say_that_a_write_failed() -> None:
    assert set(FILES) > TECHNICAL_DOCUMENTS
    pattern = pattern_for(ROOT / "docs" / "reliability.md")
    assert not pattern.search("The write failed, and only 3 files were left.")
    assert pattern.search("A kind day heals.")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", '{"article_says": "It heals.", "title": "Kindness boosts mood", "card": "It may help."}'),
        ("a.py", 'def hint():\n    """What is missed."""\n    return "Enter goes on."'),
        ("a.md", "The only file. It causal, healthy, treatment."),
    ],
)
def test_quotations_docstrings_and_other_words_are_left_alone(name: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    assert not any(NEVER.search(sentence) for sentence in sentences_of(path))

"""The sentences in `assets/content/texts/`: each is used, and each that is used is there."""

import ast
import json
import re
from collections.abc import Iterator
from string import Formatter

import pytest

from kindtui.assets import TEXTS_DIR
from kindtui.texts import get_counted_text, get_text
from tests.support import ROOT

SENTENCES = {
    f"{path.stem}.{key}": sentence
    for path in sorted(TEXTS_DIR.glob("*.json"))
    for key, sentence in json.loads(path.read_text("utf-8")).items()
}
LOOKUPS = {"get_text": ("",), "get_counted_text": (".one", ".other")}


def lookups() -> Iterator[tuple[str, set[str]]]:
    """Yield every key that the code looks up, with the names of the values it gives."""
    for path in sorted((ROOT / "kindtui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in LOOKUPS:
                if path.name == "texts.py":
                    continue
                key = node.args[0]
                assert isinstance(key, ast.Constant), f"{path}:{node.lineno}: the key is no literal"
                assert isinstance(key.value, str)
                values = {str(keyword.arg) for keyword in node.keywords}
                for ending in LOOKUPS[node.func.id]:
                    yield key.value + ending, values | ({"count"} if ending else set())


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def test_every_key_that_is_looked_up_is_there_and_every_key_is_looked_up() -> None:
    assert {key for key, _ in lookups()} == SENTENCES.keys()


def test_every_placeholder_gets_a_value() -> None:
    lacking = [key for key, values in lookups() if placeholders(SENTENCES[key]) - values]
    assert lacking == []


def test_every_value_has_a_placeholder() -> None:
    unused = [
        key
        for key, values in lookups()
        if values - placeholders(SENTENCES[key]) - {"count"}  # "one kind day" need not say 1
    ]
    assert unused == []


def test_no_key_is_written_twice() -> None:
    for path in TEXTS_DIR.glob("*.json"):
        keys = re.findall(r'^  "([^"]+)":', path.read_text("utf-8"), re.MULTILINE)
        assert len(keys) == len(set(keys)) == len(json.loads(path.read_text("utf-8")))


def test_a_value_may_be_any_text() -> None:
    assert get_text("app.boundaries.copied", script="{0} {x} %s") == "Copied: {0} {x} %s"


def test_a_count_chooses_the_sentence() -> None:
    assert get_counted_text("ritual.fresh_page", 1) == "A fresh page. Your kind day is still yours."
    assert get_counted_text("ritual.fresh_page", 61) == "A fresh page. Your 61 kind days are still yours."


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(KeyError):
        get_text("ritual.nothing_like_it")

"""Sentences, words and syllables of the content and the documents, and the grade of a text."""

import json
import re
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise
from typing import Any

from kindtui.assets import CONTENT_DIR

# Keys of the content files whose words are other people's, as titles and quotations are, or no prose.
NOT_PROSE = frozenset({
    "article_says", "audience", "authors", "checked", "doi", "fits", "group", "id", "names", "pathway",
    "records", "slot", "sources", "strength", "title", "topic", "venue", "whens",
})  # fmt: skip
MAX_SENTENCE_WORDS = 25

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_ABBREVIATION = r"(?<!\be\.g)(?<!\bi\.e)(?<!\betc)(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bvs)"
# A mark that follows a space is a key, as in "If you like, ! shows places to talk.", and one that is quoted
# may stand within a sentence, as in "Are you all right?" and such.
_SENTENCE_END = re.compile(rf"(?:(?<=[^\s.!?…]){_ABBREVIATION}[.!?…]+(?:\s+|[\"'”’)\]]+\s+(?![a-z])))|\n| · ")
_WORD = re.compile(r"[^\W_](?:[^\s—–…/]*[^\W_])?")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(
    r"(?<=[^aeiouy])e(?=(?:ful|ly|less|ness|ment)s?$)"  # care-ful
    r"|(?<=[^aeiouy])(?<![^aeiouy]l)e$"  # not of "little"
    r"|(?<=[^aeiouytd])e(?=d$)"
    r"|(?<=[^aeiouysxzcg])(?<![cs]h)(?<![^aeiouy]l)e(?=s$)"
)
_APART = re.compile(r"(?<=[aeiouy])ing|(?<=[^tcsgx])i(?=[ao])|(?<=qui)e(?=t)")


def strings_of(value: Any, left_out: Collection[str] = ()) -> Iterator[str]:
    """Yield every string of the content of a file, but those of the keys that are left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from strings_of(one, left_out)
    elif isinstance(value, dict):
        for key, one in value.items():
            if key not in left_out:
                yield from strings_of(one, left_out)


def content_strings() -> dict[str, list[str]]:
    """Return the prose of every content file by its name; all files of `texts/` are one, "texts"."""
    found: dict[str, list[str]] = {}
    for path in sorted(CONTENT_DIR.rglob("*.json")):
        kind = path.relative_to(CONTENT_DIR).parts[0].removesuffix(".json")
        left_out = () if kind == "texts" else NOT_PROSE
        found.setdefault(kind, []).extend(strings_of(json.loads(path.read_text("utf-8")), left_out))
    return found


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; a line of its own is one too, and nothing ends at a colon."""
    ends = [0, *(found.end() for found in _SENTENCE_END.finditer(text)), len(text)]
    parts = (text[start:end].strip(" \n·") for start, end in pairwise(ends))
    return [part for part in parts if words(part)]


def words(text: str) -> list[str]:
    """Return the words of a text; a placeholder is one word, and so is a number or a compound."""
    return _WORD.findall(_PLACEHOLDER.sub(" Sam ", text))


def syllables(word: str) -> int:
    """Return about how many syllables a word has; each digit counts as one."""
    if len(parts := word.split("-")) > 1:
        return sum(map(syllables, filter(None, parts)))
    digits = sum(map(str.isdigit, word))
    letters = word.lower().replace("’", "'")
    ends_in_nt = bool(re.search(r"[^aeiouy]n't$", letters))  # did-n't, but not don't
    letters = re.sub(r"^some(?=[a-z])", "sum", re.sub(r"(n't|'\w*)$", "", letters))
    if not letters.isalpha():
        return max(1, digits)
    spoken = _SILENT.sub("", letters)
    return max(1, len(_VOWELS.findall(spoken)) + len(_APART.findall(spoken)) + ends_in_nt)


def grade(texts: Iterable[str]) -> float:
    """Return the Flesch–Kincaid grade of all complete sentences together: about the years at school needed.

    The formula is that of Kincaid, Fishburne, Rogers & Chissom (1975), "Derivation of New Readability
    Formulas for Navy Enlisted Personnel", Naval Technical Training Command, Research Branch Report 8-75.
    A label, which ends with no mark, is no sentence: many of them would make any text look easy.
    """
    complete = [one for text in texts for one in sentences(text) if re.search(r"[.!?:…][\"'”’)\]]*$", one)]
    spoken = [word for sentence in complete for word in words(sentence)]
    return 0.39 * len(spoken) / len(complete) + 11.8 * sum(map(syllables, spoken)) / len(spoken) - 15.59


def prose_of_markdown(text: str) -> str:
    """Return the paragraphs and list items of a document, one a line, without code, tables and addresses.

    A piece of code within a sentence counts as one short word.
    """
    text = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"^(?:\||#|!\[).*$", "", text, flags=re.MULTILINE)
    text = re.sub(r"`[^`]+`", "x", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"^> ?", "", text, flags=re.MULTILINE)
    text = re.sub(r"^(?:[-*]|\d+\.) ", "\n", text, flags=re.MULTILINE)
    text = re.sub(r"[*_]", "", text)
    return "\n".join(" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", text))

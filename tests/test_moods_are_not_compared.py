"""No module, page or sentence compares the moods of kind days with those of other days.

A diary cannot tell whether kindness moved a mood: a day is kind by what its evening wrote, and the evening
writes more when it is good. So moods are shown as they were answered, and nothing is computed, drawn or told
of them by kind of day. Two things may be said all the same, and both are known by their form, in any file:

- what a study found about other people, in an object that names its `sources`;
- that something cannot be told, or is not done any more, which is read as far as the clause that says so.
"""

import ast
import io
import json
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support import ROOT
from tests.test_forbidden_phrases import literals_of

KIND_DAY = (
    r"\b(kind|quiet)((,| and| or) (\w+ )?(kind|quiet))?[ -](days?|ones?|evenings?|mornings?|weeks?)\b"
    r"|\bdays?( of| with| without)( an?| any| some)? (kind|act)"
    r"|\bdays? (that|which|when \w+) (is|are|was|were)( not)? (kind|quiet)\b"
)
MOOD = r"\b(moods?|evenings?|mornings?|wellbeing|well-being|feel(s|ings?)?|felt|connect(ed|ion)|happier)\b"
COMPARED = (
    r"\b(compar\w*|contrast\w*|differ\w*|more|less|better|worse|higher|lower|lighter|brighter|than|averages?"
    r"|mean|median|points?|effects?|lift\w*|against|versus|vs|(go|goes|went) with|patterns?|adds?)\b"
)
# Words that compare days by their kind, whatever it is that they compare.
OPENLY_COMPARED = (
    r"\b(compar\w*|contrast\w*|differences?|correlat\w*|regress\w*|points (more|less|higher|lower))\b"
)
DAYS_COMPARED = r"\bcompar\w*( \w+){0,3} days?\b|\bdays?( \w+){0,2} (is|are|were) compared\b"

# What cannot be told, is not done or was done once, to the end of its clause.
UNTOLD_VERBS = r"(tell|say|show|know|compare|average|(be )?(told|read|seen|shown|known|computed|compared))"
UNDONE = r"(difference|comparison|average|effect|pattern|conclusion)s?"
TO_THE_END = r"([^;]*?(?=, (but|yet|though|still)\b)|[^;]*)"
NOT_TOLD = re.compile(
    rf"\b(cannot|can['’]t|couldn['’]t|never|does(n['’]t| not)|do(n['’]t| not))"
    rf" {UNTOLD_VERBS}\b{TO_THE_END}"
    rf"|\b(no|without an?|nor) (\w+ )?{UNDONE}\b{TO_THE_END}"
    rf"|^(whether|what|how)\b[^.;]*\b(cannot|can['’]t) be (told|read|seen|known)\b{TO_THE_END}"
    r"|^[^;]*\b(is|are) (not|never|no longer) (computed|compared|averaged|drawn|told)\b"
    r"|^[^;]*\bcompar(es?|ed) no more\b"
    rf"|\b(no longer compares?|no (\w+ ){{1,2}}compares|(earlier|former) versions? compared)\b{TO_THE_END}",
    re.IGNORECASE,
)
OF_THE_READER = re.compile(
    r"\byour (own )?(kind |quiet )?(days?|evenings?|mornings?|moods?)\b", re.IGNORECASE
)

# A name that says that the comparison is gone compares nothing.
NAME = re.compile(r"comparison(?!_?(gone|note))|compared?(?![a-z])|false_?alarm", re.IGNORECASE)
MOOD_NAME = re.compile(r"(^|_)moods?(_|$)", re.IGNORECASE)
KIND_DAY_NAME = re.compile(r"(^|_)(is_)?(kind|quiet)(_days?)?$", re.IGNORECASE)


def compares(sentence: str) -> bool:
    """Return whether a sentence compares days by their kind, after what it says cannot be told."""
    told = NOT_TOLD.sub(" ", sentence)

    def has(pattern: str) -> bool:
        return bool(re.search(pattern, told, re.IGNORECASE))

    return has(DAYS_COMPARED) or (has(KIND_DAY) and (has(OPENLY_COMPARED) or (has(MOOD) and has(COMPARED))))


def sentences_of(text: str) -> Iterator[str]:
    """Yield the sentences of a text; a row of a table, a list item and a heading are each one too."""
    for part in re.split(r"\n\s*\n|\n(?=\s*(?:[|#>]|[-*] ))|(?<=[.!?])[)\"'”’*_]*\s", text):
        if one := " ".join(re.sub(r"[`*\[\]]|(?<!\w)_|_(?!\w)", "", part).split()):
            yield one


def is_told_of_others(text: str, *, cited: bool) -> bool:
    """Return whether a text is a study's finding about other people, not a word about the reader's days."""
    return cited and not OF_THE_READER.search(text)


def in_content(value: Any, *, cited: bool = False) -> Iterator[str]:
    """Yield what compares in the value of a content file; `cited` are the strings beside sources."""
    if isinstance(value, dict):
        cited = cited or bool(value.get("sources"))
        yield from (key for key in value if NAME.search(key))
        for one in value.values():
            yield from in_content(one, cited=cited)
    elif isinstance(value, list):
        for one in value:
            yield from in_content(one, cited=cited)
    elif isinstance(value, str):
        for sentence in sentences_of(value):
            if compares(sentence) and not is_told_of_others(sentence, cited=cited):
                yield sentence


def names_in(node: ast.AST) -> Iterator[str]:
    """Yield every name that a piece of code uses; a string that could be one counts, as a key does."""
    for one in ast.walk(node):
        match one:
            case (
                ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name) | ast.keyword(arg=str(name))
            ):
                yield name
            case ast.Constant(value=str(name)) if name.isidentifier():
                yield name


def comments_of(source: str) -> Iterator[str]:
    """Yield the comments of a module, each with the lines that it goes on over."""
    comment, last_line = "", 0
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            goes_on = token.start[0] == last_line + 1 and not token.line[: token.start[1]].strip()
            if not goes_on:
                yield comment
                comment = ""
            comment, last_line = f"{comment} {token.string.lstrip('# ')}", token.start[0]
    yield comment


def in_code(source: str) -> Iterator[str]:
    """Yield what compares in a module: its texts, its comments, its names, and what its functions read."""
    tree = ast.parse(source)
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = [ast.get_docstring(one) or "" for one in ast.walk(tree) if isinstance(one, documented)]
    for text in (*docstrings, *literals_of(source), *comments_of(source)):
        yield from filter(compares, sentences_of(text))
    for node in ast.walk(tree):
        if isinstance(node, documented[1:]) and NAME.search(node.name) and "mood" in source.casefold():
            yield node.name
        if isinstance(node, documented[2:]):
            names = set(names_in(node))
            if any(map(MOOD_NAME.search, names)) and any(map(KIND_DAY_NAME.search, names)):
                yield f"{node.name}() reads a mood, and whether a day was kind"


def comparisons_in(path: Path) -> list[str]:
    """Return the names and sentences of a file that compare moods by kind of day."""
    text = path.read_text("utf-8") if path.suffix in {".json", ".py", ".md", ".tcss"} else ""
    found: Iterator[str]
    match path.suffix:
        case ".json":
            found = in_content(json.loads(text))
        case ".py":
            found = in_code(text)
        case ".tcss":
            found = (one for one in re.findall(r"[#.]([\w-]+)", text) if NAME.search(one))
        case _:
            found = filter(compares, sentences_of(text))
    return [*([path.name] if NAME.search(path.stem) else []), *found]


FILES = [
    *(path for name in ("kindtui", "benchmarks") for path in sorted((ROOT / name).rglob("*.py"))),
    *(path for path in sorted((ROOT / "assets").rglob("*.*")) if path.suffix != ".py"),
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted(ROOT.glob("*.md")),
]


def test_no_module_page_or_sentence_compares_moods_by_kind_of_day() -> None:
    found = {str(path.relative_to(ROOT)): comparisons_in(path) for path in FILES}
    assert {path: places for path, places in found.items() if places} == {}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "# The comparison of kind and quiet days"),
        ("a.md", "If you let Patterns ask about your mood, it compares kind days\nwith quiet ones."),
        ("a.md", "If mood affects kindness, kind days have better evenings even if kindness does nothing."),
        ("a.md", "| agree | kind days went with 0.6 to 1.1 points more (n=81) |"),
        (
            "a.md",
            "- moods are 1 point higher, and a\n  kind day's\n  evening is 1 point higher on kind days.",
        ),
        ("a.md", "More: [how days are compared](patterns.md)."),
        ("a.md", "It can't tell why, but your mood was higher on kind days."),
        ("a.md", "Your mood is lighter on days that were kind."),
        ("a.md", "Earlier versions compared weeks; this one compares kind and quiet days."),
        ("a.md", "It doesn't compare people; your mood is better on days with a kindness."),
        (
            "a.json",
            '{"patterns.help": "If you ask, kind and quiet days are compared, and you hear no more."}',
        ),
        ("a.json", '{"a": "You felt more connected on kind days than on quiet ones."}'),
        ("a.json", '{"patterns.comparison_off": "Off for now."}'),
        ("a.json", '[{"card": "Your mood was better on your kind days.", "sources": [{"title": "x"}]}]'),
        ("a.json", '[{"card": "On kind days, moods were higher.", "sources": []}]'),
        ("a.py", '"""Kind and quiet days compared by the mood of their evenings."""'),
        ("a.py", 'class Estimate:\n    """Points of mood by which kind days differ from quiet ones."""'),
        ("a.py", "# The mean mood of kind days,\n# less that of quiet ones."),
        ("a.py", 'SAID = f"From {n} comparable days the difference in mood lies {reach}."'),
        ("a.py", 'def f(day, mark):\n    return day.rating("mood_evening") if mark.is_kind_day else None'),
        ("a.py", "def split(rows):\n    return [row.mood for row in rows if row.kind]"),
        ("a.py", "class Comparison:\n    moods: int"),
        ("a.tcss", "#limits, #comparison { height: auto; }"),
        ("comparison.py", ""),
        ("comparison_words.py", ""),
        ("false_alarms.py", ""),
        ("compared-120x40-dark.svg", "<svg/>"),
    ],
)
def test_a_comparison_is_found(name: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    assert comparisons_in(path)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "a.md",
            "A diary cannot tell whether kindness lifts your mood, or a good day makes room for kindness.",
        ),
        (
            "a.md",
            "Whether kind days had better moods cannot be read from a diary: a good evening writes more.",
        ),
        (
            "a.md",
            "Whether kindness moved a mood cannot be told: a day is kind by what its evening wrote, and the "
            "evening writes more when it is good.",
        ),
        ("a.md", "No difference between kind and quiet days is computed, drawn or told, ever."),
        ("a.md", "There is no average of moods on kind days, no colour of good and bad, no arrow."),
        ("a.md", "Moods of kind days and quiet ones are never compared."),
        ("a.md", "Earlier versions compared the evenings of kind and quiet days with two regressions."),
        ("a.md", "kindtui no longer compares kind and quiet days: it found a difference that wasn't there."),
        ("a.md", "A day is kind by what its evening wrote, and people write more on a good evening."),
        ("a.md", "Patterns counts kind days by weekday. It shows your moods as you gave them."),
        (
            "a.md",
            "Evenings with a mood are shown, and the middle of four weeks as a line. Kind days are counted.",
        ),
        ("a.md", "`kindtui import --dry-run` compares the file with your journal."),
        ("a.json", '[{"card": "On kind days, people\'s mood was higher.", "sources": [{"title": "x"}]}]'),
        ("a.json", '{"a": "{count} kind days in the last {days}", "b": "More isn\'t better here."}'),
        ("a.py", 'def read(day):\n    """Return the mood."""\n    return day.rating("mood_evening")'),
        ("a.py", 'def is_comparison_note_due(moods):\n    """Return whether to say that it is gone."""'),
        ("a.py", "A = 1  # no version since compares kind and quiet days\nB = 2  # the mood of more days"),
        ("a.json", '{"patterns.comparison_gone": "Kind and quiet days are compared no more."}'),
        ("a.py", 'def fold(name):\n    """Return the text so that names compare equal."""'),
        ("compact.py", ""),
    ],
)
def test_counts_moods_and_what_cannot_be_told_are_left_alone(name: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    assert comparisons_in(path) == []

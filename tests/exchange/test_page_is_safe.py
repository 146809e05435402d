"""The page of a journal: nothing in it runs, leaves the page, or is read as anything but words."""

import base64
import re
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from kindtui.domain.journal.day import Answer, Day
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.sanitize import sanitized
from kindtui.domain.journal.search import distinct_texts
from kindtui.domain.text import clean_lines
from tests.exchange import exported
from tests.exchange.exported import Desk, Page, day_with, journal_with, words
from tests.storage.strategies import TEXTS
from tests.support import MORNING, TODAY

SAFE_ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "svg", "symbol", "path", "circle", "rect", "use", "g",
    "header", "footer", "nav", "main", "section", "article", "h1", "h2", "h3", "h4", "p", "dl", "dt", "dd",
    "div", "ol", "ul", "li", "a", "time", "small", "span", "bdi", "br", "em", "strong", "line", "polygon",
}  # fmt: skip
HOSTILE = (
    "</style><script>alert(1)</script>", "</p></dd></dl></article><h1>x", "<img src=x onerror=alert(1)>",
    "<!-- <![CDATA[ ]]> --> <?php ?> <!DOCTYPE x>", "&amp; &lt;b&gt; &#0; &nbsp; &copy &notit; &#x1b;",
    "\x1b[31mred\x1b[0m \x1b]52;c;YQ==\x07", "abc \u202egnol\u202c \u2066x\u2069 \u200f", "\x00nul\x00 \x7f",
    "\x9b31m",
    '" onmouseover="alert(1)', "' style='background:url(//e.org)", "javascript:alert(1) https://e.org/?a=1&b=2",
    "{{7*7}} ${x} `x` %s \\", "\ufeffBOM \ufffe \U0010ffff", "<a href=//e.org>e</a>", "<svg/onload=alert(1)>",
    "@import url(//e.org)", "\u2028line\u2029par", "e\u0301" * 300, "x" * 5000, "مرحبا hello", "=1+1",
)  # fmt: skip
ANY_TEXT = st.sampled_from(HOSTILE) | st.lists(
    st.sampled_from(["<", ">", "&", '"', "'", "/", "script", "lt;", "#", "x", "\n", " ", "é", "\x1b["]),
    max_size=12,
).map("".join) | TEXTS  # fmt: skip


def journal_of_text(text: str) -> Journal:
    """A journal with that text in every place a person writes in."""
    return journal_with(
        Day(
            TODAY,
            who=Answer(text, MORNING.at),
            acts=(exported.given_act(text, text, text),),
            received=(words(text),),
            kept=(words(text, "k"),),
            notes=(words(text, "n"),),
        )
    )


def check_is_safe(page: Page) -> None:
    """Check that the page holds nothing that runs or is loaded."""
    assert {tag for tag, _ in page.elements} <= SAFE_ELEMENTS
    for tag, attributes in page.elements:
        assert not any(name.startswith("on") for name in attributes), tag
        assert "style" not in attributes, "the policy does not let it through"
        assert attributes.keys().isdisjoint(
            {"src", "srcset", "action", "formaction", "poster", "data", "ping"}
        )
        assert all(value.startswith("#") for name, value in attributes.items() if name.endswith("href")), tag
    assert not re.search(r"url\s*\(|@import|@font-face|expression\s*\(|https?:|//", page.styles)
    assert page.comments == []
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]", page.source
    )


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Page:
    """The page of a journal whose only word is "x"."""
    return Desk(tmp_path_factory.mktemp("plain")).page(journal_of_text("x"))


def head_of(page: Page) -> list[tuple[str, dict[str, str]]]:
    """The elements before the body."""
    return page.elements[: page.elements.index(("body", {}))]


@given(text=ANY_TEXT)
def test_a_text_is_words_and_nothing_else(desk: Desk, plain: Page, text: str) -> None:
    page = desk.page(journal_of_text(text))
    check_is_safe(page)
    assert page.elements[0][0] == "html"
    assert page.source.lower().startswith("<!doctype html>")
    assert page.styles == plain.styles
    assert head_of(page) == head_of(plain)


@given(ANY_TEXT)
def test_lines_and_words_are_kept(desk: Desk, text: str) -> None:
    journal = journal_with(Day(TODAY, received=(words("first", "r0"), words(text), words("last", "r2"))))
    read = sanitized(journal).day(TODAY).received[1].text
    lines = desk.page(journal).lines
    begin, end = lines.index("first"), len(lines) - 1 - lines[::-1].index("last")
    expected = [" ".join(re.split(r"[ \t\r\f]+", line)) for line in clean_lines(read).split("\n") if line]
    assert lines[begin + 1 : end] == expected


@given(st.lists(st.uuids().map(lambda uuid: f"w{uuid.hex}"), min_size=9, max_size=9, unique=True))
def test_every_text_is_there_once(desk: Desk, serials: list[str]) -> None:
    who, act, for_whom, when, received, more, kept, note, other = serials
    day = Day(
        TODAY,
        who=Answer(who, MORNING.at),
        acts=(
            exported.given_act(act, for_whom, when),
            structs.replace(exported.given_act(other, uid="b"), state="let_go"),
        ),
        received=(words(f"{received}\n{more}"),),
        kept=(words(kept, "k"),),
        notes=(words(note, "n"),),
    )
    page = desk.page(journal_with(day))
    assert {serial: page.text.count(serial) for serial in serials} == dict.fromkeys(serials, 1)
    assert {serial: page.source.count(serial) for serial in serials} == dict.fromkeys(serials, 1)


def test_the_whole_made_up_year_is_in_it(desk: Desk) -> None:
    page = Page(desk.export("--demo", "--format", "html", "--quiet").text)
    check_is_safe(page)
    from kindtui import content
    from kindtui.demo import demo_journal

    year = demo_journal(content.catalog(), content.demo_texts(), TODAY)
    assert [text for day in year.days.values() for text in distinct_texts(day) if text not in page.text] == []
    words_of_year = sum(len(entry.text.split()) for day in year.days.values() for entry in day.received)
    assert words_of_year > 500


def test_the_policy_lets_nothing_but_the_style_of_the_page_in(desk: Desk) -> None:
    page = desk.page(journal_of_text(HOSTILE[0]))
    policies = [
        attributes["content"]
        for tag, attributes in page.elements
        if tag == "meta" and attributes.get("http-equiv", "").lower() == "content-security-policy"
    ]
    assert len(policies) == 1
    policy = dict(part.split(maxsplit=1) for part in policies[0].split(";"))
    assert policy["default-src"] == "'none'"
    digest = base64.b64encode(sha256(page.styles.encode()).digest()).decode()
    assert policy["style-src"] == f"'sha256-{digest}'"
    assert set(policy) <= {"default-src", "style-src", "base-uri", "form-action"}
    position = {tag: number for number, (tag, _) in reversed(list(enumerate(page.elements)))}
    assert page.source.index("Content-Security-Policy") < page.source.index("<style")
    assert position["meta"] < position["style"] < position["body"]
    assert page.source.index("utf-8") < 1024


def test_the_title_and_the_head_hold_nothing_of_the_journal(desk: Desk) -> None:
    page = desk.page(journal_of_text("Noor"), "--last", "3")
    head = page.source[: page.source.index("<body")]
    assert "Noor" not in head
    assert "2026" not in head
    assert page.title == "My kindness diary"


@pytest.mark.parametrize("text", ["مرحبا بكم", "שלום", "Tea from Noor", "12 שלום"])
def test_each_text_finds_its_own_direction(text: str, desk: Desk) -> None:
    page = desk.page(journal_of_text(text))
    auto = [tag for tag, attributes in page.elements if attributes.get("dir") == "auto"]
    assert len(auto) >= 5  # who, and the text of an act, a line received, one kept and a note
    assert "dir" not in dict(page.elements)["html"] or dict(page.elements)["html"]["dir"] == "ltr"


def test_no_text_is_an_attribute(desk: Desk) -> None:
    page = desk.page(journal_of_text("Noor"))
    assert not any("Noor" in value for _, attributes in page.elements for value in attributes.values())


def test_a_text_that_lost_in_a_merge_is_in_it_once(desk: Desk) -> None:
    from kindtui.domain.journal.journal import Conflict

    lost = Conflict(TODAY, "received", "r", "<b>another tea", MORNING.at)
    assert (
        desk.page(journal_with(day_with(TODAY, "tea"), conflicts=(lost,))).text.count("<b>another tea") == 1
    )

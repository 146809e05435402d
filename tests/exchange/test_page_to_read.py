"""The page of a journal as it is read: its months, its colours, its words, and the same bytes each time."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from kindtui.domain.journal.away import Away
from kindtui.domain.journal.day import Day
from kindtui.domain.journal.journal import Conflict, Journal
from tests.exchange.exported import ONE_DAY, Desk, Page, answer, day_with, given_act, journal_with, words
from tests.storage.strategies import JOURNALS
from tests.support import MORNING, TODAY, kind_day, rest_day
from tests.test_forbidden_phrases import NEVER

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
DAYS = st.sets(st.dates(date(2020, 1, 1), TODAY), min_size=1, max_size=30)


def headings(page: Page, tag: str) -> list[str]:
    """The texts of the headings of a level."""
    found = re.findall(rf"<{tag}[ >].*?</{tag}>", page.source, re.DOTALL)
    return [Page(heading).text for heading in found]


@given(DAYS)
def test_each_month_has_a_heading_and_an_anchor_that_is_linked(desk: Desk, days: set[date]) -> None:
    page = desk.page(journal_with(*map(kind_day, days)))
    months = sorted({(day.year, day.month) for day in days})
    assert headings(page, "h2") == [f"{MONTHS[month - 1]} {year}" for year, month in months]
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    links = [attributes["href"] for tag, attributes in page.elements if tag == "a"]
    assert {link.removeprefix("#") for link in links} <= set(ids)
    anchors = [attributes["id"] for tag, attributes in page.elements if tag == "h2"]
    assert len(anchors) == len(months)
    assert links in ([], [f"#{anchor}" for anchor in anchors])
    assert links or len(months) < 7, "half a year or more has a table of contents"
    times = [attributes["datetime"] for tag, attributes in page.elements if tag == "time"]
    assert times == [day.isoformat() for day in sorted(days)]


def test_what_is_drawn_is_there(desk: Desk) -> None:
    page = desk.page(journal_with(rest_day(TODAY - ONE_DAY), kind_day(TODAY)))
    drawn = [attributes["href"] for tag, attributes in page.elements if tag == "use"]
    assert len(drawn) == 2
    assert {reference.removeprefix("#") for reference in drawn} <= set(page.values("id"))


def test_each_mark_is_said_in_words_too(desk: Desk) -> None:
    days = (
        rest_day(TODAY - timedelta(3)),
        Day(TODAY - timedelta(2), notes=(words("a note", "n"),)),
        Day(TODAY - ONE_DAY, kept=(words("no", "k"),)),
    )
    away = {"u": Away("u", TODAY + ONE_DAY, TODAY + timedelta(4), MORNING.at)}
    text = desk.page(journal_with(*days, day_with(TODAY, "tea"), away=away)).text
    for said in ("a day of rest", "a quiet day", "a boundary kept", "a kind day", "Planned rest"):
        assert said in text
    assert "Monday 23 November to Thursday 26 November" in text


@settings(max_examples=15)
@given(JOURNALS)
def test_the_same_journal_gives_the_same_page(desk: Desk, journal: Journal) -> None:
    first = desk.written("html", journal)
    assert desk.written("html") == first
    Page(first)


def test_the_page_does_not_depend_on_the_hour_or_the_order_of_the_days(desk: Desk) -> None:
    days = [kind_day(TODAY - timedelta(number)) for number in range(40)]
    first = desk.written("html", journal_with(*days))
    desk.environment["KINDTUI_NOW"] = "2026-11-22T23:30:00+05:00"
    desk.put(Journal({day.day: day for day in days}))
    assert desk.written("html") == first


def test_an_empty_journal_has_a_calm_page(desk: Desk) -> None:
    page = desk.page(Journal())
    assert page.lines == ["My kindness diary", "Nothing's written yet."]
    assert [attributes for tag, attributes in page.elements if tag in ("a", "nav", "h2")] == []


def test_days_with_nothing_in_them_have_a_calm_page(desk: Desk) -> None:
    page = desk.page(journal_with(kind_day(TODAY - timedelta(60))), "--last", "14")
    assert not NEVER.search(page.text)
    assert "nothing" in page.text.lower()


def full_world() -> Journal:
    """Every kind of mark and entry, in words of one kind, so that all others are ours."""
    days = [
        Day(
            TODAY - timedelta(number),
            who=answer("tea"),
            energy=answer(number % 9 + 1),
            mood_evening=answer(1),
            checks={"own-hours": answer("not_today")},
            acts=(given_act("tea", "tea", "tea"),),
            received=(words("tea"),),
            notes=(words("tea", "n"),),
        )
        for number in range(0, 400, 9)
    ]
    planned = structs.replace(given_act("tea"), state="planned")
    let_go = structs.replace(given_act("tea", uid="b"), state="let_go")
    rests = [rest_day(TODAY - timedelta(number)) for number in range(1, 400, 9)]
    others = [Day(TODAY - timedelta(number), acts=(planned, let_go)) for number in range(2, 400, 9)]
    away = {"u": Away("u", TODAY + ONE_DAY, TODAY + timedelta(4), MORNING.at)}
    lost = Conflict(TODAY, "received", "r", "tea tea", MORNING.at)
    return journal_with(*days, *rests, *others, away=away, conflicts=(lost,))


@pytest.mark.parametrize(
    "part",
    ["", "--only rest", "--only plans,checks,scales", "--names none", "--names initials", "--last 3",
     "--to 2020-01-01", "--last 1 --only rest"],
)  # fmt: skip
def test_nothing_scolds_or_counts(part: str, desk: Desk) -> None:
    desk.put(full_world())
    for form in ("html", "markdown"):
        text = desk.written(form, None, *part.split())
        said = Page(text).text if form == "html" else text
        assert not NEVER.search(said)
        assert not re.search(r"\b(streaks?|scores?|goals?|behind|forgot\w*|\d+ ?%)\b", said, re.IGNORECASE)


# Colours


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2."""
    digits = colour.removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def palettes(styles: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The colours of the page: by day, by night, and on paper, each over those before."""
    tokens = re.findall(r":root\s*\{(.*?)\}", re.sub(r"/\*.*?\*/", "", styles, flags=re.DOTALL), re.DOTALL)
    by_name = [dict(re.findall(r"--([\w-]+):\s*(#[0-9a-fA-F]{3,6})\b", block)) for block in tokens]
    light, dark, paper = by_name
    yield from (("light", light), ("dark", light | dark), ("paper", light | paper))


def rules(styles: str) -> dict[str, set[str]]:
    """The selectors whose text has a colour, by its token."""
    plain = re.sub(r"/\*.*?\*/", "", styles, flags=re.DOTALL)
    found: dict[str, set[str]] = {}
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", plain):
        for token in re.findall(r"(?<![\w-])color:\s*var\(--([\w-]+)\)", body):
            found.setdefault(token, set()).update(one.strip() for one in selectors.split(","))
    return found


def test_every_colour_of_a_text_or_a_mark_is_seen_by_day_and_by_night_and_on_paper(desk: Desk) -> None:
    styles = desk.page(Journal()).styles
    used = rules(styles)
    assert {"text", "quiet", "accent"} <= used.keys()
    for name, palette in palettes(styles):
        ground = palette["ground"]
        for token, selectors in used.items():
            is_mark = all(re.fullmatch(r"\.(kind|kept|rest|quiet|pending|future)", one) for one in selectors)
            least = 3 if is_mark else 4.5
            assert contrast(palette[token], ground) >= least, (name, token, selectors)


def test_every_colour_comes_from_a_token(desk: Desk) -> None:
    """Another colour would be the same by day and by night; page numbers are on paper alone."""
    styles = re.sub(r"/\*.*?\*/", "", desk.page(Journal()).styles, flags=re.DOTALL)
    without_tokens = re.sub(r":root\s*\{.*?\}|@page\s*\{.*?\n\}", "", styles, flags=re.DOTALL)
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgb|hsl", without_tokens) == []
    used = set(re.findall(r"var\(--([\w-]+)", styles))
    defined = set(re.findall(r"--([\w-]+):", styles))
    assert used == defined


def test_the_night_has_a_ground_of_its_own(desk: Desk) -> None:
    page = desk.page(Journal())
    (_, light), (_, dark), (_, paper) = palettes(page.styles)
    assert luminance(light["ground"]) > 0.8
    assert luminance(dark["ground"]) < 0.05
    assert luminance(paper["ground"]) == pytest.approx(1)
    assert "light dark" in page.values("content")
    assert "print" in page.styles


def test_entries_are_further_apart_than_paragraphs_of_one(desk: Desk) -> None:
    """Else two entries look like one with two paragraphs."""
    styles = re.sub(r"/\*.*?\*/", "", desk.page(Journal()).styles, flags=re.DOTALL)
    screen = styles[: styles.index("@media print")]
    gaps = {}
    for selector in ("dd + dd", "dd p + p"):
        found = re.search(rf"\}}\s*{re.escape(selector)} \{{\s*margin-top: ([\d.]+)r?em", screen)
        assert found, selector
        gaps[selector] = float(found[1])
    assert gaps["dd + dd"] > gaps["dd p + p"]


def test_a_page_of_one_person_is_the_same_in_every_locale(desk: Desk) -> None:
    journal = journal_with(structs.replace(kind_day(TODAY), received=(words("謝謝 Zoë"),)))
    first = desk.written("html", journal)
    desk.environment |= {"LANG": "de_DE.UTF-8", "LC_ALL": "tr_TR.UTF-8", "NO_COLOR": "1", "COLUMNS": "40"}
    assert desk.written("html") == first
    assert "謝謝 Zoë" in Page(first).text

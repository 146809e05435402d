"""A page in HTML, to be read or printed: one file that loads nothing, runs nothing and cannot be imported."""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from hashlib import sha256
from html import escape
from itertools import groupby
from typing import NamedTuple

from kindtui.assets import PAGE_MARKS_PATH, PAGE_STYLESHEET_PATH
from kindtui.domain.dates import long_date
from kindtui.domain.describe import (
    ACT_STATE_LABELS,
    ITEM_LABELS,
    MARK_LABELS,
    SCALE_LABELS,
    describe_day,
)
from kindtui.domain.journal.day import Day, Mark, mark_of
from kindtui.exchange.chapters import (
    MORNING_LABELS,
    Chapter,
    Months,
    away_sentence,
    chapters_by_month,
    month_name,
    nothing_in,
    period_of,
    remarks_on,
)
from kindtui.exchange.selection import Selected, Selection
from kindtui.texts import get_text

MIN_MONTHS_FOR_CONTENTS = 4  # fewer are found by scrolling
EVENING_LABELS = (SCALE_LABELS["mood_evening"], SCALE_LABELS["connection"])
LABELS_IN_A_LINE = (*MORNING_LABELS, *EVENING_LABELS)
MARK_WORDS = {**MARK_LABELS, Mark.KEPT: get_text("commands.diary.kept_day")}

MARKS_IN_VISIBLE_WORDS = (Mark.REST, Mark.QUIET, Mark.PENDING)  # of the others, the entries tell


class _Page(NamedTuple):
    selected: Selected
    selection: Selection
    today: date

    @property
    def only_label(self) -> str:
        """The label of most entries if the page is of a single kind of them."""
        kind = next(iter(self.selection.kinds)) if len(self.selection.kinds) == 1 else ""
        return {**ITEM_LABELS, "gave": ACT_STATE_LABELS["done"]}.get(kind, "")

    def shows_words_of(self, mark: Mark) -> bool:
        """Return whether a mark is in words for everybody, rather than for those alone who hear the page."""
        if self.selection.has_all_kinds:
            return mark in MARKS_IN_VISIBLE_WORDS
        return mark is Mark.REST and len(self.selection.kinds) > 1  # there is no other entry that tells it


def write(selected: Selected, selection: Selection, today: date) -> bytes:
    """Return the days with content as one page, with a heading for each month, the oldest first.

    Args:
        selected: The days to write.
        selection: What they were selected by, which the page says.
        today: The day up to which days away have come.
    """
    months = chapters_by_month(selected.journal, today)
    style = PAGE_STYLESHEET_PATH.read_text("utf-8")
    page = _Page(selected, selection, today)
    parts = [
        *_head(style),
        *_header(months, selection),
        *(_contents(months) if len(months) >= MIN_MONTHS_FOR_CONTENTS else ()),
        "<main>",
        *(line for month, chapters in months for line in _month(month, chapters, page)),
    ]
    if not months:
        parts.append(f'<p class="nothing">{escape(nothing_in(selection))}</p>')
    return ("\n".join([*parts, "</main>", "</body>", "</html>"]) + "\n").encode()


def _head(style: str) -> Iterator[str]:
    """Yield what comes before the text; of all styles the policy allows none but this one.

    The marks are those of the picture (`year_svg`): a leaf, a lozenge, ripples, a blade of grass and an open
    leaf; a ring is rest to come.
    """
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    yield from (
        "<!doctype html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        '<meta name="robots" content="noindex">',
        '<meta name="format-detection" content="telephone=no">',
        f"<title>{escape(get_text('commands.diary.title'))}</title>",
        f"<style>{style}</style>",
        "</head>",
        "<body>",
        PAGE_MARKS_PATH.read_text("utf-8").rstrip("\n"),
    )


def _header(months: Months, selection: Selection) -> Iterator[str]:
    lines = [period_of(selection, months), *remarks_on(selection)]
    yield "<header>"
    yield f"<h1>{escape(get_text('commands.diary.title'))}</h1>"
    yield from (f"<p>{escape(line)}</p>" for line in lines if line)
    yield "</header>"


def _contents(months: Months) -> Iterator[str]:
    """Yield a link to each month, with those of a year in a line."""
    yield f'<nav aria-label="{escape(get_text("commands.diary.contents"))}">'
    for year, in_year in groupby((month for month, _ in months), key=lambda month: month.year):
        links = (f'<li><a href="#{_anchor(month)}">{month:%b}</a></li>' for month in in_year)
        yield f"<p>{year}</p><ol>{''.join(links)}</ol>"
    yield "</nav>"


def _month(month: date, chapters: list[Chapter], page: _Page) -> Iterator[str]:
    yield f'<h2 id="{_anchor(month)}">{escape(month_name(month))}</h2>'
    for chapter in chapters:
        yield "<article>"
        if chapter.day is None:
            mark = Mark.FUTURE if chapter.first > page.today else Mark.REST
            yield f'<p class="away">{_shape(mark)}{escape(away_sentence(chapter, page.today))}</p>'
        else:
            yield from _day(chapter.day, page)
        yield "</article>"


def _anchor(month: date) -> str:
    return month.isoformat()[:7]


def _day(day: Day, page: _Page) -> Iterator[str]:
    """Yield a day: its mark and date, the morning in one line, the entries, and the evening in one line."""
    mark = mark_of(day, day.day, page.today)
    time = f'<time datetime="{day.day}">{long_date(day.day)}</time>'
    if page.selection.has_all_kinds or mark not in (Mark.QUIET, Mark.PENDING):  # else it may be another
        opening = "<small>" if page.shows_words_of(mark) else '<small class="spoken">'
        yield f"<h3>{_shape(mark)}{time} {opening}{escape(MARK_WORDS[mark])}</small></h3>"
    else:
        yield f"<h3>{time}</h3>"
    facts = describe_day(day, page.selected.check_texts, page.selected.journal.conflicts_on(day.day))
    by_label: dict[str, list[str]] = {}
    for fact in facts:
        by_label.setdefault(fact.label, []).append(fact.text)
    if mark is Mark.REST:
        by_label.pop(ITEM_LABELS["rest"], None)  # the mark has said so
    yield from _line_of_facts(by_label, MORNING_LABELS)
    entries = {label: texts for label, texts in by_label.items() if label not in LABELS_IN_A_LINE}
    if entries:
        yield "<dl>"
        for label, texts in entries.items():
            words = "".join(f"<dd>{_paragraphs(text)}</dd>" for text in texts)
            opening = '<div class="only">' if label == page.only_label else "<div>"
            yield f"{opening}<dt>{escape(label)}</dt>{words}</div>"
        yield "</dl>"
    yield from _line_of_facts(by_label, EVENING_LABELS)


def _shape(mark: Mark) -> str:
    return f'<svg class="{mark.value}" aria-hidden="true"><use href="#{mark.value}"/></svg>'


def _line_of_facts(by_label: Mapping[str, list[str]], labels: Iterable[str]) -> Iterator[str]:
    facts = [f"{escape(label)} {_words(text)}" for label in labels for text in by_label.get(label, ())]
    if facts:
        yield f'<p class="facts">{" · ".join(facts)}</p>'


def _words(text: str) -> str:
    """Return a person's words within a line: in a language that nobody knows, in their own direction."""
    return f'<bdi lang="" dir="auto">{escape(text)}</bdi>'


def _paragraphs(text: str) -> str:
    """Return a person's words with the lines and paragraphs they have."""
    paragraphs = (escape(paragraph).replace("\n", "<br>\n") for paragraph in text.split("\n\n"))
    return "".join(f'<p lang="" dir="auto">{paragraph}</p>' for paragraph in paragraphs)

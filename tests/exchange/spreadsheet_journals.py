"""Journals with something of everything, for what a spreadsheet may do to their export.

`PLAIN` has no text that a spreadsheet takes for a number, a date, a time or a truth value; `RICH` is `PLAIN`
and many of those.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from msgspec import structs

from kindtui.domain.dates import Moment
from kindtui.domain.journal.away import Away
from kindtui.domain.journal.day import Act, ActState, Answer, Day, Line
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.parts import parts_of

EARLY = date(2026, 3, 4)  # the 3 April to somebody else
SPRING = date(2026, 5, 11)
SUMMER = date(2026, 9, 8)
PALINDROME = date(2026, 5, 5)
AUTUMN = date(2026, 11, 5)
LATE = date(2026, 11, 25)
BERLIN, NEW_YORK = ("Europe/Berlin", 3_600), ("America/New_York", -18_000)

PLAIN_TEXTS = (
    "Lin saved me the last piece of cake.",
    'She said "come in", twice; then she left.',
    "One line,\nanother; with a mark\n\nand a last one",
    "Grüße an Zoë – “ja”, für 5 € zwölf Äpfel",
    "慈しみの心、ありがとう",
    "مرحبا يا لين",
    "שלום, נועה",
    "❤️ from 👩‍👧, and a café",
    "'90s music",
    "''tis late",
    "=SUM(A1)",
    "'=SUM(A1)",
    "+44 for Noor's number",
    "-",
    "@lin",
    "＝full width",
    " spaced ",
    "a;b;c",
    '"',
    '""',
    "'",
    "'s",
    "true kindness",
    "3 cups of tea",
    "In May I wrote to Sam",
)

# What Excel or LibreOffice makes something else of, in one country or another.
CHANGED_TEXTS = (
    "3/4", "1/2", "1-2", "12/2026", "2 1/2", "007", "0", "00", "1e5", "1E5", "1.50", "1,50", "1.", ".5",
    "12345678901234567890", "+44", "-5", "(5)", "50%", "€ 5", "$5", "1,234.50", "1.234,50", "1 000,50",
    "１２３", "TRUE", "true", "False", "10:30", "9:00 pm", "10:30:15", "May 5", "5 May", "Nov-25", "mar 1",
    "5. Mai", "5 mai", "2026-11-25", "2026/11/25", "25.11.2026", "25.11.26", "11/25/2026", "25-11-2026",
    "4.3.", "2026-11-22 10:30", " 12 ", "'3/4", "''3/4", "'007", "'TRUE", "'2026-11-25",
)  # fmt: skip
# Truth values of other countries than the United States.
TRUTH_TEXTS = ("WAHR", "falsch", "vrai", "Faux", "verdadero", "vero", "waar", "verdadeiro")
CHANGED_UIDS = (
    "1e5",
    "007",
    "12345678901234567890123456789012",
    "0656e12",
    "3-4",
    "2026-11-25",
    "true",
    "May-5",
)


def instant(on: date, hour: int, minute: int = 0) -> datetime:
    """Return a time on that day in UTC."""
    return datetime(on.year, on.month, on.day, hour, minute, tzinfo=UTC)


def written_on(on: date, hour: int = 18, zone: tuple[str, int] = BERLIN) -> Moment:
    return Moment(instant(on, hour, 41), *zone)


def line(on: date, uid: str, text: str, *, in_jar: bool = True) -> Line:
    return Line(uid, text, written_on(on), instant(on, 18, 41), in_jar)


def act(on: date, uid: str, text: str, state: ActState, **more: str) -> Act:
    # a later change, to the microsecond
    return Act(
        uid, text, state, written_on(on, 6, NEW_YORK), instant(on, 12) + timedelta(microseconds=1), **more
    )


def answer(on: date, value: object, hour: int = 7) -> Answer[object]:
    return Answer(value, instant(on, hour))


def _early() -> Day:
    lines = [line(EARLY, f"065{number:02}a", text) for number, text in enumerate(PLAIN_TEXTS)]
    return structs.replace(
        Day(EARLY),
        who=answer(EARLY, "Zoë and 慈"),
        energy=answer(EARLY, 7),
        mood_morning=answer(EARLY, 3),
        rest=answer(EARLY, value=False),
        checks={"energy-1": answer(EARLY, "holds"), "own-check": answer(EARLY, "not_today")},
        received=tuple(lines[:9]),
        kept=tuple(lines[9:17]),
        notes=tuple(lines[17:]),
    )


def _autumn() -> Day:
    return structs.replace(
        Day(AUTUMN),
        who=answer(AUTUMN, ""),
        energy=answer(AUTUMN, None),
        mood_evening=answer(AUTUMN, 9, 19),
        connection=answer(AUTUMN, 1, 19),
        skipped={"evening": answer(AUTUMN, value=False, hour=19), "morning": answer(AUTUMN, value=True)},
        acts=(
            act(AUTUMN, "0a1", "text Sam one encouraging sentence", "done", who="Sam", when="after lunch",
                audience="close", source="close-01"),
            act(AUTUMN, "0a2", "held the door,\nand waited", "done"),
            act(AUTUMN, "0a3", "water the plants", "planned", when="at ten; or later", source="0656b02b4ee3"),
            act(AUTUMN, "0a4", "ring Noor", "let_go", who="Noor", audience="colleague"),
        ),
        received=(line(AUTUMN, "0b1", "Soup", in_jar=False), line(AUTUMN, "0b2", "Bread")),
    )  # fmt: skip


def _late() -> Day:
    return structs.replace(
        Day(LATE),
        rest=answer(LATE, value=True),
        checks={"time-2": answer(LATE, "unanswered")},
        not_away={"0f1": answer(LATE, value=True), "0f2": answer(LATE, value=False)},
        received=(line(LATE, "0c1", "Tea"),),
    )


def _palindrome() -> Day:
    return Day(PALINDROME, kept=(line(PALINDROME, "0d1", "I said no to a third meeting."),))


AWAY = (
    Away("0f1", date(2026, 12, 1), date(2026, 12, 6), instant(LATE, 9)),
    Away("0f2", date(2026, 7, 3), date(2026, 8, 9), instant(date(2026, 7, 1), 9)),
)


def journal_with(*days: Day, away: tuple[Away, ...] = ()) -> Journal:
    """Return a journal as it would be read from a file: its time is that of its latest part."""
    parts = [part for day in days for part in parts_of(day).values()]
    return Journal(
        {day.day: day for day in sorted(days, key=lambda day: day.day)},
        updated_at=max((part.updated_at for part in (*parts, *away)), default=None),
        away={one.uid: one for one in away},
    )


def of_changed_texts(
    texts: tuple[str, ...] = CHANGED_TEXTS, uids: tuple[str, ...] = CHANGED_UIDS
) -> tuple[Day, ...]:
    """Return days with these texts in every place that has one, and these names in every place."""
    on, later = SUMMER, SUMMER + timedelta(days=13)
    lines = tuple(line(on, f"r{number:02}", text) for number, text in enumerate(texts))
    acts = tuple(
        act(on, f"a{number:02}", text, "done", who=texts[-number], when=text)
        for number, text in enumerate(texts)
    )
    named = structs.replace(
        Day(later),
        checks={uid: answer(later, "holds") for uid in sorted(uids)},
        not_away={uid: answer(later, value=True) for uid in sorted(uids)},
        acts=tuple(act(later, uid, "wave", "done", source=uid) for uid in sorted(uids)),
        kept=tuple(line(later, uid, "no") for uid in sorted(uids)),
    )
    answered = [
        Day(day, who=Answer(text, instant(day, 7)))
        for number, text in enumerate(texts[::9])
        for day in [SPRING + timedelta(days=number)]
    ]
    return Day(on, received=lines, acts=acts), named, *answered


def of_changed_names(uids: tuple[str, ...] = CHANGED_UIDS) -> tuple[Away, ...]:
    """Return days away with these names."""
    return tuple(
        Away(uid, SPRING, SPRING + timedelta(days=number), instant(SPRING, 7))
        for number, uid in enumerate(uids)
    )


PLAIN = journal_with(_early(), _palindrome(), _autumn(), _late(), away=AWAY)
RICH = journal_with(*PLAIN.days.values(), *of_changed_texts(), away=(*AWAY, *of_changed_names()))


def only_texts(journal: Journal, is_kept: Callable[[str], bool]) -> Journal:
    """Return the journal with "words" for each text that is not kept, such as one that an encoding lacks."""

    def kept(text: str) -> str:
        return text if is_kept(text) else "words"

    def of_day(day: Day) -> Day:
        return structs.replace(
            day,
            who=day.who and structs.replace(day.who, value=kept(day.who.value)),
            acts=tuple(
                structs.replace(one, text=kept(one.text), who=kept(one.who), when=kept(one.when))
                for one in day.acts
            ),
            **{
                field: tuple(structs.replace(one, text=kept(one.text)) for one in getattr(day, field))
                for field in ("received", "kept", "notes")
            },
        )

    return structs.replace(journal, days={on: of_day(day) for on, day in journal.days.items()})


def encodable(journal: Journal, encoding: str) -> Journal:
    """Return the journal without the texts that an encoding lacks."""

    def has(text: str) -> bool:
        try:
            text.encode(encoding)
        except UnicodeEncodeError:
            return False
        return True

    return only_texts(journal, has)

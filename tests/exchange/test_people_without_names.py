"""`kindtui export --names`: nobody in the journal is named anywhere in what is shown to others."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kindtui.domain.journal.custom_entry import CustomEntry, CustomEntryKind
from kindtui.domain.journal.day import Day
from kindtui.domain.journal.journal import Conflict, Journal
from kindtui.domain.text_folds import folded
from tests.exchange.exported import Desk, Page, answer, given_act, journal_with, words
from tests.support import MORNING, TODAY

EARLIER = TODAY - timedelta(400)
NAMES = (
    "Noor", "Zoë", "Tomás", "李明", "김민수", "Иван", "İpek", "Straßer", "O'Brien", "Jean-Luc", "Mary Jane",
    "(Sam)", "C*hris", "[Lin]", "Ann|Bea", "x.y?z", "\\Quinn", "$Ruby", "^Theo", "amp", "quot",
    "👩‍👩‍👧 Kim", "@wren", "ﬁnn",
    "Aoife Ní Dhomhnaill", "نور", "นก", "さくら", "Dr. Ode",
)  # fmt: skip
SPELLINGS: dict[str, Callable[[str], str]] = {
    "as it is": lambda name: name,
    "in capitals": str.upper,
    "in small letters": str.lower,
    "in title case": str.title,
    "of somebody": lambda name: f"{name}'s",
    "of somebody, typographic": lambda name: f"{name}’s",
    "of several": lambda name: f"{name}'",
    "in quotes": lambda name: f'"{name}"',
    "in brackets": lambda name: f"({name})",
    "with a comma": lambda name: f"{name},",
    "with a colon": lambda name: f"{name}:",
    "with emphasis": lambda name: f"*{name}* _{name}_",
    "with a hashtag": lambda name: f"#{name}",
    "between dashes": lambda name: f"—{name}—",
    "with a slash": lambda name: f"{name}/{name}",
    "with a joiner": lambda name: f"{name[0]}\u200d{name[1:]}",
    "with a soft hyphen": lambda name: f"{name[0]}\u00ad{name[1:]}",
    "in markup": lambda name: f"<b>{name}</b>",
}
FORMS = ("html", "markdown")
WAYS = ("initials", "none")


def read(form: str, output: str) -> str:
    """What a reader sees, on one line."""
    if form == "html":
        return " ".join(Page(output).lines)
    inline = [child for token in MarkdownIt().parse(output) for child in token.children or ()]
    return " ".join("".join(child.content or " " for child in inline).split())


def letters(text: str) -> str:
    """The letters of a text as people compare them, with a blank for everything else."""
    return " ".join("".join(sign if sign.isalnum() else " " for sign in folded(text)).split())


def check_is_gone(name: str, shown: str) -> None:
    """Check that the letters of a name are nowhere, even within a word."""
    key = letters(name)
    assert key
    assert key not in letters(shown), (name, shown)


@given(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.sampled_from(sorted(SPELLINGS)),
    st.sampled_from(FORMS),
    st.sampled_from(WAYS),
)
def test_no_name_is_left_and_no_other_word_is_lost(
    desk: Desk, pair: tuple[str, str], spelling: str, form: str, way: str
) -> None:
    name, other = pair
    spelled = SPELLINGS[spelling](name)
    first = f"7101 {spelled} 7102 {other} 7103"
    journal = journal_with(
        Day(EARLIER, who=answer(name)),
        Day(
            TODAY,
            who=answer(other),
            acts=(given_act(f"7104 {spelled} 7105", other, f"7106 {spelled}"),),
            received=(words(first),),
            kept=(words(f"7107 {other}\n7108 {spelled}", "k"),),
            notes=(words(f"{spelled} 7109", "n"),),
        ),
        conflicts=(Conflict(TODAY, "notes", "n", f"7110 {spelled}", MORNING.at),),
    )
    output = desk.written(form, journal, "--names", way)
    shown = read(form, output)
    check_is_gone(name, shown)
    check_is_gone(other, shown)
    serials = [str(number) for number in range(7101, 7111)]
    assert {serial: shown.count(serial) for serial in serials} == dict.fromkeys(serials, 1)


PLAIN = st.lists(
    st.sampled_from(
        [
            "tea",
            "&",
            "<b>",
            "I'd",
            "it's",
            "café",
            "茶",
            "42%",
            "a/b",
            "*x*",
            "_y_",
            "[z](u)",
            "the",
            "THE",
            "\\",
            "“so”",
        ]
    ),
    max_size=8,
).map(" ".join)


@given(PLAIN, st.sampled_from(FORMS), st.sampled_from(WAYS))
def test_texts_without_a_name_are_the_same(desk: Desk, text: str, form: str, way: str) -> None:
    people = tuple(
        given_act("x", name, uid=f"a{number}") for number, name in enumerate(("Noor", "李明", "(Sam)"))
    )
    desk.put(journal_with(Day(EARLIER, acts=people), Day(TODAY, received=(words(f"711 {text} 712"),))))
    assert f"711 {text} 712".replace("  ", " ") in read(form, desk.written(form, None, "--names", way))


@pytest.mark.parametrize("form", FORMS)
def test_a_name_is_replaced_as_a_whole_word(form: str, desk: Desk) -> None:
    desk.put(
        journal_with(
            Day(EARLIER, who=answer("Ann")), Day(TODAY, received=(words("Ann's annual plan, Annam"),))
        )
    )
    assert "Someone's annual plan, Annam" in read(form, desk.written(form, None, "--names", "none"))
    assert "A.'s annual plan, Annam" in read(form, desk.written(form, None, "--names", "initials"))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "name", ["May", "November", "Sunday", "Note", "Received", "Kind", "Energy", "Kindness"]
)
def test_words_of_the_page_stay_where_somebody_has_such_a_name(name: str, form: str, desk: Desk) -> None:
    plain = read(form, desk.written(form, world_of("Noor"), "--names", "none"))
    assert read(form, desk.written(form, world_of(name), "--names", "none")) == plain


def world_of(name: str) -> Journal:
    return journal_with(
        Day(date(2026, 5, 17), who=answer(name), energy=answer(3), received=(words(f"{name} came"),)),
        Day(date(2026, 11, 8), notes=(words("tea", "n"),)),
    )


TEXT = "7201 Noor 7202"
SHOWN = Day(TODAY, received=(words(TEXT),))


def entry(kind: CustomEntryKind, text: str, script: str = "", *, archived: bool = False) -> Journal:
    own = CustomEntry("u", text, MORNING.at, script, archived=archived)
    return journal_with(SHOWN, custom_entries={(kind, "u"): own})


# Where the journal knows somebody from, other than from the days that are shown.
KNOWN_FROM = {
    "a day before the range": journal_with(SHOWN, Day(EARLIER, who=answer("Noor"))),
    "an act before the range": journal_with(SHOWN, Day(EARLIER, acts=(given_act("x", "Noor"),))),
    "an old name": entry("name_aliases", "Noor", "Bea"),
    "a new name": entry("name_aliases", "Bea", "Noor"),
    "an old name put away": entry("name_aliases", "Noor", "Bea", archived=True),
    "people to talk to": entry("own_people", "Noor", "by phone"),
    "people put away": entry("own_people", "Noor", "by phone", archived=True),
    "a name left out": entry("left_out_names", "Noor"),
    "a name that lost in a merge": journal_with(
        SHOWN, conflicts=(Conflict(TODAY, "who", "", "Noor", MORNING.at),)
    ),
    "two people": journal_with(SHOWN, Day(EARLIER, who=answer("Lin and Noor"))),
    "two people, with a comma": journal_with(SHOWN, Day(EARLIER, who=answer("Lin, Noor"))),
    "a full name": journal_with(SHOWN, Day(EARLIER, who=answer("Noor van der Berg"))),
    "a doubt": journal_with(SHOWN, Day(EARLIER, who=answer("maybe Noor"))),
    "a title": journal_with(SHOWN, Day(EARLIER, who=answer("Mrs. Noor"))),
    "a place": journal_with(SHOWN, Day(EARLIER, who=answer("Noor from work"))),
    "somebody of theirs": journal_with(SHOWN, Day(EARLIER, who=answer("Noor's mum"))),
    "somebody of mine": journal_with(SHOWN, Day(EARLIER, who=answer("my friend Noor"))),
}


@pytest.mark.parametrize("arguments", [["--last", "7"], ["--last", "7", "--only", "received"]], ids=len)
@pytest.mark.parametrize("source", KNOWN_FROM)
def test_whoever_the_journal_knows_is_not_named(source: str, arguments: list[str], desk: Desk) -> None:
    for form in FORMS:
        for way in WAYS:
            shown = read(form, desk.written(form, KNOWN_FROM[source], "--names", way, *arguments))
            check_is_gone("Noor", shown)
            assert "7201" in shown
            assert "7202" in shown


@pytest.mark.parametrize(
    ("who", "text"), [("my mum", "Mum called"), ("my Grandma", "Grandma's soup"), ("🦊", "🦊 came by")]
)
def test_what_somebody_is_called_is_not_left_in_the_texts(who: str, text: str, desk: Desk) -> None:
    desk.put(journal_with(Day(EARLIER, who=answer(who)), Day(TODAY, received=(words(text),))))
    name = who.removeprefix("my ").capitalize()
    assert name not in desk.written("html", None, "--names", "none")


@pytest.mark.parametrize(
    ("who", "text", "shown"),
    [
        ("the neighbours", "The neighbours' cat", "Someone's cat"),
        ("Jonas", "Jonas' tea", "Someone's tea"),
        ("J.R.", "J.R. came by", "Someone came by"),
        ("Dr. Ode", "Dr. Ode listened", "Someone listened"),
        ("Noor", "I met Noor.", "I met someone."),
        ("Noor", "“Noor said hello.”", "“Someone said hello.”"),
    ],
)
def test_what_is_left_reads_as_a_sentence(who: str, text: str, shown: str, desk: Desk) -> None:
    desk.put(journal_with(Day(EARLIER, who=answer(who)), Day(TODAY, received=(words(text),))))
    assert desk.page(None, "--names", "none", "--last", "7").lines[-1] == shown


def test_a_page_says_that_people_have_other_names_on_it(desk: Desk) -> None:
    desk.put(KNOWN_FROM["a day before the range"])
    assert "Names this diary knows are shown as initials." in desk.page(None, "--names", "initials").lines
    assert "Names this diary knows are replaced by “someone”." in desk.page(None, "--names", "none").lines
    assert not any("initials" in line for line in desk.page().lines)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("way", WAYS)
def test_nobody_of_the_made_up_year_is_named(form: str, way: str, desk: Desk) -> None:
    from kindtui import content
    from kindtui.demo import demo_journal
    from kindtui.domain.ritual.names import names

    people = names(demo_journal(content.catalog(), content.demo_texts(), TODAY))
    assert len(people) > 3
    shown = read(form, desk.written(form, None, "--demo", "--names", way))
    for name in people:
        assert f" {letters(name)} " not in f" {letters(shown)} ", name


def test_the_journal_itself_keeps_its_names(desk: Desk) -> None:
    desk.put(KNOWN_FROM["a day before the range"])
    before = desk.path.read_bytes()
    desk.page(None, "--names", "none")
    assert desk.path.read_bytes() == before
    assert "Noor" in desk.page().text

"""Our CSV, opened in Excel or LibreOffice and saved again, comes back; no date is guessed."""

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import event, given, settings

from kindtui.domain.journal.journal import Journal
from tests.cli.in_process import InProcess
from tests.cli.spreadsheet_imports import (
    assert_ambiguous,
    assert_nothing_new,
    entries,
    import_bytes,
    import_rows,
)
from tests.exchange import libreoffice
from tests.exchange.random_spreadsheets import DIALECTS, WRITTEN_JOURNALS, is_settled
from tests.exchange.spreadsheet_journals import (
    AUTUMN,
    AWAY,
    CHANGED_TEXTS,
    EARLY,
    LATE,
    PLAIN,
    RICH,
    SUMMER,
    TRUTH_TEXTS,
    encodable,
    journal_with,
    of_changed_texts,
)
from tests.exchange.spreadsheets import (
    ISO,
    TRUTH_WORDS,
    DateForm,
    Dialect,
    changed,
    read,
    written_by_hand,
)

DMY, MDY = DateForm("dd/mm/yyyy"), DateForm("m/d/yyyy")
GERMAN_DATES = DateForm("dd.mm.yyyy")
GERMAN = Dialect(";", "utf-8-sig", "\r\n", GERMAN_DATES, "de")
BRITISH = Dialect(",", "utf-8-sig", "\r\n", DMY)
AMERICAN = Dialect(",", "utf-8-sig", "\r\n", MDY)

# As Excel saves in these countries, and as people and programs write what it opens.
EXCEL = {
    "en-US CSV UTF-8": AMERICAN,
    "en-US CSV": Dialect(",", "cp1252", "\r\n", MDY),
    "en-US Unicode text": Dialect("\t", "utf-16", "\r\n", MDY, quoting="with commas"),
    "en-US text": Dialect("\t", "cp1252", "\r\n", MDY, quoting="with commas"),
    "en-US, short years": Dialect(",", "utf-8-sig", "\r\n", DateForm("m/d/yy")),
    "en-GB CSV": Dialect(",", "cp1252", "\r\n", DMY),
    "en-GB, short years": Dialect(",", "utf-8-sig", "\r\n", DateForm("dd/mm/yy")),
    "de-DE CSV": Dialect(";", "cp1252", "\r\n", GERMAN_DATES, "de"),
    "de-DE CSV UTF-8": GERMAN,
    "de-DE Unicode text": Dialect("\t", "utf-16", "\r\n", GERMAN_DATES, "de", "with commas"),
    "fr-FR CSV": Dialect(";", "cp1252", "\r\n", DMY, "fr"),
    "es-ES CSV UTF-8": Dialect(";", "utf-8-sig", "\r\n", DateForm("d/m/yyyy"), "es"),
    "it-IT CSV": Dialect(";", "cp1252", "\r\n", DMY, "it"),
    "nl-NL CSV UTF-8": Dialect(";", "utf-8-sig", "\r\n", DateForm("d-m-yyyy"), "nl"),
    "pt-BR CSV": Dialect(";", "cp1252", "\r\n", DMY, "pt"),
    "sv-SE CSV": Dialect(";", "cp1252", "\r\n", ISO, "sv"),
    "ja-JP CSV UTF-8": Dialect(",", "utf-8-sig", "\r\n", DateForm("yyyy/mm/dd"), "ja"),
    "Macintosh": Dialect(",", "ascii", "\r", MDY),
    "Macintosh, all breaks": Dialect(";", "utf-8", "\r", GERMAN_DATES, "de", is_inner_newline_kept=False),
    "CRLF, all breaks": Dialect(",", "utf-8", "\r\n", is_inner_newline_kept=False),
    "sep=;": Dialect(";", "utf-8-sig", "\r\n", GERMAN_DATES, "de", is_sep_first=True),
    "sep=,": Dialect(",", "cp1252", "\r\n", MDY, is_sep_first=True),
    "sep=tab": Dialect("\t", "utf-16", "\r\n", DMY, "fr", is_sep_first=True),
    "sep=; without a mark": Dialect(";", "utf-8", "\n", DMY, is_sep_first=True),
    "big-endian": Dialect(";", "utf-16-be", "\n", GERMAN_DATES, "de"),
    "all quoted": Dialect(",", "utf-8", "\n", DateForm("yyyy/mm/dd"), quoting="all"),
}  # fmt: skip
EARLIER = libreoffice.FOLDER / "kindtui-0.1.0.csv"


@pytest.fixture
def kindtui(tmp_path: Path) -> InProcess:
    return InProcess(tmp_path / "kindtui")


def encoding_of(dialect: Dialect) -> str:
    return dialect.encoding if dialect.encoding in ("ascii", "cp1252") else "utf-8"


# What a spreadsheet saved again


@pytest.mark.parametrize("dialect", EXCEL.values(), ids=EXCEL)
def test_an_export_that_excel_saved_again_is_the_same(
    dialect: Dialect, kindtui: InProcess, tmp_path: Path
) -> None:
    kindtui.put(encodable(RICH, encoding_of(dialect)))
    export = kindtui.export()
    saved = dialect.saved_again(export)
    assert_nothing_new(kindtui, saved)
    other = InProcess(tmp_path / "other")
    outcome = import_bytes(other, saved)
    assert outcome.status == 0, outcome.err
    assert bool(outcome.err) == (dialect.encoding == "cp1252")  # that one is a guess, and said to be one
    assert other.export() == export


@pytest.mark.parametrize("name", libreoffice.FORMS)
def test_an_export_that_libreoffice_saved_again_is_the_same(
    name: str, kindtui: InProcess, tmp_path: Path
) -> None:
    saved = (libreoffice.FOLDER / f"{name}.csv").read_bytes()
    kindtui.put(libreoffice.journal_for(libreoffice.FORMS[name], PLAIN))
    assert_nothing_new(kindtui, saved)
    other = InProcess(tmp_path / "other")
    assert import_bytes(other, saved).status == 0
    assert other.export() == kindtui.export()


@pytest.mark.parametrize("language", TRUTH_WORDS)
def test_truth_in_the_languages_of_spreadsheets(language: str, kindtui: InProcess) -> None:
    kindtui.put(PLAIN)
    assert_nothing_new(kindtui, Dialect(";", language=language).saved_again(kindtui.export()))


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it", "nl", "pt"])
def test_a_text_that_is_only_such_a_word_stays_a_text(language: str, kindtui: InProcess) -> None:
    kindtui.put(journal_with(*of_changed_texts(TRUTH_TEXTS)))
    assert_nothing_new(kindtui, Dialect(";", language=language).saved_again(kindtui.export()))


@pytest.mark.parametrize("dialect", [AMERICAN, GERMAN, BRITISH], ids=["en-US", "de-DE", "en-GB"])
def test_no_text_is_a_number_a_date_or_a_truth_value_to_a_spreadsheet(
    dialect: Dialect, kindtui: InProcess
) -> None:
    kindtui.put(journal_with(*of_changed_texts()))
    header, *rows = read(kindtui.export())
    for row in rows:
        cells = dict(zip(header, row, strict=True))
        for name in (
            "who",
            "when",
            "source",
            "uid",
            *(["text"] if cells["part"] in ("acts", "received") else []),
        ):
            assert dialect.shown(cells[name]) == cells[name]


def test_sorted_emptied_and_new_columns_change_nothing(kindtui: InProcess) -> None:
    kindtui.put(PLAIN)
    header, *rows = read(kindtui.export())
    rows.sort(key=lambda row: row[2])
    table = [
        [*row, "", note] for row, note in zip([header, *rows], ["", *"abc", *[""] * len(rows)], strict=False)
    ]
    table.insert(4, [""] * len(table[0]))
    assert_nothing_new(kindtui, GERMAN.write([[GERMAN.shown(cell) for cell in row] for row in table]))


# What was changed in the spreadsheet


@pytest.mark.parametrize(
    "dialect", [GERMAN, AMERICAN, EXCEL["en-US Unicode text"]], ids=["de", "en", "utf-16"]
)
def test_an_edit_in_the_spreadsheet_comes_back_as_the_edit(dialect: Dialect, kindtui: InProcess) -> None:
    kindtui.put(PLAIN)
    rows = dialect.opened(dialect.saved_again(kindtui.export()))
    rows = changed(rows, "Tea", "Green tea; “hot”, 5 €\nand cake")
    rows = changed(rows, "planned", "let_go")
    rows = changed(rows, "9", "4")
    yes, no = TRUTH_WORDS[dialect.language]
    rows = [[yes if cell == no and row[1] == "rest" else cell for cell in row] for row in rows]
    saved = dialect.write(rows)
    outcome = import_bytes(kindtui, saved)
    assert outcome.status == 0, outcome.err
    after = kindtui.journal()
    assert [line.text for line in after.day(LATE).received] == ["Green tea; “hot”, 5 €\nand cake"]
    assert [act.state for act in after.day(AUTUMN).acts] == ["done", "done", "let_go", "let_go"]
    assert after.day(AUTUMN).rating("mood_evening") == 4
    assert after.day(EARLY).is_rest_day
    assert set(after.days) == set(PLAIN.days)
    assert after.away == {away.uid: away for away in AWAY}
    assert_nothing_new(kindtui, saved)


def test_the_end_of_days_away_is_changed_in_the_spreadsheet(kindtui: InProcess) -> None:
    kindtui.put(PLAIN)
    saved = BRITISH.saved_again(kindtui.export()).replace(b"06/12/2026", b"08/12/2026")
    assert import_bytes(kindtui, saved).status == 0
    assert kindtui.journal().away["0f1"].last == date(2026, 12, 8)
    assert_nothing_new(kindtui, saved)


@pytest.mark.parametrize(
    ("dialect", "days"),
    [
        (GERMAN, ("24.11.2026", "6.11.2026", "3.2.26")),
        (BRITISH, ("24/11/2026", "6/11/2026", "03/02/26")),
        (AMERICAN, ("11/24/2026", "11/06/2026", "2/3/26")),
        (Dialect(";"), ("24.11.2026", "6.11.2026", "03.02.26")),  # as LibreOffice leaves the others alone
    ],
    ids=["de", "en-GB", "en-US", "de in LibreOffice"],
)
def test_rows_that_were_added_by_hand_are_on_their_days(
    dialect: Dialect, days: tuple[str, ...], kindtui: InProcess
) -> None:
    kindtui.put(PLAIN)
    rows = read(kindtui.export())
    rows = [[dialect.shown(cell) for cell in row] for row in rows]
    blanks = [""] * (len(rows[0]) - 3)
    rows[3:3] = [
        [day, "received", text, *blanks] for day, text in zip(days, ("one", "two", "three"), strict=True)
    ]
    saved = dialect.write(rows)
    outcome = import_bytes(kindtui, saved)
    assert (outcome.status, outcome.err) == (0, "")
    new = set(entries(kindtui.journal())) - set(entries(PLAIN))
    assert new == {
        (date(2026, 11, 24), "received", "one"),
        (date(2026, 11, 6), "received", "two"),
        (date(2026, 2, 3), "received", "three"),
    }
    assert_nothing_new(kindtui, saved)


def test_rows_by_hand_are_the_same_rows_after_a_spreadsheet_saved_them(kindtui: InProcess) -> None:
    rows = written_by_hand(
        [("2026-11-25", "received", "tea"), ("2026-03-04", "kept", "no"), ("2026-03-04", "rest", "true")]
    )
    assert import_bytes(kindtui, Dialect().write(rows)).status == 0
    assert_nothing_new(kindtui, GERMAN.saved_again(Dialect().write(rows)))
    assert_nothing_new(kindtui, AMERICAN.saved_again(Dialect().write(rows)))


# What earlier versions wrote


def test_what_an_earlier_version_wrote_is_read_back_exactly(kindtui: InProcess, tmp_path: Path) -> None:
    """Also its cells with an apostrophe in front of what is no formula, which it did not put there."""
    from_json = InProcess(tmp_path / "json")
    assert from_json.run("import", EARLIER.with_suffix(".json")).status == 0
    assert import_bytes(kindtui, EARLIER.read_bytes()).status == 0
    assert kindtui.journal().days == from_json.journal().days
    assert kindtui.journal().away == from_json.journal().away
    assert {note.text for note in kindtui.journal().day(SUMMER).notes} >= {*CHANGED_TEXTS, "'90s music"}
    assert kindtui.export("json") == from_json.export("json")
    assert_nothing_new(from_json, EARLIER.read_bytes())


def test_rows_by_hand_are_named_for_their_content_as_in_earlier_versions(kindtui: InProcess) -> None:
    rows = [
        ("2026-11-05", "received", "tea"), ("2026-11-05", "received", "tea"),
        ("2026-11-05", "acts", "'=1 and more"), ("2026-11-06", "notes", "'tis late"),
    ]  # fmt: skip
    assert import_rows(kindtui, rows).status == 0
    journal = kindtui.journal()
    uids = {
        field: [one.uid[14:] for one in getattr(journal.day(on), field)]
        for on, field in [(AUTUMN, "received"), (AUTUMN, "acts"), (date(2026, 11, 6), "notes")]
    }
    names = {
        "received": ["7723d78d3ae071343f76d4af", "6191270e30c48376623a3892"],
        "acts": ["28b073ef6559d1f1a9543072"],
        "notes": ["3f691d8763352bd4b60250ee"],
    }
    assert uids == {field: [name[:12] for name in named] for field, named in names.items()}


# Any journal, any spreadsheet


@settings(max_examples=settings().max_examples // 2)
@given(WRITTEN_JOURNALS, DIALECTS)
def test_any_journal_comes_back_from_any_spreadsheet(journal: Journal, dialect: Dialect) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ours, other = InProcess(Path(folder) / "ours"), InProcess(Path(folder) / "other")
        ours.put(journal)
        export = ours.export()
        options: tuple[str, ...] = ()
        saved = dialect.saved_again(export)
        outcome = import_bytes(other, saved)
        if outcome.status == 3 and not is_settled(journal, dialect.dates):
            event("two readings")
            assert_ambiguous(other, outcome)
            options = ("--date-order", dialect.dates.order)
            outcome = import_bytes(other, saved, *options)
        assert outcome.status == 0, outcome.err
        assert other.export() == export
        assert_nothing_new(ours, saved, *options)

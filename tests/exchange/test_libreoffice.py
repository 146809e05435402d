"""What a real LibreOffice makes of our CSV comes back, whatever texts there are."""

from pathlib import Path

import pytest

from tests.cli.in_process import InProcess
from tests.exchange import libreoffice
from tests.exchange.spreadsheet_journals import (
    AWAY,
    CHANGED_TEXTS,
    PLAIN,
    TRUTH_TEXTS,
    journal_with,
    of_changed_names,
    of_changed_texts,
)

pytestmark = [
    pytest.mark.sweep,
    pytest.mark.skipif(not libreoffice.PROGRAM, reason="needs soffice, of the package libreoffice-calc"),
]
JOURNAL = journal_with(
    *PLAIN.days.values(),
    *of_changed_texts((*CHANGED_TEXTS, *TRUTH_TEXTS)),
    away=(*AWAY, *of_changed_names()),
)


@pytest.fixture(scope="module")
def profiles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which LibreOffice keeps its settings from one test to the next."""
    return tmp_path_factory.mktemp("libreoffice")


def test_each_form_has_a_fixture() -> None:
    names = {file.stem for file in libreoffice.FOLDER.glob("*.csv")}
    assert names == {*libreoffice.FORMS, "kindtui-0.1.0"}


@pytest.mark.parametrize("form", libreoffice.FORMS.values(), ids=libreoffice.FORMS)
def test_what_libreoffice_saves_now_comes_back(
    form: libreoffice.Form, profiles: Path, tmp_path: Path
) -> None:
    ours, other = InProcess(tmp_path / "ours"), InProcess(tmp_path / "other")
    ours.put(libreoffice.journal_for(form, JOURNAL))
    export, saved = ours.export(), tmp_path / "saved.csv"
    saved.write_bytes(libreoffice.saved_again(export, form, profiles))
    before = ours.files()
    outcome = ours.run("import", saved)
    assert (outcome.status, ours.files()) == (0, before), outcome.err
    assert other.run("import", saved).status == 0
    assert other.export() == export

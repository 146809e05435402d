"""Settings that are provided from outside: what is in effect, and what the journal holds."""

import json
from pathlib import Path

from kindtui.domain.journal.merge import merge
from kindtui.domain.provided_settings import NOTHING_PROVIDED, ProvidedSettings, with_choices
from kindtui.domain.requests import SettingsChanged
from kindtui.domain.settings import Settings
from kindtui.session import Session
from kindtui.storage.file_store import FileStore
from tests.support import CATALOG, MORNING, FakeClock

LIGHT_AT_NIGHT = ProvidedSettings({"theme": "light", "day_start": 6})


def session_at(path: Path, provided: ProvidedSettings = LIGHT_AT_NIGHT) -> Session:
    clock = FakeClock(MORNING)
    session = Session(FileStore(path, clock), clock, CATALOG, provided)
    session.open()
    return session


def stored_settings(path: Path) -> dict[str, object]:
    document: dict[str, object] = json.loads(path.read_bytes())["settings"]["1"]
    document.pop("updated_at", None)
    return document


def test_a_setting_that_nobody_touched_follows_what_is_provided_and_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "journal.json"
    state = session_at(path).submit(SettingsChanged({"grace": 1})).state
    settings = state.journal.settings
    assert (settings.theme, settings.day_start, settings.grace) == ("light", 6, 1)
    assert state.setting_sources == {"theme": "defaults", "day_start": "defaults"}
    assert stored_settings(path) == {"grace": 1}
    assert session_at(path, NOTHING_PROVIDED).state.journal.settings.theme == "dark"


def test_a_choice_of_kindtuis_own_default_stays_whatever_is_provided(tmp_path: Path) -> None:
    path = tmp_path / "journal.json"
    session_at(path).submit(SettingsChanged({"theme": "dark"}))
    assert stored_settings(path) == {"chosen": ["theme"]}
    for theme in ("light", "dusk"):
        state = session_at(path, ProvidedSettings({"theme": theme})).state
        assert state.journal.settings.theme == "dark"
        assert state.setting_sources == {}


def test_undo_gives_the_setting_back_to_what_is_provided(tmp_path: Path) -> None:
    session = session_at(tmp_path / "journal.json")
    session.submit(SettingsChanged({"theme": "dark"}))
    session.submit(SettingsChanged({"theme": "dusk"}))
    assert session.undo().state.journal.settings.theme == "dark"
    assert session.undo().state.journal.settings.theme == "light"
    assert session.redo().state.journal.settings.theme == "dark"


def test_the_theme_of_the_environment_wins_and_changes_nothing_that_is_stored(tmp_path: Path) -> None:
    path = tmp_path / "journal.json"
    session = session_at(path, ProvidedSettings({}, "high_contrast"))
    state = session.submit(SettingsChanged({"theme": "dusk"})).state
    assert state.journal.settings.theme == "high_contrast"
    assert state.setting_sources == {"theme": "environment"}
    assert stored_settings(path) == {"theme": "dusk"}


def test_a_choice_made_on_another_machine_comes_with_the_merge(tmp_path: Path) -> None:
    session = session_at(tmp_path / "theirs.json", NOTHING_PROVIDED)
    session.submit(SettingsChanged({"theme": "dusk"}))
    theirs = session.submit(SettingsChanged({"theme": "dark"})).state.journal
    ours = session_at(tmp_path / "ours.json").stored_journal
    merged = merge(ours, theirs, ours)
    assert LIGHT_AT_NIGHT.applied_to(merged.settings).theme == "dark"
    assert LIGHT_AT_NIGHT.applied_to(merged.settings).day_start == 6


def test_a_choice_that_a_newer_version_wrote_down_is_kept() -> None:
    before = Settings(chosen=("colours", "theme"))
    after = with_choices(before, before, Settings(grace=1, theme="dusk"))
    assert after.chosen == ("colours",)

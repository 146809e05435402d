"""What a file beside the journal is to it, decided by its whole name."""

import re
from pathlib import Path

import pytest

from kindtui.storage.names import Kind, files_beside, kind_of, kind_of_backup

JOURNAL = Path("/data/journal.json")
SYNCTHING = "journal.sync-conflict-20261122-080000-ABCDEFG.json"
CLIENT_NAMES = [
    SYNCTHING,
    "journal.sync-conflict-20150102-150405.json",
    "journal (Noor's conflicted copy 2026-11-22).json",
    "journal (Noor's conflicted copy 2026-11-22 (1)).json",
    "journal (conflicted copy 2026-11-22 080000).json",
    "journal (conflicted copy noor 2026-11-22 080000).json",
    "journal (Conflicted Copy).json",
    "journal (In Konflikt stehende Kopie von Noor 2026-11-22).json",
    "journal (Copie en conflit de PORTABLE (bureau) 2026-11-22).json",
    "journal (Copia en conflicto de Noor 2026-11-22).json",
    "journal (Cópia em conflito de Noor 2026-11-22).json",
    "journal (Co\u0301pia em conflito de Noor 2026-11-22).json",
    "journal (Noors konfliktkopia 2026-11-22).json",
    "journal (Конфликтующая копия с Noor 2026-11-22).json",
    "journal (Noor の競合コピー 2026-11-22).json",
    "journal (Noor 的冲突副本 2026-11-22).json",
    "journal_conflict-20261122-080000.json",
    "journal (SFConflict noor@example.org 2026-11-22-08-00-00).json",
    "journal.Conflict.json",
    "journal.json.conflict1",
    "journal (conflict with Noor on 2026-11-22).json",
    "journal_laptop_Nov-22-080000-2026_Conflict.json",
    "journal [conflicted].json",
    "journal.sync-conflict-20261122-080000-ABCDEFG (conflicted copy 2026-11-23 090000).json",
]  # fmt: skip
CHOSEN_NAMES = [
    "journal-LAPTOP.json", "journal (1).json", "journal(1).json", "journal 2.json", "journal - Copy.json",
    "journal copy.json", "journal copy 3.json", "journal-conflict.json",
]  # fmt: skip
HEX = "0123456789abcdef"
OTHER_NAMES = [
    "journal-work (Noor's conflicted copy 2026-11-22).json.merged",
    "journal (work) (Noor's conflicted copy 2026-11-22).json",
    "journal 2 (conflicted copy 2026-11-22 080000).json",
    "journals.json", "journal.txt", "my journal.json", "journal.jsonl", "journal.json.bak", "journal",
    "journal-work.json.prev", "journal-work.json.drafts", f".journal-work.json.{HEX}.tmp",
    "journal-work.json.damaged-0123456789ab", f".journal.json.old.{HEX}.tmp", ".journal.json.mine.tmp",
    f".journal.json.{HEX}.tmp.old", "journal.json.damaged-",
    "Journal.sync-conflict-20261122-080000-ABCDEFG.json",
]  # fmt: skip


@pytest.mark.parametrize("name", CLIENT_NAMES)
def test_a_copy_has_the_mark_of_a_sync_client(name: str) -> None:
    assert kind_of(JOURNAL, name) is Kind.CONFLICT
    assert kind_of(JOURNAL, f"{name}.merged") is Kind.MERGED
    assert kind_of(Path("/data/journal-work.json"), name) is None


@pytest.mark.parametrize("name", CHOSEN_NAMES)
def test_a_name_that_a_person_may_have_chosen_is_only_similar(name: str) -> None:
    assert kind_of(JOURNAL, name) is Kind.SIMILAR


@pytest.mark.parametrize("name", OTHER_NAMES)
def test_a_file_with_another_stem_does_not_belong_to_the_journal(name: str) -> None:
    assert kind_of(JOURNAL, name) is None


def test_the_conflict_of_a_journal_with_a_longer_name_is_only_similar() -> None:
    assert kind_of(JOURNAL, "journal-work.sync-conflict-20261122-080000-ABCDEFG.json") is Kind.SIMILAR


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("journal.json", Kind.JOURNAL),
        ("journal.json.prev", Kind.COMPANION),
        ("journal.json.drafts", Kind.COMPANION),
        ("journal.json.lock", Kind.COMPANION),
        ("journal.json.damaged-0123456789ab", Kind.DAMAGED),
        (f".journal.json.{HEX}.tmp", Kind.TEMPORARY),
        (f".journal.json.drafts.{HEX}.tmp", Kind.TEMPORARY),
        (f".journal.json.prev.{HEX}.tmp", Kind.TEMPORARY),
        (f".journal.json.damaged-0123456789ab.{HEX}.tmp", Kind.TEMPORARY),
        ("journal.json.sync-conflict-20261122-080000-ABCDEFG.prev", Kind.CLIENT_COPY),
        ("journal.json (Noor's conflicted copy 2026-11-22).drafts", Kind.CLIENT_COPY),
        ("journal.json.sync-conflict-20261122-080000-ABCDEFG.damaged-0123456789ab", Kind.CLIENT_COPY),
        (f"{SYNCTHING}.sync-conflict-20261123-080000-ABCDEFG.merged", Kind.CLIENT_COPY),
        (f".journal.json.{HEX}.sync-conflict-20261122-080000-ABCDEFG.tmp", Kind.CLIENT_COPY),
        (".syncthing.journal.json.tmp", Kind.CLIENT_COPY),
    ],
)
def test_the_files_of_a_journal(name: str, kind: Kind) -> None:
    assert kind_of(JOURNAL, name) is kind


def test_a_journal_without_an_ending() -> None:
    diary = Path("/data/diary")
    assert kind_of(diary, "diary.sync-conflict-20261122-080000-ABCDEFG") is Kind.CONFLICT
    assert kind_of(diary, f".diary.json.{HEX}.tmp") is None
    assert kind_of(diary, "diary.json.prev") is None


def test_the_files_in_the_folder_of_backups() -> None:
    name = "20261122T080000123456Z-daily-0123456789ab"
    assert kind_of_backup(f"{name}.json") is Kind.BACKUP
    assert kind_of_backup(f".{name}.json.{HEX}.tmp") is Kind.TEMPORARY
    assert kind_of_backup(f"{name}.sync-conflict-20261122-080000-ABCDEFG.json") is Kind.CLIENT_COPY
    assert kind_of_backup("notes.json") is None


def test_a_long_name_made_to_be_slow_is_decided_at_once() -> None:
    for part in ("_a-1", " (conflicted copy (", ".conflict", " [conflict]", "_conflict-1"):
        assert kind_of(JOURNAL, f"journal{part * (200 // len(part))}!") is None


def test_the_usual_files_are_known_without_patterns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Compiling them takes 10 ms, which every start and every first save would pay."""
    path = tmp_path / "usual.json"  # no other test compiles patterns for this name
    for name in ("usual.json", "usual.json.prev", "usual.json.drafts", "usual.json.lock", "other.json"):
        (tmp_path / name).touch()
    (tmp_path / "usual.json.backups").mkdir()
    compiled: list[object] = []
    with monkeypatch.context() as patch:
        patch.setattr(re, "compile", compiled.append)
        companions = files_beside(path, Kind.COMPANION)
        others = files_beside(path, Kind.CONFLICT, Kind.TEMPORARY)
    assert [file.name for file in companions] == ["usual.json.drafts", "usual.json.lock", "usual.json.prev"]
    assert (others, compiled) == ([], [])

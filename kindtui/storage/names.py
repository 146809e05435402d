"""What the name of a file beside the journal says that it is. Every search for such files asks here.

A folder may hold several journals, also with a common beginning (`journal.json`, `journal-work.json`), so a
file belongs to a journal only if its whole name says so.
"""

import os
import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from pathlib import Path
from unicodedata import normalize

from kindtui.storage.files import BACKUPS_SUFFIX, COMPANION_SUFFIXES, LOCK_SUFFIX

MERGED_SUFFIX = ".merged"
VERSIONS_FOLDER = ".stversions"  # where Syncthing keeps what it replaced

_VERSION_MARK = re.compile(r"~[0-9]{8}-[0-9]{6}(?=\.|$)")

_TEMPORARY = r"\.[0-9a-f]{16}\.tmp"
_DAMAGED = r"\.damaged-[0-9a-f]{12}"
_BACKUP = r"[0-9]{8}T[0-9]{12}Z-[a-z]+-[0-9a-f]{12}"

# What sync clients add to the name of a copy they set aside.
_COPY_WORDS = (
    "conflicted copy", "case conflict", "in konflikt stehende kopie", "konfliktkopie", "copie en conflit",
    "copia en conflicto", "copia conflictiva", "copia in conflitto", "cópia em conflito", "cópia conflitante",
    "conflicterende kopie", "kopia powodująca konflikt", "konfliktkopi", "конфликтующая копия",
    "конфліктна копія", "salinan konflik", "salinan bercanggah", "競合コピー", "問題のあるコピー", "冲突副本",
    "衝突複本", "충돌하는 복사본",
)  # fmt: skip
_WORDS = r"(?:[^()]|\([^()]*\))*"  # inside of brackets
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_ANY_COPY_WORDS = "|".join(
    f"{word}|{normalize('NFD', word)}" for word in _COPY_WORDS
)  # macOS decomposes names
_CLIENT_MARKS = (
    r"\.sync-conflict-[0-9]{8}-[0-9]{6}(?:-[a-z0-9]{7})?",  # Syncthing
    rf" \({_WORDS}(?:{_ANY_COPY_WORDS}){_WORDS}\)",  # Dropbox, Nextcloud, ownCloud
    r"_conflict-(?:[^/]+-)?[0-9]{8}-[0-9]{6}",  # older ownCloud and Nextcloud
    rf" \(sfconflict {_WORDS}\)(?:-[0-9]+)?",  # Seafile
    r"\.conflict\.?[0-9]*",  # Resilio, rclone
    rf" \(conflict with {_WORDS} on {_DATE}{_WORDS}\)",  # Tresorit
    r"_[^/]+_[a-z]{3}-[0-9]{2}-[0-9]{6}-[0-9]{4}_conflict",  # Synology
    r" \[conflict(?:ed)?\]",  # Google Drive, pCloud
)
_MARKS = rf"(?i:{'|'.join(_CLIENT_MARKS)})+"
# What OneDrive, iCloud and file managers add to the name of a copy, and what a person may choose as well.
_AMBIGUOUS_MARK = r"-.+| [0-9]+| ?\([0-9]+\)| - .+|(?i: copy)(?: [0-9]+)?"


class Kind(StrEnum):
    """What a file is to a journal.

    Attributes:
        COMPANION: The save before the last, the drafts, or a lock.
        DAMAGED: A copy of a damaged file, put aside by kindtui.
        CONFLICT: A copy of the journal that a sync client set aside.
        MERGED: Such a copy after it was merged.
        EDITED: A text that is or was open in the user's own editor, or what was put beside it.
        CLIENT_COPY: What a sync client made of any other file, or has not finished.
        SIMILAR: A copy of the journal, or a journal of its own: only a person can tell.
        STRAY: A temporary file of something else that kindtui wrote, such as an export.
    """

    JOURNAL = "journal"
    COMPANION = "companion"
    DAMAGED = "damaged"
    TEMPORARY = "temporary"
    BACKUP = "backup"
    CONFLICT = "conflict"
    MERGED = "merged"
    EDITED = "edited"
    CLIENT_COPY = "client copy"
    SIMILAR = "similar"
    STRAY = "stray"


def kind_of(path: Path, name: str) -> Kind | None:
    """Return what a file of that name, in the folder of the journal at `path`, is to it; None if nothing."""
    if name == path.name:
        return Kind.JOURNAL
    # Compiling the patterns takes as long as a tenth of the start, so usual names need none.
    if path.stem not in name or name == path.name + BACKUPS_SUFFIX:
        return None
    if name.startswith(path.name) and name.removeprefix(path.name) in COMPANION_SUFFIXES:
        return Kind.COMPANION
    return _kind_by_patterns(_patterns(path.name), name)


def is_named_after(path: Path, name: str) -> bool:
    """Return whether an editor, a person or some other program named a file after the journal."""
    original = name.lstrip(".#~").removeprefix("Copy of ")
    return original.startswith(path.name) and not original.removeprefix(path.name)[:1].isalnum()


def kind_of_old_version(path: Path, name: str) -> Kind | None:
    """Return `CLIENT_COPY` if a file of that name among old versions is one of the journal's files."""
    kind = kind_of(path, _VERSION_MARK.sub("", name))
    return kind if kind in (None, Kind.SIMILAR) else Kind.CLIENT_COPY


def kind_of_old_backup(name: str) -> Kind | None:
    """Return `CLIENT_COPY` if a file of that name among old versions is one of the folder of backups."""
    return Kind.CLIENT_COPY if kind_of_backup(_VERSION_MARK.sub("", name)) else None


def kind_of_backup(name: str) -> Kind | None:
    """Return what a file of that name in the folder of backups is; None if it is none of kindtui's."""
    return _kind_by_patterns(_backup_patterns(), name)


def kind_of_stray(path: Path, name: str, names: Iterable[str]) -> Kind | None:
    """Return `STRAY` if a file of that name is a temporary one and is not that of a journal among `names`."""
    written = re.fullmatch(rf"\.(.+){_TEMPORARY}", name)
    if not written:
        return None
    journals = {each.removesuffix(LOCK_SUFFIX) for each in names if each.endswith(LOCK_SUFFIX)} - {path.name}
    is_owned = any(f"{written[1]}.".startswith(f"{journal}.") for journal in journals)
    return None if is_owned else Kind.STRAY


def files_beside(path: Path, *kinds: Kind) -> list[Path]:
    """Return the files of these kinds beside the journal at the real path `path`, in order of name.

    Raises:
        OSError: The folder cannot be listed.
    """
    with os.scandir(path.parent) as entries:
        names = sorted(entry.name for entry in entries)
    return [path.with_name(name) for name in names if kind_of(path, name) in kinds]


def _kind_by_patterns(patterns: dict[Kind, re.Pattern[str]], name: str) -> Kind | None:
    return next((kind for kind, pattern in patterns.items() if pattern.fullmatch(name)), None)


@cache
def _patterns(journal: str) -> dict[Kind, re.Pattern[str]]:
    """Return the patterns of the names that belong to that journal; the first that fits counts."""
    stem, suffix = re.escape(Path(journal).stem), re.escape(Path(journal).suffix)
    name = re.escape(journal)
    companion = "|".join(map(re.escape, COMPANION_SUFFIXES))
    own = rf"{name}(?:{companion}|{_DAMAGED})?"
    conflict = rf"(?:{stem}{_MARKS}{suffix}|{name}{_MARKS})"
    client_copies = (
        rf"{name}{_MARKS}(?:{companion}|{_DAMAGED})",
        rf"{conflict}{_MARKS}{re.escape(MERGED_SUFFIX)}",
        rf"\.{own}\.[0-9a-f]{{16}}{_MARKS}\.tmp",
        rf"(?:\.syncthing\.|~syncthing~){own}\.tmp",
    )
    sources = {
        Kind.DAMAGED: rf"{name}{_DAMAGED}",
        Kind.TEMPORARY: rf"\.{own}{_TEMPORARY}",
        Kind.CONFLICT: conflict,
        Kind.MERGED: rf"{conflict}{re.escape(MERGED_SUFFIX)}",
        Kind.CLIENT_COPY: "|".join(client_copies),
        Kind.EDITED: rf"[.#~]*{name}\.[0-9a-f]{{16}}\.txt.*",
        Kind.SIMILAR: rf"{stem}(?:{_AMBIGUOUS_MARK}){suffix}",
    }
    return {kind: re.compile(source) for kind, source in sources.items()}


@cache
def _backup_patterns() -> dict[Kind, re.Pattern[str]]:
    client_copies = (
        rf"{_BACKUP}{_MARKS}\.json",
        rf"\.{_BACKUP}\.json\.[0-9a-f]{{16}}{_MARKS}\.tmp",
        rf"(?:\.syncthing\.|~syncthing~){_BACKUP}\.json\.tmp",
    )
    sources = {
        Kind.BACKUP: rf"{_BACKUP}\.json",
        Kind.TEMPORARY: rf"\.{_BACKUP}\.json{_TEMPORARY}",
        Kind.CLIENT_COPY: "|".join(client_copies),
    }
    return {kind: re.compile(source) for kind, source in sources.items()}

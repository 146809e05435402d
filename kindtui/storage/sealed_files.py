"""Which of the files beside a journal are sealed, as far as can be told without the key."""

from contextlib import suppress
from pathlib import Path

from kindtui.domain.journal.keyring import Keyring
from kindtui.domain.sealed_text import is_sealed
from kindtui.storage import codec, drafts, files, find
from kindtui.storage.names import Kind

# What a lock seals. The texts that are open in an editor are not, nor what may be no file of the journal.
SEALED_KINDS = (
    Kind.COMPANION, Kind.DAMAGED, Kind.BACKUP, Kind.CONFLICT, Kind.MERGED, Kind.CLIENT_COPY,
)  # fmt: skip


def plain_files(survey: find.Survey) -> list[Path]:
    """Return the files that a lock would have sealed and that have plain words, in order of name."""
    return [file for file in survey.of(*SEALED_KINDS) if _is_sealed(file) is False]


def sealed_files(survey: find.Survey) -> list[Path]:
    """Return the files that have sealed words, in order of name."""
    return [file for file in survey.of(*SEALED_KINDS) if _is_sealed(file)]


def first_keyring(survey: find.Survey) -> Keyring | None:
    """Return the keyring of the journal, if that is locked, or else that of the first locked copy, if any."""
    journal_first = sorted(survey.kinds, key=lambda file: survey.kinds[file] is not Kind.JOURNAL)
    for file in journal_first:
        with suppress(OSError, ValueError):
            tables = codec.parse(files.read(file)[0])
            if codec.decode_meta(tables).schema == codec.LOCKED_SCHEMA:
                return codec.decode(tables)[0].keyring
    return None


def _is_sealed(file: Path) -> bool | None:
    """Return whether the words of a file are sealed; None if it has none, or cannot be read."""
    try:
        data, _ = files.read(file)
    except OSError:
        return None
    with suppress(ValueError):
        return codec.decode_meta(codec.parse(data)).schema >= codec.LOCKED_SCHEMA
    with suppress(ValueError):
        kept = [
            text for fields in drafts.decode(data).values() for texts in fields.values() for text in texts
        ]
        return all(map(is_sealed, kept)) if kept else None
    return find.is_sealed_file(data)

"""Remove what was purged from every file beside the journal, and find what still holds it."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from kindtui.domain.dates import Clock
from kindtui.domain.journal.custom_entry import UNDATED
from kindtui.domain.journal.day import Day
from kindtui.domain.journal.journal import Journal
from kindtui.domain.journal.parts import parts_of
from kindtui.domain.journal.purge import (
    Traces,
    has_entries,
    has_traces_of,
    purge,
    purge_everything,
    traces_of,
    uids_on,
    without_entries,
)
from kindtui.storage import codec, copies, drafts, edited_texts, files, find, sync_copies
from kindtui.storage.errors import NotSavedError
from kindtui.storage.file_store import FileStore
from kindtui.storage.names import Kind
from kindtui.storage.rewriting import replace_content, sync_folders
from kindtui.texts import get_counted_text

_UNTOUCHED = (Kind.JOURNAL, Kind.SIMILAR)  # the journal is saved by its store


class PurgeScope(Struct, frozen=True):
    """What is purged.

    Attributes:
        days: The days; None for everything.
        at: The time of the purge (UTC).
        traces: The texts and uids on those days, as far as any file tells them.
        uids: The entries on those days now, some of which may have been moved there.
        edited: The files of texts for a field of those days that were open in an editor.
    """

    days: frozenset[date] | None
    at: datetime
    traces: Traces = Traces()
    uids: frozenset[str] = frozenset()
    edited: frozenset[Path] = frozenset()


class PurgeResult(Struct, frozen=True):
    """Where something that was purged still is, or may be.

    Attributes:
        files: Those that hold it, or cannot be read or changed.
        similar: Those that hold it and may be copies of the journal, or journals of their own.
        linked: Those that had a second name, by a link, that still holds it.
        unlisted: The folders that cannot be listed.
        is_durable: Whether the disk confirmed what was deleted.
    """

    files: tuple[Path, ...]
    similar: tuple[Path, ...]
    linked: tuple[Path, ...]
    unlisted: tuple[Path, ...]
    is_durable: bool

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left, as far as can be known."""
        return not (self.files or self.similar or self.linked or self.unlisted)


def purge_for_good(store: FileStore, path: Path, days: frozenset[date] | None, clock: Clock) -> PurgeResult:
    """Delete some days, or everything, from the journal, named `path`, and from every file beside it.

    The journal comes last: should this be stopped, a second run still knows what to look for. As saving it
    makes a `.prev` of what it was, the files beside it are gone through again.

    Raises:
        ReadOnlyError: The journal may only be read.
        NotSavedError: A file that only its texts tell could not be removed, and the journal holds the days
            still; or the journal could not be saved.
        UnreadableError: Another program changed the journal, and it cannot be read any more.
    """
    now = clock.now().at
    draft_days = set(drafts.load(store.path)) - {
        UNDATED
    }  # an open window has to know that these are purged as well
    with _locked(store.path, clock):
        traces, uids = _recorded_traces(path, days), _uids_on(path, days)
        scope = PurgeScope(days, now, traces, uids, _edited_on(path, days or ()))
        linked = tuple(_linked_files(path, scope))  # before a save or a merge cuts a link
    sync_copies.merge_sync_conflicts(store)  # a copy with the day would be merged later
    with _locked(store.path, clock):
        _erase(path, scope)
        left = [file for file in _left(path, scope) if not _is_copy(file)]
    if left:
        names = ", ".join(map(str, left))
        raise NotSavedError(get_counted_text("errors.not_saved.not_deleted", len(left), files=names))

    def change(journal: Journal) -> Journal:
        at = journal.next_timestamp(now)
        erased, on = (journal, days) if days is not None else (purge_everything(journal, at), draft_days)
        return purge(erased, on, at)

    saved = store.transact(change, discard_unknown=days is None)
    with _locked(store.path, clock):
        is_durable = _erase(path, scope)
        return PurgeResult(
            tuple(_left(path, scope)),
            tuple(_similar_files(path, scope)),
            linked,
            find.survey(path).unlisted,
            saved.durable and is_durable,
        )


@contextmanager
def _locked(path: Path, clock: Clock) -> Iterator[None]:
    """Hold the lock of the journal.

    Raises:
        NotSavedError: Another process holds it, or it cannot be opened.
    """
    from kindtui.storage.lock import locked

    try:
        files.make_folder(path.parent)
        with locked(path, clock):
            yield
    except OSError as error:
        raise NotSavedError.from_os(path, error) from None


def _recorded_traces(path: Path, days: frozenset[date] | None) -> Traces:
    """Return the traces of these days in every file of the journal that can be read, drafts included."""
    traces = Traces()
    for _, kind, data in _contents(path):
        if kind is not Kind.SIMILAR:
            with suppress(ValueError):
                traces |= traces_of(copies.decode(data).journal, days)
            traces |= Traces(frozenset(_draft_texts(data, days)))
    return traces


def _uids_on(path: Path, days: frozenset[date] | None) -> frozenset[str]:
    """Return the uids of the entries on these days in the journal itself."""
    for _, kind, data in _contents(path):
        if kind is Kind.JOURNAL:
            with suppress(ValueError):
                return uids_on(copies.decode(data).journal, days or ())
    return frozenset()


def _edited_on(path: Path, days: Collection[date]) -> frozenset[Path]:
    """Return the files of texts that were open in an editor for a field of these days."""
    edited = find.survey(path).of(Kind.EDITED)
    records = {file.name: edited_texts.read_record(file) for file in edited}
    names = [name for name, record in records.items() if record and record.on in days]
    return frozenset(file for file in edited if any(name in file.name for name in names))


def _erase(path: Path, scope: PurgeScope) -> bool:
    """Remove what is purged from every file beside the journal at `path`, as far as possible.

    Copies of the journal and drafts are rewritten without it. A file that is neither is removed if it has a
    trace of it. Temporary files are removed. What could not be done, `_left` tells. The caller holds the
    lock.

    Returns:
        Whether the disk confirmed it.
    """
    journal_names = files.names_of(path)
    folders = {file.parent for file in find.survey(path).kinds}
    for file, kind, data in _contents(path):
        if kind not in _UNTOUCHED:
            with suppress(OSError):
                _erase_from(journal_names, file, kind, data, scope)
    with suppress(OSError):
        if scope.days is None:
            files.backups_folder(journal_names[-1]).rmdir()
    return sync_folders(folders)


def _left(path: Path, scope: PurgeScope) -> Iterator[Path]:
    """Yield the files beside the journal that still hold what was purged, or cannot be read."""
    for file, kind in find.survey(path).kinds.items():
        if kind not in _UNTOUCHED:
            with suppress(OSError):
                data = files.read(file)[0]
                if _content_after(file, kind, data, scope) == data:
                    continue
            yield file


def _linked_files(path: Path, scope: PurgeScope) -> Iterator[Path]:
    """Yield the files that hold what is purged and have a second name elsewhere, by a link."""
    linked = find.linked_files(path)
    for file, kind, data in _contents(path):
        if file in linked and kind is not Kind.SIMILAR and _content_after(file, kind, data, scope) != data:
            yield file


def _similar_files(path: Path, scope: PurgeScope) -> Iterator[Path]:
    """Yield the files that may be copies of the journal and have an entry that was purged, or its text."""
    for file in find.survey(path).of(Kind.SIMILAR):
        with suppress(OSError):
            if _holds_trace(files.read(file)[0], scope.traces):
                yield file


def _holds_trace(data: bytes, traces: Traces) -> bool:
    with suppress(ValueError):
        journal = copies.decode(data).journal
        return any(uid and uid in traces.uids for on in journal.days for _, uid in parts_of(journal.day(on)))
    return find.contains_any(traces.texts, data)


def _contents(path: Path) -> Iterator[tuple[Path, Kind, bytes]]:
    """Yield the files of the journal that can be read, the others first that only a trace tells.

    Where they are to be removed, the copies that can be decoded still tell the traces if this is stopped.
    """
    kinds = find.survey(path).kinds
    decodable = {file for file in kinds if _is_copy(file)}  # one at a time: together they may be large
    for file in sorted(kinds, key=decodable.__contains__):
        with suppress(OSError):
            yield file, kinds[file], files.read(file)[0]


def _is_copy(file: Path) -> bool:
    """Return whether a file is a copy of a journal, or cannot be read; its days can be told later as well."""
    try:
        copies.decode(files.read(file)[0])
    except ValueError:
        return False
    except OSError:
        return True
    return True


def _erase_from(journal_names: list[Path], file: Path, kind: Kind, data: bytes, scope: PurgeScope) -> None:
    """Rewrite or remove one file of the journal, whose links and real path are `journal_names`.

    Raises:
        OSError: It cannot be written or removed.
    """
    after = _content_after(file, kind, data, scope)
    if after == data:
        return
    is_placed = kind is Kind.BACKUP or any(name.parent == file.parent for name in journal_names)
    if after is not None and is_placed:
        replace_content(journal_names, file, data, after)
    else:
        file.unlink(missing_ok=True)


def _content_after(file: Path, kind: Kind, data: bytes, scope: PurgeScope) -> bytes | None:
    """Return what a file should contain after the purge; None if it should be removed."""
    if kind is Kind.STRAY:
        return None if find.contains_any(scope.traces.texts, data) else data
    if scope.days is None or kind is Kind.TEMPORARY or file in scope.edited:
        return None
    with suppress(ValueError):
        return _copy_without(copies.decode(data), data, scope.days, scope)
    with suppress(ValueError):
        return _drafts_without(data, scope.days)
    if find.is_sealed_file(data):  # nobody can tell without the key
        return None
    names = [name for on in scope.days for name in (str(on), _doc_id(on))]
    return None if find.contains_any([*names, *scope.traces.texts], data) else data


def _copy_without(copy: copies.Copy, data: bytes, days: frozenset[date], scope: PurgeScope) -> bytes:
    held = {on for on in days if _holds_day(copy, on)}
    if not held and not has_entries(copy.journal, scope.uids):
        return data
    at = copy.journal.next_timestamp(scope.at)
    after = without_entries(purge(copy.journal, held, at), scope.uids, at)
    return codec.encode_updated(copy.tables, copy.journal, after, copy.meta)


def _doc_id(on: date) -> str:
    return str(on).replace("-", "").lstrip("0")


def _holds_day(copy: copies.Copy, on: date) -> bool:
    """Return whether a copy has more of a day than its tombstone, unknown keys included."""
    raw = copy.tables.get(codec.DAYS, {}).get(_doc_id(on))
    tombstone = msgspec.json.encode(Day(on, purged=copy.journal.day(on).purged))
    return has_traces_of(copy.journal, on) or (raw is not None and bytes(raw) != tombstone)


def _drafts_without(data: bytes, days: frozenset[date]) -> bytes | None:
    """Return the content of a file of drafts without some days; None if none is left.

    Raises:
        ValueError: It is no file of drafts.
    """
    before = _decode_drafts(data)
    kept = {on: fields for on, fields in before.items() if on not in days}
    if kept == before:
        return data
    return msgspec.json.encode(kept) if kept else None


def _draft_texts(data: bytes, days: frozenset[date] | None) -> Iterator[str]:
    with suppress(ValueError):
        for on, fields in _decode_drafts(data).items():
            if days is None or on in days:
                yield from find.strings(msgspec.json.decode(msgspec.json.encode(list(fields.values()))))


def _decode_drafts(data: bytes) -> dict[date, dict[str, msgspec.Raw]]:
    try:
        return msgspec.json.decode(data, type=dict[date, dict[str, msgspec.Raw]])
    except RecursionError as error:
        raise ValueError(str(error)) from None

"""The rows of a table that have no uid: which of them are about entries that a journal has already."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import structs

from kindtui.domain.journal.away import Away
from kindtui.domain.journal.day import Act, Day, Line
from kindtui.domain.journal.journal import ONE_DAY, Journal
from kindtui.domain.journal.parts import LIST_FIELDS, day_from_parts, parts_of, uids_of
from kindtui.domain.text import clean_lines
from kindtui.exchange.cell_escapes import is_changeable, unescaped
from kindtui.exchange.made_uids import digest_of, placed_after

Entry = Act | Line
UidsByText = dict[str, list[str]]  # the next of a text is the last in its list


def with_our_uids(theirs: Journal, generated: Journal, ours: Journal) -> tuple[Journal, Journal]:
    """Return a table and its generated part as far as it is new to our journal, or came from it.

    A row that was imported before has the uid that it got then. A row with the text of another entry of its
    day and part is that entry, and left out; two rows are two entries. The rest are in the order of the rows.

    Args:
        theirs: The content of the table.
        generated: The part of it whose uids were generated.
        ours: Our journal.
    """
    days, generated_days = dict(theirs.days), dict[date, Day]()
    for on, day in generated.days.items():
        made = parts_of(day).keys()
        identified = {key: part for key, part in parts_of(days.pop(on)).items() if key not in made}
        known = {digest_of(uid): uid for side in (-ONE_DAY, ONE_DAY) for uid in uids_of(ours.day(on + side))}
        known |= {digest_of(uid): uid for uid in uids_of(ours.day(on))}
        rows = {
            (field, row.uid): row
            for field in LIST_FIELDS
            for row in _new_rows(
                getattr(day, field),
                known,
                [one for one in getattr(ours.day(on), field) if (field, one.uid) not in identified],
            )
        }
        if rows:
            generated_days[on] = day_from_parts(on, rows)
        if rows or identified:
            days[on] = day_from_parts(on, {**identified, **rows}, theirs.days[on])
    spans = {(one.first, one.last) for one in ours.away.values() if not one.removed}
    ours_again = {
        uid for uid, one in generated.away.items() if uid not in ours.away and (one.first, one.last) in spans
    }
    return (
        structs.replace(theirs, days=days, away=_without(theirs.away, ours_again)),
        structs.replace(generated, days=generated_days, away=_without(generated.away, ours_again)),
    )


def _new_rows(rows: Sequence[Entry], known: Mapping[str, str], ours: Sequence[Entry]) -> Iterator[Entry]:
    """Yield the rows of a field of a day that are new or were imported before, in their order.

    Args:
        rows: The rows.
        known: The uids of entries that we have or had, by digest.
        ours: Our entries of that field and day to which no row refers by its uid.
    """
    uids = [known.get(digest_of(row.uid), "") for row in rows]
    unmatched: UidsByText = {}
    imported = set(uids)
    for entry in reversed(ours):
        if entry.uid not in imported:
            unmatched.setdefault(clean_lines(entry.text), []).append(entry.uid)
    row_uids = [uid or _matching_uid(row.text, unmatched) for row, uid in zip(rows, uids, strict=True)]
    following, previous = _following(row_uids), ""
    for row, uid, row_uid, (next_uid, count) in zip(rows, uids, row_uids, following, strict=True):
        if uid:
            yield structs.replace(row, uid=uid)
        elif not row_uid:
            row_uid = placed_after(row.uid, previous, next_uid, count)
            yield structs.replace(row, uid=row_uid)
        previous = row_uid


def _matching_uid(text: str, unmatched: UidsByText) -> str:
    """Return the uid of our next entry with this text, which then is matched; empty if there is none.

    The text may have an escape, as in an export whose column `escaped` was deleted.
    """
    plain = unescaped(text)
    for candidate in (clean_lines(plain), text) if is_changeable(plain) else (text,):
        if uids := unmatched.get(candidate):
            return uids.pop()
    return ""


def _following(row_uids: Sequence[str]) -> list[tuple[str, int]]:
    """Return for each row the next uid that is not empty, or an empty string, and how far away that is.

    The distance is the number of rows before it, from this one on; it is 0 for a row that has a uid.
    """
    following, next_uid, count = list[tuple[str, int]](), "", 0
    for row_uid in reversed(row_uids):
        count = 0 if row_uid else count + 1
        following.append((next_uid, count))
        next_uid = row_uid or next_uid
    return following[::-1]


def _without(away: Mapping[str, Away], uids: set[str]) -> dict[str, Away]:
    return {uid: one for uid, one in away.items() if uid not in uids}

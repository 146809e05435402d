"""What somebody who may write to the folder, but has no key, did to the lock when it was attacked."""

import json
import os
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import structs

from kindtui.domain.drafts import DraftChange
from kindtui.domain.journal.day import Act, Day
from kindtui.domain.sealed_text import SealedText
from kindtui.storage import edited_texts, files, find
from kindtui.storage.sealing import sodium
from kindtui.storage.sealing.sodium import from_base64, to_base64
from tests.storage.sealing.lock_helpers import (
    keyring_in,
    lines_in,
    lock,
    opened,
    received,
    tables_in,
    tokens_in,
    unlock_for_good,
    without_key,
    words_in,
    write_lines,
    write_tables,
)
from tests.support import MORNING, TODAY

GUESSES = ("teapot", "cakestand", "a long walk", "nothing")


def box(path: Path, place: tuple[str, str, str], token: SealedText, words: list[Any]) -> str:
    """Make a box with the id and the time of a token, as anybody can who has the file."""
    content = msgspec.json.encode([[*place, token.at, token.id], words])
    payload = sodium.put_in_box(content, from_base64(keyring_in(path).public_key))
    return str(SealedText("b", token.id, token.at, to_base64(payload)))


@pytest.mark.parametrize("where", ["undo", "received"])
def test_no_guess_in_a_box_becomes_the_string_that_was_there(where: str, path: Path) -> None:
    write_lines(path, "teapot")
    lock(path)
    tables = tables_in(path)
    [line] = lines_in(tables)
    token = SealedText.parse(line["text"])
    assert token
    day, place = str(TODAY), (str(TODAY), "received", line["uid"])
    guesses = [{**line, "text": box(path, place, token, [guess])} for guess in GUESSES]
    if where == "undo":
        tables["undo"] = {
            str(n): {"at": f"2026-11-22T06:00:0{n}Z", "before": [{"day": day, "received": [guess]}]}
            for n, guess in enumerate(guesses, start=1)
        }
    else:
        others = [
            {**line, "uid": f"x{n}", "text": box(path, (day, "received", f"x{n}"), token, [guess])}
            for n, guess in enumerate(GUESSES)
        ]
        tables["days"]["20261122"]["received"] += others
    write_tables(path, tables)
    store = opened(path)
    store.transact(received("more", "a9"))
    after = tables_in(path)
    strings = [string for string in tokens_in(after) if string == line["text"]]
    assert strings == [line["text"]], "it stands in its own place alone, whatever was guessed"
    assert (
        len({len(string.split(".")[-1]) for string in tokens_in(after["undo"] if where == "undo" else [])})
        < 3
    )


def test_an_open_window_stays_locked_when_the_file_is_one_that_another_key_unlocked(path: Path) -> None:
    write_lines(path, "teapot")
    lock(path)
    foreign = path.with_name("foreign.json")
    write_lines(foreign, "somebody else")
    lock(foreign, "their passphrase")
    unlock_for_good(foreign, "their passphrase")
    store = opened(path)
    path.write_bytes(foreign.read_bytes())
    store.keep_drafts([DraftChange(TODAY, "note", "", "halfathought")])
    store.transact(received("secretly", "a9"))
    assert not find.contains_any(["teapot", "secretly"], path.read_bytes())
    assert not find.contains_any(["halfathought"], files.drafts_path(path).read_bytes())
    assert words_in(path) >= {"teapot", "secretly"}


def test_an_open_window_stays_locked_when_a_plain_journal_is_put_in_its_place(path: Path) -> None:
    write_lines(path, "teapot")
    plain = path.read_bytes()
    lock(path)
    store = opened(path)
    path.write_bytes(plain)
    store.load()
    store.keep_drafts([DraftChange(TODAY, "note", "", "halfathought")])
    store.transact(received("secretly", "a9"))
    assert not find.contains_any(["teapot", "secretly"], path.read_bytes())
    assert not find.contains_any(["halfathought"], files.drafts_path(path).read_bytes())


@pytest.mark.parametrize("has_key", [True, False])
def test_words_beside_words_that_do_not_open_are_sealed(has_key: bool, path: Path) -> None:
    act = Act("a", "bring soup", "planned", MORNING, MORNING.at)
    write_lines(path, "teapot").transact(lambda journal: journal.with_day(Day(TODAY, acts=(act,))))
    lock(path)
    tables = tables_in(path)
    entry = tables["days"]["20261122"]["acts"][0]
    entry["text"] = entry["text"][:-4] + "AAAA"
    write_tables(path, tables)
    store = opened(path) if has_key else without_key(path)
    store.load()

    def planned(journal: Any) -> Any:
        day = journal.day(TODAY)
        [broken] = day.acts
        return journal.with_day(
            structs.replace(day, acts=(structs.replace(broken, who="Perpetua", when="after noon"),))
        )

    store.transact(planned)
    assert not find.contains_any(["Perpetua", "after noon"], path.read_bytes())
    [shown] = opened(path).load().day(TODAY).acts
    assert (shown.who, shown.when) == ("Perpetua", "after noon")


def test_a_line_that_looks_sealed_does_not_lock_what_was_unlocked_for_good(path: Path) -> None:
    write_lines(path, "teapot")
    lock(path)
    unlock_for_good(path)
    store = without_key(path)
    store.transact(received("sealed.s.AAAAAAAAAAAAAAAAAAAAAA..AAAA", "a9"))
    again = without_key(path)
    again.transact(received("cakestand", "b1"))
    assert not again.is_locked
    assert find.contains_any(["cakestand"], path.read_bytes())


@pytest.mark.parametrize("kind", ["deep", "pipe"])
def test_a_record_of_an_edited_text_that_is_none_is_left_alone(kind: str, path: Path) -> None:
    write_lines(path, "teapot")
    text = path.with_name(f".{path.name}.0123456789abcdef.txt")
    text.write_text("half a thought")
    record = edited_texts.record_path(text)
    if kind == "pipe":
        os.mkfifo(record)
    else:
        record.write_bytes(b'{"x":' + b"[" * 200_000 + b"]" * 200_000 + b"}")
    store = without_key(path)
    store.recover_edited_texts()
    assert str(text) in store.left_text
    assert text.read_text() == "half a thought"


def test_a_locked_journal_without_its_keyring_is_refused_and_stays(path: Path) -> None:
    write_lines(path, "teapot")
    lock(path)
    tables = tables_in(path)
    del tables["keyring"]
    tables["_meta"]["1"]["schema"] = 1
    write_tables(path, tables)
    before = json.loads(path.read_bytes())
    with pytest.raises(Exception, match="sealed"):
        without_key(path)
    assert json.loads(path.read_bytes()) == before

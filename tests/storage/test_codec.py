"""A journal becomes a file and comes back as it was."""

import codecs
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindtui.domain.journal.journal import Journal
from kindtui.domain.settings import Settings
from kindtui.storage import codec, strict_json
from tests.storage.store_helpers import journal_bytes
from tests.storage.strategies import JOURNALS
from tests.support import TODAY, journal_of, kind_day


def read(data: bytes) -> Journal:
    return codec.decode(codec.parse(data))[0]


@given(JOURNALS)
def test_a_journal_comes_back_as_it_was(journal: Journal) -> None:
    assert read(journal_bytes(journal)) == journal


@given(JOURNALS, st.sampled_from([None, 0, 4]), st.booleans())
def test_any_layout_of_the_same_json_is_read(journal: Journal, indent: int | None, ascii_only: bool) -> None:
    other = json.dumps(json.loads(journal_bytes(journal)), indent=indent, ensure_ascii=ascii_only)
    assert read(other.encode()) == journal


@given(JOURNALS)
def test_the_file_is_strict_json_in_utf8(journal: Journal) -> None:
    json.loads(journal_bytes(journal).decode("utf-8"), parse_constant=pytest.fail)


@given(JOURNALS)
def test_a_letter_may_lie_across_two_pieces(journal: Journal) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(strict_json, "UTF8_CHUNK_BYTES", 3)
        assert read(journal_bytes(journal)) == journal


def test_a_byte_order_mark_is_tolerated() -> None:
    journal = journal_of([kind_day(TODAY)])
    assert read(codecs.BOM_UTF8 + journal_bytes(journal)) == journal


def test_a_day_is_filed_under_its_date() -> None:
    tables = json.loads(journal_bytes(journal_of([kind_day(TODAY)])))
    assert list(tables["days"]) == ["20261122"]
    assert tables["_meta"] == {"1": {"schema": 1, "generation": 1, "updated_at": None}}


def test_only_what_changed_is_written() -> None:
    before = journal_of([kind_day(TODAY)])
    tables = codec.parse(journal_bytes(before))
    meta = codec.Meta(codec.SCHEMA, 2)
    assert codec.changed_documents(tables, before, before, meta)["days"] == []
    after = Journal(before.days, Settings(grace=1))
    assert codec.changed_documents(tables, before, after, meta)["settings"] == [(1, {"grace": 1})]

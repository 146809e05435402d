"""Names become initials, or "someone", wherever and however they are written."""

import pytest

from kindtui.domain.journal.day import Answer, Day
from kindtui.domain.ritual.hidden_names import NameHider, NameStyle, initials
from tests.support import MORNING, TODAY, journal_of


def hider(name: str, style: NameStyle = "initials") -> NameHider:
    return NameHider(journal_of([Day(TODAY, who=Answer(name, MORNING.at))]), style)


@pytest.mark.parametrize(
    ("name", "text", "hidden"),
    [
        ("Sam Kerr", "Sam Kerr's cake, SAM  KERR and sam-kerr.", "S. K.'s cake, S. K. and S. K."),
        ("Sam Kerr", "Sam rang; Samantha and sam did not", "S. rang; Samantha and sam did not"),
        ("Zoë", "ZOE and Zoe\u0308's", "Z. and Z.'s"),
        ("山田太郎", "山田 太郎と山田さん", "山.と山.さん"),
        ("Anna, ben and Carl", "Ben and carl", "B. and C."),
        ("our Lily", "our lily, and Lily", "our L., and L."),
        ("nobody", "nobody came", "nobody came"),
    ],
)
def test_a_name_in_a_text(name: str, text: str, hidden: str) -> None:
    assert hider(name).hide_in_text(text) == hidden


def test_someone_begins_a_sentence_with_a_capital() -> None:
    assert hider("Sam", "none").hide_in_text("Sam rang.\nI like Sam.") == "Someone rang.\nI like someone."


def test_an_answer_to_who() -> None:
    assert hider("Sam").hide_in_name("me and Noor Ali") == "me and N. A."
    assert hider("Sam").hide_in_name("everyone") == "everyone"
    assert initials("林") == ""  # its initial is the whole name

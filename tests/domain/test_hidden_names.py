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


@pytest.mark.parametrize(
    ("name", "text", "hidden"),
    [
        (
            "Will",
            "I will go. I WILL go. Will came, with Will's dog",
            "I will go. I WILL go. W. came, with W.'s dog",
        ),
        ("will", "I will go with Will", "I will go with W."),
        ("It was Noor", "It rained. Noor came", "It rained. N. came"),
        ("Anna", "Annas Haus, annas, Annabel, Anna2", "A. Haus, A., Annabel, A.2"),
        ("Иван", "Ивану, с Иваном, ивана", "И., с И., И."),
        ("Надя", "Надо к Наде и Надей", "Надо к Н. и Н."),
        ("Mary Jane", "#MaryJane and maryjanes", "#M. J. and M. J."),
        ("Thu", "Thus Thu came, thus", "T. T. came, thus"),
        ("Al So", "also Al So", "also A. S."),
        ("Dr. Ann Lee", "Dr. Lee and Dr. Ann Lee; Dr. Wu", "Dr. L. and Dr. A. L.; Dr. Wu"),
        ("my mum", "Mum called, my mum, and your mum", "M. called, my M., and your mum"),
        ("some friends", "Friends are good", "Friends are good"),
        ("Noor's mum", "Noor came with Noor's mum", "N. came with N. M."),
        ("J.R.", "J.R. came. I met J.R. He left", "J. came. I met J. He left"),
        ("Jonas", "Jonas' tea; 'for Jonas' he said", "J.'s tea; 'for J.' he said"),
    ],
)
def test_the_forms_of_a_name_and_the_words_that_are_none(name: str, text: str, hidden: str) -> None:
    assert hider(name).hide_in_text(text) == hidden


@pytest.mark.parametrize(
    ("name", "text", "hidden"),
    [
        ("Dr. Ann Lee", "I saw Dr. Lee. Dr Ann called", "I saw someone. Someone called"),
        ("Иван Петров", "Я дал Ивану Петрову", "Я дал someone"),
        ("🦊", "🦊 and a fox", "Someone and a fox"),
    ],
)
def test_somebody_is_someone_once(name: str, text: str, hidden: str) -> None:
    assert hider(name, "none").hide_in_text(text) == hidden


def test_someone_begins_a_sentence_with_a_capital() -> None:
    assert hider("Sam", "none").hide_in_text("Sam rang.\nI like Sam.") == "Someone rang.\nI like someone."


def test_an_answer_to_who() -> None:
    assert hider("Sam").hide_in_name("me and Noor Ali") == "me and N. A."
    assert hider("Sam").hide_in_name("everyone") == "everyone"
    assert initials("林") == ""  # its initial is the whole name

"""Booleans and whole numbers as spreadsheets write them in the language of their user."""

import re

from kindtui.domain.text import casefolded

# In the languages of LibreOffice and Excel, as "TRUE" and "FALSE" of a cell.
_TRUE_WORDS = """
true, wahr, vrai, verdadero, vero, verdadeiro, waar, sand, sann, sant, tosi, rétt, prawda, pravda,
igaz, adevărat, вярно, točno, тачно, tacno, точно, σωστό, αληθησ, αληθήσ, doğru, истина, істина,
сапраўдна, tõene, patiess, teisingai, fíor, egiazkoa, egia, veritat, cert, gwir, wouer, wier, صح,
درست, सही, সত্য, ஸரி, నిజము, จริง, đúng, benar, 真, 참, үнэн, ақиқат, haqiqiy, düz, ჭეშმარიტი,
ճշմարիտ, vera, verai, prawje, veru, braero
"""
_FALSE_WORDS = """
false, falsch, faux, falso, onwaar, falsk, usann, falskt, epätosi, rangt, fałsz, nepravda, hamis,
fals, невярно, netočno, нетачно, netacno, неточно, λάθοσ, ψευδησ, ψευδήσ, yanliş, ложь, брехня,
хибність, несапраўдна, väär, aplams, neteisingai, falsa, faltsua, gezurra, net wier, vals, خطأ,
نادرست, गलत, মিথ্যা, தப்ப, అపాదము, เท็จ, sai, salah, 假, 거짓, худал, жалған, soxta, მცდარი, կեղծ,
wopak, falz
"""


def _words(listed: str) -> list[str]:
    return [casefolded(word) for word in " ".join(listed.split()).split(", ")]


BOOLEANS = {**dict.fromkeys(_words(_TRUE_WORDS), "true"), **dict.fromkeys(_words(_FALSE_WORDS), "false")}

_GROUP_SEPARATOR = re.compile(r"(?<=\d)[.,'’\s](?=\d{3}(?!\d))")
_GROUPED = re.compile(r"[-−]?\d{1,3}(?:[.,'’\s]\d{3})+")
_WHOLE_DECIMAL = re.compile(r"([-−]?\d+)[.,]0+")


def plain_boolean(cell: str) -> str:
    """Return `true` or `false` for such a word of any language, and any other cell as it is."""
    return BOOLEANS.get(casefolded(cell.strip()), cell)


def plain_integer(cell: str) -> str:
    """Return a whole number without separators and decimals, as in 3,600 and 3.0; any other cell as it is."""
    number = cell.strip()
    if _GROUPED.fullmatch(number):
        number = _GROUP_SEPARATOR.sub("", number)
    elif found := _WHOLE_DECIMAL.fullmatch(number):
        number = found[1]
    return number.replace("−", "-")

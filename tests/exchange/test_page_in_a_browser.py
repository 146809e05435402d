"""The page and the picture as real programs draw them: nothing is cut off on a phone, at a desk, on paper."""

import shutil
import struct
import subprocess
import zlib
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from kindtui.domain.journal.day import Day
from kindtui.domain.journal.journal import Journal
from tests.exchange.exported import Desk, answer, given_act, journal_with, words
from tests.support import TODAY, kind_day, rest_day

pytestmark = pytest.mark.sweep
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome") or ""
needs_browser = pytest.mark.skipif(not BROWSER, reason="there is no Chromium")
MARGIN = 12  # pixels at the right edge that stay free

WIDE = (
    "x" * 400,
    "https://example.org/" + "a-b/" * 90,
    "مرحبا " * 60,
    "謝謝" * 200,
    "e\u0301" * 300,
    "👩‍👩‍👧" * 60,
    "a\u00a0" * 200,
    "_" * 300,
    "one\ntwo\n\nthree",
    "</style><script>document.body.innerHTML='x'</script>",
)


def hostile() -> Journal:
    """A journal of words that do not break."""
    lines = tuple(words(text, f"r{number}") for number, text in enumerate(WIDE))
    who = "W" * 200
    day = Day(
        TODAY, who=answer(who), energy=answer(3), acts=(given_act("x" * 300, who, "y" * 300),), received=lines
    )
    return journal_with(
        day, rest_day(TODAY - timedelta(1)), *[kind_day(TODAY - timedelta(30 * n)) for n in range(1, 90)]
    )


def browse(*arguments: str, folder: Path) -> None:
    """Run the browser without a window."""
    fixed = (
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        f"--user-data-dir={folder / 'profile'}",
    )
    subprocess.run([BROWSER, *fixed, *arguments], check=True, capture_output=True, timeout=90, cwd=folder)


def pixels(png: bytes) -> list[list[bytes]]:
    """The rows of a picture as a browser writes it: 8 bits a channel, not interlaced."""
    width, height, depth, kind, _, _, interlace = struct.unpack(">IIBBBBB", png[16:29])
    assert (depth, interlace) == (8, 0)
    size = {2: 3, 6: 4}[kind]
    data, place = b"", 8
    while place < len(png):
        (length,) = struct.unpack(">I", png[place : place + 4])
        if png[place + 4 : place + 8] == b"IDAT":
            data += png[place + 8 : place + 8 + length]
        place += 12 + length
    raw, stride = zlib.decompress(data), width * size
    rows: list[list[bytes]] = []
    before = bytearray(stride)
    for number in range(height):
        start = number * (stride + 1)
        before = unfiltered(raw[start], bytearray(raw[start + 1 : start + 1 + stride]), before, size)
        rows.append([bytes(before[place : place + 3]) for place in range(0, stride, size)])
    return rows


def unfiltered(kind: int, row: bytearray, above: bytearray, size: int) -> bytearray:
    """Undo the filter of a row of a PNG file."""
    for place in range(len(row)):
        left = row[place - size] if place >= size else 0
        corner = above[place - size] if place >= size else 0
        up = above[place]
        estimate = left + up - corner
        guess = min((left, up, corner), key=lambda one: abs(estimate - one))
        row[place] = (row[place] + (0, left, up, (left + up) // 2, guess)[kind]) & 255
    return row


@needs_browser
@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("world", ["the demo", "hostile"])
def test_nothing_reaches_over_the_edge(world: str, width: int, desk: Desk, tmp_path: Path) -> None:
    desk.put(hostile())
    page = tmp_path / "page.html"
    demo = ["--demo"] if world == "the demo" else []
    page.write_text(desk.written("html", None, *demo))
    picture = tmp_path / "page.png"
    browse(f"--window-size={width},1600", f"--screenshot={picture}", page.as_uri(), folder=tmp_path)
    rows = pixels(picture.read_bytes())
    if len(rows[0]) != width:
        pytest.skip("this browser has no window as narrow as that")
    ground = rows[0][0]
    assert {pixel for row in rows for pixel in (*row[-MARGIN:], *row[:4])} == {ground}
    assert sum(pixel != ground for row in rows for pixel in row) > 1000, "the page is blank"


@needs_browser
@pytest.mark.parametrize("world", ["the demo", "hostile"])
def test_it_can_be_printed(world: str, desk: Desk, tmp_path: Path) -> None:
    desk.put(hostile())
    page, paper = tmp_path / "page.html", tmp_path / "page.pdf"
    page.write_text(desk.written("html", None, *(["--demo"] if world == "the demo" else [])))
    browse("--no-pdf-header-footer", f"--print-to-pdf={paper}", page.as_uri(), folder=tmp_path)
    assert paper.read_bytes().count(b"/Type /Page\n") > 1


@needs_browser
def test_no_script_runs_and_nothing_is_asked_for(desk: Desk, tmp_path: Path) -> None:
    desk.put(hostile())
    page = tmp_path / "page.html"
    page.write_text(desk.written("html"))
    shown = subprocess.run(
        [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'p'}",
         "--dump-dom", page.as_uri()],
        check=True, capture_output=True, timeout=90,
    ).stdout.decode()  # fmt: skip
    assert "&lt;script&gt;document.body" in shown
    assert "<script" not in shown
    assert "My kindness diary" in shown


@pytest.mark.skipif(not shutil.which("rsvg-convert"), reason="there is no rsvg-convert")
@pytest.mark.parametrize("arguments", ["--demo", "--last 1", "--from 2016-01-01", "--last 30d"])
def test_the_picture_is_drawn(arguments: str, desk: Desk, tmp_path: Path) -> None:
    desk.put(journal_with(*[kind_day(TODAY - timedelta(days)) for days in range(0, 3650, 2)]))
    drawing, picture = tmp_path / "year.svg", tmp_path / "year.png"
    drawing.write_text(desk.written("svg", None, *arguments.split()))
    subprocess.run(["rsvg-convert", "-z", "3", str(drawing), "-o", str(picture)], check=True, timeout=60)
    rows = pixels(picture.read_bytes())
    ground = rows[0][0]
    edges = {*rows[0], *rows[-1], *(pixel for row in rows for pixel in (row[0], row[-1]))}
    assert edges == {ground}
    columns = [number for row in rows for number, pixel in enumerate(row) if pixel != ground]
    lines = [number for number, row in enumerate(rows) if any(pixel != ground for pixel in row)]
    assert columns
    assert max(second - first for first, second in pairwise(lines)) < len(rows) / 4
    assert (min(columns) + max(columns)) / 2 == pytest.approx(len(rows[0]) / 2, rel=0.05), (
        "it hangs in the middle"
    )
    assert (min(lines) + max(lines)) / 2 == pytest.approx(len(rows) / 2, rel=0.05)

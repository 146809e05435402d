"""What may be spent: modules and widgets at the start, bytes, states and derived values a key, writes a save.

Times are measured by `make bench`; here is what can be counted, so that it does not grow unseen.
"""

import gc
import os
import subprocess
import sys
import weakref
from collections import Counter
from collections.abc import AsyncIterator, Callable
from functools import wraps
from pathlib import Path
from typing import Any

import pytest
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget

from kindtui import content, demo, tuning
from kindtui.domain import state as states
from kindtui.domain.journal.journal import Journal
from kindtui.domain.ritual import jar
from kindtui.session import Session
from kindtui.storage.file_store import FileStore
from kindtui.tui.app import KindApp
from kindtui.tui.widgets import bar_chart
from tests.real_terminal import Terminal
from tests.support import ROOT, TODAY, FakeClock, utc_moment
from tests.tui.harness import MORNING, AppHarness

# When the first frame is drawn: modules that are neither kindtui's nor Python's, and widgets on it.
START = {"modules": 215, "widgets": 19}
STATUS = {"modules": 8, "kindtui": 51}  # the same for `status`, and the modules of kindtui
NOT_AT_THE_START = {
    "plotext",
    "tinydb",
    "hashlib",
    "json",
    "secrets",
    "tzlocal",
    "kindtui.tui.screens.journal",
}
NOT_FOR_STATUS = {
    *("textual", "rich", "plotext", "tinydb", "asyncio", "hashlib", "secrets", "argparse", "random"),
    *("signal", "decimal", "typing_extensions", "uuid", "msgspec.inspect"),
    *("kindtui.domain.requests", "kindtui.domain.ritual.suggestions", "kindtui.storage.backups"),
}
# Where: the keys that lead there, the keys that are counted, and the most bytes for one of them.
BYTES = {
    "typing": ([], ["a", "n"], 550),
    "suggestions": (["enter", "5", "down"], ["up", "down"], 600),
    "boundaries, a step": (["f2"], ["down", "up"], 800),
    "boundaries, the first answer": (["f2"], ["space"], 2000),  # from here on the footer holds undo
    "boundaries, an answer": (["f2", "space"], ["space", "space"], 1500),
    "heatmap": (["f3"], ["left", "up", "right"], 4400),
    "range": (["f3"], ["left_square_bracket"], 8000),
    "journal, a step": (["f4"], ["down", "up"], 700),
    "journal, a search": (["f4", "slash"], ["t", "e"], 8500),
    "settings, a step": (["escape", "comma"], ["down", "up"], 1100),
    "palette": (["escape", "colon"], ["e"], 11_000),
    "another screen": (["f2", "f3", "f4", "f1"], ["f2", "f3", "f4", "f1"], 30_000),
}
# What one key may compute anew: states, and walks over all days for their marks or their runs.
DERIVED = {
    "typing": ([], "n", {"states": 0, "marks": 0, "runs": 0}),
    "a step in a list": (["f4"], "down", {"states": 0, "marks": 0, "runs": 0}),
    "a step in the heatmap": (["f3"], "left", {"states": 0, "marks": 0, "runs": 0}),
    "a screen shown again": (["f3", "f1"], "f3", {"states": 0, "marks": 0, "runs": 0}),
    "an answer that is saved": (["f2"], "space", {"states": 1, "marks": 2, "runs": 1}),
}
# What may be done before the first byte that a key changes: looks at all bindings, charts drawn, choices of
# the kindness in the jar, and lines asked for.
BEFORE_THE_FIRST_BYTE = {
    "typing": (["n"], "o", {"bindings": 0, "lines": 8}),
    "typing, a name found": ([], "n", {"bindings": 0, "lines": 8}),
    "typing, the last letter": (["x"], "backspace", {"bindings": 0, "lines": 8}),
    "a step in a list": (["f2"], "down", {"bindings": 0, "lines": 8}),
    "a step in a day": (["f4", "enter"], "down", {"bindings": 0, "lines": 40}),
    "the boundaries of today": (["escape", *["tab"] * 4], "down", {"bindings": 0, "lines": 8}),
    "the range": (["f3"], "left_square_bracket", {"bindings": 0, "charts": 0, "lines": 30}),
    "the jar, opened": (["f4"], "o", {"bindings": 0, "jar": 0}),
    "another screen": (["f3", "f2"], "f3", {"bindings": 0, "charts": 0}),
}
# Calls of the system for one save: the journal written and synchronised, the one before kept, the folder.
SAVE = {"fsync": 2, "replace": 2, "link": 1}

FIRST_FRAME = """
import sys
from pathlib import Path
from kindtui import content
from kindtui.cli.clock import SystemClock
from kindtui.cli.wiring import merge_sync_conflicts
from kindtui.session import Session
from kindtui.storage.file_store import FileStore
clock = SystemClock()
session = Session(FileStore(Path(sys.argv[1]), clock), clock, content.catalog())
merge_sync_conflicts(session)
state = session.load_recent()
from kindtui.tui.app import KindApp
def start_background_work(app):
    print(len(list(app.screen.walk_children())), *sys.modules)
    app.exit()
KindApp._start_background_work = start_background_work
KindApp(session, state).run(headless=True, size=(80, 24))
"""
STATUS_PROGRAM = """
import sys
from kindtui.__main__ import main
sys.argv[1:] = ["--data", sys.argv[1], "status"]
try:
    main()
except SystemExit:
    print(*sys.modules)
"""


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """A journal of a year."""
    path = tmp_path / "journal.json"
    made_up = demo.demo_journal(content.catalog(), content.demo_texts(), TODAY)
    FileStore(path, FakeClock(utc_moment(MORNING))).transact(lambda _: made_up)
    return path


class Counting(KindApp):
    """Counts the bytes that a terminal would be sent."""

    sent = 0
    counts: Counter[str] = Counter()
    counts_before_sent: Counter[str] = Counter()

    def _display(self, screen: Any, renderable: Any) -> None:
        if renderable is not None and not self._batch_count:
            drawn = len(renderable.render_segments(self.console))
            if drawn and not self.sent:
                self.counts_before_sent = Counter(self.counts)
            self.sent += drawn
        super()._display(screen, renderable)


@pytest.fixture
async def harness(journal: Path) -> AsyncIterator[AppHarness]:
    """A harness in front of that year."""
    clock = FakeClock(utc_moment(MORNING))
    session = Session(FileStore(journal, clock), clock, content.catalog())
    app = Counting(session, session.open())
    async with app.run_test(size=(100, 30)) as pilot:
        harness = AppHarness(app, pilot, journal)
        await harness.wait_until_idle()
        yield harness
    os.environ.pop("TEXTUAL", None)


def printed(program: str, journal: Path) -> list[str]:
    command = [sys.executable, "-c", program, str(journal)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True, timeout=60)
    return done.stdout.splitlines()[-1].split()


def third_party(modules: list[str]) -> int:
    known = {"kindtui", *sys.stdlib_module_names}
    return sum(name.partition(".")[0] not in known for name in modules)


def test_the_first_frame_stays_within_its_module_and_widget_budget(journal: Path) -> None:
    widgets, *modules = printed(FIRST_FRAME, journal)
    assert NOT_AT_THE_START.isdisjoint(modules)
    assert third_party(modules) <= START["modules"]
    assert int(widgets) <= START["widgets"]


def test_hardly_a_module_is_imported_before_a_remembered_frame_is_shown(journal: Path) -> None:
    """Each of Python's that is more costs milliseconds; so does a line that needs one, such as a Path."""
    program = (
        "import sys; known = set(sys.modules); from kindtui import __main__; print(*set(sys.modules) - known)"
    )
    modules = set(printed(program, journal))
    assert modules <= {"kindtui", "kindtui.__main__", "kindtui.first_frame", "termios", "time", "_signal"}


def test_the_module_that_runs_first_stays_small() -> None:
    assert len((ROOT / "kindtui" / "first_frame.py").read_text().splitlines()) < 200


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="Linux tells what is in memory")
def test_the_app_does_not_load_ssl(journal: Path) -> None:
    with Terminal(journal, TODAY.isoformat() + "T08:00:00Z") as app:
        app.wait_for("Who can I encourage")
        loaded = Path(f"/proc/{app.child.pid}/maps").read_text()
        assert "_asyncio" in loaded
        assert "ssl" not in loaded


def test_status_stays_within_its_module_budget(journal: Path) -> None:
    modules = printed(STATUS_PROGRAM, journal)
    assert NOT_FOR_STATUS.isdisjoint(modules)
    assert third_party(modules) <= STATUS["modules"]
    assert sum(name.startswith("kindtui") for name in modules) <= STATUS["kindtui"]


@pytest.mark.parametrize("place", BYTES)
async def test_a_key_stays_within_its_byte_budget(harness: AppHarness, place: str) -> None:
    way, keys, most = BYTES[place]
    await harness.press(*way)
    app = harness.app
    assert isinstance(app, Counting)
    for key in keys:
        app.sent = 0
        await harness.press(key)
        assert 0 < app.sent <= most, key


@pytest.mark.parametrize("place", DERIVED)
async def test_a_key_stays_within_its_recomputation_budget(
    harness: AppHarness, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    way, key, most = DERIVED[place]
    await harness.press(*way)
    counts: Counter[str] = Counter()
    counting(counts, monkeypatch, Journal, "marks")
    counting(counts, monkeypatch, states, "find_runs", "runs")
    counting(counts, monkeypatch, KindApp, "watch_state", "states")
    await harness.press(key)
    assert all(counts[name] <= limit for name, limit in most.items()), counts


@pytest.mark.parametrize("place", BEFORE_THE_FIRST_BYTE)
async def test_a_key_draws_first_what_it_changes(
    harness: AppHarness, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    way, key, most = BEFORE_THE_FIRST_BYTE[place]
    await harness.press(*way)
    app = harness.app
    assert isinstance(app, Counting)
    active_bindings: Any = vars(Screen)["active_bindings"]
    render_lines = Widget.render_lines

    def counted_bindings(screen: Screen[Any]) -> Any:
        app.counts["bindings"] += 1
        return active_bindings.fget(screen)

    def counted_lines(widget: Widget, crop: Region) -> Any:
        app.counts["lines"] += crop.height
        return render_lines(widget, crop)

    monkeypatch.setattr(Screen, "active_bindings", property(counted_bindings))
    monkeypatch.setattr(Widget, "render_lines", counted_lines)
    counting(app.counts, monkeypatch, bar_chart, "chart_text", "charts")
    counting(app.counts, monkeypatch, jar, "todays_jar_line", "jar")
    app.counts.clear()
    app.sent = 0
    await harness.press(key)
    assert app.sent
    assert all(app.counts_before_sent[name] <= limit for name, limit in most.items()), app.counts_before_sent


async def test_typing_triggers_no_layout(harness: AppHarness, monkeypatch: pytest.MonkeyPatch) -> None:
    counts: Counter[str] = Counter()
    await harness.press("n")
    counting(counts, monkeypatch, Screen, "_refresh_layout")
    await harness.press("o", "backspace", "x")  # with no name for the last one
    assert counts == {}


async def test_a_key_is_drawn_before_garbage_is_collected_and_sets_off_no_full_collection(
    harness: AppHarness,
) -> None:
    app = harness.app
    assert isinstance(app, Counting)
    looked: list[int] = []
    before_sent: list[int] = []

    def note(phase: str, about: dict[str, int]) -> None:
        if phase == "stop":
            looked.append(about["generation"])
            if not app.sent:
                before_sent.append(about["generation"])

    gc.collect()  # what earlier tests left would make one fall due
    gc.callbacks.append(note)
    try:
        for key in ["f2", "f3", "f4", "f5", "f6", "f1"] * 10:
            app.sent = 0
            await harness.press(key)
        assert before_sent == []
        assert 1 in looked
        assert 2 not in looked
    finally:
        gc.callbacks.remove(note)


async def test_a_save_writes_the_file_once(harness: AppHarness, monkeypatch: pytest.MonkeyPatch) -> None:
    await harness.press("f2", "space")  # the backup of the day comes after the first save
    counts: Counter[str] = Counter()
    for name in SAVE:
        counting(counts, monkeypatch, os, name)
    await harness.press("space")
    assert counts == SAVE


def counting(
    counts: Counter[str], monkeypatch: pytest.MonkeyPatch, where: Any, name: str, called: str = ""
) -> None:
    """Count the calls of a function from now on."""
    function: Callable[..., Any] = getattr(where, name)

    @wraps(function)
    def counted(*arguments: Any, **named: Any) -> Any:
        counts[called or name] += 1
        return function(*arguments, **named)

    monkeypatch.setattr(where, name, counted)


async def test_garbage_is_collected_in_a_pause_and_not_between_keys(harness: AppHarness) -> None:
    class Node:
        """It refers to itself, so that only a collection removes it."""

        def __init__(self) -> None:
            self.me = self

    preload = next((worker for worker in harness.app.workers if worker.name == "preload"), None)
    if preload:  # when it ends, all that is loaded is exempt from collection, garbage too
        await preload.wait()
    gone: list[bool] = []
    node = Node()
    weakref.finalize(node, gone.append, True)
    for _ in range(tuning.YOUNG_COLLECTIONS):
        gc.collect(1)  # from now on an old object, which only a full collection removes
    del node
    await harness.press("f2")
    harness.app._check_for_changes()
    assert not gone
    harness.app._check_for_changes()
    assert gone

"""A day that begins while somebody types, in the real program, by its own clock."""

import json
from pathlib import Path

import pytest

from tests.real_terminal import Terminal

BEFORE = "2026-11-23T03:59:56+01:00"  # four seconds before the day begins


@pytest.mark.sweep
def test_text_typed_across_the_day_start_is_saved_on_the_day_shown(path: Path) -> None:
    with Terminal(path, BEFORE) as app:
        app.wait_for("Sunday 22 November")
        app.wait_for("What kindness did I")
        app.send("tea from ")
        app.wait_for("tea from")
        app.wait_for("Sunday 22 November, still open")
        app.send("Noor\r\r")
        app.wait_for("Monday 23 November")
        app.wait_for("Who can I encourage")
        app.send("Sam\r")
        app.wait_for("How much energy")
        app.send("5\r\r")
        app.wait_for("One small act")
        app.send("q")
        assert app.wait_for_exit() == 0
    days = json.loads(path.read_text("utf-8"))["days"]
    assert [line["text"] for line in days["20261122"]["received"]] == ["tea from Noor"]
    assert "acts" not in days["20261122"]
    assert days["20261123"]["who"]["value"] == "Sam"
    assert "received" not in days["20261123"]

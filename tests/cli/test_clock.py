"""The machine's clock, and a machine that is set to another zone while kindtui runs."""

import os
import time
from collections.abc import Iterator

import pytest

from kindtui.cli.clock import SystemClock


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    yield monkeypatch
    monkeypatch.undo()
    time.tzset()


def test_another_zone_is_seen_at_the_next_look(zone: pytest.MonkeyPatch) -> None:
    clock = SystemClock()
    seen = []
    for name in ("Pacific/Honolulu", "Asia/Tokyo", "UTC"):
        zone.setitem(os.environ, "TZ", name)
        seen.append(clock.now())
    assert [moment.offset for moment in seen] == [-36_000, 32_400, 0]
    assert [moment.zone for moment in seen] == ["Pacific/Honolulu", "Asia/Tokyo", "UTC"]
    assert [moment.at for moment in seen] == sorted(moment.at for moment in seen)


def test_a_moment_to_show_has_no_zone_name(zone: pytest.MonkeyPatch) -> None:
    zone.setitem(os.environ, "TZ", "Asia/Tokyo")
    moment = SystemClock().now_without_zone()
    assert (moment.zone, moment.offset) == ("", 32_400)

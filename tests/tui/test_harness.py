"""The harness of these tests."""

import asyncio

import pytest
from textual.worker import WorkerFailed

from tests.tui.harness import OpenApp


@pytest.mark.parametrize("method", ["wait_until_saved", "wait_for_keys", "wait_until_drawn"])
async def test_a_crash_ends_the_wait_for_what_the_app_will_not_do_any_more(
    method: str, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail() -> None:
        raise ZeroDivisionError

    async def wait() -> None:
        async with open_app() as harness, asyncio.timeout(5):
            monkeypatch.setattr(harness.app, method, asyncio.Event().wait)
            harness.app.run_worker(fail())
            await harness.wait_until_idle()

    with pytest.raises(WorkerFailed, match="ZeroDivisionError"):
        await wait()

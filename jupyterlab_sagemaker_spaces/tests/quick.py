"""A clock for tests that go through a real server: it waits, but a hundred times shorter."""

from __future__ import annotations

import asyncio

from jupyterlab_sagemaker_spaces.clock import SystemClock


class QuickClock(SystemClock):
    """Waits a hundredth."""

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / 100)

"""Time in the local domain: the wall clock, and AWS's durations made shorter (or longer) by a scale."""

from __future__ import annotations

import asyncio
import math
import time

MINUTE = 60.0
HOUR = 60 * MINUTE
DAY = 24 * HOUR


class Clock:
    """The domain's clock. Everything that has a time or lasts a while asks this one.

    ``time_scale`` multiplies every duration that AWS sets: with 1 an app starts in about two minutes, with
    0.01 a hundred times faster. Points in time stay those of the wall clock.
    """

    def __init__(self, time_scale: float = 1.0) -> None:
        if not (time_scale >= 0 and math.isfinite(time_scale)):
            raise ValueError(f"A time scale is a factor of 0 or more, not {time_scale}.")
        self.time_scale = time_scale

    def now(self) -> float:
        """Epoch seconds, to the millisecond as AWS's timestamps have it."""
        return round(time.time(), 3)

    def after(self, start: float, aws_seconds: float) -> float:
        """The epoch second at which something of AWS's duration is over that began at ``start``."""
        return start + aws_seconds * self.time_scale

    async def sleep(self, aws_seconds: float) -> None:
        """Wait for a duration of AWS's, scaled."""
        await self.sleep_until(self.after(self.now(), aws_seconds))

    async def sleep_until(self, when: float) -> None:
        """Wait until an epoch second; return at once when it is past."""
        await asyncio.sleep(max(0.0, when - self.now()))

"""Time in the local domain: the wall clock, moved forward on demand, and AWS's durations made shorter (or
longer) by a scale.
"""

from __future__ import annotations

import asyncio
import contextlib
import math
import time
from collections.abc import Callable

MINUTE = 60.0
HOUR = 60 * MINUTE
DAY = 24 * HOUR

#: How far the clock may be moved in all: timestamps must stay those that clients can read.
_FARTHEST = 100 * 365 * DAY


class Clock:
    """The domain's clock. Everything that has a time or lasts a while asks this one.

    ``time_scale`` multiplies every duration that AWS sets: with 1 an app starts in about two minutes, with
    0.01 a hundred times faster. Points in time are those of the wall clock plus ``offset`` seconds, by which
    a test moves the domain into the future. ``keep`` is called with a new offset before it counts, to have
    it again at the next start: what happened must not lie in the future then.
    """

    def __init__(
        self,
        time_scale: float = 1.0,
        offset: float = 0.0,
        keep: Callable[[float], None] = lambda offset: None,
    ) -> None:
        if not (time_scale > 0 and math.isfinite(time_scale)):
            raise ValueError(f"A time scale is a factor above 0, not {time_scale}.")
        self.time_scale = time_scale
        self._keep = keep
        #: From which wall clock second on which offset holds, oldest first.
        self._offsets = [(-math.inf, offset)]
        self._moved = asyncio.Event()

    @property
    def offset(self) -> float:
        """By how many seconds the clock is ahead of the wall clock."""
        return self._offsets[-1][1]

    def wall(self) -> float:
        """Epoch seconds of the wall clock: what clients' own clocks say."""
        return time.time()

    def now(self) -> float:
        """Epoch seconds, to the millisecond as AWS's timestamps have it."""
        return round(self.wall() + self.offset, 3)

    def at(self, wall: float) -> float:
        """What this clock showed at a second of the wall clock, whatever it was moved by since."""
        return wall + next(offset for since, offset in reversed(self._offsets) if since <= wall)

    def on_the_wall(self, when: float) -> float:
        """What the wall clock shows at a second of this clock, if nobody moves it before."""
        return when - self.offset

    def after(self, start: float, aws_seconds: float) -> float:
        """The epoch second at which something of AWS's duration is over that began at ``start``."""
        return start + aws_seconds * self.time_scale

    def move(self, seconds: float) -> None:
        """Let so many seconds pass at once: whoever waits for a time that is past now wakes.

        Raises ValueError for a move back (what was made would lie in the future) or a century ahead.
        """
        if not seconds >= 0:
            raise ValueError(f"The clock only moves forward, not by {seconds} seconds.")
        offset = self.offset + seconds
        if offset > _FARTHEST:
            raise ValueError("The clock cannot be more than 100 years ahead of the wall clock.")
        self._keep(offset)
        self._offsets.append((self.wall(), offset))
        self._wake()

    async def sleep(self, aws_seconds: float) -> None:
        """Wait for a duration of AWS's, scaled."""
        await self.sleep_until(self.after(self.now(), aws_seconds))

    async def sleep_until(self, when: float) -> None:
        """Wait until an epoch second; return at once when it is past."""
        while (left := when - self.now()) > 0:
            await self._pause(left)

    async def _pause(self, seconds: float) -> None:
        """Wait so long, or until somebody moves the clock."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._moved.wait()

    def _wake(self) -> None:
        self._moved.set()
        self._moved = asyncio.Event()

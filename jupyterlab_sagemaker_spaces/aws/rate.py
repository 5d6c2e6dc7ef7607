"""One rate for all reads of this server, whatever the number of tabs and jobs."""

from __future__ import annotations

from ..clock import Clock

#: Calls a second. SageMaker's limits are not published; 2 a second is reported for a list call.
PER_SECOND = 2.0
#: Calls that may go at once after a rest: what opening the panel takes.
BURST = 8


class Rate:
    """Gives out turns, in the order in which they were asked for."""

    def __init__(self, clock: Clock, per_second: float = PER_SECOND, burst: int = BURST) -> None:
        self._clock = clock
        self._interval = 1 / per_second
        self._allowance = (burst - 1) * self._interval
        self._next = float("-inf")

    async def turn(self) -> None:
        """Wait until one may call."""
        now = self._clock.monotonic()
        mine = max(self._next, now - self._allowance)
        self._next = mine + self._interval
        if mine > now:
            await self._clock.sleep(mine - now)

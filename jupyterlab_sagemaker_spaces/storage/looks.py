"""Looks at file systems that may never answer.

A dead network mount holds whoever touches it, for good: no time limit and no signal frees that thread. So
each mount has a thread of its own, one at a time, and nobody waits for it longer than the limit. While it is
held, all others are told so at once, and no second thread goes there.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")

#: Seconds that a mount has for its answer.
LIMIT_S = 2.0


class NotAnswering(Exception):
    """A mount did not answer within the limit."""


@dataclass(frozen=True)
class _Look:
    since: float
    future: Future[Any]


class Looks:
    """Has threads look, from one event loop."""

    def __init__(self, limit_s: float = LIMIT_S) -> None:
        """``limit_s``: seconds that each look may take; more is taken for never."""
        self.limit_s = limit_s
        self._last: dict[str, _Look] = {}

    async def ask(self, mount: str, look: Callable[[], T]) -> T:
        """What ``look`` returns or raises; ``mount`` is what it may hang on. Raises NotAnswering."""
        until = time.monotonic() + self.limit_s
        while (before := self._last.get(mount)) and not before.future.done():
            await self._wait(before, until)
        mine = self._start(mount, look)
        self._last[mount] = mine
        await self._wait(mine, until)
        if self._last.get(mount) is mine:
            del self._last[mount]
        answer: T = mine.future.result()
        return answer

    async def _wait(self, look: _Look, until: float) -> None:
        until = min(until, look.since + self.limit_s)
        done = asyncio.wrap_future(look.future)
        try:
            await asyncio.wait([done], timeout=max(0.0, until - time.monotonic()))
            if not done.done():
                raise NotAnswering
        finally:
            done.cancel()  # the loop may be gone when an answer comes after all

    def _start(self, mount: str, look: Callable[[], T]) -> _Look:
        future: Future[T] = Future()
        future.set_running_or_notify_cancel()  # from here on nobody's going away cancels it

        def run() -> None:
            try:
                answer = look()
            except BaseException as error:  # noqa: BLE001  (as an executor does: it is raised where it is awaited)
                future.set_exception(error)
            else:
                future.set_result(answer)

        # No pool: its threads could all be held, and the server's end would wait for them.
        threading.Thread(target=run, daemon=True, name=f"look at mount {mount}").start()
        return _Look(time.monotonic(), future)

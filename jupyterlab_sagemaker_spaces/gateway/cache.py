"""One answer for all who ask the same at about the same time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..clock import Clock
from .policy import Read

if TYPE_CHECKING:
    from ..aws.wire import Answer

#: Seconds for which an answer is used again, counted from when AWS was asked.
FRESH_S = 2.0


@dataclass
class _Entry:
    asked: float
    answer: asyncio.Task[Answer]


class ReadCache:
    """The same read within 2 s, or while it is under way, is one call. Only successes are kept."""

    def __init__(self, send: Callable[[str, bytes], Coroutine[Any, Any, Answer]], clock: Clock) -> None:
        self._send = send
        self._clock = clock
        self._entries: dict[Read, _Entry] = {}

    async def read(self, read: Read) -> Answer:
        """AWS's answer, at most 2 s old. Raises what sending raises."""
        self._drop_stale()
        entry = self._entries.get(read)
        if entry is None:
            task = asyncio.create_task(self._send(read.operation, read.body))
            entry = self._entries[read] = _Entry(self._clock.monotonic(), task)
            task.add_done_callback(lambda _: self._drop_failure(read, task))
        # Shielded: one who goes away must not take the answer from the others.
        return await asyncio.shield(entry.answer)

    def clear(self) -> None:
        """Something changed: what is known, and what is just being asked, is no answer for those who ask from
        now on.
        """
        self._entries.clear()

    def _drop_stale(self) -> None:
        oldest = self._clock.monotonic() - FRESH_S
        for read, entry in list(self._entries.items()):
            if entry.answer.done() and entry.asked < oldest:
                del self._entries[read]

    def _drop_failure(self, read: Read, task: asyncio.Task[Answer]) -> None:
        failed = task.cancelled() or task.exception() is not None or task.result().status != 200
        entry = self._entries.get(read)
        if failed and entry is not None and entry.answer is task:
            del self._entries[read]

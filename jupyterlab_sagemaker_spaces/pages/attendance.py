"""Which pages of JupyterLab are open, and the stop of the space some time after the last was closed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from logging import Logger

from ..clock import Clock
from ..jobs.job import By
from ..jobs.manager import Conflict, Jobs
from ..jobs.request import MOST_MINUTES, Request, WhenDone
from ..leaving.leaving import Leaving

#: Seconds between two looks at what keeps the space from being stopped.
LOOK_S = 30.0


@dataclass(eq=False)
class Page:
    """A page that is open. ``minutes``: after which the space is to be stopped if this is the last to be
    closed; 0 for never.
    """

    by: By
    minutes: int = 0


class Attendance:
    """The pages that are open. Belongs on the event loop.

    Of pages that use different times (one that was loaded before a change has the former) the last one to be
    closed decides. A page that is out of reach, as that of a laptop that sleeps, counts as closed.
    """

    def __init__(
        self,
        space: str | None,
        *,
        shared: bool,
        jobs: Jobs,
        leaving: Leaving,
        is_busy: Callable[[], Awaitable[bool]],
        clock: Clock,
        log: Logger,
    ) -> None:
        """``space``: to be stopped; None where it is not to be from here. ``shared``: others may be in it.
        ``is_busy``: whether anything but a kernel is.
        """
        self._space = space
        self._shared = shared
        self._jobs = jobs
        self._leaving = leaving
        self._is_busy = is_busy
        self._clock = clock
        self._log = log
        self._open: set[Page] = set()
        #: What follows from the last change between some pages and none.
        self._task: asyncio.Task[None] | None = None

    def opened(self, page: Page) -> None:
        """A page is there: nothing is stopped any more because none was."""
        self._open.add(page)
        if len(self._open) == 1:
            self._go_on_with(self._return())

    def closed(self, page: Page) -> None:
        """A page is there no more."""
        self._open.remove(page)
        if not self._open:
            self._leaving.standing.attend(False)
            self._go_on_with(self._stop_later(page))

    def close(self) -> None:
        """Do nothing any more."""
        if self._task:
            self._task.cancel()

    def _go_on_with(self, what: Awaitable[None]) -> None:
        self.close()
        self._task = asyncio.ensure_future(what)
        self._task.add_done_callback(self._over)

    def _over(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()):
            # A fault of this program: the space keeps running, and the log says why.
            self._log.error("What was to follow from pages opened or closed broke off", exc_info=error)

    async def _return(self) -> None:
        # First what was put out meanwhile is written: no page has it.
        await self._jobs.attend()
        standing = self._leaving.standing
        if standing.has_unseen:
            for trouble in await standing.write():
                self._log.warning("What was put out while no page was open is lost. %s", trouble)
        standing.attend(True)

    async def _stop_later(self, page: Page) -> None:
        if self._space is None or page.minutes == 0:
            return
        await self._clock.sleep(page.minutes * 60)
        while await self._is_busy() or not await self._begin(self._space, page):
            await self._clock.sleep(LOOK_S)

    async def _begin(self, space: str, page: Page) -> bool:
        """Whether a job was begun that stops the space when its kernels are done."""
        when = WhenDone(self._leaving.kernel_ids(), MOST_MINUTES, page.minutes)
        # Announced, for whoever is here by a page that is not counted.
        request = Request("stop", space, when_done=when, announce=self._shared)
        try:
            await self._jobs.ask(request, page.by)
        except Conflict as conflict:
            self._log.info("JupyterLab is not open, but the space is not stopped yet. %s", conflict)
            return False
        return True

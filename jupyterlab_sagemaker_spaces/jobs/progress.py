"""A job under way: its progress, its time, and that it can be cut short."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from ..aws.client import Aws
from ..clock import Clock
from ..leaving.leaving import Leaving
from .job import SLOW_S, Job
from .left import left_behind, what_is_left
from .memory import Failure
from .steps import StepName

#: Type of the failure of a job that is past its limit.
TIMED_OUT = "SpacesJobTimedOut"
#: Steps that take as long as people let them.
UNHURRIED = frozenset({"wait-done", "announce"})
#: Seconds that a job may take in all.
LIMIT_S = 30 * 60.0


class JobFailed(Exception):
    """The job cannot be done; ``type`` and text become its error. ``left``: how things are with the space,
    where that is more than what the job did before. ``failure``: the whole error, where it failed in an
    earlier step.
    """

    def __init__(
        self, type_: str, message: str, *, left: str | None = None, failure: Failure | None = None
    ) -> None:
        super().__init__(message)
        self.type = type_
        self.left = left
        self.failure = failure


class Cancelled(Exception):
    """The job is to end early."""


@dataclass(frozen=True)
class Tools:
    """What all jobs of a server share. ``own`` is the name of this server's space, if it is in one."""

    aws: Aws
    clock: Clock
    domain_id: str | None
    own: str | None
    save: Callable[[Job], Awaitable[None]]
    changed: Callable[[Job], None]
    leaving: Leaving


class Progress:
    """One job under way, and how far it is."""

    def __init__(self, job: Job, tools: Tools, resumed: bool) -> None:
        """``resumed``: it was begun before this server's last start."""
        self.job = job
        self.tools = tools
        self.resumed = resumed
        self._pause: asyncio.Task[None] | None = None

    # Progress

    async def enter(self, step: StepName) -> None:
        """Go on to a step, visibly and on disk."""
        self.job.enter(step, self.tools.clock.now())
        self.tools.changed(self.job)
        await self.save()

    def say(self, message: str | None) -> None:
        """Show a message with the job, or take it away."""
        if message != self.job.message:
            self.job.message = message
            self.tools.changed(self.job)

    async def save(self) -> None:
        """Have what the job knows on disk before going on."""
        await self.tools.save(self.job)

    # Time

    @property
    def left(self) -> float:
        """Seconds until the job's limit; negative past it. Putting things back has a limit of its own, and so
        has a stop that waited for kernels.
        """
        change, departure = self.job.memory.change, self.job.memory.departure
        began = (change and change.failed) or (departure and departure.done) or self.job.created
        return began + LIMIT_S - self.tools.clock.now()

    async def pause(self, seconds: float) -> None:
        """Wait. Raises Cancelled, at once when it happens."""
        self.check_cancelled()
        self._pause = asyncio.ensure_future(self.tools.clock.sleep(seconds))
        try:
            await asyncio.wait({self._pause})
        finally:
            self._pause.cancel()
            self._pause = None
        self.check_cancelled()
        step = self.job.step
        if step.name not in UNHURRIED and not step.slow and self.tools.clock.now() - step.since >= SLOW_S:
            step.slow = True
            self.tools.changed(self.job)

    async def poll(self, since: float) -> None:
        """Wait until it is time to look again: 2 s, and slower the longer it takes since then, up to 10 s."""
        await self.pause(min(10.0, max(2.0, (self.tools.clock.now() - since) / 30)))

    def in_time(self, state: str) -> None:
        """Raises JobFailed past the job's limit; ``state`` begins the sentence that says how things are."""
        if self.left <= 0:
            text = (
                f"{state} after {LIMIT_S / 60:.0f} minutes. AWS may still go on with it: look at the space "
                "again later, here or in SageMaker Studio."
            )
            raise JobFailed(TIMED_OUT, text, left=what_is_left(self.job))

    def begin_in_time(self, done: str) -> None:
        """Raises JobFailed when this job is too old to begin changing anything: nobody may still want it."""
        if self.left <= 0:
            raise JobFailed(
                TIMED_OUT,
                f"The space {self.job.space} was not {done}: the request is more than {LIMIT_S / 60:.0f} "
                "minutes old. Ask again if it is still wanted.",
                left=left_behind(self.job),
            )

    # Cancelling

    def cancel(self, why: str) -> None:
        """Have the job end as soon as the call under way, if any, is answered."""
        self.job.memory.cancel = why
        if self._pause:
            self._pause.cancel()

    def check_cancelled(self) -> None:
        """Raises Cancelled."""
        if self.job.memory.cancel is not None:
            raise Cancelled

"""What the steps of a job work with: calls that wait out faults, pauses that can be cut short, progress."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from ..aws.client import Reply
from ..aws.failures import AwsError, CallFailed, NoDomain, OwnFailure, is_not_found, is_passing, is_throttle
from ..clock import Clock
from .job import SLOW_S, Job, Json
from .left import left_behind
from .memory import Failure
from .shapes import App, Space
from .steps import StepName

#: Type of the failure of a job that is past its limit.
TIMED_OUT = "SpacesJobTimedOut"
#: Seconds that a job may take in all.
LIMIT_S = 30 * 60.0
#: Seconds for which a first look waits out throttling.
FIRST_LOOK_S = 30.0
#: Seconds between two attempts at a change that AWS throttles.
THROTTLE_PAUSE_S = 10.0


class Aws(Protocol):
    """The SageMaker API."""

    async def call(self, operation: str, params: Json) -> Reply:
        """Raises CallFailed."""


class JobFailed(Exception):
    """The job cannot be done; ``type`` and text become its error. ``failure``: what it was that failed, where
    that was in an earlier step.
    """

    def __init__(self, type_: str, message: str, failure: Failure | None = None) -> None:
        super().__init__(message)
        self.type = type_
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


class Work:
    """One job under way."""

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
        """Seconds until the job's limit; negative past it. Putting things back has a limit of its own."""
        change = self.job.memory.change
        began = (change and change.failed) or self.job.created
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
        if not step.slow and self.tools.clock.now() - step.since >= SLOW_S:
            step.slow = True
            self.tools.changed(self.job)

    async def poll(self, since: float) -> None:
        """Wait until it is time to look again: 2 s, and slower the longer it takes since then, up to 10 s."""
        await self.pause(min(10.0, max(2.0, (self.tools.clock.now() - since) / 30)))

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

    # Calls

    async def call(self, operation: str, params: Json) -> Json:
        """One call. Raises CallFailed; after it Cancelled, if that was asked meanwhile."""
        self.check_cancelled()
        try:
            reply = await self.tools.aws.call(operation, params)
        except CallFailed as failure:
            self.job.request_id = failure.request_id or self.job.request_id
            raise
        self.job.request_id = reply.request_id or self.job.request_id
        return reply.data

    async def read(self, operation: str, params: Json) -> Json:
        """One read. In a job's first look throttling is waited out for 30 s; after that, and in a job gone on
        with after a restart, whatever may pass is waited out until the job's limit. Raises CallFailed,
        Cancelled.
        """
        first = self.job.step.name == "look" and not self.resumed
        clock = self.tools.clock
        until = clock.now() + (FIRST_LOOK_S if first else self.left)
        delay = 2.0
        before = self.job.message
        while True:
            try:
                data = await self.call(operation, params)
            except (AwsError, OwnFailure) as failure:
                waits = is_throttle(failure) if first else is_passing(failure)
                if not waits or clock.now() + delay > until:
                    raise
                self.say(f"Waiting: {failure.message}")
                await self.pause(delay)
                delay = min(delay * 2, 30.0)
            else:
                self.say(before)
                return data

    async def send(self, operation: str, params: Json) -> Json:
        """One change. Throttling, which does nothing, is waited out until the job's limit. Raises CallFailed,
        Cancelled.
        """
        before = self.job.message
        while True:
            try:
                data = await self.call(operation, params)
            except AwsError as error:
                if not is_throttle(error) or self.left <= 0:
                    raise
                self.say(f"Waiting: {error.message}")
                await self.pause(THROTTLE_PAUSE_S)
            else:
                self.say(before)
                return data

    @property
    def domain_id(self) -> str:
        """The domain. Raises NoDomain."""
        if self.tools.domain_id is None:
            raise NoDomain
        return self.tools.domain_id

    async def describe_space(self, name: str) -> Space:
        """A space, as it is now."""
        data = await self.read("DescribeSpace", {"DomainId": self.domain_id, "SpaceName": name})
        return Space.read(self.domain_id, name, data)

    async def find_space(self) -> Space | None:
        """The job's space, as it is now; None when there is none of that name."""
        try:
            return await self.describe_space(self.job.space)
        except AwsError as error:
            if is_not_found(error):
                return None
            raise

    async def space(self) -> Space:
        """The job's space, as it is now. Raises JobFailed for one that has not exactly one app of its own."""
        return self.supported(await self.describe_space(self.job.space))

    def supported(self, space: Space) -> Space:
        """The space, if it has exactly one app of its own. Raises JobFailed."""
        if space.app_type is None:
            raise JobFailed(
                "SpacesNotSupported",
                f"The space {space.name} is not one that runs JupyterLab or Code Editor. Open it in "
                "SageMaker Studio.",
            )
        return space

    async def settled_space(self, done: str, failure_type: str) -> Space:
        """The space, once it is neither being created nor updated. Raises JobFailed of that type for one that
        cannot be ``done`` ("run") because it failed or is being deleted.
        """
        while True:
            space = await self.space()
            if space.status in ("Failed", "Deleting"):
                why = f": {space.reason}" if space.reason else ""
                raise JobFailed(
                    failure_type, f"The space {space.name} cannot be {done}, it is {space.status}{why}."
                )
            if space.status not in ("Pending", "Updating"):
                return space
            self.in_time(f"The space {space.name} is still {space.status}")
            await self.poll(self.job.step.since)

    async def app(self, space: Space) -> App | None:
        """The space's app, or the record of its last one; None when there is none."""
        try:
            return App.read(await self.read("DescribeApp", space.app))
        except AwsError as error:
            if is_not_found(error):
                return None
            raise

    async def gone(self, space: Space, created: float | None) -> App | None:
        """Wait until the app created then runs no more; what DescribeApp says after that. Raises
        JobFailed.
        """
        await self.enter("wait-gone")
        while True:
            app = await self.app(space)
            if app is None or not app.live or app.status == "Failed" or app.later_than(created):
                return app
            self.in_time(f"The space {space.name} is still {app.status}")
            await self.poll(self.job.step.since)

    def in_time(self, state: str) -> None:
        """Raises JobFailed past the job's limit; ``state`` begins the sentence that says how things are."""
        if self.left <= 0:
            raise JobFailed(
                TIMED_OUT,
                f"{state} after {LIMIT_S / 60:.0f} minutes. AWS may still go on with it: look at the space "
                "again "
                "later, here or in SageMaker Studio.",
            )

    def begin_in_time(self, done: str) -> None:
        """Raises JobFailed when this job is too old to begin changing anything: nobody may still want it."""
        if self.left <= 0:
            raise JobFailed(
                TIMED_OUT,
                f"The space {self.job.space} was not {done}: the request is more than {LIMIT_S / 60:.0f} "
                f"minutes old. {left_behind(self.job)} Ask again if it is still wanted.",
            )

    # Which space and app this is about

    @property
    def is_here(self) -> bool:
        """Whether it is about this server's own space."""
        return (self.tools.own or "").lower() == self.job.key

    def is_later(self, created: float | None, known: float | None) -> bool:
        """Whether an app or a space created then is another than the one ``known``; where none is known
        because of a restart, than whatever there was when the job was asked for.
        """
        if known is None and self.resumed:
            known = self.job.created
        return known is not None and created is not None and created > known

"""What the steps of a job work with: calls that wait out faults, and looks at the space and its app."""

from __future__ import annotations

from collections.abc import Callable

from ..aws.failures import AwsError, CallFailed, NoDomain, is_not_found, is_passing, is_throttle
from .job import Json
from .progress import JobFailed, Progress
from .shapes import App, Space

#: Seconds for which a first look waits for what may pass.
FIRST_LOOK_S = 30.0
#: Seconds between two attempts at a change that AWS throttles.
THROTTLE_PAUSE_S = 10.0


class Work(Progress):
    """One job under way, and what it works with."""

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
        return await self.repeat(operation, params, is_throttle if self._is_first_look else is_passing)

    async def repeat(self, operation: str, params: Json, waits: Callable[[CallFailed], bool]) -> Json:
        """One call that may be sent any number of times: again, and slower, while it fails in a way that
        ``waits`` names; for 30 s in a job's first look, else until the job's limit. Raises CallFailed,
        Cancelled.
        """
        clock = self.tools.clock
        until = clock.now() + (FIRST_LOOK_S if self._is_first_look else self.left)
        delay = 2.0
        before = self.job.message
        while True:
            try:
                data = await self.call(operation, params)
            except CallFailed as failure:
                if not waits(failure) or clock.now() + delay > until:
                    raise
                self.say(f"Waiting: {failure.message}")
                await self.pause(delay)
                delay = min(delay * 2, 30.0)
            else:
                self.say(before)
                return data

    @property
    def _is_first_look(self) -> bool:
        return self.job.step.name == "look" and not self.resumed

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
            if app is None or not app.in_the_way or app.later_than(created):
                return app
            self.in_time(f"The space {space.name} is still {app.status}")
            await self.poll(self.job.step.since)

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

"""All jobs of this server: who may ask for what, history, going on after a restart."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from logging import Logger

from ..aws.client import Aws
from ..aws.failures import CallFailed
from ..clock import Clock
from ..leaving.leaving import Leaving
from .change import change
from .create import create
from .delete import delete
from .job import By, Job, Json
from .journal import Journal
from .left import failed_part, left_behind, what_is_done, what_is_left
from .memory import Failure
from .progress import Cancelled, JobFailed, Tools
from .request import Kind, Request
from .run import run
from .stop import stop
from .work import Work

#: Jobs that are remembered.
HISTORY = 100
#: Seconds between two heartbeats while a job runs.
HEARTBEAT_S = 10.0

_PROCEDURES: dict[Kind, Callable[[Work], Awaitable[str | None]]] = {
    "run": run,
    "stop": stop,
    "create": create,
    "change": change,
    "delete": delete,
}
_DOING: dict[Kind, str] = {
    "run": "being started",
    "stop": "being stopped",
    "create": "being created",
    "change": "being changed",
    "delete": "being deleted",
}


class Conflict(Exception):
    """What is asked for does not go together with a job under way; the text says how to go on."""


class Unknown(Exception):
    """There is no such job."""


class Jobs:
    """The jobs, newest last. All methods belong on the event loop."""

    def __init__(
        self,
        *,
        aws: Aws,
        clock: Clock,
        domain_id: str | None,
        own: str | None,
        journal: Journal,
        log: Logger,
        changed: Callable[[Job], None],
        heartbeat: Callable[[Job], None],
        leaving: Leaving,
    ) -> None:
        """``own`` is this server's space. ``changed`` and ``heartbeat`` are called with a job as it is
        then.
        """
        self._tools = Tools(aws, clock, domain_id, own, journal.save, changed, leaving)
        self._clock = clock
        self._journal = journal
        self._log = log
        self._changed = changed
        self._heartbeat = heartbeat
        self._jobs: dict[str, Job] = {}
        self._works: dict[str, Work] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._beating: asyncio.Task[None] | None = None
        self._loaded: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Read the journal and go on with what was under way."""
        self._loaded = asyncio.ensure_future(self._load())

    async def close(self) -> None:
        """End all tasks, leaving the jobs to the next start."""
        tasks = [task for task in (self._loaded, self._beating, *self._tasks.values()) if task]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.get_running_loop().run_in_executor(None, self._journal.close)

    async def all(self) -> list[Json]:
        """All jobs, newest first."""
        await self._ready()
        return [job.public() for job in reversed(self._jobs.values())]

    async def ask(self, request: Request, by: By) -> tuple[Job, bool]:
        """Begin a job, or join the one that does the same; True when it is new. Raises Conflict.

        One job a space. A stop cancels what starts the space: a run, or a create that has come that far; and
        a stop that waits for kernels.
        Anything else waits for the end of the job under way, or for somebody to cancel it.
        """
        await self._ready()
        job = Job.begin(request, by, self._clock.now())
        if request.kind == "delete" and job.key == (self._tools.own or "").lower():
            raise Conflict(
                f"JupyterLab runs in the space {request.space}: delete it from another space or in SageMaker "
                "Studio."
            )
        under_way = [other for other in self._running() if other.key == job.key]
        for other in under_way:
            if other.does_the_same(job) and other.memory.cancel is None:
                return other, False
        now = request.kind == "stop" and request.when_done is None
        for other in under_way:
            if not ((request.kind == "stop" and other.is_starting) or (now and other.waits_for_kernels)):
                raise _conflict(other)
        who = by.name or "Somebody"
        for other in under_way:
            self._cancel(other, f"{who} asked to stop the space{' now' if other.waits_for_kernels else ''}.")
        before = [self._tasks[other.id] for other in under_way]
        self._jobs[job.id] = job
        if request.when_done:
            # At once: what the kernels put out from now on must not be missed.
            kernels = request.when_done.kernels
            self._tools.leaving.watch(job.id, kernels, unattended=job.is_unattended)
        self._changed(job)
        self._begin(job, resumed=False, before=before)
        return job, True

    async def cancel(self, job_id: str, by: By) -> Job:
        """Have a job end early; it ends a little later. Raises Unknown, and Conflict when it has ended
        already.
        """
        await self._ready()
        job = self._jobs.get(job_id)
        if job is None:
            raise Unknown(f"There is no job {job_id[:64]!r}.")
        if job.state != "running":
            raise Conflict(f"The job has ended already: it is {job.state}.")
        if job.memory.cancel is None:
            who = by.name or "Somebody"
            objects = job.step.name == "announce"
            did = "asked to keep the space running" if objects else "cancelled it"
            self._cancel(job, f"{who} {did}.")
            # A call under way may take long to be answered: a restart meanwhile must not forget it.
            await self._journal.save(job)
        return job

    async def attend(self) -> None:
        """Somebody has JupyterLab open again: end what was begun because nobody had."""
        await self._ready()
        for job in self._running():
            if job.is_unattended and job.step.name != "wait-gone":  # until AWS has agreed
                self._cancel(job, "JupyterLab was opened again.")
                await asyncio.wait([self._tasks[job.id]])

    async def settled(self) -> None:
        """Wait until no job is under way."""
        await self._ready()
        while self._tasks:
            await asyncio.wait(self._tasks.values())

    async def _ready(self) -> None:
        if self._loaded:
            await asyncio.shield(self._loaded)

    async def _load(self) -> None:
        jobs = sorted(await self._journal.load(), key=lambda job: job.created)
        self._jobs = {job.id: job for job in jobs}
        newest = {job.key: job for job in self._running()}
        for job in self._running():
            if job is not newest[job.key] and job.memory.cancel is None:
                job.memory.cancel = "A later job for the same space took its place."
            self._begin(job, resumed=True, before=[])
        await self._forget()

    def _running(self) -> list[Job]:
        return [job for job in self._jobs.values() if job.state == "running"]

    def _cancel(self, job: Job, why: str) -> None:
        self._works[job.id].cancel(why)
        job.message = f"Cancelling: {why}"
        self._changed(job)

    def _begin(self, job: Job, resumed: bool, before: list[asyncio.Task[None]]) -> None:
        work = self._works[job.id] = Work(job, self._tools, resumed)
        task = self._tasks[job.id] = asyncio.ensure_future(self._do(work, before))
        task.add_done_callback(lambda done: self._over(job, done))
        if self._beating is None or self._beating.done():
            self._beating = asyncio.ensure_future(self._beat())

    async def _do(self, work: Work, before: list[asyncio.Task[None]]) -> None:
        job = work.job
        if not work.resumed:
            await self._journal.begin(job)
        if before:
            await asyncio.wait(before)
        try:
            work.check_cancelled()
            message = await _PROCEDURES[job.kind](work)
            job.end("done", self._clock.now(), message)
        except Cancelled:
            job.end("cancelled", self._clock.now(), job.memory.cancel, left=self._left_by_cancel(job))
        except (JobFailed, CallFailed) as failure:
            self._fail(job, failure)
        self._changed(job)
        await self._journal.end(job, self._surplus())

    def _left_by_cancel(self, job: Job) -> str | None:
        followed = any(other.key == job.key for other in self._running() if other is not job)
        # What follows takes care of what was begun; else people must know how things are.
        return None if followed else left_behind(job)

    def _fail(self, job: Job, error: BaseException) -> None:
        job.end("failed", self._clock.now(), error=_failure(job, error), left=_left(job, error))

    def _over(self, job: Job, task: asyncio.Task[None]) -> None:
        del self._tasks[job.id], self._works[job.id]
        self._tools.leaving.end(job.id)
        if not task.cancelled() and (error := task.exception()):
            # A fault of this program: said plainly, and the job does not hang for ever.
            self._log.error("The job %s of the space %s broke off", job.kind, job.space, exc_info=error)
            self._fail(job, error)
            self._changed(job)

    async def _forget(self) -> None:
        for job_id in self._surplus():
            await self._journal.remove(job_id)

    def _surplus(self) -> list[str]:
        """Take the oldest ended jobs beyond the history out; their ids."""
        ended = [job.id for job in self._jobs.values() if job.state != "running"]
        surplus = ended[: max(0, len(self._jobs) - HISTORY)]
        for job_id in surplus:
            del self._jobs[job_id]
        return surplus

    async def _beat(self) -> None:
        while True:
            await self._clock.sleep(HEARTBEAT_S)
            running = self._running()
            if not running:
                return
            self._heartbeat(running[0])


def _conflict(other: Job) -> Conflict:
    doing = _DOING[other.kind]
    if other.memory.cancel is not None:
        return Conflict(
            f"The space {other.space} is still {doing}, but that is being cancelled. Ask again once that has "
            "ended."
        )
    if other.waits_for_kernels:
        return Conflict(f"The space {other.space} is to stop when its kernels are done. Cancel that first.")
    if other.kind == "stop":
        return Conflict(f"The space {other.space} is {doing}. Ask again once that has ended.")
    return Conflict(f"The space {other.space} is {doing}. Ask again once that has ended, or cancel it first.")


def _failure(job: Job, error: BaseException) -> Failure:
    step, failed = job.step.name, failed_part(job)
    if isinstance(error, JobFailed):
        return error.failure or Failure(error.type, str(error), step, job.request_id, failed)
    if isinstance(error, CallFailed):
        return Failure(error.type, str(error), step, error.request_id, failed)
    text = f"{type(error).__name__}. The server's log says more."
    return Failure("SpacesInternalError", text, step, None, failed)


def _left(job: Job, error: BaseException) -> str | None:
    if isinstance(error, JobFailed):
        return error.left or what_is_done(job)
    return what_is_left(job)

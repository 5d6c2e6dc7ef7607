"""Jobs over the cloud of the tests: what the tests of run, stop and the manager stand on."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jupyterlab_sagemaker_spaces.jobs.job import By, Job
from jupyterlab_sagemaker_spaces.jobs.journal import Journal
from jupyterlab_sagemaker_spaces.jobs.manager import Jobs
from jupyterlab_sagemaker_spaces.jobs.request import Creation, Kind, Request
from jupyterlab_sagemaker_spaces.leaving.leaving import Leaving
from jupyterlab_sagemaker_spaces.leaving.watch import Followed, Watch

from .cloud import Cloud, Inline, VirtualClock

ANA = By("ana", False)


def names(directory: Path) -> set[str]:
    """The files in a directory."""
    return {path.name for path in directory.iterdir()}


class ScriptedWatch(Watch):
    """Kernels that are as the test says."""

    def __init__(self) -> None:
        self.kernels = [Followed("k1", "train.ipynb", "busy", True)]
        self.troubles: list[str] = []
        self.written = 0
        self.attends: list[bool] = []
        self.unseen = False

    def look(self) -> list[Followed]:
        return self.kernels

    @property
    def has_unseen(self) -> bool:
        return self.unseen

    def attend(self, attended: bool) -> None:
        self.attends.append(attended)

    async def write(self) -> list[str]:
        self.written += 1
        return self.troubles


class ScriptedLeaving(Leaving):
    """A server whose kernels and people are as the test says."""

    def __init__(self) -> None:
        self.one = ScriptedWatch()
        self.present: list[str] | None = []
        self.shut_down = 0

    def watch(self, job_id: str, kernels: Iterable[str], *, unattended: bool) -> Watch:
        return self.one

    @property
    def standing(self) -> Watch:
        return self.one

    def kernel_ids(self) -> tuple[str, ...]:
        return tuple(kernel.id for kernel in self.one.kernels)

    def watch_of(self, job_id: str) -> Watch | None:
        return self.one

    def end(self, job_id: str) -> None:
        pass

    def others(self, me: str | None) -> list[str] | None:
        return self.present

    async def shut_down_kernels(self) -> None:
        self.shut_down += 1


class Bench:
    """A server's jobs, in virtual time, with the journal in ``directory``."""

    def __init__(self, directory: Path, cloud: Cloud | None = None, own: str | None = None) -> None:
        self.cloud = cloud or Cloud(VirtualClock())
        self.clock = self.cloud.clock
        self.own = own
        self.told: list[dict[str, Any]] = []
        self.beats: list[float] = []
        self.leaving = ScriptedLeaving()
        self.journal = Journal(directory, logging.getLogger("bench"))
        self.journal._pool = Inline()  # type: ignore[assignment]
        self.jobs = Jobs(
            aws=self.cloud,
            clock=self.clock,
            domain_id="d-test",
            own=own,
            journal=self.journal,
            log=logging.getLogger("bench"),
            changed=lambda job: self.told.append(job.public()),
            heartbeat=lambda job: self.beats.append(self.clock.now()),
            leaving=self.leaving,
        )
        self.jobs.start()

    async def ask(
        self,
        kind: Kind,
        space: str = "lab",
        choices: dict[str, Any] | None = None,
        creation: Creation | None = None,
    ) -> Job:
        """Ask for a job as ana."""
        job, _ = await self.jobs.ask(Request(kind, space, choices, creation), ANA)
        return job

    async def end(self, job: Job) -> Job:
        """Let time pass until the job has ended."""
        await self.clock.pass_until(lambda: job.state != "running" and job.id not in self.jobs._tasks)
        return job

    async def do(
        self,
        kind: Kind,
        space: str = "lab",
        choices: dict[str, Any] | None = None,
        creation: Creation | None = None,
    ) -> Job:
        """Ask, and let it end."""
        return await self.end(await self.ask(kind, space, choices, creation))

    async def crash(self) -> None:
        """End without a word, as a killed server does; the lock goes with the process."""
        await self.jobs.close()

    def steps(self, job: Job) -> list[str]:
        """The steps that were told of, in order."""
        names = [told["step"]["name"] for told in self.told if told["id"] == job.id]
        return [name for i, name in enumerate(names) if i == 0 or names[i - 1] != name]

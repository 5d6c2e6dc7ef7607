"""Kills of the server at any call of a job, and what the next start makes of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from jupyterlab_sagemaker_spaces.jobs.job import Job

from .bench import Bench
from .cloud import Cloud

#: In a directory, a server with its cloud, and what asks it for the job.
Setting = Callable[[Path], tuple[Bench, Callable[[], Awaitable[Job]]]]


async def crash_at(
    call: int,
    carried_out: bool,
    directory: Path,
    setting: Setting,
    meanwhile: Callable[[Cloud], None] = lambda cloud: None,
) -> tuple[Cloud, Job | None]:
    """Have the server die at that call, counted from 1; start another, after ``meanwhile``, and let the job
    end. The job is None when it ended before that call.
    """
    bench, ask = setting(directory)
    cloud = bench.cloud
    cloud.start_s, cloud.stop_s, cloud.space_s = 8.0, 4.0, 4.0  # so that it takes few calls
    cloud.cut = (call, carried_out)
    job = await ask()
    await cloud.clock.pass_until(lambda: cloud.is_cut or job.state != "running")
    await bench.crash()
    if not cloud.is_cut:
        return cloud, None
    meanwhile(cloud)
    again = Bench(directory, cloud, bench.own)
    await again.jobs.all()
    resumed = await again.end(again.jobs._jobs[job.id])
    await again.crash()
    return cloud, resumed

"""After a restart: look at AWS first, then go on from what is true."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from jupyterlab_sagemaker_spaces.aws.failures import EndpointUnreachable
from jupyterlab_sagemaker_spaces.jobs.job import Job
from jupyterlab_sagemaker_spaces.jobs.stop import RESTARTED

from .bench import ANA, Bench
from .cloud import Cloud, VirtualClock


@pytest.fixture
def cloud() -> Cloud:
    cloud = Cloud(VirtualClock())
    cloud.space("lab")
    return cloud


async def crash_in(step: str, kind: str, cloud: Cloud, directory: Path) -> str:
    """Have a server die in that step of a job; the job's id."""
    bench = Bench(directory, cloud)
    job = await bench.ask("run" if kind == "run" else "stop")
    await bench.clock.pass_until(lambda: job.step.name == step)
    await bench.crash()
    return job.id


async def restart(cloud: Cloud, directory: Path, job_id: str) -> tuple[Bench, Job]:
    """Start a server on the same home and let the job end."""
    bench = Bench(directory, cloud)
    await bench.jobs.all()
    job = bench.jobs._jobs[job_id]
    await bench.end(job)
    return bench, job


async def test_a_run_is_gone_on_with(cloud: Cloud, tmp_path: Path) -> None:
    job_id = await crash_in("wait-in-service", "run", cloud, tmp_path)
    bench, job = await restart(cloud, tmp_path, job_id)
    assert (job.state, job.message) == ("done", None)
    assert cloud.operations() == ["CreateApp"]
    assert [told["id"] for told in await bench.jobs.all()] == [job_id]
    await bench.crash()


async def test_a_run_whose_app_is_up_by_then_is_done(cloud: Cloud, tmp_path: Path) -> None:
    job_id = await crash_in("wait-in-service", "run", cloud, tmp_path)
    cloud.clock.time += 300
    bench, job = await restart(cloud, tmp_path, job_id)
    assert (job.state, cloud.operations()) == ("done", ["CreateApp"])
    await bench.crash()


async def test_a_run_that_died_before_its_create_was_carried_out_creates(
    cloud: Cloud, tmp_path: Path
) -> None:
    cloud.gate = asyncio.Event()
    job_id = await crash_in("create-app", "run", cloud, tmp_path)
    cloud.gate = None
    bench, job = await restart(cloud, tmp_path, job_id)
    assert job.state == "done"
    await bench.crash()


async def test_a_run_whose_app_was_stopped_meanwhile_does_not_start_another(
    cloud: Cloud, tmp_path: Path
) -> None:
    bench = Bench(tmp_path, cloud)
    job = await bench.ask("run")
    await bench.clock.pass_until(lambda: job.memory.app is not None)
    await bench.crash()
    cloud.put_app("lab", "Deleted")
    bench, job = await restart(cloud, tmp_path, job.id)
    assert job.error
    assert (job.error.type, cloud.operations()) == ("SpacesStopped", ["CreateApp"])
    await bench.crash()


async def test_a_run_whose_app_failed_meanwhile_does_not_start_another(cloud: Cloud, tmp_path: Path) -> None:
    job_id = await crash_in("wait-in-service", "run", cloud, tmp_path)
    cloud.put_app("lab", "Failed", FailureReason="InternalFailure")
    bench, job = await restart(cloud, tmp_path, job_id)
    assert job.error
    assert (job.error.type, cloud.operations()) == ("SpacesAppFailed", ["CreateApp"])
    await bench.crash()


async def test_an_old_run_starts_no_machine(cloud: Cloud, tmp_path: Path) -> None:
    cloud.spaces["lab"]["Status"] = "Updating"
    job_id = await crash_in("look", "run", cloud, tmp_path)
    cloud.spaces["lab"]["Status"] = "InService"
    cloud.clock.time += 3 * 24 * 3600
    bench, job = await restart(cloud, tmp_path, job_id)
    assert job.error
    assert (job.error.type, cloud.operations()) == ("SpacesJobTimedOut", [])
    assert job.left == "Nothing had been changed yet."
    await bench.crash()


async def test_a_stop_of_this_very_space_found_done_at_the_next_start(cloud: Cloud, tmp_path: Path) -> None:
    """The server died of the stop; now it runs again, in a new app, which must stay."""
    cloud.put_app("lab", "InService")
    job_id = await crash_in("wait-gone", "stop", cloud, tmp_path)
    cloud.clock.time += 300
    cloud.put_app("lab", "InService", age=60)
    bench, job = await restart(cloud, tmp_path, job_id)
    assert (job.state, job.message) == ("done", RESTARTED)
    assert cloud.operations() == ["DeleteApp"]
    await bench.crash()


async def test_a_stop_that_had_only_begun_never_deletes_a_later_app(cloud: Cloud, tmp_path: Path) -> None:
    cloud.put_app("lab", "InService")
    bench = Bench(tmp_path, cloud)
    job = await bench.ask("stop")
    await bench.crash()
    assert job.memory.app is None
    path = tmp_path / f"{job.id}.json"
    if not path.exists():
        path.write_text(json.dumps(job.to_json()))
    cloud.clock.time += 300
    cloud.put_app("lab", "InService", age=60)
    bench, job = await restart(cloud, tmp_path, job.id)
    assert (job.state, job.message, cloud.operations()) == ("done", RESTARTED, [])
    await bench.crash()


async def test_a_stop_that_died_before_its_delete_was_carried_out_deletes(
    cloud: Cloud, tmp_path: Path
) -> None:
    cloud.put_app("lab", "InService")
    cloud.gate = asyncio.Event()
    job_id = await crash_in("delete-app", "stop", cloud, tmp_path)
    cloud.gate = None
    bench, job = await restart(cloud, tmp_path, job_id)
    assert (job.state, job.message) == ("done", None)
    assert cloud.apps["lab"]["Status"] == "Deleted"
    await bench.crash()


async def test_a_stop_that_is_done_by_then(cloud: Cloud, tmp_path: Path) -> None:
    cloud.put_app("lab", "InService")
    job_id = await crash_in("wait-gone", "stop", cloud, tmp_path)
    cloud.apps.clear()
    bench, job = await restart(cloud, tmp_path, job_id)
    assert (job.state, job.message) == ("done", None)
    await bench.crash()


async def test_a_resumed_look_waits_until_the_network_is_up(cloud: Cloud, tmp_path: Path) -> None:
    job_id = await crash_in("wait-in-service", "run", cloud, tmp_path)
    cloud.faults["DescribeSpace"] = [EndpointUnreachable("not yet")] * 4
    bench, job = await restart(cloud, tmp_path, job_id)
    assert job.state == "done"
    await bench.crash()


async def test_a_run_that_a_stop_cancelled_stays_cancelled(cloud: Cloud, tmp_path: Path) -> None:
    bench = Bench(tmp_path, cloud)
    run = await bench.ask("run")
    await bench.clock.pass_until(lambda: run.step.name == "wait-in-service")
    stop = await bench.ask("stop")
    # Both as they stood on disk before the cancelling was written.
    await bench.crash()
    for job in (run, stop):
        job.state, job.ended, job.memory.cancel = "running", None, None
        (tmp_path / f"{job.id}.json").write_text(json.dumps(job.to_json()))
    stop.created += 1
    (tmp_path / f"{stop.id}.json").write_text(json.dumps(stop.to_json()))
    bench, resumed = await restart(cloud, tmp_path, stop.id)
    assert (bench.jobs._jobs[run.id].state, resumed.state) == ("cancelled", "done")
    assert cloud.apps["lab"]["Status"] == "Deleted"
    await bench.crash()


async def test_two_servers_on_one_home_do_not_run_the_same_job(cloud: Cloud, tmp_path: Path) -> None:
    first = Bench(tmp_path, cloud)
    job = await first.ask("run")
    await first.clock.pass_until(lambda: job.step.name == "wait-in-service")
    second = Bench(tmp_path, cloud)
    assert await second.jobs.all() == []
    await first.end(job)
    await second.crash()
    third = Bench(tmp_path, cloud)
    assert [told["state"] for told in await third.jobs.all()] == ["done"]
    await first.crash()
    await third.crash()


async def test_a_cancelled_run_stays_cancelled_though_its_call_was_not_answered(
    cloud: Cloud, tmp_path: Path
) -> None:
    bench = Bench(tmp_path, cloud)
    cloud.gate = asyncio.Event()
    job = await bench.ask("run")
    await bench.clock.pass_until(lambda: cloud.operations() == ["CreateApp"])
    await bench.jobs.cancel(job.id, ANA)
    await bench.crash()

    cloud.gate = None
    bench, resumed = await restart(cloud, tmp_path, job.id)
    assert (resumed.state, cloud.operations()) == ("cancelled", ["CreateApp"])
    await bench.crash()

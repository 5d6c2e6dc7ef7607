"""What comes before the stop of the server's own space: kernels, outputs, people who object."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from jupyterlab_sagemaker_spaces.aws.failures import AwsError
from jupyterlab_sagemaker_spaces.jobs.job import By, Job
from jupyterlab_sagemaker_spaces.jobs.manager import Conflict
from jupyterlab_sagemaker_spaces.jobs.request import Request, WhenDone
from jupyterlab_sagemaker_spaces.leaving.follower import KernelState
from jupyterlab_sagemaker_spaces.leaving.watch import Followed

from .bench import ANA, Bench
from .cloud import Cloud, VirtualClock

BEN = By("ben", False)
WHEN = WhenDone(("k1",), 60)


@pytest.fixture
def cloud() -> Cloud:
    cloud = Cloud(VirtualClock())
    cloud.space("lab", "InService")
    return cloud


@pytest.fixture
async def bench(tmp_path: Path, cloud: Cloud) -> AsyncIterator[Bench]:
    bench = Bench(tmp_path, cloud, own="lab")
    yield bench
    await bench.crash()


async def ask(bench: Bench, when: WhenDone | None = WHEN, announce: bool = False) -> Job:
    job, _ = await bench.jobs.ask(Request("stop", "lab", when_done=when, announce=announce), ANA)
    return job


def kernel(state: KernelState, path: str = "train.ipynb") -> Followed:
    return Followed("k1", path, state, True)


async def until(bench: Bench, job: Job, step: str) -> None:
    await bench.clock.pass_until(lambda: job.step.name == step or job.state != "running")
    assert (job.step.name, job.state) == (step, "running")


async def pass_seconds(bench: Bench, seconds: float) -> None:
    end = bench.clock.now() + seconds
    await bench.clock.pass_until(lambda: bench.clock.now() >= end)


async def test_stops_when_the_kernels_are_done_and_not_before(bench: Bench) -> None:
    job = await ask(bench)
    await until(bench, job, "wait-done")
    await pass_seconds(bench, 3000)  # longer than any other job may take
    assert (job.state, bench.cloud.operations()) == ("running", [])
    assert not job.step.slow
    bench.leaving.one.kernels = [kernel("idle")]
    await pass_seconds(bench, 20)
    assert job.step.name == "wait-done"
    bench.leaving.one.kernels = [kernel("done")]
    await bench.end(job)
    assert (job.state, job.message) == ("done", "Done: train.ipynb.")
    assert bench.cloud.operations() == ["DeleteApp"]
    assert bench.steps(job) == ["look", "wait-done", "save-outputs", "delete-app", "wait-gone"]
    assert (bench.leaving.one.written, bench.leaving.shut_down) == (1, 1)


async def test_tells_of_kernels_and_of_saving_as_it_goes(bench: Bench) -> None:
    job = await ask(bench)
    await until(bench, job, "wait-done")
    bench.leaving.one.kernels = [kernel("done")]
    await bench.end(job)
    told = [told["leaving"] for told in bench.told if told["leaving"]]
    assert next(kernels[0]["state"] for leaving in told if (kernels := leaving["kernels"])) == "busy"
    assert [leaving["saving"] for leaving in told].count(True) > 0
    assert told[-1]["saving"] is False
    assert told[-1]["done"] is not None


async def test_a_kernel_that_ends_before_it_is_done_is_said(bench: Bench) -> None:
    bench.leaving.one.kernels = [kernel("lost")]
    job = await bench.end(await ask(bench))
    assert (job.state, job.message) == ("done", "Ended before it was done: train.ipynb.")


async def test_at_its_limit_the_space_keeps_running(bench: Bench) -> None:
    job = await bench.end(await ask(bench))
    assert (job.state, bench.cloud.operations()) == ("failed", [])
    assert job.error
    assert (job.error.type, job.error.step) == ("SpacesStillBusy", "wait-done")
    assert job.error.message.startswith("After 1 h it was not done yet: train.ipynb. The space keeps")
    assert bench.leaving.one.written == 1  # what was put out so far is kept


async def test_it_does_not_stop_while_outputs_cannot_be_written(bench: Bench) -> None:
    bench.leaving.one.kernels = [kernel("done")]
    bench.leaving.one.troubles = ["train.ipynb: No space left on device"]
    job = await ask(bench)
    await until(bench, job, "save-outputs")
    await pass_seconds(bench, 100)
    assert job.state == "running"
    assert job.message == (
        "Waiting: What the kernels put out could not be saved: train.ipynb: No space left on device."
    )
    bench.leaving.one.troubles = []
    await bench.end(job)
    assert (job.state, bench.cloud.operations()) == ("done", ["DeleteApp"])


async def test_outputs_that_can_never_be_written_keep_the_space_running(bench: Bench) -> None:
    bench.leaving.one.kernels = [kernel("done")]
    bench.leaving.one.troubles = ["train.ipynb: Permission denied"]
    job = await bench.end(await ask(bench))
    assert job.error
    assert (job.error.type, bench.cloud.operations()) == ("SpacesOutputsNotSaved", [])


async def test_cancelling_keeps_what_was_put_out(bench: Bench) -> None:
    job = await ask(bench)
    await until(bench, job, "wait-done")
    await bench.jobs.cancel(job.id, BEN)
    await bench.end(job)
    assert (job.state, job.message, job.left) == (
        "cancelled",
        "ben cancelled it.",
        "Nothing had been changed yet.",
    )
    assert (bench.leaving.one.written, bench.cloud.operations()) == (1, [])


async def test_a_stop_at_once_takes_its_place(bench: Bench) -> None:
    waiting = await ask(bench)
    await until(bench, waiting, "wait-done")
    now = await bench.end(await ask(bench, when=None))
    assert (waiting.state, waiting.message) == ("cancelled", "ana asked to stop the space now.")
    assert (now.state, bench.cloud.operations()) == ("done", ["DeleteApp"])


async def test_another_wish_has_to_wait(bench: Bench) -> None:
    waiting = await ask(bench)
    assert await ask(bench) is waiting
    with pytest.raises(Conflict, match="is to stop when its kernels are done"):
        await ask(bench, WhenDone(("k2",), 60))
    with pytest.raises(Conflict):
        await bench.ask("change", choices={"volume_gb": 20})


async def test_a_restart_goes_on_and_finds_the_kernels_gone(
    bench: Bench, tmp_path: Path, cloud: Cloud
) -> None:
    job_id = (await ask(bench)).id
    await until(bench, bench.jobs._jobs[job_id], "wait-done")
    await bench.crash()
    again = Bench(tmp_path, cloud, own="lab")
    again.leaving.one.kernels = [Followed("k1", None, "lost", False)]
    await again.jobs.all()
    job = await again.end(again.jobs._jobs[job_id])
    assert (job.state, job.message) == ("done", "Ended before it was done: train.ipynb.")
    assert cloud.operations() == ["DeleteApp"]
    await again.crash()


async def test_at_the_next_visit_it_is_known_why_it_stopped(
    bench: Bench, tmp_path: Path, cloud: Cloud
) -> None:
    bench.leaving.one.kernels = [kernel("done")]
    job = await ask(bench)
    await until(bench, job, "wait-gone")
    await bench.crash()
    cloud.clock.time += 3600
    cloud.apps.clear()
    cloud.put_app("lab", "InService")
    again = Bench(tmp_path, cloud, own="lab")
    await again.jobs.all()
    job = await again.end(again.jobs._jobs[job.id])
    assert (job.state, job.message) == (
        "done",
        "Done: train.ipynb. It was stopped, and has been started again since.",
    )
    assert job.memory.departure
    assert job.memory.departure.done is not None
    assert cloud.operations() == ["DeleteApp"]
    await again.crash()


async def test_credentials_that_ran_out_meanwhile_are_waited_for(bench: Bench) -> None:
    expired = AwsError("ExpiredTokenException", "The security token is expired.", 400, None)
    job = await ask(bench)
    await until(bench, job, "wait-done")
    await pass_seconds(bench, 3000)
    bench.cloud.faults["DescribeApp"] = [expired] * 3
    bench.leaving.one.kernels = [kernel("done")]
    await bench.end(job)
    assert (job.state, bench.cloud.operations()) == ("done", ["DeleteApp"])


@pytest.mark.parametrize("present", [["Ben"], None])
async def test_people_who_are_present_have_a_minute_to_object(
    bench: Bench, present: list[str] | None
) -> None:
    bench.leaving.present = present
    job = await ask(bench, None, announce=True)
    await until(bench, job, "announce")
    began = bench.clock.now()
    assert job.public()["leaving"]["stops_at"] is not None
    await bench.end(job)
    assert job.state == "done"
    assert bench.clock.now() - began >= 60
    assert bench.steps(job) == ["look", "announce", "delete-app", "wait-gone"]


async def test_an_objection_keeps_it_running_and_says_whose(bench: Bench) -> None:
    bench.leaving.present = ["Ben"]
    job = await ask(bench, None, announce=True)
    await until(bench, job, "announce")
    await bench.jobs.cancel(job.id, BEN)
    await bench.end(job)
    assert (job.state, job.message) == ("cancelled", "ben asked to keep the space running.")
    assert bench.cloud.operations() == []


async def test_with_nobody_else_there_is_no_wait(bench: Bench) -> None:
    job = await bench.end(await ask(bench, None, announce=True))
    assert bench.steps(job) == ["look", "delete-app", "wait-gone"]


async def test_others_are_asked_when_the_kernels_are_done(bench: Bench) -> None:
    bench.leaving.present = ["Ben"]
    bench.leaving.one.kernels = [kernel("done")]
    job = await bench.end(await ask(bench, announce=True))
    assert bench.steps(job)[1:4] == ["wait-done", "save-outputs", "announce"]


async def test_a_restart_cancels_a_countdown(bench: Bench, tmp_path: Path, cloud: Cloud) -> None:
    bench.leaving.present = ["Ben"]
    job_id = (await ask(bench, None, announce=True)).id
    await until(bench, bench.jobs._jobs[job_id], "announce")
    await bench.crash()
    again = Bench(tmp_path, cloud, own="lab")
    await again.jobs.all()
    job = await again.end(again.jobs._jobs[job_id])
    assert (job.state, job.message) == (
        "cancelled",
        "The server restarted while others could still object.",
    )
    assert cloud.operations() == []
    await again.crash()

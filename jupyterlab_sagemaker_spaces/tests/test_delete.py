"""Delete: every way from "look" to the end, and that nothing else is ever deleted."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from jupyterlab_sagemaker_spaces.aws.failures import AwsError, EndpointUnreachable, TimedOut
from jupyterlab_sagemaker_spaces.jobs.delete import GONE, REPLACED

from .bench import Bench
from .cuts import crash_at

BROKEN = AwsError("InternalFailure", "We encountered an internal error.", 500, "req-500")
IN_USE = AwsError("ResourceInUse", "App(s) are associated with it.", 400, "req-use")


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    bench = Bench(tmp_path, own="mine")
    bench.cloud.space("lab", "InService")
    yield bench
    await bench.crash()


def error(job: Any) -> tuple[str, str]:
    assert job.error
    return job.error.type, job.error.step


async def test_a_running_space_is_stopped_and_deleted(bench: Bench) -> None:
    job = await bench.do("delete")
    assert (job.state, job.message) == ("done", None)
    assert (bench.cloud.done, bench.cloud.spaces) == (["DeleteApp", "DeleteSpace"], {})
    assert bench.steps(job) == ["look", "delete-app", "wait-gone", "delete-space", "wait-deleted"]
    assert bench.told[-1]["step"]["index"] == bench.told[-1]["step"]["total"] == 5


async def test_a_stopped_space_is_deleted(bench: Bench) -> None:
    bench.cloud.put_app("lab", "Deleted")
    job = await bench.do("delete")
    assert (job.state, bench.cloud.done) == ("done", ["DeleteSpace"])
    assert bench.steps(job) == ["look", "delete-space", "wait-deleted"]
    assert bench.told[-1]["step"]["total"] == 3


async def test_a_space_that_is_not_there_any_more(bench: Bench) -> None:
    job = await bench.do("delete", "nowhere")
    assert (job.state, job.message, bench.cloud.operations()) == ("done", GONE, [])


async def test_follows_a_deletion_by_somebody_else(bench: Bench) -> None:
    bench.cloud.put_app("lab", "Deleted")
    bench.cloud._change("lab", "Deleting", None, None)
    job = await bench.do("delete")
    assert (job.state, bench.cloud.operations()) == ("done", [])


async def test_a_space_of_studio_classic_is_left_to_studio(bench: Bench) -> None:
    bench.cloud.space("old", SpaceSettings={"AppType": "JupyterServer"})
    job = await bench.do("delete", "old")
    assert (error(job), bench.cloud.operations()) == (("SpacesNotSupported", "look"), [])


async def test_a_space_that_failed_can_be_deleted(bench: Bench) -> None:
    bench.cloud.space("broken", Status="Failed")
    assert (await bench.do("delete", "broken")).state == "done"


async def test_a_space_that_is_being_created_is_deleted_when_that_is_over(bench: Bench) -> None:
    bench.cloud.space("new")
    bench.cloud._change("new", "Pending", "InService", None)
    job = await bench.do("delete", "new")
    assert (job.state, bench.cloud.done) == ("done", ["DeleteSpace"])
    assert any("Waiting until AWS knows" in (told["message"] or "") for told in bench.told)
    assert job.message is None


async def test_a_space_that_stays_unknown_is_not_waited_for_for_ever(bench: Bench) -> None:
    bench.cloud.space("new", Status="Pending")
    job = await bench.do("delete", "new")
    assert error(job) == ("ValidationException", "delete-space")
    assert bench.clock.now() - job.created == pytest.approx(120, abs=10)


async def test_a_deletion_that_fails_says_why(bench: Bench) -> None:
    bench.cloud.delete_failure = "the volume is attached"
    job = await bench.do("delete")
    assert error(job) == ("SpacesDeleteFailed", "wait-deleted")
    assert job.error
    assert job.error.message == "the volume is attached"


async def test_a_former_failure_is_not_taken_for_this_ones(bench: Bench) -> None:
    bench.cloud.spaces["lab"] |= {"Status": "Delete_Failed", "FailureReason": "of yesterday"}
    assert (await bench.do("delete")).state == "done"


@pytest.mark.parametrize("fault", [BROKEN, TimedOut("slow"), EndpointUnreachable("gone")])
async def test_after_an_unclear_delete_it_looks_first(bench: Bench, fault: AwsError) -> None:
    bench.cloud.faults["DeleteSpace"] = [fault]
    bench.cloud.done_anyway = {"DeleteSpace"}
    assert (await bench.do("delete")).state == "done"
    assert bench.cloud.operations() == ["DeleteApp", "DeleteSpace"]


async def test_gives_up_after_three_unclear_deletes(bench: Bench) -> None:
    bench.cloud.faults["DeleteSpace"] = [BROKEN] * 9
    job = await bench.do("delete")
    assert error(job) == ("InternalFailure", "delete-space")
    assert bench.cloud.operations().count("DeleteSpace") == 3


async def test_a_refused_delete_fails_in_the_services_words(bench: Bench) -> None:
    bench.cloud.faults["DeleteSpace"] = [AwsError("AccessDeniedException", "in its words", 400, "req-no")]
    job = await bench.do("delete")
    assert job.error
    assert (*error(job), job.error.message) == ("AccessDeniedException", "delete-space", "in its words")
    assert (job.error.failed, job.left) == ("delete", "It had been stopped for that.")


async def test_a_throttled_delete_is_sent_again(bench: Bench) -> None:
    bench.cloud.faults["DeleteSpace"] = [AwsError("ThrottlingException", "Rate exceeded", 400, None)] * 3
    assert (await bench.do("delete")).state == "done"


async def test_an_app_that_still_goes_is_waited_for(bench: Bench) -> None:
    bench.cloud.faults["DeleteSpace"] = [IN_USE]
    assert (await bench.do("delete")).state == "done"


async def test_started_by_somebody_while_it_is_being_stopped_it_stays(bench: Bench) -> None:
    job = await bench.ask("delete")
    await bench.clock.pass_until(lambda: job.step.name == "wait-gone")
    bench.cloud.put_app("lab", "Pending", age=0)
    await bench.end(job)
    assert (error(job)[0], bench.cloud.done) == ("SpacesStarted", ["DeleteApp"])


async def test_started_by_somebody_before_it_is_deleted_it_stays(bench: Bench) -> None:
    bench.cloud.put_app("lab", "Deleted")

    def started(params: Any) -> Any:
        bench.cloud.put_app("lab", "Pending", age=0)
        raise IN_USE

    bench.cloud._DeleteSpace = started  # type: ignore[method-assign]
    job = await bench.do("delete")
    assert (error(job)[0], bench.cloud.operations()) == ("SpacesStarted", ["DeleteSpace"])


# After a restart of the server


def running(directory: Path) -> Any:
    bench = Bench(directory, own="mine")
    bench.cloud.space("lab", "InService")
    return bench, lambda: bench.ask("delete")


@pytest.mark.parametrize("carried_out", [False, True])
async def test_gone_on_with_from_every_call(tmp_path: Path, carried_out: bool) -> None:
    for call in range(1, 500):
        cloud, job = await crash_at(call, carried_out, tmp_path / str(call), running)
        if job is None:
            break
        assert (job.state, job.error, cloud.done) == ("done", None, ["DeleteApp", "DeleteSpace"]), call
        assert cloud.spaces == {}
    assert call > 8


async def test_a_space_that_was_made_anew_meanwhile_stays(tmp_path: Path) -> None:
    bench, ask = running(tmp_path)
    job = await ask()
    await bench.clock.pass_until(lambda: job.step.name == "wait-deleted")
    await bench.crash()
    bench.clock.time += 60
    bench.cloud.space("lab", CreationTime=bench.clock.now())
    again = Bench(tmp_path, bench.cloud, own="mine")
    await again.jobs.all()
    resumed = await again.end(again.jobs._jobs[job.id])
    assert (resumed.state, resumed.message) == ("done", REPLACED)
    assert (bench.cloud.done, set(bench.cloud.spaces)) == (["DeleteApp", "DeleteSpace"], {"lab"})
    await again.crash()


async def test_an_app_that_was_started_meanwhile_stays(tmp_path: Path) -> None:
    bench, ask = running(tmp_path)
    job = await ask()
    await bench.clock.pass_until(lambda: job.step.name == "wait-gone")
    await bench.crash()
    bench.clock.time += 60
    bench.cloud.put_app("lab", "InService", age=30)
    again = Bench(tmp_path, bench.cloud, own="mine")
    await again.jobs.all()
    resumed = await again.end(again.jobs._jobs[job.id])
    assert (error(resumed)[0], bench.cloud.done) == ("SpacesStarted", ["DeleteApp"])
    await again.crash()


async def test_an_old_delete_is_not_gone_on_with(tmp_path: Path) -> None:
    bench, ask = running(tmp_path)
    job = await ask()
    await bench.clock.pass_until(lambda: job.step.name == "wait-gone")
    await bench.crash()
    bench.clock.time += 3 * 3600
    again = Bench(tmp_path, bench.cloud, own="mine")
    await again.jobs.all()
    resumed = await again.end(again.jobs._jobs[job.id])
    assert (error(resumed)[0], set(bench.cloud.spaces)) == ("SpacesJobTimedOut", {"lab"})
    await again.crash()


async def test_cancelled_while_aws_deletes_it_says_so(bench: Bench) -> None:
    """Not only that it was to be stopped before."""
    job = await bench.ask("delete")
    await bench.clock.pass_until(lambda: job.step.name == "wait-deleted")
    await bench.jobs.cancel(job.id, job.by)
    await bench.end(job)
    assert job.message == "ana cancelled it."
    assert job.left == (
        "AWS had already been asked to delete the space, and goes on with it. It had been stopped for that."
    )

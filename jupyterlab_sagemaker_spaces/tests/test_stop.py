"""Stop: every way from "look" to the end."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from jupyterlab_sagemaker_spaces.aws.failures import AwsError, EndpointUnreachable, TimedOut
from jupyterlab_sagemaker_spaces.jobs.stop import RESTARTED

from .bench import Bench
from .cloud import Json

BROKEN = AwsError("InternalFailure", "We encountered an internal error.", 500, "req-500")
IN_USE = AwsError("ResourceInUse", "App is being changed.", 400, "req-use")
TOO_EARLY = AwsError("ValidationException", "App is Pending.", 400, "req-early")


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    bench = Bench(tmp_path)
    bench.cloud.space("lab", "InService")
    yield bench
    await bench.crash()


async def test_stops_a_running_space(bench: Bench) -> None:
    job = await bench.do("stop")
    assert (job.state, job.message) == ("done", None)
    assert bench.cloud.operations() == ["DeleteApp"]
    assert bench.cloud.params("DeleteApp") == {
        "DomainId": "d-test",
        "SpaceName": "lab",
        "AppType": "JupyterLab",
        "AppName": "default",
    }
    assert bench.steps(job) == ["look", "delete-app", "wait-gone"]


@pytest.mark.parametrize("record", [None, "Deleted"])
async def test_a_stopped_space_is_left_alone(bench: Bench, record: str | None) -> None:
    bench.cloud.apps.clear()
    if record:
        bench.cloud.put_app("lab", record)
    job = await bench.do("stop")
    assert (job.state, job.message) == ("done", "It was not running.")
    assert bench.cloud.operations() == []


async def test_follows_a_stop_by_somebody_else(bench: Bench) -> None:
    bench.cloud.put_app("lab", "Deleting")
    job = await bench.do("stop")
    assert (job.state, bench.cloud.operations()) == ("done", [])
    assert bench.steps(job) == ["look", "wait-gone"]


async def test_an_app_that_failed_and_deleted_itself_is_done(bench: Bench) -> None:
    bench.cloud.put_app("lab", "Failed")
    assert (await bench.do("stop")).state == "done"


@pytest.mark.parametrize("code", ["ResourceNotFound", "ValidationException"])
async def test_gone_between_look_and_delete_is_done(bench: Bench, code: str) -> None:
    def gone(params: Json) -> Json:
        bench.cloud.apps.clear()
        raise AwsError(code, "App [default] has already been deleted.", 400, "req-gone")

    bench.cloud._DeleteApp = gone  # type: ignore[method-assign]
    assert (await bench.do("stop")).state == "done"


async def test_a_space_that_does_not_exist(bench: Bench) -> None:
    job = await bench.do("stop", "nowhere")
    assert job.error
    assert job.error.type == "ResourceNotFound"


@pytest.mark.parametrize("code", ["AccessDeniedException", "ValidationException"])
async def test_a_refused_delete_fails_in_the_services_words(bench: Bench, code: str) -> None:
    bench.cloud.faults["DeleteApp"] = [AwsError(code, "in its words", 400, "req-no")]
    job = await bench.do("stop")
    assert job.error
    assert (job.error.type, job.error.message, job.error.step) == (code, "in its words", "delete-app")
    assert bench.cloud.operations() == ["DeleteApp"]


async def test_a_throttled_delete_is_sent_again(bench: Bench) -> None:
    bench.cloud.faults["DeleteApp"] = [AwsError("ThrottlingException", "Rate exceeded", 400, None)] * 4
    assert (await bench.do("stop")).state == "done"


async def test_an_app_started_while_the_delete_was_throttled_is_not_deleted(bench: Bench) -> None:
    bench.cloud.faults["DeleteApp"] = [AwsError("ThrottlingException", "Rate exceeded", 400, None)]
    job = await bench.ask("stop")
    await bench.clock.pass_until(lambda: job.message == "Waiting: Rate exceeded")
    bench.cloud.put_app("lab", "InService", age=0)
    await bench.end(job)
    assert (job.state, job.message) == ("done", RESTARTED)
    assert bench.cloud.operations() == ["DeleteApp"]


@pytest.mark.parametrize("fault", [BROKEN, TimedOut("slow"), EndpointUnreachable("gone")])
async def test_after_an_unclear_delete_it_looks_first(bench: Bench, fault: AwsError) -> None:
    bench.cloud.faults["DeleteApp"] = [fault]
    bench.cloud.done_anyway = {"DeleteApp"}
    assert (await bench.do("stop")).state == "done"
    assert bench.cloud.operations() == ["DeleteApp"]


async def test_after_an_unclear_delete_that_did_nothing_it_deletes(bench: Bench) -> None:
    bench.cloud.faults["DeleteApp"] = [BROKEN, IN_USE]
    assert (await bench.do("stop")).state == "done"
    assert bench.cloud.operations() == ["DeleteApp"] * 3


async def test_gives_up_after_three_unclear_deletes(bench: Bench) -> None:
    bench.cloud.faults["DeleteApp"] = [BROKEN] * 9
    job = await bench.do("stop")
    assert job.error
    assert (job.error.type, len(bench.cloud.operations())) == ("InternalFailure", 3)


async def test_an_app_started_after_an_unclear_delete_is_not_deleted(bench: Bench) -> None:
    def lost(params: Json) -> Json:
        bench.cloud.put_app("lab", "InService", age=-1)
        raise BROKEN

    bench.cloud._DeleteApp = lost  # type: ignore[method-assign]
    job = await bench.do("stop")
    assert (job.state, job.message) == ("done", RESTARTED)
    assert bench.cloud.operations() == ["DeleteApp"]


@pytest.mark.parametrize("refusal", [TOO_EARLY, IN_USE])
async def test_where_a_starting_app_cannot_be_stopped_it_is_stopped_later(
    bench: Bench, refusal: AwsError
) -> None:
    bench.cloud.put_app("lab", "Pending", age=0)
    bench.cloud.faults["DeleteApp"] = [refusal]
    job = await bench.do("stop")
    assert job.state == "done"
    assert bench.cloud.operations() == ["DeleteApp", "DeleteApp"]
    assert bench.clock.now() - job.created >= bench.cloud.start_s


async def test_an_app_that_does_not_go_ends_the_job_with_the_truth(bench: Bench) -> None:
    bench.cloud.stop_s = 10_000
    job = await bench.do("stop")
    assert job.error
    assert job.error.type == "SpacesJobTimedOut"
    assert "still Deleting after 30 minutes" in job.error.message


async def test_restarted_by_somebody_right_away(bench: Bench) -> None:
    job = await bench.ask("stop")
    await bench.clock.pass_until(lambda: job.step.name == "wait-gone")
    bench.cloud.put_app("lab", "Pending", age=0)
    await bench.end(job)
    assert (job.state, job.message) == ("done", RESTARTED)

"""Run: every way from "look" to the end."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from jupyterlab_sagemaker_spaces.aws.failures import (
    AwsError,
    EndpointUnreachable,
    NoCredentials,
    TimedOut,
)

from .bench import Bench
from .cloud import IMAGE, Json

STORAGE = AwsError(
    "ResourceInUse",
    "Unable to create app [default] because storage is not in Available status",
    400,
    "req-storage",
)
THROTTLED = AwsError("ThrottlingException", "Rate exceeded", 400, "req-slow")
BROKEN = AwsError("InternalFailure", "We encountered an internal error.", 500, "req-500")


async def test_runs_a_stopped_space(bench: Bench) -> None:
    job = await bench.do("run")
    assert (job.state, job.message, job.error) == ("done", None, None)
    assert bench.cloud.operations() == ["CreateApp"]
    assert bench.cloud.params("CreateApp") == {
        "DomainId": "d-test",
        "SpaceName": "lab",
        "AppType": "JupyterLab",
        "AppName": "default",
        "ResourceSpec": {"InstanceType": "ml.t3.medium", "SageMakerImageArn": IMAGE},
    }
    assert bench.steps(job) == ["look", "create-app", "wait-in-service"]
    assert bench.told[-1]["step"]["index"] == bench.told[-1]["step"]["total"] == 3
    assert job.request_id == f"req-{len(bench.cloud.calls)}"


async def test_runs_a_code_editor_space_by_its_own_settings(bench: Bench) -> None:
    settings = {
        "AppType": "CodeEditor",
        "CodeEditorAppSettings": {
            "DefaultResourceSpec": {"SageMakerImageArn": IMAGE, "InstanceType": "ml.c5.large"}
        },
    }
    bench.cloud.space("pipes", SpaceSettings=settings)
    job = await bench.do("run", "pipes")
    assert job.state == "done"
    assert bench.cloud.params("CreateApp")["AppType"] == "CodeEditor"
    assert bench.cloud.params("CreateApp")["ResourceSpec"]["InstanceType"] == "ml.c5.large"


async def test_is_done_when_it_runs_already(bench: Bench) -> None:
    bench.cloud.put_app("lab", "InService")
    job = await bench.do("run")
    assert (job.state, job.message) == ("done", "It was already running.")
    assert bench.cloud.operations() == []


async def test_follows_a_start_by_somebody_else(bench: Bench) -> None:
    bench.cloud.put_app("lab", "Pending", age=0)
    job = await bench.do("run")
    assert (job.state, job.message) == ("done", "It was already starting.")
    assert bench.cloud.operations() == []


async def test_waits_until_a_former_app_is_gone(bench: Bench) -> None:
    bench.cloud.put_app("lab", "Deleting")
    job = await bench.do("run")
    assert job.state == "done"
    assert bench.steps(job) == ["look", "wait-gone", "create-app", "wait-in-service"]


async def test_a_record_of_a_deleted_app_is_no_app(bench: Bench) -> None:
    bench.cloud.put_app("lab", "Deleted")
    assert (await bench.do("run")).state == "done"
    assert bench.cloud.operations() == ["CreateApp"]


async def test_waits_until_the_space_is_settled(bench: Bench) -> None:
    space = bench.cloud.space("lab", Status="Updating")
    job = await bench.ask("run")
    await bench.clock.pass_until(lambda: bench.clock.now() - job.created > 70)
    assert (job.step.name, job.step.slow, bench.cloud.operations()) == ("look", True, [])
    space["Status"] = "InService"
    assert (await bench.end(job)).state == "done"


@pytest.mark.parametrize("status", ["Failed", "Deleting"])
async def test_a_space_that_cannot_run_says_why(bench: Bench, status: str) -> None:
    bench.cloud.space("lab", Status=status, FailureReason="no volume")
    job = await bench.do("run")
    assert job.error
    assert (job.state, job.error.type, job.error.step) == ("failed", "SpacesCannotRun", "look")
    assert "no volume" in job.error.message


async def test_a_space_of_studio_classic_is_left_to_studio(bench: Bench) -> None:
    bench.cloud.space("old", SpaceSettings={"AppType": "JupyterServer"})
    job = await bench.do("run", "old")
    assert job.error
    assert job.error.type == "SpacesNotSupported"
    assert "Studio" in job.error.message


async def test_a_space_that_does_not_exist(bench: Bench) -> None:
    job = await bench.do("run", "nowhere")
    assert job.error
    assert (job.error.type, job.error.request_id) == ("ResourceNotFound", "req-none")


# Image


async def test_an_image_is_taken_from_the_former_app(bench: Bench) -> None:
    settings = {"AppType": "JupyterLab", "JupyterLabAppSettings": {"DefaultResourceSpec": {}}}
    bench.cloud.space("lab", SpaceSettings=settings)
    spec = {"InstanceType": "ml.m5.large", "SageMakerImageArn": IMAGE, "SageMakerImageVersionAlias": "4.4.0"}
    bench.cloud.put_app("lab", "Deleted", ResourceSpec=spec)
    assert (await bench.do("run")).state == "done"
    assert bench.cloud.params("CreateApp")["ResourceSpec"] == spec


async def test_an_image_is_taken_from_the_list_when_describe_shows_no_deleted_app(bench: Bench) -> None:
    settings = {"AppType": "JupyterLab", "JupyterLabAppSettings": {}}
    bench.cloud.space("lab", SpaceSettings=settings)
    bench.cloud.put_app(
        "lab", "Deleted", ResourceSpec={"InstanceType": "ml.m5.large", "SageMakerImageArn": IMAGE}
    )
    bench.cloud.faults["DescribeApp"] = [AwsError("ResourceNotFound", "gone", 400, None)]
    assert (await bench.do("run")).state == "done"
    assert bench.cloud.params("CreateApp")["ResourceSpec"] == {
        "InstanceType": "ml.m5.large",
        "SageMakerImageArn": IMAGE,
    }


async def test_an_image_is_taken_from_this_servers_own_space(tmp_path: Path) -> None:
    bench = Bench(tmp_path, own="here")
    spec = {"InstanceType": "ml.g5.xlarge"}
    settings = {"AppType": "JupyterLab", "JupyterLabAppSettings": {"DefaultResourceSpec": spec}}
    bench.cloud.space("lab", SpaceSettings=settings)
    bench.cloud.space("here")
    own = {"InstanceType": "ml.t3.medium", "SageMakerImageArn": IMAGE, "SageMakerImageVersionAlias": "4.4.0"}
    bench.cloud.put_app("here", "InService", ResourceSpec=own)
    assert (await bench.do("run")).state == "done"
    assert bench.cloud.params("CreateApp")["ResourceSpec"] == {
        "InstanceType": "ml.g5.xlarge",
        "SageMakerImageArn": IMAGE.replace("-cpu", "-gpu"),
        "SageMakerImageVersionAlias": "4.4.0",
    }
    await bench.crash()


async def test_without_any_image_the_service_says_what_it_needs(bench: Bench) -> None:
    bench.cloud.space("lab", SpaceSettings={"AppType": "JupyterLab"})
    said = AwsError("ValidationException", "SageMaker Image ARN is required for App", 400, "req-image")
    bench.cloud.faults["CreateApp"] = [said]
    job = await bench.do("run")
    assert job.error
    assert (job.error.type, job.error.step, job.error.request_id) == (
        "ValidationException",
        "create-app",
        "req-image",
    )


# Refusals and faults of CreateApp


async def test_waits_for_the_volume(bench: Bench) -> None:
    bench.cloud.faults["CreateApp"] = [STORAGE] * 5
    job = await bench.do("run")
    assert job.state == "done"
    assert bench.cloud.operations() == ["CreateApp"] * 6
    assert any(told["message"] == "Waiting for the space's volume." for told in bench.told)
    assert job.message is None


async def test_does_not_wait_for_the_volume_for_ever(bench: Bench) -> None:
    bench.cloud.faults["CreateApp"] = [STORAGE] * 200
    job = await bench.do("run")
    assert job.error
    assert (job.error.type, job.error.message) == ("ResourceInUse", STORAGE.message)


async def test_a_throttled_create_is_sent_again(bench: Bench) -> None:
    bench.cloud.faults["CreateApp"] = [THROTTLED, THROTTLED]
    assert (await bench.do("run")).state == "done"
    assert bench.cloud.operations() == ["CreateApp"] * 3


@pytest.mark.parametrize("fault", [BROKEN, TimedOut("slow"), EndpointUnreachable("gone")])
async def test_after_an_unclear_create_it_looks_first(bench: Bench, fault: AwsError) -> None:
    bench.cloud.faults["CreateApp"] = [fault]
    bench.cloud.done_anyway = {"CreateApp"}
    job = await bench.do("run")
    assert (job.state, job.message) == ("done", None)
    assert bench.cloud.operations() == ["CreateApp"]


async def test_after_an_unclear_create_that_did_nothing_it_creates(bench: Bench) -> None:
    bench.cloud.faults["CreateApp"] = [BROKEN]
    assert (await bench.do("run")).state == "done"
    assert bench.cloud.operations() == ["CreateApp", "CreateApp"]


async def test_gives_up_after_three_unclear_creates(bench: Bench) -> None:
    bench.cloud.faults["CreateApp"] = [BROKEN] * 9
    job = await bench.do("run")
    assert job.error
    assert (job.error.type, len(bench.cloud.operations())) == ("InternalFailure", 3)


async def test_an_app_that_failed_behind_an_unclear_create_is_not_created_again(bench: Bench) -> None:
    bench.cloud.start_s, bench.cloud.start_failure = 0.0, "EC2InsufficientCapacityError"
    bench.cloud.faults["CreateApp"] = [BROKEN]
    bench.cloud.done_anyway = {"CreateApp"}
    job = await bench.do("run")
    assert job.error
    assert (job.error.type, bench.cloud.operations()) == ("SpacesAppFailed", ["CreateApp"])


@pytest.mark.parametrize("code", ["AccessDeniedException", "ResourceLimitExceeded", "ValidationException"])
async def test_a_refused_create_fails_in_the_services_words(bench: Bench, code: str) -> None:
    bench.cloud.faults["CreateApp"] = [AwsError(code, "in its words", 400, "req-no")]
    job = await bench.do("run")
    assert job.error
    assert (job.error.type, job.error.message, job.error.step) == (code, "in its words", "create-app")
    assert bench.cloud.operations() == ["CreateApp"]


async def test_a_failed_app_in_the_way_is_removed(bench: Bench) -> None:
    bench.cloud.put_app("lab", "Failed")
    bench.cloud.faults["CreateApp"] = [AwsError("ResourceInUse", "App already exists.", 400, None)]
    assert (await bench.do("run")).state == "done"
    assert bench.cloud.operations() == ["CreateApp", "DeleteApp", "CreateApp"]


async def test_somebody_was_faster(bench: Bench) -> None:
    create = bench.cloud._CreateApp

    def after_another(params: Json) -> Json:
        bench.cloud.put_app("lab", "Pending", age=0)
        return create(params)

    bench.cloud._CreateApp = after_another  # type: ignore[method-assign]
    assert (await bench.do("run")).state == "done"
    assert bench.cloud.operations() == ["CreateApp"]


# Waiting


async def test_a_failed_start_says_why(bench: Bench) -> None:
    bench.cloud.start_failure = "EC2InsufficientCapacityError"
    job = await bench.do("run")
    assert job.error
    assert (job.error.type, job.error.step) == ("SpacesAppFailed", "wait-in-service")
    assert "EC2InsufficientCapacityError" in job.error.message


async def test_an_old_failure_is_not_taken_for_the_new_app(bench: Bench) -> None:
    old = bench.cloud.put_app("lab", "Failed", FailureReason="of yesterday")
    describe = bench.cloud._DescribeApp

    def behind(params: Json) -> Json:
        new = describe(params)
        return old if bench.clock.now() - new["CreationTime"] < 10 else new

    bench.cloud._DescribeApp = behind  # type: ignore[method-assign]
    assert (await bench.do("run")).state == "done"


async def test_stopped_by_somebody_while_it_starts(bench: Bench) -> None:
    job = await bench.ask("run")
    await bench.clock.pass_until(lambda: job.memory.app is not None)
    bench.cloud.apps.clear()
    await bench.end(job)
    assert job.error
    assert job.error.type == "SpacesStopped"


async def test_slow_is_told_after_a_minute(bench: Bench) -> None:
    job = await bench.do("run")
    slow = [told for told in bench.told if told["step"]["slow"]]
    assert slow
    assert slow[0]["step"]["name"] == "wait-in-service"
    assert job.state == "done"


async def test_looks_every_two_seconds_then_slower(bench: Bench) -> None:
    bench.cloud.start_s = 1200
    times: list[float] = []
    describe = bench.cloud._DescribeApp

    def noted(params: Json) -> Json:
        times.append(bench.clock.now())
        return describe(params)

    bench.cloud._DescribeApp = noted  # type: ignore[method-assign]
    await bench.do("run")
    gaps = [round(b - a) for a, b in pairwise(times)][2:]
    assert gaps[:20] == [2] * 20
    assert max(gaps) == 10
    assert gaps == sorted(gaps)


async def test_gives_up_after_half_an_hour_and_says_how_things_are(bench: Bench) -> None:
    bench.cloud.start_s = 10_000
    job = await bench.do("run")
    assert job.error
    assert job.error.type == "SpacesJobTimedOut"
    assert "still starting after 30 minutes" in job.error.message
    assert bench.clock.now() - job.created == pytest.approx(1800, abs=15)


async def test_faults_while_waiting_are_waited_out(bench: Bench) -> None:
    faults = [
        None,
        None,
        THROTTLED,
        EndpointUnreachable("gone"),
        TimedOut("slow"),
        NoCredentials("none"),
        BROKEN,
    ]
    bench.cloud.faults["DescribeApp"] = list(faults)
    job = await bench.do("run")
    assert (job.state, job.message) == ("done", None)
    assert any(told["message"] == "Waiting: gone" for told in bench.told)
    assert bench.cloud.operations() == ["CreateApp"]


async def test_a_refusal_while_waiting_is_not_waited_out(bench: Bench) -> None:
    bench.cloud.faults["DescribeApp"] = [None, AwsError("AccessDeniedException", "no", 400, "req-no")]
    job = await bench.do("run")
    assert job.error
    assert (job.error.type, job.error.step) == ("AccessDeniedException", "wait-in-service")


async def test_a_first_look_without_credentials_fails_at_once(bench: Bench) -> None:
    bench.cloud.faults["DescribeSpace"] = [NoCredentials("none found")]
    job = await bench.do("run")
    assert job.error
    assert (job.error.type, job.error.message, job.error.step) == (
        "SpacesNoCredentials",
        "none found",
        "look",
    )
    assert bench.clock.now() == job.created


async def test_a_first_look_waits_out_throttling_for_a_while(bench: Bench) -> None:
    bench.cloud.faults["DescribeSpace"] = [THROTTLED, THROTTLED]
    assert (await bench.do("run")).state == "done"
    bench.cloud.space("other")
    bench.cloud.faults["DescribeSpace"] = [THROTTLED] * 20
    job = await bench.do("run", "other")
    assert job.error
    assert job.error.type == "ThrottlingException"

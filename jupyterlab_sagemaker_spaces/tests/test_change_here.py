"""Change the space in which the server runs: settings first, the stop last, and nobody to run it again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from jupyterlab_sagemaker_spaces.aws.failures import AwsError
from jupyterlab_sagemaker_spaces.jobs.change_here import STARTED_AGAIN

from .bench import Bench
from .cloud import IMAGE, Cloud
from .cuts import crash_at

SPEC = {"InstanceType": "ml.t3.medium", "SageMakerImageArn": IMAGE}
LARGER = {"instance_type": "ml.m5.large"}
REFUSED = AwsError("ValidationException", "Cannot update it with an inservice app.", 400, "req-run")


def in_lab(directory: Path) -> Any:
    bench = Bench(directory, own="LAB")
    bench.cloud.space("lab")
    bench.cloud.put_app("lab", "InService", ResourceSpec=SPEC)
    return bench, lambda: bench.ask("change", choices=LARGER)


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    bench, _ = in_lab(tmp_path)
    yield bench
    await bench.crash()


def instance(cloud: Cloud) -> str:
    """The instance type in the space's settings."""
    settings = cloud.spaces["lab"]["SpaceSettings"]["JupyterLabAppSettings"]
    return str(settings["DefaultResourceSpec"]["InstanceType"])


async def test_the_settings_come_first_and_the_stop_last(bench: Bench) -> None:
    job = await bench.do("change", choices=LARGER)
    assert bench.cloud.operations() == ["UpdateSpace", "DeleteApp"]
    assert bench.steps(job) == ["look", "update-space", "wait-updated", "delete-app", "wait-gone"]
    assert (job.state, instance(bench.cloud)) == ("done", "ml.m5.large")
    assert bench.told[-1]["step"]["total"] == 5


async def test_name_and_idle_timeout_need_no_stop(bench: Bench) -> None:
    job = await bench.do("change", choices={"display_name": "Laboratory", "idle_minutes": 90})
    assert (job.state, bench.cloud.operations()) == ("done", ["UpdateSpace"])


@pytest.mark.parametrize("choices", [LARGER, {"volume_gb": 40}])
@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ValidationException", REFUSED.message),
        ("ValidationException", "Unable to update a Space with InService Apps."),
        ("ValidationException", "The App [default] of the Space is running: delete it first."),
        ("ValidationException", "EbsVolumeSizeInGb cannot change while the Space is running."),
        ("ResourceInUse", "The space has an app."),
    ],
)
async def test_where_aws_refuses_it_is_not_stopped(bench: Bench, code: str, text: str, choices: Any) -> None:
    bench.cloud.while_running = AwsError(code, text, 400, "req-run")
    job = await bench.do("change", choices=choices)
    assert job.error
    assert (job.error.type, job.error.step) == ("SpacesChangeHereRefused", "update-space")
    for word in (text, "another space", "command line", "Studio"):
        assert word in job.error.message
    assert set(bench.cloud.operations()) == {"UpdateSpace"}
    assert bench.cloud.apps["lab"]["Status"] == "InService"


@pytest.mark.parametrize(
    "text",
    [
        "Image [arn:aws:sagemaker:us-east-1:123456789012:image/old] does not exist.",
        "IdleTimeoutInMinutes [61] is out of the range [90, 600] of the domain's JupyterLab apps.",
        "StudioLifecycleConfig [running] does not exist.",
        "InstanceType [ml.x9.large] is not available for apps in this region.",
    ],
)
async def test_a_value_that_aws_does_not_accept_is_refused_in_its_words(bench: Bench, text: str) -> None:
    bench.cloud.faults["UpdateSpace"] = [AwsError("ValidationException", text, 400, "req-bad")]
    job = await bench.do("change", choices=LARGER)
    assert job.error
    assert (job.error.type, job.error.message) == ("ValidationException", text)
    assert (bench.cloud.operations(), bench.cloud.apps["lab"]["Status"]) == (["UpdateSpace"], "InService")


async def test_a_change_that_fails_does_not_stop_it(bench: Bench) -> None:
    bench.cloud.update_failure = "VolumeModificationRateExceeded: wait"
    job = await bench.do("change", choices={"volume_gb": 40})
    assert job.error
    assert (job.error.type, bench.cloud.operations()) == ("VolumeModificationRateExceeded", ["UpdateSpace"])


async def test_a_stop_that_is_refused_says_that_the_settings_hold(bench: Bench) -> None:
    bench.cloud.faults["DeleteApp"] = [AwsError("AccessDeniedException", "not yours", 400, "req-no")]
    job = await bench.do("change", choices=LARGER)
    assert job.error
    assert (job.error.type, job.error.message) == ("AccessDeniedException", "not yours")
    assert (job.error.failed, job.left) == ("stop", HOLD)


async def test_a_stop_that_takes_too_long_says_that_the_settings_hold(bench: Bench) -> None:
    bench.cloud.stop_s = 3600
    job = await bench.do("change", choices=LARGER)
    assert job.error
    assert (job.error.type, job.error.failed) == ("SpacesJobTimedOut", "stop")
    assert job.left == f"{HOLD} AWS had already been asked to stop the space, and goes on with it."


HOLD = "The settings had been changed, and hold from the next start."


def started_again(cloud: Cloud) -> None:
    """The server died of the stop, or with it; a minute later somebody runs the space again."""
    cloud.clock.time += 60
    cloud.put_app("lab", "InService", age=30, ResourceSpec=SPEC)


@pytest.mark.parametrize("carried_out", [False, True])
async def test_a_new_app_is_never_stopped(tmp_path: Path, carried_out: bool) -> None:
    ends = set()
    for call in range(1, 500):
        cloud, job = await crash_at(call, carried_out, tmp_path / str(call), in_lab, started_again)
        if job is None:
            break
        assert cloud.apps["lab"]["Status"] == "InService", call
        if instance(cloud) == "ml.m5.large":
            assert (job.state, job.message) == ("done", STARTED_AGAIN), call
        else:
            assert job.error, call
            assert job.error.type == "SpacesNotChanged"
            assert "Ask again" in job.error.message
        ends.add(job.state)
    assert ends == {"done", "failed"}


@pytest.mark.parametrize("carried_out", [False, True])
async def test_gone_on_with_where_only_the_server_was_started_again(
    tmp_path: Path, carried_out: bool
) -> None:
    for call in range(1, 500):
        cloud, job = await crash_at(call, carried_out, tmp_path / str(call), in_lab)
        if job is None:
            break
        assert (job.state, cloud.done) == ("done", ["UpdateSpace", "DeleteApp"]), call
    assert call > 8

"""Change: what is sent, what is stopped for it, what is taken back when it fails."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from jupyterlab_sagemaker_spaces.aws.failures import AwsError, CallFailed, EndpointUnreachable, TimedOut
from jupyterlab_sagemaker_spaces.jobs.change import UNCHANGED

from .bench import Bench
from .cloud import IMAGE, Cloud, Json
from .cuts import crash_at

BROKEN = AwsError("InternalFailure", "We encountered an internal error.", 500, "req-500")
TOO_SOON = (
    "VolumeModificationRateExceeded: Wait at least 6 hours before trying to update the volume size again."
)
REFUSED = AwsError("ValidationException", "Cannot update it with an inservice app.", 400, "req-run")
NO_CAPACITY = "EC2InsufficientCapacityError: none left"
LARGER = {"instance_type": "ml.m5.large"}
SPEC = {"InstanceType": "ml.t3.medium", "SageMakerImageArn": IMAGE}
RESTART = ["DeleteApp", "UpdateSpace", "CreateApp"]


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    """With a space that runs, ``lab``, and takes no change while it does."""
    bench = Bench(tmp_path, own="mine")
    bench.cloud.while_running = REFUSED
    bench.cloud.space("lab")
    bench.cloud.put_app("lab", "InService", ResourceSpec=SPEC)
    yield bench
    await bench.crash()


def instance(cloud: Cloud) -> str:
    """The instance type in the space's settings."""
    settings = cloud.spaces["lab"]["SpaceSettings"]["JupyterLabAppSettings"]
    return str(settings["DefaultResourceSpec"]["InstanceType"])


def runs_on(cloud: Cloud) -> str | None:
    """The instance type of the app, if it runs."""
    app = cloud.apps["lab"]
    return str(app["ResourceSpec"]["InstanceType"]) if app["Status"] == "InService" else None


async def test_a_running_space_is_stopped_changed_and_run_again(bench: Bench) -> None:
    job = await bench.do("change", choices=LARGER)
    assert (job.state, job.message) == ("done", None)
    assert bench.cloud.operations() == RESTART
    assert bench.cloud.params("UpdateSpace") == {
        "DomainId": "d-test",
        "SpaceName": "lab",
        "SpaceSettings": {"JupyterLabAppSettings": {"DefaultResourceSpec": LARGER_SPEC}},
    }
    assert bench.cloud.params("CreateApp")["ResourceSpec"] == {**SPEC, **LARGER_SPEC}
    assert runs_on(bench.cloud) == "ml.m5.large"
    steps = [
        "look",
        "delete-app",
        "wait-gone",
        "update-space",
        "wait-updated",
        "create-app",
        "wait-in-service",
    ]
    assert bench.steps(job) == steps
    assert bench.told[-1]["step"]["index"] == bench.told[-1]["step"]["total"] == 7


LARGER_SPEC = {"InstanceType": "ml.m5.large"}


async def test_a_stopped_space_stays_stopped(bench: Bench) -> None:
    bench.cloud.put_app("lab", "Deleted")
    job = await bench.do("change", choices={**LARGER, "volume_gb": 40})
    assert (job.state, bench.cloud.operations()) == ("done", ["UpdateSpace"])
    assert bench.steps(job) == ["look", "update-space", "wait-updated"]
    assert bench.told[-1]["step"]["total"] == 3


async def test_a_space_that_is_just_stopping_is_waited_for_and_stays_stopped(bench: Bench) -> None:
    bench.cloud.put_app("lab", "Deleting")
    job = await bench.do("change", choices=LARGER)
    assert (job.state, bench.cloud.operations()) == ("done", ["UpdateSpace"])
    assert bench.steps(job) == ["look", "wait-gone", "update-space", "wait-updated"]


async def test_name_and_idle_timeout_are_changed_while_it_runs(bench: Bench) -> None:
    job = await bench.do("change", choices={"display_name": "Laboratory", "idle_minutes": 90})
    assert (job.state, bench.cloud.operations()) == ("done", ["UpdateSpace"])
    assert bench.cloud.apps["lab"]["Status"] == "InService"


@pytest.mark.parametrize(
    "choices",
    [{"instance_type": "ml.t3.medium"}, {"volume_gb": 20, "image": {"image_arn": IMAGE}}],
)
async def test_nothing_to_change(bench: Bench, choices: Json) -> None:
    job = await bench.do("change", choices=choices)
    assert (job.state, job.message, bench.cloud.operations()) == ("done", UNCHANGED, [])


async def test_an_app_that_runs_on_something_older_is_run_anew(bench: Bench) -> None:
    """Somebody changed the settings while it ran, which AWS may take: they hold from the next start."""
    settings = bench.cloud.spaces["lab"]["SpaceSettings"]["JupyterLabAppSettings"]
    settings["DefaultResourceSpec"] = {**SPEC, **LARGER_SPEC}
    job = await bench.do("change", choices=LARGER)
    assert (job.state, bench.cloud.operations()) == ("done", ["DeleteApp", "CreateApp"])
    assert runs_on(bench.cloud) == "ml.m5.large"


@pytest.mark.parametrize(
    ("choices", "type_"),
    [
        ({"volume_gb": 10, **LARGER}, "SpacesVolumeShrinks"),
        ({"image": {"image_arn": IMAGE}}, "SpacesNoImageVersion"),
    ],
)
async def test_what_aws_would_not_do_is_refused_before_anything_is_sent(
    bench: Bench, choices: Json, type_: str
) -> None:
    settings = bench.cloud.spaces["lab"]["SpaceSettings"]["JupyterLabAppSettings"]
    settings["DefaultResourceSpec"] = {**SPEC, "SageMakerImageVersionAlias": "4.0.0"}
    job = await bench.do("change", choices=choices)
    assert job.error
    assert (job.error.type, job.error.step, bench.cloud.operations()) == (type_, "look", [])


@pytest.mark.parametrize("status", ["Failed", "Deleting"])
async def test_a_space_that_cannot_be_changed(bench: Bench, status: str) -> None:
    bench.cloud.space("lab", Status=status, FailureReason="no volume")
    job = await bench.do("change", choices=LARGER)
    assert job.error
    assert (job.error.type, bench.cloud.operations()) == ("SpacesCannotChange", [])


async def test_a_refused_stop_changes_nothing(bench: Bench) -> None:
    bench.cloud.faults["DeleteApp"] = [AwsError("AccessDeniedException", "no", 400, "req-no")]
    job = await bench.do("change", choices=LARGER)
    assert job.error
    assert (job.error.type, bench.cloud.operations()) == ("AccessDeniedException", ["DeleteApp"])
    assert runs_on(bench.cloud) == "ml.t3.medium"


async def test_who_may_not_change_it_learns_so_before_it_is_stopped(bench: Bench) -> None:
    denied = AwsError("AccessDeniedException", "ana is not authorized to perform it.", 400, "req-denied")
    bench.cloud.faults["AskPermission"] = [denied]
    job = await bench.do("change", choices=LARGER)
    assert job.error is not None
    assert (job.error.type, job.error.step) == ("AccessDeniedException", "look")
    assert bench.cloud.operations() == []
    assert runs_on(bench.cloud) == "ml.t3.medium"


@pytest.mark.parametrize("answer", [REFUSED, AwsError("ResourceInUse", "It is [Updating].", 400, "req-use")])
async def test_a_refusal_of_what_it_asks_for_is_a_permission(bench: Bench, answer: AwsError) -> None:
    bench.cloud.faults["AskPermission"] = [answer]
    job = await bench.do("change", choices=LARGER)
    assert (job.state, bench.cloud.operations()) == ("done", RESTART)


THROTTLED = AwsError("ThrottlingException", "Rate exceeded", 400, None)
EXPIRED = AwsError("ExpiredTokenException", "The security token is expired.", 400, "req-old")
INVALID = AwsError("InvalidSignatureException", "The signature does not match.", 400, "req-sig")


@pytest.mark.parametrize("answer", [THROTTLED, EXPIRED, BROKEN, EndpointUnreachable("gone")])
async def test_what_passes_while_it_asks_is_waited_out(bench: Bench, answer: CallFailed) -> None:
    bench.cloud.faults["AskPermission"] = [answer] * 3
    job = await bench.do("change", choices=LARGER)
    assert (job.state, job.message, bench.cloud.operations()) == ("done", None, RESTART)
    assert any(told["message"] == f"Waiting: {answer.message}" for told in bench.told)


@pytest.mark.parametrize(
    "answer", [THROTTLED, EXPIRED, INVALID, BROKEN, EndpointUnreachable("gone"), TimedOut("slow")]
)
async def test_while_the_permission_is_not_known_it_is_not_stopped(bench: Bench, answer: CallFailed) -> None:
    bench.cloud.faults["AskPermission"] = [answer] * 99
    job = await bench.do("change", choices=LARGER)
    assert job.error is not None
    assert (job.error.type, job.error.message, job.error.step) == (answer.type, answer.message, "look")
    assert bench.clock.now() - job.created <= 30
    assert (bench.cloud.operations(), runs_on(bench.cloud)) == ([], "ml.t3.medium")


async def test_cancelled_while_the_permission_is_not_known_it_is_not_stopped(bench: Bench) -> None:
    bench.cloud.faults["AskPermission"] = [BROKEN] * 99
    job = await bench.ask("change", choices=LARGER)
    await bench.clock.pass_until(lambda: job.message is not None)
    await bench.jobs.cancel(job.id, job.by)
    await bench.end(job)
    assert (job.state, bench.cloud.operations()) == ("cancelled", [])


async def test_after_a_restart_the_permission_is_asked_for_anew(tmp_path: Path) -> None:
    bench, ask = running_lab(tmp_path)
    bench.cloud.faults["AskPermission"] = [BROKEN] * 20
    job = await ask()
    await bench.clock.pass_until(lambda: job.message is not None)
    await bench.crash()
    again = Bench(tmp_path, bench.cloud, own="mine")
    await again.jobs.all()
    resumed = again.jobs._jobs[job.id]
    await again.clock.pass_until(lambda: again.clock.now() - job.created > 60)
    assert bench.cloud.operations() == []
    await again.end(resumed)
    assert (resumed.state, bench.cloud.operations()) == ("done", RESTART)
    await again.crash()


async def test_started_by_somebody_meanwhile_it_is_left_alone(bench: Bench) -> None:
    job = await bench.ask("change", choices=LARGER)
    await bench.clock.pass_until(lambda: job.step.name == "wait-gone")
    bench.cloud.put_app("lab", "Pending", age=0, ResourceSpec=SPEC)
    await bench.end(job)
    assert job.error
    assert (job.error.type, bench.cloud.done) == ("SpacesStarted", ["DeleteApp"])


# The settings are not changed


@pytest.mark.parametrize("answer", ["failure", "refusal"])
async def test_a_volume_that_was_changed_too_recently(bench: Bench, answer: str) -> None:
    if answer == "failure":
        bench.cloud.update_failure = TOO_SOON
    else:
        code, _, text = TOO_SOON.partition(": ")
        bench.cloud.faults["UpdateSpace"] = [AwsError(code, text, 400, "req-soon")]
    job = await bench.do("change", choices={"volume_gb": 40, **LARGER})
    assert job.error
    assert job.error.type == "VolumeModificationRateExceeded"
    assert "Wait at least 6 hours" in job.error.message
    assert (job.left, job.error.runs, job.error.restored) == ("The space runs again as before.", True, None)
    assert job.error.step == ("wait-updated" if answer == "failure" else "update-space")
    assert bench.cloud.operations() == RESTART
    assert (instance(bench.cloud), runs_on(bench.cloud)) == ("ml.t3.medium", "ml.t3.medium")


async def test_a_failed_update_that_held_in_part_is_taken_back(bench: Bench) -> None:
    update = bench.cloud._UpdateSpace

    def in_part(params: Json) -> Json:
        answer = update(params)
        bench.cloud.update_failure = None
        name = bench.cloud.spaces["lab"]
        if len(bench.cloud.operations()) == 2:
            name["ends"] = (name["ends"][0], "Update_Failed", TOO_SOON)
        return answer

    bench.cloud._UpdateSpace = in_part  # type: ignore[method-assign]
    job = await bench.do("change", choices=LARGER)
    assert job.error
    assert (job.left, job.error.restored) == (RESTORED, True)
    assert bench.cloud.operations() == ["DeleteApp", "UpdateSpace", "UpdateSpace", "CreateApp"]
    assert (instance(bench.cloud), runs_on(bench.cloud)) == ("ml.t3.medium", "ml.t3.medium")


async def test_a_failed_change_of_a_stopped_space_is_plain(bench: Bench) -> None:
    bench.cloud.put_app("lab", "Deleted")
    bench.cloud.update_failure = "no such thing"
    job = await bench.do("change", choices={"volume_gb": 40})
    assert job.error
    assert (job.error.type, bench.cloud.operations()) == ("SpacesUpdateFailed", ["UpdateSpace"])
    assert (job.error.message, job.left) == ("no such thing", None)
    assert (job.error.failed, job.error.runs, job.error.restored) == ("change", None, None)


async def test_an_older_failure_is_not_taken_for_this_ones(bench: Bench) -> None:
    bench.cloud.spaces["lab"] |= {"Status": "Update_Failed", "FailureReason": TOO_SOON}
    assert (await bench.do("change", choices=LARGER)).state == "done"
    assert runs_on(bench.cloud) == "ml.m5.large"


@pytest.mark.parametrize("fault", [BROKEN, TimedOut("slow"), EndpointUnreachable("gone")])
async def test_after_an_unclear_update_it_looks_first(bench: Bench, fault: AwsError) -> None:
    bench.cloud.faults["UpdateSpace"] = [fault]
    bench.cloud.done_anyway = {"UpdateSpace"}
    assert (await bench.do("change", choices=LARGER)).state == "done"
    assert bench.cloud.operations() == RESTART


async def test_gives_up_after_three_unclear_updates_and_runs_again(bench: Bench) -> None:
    bench.cloud.faults["UpdateSpace"] = [BROKEN] * 3
    job = await bench.do("change", choices=LARGER)
    assert job.error
    assert (job.error.type, bench.cloud.operations().count("UpdateSpace")) == ("InternalFailure", 3)
    assert runs_on(bench.cloud) == "ml.t3.medium"


async def test_a_throttled_update_is_sent_again(bench: Bench) -> None:
    bench.cloud.faults["UpdateSpace"] = [AwsError("ThrottlingException", "Rate exceeded", 400, None)] * 3
    assert (await bench.do("change", choices=LARGER)).state == "done"
    assert bench.cloud.done == RESTART


async def test_another_change_under_way_is_waited_for(bench: Bench) -> None:
    bench.cloud.put_app("lab", "Deleted")
    bench.cloud._change("lab", "Updating", "InService", None)
    assert (await bench.do("change", choices=LARGER)).state == "done"


# It does not start on the new ones


RESTORED = "The former instance type ml.t3.medium was restored. The space runs again as before."
QUOTA = AwsError("ResourceLimitExceeded", "The account-level service limit is 0 Apps.", 400, "req-quota")


@pytest.mark.parametrize("how", ["capacity", "quota"])
async def test_a_failed_start_restores_the_former_instance(bench: Bench, how: str) -> None:
    if how == "capacity":
        bench.cloud.start_failures["ml.m5.large"] = NO_CAPACITY
    else:
        bench.cloud.faults["CreateApp"] = [QUOTA]
    job = await bench.do("change", choices={**LARGER, "volume_gb": 40})
    assert job.error
    assert (job.error.type, job.error.step) == (
        ("SpacesAppFailed", "wait-in-service")
        if how == "capacity"
        else ("ResourceLimitExceeded", "create-app")
    )
    assert job.error.message == (NO_CAPACITY if how == "capacity" else QUOTA.message)
    assert (job.left, job.error.failed) == (RESTORED, "change")
    assert (job.error.runs, job.error.restored) == (True, True)
    assert bench.cloud.operations() == [*RESTART, "UpdateSpace", "CreateApp"]
    assert (instance(bench.cloud), runs_on(bench.cloud)) == ("ml.t3.medium", "ml.t3.medium")
    if how == "quota":
        assert job.error.request_id == "req-quota"


async def test_a_former_instance_that_cannot_be_restored(bench: Bench) -> None:
    bench.cloud.start_failures["ml.m5.large"] = NO_CAPACITY
    bench.cloud.faults["UpdateSpace"] = [None, AwsError("AccessDeniedException", "not any more", 400, None)]
    job = await bench.do("change", choices=LARGER)
    assert job.error
    assert job.left == (
        "The former settings could not be restored: not any more. The space runs again as before."
    )
    assert (job.error.runs, job.error.restored) == (True, False)
    # It is run on the former one all the same.
    assert (instance(bench.cloud), runs_on(bench.cloud)) == ("ml.m5.large", "ml.t3.medium")


async def test_where_nothing_starts_any_more_it_is_said(bench: Bench) -> None:
    bench.cloud.start_failure = NO_CAPACITY
    job = await bench.do("change", choices=LARGER)
    assert job.error
    assert job.left
    assert job.left.endswith(f" was restored. It could not be run again: {NO_CAPACITY}")
    assert (job.error.message, job.error.runs, job.error.restored) == (NO_CAPACITY, False, True)
    assert instance(bench.cloud) == "ml.t3.medium"


async def test_what_had_no_instance_type_is_run_again_on_the_one_that_it_ran_on(bench: Bench) -> None:
    """The instance type came from the domain: it is what there is to restore."""
    settings = bench.cloud.spaces["lab"]["SpaceSettings"]["JupyterLabAppSettings"]
    settings["DefaultResourceSpec"] = {"SageMakerImageArn": IMAGE}
    bench.cloud.start_failures["ml.m5.large"] = NO_CAPACITY
    job = await bench.do("change", choices=LARGER)
    assert job.error
    assert (job.left, job.error.restored) == (RESTORED, True)
    assert (instance(bench.cloud), runs_on(bench.cloud)) == ("ml.t3.medium", "ml.t3.medium")


async def test_run_by_somebody_while_the_change_is_taken_back(bench: Bench) -> None:
    bench.cloud.faults["CreateApp"] = [QUOTA]
    job = await bench.ask("change", choices=LARGER)
    await bench.clock.pass_until(lambda: job.memory.phase == "undo" and job.step.name == "wait-updated")
    bench.cloud.put_app("lab", "InService", ResourceSpec=SPEC)
    await bench.end(job)
    assert job.error
    assert job.left
    assert job.left.endswith(" was restored. It was already running.")
    assert job.error.runs
    assert bench.cloud.operations().count("CreateApp") == 1


async def test_a_failed_start_after_the_volume_grew_is_plain(bench: Bench) -> None:
    bench.cloud.start_failure = NO_CAPACITY
    job = await bench.do("change", choices={"volume_gb": 40})
    assert job.error
    assert (job.error.type, bench.cloud.operations()) == ("SpacesAppFailed", RESTART)
    assert (job.error.message, job.error.failed) == (NO_CAPACITY, "run")
    assert job.left == "The settings had been changed."


async def test_a_start_that_somebody_stops_is_no_reason_to_restore(bench: Bench) -> None:
    job = await bench.ask("change", choices=LARGER)
    await bench.clock.pass_until(lambda: job.step.name == "wait-in-service" and job.memory.app is not None)
    bench.cloud.apps.clear()
    await bench.end(job)
    assert job.error
    assert (job.error.type, instance(bench.cloud)) == ("SpacesStopped", "ml.m5.large")
    assert (job.left, job.error.failed) == ("The settings had been changed.", "run")


async def test_a_start_of_which_nothing_is_known_is_no_reason_to_restore(bench: Bench) -> None:
    bench.cloud.faults["CreateApp"] = [BROKEN] * 3
    job = await bench.do("change", choices=LARGER)
    assert job.error
    assert (job.error.type, job.error.request_id) == ("InternalFailure", "req-500")
    assert (job.error.message, job.error.failed) == (BROKEN.message, "run")
    assert job.left == "The settings had been changed. It had been stopped for that: run it again."
    assert instance(bench.cloud) == "ml.m5.large"


async def test_cancelled_midway_it_says_how_things_are(bench: Bench) -> None:
    job = await bench.ask("change", choices=LARGER)
    await bench.clock.pass_until(lambda: job.step.name == "wait-updated")
    await bench.jobs.cancel(job.id, job.by)
    await bench.end(job)
    assert job.message == "ana cancelled it."
    assert job.left == (
        "AWS had already been asked to change the settings, and goes on with it. It had been stopped for "
        "that: run it again."
    )


# After a restart of the server


def running_lab(directory: Path) -> tuple[Bench, Any]:
    bench = Bench(directory, own="mine")
    bench.cloud.space("lab")
    bench.cloud.put_app("lab", "InService", ResourceSpec=SPEC)
    return bench, lambda: bench.ask("change", choices=LARGER)


def lab_without_capacity(directory: Path) -> tuple[Bench, Any]:
    bench, ask = running_lab(directory)
    bench.cloud.start_failures["ml.m5.large"] = NO_CAPACITY
    return bench, ask


@pytest.mark.parametrize("carried_out", [False, True])
async def test_gone_on_with_from_every_call(tmp_path: Path, carried_out: bool) -> None:
    for call in range(1, 500):
        cloud, job = await crash_at(call, carried_out, tmp_path / str(call), running_lab)
        if job is None:
            break
        assert (job.state, job.error, cloud.done) == ("done", None, RESTART), call
        assert runs_on(cloud) == "ml.m5.large"
    assert call > 8


@pytest.mark.parametrize("carried_out", [False, True])
async def test_taken_back_from_every_call(tmp_path: Path, carried_out: bool) -> None:
    for call in range(1, 500):
        cloud, job = await crash_at(call, carried_out, tmp_path / str(call), lab_without_capacity)
        if job is None:
            break
        assert job.error, call
        assert job.error.type == "SpacesAppFailed"
        assert (job.error.message, job.left) == (NO_CAPACITY, RESTORED)
        assert (job.error.runs, job.error.restored) == (True, True)
        assert cloud.done == [*RESTART, "UpdateSpace", "CreateApp"], call
        assert (instance(cloud), runs_on(cloud)) == ("ml.t3.medium", "ml.t3.medium")
    assert call > 8


async def test_an_old_change_is_not_gone_on_with(tmp_path: Path) -> None:
    bench, ask = running_lab(tmp_path)
    job = await ask()
    await bench.clock.pass_until(lambda: job.step.name == "wait-gone")
    await bench.crash()
    bench.clock.time += 3 * 3600
    again = Bench(tmp_path, bench.cloud, own="mine")
    await again.jobs.all()
    resumed = again.jobs._jobs[job.id]
    await again.end(resumed)
    assert resumed.error
    assert (resumed.error.type, bench.cloud.done) == ("SpacesJobTimedOut", ["DeleteApp"])
    assert resumed.left == "It had been stopped for that: run it again."
    await again.crash()


async def test_cancelled_while_it_starts_it_says_that_it_was_changed(bench: Bench) -> None:
    job = await bench.ask("change", choices=LARGER)
    await bench.clock.pass_until(lambda: job.step.name == "wait-in-service")
    await bench.jobs.cancel(job.id, job.by)
    await bench.end(job)
    assert job.message == "ana cancelled it."
    assert job.left == (
        "The settings had been changed. AWS had already been asked to start the space, and goes on with it: "
        "stop it if it is not wanted."
    )

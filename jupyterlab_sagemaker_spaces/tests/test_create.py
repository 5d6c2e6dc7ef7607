"""Create: every way from "look" to the end."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from jupyterlab_sagemaker_spaces.aws.failures import AwsError, EndpointUnreachable, TimedOut
from jupyterlab_sagemaker_spaces.jobs.request import Creation

from .bench import Bench
from .cloud import IMAGE, Json
from .cuts import crash_at

PRIVATE = Creation("Private", "JupyterLab", None, run=False)
SHARED = Creation("Shared", "JupyterLab", None, run=False)
AND_RUN = Creation("Private", "JupyterLab", None, run=True)
BROKEN = AwsError("InternalFailure", "We encountered an internal error.", 500, "req-500")
IN_USE = AwsError("ResourceInUse", "Space already exists.", 400, "req-use")


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    """In ana's private space ``mine``, which runs the distribution's CPU image."""
    bench = Bench(tmp_path, own="mine")
    bench.cloud.space("mine")
    spec = {"InstanceType": "ml.t3.medium", "SageMakerImageArn": IMAGE, "SageMakerImageVersionAlias": "4.4.0"}
    bench.cloud.put_app("mine", "InService", ResourceSpec=spec)
    yield bench
    await bench.crash()


def error(job: Any) -> tuple[str, str]:
    assert job.error
    return job.error.type, job.error.step


async def test_creates_a_space_of_the_owner_of_this_one(bench: Bench) -> None:
    choices = {"instance_type": "ml.g5.xlarge", "volume_gb": 50}
    job = await bench.do("create", "new", choices, PRIVATE)
    assert (job.state, job.message) == ("done", None)
    assert bench.cloud.params("CreateSpace") == {
        "DomainId": "d-test",
        "SpaceName": "new",
        "OwnershipSettings": {"OwnerUserProfileName": "ana"},
        "SpaceSharingSettings": {"SharingType": "Private"},
        "SpaceSettings": {
            "AppType": "JupyterLab",
            "JupyterLabAppSettings": {
                "DefaultResourceSpec": {
                    "InstanceType": "ml.g5.xlarge",
                    "SageMakerImageArn": IMAGE.replace("-cpu", "-gpu"),
                    "SageMakerImageVersionAlias": "4.4.0",
                }
            },
            "SpaceStorageSettings": {"EbsStorageSettings": {"EbsVolumeSizeInGb": 50}},
        },
    }
    assert bench.cloud.done == ["CreateSpace"]
    assert bench.steps(job) == ["look", "create-space", "wait-created"]
    assert bench.told[-1]["step"]["index"] == bench.told[-1]["step"]["total"] == 3
    assert bench.told[-1]["choices"] == choices


async def test_creates_and_runs(bench: Bench) -> None:
    job = await bench.do("create", "new", {}, AND_RUN)
    assert (job.state, job.message) == ("done", None)
    assert bench.cloud.done == ["CreateSpace", "CreateApp"]
    assert bench.steps(job) == ["look", "create-space", "wait-created", "create-app", "wait-in-service"]
    assert {told["step"]["total"] for told in bench.told[1:]} == {5}
    assert bench.cloud.apps["new"]["Status"] == "InService"


async def test_a_shared_space_of_a_private_ones_owner(bench: Bench) -> None:
    assert (await bench.do("create", "new", {}, SHARED)).state == "done"
    params = bench.cloud.params("CreateSpace")
    assert params["OwnershipSettings"] == {"OwnerUserProfileName": "ana"}
    assert params["SpaceSharingSettings"] == {"SharingType": "Shared"}


async def test_from_a_shared_space_only_one_of_nobody(bench: Bench) -> None:
    bench.cloud.space("mine", SpaceSharingSettings={"SharingType": "Shared"})
    job = await bench.do("create", "new", {}, PRIVATE)
    assert error(job) == ("SpacesNoOwner", "look")
    assert (await bench.do("create", "new", {}, SHARED)).state == "done"
    assert {"OwnershipSettings", "SpaceSharingSettings"}.isdisjoint(bench.cloud.params("CreateSpace"))


async def test_outside_studio_the_owner_is_as_asked(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    job = await bench.do("create", "new", {}, Creation("Private", "CodeEditor", "ben", run=False))
    assert job.state == "done"
    params = bench.cloud.params("CreateSpace")
    assert params["OwnershipSettings"] == {"OwnerUserProfileName": "ben"}
    assert params["SpaceSettings"] == {"AppType": "CodeEditor"}
    await bench.crash()


async def test_a_name_that_is_taken(bench: Bench) -> None:
    bench.cloud.space("new")
    job = await bench.do("create", "new", {}, AND_RUN)
    assert error(job) == ("SpacesNameTaken", "look")
    assert bench.cloud.operations() == []


async def test_a_name_that_is_taken_in_another_case_fails_in_the_services_words(bench: Bench) -> None:
    bench.cloud.faults["CreateSpace"] = [IN_USE]
    job = await bench.do("create", "new", {}, AND_RUN)
    assert error(job) == ("ResourceInUse", "create-space")
    assert bench.cloud.operations() == ["CreateSpace"]


async def test_a_space_that_fails_says_why(bench: Bench) -> None:
    bench.cloud.create_failure = "no subnet has addresses left"
    job = await bench.do("create", "new", {}, AND_RUN)
    assert error(job) == ("SpacesCreateFailed", "wait-created")
    assert job.error
    assert job.error.message == "no subnet has addresses left"
    assert (job.error.failed, job.left) == ("create", None)
    assert bench.cloud.operations() == ["CreateSpace"]


@pytest.mark.parametrize("fault", [BROKEN, TimedOut("slow"), EndpointUnreachable("gone")])
async def test_after_an_unclear_create_it_looks_first(bench: Bench, fault: AwsError) -> None:
    bench.cloud.faults["CreateSpace"] = [fault]
    bench.cloud.done_anyway = {"CreateSpace"}
    assert (await bench.do("create", "new", {}, PRIVATE)).state == "done"
    assert bench.cloud.done == ["CreateSpace"]


async def test_after_an_unclear_create_that_shows_late(bench: Bench) -> None:
    """The second attempt is told that there is such a space already: the first one's."""
    bench.cloud.faults["CreateSpace"] = [BROKEN]
    bench.cloud.done_anyway = {"CreateSpace"}
    missing = AwsError("ResourceNotFound", "Space does not exist.", 400, "req-none")
    bench.cloud.faults["DescribeSpace"] = [None, None, missing]
    assert (await bench.do("create", "new", {}, PRIVATE)).state == "done"
    assert bench.cloud.operations() == ["CreateSpace", "CreateSpace"]


async def test_gives_up_after_three_unclear_creates(bench: Bench) -> None:
    bench.cloud.faults["CreateSpace"] = [BROKEN] * 9
    job = await bench.do("create", "new", {}, PRIVATE)
    assert (error(job)[0], len(bench.cloud.operations())) == ("InternalFailure", 3)


@pytest.mark.parametrize("code", ["AccessDeniedException", "ResourceLimitExceeded", "ValidationException"])
async def test_a_refused_create_fails_in_the_services_words(bench: Bench, code: str) -> None:
    bench.cloud.faults["CreateSpace"] = [AwsError(code, "in its words", 400, "req-no")]
    job = await bench.do("create", "new", {}, AND_RUN)
    assert job.error
    assert (*error(job), job.error.message) == (code, "create-space", "in its words")


async def test_a_throttled_create_is_sent_again(bench: Bench) -> None:
    bench.cloud.faults["CreateSpace"] = [AwsError("ThrottlingException", "Rate exceeded", 400, None)] * 3
    assert (await bench.do("create", "new", {}, PRIVATE)).state == "done"
    assert any(told["message"] == "Waiting: Rate exceeded" for told in bench.told)


async def test_deleted_by_somebody_meanwhile(bench: Bench) -> None:
    job = await bench.ask("create", "new", {}, AND_RUN)
    await bench.clock.pass_until(lambda: job.memory.space is not None)
    del bench.cloud.spaces["new"]
    await bench.end(job)
    assert error(job) == ("SpacesGone", "wait-created")
    assert bench.cloud.operations() == ["CreateSpace"]


CREATED = "The space had already been created: delete it if it is not wanted."


async def test_a_start_that_fails_leaves_the_space(bench: Bench) -> None:
    bench.cloud.start_failure = "EC2InsufficientCapacityError"
    job = await bench.do("create", "new", {}, AND_RUN)
    assert error(job) == ("SpacesAppFailed", "wait-in-service")
    assert job.error
    assert (job.error.message, job.error.failed) == ("EC2InsufficientCapacityError", "run")
    assert job.left == CREATED
    assert bench.cloud.spaces["new"]["Status"] == "InService"


@pytest.mark.parametrize("operation", ["DescribeApp", "CreateApp"])
async def test_a_start_that_is_refused_says_that_the_space_is_there(bench: Bench, operation: str) -> None:
    bench.cloud.faults[operation] = [AwsError("AccessDeniedException", "not yours", 400, "req-no")]
    job = await bench.do("create", "new", {}, AND_RUN)
    assert error(job) == ("AccessDeniedException", "create-app")
    assert job.error
    assert (job.error.message, job.error.request_id) == ("not yours", "req-no")
    assert (job.error.failed, job.left) == ("run", CREATED)


async def test_a_start_that_comes_too_late_says_that_the_space_is_there(bench: Bench) -> None:
    job = await bench.ask("create", "new", {}, AND_RUN)
    await bench.clock.pass_until(lambda: job.memory.space is not None)
    bench.clock.time += 3600
    await bench.end(job)
    assert error(job) == ("SpacesJobTimedOut", "create-app")
    assert job.error
    assert (job.error.failed, job.left) == ("run", CREATED)


OTHERS: dict[str, Json] = {
    "sharing": {"SpaceSharingSettings": {"SharingType": "Shared"}},
    "app": {"SpaceSettings": {"AppType": "CodeEditor"}},
    "owner": {"OwnershipSettings": {"OwnerUserProfileName": "ben"}},
    "display name": {"SpaceDisplayName": "Ana's"},
    "no display name": {"SpaceDisplayName": None},
}


@pytest.mark.parametrize("other", [*OTHERS, "age", None])
async def test_a_space_of_that_name_made_by_another_is_not_taken_over(
    bench: Bench, other: str | None
) -> None:
    """AWS failed before it did anything; meanwhile somebody made one of that name. Where it differs in
    nothing, it cannot be told from one that was made by a call of which the answer was lost.
    """

    def other_was_faster(params: Json) -> Json:
        settings: Json = {"SpaceDisplayName": "Laboratory", **OTHERS.get(str(other), {})}
        made = bench.clock.now() - (30 if other == "age" else 0)
        bench.cloud.space("new", CreationTime=made, **settings)
        raise BROKEN

    bench.cloud._CreateSpace = other_was_faster  # type: ignore[method-assign]
    job = await bench.do("create", "new", {"display_name": "Laboratory"}, AND_RUN)
    if other is None:
        assert (job.state, bench.cloud.operations()) == ("done", ["CreateSpace", "CreateApp"])
    else:
        assert error(job)[0] == "SpacesNameTaken"
        assert bench.cloud.operations() == ["CreateSpace"]


async def test_our_clock_may_be_a_little_ahead(bench: Bench) -> None:
    def slower_clock(params: Json) -> Json:
        bench.cloud.space("new", CreationTime=bench.clock.now() - 5)
        raise BROKEN

    bench.cloud._CreateSpace = slower_clock  # type: ignore[method-assign]
    assert (await bench.do("create", "new", {}, PRIVATE)).state == "done"


async def test_one_that_belongs_to_nobody_is_known_again(bench: Bench) -> None:
    bench.cloud.space("mine", SpaceSharingSettings={"SharingType": "Shared"})
    bench.cloud.faults["CreateSpace"] = [BROKEN]
    bench.cloud.done_anyway = {"CreateSpace"}
    assert (await bench.do("create", "new", {}, SHARED)).state == "done"
    assert bench.cloud.done == ["CreateSpace"]


# After a restart of the server


def in_mine(directory: Path) -> Any:
    bench = Bench(directory, own="mine")
    bench.cloud.space("mine")
    bench.cloud.put_app("mine", "InService", ResourceSpec={"SageMakerImageArn": IMAGE})
    return bench, lambda: bench.ask("create", "new", {}, AND_RUN)


@pytest.mark.parametrize("carried_out", [False, True])
async def test_gone_on_with_from_every_call(tmp_path: Path, carried_out: bool) -> None:
    for call in range(1, 500):
        cloud, job = await crash_at(call, carried_out, tmp_path / str(call), in_mine)
        if job is None:
            break
        assert (job.state, job.error, cloud.done) == ("done", None, ["CreateSpace", "CreateApp"]), call
        assert cloud.apps["new"]["Status"] == "InService"
    assert call > 8


async def test_a_space_that_was_deleted_meanwhile_is_not_created_again(tmp_path: Path) -> None:
    bench, ask = in_mine(tmp_path)
    job = await ask()
    await bench.clock.pass_until(lambda: job.memory.space is not None)
    await bench.crash()
    del bench.cloud.spaces["new"]
    again = Bench(tmp_path, bench.cloud, own="mine")
    await again.jobs.all()
    resumed = await again.end(again.jobs._jobs[job.id])
    assert (error(resumed)[0], bench.cloud.done) == ("SpacesGone", ["CreateSpace"])
    await again.crash()


async def test_after_a_restart_a_space_of_another_is_not_taken_over(tmp_path: Path) -> None:
    bench, ask = in_mine(tmp_path)
    bench.cloud.faults["CreateSpace"] = [BROKEN]
    job = await ask()
    await bench.clock.pass_until(lambda: "CreateSpace" in bench.cloud.operations())
    await bench.crash()
    bench.cloud.space("new", CreationTime=job.created + 20, **OTHERS["owner"])
    again = Bench(tmp_path, bench.cloud, own="mine")
    await again.jobs.all()
    resumed = await again.end(again.jobs._jobs[job.id])
    assert error(resumed) == ("SpacesNameTaken", "look")
    assert bench.cloud.operations() == ["CreateSpace"]
    await again.crash()

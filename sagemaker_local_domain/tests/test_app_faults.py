"""Trouble with the apps of spaces: AWS cannot start them, or takes its time."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError

from sagemaker_local_domain.clock import DAY
from sagemaker_local_domain.faults.faults import Faults
from sagemaker_local_domain.lifecycle import APP_FAILURE, APP_START, APP_STOP
from sagemaker_local_domain.model import Json, ServiceError

from .conftest import Caller, Client, FakeRunner, ManualClock, settle
from .flows import APP, made_space, running_app


async def status(api: Caller) -> str:
    return str((await api.DescribeApp(**APP))["Status"])


@pytest.mark.parametrize(
    ("reason", "begins"),
    [
        ("capacity", "EC2InsufficientCapacityError: Instance type 'ml.t3.medium' is temporarily unavailable"),
        (
            "quota",
            "ResourceLimitExceeded: The account-level service limit 'Studio JupyterLab Apps running on "
            "ml.t3.medium instances' is 0 Apps, with current utilization of 0 Apps and a request delta of 1",
        ),
        ("lifecycle-config", "Lifecycle Config execution failed"),
        ("internal", "InternalFailure"),
        ("The moon was full.", "The moon was full."),
    ],
)
async def test_an_app_that_aws_cannot_start(
    api: Caller, clock: ManualClock, faults: Faults, runner: FakeRunner, reason: str, begins: str
) -> None:
    faults.add({"fault": "fail", "reason": reason, "times": 1})
    await made_space(api, clock)
    await api.CreateApp(**APP)
    await clock.advance(APP_FAILURE - 1)
    assert await status(api) == "Pending"
    await clock.advance(1)
    app = await api.DescribeApp(**APP)
    assert app["Status"] == "Failed"
    assert app["FailureReason"].startswith(begins)
    assert ("start", "lab") not in runner.calls

    # Then all is as with any app that failed: it deleted itself, and the space can run again.
    with pytest.raises(ServiceError, match="previously failed and was automatically deleted"):
        await api.DeleteApp(**APP)
    await api.CreateApp(**APP)
    await clock.advance(APP_START)
    assert await status(api) == "InService"


async def test_the_record_of_an_app_without_capacity_goes_after_a_day(
    api: Caller, clock: ManualClock, faults: Faults
) -> None:
    faults.add({"fault": "fail", "reason": "capacity"})
    await made_space(api, clock)
    await api.CreateApp(**APP)
    await clock.advance(APP_FAILURE)
    clock.move(DAY - 1)
    assert await status(api) == "Failed"
    clock.move(1)
    with pytest.raises(ServiceError, match="ResourceNotFound"):
        await api.DescribeApp(**APP)


async def test_capacity_is_short_of_one_instance_type_only(
    api: Caller, clock: ManualClock, faults: Faults
) -> None:
    faults.add({"fault": "fail", "reason": "capacity", "instance_type": "ml.p4d.24xlarge"})
    await running_app(api, clock)
    assert await status(api) == "InService"
    await api.DeleteApp(**APP)
    await clock.advance(APP_STOP)
    await api.CreateApp(**APP, ResourceSpec={"InstanceType": "ml.p4d.24xlarge"})
    await clock.advance(APP_FAILURE)
    assert "'ml.p4d.24xlarge'" in (await api.DescribeApp(**APP))["FailureReason"]


async def test_a_quota_refuses_the_app_at_once(
    boto: Client, api: Caller, clock: ManualClock, faults: Faults
) -> None:
    await made_space(api, clock)
    faults.add({"fault": "quota", "instance_type": "ml.t3.medium", "times": 1})
    limit = "'Studio JupyterLab Apps running on ml.t3.medium instances' is 0 Apps, with current utilization"
    with pytest.raises(ClientError, match=limit) as refused:
        await boto("create_app", **APP)
    assert type(refused.value).__name__ == "ResourceLimitExceeded"
    assert (await api.ListApps())["Apps"] == []
    await boto("create_app", **APP)


async def test_a_stuck_app_is_pending_until_the_rule_is_cleared(
    api: Caller, clock: ManualClock, faults: Faults
) -> None:
    rule = faults.add({"fault": "stuck", "space": "lab"})
    await made_space(api, clock)
    await api.CreateApp(**APP)
    await clock.advance(DAY)
    assert await status(api) == "Pending"
    faults.clear(rule.rule_id)
    await clock.advance(0)
    assert await status(api) == "InService"


async def test_a_stuck_app_can_be_deleted_and_stays_deleted(
    api: Caller, clock: ManualClock, faults: Faults
) -> None:
    faults.add({"fault": "stuck"})
    await made_space(api, clock)
    await api.CreateApp(**APP)
    await clock.advance(1)
    await api.DeleteApp(**APP)
    await clock.advance(APP_STOP)
    faults.clear()
    await clock.advance(APP_START)
    assert await status(api) == "Deleted"


async def test_a_slow_start_takes_so_much_longer(api: Caller, clock: ManualClock, faults: Faults) -> None:
    faults.add({"fault": "slow", "seconds": 300, "times": 1})
    await made_space(api, clock)
    await api.CreateApp(**APP)
    await clock.advance(APP_START + 299)
    assert await status(api) == "Pending"
    await clock.advance(1)
    assert await status(api) == "InService"


async def test_a_day_that_passes_at_once(api: Caller, clock: ManualClock) -> None:
    await running_app(api, clock)
    created = (await api.DescribeApp(**APP))["CreationTime"]
    await api.DeleteApp(**APP)
    await clock.advance(APP_STOP)
    assert await status(api) == "Deleted"
    clock.move(DAY)
    assert (await api.ListApps())["Apps"] == []
    # What is made now is made then.
    await api.CreateApp(**APP)
    app: Json = await api.DescribeApp(**APP)
    assert app["CreationTime"] >= created + DAY
    clock.move(APP_START)
    await settle()
    assert await status(api) == "InService"

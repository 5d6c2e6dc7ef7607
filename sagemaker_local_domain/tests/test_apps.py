"""CreateApp, DescribeApp, ListApps, DeleteApp: the rules of a space's one app."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sagemaker_local_domain.clock import DAY
from sagemaker_local_domain.images import DEFAULT_IMAGE_ARN, distribution_arn
from sagemaker_local_domain.lifecycle import APP_START, APP_STOP, SPACE_CREATION
from sagemaker_local_domain.model import Json, ServiceError
from sagemaker_local_domain.operations.spaces import STORAGE_CREATION
from sagemaker_local_domain.records import Quota
from sagemaker_local_domain.seed import DOMAIN_ID
from sagemaker_local_domain.store import Store

from .conftest import Caller, FakeRunner, ManualClock, no_capacity
from .flows import APP, SPACE, made_space, running_app, space_input

GPU = distribution_arn("sagemaker-distribution-gpu")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"DomainId": "d-other"}, "ResourceNotFound: Domain"),
        ({"SpaceName": "nowhere"}, "ResourceNotFound: Space"),
        ({"AppName": "second"}, "ValidationException: AppName"),
        (
            {"AppType": "CodeEditor"},
            r"AppType \[CodeEditor\] does not match the Space's AppType \[JupyterLab\]",
        ),
        ({"AppType": "KernelGateway"}, r"AppType \[KernelGateway\] is not supported"),
        ({"UserProfileName": "ana"}, "Exactly one of SpaceName and UserProfileName"),
        ({"SpaceName": None}, "Exactly one of SpaceName and UserProfileName"),
        ({"SpaceName": None, "UserProfileName": "ana"}, "not modelled"),
        (
            {"ResourceSpec": {"SageMakerImageArn": DEFAULT_IMAGE_ARN.replace("-cpu", "-tpu")}},
            r"SageMaker Image \[.*-tpu\] does not exist",
        ),
    ],
)
async def test_refused_and_nothing_is_left(
    api: Caller, clock: ManualClock, runner: FakeRunner, change: Json, message: str
) -> None:
    await made_space(api, clock)
    with pytest.raises(ServiceError, match=message):
        await api.CreateApp(**APP | change)
    assert (await api.ListApps())["Apps"] == []
    assert runner.calls == []


async def test_an_image_is_required(api: Caller, clock: ManualClock) -> None:
    await made_space(api, clock, JupyterLabAppSettings={})
    with pytest.raises(
        ServiceError, match=r"SageMaker Image ARN is required for App with type \[JupyterLab\]"
    ):
        await api.CreateApp(**APP)
    version = f"{GPU.replace(':image/', ':image-version/')}/4"
    await api.CreateApp(**APP, ResourceSpec={"SageMakerImageVersionArn": version})


async def test_the_calls_spec_goes_over_the_spaces(
    api: Caller, clock: ManualClock, runner: FakeRunner
) -> None:
    spec: Json = {
        "InstanceType": "ml.m5.large",
        "SageMakerImageArn": GPU,
        "SageMakerImageVersionAlias": "3.9.0",
    }
    await made_space(api, clock, sharing="Shared", JupyterLabAppSettings={"DefaultResourceSpec": spec})
    await api.CreateApp(**APP, ResourceSpec={"InstanceType": "ml.g5.xlarge"})
    await clock.advance(APP_START)
    expected = spec | {"InstanceType": "ml.g5.xlarge"}
    assert (await api.DescribeApp(**APP))["ResourceSpec"] == expected
    (listed,) = (await api.ListApps())["Apps"]
    assert listed["ResourceSpec"] == expected
    (app,) = runner.running.values()
    assert (app.instance_type, app.image, app.image_version) == (
        "ml.g5.xlarge",
        "sagemaker-distribution-gpu",
        "3.9.0",
    )
    assert (app.sharing, app.owner, app.volume_gb) == ("Shared", "ana", 5)
    assert app.arn == (await api.DescribeApp(**APP))["AppArn"]
    assert app.execution_role.endswith("ExecutionRole-spaces")


async def test_a_private_space_runs_as_its_owners_role(
    api: Caller, clock: ManualClock, runner: FakeRunner
) -> None:
    await running_app(api, clock, owner="ben")
    (app,) = runner.running.values()
    assert app.execution_role.endswith("ExecutionRole-ben")


@pytest.mark.parametrize("sharing", ["Private", "Shared"])
async def test_a_space_without_a_role_of_its_own_runs_as_the_domains_default_one(
    api: Caller, clock: ManualClock, runner: FakeRunner, store: Store, sharing: str
) -> None:
    (domain,) = store.domains.find()
    store.domains.put(replace(domain, settings=domain.settings | {"DefaultSpaceSettings": {}}))
    (ben,) = store.user_profiles.find(name="ben")
    store.user_profiles.put(replace(ben, settings={}))
    await running_app(api, clock, owner="ben", sharing=sharing)
    (app,) = runner.running.values()
    assert app.execution_role.endswith("ExecutionRole-people")


async def test_a_space_that_is_not_ready_takes_no_app(api: Caller) -> None:
    await api.CreateSpace(**space_input())
    with pytest.raises(ServiceError, match=r"ResourceInUse: Space \[lab\] is \[Pending\]"):
        await api.CreateApp(**APP)


async def test_one_app_a_space_until_it_is_gone(api: Caller, clock: ManualClock, runner: FakeRunner) -> None:
    await made_space(api, clock)
    await api.CreateApp(**APP)
    exists = r"ResourceInUse: App \[arn:.*/lab/JupyterLab/default\] already exists"
    with pytest.raises(ServiceError, match=exists):  # Pending
        await api.CreateApp(**APP)
    await clock.advance(APP_START)
    with pytest.raises(ServiceError, match=exists):  # InService
        await api.CreateApp(**APP)
    await api.DeleteApp(**APP)
    with pytest.raises(ServiceError, match=exists):  # Deleting
        await api.CreateApp(**APP)
    await clock.advance(APP_STOP)
    await api.CreateApp(**APP)
    (app,) = (await api.ListApps())["Apps"]
    assert app["Status"] == "Pending"
    await clock.advance(APP_START)
    assert runner.calls == [("start", "lab"), ("stop", "lab"), ("start", "lab")]


async def test_a_stopped_apps_record_goes_after_24_hours(api: Caller, clock: ManualClock) -> None:
    await running_app(api, clock)
    await api.DeleteApp(**APP)
    await clock.advance(APP_STOP)
    with pytest.raises(ServiceError, match=r"ValidationException: App \[default\] has already been deleted"):
        await api.DeleteApp(**APP)
    await clock.advance(DAY - 1)
    (app,) = (await api.ListApps(SpaceNameEquals="lab"))["Apps"]
    assert app["Status"] == "Deleted"
    await clock.advance(1)
    assert (await api.ListApps())["Apps"] == []
    with pytest.raises(ServiceError, match="ResourceNotFound"):
        await api.DescribeApp(**APP)


async def test_a_failed_app_deletes_itself(api: Caller, clock: ManualClock, runner: FakeRunner) -> None:
    runner.fails["lab"] = no_capacity()
    await made_space(api, clock)
    await api.CreateApp(**APP)
    await clock.advance(0)
    app = await api.DescribeApp(**APP)
    assert (app["Status"], app["FailureReason"]) == (
        "Failed",
        "EC2InsufficientCapacityError: no ml.t3.medium is left.",
    )
    with pytest.raises(
        ServiceError, match=r"App \[default\] previously failed and was automatically deleted"
    ):
        await api.DeleteApp(**APP)
    runner.fails.clear()
    await api.CreateApp(**APP)
    await clock.advance(APP_START)
    app = await api.DescribeApp(**APP)
    assert app["Status"] == "InService"
    assert "FailureReason" not in app


async def test_a_failed_app_does_not_hold_its_space(
    api: Caller, clock: ManualClock, runner: FakeRunner
) -> None:
    runner.fails["lab"] = no_capacity()
    await made_space(api, clock)
    await api.CreateApp(**APP)
    await clock.advance(0)
    await api.DeleteSpace(**SPACE)


async def test_health_times_are_those_of_a_running_app(api: Caller, clock: ManualClock) -> None:
    await made_space(api, clock)
    await api.CreateApp(**APP, RecoveryMode=True)
    pending = await api.DescribeApp(**APP)
    assert pending["RecoveryMode"] is True
    assert "LastHealthCheckTimestamp" not in pending
    await clock.advance(APP_START)
    running = await api.DescribeApp(**APP)
    assert running["LastUserActivityTimestamp"] == running["LastHealthCheckTimestamp"] == clock.now()


async def test_list_filters(api: Caller, clock: ManualClock) -> None:
    await running_app(api, clock)
    assert len((await api.ListApps(DomainIdEquals=DOMAIN_ID, SpaceNameEquals="lab"))["Apps"]) == 1
    assert (await api.ListApps(SpaceNameEquals="Lab"))["Apps"] == []  # minds case
    assert (await api.ListApps(DomainIdEquals="d-other"))["Apps"] == []
    assert (await api.ListApps(UserProfileNameEquals="ana"))["Apps"] == []
    with pytest.raises(ServiceError, match="cannot both be set"):
        await api.ListApps(SpaceNameEquals="lab", UserProfileNameEquals="ana")


async def test_an_app_may_come_before_its_storage(api: Caller, clock: ManualClock) -> None:
    await api.CreateSpace(**space_input())
    await clock.advance(SPACE_CREATION)
    assert (await api.DescribeSpace(**SPACE))["Status"] == "InService"
    with pytest.raises(
        ServiceError,
        match=r"^ResourceInUse: Unable to create app .* because storage is not in Available status",
    ):
        await api.CreateApp(**APP)
    await clock.advance(STORAGE_CREATION - SPACE_CREATION)
    await api.CreateApp(**APP)


async def test_a_quota_of_the_instance_type(api: Caller, clock: ManualClock, store: Store) -> None:
    store.quotas.put(Quota("JupyterLab", "ml.t3.medium", 1))
    store.quotas.put(Quota("JupyterLab", "ml.p5.48xlarge", 0))
    await made_space(api, clock, name="other")
    other = APP | {"SpaceName": "other"}
    with pytest.raises(
        ServiceError,
        match=r"^ResourceLimitExceeded: The account-level service limit 'Studio JupyterLab Apps running on "
        r"ml\.p5\.48xlarge instances' is 0 Apps, with current utilization of 0 Apps and a request delta of 1 "
        "Apps",
    ):
        await api.CreateApp(**other, ResourceSpec={"InstanceType": "ml.p5.48xlarge"})
    await running_app(api, clock)
    with pytest.raises(ServiceError, match="is 1 Apps, with current utilization of 1 Apps"):
        await api.CreateApp(**other)
    await api.CreateApp(**other, ResourceSpec={"InstanceType": "ml.m5.large"})
    await api.DeleteApp(**APP)
    await clock.advance(APP_STOP)
    await api.CreateApp(**APP)

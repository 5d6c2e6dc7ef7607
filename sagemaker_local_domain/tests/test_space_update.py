"""UpdateSpace: merges, fixed members, what a live app forbids, volumes that only grow and need their time."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sagemaker_local_domain.assumptions import Assumptions
from sagemaker_local_domain.clock import DAY, HOUR
from sagemaker_local_domain.images import DEFAULT_IMAGE_ARN
from sagemaker_local_domain.lifecycle import APP_START, APP_STOP, SPACE_UPDATE
from sagemaker_local_domain.model import Json, ServiceError
from sagemaker_local_domain.operations.space_update import STORAGE_CHANGE

from .conftest import Caller, FakeRunner, ManualClock
from .flows import APP, SPACE, made_space, running_app, space_input

Assuming = Callable[[Assumptions], Caller]


def volume(size: int) -> Json:
    return {"SpaceStorageSettings": {"EbsStorageSettings": {"EbsVolumeSizeInGb": size}}}


def instance(type_: str) -> Json:
    return {"JupyterLabAppSettings": {"DefaultResourceSpec": {"InstanceType": type_}}}


def idle(minutes: int) -> Json:
    settings = {"IdleSettings": {"IdleTimeoutInMinutes": minutes}}
    return {"JupyterLabAppSettings": {"AppLifecycleManagement": settings}}


async def update(api: Caller, clock: ManualClock, **settings: object) -> Json:
    """Change the space and let it take its time; the space as it is then described."""
    await api.UpdateSpace(**SPACE, SpaceSettings=settings)
    await clock.advance(STORAGE_CHANGE)
    space: Json = await api.DescribeSpace(**SPACE)
    return space


async def test_it_is_updating_then_in_service(api: Caller, clock: ManualClock) -> None:
    await made_space(api, clock)
    arn = (await api.DescribeSpace(**SPACE))["SpaceArn"]
    assert await api.UpdateSpace(**SPACE, SpaceDisplayName="Laboratory") == {"SpaceArn": arn}
    before = await api.DescribeSpace(**SPACE)
    assert (before["Status"], before["SpaceDisplayName"]) == ("Updating", "Laboratory")
    await clock.advance(SPACE_UPDATE)
    after = await api.DescribeSpace(**SPACE)
    assert after["Status"] == "InService"
    assert after["LastModifiedTime"] == before["LastModifiedTime"] + SPACE_UPDATE


async def test_it_merges(api: Caller, clock: ManualClock) -> None:
    efs = [{"EFSFileSystem": {"FileSystemId": "fs-0123456789abcdef0"}}]
    await made_space(api, clock, CustomFileSystems=efs)
    await update(api, clock, **idle(90))
    settings = (await update(api, clock, **instance("ml.m5.large")))["SpaceSettings"]
    assert settings == {
        "AppType": "JupyterLab",
        "JupyterLabAppSettings": {
            "DefaultResourceSpec": {"SageMakerImageArn": DEFAULT_IMAGE_ARN, "InstanceType": "ml.m5.large"},
            "AppLifecycleManagement": {"IdleSettings": {"IdleTimeoutInMinutes": 90}},
        },
        "CustomFileSystems": efs,
        **volume(5),
    }


async def test_the_app_type_cannot_be_sent_even_when_equal(api: Caller, clock: ManualClock) -> None:
    await made_space(api, clock)
    for app_type in ("JupyterLab", "CodeEditor"):
        with pytest.raises(
            ServiceError, match=r"^ValidationException: Updating AppType for Space is not supported.$"
        ):
            await api.UpdateSpace(**SPACE, SpaceSettings={"AppType": app_type})
    assert (await api.DescribeSpace(**SPACE))["Status"] == "InService"


async def test_sharing_and_owner_are_no_members_of_an_update(api: Caller, clock: ManualClock) -> None:
    await made_space(api, clock)
    await api.UpdateSpace(
        **SPACE,
        SpaceSharingSettings={"SharingType": "Shared"},
        OwnershipSettings={"OwnerUserProfileName": "ben"},
    )
    space = await api.DescribeSpace(**SPACE)
    assert space["SpaceSharingSettings"] == {"SharingType": "Private"}
    assert space["OwnershipSettings"] == {"OwnerUserProfileName": "ana"}


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (volume(501), r"EbsVolumeSizeInGb \[501\] exceeds the maximum \[500\] of the Domain"),
        (volume(4), "Value '4' at 'spaceSettings.spaceStorageSettings.ebsStorageSettings.ebsVolumeSizeInGb'"),
        (volume(9), r"EbsVolumeSizeInGb \[9\] is smaller than the present size \[10\]"),
        (idle(59), "Value '59' at 'spaceSettings.jupyterLabAppSettings"),
    ],
)
async def test_out_of_limits(api: Caller, clock: ManualClock, settings: Json, message: str) -> None:
    await made_space(api, clock, **volume(10))
    before = await api.DescribeSpace(**SPACE)
    with pytest.raises(ServiceError, match=r"^ValidationException: .*" + message):
        await api.UpdateSpace(**SPACE, SpaceSettings=settings)
    assert await api.DescribeSpace(**SPACE) == before


async def test_idle_limits_of_the_domain(api: Caller, clock: ManualClock) -> None:
    await made_space(api, clock)
    limits = {"IdleSettings": {"MinIdleTimeoutInMinutes": 120, "MaxIdleTimeoutInMinutes": 240}}
    await api.UpdateDomain(
        DomainId=SPACE["DomainId"],
        DefaultUserSettings={"JupyterLabAppSettings": {"AppLifecycleManagement": limits}},
    )
    with pytest.raises(
        ServiceError, match=r"IdleTimeoutInMinutes \[90\] must be between \[120\] and \[240\]"
    ):
        await api.UpdateSpace(**SPACE, SpaceSettings=idle(90))
    await api.UpdateSpace(**SPACE, SpaceSettings=idle(240))


async def test_not_during_another_change(api: Caller, clock: ManualClock) -> None:
    await api.CreateSpace(**space_input())
    with pytest.raises(ServiceError, match=r"ResourceInUse: .* because it is \[Pending\]"):
        await api.UpdateSpace(**SPACE, SpaceDisplayName="early")
    await clock.advance(STORAGE_CHANGE)
    await api.UpdateSpace(**SPACE, SpaceDisplayName="first")
    with pytest.raises(ServiceError, match=r"ResourceInUse: .* because it is \[Updating\]"):
        await api.UpdateSpace(**SPACE, SpaceDisplayName="second")
    with pytest.raises(ServiceError, match=r"ResourceInUse: Space \[lab\] is \[Updating\]"):
        await api.CreateApp(**APP)


async def test_file_systems_are_refused_with_a_live_app(api: Caller, clock: ManualClock) -> None:
    await running_app(api, clock)
    efs = [{"EFSFileSystem": {"FileSystemId": "fs-0123456789abcdef0"}}]
    with pytest.raises(ServiceError, match=r"^ValidationException: .*inservice app"):
        await api.UpdateSpace(**SPACE, SpaceSettings={"CustomFileSystems": efs})
    await api.UpdateSpace(**SPACE, SpaceSettings=idle(90), SpaceDisplayName="goes well")


@pytest.mark.parametrize(
    ("settings", "assume", "accepted"),
    [
        (instance("ml.m5.large"), Assumptions(instance_change_while_running="accepted"), True),
        (instance("ml.m5.large"), Assumptions(instance_change_while_running="refused"), False),
        (volume(6), Assumptions(volume_change_while_running="accepted"), True),
        (volume(6), Assumptions(volume_change_while_running="refused"), False),
    ],
)
async def test_a_live_app_both_ways(
    assuming: Assuming, clock: ManualClock, settings: Json, assume: Assumptions, accepted: bool
) -> None:
    api = assuming(assume)
    await running_app(api, clock)
    if not accepted:
        with pytest.raises(ServiceError, match=r"^ValidationException: .*inservice app"):
            await api.UpdateSpace(**SPACE, SpaceSettings=settings)
        await api.DeleteApp(**APP)
        await clock.advance(APP_STOP)
    await api.UpdateSpace(**SPACE, SpaceSettings=settings)


async def test_the_app_that_runs_keeps_its_instance(api: Caller, clock: ManualClock) -> None:
    await running_app(api, clock)
    await update(api, clock, **instance("ml.m5.large"))
    assert (await api.DescribeApp(**APP))["ResourceSpec"]["InstanceType"] == "ml.t3.medium"
    await api.DeleteApp(**APP)
    await clock.advance(APP_STOP)
    await api.CreateApp(**APP)
    assert (await api.DescribeApp(**APP))["ResourceSpec"]["InstanceType"] == "ml.m5.large"


async def test_a_volume_grows_for_the_next_start(api: Caller, clock: ManualClock, runner: FakeRunner) -> None:
    await made_space(api, clock)
    await api.UpdateSpace(**SPACE, SpaceSettings=volume(20))
    await clock.advance(SPACE_UPDATE)
    with pytest.raises(
        ServiceError, match=r"^ResourceInUse: Unable to create app .* storage is not in Available"
    ):
        await api.CreateApp(**APP)
    await clock.advance(STORAGE_CHANGE - SPACE_UPDATE)
    await api.CreateApp(**APP)
    await clock.advance(APP_START)
    (app,) = runner.running.values()
    assert app.volume_gb == 20


async def test_six_hours_between_two_growths(api: Caller, clock: ManualClock) -> None:
    await made_space(api, clock)
    await update(api, clock, **volume(6))
    await clock.advance(6 * HOUR - 2 * STORAGE_CHANGE)
    failed = await update(api, clock, **volume(7), **instance("ml.m5.large"))
    assert failed["Status"] == "Update_Failed"
    assert failed["FailureReason"].startswith("VolumeModificationRateExceeded: ")
    assert "Wait at least 6 hours before trying to update the volume size again" in failed["FailureReason"]
    assert "InstanceType" not in failed["SpaceSettings"]["JupyterLabAppSettings"]["DefaultResourceSpec"]
    grown = await update(api, clock, **volume(8))
    assert (grown["Status"], "FailureReason" in grown) == ("InService", False)
    assert grown["SpaceSettings"]["SpaceStorageSettings"] == volume(8)["SpaceStorageSettings"]


async def test_a_space_that_could_not_be_changed_runs_and_goes(api: Caller, clock: ManualClock) -> None:
    await made_space(api, clock)
    await update(api, clock, **volume(6))
    await update(api, clock, **volume(7))
    await api.CreateApp(**APP)
    await clock.advance(APP_START)
    await api.DeleteApp(**APP)
    await clock.advance(APP_STOP)
    await api.DeleteSpace(**SPACE)


async def test_the_cooldown_as_a_refusal(assuming: Assuming, clock: ManualClock) -> None:
    api = assuming(Assumptions(volume_cooldown_answer="refusal"))
    await made_space(api, clock)
    await update(api, clock, **volume(6))
    with pytest.raises(ServiceError, match=r"^VolumeModificationRateExceeded: We encountered"):
        await api.UpdateSpace(**SPACE, SpaceSettings=volume(7))
    assert (await api.DescribeSpace(**SPACE))["Status"] == "InService"


async def test_four_growths_a_day(assuming: Assuming, clock: ManualClock) -> None:
    api = assuming(Assumptions(volume_cooldown="four-a-day"))
    await made_space(api, clock)
    for size in (6, 7, 8, 9):
        assert (await update(api, clock, **volume(size)))["Status"] == "InService"
    assert (await update(api, clock, **volume(10)))["Status"] == "Update_Failed"
    await clock.advance(DAY)
    assert (await update(api, clock, **volume(10)))["Status"] == "InService"

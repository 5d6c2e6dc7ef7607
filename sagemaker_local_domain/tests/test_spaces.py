"""CreateSpace, DescribeSpace, ListSpaces, DeleteSpace: what is kept, what is refused."""

from __future__ import annotations

import pytest

from sagemaker_local_domain.lifecycle import APP_STOP, SPACE_CREATION, SPACE_DELETION
from sagemaker_local_domain.model import Json, Principal, ServiceError
from sagemaker_local_domain.seed import DOMAIN_ID
from sagemaker_local_domain.service import LocalService

from .conftest import Caller, FakeRunner, ManualClock
from .flows import APP, SPACE, made_space, running_app, space_input


async def test_settings_come_back_and_the_volume_has_the_domains_default_size(
    api: Caller, clock: ManualClock
) -> None:
    efs = [{"EFSFileSystem": {"FileSystemId": "fs-0123456789abcdef0"}}]
    await api.CreateSpace(**space_input(CustomFileSystems=efs) | {"SpaceDisplayName": "<b>Lab</b> ü"})
    space = await api.DescribeSpace(**SPACE)
    assert space["SpaceDisplayName"] == "<b>Lab</b> ü"
    assert space["SpaceSettings"]["CustomFileSystems"] == efs
    assert space["SpaceSettings"]["SpaceStorageSettings"] == {"EbsStorageSettings": {"EbsVolumeSizeInGb": 5}}
    assert space["OwnershipSettings"] == {"OwnerUserProfileName": "ana"}
    assert space["SpaceSharingSettings"] == {"SharingType": "Private"}
    assert space["Url"] == "http://studio/open/lab"
    assert "FailureReason" not in space
    (summary,) = (await api.ListSpaces())["Spaces"]
    assert summary["SpaceSettingsSummary"] == {
        "AppType": "JupyterLab",
        "SpaceStorageSettings": {"EbsStorageSettings": {"EbsVolumeSizeInGb": 5}},
    }
    assert summary["SpaceSharingSettingsSummary"] == {"SharingType": "Private"}
    assert summary["OwnershipSettingsSummary"] == {"OwnerUserProfileName": "ana"}


async def test_becoming_in_service_is_a_modification(api: Caller, clock: ManualClock) -> None:
    await api.CreateSpace(**space_input())
    created = (await api.DescribeSpace(**SPACE))["CreationTime"]
    await clock.advance(SPACE_CREATION)
    space = await api.DescribeSpace(**SPACE)
    assert (space["CreationTime"], space["LastModifiedTime"]) == (created, created + SPACE_CREATION)


@pytest.mark.parametrize("name", ["lab", "LAB"])
async def test_a_name_is_taken_whatever_its_case(api: Caller, name: str) -> None:
    await api.CreateSpace(**space_input("Lab"))
    with pytest.raises(ServiceError, match=r"Space \[arn:aws:.*/Lab\] already exists") as refused:
        await api.CreateSpace(**space_input(name))
    assert refused.value.code == "ResourceInUse"


async def test_a_name_is_found_in_its_own_case_only(api: Caller) -> None:
    await api.CreateSpace(**space_input("Lab"))
    with pytest.raises(ServiceError, match="ResourceNotFound"):
        await api.DescribeSpace(DomainId=DOMAIN_ID, SpaceName="lab")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"DomainId": "d-other"}, "ResourceNotFound: Domain"),
        ({"OwnershipSettings": {"OwnerUserProfileName": "dora"}}, "ResourceNotFound: UserProfile"),
        ({"OwnershipSettings": None}, "ValidationException: .* given together"),
        ({"SpaceSharingSettings": None}, "ValidationException: .* given together"),
        (
            {"SpaceSettings": {"AppType": "RStudioServerPro"}},
            r"AppType \[RStudioServerPro\] is not supported",
        ),
        (
            {"SpaceSettings": {"SpaceStorageSettings": {"EbsStorageSettings": {"EbsVolumeSizeInGb": 501}}}},
            r"EbsVolumeSizeInGb \[501\] exceeds the maximum \[500\] of the Domain",
        ),
        (
            {"SpaceSettings": {"SpaceStorageSettings": {"EbsStorageSettings": {"EbsVolumeSizeInGb": 4}}}},
            "Value '4' at 'spaceSettings.spaceStorageSettings.ebsStorageSettings.ebsVolumeSizeInGb'",
        ),
    ],
)
async def test_refused_and_nothing_is_left(api: Caller, change: Json, message: str) -> None:
    with pytest.raises(ServiceError, match=message):
        await api.CreateSpace(**space_input() | change)
    assert (await api.ListSpaces())["Spaces"] == []


async def test_idle_timeout_stays_in_the_domains_limits(service: LocalService, api: Caller) -> None:
    (domain,) = service.store.domains.find()
    idle = domain.settings["DefaultUserSettings"]["JupyterLabAppSettings"]["AppLifecycleManagement"]
    idle["IdleSettings"]["MaxIdleTimeoutInMinutes"] = 240
    service.store.domains.put(domain)
    lab: Json = {"AppLifecycleManagement": {"IdleSettings": {"IdleTimeoutInMinutes": 241}}}
    with pytest.raises(ServiceError, match=r"\[241\] must be between \[60\] and \[240\]"):
        await api.CreateSpace(**space_input(JupyterLabAppSettings=lab))
    lab["AppLifecycleManagement"]["IdleSettings"]["IdleTimeoutInMinutes"] = 240
    assert await api.CreateSpace(**space_input(JupyterLabAppSettings=lab))


async def test_a_space_of_nobodys_is_shared(api: Caller) -> None:
    await api.CreateSpace(DomainId=DOMAIN_ID, SpaceName="lab")
    space = await api.DescribeSpace(**SPACE)
    assert space["SpaceSharingSettings"] == {"SharingType": "Shared"}
    assert "OwnershipSettings" not in space


async def test_delete_while_pending_says_retry(api: Caller) -> None:
    await api.CreateSpace(**space_input())
    with pytest.raises(ServiceError, match="ValidationException: RecordNotFound"):
        await api.DeleteSpace(**SPACE)


async def test_delete_with_an_app_is_refused_until_it_is_gone(api: Caller, clock: ManualClock) -> None:
    await running_app(api, clock)
    refusal = r"ResourceInUse: Unable to delete Space \[arn:.*\] because App\(s\) are associated with it"
    with pytest.raises(ServiceError, match=refusal):
        await api.DeleteSpace(**SPACE)
    await api.DeleteApp(**APP)
    with pytest.raises(ServiceError, match=refusal):
        await api.DeleteSpace(**SPACE)
    await clock.advance(APP_STOP)
    await api.DeleteSpace(**SPACE)


async def test_delete_destroys_volume_and_credentials_and_frees_the_name(
    service: LocalService, api: Caller, clock: ManualClock, runner: FakeRunner
) -> None:
    await made_space(api, clock)
    role = service.credentials.issue(Principal(space="lab"), 3600)
    await api.DeleteSpace(**SPACE)
    assert (await api.DescribeSpace(**SPACE))["Status"] == "Deleting"
    await api.DeleteSpace(**SPACE)
    await clock.advance(SPACE_DELETION)
    assert runner.calls == [("delete_volume", "lab")]
    assert service.credentials.find(role.access_key_id) is None
    await made_space(api, clock)
    assert (await api.DescribeSpace(**SPACE))["Status"] == "InService"

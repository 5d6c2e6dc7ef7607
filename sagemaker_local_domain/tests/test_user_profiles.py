"""Create, update and delete user profiles."""

from __future__ import annotations

from typing import Any

import pytest

from sagemaker_local_domain.arns import role_arn, user_profile_arn
from sagemaker_local_domain.lifecycle import SPACE_CREATION, USER_PROFILE_CHANGE
from sagemaker_local_domain.model import ServiceError
from sagemaker_local_domain.seed import DOMAIN_ID
from sagemaker_local_domain.service import LocalService

from .conftest import Caller, ManualClock
from .flows import made_space, space_input

DORA = {"DomainId": DOMAIN_ID, "UserProfileName": "Dora"}


async def test_from_its_creation_to_its_end(api: Caller, clock: ManualClock) -> None:
    role = role_arn("dora")
    assert await api.CreateUserProfile(**DORA, UserSettings={"ExecutionRole": role}) == {
        "UserProfileArn": user_profile_arn(DOMAIN_ID, "Dora")
    }
    assert (await api.DescribeUserProfile(**DORA))["Status"] == "Pending"
    await clock.advance(USER_PROFILE_CHANGE)
    await api.UpdateUserProfile(**DORA, UserSettings={"SecurityGroups": ["sg-1"]})
    assert (await api.DescribeUserProfile(**DORA))["Status"] == "Updating"
    await clock.advance(USER_PROFILE_CHANGE)
    dora = await api.DescribeUserProfile(**DORA)
    assert dora["Status"] == "InService"
    assert dora["UserSettings"] == {"ExecutionRole": role, "SecurityGroups": ["sg-1"]}

    await api.CreateSpace(**space_input(owner="dora"))  # found whatever its case
    await clock.advance(SPACE_CREATION)
    with pytest.raises(ServiceError, match=r"^ResourceInUse: .* owns Space\(s\): lab"):
        await api.DeleteUserProfile(**DORA)
    await api.DeleteSpace(DomainId=DOMAIN_ID, SpaceName="lab")
    await clock.advance(SPACE_CREATION)
    await api.DeleteUserProfile(**DORA)
    assert (await api.DescribeUserProfile(**DORA))["Status"] == "Deleting"
    with pytest.raises(ServiceError, match=r"ResourceInUse: UserProfile \[Dora\] is \[Deleting\]"):
        await api.CreateSpace(**space_input(owner="dora"))
    await clock.advance(USER_PROFILE_CHANGE)
    with pytest.raises(ServiceError, match="ResourceNotFound"):
        await api.DescribeUserProfile(**DORA)


async def test_a_name_is_taken_whatever_its_case(api: Caller) -> None:
    with pytest.raises(ServiceError, match=r"ResourceInUse: UserProfile \[.*/ana\] already exists"):
        await api.CreateUserProfile(DomainId=DOMAIN_ID, UserProfileName="ANA")


async def test_not_during_another_change(api: Caller) -> None:
    await api.CreateUserProfile(**DORA)
    for call in (api.UpdateUserProfile, api.DeleteUserProfile):
        with pytest.raises(ServiceError, match=r"ResourceInUse: .* is \[Pending\]"):
            await call(**DORA)


async def test_no_single_sign_on_in_a_domain_of_iam(api: Caller) -> None:
    with pytest.raises(ServiceError, match=r"^ValidationException: .*AuthMode \[SSO\]"):
        await api.CreateUserProfile(
            **DORA, SingleSignOnUserIdentifier="UserName", SingleSignOnUserValue="dora"
        )


async def test_a_profiles_own_limits_hold_for_its_private_spaces(api: Caller, clock: ManualClock) -> None:
    storage = {"DefaultEbsStorageSettings": {"DefaultEbsVolumeSizeInGb": 7, "MaximumEbsVolumeSizeInGb": 8}}
    await api.UpdateUserProfile(
        DomainId=DOMAIN_ID, UserProfileName="ana", UserSettings={"SpaceStorageSettings": storage}
    )
    await made_space(api, clock)
    space = await api.DescribeSpace(DomainId=DOMAIN_ID, SpaceName="lab")
    assert space["SpaceSettings"]["SpaceStorageSettings"] == {"EbsStorageSettings": {"EbsVolumeSizeInGb": 7}}
    larger: Any = {"SpaceStorageSettings": {"EbsStorageSettings": {"EbsVolumeSizeInGb": 9}}}
    with pytest.raises(ServiceError, match=r"exceeds the maximum \[8\]"):
        await api.CreateSpace(**space_input("second", **larger))
    await api.CreateSpace(**space_input("shared", sharing="Shared", **larger))


async def test_who_keeps_a_list_of_people_is_told(
    api: Caller, clock: ManualClock, service: LocalService
) -> None:
    told: list[list[str]] = []
    service.on_people(lambda: told.append([person.name for person in service.store.user_profiles.find()]))
    await api.CreateUserProfile(**DORA)
    assert told == []
    await clock.advance(USER_PROFILE_CHANGE)
    await api.DeleteUserProfile(**DORA)
    await clock.advance(USER_PROFILE_CHANGE)
    assert told == [["ana", "ben", "chen", "Dora"], ["ana", "ben", "chen"]]

"""AddTags, ListTags, DeleteTags, and the tags given when something is made."""

from __future__ import annotations

import pytest

from sagemaker_local_domain.arns import domain_arn, lifecycle_config_arn, space_arn, user_profile_arn
from sagemaker_local_domain.clock import DAY
from sagemaker_local_domain.images import add_version, image_arn
from sagemaker_local_domain.lifecycle import APP_STOP, SPACE_DELETION
from sagemaker_local_domain.model import Json, ServiceError
from sagemaker_local_domain.records import LifecycleConfig
from sagemaker_local_domain.seed import DOMAIN_ID
from sagemaker_local_domain.store import Store

from .conftest import Caller, ManualClock
from .flows import APP, SPACE, made_space, space_input

TEAM: Json = {"Key": "team", "Value": "churn"}
LAB = space_arn(DOMAIN_ID, "lab")


async def tags(api: Caller, arn: str) -> list[Json]:
    found: list[Json] = (await api.ListTags(ResourceArn=arn))["Tags"]
    return found


async def test_added_overwritten_and_deleted(api: Caller) -> None:
    arn = domain_arn(DOMAIN_ID)
    await api.AddTags(ResourceArn=arn, Tags=[TEAM, {"Key": "cost", "Value": "1"}])
    answer = await api.AddTags(ResourceArn=arn, Tags=[{"Key": "cost", "Value": "2"}])
    assert answer["Tags"] == await tags(api, arn) == [{"Key": "cost", "Value": "2"}, TEAM]
    await api.DeleteTags(ResourceArn=arn, TagKeys=["cost", "nothing"])
    assert await tags(api, arn) == [TEAM]


async def test_those_of_one_resource_all_at_once(api: Caller) -> None:
    arn = domain_arn(DOMAIN_ID)
    keys = [str(number) for number in range(10, 60)]
    await api.AddTags(ResourceArn=arn, Tags=[{"Key": key, "Value": ""} for key in keys])
    await api.AddTags(ResourceArn=user_profile_arn(DOMAIN_ID, "ana"), Tags=[TEAM])
    answer = await api.ListTags(ResourceArn=arn)
    assert [tag["Key"] for tag in answer["Tags"]] == keys
    assert "NextToken" not in answer


async def test_of_everything_that_is_made(api: Caller, clock: ManualClock, store: Store) -> None:
    await made_space(api, clock)
    store.lifecycle_configs.put(LifecycleConfig("setup", "JupyterLab", "", 0, 0))
    app = (await api.CreateApp(**APP, Tags=[TEAM]))["AppArn"]
    dora = await api.CreateUserProfile(DomainId=DOMAIN_ID, UserProfileName="dora", Tags=[TEAM])
    other = await api.CreateSpace(**space_input("other"), Tags=[TEAM])
    for arn in (app, dora["UserProfileArn"], other["SpaceArn"]):
        assert await tags(api, arn) == [TEAM]
    image = add_version(store, "team", "1.0.0", "/team/bin/python", None, 0)
    for arn in (lifecycle_config_arn("setup"), image_arn(image)):
        assert await tags(api, arn) == []


async def test_they_go_with_what_they_are_of(api: Caller, clock: ManualClock) -> None:
    await made_space(api, clock)
    await api.AddTags(ResourceArn=LAB, Tags=[TEAM])
    app = (await api.CreateApp(**APP, Tags=[TEAM]))["AppArn"]
    await api.DeleteApp(**APP)
    await clock.advance(APP_STOP)
    await api.CreateApp(**APP)
    assert await tags(api, app) == []
    await api.DeleteApp(**APP)
    await clock.advance(APP_STOP)
    await api.DeleteSpace(**SPACE)
    await clock.advance(SPACE_DELETION)
    await made_space(api, clock)
    assert await tags(api, LAB) == []


async def test_fifty_at_most(api: Caller) -> None:
    arn = domain_arn(DOMAIN_ID)
    await api.AddTags(ResourceArn=arn, Tags=[{"Key": str(n), "Value": ""} for n in range(50)])
    with pytest.raises(ServiceError, match=r"^ResourceLimitExceeded: "):
        await api.AddTags(ResourceArn=arn, Tags=[TEAM])
    assert TEAM not in (await api.ListTags(ResourceArn=arn, MaxResults=50))["Tags"]


@pytest.mark.parametrize(
    ("arn", "code"),
    [
        (space_arn(DOMAIN_ID, "nowhere"), "ResourceNotFound"),
        (lifecycle_config_arn("nowhere"), "ResourceNotFound"),
        ("arn:aws:sagemaker:us-east-1:123456789012:endpoint/x", "ValidationException"),
        (LAB.replace("us-east-1", "eu-west-1"), "ValidationException"),
    ],
)
async def test_of_what_there_is_not(api: Caller, arn: str, code: str) -> None:
    for call, more in (
        (api.ListTags, {}),
        (api.AddTags, {"Tags": [TEAM]}),
        (api.DeleteTags, {"TagKeys": ["team"]}),
    ):
        with pytest.raises(ServiceError) as refused:
            await call(ResourceArn=arn, **more)
        assert refused.value.code == code


async def test_a_persons_name_may_be_spelled_in_any_case(api: Caller) -> None:
    ana, shouted = user_profile_arn(DOMAIN_ID, "ana"), user_profile_arn(DOMAIN_ID, "ANA")
    await api.AddTags(ResourceArn=shouted, Tags=[TEAM])
    assert await tags(api, ana) == await tags(api, shouted) == [TEAM]
    await api.DeleteTags(ResourceArn=shouted, TagKeys=["team"])
    assert await tags(api, ana) == []


async def test_those_of_an_app_go_with_its_record(api: Caller, clock: ManualClock, store: Store) -> None:
    await made_space(api, clock)
    arn = (await api.CreateApp(**APP, Tags=[TEAM]))["AppArn"]
    await api.DeleteApp(**APP)
    await clock.advance(APP_STOP)
    await clock.advance(DAY)
    with pytest.raises(ServiceError, match="ResourceNotFound"):
        await api.ListTags(ResourceArn=arn)
    await api.ListSpaces()
    assert list(store.tags.find()) == []

"""Lifecycle configurations: listed, described, and required to exist by an app that names one."""

from __future__ import annotations

import base64

import pytest

from sagemaker_local_domain.arns import lifecycle_config_arn
from sagemaker_local_domain.model import Json, ServiceError
from sagemaker_local_domain.records import LifecycleConfig
from sagemaker_local_domain.store import Store

from .conftest import Caller, ManualClock
from .flows import APP, made_space

SCRIPT = base64.b64encode(b"#!/bin/bash\necho hello\n").decode()


@pytest.fixture(autouse=True)
def configs(store: Store) -> None:
    for number, (name, app_type) in enumerate(
        [("a-first", "JupyterLab"), ("b-second", "CodeEditor"), ("c-third", "JupyterLab")]
    ):
        store.lifecycle_configs.put(LifecycleConfig(name, app_type, SCRIPT, 100 + number, 300 - number))


async def names(api: Caller, **members: object) -> list[str]:
    found: list[Json] = (await api.ListStudioLifecycleConfigs(**members))["StudioLifecycleConfigs"]
    return [one["StudioLifecycleConfigName"] for one in found]


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({}, ["c-third", "b-second", "a-first"]),
        ({"SortOrder": "Ascending"}, ["a-first", "b-second", "c-third"]),
        ({"SortBy": "LastModifiedTime"}, ["a-first", "b-second", "c-third"]),
        ({"SortBy": "Name", "MaxResults": 1}, ["c-third"]),
        ({"NameContains": "second"}, ["b-second"]),
        ({"AppTypeEquals": "JupyterLab"}, ["c-third", "a-first"]),
        ({"CreationTimeAfter": 101, "CreationTimeBefore": 101}, ["b-second"]),
        ({"ModifiedTimeAfter": 300}, ["a-first"]),
    ],
)
async def test_list(api: Caller, members: Json, expected: list[str]) -> None:
    assert await names(api, **members) == expected


async def test_describe(api: Caller) -> None:
    config = await api.DescribeStudioLifecycleConfig(StudioLifecycleConfigName="a-first")
    assert config == {
        "StudioLifecycleConfigArn": lifecycle_config_arn("a-first"),
        "StudioLifecycleConfigName": "a-first",
        "StudioLifecycleConfigAppType": "JupyterLab",
        "StudioLifecycleConfigContent": SCRIPT,
        "CreationTime": 100,
        "LastModifiedTime": 300,
    }
    with pytest.raises(ServiceError, match="ResourceNotFound: StudioLifecycleConfig"):
        await api.DescribeStudioLifecycleConfig(StudioLifecycleConfigName="nowhere")


async def test_an_app_takes_one_that_is_there_and_of_its_type(api: Caller, clock: ManualClock) -> None:
    await made_space(api, clock)
    for name in ("nowhere", "b-second"):
        with pytest.raises(ServiceError, match=r"^ValidationException: StudioLifecycleConfig"):
            await api.CreateApp(**APP, ResourceSpec={"LifecycleConfigArn": lifecycle_config_arn(name)})
    await api.CreateApp(**APP, ResourceSpec={"LifecycleConfigArn": lifecycle_config_arn("a-first")})

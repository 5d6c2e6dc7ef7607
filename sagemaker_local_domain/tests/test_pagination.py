"""Pages: every record once, in order, whatever comes and goes; only our own tokens."""

from __future__ import annotations

import asyncio
from itertools import chain
from typing import Any

import pytest

from sagemaker_local_domain.model import Json, ServiceError
from sagemaker_local_domain.seed import PEOPLE

from .conftest import Caller, Client, ManualClock
from .flows import space_input

NAMES = [f"space-{number}" for number in range(7)]


@pytest.fixture
async def spaces(api: Caller, clock: ManualClock) -> list[str]:
    """Seven spaces, made in two moments, so that equal times occur."""
    for number, name in enumerate(NAMES):
        if number == 3:
            await clock.advance(1)
        await api.CreateSpace(**space_input(name))
    return NAMES


async def pages(api: Caller, **members: Any) -> list[list[str]]:
    found, more = [], dict(members)
    while True:
        answer = await api.ListSpaces(**more)
        found.append([space["SpaceName"] for space in answer["Spaces"]])
        if "NextToken" not in answer:
            return found
        more["NextToken"] = answer["NextToken"]


@pytest.mark.parametrize("order", ["Ascending", "Descending"])
@pytest.mark.parametrize("size", [1, 3, 7, 100])
async def test_every_record_once_in_order(api: Caller, spaces: list[str], order: str, size: int) -> None:
    found = await pages(api, MaxResults=size, SortOrder=order)
    assert [len(page) for page in found[:-1]] == [size] * (len(found) - 1)
    assert [*chain(*found)] == (spaces if order == "Ascending" else spaces[::-1])


async def test_sort_by_last_modified(api: Caller, clock: ManualClock) -> None:
    await api.CreateSpace(**space_input("early"))
    await clock.advance(5)
    await api.CreateSpace(**space_input("late"))
    for order, expected in (("Ascending", ["early", "late"]), ("Descending", ["late", "early"])):
        assert await pages(api, SortBy="LastModifiedTime", SortOrder=order) == [expected]


async def test_what_comes_and_goes_meanwhile_hides_nothing(
    api: Caller, spaces: list[str], clock: ManualClock
) -> None:
    await clock.advance(60)
    first = await api.ListSpaces(MaxResults=3)
    await api.DeleteSpace(DomainId=first["Spaces"][0]["DomainId"], SpaceName="space-1")
    await clock.advance(60)
    await api.CreateSpace(**space_input("newest"))
    rest = await api.ListSpaces(MaxResults=100, NextToken=first["NextToken"])
    assert [space["SpaceName"] for space in rest["Spaces"]] == [*spaces[3:], "newest"]


async def test_contains_goes_along_with_the_token(api: Caller, spaces: list[str]) -> None:
    await api.CreateSpace(**space_input("other"))
    assert [*chain(*await pages(api, MaxResults=2, SpaceNameContains="space"))] == spaces
    assert await pages(api, SpaceNameContains="e-3") == [["space-3"]]
    assert await pages(api, SpaceNameContains="SPACE") == [[]]


async def test_ten_a_page_by_default(api: Caller) -> None:
    for number in range(11):
        await api.CreateSpace(**space_input(f"space-{number:02}"))
    assert [len(page) for page in await pages(api)] == [10, 1]


@pytest.mark.parametrize(
    "change",
    [
        {"NextToken": "nonsense"},
        {"NextToken": ""},
        {"NextToken": "é"},
        {"SortOrder": "Descending"},
        {"SpaceNameContains": "space"},
    ],
)
async def test_a_token_of_another_list_is_refused(api: Caller, spaces: list[str], change: Json) -> None:
    token = (await api.ListSpaces(MaxResults=2))["NextToken"]
    with pytest.raises(ServiceError, match="ValidationException: Invalid NextToken"):
        await api.ListSpaces(**{"MaxResults": 2, "NextToken": token} | change)


async def test_a_token_of_another_operation_is_refused(api: Caller) -> None:
    token = (await api.ListUserProfiles(MaxResults=1))["NextToken"]
    with pytest.raises(ServiceError, match="Invalid NextToken"):
        await api.ListSpaces(NextToken=token)


async def test_people_by_name(api: Caller) -> None:
    first = await api.ListUserProfiles(MaxResults=2)
    rest = await api.ListUserProfiles(MaxResults=2, NextToken=first["NextToken"])
    assert tuple(p["UserProfileName"] for p in first["UserProfiles"] + rest["UserProfiles"]) == PEOPLE
    (only,) = (await api.ListUserProfiles(UserProfileNameContains="he"))["UserProfiles"]
    assert only["UserProfileName"] == "chen"


async def test_boto3s_paginator(boto: Client, spaces: list[str]) -> None:
    paginator = await boto("get_paginator", operation_name="list_spaces")
    found = await asyncio.to_thread(lambda: paginator.paginate(MaxResults=2).build_full_result())
    assert [space["SpaceName"] for space in found["Spaces"]] == spaces

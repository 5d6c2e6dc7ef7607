"""Trouble with calls, as boto3 sees it."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from botocore.exceptions import (
    ClientError,
    ConnectionClosedError,
    PaginationError,
    ReadTimeoutError,
)

from sagemaker_local_domain.faults.calls import spoilt
from sagemaker_local_domain.faults.faults import Faults
from sagemaker_local_domain.faults.rules import Cut
from sagemaker_local_domain.model import Principal
from sagemaker_local_domain.records import Credential
from sagemaker_local_domain.service import LocalService

from .conftest import Caller, Client, ManualClock, boto_client
from .flows import SPACE, made_space, space_input


async def refused(boto: Client, method: str, **members: Any) -> tuple[int, str, str]:
    """Status, code and text of the error that a call ends with."""
    with pytest.raises(ClientError) as error:
        await boto(method, **members)
    answer = error.value.response
    return answer["ResponseMetadata"]["HTTPStatusCode"], answer["Error"]["Code"], answer["Error"]["Message"]


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ({"code": "ThrottlingException"}, (400, "ThrottlingException", "Rate exceeded")),
        (
            {"code": "AccessDeniedException", "message": "User: x is not authorized"},
            (400, "AccessDeniedException", "User: x is not authorized"),
        ),
        (
            {"code": "ResourceNotFound", "message": "Gone.", "status": 404},
            (404, "ResourceNotFound", "Gone."),
        ),
        (
            {"code": "ExpiredTokenException"},
            (400, "ExpiredTokenException", "The security token included in the request is expired"),
        ),
    ],
)
async def test_errors(boto: Client, faults: Faults, fault: Any, expected: tuple[int, str, str]) -> None:
    faults.add({"fault": "error", "operations": ["ListSpaces"], "times": 1, **fault})
    assert await refused(boto, "list_spaces") == expected
    assert (await boto("list_spaces"))["Spaces"] == []


@pytest.mark.parametrize(("code", "status"), [("InternalFailure", 500), ("ServiceUnavailable", 503)])
async def test_failures_of_the_service(boto: Client, faults: Faults, code: str, status: int) -> None:
    faults.add({"fault": "error", "code": code})
    assert (await refused(boto, "list_spaces"))[:2] == (status, code)


async def test_boto3s_own_retries_outlast_a_throttle(endpoint: str, ana: Credential, faults: Faults) -> None:
    client = await asyncio.to_thread(boto_client, endpoint, ana, retries={"total_max_attempts": 3})
    active = faults.add({"fault": "error", "code": "ThrottlingException", "times": 2})
    answer = await asyncio.to_thread(client.list_spaces)
    assert answer["ResponseMetadata"]["RetryAttempts"] == active.hits == 2
    client.close()


async def test_a_refused_change_takes_no_effect(boto: Client, faults: Faults) -> None:
    faults.add({"fault": "error", "code": "InternalFailure", "operations": ["CreateSpace"]})
    await refused(boto, "create_space", **space_input())
    assert (await boto("list_spaces"))["Spaces"] == []


async def test_expired_credentials_of_one_principal(
    boto: Client, endpoint: str, service: LocalService, faults: Faults
) -> None:
    faults.add({"fault": "error", "code": "ExpiredTokenException", "principal": {"user": "ana"}})
    assert (await refused(boto, "list_spaces"))[1] == "ExpiredTokenException"
    assert (await refused(boto, "describe_space", **SPACE))[1] == "ExpiredTokenException"
    ben = await asyncio.to_thread(boto_client, endpoint, service.credentials.issue(Principal(user="ben"), 60))
    assert (await asyncio.to_thread(ben.list_spaces))["Spaces"] == []
    ben.close()


async def test_a_delay_makes_a_client_wait_or_give_up(endpoint: str, ana: Credential, faults: Faults) -> None:
    faults.add({"fault": "delay", "seconds": 0.4, "times": 2})
    client = await asyncio.to_thread(boto_client, endpoint, ana)
    began = time.monotonic()
    await asyncio.to_thread(client.list_spaces)
    assert time.monotonic() - began >= 0.4
    client.close()
    hasty = await asyncio.to_thread(boto_client, endpoint, ana, read_timeout=0.1)
    with pytest.raises(ReadTimeoutError):
        await asyncio.to_thread(hasty.list_spaces)
    hasty.close()


@pytest.mark.parametrize(("when", "made"), [("before", False), ("after", True)])
async def test_a_cut_leaves_a_change_unclear(boto: Client, faults: Faults, when: str, made: bool) -> None:
    faults.add({"fault": "cut", "when": when, "operations": ["CreateSpace"], "times": 1})
    with pytest.raises(ConnectionClosedError):
        await boto("create_space", **space_input())
    assert bool((await boto("list_spaces"))["Spaces"]) == made


async def test_half_an_answer(boto: Client, faults: Faults) -> None:
    faults.add({"fault": "cut", "when": "middle", "operations": ["CreateSpace"], "times": 1})
    # botocore minds neither that the body is shorter than announced nor that it is no JSON.
    assert "SpaceArn" not in await boto("create_space", **space_input())
    assert len((await boto("list_spaces"))["Spaces"]) == 1


@pytest.mark.parametrize("body", [b"", b'{"Spaces": []}'])
async def test_half_an_answer_is_less_than_was_announced(body: bytes) -> None:
    async def half(request: web.Request) -> web.StreamResponse:
        return await spoilt(web.Response(body=body), Cut("middle"), request)

    application = web.Application()
    application.router.add_get("/", half)
    async with (
        TestServer(application, host="127.0.0.1") as server,
        aiohttp.ClientSession() as session,
        session.get(server.make_url("/")) as answer,
    ):
        assert answer.status == 200
        with pytest.raises(aiohttp.ClientPayloadError):
            await answer.read()


async def test_a_refusal_is_cut_as_well(boto: Client, faults: Faults) -> None:
    faults.add({"fault": "cut", "when": "after"})
    with pytest.raises(ConnectionClosedError):
        await boto("describe_space", **SPACE)


@pytest.mark.parametrize("body", ["<html>502</html>", "", '{"Spaces": [', {"Spaces": None}, {}])
async def test_an_answer_that_is_no_json_or_another_shape(boto: Client, faults: Faults, body: Any) -> None:
    faults.add({"fault": "answer", "body": body, "operations": ["ListSpaces"], "times": 1})
    # botocore takes what is no JSON for {"message": ...}.
    assert not (await boto("list_spaces")).get("Spaces")
    assert (await boto("list_spaces"))["Spaces"] == []


async def test_a_wrong_answer_has_the_status_that_is_asked_for(boto: Client, faults: Faults) -> None:
    faults.add({"fault": "answer", "body": "Bad Gateway", "status": 502})
    assert (await refused(boto, "list_spaces"))[:2] == (502, "502")


async def test_empty_pages_lead_on_to_every_item(
    boto: Client, endpoint: str, api: Caller, clock: ManualClock, ana: Credential, faults: Faults
) -> None:
    for name in ("a", "b", "c"):
        await made_space(api, clock, name=name)
    faults.add({"fault": "empty-page", "operations": ["ListSpaces"], "times": 2})
    faults.add({"fault": "empty-page", "operations": ["ListSpaces"], "share": 0.5})
    client = await asyncio.to_thread(boto_client, endpoint, ana)
    pages = await asyncio.to_thread(
        lambda: list(client.get_paginator("list_spaces").paginate(PaginationConfig={"PageSize": 1}))
    )
    assert [page["Spaces"] for page in pages[:2]] == [[], []]
    assert all("NextToken" in page for page in pages[:-1])
    assert len(pages) == 3 + sum(active.hits for active in faults.all())
    assert [space["SpaceName"] for page in pages for space in page["Spaces"]] == ["a", "b", "c"]
    client.close()


async def test_a_repeated_token_shows_a_page_again(
    boto: Client, api: Caller, clock: ManualClock, faults: Faults
) -> None:
    for name in ("a", "b"):
        await made_space(api, clock, name=name)
    faults.add({"fault": "repeat-token", "times": 1})
    seen: list[str] = []
    token: dict[str, str] = {}
    while True:
        page = await boto("list_spaces", MaxResults=1, **token)
        seen.append(page["Spaces"][0]["SpaceName"])
        if "NextToken" not in page:
            break
        token = {"NextToken": page["NextToken"]}
    assert seen == ["a", "a", "b"]


async def test_a_token_that_repeats_for_ever_is_what_boto3_gives_up_at(
    endpoint: str, api: Caller, clock: ManualClock, ana: Credential, faults: Faults
) -> None:
    await made_space(api, clock)
    faults.add({"fault": "repeat-token"})
    client = await asyncio.to_thread(boto_client, endpoint, ana)
    with pytest.raises(PaginationError, match="same next token"):
        await asyncio.to_thread(lambda: list(client.get_paginator("list_spaces").paginate()))
    client.close()


@pytest.mark.parametrize(
    ("seconds", "said"), [(600, "Signature expired: "), (-600, "Signature not yet current: ")]
)
async def test_a_skewed_clock_judges_signatures(
    boto: Client, faults: Faults, seconds: int, said: str
) -> None:
    rule = faults.add({"fault": "skew", "seconds": seconds, "principal": {"user": "ana"}})
    _, code, text = await refused(boto, "list_spaces")
    assert (code, text[: len(said)]) == ("InvalidSignatureException", said)
    faults.clear(rule.rule_id)
    faults.add({"fault": "skew", "seconds": seconds, "principal": {"user": "ben"}})
    assert (await boto("list_spaces"))["Spaces"] == []


async def test_calls_from_inside_the_domain_meet_no_trouble(api: Caller, faults: Faults) -> None:
    rule = faults.add({"fault": "error", "code": "ThrottlingException"})
    assert await api.ListSpaces() == {"Spaces": []}
    assert rule.hits == 0

"""boto3 as it comes, against the service over HTTP."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials as Keys
from botocore.exceptions import ClientError

from sagemaker_local_domain.arns import REGION
from sagemaker_local_domain.lifecycle import APP_START, APP_STOP, SPACE_CREATION, SPACE_DELETION
from sagemaker_local_domain.operations.spaces import STORAGE_CREATION
from sagemaker_local_domain.records import Credential
from sagemaker_local_domain.seed import DOMAIN_ID
from sagemaker_local_domain.service import LocalService

from .conftest import Client, FakeRunner, ManualClock
from .flows import APP, SPACE, space_input


async def test_whole_flow_with_boto3(boto: Client, clock: ManualClock, runner: FakeRunner) -> None:
    arn = (await boto("create_space", **space_input()))["SpaceArn"]
    assert (await boto("describe_space", **SPACE))["Status"] == "Pending"
    await clock.advance(SPACE_CREATION)
    space = await boto("describe_space", **SPACE)
    assert (space["Status"], space["SpaceArn"]) == ("InService", arn)
    with pytest.raises(ClientError, match="storage is not in Available status"):
        await boto("create_app", **APP)
    await clock.advance(STORAGE_CREATION - SPACE_CREATION)

    await boto("create_app", **APP)
    assert (await boto("describe_app", **APP))["Status"] == "Pending"
    await clock.advance(APP_START)
    assert (await boto("describe_app", **APP))["Status"] == "InService"
    assert [app.space for app in runner.running.values()] == ["lab"]

    url = await boto("create_presigned_domain_url", UserProfileName="ana", **SPACE)
    assert url["AuthorizedUrl"] == "http://door/ana/lab?landing=None&valid=300&session=43200"

    assert (await boto("delete_app", **APP))["ResponseMetadata"]["HTTPStatusCode"] == 200
    assert (await boto("describe_app", **APP))["Status"] == "Deleting"
    await clock.advance(APP_STOP)
    assert (await boto("describe_app", **APP))["Status"] == "Deleted"
    assert not runner.running

    await boto("delete_space", **SPACE)
    await clock.advance(SPACE_DELETION)
    with pytest.raises(ClientError) as refused:
        await boto("describe_space", **SPACE)
    assert refused.value.response["Error"]["Code"] == "ResourceNotFound"
    assert runner.calls[-1] == ("delete_volume", "lab")


async def test_timestamps_and_request_id(boto: Client) -> None:
    answer = await boto("describe_domain", DomainId=DOMAIN_ID)
    assert answer["CreationTime"].year >= 2025
    assert answer["ResponseMetadata"]["RequestId"]


async def test_modelled_error_carries_its_text(boto: Client) -> None:
    with pytest.raises(ClientError, match=r"Domain \[arn:.*:domain/d-other\] does not exist") as refused:
        await boto("describe_domain", DomainId="d-other")
    assert type(refused.value).__name__ == "ResourceNotFound"


async def test_unknown_operation(boto: Client) -> None:
    with pytest.raises(ClientError) as refused:
        await boto("list_models")
    assert refused.value.response["Error"]["Code"] == "UnknownOperationException"


async def _post(endpoint: str, credential: Credential, body: bytes, **headers: str) -> tuple[int, Any]:
    """A signed call with any body, as only a broken client would send it."""
    signed = AWSRequest(
        "POST",
        endpoint,
        {"X-Amz-Target": "SageMaker.ListSpaces", "Content-Type": "application/x-amz-json-1.1"} | headers,
        body,
    )
    keys = Keys(credential.access_key_id, credential.secret_access_key, credential.session_token)
    SigV4Auth(keys, "sagemaker", REGION).add_auth(signed)
    async with (
        aiohttp.ClientSession() as session,
        session.post(endpoint, data=body, headers=dict(signed.headers)) as answer,
    ):
        return answer.status, await answer.json(content_type="application/x-amz-json-1.1")


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"MaxResults": NaN}',
        b'{"SpaceNameContains": "\\ud800"}',
        b'{"a":' * 3000 + b"1" + b"}" * 3000,
        b"9" * 5000,
    ],
    ids=["cut", "list", "not text", "NaN", "half a character", "deep", "huge number"],
)
async def test_what_is_not_json_is_refused(endpoint: str, ana: Credential, body: bytes) -> None:
    status, answer = await _post(endpoint, ana, body)
    assert (status, answer["__type"]) == (400, "SerializationException")


async def test_a_body_that_cannot_be_read_is_refused(endpoint: str, ana: Credential) -> None:
    raw = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}"
    address = urlsplit(endpoint)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    writer.write(raw)
    assert (await reader.readline()).startswith(b"HTTP/1.1 400")
    assert b"SerializationException" in await reader.readuntil(b"}")
    writer.close()
    await writer.wait_closed()


async def test_a_store_that_fails_is_said_as_aws_says_it(
    endpoint: str, ana: Credential, service: LocalService, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(service.store, "forget_apps", full)
    status, answer = await _post(endpoint, ana, b"{}")
    assert (status, answer["__type"]) == (500, "InternalFailure")
    assert "disk is full" in answer["message"]


async def test_empty_body_is_no_members(endpoint: str, ana: Credential) -> None:
    assert await _post(endpoint, ana, b"") == (200, {"Spaces": []})


@pytest.mark.parametrize(
    "headers", [{"X-Amz-Target": "Other.ListSpaces"}, {"Content-Type": "text/plain"}, {"X-Amz-Target": ""}]
)
async def test_what_is_no_call_is_unknown(endpoint: str, ana: Credential, headers: dict[str, str]) -> None:
    status, answer = await _post(endpoint, ana, b"{}", **headers)
    assert (status, answer["__type"]) == (400, "UnknownOperationException")


async def test_hostile_text_comes_back_as_json_text(endpoint: str, ana: Credential) -> None:
    name = "<img src=x onerror=alert(1)>"
    status, answer = await _post(endpoint, ana, json.dumps({"SpaceNameContains": name}).encode())
    assert (status, answer["__type"]) == (400, "ValidationException")
    assert f"Value '{name}' at 'spaceNameContains'" in answer["message"]

"""The credentials of spaces, fetched by botocore as it does it in a space."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import boto3
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from botocore.credentials import ContainerProvider, RefreshableCredentials
from botocore.exceptions import ClientError, CredentialRetrievalError
from botocore.utils import ContainerMetadataFetcher

from sagemaker_local_domain.arns import REGION
from sagemaker_local_domain.clock import DAY, HOUR, Clock
from sagemaker_local_domain.directory import StateDirectory
from sagemaker_local_domain.processes.machine import Way
from sagemaker_local_domain.processes.runner import ProcessRunner
from sagemaker_local_domain.service import LocalService, build_service
from sagemaker_local_domain.store import Store
from sagemaker_local_domain.wire.container_credentials import answer
from sagemaker_local_domain.wire.handler import handle

from .conftest import FakePresigner, FakeRunner
from .test_environment import spec

SPACE = "churn-team"


class Space:
    """What a program in a space sees of the domain: the API, and the address of its credentials."""

    def __init__(self, service: LocalService, url: str, token: str) -> None:
        self.service, self.url, self.token = service, url, token

    async def credentials(self) -> RefreshableCredentials:
        """botocore's own, which know when to fetch new ones."""
        fetcher = ContainerMetadataFetcher(sleep=lambda seconds: None)
        environment = {
            "AWS_CONTAINER_CREDENTIALS_FULL_URI": f"{self.url}/credentials",
            "AWS_CONTAINER_AUTHORIZATION_TOKEN": self.token,
        }
        return await asyncio.to_thread(ContainerProvider(environment, fetcher).load)

    async def list_spaces(self, credentials: RefreshableCredentials) -> Any:
        """A call signed with them."""
        frozen = await asyncio.to_thread(credentials.get_frozen_credentials)
        client = boto3.client(
            "sagemaker",
            region_name=REGION,
            endpoint_url=self.url,
            aws_access_key_id=frozen.access_key,
            aws_secret_access_key=frozen.secret_key,
            aws_session_token=frozen.token,
        )
        try:
            return await asyncio.to_thread(client.list_spaces)
        finally:
            client.close()


@pytest.fixture
async def space(store: Store, tmp_path: Path) -> AsyncIterator[Space]:
    """By real time: botocore looks at the machine's clock."""
    clock = Clock()
    service = build_service(store, clock, FakeRunner(), FakePresigner())
    with StateDirectory(tmp_path) as directory:
        runner = ProcessRunner(directory, "http://127.0.0.1", Way(False, "directory"))
        await runner.start(replace(spec(), app_type="CodeEditor"))  # one without a process
        app = runner.in_space(SPACE)
        assert app

        async def credentials(request: web.Request) -> web.StreamResponse:
            return await answer(request, runner, service)

        async def api(request: web.Request) -> web.StreamResponse:
            return await handle(service, request)

        application = web.Application()
        application.router.add_get("/credentials", credentials)
        application.router.add_post("/", api)
        async with TestServer(application, host="127.0.0.1") as server:
            yield Space(service, str(server.make_url("")).rstrip("/"), app.credentials_token)
        await runner.stop_all()


def life(credentials: RefreshableCredentials) -> timedelta:
    """How long botocore takes them for good."""
    left: timedelta = credentials._expiry_time - datetime.now(UTC)
    return left


async def test_botocore_sees_by_its_own_clock_when_to_fetch_new_ones(space: Space) -> None:
    for _ in range(2):
        credentials = await space.credentials()
        assert timedelta(minutes=59) < life(credentials) <= timedelta(hours=1)
        assert not credentials.refresh_needed()
        assert (await space.list_spaces(credentials))["Spaces"] == []
        space.service.clock.move(3 * DAY)


async def test_life_that_has_passed_at_once_ends_what_is_held_and_new_ones_are_good(space: Space) -> None:
    held = await space.credentials()
    space.service.clock.move(HOUR - 60)
    await space.list_spaces(held)
    space.service.clock.move(60)
    with pytest.raises(ClientError, match="ExpiredToken"):
        await space.list_spaces(held)
    assert (await space.list_spaces(await space.credentials()))["Spaces"] == []


async def test_credentials_that_have_expired_already(space: Space) -> None:
    space.service.clock.move(DAY)
    space.service.faults.add({"fault": "expired", "space": SPACE, "times": 1})
    async with (
        aiohttp.ClientSession(headers={"Authorization": space.token}) as session,
        session.get(f"{space.url}/credentials") as given,
    ):
        expiration = datetime.fromisoformat((await given.json())["Expiration"])
    assert expiration < datetime.now(UTC) - timedelta(minutes=59)
    space.service.faults.add({"fault": "expired", "times": 1})
    held = await space.credentials()
    assert life(held) < timedelta()
    # botocore fetches new ones before it signs.
    assert (await space.list_spaces(held))["Spaces"] == []
    assert timedelta(minutes=59) < life(held)


@pytest.mark.parametrize(
    "fault",
    [
        {"fault": "error", "code": "InternalServerError", "message": "No.", "status": 500},
        {"fault": "cut", "when": "before"},
        {"fault": "cut", "when": "after"},
        {"fault": "answer", "body": "<html>"},
    ],
    ids=lambda fault: "-".join(str(value) for value in list(fault.values())[:2]),
)
async def test_an_endpoint_that_fails(space: Space, fault: dict[str, Any]) -> None:
    rule = space.service.faults.add({**fault, "at": "credentials", "space": SPACE})
    with pytest.raises(CredentialRetrievalError):
        await space.credentials()
    assert rule.hits == 3  # so often botocore tries
    space.service.faults.clear()
    await space.credentials()


async def test_a_slow_endpoint_and_another_spaces_trouble(space: Space) -> None:
    space.service.faults.add({"fault": "delay", "seconds": 3000, "at": "credentials", "space": "other"})
    await space.credentials()
    space.service.faults.add({"fault": "delay", "seconds": 3000, "at": "credentials"})
    async with aiohttp.ClientSession(headers={"Authorization": space.token}) as session:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.3):
                await session.get(f"{space.url}/credentials")


async def test_nobody_without_an_apps_token(space: Space) -> None:
    rule = space.service.faults.add({"fault": "expired"})
    async with (
        aiohttp.ClientSession(headers={"Authorization": "guessed"}) as session,
        session.get(f"{space.url}/credentials") as given,
    ):
        assert given.status == 403
    assert rule.hits == 0

"""A local domain without processes: fake runner and presigner, a clock that tests move, boto3 as client."""

from __future__ import annotations

import asyncio
import functools
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from botocore.config import Config

from sagemaker_local_domain.arns import REGION
from sagemaker_local_domain.assumptions import Assumptions
from sagemaker_local_domain.clock import Clock
from sagemaker_local_domain.faults.faults import Faults
from sagemaker_local_domain.model import AppFailed, AppSpec, Principal, VolumeLeft
from sagemaker_local_domain.records import Credential
from sagemaker_local_domain.seed import seed
from sagemaker_local_domain.service import LocalService, build_service
from sagemaker_local_domain.store import Store
from sagemaker_local_domain.wire.handler import handle

from .whole import Domain


class ManualClock(Clock):
    """Its wall clock stands still until a test moves it on."""

    def __init__(self, wall: float = 1_800_000_000.0) -> None:
        super().__init__()
        self._wall = wall

    def wall(self) -> float:
        return self._wall

    async def _pause(self, seconds: float) -> None:
        await self._moved.wait()

    async def advance(self, seconds: float) -> None:
        """Let time pass, and what waited for it run until all rests again."""
        await settle()
        self._wall += seconds
        self._wake()
        await settle()


async def settle() -> None:
    """Let every task run that can."""
    for _ in range(20):
        await asyncio.sleep(0)


@dataclass
class FakeRunner:
    """Records what it is asked for. Apps of spaces in ``fails`` do not start, in ``blocked`` they hang.

    ``kept``: spaces whose volume cannot be destroyed. ``active``: what ``last_active`` says of the app of a
    space.
    """

    running: dict[str, AppSpec] = field(default_factory=dict)
    calls: list[tuple[str, str]] = field(default_factory=list)
    fails: dict[str, Exception] = field(default_factory=dict)
    blocked: set[str] = field(default_factory=set)
    kept: set[str] = field(default_factory=set)
    active: dict[str, float | Exception] = field(default_factory=dict)
    exited: Callable[[str, str], None] | None = None

    async def start(self, app: AppSpec) -> None:
        self.calls.append(("start", app.space))
        if app.space in self.fails:
            raise self.fails[app.space]
        if app.space in self.blocked:
            await asyncio.get_running_loop().create_future()
        self.running[app.app_id] = app

    async def stop(self, app: AppSpec) -> None:
        self.calls.append(("stop", app.space))
        self.running.pop(app.app_id, None)

    async def delete_volume(self, space: str) -> None:
        self.calls.append(("delete_volume", space))
        if space in self.kept:
            raise VolumeLeft(f"The volume of {space} stays." + "." * 5000)

    async def last_active(self, app_id: str) -> float | None:
        space = self.running[app_id].space
        self.calls.append(("last_active", space))
        active = self.active.get(space)
        if isinstance(active, Exception):
            raise active
        return active

    def kill(self, space: str) -> bool:
        running = [app_id for app_id, app in self.running.items() if app.space == space]
        for app_id in running:
            self._exit(app_id, f"{space} was killed.")
        return bool(running)

    def on_exit(self, callback: Callable[[str, str], None]) -> None:
        self.exited = callback

    def die(self, reason: str) -> None:
        """The one running app ends by itself."""
        (app_id,) = self.running
        self._exit(app_id, reason)

    def _exit(self, app_id: str, reason: str) -> None:
        del self.running[app_id]
        assert self.exited
        self.exited(app_id, reason)


class FakePresigner:
    def presign(self, user: str, space: str | None, landing: str | None, valid_s: int, session_s: int) -> str:
        return f"http://door/{user}/{space}?landing={landing}&valid={valid_s}&session={session_s}"

    def space_url(self, space: str) -> str:
        return f"http://studio/open/{space}"

    def domain_url(self) -> str:
        return "http://studio/"


ADMINISTRATOR = Principal(admin=True)


class Caller:
    """Calls the service without the wire, as an administrator: most tests are not about permission."""

    def __init__(self, service: LocalService, principal: Principal = ADMINISTRATOR) -> None:
        self.service = service
        self.principal = principal

    def __getattr__(self, operation: str) -> Callable[..., Awaitable[dict[str, Any]]]:
        async def call(**members: Any) -> dict[str, Any]:
            return await self.service.call(operation, members, self.principal)

        return call


Client = Callable[..., Awaitable[Any]]


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def runner() -> FakeRunner:
    return FakeRunner()


@pytest.fixture
def store() -> Iterator[Store]:
    store = Store(":memory:")
    seed(store, "empty")
    yield store
    store.close()


@pytest.fixture
async def service(store: Store, clock: ManualClock, runner: FakeRunner) -> AsyncIterator[LocalService]:
    service = build_service(store, clock, runner, FakePresigner())
    await service.start()
    yield service
    await service.stop()


@pytest.fixture
async def assuming(
    store: Store, clock: ManualClock, runner: FakeRunner
) -> AsyncIterator[Callable[[Assumptions], Caller]]:
    """Make a domain that takes other things for true: ``assuming(Assumptions(...))``."""
    services: list[LocalService] = []

    def make(assume: Assumptions) -> Caller:
        services.append(build_service(store, clock, runner, FakePresigner(), assume))
        return Caller(services[-1])

    yield make
    for service in services:
        await service.stop()


@pytest.fixture
def faults(service: LocalService) -> Faults:
    return service.faults


@pytest.fixture
def api(service: LocalService) -> Caller:
    return Caller(service)


@pytest.fixture
async def endpoint(service: LocalService) -> AsyncIterator[str]:
    async def answer(request: web.Request) -> web.StreamResponse:
        return await handle(service, request)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    async with TestServer(app, host="127.0.0.1") as server:
        yield str(server.make_url("/"))


@pytest.fixture
def ana(service: LocalService) -> Credential:
    return service.credentials.issue(Principal(user="ana"), 3600)


@pytest.fixture
async def boto(endpoint: str, ana: Credential) -> AsyncIterator[Client]:
    """Call boto3 in a thread: ``await boto("list_spaces", MaxResults=1)``."""
    client = await asyncio.to_thread(boto_client, endpoint, ana)

    async def call(method: str, **members: Any) -> Any:
        return await asyncio.to_thread(functools.partial(getattr(client, method), **members))

    yield call
    client.close()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[], Domain]]:
    """Starts whole domains on one directory, one after the other; ends what is left running."""
    started: list[Domain] = []

    def start() -> Domain:
        started.append(Domain(tmp_path))
        return started[-1]

    yield start
    for domain in started:
        if domain.process.poll() is None:
            assert "Traceback" not in domain.end(signal.SIGTERM)


def boto_client(endpoint: str, credential: Credential, **config: Any) -> Any:
    """boto3's own client. Its checks of input are off, so that the service's are seen; it tries once."""
    return boto3.session.Session(
        aws_access_key_id=credential.access_key_id,
        aws_secret_access_key=credential.secret_access_key,
        aws_session_token=credential.session_token,
        region_name=config.pop("region", REGION),
    ).client(
        "sagemaker",
        endpoint_url=endpoint,
        config=Config(**{"parameter_validation": False, "retries": {"total_max_attempts": 1}, **config}),
    )


def no_capacity() -> AppFailed:
    return AppFailed("EC2InsufficientCapacityError: no ml.t3.medium is left.")

"""The control API over HTTP, in front of a service without processes."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from botocore.exceptions import ClientError

from sagemaker_local_domain.clock import DAY
from sagemaker_local_domain.faults.control import Control
from sagemaker_local_domain.faults.faults import Faults
from sagemaker_local_domain.service import LocalService

from .conftest import Caller, Client, FakeRunner, ManualClock, settle
from .flows import APP, running_app

TOKEN = "the-control-token"
THROTTLE = {"fault": "error", "code": "ThrottlingException", "operations": ["List*"]}

Ask = Callable[..., Awaitable[tuple[int, Any]]]


@pytest.fixture
async def ask(service: LocalService, clock: ManualClock, runner: FakeRunner) -> AsyncIterator[Ask]:
    """``await ask("POST", "faults", {...})``: status and answer."""
    control = Control(TOKEN, service.faults, clock, runner.kill)
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", control.handle)
    async with TestServer(application, host="127.0.0.1") as server, aiohttp.ClientSession() as session:

        async def ask(
            method: str, path: str, body: Any = None, authorization: str = f"Bearer {TOKEN}"
        ) -> tuple[int, Any]:
            sent = {"data": body} if isinstance(body, bytes) else {"json": body} if body is not None else {}
            headers = {"Authorization": authorization}
            address = server.make_url(f"/control/{path}")
            async with session.request(method, address, headers=headers, **sent) as answer:
                return answer.status, await answer.json()

        yield ask


async def test_a_rule_from_its_making_to_its_end(ask: Ask, boto: Client) -> None:
    status, made = await ask("POST", "faults", THROTTLE | {"times": 5})
    assert (status, made) == (200, {"id": "1", **THROTTLE, "times": 5, "hits": 0})
    with pytest.raises(ClientError, match="Rate exceeded"):
        await boto("list_spaces")
    assert await ask("GET", "faults") == (200, {"faults": [made | {"hits": 1}]})
    assert await ask("DELETE", "faults/1") == (200, {"cleared": 1})
    assert await ask("DELETE", "faults/1") == (404, {"error": "There is no rule 1."})
    await boto("list_spaces")
    for _ in range(2):
        await ask("POST", "faults", THROTTLE)
    assert await ask("DELETE", "faults") == (200, {"cleared": 2})
    assert await ask("GET", "faults") == (200, {"faults": []})


@pytest.mark.parametrize("authorization", ["", TOKEN, "Bearer", f"Basic {TOKEN}", f"Bearer {TOKEN}x", "\xe9"])
async def test_nobody_without_the_token(ask: Ask, authorization: str, faults: Faults) -> None:
    status, answer = await ask("POST", "faults", THROTTLE, authorization=authorization)
    assert (status, list(answer)) == (401, ["error"])
    assert TOKEN not in answer["error"]
    assert faults.all() == []


@pytest.mark.parametrize(
    ("path", "body", "said"),
    [
        ("faults", {"fault": "delay"}, "'seconds' is a required property"),
        ("faults", [], "The request's body is not a JSON object."),
        ("clock", {}, "Give one of advance_aws_s, advance_s and now."),
        ("clock", {"advance_s": 1, "now": 2}, "Give one of advance_aws_s, advance_s and now."),
        ("clock", {"advance_s": "1"}, "advance_s: '1' is not of type 'number'"),
        ("clock", {"advance_s": True}, "advance_s: True is not of type 'number'"),
        ("clock", {"advance": 1}, "'advance' was unexpected"),
        ("clock", {"advance_s": -1}, "The clock only moves forward, not by -1 seconds."),
        ("clock", {"now": 1_700_000_000}, "The clock only moves forward"),
        ("clock", {"advance_s": 1e11}, "The clock cannot be more than 100 years ahead"),
        ("clock", {"advance_s": 10**400}, "is greater than the maximum"),
        ("kill", {}, "'space' is a required property"),
        ("kill", {"space": 1}, "space: 1 is not of type 'string'"),
    ],
)
async def test_bad_input_is_said(ask: Ask, path: str, body: Any, said: str) -> None:
    status, answer = await ask("POST", path, body)
    assert status == 400
    assert said in answer["error"]


@pytest.mark.parametrize(
    "body", [b"{", b"\xff", b'{"advance_s": NaN}', b'{"advance_s": 1e999}', b"[" * 100000]
)
async def test_what_is_no_json_is_said(ask: Ask, body: bytes, clock: ManualClock) -> None:
    status, answer = await ask("POST", "clock", body)
    assert (status, answer) == (400, {"error": "The request's body is not valid JSON."})
    assert clock.offset == 0


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "kill"), ("PUT", "faults"), ("DELETE", "clock"), ("GET", ""), ("DELETE", "faults/1/2")],
)
async def test_what_there_is_not(ask: Ask, method: str, path: str) -> None:
    said = f"{method} /control/{path} is not a request of the control API."
    assert await ask(method, path) == (404, {"error": said})


async def test_the_clock_is_shown_and_moved(ask: Ask, clock: ManualClock) -> None:
    start = clock.now()
    assert await ask("GET", "clock") == (200, {"now": start, "offset_s": 0})
    a_day_later = (200, {"now": start + DAY, "offset_s": DAY})
    assert await ask("POST", "clock", {"advance_s": DAY}) == a_day_later
    two_days_later = (200, {"now": start + 2 * DAY, "offset_s": 2 * DAY})
    assert await ask("POST", "clock", {"now": start + 2 * DAY}) == two_days_later
    assert await ask("GET", "clock") == two_days_later


async def test_a_clock_that_cannot_be_kept_is_said(
    ask: Ask, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(offset: float) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(clock, "_keep", full)
    status, answer = await ask("POST", "clock", {"advance_s": 1})
    assert (status, answer) == (500, {"error": "The local domain's store: database or disk is full."})


async def test_a_jupyterlab_is_killed(ask: Ask, api: Caller, clock: ManualClock, runner: FakeRunner) -> None:
    nobody = (409, {"error": "No JupyterLab runs in a space lab."})
    assert await ask("POST", "kill", {"space": "lab"}) == nobody
    await running_app(api, clock)
    assert await ask("POST", "kill", {"space": "lab"}) == (200, {"killed": "lab"})
    await settle()
    app = await api.DescribeApp(**APP)
    assert (app["Status"], app["FailureReason"]) == ("Failed", "lab was killed.")
    assert runner.calls[-1] == ("stop", "lab")


async def test_seconds_of_aws_are_scaled(ask: Ask, clock: ManualClock) -> None:
    clock.time_scale = 0.01
    start = clock.now()
    status, answer = await ask("POST", "clock", {"advance_aws_s": DAY})
    assert (status, answer["now"]) == (200, pytest.approx(start + DAY / 100))

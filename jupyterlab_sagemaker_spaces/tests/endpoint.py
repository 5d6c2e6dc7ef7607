"""A SageMaker API over HTTP whose answers a test scripts."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web


@dataclass
class Call:
    """One request that came."""

    operation: str
    params: dict[str, Any]
    body: bytes
    headers: dict[str, str]


@dataclass
class Said:
    """What to answer."""

    status: int = 200
    body: bytes = b"{}"


def fail(type_: str, message: str, status: int = 400) -> Said:
    """An error as SageMaker words it."""
    return Said(status, json.dumps({"__type": type_, "message": message}).encode())


class FakeEndpoint:
    """Answers each operation with what ``answers`` holds for it: a dict, a Said, or a function of the
    params.
    """

    def __init__(self) -> None:
        self.answers: dict[str, Any] = {}
        self.calls: list[Call] = []
        self.connections: set[Any] = set()
        self.hold: asyncio.Event | None = None
        self.url = ""
        self._runner: web.AppRunner | None = None

    def run(self, space: str) -> None:
        """Have that space run until it is stopped."""
        app = {
            "AppType": "JupyterLab",
            "AppName": "default",
            "SpaceName": space,
            "Status": "InService",
            "CreationTime": 1.8e9,
        }
        self.answers["DescribeSpace"] = {
            "SpaceName": space,
            "Status": "InService",
            "SpaceSettings": {"AppType": "JupyterLab"},
        }
        self.answers["DescribeApp"] = lambda params: dict(app)

        def delete(params: dict[str, Any]) -> dict[str, Any]:
            app["Status"] = "Deleted"
            return {}

        self.answers["DeleteApp"] = delete

    async def start(self) -> str:
        """Listen; the URL."""
        app = web.Application()
        app.router.add_post("/", self._answer)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{port}"
        return self.url

    async def stop(self) -> None:
        """Listen no more."""
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    def operations(self) -> list[str]:
        """The operations that were called, in order."""
        return [call.operation for call in self.calls]

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        operation = request.headers["X-Amz-Target"].removeprefix("SageMaker.")
        params = json.loads(body)
        self.calls.append(Call(operation, params, body, dict(request.headers)))
        self.connections.add(request.transport)
        if self.hold:
            await self.hold.wait()
        answer: Any = self.answers.get(operation, {})
        if callable(answer):
            answer = _called(answer, params)
        if isinstance(answer, dict):
            answer = Said(200, json.dumps(answer).encode())
        if isinstance(answer, str):  # "cut": close without an answer
            assert request.transport
            request.transport.abort()
            return web.Response()
        return web.Response(
            status=answer.status, body=answer.body, headers={"x-amzn-RequestId": f"req-{len(self.calls)}"}
        )


def _called(answer: Callable[[dict[str, Any]], Any], params: dict[str, Any]) -> Any:
    return answer(params)

"""What the domain itself reads from a space's server, which anything may answer in its place."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from sagemaker_local_domain.door.proxy import SECRET_HEADER, Unreachable, Upstream

SECRET = "secret-of-this-run"


async def answer(request: web.Request) -> web.StreamResponse:
    match request.path:
        case "/secret":
            return web.Response(text=request.headers[SECRET_HEADER])
        case "/long":
            return web.Response(body=b"x" * 5000)
        case "/endless":
            endless = web.StreamResponse()
            await endless.prepare(request)
            while True:
                await endless.write(b"x" * 1000)
        case "/slow":
            await asyncio.get_running_loop().create_future()
        case "/empty":
            return web.Response()
    return web.Response(status=404, text="no")


@pytest.fixture
async def upstream(tmp_path: Path) -> AsyncIterator[Upstream]:
    application = web.Application()
    application.router.add_get("/{path:.*}", answer)
    server = web.AppRunner(application, shutdown_timeout=0.1)
    await server.setup()
    await web.UnixSite(server, str(tmp_path / "socket")).start()
    upstream = Upstream(tmp_path / "socket", SECRET)
    yield upstream
    await upstream.close()
    await server.cleanup()


async def test_it_is_asked_as_through_the_door(upstream: Upstream) -> None:
    assert await upstream.read("/secret", 20) == SECRET.encode()


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/missing", "/missing is answered with status 404"),
        ("/long", "/long is answered with status 200, not as expected."),
        ("/endless", "/endless is answered with status 200, not as expected."),
        ("/empty", "/empty is answered with status 200, not as expected."),
        ("/slow", "/slow is not answered within 0.2 seconds."),
    ],
)
async def test_an_answer_that_is_none(upstream: Upstream, path: str, said: str) -> None:
    with pytest.raises(Unreachable, match=said):
        await upstream.read(path, 0.2 if path == "/slow" else 20)


async def test_nobody_on_the_socket(tmp_path: Path) -> None:
    upstream = Upstream(tmp_path / "nobody", SECRET)
    with pytest.raises(Unreachable, match="cannot be read"):
        await upstream.read("/", 20)
    await upstream.close()

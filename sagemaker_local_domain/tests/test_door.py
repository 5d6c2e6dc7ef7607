"""The front door over real sockets, with a small server in JupyterLab's place that says what it was asked."""

from __future__ import annotations

import asyncio
import gzip
import io
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from http.cookies import SimpleCookie
from pathlib import Path

import aiohttp
import pytest
from aiohttp import WSMsgType, web
from aiohttp.test_utils import unused_port

from sagemaker_local_domain.directory import StateDirectory
from sagemaker_local_domain.door.door import FrontDoor
from sagemaker_local_domain.door.pages import plain
from sagemaker_local_domain.door.proxy import Upstream
from sagemaker_local_domain.door.sessions import Sessions
from sagemaker_local_domain.model import AppSpec
from sagemaker_local_domain.processes.machine import Way
from sagemaker_local_domain.processes.runner import ProcessRunner, RunningApp

from .browser import NAVIGATION, Browser
from .test_environment import spec

SECRET = "secret-of-this-run"
BASE = "/jupyterlab/default"


class Jupyter:
    """Answers as the path says, and echoes websockets."""

    def __init__(self, socket: Path) -> None:
        self.socket = socket
        self.asked: list[web.Request] = []
        self.closed_with: asyncio.Queue[int | None] = asyncio.Queue()
        application = web.Application(client_max_size=2**30)
        application.router.add_route("*", "/{path:.*}", self._answer)
        self._server = web.AppRunner(application, shutdown_timeout=0)

    async def start(self) -> None:
        await self._server.setup()
        await web.UnixSite(self._server, str(self.socket)).start()

    async def stop(self) -> None:
        await self._server.cleanup()
        self.socket.unlink(missing_ok=True)

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request)
        match request.path.removeprefix(f"{BASE}/"):
            case "echo":
                return web.Response(body=await request.read())
            case "headers":
                response = web.Response(body=gzip.compress(b"packed"), headers={"Content-Encoding": "gzip"})
                response.headers["Access-Control-Allow-Origin"] = "*"
                response.headers.add("Set-Cookie", "a=1; Path=/")
                response.headers.add("Set-Cookie", "b=2; Path=/")
                response.set_status(418, "Teapot")
                return response
            case "unchanged":
                return web.Response(status=304, headers={"ETag": "x"})
            case "half":
                half = web.StreamResponse(headers={"Content-Length": "1000"})
                await half.prepare(request)
                await half.write(b"x" * 10)
                assert request.transport
                request.transport.close()
                return half
            case "socket":
                return await self._socket(request)
            case "refused":
                return web.Response(status=404)
        return web.json_response({"path": request.raw_path})

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(protocols=["v1.kernel"], max_msg_size=0)
        await socket.prepare(request)
        async for message in socket:
            if message.data == "bye":
                await socket.close(code=4001)
            elif message.type is WSMsgType.TEXT:
                await socket.send_str(message.data)
            else:
                await socket.send_bytes(message.data)
        self.closed_with.put_nowait(socket.close_code)
        return socket


class Apps(ProcessRunner):
    """A runner that holds what a test puts in."""

    running: RunningApp | None = None

    def in_space(self, space: str) -> RunningApp | None:
        return self.running if self.running and self.running.spec.space == space else None

    def put(self, app: AppSpec, upstream: Upstream | None) -> None:
        self.running = RunningApp(app, "token", SECRET, upstream=upstream, answers=True)


class Place:
    """The door, who is behind it, and how to get in."""

    def __init__(self, port: int, sessions: Sessions, apps: Apps, jupyter: Jupyter) -> None:
        self.port = port
        self.sessions = sessions
        self.apps = apps
        self.jupyter = jupyter

    def url(self, path: str, user: str = "ana") -> str:
        return f"http://churn-team--{user}.localhost:{self.port}{path}"

    async def enter(self, browser: Browser, user: str = "ana") -> None:
        """Sign the browser in at a person's door."""
        address = self.sessions.presign(user, "churn-team", None, 300, 1800)
        assert (await browser.send("GET", address, NAVIGATION)).status == 303

    @property
    def asked(self) -> web.Request:
        """The last request that got through."""
        return self.jupyter.asked[-1]


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    port = unused_port()
    sessions = Sessions(b"k" * 32, port)
    apps = Apps(StateDirectory(tmp_path / "d"), "http://127.0.0.1", Way(False, "directory"))
    jupyter = Jupyter(tmp_path / "socket")
    await jupyter.start()
    upstream = Upstream(jupyter.socket, SECRET)
    apps.put(spec(), upstream)
    door = FrontDoor(port, sessions, apps, api=says("api"), studio=says("studio"))
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", door.handle)
    server = web.AppRunner(application, shutdown_timeout=0)
    await server.setup()
    await web.TCPSite(server, "127.0.0.1", port).start()
    place = Place(port, sessions, apps, jupyter)
    yield place
    await upstream.close()
    await place.jupyter.stop()
    await server.cleanup()


@pytest.fixture
async def ana(place: Place) -> AsyncIterator[Browser]:
    async with Browser() as browser:
        await place.enter(browser)
        yield browser


def says(text: str) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def handler(request: web.Request) -> web.StreamResponse:
        return plain(200, text)

    return handler


async def test_hosts_lead_to_their_parts(place: Place, ana: Browser) -> None:
    for host, text in (("127.0.0.1", "api\n"), ("localhost", "api\n"), ("studio.localhost", "studio\n")):
        assert (await ana.send("GET", f"http://{host}:{place.port}/")).text == text


async def test_entry_gives_a_cookie_for_this_host_and_no_script(place: Place) -> None:
    address = place.sessions.presign("ana", "churn-team", "app:JupyterLab:lab/tree/a.ipynb", 300, 1800)
    async with Browser() as browser:
        assert (await browser.send("HEAD", address)).status == 403  # a preview does not spend it
        answer = await browser.send("GET", address, {**NAVIGATION, "Sec-Fetch-Site": "cross-site"})
        assert (answer.status, answer.headers["Location"]) == (303, f"{BASE}/lab/tree/a.ipynb")
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        (cookie,) = SimpleCookie(answer.headers["Set-Cookie"]).values()
        assert cookie.key == f"space-session-{place.port}"
        assert (cookie["httponly"], cookie["samesite"], cookie["domain"]) == (True, "Lax", "")
        assert cookie["max-age"] == "1800"


async def test_without_a_session_there_is_nothing(place: Place) -> None:
    async with Browser() as nobody:
        assert (await nobody.send("GET", place.url(f"{BASE}/x"))).status == 403
        page = await nobody.send("GET", place.url(f"{BASE}/lab"), NAVIGATION)
        assert (page.status, page.headers["Content-Type"]) == (403, "text/html; charset=utf-8")
        with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
            await nobody.websocket(place.url(f"{BASE}/socket"))
    assert place.jupyter.asked == []


async def test_only_the_door_says_who_asks(place: Place, ana: Browser) -> None:
    url = place.url(f"{BASE}/x")
    ana.cookies[f"churn-team--ana.localhost:{place.port}"] |= {"studioUserProfileName": "ben", "_xsrf": "2|a"}
    forged = {
        "Authorization": "token x",
        "X-Space-Door-User": "ben",
        "x-space-door-secret": "x",
        "Referer": place.url(f"{BASE}/lab"),
    }
    assert (await ana.send("GET", url, forged)).status == 200
    headers = place.asked.headers
    assert headers.getall("X-Space-Door-User") == ["ana"]
    assert headers.getall("X-Space-Door-Secret") == [SECRET]
    assert "Authorization" not in headers
    assert sorted(headers["Cookie"].split("; ")) == ["_xsrf=2|a", "studioUserProfileName=ana"]
    assert headers["Host"] == f"churn-team--ana.localhost:{place.port}"
    assert headers["Referer"] == place.url(f"{BASE}/lab")


async def test_paths_are_passed_on_as_they_are(place: Place, ana: Browser) -> None:
    path = f"{BASE}/files/a%20b%2Fc%C3%BC//d;e?x=%41&y=a+b&z"
    assert (await ana.send("GET", place.url(path))).json() == {"path": path}


async def test_answers_are_passed_on_as_they_are(place: Place, ana: Browser) -> None:
    port = place.port
    async with aiohttp.ClientSession(auto_decompress=False) as http:
        cookie = ana.cookies[f"churn-team--ana.localhost:{port}"]
        headers = {"Host": f"churn-team--ana.localhost:{port}"}
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookie.items())
        async with http.get(f"http://127.0.0.1:{port}{BASE}/headers", headers=headers) as answer:
            assert (answer.status, answer.reason) == (418, "Teapot")
            assert answer.headers.getall("Set-Cookie") == ["a=1; Path=/", "b=2; Path=/"]
            assert "Access-Control-Allow-Origin" not in answer.headers
            assert gzip.decompress(await answer.read()) == b"packed"
    unchanged = await ana.send("GET", place.url(f"{BASE}/unchanged"))
    assert (unchanged.status, unchanged.headers["ETag"], unchanged.body) == (304, "x", b"")
    head = await ana.send("HEAD", place.url(f"{BASE}/x"))
    assert (head.status, head.body) == (200, b"")
    assert int(head.headers["Content-Length"]) > 0


async def test_large_bodies_pass_both_ways(place: Place, ana: Browser) -> None:
    body = bytes(range(256)) * 40_000
    assert (await ana.send("PUT", place.url(f"{BASE}/echo"), data=io.BytesIO(body))).body == body


async def test_half_an_answer_is_not_taken_for_a_whole_one(place: Place, ana: Browser) -> None:
    with pytest.raises(aiohttp.ClientPayloadError):
        await ana.send("GET", place.url(f"{BASE}/half"))


async def test_websockets_pass_messages_protocols_and_ends(place: Place, ana: Browser) -> None:
    url = place.url(f"{BASE}/socket")
    socket = await ana.websocket(url, protocols=["v2.other", "v1.kernel"])
    assert socket.protocol == "v1.kernel"
    large = bytes(5_000_000)
    async with asyncio.timeout(10):
        await socket.send_str("ü")
        assert (await socket.receive()).data == "ü"
        await socket.send_bytes(large)
        assert (await socket.receive()).data == large
        assert place.asked.headers["X-Space-Door-User"] == "ana"
        await socket.send_str("bye")
        assert (await socket.receive()).type is WSMsgType.CLOSE
        await place.jupyter.closed_with.get()
    assert socket.close_code == 4001

    leaving = await ana.websocket(url)
    await leaving.close(code=4002)
    async with asyncio.timeout(10):
        assert await place.jupyter.closed_with.get() == 4002


async def test_a_websocket_that_jupyter_refuses_is_refused(place: Place, ana: Browser) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError, match="404"):
        await ana.websocket(place.url(f"{BASE}/refused"))


async def test_a_jupyterlab_that_is_gone_and_comes_back(place: Place, ana: Browser) -> None:
    await place.jupyter.stop()
    url = place.url(f"{BASE}/x")
    assert (await ana.send("GET", url)).status == 502
    with pytest.raises(aiohttp.WSServerHandshakeError, match="502"):
        await ana.websocket(place.url(f"{BASE}/socket"))
    page = await ana.send("GET", url, NAVIGATION)
    assert page.status == 502
    assert "churn-team is not answering yet" in page.text
    place.jupyter = Jupyter(place.jupyter.socket)
    await place.jupyter.start()
    assert (await ana.send("GET", url)).status == 200


async def test_a_space_that_does_not_run_says_so_to_people(place: Place, ana: Browser) -> None:
    place.apps.running = None
    assert (await ana.send("GET", place.url(f"{BASE}/api/status"))).status == 503
    page = await ana.send("GET", place.url(f"{BASE}/lab"), NAVIGATION)
    assert page.status == 503
    assert "<h1>churn-team is not running</h1>" in page.text
    assert f'href="http://studio.localhost:{place.port}/ana"' in page.text
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert 'href="/_static/studio.css"' in page.text
    style = await ana.send("GET", place.url("/_static/studio.css"))
    assert (style.status, style.headers["Content-Type"]) == (200, "text/css; charset=utf-8")


async def test_a_code_editor_space_says_that_it_has_no_program(place: Place, ana: Browser) -> None:
    place.apps.put(replace(spec(), app_type="CodeEditor", process=False), None)
    page = await ana.send("GET", place.url(f"{BASE}/lab"), NAVIGATION)
    assert "churn-team runs Code Editor" in page.text


async def test_a_session_is_no_key_to_a_private_space_of_the_same_name(place: Place, ana: Browser) -> None:
    assert place.apps.running
    place.apps.put(replace(spec("Private"), owner="ben"), place.apps.running.upstream)
    assert (await ana.send("GET", place.url(f"{BASE}/x"))).status == 403
    assert place.jupyter.asked == []


async def test_what_is_not_jupyterlabs_is_not_forwarded(place: Place, ana: Browser) -> None:
    assert (await ana.send("GET", place.url("/jupyterlab/defaultx"))).status == 404
    root = await ana.send("GET", place.url("/"), NAVIGATION)
    assert (root.status, root.headers["Location"]) == (303, f"{BASE}/lab")
    assert place.jupyter.asked == []
    assert json.loads((await ana.send("GET", place.url(f"{BASE}/x"))).body)

"""A browser for tests: cookies by host, headers as Chromium sends them, kernels over websockets."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import Sequence
from http.cookies import SimpleCookie
from types import TracebackType
from typing import Any

import aiohttp
from yarl import URL


class Browser:
    """One person's browser. Names below ``.localhost`` are 127.0.0.1, as browsers have it."""

    def __init__(self) -> None:
        self._http = aiohttp.ClientSession(
            cookie_jar=aiohttp.DummyCookieJar(), timeout=aiohttp.ClientTimeout(total=20)
        )
        self.cookies: dict[str, dict[str, str]] = {}

    async def __aenter__(self) -> Browser:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.close()

    async def send(
        self, method: str, address: str, headers: dict[str, str] | None = None, data: Any = None
    ) -> Answer:
        """One request with this host's cookies, no redirect followed."""
        url = URL(address, encoded=True)
        async with self._http.request(
            method,
            _reachable(url),
            headers=self._headers(url) | (headers or {}),
            data=data,
            allow_redirects=False,
        ) as response:
            answer = Answer(url, response.status, response.headers.copy(), await response.read())
        self._keep_cookies(url, answer)
        return answer

    async def follow(self, address: str) -> Answer:
        """Follow a link, and where it leads."""
        for _ in range(5):
            answer = await self.send("GET", address, NAVIGATION)
            if answer.status not in (302, 303):
                return answer
            address = str(answer.url.join(URL(answer.headers["Location"], encoded=True)))
        raise AssertionError(f"{address} leads on for ever")

    async def page_sends(self, method: str, address: str, data: Any = None) -> Answer:
        """A request that a page of the same host makes, with Jupyter's XSRF token where there is one."""
        url = URL(address)
        headers = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"}
        if method != "GET":
            headers["Origin"] = str(url.origin())
        if token := self.cookies.get(url.authority, {}).get("_xsrf"):
            headers["X-XSRFToken"] = token
        return await self.send(method, address, headers, data)

    async def websocket(
        self, address: str, headers: dict[str, str] | None = None, protocols: Sequence[str] = ()
    ) -> aiohttp.ClientWebSocketResponse:
        """A websocket opened by a page of the same host, unless ``headers`` say another Origin."""
        url = URL(address)
        sent = self._headers(url) | {"Origin": str(url.origin())} | (headers or {})
        return await self._http.ws_connect(_reachable(url), headers=sent, protocols=protocols, max_msg_size=0)

    def _headers(self, url: URL) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.get(url.authority, {}).items())
        return {"Host": url.authority} | ({"Cookie": cookies} if cookies else {})

    def _keep_cookies(self, url: URL, answer: Answer) -> None:
        for header in answer.headers.getall("Set-Cookie", []):
            for name, morsel in SimpleCookie(header).items():
                self.cookies.setdefault(url.authority, {})[name] = morsel.value


NAVIGATION = {
    "Accept": "text/html",
    "Sec-Fetch-Site": "none",
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-Dest": "document",
}


class Answer:
    """What came back."""

    def __init__(self, url: URL, status: int, headers: Any, body: bytes) -> None:
        self.url = url
        self.status = status
        self.headers = headers
        self.body = body

    @property
    def text(self) -> str:
        return self.body.decode()

    def json(self) -> Any:
        return json.loads(self.body)


async def run_code(browser: Browser, base: str, code: str) -> str:
    """What some Python prints in a new kernel, asked for over the kernel's websocket."""
    made = await browser.page_sends("POST", f"{base}/api/kernels", json.dumps({"name": "python3"}))
    assert made.status == 201, made.text
    socket = await browser.websocket(f"{base}/api/kernels/{made.json()['id']}/channels")
    request_id = uuid.uuid4().hex
    content = {"code": code, "silent": False, "store_history": False, "allow_stdin": False}
    header = {"msg_id": request_id, "msg_type": "execute_request", "session": "tests", "version": "5.3"}
    message = {
        "channel": "shell",
        "header": header,
        "parent_header": {},
        "metadata": {},
        "content": content,
    }
    printed = ""
    async with asyncio.timeout(20):
        await socket.send_json(message)
        while True:
            received = await socket.receive_json()
            if received["parent_header"].get("msg_id") != request_id:
                continue
            if received["msg_type"] == "error":
                raise AssertionError("\n".join(received["content"]["traceback"]))
            printed += received["content"].get("text", "") if received["msg_type"] == "stream" else ""
            if received["msg_type"] == "status" and received["content"]["execution_state"] == "idle":
                break
    await socket.close()
    return printed


def _reachable(url: URL) -> URL:
    return url.with_host("127.0.0.1")

"""The way into a space of the local domain: sign in, make files, enter rooms."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import quote

import aiohttp
from yarl import URL

from .room import Away

_TIMEOUT = aiohttp.ClientTimeout(total=30)


class Door:
    """A person's door to the JupyterLab of a space, once they are in."""

    def __init__(self, http: aiohttp.ClientSession, base: str) -> None:
        self._http = http
        self._base = base

    async def me(self) -> dict[str, Any]:
        """The identity that the space's Jupyter server gives, as browsers show it to others."""
        identity: dict[str, Any] = (await self._expect("GET", "me"))["identity"]
        return identity

    async def ensure_notebook(self, path: str, content: dict[str, Any]) -> None:
        """Make a notebook where none is; one that is there is left as it is."""
        place = f"contents/{quote(path)}"
        status, _ = await self._ask("GET", f"{place}?content=0")
        if status == 404:
            await self._expect("PUT", place, {"type": "notebook", "format": "json", "content": content})

    async def document_room(self, path: str) -> str:
        """Where a notebook's room is. Raises Away also where there is no real-time collaboration."""
        asked = {"format": "json", "type": "notebook"}
        status, answer = await self._ask("PUT", f"collaboration/session/{quote(path)}", asked)
        if status == 404:
            raise Away("this image has no real-time collaboration (jupyter-collaboration is missing or off)")
        if answer is None:
            raise Away(f"the space answered {status} to a request for a shared document")
        room = f"{answer['format']}:{answer['type']}:{answer['fileId']}"
        return f"{room}?sessionId={quote(answer['sessionId'])}"

    async def socket(self, room: str) -> aiohttp.ClientWebSocketResponse:
        """Connect to a room."""
        address = f"{self._base}/api/collaboration/room/{room}"
        return await self._http.ws_connect(URL(address, encoded=True), max_msg_size=0)

    async def _expect(self, method: str, path: str, body: object = None) -> dict[str, Any]:
        status, answer = await self._ask(method, path, body)
        if answer is None:
            raise Away(f"the space answered {status} to {method} {path}")
        return answer

    async def _ask(self, method: str, path: str, body: object = None) -> tuple[int, dict[str, Any] | None]:
        """Status and, where the request was granted, the answer."""
        data = None if body is None else json.dumps(body)
        headers = {"X-XSRFToken": self._xsrf()}
        address = URL(f"{self._base}/api/{path}", encoded=True)
        async with self._http.request(method, address, data=data, headers=headers) as response:
            granted = response.status in (200, 201)
            return response.status, await response.json() if granted else None

    def _xsrf(self) -> str:
        return next((cookie.value for cookie in self._http.cookie_jar if cookie.key == "_xsrf"), "")


@asynccontextmanager
async def door(address: str) -> AsyncIterator[Door]:
    """Sign in by a one-time address of a space. Raises Away, and what aiohttp raises."""
    entry = URL(address, encoded=True)
    # Not every system knows that names below .localhost are 127.0.0.1; browsers do.
    reachable = entry.with_host("127.0.0.1")
    headers = {"Host": entry.authority, "Origin": str(entry.origin())}
    jar = aiohttp.CookieJar(unsafe=True)  # cookies of an address that is a number
    async with aiohttp.ClientSession(cookie_jar=jar, headers=headers, timeout=_TIMEOUT) as http:
        async with http.get(reachable) as page:
            if page.status != 200:
                raise Away(f"the space answered {page.status} at the door")
            base = str(page.url.with_query(None)).removesuffix("/lab")
        yield Door(http, base)

"""Hands requests and websockets on to one JupyterLab on its UNIX socket, unchanged but for who is asking."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path

import aiohttp
from aiohttp import WSMsgType, web
from multidict import CIMultiDict, CIMultiDictProxy
from yarl import URL

#: The cookie by which Studio names the visitor to AWS's identity provider (known).
VISITOR_COOKIE = "studioUserProfileName"
USER_HEADER = "X-Space-Door-User"
SECRET_HEADER = "X-Space-Door-Secret"  # noqa: S105

_HOP_BY_HOP = {
    "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection", "te",
    "trailer", "transfer-encoding", "upgrade",
}  # fmt: skip
_NOT_IN = {*_HOP_BY_HOP, "authorization", "cookie", "expect", USER_HEADER.lower(), SECRET_HEADER.lower()}
#: aiohttp's client makes the handshake's own.
_NOT_IN_HANDSHAKE = {
    "sec-websocket-key", "sec-websocket-version", "sec-websocket-extensions", "sec-websocket-protocol",
}  # fmt: skip

#: The longest answer that is read whole, bytes: what answers is not ours.
_SMALL = 4096

_Socket = aiohttp.ClientWebSocketResponse | web.WebSocketResponse


class Unreachable(Exception):
    """Nothing answers on the socket."""


@dataclass(frozen=True)
class Visitor:
    """Who asks; ``session_cookie`` is the name of the door's cookie, which stays with the door."""

    user: str
    session_cookie: str


class Upstream:
    """One JupyterLab behind the door. ``close`` it at the end."""

    def __init__(self, socket: Path, secret: str) -> None:
        """``secret`` proves to the JupyterLab's identity provider that a request came through the door."""
        self._secret = secret
        # No limit: websockets hold their connections, and requests past a limit would wait for ever.
        self._http = aiohttp.ClientSession(
            connector=aiohttp.UnixConnector(str(socket), limit=0),
            auto_decompress=False,
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=None),
            skip_auto_headers=("User-Agent", "Accept", "Accept-Encoding", "Content-Type"),
        )

    async def close(self) -> None:
        """Drop all connections."""
        await self._http.close()

    async def answers(self, path: str) -> bool:
        """Whether a GET of the path succeeds."""
        try:
            async with self._http.get(_address(path), headers=self._own_headers()) as response:
                return response.status == 200
        except (aiohttp.ClientError, OSError):
            return False

    async def read(self, path: str, within_s: float) -> bytes:
        """The body of a GET, of a few KB at most. Raises Unreachable when there is none in that time."""
        try:
            async with (
                asyncio.timeout(within_s),
                self._http.get(_address(path), headers=self._own_headers()) as response,
            ):
                if response.status != 200 or not 0 < (response.content_length or 0) <= _SMALL:
                    raise Unreachable(f"{path} is answered with status {response.status}, not as expected.")
                return await response.read()
        except TimeoutError:
            raise Unreachable(f"{path} is not answered within {within_s:g} seconds.") from None
        except (aiohttp.ClientError, OSError) as error:
            raise Unreachable(f"{path} cannot be read: {error}.") from error

    async def http(self, request: web.Request, visitor: Visitor) -> web.StreamResponse:
        """Answer a request with what JupyterLab answers. Raises Unreachable before anything was answered."""
        body = request.content if request.body_exists else None
        try:
            answer = await self._http.request(
                request.method,
                _address(request.raw_path),
                headers=self._headers(request.headers, visitor, _NOT_IN),
                data=body,
                allow_redirects=False,
            )
        except (aiohttp.ClientConnectionError, OSError) as error:
            raise Unreachable(str(error)) from error
        async with answer:
            response = web.StreamResponse(
                status=answer.status, reason=answer.reason, headers=_answer_headers(answer.headers)
            )
            try:
                await response.prepare(request)
                async for chunk in answer.content.iter_any():
                    await response.write(chunk)
                await response.write_eof()
            except aiohttp.ClientPayloadError:
                # JupyterLab went away in the middle: the browser must not take the half for the whole.
                if request.transport is not None:
                    request.transport.abort()
            except ConnectionResetError:
                pass  # the browser went away
            return response

    async def websocket(self, request: web.Request, visitor: Visitor) -> web.StreamResponse:
        """Join a browser's websocket with one to JupyterLab until either ends. Raises Unreachable."""
        asked = request.headers.get("Sec-WebSocket-Protocol", "")
        try:
            inner = await self._http.ws_connect(
                _address(request.raw_path),
                headers=self._headers(request.headers, visitor, _NOT_IN | _NOT_IN_HANDSHAKE),
                protocols=[name.strip() for name in asked.split(",") if name.strip()],
                max_msg_size=0,
                autoping=False,
                timeout=aiohttp.ClientWSTimeout(ws_close=2),
            )
        except aiohttp.WSServerHandshakeError as error:
            return web.Response(status=error.status)
        except (aiohttp.ClientConnectionError, OSError) as error:
            raise Unreachable(str(error)) from error
        # Pings pass through, so that each end hears of the other one's silence, not of ours.
        outer = web.WebSocketResponse(
            protocols=[inner.protocol] if inner.protocol else [],
            max_msg_size=0,
            compress=False,
            autoping=False,
            timeout=2,
        )
        try:
            await outer.prepare(request)
            ends = [asyncio.create_task(_pump(inner, outer)), asyncio.create_task(_pump(outer, inner))]
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
            await asyncio.gather(_close(outer, inner.close_code), _close(inner, outer.close_code))
            await asyncio.gather(*ends)
        finally:
            await inner.close()
        return outer

    def _own_headers(self) -> dict[str, str]:
        """Of a request that nobody but the local domain makes."""
        return {SECRET_HEADER: self._secret, USER_HEADER: "local-domain"}

    def _headers(
        self, headers: CIMultiDictProxy[str], visitor: Visitor, dropped: set[str]
    ) -> CIMultiDict[str]:
        passed = _without(headers, dropped)
        passed["Cookie"] = _cookies(headers.getall("Cookie", []), visitor)
        passed[USER_HEADER] = visitor.user
        passed[SECRET_HEADER] = self._secret
        return passed


async def _pump(source: _Socket, sink: _Socket) -> None:
    """Pass on messages until either side ends."""
    try:
        async for message in source:
            if message.type is WSMsgType.TEXT:
                await sink.send_str(message.data)
            elif message.type is WSMsgType.BINARY:
                await sink.send_bytes(message.data)
            elif message.type is WSMsgType.PING:
                await sink.ping(message.data)
            elif message.type is WSMsgType.PONG:
                await sink.pong(message.data)
    except (ConnectionError, aiohttp.ClientError):
        return  # the sink closed while a message was on its way


async def _close(socket: _Socket, other_side: int | None) -> None:
    """Close with the code that the other side gave; codes that stand for 'none' or 'lost' cannot be sent."""
    code = other_side if other_side is not None and other_side not in (1005, 1006, 1015) else 1001
    await socket.close(code=code)


def _address(raw_path: str) -> URL:
    return URL(f"http://localhost{raw_path}", encoded=True)


def _cookies(headers: Iterable[str], visitor: Visitor) -> str:
    """The browser's cookies without the door's own, and with the visitor's name as Studio sets it.

    Split by hand: a parser that gives up on one strange cookie would lose the others, ``_xsrf`` among them.
    """
    kept = [part.strip() for header in headers for part in header.split(";") if part.strip()]
    ours = (visitor.session_cookie, VISITOR_COOKIE)
    kept = [part for part in kept if part.partition("=")[0].strip() not in ours]
    named: SimpleCookie = SimpleCookie({VISITOR_COOKIE: visitor.user})
    return "; ".join([*kept, named[VISITOR_COOKIE].OutputString()])


def _answer_headers(headers: CIMultiDictProxy[str]) -> CIMultiDict[str]:
    passed = _without(headers, _HOP_BY_HOP)
    for name in [name for name in passed if name.lower().startswith("access-control-")]:
        del passed[name]
    return passed


def _without(headers: CIMultiDictProxy[str], dropped: set[str]) -> CIMultiDict[str]:
    """The headers, less ``dropped`` and less what Connection says is for this hop only."""
    hop = {part.strip().lower() for value in headers.getall("Connection", []) for part in value.split(",")}
    passed: CIMultiDict[str] = CIMultiDict()
    for name, value in headers.items():
        if name.lower() not in dropped and name.lower() not in hop:
            passed.add(name, value)
    return passed

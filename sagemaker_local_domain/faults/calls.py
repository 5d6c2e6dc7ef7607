"""Trouble with one call: made to wait, refused, left without an answer, or answered with something else."""

from __future__ import annotations

import asyncio
import json
import re
import secrets

from aiohttp import web

from ..model import Json, ServiceError
from .rules import Answer, Cut, Delay, EmptyPage, Error, Fault, RepeatToken

#: A token of ours: a number of its own, since two that follow each other must differ, then the list's token
#: for the page that it leads to (none for the first). No list gives tokens with a full stop in them.
_AGAIN = re.compile(r"again\.([0-9a-f]+)\.(.*)")


class Dropped(Exception):
    """The connection is to be closed before the call takes effect."""


async def trouble_before(fault: Fault | None) -> None:
    """What happens to a call before it takes effect. Raises ServiceError, Dropped."""
    match fault:
        case Error(code, message, status):
            raise ServiceError(code, message, status)
        case Delay(seconds):
            await asyncio.sleep(seconds)
        case Cut("before"):
            raise Dropped


async def spoilt(answer: web.Response, fault: Fault | None, request: web.Request) -> web.StreamResponse:
    """The answer, or what a client gets in its place."""
    match fault:
        case Answer(body, status):
            answer.body = (body if isinstance(body, str) else json.dumps(body)).encode()
            answer.set_status(status)
        case Cut("middle"):
            return await _half(answer, request)
        case Cut():
            return drop(request)
    return answer


def drop(request: web.Request) -> web.Response:
    """Close the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()  # nobody gets it


def other_page(answer: Json, params: Json, fault: Fault | None) -> Json:
    """The page that a list answers with, or one that leads astray."""
    match fault:
        case EmptyPage():
            nothing: Json = {name: [] for name, value in answer.items() if isinstance(value, list)}
            return answer | nothing | {"NextToken": _again(secrets.token_hex(4), params)}
        case RepeatToken():
            return answer | {"NextToken": params.get("NextToken") or _again("0", params)}
    return answer


def real_page(params: Json) -> Json:
    """A call's members with the token that the list itself gave, if any."""
    again = _AGAIN.fullmatch(str(params.get("NextToken", "")))
    if again is None:
        return params
    others = {name: value for name, value in params.items() if name != "NextToken"}
    return others | ({"NextToken": again[2]} if again[2] else {})


def _again(number: str, params: Json) -> str:
    """A token for the page that was asked for."""
    return f"again.{number}.{real_page(params).get('NextToken', '')}"


async def _half(answer: web.Response, request: web.Request) -> web.StreamResponse:
    body = answer.body if isinstance(answer.body, bytes) else b""
    half = web.StreamResponse(status=answer.status, headers=answer.headers)
    half.content_length = max(len(body), 1)  # what is announced never comes, even where it is nothing
    await half.prepare(request)
    await half.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.abort()
    return half

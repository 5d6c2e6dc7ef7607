"""AWS JSON 1.1 over HTTP: a request in, the service called, its answer or its error out."""

from __future__ import annotations

import json
import logging
import sqlite3
import time
import uuid
from typing import Any, NoReturn

from aiohttp import web

from .model import Json, ServiceError
from .service import LocalService
from .shapes import TARGET_PREFIX, modelled_errors, output_shape
from .sigv4 import SignedRequest, verify

CONTENT_TYPE = "application/x-amz-json-1.1"

_log = logging.getLogger(__name__)


async def handle(service: LocalService, request: web.Request) -> web.Response:
    """Answer one API call (``POST /``): authenticate, read, run. Never raises ServiceError."""
    request_id = str(uuid.uuid4())
    operation = request.headers.get("X-Amz-Target", "").removeprefix(f"{TARGET_PREFIX}.")
    try:
        body = await _run(service, request, operation)
        status = 200
    except ServiceError as error:
        _log.info("%s refused: %s (request %s)", operation or "call", error.code, request_id)
        body, status = _error_body(error), error.status
    except sqlite3.Error as error:  # a full disk, or one that cannot be read
        _log.error("%s failed: %s (request %s)", operation, error, request_id)
        failure = ServiceError("InternalFailure", f"The local domain's store: {error}.", 500)
        body, status = _error_body(failure), failure.status
    return web.Response(
        status=status,
        body=body,
        headers={"Content-Type": CONTENT_TYPE, "x-amzn-RequestId": request_id, "Cache-Control": "no-store"},
    )


async def _run(service: LocalService, request: web.Request, operation: str) -> bytes:
    try:
        body = await request.read()
    except web.RequestPayloadError:  # chunks or a Content-Encoding that are none
        raise ServiceError("SerializationException", "The request's body cannot be read.") from None
    # Clients sign with their own clocks: the wall clock judges them, whatever the domain's says.
    principal = verify(_signed(request, body), service.credentials, time.time())
    target = request.headers.get("X-Amz-Target", "")
    if request.content_type != CONTENT_TYPE or target != f"{TARGET_PREFIX}.{operation}":
        raise ServiceError("UnknownOperationException", f"'{target}' as {request.content_type} is no call.")
    answer = await service.call(operation, _params(body), principal)
    return b"" if output_shape(operation) is None else json.dumps(answer).encode()


def _signed(request: web.Request, body: bytes) -> SignedRequest:
    headers: dict[str, str] = {}
    for name, value in request.headers.items():
        name = name.lower()
        headers[name] = f"{headers[name]},{value}" if name in headers else value
    return SignedRequest(request.method, f"http://localhost{request.raw_path}", headers, body)


def _params(body: bytes) -> Json:
    """The request's members. AWS answers what is not JSON with SerializationException (known)."""
    try:
        params: Any = json.loads(body or b"{}", parse_constant=_refuse)
        # Half a surrogate pair is a legal JSON escape, but no text: it could be neither stored nor sent.
        json.dumps(params, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise ServiceError("SerializationException", "The request's body is not valid JSON.") from None
    if not isinstance(params, dict):
        raise ServiceError("SerializationException", "The request's body is not a JSON object.")
    return params


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


def _error_body(error: ServiceError) -> bytes:
    member = "Message" if error.code in modelled_errors() else "message"
    return json.dumps({"__type": error.code, member: error.message}).encode()

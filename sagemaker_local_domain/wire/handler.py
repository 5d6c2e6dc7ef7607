"""AWS JSON 1.1 over HTTP: a request in, the service called, its answer or its error out."""

from __future__ import annotations

import json
import logging
import sqlite3
import time
import uuid

from aiohttp import web

from ..faults.calls import Dropped, drop, other_page, real_page, spoilt, trouble_before
from ..faults.faults import Call
from ..faults.rules import Fault
from ..model import ServiceError
from ..service import LocalService
from .bodies import json_object
from .shapes import TARGET_PREFIX, modelled_errors, output_shape
from .sigv4 import SignedRequest, claimed_principal, verify

CONTENT_TYPE = "application/x-amz-json-1.1"

_log = logging.getLogger(__name__)


async def handle(service: LocalService, request: web.Request) -> web.StreamResponse:
    """Answer one API call (``POST /``): authenticate, read, run. Never raises ServiceError."""
    request_id = str(uuid.uuid4())
    operation = request.headers.get("X-Amz-Target", "").removeprefix(f"{TARGET_PREFIX}.")
    fault = None
    try:
        call = await _read(service, request, operation)
        fault = service.faults.on_call(call)
        body, status = await _run(service, call, fault), 200
        _log.info("%s answered (request %s)", operation, request_id)
    except Dropped:
        return drop(request)
    except ServiceError as error:
        _log.info("%s refused: %s (request %s)", operation or "call", error.code, request_id)
        body, status = _error_body(error), error.status
    except sqlite3.Error as error:  # a full disk, or one that cannot be read
        _log.error("%s failed: %s (request %s)", operation, error, request_id)
        failure = ServiceError("InternalFailure", f"The local domain's store: {error}.", 500)
        body, status = _error_body(failure), failure.status
    answer = web.Response(
        status=status,
        body=body,
        headers={"Content-Type": CONTENT_TYPE, "x-amzn-RequestId": request_id, "Cache-Control": "no-store"},
    )
    return await spoilt(answer, fault, request)


async def _read(service: LocalService, request: web.Request, operation: str) -> Call:
    """The call that a request makes, once it is known to come from whom it says. Raises ServiceError."""
    try:
        body = await request.read()
    except web.RequestPayloadError:  # chunks or a Content-Encoding that are none
        raise ServiceError("SerializationException", "The request's body cannot be read.") from None
    signed = _signed(request, body)
    # Clients sign with their own clocks: the wall clock judges them, whatever the domain's says.
    skew = service.faults.skew(operation, claimed_principal(signed, service.credentials))
    principal = verify(signed, service.credentials, time.time() + skew)
    target = request.headers.get("X-Amz-Target", "")
    if request.content_type != CONTENT_TYPE or target != f"{TARGET_PREFIX}.{operation}":
        raise ServiceError("UnknownOperationException", f"'{target}' as {request.content_type} is no call.")
    try:
        return Call(operation, json_object(body), principal)
    except ValueError as error:  # AWS's type for what is not JSON (known)
        raise ServiceError("SerializationException", str(error)) from None


async def _run(service: LocalService, call: Call, fault: Fault | None) -> bytes:
    await trouble_before(fault)
    answer = await service.call(call.operation, real_page(call.params), call.principal)
    if output_shape(call.operation) is None:
        return b""
    return json.dumps(other_page(answer, call.params, fault)).encode()


def _signed(request: web.Request, body: bytes) -> SignedRequest:
    headers: dict[str, str] = {}
    for name, value in request.headers.items():
        name = name.lower()
        headers[name] = f"{headers[name]},{value}" if name in headers else value
    return SignedRequest(request.method, f"http://localhost{request.raw_path}", headers, body)


def _error_body(error: ServiceError) -> bytes:
    member = "Message" if error.code in modelled_errors() else "message"
    return json.dumps({"__type": error.code, member: error.message}).encode()

"""Signature Version 4 checked on the server's side, with botocore's own canonical request.

Error types and wording: known from AWS's JSON services, except where a line says assumed.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.compat import HTTPHeaders
from botocore.credentials import Credentials as BotocoreCredentials

from ..arns import REGION
from ..credentials import Credentials
from ..model import Principal, ServiceError
from .shapes import SIGNING_NAME

_ALGORITHM = "AWS4-HMAC-SHA256"
_TIMESTAMP = "%Y%m%dT%H%M%SZ"
_TOLERANCE = timedelta(minutes=5)
#: The target decides what a call does: unsigned, a recorded call could be turned into another one.
_MUST_BE_SIGNED = ("host", "x-amz-target")


@dataclass(frozen=True)
class SignedRequest:
    """An HTTP request as it arrived; of ``url`` path and query count; header names in lower case."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class _Authorization:
    access_key_id: str
    date: str
    region: str
    service: str
    signed_headers: tuple[str, ...]
    signature: str


def verify(request: SignedRequest, credentials: Credentials, now: float) -> Principal:
    """Who signed it. ``now`` is the wall clock's epoch second. Raises ServiceError when nobody valid did."""
    authorization = _parse(request.headers.get("authorization"))
    time = _check_scope(authorization, request.headers.get("x-amz-date", ""))
    found = credentials.find(authorization.access_key_id)
    token = request.headers.get("x-amz-security-token", "")
    if found is None or not hmac.compare_digest(found.session_token.encode(), _bytes(token)):
        raise ServiceError(
            "UnrecognizedClientException", "The security token included in the request is invalid."
        )
    if credentials.expired(found):
        raise ServiceError("ExpiredTokenException", "The security token included in the request is expired")
    _check_time(time, datetime.fromtimestamp(now, UTC))
    signer = BotocoreCredentials(found.access_key_id, found.secret_access_key)
    expected = _signature(request, authorization, _Verifier(signer, authorization.signed_headers))
    if not hmac.compare_digest(expected.encode(), _bytes(authorization.signature)):
        raise _mismatch()
    return found.principal


def claimed_principal(request: SignedRequest, credentials: Credentials) -> Principal:
    """Whose key a request names, before anything is checked; nobody when it names none."""
    key = re.search(r"Credential=([^/,]+)/", request.headers.get("authorization", ""))
    found = credentials.find(key[1]) if key else None
    return found.principal if found else Principal()


def _parse(header: str | None) -> _Authorization:
    if not header:
        raise ServiceError("MissingAuthenticationTokenException", "Missing Authentication Token")
    algorithm, _, rest = header.partition(" ")
    if algorithm != _ALGORITHM:
        raise ServiceError("IncompleteSignatureException", f"Authorization must start with '{_ALGORITHM}'.")
    parts = dict(part.strip().partition("=")[::2] for part in rest.split(","))
    missing = [name for name in ("Credential", "Signature", "SignedHeaders") if not parts.get(name)]
    if missing:
        lacks = " ".join(f"Authorization header requires '{name}' parameter." for name in missing)
        raise ServiceError("IncompleteSignatureException", lacks)
    scope = parts["Credential"].split("/")
    if len(scope) != 5 or scope[4] != "aws4_request":
        raise ServiceError(
            "IncompleteSignatureException",
            "Credential must have exactly 5 slash-delimited elements, e.g. "
            "keyid/date/region/service/term, the last one 'aws4_request'.",
        )
    names = tuple(name.lower() for name in parts["SignedHeaders"].split(";"))
    return _Authorization(scope[0], scope[1], scope[2], scope[3], names, parts["Signature"])


def _check_scope(authorization: _Authorization, date: str) -> datetime:
    """The signing time, once scope, date and signed headers are those that this service takes."""
    if not re.fullmatch(r"\d{8}T\d{6}Z", date, re.ASCII):
        raise ServiceError(
            "IncompleteSignatureException",
            "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
        )
    try:
        time = datetime.strptime(date, _TIMESTAMP).replace(tzinfo=UTC)
    except ValueError:
        raise ServiceError(
            "IncompleteSignatureException", f"Date must be in ISO-8601 'basic format'. Got '{date}'."
        ) from None
    if authorization.date != date[:8]:
        raise _bad_signature(
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
            f"'{authorization.date}' != '{date[:8]}', from '{date}'."
        )
    if authorization.region != REGION:
        raise _bad_signature(f"Credential should be scoped to a valid region, not '{authorization.region}'. ")
    if authorization.service != SIGNING_NAME:
        raise _bad_signature(f"Credential should be scoped to correct service: '{SIGNING_NAME}'. ")
    for name in _MUST_BE_SIGNED:
        if name not in authorization.signed_headers:
            raise _bad_signature(f"'{name}' must be a 'SignedHeader' in the AWS Authorization.")
    return time


def _check_time(time: datetime, now: datetime) -> None:
    if time < now - _TOLERANCE:
        limit = (now - _TOLERANCE).strftime(_TIMESTAMP)
        raise _bad_signature(
            f"Signature expired: {time.strftime(_TIMESTAMP)} is now earlier than {limit} "
            f"({now.strftime(_TIMESTAMP)} - 5 min.)"
        )
    if time > now + _TOLERANCE:
        limit = (now + _TOLERANCE).strftime(_TIMESTAMP)
        raise _bad_signature(
            f"Signature not yet current: {time.strftime(_TIMESTAMP)} is still later than {limit} "
            f"({now.strftime(_TIMESTAMP)} + 5 min.)"
        )


class _Verifier(SigV4Auth):  # type: ignore[misc]
    """botocore's signer over the headers that the client says it signed, rather than over all."""

    def __init__(self, credentials: BotocoreCredentials, signed_headers: tuple[str, ...]) -> None:
        super().__init__(credentials, SIGNING_NAME, REGION)
        self._names = signed_headers

    def headers_to_sign(self, request: Any) -> HTTPHeaders:
        chosen = HTTPHeaders()
        for name in dict.fromkeys(self._names):
            chosen[name] = request.headers.get(name, "")
        return chosen


def _signature(request: SignedRequest, authorization: _Authorization, verifier: _Verifier) -> str:
    # botocore takes this header for the body's hash: it must be.
    claimed = request.headers.get("x-amz-content-sha256")
    if claimed is not None and claimed != hashlib.sha256(request.body).hexdigest():
        raise _mismatch()
    signed = {name: request.headers.get(name, "") for name in authorization.signed_headers}
    if not all(_is_text(part) for part in (request.url, *signed, *signed.values())):
        raise _mismatch()  # no client can have signed what is not UTF-8
    aws_request = AWSRequest(request.method, request.url, dict(request.headers), request.body)
    aws_request.context["timestamp"] = request.headers["x-amz-date"]
    canonical = verifier.canonical_request(aws_request)
    return str(verifier.signature(verifier.string_to_sign(aws_request, canonical), aws_request))


def _is_text(part: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in part)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _bad_signature(message: str) -> ServiceError:
    return ServiceError("InvalidSignatureException", message)


def _mismatch() -> ServiceError:
    return _bad_signature(
        "The request signature we calculated does not match the signature you provided. Check your AWS "
        "Secret Access Key and signing method. Consult the service documentation for details."
    )

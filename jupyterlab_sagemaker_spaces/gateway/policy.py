"""Which calls the gateway passes on, and the domain that they are held to. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ..aws.failures import NoDomain
from ..bodies import MAX_BODY, BadRequest, parse_object

CONTENT_TYPE = "application/x-amz-json-1.1"
_TARGET = "SageMaker."

#: Each operation that may be called, and the member of its input that must name the server's domain.
OPERATIONS: Mapping[str, str | None] = MappingProxyType(
    {
        "DescribeDomain": "DomainId",
        "ListUserProfiles": "DomainIdEquals",
        "DescribeUserProfile": "DomainId",
        "ListSpaces": "DomainIdEquals",
        "DescribeSpace": "DomainId",
        "ListApps": "DomainIdEquals",
        "DescribeApp": "DomainId",
        # Of the account, not of a domain.
        "ListImages": None,
        "DescribeImage": None,
        "ListImageVersions": None,
        "DescribeImageVersion": None,
        "ListStudioLifecycleConfigs": None,
        # For "what keeps billing" only.
        "ListEndpoints": None,
        "ListNotebookInstances": None,
        "ListTrainingJobs": None,
        "ListProcessingJobs": None,
        "ListTransformJobs": None,
    }
)


@dataclass(frozen=True)
class Read:
    """A call to pass on. ``body`` is written anew from what was checked, so that AWS reads what we read."""

    operation: str
    body: bytes


class Refused(Exception):
    """A request that the gateway does not pass on: HTTP status, type and text."""

    def __init__(self, status: int, type_: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.type = type_
        self.message = message


def decide(target: str | None, content_type: str | None, body: bytes, domain_id: str | None) -> Read:
    """What to send for a request with these headers and this body. Raises Refused, and NoDomain if it needs
    one.
    """
    if not target or not target.startswith(_TARGET):
        raise Refused(
            400, "SpacesBadRequest", "The header X-Amz-Target must name an operation of SageMaker's."
        )
    operation = target.removeprefix(_TARGET)
    if operation not in OPERATIONS:
        raise Refused(
            403, "SpacesNotAllowed", f"The gateway only reads, and does not pass on {operation[:64]!r}."
        )
    if (content_type or "").partition(";")[0].strip().lower() != CONTENT_TYPE:
        raise Refused(400, "SpacesBadRequest", f"The content type must be {CONTENT_TYPE}.")
    if len(body) > MAX_BODY:
        raise Refused(413, "SpacesBodyTooLarge", f"The request's body is larger than {MAX_BODY} bytes.")
    try:
        params = parse_object(body)
    except BadRequest as error:
        raise Refused(400, "SpacesBadRequest", str(error)) from error
    pin = OPERATIONS[operation]
    if pin is not None:
        params = _pinned(params, pin, domain_id)
    return Read(operation, json.dumps(params, sort_keys=True, separators=(",", ":")).encode())


def _pinned(params: dict[str, object], pin: str, domain_id: str | None) -> dict[str, object]:
    if domain_id is None:
        raise NoDomain
    for name, value in params.items():
        # Whether AWS heeds the case of a member's name is not known; another spelling must not slip past.
        if name.lower() == pin.lower() and (name != pin or value not in (None, domain_id)):
            raise Refused(403, "SpacesNotAllowed", f"This server works in the domain {domain_id} only.")
    return {**params, pin: domain_id}

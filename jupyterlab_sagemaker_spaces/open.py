"""``POST sagemaker-spaces/open``: the address at which a space opens.

A presigned URL is a key: it opens a session as the user profile that it was made for. So one is made only for
the owner of the private space in which this server runs (DescribeSpace names the owner), or outside Studio,
where the caller's own credentials decide. In a shared space it is never made: who the visitor is stands in an
unsigned cookie. There, and where people sign in by SSO, the space's own address in Studio is given, where
Studio asks who it is.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from jupyter_server.auth.decorator import authorized
from tornado import web

from .aws.client import Aws
from .aws.failures import AwsError, CallFailed, NoDomain
from .base import SpacesHandler
from .bodies import BadRequest, check_member_names, check_space_name, parse_limited
from .here import Here

Json = dict[str, Any]

#: Seconds within which a presigned URL must be used: the tab that waits for it is open already.
VALID_S = 60


@dataclass(frozen=True)
class Presign:
    """Make a presigned URL for this user profile."""

    user: str


@dataclass(frozen=True)
class Go:
    """Give this address, of the space or of the domain's start page."""

    url: str
    how: Literal["space", "domain"]


class CannotOpen(Exception):
    """There is no address to give; the text says why and what to do."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def decide(
    here: Here, own: Mapping[str, Any] | None, target: Mapping[str, Any], domain: Mapping[str, Any]
) -> Presign | Go:
    """How to open ``target``. The three mappings are answers of DescribeSpace (of this server's own space,
    None where it has none; of the space to open) and of DescribeDomain (empty when it is not permitted).
    Raises CannotOpen.
    """
    if domain.get("AuthMode") == "SSO":
        return _address(target, domain, sso=True)
    if here.place == "outside":
        owner = _owner(target)
        return Presign(owner) if _is_private(target) and owner else _address(target, domain, sso=False)
    # In a project of Unified Studio, profiles are the project's affair: no session is opened as one of them.
    in_studio = here.place == "studio" and here.sharing != "Shared"
    visitor = _owner(own) if in_studio and own and _is_private(own) else None
    if visitor is None:
        return _address(target, domain, sso=False)
    if _is_private(target) and (_owner(target) or "").lower() != visitor.lower():
        owner = _owner(target) or "somebody else"
        raise CannotOpen(
            403,
            f"The space {target.get('SpaceName')} is private and belongs to {owner}: it cannot be opened "
            "from "
            f"this space of {visitor}.",
        )
    return Presign(visitor)


def checked_url(url: object) -> str:
    """The URL, if a browser may be sent there. Raises CannotOpen."""
    parts = urlsplit(url) if isinstance(url, str) else None
    if not isinstance(url, str) or not parts or parts.scheme not in ("http", "https") or not parts.hostname:
        raise CannotOpen(409, "SageMaker gave no usable address for this space. Open it in SageMaker Studio.")
    return url


def _address(target: Mapping[str, Any], domain: Mapping[str, Any], sso: bool) -> Go:
    if target.get("Url"):
        url = checked_url(target["Url"])
        return Go(_with_redirect(url, target) if sso else url, "space")
    if domain.get("Url"):
        return Go(checked_url(domain["Url"]), "domain")
    raise CannotOpen(409, "SageMaker names no address for this space. Open it in SageMaker Studio.")


def _with_redirect(url: str, target: Mapping[str, Any]) -> str:
    # redirect=JupyterLab is reported; that Code Editor has its own value is assumed.
    app_type = (target.get("SpaceSettings") or {}).get("AppType") or "JupyterLab"
    parts = urlsplit(url)
    query = [*parse_qsl(parts.query, keep_blank_values=True), ("redirect", app_type)]
    return urlunsplit(parts._replace(query=urlencode(query)))


def _is_private(space: Mapping[str, Any]) -> bool:
    return (space.get("SpaceSharingSettings") or {}).get("SharingType") == "Private"


def _owner(space: Mapping[str, Any]) -> str | None:
    return (space.get("OwnershipSettings") or {}).get("OwnerUserProfileName") or None


async def open_space(aws: Aws, here: Here, name: str) -> Json:
    """Ask AWS what ``decide`` needs, and do what it says: ``{"url", "how"}``. Raises CallFailed,
    CannotOpen.
    """
    domain_id = here.domain_id
    if domain_id is None:
        raise NoDomain
    asks_own = here.space is not None and here.sharing != "Shared" and here.space != name
    own_name = here.space if asks_own else name
    domain, target, own = await asyncio.gather(
        _describe_domain(aws, domain_id),
        aws.call("DescribeSpace", {"DomainId": domain_id, "SpaceName": name}),
        aws.call("DescribeSpace", {"DomainId": domain_id, "SpaceName": own_name}) if asks_own else _nothing(),
    )
    own_space = own.data if own else (target.data if here.space == name else None)
    choice = decide(here, own_space, target.data, domain)
    if isinstance(choice, Go):
        return {"url": choice.url, "how": choice.how}
    params = {
        "DomainId": domain_id,
        "UserProfileName": choice.user,
        "SpaceName": target.data.get("SpaceName") or name,
        "ExpiresInSeconds": VALID_S,
    }
    presigned = await aws.call("CreatePresignedDomainUrl", params)
    return {"url": checked_url(presigned.data.get("AuthorizedUrl")), "how": "presigned"}


async def _describe_domain(aws: Aws, domain_id: str) -> Json:
    try:
        return (await aws.call("DescribeDomain", {"DomainId": domain_id})).data
    except AwsError as error:
        if error.type != "AccessDeniedException":
            raise
        return {}


async def _nothing() -> None:
    return None


class OpenHandler(SpacesHandler):
    """Answers with the address of a space. It is a secret: neither logged nor kept by a cache."""

    def initialize(self, aws: Aws, here: Here) -> None:
        """Take what the extension gives each request."""
        self._aws = aws
        self._here = here

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """Find the address."""
        self.set_header("Cache-Control", "no-store")
        try:
            content = parse_limited(self.request.body)
            check_member_names(content, {"space"})
            answer = await open_space(self._aws, self._here, check_space_name(content["space"]))
        except BadRequest as error:
            self.refuse(400, "SpacesBadRequest", str(error))
        except CannotOpen as error:
            self.refuse(error.status, "SpacesCannotOpen", str(error))
        except CallFailed as failure:
            self.refuse(409, failure.type, failure.message)
        else:
            self.finish(json.dumps(answer))

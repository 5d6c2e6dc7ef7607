"""The spaces that one person sees on the Studio page, and what can be done with each."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from ..model import Json, Principal, Service

#: Status of an app, as the page says it. Without an app, or with one that is gone, a space is stopped.
_STATUS = {"InService": "Running", "Pending": "Starting", "Deleting": "Stopping", "Failed": "Failed"}


@dataclass(frozen=True)
class SpaceRow:
    """One space. ``reason`` says why it failed."""

    name: str
    title: str
    shared: bool
    owner: str
    app_type: str
    status: str
    instance: str
    reason: str = ""

    @property
    def can_run(self) -> bool:
        """Whether an app can be created."""
        return self.status in ("Stopped", "Failed")

    @property
    def can_stop(self) -> bool:
        """Whether there is an app to delete."""
        return self.status in ("Running", "Starting")


async def visible_spaces(service: Service, domain_id: str, user: str) -> list[SpaceRow]:
    """Shared spaces and the person's own, by name. Raises ServiceError."""
    me = Principal(user=user)
    apps = {
        app["SpaceName"]: app
        async for app in _pages(service, "ListApps", "Apps", {"DomainIdEquals": domain_id}, me)
        if app["Status"] != "Deleted" and "SpaceName" in app
    }
    rows = [
        await _row(service, domain_id, space, apps.get(space["SpaceName"]), me)
        async for space in _pages(service, "ListSpaces", "Spaces", {"DomainIdEquals": domain_id}, me)
        if _sharing(space) == "Shared" or _owner(space) == user
    ]
    return sorted(rows, key=lambda row: row.name)


async def run(service: Service, domain_id: str, space: str, user: str) -> None:
    """Create the space's app as its own settings say. Raises ServiceError."""
    me = Principal(user=user)
    settings = (await service.call("DescribeSpace", {"DomainId": domain_id, "SpaceName": space}, me)).get(
        "SpaceSettings", {}
    )
    app_type = settings.get("AppType", "JupyterLab")
    spec = settings.get(f"{app_type}AppSettings", {}).get("DefaultResourceSpec")
    named = {"DomainId": domain_id, "SpaceName": space, "AppType": app_type, "AppName": "default"}
    await service.call("CreateApp", {**named, "ResourceSpec": spec} if spec else named, me)


async def stop(service: Service, domain_id: str, space: str, user: str) -> None:
    """Delete the space's app. Raises ServiceError."""
    me = Principal(user=user)
    described = await service.call("DescribeSpace", {"DomainId": domain_id, "SpaceName": space}, me)
    app_type = described.get("SpaceSettings", {}).get("AppType", "JupyterLab")
    named = {"DomainId": domain_id, "SpaceName": space, "AppType": app_type, "AppName": "default"}
    await service.call("DeleteApp", named, me)


async def presigned_url(service: Service, domain_id: str, space: str, user: str) -> str:
    """A one-time address of the space's app for this person. Raises ServiceError."""
    named = {"DomainId": domain_id, "SpaceName": space, "UserProfileName": user}
    return str((await service.call("CreatePresignedDomainUrl", named, Principal(user=user)))["AuthorizedUrl"])


async def _row(service: Service, domain_id: str, space: Json, app: Json | None, me: Principal) -> SpaceRow:
    status = _STATUS.get(str(app["Status"]), str(app["Status"])) if app else "Stopped"
    settings = space.get("SpaceSettingsSummary", {})
    name, app_type = space["SpaceName"], settings.get("AppType", "JupyterLab")
    reason = ""
    if app is not None and status == "Failed":
        named = {
            "DomainId": domain_id,
            "SpaceName": name,
            "AppType": app["AppType"],
            "AppName": app["AppName"],
        }
        reason = (await service.call("DescribeApp", named, me)).get("FailureReason", "")
    return SpaceRow(
        name=name,
        title=str(space.get("SpaceDisplayName", name)),
        shared=_sharing(space) == "Shared",
        owner=_owner(space),
        app_type=app_type,
        status=status,
        instance=app.get("ResourceSpec", {}).get("InstanceType", "") if app else "",
        reason=reason,
    )


def _sharing(space: Json) -> str:
    return str(space.get("SpaceSharingSettingsSummary", {}).get("SharingType", ""))


def _owner(space: Json) -> str:
    return str(space.get("OwnershipSettingsSummary", {}).get("OwnerUserProfileName", ""))


async def _pages(
    service: Service, operation: str, member: str, params: Json, me: Principal
) -> AsyncIterator[dict[str, Any]]:
    asked = {**params, "MaxResults": 100}
    while True:
        answer = await service.call(operation, asked, me)
        for item in answer[member]:
            yield item
        if not answer.get("NextToken"):
            return
        asked["NextToken"] = answer["NextToken"]

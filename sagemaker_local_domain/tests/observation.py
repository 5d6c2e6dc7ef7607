"""What clients are told of all spaces and apps, and the members by which they name them."""

from __future__ import annotations

from sagemaker_local_domain.arns import app_arn, space_arn
from sagemaker_local_domain.images import DEFAULT_IMAGE_ARN
from sagemaker_local_domain.model import Json
from sagemaker_local_domain.seed import DOMAIN_ID

from .conftest import ADMINISTRATOR
from .killable import Life
from .simple_model import INSTANCE, Key

#: The member of a list's answer that holds its items.
MEMBERS = {"ListSpaces": "Spaces", "ListApps": "Apps"}


def observed(life: Life) -> dict[Key, Json]:
    """All that clients can see of spaces and apps, lists and descriptions compared."""
    seen: dict[Key, Json] = {}
    for space in listed(life, "ListSpaces"):
        name = space["SpaceName"]
        told = life.call("DescribeSpace", space_members(name), ADMINISTRATOR)
        shared, owner = space["SpaceSharingSettingsSummary"], space.get("OwnershipSettingsSummary")
        assert (shared, owner) == (told["SpaceSharingSettings"], told.get("OwnershipSettings"))
        for member in ("Status", "SpaceDisplayName", "CreationTime", "LastModifiedTime"):
            assert space.get(member) == told.get(member)
        volume = told["SpaceSettings"]["SpaceStorageSettings"]
        assert space["SpaceSettingsSummary"]["SpaceStorageSettings"] == volume
        spec = told["SpaceSettings"]["JupyterLabAppSettings"]["DefaultResourceSpec"]
        assert spec["SageMakerImageArn"] == DEFAULT_IMAGE_ARN
        seen["space", name] = {
            "status": told["Status"],
            "created": told["CreationTime"],
            "owner": (owner or {}).get("OwnerUserProfileName"),
            "sharing": shared["SharingType"],
            "gb": volume["EbsStorageSettings"]["EbsVolumeSizeInGb"],
            "instance": spec.get("InstanceType", INSTANCE),
            "display": told.get("SpaceDisplayName"),
            "reason": _reason(told) if told["Status"] == "Update_Failed" else None,
            "tags": _tags(life, space_arn(DOMAIN_ID, name)),
        }
    for app in listed(life, "ListApps"):
        name = app["SpaceName"]
        told = life.call("DescribeApp", app_members(name), ADMINISTRATOR)
        for member in ("Status", "CreationTime", "ResourceSpec"):
            assert app[member] == told[member]
        seen["app", name] = {
            "status": told["Status"],
            "created": told["CreationTime"],
            "instance": told["ResourceSpec"]["InstanceType"],
            "reason": _reason(told),
            "tags": _tags(life, app_arn(DOMAIN_ID, name, "JupyterLab", "default")),
        }
    return seen


def listed(life: Life, operation: str) -> list[Json]:
    """All items of a list, by pages of two; each is there once."""
    items: list[Json] = []
    token: Json = {}
    while True:
        answer = life.call(operation, {"MaxResults": 2, **token}, ADMINISTRATOR)
        items += answer[MEMBERS[operation]]
        if "NextToken" not in answer:
            break
        token = {"NextToken": answer["NextToken"]}
    shown = [item["SpaceName"] for item in items]
    assert len(set(shown)) == len(shown)
    return items


def _reason(told: Json) -> str | None:
    reason = told.get("FailureReason")
    return reason and str(reason).partition(":")[0]


def _tags(life: Life, arn: str) -> list[str]:
    return [tag["Value"] for tag in life.call("ListTags", {"ResourceArn": arn}, ADMINISTRATOR)["Tags"]]


def tagged_members(tag: str | None) -> Json:
    return {"Tags": [{"Key": "colour", "Value": tag}]} if tag else {}


def volume_members(gb: int) -> Json:
    return {"SpaceStorageSettings": {"EbsStorageSettings": {"EbsVolumeSizeInGb": gb}}}


def space_members(name: str) -> Json:
    return {"DomainId": DOMAIN_ID, "SpaceName": name}


def app_members(name: str) -> Json:
    return {**space_members(name), "AppType": "JupyterLab", "AppName": "default"}

"""The condition keys that an operation, its input and its resource give a request.

Which operations have which keys: known (SageMaker's service authorization reference). That a key is there
only when the input itself names a value, whatever the defaults of a space are: assumed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from ..arns import REGION, user_profile_arn
from ..store import Store
from ..wire.shapes import Shape, input_shape
from .targets import NO_RESOURCE, Input, profile_name, space_of, text
from .template import Keys

#: Operations that have the keys of the space as it is stored; a space that does not exist has none.
_OF_STORED_SPACE = ("CreateApp", "DeleteApp", "DeleteSpace", "UpdateSpace")

#: Members, wherever they stand in the input, whose values are a key's.
_OF_MEMBERS = {
    "AppNetworkAccessType": "sagemaker:appnetworkaccesstype",
    "InstanceType": "sagemaker:instancetypes",
    "LifecycleConfigArn": "sagemaker:studiolifecycleconfigarns",
    "LifecycleConfigArns": "sagemaker:studiolifecycleconfigarns",
    "RemoteAccess": "sagemaker:remoteaccess",
    "SageMakerImageArn": "sagemaker:imagearns",
    "SageMakerImageVersionArn": "sagemaker:imageversionarns",
    "SecurityGroupIds": "sagemaker:vpcsecuritygroupids",
    "SecurityGroups": "sagemaker:vpcsecuritygroupids",
    "SubnetIds": "sagemaker:vpcsubnets",
}


def request_keys(store: Store, operation: str, given: Input, resource: str) -> Keys:
    """All keys but the caller's own."""
    return {
        "aws:requestedregion": (REGION,),
        **_space_keys(store, operation, given),
        **_member_keys(operation, given),
        **tag_keys(given),
        **_resource_keys(store, resource),
    }


def tag_keys(given: Input) -> Keys:
    """The tags that an operation adds, and the keys of those that it takes away."""
    tags = {
        text(tag, "Key"): (text(tag, "Value"),) for tag in _items(given, "Tags") if isinstance(tag, Mapping)
    }
    names = [*tags, *(name for name in _items(given, "TagKeys") if isinstance(name, str))]
    return {"aws:tagkeys": tuple(names)} | {
        f"aws:requesttag/{name.lower()}": value for name, value in tags.items()
    }


def _space_keys(store: Store, operation: str, given: Input) -> Keys:
    if operation == "CreateSpace":
        sharing = text(_object(given, "SpaceSharingSettings"), "SharingType")
        owner = text(_object(given, "OwnershipSettings"), "OwnerUserProfileName")
        owner = owner and profile_name(store, text(given, "DomainId"), owner)
    elif operation in _OF_STORED_SPACE and (space := space_of(store, given)):
        sharing, owner = space.sharing, space.owner or ""
    else:
        return {}
    keys = {"sagemaker:spacesharingtype": (sharing,)} if sharing else {}
    if owner:
        keys["sagemaker:owneruserprofilearn"] = (user_profile_arn(text(given, "DomainId"), owner),)
    return keys


def _member_keys(operation: str, given: Input) -> Keys:
    keys: dict[str, list[str]] = defaultdict(list)
    if operation.startswith(("Create", "Update")):
        for member, value in _texts(input_shape(operation), given, ""):
            if member in _OF_MEMBERS:
                keys[_OF_MEMBERS[member]].append(value)
    return {key: tuple(values) for key, values in keys.items()}


def _texts(shape: Shape, value: Any, member: str) -> Iterator[tuple[str, str]]:
    """Every text of an input where the model has one, with the member that it stands in."""
    if shape.type_name == "string" and isinstance(value, str):
        yield member, value
    elif shape.type_name == "list" and isinstance(value, list):
        for item in value:
            yield from _texts(shape.member, item, member)
    elif shape.type_name == "structure" and isinstance(value, Mapping):
        for name, inner in shape.members.items():
            yield from _texts(inner, value.get(name), name)


def _resource_keys(store: Store, resource: str) -> Keys:
    if resource == NO_RESOURCE:
        return {}
    keys = {}
    for tag in store.tags.find(arn=resource):
        for prefix in ("aws", "sagemaker"):
            keys[f"{prefix}:resourcetag/{tag.key.lower()}"] = (tag.value,)
    account = resource.split(":")[4:5]
    return keys | ({"aws:resourceaccount": (account[0],)} if account and account[0] else {})


def _items(given: Input, name: str) -> list[Any]:
    value = given.get(name)
    return value if isinstance(value, list) else []


def _object(given: Input, name: str) -> Input:
    value = given.get(name)
    return value if isinstance(value, Mapping) else {}

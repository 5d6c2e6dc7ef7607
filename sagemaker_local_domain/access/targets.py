"""The resource on which each operation is judged, made from input that nobody has checked yet.

Which kind of resource, and the form of its ARN: known (SageMaker's service authorization reference). Where a
list has none, messages name the pattern of all its resources (reported for ListDomains, assumed for Studio's
other lists) or no resource at all (reported for ListEndpoints, assumed for the others).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..arns import app_arn, domain_arn, resource_arn, resource_of, space_arn, user_profile_arn
from ..records import Space
from ..store import Store

#: An operation's input as it was sent.
Input = Mapping[str, Any]

#: The resource of a request that has none.
NO_RESOURCE = "*"


def text(given: Input, *names: str) -> str:
    """The first of these members that is a text; an empty one stands for none."""
    return next((value for name in names if isinstance(value := given.get(name), str)), "")


def profile_name(store: Store, domain_id: str, name: str) -> str:
    """A profile's own spelling of its name: the case of what a call says does not matter (known)."""
    found = store.profile_named(domain_id, name)
    return found.name if found else name


def space_of(store: Store, given: Input) -> Space | None:
    """The stored space that the input names."""
    return store.spaces.get(domain_id=text(given, "DomainId"), name=text(given, "SpaceName"))


def _app(store: Store, given: Input) -> str:
    place = text(given, "SpaceName", "UserProfileName")
    return app_arn(text(given, "DomainId"), place, text(given, "AppType"), text(given, "AppName"))


def _domain(store: Store, given: Input) -> str:
    return domain_arn(text(given, "DomainId"))


def _image(store: Store, given: Input) -> str:
    return resource_arn(f"image/{text(given, 'ImageName')}")


def _image_version(store: Store, given: Input) -> str:
    """Without a number, whatever version is meant (assumed)."""
    number = given.get("Version")
    version = number if isinstance(number, int) else "*"
    return resource_arn(f"image-version/{text(given, 'ImageName')}/{version}")


def _lifecycle_config(store: Store, given: Input) -> str:
    return resource_arn(f"studio-lifecycle-config/{text(given, 'StudioLifecycleConfigName')}")


def _space(store: Store, given: Input) -> str:
    return space_arn(text(given, "DomainId"), text(given, "SpaceName"))


def _tagged(store: Store, given: Input) -> str:
    arn = text(given, "ResourceArn")
    kind, *names = (resource_of(arn) or "").split("/")
    if kind == "user-profile" and len(names) == 2:
        return user_profile_arn(names[0], profile_name(store, *names))
    return arn or NO_RESOURCE


def _user_profile(store: Store, given: Input) -> str:
    domain_id = text(given, "DomainId")
    return user_profile_arn(domain_id, profile_name(store, domain_id, text(given, "UserProfileName")))


def _all(kind: str) -> Callable[[Store, Input], str]:
    return lambda store, given: resource_arn(f"{kind}/*")


def _none(store: Store, given: Input) -> str:
    return NO_RESOURCE


TARGETS: dict[str, Callable[[Store, Input], str]] = {
    "AddTags": _tagged,
    "CreateApp": _app,
    "CreatePresignedDomainUrl": _user_profile,
    "CreateSpace": _space,
    "CreateUserProfile": _user_profile,
    "DeleteApp": _app,
    "DeleteSpace": _space,
    "DeleteTags": _tagged,
    "DeleteUserProfile": _user_profile,
    "DescribeApp": _app,
    "DescribeDomain": _domain,
    "DescribeImage": _image,
    "DescribeImageVersion": _image_version,
    "DescribeSpace": _space,
    "DescribeStudioLifecycleConfig": _lifecycle_config,
    "DescribeUserProfile": _user_profile,
    "ListApps": _all("app"),
    "ListDomains": _all("domain"),
    "ListEndpoints": _none,
    "ListImageVersions": _image,
    "ListImages": _none,
    "ListNotebookInstances": _none,
    "ListProcessingJobs": _none,
    "ListSpaces": _all("space"),
    "ListStudioLifecycleConfigs": _none,
    "ListTags": _tagged,
    "ListTrainingJobs": _none,
    "ListTransformJobs": _none,
    "ListUserProfiles": _all("user-profile"),
    "UpdateDomain": _domain,
    "UpdateSpace": _space,
    "UpdateUserProfile": _user_profile,
}

#: The actions that a policy is asked about.
ACTIONS = frozenset(f"sagemaker:{operation}" for operation in TARGETS)

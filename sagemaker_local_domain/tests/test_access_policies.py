"""The policies that come with the local domain: who may do what to whose space, every case of it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest

from sagemaker_local_domain.access import BUILT_IN, Guard, built_in
from sagemaker_local_domain.access.targets import TARGETS
from sagemaker_local_domain.arns import lifecycle_config_arn, space_arn, user_profile_arn
from sagemaker_local_domain.model import Json, Principal, ServiceError
from sagemaker_local_domain.records import Space
from sagemaker_local_domain.seed import DOMAIN_ID
from sagemaker_local_domain.store import Store

#: Spaces by name: sharing and owner. ``gone`` does not exist.
SPACES = {
    "own-private": ("Private", "ana"),
    "own-shared": ("Shared", "ana"),
    "bens-private": ("Private", "ben"),
    "bens-shared": ("Shared", "ben"),
    "nobodys": ("Shared", None),
    "gone": None,
}
#: Who calls, ana being the person whose own the spaces are.
PRINCIPALS = {
    "ana": Principal(user="ana"),
    "her private space": Principal(space="own-private"),
    "a shared space of hers": Principal(space="own-shared"),
    "an administrator": Principal(admin=True),
}
EVERYWHERE = set(SPACES)
SHARED = {"own-shared", "bens-shared", "nobodys"}
OWN = {"own-private", "own-shared"}
#: What is not there has no owner: AWS allows it, and then does not find it.
OWNERLESS = {"nobodys", "gone"}

#: Which spaces, by policy, operation and whether the caller's session names a user profile.
TABLE: dict[tuple[str, str, bool], set[str]] = {
    ("managed", "CreateApp", True): SHARED | OWN | OWNERLESS,
    ("managed", "DeleteApp", True): SHARED | OWN | OWNERLESS,
    ("managed", "CreateSpace", True): OWN | OWNERLESS,
    ("managed", "UpdateSpace", True): OWN | OWNERLESS,
    ("managed", "DeleteSpace", True): OWN | OWNERLESS,
    ("managed", "CreateApp", False): SHARED | OWNERLESS,
    ("managed", "DeleteApp", False): SHARED | OWNERLESS,
    ("managed", "CreateSpace", False): OWNERLESS,
    ("managed", "UpdateSpace", False): OWNERLESS,
    ("managed", "DeleteSpace", False): OWNERLESS,
    ("run-only", "CreateApp", True): SHARED | OWN,
    ("run-only", "DeleteApp", True): SHARED | OWN,
    ("run-only", "CreateApp", False): SHARED,
    ("run-only", "DeleteApp", False): SHARED,
}
ON_SPACES = ("CreateApp", "DeleteApp", "CreateSpace", "UpdateSpace", "DeleteSpace")

Allows = Callable[[str, str, str, Json], bool]


@pytest.fixture
def allows(store: Store) -> Allows:
    """``allows(policy, principal, operation, input)``."""
    for name, space in SPACES.items():
        if space:
            sharing, owner = space
            store.spaces.put(Space(DOMAIN_ID, name, "InService", 0, 0, None, sharing, owner, "1", {}))
    guards = {policy: Guard(store, built_in(policy)) for policy in BUILT_IN}

    def allows(policy: str, principal: str, operation: str, given: Json) -> bool:
        try:
            guards[policy].check(operation, given, PRINCIPALS[principal])
        except ServiceError as error:
            return error.code != "AccessDeniedException"
        return True

    return allows


@pytest.mark.parametrize(("policy", "principal", "operation"), list(product(BUILT_IN, PRINCIPALS, ON_SPACES)))
def test_changes_of_spaces(allows: Allows, policy: str, principal: str, operation: str) -> None:
    expected = TABLE.get((policy, operation, principal != "a shared space of hers"), set())
    if principal == "an administrator":
        expected = EVERYWHERE
    found = {
        name for name, space in SPACES.items() if allows(policy, principal, operation, _input(name, space))
    }
    assert found == expected


def _input(name: str, space: tuple[str, str | None] | None) -> Json:
    """Members for any of the operations; those of CreateSpace say what the others find stored."""
    sharing, owner = space or (None, None)
    return {
        "DomainId": DOMAIN_ID,
        "SpaceName": name,
        "AppType": "JupyterLab",
        "AppName": "default",
        **({"SpaceSharingSettings": {"SharingType": sharing}} if sharing else {}),
        **({"OwnershipSettings": {"OwnerUserProfileName": owner}} if owner else {}),
    }


ANAS = {"DomainId": DOMAIN_ID, "UserProfileName": "ana"}
BENS = {"DomainId": DOMAIN_ID, "UserProfileName": "ben"}
EVERYBODY = {"ana", "her private space", "a shared space of hers"}
PEOPLE = {"ana", "her private space"}
LOOKING = [operation for operation in TARGETS if operation.startswith(("List", "Describe"))]

#: All else, as cases: operation, input, and who may do it under each policy.
OTHERS: list[tuple[str, Json, dict[str, set[str]]]] = [
    *(
        (operation, {}, dict.fromkeys(BUILT_IN, EVERYBODY))
        for operation in LOOKING
        if operation != "ListTags"
    ),
    ("CreatePresignedDomainUrl", ANAS, {"managed": EVERYBODY, "run-only": PEOPLE}),
    ("CreatePresignedDomainUrl", BENS, {"managed": EVERYBODY}),
    ("UpdateDomain", {"DomainId": DOMAIN_ID}, {}),
    ("CreateUserProfile", {"DomainId": DOMAIN_ID, "UserProfileName": "dora"}, {}),
    ("UpdateUserProfile", ANAS, {}),
    ("DeleteUserProfile", ANAS, {}),
    *(
        ("ListTags", {"ResourceArn": arn}, {"read-only": EVERYBODY, "run-only": EVERYBODY} | managed)
        for arn, managed in (
            (space_arn(DOMAIN_ID, "own-private"), {}),
            (user_profile_arn(DOMAIN_ID, "ben"), {"managed": EVERYBODY}),
            (lifecycle_config_arn("any"), {"managed": EVERYBODY}),
        )
    ),
    ("AddTags", {"ResourceArn": space_arn(DOMAIN_ID, "own-private"), "Tags": []}, {}),
    ("AddTags", {"ResourceArn": lifecycle_config_arn("any"), "Tags": []}, {"managed": EVERYBODY}),
    ("DeleteTags", {"ResourceArn": space_arn(DOMAIN_ID, "own-private"), "TagKeys": ["a"]}, {}),
    ("DeleteTags", {"ResourceArn": lifecycle_config_arn("any"), "TagKeys": ["a"]}, {"managed": EVERYBODY}),
]


def test_every_operation_is_in_one_of_the_tables() -> None:
    assert {operation for operation, _, _ in OTHERS} | set(ON_SPACES) == set(TARGETS)


@pytest.mark.parametrize("case", range(len(OTHERS)), ids=lambda number: f"{number}-{OTHERS[number][0]}")
@pytest.mark.parametrize("policy", BUILT_IN)
def test_all_else(allows: Allows, policy: str, case: int) -> None:
    operation, given, expected = OTHERS[case]
    found = {who for who in PRINCIPALS if allows(policy, who, operation, given)}
    assert found == expected.get(policy, set()) | {"an administrator"}


@pytest.mark.parametrize(
    ("policy", "operation", "expected"),
    [("managed", "CreateApp", True), ("managed", "CreateSpace", True), ("run-only", "CreateApp", True)],
)
def test_what_may_be_made_may_be_made_with_tags(
    allows: Allows, policy: str, operation: str, expected: bool
) -> None:
    given = _input("own-private", SPACES["own-private"]) | {"Tags": [{"Key": "a", "Value": "b"}]}
    assert allows(policy, "ana", operation, given) is expected

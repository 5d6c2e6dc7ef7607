"""What an operation is judged on: the resource, the condition keys, the caller."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from sagemaker_local_domain.access import Guard
from sagemaker_local_domain.access.document import parse_policy
from sagemaker_local_domain.access.identity import identity
from sagemaker_local_domain.access.request_keys import request_keys
from sagemaker_local_domain.access.targets import ACTIONS, TARGETS
from sagemaker_local_domain.access.template import Keys
from sagemaker_local_domain.arns import space_arn
from sagemaker_local_domain.model import Json, Principal, ServiceError
from sagemaker_local_domain.operations import OPERATIONS
from sagemaker_local_domain.records import Space, Tag
from sagemaker_local_domain.seed import DOMAIN_ID
from sagemaker_local_domain.store import Store

#: ARNs are of this account and region.
HERE = "arn:aws:sagemaker:us-east-1:123456789012"
#: The operations that this local domain is to have.
PLANNED = {"DescribeImage", "DescribeImageVersion", "ListImageVersions", "ListImages"}


@pytest.fixture
def keys(store: Store) -> Callable[[str, Json], Keys]:
    def keys(operation: str, given: Json) -> Keys:
        return request_keys(store, operation, given, TARGETS[operation](store, given))

    return keys


@pytest.fixture
def spaces(store: Store) -> Store:
    """A store with a private and a shared space of ben's."""
    for name, sharing in (("bens", "Private"), ("team", "Shared")):
        store.spaces.put(Space(DOMAIN_ID, name, "InService", 0, 0, None, sharing, "ben", "1", {}))
    return store


def test_every_operation_is_judged_on_something() -> None:
    assert set(OPERATIONS) | PLANNED == set(TARGETS)


_SPACE = {"DomainId": "d-1", "SpaceName": "lab"}
_APP = _SPACE | {"AppType": "JupyterLab", "AppName": "default"}
_PROFILE = {"DomainId": "d-1", "UserProfileName": "ana"}
_ON = {
    f"{HERE}:space/d-1/lab": ("CreateSpace", "UpdateSpace", "DeleteSpace", "DescribeSpace"),
    f"{HERE}:app/d-1/lab/JupyterLab/default": ("CreateApp", "DeleteApp", "DescribeApp"),
    f"{HERE}:user-profile/d-1/ana": (
        "CreateUserProfile",
        "UpdateUserProfile",
        "DeleteUserProfile",
        "DescribeUserProfile",
        "CreatePresignedDomainUrl",
    ),
    f"{HERE}:domain/d-1": ("UpdateDomain", "DescribeDomain"),
    f"{HERE}:image/one": ("DescribeImage", "ListImageVersions"),
    f"{HERE}:image-version/one/3": ("DescribeImageVersion",),
    f"{HERE}:studio-lifecycle-config/two": ("DescribeStudioLifecycleConfig",),
    f"{HERE}:domain/*": ("ListDomains",),
    f"{HERE}:user-profile/*": ("ListUserProfiles",),
    f"{HERE}:space/*": ("ListSpaces",),
    f"{HERE}:app/*": ("ListApps",),
    "*": (
        "ListEndpoints",
        "ListImages",
        "ListNotebookInstances",
        "ListProcessingJobs",
        "ListStudioLifecycleConfigs",
        "ListTrainingJobs",
        "ListTransformJobs",
    ),
    "arn:of:something": ("AddTags", "DeleteTags", "ListTags"),
}


def test_the_resource_of_each_operation(store: Store) -> None:
    names = {"ImageName": "one", "Version": 3, "StudioLifecycleConfigName": "two"}
    given = _PROFILE | _APP | names | {"ResourceArn": "arn:of:something"}
    expected = {operation: arn for arn, operations in _ON.items() for operation in operations}
    assert {operation: make(store, given) for operation, make in TARGETS.items()} == expected


def test_an_app_of_a_profile_and_an_alias_of_an_image(store: Store) -> None:
    app = _PROFILE | {"AppType": "JupyterServer", "AppName": "default"}
    assert TARGETS["CreateApp"](store, app) == f"{HERE}:app/d-1/ana/JupyterServer/default"
    alias = {"ImageName": "one", "Alias": "1.0"}
    assert TARGETS["DescribeImageVersion"](store, alias) == f"{HERE}:image-version/one/*"


_STRANGE: list[Any] = [None, 7, 1.5, True, [], ["x"], {}, {"Key": 1}, "", "../*", "a\0b", "é☃", "x" * 100_000]


@pytest.mark.parametrize("operation", sorted(TARGETS))
def test_input_that_nobody_has_checked_is_no_trouble(spaces: Store, operation: str) -> None:
    members = [
        *("DomainId", "SpaceName", "UserProfileName", "AppType", "AppName", "ResourceArn", "Tags", "TagKeys"),
        *("SpaceSharingSettings", "OwnershipSettings", "SpaceSettings", "ResourceSpec", "UserSettings"),
        *("DefaultUserSettings", "ImageName", "Version", "StudioLifecycleConfigName", "SubnetIds"),
    ]
    guard = Guard(spaces, parse_policy('{"Version": "2012-10-17", "Statement": []}', ACTIONS))
    for value in [*_STRANGE, {"JupyterLabAppSettings": {"DefaultResourceSpec": {"InstanceType": 5}}}]:
        for given in (dict.fromkeys(members, value), {member: [value] for member in members}):
            with pytest.raises(ServiceError, match="AccessDeniedException"):
                guard.check(operation, given, Principal(user="ana"))


def test_sharing_and_owner_are_those_of_the_request_at_creation_and_then_the_stored_ones(
    spaces: Store, keys: Callable[[str, Json], Keys]
) -> None:
    claimed = {
        "DomainId": DOMAIN_ID,
        "SpaceName": "bens",
        "SpaceSharingSettings": {"SharingType": "Shared"},
        "OwnershipSettings": {"OwnerUserProfileName": "Ana"},
    }
    owners = "sagemaker:owneruserprofilearn"
    created = keys("CreateSpace", claimed)
    assert created["sagemaker:spacesharingtype"] == ("Shared",)
    assert created[owners] == (f"{HERE}:user-profile/{DOMAIN_ID}/ana",)  # whatever the case of the name
    for operation in ("UpdateSpace", "DeleteSpace", "CreateApp", "DeleteApp"):
        stored = keys(operation, claimed)
        assert stored["sagemaker:spacesharingtype"] == ("Private",)
        assert stored[owners] == (f"{HERE}:user-profile/{DOMAIN_ID}/ben",)
        assert owners not in keys(operation, claimed | {"SpaceName": "BENS"})  # there is no such space
    assert owners not in keys("DescribeSpace", claimed)


@pytest.mark.parametrize(
    ("operation", "given", "key", "values"),
    [
        ("CreateApp", {"ResourceSpec": {"InstanceType": "ml.t3.medium"}}, "InstanceTypes", ["ml.t3.medium"]),
        (
            "CreateApp",
            {"ResourceSpec": {"LifecycleConfigArn": "arn:l"}},
            "StudioLifecycleConfigArns",
            ["arn:l"],
        ),
        (
            "CreateApp",
            {"InstanceType": "ml.t3.medium"},
            "InstanceTypes",
            None,
        ),  # the model has no such member
        ("DeleteApp", {"ResourceSpec": {"InstanceType": "ml.t3.medium"}}, "InstanceTypes", None),
        (
            "UpdateSpace",
            {
                "SpaceSettings": {
                    "JupyterLabAppSettings": {"DefaultResourceSpec": {"InstanceType": "ml.m5.large"}},
                    "CodeEditorAppSettings": {"DefaultResourceSpec": {"InstanceType": "ml.c5.large"}},
                }
            },
            "InstanceTypes",
            ["ml.c5.large", "ml.m5.large"],
        ),
        ("CreateSpace", {"SpaceSettings": {"RemoteAccess": "ENABLED"}}, "RemoteAccess", ["ENABLED"]),
        (
            "CreateSpace",
            {
                "SpaceSettings": {
                    "JupyterLabAppSettings": {
                        "DefaultResourceSpec": {
                            "SageMakerImageArn": "arn:i",
                            "SageMakerImageVersionArn": "arn:v",
                        }
                    }
                }
            },
            "ImageVersionArns",
            ["arn:v"],
        ),
        ("UpdateDomain", {"SubnetIds": ["subnet-1"]}, "VpcSubnets", ["subnet-1"]),
        ("UpdateDomain", {"AppNetworkAccessType": "VpcOnly"}, "AppNetworkAccessType", ["VpcOnly"]),
        (
            "CreateUserProfile",
            {"UserSettings": {"SecurityGroups": ["sg-1"]}},
            "VpcSecurityGroupIds",
            ["sg-1"],
        ),
    ],
)
def test_keys_of_members(
    keys: Callable[[str, Json], Keys], operation: str, given: Json, key: str, values: list[str] | None
) -> None:
    found = keys(operation, given).get(f"sagemaker:{key}".lower())
    assert (sorted(found) if found else None) == values


def test_tags_of_the_request_and_of_the_resource(spaces: Store, keys: Callable[[str, Json], Keys]) -> None:
    arn = space_arn(DOMAIN_ID, "bens")
    spaces.tags.put(Tag(arn, "Team", "red"))
    added = keys("AddTags", {"ResourceArn": arn, "Tags": [{"Key": "Cost", "Value": "7"}]})
    assert added["aws:tagkeys"] == ("Cost",)
    assert added["aws:requesttag/cost"] == ("7",)
    assert added["aws:resourcetag/team"] == added["sagemaker:resourcetag/team"] == ("red",)
    assert added["aws:resourceaccount"] == ("123456789012",)
    assert keys("DeleteTags", {"ResourceArn": arn, "TagKeys": ["Team"]})["aws:tagkeys"] == ("Team",)
    described = keys("DescribeSpace", {"DomainId": DOMAIN_ID, "SpaceName": "bens"})
    assert described["aws:resourcetag/team"] == ("red",)


@pytest.mark.parametrize(
    ("principal", "role", "profile"),
    [
        (Principal(user="ben"), "AmazonSageMaker-ExecutionRole-ben", "ben"),
        (Principal(space="bens"), "AmazonSageMaker-ExecutionRole-ben", "ben"),
        (Principal(space="team"), "AmazonSageMaker-ExecutionRole-spaces", None),
    ],
)
def test_who_the_caller_is(spaces: Store, principal: Principal, role: str, profile: str | None) -> None:
    found = identity(spaces, principal)
    assert found.arn == f"arn:aws:sts::123456789012:assumed-role/{role}/SageMaker"
    assert found.keys["aws:principalarn"] == (f"arn:aws:iam::123456789012:role/service-role/{role}",)
    assert found.keys["sagemaker:domainid"] == (DOMAIN_ID,)
    for key in ("sagemaker:userprofilename", "aws:sourceidentity"):
        assert found.keys.get(key) == ((profile,) if profile else None)


def test_the_source_identity_is_the_domains_to_switch_off(spaces: Store) -> None:
    (domain,) = spaces.domains.find()
    disabled: Json = {"DomainSettings": {"ExecutionRoleIdentityConfig": "DISABLED"}}
    spaces.domains.put(replace(domain, settings=domain.settings | disabled))
    keys = identity(spaces, Principal(user="ben")).keys
    assert "aws:sourceidentity" not in keys
    assert keys["sagemaker:userprofilename"] == ("ben",)


def test_a_space_without_a_role_of_its_own_runs_as_the_domains_default_one(spaces: Store) -> None:
    (domain,) = spaces.domains.find()
    spaces.domains.put(replace(domain, settings=domain.settings | {"DefaultSpaceSettings": {}}))
    (ben,) = spaces.user_profiles.find(name="ben")
    spaces.user_profiles.put(replace(ben, settings={}))
    for principal in (Principal(space="team"), Principal(user="ben")):
        assert "/AmazonSageMaker-ExecutionRole-people/" in identity(spaces, principal).arn


def test_an_administrator_is_of_no_domain(store: Store) -> None:
    found = identity(store, Principal(admin=True))
    assert found.arn == "arn:aws:sts::123456789012:assumed-role/Administrator/administrator"
    assert not [key for key in found.keys if key.startswith("sagemaker:")]


def test_making_something_with_tags_needs_permission_to_tag_it(store: Store) -> None:
    def allowed(tagging: Json, given: Json) -> bool:
        statements = [{"Effect": "Allow", "Action": "sagemaker:CreateSpace", "Resource": "*"}, tagging]
        document = json.dumps({"Version": "2012-10-17", "Statement": statements})
        try:
            Guard(store, parse_policy(document, ACTIONS)).check("CreateSpace", given, Principal(user="ana"))
        except ServiceError as error:
            return f"sagemaker:AddTags on resource: {HERE}:space/d-1/lab because" not in error.message
        return True

    tagged = _SPACE | {"Tags": [{"Key": "Team", "Value": "red"}]}
    tag = {"Effect": "Allow", "Action": "sagemaker:AddTags", "Resource": "*"}
    nothing = tag | {"Action": "s3:*"}
    assert allowed(nothing, _SPACE)
    assert not allowed(nothing, tagged)
    for condition, value, expected in (
        ("sagemaker:TaggingAction", "CreateSpace", True),
        ("sagemaker:TaggingAction", "CreateApp", False),
        ("aws:RequestTag/Team", "red", True),
        ("aws:RequestTag/Team", "blue", False),
    ):
        assert allowed(tag | {"Condition": {"StringEquals": {condition: value}}}, tagged) is expected

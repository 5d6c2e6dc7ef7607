"""Answers have the members of the service model, of its types, and none that it does not know."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from sagemaker_local_domain.arns import domain_arn
from sagemaker_local_domain.clock import Clock
from sagemaker_local_domain.images import add_version
from sagemaker_local_domain.model import Json
from sagemaker_local_domain.operations import OPERATIONS
from sagemaker_local_domain.seed import DOMAIN_ID, seed
from sagemaker_local_domain.service import build_service
from sagemaker_local_domain.store import Store
from sagemaker_local_domain.wire.shapes import output_shape

from .answers import misfits
from .conftest import ADMINISTRATOR, FakePresigner, FakeRunner
from .flows import space_input

_CHURN_APP: Json = {
    "DomainId": DOMAIN_ID,
    "SpaceName": "churn-team",
    "AppType": "JupyterLab",
    "AppName": "default",
}

_DOMAIN_ARN = domain_arn(DOMAIN_ID)

#: A call of each operation on the seed ``try``, and members that its answer must have beside required ones.
_CALLS: dict[str, tuple[Json, set[str]]] = {
    "DescribeDomain": (
        {"DomainId": DOMAIN_ID},
        {
            "DomainArn",
            "DomainName",
            "Status",
            "Url",
            "AuthMode",
            "HomeEfsFileSystemId",
            "DefaultUserSettings",
        },
    ),
    "ListDomains": ({}, {"Domains"}),
    "DescribeUserProfile": (
        {"DomainId": DOMAIN_ID, "UserProfileName": "ben"},
        {
            "UserProfileArn",
            "HomeEfsFileSystemUid",
            "Status",
            "CreationTime",
            "LastModifiedTime",
            "UserSettings",
        },
    ),
    "ListUserProfiles": ({"MaxResults": 2}, {"UserProfiles", "NextToken"}),
    "DescribeSpace": (
        {"DomainId": DOMAIN_ID, "SpaceName": "pipelines"},
        {"SpaceArn", "SpaceDisplayName", "Url", "SpaceSettings", "OwnershipSettings", "SpaceSharingSettings"},
    ),
    "ListSpaces": ({}, {"Spaces"}),
    "CreateSpace": (space_input(), {"SpaceArn"}),
    "DeleteSpace": ({"DomainId": DOMAIN_ID, "SpaceName": "pipelines"}, set()),
    "ListImages": ({}, {"Images"}),
    "DescribeImage": (
        {"ImageName": "team"},
        {"ImageArn", "ImageName", "ImageStatus", "DisplayName", "CreationTime", "LastModifiedTime"},
    ),
    "ListImageVersions": ({"ImageName": "team"}, {"ImageVersions"}),
    "DescribeImageVersion": (
        {"ImageName": "team"},
        {"ImageArn", "ImageVersionArn", "ImageVersionStatus", "Version", "CreationTime", "LastModifiedTime"},
    ),
    "ListApps": ({}, {"Apps"}),
    "DescribeApp": (
        _CHURN_APP,
        {"AppArn", "Status", "CreationTime", "ResourceSpec", "RecoveryMode", "LastUserActivityTimestamp"},
    ),
    "CreateApp": (_CHURN_APP | {"SpaceName": "ana-private"}, {"AppArn"}),
    "DeleteApp": (_CHURN_APP, set()),
    "UpdateSpace": ({"DomainId": DOMAIN_ID, "SpaceName": "pipelines"}, {"SpaceArn"}),
    "UpdateDomain": ({"DomainId": DOMAIN_ID, "TagPropagation": "ENABLED"}, {"DomainArn"}),
    "CreateUserProfile": ({"DomainId": DOMAIN_ID, "UserProfileName": "dora"}, {"UserProfileArn"}),
    "UpdateUserProfile": ({"DomainId": DOMAIN_ID, "UserProfileName": "ben"}, {"UserProfileArn"}),
    "DeleteUserProfile": ({"DomainId": DOMAIN_ID, "UserProfileName": "unused"}, set()),
    "ListStudioLifecycleConfigs": ({}, {"StudioLifecycleConfigs"}),
    "DescribeStudioLifecycleConfig": (
        {"StudioLifecycleConfigName": "git-identity"},
        {
            "StudioLifecycleConfigArn",
            "StudioLifecycleConfigContent",
            "StudioLifecycleConfigAppType",
            "CreationTime",
        },
    ),
    "AddTags": ({"ResourceArn": _DOMAIN_ARN, "Tags": [{"Key": "a", "Value": "b"}]}, {"Tags"}),
    "ListTags": ({"ResourceArn": _DOMAIN_ARN}, {"Tags"}),
    "DeleteTags": ({"ResourceArn": _DOMAIN_ARN, "TagKeys": ["a"]}, set()),
    "ListEndpoints": ({}, {"Endpoints"}),
    "ListNotebookInstances": ({}, {"NotebookInstances"}),
    "ListTrainingJobs": ({}, {"TrainingJobSummaries"}),
    "ListProcessingJobs": ({}, {"ProcessingJobSummaries"}),
    "ListTransformJobs": ({}, {"TransformJobSummaries"}),
    "CreatePresignedDomainUrl": (
        {"DomainId": DOMAIN_ID, "UserProfileName": "ben", "SpaceName": "churn-team"},
        {"AuthorizedUrl"},
    ),
}


def test_every_operation_is_here() -> None:
    assert set(_CALLS) == set(OPERATIONS)


@pytest.mark.parametrize("operation", sorted(_CALLS))
async def test_answer_fits_the_model(operation: str) -> None:
    store = Store(":memory:")
    seed(store, "try")
    (ben,) = store.user_profiles.find(name="ben")
    store.user_profiles.put(replace(ben, name="unused"))
    add_version(store, "team", "1.0.0", "/team/bin/python", "Team", 1.0)
    service = build_service(store, Clock(), FakeRunner(), FakePresigner())
    params, expected = _CALLS[operation]
    answer = await service.call(operation, params, ADMINISTRATOR)
    await service.stop()
    store.close()
    if output_shape(operation) is None:
        assert answer == {}
        return
    assert misfits(operation, 200, json.dumps(answer).encode()) == []
    assert expected <= set(answer)


@pytest.mark.parametrize(
    ("operation", "status", "answer", "misfit"),
    [
        (
            "ListSpaces",
            200,
            {"Spaces": [{"SpaceNames": "lab"}]},
            'Unknown parameter in Spaces[0]: "SpaceNames"',
        ),
        ("ListSpaces", 200, {"Spaces": [{"SpaceName": 1}]}, "Invalid type for parameter Spaces[0].SpaceName"),
        ("ListSpaces", 200, {"Spaces": [{"Status": "Running"}]}, "Member must satisfy enum value set"),
        ("ListSpaces", 200, {"Spaces": [{"CreationTime": "today"}]}, "Member must be a number"),
        ("ListTags", 200, {"Tags": [{"Key": "a"}]}, 'Missing required parameter in Tags[0]: "Value"'),
        ("DeleteApp", 200, {}, "DeleteApp has an answer"),
        ("ListTags", 400, {"__type": "NoSuchThing", "message": "x"}, "NoSuchThing is no error"),
        ("ListTags", 400, {"__type": "ResourceNotFound", "message": "x"}, "An error has other members"),
        ("ListTags", 400, {"__type": "ValidationException", "message": ""}, "An error has other members"),
    ],
)
def test_what_does_not_fit_is_found(operation: str, status: int, answer: Json, misfit: str) -> None:
    assert misfit in "".join(misfits(operation, status, json.dumps(answer).encode()))

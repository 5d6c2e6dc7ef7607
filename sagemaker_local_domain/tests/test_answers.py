"""Answers have the members of the service model, of its types, and none that it does not know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from sagemaker_local_domain.arns import domain_arn
from sagemaker_local_domain.clock import Clock
from sagemaker_local_domain.model import Json
from sagemaker_local_domain.operations import OPERATIONS
from sagemaker_local_domain.seed import DOMAIN_ID, seed
from sagemaker_local_domain.service import build_service
from sagemaker_local_domain.shapes import output_shape
from sagemaker_local_domain.store import Store
from sagemaker_local_domain.validation import problems

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
    service = build_service(store, Clock(), FakeRunner(), FakePresigner())
    params, expected = _CALLS[operation]
    answer = await service.call(operation, params, ADMINISTRATOR)
    await service.stop()
    store.close()
    shape = output_shape(operation)
    if shape is None:
        assert answer == {}
        return
    assert not list(problems(shape, answer, "answer"))
    assert not list(_unknown(shape, answer))
    assert expected <= set(answer)


def _unknown(shape: Any, value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, member in value.items():
            if name in shape.members:
                yield from _unknown(shape.members[name], member)
            else:
                yield f"{shape.name}.{name}"
    elif isinstance(value, list):
        for item in value:
            yield from _unknown(shape.member, item)

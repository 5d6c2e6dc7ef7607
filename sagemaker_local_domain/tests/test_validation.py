"""Input against the service model: AWS's words for each constraint, a ValidationException always."""

from __future__ import annotations

import contextlib
import time
from typing import Any

import pytest

from sagemaker_local_domain.model import Json, ServiceError
from sagemaker_local_domain.operations import OPERATIONS
from sagemaker_local_domain.wire.shapes import input_shape
from sagemaker_local_domain.wire.validation import checked

from .flows import space_input


def refusal(operation: str, **members: Any) -> str:
    with pytest.raises(ServiceError) as refused:
        checked(operation, members)
    assert refused.value.code == "ValidationException"
    return refused.value.message


NAME_PATTERN = "[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}"


@pytest.mark.parametrize(
    ("members", "problem"),
    [
        ({"SpaceNameContains": "a b"}, f"Value 'a b' at 'spaceNameContains' failed to satisfy constraint: "
         f"Member must satisfy regular expression pattern: {NAME_PATTERN}"),
        ({"SpaceNameContains": "a" * 64}, f"Value '{'a' * 64}' at 'spaceNameContains' failed to satisfy "
         "constraint: Member must have length less than or equal to 63"),
        ({"MaxResults": 0}, "Value '0' at 'maxResults' failed to satisfy constraint: "
         "Member must have value greater than or equal to 1"),
        ({"MaxResults": 101}, "Value '101' at 'maxResults' failed to satisfy constraint: "
         "Member must have value less than or equal to 100"),
        ({"SortOrder": "Up"}, "Value 'Up' at 'sortOrder' failed to satisfy constraint: "
         "Member must satisfy enum value set: [Ascending, Descending]"),
        ({"MaxResults": "7"}, "Value '7' at 'maxResults' failed to satisfy constraint: "
         "Member must be an integer"),
        ({"MaxResults": True}, "Value 'true' at 'maxResults' failed to satisfy constraint: "
         "Member must be an integer"),
        ({"SortOrder": ["Ascending"]}, "Value '[\"Ascending\"]' at 'sortOrder' failed to satisfy constraint: "
         "Member must be a string"),
    ],
)  # fmt: skip
def test_wording(members: Json, problem: str) -> None:
    assert refusal("ListSpaces", **members) == f"1 validation error detected: {problem}"


def test_missing_members_are_counted() -> None:
    assert refusal("DescribeSpace") == (
        "2 validation errors detected: "
        "Value null at 'domainId' failed to satisfy constraint: Member must not be null; "
        "Value null at 'spaceName' failed to satisfy constraint: Member must not be null"
    )


def test_place_of_a_nested_member() -> None:
    settings: Json = {"JupyterLabAppSettings": {"DefaultResourceSpec": {"InstanceType": "ml.nothing"}}}
    path = "spaceSettings.jupyterLabAppSettings.defaultResourceSpec.instanceType"
    assert f"Value 'ml.nothing' at '{path}'" in refusal("CreateSpace", **space_input(**settings))
    tags = [{"Key": "a", "Value": "b"}, {"Key": "a"}]
    assert "Value null at 'tags.2.member.value'" in refusal("CreateSpace", **space_input(), Tags=tags)


def test_limits_of_lists_and_unions() -> None:
    efs = {"EFSFileSystem": {"FileSystemId": "fs-0123456789abcdef0"}}
    assert "length less than or equal to 5" in refusal(
        "CreateSpace", **space_input(CustomFileSystems=[efs] * 6)
    )
    two = efs | {"S3FileSystem": {"S3Uri": "s3://bucket"}}
    assert "Exactly one member" in refusal("CreateSpace", **space_input(CustomFileSystems=[two]))


def test_what_the_model_does_not_know_and_null_is_dropped() -> None:
    assert checked("ListSpaces", {"Other": 1, "SortBy": None, "MaxResults": 5}) == {"MaxResults": 5}


@pytest.mark.parametrize("key", ["Größe 日本", "a_b:c/d=e+f-g@h."])
def test_tags_may_have_letters_of_any_script(key: str) -> None:
    members = space_input() | {"Tags": [{"Key": key, "Value": ""}]}
    assert checked("CreateSpace", members)["Tags"] == members["Tags"]


def test_tags_may_not_have_other_signs() -> None:
    assert "'tags.1.member.key'" in refusal(
        "CreateSpace", **space_input(), Tags=[{"Key": "a<b", "Value": "c"}]
    )


@pytest.mark.parametrize(
    ("url", "fits"),
    [
        ("https://github.com/a/b", True),
        ("https://a/b/c/", True),
        ("https://a/b", False),
        ("https://a//bcd", False),
        ("https://" + "a" * 1000 + "!", False),
    ],
)
def test_repository_urls_without_the_models_exponential_time(url: str, fits: bool) -> None:
    settings: Json = {"JupyterServerAppSettings": {"CodeRepositories": [{"RepositoryUrl": url}]}}
    start = time.perf_counter()
    if fits:
        assert checked("CreateSpace", space_input(**settings))
    else:
        assert "repositoryUrl" in refusal("CreateSpace", **space_input(**settings))
    assert time.perf_counter() - start < 1


def _nonsense(shape: Any) -> list[Any]:
    return [
        None,
        "",
        "x" * 9000,
        -1,
        2**70,
        1.5,
        True,
        [],
        [None],
        {},
        {"a": {}},
        "\n",
        "-",
        "a--" * 400 + "!",
    ]


@pytest.mark.parametrize("operation", sorted(OPERATIONS))
def test_nonsense_is_refused_or_fits_but_never_breaks(operation: str) -> None:
    for name, shape in input_shape(operation).members.items():
        for value in _nonsense(shape):
            with contextlib.suppress(ServiceError):  # anything else would be a 500
                checked(operation, {name: value})

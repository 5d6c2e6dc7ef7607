"""Every refusal of the gateway, and the domain it is held to."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jupyterlab_sagemaker_spaces.aws.failures import NoDomain
from jupyterlab_sagemaker_spaces.gateway.policy import CONTENT_TYPE, OPERATIONS, Refused, decide

PINNED = {name: pin for name, pin in OPERATIONS.items() if pin}
FREE = [name for name, pin in OPERATIONS.items() if not pin]


def ask(operation: str = "ListSpaces", params: Any = None, domain: str | None = "d-1") -> dict[str, Any]:
    """What would be sent."""
    read = decide(f"SageMaker.{operation}", CONTENT_TYPE, json.dumps(params or {}).encode(), domain)
    assert read.operation == operation
    sent: dict[str, Any] = json.loads(read.body)
    return sent


def refusal(
    target: str | None = "SageMaker.ListSpaces", content_type: str | None = CONTENT_TYPE, body: bytes = b"{}"
) -> tuple[int, str]:
    with pytest.raises(Refused) as caught:
        decide(target, content_type, body, "d-1")
    assert caught.value.message
    return caught.value.status, caught.value.type


def test_the_table_is_the_one_that_was_agreed() -> None:
    assert set(PINNED) == {
        *("DescribeDomain", "ListUserProfiles", "DescribeUserProfile", "ListSpaces"),
        *("DescribeSpace", "ListApps", "DescribeApp"),
    }
    assert {pin for name, pin in PINNED.items() if name.startswith("List")} == {"DomainIdEquals"}
    assert {pin for name, pin in PINNED.items() if name.startswith("Describe")} == {"DomainId"}
    assert set(FREE) == {
        *("ListImages", "DescribeImage", "ListImageVersions", "DescribeImageVersion", "ListEndpoints"),
        *("ListStudioLifecycleConfigs", "ListNotebookInstances", "ListTrainingJobs", "ListProcessingJobs"),
        "ListTransformJobs",
    }


@pytest.mark.parametrize(("operation", "pin"), PINNED.items())
class TestPinned:
    def test_the_domain_is_filled_in(self, operation: str, pin: str) -> None:
        assert ask(operation, {"MaxResults": 5}) == {"MaxResults": 5, pin: "d-1"}
        assert ask(operation, {pin: None}) == {pin: "d-1"}

    def test_the_own_domain_is_taken(self, operation: str, pin: str) -> None:
        assert ask(operation, {pin: "d-1"}) == {pin: "d-1"}

    @pytest.mark.parametrize("other", ["d-2", "D-1", "d-1 ", "", 0, ["d-1"], {"x": "d-1"}, True])
    def test_another_domain_is_refused(self, operation: str, pin: str, other: object) -> None:
        body = json.dumps({pin: other}).encode()
        assert refusal(f"SageMaker.{operation}", body=body) == (403, "SpacesNotAllowed")

    @pytest.mark.parametrize("spelling", [str.lower, str.upper, str.swapcase])
    def test_another_spelling_of_the_member_is_refused(self, operation: str, pin: str, spelling: Any) -> None:
        body = json.dumps({spelling(pin): "d-2"}).encode()
        assert refusal(f"SageMaker.{operation}", body=body) == (403, "SpacesNotAllowed")

    def test_of_a_member_given_twice_the_one_that_counts_is_sent(self, operation: str, pin: str) -> None:
        twice = f'{{"{pin}": "d-2", "{pin}": "d-1"}}'.encode()
        read = decide(f"SageMaker.{operation}", CONTENT_TYPE, twice, "d-1")
        assert read.body == f'{{"{pin}":"d-1"}}'.encode()

    def test_without_a_domain_nothing_is_sent(self, operation: str, pin: str) -> None:
        with pytest.raises(NoDomain, match=r"c\.SpacesExtension\.domain_id"):
            ask(operation, {pin: "d-1"}, domain=None)


@pytest.mark.parametrize("operation", FREE)
def test_what_belongs_to_the_account_needs_no_domain(operation: str) -> None:
    assert ask(operation, {"MaxResults": 5}, domain=None) == {"MaxResults": 5}


@pytest.mark.parametrize(
    "operation",
    [
        *("CreateApp", "DeleteApp", "CreateSpace", "UpdateSpace", "DeleteSpace", "CreatePresignedDomainUrl"),
        *("UpdateDomain", "ListDomains", "DescribeTrainingJob", "ListTags", "StopTrainingJob"),
        *("listSpaces", "ListSpaces ", "ListSpaces\n", "", "SageMaker.ListSpaces", "__class__"),
    ],
)
def test_any_other_operation_is_refused(operation: str) -> None:
    assert refusal(f"SageMaker.{operation}") == (403, "SpacesNotAllowed")


@pytest.mark.parametrize("target", [None, "", "ListSpaces", "sagemaker.ListSpaces", "DynamoDB.ListTables"])
def test_a_target_of_no_operation_is_refused(target: str | None) -> None:
    assert refusal(target) == (400, "SpacesBadRequest")


@pytest.mark.parametrize("content_type", [None, "", "application/json", "text/plain", "multipart/form-data"])
def test_another_content_type_is_refused(content_type: str | None) -> None:
    assert refusal(content_type=content_type) == (400, "SpacesBadRequest")


def test_a_charset_beside_the_content_type_is_fine() -> None:
    assert decide("SageMaker.ListSpaces", f"{CONTENT_TYPE}; charset=utf-8", b"{}", "d-1")


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"x", b"[]", b'"text"', b"1", b"null", b"{", b"{}{}", b"\xff\xfe", b'{"a": NaN}'),
        *(b'{"a": -Infinity}', b"[" * 50_000, b'{"a":' * 10_000, b'{"a": ' + b"9" * 5000 + b"}"),
    ],
)
def test_what_is_no_json_object_is_refused(body: bytes) -> None:
    assert refusal(body=body) == (400, "SpacesBadRequest")


def test_more_than_64_kb_is_refused() -> None:
    def padded(size: int) -> bytes:
        return b'{"NextToken":"' + b"x" * (size - 16) + b'"}'

    assert len(padded(65536)) == 65536
    assert decide("SageMaker.ListSpaces", CONTENT_TYPE, padded(65536), "d-1")
    assert refusal(body=padded(65537)) == (413, "SpacesBodyTooLarge")


def test_the_same_question_in_another_order_is_the_same_read() -> None:
    one = decide("SageMaker.ListSpaces", CONTENT_TYPE, b'{"MaxResults": 5, "SortBy": "CreationTime"}', "d-1")
    two = decide("SageMaker.ListSpaces", CONTENT_TYPE, b'{"SortBy":"CreationTime","MaxResults":5}', "d-1")
    assert one == two

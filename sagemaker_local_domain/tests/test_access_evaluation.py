"""Decisions of a policy about a request: elements, variables, condition operators."""

from __future__ import annotations

import json

import pytest

from sagemaker_local_domain.access.document import parse_policy
from sagemaker_local_domain.access.evaluation import Decision, Request
from sagemaker_local_domain.access.targets import ACTIONS
from sagemaker_local_domain.access.template import Keys
from sagemaker_local_domain.model import Json

SPACE = "arn:aws:sagemaker:us-east-1:123456789012:space/d-1/lab"
OWNER = "arn:aws:sagemaker:us-east-1:123456789012:user-profile/d-1/ana"


def decide(
    *statements: Json, action: str = "sagemaker:DeleteSpace", resource: str = SPACE, keys: Keys | None = None
) -> Decision:
    """What a policy of these statements says; an element that is not given fits everything."""
    whole = [{"Effect": "Allow"} | statement for statement in statements]
    for statement in whole:
        statement |= {} if "NotAction" in statement else {"Action": statement.get("Action", "*")}
        statement |= {} if "NotResource" in statement else {"Resource": statement.get("Resource", "*")}
    policy = parse_policy(json.dumps({"Version": "2012-10-17", "Statement": whole}), ACTIONS)
    return policy.decide(Request(action, resource, keys or {}))


def allowed(*statements: Json, keys: Keys | None = None, **request: str) -> bool:
    return decide(*statements, keys=keys, **request) is Decision.ALLOWED


def test_nothing_is_allowed_unless_a_statement_does_and_a_denial_wins() -> None:
    deny, other = {"Effect": "Deny"}, {"Effect": "Deny", "Action": "sagemaker:CreateApp"}
    assert decide() is Decision.NOT_ALLOWED
    assert decide({}) is Decision.ALLOWED
    assert decide({}, deny) is Decision.DENIED
    assert decide(deny, {}) is Decision.DENIED
    assert decide(deny) is Decision.DENIED
    assert decide({}, other) is Decision.ALLOWED


@pytest.mark.parametrize(
    ("element", "fits"),
    [
        ({"Action": "*"}, True),
        ({"Action": "sagemaker:*"}, True),
        ({"Action": "SAGEMAKER:deletespace"}, True),
        ({"Action": "sagemaker:Delete*"}, True),
        ({"Action": "sagemaker:*Space"}, True),
        ({"Action": "sagemaker:DeleteSpac?"}, True),
        ({"Action": "sagemaker:DeleteSpace?"}, False),
        ({"Action": "sagemaker:Delete"}, False),
        ({"Action": ["sagemaker:CreateSpace", "sagemaker:DeleteSpace"]}, True),
        ({"NotAction": "sagemaker:DeleteSpace"}, False),
        ({"NotAction": ["sagemaker:CreateSpace", "s3:*"]}, True),
        ({"Resource": SPACE}, True),
        ({"Resource": SPACE.upper().replace("ARN:", "arn:")}, False),
        ({"Resource": "arn:aws:sagemaker:*:*:space/*"}, True),
        ({"Resource": "arn:aws:sagemaker:*"}, True),
        ({"Resource": "arn:aws:sagemaker:*:*:space/d-?/lab"}, True),
        ({"Resource": "arn:aws:sagemaker:*:*:space/d-[12]/lab"}, False),
        ({"Resource": "arn:aws:sagemaker:*:*:space/d-1"}, False),
        ({"Resource": ["arn:aws:sagemaker:*:*:app/*", "arn:aws:sagemaker:*:*:space/*"]}, True),
        ({"NotResource": "arn:aws:sagemaker:*:*:space/*"}, False),
        ({"NotResource": "arn:aws:sagemaker:*:*:app/*"}, True),
    ],
)
def test_elements(element: Json, fits: bool) -> None:
    assert allowed(element) is fits


def test_what_has_no_resource_is_meant_by_all_resources_only() -> None:
    def lists(element: Json) -> bool:
        return allowed(element, action="sagemaker:ListImages", resource="*")

    assert lists({})
    assert lists({"NotResource": "arn:aws:sagemaker:*:*:space/*"})
    assert not lists({"Resource": "arn:aws:sagemaker:*:*:image/*"})


@pytest.mark.parametrize(
    ("resource", "keys", "fits"),
    [
        ("space/${sagemaker:DomainId}/*", {"sagemaker:domainid": ("d-1",)}, True),
        ("space/${SageMaker:domainID}/*", {"sagemaker:domainid": ("d-1",)}, True),
        ("space/${sagemaker:DomainId}/*", {"sagemaker:domainid": ("d-2",)}, False),
        ("space/${sagemaker:DomainId}/*", {"sagemaker:domainid": ("*",)}, False),  # a value is plain text
        ("space/${sagemaker:DomainId}/*", {"sagemaker:domainid": ("[d]-1",)}, False),
        ("space/${sagemaker:DomainId}/*", {}, False),
        ("space/${sagemaker:DomainId, 'd-1'}/*", {}, True),
        ("space/${sagemaker:DomainId, 'd-1'}/*", {"sagemaker:domainid": ("d-2",)}, False),
        ("space/d-1/${*}", {}, False),
        ("space/d-1/${?}ab", {}, False),
        ("space/d-${aws:ResourceTag/Number}/lab", {"aws:resourcetag/number": ("1",)}, True),
    ],
)
def test_variables(resource: str, keys: Keys, fits: bool) -> None:
    assert allowed({"Resource": f"arn:aws:sagemaker:*:*:{resource}"}, keys=keys) is fits


def test_escaped_wildcards_and_dollars_stand_for_themselves() -> None:
    assert allowed({"Resource": f"{SPACE}${{*}}${{?}}${{$}}"}, resource=f"{SPACE}*?$")


def test_a_not_resource_whose_variable_has_no_value_means_nothing() -> None:
    everything_but = {"NotResource": "arn:aws:sagemaker:*:*:space/${sagemaker:DomainId}/*"}
    assert not allowed(everything_but)
    assert allowed(everything_but, keys={"sagemaker:domainid": ("d-2",)})
    assert not allowed(everything_but, keys={"sagemaker:domainid": ("d-1",)})


KEY = "sagemaker:SpaceSharingType"
MANY = "sagemaker:InstanceTypes"


@pytest.mark.parametrize(
    ("operator", "values", "given", "holds"),
    [
        ("StringEquals", "Shared", "Shared", True),
        ("StringEquals", ["Private", "Shared"], "Shared", True),
        ("StringEquals", "shared", "Shared", False),
        ("StringEquals", "Sh*", "Shared", False),
        ("StringEquals", "Sh${*}", "Sh*", True),
        ("StringEquals", "Shared", None, False),
        ("StringEqualsIfExists", "Shared", None, True),
        ("StringEqualsIfExists", "Shared", "Private", False),
        ("StringEqualsIgnoreCase", "shared", "Shared", True),
        ("StringEqualsIgnoreCase", "shared", "Private", False),
        ("StringEquals", "${sagemaker:UserProfileName}", "Shared", False),
        ("StringNotEquals", "${sagemaker:UserProfileName}", "Shared", True),
        ("StringEqualsIgnoreCase", "${sagemaker:UserProfileName}", "Shared", False),
        ("StringNotEqualsIgnoreCase", "shared", "Shared", False),
        ("StringNotEquals", "Shared", "Private", True),
        ("StringNotEquals", ["Private", "Shared"], "Private", False),
        ("StringNotEquals", "Shared", None, True),
        ("StringNotEqualsIfExists", "Shared", None, True),
        ("StringLike", "S*d", "Shared", True),
        ("StringLike", "S????d", "Shared", True),
        ("StringLike", "s*", "Shared", False),
        ("StringLike", "${sagemaker:UserProfileName}*", "Shared", False),
        ("StringNotLike", "S*", "Private", True),
        ("StringNotLike", "S*", "Shared", False),
        ("ArnLike", "arn:aws:sagemaker:*:*:user-profile/d-1/*", OWNER, True),
        ("ArnEquals", "arn:aws:sagemaker:*:*:user-profile/d-1/*", OWNER, True),
        ("ArnLike", "arn:aws:sagemaker:*:user-profile/d-1/*", OWNER, False),
        ("ArnLike", "arn:aws:*:ana", OWNER, False),  # a wildcard stays within its part
        ("ArnLike", "arn:*", OWNER, False),
        ("ArnLike", "arn:aws:sagemaker:*:*:*", "no arn", False),
        ("ArnNotLike", "arn:aws:sagemaker:*:*:user-profile/d-1/ben", OWNER, True),
        ("ArnNotEquals", "arn:aws:sagemaker:*:*:user-profile/d-1/ana", OWNER, False),
        ("Null", "true", None, True),
        ("Null", "true", "Shared", False),
        ("Null", "false", None, False),
        ("Null", "false", "Shared", True),
        ("Null", True, None, True),
        ("Null", ["true", "false"], "Shared", True),
    ],
)
def test_operators_on_one_value(operator: str, values: object, given: str | None, holds: bool) -> None:
    keys = {} if given is None else {KEY.lower(): (given,)}
    assert allowed({"Condition": {operator: {KEY: values}}}, keys=keys) is holds


@pytest.mark.parametrize(
    ("operator", "given", "holds"),
    [
        ("ForAnyValue:StringEquals", ["a", "c"], True),
        ("ForAnyValue:StringEquals", ["c"], False),
        ("ForAnyValue:StringEquals", [], False),
        ("ForAnyValue:StringEqualsIfExists", [], True),
        ("ForAnyValue:StringNotEquals", ["a", "c"], True),
        ("ForAnyValue:StringNotEquals", ["a"], False),
        ("ForAnyValue:StringNotEquals", [], False),
        ("ForAllValues:StringEquals", ["a", "b"], True),
        ("ForAllValues:StringEquals", ["a", "c"], False),
        ("ForAllValues:StringEquals", [], True),
        ("ForAllValues:StringNotEquals", ["c", "d"], True),
        ("ForAllValues:StringNotEquals", ["a", "c"], False),
        ("ForAllValues:StringNotEquals", [], True),
    ],
)
def test_operators_on_several_values(operator: str, given: list[str], holds: bool) -> None:
    statement = {"Condition": {operator: {MANY: ["a", "b"]}}}
    assert allowed(statement, keys={MANY.lower(): tuple(given)}) is holds
    if not given:
        assert allowed(statement) is holds


def test_every_condition_must_hold() -> None:
    both = {
        "Condition": {"StringEquals": {KEY: "Shared", "sagemaker:DomainId": "d-1"}, "Null": {MANY: "true"}}
    }
    keys = {KEY.lower(): ("Shared",), "sagemaker:domainid": ("d-1",)}
    assert allowed(both, keys=keys)
    assert not allowed(both, keys=keys | {"sagemaker:domainid": ("d-2",)})
    assert not allowed(both, keys=keys | {MANY.lower(): ("ml.t3.medium",)})


def test_many_stars_on_a_long_name_end() -> None:
    """By backtracking they would not in a lifetime."""
    assert not allowed({"Resource": "arn:aws:sagemaker:" + "*a" * 20 + "b"}, resource=SPACE + "a" * 100_000)

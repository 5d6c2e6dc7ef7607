"""Rules for trouble in JSON: what is taken, and what is said of what is not."""

from __future__ import annotations

import pytest

from sagemaker_local_domain.faults.input import rule
from sagemaker_local_domain.faults.rules import Answer, At, Delay, Error, Rule, Skew, Slow
from sagemaker_local_domain.model import Json, Principal


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            {"fault": "error", "code": "ThrottlingException", "operations": ["List*"], "times": 3},
            Rule(Error("ThrottlingException", "Rate exceeded", 400), At.API, operations=("List*",), times=3),
        ),
        (
            {"fault": "error", "code": "InternalFailure", "message": "Broken.", "status": 502},
            Rule(Error("InternalFailure", "Broken.", 502), At.API),
        ),
        (
            {"fault": "error", "code": "Unheard.Of", "message": "No.", "principal": {"space": "lab"}},
            Rule(Error("Unheard.Of", "No.", 400), At.API, principal=Principal(space="lab")),
        ),
        (
            {"fault": "delay", "seconds": 2, "at": "credentials", "space": "lab"},
            Rule(Delay(2), At.CREDENTIALS, space="lab"),
        ),
        ({"fault": "answer", "body": "<html>"}, Rule(Answer("<html>", 200), At.API)),
        ({"fault": "answer", "body": None, "status": 503}, Rule(Answer(None, 503), At.API)),
        (
            {"fault": "skew", "seconds": -600, "principal": {"user": "ana"}},
            Rule(Skew(-600), At.SIGNATURE, principal=Principal(user="ana")),
        ),
        (
            {"fault": "slow", "seconds": 60, "instance_type": "ml.g5.xlarge", "share": 0.5, "seed": 7},
            Rule(Slow(60), At.APP, instance_type="ml.g5.xlarge", share=0.5, seed=7),
        ),
    ],
)
def test_rules_that_are_taken(given: Json, expected: Rule) -> None:
    assert rule(given) == expected


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "fault must be one of: error, delay, cut, "),
        ({"fault": "eror"}, "fault must be one of: error"),
        ({"fault": ["error"]}, "fault must be one of: error"),
        ({"fault": "error"}, "'code' is a required property"),
        ({"fault": "error", "code": "AccessDeniedException"}, "message is needed with AccessDeniedException"),
        ({"fault": "error", "code": "no code"}, "code: 'no code' does not match"),
        ({"fault": "error", "code": "ServiceUnavailable", "status": 200}, "status: 200 is less than"),
        ({"fault": "delay", "seconds": "2"}, "seconds: '2' is not of type 'number'"),
        ({"fault": "delay", "seconds": 0}, "seconds: 0 is less than or equal to"),
        ({"fault": "cut", "when": "now"}, "when: 'now' is not one of ['before', 'middle', 'after']"),
        ({"fault": "cut", "when": "after", "times": 0}, "times: 0 is less than the minimum of 1"),
        ({"fault": "cut", "when": "after", "times": True}, "times: True is not of type 'integer'"),
        ({"fault": "cut", "when": "after", "share": 1.5}, "share: 1.5 is greater than"),
        ({"fault": "cut", "when": "after", "operation": "ListApps"}, "'operation' was unexpected"),
        (
            {"fault": "cut", "when": "after", "operations": "ListApps"},
            "'ListApps' is not of type 'array'",
        ),
        ({"fault": "cut", "when": "after", "operations": ["ListApp"]}, "is called 'ListApp'"),
        ({"fault": "empty-page", "operations": ["DescribeApp"]}, "is called 'DescribeApp'"),
        ({"fault": "cut", "when": "after", "principal": {"user": "ana", "space": "lab"}}, "principal: "),
        ({"fault": "cut", "when": "after", "at": "app"}, "at must be one of: api, credentials."),
        ({"fault": "expired", "at": "api"}, "at must be one of: credentials."),
        ({"fault": "skew", "seconds": 600, "space": "lab"}, "'space' was unexpected"),
        ({"fault": "skew", "seconds": 1e300}, "seconds: 1e+300 is greater than"),
        ({"fault": "stuck", "operations": ["CreateApp"]}, "'operations' was unexpected"),
        ({"fault": "delay", "seconds": 1, "instance_type": "ml.t3.medium"}, "'instance_type' was unexpected"),
    ],
)
def test_what_is_no_rule_is_said(given: Json, said: str) -> None:
    with pytest.raises(ValueError) as refused:  # noqa: PT011
        rule(given)
    assert said in str(refused.value)

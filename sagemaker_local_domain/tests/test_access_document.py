"""Policies of a file: what is read, and what is refused with its place."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest

from sagemaker_local_domain import access
from sagemaker_local_domain.access import BUILT_IN, built_in, load_policy
from sagemaker_local_domain.access.document import PolicyRefused, parse_policy
from sagemaker_local_domain.access.evaluation import Decision, Request
from sagemaker_local_domain.access.targets import ACTIONS
from sagemaker_local_domain.model import Json

ALLOW_ALL: Json = {"Effect": "Allow", "Action": "sagemaker:*", "Resource": "*"}


def text(statement: object = ALLOW_ALL, **members: object) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": statement, **members})


def with_condition(operator: str, key: str, value: object) -> str:
    return text([ALLOW_ALL, ALLOW_ALL | {"Condition": {operator: {key: value}}}])


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ("{", "The document is not JSON: .* line 1"),
        ("[" * 100_000, "nested too deeply"),
        ("[]", "The document must be a JSON object"),
        (text(Version="2008-10-17"), 'Version must be "2012-10-17"'),
        ('{"Statement": []}', "Version must be"),
        ('{"Version": "2012-10-17"}', "Statement is missing"),
        (text(Id=1), "Id must be a text"),
        (text(Statements=[]), "The document has Statements, which"),
        ('{"Version": "2012-10-17", "Version": "2012-10-17", "Statement": []}', "Version stands twice"),
        (text(["x"]), r"Statement\[0\] must be an object"),
        (text(ALLOW_ALL | {"Principal": "*"}), "Statement has Principal, which"),
        (text(ALLOW_ALL | {"Sid": 1}), "Statement.Sid must be a text"),
        (text([ALLOW_ALL, ALLOW_ALL | {"Effect": "allow"}]), r'Statement\[1\].Effect must be "Allow" or'),
        (text(ALLOW_ALL | {"NotAction": "*"}), "Statement must have exactly one of Action and NotAction"),
        (text({"Effect": "Allow", "Action": "*"}), "exactly one of Resource and NotResource"),
        (text(ALLOW_ALL | {"Action": []}), "Statement.Action is empty"),
        (text(ALLOW_ALL | {"Action": [1]}), "Statement.Action must be a text or a list of texts"),
        (text(ALLOW_ALL | {"Action": ["sagemaker:*", "CreateApp"]}), r"Statement.Action\[1\] must be"),
        (text(ALLOW_ALL | {"Action": "sage*:CreateApp"}), "wildcards are in the action"),
        (text(ALLOW_ALL | {"Action": "sagemaker:${aws:PrincipalType}"}), "Statement.Action must be"),
        (text(ALLOW_ALL | {"Resource": "space/*"}), r'Statement.Resource must be "\*" or an ARN'),
        (text(ALLOW_ALL | {"Resource": ["*", {}]}), "Statement.Resource must be a text or a list"),
        (text(ALLOW_ALL | {"Resource": "arn:aws:x:${"}), r"Statement.Resource has a '\$\{' without"),
        (text(ALLOW_ALL | {"Resource": "arn:aws:x:${}"}), "has a variable that cannot be read"),
        (text(ALLOW_ALL | {"Resource": "arn:aws:x:${sagemaker:DomainId, x}"}), "cannot be read"),
        (text(ALLOW_ALL | {"Resource": "arn:aws:x:${aws:username}"}), r"names \$\{aws:username\}, for which"),
        (text(ALLOW_ALL | {"Resource": "arn:aws:x:${sagemaker:InstanceTypes}"}), "no single value"),
        (text(ALLOW_ALL | {"Condition": []}), "Statement.Condition must be an object"),
        (text(ALLOW_ALL | {"Condition": {"Null": "x"}}), "Statement.Condition.Null must be an object"),
        (with_condition("Null", "sagemaker:DomainId", "yes"), r'Condition.Null.*DomainId must be "true" or'),
        (with_condition("Bool", "aws:SecureTransport", "false"), r"Statement\[1\].* operator Bool is not"),
        (with_condition("StringMatches", "sagemaker:DomainId", "x"), "operator StringMatches is not"),
        (with_condition("ForAnyValue:Null", "aws:TagKeys", "true"), "operator ForAnyValue:Null is not"),
        (with_condition("NullIfExists", "aws:TagKeys", "true"), "operator NullIfExists is not"),
        (with_condition("ForSomeValue:StringLike", "aws:TagKeys", "x"), "ForSomeValue:StringLike is not"),
        (with_condition("StringEquals", "aws:SourceIp", "x"), "gives its requests no condition key aws:Sour"),
        (with_condition("StringEquals", "sagemaker:SpaceSharing", "x"), "no condition key sagemaker:SpaceSh"),
        (with_condition("StringEquals", "aws:ResourceTag/", "x"), "no condition key aws:ResourceTag/"),
        (with_condition("StringEquals", "sagemaker:DomainId", [1]), "DomainId must be a text or a list"),
        (
            with_condition("StringLike", "sagemaker:InstanceTypes", "ml.t3.*"),
            "sagemaker:InstanceTypes has several values, so the operator must begin with ForAnyValue:",
        ),
        (
            with_condition("StringLike", "sagemaker:DomainId", ["a", "${aws:userid}"]),
            r"Statement\[1\].Condition.StringLike.sagemaker:DomainId\[1\] names \$\{aws:userid\}",
        ),
    ],
)
def test_refused_with_the_place(document: str, said: str) -> None:
    with pytest.raises(PolicyRefused, match=said):
        parse_policy(document, ACTIONS)


def test_of_other_services_and_operations_the_form_alone_counts() -> None:
    policy = parse_policy(
        text(
            [
                {
                    "Effect": "Deny",
                    "Action": ["s3:*", "sagemaker:CreateModel", "sagemaker-geospatial:*"],
                    "Resource": "arn:aws:s3:::home/${aws:username}/*",
                    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
                },
                ALLOW_ALL,
            ]
        ),
        ACTIONS,
    )
    assert len(policy.statements) == 1
    with pytest.raises(PolicyRefused, match=r"Statement\.Condition\.Bool must be an object"):
        parse_policy(
            text({"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {"Bool": []}}), ACTIONS
        )


def test_a_key_that_sagemaker_has_for_other_operations_is_never_there() -> None:
    flows = ALLOW_ALL | {"Condition": {"StringEqualsIfExists": {"sagemaker:WorkteamType": "private-crowd"}}}
    policy = parse_policy(text(flows), ACTIONS)
    assert policy.decide(Request("sagemaker:ListApps", "*", {})) is Decision.ALLOWED


def test_a_policy_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    file.write_text(text(ALLOW_ALL | {"Action": "SageMaker:listA*", "Sid": "one"}, Id="mine"))
    policy = load_policy(str(file))
    assert policy.decide(Request("sagemaker:ListApps", "*", {})) is Decision.ALLOWED
    assert policy.decide(Request("sagemaker:ListSpaces", "*", {})) is Decision.NOT_ALLOWED


@pytest.mark.parametrize("content", [None, b"\xff", b"{", b"\xef\xbb\xbf{}"])
def test_a_file_that_is_none_is_named(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "mine.json"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(PolicyRefused, match=r"/mine\.json"):
        load_policy(str(file))


@pytest.mark.parametrize("name", [*BUILT_IN, "administrator"])
def test_every_statement_of_the_built_in_ones_concerns_the_local_domain(name: str) -> None:
    document = json.loads((files(access) / "policies" / f"{name}.json").read_text("utf-8"))
    statements = document["Statement"]
    assert len(built_in(name).statements) == (len(statements) if isinstance(statements, list) else 1)

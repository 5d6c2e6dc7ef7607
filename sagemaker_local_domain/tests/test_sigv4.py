"""Signatures: what botocore signs is accepted; anything changed, late, foreign or absent gets AWS's error."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials as Keys

from sagemaker_local_domain.credentials import Credentials
from sagemaker_local_domain.model import Principal, ServiceError
from sagemaker_local_domain.records import Credential
from sagemaker_local_domain.store import Store
from sagemaker_local_domain.wire.sigv4 import SignedRequest, verify

from .conftest import ManualClock

BODY = b'{"MaxResults": 1}'
Change = Callable[[SignedRequest], SignedRequest]


@pytest.fixture
def credentials(store: Store, clock: ManualClock) -> Credentials:
    return Credentials(store, clock)


@pytest.fixture
def key(credentials: Credentials) -> Credential:
    return credentials.issue(Principal(space="lab"), 3600)


def signed(key: Credential, *, region: str = "us-east-1", service: str = "sagemaker") -> SignedRequest:
    request = AWSRequest(
        "POST",
        "http://127.0.0.1:8888/",
        {"X-Amz-Target": "SageMaker.ListSpaces", "Host": "127.0.0.1:8888"},
        BODY,
    )
    keys = Keys(key.access_key_id, key.secret_access_key, key.session_token or None)
    SigV4Auth(keys, service, region).add_auth(request)
    headers = {name.lower(): value for name, value in request.headers.items()}
    return SignedRequest("POST", "http://localhost/", headers, BODY)


def signing_time(request: SignedRequest) -> float:
    return datetime.strptime(request.headers["x-amz-date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).timestamp()


def check(request: SignedRequest, credentials: Credentials, late: float = 0) -> Principal:
    return verify(request, credentials, signing_time(request) + late)


def with_header(name: str, value: str | None) -> Change:
    def change(request: SignedRequest) -> SignedRequest:
        others = {key: text for key, text in request.headers.items() if key != name}
        return replace(request, headers=others if value is None else others | {name: value})

    return change


def in_authorization(old: str, new: str) -> Change:
    def change(request: SignedRequest) -> SignedRequest:
        header = request.headers["authorization"]
        assert old in header
        return with_header("authorization", header.replace(old, new))(request)

    return change


def test_signed_call_tells_its_principal(credentials: Credentials, key: Credential) -> None:
    assert check(signed(key), credentials) == Principal(space="lab")


@pytest.mark.parametrize(
    "change",
    [
        lambda request: replace(request, body=b'{"MaxResults": 2}'),
        lambda request: replace(request, method="PUT"),
        lambda request: replace(request, url="http://localhost/?a=b"),
        with_header("x-amz-target", "SageMaker.DeleteSpace"),
        with_header("x-amz-content-sha256", "0" * 64),
        with_header("x-amz-content-sha256", "UNSIGNED-PAYLOAD"),
        with_header("host", "evil\udcff"),
        in_authorization("Signature=", "Signature=0"),
        in_authorization("Signature=", "Signature=\udcff"),
    ],
    ids=["body", "method", "query", "target", "hash", "no hash", "host", "signature", "not text"],
)
def test_what_was_changed_does_not_match(credentials: Credentials, key: Credential, change: Change) -> None:
    with pytest.raises(ServiceError, match="signature we calculated does not match") as refused:
        check(change(signed(key)), credentials)
    assert refused.value.code == "InvalidSignatureException"


@pytest.mark.parametrize(
    ("change", "code", "message"),
    [
        (with_header("authorization", None), "MissingAuthenticationTokenException", "Missing Authentication"),
        (with_header("authorization", "Bearer x"), "IncompleteSignatureException", "must start with"),
        (with_header("x-amz-date", "today"), "IncompleteSignatureException", "X-Amz-Date"),
        (with_header("x-amz-date", "20261399T000000Z"), "IncompleteSignatureException", "basic format"),
        (in_authorization("SignedHeaders=", "Other="), "IncompleteSignatureException", "'SignedHeaders'"),
        (in_authorization("/aws4_request", ""), "IncompleteSignatureException", "5 slash-delimited"),
        (in_authorization(";x-amz-target", ""), "InvalidSignatureException", "'x-amz-target' must be"),
        (in_authorization("host;", ""), "InvalidSignatureException", "'host' must be a 'SignedHeader'"),
        (in_authorization("Credential=ASIA", "Credential=AKIA"), "UnrecognizedClientException", "is invalid"),
        (with_header("x-amz-security-token", None), "UnrecognizedClientException", "token included"),
        (with_header("x-amz-security-token", "\udcff"), "UnrecognizedClientException", "is invalid"),
    ],
)
def test_what_is_malformed_or_unknown(
    credentials: Credentials, key: Credential, change: Change, code: str, message: str
) -> None:
    request = signed(key)
    with pytest.raises(ServiceError, match=message) as refused:
        verify(change(request), credentials, signing_time(request))
    assert refused.value.code == code


def test_date_of_the_scope_is_the_date_of_the_call(credentials: Credentials, key: Credential) -> None:
    day = signed(key).headers["x-amz-date"][:8]
    with pytest.raises(ServiceError, match=f"'20200101' != '{day}'"):
        check(in_authorization(f"/{day}/", "/20200101/")(signed(key)), credentials)


@pytest.mark.parametrize(
    ("scope", "message"),
    [
        ({"region": "eu-west-1"}, r"scoped to a valid region, not 'eu-west-1'\."),
        ({"service": "s3"}, r"scoped to correct service: 'sagemaker'\."),
    ],
)
def test_scope_is_this_service_in_this_region(
    credentials: Credentials, key: Credential, scope: dict[str, str], message: str
) -> None:
    with pytest.raises(ServiceError, match=message) as refused:
        check(signed(key, **scope), credentials)
    assert refused.value.code == "InvalidSignatureException"


@pytest.mark.parametrize("late", [299, -299])
def test_five_minutes_are_tolerated(credentials: Credentials, key: Credential, late: float) -> None:
    assert check(signed(key), credentials, late)


@pytest.mark.parametrize(
    ("late", "message"),
    [
        (
            301,
            r"^InvalidSignatureException: Signature expired: \S+ is now earlier than \S+ \(\S+ - 5 min\.\)$",
        ),
        (-301, r"Signature not yet current: \S+ is still later than \S+ \(\S+ \+ 5 min\.\)$"),
    ],
)
def test_older_or_newer_is_refused(
    credentials: Credentials, key: Credential, late: float, message: str
) -> None:
    with pytest.raises(ServiceError, match=message):
        check(signed(key), credentials, late)


async def test_expired_credentials(credentials: Credentials, key: Credential, clock: ManualClock) -> None:
    await clock.advance(3600)
    with pytest.raises(ServiceError, match="security token included in the request is expired") as refused:
        check(signed(key), credentials)
    assert refused.value.code == "ExpiredTokenException"

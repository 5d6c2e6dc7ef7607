"""AWS's errors, as each of its clients reports them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from sagemaker_local_domain.tests.browser import Browser, run_code

from .boto3_client import Boto3
from .client import Account, Refused
from .domain import TIME_SCALE, Domain
from .person import Person

HOUR = 3600

#: An account that is refused, made of a good one: error and text.
ACCOUNTS: dict[str, tuple[Callable[[Account], Account], str, str]] = {
    "wrong secret key": (
        lambda good: replace(good, secret_access_key="guessed"),
        "InvalidSignatureException",
        "The request signature we calculated does not match the signature you provided.",
    ),
    "wrong region": (
        lambda good: replace(good, region="eu-west-1"),
        "InvalidSignatureException",
        "Credential should be scoped to a valid region",
    ),
    "unknown key": (
        lambda good: replace(good, access_key_id="ASIAAAAAAAAAAAAAAAAA"),
        "UnrecognizedClientException",
        "The security token included in the request is invalid.",
    ),
    "wrong session token": (
        lambda good: replace(good, session_token="guessed"),
        "UnrecognizedClientException",
        "The security token included in the request is invalid.",
    ),
    "unsigned": (
        lambda good: replace(good, signed=False),
        "MissingAuthenticationTokenException",
        "Missing Authentication Token",
    ),
}


@pytest.fixture(scope="session")
def bens_space(domain: Domain) -> str:
    """A private space that is ben's."""
    ben = Person(domain, Boto3(), domain.account("ben"), "ben")
    ben.create_space("bens-own", "ben")
    ben.wait_for_space("bens-own", "InService")
    return "bens-own"


@pytest.mark.parametrize("why", ACCOUNTS)
def test_nobody_who_cannot_prove_who_it_is(ana: Person, why: str) -> None:
    spoilt, code, text = ACCOUNTS[why]
    nobody = replace(ana, account=spoilt(ana.account))
    with pytest.raises(Refused) as refused:
        nobody.list("ListSpaces", DomainIdEquals=ana.domain.domain_id)
    assert refused.value.code == code
    assert refused.value.message.startswith(text)


@pytest.fixture(scope="session")
def expired(domain: Domain) -> Account:
    """What a space's programs were given an hour ago."""
    chen = Person(domain, Boto3(), domain.account("chen"), "chen")
    chen.create_space("an-hour-ago", "chen")
    chen.wait_for_space("an-hour-ago", "InService")
    chen.run("an-hour-ago")
    address = chen.presigned("an-hour-ago")
    code = (
        "import json, botocore.session\n"
        "print(json.dumps(botocore.session.get_session().get_credentials().get_frozen_credentials()))"
    )

    async def printed() -> str:
        async with Browser() as browser:
            page = await browser.follow(address)
            return await run_code(browser, str(page.url.with_path("/jupyterlab/default")), code)

    key, secret, token, *_ = json.loads(asyncio.run(printed()))
    domain.control("clock", {"advance_s": HOUR * TIME_SCALE})
    return domain.account_with({"access_key_id": key, "secret_access_key": secret, "session_token": token})


def test_an_expired_token(ana: Person, expired: Account) -> None:
    late = replace(ana, account=expired)
    with pytest.raises(Refused) as refused:
        late.list("ListSpaces", DomainIdEquals=ana.domain.domain_id)
    assert refused.value.code == "ExpiredTokenException"
    assert refused.value.message == "The security token included in the request is expired"


def test_somebody_elses_space(ana: Person, bens_space: str) -> None:
    changes = {
        "CreateApp": ana.app(bens_space),
        "UpdateSpace": ana.space(bens_space) | {"SpaceDisplayName": "Mine"},
        "DeleteSpace": ana.space(bens_space),
    }
    for operation, members in changes.items():
        with pytest.raises(Refused) as refused:
            ana.call(operation, **members)
        assert refused.value.code == "AccessDeniedException"
        assert f"is not authorized to perform: sagemaker:{operation} on" in refused.value.message


def test_a_space_that_is_not_there(ana: Person) -> None:
    with pytest.raises(Refused, match=r"ResourceNotFound: Space .* does not exist"):
        ana.call("DescribeSpace", **ana.space("nowhere"))


def test_input_that_the_model_does_not_allow(ana: Person) -> None:
    with pytest.raises(Refused) as refused:
        ana.call("CreateSpace", **ana.space("-"))
    assert refused.value.code == "ValidationException"
    assert refused.value.message.startswith(
        "1 validation error detected: Value '-' at 'spaceName' failed to satisfy constraint: "
        "Member must satisfy regular expression pattern: "
    )


def test_the_type_of_a_space_in_an_update(administrator: Person, bens_space: str) -> None:
    with pytest.raises(Refused, match="ValidationException: Updating AppType for Space is not supported"):
        administrator.call(
            "UpdateSpace", **administrator.space(bens_space), SpaceSettings={"AppType": "JupyterLab"}
        )


def test_an_operation_that_the_domain_does_not_have(ana: Person) -> None:
    with pytest.raises(Refused, match="UnknownOperationException"):
        ana.list("ListModels")

"""Access as clients meet it: boto3 with the credentials of people, spaces and administrators."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from sagemaker_local_domain.access import load_policy
from sagemaker_local_domain.lifecycle import APP_START, SPACE_CREATION
from sagemaker_local_domain.model import Principal, ServiceError
from sagemaker_local_domain.seed import DOMAIN_ID
from sagemaker_local_domain.service import LocalService, build_service
from sagemaker_local_domain.store import Store

from .conftest import Caller, FakePresigner, FakeRunner, ManualClock, boto_client
from .flows import APP, SPACE, made_space, space_input

Call = Callable[..., Awaitable[Any]]
HERE = "arn:aws:sagemaker:us-east-1:123456789012"


@pytest.fixture
def call(endpoint: str, service: LocalService) -> Call:
    """``await call(principal, "list_spaces", ...)`` by boto3."""

    async def call(principal: Principal, method: str, **members: Any) -> Any:
        credential = service.credentials.issue(principal, 3600)
        client = await asyncio.to_thread(boto_client, endpoint, credential)
        try:
            return await asyncio.to_thread(functools.partial(getattr(client, method), **members))
        finally:
            client.close()

    return call


async def denied(awaitable: Awaitable[Any]) -> str:
    """The message of a refusal, as boto3 passes it on."""
    with pytest.raises(ClientError) as refused:
        await awaitable
    answer = refused.value.response
    assert answer["Error"]["Code"] == "AccessDeniedException"
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 400
    return str(answer["Error"]["Message"])


async def test_somebody_elses_private_space_is_out_of_reach(
    call: Call, api: Caller, clock: ManualClock
) -> None:
    await made_space(api, clock)
    ben = Principal(user="ben")
    assert await denied(call(ben, "create_app", **APP)) == (
        "User: arn:aws:sts::123456789012:assumed-role/AmazonSageMaker-ExecutionRole-ben/SageMaker is not "
        f"authorized to perform: sagemaker:CreateApp on resource: {HERE}:app/{DOMAIN_ID}/lab/JupyterLab/"
        "default because no identity-based policy allows the sagemaker:CreateApp action"
    )
    assert "sagemaker:DeleteSpace on" in await denied(call(ben, "delete_space", **SPACE))
    assert (await call(ben, "describe_space", **SPACE))["Status"] == "InService"
    assert await call(Principal(user="ana"), "create_app", **APP)
    assert "sagemaker:DeleteApp on" in await denied(call(ben, "delete_app", **APP))


async def test_a_shared_space_runs_and_stops_shared_ones_itself_among_them_and_no_private_one(
    call: Call, api: Caller, clock: ManualClock
) -> None:
    await made_space(api, clock, name="team", sharing="Shared")
    await made_space(api, clock, name="other", sharing="Shared", owner="ben")
    await made_space(api, clock, name="lab")
    role = Principal(space="team")
    for name in ("team", "other"):
        await call(role, "create_app", **APP | {"SpaceName": name})
    await clock.advance(APP_START)
    for name in ("team", "other"):
        await call(role, "delete_app", **APP | {"SpaceName": name})
    message = await denied(call(role, "create_app", **APP))
    assert message.startswith(
        "User: arn:aws:sts::123456789012:assumed-role/AmazonSageMaker-ExecutionRole-spaces/SageMaker is not"
    )
    # Its session names nobody, so it is not the owner of the space that it is in, either.
    changed = {"DomainId": DOMAIN_ID, "SpaceName": "team", "SpaceDisplayName": "Team"}
    assert "sagemaker:UpdateSpace on" in await denied(call(role, "update_space", **changed))
    assert await call(Principal(user="ana"), "update_space", **changed)


async def test_a_private_space_does_what_its_owner_may(call: Call, api: Caller, clock: ManualClock) -> None:
    await made_space(api, clock)
    role = Principal(space="lab")
    await call(role, "create_app", **APP)
    await call(role, "delete_app", **APP)
    await call(role, "create_space", **space_input("second"))
    await clock.advance(SPACE_CREATION)
    await call(role, "delete_space", DomainId=DOMAIN_ID, SpaceName="second")
    assert "sagemaker:CreateSpace" in await denied(
        call(role, "create_space", **space_input("third", owner="ben"))
    )


async def test_domain_and_profiles_are_an_administrators(call: Call) -> None:
    ana, admin = Principal(user="ana"), Principal(admin=True)
    dora = {"DomainId": DOMAIN_ID, "UserProfileName": "dora"}
    assert f"sagemaker:CreateUserProfile on resource: {HERE}:user-profile/{DOMAIN_ID}/dora because" in (
        await denied(call(ana, "create_user_profile", **dora))
    )
    assert "sagemaker:UpdateDomain" in await denied(call(ana, "update_domain", DomainId=DOMAIN_ID))
    assert await call(admin, "create_user_profile", **dora)
    assert await call(admin, "update_domain", DomainId=DOMAIN_ID, TagPropagation="ENABLED")


async def test_permission_comes_after_the_operation_and_before_the_input(call: Call) -> None:
    ana = Principal(user="ana")
    with pytest.raises(ClientError, match="UnknownOperationException"):
        await call(ana, "create_domain")
    assert f"{HERE}:domain/ because" in await denied(call(ana, "update_domain"))
    assert f"{HERE}:domain/not/one because" in await denied(call(ana, "update_domain", DomainId="not/one"))
    with pytest.raises(ClientError, match=r"ValidationException.*at 'domainId'"):
        await call(Principal(admin=True), "update_domain")


async def test_what_does_not_exist_has_no_owner_and_is_not_found(call: Call) -> None:
    with pytest.raises(ClientError, match="ResourceNotFound"):
        await call(Principal(user="ana"), "delete_space", **SPACE)


async def test_refused_calls_change_nothing(call: Call, store: Store) -> None:
    await denied(call(Principal(user="ana"), "create_space", **space_input(owner="ben")))
    assert not list(store.spaces.find())


async def test_an_explicit_deny_is_named(store: Store, clock: ManualClock, tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    file.write_text(
        """{"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Action": "*", "Resource": "*"},
            {"Effect": "Deny", "Action": "sagemaker:List*", "Resource": "*"}
        ]}"""
    )
    service = build_service(store, clock, FakeRunner(), FakePresigner(), policy=load_policy(str(file)))
    user = "User: arn:aws:sts::123456789012:assumed-role/AmazonSageMaker-ExecutionRole-ana/SageMaker"
    api = Caller(service, Principal(user="ana"))
    for operation, on in (
        ("ListSpaces", f" on resource: {HERE}:space/*"),
        ("ListDomains", f" on resource: {HERE}:domain/*"),
        ("ListEndpoints", ""),
    ):
        with pytest.raises(ServiceError) as refused:
            await getattr(api, operation)()
        assert refused.value.message == (
            f"{user} is not authorized to perform: sagemaker:{operation}{on} "
            "with an explicit deny in an identity-based policy"
        )
    assert await Caller(service).ListSpaces() == {"Spaces": []}  # administrators have their own policy
    assert await api.DescribeDomain(DomainId=DOMAIN_ID)
    await service.stop()

"""UpdateDomain."""

from __future__ import annotations

import pytest

from sagemaker_local_domain.lifecycle import DOMAIN_UPDATE
from sagemaker_local_domain.model import Json, ServiceError
from sagemaker_local_domain.seed import DOMAIN_ID

from .conftest import Caller, ManualClock
from .flows import running_app

DOMAIN = {"DomainId": DOMAIN_ID}


async def test_it_merges(api: Caller, clock: ManualClock) -> None:
    before = await api.DescribeDomain(**DOMAIN)
    await api.UpdateDomain(
        **DOMAIN,
        DefaultUserSettings={"StudioWebPortal": "DISABLED"},
        DomainSettingsForUpdate={"DockerSettings": {"EnableDockerAccess": "ENABLED"}},
        TagPropagation="ENABLED",
    )
    assert (await api.DescribeDomain(**DOMAIN))["Status"] == "Updating"
    with pytest.raises(ServiceError, match=r"ResourceInUse: Domain \[.*\] is \[Updating\]"):
        await api.UpdateDomain(**DOMAIN, TagPropagation="DISABLED")
    await clock.advance(DOMAIN_UPDATE)
    after = await api.DescribeDomain(**DOMAIN)
    assert after["Status"] == "InService"
    assert after["DefaultUserSettings"] == before["DefaultUserSettings"] | {"StudioWebPortal": "DISABLED"}
    assert after["DomainSettings"] == before["DomainSettings"] | {
        "DockerSettings": {"EnableDockerAccess": "ENABLED"}
    }
    assert after["TagPropagation"] == "ENABLED"


@pytest.mark.parametrize(
    "change",
    [
        {"SubnetIds": ["subnet-0fedcba9876543210"]},
        {"DomainSettingsForUpdate": {"ExecutionRoleIdentityConfig": "DISABLED"}},
    ],
)
async def test_what_needs_a_domain_without_apps(api: Caller, clock: ManualClock, change: Json) -> None:
    await running_app(api, clock)
    with pytest.raises(ServiceError, match=r"^ResourceInUse: Domain .* has apps"):
        await api.UpdateDomain(**DOMAIN, **change)
    await api.UpdateDomain(**DOMAIN, TagPropagation="ENABLED")

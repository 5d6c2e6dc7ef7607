"""CreatePresignedDomainUrl: for whom, onto what."""

from __future__ import annotations

import pytest

from sagemaker_local_domain.model import Json, ServiceError
from sagemaker_local_domain.seed import DOMAIN_ID

from .conftest import Caller, ManualClock
from .flows import APP, SPACE, made_space, running_app


async def test_lifetimes_and_landing_reach_the_door(api: Caller, clock: ManualClock) -> None:
    await running_app(api, clock)
    answer = await api.CreatePresignedDomainUrl(
        **SPACE,
        UserProfileName="ana",
        LandingUri="app:JupyterLab:lab/tree/a.ipynb",
        ExpiresInSeconds=5,
        SessionExpirationDurationInSeconds=1800,
    )
    assert answer["AuthorizedUrl"] == (
        "http://door/ana/lab?landing=app:JupyterLab:lab/tree/a.ipynb&valid=5&session=1800"
    )


async def test_onto_studio_without_a_space(api: Caller) -> None:
    answer = await api.CreatePresignedDomainUrl(DomainId=DOMAIN_ID, UserProfileName="ben")
    assert answer["AuthorizedUrl"].startswith("http://door/ben/None?")


async def test_a_private_space_opens_for_its_owner_only(api: Caller, clock: ManualClock) -> None:
    await running_app(api, clock)
    with pytest.raises(ServiceError, match=r"AccessDeniedException: UserProfile \[ben\] is not the owner"):
        await api.CreatePresignedDomainUrl(**SPACE, UserProfileName="ben")


async def test_a_shared_space_opens_for_everybody(api: Caller, clock: ManualClock) -> None:
    await running_app(api, clock, sharing="Shared")
    assert await api.CreatePresignedDomainUrl(**SPACE, UserProfileName="ben")


async def test_only_a_running_app_opens(api: Caller, clock: ManualClock) -> None:
    await made_space(api, clock)
    for step in ("no app", "pending"):
        with pytest.raises(ServiceError, match="ResourceNotFound: A running App"):
            await api.CreatePresignedDomainUrl(**SPACE, UserProfileName="ana")
        if step == "no app":
            await api.CreateApp(**APP)
    # The space's page in Studio needs none.
    assert await api.CreatePresignedDomainUrl(
        **SPACE, UserProfileName="ana", LandingUri="studio::jupyterlab/lab"
    )


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({"UserProfileName": "dora"}, "ResourceNotFound: UserProfile"),
        ({"SpaceName": "nowhere"}, "ResourceNotFound: Space"),
        ({"LandingUri": "https://elsewhere.example"}, "LandingUri .* must start with"),
        ({"LandingUri": "app:JupyterLab:"}, "needs a SpaceName"),
        ({"ExpiresInSeconds": 301}, "'expiresInSeconds' failed"),
    ],
)
async def test_refused(api: Caller, members: Json, message: str) -> None:
    with pytest.raises(ServiceError, match=message):
        await api.CreatePresignedDomainUrl(**{"DomainId": DOMAIN_ID, "UserProfileName": "ana"} | members)

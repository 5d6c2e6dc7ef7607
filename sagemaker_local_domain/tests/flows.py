"""Steps that several tests start from."""

from __future__ import annotations

from typing import Any

from sagemaker_local_domain.images import DEFAULT_IMAGE_ARN
from sagemaker_local_domain.lifecycle import APP_START
from sagemaker_local_domain.model import Json
from sagemaker_local_domain.operations.spaces import STORAGE_CREATION
from sagemaker_local_domain.seed import DOMAIN_ID

from .conftest import Caller, ManualClock

#: The members that name an app of the space ``lab``.
APP: Json = {"DomainId": DOMAIN_ID, "SpaceName": "lab", "AppType": "JupyterLab", "AppName": "default"}
SPACE: Json = {"DomainId": DOMAIN_ID, "SpaceName": "lab"}


def space_input(name: str = "lab", sharing: str = "Private", owner: str = "ana", **settings: Any) -> Json:
    """CreateSpace's input for a JupyterLab space that has an image."""
    return {
        "DomainId": DOMAIN_ID,
        "SpaceName": name,
        "SpaceSharingSettings": {"SharingType": sharing},
        "OwnershipSettings": {"OwnerUserProfileName": owner},
        "SpaceSettings": {
            "AppType": "JupyterLab",
            "JupyterLabAppSettings": {"DefaultResourceSpec": {"SageMakerImageArn": DEFAULT_IMAGE_ARN}},
            **settings,
        },
    }


async def made_space(api: Caller, clock: ManualClock, **input_: Any) -> None:
    """A space that is InService, with a volume that is Available."""
    await api.CreateSpace(**space_input(**input_))
    await clock.advance(STORAGE_CREATION)


async def running_app(api: Caller, clock: ManualClock, **input_: Any) -> None:
    """A space whose app is InService."""
    await made_space(api, clock, **input_)
    await api.CreateApp(**APP)
    await clock.advance(APP_START)

"""What the parts of the local domain say to each other: app specs, app runner, presigner, service errors.

The API side (``service``, ``store``, ``lifecycle``) knows what a space and an app are; the machine side
(``processes``, ``door``, ``sessions``) knows how one runs and how a browser reaches it. They meet here only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

#: JSON object of an API request or answer.
Json = dict[str, Any]


@dataclass(frozen=True)
class Principal:
    """Who signed a call: a person (``user``), the execution role of a space (``space``), or an
    administrator of the account (``admin``).
    """

    user: str | None = None
    space: str | None = None
    admin: bool = False


@dataclass(frozen=True)
class AppSpec:
    """All that the machine side needs to run one app.

    ``app_id`` is unique for each CreateApp (a space that is stopped and run again has another one);
    ``sharing`` is ``Private`` or ``Shared``; ``volume_gb`` the size of the EBS volume in GB;
    ``image`` the name of the SageMaker image (``sagemaker-distribution-cpu``), ``image_version`` its alias,
    ``python`` the interpreter that the image is, None for the one that runs the domain;
    without ``process`` the app's state is kept, but nothing is run for it.
    """

    app_id: str
    domain_id: str
    space: str
    app_type: str
    sharing: str
    owner: str | None
    instance_type: str
    image: str
    image_version: str
    python: str | None
    volume_gb: int
    arn: str
    execution_role: str
    process: bool


class AppFailed(Exception):
    """An app did not start or died; the text becomes its FailureReason."""


class VolumeLeft(Exception):
    """A volume could not be destroyed; the text becomes its space's FailureReason."""


class ActivityUnknown(Exception):
    """Whether an app is in use cannot be told; the text says why."""


class AppRunner(Protocol):
    """Runs the processes of apps. All methods are idempotent for one ``app_id``.

    For one space ``start``, ``stop`` and ``delete_volume`` are called one after the other, never at once.
    """

    async def start(self, app: AppSpec) -> None:
        """Start it and return once it answers HTTP. Raises AppFailed.

        Is cancelled when the app is deleted while it starts; ``stop`` of the same app follows.
        """

    async def stop(self, app: AppSpec) -> None:
        """End it and return once none of its processes is left."""

    async def delete_volume(self, space: str) -> None:
        """Destroy the home volume of a deleted space. Nothing to do when it never had one.

        Raises VolumeLeft.
        """

    async def last_active(self, app_id: str) -> float | None:
        """When somebody last used a kernel or a terminal of it, wall clock; None when it has no process.

        Raises ActivityUnknown.
        """

    def kill(self, space: str) -> bool:
        """Kill what runs in a space as if it had died by itself; False when nothing does."""

    def on_exit(self, callback: Callable[[str, str], None]) -> None:
        """Have ``callback(app_id, reason)`` called when a started app dies by itself."""


class Presigner(Protocol):
    """Makes the address that CreatePresignedDomainUrl returns."""

    def presign(self, user: str, space: str | None, landing: str | None, valid_s: int, session_s: int) -> str:
        """A one-time address; ``valid_s`` until it must be used, ``session_s`` the session that it opens.

        Both in real seconds, whatever the clock's scale: they are for people.
        """

    def space_url(self, space: str) -> str:
        """DescribeSpace's Url: lands on the space for whoever is signed in."""

    def domain_url(self) -> str:
        """DescribeDomain's Url: the Studio page."""


class ServiceError(Exception):
    """An error as AWS answers it: its type name, its text and its HTTP status."""

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.status = status


class Service(Protocol):
    """The SageMaker API, called from inside (the Studio page) or by the wire."""

    async def call(self, operation: str, params: Mapping[str, Any], principal: Principal) -> Json:
        """Run one operation, as ``boto3`` names it and its members. Raises ServiceError."""

"""Somebody who works with one client in the domain."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import Any

from yarl import URL

from sagemaker_local_domain.tests.browser import NAVIGATION, Answer, Browser

from .client import LIMIT, Account, Client, Json, Refused
from .domain import Domain


@dataclass(frozen=True)
class Person:
    """A client, whose account it uses, and the calls that flows are made of."""

    domain: Domain
    client: Client
    account: Account
    user: str = ""

    def call(self, operation: str, **members: Any) -> Json:
        """One call."""
        return self.client.call(self.account, operation, members)

    def list(self, operation: str, page_size: int = 1, **members: Any) -> list[Json]:
        """A whole list."""
        return self.client.list(self.account, operation, members, page_size)

    def space(self, name: str) -> Json:
        """The members that name a space."""
        return {"DomainId": self.domain.domain_id, "SpaceName": name}

    def app(self, name: str) -> Json:
        """The members that name the app of a space."""
        return {**self.space(name), "AppType": "JupyterLab", "AppName": "default"}

    def create_space(self, name: str, owner: str, sharing: str = "Private", **members: Any) -> None:
        """A JupyterLab space; it is Pending first."""
        self.call(
            "CreateSpace",
            **self.space(name),
            OwnershipSettings={"OwnerUserProfileName": owner},
            SpaceSharingSettings={"SharingType": sharing},
            SpaceSettings={
                "AppType": "JupyterLab",
                "JupyterLabAppSettings": {
                    "DefaultResourceSpec": {
                        "InstanceType": "ml.t3.medium",
                        "SageMakerImageArn": self.domain.image_arn,
                    }
                },
            },
            **members,
        )

    def wait_for_space(self, name: str, status: str | None) -> None:
        """Until a space has a status, or for None is gone."""
        self.client.wait(self.account, "DescribeSpace", self.space(name), status)

    def wait_for_app(self, name: str, status: str | None) -> None:
        """Until a space's app has a status, or for None is Deleted."""
        self.client.wait(self.account, "DescribeApp", self.app(name), status)

    def run(self, name: str) -> int:
        """A space's app, once it is InService; again and again while AWS has no storage for it, as clients
        must. How often that was.
        """
        limit = time.monotonic() + LIMIT
        refusals = 0
        while True:
            try:
                self.call("CreateApp", **self.app(name))
                break
            except Refused as refused:
                if "storage is not in Available status" not in refused.message:
                    raise
            assert time.monotonic() < limit
            refusals += 1
            time.sleep(0.1)
        self.wait_for_app(name, "InService")
        return refusals

    def presigned(self, name: str) -> str:
        """A one-time address of a space."""
        answer = self.call("CreatePresignedDomainUrl", **self.space(name), UserProfileName=self.user)
        return str(answer["AuthorizedUrl"])

    def visit(self, name: str) -> tuple[Answer, Answer]:
        """What a presigned address leads to: its own answer, and the page behind it."""

        async def visited() -> tuple[Answer, Answer]:
            async with Browser() as browser:
                door = await browser.send("GET", address, NAVIGATION)
                return door, await browser.follow(str(door.url.join(URL(door.headers["Location"]))))

        address = self.presigned(name)
        return asyncio.run(visited())

"""Which reads the role may make: each tried once, and nothing changed."""

from __future__ import annotations

import asyncio
from dataclasses import asdict, dataclass
from typing import Any, Literal

from ..aws.client import Aws
from ..aws.failures import CallFailed, is_not_found
from ..here import Here

Json = dict[str, Any]
#: ``untried``: there is nothing to try it on.
State = Literal["allowed", "denied", "failed", "untried"]
#: Types by which AWS says that the role may not.
_DENIALS = {"AccessDeniedException", "AccessDenied", "UnauthorizedOperation"}
#: What the panel cannot do without.
NEEDED = frozenset({"ListSpaces", "ListApps", "DescribeSpace", "DescribeApp"})


@dataclass(frozen=True)
class Tried:
    """What came of one operation. ``text``: what AWS said, where it did not answer."""

    operation: str
    state: State
    text: str | None = None

    def public(self) -> Json:
        """As JSON has it."""
        return asdict(self)


async def try_reads(aws: Aws, domain_id: str, here: Here) -> tuple[list[Tried], dict[str, Json]]:
    """All reads of the extension, and the answers of those that were allowed, by operation. What is described
    is this space and its app; elsewhere the first space, profile and image that are listed.
    """
    answers: dict[str, Json] = {}
    tried: dict[str, Tried] = {}

    async def read(operation: str, params: Json | None) -> None:
        if params is None:
            tried[operation] = Tried(operation, "untried")
            return
        try:
            answers[operation] = (await aws.call(operation, params)).data
            tried[operation] = Tried(operation, "allowed")
        except CallFailed as failure:
            tried[operation] = _of(operation, failure)

    of_domain = {"DomainIdEquals": domain_id, "MaxResults": 1}
    lists: dict[str, Json] = {
        "ListSpaces": of_domain,
        "ListApps": of_domain,
        "ListUserProfiles": of_domain,
        "ListImages": {"MaxResults": 1},
        "ListStudioLifecycleConfigs": {"MaxResults": 1},
        "ListEndpoints": {"MaxResults": 1},
        "ListNotebookInstances": {"MaxResults": 1},
        "ListTrainingJobs": {"MaxResults": 1},
        "ListProcessingJobs": {"MaxResults": 1},
        "ListTransformJobs": {"MaxResults": 1},
    }
    await asyncio.gather(*(read(operation, params) for operation, params in lists.items()))
    space = here.space or _first(answers, "ListSpaces", "Spaces", "SpaceName")
    profile = _first(answers, "ListUserProfiles", "UserProfiles", "UserProfileName")
    image = _first(answers, "ListImages", "Images", "ImageName")
    in_domain = {"DomainId": domain_id}
    describing: dict[str, Json | None] = {
        "DescribeDomain": in_domain,
        "DescribeSpace": {**in_domain, "SpaceName": space} if space else None,
        "DescribeApp": {
            **in_domain,
            "SpaceName": space,
            "AppType": here.app_type or "JupyterLab",
            "AppName": "default",
        }
        if space
        else None,
        "DescribeUserProfile": {**in_domain, "UserProfileName": profile} if profile else None,
        "ListImageVersions": {"ImageName": image, "MaxResults": 1} if image else None,
    }
    await asyncio.gather(*(read(operation, params) for operation, params in describing.items()))
    return [tried[operation] for operation in sorted(tried)], answers


def _of(operation: str, failure: CallFailed) -> Tried:
    if is_not_found(failure):
        return Tried(operation, "allowed")  # AWS looked
    state: State = "denied" if failure.type in _DENIALS else "failed"
    return Tried(operation, state, f"{failure.type}: {failure}")


def _first(answers: dict[str, Json], operation: str, items: str, name: str) -> str | None:
    return next((item[name] for item in answers.get(operation, {}).get(items, ())), None)

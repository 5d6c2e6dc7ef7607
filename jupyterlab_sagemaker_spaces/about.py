"""What is shown of the place in which this server runs, beside what decisions rest on (``here.py``). Pure.

Each value knows its source:

- user profile and execution role: the metadata file. It names a profile in private apps of Studio Classic
  only;
- account: the ARN of the app, else that of the role;
- image: its address by ``SAGEMAKER_INTERNAL_IMAGE_URI``; its version by the metadata file (often empty
  there), else by ``IMAGE_VERSION``, which is what the image says of itself;
- project: the metadata file, in SageMaker Unified Studio.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .here import (
    ACCOUNT,
    Found,
    Here,
    Source,
    additional,
    first,
    part_of_arn,
    sources_of,
    text_of,
    value_of,
)


@dataclass(frozen=True)
class Project:
    """A project of SageMaker Unified Studio: its id, and those of its domain and the domain's region, as its
    spaces are told them. Each may be missing.
    """

    id: str | None
    domain_id: str | None
    region: str | None


@dataclass(frozen=True)
class About:
    """``trouble`` says why the metadata file is of no use, where it is there."""

    user_profile: str | None = None
    execution_role: str | None = None
    account_id: str | None = None
    image_uri: str | None = None
    image_version: str | None = None
    project: Project | None = None
    trouble: str | None = None
    sources: Mapping[str, Source] = field(default_factory=dict)

    def public(self) -> dict[str, Any]:
        """As the front end gets it; sources apart."""
        return {
            "user_profile": self.user_profile,
            "execution_role": self.execution_role,
            "account_id": self.account_id,
            "image": {"uri": self.image_uri, "version": self.image_version},
            "project": self.project and vars(self.project),
            "trouble": self.trouble,
        }


def find_about(here: Here, metadata: Mapping[str, Any] | None, environ: Mapping[str, str]) -> About:
    """Read it, for a server in Studio. Outside, the environment may say anything, and nothing is known."""
    if metadata is None or here.place == "outside":
        return About()
    role = text_of(metadata, "ExecutionRoleArn")
    found: dict[str, Found] = {
        "user_profile": first((text_of(metadata, "UserProfileName"), "metadata")),
        "execution_role": first((role, "metadata")),
        "account_id": first(
            (part_of_arn(text_of(metadata, "ResourceArn"), ACCOUNT), "app-arn"),
            (part_of_arn(role, ACCOUNT), "role-arn"),
        ),
        "image_uri": first((environ.get("SAGEMAKER_INTERNAL_IMAGE_URI"), "env:SAGEMAKER_INTERNAL_IMAGE_URI")),
        "image_version": first(
            (text_of(metadata, "AppImageVersion"), "metadata"),
            (environ.get("IMAGE_VERSION"), "env:IMAGE_VERSION"),
        ),
    }
    project = _project(additional(metadata)) if here.place == "unified-studio" else None
    sources = sources_of(found)
    if project:
        sources["project"] = "metadata"
    values = {name: value_of(pair) for name, pair in found.items()}
    return About(**values, project=project, sources=sources)


def _project(told: Mapping[str, Any]) -> Project:
    return Project(
        text_of(told, "DataZoneProjectId"),
        text_of(told, "DataZoneDomainId"),
        text_of(told, "DataZoneDomainRegion"),
    )

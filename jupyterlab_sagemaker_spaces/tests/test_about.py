"""What is shown of the place, and where it is from."""

from __future__ import annotations

from typing import Any

import pytest

from jupyterlab_sagemaker_spaces.about import About, Project, find_about
from jupyterlab_sagemaker_spaces.here import find_here

ROLE = "arn:aws:iam::210987654321:role/service-role/spaces"
SPACE = {
    "AppType": "JupyterLab",
    "DomainId": "d-1",
    "SpaceName": "team",
    "ExecutionRoleArn": ROLE,
    "ResourceArn": "arn:aws:sagemaker:eu-west-1:123456789012:app/d-1/team/JupyterLab/default",
    "AppImageVersion": "",
}
IMAGE = {"SAGEMAKER_INTERNAL_IMAGE_URI": "1.dkr.ecr.example/lab:4", "IMAGE_VERSION": "4.4.0"}
PROJECT = {
    "DataZoneScopeName": "dev",
    "DataZoneProjectId": "p-1",
    "DataZoneDomainId": "dzd-1",
    "DataZoneDomainRegion": "eu-west-1",
    "DataZoneUserId": "u-1",
}


def about(metadata: Any, environ: Any = None) -> About:
    environ = environ or {}
    return find_about(find_here(metadata, environ), metadata, environ)


def test_a_space_with_all_that_studio_tells() -> None:
    assert about(SPACE, IMAGE) == About(
        user_profile=None,
        execution_role=ROLE,
        account_id="123456789012",
        image_uri="1.dkr.ecr.example/lab:4",
        image_version="4.4.0",
        project=None,
        trouble=None,
        sources={
            "execution_role": "metadata",
            "account_id": "app-arn",
            "image_uri": "env:SAGEMAKER_INTERNAL_IMAGE_URI",
            "image_version": "env:IMAGE_VERSION",
        },
    )


def test_what_studio_wrote_of_the_image_comes_before_what_the_image_says() -> None:
    found = about(SPACE | {"AppImageVersion": "7"}, IMAGE)
    assert (found.image_version, found.sources["image_version"]) == ("7", "metadata")


def test_the_roles_account_where_the_app_has_no_arn() -> None:
    found = about({**SPACE, "ResourceArn": None})
    assert (found.account_id, found.sources["account_id"]) == ("210987654321", "role-arn")


def test_a_private_app_of_studio_classic_names_its_person() -> None:
    found = about({"AppType": "JupyterServer", "DomainId": "d-1", "UserProfileName": "ana"})
    assert (found.user_profile, found.sources["user_profile"]) == ("ana", "metadata")


@pytest.mark.parametrize(
    ("told", "project"),
    [
        (PROJECT, Project("p-1", "dzd-1", "eu-west-1")),
        ({"DataZoneScopeName": "dev"}, Project(None, None, None)),
        ({name: PROJECT[name] for name in PROJECT if name != "DataZoneScopeName"}, None),
    ],
)
def test_a_project_of_unified_studio(told: Any, project: Project | None) -> None:
    found = about(SPACE | {"AdditionalMetadata": told})
    assert found.project == project
    assert found.sources.get("project") == ("metadata" if project else None)
    # The person's id there is nobody's business.
    assert "u-1" not in str(found.public())


@pytest.mark.parametrize("metadata", [None, {}, {"ExecutionRoleArn": ROLE}])
def test_outside_studio_the_environment_says_nothing(metadata: Any) -> None:
    assert about(metadata, IMAGE) == About()

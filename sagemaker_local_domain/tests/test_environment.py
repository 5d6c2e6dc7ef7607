from __future__ import annotations

import json
from pathlib import Path

import pytest

from sagemaker_local_domain.model import AppSpec
from sagemaker_local_domain.processes.environment import (
    Surroundings,
    app_environment,
    jupyterlab_command,
    metadata,
)

AROUND = Surroundings(
    home=Path("/domain/volumes/churn-team"),
    runtime=Path("/tmp/run"),
    endpoint_url="http://127.0.0.1:8890",
    metadata_file=Path("/domain/apps/1/resource-metadata.json"),
    secret_file=Path("/domain/apps/1/secret"),
    credentials_token="token",
    marker="here/1",
)


def spec(sharing: str = "Shared") -> AppSpec:
    return AppSpec(
        app_id="1",
        domain_id="d-1",
        space="churn-team",
        app_type="JupyterLab",
        sharing=sharing,
        owner="ana",
        instance_type="ml.t3.medium",
        image="sagemaker-distribution-cpu",
        image_version="4.4.0",
        python=None,
        volume_gb=5,
        arn="arn:app",
        process=True,
        execution_role="arn:role",
    )


def test_nothing_of_the_hosts_gets_in_that_is_not_on_the_list() -> None:
    host = {
        "AWS_PROFILE": "x",
        "AWS_ACCESS_KEY_ID": "x",
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "x",
        "JUPYTER_TOKEN": "x",
        "PYTHONPATH": "x",
        "HOME": "/root",
        "PATH": "/host/bin",
        "LANG": "de_DE.UTF-8",
    }
    made = app_environment(spec(), AROUND, host)
    assert made["LANG"] == "de_DE.UTF-8"
    assert made["HOME"] == "/domain/volumes/churn-team"
    assert "/host/bin" not in made["PATH"]
    assert not {"AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"} & set(made)
    assert not {"JUPYTER_TOKEN", "PYTHONPATH"} & set(made)


def test_the_environment_says_which_image_it_is() -> None:
    made = app_environment(spec(), AROUND, {})
    assert made["IMAGE_VERSION"] == "4.4.0"
    assert made["SAGEMAKER_INTERNAL_IMAGE_URI"].endswith("/sagemaker-distribution-cpu:4.4.0")


def test_everything_that_a_person_keeps_is_on_the_volume() -> None:
    made = app_environment(spec(), AROUND, {})
    kept = [
        name
        for name in made
        if name.startswith(("XDG_", "IPYTHON", "JUPYTER_"))
        and name not in ("JUPYTER_CONFIG_PATH", "JUPYTER_RUNTIME_DIR")
    ]
    assert len(kept) == 7
    assert all(made[name].startswith("/domain/volumes/churn-team/.") for name in kept)


@pytest.mark.parametrize(("sharing", "folders"), [("Shared", ["image"]), ("Private", ["private", "image"])])
def test_sharing_chooses_jupyters_settings(sharing: str, folders: list[str]) -> None:
    made = app_environment(spec(sharing), AROUND, {})
    assert made["SAGEMAKER_SPACE_TYPE_LOWERCASE"] == sharing.lower()
    paths = [Path(path) for path in made["JUPYTER_CONFIG_PATH"].split(":")]
    assert [path.name for path in paths] == folders
    assert all(path.is_dir() for path in paths)


@pytest.mark.parametrize(
    ("sharing", "can", "collaborative"),
    [("Shared", True, True), ("Shared", False, False), ("Private", True, False), ("Private", False, False)],
)
def test_a_shared_space_is_collaborative_where_its_image_can_be(
    sharing: str, can: bool, collaborative: bool
) -> None:
    command = jupyterlab_command(
        spec(sharing), AROUND.home, Path("/socket"), as_root=False, can_collaborate=can
    )
    assert ("--collaborative" in command) == collaborative
    assert "--allow-root" not in command


def test_the_metadata_file_says_where_the_app_is_but_not_for_whom() -> None:
    said = json.loads(metadata(spec()))
    assert said["SpaceName"] == "churn-team"
    assert said["ResourceArn"] == "arn:app"
    assert said["ExecutionRoleArn"] == "arn:role"
    assert "UserProfileName" not in said

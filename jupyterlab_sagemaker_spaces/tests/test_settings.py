"""From choices to the members of CreateSpace and UpdateSpace, and back."""

from __future__ import annotations

from typing import Any

import pytest

from jupyterlab_sagemaker_spaces.jobs.request import Creation
from jupyterlab_sagemaker_spaces.jobs.settings import (
    create_params,
    create_settings,
    difference,
    holds,
    kept_alias,
    named,
    needs_stop,
    new_spec,
    undo,
)
from jupyterlab_sagemaker_spaces.jobs.shapes import Space

from .cloud import IMAGE, merged

GPU = IMAGE.replace("-cpu", "-gpu")
SCRIPT = "arn:aws:sagemaker:us-east-1:123456789012:studio-lifecycle-config/git-identity"
VERSION = "arn:aws:sagemaker:us-east-1:885854791233:image-version/sagemaker-distribution-cpu/3"
Json = dict[str, Any]


def space(spec: Json | None = None, idle: int | None = None, **more: Any) -> Space:
    app: Json = {"DefaultResourceSpec": spec} if spec else {}
    if idle:
        app["AppLifecycleManagement"] = {"IdleSettings": {"IdleTimeoutInMinutes": idle}}
    settings = {
        "AppType": "JupyterLab",
        "JupyterLabAppSettings": app,
        "SpaceStorageSettings": {"EbsStorageSettings": {"EbsVolumeSizeInGb": 20}},
    }
    return Space.read("d-test", "lab", {"Status": "InService", "SpaceSettings": settings, **more})


def lab(spec: Json) -> Json:
    return {"SpaceSettings": {"JupyterLabAppSettings": {"DefaultResourceSpec": spec}}}


NOW = {"InstanceType": "ml.t3.medium", "SageMakerImageArn": IMAGE, "SageMakerImageVersionAlias": "4.0.0"}


@pytest.mark.parametrize(
    ("choices", "update"),
    [
        ({"instance_type": "ml.t3.medium"}, {}),
        ({"instance_type": "ml.m5.large"}, lab({"InstanceType": "ml.m5.large"})),
        ({"image": {"image_arn": IMAGE, "version_alias": "4.0.0"}}, {}),
        (
            {"image": {"image_arn": IMAGE, "version_alias": "4.4.0"}},
            lab({"SageMakerImageVersionAlias": "4.4.0"}),
        ),
        ({"image": {"image_arn": GPU, "version_alias": "4.0.0"}}, lab({"SageMakerImageArn": GPU})),
        (
            {"image": {"image_arn": IMAGE, "version_arn": VERSION}},
            lab({"SageMakerImageVersionArn": VERSION}),
        ),
        ({"lifecycle_config_arn": None}, {}),
        ({"lifecycle_config_arn": SCRIPT}, lab({"LifecycleConfigArn": SCRIPT})),
        ({"display_name": "Lab", "volume_gb": 20, "idle_minutes": 90}, {}),
        ({"display_name": "Laboratory"}, {"SpaceDisplayName": "Laboratory"}),
        (
            {"volume_gb": 30, "instance_type": "ml.t3.medium"},
            {"SpaceSettings": {"SpaceStorageSettings": {"EbsStorageSettings": {"EbsVolumeSizeInGb": 30}}}},
        ),
        (
            {"idle_minutes": 60},
            {
                "SpaceSettings": {
                    "JupyterLabAppSettings": {
                        "AppLifecycleManagement": {"IdleSettings": {"IdleTimeoutInMinutes": 60}}
                    }
                }
            },
        ),
    ],
)
def test_only_what_differs_is_sent(choices: Json, update: Json) -> None:
    assert difference(space(NOW, idle=90, SpaceDisplayName="Lab"), choices) == update


def test_a_version_that_was_named_by_its_arn_is_cleared_for_an_alias() -> None:
    before = space({"SageMakerImageArn": IMAGE, "SageMakerImageVersionArn": VERSION})
    for image in ({"image_arn": IMAGE}, {"image_arn": IMAGE, "version_alias": "4.4.0"}):
        spec = difference(before, {"image": image})["SpaceSettings"]["JupyterLabAppSettings"]
        assert spec["DefaultResourceSpec"]["SageMakerImageVersionArn"] == "None"


def test_an_alias_cannot_be_cleared() -> None:
    assert kept_alias(space(NOW), {"image": {"image_arn": GPU}}) == "4.0.0"
    assert kept_alias(space(NOW), {"image": {"image_arn": GPU, "version_alias": "4.4.0"}}) is None
    assert kept_alias(space(), {"image": {"image_arn": GPU}}) is None
    assert kept_alias(space(NOW), {"volume_gb": 30}) is None


@pytest.mark.parametrize(
    ("choices", "stops"),
    [
        ({"display_name": "Laboratory", "idle_minutes": 60}, False),
        ({"instance_type": "ml.m5.large"}, True),
        ({"image": {"image_arn": IMAGE, "version_alias": "4.4.0"}}, True),
        ({"lifecycle_config_arn": SCRIPT}, True),
        ({"volume_gb": 30}, True),
    ],
)
def test_what_needs_a_new_start(choices: Json, stops: bool) -> None:
    before = space(NOW)
    assert needs_stop(before, difference(before, choices)) is stops


@pytest.mark.parametrize(
    ("spec", "ran_on", "choices"),
    [
        (NOW, {}, {"instance_type": "ml.m5.large", "lifecycle_config_arn": SCRIPT, "volume_gb": 30}),
        (NOW, {}, {"image": {"image_arn": GPU, "version_alias": "4.4.0"}}),
        ({}, NOW, {"instance_type": "ml.m5.large", "image": {"image_arn": GPU, "version_alias": "4.4.0"}}),
    ],
)
def test_undo_makes_it_run_on_what_it_ran_on(spec: Json, ran_on: Json, choices: Json) -> None:
    before = space(spec)
    update = difference(before, choices)
    back = undo(before, ran_on, update)
    after = merged(merged(before.settings, update["SpaceSettings"]), back["SpaceSettings"])
    restored = after["JupyterLabAppSettings"]["DefaultResourceSpec"]
    changed = update["SpaceSettings"]["JupyterLabAppSettings"]["DefaultResourceSpec"]
    expected = {"LifecycleConfigArn": "None", "SageMakerImageVersionArn": "None"} | ran_on | spec
    assert {name: restored[name] for name in changed} == {name: expected[name] for name in changed}
    assert "SpaceStorageSettings" not in back["SpaceSettings"]


def test_there_is_nothing_to_undo_but_the_spec() -> None:
    before = space(NOW)
    assert undo(before, {}, difference(before, {"volume_gb": 30, "display_name": "x"})) == {}


def test_what_is_restored_in_words() -> None:
    before = space(NOW)
    back = undo(
        before, {}, difference(before, {"instance_type": "ml.m5.large", "lifecycle_config_arn": SCRIPT})
    )
    assert named(before, back) == "instance type ml.t3.medium and lifecycle script"


def test_the_word_for_none_is_as_good_as_nothing() -> None:
    assert holds(lab({"LifecycleConfigArn": "None"}), space(NOW))
    assert not holds(lab({"InstanceType": "ml.m5.large"}), space(NOW))
    assert not holds({"SpaceDisplayName": "x"}, space(NOW))


def test_a_new_space() -> None:
    choices = {"display_name": "New", "volume_gb": 30, "idle_minutes": 90, "lifecycle_config_arn": None}
    choices |= {"image": {"image_arn": IMAGE}, "instance_type": "ml.m5.large"}
    settings = create_settings("CodeEditor", choices, new_spec(choices))
    creation = Creation("Private", "CodeEditor", None, run=False)
    assert create_params("d-test", "new", creation, "ana", settings) == {
        "DomainId": "d-test",
        "SpaceName": "new",
        "SpaceDisplayName": "New",
        "OwnershipSettings": {"OwnerUserProfileName": "ana"},
        "SpaceSharingSettings": {"SharingType": "Private"},
        "SpaceSettings": {
            "AppType": "CodeEditor",
            "CodeEditorAppSettings": {
                "DefaultResourceSpec": {
                    "InstanceType": "ml.m5.large",
                    "SageMakerImageArn": IMAGE,
                    "LifecycleConfigArn": "None",
                },
                "AppLifecycleManagement": {"IdleSettings": {"IdleTimeoutInMinutes": 90}},
            },
            "SpaceStorageSettings": {"EbsStorageSettings": {"EbsVolumeSizeInGb": 30}},
        },
    }


def test_a_new_space_of_nobody_has_neither_sharing_nor_owner() -> None:
    creation = Creation("Shared", "JupyterLab", None, run=False)
    params = create_params("d-test", "new", creation, None, create_settings("JupyterLab", {}, {}))
    assert params == {"DomainId": "d-test", "SpaceName": "new", "SpaceSettings": {"AppType": "JupyterLab"}}

"""Where am I: each source, and which comes first."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from jupyterlab_sagemaker_spaces.here import Here, MetadataUnreadable, find_here, read_metadata
from jupyterlab_sagemaker_spaces.version import version

ARN = "arn:aws:sagemaker:eu-west-1:123456789012:app/d-1/team/JupyterLab/default"
SPACE = {
    "AppType": "JupyterLab",
    "DomainId": "d-1",
    "SpaceName": "team",
    "ResourceArn": ARN,
    "AppImageVersion": "",
}


def test_in_a_space() -> None:
    here = find_here(SPACE, {"SAGEMAKER_SPACE_TYPE_LOWERCASE": "shared"})
    assert here == Here("studio", "d-1", "eu-west-1", "team", "JupyterLab", "Shared")


@pytest.mark.parametrize(
    ("word", "sharing"), [("private", "Private"), ("shared", "Shared"), ("", None), ("x", None)]
)
def test_sharing(word: str, sharing: str | None) -> None:
    assert find_here(SPACE, {"SAGEMAKER_SPACE_TYPE_LOWERCASE": word}).sharing == sharing


def test_outside_there_is_no_space_whatever_the_environment_says() -> None:
    here = find_here(None, {"SAGEMAKER_SPACE_TYPE_LOWERCASE": "shared"}, "d-9", "us-west-2")
    assert here == Here("outside", "d-9", "us-west-2", None, None, None)
    assert find_here({"SpaceName": "x", "AppType": "y"}, {}) == Here("outside", None, None, None, None, None)


def test_a_private_app_of_studio_classic_is_no_space() -> None:
    metadata = {"AppType": "JupyterServer", "DomainId": "d-1", "UserProfileName": "ana"}
    assert find_here(metadata, {}) == Here("classic", "d-1", None, None, "JupyterServer", None)


@pytest.mark.parametrize(
    ("metadata", "place"),
    [
        (SPACE, "studio"),
        (SPACE | {"AppType": "CodeEditor"}, "studio"),
        (SPACE | {"AppType": "KernelGateway"}, "classic"),
        (SPACE | {"AdditionalMetadata": {"DataZoneScopeName": "dev"}}, "unified-studio"),
        (SPACE | {"AdditionalMetadata": {"DataZoneScopeName": ""}}, "studio"),
        (SPACE | {"AdditionalMetadata": {}}, "studio"),
        (SPACE | {"AdditionalMetadata": "x"}, "studio"),
        # Without a domain it is no app of Studio's, whatever else the file has.
        ({"AppType": "JupyterServer"}, "outside"),
        ({"AdditionalMetadata": {"DataZoneScopeName": "dev"}}, "outside"),
        ({}, "outside"),
        (None, "outside"),
    ],
)
def test_which_place_it_is(metadata: Any, place: str) -> None:
    assert find_here(metadata, {}).place == place


@pytest.mark.parametrize(
    ("metadata", "environ", "traits", "sources"),
    [
        (
            *(SPACE, {"SAGEMAKER_SPACE_TYPE_LOWERCASE": "shared", "AWS_REGION": "env-1"}, ("d-9", "trait-1")),
            {
                "domain_id": "metadata",
                "region": "app-arn",
                "space": "metadata",
                "app_type": "metadata",
                "sharing": "env:SAGEMAKER_SPACE_TYPE_LOWERCASE",
            },
        ),
        (None, {"AWS_REGION": "env-1"}, ("d-9", "trait-1"), {"domain_id": "trait", "region": "trait"}),
        (None, {"AWS_REGION": "env-1"}, ("", ""), {"region": "env:AWS_REGION"}),
        (None, {"AWS_DEFAULT_REGION": "env-2"}, ("", ""), {"region": "env:AWS_DEFAULT_REGION"}),
        (None, {}, ("", ""), {}),
    ],
)
def test_each_value_knows_its_source(metadata: Any, environ: Any, traits: Any, sources: Any) -> None:
    here = find_here(metadata, environ, *traits)
    assert here.sources == sources
    assert set(here.sources) == {
        name for name in ("domain_id", "region", "space", "app_type", "sharing") if getattr(here, name)
    }


def test_what_studio_says_comes_first_then_the_configuration_then_the_environment() -> None:
    environ = {"AWS_REGION": "env-1", "AWS_DEFAULT_REGION": "env-2"}
    here = find_here(SPACE, environ, "d-trait", "trait-1")
    assert (here.domain_id, here.region) == ("d-1", "eu-west-1")
    assert find_here(None, environ, "", "trait-1").region == "trait-1"
    assert find_here(None, environ).region == "env-1"
    assert find_here(None, {"AWS_DEFAULT_REGION": "env-2"}).region == "env-2"
    assert find_here(None, {}).region is None


@pytest.mark.parametrize("arn", ["", "arn", "arn:aws:sagemaker::1:app/x", "x:aws:sagemaker:r:1:app", None, 5])
def test_an_arn_without_a_region(arn: object) -> None:
    assert find_here({**SPACE, "ResourceArn": arn}, {"AWS_REGION": "env-1"}).region == "env-1"


def test_the_file_and_its_override(tmp_path: Path) -> None:
    path = tmp_path / "metadata.json"
    environ = {"RESOURCE_METADATA_FILE": str(path)}
    assert read_metadata(environ) is None
    path.write_text(json.dumps(SPACE))
    assert read_metadata(environ) == SPACE


@pytest.mark.parametrize("text", ["", "{", "[]", '"text"', b"\xff"])
def test_a_file_of_no_use(tmp_path: Path, text: Any) -> None:
    path = tmp_path / "metadata.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(MetadataUnreadable, match=r"metadata\.json"):
        read_metadata({"RESOURCE_METADATA_FILE": str(path)})


def test_the_version_of_a_source_tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jupyterlab_sagemaker_spaces.version._DISTRIBUTION", "not-installed-anywhere")
    (tmp_path / "package.json").write_text('{"version": "1.2.3"}')
    assert version(tmp_path / "package.json") == "1.2.3"
    assert version(tmp_path / "none.json") == "0+unknown"

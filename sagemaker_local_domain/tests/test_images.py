"""Images: which one a ResourceSpec means, and what the API says of the account's own."""

from __future__ import annotations

from typing import Any

import pytest

from sagemaker_local_domain.images import (
    DEFAULT_IMAGE_ARN,
    add_version,
    distribution_arn,
    find_version,
    is_alias,
    is_name,
    seed_images,
)
from sagemaker_local_domain.model import Json, ServiceError
from sagemaker_local_domain.store import Store

from .conftest import Caller, Client, FakeRunner, ManualClock
from .flows import APP, made_space

OWN = "arn:aws:sagemaker:us-east-1:123456789012:image/team"
OWN_VERSION = "arn:aws:sagemaker:us-east-1:123456789012:image-version/team/{}"


@pytest.fixture
def team(store: Store) -> None:
    """An image of the account with two versions, the newer one with the lower alias."""
    add_version(store, "team", "2.0.0", "/two/bin/python", "The team's", 100.0)
    add_version(store, "team", "1.9.0", "/one/bin/python", None, 200.0)


@pytest.mark.usefixtures("team")
@pytest.mark.parametrize(
    ("spec", "image", "alias", "python"),
    [
        ({"SageMakerImageArn": DEFAULT_IMAGE_ARN}, "sagemaker-distribution-cpu", "4.4.0", None),
        (
            {"SageMakerImageArn": DEFAULT_IMAGE_ARN, "SageMakerImageVersionAlias": "3.9.0"},
            "sagemaker-distribution-cpu",
            "3.9.0",
            None,
        ),
        (
            {"SageMakerImageArn": DEFAULT_IMAGE_ARN, "SageMakerImageVersionAlias": "4"},
            "sagemaker-distribution-cpu",
            "4.4.0",
            None,
        ),
        (
            {"SageMakerImageArn": DEFAULT_IMAGE_ARN, "SageMakerImageVersionAlias": "4.0"},
            "sagemaker-distribution-cpu",
            "4.0.0",
            None,
        ),
        ({"SageMakerImageArn": OWN}, "team", "2.0.0", "/two/bin/python"),
        ({"SageMakerImageVersionArn": OWN_VERSION.format(2)}, "team", "1.9.0", "/one/bin/python"),
        (
            {"SageMakerImageArn": OWN, "SageMakerImageVersionArn": OWN_VERSION.format(1)},
            "team",
            "2.0.0",
            "/two/bin/python",
        ),
        (
            {"SageMakerImageArn": OWN, "SageMakerImageVersionArn": "None"},
            "team",
            "2.0.0",
            "/two/bin/python",
        ),
    ],
)
def test_a_spec_names_an_image_and_a_version(
    store: Store, spec: Json, image: str, alias: str, python: str | None
) -> None:
    found, version = find_version(store, spec)
    assert (found.name, version.alias, version.python) == (image, alias, python)


@pytest.mark.usefixtures("team")
@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ({"SageMakerImageArn": OWN.replace("team", "none")}, r"SageMaker Image \[.*image/none\] does not"),
        ({"SageMakerImageArn": OWN.replace("123456789012", "885854791233")}, "does not exist"),
        ({"SageMakerImageArn": DEFAULT_IMAGE_ARN.replace("885854791233", "123456789012")}, "does not exist"),
        ({"SageMakerImageArn": OWN, "SageMakerImageVersionAlias": "2.0.1"}, r"Version \[2.0.1\] of"),
        ({"SageMakerImageArn": OWN, "SageMakerImageVersionAlias": "20"}, r"Version \[20\] of"),
        ({"SageMakerImageVersionArn": OWN_VERSION.format(3)}, r"Version \[.*team/3\] of .* does not exist"),
        ({"SageMakerImageVersionArn": OWN_VERSION.format("9" * 100)}, "does not exist"),
        (
            {"SageMakerImageArn": DEFAULT_IMAGE_ARN, "SageMakerImageVersionArn": OWN_VERSION.format(1)},
            "is not a version of",
        ),
    ],
)
async def test_an_image_that_there_is_not_is_refused(
    api: Caller, clock: ManualClock, runner: FakeRunner, spec: Json, message: str
) -> None:
    await made_space(api, clock)
    with pytest.raises(ServiceError, match=f"ValidationException: .*{message}"):
        await api.CreateApp(**APP, ResourceSpec=spec)
    assert runner.calls == []


@pytest.mark.usefixtures("team")
async def test_an_app_runs_in_its_images_interpreter(
    api: Caller, clock: ManualClock, runner: FakeRunner
) -> None:
    default = {"SageMakerImageArn": DEFAULT_IMAGE_ARN, "SageMakerImageVersionAlias": "4.4.0"}
    await made_space(api, clock, JupyterLabAppSettings={"DefaultResourceSpec": default})
    # The space's default version says nothing of another image.
    await api.CreateApp(**APP, ResourceSpec={"SageMakerImageArn": OWN})
    await clock.advance(1)
    (app,) = runner.running.values()
    assert (app.image, app.image_version, app.python) == ("team", "2.0.0", "/two/bin/python")


def test_a_version_added_again_gets_another_interpreter_and_keeps_its_number(store: Store) -> None:
    for python in ("/old", "/new"):
        add_version(store, "sagemaker-distribution-gpu", "4.0.0", python, None, 300.0)
    image, version = find_version(
        store,
        {
            "SageMakerImageArn": distribution_arn("sagemaker-distribution-gpu"),
            "SageMakerImageVersionAlias": "4.0.0",
        },
    )
    assert (version.number, version.python, image.display_name) == (3, "/new", "SageMaker Distribution GPU")
    seed_images(store, 400.0)  # as at the next start
    assert store.image_versions.get(image=image.name, number=3) == version


@pytest.mark.usefixtures("team")
async def test_the_accounts_images_are_listed_and_described(boto: Client) -> None:
    (listed,) = (await boto("list_images"))["Images"]
    described = await boto("describe_image", ImageName="team")
    del described["ResponseMetadata"]
    assert listed == described
    assert (described["ImageArn"], described["ImageStatus"]) == (OWN, "CREATED")
    assert described["DisplayName"] == "The team's"
    assert described["CreationTime"].timestamp() == 100
    assert described["LastModifiedTime"].timestamp() == 200


@pytest.mark.usefixtures("team")
async def test_the_distribution_is_another_accounts(api: Caller) -> None:
    for call, more in (
        (api.DescribeImage, {}),
        (api.ListImageVersions, {}),
        (api.DescribeImageVersion, {"Version": 1}),
    ):
        with pytest.raises(ServiceError, match=r"ResourceNotFound: Image .*sagemaker-distribution-cpu"):
            await call(ImageName="sagemaker-distribution-cpu", **more)


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, ["c", "a", "b"]),
        ({"SortOrder": "ASCENDING"}, ["b", "a", "c"]),
        ({"SortBy": "LAST_MODIFIED_TIME"}, ["b", "c", "a"]),
        ({"SortBy": "IMAGE_NAME", "SortOrder": "ASCENDING"}, ["a", "b", "c"]),
        ({"NameContains": "b"}, ["b"]),
        ({"CreationTimeAfter": 2}, ["c", "a"]),
        ({"CreationTimeBefore": 2}, ["a", "b"]),
        ({"LastModifiedTimeAfter": 3, "LastModifiedTimeBefore": 4}, ["c"]),
    ],
)
async def test_lists_are_sorted_filtered_and_paged(
    api: Caller, store: Store, asked: Json, names: list[str]
) -> None:
    for name, created in (("b", 1.0), ("a", 2.0), ("c", 3.0)):
        add_version(store, name, "1.0.0", "/python", None, created)
    add_version(store, "b", "1.0.1", "/python", None, 5.0)
    found: list[Any] = []
    page: Json = {}
    while True:
        answer = await api.ListImages(MaxResults=1, **asked, **page)
        found += answer["Images"]
        if "NextToken" not in answer:
            break
        page = {"NextToken": answer["NextToken"]}
    assert [image["ImageName"] for image in found] == names


@pytest.mark.usefixtures("team")
async def test_versions_are_listed_and_found(api: Caller) -> None:
    async def versions(**asked: Any) -> list[int]:
        listed = (await api.ListImageVersions(ImageName="team", **asked))["ImageVersions"]
        return [version["Version"] for version in listed]

    assert await versions() == [2, 1]
    assert await versions(SortBy="VERSION", SortOrder="ASCENDING") == [1, 2]
    assert await versions(LastModifiedTimeBefore=150) == [1]

    async def version(**asked: Any) -> int:
        return int((await api.DescribeImageVersion(ImageName="team", **asked))["Version"])

    assert [await version(), await version(Version=2), await version(Alias="1.9.0")] == [1, 2, 2]
    for asked in ({"Version": 3}, {"Version": 2**62}, {"Alias": "latest"}):
        with pytest.raises(ServiceError, match="ResourceNotFound: ImageVersion"):
            await version(**asked)
    with pytest.raises(ServiceError, match=r"ValidationException: .* at 'version' failed"):
        await version(Version=2**70)
    with pytest.raises(ServiceError, match="cannot both be set"):
        await version(Version=1, Alias="1.9.0")


@pytest.mark.parametrize("name", ["a", "a-b.c", "a" * 63])
def test_names(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize("name", ["", "A", "a_b", "-a", "a--b", "a/b", "a" * 64, "a\n"])
def test_names_that_are_none(name: str) -> None:
    assert not is_name(name)


@pytest.mark.parametrize("alias", ["", "1", "1.0", "1.0.0.0", "1.0.x", "01.0.0", "1.0.0\n", "1.0.²"])
def test_aliases_that_are_none(alias: str) -> None:
    assert is_alias("0.10.200")
    assert not is_alias(alias)

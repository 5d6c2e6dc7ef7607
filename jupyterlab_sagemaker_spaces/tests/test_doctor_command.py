"""``jupyter spaces doctor``: what it tries, and what it makes of the answers."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from jupyterlab_sagemaker_spaces import cli
from jupyterlab_sagemaker_spaces.gateway.policy import OPERATIONS
from jupyterlab_sagemaker_spaces.here import Here
from jupyterlab_sagemaker_spaces.terminal.assumptions import assumptions

from .endpoint import FakeEndpoint, fail

Json = dict[str, Any]
SECRETS = ("AKIDTEST", "the-secret-key", "the-session-token", "https://secret.example")


@pytest.fixture
def domain(endpoint: FakeEndpoint) -> FakeEndpoint:
    endpoint.answers |= {
        "ListSpaces": {"Spaces": [{"SpaceName": "first"}]},
        "ListUserProfiles": {"UserProfiles": [{"UserProfileName": "ana"}]},
        "ListImages": {"Images": [{"ImageName": "mine"}]},
        "DescribeSpace": {
            "SpaceName": "mine",
            "Url": "https://secret.example",
            "SpaceSharingSettings": {"SharingType": "Private"},
        },
        "DescribeApp": {"CreationTime": 1.8e9},
    }
    return endpoint


async def doctor(*arguments: str) -> int:
    return await asyncio.to_thread(cli.main, ["doctor", *arguments])


async def test_all_reads_are_tried_and_nothing_is_changed(
    domain: FakeEndpoint, private_space: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await doctor("--json") == 0
    said = capsys.readouterr().out
    report = json.loads(said)
    assert (report["here"]["place"], report["here"]["space"]) == ("studio", "mine")
    assert {read["state"] for read in report["reads"]} == {"allowed"}
    tried = set(domain.operations())
    assert tried == {read["operation"] for read in report["reads"]}
    assert tried == set(OPERATIONS) - {"DescribeImage", "DescribeImageVersion"}
    (space,) = [call.params for call in domain.calls if call.operation == "DescribeSpace"]
    assert space == {"DomainId": "d-test", "SpaceName": "mine"}
    assert report["versions"]["jupyterlab-sagemaker-spaces"]
    assert report["collaboration"]["version"]
    assert [seen["state"] for seen in report["assumptions"]][:2] == ["as expected", "as expected"]
    assert not any(secret in said for secret in SECRETS)


async def test_what_is_denied_is_said_in_awss_words(
    domain: FakeEndpoint, private_space: None, capsys: pytest.CaptureFixture[str]
) -> None:
    domain.answers["ListEndpoints"] = fail("AccessDeniedException", "not authorized: ListEndpoints")
    domain.answers["DescribeApp"] = fail("ResourceNotFound", "App does not exist")
    assert await doctor() == 0  # the panel goes without
    lines = capsys.readouterr().out.splitlines()
    assert "  NO  ListEndpoints AccessDeniedException: not authorized: ListEndpoints" in lines
    assert "  ok  DescribeApp" in lines
    domain.answers["ListSpaces"] = fail("AccessDeniedException", "not authorized: ListSpaces")
    assert await doctor() == 1
    domain.answers["ListSpaces"] = fail("ThrottlingException", "Rate exceeded", 400)
    assert await doctor() == 1
    assert "  !!  ListSpaces ThrottlingException: Rate exceeded" in capsys.readouterr().out


async def test_outside_studio_it_looks_at_the_first_space_there_is(
    domain: FakeEndpoint, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await doctor() == 1
    assert "name the domain with --domain" in capsys.readouterr().err
    domain.answers |= {"ListUserProfiles": {}, "ListImages": {}}
    assert await doctor("--json", "--domain", "d-test", "--region", "us-east-1") == 0
    report = json.loads(capsys.readouterr().out)
    untried = [read["operation"] for read in report["reads"] if read["state"] == "untried"]
    assert untried == ["DescribeUserProfile", "ListImageVersions"]
    (space,) = [call.params for call in domain.calls if call.operation == "DescribeSpace"]
    assert space["SpaceName"] == "first"
    # It is another space than this place is.
    assert {seen["state"] for seen in report["assumptions"]} == {"unseen"}


@pytest.mark.parametrize(
    ("space", "app", "began", "states"),
    [
        (
            {"SpaceSharingSettings": {"SharingType": "Shared"}, "Url": "x"},
            {},
            1.0,
            ["different", "as expected"],
        ),
        ({"SpaceSharingSettings": {"SharingType": "Private"}}, {}, None, ["as expected", "different"]),
        ({}, {}, None, ["unseen", "unseen"]),
    ],
)
def test_assumptions_of_a_space(space: Json, app: Json, began: float | None, states: list[str]) -> None:
    here = Here("studio", "d-test", "eu-west-1", "mine", "JupyterLab", "Private")
    seen = assumptions(here, {"DescribeSpace": space, "DescribeApp": app}, began)
    assert [one.state for one in seen] == [*states, "unseen"]


@pytest.mark.parametrize(
    ("began", "state"), [(1060.0, "as expected"), (990.0, "different"), (9e9, "different")]
)
def test_when_the_container_began(began: float, state: str) -> None:
    here = Here("studio", "d-test", "eu-west-1", "mine", "JupyterLab", "Private")
    assert assumptions(here, {"DescribeApp": {"CreationTime": 1000.0}}, began)[2].state == state

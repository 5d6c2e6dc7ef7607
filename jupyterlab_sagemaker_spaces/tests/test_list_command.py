"""``jupyter spaces list``: what it prints, for people and for scripts."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any

import pytest

from jupyterlab_sagemaker_spaces import cli
from jupyterlab_sagemaker_spaces.terminal.spaces import Line, lines_of, parse_span, running_longer, table

from .endpoint import FakeEndpoint, fail

Json = dict[str, Any]
NOW = 1_800_000_000.0
HOUR = 3600.0


def space(name: str, owner: str | None = "ana", status: str = "InService", sharing: str = "Private") -> Json:
    return {
        "SpaceName": name,
        "Status": status,
        "SpaceSettingsSummary": {"AppType": "JupyterLab"},
        "SpaceSharingSettingsSummary": {"SharingType": sharing},
        **({"OwnershipSettingsSummary": {"OwnerUserProfileName": owner}} if owner else {}),
    }


def app(place: Json, hours: float, status: str = "InService") -> Json:
    return {
        **place,
        "AppType": "JupyterLab",
        "Status": status,
        "CreationTime": NOW - hours * HOUR,
        "ResourceSpec": {"InstanceType": "ml.t3.medium"},
    }


SPACES = [space("b-team", None, sharing="Shared"), space("A-lab"), space("new", status="Pending")]
APPS = [
    app({"SpaceName": "B-Team"}, 50.5),
    app({"SpaceName": "A-lab"}, 99, "Deleted"),
    app({"UserProfileName": "chen"}, 2),
]


def test_spaces_are_joined_with_what_runs_in_them() -> None:
    lines = lines_of(SPACES, APPS)
    assert [(line.space, line.owner, line.status, line.instance_type) for line in lines] == [
        ("A-lab", "ana", "Stopped", None),
        ("b-team", None, "Running", "ml.t3.medium"),
        ("new", "ana", "Pending", None),
        (None, "chen", "Running", "ml.t3.medium"),
    ]


def test_of_several_apps_of_a_space_the_eldest_counts() -> None:
    (line,) = lines_of([space("x")], [app({"SpaceName": "x"}, 1), app({"SpaceName": "x"}, 3)])
    assert line.since == NOW - 3 * HOUR


def test_what_runs_for_long_is_listed_longest_first() -> None:
    lines = lines_of(SPACES, APPS)
    assert [line.owner for line in running_longer(lines, HOUR, NOW)] == [None, "chen"]
    assert [line.space for line in running_longer(lines, 12 * HOUR, NOW)] == ["b-team"]
    assert running_longer(lines, 60 * HOUR, NOW) == []


@pytest.mark.parametrize(
    ("text", "seconds"), [("90m", 5400), ("12h", 43200), ("1.5d", 129600), (" 2h ", 7200)]
)
def test_spans(text: str, seconds: float) -> None:
    assert parse_span(text) == seconds


@pytest.mark.parametrize("text", ["", "12", "h", "-1h", "0h", "12 h", "1w", "nanh"])
def test_what_is_no_span_is_refused(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main(["list", f"--running-longer={text}"])
    assert caught.value.code == 2
    assert "is no span of time such as 90m, 12h or 2d" in capsys.readouterr().err


def test_the_table_is_in_columns() -> None:
    text = table(lines_of(SPACES, APPS), NOW)
    assert text.splitlines() == [
        "SPACE         OWNER  SHARING  STATUS   INSTANCE      RUNNING FOR",
        "A-lab         ana    private  Stopped  -             -",
        "b-team        -      shared   Running  ml.t3.medium  2 d 2 h",
        "new           ana    private  Pending  -             -",
        "(JupyterLab)  chen   -        Running  ml.t3.medium  2 h 0 min",
    ]
    assert table([Line("x", None, None, None, None, "Running", None, NOW - 120)], NOW).endswith("2 min")


async def run(*arguments: str) -> int:
    return await asyncio.to_thread(cli.main, ["list", *arguments])


async def test_all_pages_are_read_and_printed_as_json(
    endpoint: FakeEndpoint, private_space: None, capsys: pytest.CaptureFixture[str]
) -> None:
    def spaces(params: Json) -> Json:
        assert params["DomainIdEquals"] == "d-test"
        if "NextToken" in params:
            return {"Spaces": [space("second")]}
        return {"Spaces": [space("first")], "NextToken": "t"}

    started = time.time() - 13 * HOUR
    endpoint.answers["ListSpaces"] = spaces
    endpoint.answers["ListApps"] = {"Apps": [{**app({"SpaceName": "second"}, 0), "CreationTime": started}]}
    assert await run("--json") == 0
    printed = json.loads(capsys.readouterr().out)
    assert [line["space"] for line in printed] == ["first", "second"]
    assert await run("--json", "--running-longer", "12h") == 0
    (line,) = json.loads(capsys.readouterr().out)
    assert (line["space"], line["owner"], line["status"]) == ("second", "ana", "Running")
    assert line["since"].endswith("Z")
    assert await run("--running-longer", "2d") == 0
    assert capsys.readouterr().out == "Nothing has run for so long.\n"
    assert {call.operation for call in endpoint.calls} == {"ListSpaces", "ListApps"}


async def test_a_refusal_is_said_with_an_exit_code(
    endpoint: FakeEndpoint, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await run() == 1
    assert "name the domain with --domain" in capsys.readouterr().err
    endpoint.answers["ListSpaces"] = fail("AccessDeniedException", "not authorized to perform ListSpaces")
    endpoint.answers["ListApps"] = {"Apps": []}
    assert await run("--domain", "d-test", "--region", "us-east-1") == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "AccessDeniedException: not authorized to perform ListSpaces" in said.err

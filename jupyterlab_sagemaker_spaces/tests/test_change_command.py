"""``jupyter spaces run`` and ``stop``: what they do, print and end with."""

from __future__ import annotations

import asyncio
import io
import json
from typing import Any

import pytest

from jupyterlab_sagemaker_spaces import cli

from .endpoint import FakeEndpoint, fail

Json = dict[str, Any]


@pytest.fixture(autouse=True)
def no_waiting(quick: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from .quick import QuickClock

    monkeypatch.setattr("jupyterlab_sagemaker_spaces.terminal.domain.SystemClock", QuickClock)


class Terminal(io.StringIO):
    """Somebody at a terminal who answers with one line."""

    def isatty(self) -> bool:
        return True


async def run(*arguments: str) -> int:
    return await asyncio.to_thread(cli.main, list(arguments))


async def test_a_space_is_stopped_step_by_step(
    endpoint: FakeEndpoint, private_space: None, capsys: pytest.CaptureFixture[str]
) -> None:
    endpoint.run("lab")
    assert await run("stop", "lab", "--yes") == 0
    said = capsys.readouterr()
    assert said.out == "lab: It is stopped.\n"
    assert said.err.splitlines()[:2] == ["lab: looking at its state", "lab: asking to stop"]
    assert "DeleteApp" in endpoint.operations()


async def test_a_space_is_run_and_told_as_json(
    endpoint: FakeEndpoint, private_space: None, capsys: pytest.CaptureFixture[str]
) -> None:
    endpoint.run("lab")
    assert await run("run", "lab", "--json") == 0
    job = json.loads(capsys.readouterr().out)
    assert (job["kind"], job["space"], job["state"]) == ("run", "lab", "done")


async def test_outside_studio_the_domain_is_named(
    endpoint: FakeEndpoint, capsys: pytest.CaptureFixture[str]
) -> None:
    endpoint.run("lab")
    assert await run("stop", "lab", "--yes") == 1
    assert "name the domain with --domain" in capsys.readouterr().err
    assert await run("stop", "--yes", "--domain", "d-test") == 1
    assert "name the space" in capsys.readouterr().err
    assert endpoint.calls == []
    assert await run("stop", "lab", "--yes", "--domain", "d-test", "--region", "us-east-1") == 0


@pytest.mark.parametrize(
    ("answer", "code", "said"),
    [
        ("y\n", 0, ""),
        ("\n", 1, "Nothing was stopped."),
        ("", 1, "Nothing was stopped."),
        ("no\n", 1, "Nothing"),
    ],
)
async def test_without_a_name_it_is_this_space_and_asks(
    endpoint: FakeEndpoint,
    private_space: None,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    code: int,
    said: str,
) -> None:
    endpoint.run("mine")
    monkeypatch.setattr("sys.stdin", Terminal(answer))
    assert await run("stop") == code
    printed = capsys.readouterr()
    assert "Stop the space mine? This is that space: this terminal ends with it." in printed.err
    assert printed.out == ("" if code else "mine: It is stopped.\n")
    assert said in printed.err
    assert ("DeleteApp" in endpoint.operations()) == (code == 0)


async def test_a_script_has_to_say_that_it_is_sure(
    endpoint: FakeEndpoint,
    private_space: None,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    assert await run("stop", "lab") == 1
    assert "add --yes" in capsys.readouterr().err
    assert endpoint.calls == []


async def test_a_failure_is_told_in_awss_words_with_an_exit_code(
    endpoint: FakeEndpoint, private_space: None, capsys: pytest.CaptureFixture[str]
) -> None:
    endpoint.run("lab")
    endpoint.answers["DeleteApp"] = fail("AccessDeniedException", "not authorized to perform DeleteApp")
    assert await run("stop", "lab", "--yes", "--json") == 1
    said = capsys.readouterr()
    assert "lab: AccessDeniedException: not authorized to perform DeleteApp" in said.err
    assert json.loads(said.out)["state"] == "failed"


async def test_what_is_no_name_is_refused(
    endpoint: FakeEndpoint, private_space: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await run("run", "no such name") == 1
    assert "1 to 63 letters, digits and hyphens" in capsys.readouterr().err


async def test_in_a_project_nothing_is_changed(
    endpoint: FakeEndpoint, project_space: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await run("run", "lab") == 1
    assert "managed in SageMaker Unified Studio" in capsys.readouterr().err
    assert endpoint.calls == []

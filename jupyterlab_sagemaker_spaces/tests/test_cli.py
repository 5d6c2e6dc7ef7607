"""The command line: what it refuses, what it hands over, and a whole trial from start to stop."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import pytest

from jupyterlab_sagemaker_spaces import cli, trial
from jupyterlab_sagemaker_spaces.trial import Domain, TrialFailed, addresses, ensure_running

LINE = {
    "endpoint_url": "http://127.0.0.1:4566",
    "region": "us-east-1",
    "account_id": "123456789012",
    "domain_id": "d-local",
    "image_arn": "arn:aws:sagemaker:us-east-1:885854791233:image/sagemaker-distribution-cpu",
    "users": {"ana": {"access_key_id": "A", "secret_access_key": "s3cret", "session_token": "T"}},
    "studio": {
        "ana": "http://studio.localhost:4566/sign-in?user=ana&key=1",
        "ben": "http://studio.localhost:4566/sign-in?user=ben&key=2",
    },
}


def test_parses_the_line_at_start() -> None:
    domain = Domain.parse(json.dumps(LINE))
    assert domain.domain_id == "d-local"
    assert domain.address("ben") == LINE["studio"]["ben"] + "&space=churn-team"  # type: ignore[index]


@pytest.mark.parametrize("line", ["", "Traceback", "[]", "{}", json.dumps({**LINE, "studio": None})[:-3]])
def test_another_line_at_start_is_an_error_without_secrets(line: str) -> None:
    with pytest.raises(TrialFailed, match="was not understood") as caught:
        Domain.parse(line)
    assert "s3cret" not in str(caught.value)


def test_addresses_name_both_people_and_no_secret_key() -> None:
    text = addresses(Domain.parse(json.dumps(LINE)), Path("/data/try"), accompanied=True)
    assert f"{LINE['studio']['ana']}&space=churn-team" in text  # type: ignore[index]
    assert f"{LINE['studio']['ben']}&space=churn-team" in text  # type: ignore[index]
    assert "Ctrl-C" in text
    assert "s3cret" not in text


def test_says_whom_to_look_at() -> None:
    domain = Domain.parse(json.dumps(LINE))
    assert trial.MEETING in addresses(domain, Path("/data/try"), accompanied=True)
    assert trial.COLLEAGUE not in addresses(domain, Path("/data/try"), accompanied=False)


@dataclass(frozen=True)
class Scripted(Domain):
    """A domain that gives prepared answers and remembers what it was asked."""

    answers: Iterator[dict[str, Any]] = field(default_factory=lambda: iter([]))
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def call(self, operation: str, **params: Any) -> dict[str, Any]:
        self.calls.append((operation, params))
        return next(self.answers)


def scripted(*answers: dict[str, Any]) -> Scripted:
    names = ("endpoint_url", "region", "domain_id", "users", "studio")
    return Scripted(**{name: LINE[name] for name in names}, answers=iter(answers))  # type: ignore[arg-type]


def wait_for(domain: Domain) -> None:
    ensure_running(domain, patience=10, pause=lambda _: None)


def test_waits_until_the_space_runs() -> None:
    domain = scripted({"Status": "Pending"}, {"Status": "Pending"}, {"Status": "InService"})
    wait_for(domain)
    assert [operation for operation, _ in domain.calls] == ["DescribeApp"] * 3


@pytest.mark.parametrize("first", [{"__type": "ResourceNotFound", "message": "-"}, {"Status": "Deleted"}])
def test_runs_a_space_that_was_stopped_with_its_own_image(first: dict[str, Any]) -> None:
    spec = {"InstanceType": "ml.g5.xlarge", "SageMakerImageArn": "arn:image"}
    space = {"SpaceSettings": {"JupyterLabAppSettings": {"DefaultResourceSpec": spec}}}
    domain = scripted(first, space, {"AppArn": "arn:app"}, {"Status": "Pending"}, {"Status": "InService"})
    wait_for(domain)
    created = [params for operation, params in domain.calls if operation == "CreateApp"]
    assert created == [
        {"SpaceName": "churn-team", "AppType": "JupyterLab", "AppName": "default", "ResourceSpec": spec}
    ]


def test_a_space_that_fails_is_run_once_and_then_explained() -> None:
    failed = {"Status": "Failed", "FailureReason": "no capacity"}
    domain = scripted(failed, {}, {}, failed)
    with pytest.raises(TrialFailed, match="no capacity"):
        wait_for(domain)


def test_an_error_of_the_service_ends_the_wait() -> None:
    with pytest.raises(TrialFailed, match="not allowed"):
        wait_for(scripted({"__type": "AccessDeniedException", "message": "not allowed"}))


def test_gives_up_after_a_while() -> None:
    with pytest.raises(TrialFailed, match="within 0 s"):
        ensure_running(scripted(), patience=0)


def test_the_browsers_command_line_gets_no_lasting_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    domain = scripted({"Status": "InService"}, {"AuthorizedUrl": "http://studio.localhost:1/_auth?token=t"})
    monkeypatch.setattr(trial.Domain, "parse", lambda line: domain)
    monkeypatch.setattr(trial, "has_display", lambda: True)
    monkeypatch.setattr("webbrowser.open", opened.append)
    started = subprocess.Popen([sys.executable, "-c", "print()"], stdout=subprocess.PIPE, text=True)
    with started, pytest.raises(TrialFailed, match="ended by itself"):
        trial.Trial(tmp_path, 0, 0.01, True, False)._attend(started, tmp_path)
    assert opened == ["http://studio.localhost:1/_auth?token=t"]
    assert domain.calls[-1] == (
        "CreatePresignedDomainUrl",
        {"UserProfileName": "ana", "LandingUri": "studio::jupyterlab/churn-team"},
    )


def test_an_address_that_is_refused_ends_the_trial() -> None:
    with pytest.raises(TrialFailed, match="no address for ana"):
        scripted({"__type": "ResourceNotFound", "message": "-"}).one_time_address("ana")


@pytest.mark.parametrize(
    ("environment", "shown"), [({}, False), ({"DISPLAY": ":0"}, True), ({"WAYLAND_DISPLAY": "w"}, True)]
)
def test_no_text_browser_takes_the_terminal(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], shown: bool
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert trial.has_display() is shown


@pytest.mark.parametrize("arguments", [[], ["fly"], ["try", "--time-scale", "0"], ["try", "--port", "x"]])
def test_refuses_what_it_does_not_know(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main(arguments)
    assert caught.value.code == 2


def test_says_what_to_install(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(cli, "_LOCAL_MODULES", ("aiohttp", "no_such_module"))
    assert cli.main(["try"]) == 1
    error = capsys.readouterr().err
    assert "no_such_module" in error
    assert "aiohttp" not in error
    assert "jupyterlab-sagemaker-spaces[local]" in error


@pytest.mark.parametrize(("options", "needed"), [([], True), (["--no-colleague"], False)])
def test_comes_with_a_colleague_unless_told_otherwise(
    monkeypatch: pytest.MonkeyPatch, options: list[str], needed: bool
) -> None:
    made: list[bool] = []

    def run(self: trial.Trial) -> int:
        made.append(self.accompanied)
        return 0

    monkeypatch.setattr(trial.Trial, "run", run)
    assert cli.main(["try", *options]) == 0
    assert made == [needed]
    # What only the colleague needs may be missing where none comes.
    monkeypatch.setattr(cli, "_COLLEAGUE_MODULES", ("no_such_module",))
    assert cli.main(["try", *options]) == (1 if needed else 0)


def test_hands_all_options_to_the_local_domain(monkeypatch: pytest.MonkeyPatch) -> None:
    from sagemaker_local_domain import cli as local_domain

    seen: list[list[str]] = []

    def stand_in(argv: list[str]) -> int:
        seen.append(argv)
        return 7

    monkeypatch.setattr(local_domain, "main", stand_in)
    assert cli.main(["local-domain", "--port", "0", "--help"]) == 7
    assert seen == [["--port", "0", "--help"]]


def test_a_trial_from_start_to_stop(tmp_path: Path) -> None:
    """The real thing: a running shared space, its addresses, somebody in it, and after SIGTERM no process."""
    directory = tmp_path / "try"
    command = [sys.executable, "-m", "jupyterlab_sagemaker_spaces.cli", "try", "--no-browser"]
    process = subprocess.Popen(
        [*command, "--time-scale=0.01", f"--directory={directory}"], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        lines = []
        for line in process.stdout:
            lines.append(line)
            if line == "chen is in welcome.ipynb.\n":
                break
        text = "".join(lines)
        assert len(re.findall(r"&space=churn-team", text)) == 2, text
        assert running_in(directory), "the local domain was to run in the directory that was named"
        started = psutil.Process(process.pid).children(recursive=True)
        assert any("jupyterlab_sagemaker_spaces.colleague" in child.cmdline() for child in started)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0
        assert [child for child in started if child.is_running()] == []
        assert running_in(directory) == []
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def running_in(directory: Path) -> list[int]:
    """Processes with the directory on their command line or as part of their environment."""
    found = []
    for process in psutil.process_iter():
        if process.pid == os.getpid():
            continue
        try:
            words = [*process.cmdline(), *process.environ().values()]
        except psutil.Error:
            continue
        if any(str(directory) in word for word in words):
            found.append(process.pid)
    return found

"""The local domain as a process of its own, for tests of the whole."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import boto3
import psutil
from botocore.config import Config
from botocore.exceptions import ClientError

from sagemaker_local_domain.directory import StateDirectory
from sagemaker_local_domain.processes.leftovers import MARKER, mark

LIMIT = 60.0


class Domain:
    """A running ``python -m sagemaker_local_domain``."""

    def __init__(self, directory: Path, time_scale: float = 0.001, *more: str) -> None:
        self.directory = directory
        environment = {**os.environ, "AWS_PROFILE": "of-the-host", "AWS_SESSION_TOKEN": "of-the-host"}
        switches = ["--directory", str(directory), "--port", "0", f"--time-scale={time_scale}", *more]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "sagemaker_local_domain", *switches],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
        )
        assert self.process.stdout
        line = self.process.stdout.readline()
        if not line:
            raise AssertionError(self.process.communicate(timeout=LIMIT)[1])
        self.said = json.loads(line)
        self.domain_id = self.said["domain_id"]
        self.port = int(self.said["endpoint_url"].rpartition(":")[2])

    def as_person(self, user: str) -> Any:
        """boto3's client with the printed credentials."""
        keys = self.said["users"][user]
        return boto3.client(
            "sagemaker",
            endpoint_url=self.said["endpoint_url"],
            region_name=self.said["region"],
            aws_access_key_id=keys["access_key_id"],
            aws_secret_access_key=keys["secret_access_key"],
            aws_session_token=keys["session_token"],
            config=Config(retries={"total_max_attempts": 1}),
        )

    def run(self, user: str, space: str, image_arn: str | None = None) -> None:
        """Create a space's app and wait until it is in service."""
        self.create_app(user, space, image_arn)
        wait(lambda: self.status(space) == "InService")

    def create_app(self, user: str, space: str, image_arn: str | None = None) -> None:
        """Create a space's app, once its storage is Available."""
        client = self.as_person(user)
        image_arn = image_arn or self.said["image_arn"]
        spec = {"InstanceType": "ml.t3.medium", "SageMakerImageArn": image_arn}

        def created() -> bool:
            try:
                client.create_app(**self.app(space), ResourceSpec=spec)
            except ClientError as error:
                if "storage is not in Available status" not in str(error):
                    raise
                return False
            return True

        wait(created)

    def status(self, space: str) -> str:
        """The status of a space's app."""
        return str(self.as_person("ana").describe_app(**self.app(space))["Status"])

    def home(self, space: str) -> str:
        """The home of a space, as its processes see it."""
        isolated = self.said["isolation"] == "containers"
        return "/home/sagemaker-user" if isolated else str(self.directory / "volumes" / space)

    def app(self, space: str) -> dict[str, str]:
        """The members that name a space's app."""
        named = {"DomainId": self.domain_id, "SpaceName": space}
        return {**named, "AppType": "JupyterLab", "AppName": "default"}

    def presigned(self, user: str, space: str) -> str:
        """A one-time address of a space for a person."""
        answer = self.as_person(user).create_presigned_domain_url(
            DomainId=self.domain_id, UserProfileName=user, SpaceName=space
        )
        return str(answer["AuthorizedUrl"])

    def base(self, user: str, space: str) -> str:
        """Where a person finds a space's Jupyter server."""
        return f"http://{space}--{user}.localhost:{self.port}/jupyterlab/default"

    def end(self, number: signal.Signals) -> str:
        """Send a signal, wait for the end, and return what was said on stderr."""
        self.process.send_signal(number)
        _, errors = self.process.communicate(timeout=LIMIT)
        return errors


def wait(condition: Callable[[], Any]) -> None:
    """Wait until something holds."""
    limit = time.monotonic() + LIMIT
    while not condition():
        assert time.monotonic() < limit
        time.sleep(0.05)


def processes_of(directory: Path) -> list[psutil.Process]:
    """Everything that runs for the apps of a domain's directory, with ``info``: each may end any moment."""
    ours = mark(StateDirectory(directory).identity, "")
    return [
        process
        for process in psutil.process_iter(["environ", "cmdline", "ppid"])
        if (process.info["environ"] or {}).get(MARKER, "").startswith(ours)
    ]


def space_of(directory: Path, process: psutil.Process) -> str:
    """The space in which one of ``processes_of`` runs."""
    app_id = process.info["environ"][MARKER].rpartition("/")[2]
    metadata = StateDirectory(directory).app(app_id) / "resource-metadata.json"
    return str(json.loads(metadata.read_text())["SpaceName"])


def jupyterlab_of(directory: Path, space: str) -> list[psutil.Process]:
    """The JupyterLab process of a space."""
    found = {
        process.pid: process
        for process in processes_of(directory)
        if "jupyterlab" in (process.info["cmdline"] or []) and space_of(directory, process) == space
    }
    # What it starts has its command line until it has become another program.
    return [process for process in found.values() if process.info["ppid"] not in found]

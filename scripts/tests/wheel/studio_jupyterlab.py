"""JupyterLab as Studio starts it, on a UNIX socket that nobody else can open."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from http.client import HTTPResponse as Answer
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

from sagemaker_local_domain.arns import REGION
from sagemaker_local_domain.model import AppSpec
from sagemaker_local_domain.processes.environment import (
    Surroundings,
    app_environment,
    jupyterlab_command,
    metadata,
)

NAME = "jupyterlab-sagemaker-spaces"
#: Seconds for a server to start, on a busy machine.
PATIENCE = 120
_DOOR = "door"


class StudioJupyterLab:
    """The server of a private space; ``variables`` is the environment of all that runs in the space."""

    def __init__(self, folder: Path, home: Path, python: Path) -> None:
        self._home = home
        self._socket = folder / "socket"
        self._log = folder / "server.log"
        self._process: subprocess.Popen[bytes] | None = None
        app = AppSpec(
            app_id="app",
            domain_id="d-test",
            space="lab",
            app_type="JupyterLab",
            sharing="Private",
            owner="ana",
            instance_type="ml.t3.medium",
            image="sagemaker-distribution-cpu",
            image_version="4.4.0",
            python=str(python),
            volume_gb=5,
            arn=f"arn:aws:sagemaker:{REGION}:111122223333:app/d-test/lab/JupyterLab/default",
            execution_role="arn:aws:iam::111122223333:role/ana",
            process=True,
        )
        around = Surroundings(
            home=home,
            runtime=folder / "runtime",
            endpoint_url="http://127.0.0.1:9",  # nobody is there: to install it needs no SageMaker
            metadata_file=folder / "metadata.json",
            secret_file=folder / "secret",
            credentials_token="none",
            marker="none",
        )
        around.metadata_file.write_text(metadata(app))
        around.secret_file.write_text(_DOOR)
        self.variables = app_environment(app, around, os.environ)
        self._command = jupyterlab_command(
            app, home, self._socket, as_root=os.geteuid() == 0, can_collaborate=False
        )

    def start(self) -> None:
        """Start it, and wait until it answers."""
        with self._log.open("wb") as log:
            self._process = process = subprocess.Popen(
                self._command,
                cwd=self._home,
                env=self.variables,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        wait(lambda: self._answers() or process.poll() is not None)
        assert self._answers(), self.log()

    def stop(self) -> None:
        """Stop it, if it runs."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(PATIENCE)
            self._process = None

    def log(self) -> str:
        """What it has printed since it was started."""
        return self._log.read_text()

    def get(self, path: str) -> tuple[int, str]:
        """Status and body of the answer to a GET."""
        with self._asked("GET", path) as answer:
            return answer.status, answer.read().decode()

    def post(self, path: str, content: object) -> int:
        """Status of the answer to a POST from its own page."""
        with self._asked("GET", "lab") as page:
            xsrf = SimpleCookie(page.getheader("Set-Cookie"))["_xsrf"].value
        proof = {"Cookie": f"_xsrf={xsrf}", "X-XSRFToken": xsrf}
        with self._asked("POST", path, json.dumps(content), **proof) as answer:
            return answer.status

    def has_extension(self) -> bool:
        """Whether its page loads the front end, and the server part answers: both or neither."""
        _, page = self.get("lab")
        found = re.search(r'<script id="jupyter-config-data"[^>]*>(.*?)</script>', page, re.S)
        assert found, page
        config: dict[str, Any] = json.loads(found[1])
        front = [one for one in config["federated_extensions"] if one["name"] == NAME]
        status, here = self.get("sagemaker-spaces/here")
        assert bool(front) == (status == 200), (front, status)
        if front:
            assert json.loads(here)["space"] == "lab"
            assert self.get(f"lab/extensions/{NAME}/{front[0]['load']}")[0] == 200
        return bool(front)

    @contextmanager
    def _asked(self, method: str, path: str, body: str | None = None, **headers: str) -> Iterator[Answer]:
        door = {"X-Space-Door-Secret": _DOOR}
        with closing(_UnixConnection(self._socket)) as connection:
            connection.request(method, f"/jupyterlab/default/{path}", body, door | headers)
            with connection.getresponse() as answer:
                yield answer

    def _answers(self) -> bool:
        try:
            return self.get("api")[0] == 200
        except OSError:
            return False


class _UnixConnection(HTTPConnection):
    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=PATIENCE)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self._path))


def wait(condition: Callable[[], object]) -> None:
    """Wait until it is so, or patience ends."""
    until = time.monotonic() + PATIENCE
    while not condition() and time.monotonic() < until:
        time.sleep(0.05)

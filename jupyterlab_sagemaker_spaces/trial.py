"""``jupyter spaces try``: a local domain, a running shared space in it, and the addresses to reach them."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import time
import webbrowser
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn
from urllib.parse import urlencode, urlsplit

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from .colleague.welcome import PATH

#: The shared space that people land in, and who they are; all from the local domain's seed ``try``.
SPACE = "churn-team"
FIRST, SECOND = "ana", "ben"
#: Whom the scripted colleague plays: nobody's address, so that nobody meets themselves there.
COLLEAGUE = "chen"
#: Seconds beside AWS's own (scaled) two minutes that a start may take: JupyterLab is a real process.
PATIENCE = 60.0
#: How long the colleague may take to leave, seconds.
LEAVING = 10.0
#: What to look at, where the colleague comes.
MEETING = f"""You are not alone: {COLLEAGUE}, a scripted colleague, walks through {PATH} there and types.
Open it from the file browser, and see who is where: in its cells, and under People in the Spaces panel."""


class TrialFailed(Exception):
    """The trial cannot go on; the text says why and what to do."""


@dataclass(frozen=True)
class Domain:
    """A running local domain, as its line at start describes it."""

    endpoint_url: str
    region: str
    domain_id: str
    users: Mapping[str, Mapping[str, str]]
    studio: Mapping[str, str]

    @classmethod
    def parse(cls, line: str) -> Domain:
        """From the JSON line; raises TrialFailed for anything else."""
        try:
            data = json.loads(line)
            return cls(**{name: data[name] for name in cls.__dataclass_fields__})
        except (ValueError, KeyError, TypeError) as error:
            raise TrialFailed(f"The local domain's first line was not understood: {error!r}") from error

    def call(self, operation: str, **params: Any) -> dict[str, Any]:
        """One API call as the first person. An error of the service comes back with its ``__type``.

        Signed here instead of by a botocore client: that one would read the configuration of this machine's
        user (profile, proxy, endpoint), none of which concerns the local domain.
        """
        request = AWSRequest(
            "POST",
            self.endpoint_url + "/",
            data=json.dumps({"DomainId": self.domain_id, **params}),
            headers={"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": f"SageMaker.{operation}"},
        )
        keys = self.users[FIRST]
        credentials = Credentials(keys["access_key_id"], keys["secret_access_key"], keys["session_token"])
        SigV4Auth(credentials, "sagemaker", self.region).add_auth(request)
        connection = http.client.HTTPConnection(urlsplit(self.endpoint_url).netloc, timeout=30)
        try:
            connection.request("POST", "/", request.body, dict(request.headers.items()))
            answer: dict[str, Any] = json.loads(connection.getresponse().read() or b"{}")
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise TrialFailed(f"The local domain did not answer {operation}: {error!r}") from error
        finally:
            connection.close()
        return answer

    def address(self, user: str) -> str:
        """Signs the user in and lands in the shared space's JupyterLab."""
        return f"{self.studio[user]}&{urlencode({'space': SPACE})}"

    def one_time_address(self, user: str) -> str:
        """As ``address``, but good once and for five minutes. Raises TrialFailed."""
        return self._presigned(user, LandingUri=f"studio::jupyterlab/{SPACE}")

    def door_address(self, user: str) -> str:
        """As ``one_time_address``, but straight into the JupyterLab, which has to run. Raises TrialFailed."""
        return self._presigned(user, SpaceName=SPACE)

    def _presigned(self, user: str, **where: str) -> str:
        answer = self.call("CreatePresignedDomainUrl", UserProfileName=user, **where)
        try:
            return str(answer["AuthorizedUrl"])
        except KeyError as error:
            reason = answer.get("message", answer)
            raise TrialFailed(f"The local domain gave no address for {user}: {reason}") from error


def ensure_running(domain: Domain, patience: float, pause: Callable[[float], None] = time.sleep) -> None:
    """Wait until the shared space's JupyterLab runs; run it if it was stopped in an earlier trial.

    ``patience`` in seconds. Raises TrialFailed when it fails or does not come up in time.
    """
    app = {"SpaceName": SPACE, "AppType": "JupyterLab", "AppName": "default"}
    deadline = time.monotonic() + patience
    asked = False
    while time.monotonic() < deadline:
        answer = domain.call("DescribeApp", **app)
        status = answer.get("Status")
        if status == "InService":
            return
        if status in (None, "Deleted", "Failed"):
            if asked or answer.get("__type", "ResourceNotFound").rpartition("#")[2] != "ResourceNotFound":
                reason = answer.get("FailureReason") or answer.get("message") or answer
                raise TrialFailed(f"The space {SPACE} did not start: {reason}")
            settings = domain.call("DescribeSpace", SpaceName=SPACE).get("SpaceSettings", {})
            image = settings.get("JupyterLabAppSettings", {}).get("DefaultResourceSpec", {})
            if refusal := domain.call("CreateApp", **app, ResourceSpec=image).get("__type"):
                raise TrialFailed(f"The space {SPACE} could not be run: {refusal}")
            asked = True
        pause(0.2)
    raise TrialFailed(f"The space {SPACE} did not start within {patience:.0f} s.")


@contextmanager
def colleague(line: str) -> Iterator[None]:
    """Have the scripted colleague in the space; ``line`` is the local domain's at start.

    A process of its own: whatever happens to it, the trial goes on; and it ends when its standard input does,
    however this process ends.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab_sagemaker_spaces.colleague"],
        stdin=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdin is not None  # noqa: S101 - it was opened as a pipe
    try:
        process.stdin.write(line)
        process.stdin.flush()
        yield
    finally:
        process.stdin.close()
        try:
            process.wait(LEAVING)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def addresses(domain: Domain, directory: Path, accompanied: bool) -> str:
    """What the terminal says once all is ready; ``accompanied`` by the colleague."""
    meeting = f"\n{MEETING}\n" if accompanied else ""
    people = "\n".join(f"  {user:<6}{url}" for user, url in domain.studio.items())
    return f"""
JupyterLab in the shared space {SPACE}, as {FIRST}:
  {domain.address(FIRST)}

The same space as a second person, {SECOND} (in the same browser: each person has a host name of their own):
  {domain.address(SECOND)}
{meeting}
The Studio page of each person, where spaces are run, opened and stopped from outside:
{people}

API: AWS_ENDPOINT_URL_SAGEMAKER={domain.endpoint_url}, credentials in {directory / "domain.json"}
Ctrl-C stops everything. The spaces keep their files in {directory}.
"""


def has_display() -> bool:
    """Whether a browser can show a window; without one ``webbrowser`` would start a text browser here."""
    return sys.platform != "linux" or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


@dataclass(frozen=True)
class Trial:
    """One run of ``jupyter spaces try``."""

    directory: Path
    port: int
    time_scale: float
    open_browser: bool
    accompanied: bool

    def run(self) -> int:
        """Start everything, wait for Ctrl-C or a signal to end, stop everything. Returns the exit code."""
        signal.signal(signal.SIGTERM, _interrupt)
        signal.signal(signal.SIGHUP, _interrupt)
        directory = self.directory.absolute()
        print(f"Starting the local domain in {directory} ...", flush=True)
        # In a session of its own, so that Ctrl-C reaches this process alone, which then ends it in order.
        domain_process = subprocess.Popen(
            [
                *(sys.executable, "-m", "sagemaker_local_domain", "--seed=try", f"--port={self.port}"),
                *(f"--time-scale={self.time_scale}", f"--directory={directory}"),
            ],
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        try:
            return self._attend(domain_process, directory)
        except TrialFailed as error:
            print(error, file=sys.stderr)
            return 1
        except KeyboardInterrupt:
            return 0
        finally:
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_IGN)
            if domain_process.poll() is None:
                print("\nStopping the spaces ...", flush=True)
                domain_process.terminate()
                domain_process.wait()

    def _attend(self, process: subprocess.Popen[str], directory: Path) -> int:
        assert process.stdout is not None  # noqa: S101 - it was opened as a pipe
        line = process.stdout.readline()
        if not line:
            raise TrialFailed(f"The local domain did not start, exit code {process.wait()}: see above.")
        domain = Domain.parse(line)
        print(f"Starting JupyterLab in the space {SPACE} ...", flush=True)
        ensure_running(domain, 120 * self.time_scale + PATIENCE)
        print(addresses(domain, directory, self.accompanied), flush=True)
        if self.open_browser and has_display():
            # It ends up on a command line, which everybody on this machine can read.
            webbrowser.open(domain.one_time_address(FIRST))
        with colleague(line) if self.accompanied else nullcontext():
            code = process.wait()
        raise TrialFailed(f"The local domain ended by itself (exit code {code}).")

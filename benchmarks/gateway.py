"""What the gateway adds to an API call: direct and through a Jupyter server, in turn, in one run."""

from __future__ import annotations

import argparse
import http.client
import json
import os
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

BENCHMARKS = Path(__file__).resolve().parent
USER = "ana"
EXTENSIONS = {"jupyterlab_sagemaker_spaces": True, "loop_watch": True}
HEADERS = {"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "SageMaker.ListSpaces"}


@contextmanager
def ended(process: subprocess.Popen[str]) -> Iterator[subprocess.Popen[str]]:
    """End it when the work is done."""
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    """A port that nobody uses at the moment."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Channel:
    """A kept-alive connection that times its requests."""

    def __init__(self, address: str) -> None:
        self._connection = http.client.HTTPConnection(address, timeout=60)
        self._connection.connect()
        self._connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def post(self, path: str, body: str, headers: dict[str, str]) -> tuple[float, Any]:
        """Milliseconds, and the answer's JSON. Anything but a true answer ends the benchmark."""
        start = time.perf_counter()
        self._connection.request("POST", path, body, headers)
        response = self._connection.getresponse()
        answer = response.read()
        taken = (time.perf_counter() - start) * 1000
        if response.status != 200 or response.headers.get("X-Spaces-Status", "200") != "200":
            raise SystemExit(f"{path} answered {response.status}: {answer.decode(errors='replace')}")
        return taken, json.loads(answer)


def wait_for(address: str, process: subprocess.Popen[str], log: Path) -> None:
    """Until somebody answers there. The log is shown when nobody will."""
    for _ in range(600):
        try:
            socket.create_connection(tuple(address.split(":")), timeout=1).close()  # type: ignore[arg-type]
            return
        except OSError:
            if process.poll() is not None:
                raise SystemExit(f"The Jupyter server ended:\n{log.read_text()}") from None
            time.sleep(0.05)
    raise SystemExit(f"Nothing answers at {address}:\n{log.read_text()}")


def measure(
    domain: dict[str, Any], server: str, token: str, rounds: int, pause: float
) -> list[tuple[str, ...]]:
    """Table rows: name and numbers."""
    keys = domain["users"][USER]
    credentials = Credentials(keys["access_key_id"], keys["secret_access_key"], keys["session_token"])
    direct = Channel(urlsplit(domain["endpoint_url"]).netloc)
    through = Channel(server)
    authorization = {"Authorization": f"token {token}"}
    times: dict[str, list[float]] = {"direct": [], "gateway": []}
    stalls = []
    through.post("/loop-watch", "", authorization)  # what the server's own start took is not counted
    for number in range(rounds + 1):
        # Another answer each time: the gateway keeps answers for two seconds.
        body = json.dumps({"DomainIdEquals": domain["domain_id"], "SpaceNameContains": f"n{number}"})
        request = AWSRequest("POST", domain["endpoint_url"] + "/", data=body, headers=dict(HEADERS))
        SigV4Auth(credentials, "sagemaker", domain["region"]).add_auth(request)
        plain, expected = direct.post("/", body, dict(request.headers.items()))
        gateway, answer = through.post("/sagemaker-spaces/aws", body, HEADERS | authorization)
        if answer != expected:
            raise SystemExit(f"The gateway's answer differs: {answer} instead of {expected}")
        _, stall = through.post("/loop-watch", "", authorization)
        # The first round loads and connects everything: it is told apart.
        if number == 0:
            first = (f"{gateway:.1f}", f"{stall['worst_ms']:.1f}")
        else:
            times["direct"].append(plain)
            times["gateway"].append(gateway)
            stalls.append(stall["worst_ms"])
        time.sleep(pause)
    rows: list[tuple[str, ...]] = [("ms", "median", "p95", "longest")]
    for name, values in {**times, "stall of the loop meanwhile": stalls}.items():
        numbers = (statistics.median(values), statistics.quantiles(values, n=20)[18], max(values))
        rows.append((name, *(f"{number:.2f}" for number in numbers)))
    added = statistics.median(times["gateway"]) - statistics.median(times["direct"])
    rows.append(("added by the gateway", f"{added:.2f}"))
    rows.append(("first call of all; its stall", *first))
    return rows


def main() -> None:
    """Start a local domain and a Jupyter server, measure, print."""
    parser = argparse.ArgumentParser(prog="benchmarks/gateway", description=__doc__)
    parser.add_argument("--rounds", type=int, default=200, help="calls of each kind (default: %(default)s)")
    parser.add_argument(
        "--pause",
        type=float,
        default=0.55,
        help="seconds between calls: the gateway sends two reads a second",
    )
    options = parser.parse_args()
    token = secrets.token_hex()
    server = f"127.0.0.1:{free_port()}"
    with tempfile.TemporaryDirectory(prefix="spaces-benchmark-") as folder:
        start_domain = [sys.executable, "-m", "sagemaker_local_domain", "--port=0", "--seed=20"]
        domain_process = subprocess.Popen(
            [*start_domain, f"--directory={folder}/domain"], stdout=subprocess.PIPE, text=True
        )
        with ended(domain_process):
            assert domain_process.stdout is not None  # noqa: S101 - it was opened as a pipe
            domain = json.loads(domain_process.stdout.readline())
            keys = domain["users"][USER]
            log = Path(folder) / "server.log"
            environment = {
                **os.environ,
                "HOME": folder,
                "PYTHONPATH": str(BENCHMARKS),
                "AWS_ENDPOINT_URL_SAGEMAKER": domain["endpoint_url"],
                "AWS_ACCESS_KEY_ID": keys["access_key_id"],
                "AWS_SECRET_ACCESS_KEY": keys["secret_access_key"],
                "AWS_SESSION_TOKEN": keys["session_token"],
                "JUPYTER_TOKEN": token,
            }
            serve = [
                sys.executable,
                "-m",
                "jupyter_server",
                "--no-browser",
                "--allow-root",
                "--log-level=WARN",
            ]
            server_process = subprocess.Popen(
                [
                    *serve,
                    *(
                        "--ip=127.0.0.1",
                        f"--port={server.partition(':')[2]}",
                        f"--ServerApp.root_dir={folder}",
                    ),
                    f"--SpacesExtension.domain_id={domain['domain_id']}",
                    f"--SpacesExtension.region={domain['region']}",
                    f"--ServerApp.jpserver_extensions={EXTENSIONS}",
                ],
                env=environment,
                stderr=log.open("w"),
                text=True,
            )
            with ended(server_process):
                wait_for(server, server_process, log)
                for name, *numbers in measure(domain, server, token, options.rounds, options.pause):
                    print(f"{name:<32}" + "".join(f"{number:>12}" for number in numbers))


if __name__ == "__main__":
    main()

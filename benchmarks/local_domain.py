"""How long pages of a large local domain take: over a kept connection and by boto3, in turn, in one run."""

from __future__ import annotations

import argparse
import asyncio
import json
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import boto3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials as Keys
from gateway import Channel, ended

from sagemaker_local_domain.clock import Clock
from sagemaker_local_domain.credentials import Credentials
from sagemaker_local_domain.directory import StateDirectory
from sagemaker_local_domain.door.sessions import Sessions
from sagemaker_local_domain.model import Principal
from sagemaker_local_domain.processes.machine import Way
from sagemaker_local_domain.processes.runner import ProcessRunner
from sagemaker_local_domain.service import build_service
from sagemaker_local_domain.store import Store
from sagemaker_local_domain.wire.sigv4 import SignedRequest, verify

USER = "ana"
PAGE = 100
BUDGET_MS = 20.0
NEWEST_FIRST = {"SortBy": "LastModifiedTime", "SortOrder": "Descending"}


@dataclass(frozen=True)
class Question:
    """A call whose answer is timed."""

    title: str
    operation: str
    members: dict[str, Any]


class Domain:
    """What a running local domain announced, and how it is called."""

    def __init__(self, said: dict[str, Any]) -> None:
        self.domain_id = said["domain_id"]
        keys = said["users"][USER]
        self._endpoint = said["endpoint_url"] + "/"
        self._region = said["region"]
        self._keys = Keys(keys["access_key_id"], keys["secret_access_key"], keys["session_token"])
        self.address = urlsplit(said["endpoint_url"]).netloc
        self._channel = Channel(self.address)
        self._boto = boto3.client(
            "sagemaker",
            endpoint_url=said["endpoint_url"],
            region_name=said["region"],
            aws_access_key_id=keys["access_key_id"],
            aws_secret_access_key=keys["secret_access_key"],
            aws_session_token=keys["session_token"],
        )
        self._methods = {"ListSpaces": self._boto.list_spaces, "ListApps": self._boto.list_apps}

    def signed(self, question: Question) -> tuple[str, dict[str, str]]:
        """Body and signed headers of a call."""
        body = json.dumps(question.members)
        head = {
            "Content-Type": "application/x-amz-json-1.1",
            "X-Amz-Target": f"SageMaker.{question.operation}",
        }
        request = AWSRequest("POST", self._endpoint, data=body, headers=head)
        SigV4Auth(self._keys, "sagemaker", self._region).add_auth(request)
        return body, dict(request.headers.items())

    def direct(self, question: Question) -> tuple[float, Any]:
        """Milliseconds over the kept connection, signing not counted, and the answer."""
        return self._channel.post("/", *self.signed(question))

    def by_boto3(self, question: Question) -> float:
        """Milliseconds of boto3's call: signing, sending and parsing."""
        start = time.perf_counter()
        self._methods[question.operation](**question.members)
        return (time.perf_counter() - start) * 1000


def questions(domain: Domain) -> list[Question]:
    """The pages that are timed."""
    here = {"DomainIdEquals": domain.domain_id, "MaxResults": PAGE}
    spaces, apps = _tokens(domain, "ListSpaces", here), _tokens(domain, "ListApps", here)
    return [
        Question("ListSpaces, first page", "ListSpaces", here),
        Question("ListSpaces, middle page", "ListSpaces", here | {"NextToken": spaces[len(spaces) // 2]}),
        Question("ListSpaces, last page", "ListSpaces", here | {"NextToken": spaces[-1]}),
        Question("ListSpaces, newest change first", "ListSpaces", here | NEWEST_FIRST),
        Question("ListSpaces, names with '77'", "ListSpaces", here | {"SpaceNameContains": "77"}),
        Question("ListSpaces, no name fits", "ListSpaces", here | {"SpaceNameContains": "nothing"}),
        Question("ListApps, first page", "ListApps", here),
        Question("ListApps, last page", "ListApps", here | {"NextToken": apps[-1]}),
    ]


def _tokens(domain: Domain, operation: str, members: dict[str, Any]) -> list[str]:
    tokens: list[str] = []
    while True:
        further = {"NextToken": tokens[-1]} if tokens else {}
        _, answer = domain.direct(Question("", operation, members | further))
        if "NextToken" not in answer:
            return tokens
        tokens.append(answer["NextToken"])


def measure(domain: Domain, rounds: int) -> list[tuple[str, ...]]:
    """Table rows of all questions, both ways in turn."""
    asked = questions(domain)
    direct: dict[str, list[float]] = {one.title: [] for one in asked}
    boto: dict[str, list[float]] = {one.title: [] for one in asked}
    for number in range(rounds + 1):
        for one in asked:
            taken = domain.direct(one)[0], domain.by_boto3(one)
            if number:  # the first round loads and connects
                direct[one.title].append(taken[0])
                boto[one.title].append(taken[1])
    rows: list[tuple[str, ...]] = [("ms", "median", "p95", "longest", "boto3")]
    for title, times in direct.items():
        numbers = (
            statistics.median(times),
            statistics.quantiles(times, n=20)[18],
            max(times),
            statistics.median(boto[title]),
        )
        rows.append((title, *(f"{number:.2f}" for number in numbers)))
    over = [title for title, times in direct.items() if statistics.median(times) >= BUDGET_MS]
    rows.append((f"over the budget of {BUDGET_MS:.0f} ms", ", ".join(over) or "none"))
    return rows


def parts(folder: Path, domain: Domain, rounds: int) -> list[tuple[str, ...]]:
    """Table rows: what each part of a page takes, in this process, on the ended domain's store."""
    question = Question("", "ListSpaces", {"DomainIdEquals": domain.domain_id, "MaxResults": PAGE})
    body, headers = domain.signed(question)
    request = SignedRequest(
        "POST",
        "http://localhost/",
        {name.lower(): value for name, value in headers.items()} | {"host": domain.address},
        body.encode(),
    )
    with (
        StateDirectory(folder) as place,
        closing(Store(place.database)) as store,
        closing(sqlite3.connect(place.database)) as plain,
        asyncio.Runner() as loop,
    ):
        clock = Clock()
        sessions = Sessions(b"", 0, clock.now)
        service = build_service(store, clock, ProcessRunner(place, "", Way(False, "directory")), sessions)
        ana = Principal(user=USER)
        answer = loop.run(service.call(question.operation, question.members, ana))
        rows = "SELECT * FROM space WHERE domain_id = ? ORDER BY created, name LIMIT ?"
        work: dict[str, Callable[[], object]] = {
            "signature check": lambda: verify(request, Credentials(store, clock), time.time()),
            "the operation": lambda: loop.run(service.call(question.operation, question.members, ana)),
            "of it, SQLite": lambda: plain.execute(rows, [domain.domain_id, PAGE + 1]).fetchall(),
            "JSON of the answer": lambda: json.dumps(answer),
        }
        medians = {
            title: statistics.median(_timed(one) for _ in range(rounds)) for title, one in work.items()
        }
    return [("ms, in one process", "median"), *((title, f"{taken:.2f}") for title, taken in medians.items())]


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def main() -> None:
    """Start a local domain with its seed, measure, print."""
    parser = argparse.ArgumentParser(prog="benchmarks/local_domain", description=__doc__)
    parser.add_argument(
        "--spaces", type=int, default=10_000, help="a fifth of them run (default: %(default)s)"
    )
    parser.add_argument("--rounds", type=int, default=60, help="calls of each kind (default: %(default)s)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="spaces-benchmark-") as folder:
        directory = Path(folder) / "domain"
        start = time.perf_counter()
        command = [sys.executable, "-m", "sagemaker_local_domain", "--port=0", f"--seed={options.spaces}"]
        process = subprocess.Popen([*command, f"--directory={directory}"], stdout=subprocess.PIPE, text=True)
        with ended(process):
            assert process.stdout is not None  # noqa: S101 - it was opened as a pipe
            domain = Domain(json.loads(process.stdout.readline()))
            started = time.perf_counter() - start
            rows = measure(domain, options.rounds)
        for name, *numbers in [*rows, *parts(directory, domain, options.rounds)]:
            print(f"{name:<34}" + "".join(f"{number:>10}" for number in numbers))
        print(f"{'first start of all, s':<34}{started:>10.2f}")


if __name__ == "__main__":
    main()

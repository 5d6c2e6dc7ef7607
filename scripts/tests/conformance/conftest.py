"""One domain for the whole suite, and each flow once for each client."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from tasks.clients import clients
from tasks.project import environment

from .aws_cli import AwsCli
from .boto3_client import Boto3
from .client import Client
from .domain import Domain
from .helped_client import HelpedClient
from .person import Person

HERE = Path(__file__).parent
CLIENTS = ["boto3", "aws-cli", "sagemaker-core", "javascript"]


@pytest.fixture(scope="session")
def domain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Domain]:
    """A domain; at its end, whether every answer that it gave fits the service model."""
    with Domain(tmp_path_factory.mktemp("domain")) as domain:
        yield domain
        judgements = domain.judgements()
    assert judgements
    assert [one for one in judgements if one["misfits"]] == []


@pytest.fixture(scope="session", params=CLIENTS)
def client_name(request: pytest.FixtureRequest) -> str:
    """Which client a flow runs with."""
    return str(request.param)


@pytest.fixture(scope="session")
def client(client_name: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A client, its home without anybody's settings."""
    home = tmp_path_factory.mktemp("home")
    with ExitStack() as stack:
        command: list[str | Path]
        match client_name:
            case "boto3":
                yield Boto3()
            case "aws-cli":
                yield AwsCli(clients() / "aws", home)
            case "sagemaker-core":
                command = [clients() / "python", HERE / "sagemaker_core_helper.py"]
                yield stack.enter_context(HelpedClient(command, home, waits=True))
            case "javascript":
                node = shutil.which("node", path=environment()["PATH"])
                assert node
                command = [node, HERE / "javascript_helper.mjs"]
                yield stack.enter_context(HelpedClient(command, home, waits=False))


@pytest.fixture
def ana(domain: Domain, client: Client) -> Person:
    return Person(domain, client, domain.account("ana"), "ana")


@pytest.fixture
def administrator(domain: Domain, client: Client) -> Person:
    return Person(domain, client, domain.administrator())

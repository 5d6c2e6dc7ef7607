"""A Jupyter server with the extension in it, and a SageMaker API that each test scripts."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from pytest_jupyter.jupyter_server import *  # noqa: F403
from traitlets.config import Config

from jupyterlab_sagemaker_spaces.extension import SpacesExtension

from .bench import Bench
from .endpoint import FakeEndpoint
from .quick import QuickClock
from .running_notebook import Notebook

# pytest-asyncio runs the tests: pytest-jupyter's own way of running coroutines would get between.
del pytest_pyfunc_call, pytest_pycollect_makeitem  # noqa: F821

DOMAIN = "d-test"


@pytest.fixture  # type: ignore[no-redef]
async def jp_asyncio_loop() -> asyncio.AbstractEventLoop:
    """Have pytest-jupyter's fixtures use the loop in which the test runs."""
    return asyncio.get_running_loop()


@pytest.fixture(autouse=True)
def no_real_aws(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the machine's own AWS configuration out of the tests."""
    for name in list(os.environ):
        if name.startswith(("AWS_", "SAGEMAKER_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "no-config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "no-credentials"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("RESOURCE_METADATA_FILE", str(tmp_path / "no-metadata.json"))


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """The servers of these tests are killed, the machine is not."""
    monkeypatch.setattr("os.fsync", lambda fd: None)


@pytest.fixture
async def endpoint(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeEndpoint]:
    """A SageMaker API over HTTP, which the server is told of as botocore's clients are."""
    fake = FakeEndpoint()
    url = await fake.start()
    monkeypatch.setenv("AWS_ENDPOINT_URL_SAGEMAKER", url)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDTEST")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "the-secret-key")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "the-session-token")
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    yield fake
    await fake.stop()


@pytest.fixture  # type: ignore[no-redef]
def jp_server_config() -> Config:
    """The extension is on; nothing is open to those who are not signed in."""
    return Config(
        {
            "ServerApp": {
                # Terminals have an endpoint that would fail under allow_unauthenticated_access=False.
                "jpserver_extensions": {
                    "jupyterlab_sagemaker_spaces": True,
                    "jupyter_server_terminals": False,
                },
                "allow_unauthenticated_access": False,
            },
            "SpacesExtension": {"domain_id": DOMAIN},
        }
    )


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the server's waiting take a hundredth of its time."""
    monkeypatch.setattr("jupyterlab_sagemaker_spaces.extension.SystemClock", QuickClock)


@pytest.fixture
def private_space(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Be in the private space ``mine``."""
    _be_in("mine", "private", monkeypatch, tmp_path)


@pytest.fixture
def shared_space(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Be in the shared space ``team``."""
    _be_in("team", "shared", monkeypatch, tmp_path)


@pytest.fixture
def project_space(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Be in a private space of a project of SageMaker Unified Studio."""
    project = {"DataZoneScopeName": "dev", "DataZoneProjectId": "p-1"}
    _be_in("mine", "private", monkeypatch, tmp_path, AdditionalMetadata=project)


def _be_in(
    space: str, sharing: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, **more: dict[str, str]
) -> None:
    metadata: dict[str, Any] = {
        "AppType": "JupyterLab",
        "DomainId": DOMAIN,
        "SpaceName": space,
        "ResourceArn": f"arn:aws:sagemaker:eu-west-1:123456789012:app/{DOMAIN}/{space}/JupyterLab/default",
        **more,
    }
    path = tmp_path / "resource-metadata.json"
    path.write_text(json.dumps(metadata))
    monkeypatch.setenv("RESOURCE_METADATA_FILE", str(path))
    monkeypatch.setenv("SAGEMAKER_SPACE_TYPE_LOWERCASE", sharing)


@pytest.fixture
async def extension(jp_serverapp: Any) -> AsyncIterator[SpacesExtension]:
    """The extension in the running server."""
    (app,) = jp_serverapp.extension_manager.extension_apps["jupyterlab_sagemaker_spaces"]
    yield app
    await app.stop_extension()


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    """A server's jobs over a made-up cloud with one stopped space, ``lab``."""
    bench = Bench(tmp_path)
    bench.cloud.space("lab")
    yield bench
    await bench.crash()


@pytest.fixture
async def notebook_of(jp_serverapp: Any, jp_root_dir: Path) -> AsyncIterator[Callable[[list[str]], Any]]:
    made: list[Notebook] = []

    async def make(sources: list[str]) -> Notebook:
        notebook = Notebook(jp_serverapp, jp_root_dir, sources)
        await notebook.start()
        made.append(notebook)
        return notebook

    yield make
    for notebook in made:
        notebook.client.stop_channels()
    await jp_serverapp.kernel_manager.shutdown_all(now=True)

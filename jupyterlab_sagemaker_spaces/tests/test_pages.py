"""The WebSocket that each page holds, with a real server and real kernels."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from tornado.httpclient import HTTPClientError
from tornado.websocket import WebSocketClientConnection, websocket_connect

from jupyterlab_sagemaker_spaces.extension import SpacesExtension
from jupyterlab_sagemaker_spaces.leaving import follower, watch

from .endpoint import FakeEndpoint
from .running_notebook import LIMIT_S, PRINTS, Notebook, until

Json = dict[str, Any]


@pytest.fixture
async def open_page(jp_ws_fetch: Any) -> AsyncIterator[Callable[[], Awaitable[WebSocketClientConnection]]]:
    made: list[WebSocketClientConnection] = []

    async def connect() -> WebSocketClientConnection:
        made.append(await jp_ws_fetch("sagemaker-spaces", "pages"))
        return made[-1]

    yield connect
    for connection in made:
        connection.close()


async def say(page: WebSocketClientConnection, said: Json) -> None:
    await page.write_message(json.dumps(said))


async def heard(page: WebSocketClientConnection) -> Any:
    message = await asyncio.wait_for(page.read_message(), LIMIT_S)
    assert isinstance(message, str)
    return json.loads(message)["heard"]


def handed(notebook: Notebook, request: str, cell: int) -> Json:
    """What a page has of a cell that has put out nothing yet."""
    cells: list[Json] = [
        {"id": f"c{cell}", "msg_id": request, "outputs": [], "execution_count": None, "last": None},
    ]
    return {"kernel": notebook.kernel, "path": notebook.path, "cells": cells}


def cells_of(extension: SpacesExtension, notebook: Notebook) -> int:
    return len(extension._leaving.standing._followers[notebook.kernel].cells)


async def test_what_runs_when_the_last_page_is_closed_is_waited_for_and_its_output_kept(
    quick: None,
    private_space: None,
    endpoint: FakeEndpoint,
    notebook_of: Callable[[list[str]], Any],
    extension: SpacesExtension,
    open_page: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(follower, "QUIET_S", 0.5)
    endpoint.run("mine")
    flag = tmp_path / "go"
    notebook = await notebook_of([PRINTS.format(flag=str(flag)), "print('second')"])
    page = await open_page()
    requests = await notebook.run_all()
    await say(page, {"minutes": 1, "kernels": [notebook.kernel]})
    assert await heard(page) == [notebook.kernel]
    for cell, request in enumerate(requests):
        await say(page, handed(notebook, request, cell))
    await until(lambda: cells_of(extension, notebook) == 2)
    page.close()
    notebook.client.stop_channels()
    (job,) = await until(lambda: list(extension._jobs._jobs.values()))
    await until(lambda: job.step.name == "wait-done")
    assert notebook.outputs() == ["", ""]
    flag.touch()
    await until(lambda: job.state != "running")
    assert job.message == "JupyterLab had not been open for 1 min. Done: run.ipynb."
    assert notebook.outputs()[1] == "second\n"
    assert notebook.outputs()[0].endswith("ended\n")


async def test_what_is_over_while_a_page_is_open_is_forgotten(
    private_space: None,
    notebook_of: Callable[[list[str]], Any],
    extension: SpacesExtension,
    open_page: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(watch, "KEPT_S", 0.0)
    notebook = await notebook_of(["print('first')", "print('second')"])
    page = await open_page()
    await say(page, {"minutes": 0, "kernels": [notebook.kernel]})
    assert await heard(page) == [notebook.kernel]
    first = notebook.client.execute("import time; time.sleep(0.3)")
    await say(page, handed(notebook, first, 0))
    await until(lambda: cells_of(extension, notebook) == 1)
    await until(lambda: cells_of(extension, notebook) == 0)
    # One that comes too late is not waited for.
    await say(page, handed(notebook, first, 0))
    await until(lambda: cells_of(extension, notebook) == 1)
    assert extension._leaving.standing.look()[0].state == "idle"
    page.close()


async def test_what_ends_shortly_before_a_dead_connection_is_noticed_is_kept(
    private_space: None, notebook_of: Callable[[list[str]], Any], extension: SpacesExtension, open_page: Any
) -> None:
    notebook = await notebook_of(["print('first')"])
    page = await open_page()
    await say(page, {"minutes": 1, "kernels": [notebook.kernel]})
    assert await heard(page) == [notebook.kernel]
    request = notebook.client.execute("import time; time.sleep(0.3); print('ended')")
    await say(page, handed(notebook, request, 0))
    await until(lambda: notebook.state() == "busy")
    await until(lambda: notebook.state() == "idle")
    page.close()
    await until(lambda: not extension._leaving.standing.attended)
    assert await extension._leaving.standing.write() == []
    assert notebook.outputs() == ["ended\n"]


async def test_what_ends_while_no_page_is_open_is_there_for_the_next(
    private_space: None, notebook_of: Callable[[list[str]], Any], extension: SpacesExtension, open_page: Any
) -> None:
    notebook = await notebook_of(["print('first')"])
    page = await open_page()
    await say(page, {"minutes": 30, "kernels": [notebook.kernel]})
    assert await heard(page) == [notebook.kernel]
    request = notebook.client.execute("import time; time.sleep(1); print('ended')")
    await say(page, handed(notebook, request, 0))
    await until(lambda: cells_of(extension, notebook) == 1)
    page.close()
    await until(lambda: extension._leaving.standing.has_unseen)
    assert notebook.outputs() == [""]
    await open_page()
    await until(lambda: notebook.outputs() == ["ended\n"])
    await until(lambda: cells_of(extension, notebook) == 0)


async def test_a_page_moves_no_idle_clock(private_space: None, jp_serverapp: Any, open_page: Any) -> None:
    before = jp_serverapp.web_app.last_activity()
    page = await open_page()
    await say(page, {"minutes": 5, "kernels": []})
    assert await heard(page) == []
    assert jp_serverapp.web_app.last_activity() == before


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("{", "not JSON"),
        ("[]", "not a JSON object"),
        ('{"minutes": -1, "kernels": []}', "minutes must be"),
        ('{"minutes": true, "kernels": []}', "minutes must be"),
        ('{"minutes": 1, "kernels": "k"}', "list of ids"),
        ('{"minutes": 1, "kernels": [""]}', "list of ids"),
        ('{"minutes": 1}', "missing: kernels"),
        ('{"kernel": "k"}', "missing: cells, path"),
    ],
)
async def test_a_page_that_is_not_understood_is_told_why(
    extension: SpacesExtension, open_page: Any, said: str, why: str
) -> None:
    page = await open_page()
    await page.write_message(said)
    assert await asyncio.wait_for(page.read_message(), LIMIT_S) is None
    assert page.close_code == 1003
    assert why in (page.close_reason or "")


async def test_nobody_is_let_in_without_a_token(
    extension: SpacesExtension, jp_ws_fetch: Any, jp_base_url: str, http_server_port: Any
) -> None:
    url = f"ws://localhost:{http_server_port[1]}{jp_base_url}sagemaker-spaces/pages"
    with pytest.raises(HTTPClientError) as caught:
        await websocket_connect(url)
    assert caught.value.code == 403

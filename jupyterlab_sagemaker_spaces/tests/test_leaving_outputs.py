"""Kernels are followed until they are done, and their outputs come into the notebook: with real kernels."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from tornado.httpclient import HTTPClientError

from jupyterlab_sagemaker_spaces.extension import SpacesExtension
from jupyterlab_sagemaker_spaces.leaving import follower

from .endpoint import FakeEndpoint
from .running_notebook import LIMIT_S, PRINTS, Notebook, formats, until

Json = dict[str, Any]
#: What a tab has of a cell that printed so.
BEGUN = [{"output_type": "stream", "name": "stdout", "text": "begun\n"}]


@pytest.fixture(autouse=True)
def soon_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a second without a break is enough here."""
    monkeypatch.setattr(follower, "QUIET_S", 0.5)


def cell(number: int, msg_id: str, outputs: list[Json] | None = None, last: str | None = None) -> Json:
    return {
        "id": f"c{number}",
        "msg_id": msg_id,
        "outputs": outputs or [],
        "execution_count": None,
        "last": last,
    }


def handed_over(notebook: Notebook, cells: list[Json]) -> str:
    return json.dumps({"kernel": notebook.kernel, "path": notebook.path, "cells": cells})


class Leaver:
    """A watch over one notebook's kernel, as a job has it."""

    def __init__(self, extension: SpacesExtension, notebook: Notebook, fetch: Any) -> None:
        self._fetch = fetch
        self._notebook = notebook
        self.watch = extension._leaving.watch("ab12", [notebook.kernel], unattended=False)

    async def hand_over(self, cells: list[Json]) -> None:
        await self._fetch(
            "sagemaker-spaces",
            "jobs",
            "ab12",
            "outputs",
            method="POST",
            body=handed_over(self._notebook, cells),
        )

    def state(self) -> str:
        (followed,) = self.watch.look()
        return followed.state

    async def done(self) -> str:
        state: str = await until(lambda: self.state() if self.state() in ("done", "lost") else None)
        assert await self.watch.write() == []
        return state


@pytest.fixture
def leaver(extension: SpacesExtension, jp_fetch: Any) -> Callable[[Notebook], Awaitable[Leaver]]:
    async def begin(notebook: Notebook) -> Leaver:
        """Have the kernel followed, and wait until it is heard."""
        leaver = Leaver(extension, notebook, jp_fetch)
        await leaver.watch.ready()
        return leaver

    return begin


async def test_queued_cells_are_waited_for_and_their_outputs_written(
    notebook_of: Any, leaver: Any, tmp_path: Path
) -> None:
    flag = tmp_path / "go"
    notebook = await notebook_of([PRINTS.format(flag=str(flag)), "print('second')\n1 + 1", "1/0"])
    requests = await notebook.run_all()
    await notebook.printed("begun")
    leaving = await leaver(notebook)
    assert leaving.watch.look()[0].recorded
    await leaving.hand_over(
        [cell(0, requests[0], BEGUN, notebook.last), cell(1, requests[1]), cell(2, requests[2])]
    )
    notebook.client.stop_channels()  # the tab is closed
    assert leaving.state() == "busy"
    flag.touch()
    assert await leaving.done() == "done"
    assert notebook.outputs() == ["begun\nended\n", "second\n", "ZeroDivisionError"]
    assert notebook.counts() == [1, 2, 3]
    read = formats.read(notebook.file, 4)
    formats.validate(read)
    assert read.cells[1].outputs[1].data["text/plain"] == "2"
    assert [cell.source for cell in read.cells] == notebook.sources


async def test_what_was_printed_between_the_question_and_the_hand_over_is_there_once(
    notebook_of: Any, leaver: Any, tmp_path: Path
) -> None:
    flag = tmp_path / "go"
    notebook = await notebook_of([PRINTS.format(flag=str(flag))])
    leaving = await leaver(notebook)
    (request,) = await notebook.run_all()
    await notebook.printed("begun")
    await leaving.hand_over([cell(0, request, BEGUN, notebook.last)])
    flag.touch()
    await leaving.done()
    assert notebook.outputs() == ["begun\nended\n"]


async def test_cells_that_an_error_keeps_from_running_are_not_waited_for(
    notebook_of: Any, leaver: Any, tmp_path: Path
) -> None:
    flag = tmp_path / "go"
    notebook = await notebook_of([PRINTS.format(flag=str(flag)) + "\n1/0", "print('never')"])
    requests = await notebook.run_all()
    await notebook.printed("begun")
    leaving = await leaver(notebook)
    await leaving.hand_over([cell(0, requests[0]), cell(1, requests[1])])
    flag.touch()
    assert await leaving.done() == "done"
    assert notebook.outputs()[1] == ""


async def test_a_kernel_that_dies_is_lost_and_its_output_kept(
    notebook_of: Any, leaver: Any, tmp_path: Path
) -> None:
    flag = tmp_path / "go"
    notebook = await notebook_of(
        [PRINTS.format(flag=str(flag)) + "\ntime.sleep(0.5)\nos._exit(1)", "print('never')"]
    )
    requests = await notebook.run_all()
    await notebook.printed("begun")
    leaving = await leaver(notebook)
    await leaving.hand_over([cell(0, requests[0]), cell(1, requests[1])])
    flag.touch()
    assert await leaving.done() == "lost"
    assert notebook.outputs() == ["ended\n", ""]


async def test_a_kernel_that_waits_for_input_is_not_done(notebook_of: Any, leaver: Any) -> None:
    notebook = await notebook_of(["print('asks', flush=True)\ninput()"])
    await notebook.run_all()
    await notebook.printed("asks")
    leaving = await leaver(notebook)
    assert leaving.watch.look()[0].recorded
    await until(lambda: leaving.state() == "busy")


async def test_a_kernel_that_was_shut_down_is_waited_for_no_more(
    notebook_of: Any, leaver: Any, jp_serverapp: Any
) -> None:
    notebook = await notebook_of([])
    leaving = await leaver(notebook)
    await jp_serverapp.kernel_manager.shutdown_kernel(notebook.kernel, now=True)
    assert await leaving.done() == "done"


async def test_the_idle_clock_is_not_moved(notebook_of: Any, leaver: Any) -> None:
    notebook = await notebook_of([])
    before = notebook.manager.last_activity
    leaving = await leaver(notebook)
    await leaving.done()
    assert notebook.manager.last_activity == before


async def test_outputs_go_to_where_the_notebook_is_by_then_and_nowhere_else(
    notebook_of: Any, leaver: Any, jp_serverapp: Any, jp_root_dir: Path
) -> None:
    notebook = await notebook_of(["print(1)"])
    other = jp_root_dir / "other.ipynb"
    other.write_text(notebook.file.read_text())
    leaving = await leaver(notebook)
    requests = await notebook.run_all()
    notebook.path = other.name
    await leaving.hand_over([cell(0, requests[0])])
    await until(lambda: leaving.state() == "done")
    (session,) = await jp_serverapp.session_manager.list_sessions()
    await jp_serverapp.session_manager.update_session(session["id"], path="renamed.ipynb")
    notebook.file = notebook.file.rename(jp_root_dir / "renamed.ipynb")
    await leaving.done()
    assert notebook.outputs() == ["1\n"]
    assert '"outputs": []' in other.read_text()


async def test_a_notebook_that_cannot_be_written_is_said(
    notebook_of: Any, leaver: Any, extension: SpacesExtension, caplog: pytest.LogCaptureFixture
) -> None:
    notebook = await notebook_of(["print(1)"])
    leaving = await leaver(notebook)
    requests = await notebook.run_all()
    await leaving.hand_over([cell(0, requests[0])])
    await until(lambda: leaving.state() == "done")
    notebook.file.unlink()
    (trouble,) = await leaving.watch.write()
    assert trouble.startswith("run.ipynb: ")
    await extension._leaving.close()
    assert "run.ipynb" in caplog.text


async def test_a_server_that_ends_in_good_order_keeps_outputs(
    notebook_of: Any, leaver: Any, extension: SpacesExtension
) -> None:
    notebook = await notebook_of(["print('kept', flush=True)\ninput()"])
    leaving = await leaver(notebook)
    requests = await notebook.run_all()
    await notebook.printed("kept")
    await leaving.hand_over([cell(0, requests[0])])
    # Its own connection may bring a message later than the tab's.
    follower = leaving.watch._followers[notebook.kernel]
    await until(lambda: follower.outputs()["c0"].outputs())
    await extension._leaving.close()
    assert notebook.outputs() == ["kept\n"]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("{", "not JSON"),
        ("{}", "missing"),
        (json.dumps({"kernel": "k", "path": "", "cells": []}), "path must be a text"),
        (json.dumps({"kernel": "k", "path": "a.ipynb", "cells": {}}), "cells must be a list"),
        (json.dumps({"kernel": "k", "path": "a.ipynb", "cells": [1]}), "must be a JSON object"),
        (json.dumps({"kernel": "k", "path": "a.ipynb", "cells": [cell(0, "")]}), "msg_id must be a text"),
        (
            json.dumps({"kernel": "k", "path": "a.ipynb", "cells": [cell(0, "m", [{"output_type": "x"}])]}),
            "none of a notebook",
        ),
        (json.dumps({"kernel": "k", "path": "a.ipynb", "cells": []}), "does not wait for this kernel"),
    ],
)
async def test_a_hand_over_that_makes_no_sense_is_refused(
    notebook_of: Any, leaver: Any, jp_fetch: Any, body: str, text: str
) -> None:
    await leaver(await notebook_of([]))
    with pytest.raises(HTTPClientError) as caught:
        await jp_fetch("sagemaker-spaces", "jobs", "ab12", "outputs", method="POST", body=body)
    assert caught.value.code == 400
    assert text in said(caught.value)


async def test_a_hand_over_to_no_job_is_refused(extension: SpacesExtension, jp_fetch: Any) -> None:
    with pytest.raises(HTTPClientError) as caught:
        await jp_fetch("sagemaker-spaces", "jobs", "cd34", "outputs", method="POST", body="{}")
    assert caught.value.code == 404


@pytest.mark.parametrize(
    ("more", "text"),
    [
        ({"when_done": {"kernels": ["k"], "limit_minutes": 5}}, "Only the space that JupyterLab runs in"),
        ({"announce": True}, "Only the space that JupyterLab runs in"),
        ({"announce": 1}, "announce must be"),
        ({"when_done": {"kernels": [], "limit_minutes": 5}}, "1 to 200 kernels"),
        ({"when_done": {"kernels": [1], "limit_minutes": 5}}, "list of ids"),
        ({"when_done": {"kernels": ["k"], "limit_minutes": 0}}, "limit_minutes"),
        ({"when_done": {"kernels": ["k"], "limit_minutes": True}}, "limit_minutes"),
        ({"when_done": []}, "when_done must be"),
    ],
)
async def test_a_stop_that_makes_no_sense_is_refused(
    private_space: None, extension: SpacesExtension, jp_fetch: Any, more: Json, text: str
) -> None:
    body = json.dumps({"kind": "stop", "space": "other", **more})
    with pytest.raises(HTTPClientError) as caught:
        await jp_fetch("sagemaker-spaces", "jobs", method="POST", body=body)
    assert caught.value.code == 400
    assert text in said(caught.value)


def said(error: HTTPClientError) -> str:
    assert error.response
    return str(json.loads(error.response.body)["message"])


async def test_a_stop_when_done_from_the_request_to_the_call_of_aws(
    quick: None,
    private_space: None,
    endpoint: FakeEndpoint,
    notebook_of: Any,
    extension: SpacesExtension,
    jp_fetch: Any,
    jp_ws_fetch: Any,
    tmp_path: Path,
) -> None:
    endpoint.run("mine")
    flag = tmp_path / "go"
    notebook = await notebook_of([PRINTS.format(flag=str(flag)), "print('second')"])
    requests = await notebook.run_all()
    await notebook.printed("begun")
    socket = await jp_ws_fetch("api", "events", "subscribe")
    when = {"kernels": [notebook.kernel], "limit_minutes": 60}
    response = await jp_fetch(
        "sagemaker-spaces",
        "jobs",
        method="POST",
        body=json.dumps({"kind": "stop", "space": "mine", "when_done": when, "announce": False}),
    )
    job = json.loads(response.body)
    cells = [cell(0, requests[0], BEGUN, notebook.last), cell(1, requests[1])]
    await jp_fetch(
        "sagemaker-spaces", "jobs", job["id"], "outputs", method="POST", body=handed_over(notebook, cells)
    )
    events: list[Json] = []

    async def until_told(is_so: Callable[[Json], bool]) -> None:
        while not events or not is_so(events[-1]["job"]):
            # What does not fit the schema does not arrive.
            event = json.loads(await asyncio.wait_for(socket.read_message(), LIMIT_S))
            if "job" in event:  # Jupyter tells of kernels and files, too
                events.append(event)

    await until_told(lambda job: job["step"]["name"] == "wait-done")
    assert events[-1]["job"]["leaving"]["kernels"] == [
        {"id": notebook.kernel, "path": "run.ipynb", "state": "busy", "recorded": True}
    ]
    flag.touch()
    await until_told(lambda job: job["state"] != "running")
    socket.close()
    assert [event["sequence"] for event in events] == list(range(1, len(events) + 1))
    last = events[-1]["job"]
    assert (last["state"], last["message"], last["error"]) == ("done", "Done: run.ipynb.", None)
    assert last["leaving"]["kernels"][0]["state"] == "done"
    assert [call.operation for call in endpoint.calls].count("DeleteApp") == 1
    assert notebook.outputs() == ["begun\nended\n", "second\n"]
    assert notebook.kernel not in extension._leaving._manager  # shut down in good order

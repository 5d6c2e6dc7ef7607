"""Leaving with real kernels and terminals: what is seen, and that outputs come into the notebook."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import nbformat.v4
import pytest
from tornado.httpclient import HTTPClientError
from traitlets.config import Config

from jupyterlab_sagemaker_spaces.extension import SpacesExtension
from jupyterlab_sagemaker_spaces.leaving import follower
from jupyterlab_sagemaker_spaces.leaving.looks import CannotLook, look_at_all
from jupyterlab_sagemaker_spaces.leaving.packages import new_packages
from jupyterlab_sagemaker_spaces.leaving.people import others_present
from jupyterlab_sagemaker_spaces.leaving.terminals import what_runs

from .endpoint import FakeEndpoint

Json = dict[str, Any]
#: It has no types.
formats: Any = nbformat
LIMIT_S = 60.0
#: A cell that prints for as long as a file is not there.
PRINTS = """
import os, time
print("begun", flush=True)
while not os.path.exists({flag!r}):
    time.sleep(0.02)
print("ended", flush=True)
"""


@pytest.fixture
def jp_server_config(jp_server_config: Config) -> Config:
    return Config(
        {
            **jp_server_config,
            "ServerApp": {
                "jpserver_extensions": {
                    "jupyterlab_sagemaker_spaces": True,
                    "jupyter_server_terminals": True,
                }
            },
        }
    )


@pytest.fixture(autouse=True)
def soon_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a second without a break is enough here."""
    monkeypatch.setattr(follower, "QUIET_S", 0.5)


async def until(is_so: Callable[[], Any]) -> Any:
    async with asyncio.timeout(LIMIT_S):
        while not (value := is_so()):  # noqa: ASYNC110  (processes tell of no event)
            await asyncio.sleep(0.02)
    return value


class Notebook:
    """A notebook with a real kernel, and a client that runs cells as a tab does."""

    def __init__(self, app: Any, directory: Path, sources: list[str]) -> None:
        self._app = app
        self.path = "run.ipynb"
        self.file = directory / self.path
        cells = [formats.v4.new_code_cell(source, id=f"c{i}") for i, source in enumerate(sources)]
        formats.write(formats.v4.new_notebook(cells=cells), self.file)
        self.sources = sources

    async def start(self) -> None:
        session = await self._app.session_manager.create_session(
            path=self.path, name=self.path, type="notebook", kernel_name="python3"
        )
        self.kernel = session["kernel"]["id"]
        self.manager = self._app.kernel_manager.get_kernel(self.kernel)
        self.client = self.manager.client()
        self.client.start_channels()
        await self.client.wait_for_ready(timeout=LIMIT_S)

    async def run_all(self) -> list[str]:
        """Send every cell at once, as Run All does; the ids of the requests."""
        return [self.client.execute(source) for source in self.sources]

    def state(self) -> str:
        return str(self.manager.execution_state)

    async def printed(self, text: str) -> None:
        """Wait until the tab sees that text."""
        async with asyncio.timeout(LIMIT_S):
            while True:
                message = await self.client.get_iopub_msg()
                self.last = message["header"]["msg_id"]
                if text in str(message["content"].get("text", "")):
                    return

    def outputs(self) -> list[str]:
        """What the notebook on disk has below its cells."""
        return [
            "".join(output.get("text", output.get("ename", "")) for output in cell.outputs)
            for cell in formats.read(self.file, 4).cells
        ]

    def counts(self) -> list[int | None]:
        return [cell.execution_count for cell in formats.read(self.file, 4).cells]


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
        self.watch = extension._leaving.watch("ab12", [notebook.kernel])

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
def leaver(extension: SpacesExtension, jp_fetch: Any) -> Callable[[Notebook], Leaver]:
    return lambda notebook: Leaver(extension, notebook, jp_fetch)


async def test_queued_cells_are_waited_for_and_their_outputs_written(
    notebook_of: Any, leaver: Any, tmp_path: Path
) -> None:
    flag = tmp_path / "go"
    notebook = await notebook_of([PRINTS.format(flag=str(flag)), "print('second')\n1 + 1", "1/0"])
    requests = await notebook.run_all()
    await notebook.printed("begun")
    leaving = leaver(notebook)
    await leaving.watch.ready
    assert leaving.watch.look()[0].recorded
    begun = [{"output_type": "stream", "name": "stdout", "text": "begun\n"}]
    await leaving.hand_over(
        [cell(0, requests[0], begun, notebook.last), cell(1, requests[1]), cell(2, requests[2])]
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
    leaving = leaver(notebook)
    await leaving.watch.ready
    (request,) = await notebook.run_all()
    await notebook.printed("begun")
    begun = [{"output_type": "stream", "name": "stdout", "text": "begun\n"}]
    await leaving.hand_over([cell(0, request, begun, notebook.last)])
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
    leaving = leaver(notebook)
    await leaving.watch.ready
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
    leaving = leaver(notebook)
    await leaving.watch.ready
    await leaving.hand_over([cell(0, requests[0]), cell(1, requests[1])])
    flag.touch()
    assert await leaving.done() == "lost"
    assert notebook.outputs() == ["ended\n", ""]


async def test_a_kernel_that_waits_for_input_is_not_done(notebook_of: Any, leaver: Any) -> None:
    notebook = await notebook_of(["print('asks', flush=True)\ninput()"])
    await notebook.run_all()
    await notebook.printed("asks")
    leaving = leaver(notebook)
    await leaving.watch.ready
    assert leaving.watch.look()[0].recorded
    await until(lambda: leaving.state() == "busy")


async def test_a_kernel_that_was_shut_down_is_waited_for_no_more(
    notebook_of: Any, leaver: Any, jp_serverapp: Any
) -> None:
    notebook = await notebook_of([])
    leaving = leaver(notebook)
    await jp_serverapp.kernel_manager.shutdown_kernel(notebook.kernel, now=True)
    assert await leaving.done() == "done"


async def test_the_idle_clock_is_not_moved(notebook_of: Any, leaver: Any) -> None:
    notebook = await notebook_of([])
    before = notebook.manager.last_activity
    leaving = leaver(notebook)
    await leaving.watch.ready
    await leaving.done()
    assert notebook.manager.last_activity == before


async def test_outputs_go_to_where_the_notebook_is_by_then_and_nowhere_else(
    notebook_of: Any, leaver: Any, jp_serverapp: Any, jp_root_dir: Path
) -> None:
    notebook = await notebook_of(["print(1)"])
    other = jp_root_dir / "other.ipynb"
    other.write_text(notebook.file.read_text())
    leaving = leaver(notebook)
    await leaving.watch.ready
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
    leaving = leaver(notebook)
    await leaving.watch.ready
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
    leaving = leaver(notebook)
    await leaving.watch.ready
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
    leaver(await notebook_of([]))
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


async def look(fetch: Any) -> Json:
    seen: Json = json.loads((await fetch("sagemaker-spaces", "leaving")).body)
    return seen


def said(error: HTTPClientError) -> str:
    assert error.response
    return str(json.loads(error.response.body)["message"])


async def test_kernels_are_seen(notebook_of: Any, extension: SpacesExtension, jp_fetch: Any) -> None:
    notebook = await notebook_of(["print('asks', flush=True)\ninput()"])
    await notebook.run_all()
    await notebook.printed("asks")
    seen = (await look(jp_fetch))["kernels"]
    assert seen["trouble"] is None
    (kernel,) = seen["found"]
    assert kernel.pop("active").endswith("Z")
    assert kernel == {
        "id": notebook.kernel,
        "name": "Python 3 (ipykernel)",
        "path": "run.ipynb",
        "state": "busy",
        "recordable": True,
    }


async def test_terminals_are_seen_with_what_runs_in_them(
    extension: SpacesExtension, jp_fetch: Any, jp_serverapp: Any, tmp_path: Path
) -> None:
    script = tmp_path / "train.py"
    script.write_text("import time\ntime.sleep(600)\n")
    manager = jp_serverapp.web_app.settings["terminal_manager"]
    name = manager.create(cwd=str(tmp_path))["name"]
    seen = (await look(jp_fetch))["terminals"]
    assert seen["trouble"] is None
    assert [terminal["name"] for terminal in seen["found"]] == [name]
    process = manager.terminals[name].ptyproc
    process.write("exec 2>/dev/null; python3 train.py --token=secret\n")
    await until(lambda: what_runs(process.pid)["command"] == "python3 train.py")
    (terminal,) = (await look(jp_fetch))["terminals"]["found"]
    assert terminal["busy"]
    assert "secret" not in json.dumps(terminal)
    await manager.terminate(name, force=True)


def test_a_shell_that_ended_is_not_busy() -> None:
    assert what_runs(2**22 + 1)["busy"] is False


def test_new_packages_are_those_after_the_start_outside_the_home(tmp_path: Path) -> None:
    home = tmp_path / "home"
    for prefix, name, age in (
        ("conda", "old-1.0", -10.0),
        ("conda", "new_one-2.0.post1", 10.0),
        ("home/env", "kept-3.0", 10.0),
    ):
        info = tmp_path / prefix / "lib" / "python3.11" / "site-packages" / f"{name}.dist-info"
        info.mkdir(parents=True)
        os.utime(info, (1000 + age, 1000 + age))
    assert list(new_packages([tmp_path / "conda", home / "env"], 1000.0, home)) == [
        {"name": "new_one", "version": "2.0.post1", "environment": str(tmp_path / "conda")}
    ]


async def test_packages_need_a_container(extension: SpacesExtension, jp_fetch: Any) -> None:
    seen = (await look(jp_fetch))["packages"]
    assert seen == {"trouble": "When this container began is not known.", "found": []}


async def test_what_cannot_be_looked_at_hides_nothing_else() -> None:
    async def hangs() -> list[Json]:
        await asyncio.Event().wait()
        return []

    async def cannot() -> list[Json]:
        raise CannotLook("No.")

    async def full() -> list[Json]:
        raise PermissionError(13, "Permission denied")

    async def sees() -> list[Json]:
        return [{"name": "x"}]

    assert await look_at_all({"a": hangs, "b": cannot, "c": full, "d": sees}, limit=0.05) == {
        "a": {"trouble": "It took longer than 0 seconds.", "found": []},
        "b": {"trouble": "No.", "found": []},
        "c": {"trouble": "Permission denied.", "found": []},
        "d": {"trouble": None, "found": [{"name": "x"}]},
    }


class _Room:
    def __init__(self, states: dict[int, Any]) -> None:
        self.awareness = self
        self.states = states
        self.rooms = {"JupyterLab:globalAwareness": self}
        self.ywebsocket_server = self


def test_others_are_who_the_global_room_knows() -> None:
    ben = {"user": {"username": "ben", "display_name": "Ben B."}}
    room = _Room({1: {"user": {"username": "ana"}}, 2: ben, 3: ben, 4: {}, 5: {"user": 1}})
    assert others_present(room, "ana") == ["Ben B."]
    assert others_present(room, None) == ["Ben B.", "ana"]
    assert others_present(None, "ana") is None
    assert others_present(object(), "ana") is None


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
    running = {
        "AppType": "JupyterLab",
        "AppName": "default",
        "SpaceName": "mine",
        "Status": "InService",
        "CreationTime": 1.8e9,
    }
    endpoint.answers["DescribeSpace"] = {
        "SpaceName": "mine",
        "Status": "InService",
        "SpaceSettings": {"AppType": "JupyterLab"},
    }
    endpoint.answers["DescribeApp"] = lambda params: dict(running)

    def delete(params: Json) -> Json:
        running["Status"] = "Deleted"
        return {}

    endpoint.answers["DeleteApp"] = delete
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
    begun = [{"output_type": "stream", "name": "stdout", "text": "begun\n"}]
    cells = [cell(0, requests[0], begun, notebook.last), cell(1, requests[1])]
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

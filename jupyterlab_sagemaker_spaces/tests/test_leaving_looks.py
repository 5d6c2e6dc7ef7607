"""What is seen before one leaves: real kernels and terminals, packages, people."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path
from typing import Any

import pytest
from traitlets.config import Config

from jupyterlab_sagemaker_spaces.extension import SpacesExtension
from jupyterlab_sagemaker_spaces.leaving.looks import CannotLook, look_at_all
from jupyterlab_sagemaker_spaces.leaving.packages import new_packages
from jupyterlab_sagemaker_spaces.leaving.people import others_present
from jupyterlab_sagemaker_spaces.leaving.terminals import what_runs

from .running_notebook import LIMIT_S, until

Json = dict[str, Any]


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


async def look(fetch: Any) -> Json:
    seen: Json = json.loads((await fetch("sagemaker-spaces", "leaving")).body)
    return seen


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


async def test_a_kernel_that_is_asked_what_it_uses_is_as_busy_as_before(
    notebook_of: Any, extension: SpacesExtension, jp_fetch: Any
) -> None:
    notebook = await notebook_of(["print('asks', flush=True)\ninput()"])
    client = notebook.client
    active = notebook.manager.last_activity
    await ask_what_it_uses(client)
    assert notebook.manager.last_activity == active
    await notebook.run_all()
    await until(lambda: notebook.state() == "busy")
    await ask_what_it_uses(client)
    (kernel,) = (await look(jp_fetch))["kernels"]["found"]
    assert kernel["state"] == "busy"


async def ask_what_it_uses(client: Any) -> None:
    """As jupyter-resource-usage does, until the kernel is through with it."""
    asked = client.session.msg("usage_request")
    client.control_channel.send(asked)
    message = None
    while not (
        message
        and message["parent_header"].get("msg_id") == asked["header"]["msg_id"]
        and message["content"].get("execution_state") == "idle"
    ):
        message = await client.get_iopub_msg(timeout=LIMIT_S)


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

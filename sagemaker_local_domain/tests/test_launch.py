from __future__ import annotations

import asyncio
import json
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from sagemaker_local_domain.directory import StateDirectory
from sagemaker_local_domain.model import AppFailed
from sagemaker_local_domain.processes.environment import Surroundings
from sagemaker_local_domain.processes.launch import PlainLauncher, Start, finished
from sagemaker_local_domain.processes.volumes import Volumes

from .test_environment import spec


async def test_a_volume_that_cannot_be_mounted_is_no_home_and_stays(tmp_path: Path) -> None:
    directory = StateDirectory(tmp_path / "d")
    image = directory.volumes / "churn-team.ext4"
    image.parent.mkdir()
    image.write_text("files")
    launcher = PlainLauncher(directory, Volumes(directory.volumes, "directory"))
    around = Surroundings(launcher.home("churn-team"), tmp_path, "", tmp_path / "m", tmp_path / "s", "", "")
    with pytest.raises(AppFailed, match="The volume of the space churn-team is an ext4 image"):
        await launcher.start(Start(spec(), around, tmp_path / "socket", 0))
    assert image.read_text() == "files"
    assert not launcher.home("churn-team").exists()


@pytest.mark.parametrize("collaboration", ["5.0.4", None])
async def test_a_shared_space_starts_without_collaboration_where_its_image_has_none(
    tmp_path: Path, collaboration: str | None
) -> None:
    packages = {"jupyterlab": "4.5.0"} | ({"jupyter-collaboration": collaboration} if collaboration else {})
    said = json.dumps({"version": "3.12.0", "packages": packages, "places": []})
    python = tmp_path / "python"
    python.write_text(f"#!/bin/sh\nif [ $1 = -I ]; then echo '{said}'; else echo \"$@\"; fi\n")
    python.chmod(0o755)
    directory = StateDirectory(tmp_path / "d")
    launcher = PlainLauncher(directory, Volumes(directory.volumes, "directory"))
    around = Surroundings(launcher.home("churn-team"), tmp_path, "", tmp_path / "m", tmp_path / "s", "", "")
    with (tmp_path / "log").open("w") as log:
        app = replace(spec(), python=str(python))
        process = await launcher.start(Start(app, around, tmp_path / "socket", log.fileno()))
        assert await process.wait() == 0
    words = (tmp_path / "log").read_text().split()
    assert words[:2] == ["-m", "jupyterlab"]
    assert ("--collaborative" in words) == (collaboration is not None)


async def test_an_image_that_is_gone_says_so(tmp_path: Path) -> None:
    directory = StateDirectory(tmp_path / "d")
    launcher = PlainLauncher(directory, Volumes(directory.volumes, "directory"))
    around = Surroundings(launcher.home("churn-team"), tmp_path, "", tmp_path / "m", tmp_path / "s", "", "")
    app = replace(spec(), python=str(tmp_path / "gone"))
    with pytest.raises(AppFailed, match=r"cpu 4\.4\.0 cannot be used: .*gone"):
        await launcher.start(Start(app, around, tmp_path / "socket", 0))


async def test_what_is_done_to_a_volume_ends_before_its_start_is_given_up() -> None:
    begun, go_on = threading.Event(), threading.Event()
    done = []

    def work() -> None:
        begun.set()
        go_on.wait()
        done.append(True)
        raise AppFailed("too late to matter")

    task = asyncio.create_task(finished(work))
    await asyncio.to_thread(begun.wait)
    task.cancel()
    await asyncio.sleep(0)
    assert not task.done()
    go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert done

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from sagemaker_local_domain.directory import StateDirectory
from sagemaker_local_domain.environment import Surroundings
from sagemaker_local_domain.launch import PlainLauncher, Start, finished
from sagemaker_local_domain.model import AppFailed
from sagemaker_local_domain.volumes import Volumes

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

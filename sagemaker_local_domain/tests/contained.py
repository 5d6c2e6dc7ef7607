"""Containers without a JupyterLab in them: quick to start, and real."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sagemaker_local_domain.directory import StateDirectory, write_private
from sagemaker_local_domain.processes import container
from sagemaker_local_domain.processes.leftovers import mark
from sagemaker_local_domain.processes.python_environment import look
from sagemaker_local_domain.processes.volumes import Volume, Volumes, await_detached


class Contained:
    """Runs Python in containers on the volumes of one state directory."""

    def __init__(self, path: Path) -> None:
        self.directory = StateDirectory(path)
        self.volumes = Volumes(self.directory.volumes, "ext4")

    def start(
        self, volume: Volume, code: str, environment: Mapping[str, str] | None = None
    ) -> subprocess.Popen[str]:
        """Start some code in a container; its end, or its input's, is the container's."""
        run = uuid.uuid4().hex
        own = self.directory.app(run)
        for folder in (own, self.directory.socket(run).parent):
            folder.mkdir(mode=0o700, parents=True)
        write_private(own / "secret", "for this app")
        command = container.prepare(
            self.directory,
            run,
            volume,
            look(sys.executable).places,
            [sys.executable, "-I", "-c", code],
            {"HERE": str(own), **(environment or {})},
        )
        return subprocess.Popen(
            command,
            env=container.outer_environment(mark(self.directory.identity, run)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, volume: Volume, code: str, environment: Mapping[str, str] | None = None) -> Any:
        """What the code prints, once its container and its mounts are gone."""
        process = self.start(volume, code, environment)
        assert process.stdin
        assert process.stdout
        assert process.stderr
        printed, said = process.stdout.read(), process.stderr.read()
        assert process.wait(timeout=60) == 0, said
        for pipe in (process.stdin, process.stdout, process.stderr):
            pipe.close()
        assert await_detached(self.directory.volumes)
        return printed.strip()


def why_not() -> str:
    """Why containers with images cannot be tested here; nothing where they can."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return "containers need root on Linux"
    missing = [tool for tool in ("unshare", "setpriv", "mkfs.ext4") if shutil.which(tool) is None]
    if missing:
        return f"containers need {', '.join(missing)}"
    return "" if Path("/dev/loop-control").exists() else "images need loop devices"

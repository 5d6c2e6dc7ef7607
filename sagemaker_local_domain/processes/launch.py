"""The two ways in which an app's process starts: in a container of its own, or as a plain child of ours."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from ..directory import StateDirectory
from ..model import AppFailed, AppSpec
from . import container
from .environment import Surroundings, app_environment, image_python, jupyterlab_command
from .python_environment import NoEnvironment, PythonEnvironment, look
from .volumes import Volumes

T = TypeVar("T")
Process = asyncio.subprocess.Process


@dataclass(frozen=True)
class Start:
    """What to start: ``socket`` is where it must listen, ``log`` the open file that its output goes to."""

    app: AppSpec
    around: Surroundings
    socket: Path
    log: int


class Launcher(Protocol):
    """A way to start apps and to end them."""

    def home(self, space: str) -> Path:
        """The home of a space, as its app sees it."""

    def runtime(self, app_id: str) -> Path:
        """The directory where an app's kernels have their sockets, as the app sees it: for this run alone."""

    async def start(self, start: Start) -> Process:
        """Start an app. Raises AppFailed, OSError. When cancelled, what it does to the volume ends first."""

    def ask_to_end(self, process: Process) -> None:
        """Let the app end in order."""

    def exit_code(self, code: int) -> int:
        """The app's own exit code, negative for a signal, from its process's."""


class PlainLauncher:
    """Apps are children with our own user and files; volumes are directories."""

    def __init__(self, directory: StateDirectory, volumes: Volumes) -> None:
        self._directory = directory
        self._volumes = volumes

    def home(self, space: str) -> Path:
        """The volume's own directory."""
        return self._directory.volumes / space

    def runtime(self, app_id: str) -> Path:
        """See Launcher."""
        return self._directory.runtime(app_id)

    async def start(self, start: Start) -> Process:
        """See Launcher."""
        app = start.app
        volume = self._volumes.find(app.space)
        if volume is not None and volume.kind != "directory":
            raise AppFailed(
                f"The volume of the space {app.space} is an {volume.kind} image. It can be used where the "
                "local domain runs as root on Linux, with namespaces and loop devices."
            )
        environment = await asyncio.to_thread(_environment, app)
        await finished(lambda: self._volumes.prepare(app.space, app.volume_gb))
        return await asyncio.create_subprocess_exec(
            *_command(start, environment, as_root=os.geteuid() == 0),
            cwd=start.around.home,
            env=app_environment(app, start.around, os.environ),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=start.log,
            stderr=start.log,
            start_new_session=True,  # Ctrl-C in the domain's terminal is for the domain
        )

    def ask_to_end(self, process: Process) -> None:
        """See Launcher."""
        process.terminate()

    def exit_code(self, code: int) -> int:
        """See Launcher."""
        return code


class ContainerLauncher:
    """Each app is in a container of its own, see ``container``."""

    def __init__(self, directory: StateDirectory, volumes: Volumes) -> None:
        self._directory = directory
        self._volumes = volumes

    def home(self, space: str) -> Path:
        """The same one in every container, as in Studio (known)."""
        return container.HOME

    def runtime(self, app_id: str) -> Path:
        """In the container's own temporary directory."""
        return container.RUNTIME

    async def start(self, start: Start) -> Process:
        """See Launcher."""
        command = await finished(lambda: self._prepare(start))
        return await asyncio.create_subprocess_exec(
            *command,
            cwd="/",
            env=container.outer_environment(start.around.marker),
            stdin=asyncio.subprocess.PIPE,
            stdout=start.log,
            stderr=start.log,
            start_new_session=True,
        )

    def ask_to_end(self, process: Process) -> None:
        """See Launcher."""
        if process.stdin is not None:
            process.stdin.write(container.END)

    def exit_code(self, code: int) -> int:
        """See Launcher."""
        return container.signal_or_code(code)

    def _prepare(self, start: Start) -> list[str]:
        app = start.app
        environment = _environment(app)
        volume = self._volumes.prepare(app.space, app.volume_gb)
        return container.prepare(
            self._directory,
            app.app_id,
            volume,
            environment.places,
            _command(start, environment, as_root=False),
            app_environment(app, start.around, os.environ) | container.IDENTITY,
        )


def _environment(app: AppSpec) -> PythonEnvironment:
    """What the Python of an app's image says of itself. Blocks. Raises AppFailed."""
    try:
        return look(image_python(app))
    except NoEnvironment as error:
        raise AppFailed(f"The image {app.image} {app.image_version} cannot be used: {error}") from error


def _command(start: Start, environment: PythonEnvironment, *, as_root: bool) -> list[str]:
    return jupyterlab_command(
        start.app,
        start.around.home,
        start.socket,
        as_root=as_root,
        can_collaborate=environment.collaboration is not None,
    )


async def finished(work: Callable[[], T]) -> T:
    """Run something that blocks in a thread. When this is cancelled, the work ends before it is."""
    task = asyncio.create_task(asyncio.to_thread(work))
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.gather(task, return_exceptions=True)
        raise

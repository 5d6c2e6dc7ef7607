"""Runs apps: a real JupyterLab for each, started, watched and ended with everything that it started."""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import json
import logging
import os
import secrets
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from ..directory import DirectoryUnusable, StateDirectory, write_private
from ..door.proxy import Unreachable, Upstream
from ..model import ActivityUnknown, AppFailed, AppSpec
from .environment import Surroundings, metadata
from .launch import ContainerLauncher, Launcher, PlainLauncher, Start, finished
from .leftovers import end_marked, mark
from .logs import begin_log, last_line, remove_logs
from .machine import Way
from .volumes import Volumes, await_detached

BASE_URL = "/jupyterlab/default"

#: Real seconds: a JupyterLab takes about three, on a busy machine many more.
_START_LIMIT = 120.0
#: For JupyterLab to end its kernels and write what it holds.
_STOP_LIMIT = 10.0
_LOOK_EVERY = 0.1
#: For a Jupyter server to say when it was last used.
_IDLE_LIMIT = 10.0

_log = logging.getLogger(__name__)


def clean(directory: StateDirectory) -> int:
    """End whatever runs that a directory's apps started, now or in a former run, and what they mounted.

    Blocks. Returns the number of processes.
    """
    ended = end_marked(mark(directory.identity, ""))
    if not await_detached(directory.volumes):
        _log.warning("A volume in %s is mounted elsewhere: its space cannot run.", directory.volumes)
    directory.clear_apps()
    return ended


@dataclass
class RunningApp:
    """An app between its start and its end. Without ``upstream`` there is no process."""

    spec: AppSpec
    credentials_token: str = field(repr=False)
    door_secret: str = field(repr=False)
    upstream: Upstream | None = None
    process: asyncio.subprocess.Process | None = None
    watch: asyncio.Task[None] | None = None
    answers: bool = False


class ProcessRunner:
    """``model.AppRunner`` with processes of this machine."""

    def __init__(self, directory: StateDirectory, endpoint_url: str, way: Way) -> None:
        self._directory = directory
        self._endpoint_url = endpoint_url
        self._volumes = Volumes(directory.volumes, way.volumes)
        launcher = ContainerLauncher if way.isolated else PlainLauncher
        self._launcher: Launcher = launcher(directory, self._volumes)
        self._apps: dict[str, RunningApp] = {}
        self._on_exit: list[Callable[[str, str], None]] = []
        # JupyterLab's start keeps a core busy: more at once would only all be late.
        self._starts = asyncio.Semaphore(os.cpu_count() or 1)

    def in_space(self, space: str) -> RunningApp | None:
        """The app that runs, or starts, in a space."""
        return next((app for app in self._apps.values() if app.spec.space == space), None)

    def by_token(self, token: str) -> RunningApp | None:
        """The app that was given this token for the container credentials."""
        given = token.encode(errors="replace")
        matches = (
            app for app in self._apps.values() if hmac.compare_digest(app.credentials_token.encode(), given)
        )
        return next(matches, None)

    def on_exit(self, callback: Callable[[str, str], None]) -> None:
        """Have ``callback(app_id, reason)`` called when a started app dies by itself."""
        self._on_exit.append(callback)

    async def start(self, app: AppSpec) -> None:
        """Start it and return once it answers HTTP. Raises AppFailed; ``stop`` clears away after it."""
        if app.app_id in self._apps:
            return
        running = self._apps[app.app_id] = RunningApp(
            app, credentials_token=secrets.token_urlsafe(32), door_secret=secrets.token_urlsafe(32)
        )
        if not app.process:
            running.answers = True
            return
        async with self._starts:
            try:
                process = running.process = await self._spawn(running)
            except (OSError, DirectoryUnusable) as error:
                why = str(error).removesuffix(".")
                raise AppFailed(f"JupyterLab could not be started: {why}.") from error
            socket = self._directory.socket(app.app_id)
            upstream = running.upstream = Upstream(socket, running.door_secret)
            try:
                async with asyncio.timeout(_START_LIMIT):
                    await self._answering(running, upstream, process)
            except TimeoutError:
                raise AppFailed(f"JupyterLab did not answer within {_START_LIMIT:.0f} seconds.") from None
        running.answers = True
        running.watch = asyncio.create_task(self._watch(running, process))

    async def stop(self, app: AppSpec) -> None:
        """End it and return once none of its processes is left."""
        running = self._apps.pop(app.app_id, None)
        if not app.process:
            return
        if running is not None:
            await self._end(running)
        # Also when we know nothing of it: a former run may have left something.
        await asyncio.to_thread(end_marked, mark(self._directory.identity, app.app_id))
        volume = self._volumes.find(app.space)
        if volume is not None and not await asyncio.to_thread(await_detached, volume.path):
            _log.warning("%s is still mounted, though %s has ended.", volume.path, app.space)
        self._directory.clear_app(app.app_id)

    async def stop_all(self) -> None:
        """End all apps at once: the domain ends."""
        await asyncio.gather(*(self.stop(running.spec) for running in list(self._apps.values())))

    async def last_active(self, app_id: str) -> float | None:
        """When somebody last used a kernel or a terminal of an app; None when it has no process.

        Raises ActivityUnknown.
        """
        running = self._apps.get(app_id)
        if running is None or running.upstream is None or not running.answers:
            return None
        try:
            return _last_active(await running.upstream.read(f"{BASE_URL}/api/idle", _IDLE_LIMIT))
        except Unreachable as error:
            raise ActivityUnknown(str(error)) from error

    def kill(self, space: str) -> bool:
        """Kill the JupyterLab of a space. ``_watch`` takes it for one that died; False when there is none."""
        running = self.in_space(space)
        if running is None or running.process is None or running.process.returncode is not None:
            return False
        running.process.kill()
        return True

    async def delete_volume(self, space: str) -> None:
        """Destroy the home volume of a deleted space, and its logs. Raises VolumeLeft."""
        await finished(lambda: self._volumes.destroy(space))
        remove_logs(self._directory.log(space))

    async def _spawn(self, running: RunningApp) -> asyncio.subprocess.Process:
        app = running.spec
        place, socket = self._directory.app(app.app_id), self._directory.socket(app.app_id)
        for folder in (place, socket.parent):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        socket.unlink(missing_ok=True)
        around = Surroundings(
            home=self._launcher.home(app.space),
            runtime=self._launcher.runtime(app.app_id),
            endpoint_url=self._endpoint_url,
            metadata_file=place / "resource-metadata.json",
            secret_file=place / "secret",
            credentials_token=running.credentials_token,
            marker=mark(self._directory.identity, app.app_id),
        )
        write_private(around.metadata_file, metadata(app))
        write_private(around.secret_file, running.door_secret)
        log = begin_log(self._directory.log(app.space))
        try:
            return await self._launcher.start(Start(app, around, socket, log))
        finally:
            os.close(log)

    async def _answering(
        self, running: RunningApp, upstream: Upstream, process: asyncio.subprocess.Process
    ) -> None:
        """Return once JupyterLab answers. Raises AppFailed when it ends before."""
        while not await upstream.answers(f"{BASE_URL}/api/status"):
            if process.returncode is not None:
                raise AppFailed(self._obituary(running, process.returncode))
            await asyncio.sleep(_LOOK_EVERY)

    async def _watch(self, running: RunningApp, process: asyncio.subprocess.Process) -> None:
        """Tell when a started app dies. ``stop`` cancels this, and so ends its app silently."""
        code = await process.wait()
        running.answers = False
        reason = self._obituary(running, code)
        _log.warning("Space %s: %s", running.spec.space, reason)
        for callback in self._on_exit:
            callback(running.spec.app_id, reason)

    async def _end(self, running: RunningApp) -> None:
        running.answers = False
        if running.watch is not None:
            running.watch.cancel()
        if running.upstream is not None:
            await running.upstream.close()
        process = running.process
        if process is None or process.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            self._launcher.ask_to_end(process)
        try:
            async with asyncio.timeout(_STOP_LIMIT):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()

    def _obituary(self, running: RunningApp, code: int) -> str:
        code = self._launcher.exit_code(code)
        how = f"was killed by {_signal_name(-code)}" if code < 0 else f"ended with exit code {code}"
        line = last_line(self._directory.log(running.spec.space))
        for secret in (running.credentials_token, running.door_secret):
            line = line.replace(secret, "***")
        return f"JupyterLab {how}. Its last words: {line}" if line else f"JupyterLab {how}."


def _last_active(answer: bytes) -> float:
    """The time that ``api/idle`` says. Raises ActivityUnknown."""
    try:
        when = datetime.fromisoformat(json.loads(answer)["lastActiveTimestamp"].upper())
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        when = None
    if when is None or when.tzinfo is None:
        raise ActivityUnknown("Its api/idle does not say when it was last used.")
    return when.timestamp()


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"

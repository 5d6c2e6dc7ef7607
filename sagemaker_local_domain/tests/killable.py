"""A local domain in this process that can be killed, as by SIGKILL, before any write."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar
from unittest.mock import patch

from sagemaker_local_domain.model import AppSpec, Json, Principal
from sagemaker_local_domain.seed import seed
from sagemaker_local_domain.service import LocalService, build_service
from sagemaker_local_domain.store import Store

from .conftest import FakePresigner, FakeRunner, ManualClock, settle

T = TypeVar("T")


class VolumeRunner(FakeRunner):
    """Has volumes, too; ``disk`` names the spaces that have one. ``writes`` is called before that changes."""

    def __init__(self, disk: set[str], writes: Callable[[], None]) -> None:
        super().__init__()
        self.disk = disk
        self._writes = writes

    async def start(self, app: AppSpec) -> None:
        self._writes()
        self.disk.add(app.space)
        await super().start(app)

    async def delete_volume(self, space: str) -> None:
        self._writes()
        self.disk.discard(space)


class Life:
    """One run of a local domain, from its start to its death; the next one goes on from what it left.

    What a SIGKILL leaves is what lies on the disk just then: that is copied, and whatever the run still
    does is for nothing.
    """

    def __init__(self, folder: Path, now: float, disk: set[str]) -> None:
        """``folder`` is where the store is, ``disk`` the volumes. Not started yet."""
        self.folder = folder
        self.clock = ManualClock(now)
        self.runner = VolumeRunner(disk, self._writes)
        self.service: LocalService
        self._loop = asyncio.Runner()
        self._connection: sqlite3.Connection | None = None
        self._left = -1
        self._copied: tuple[Path, set[str]] | None = None

    def start(self) -> None:
        connection = sqlite3.connect(self.folder / "domain.sqlite", isolation_level=None)
        connection.set_trace_callback(self._runs)
        with patch.object(sqlite3, "connect", return_value=connection):
            store = Store(self.folder / "domain.sqlite")
        self._connection = connection
        seed(store, "empty")
        self.service = build_service(store, self.clock, self.runner, FakePresigner())
        self.run(self.service.start())
        self.settle()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self._loop.run(work)

    def call(self, operation: str, members: Json, principal: Principal) -> Json:
        return self.run(self.service.call(operation, members, principal))

    def settle(self) -> None:
        """Let every task run that can."""
        self.run(settle())

    def kill_after(self, writes: int) -> None:
        """Die after that many writes more, to the store (a COMMIT is one) or to the disk, or at ``die``."""
        self._left = writes

    def die(self) -> tuple[Path, set[str]]:
        """Die now, if not before. Returns what is left: the folder and the volumes."""
        if self._copied is None:
            self._copy()
        self.end()
        assert self._copied
        return self._copied

    def end(self) -> None:
        """Close and remove what the run holds. Without a store its tasks can change nothing any more."""
        if self._connection:
            self._connection.execute("PRAGMA synchronous = OFF")  # nobody reads it again
            self._connection.close()
        self._loop.close()
        shutil.rmtree(self.folder)

    def _runs(self, statement: str) -> None:
        if not statement.startswith(("SELECT", "BEGIN")):
            self._writes()

    def _writes(self) -> None:
        if self._left == 0:
            self._copy()
        self._left -= 1

    def _copy(self) -> None:
        self._left = -1
        number = int(self.folder.name) + 1
        to = self.folder.with_name(str(number))
        to.mkdir()
        for file in ("domain.sqlite", "domain.sqlite-wal"):
            if (self.folder / file).exists():
                shutil.copy(self.folder / file, to)
        self._copied = to, set(self.runner.disk)

"""What fills the disks: the scans of this server, their last results, clearing, and when the home will be
full.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from logging import Logger
from pathlib import Path

from ..clock import Clock
from ..timestamps import iso
from . import growth, results
from .clear import clear
from .hogs import HOGS, Hog
from .kept import Kept
from .mounts_below import is_mounted, mounts_below
from .results import Json
from .scanner import Scanner, ScannerFailed
from .spots import spots

#: The home's id among the places that can be scanned; the others' are their paths.
HOME = "home"
#: Seconds between two samples of the home's free space.
SAMPLE_S = 900.0
#: Seconds that an answer, or the server's end, waits for a cancelled scan to be over.
_CANCEL_S = 10.0


class UnknownPlace(Exception):
    """What is to be scanned is not among this server's own file systems."""


class NotRunning(Exception):
    """There is no scan to cancel."""


@dataclass
class _Running:
    scanner: Scanner
    result: Json
    started: float
    task: asyncio.Task[None]


class Usage:
    """One scan a place at most; asks for one under way are joined. All methods belong on the event loop."""

    def __init__(
        self,
        *,
        home: Path,
        mounts: Callable[[], Sequence[str]],
        kept: Kept,
        clock: Clock,
        log: Logger,
    ) -> None:
        """``mounts`` gives the paths of the other file systems that people may have scanned, without touching
        them.
        """
        self._home = home
        self._mounts = mounts
        self._kept = kept
        self._clock = clock
        self._log = log
        self._results: dict[str, Json] = {}
        self._failed: dict[str, Json] = {}
        self._running: dict[str, _Running] = {}
        self._samples: list[growth.Sample] = []
        self._clearing = asyncio.Lock()
        self._keeping = asyncio.Lock()
        self._cleared: float | None = None
        self._loaded: asyncio.Task[None] | None = None
        self._sampling: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Read what was kept, and begin to look at the free space from time to time."""
        self._loaded = asyncio.ensure_future(self._load())
        self._sampling = asyncio.ensure_future(self._sample())

    async def close(self) -> None:
        """End all scans."""
        scans = [running.task for running in self._running.values()]
        tasks = [task for task in (self._loaded, self._sampling, *scans) if task]
        for task in tasks:
            task.cancel()
        if tasks:
            # One that hangs on a dead file system may never end: the server's end must not wait for it.
            await asyncio.wait(tasks, timeout=_CANCEL_S)

    async def report(self) -> Json:
        """All that is known, without looking at any file."""
        await self._ready()
        return {
            "where": [{"id": where, "path": path} for where, path in self._places().items()],
            "results": self._results,
            "running": {where: one.result for where, one in self._running.items()},
            "failed": self._failed,
            "hogs": await asyncio.to_thread(self._hogs),
            "days_until_full": growth.days_until_full(self._samples),
        }

    async def ask(self, where: str) -> tuple[Json, bool]:
        """Begin a scan or join the one under way; True when it is new. Raises UnknownPlace."""
        await self._ready()
        path = self._places().get(where)
        if path is None:
            raise UnknownPlace("This is none of the file systems of this server that can be looked at.")
        if under_way := self._running.get(where):
            return under_way.result, False
        started = self._clock.now()
        scanner = Scanner()
        result = results.begin(where, path, iso(started))
        task = asyncio.ensure_future(self._scan(where))
        self._running[where] = _Running(scanner, result, started, task)
        self._failed.pop(where, None)
        return result, True

    async def cancel(self, where: str) -> Json:
        """End a scan early; what it had so far. Raises NotRunning."""
        running = self._running.get(where)
        if running is None:
            raise NotRunning("There is no scan of it under way.")
        running.scanner.cancel()
        # A process that hangs on a dead file system may never end: then the scan stays under way, as is true.
        await asyncio.wait([running.task], timeout=_CANCEL_S)
        return running.result

    async def clear(self, hogs: Sequence[Hog], dry_run: bool) -> Json:
        """Clear what these hogs hold, or say what it would free."""
        await self._ready()
        async with self._clearing:
            cleared = [await asyncio.to_thread(clear, hog, self._home, os.environ, dry_run) for hog in hogs]
            if not dry_run:
                self._cleared = self._clock.now()
                if former := self._results.get(HOME):
                    now = iso(self._cleared)
                    self._results[HOME] = results.after_clearing(former, cleared, now)
                    await self._keep_results()
        return {"cleared": [one.public() for one in cleared], "dry_run": dry_run}

    async def _scan(self, where: str) -> None:
        running = self._running[where]
        state, why = "done", None
        try:
            await running.scanner.run(running.result["path"], running.result.update)
        except ScannerFailed as failure:
            state, why = ("cancelled", None) if running.scanner.cancelled else ("failed", str(failure))
        finally:
            # Before anything else is waited for: whoever looks now finds it ended.
            del self._running[where]
        result = running.result
        result.update(state=state, error=why, ended=iso(self._clock.now()))
        if where == HOME and self._cleared is not None and self._cleared > running.started:
            result["cleared_since"] = iso(self._cleared)
        if state == "failed":
            self._log.warning("The scan of %s failed: %s", result["path"], why)
            self._failed[where] = result
        elif state == "done" or self._results.get(where, {}).get("state") != "done":
            self._results[where] = result
            await self._keep_results()

    async def _keep_results(self) -> None:
        # One after the other: two that end together write the same file, and the later has to be the newer.
        async with self._keeping:
            await asyncio.to_thread(self._kept.write, "usage", dict(self._results))

    async def _ready(self) -> None:
        if self._loaded:
            await asyncio.shield(self._loaded)

    async def _load(self) -> None:
        self._results = results.kept(await asyncio.to_thread(self._kept.read, "usage"))
        try:
            self._samples = growth.from_json(await asyncio.to_thread(self._kept.read, "growth") or [])
        except (ValueError, TypeError) as error:
            self._log.warning("The samples of the free space that were kept cannot be used: %s", error)

    async def _sample(self) -> None:
        await self._ready()
        while True:
            # First the wait: a start of the server writes nothing, and many short ones say nothing of a
            # trend.
            await self._clock.sleep(SAMPLE_S)
            sample = await asyncio.to_thread(self._look)
            if sample:
                self._samples = growth.with_sample(self._samples, sample)
                await asyncio.to_thread(self._kept.write, "growth", growth.to_json(self._samples))

    def _look(self) -> growth.Sample | None:
        try:
            disk = shutil.disk_usage(self._home)
        except OSError as error:
            self._log.warning("The free space of %s cannot be told: %s", self._home, error)
            return None
        return growth.Sample(self._clock.now(), disk.free, disk.total)

    def _places(self) -> dict[str, str]:
        # The home's own mount is told by its true path.
        home = {str(self._home), os.path.realpath(self._home)}
        others = [path for path in self._mounts() if path not in home]
        return {HOME: str(self._home), **{path: path for path in others}}

    def _hogs(self) -> list[Json]:
        mounts = mounts_below(os.fsencode(self._home))

        def is_there(path: str) -> bool:
            # What is mounted is not looked at: a dead network file system would not answer.
            return is_mounted(os.fsencode(path), mounts) or os.path.lexists(path)

        return [
            {
                "id": hog.id,
                "name": hog.name,
                "paths": [spot.path for spot in spots(hog, self._home, os.environ) if is_there(spot.path)],
                "safe": hog.safe,
                "why": hog.why,
            }
            for hog in HOGS
        ]

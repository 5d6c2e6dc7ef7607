"""What a job that stops this server's own space works with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from logging import Logger
from typing import Any

from jupyter_server.utils import ensure_async

from ..clock import Clock
from .kernels import Kernels
from .notebooks import Notebooks
from .people import others_present
from .watch import Watch


class Leaving:
    """The kernels, notebooks and people of this server. Belongs on the event loop."""

    def __init__(
        self,
        *,
        manager: Any,
        kernels: Kernels,
        contents: Any,
        collaboration: Callable[[], Any | None],
        clock: Clock,
        log: Logger,
    ) -> None:
        """``manager``, ``contents``: the server's managers. ``collaboration``: jupyter-collaboration's
        extension, once extensions are loaded; None for none.
        """
        self._manager = manager
        self._kernels = kernels
        self._contents = contents
        self._collaboration = collaboration
        self._clock = clock
        self._log = log
        self._watches: dict[str, Watch] = {}
        self._standing: Watch | None = None

    def watch(self, job_id: str, kernels: Iterable[str], *, unattended: bool) -> Watch:
        """The watch of a job over these kernels, begun at the first question. ``unattended``: it goes on from
        what pages handed over before they were closed.
        """
        if job_id not in self._watches:
            self._watches[job_id] = self.standing if unattended else self._begin()
            self._watches[job_id].follow(kernels)
        return self._watches[job_id]

    @property
    def standing(self) -> Watch:
        """The watch over what runs in the pages that are open, for the time when none is."""
        if self._standing is None:
            self._standing = self._begin()
        return self._standing

    def _begin(self) -> Watch:
        return Watch(
            manager=self._manager,
            kernels=self._kernels,
            notebooks=Notebooks(self._contents, self._collaboration()),
            clock=self._clock,
            log=self._log,
        )

    def watch_of(self, job_id: str) -> Watch | None:
        """The watch of a job, if it has one."""
        return self._watches.get(job_id)

    def end(self, job_id: str) -> None:
        """Let go of a job's watch."""
        watch = self._watches.pop(job_id, None)
        if watch and watch is not self._standing:
            watch.close()

    async def close(self) -> None:
        """Keep what was put out so far, and let go: the kernels end with the server."""
        watches = set(self._watches.values())
        if self._standing and not self._standing.attended:
            watches.add(self._standing)
        for watch in watches:
            for trouble in await watch.write():
                self._log.warning("Outputs are lost with this server. %s", trouble)
            watch.close()

    def kernel_ids(self) -> tuple[str, ...]:
        """All kernels of this server."""
        return tuple(sorted(self._manager.list_kernel_ids()))

    def others(self, me: str | None) -> list[str] | None:
        """See ``others_present``."""
        return others_present(self._collaboration(), me)

    async def shut_down_kernels(self) -> None:
        """Have all kernels end in good order, as far as there is time."""
        try:
            await ensure_async(self._manager.shutdown_all(now=False))
        except (OSError, RuntimeError) as error:
            self._log.warning("The kernels could not be shut down: %s", error)

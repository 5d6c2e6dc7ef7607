"""Following kernels until they are done, and keeping what they put out meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from logging import Logger
from typing import Any

from jupyter_client.session import Session

from ..clock import Clock
from .follower import Follower, HandedOver, KernelState
from .kernels import Kernels, is_recordable
from .notebooks import Notebooks, NotWritten

Json = dict[str, Any]
#: Seconds for which a kernel may take to show that its output is received.
HEARD_S = 2.0


@dataclass
class Followed:
    """How a kernel stands. ``path``: of its document. ``recorded``: its output is certainly received."""

    id: str
    path: str | None
    state: KernelState
    recorded: bool


class Watch:
    """Some kernels, followed from now on. Belongs on the event loop."""

    def __init__(
        self,
        ids: Iterable[str],
        *,
        manager: Any,
        kernels: Kernels,
        notebooks: Notebooks,
        clock: Clock,
        log: Logger,
    ) -> None:
        """Begin to listen; ``ready`` tells when all are heard. ``manager`` is the server's kernel manager."""
        self._manager = manager
        self._kernels = kernels
        self._notebooks = notebooks
        self._clock = clock
        self._log = log
        self._paths: dict[str, str] = {}
        self._followers: dict[str, Follower] = {}
        self._heard: dict[str, asyncio.Event] = {}
        self._close: list[Any] = []
        for kernel_id in ids:
            self._follow(kernel_id)
        self.ready: asyncio.Task[None] = asyncio.ensure_future(self._settle())

    def look(self) -> list[Followed]:
        """How they stand now."""
        now = self._clock.monotonic()
        for kernel_id, follower in self._followers.items():
            if kernel_id not in self._manager:
                follower.gone()
            else:
                follower.believe(_is_busy(self._manager.get_kernel(kernel_id)), now)
        return [
            Followed(id_, self._paths.get(id_), follower.state(now), self._heard[id_].is_set())
            for id_, follower in self._followers.items()
        ]

    def hand_over(self, kernel_id: str, path: str, cells: Iterable[HandedOver]) -> bool:
        """Take what a tab has of a kernel's cells; False for a kernel that is not followed."""
        follower = self._followers.get(kernel_id)
        if follower is None:
            return False
        # Only where the server knows of no document: who may run code may not write everywhere.
        self._paths.setdefault(kernel_id, path)
        for cell in cells:
            follower.hand_over(cell)
        return True

    async def write(self) -> list[str]:
        """Write the outputs into the notebooks; what could not be written, as sentences."""
        await self._find_documents()
        troubles = []
        for kernel_id, follower in self._followers.items():
            path = self._paths.get(kernel_id)
            if path is None or not follower.cells:
                continue
            try:
                await self._notebooks.write(path, follower.outputs())
            except NotWritten as error:
                troubles.append(str(error))
        return troubles

    def close(self) -> None:
        """Stop listening."""
        self.ready.cancel()
        for close in self._close:
            close()
        self._close.clear()

    def _follow(self, kernel_id: str) -> None:
        self._heard[kernel_id] = asyncio.Event()
        now = self._clock.monotonic()
        if kernel_id not in self._manager:
            # A restart of the server ended it, or somebody did since it was looked at.
            self._followers[kernel_id] = Follower(now, busy=True)
            return
        kernel = self._manager.get_kernel(kernel_id)
        self._followers[kernel_id] = follower = Follower(now, _is_busy(kernel))
        if not is_recordable(self._manager):
            return
        # A session of our own with the kernel's key: sharing the manager's would mix up message counts.
        session = Session(config=kernel.session.config, key=kernel.session.key)
        stream = kernel.connect_iopub()

        def take(parts: list[bytes]) -> None:
            _, signed = session.feed_identities(parts)
            message = session.deserialize(signed)
            self._heard[kernel_id].set()
            follower.take(message, self._clock.monotonic())

        def anew() -> None:
            follower.restarted(self._clock.monotonic())

        stream.on_recv(take)
        kernel.add_restart_callback(anew, "restart")
        kernel.add_restart_callback(follower.gone, "dead")
        self._close += [
            stream.close,
            lambda: kernel.remove_restart_callback(anew, "restart"),
            lambda: kernel.remove_restart_callback(follower.gone, "dead"),
        ]

    async def _settle(self) -> None:
        """Find the documents, and wait until each kernel is heard."""
        await self._find_documents()
        if is_recordable(self._manager):
            await asyncio.gather(*(self._hear(id_) for id_ in self._followers if id_ in self._manager))

    async def _find_documents(self) -> None:
        """The server's own word counts: they may have been renamed. Of a kernel that has ended the last."""
        self._paths.update(await self._kernels.paths())

    async def _hear(self, kernel_id: str) -> None:
        """Have a kernel say something, so that its output is known to arrive. Asked on the control channel,
        which answers beside running code; jupyter_server counts it as no activity.
        """
        kernel = self._manager.get_kernel(kernel_id)
        session = Session(config=kernel.session.config, key=kernel.session.key)
        control = kernel.connect_control()
        try:
            session.send(control, "kernel_info_request")
            await asyncio.wait_for(self._heard[kernel_id].wait(), HEARD_S)
        except TimeoutError:
            self._log.warning("Whether all output of the kernel %s is received is not known.", kernel_id)
        finally:
            control.close()


def _is_busy(kernel: Any) -> bool:
    return bool(kernel.execution_state == "busy")

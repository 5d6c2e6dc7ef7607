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
#: Seconds for which what is over is kept while some tab is open: a connection that is dead without a word, as
#: that of a laptop that was shut, is noticed by Jupyter after 90 s and a bit.
KEPT_S = 180.0


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
        *,
        manager: Any,
        kernels: Kernels,
        notebooks: Notebooks,
        clock: Clock,
        log: Logger,
    ) -> None:
        """Listen to no kernel yet. ``manager`` is the server's kernel manager."""
        self._manager = manager
        self._kernels = kernels
        self._notebooks = notebooks
        self._clock = clock
        self._log = log
        self._paths: dict[str, str] = {}
        self._followers: dict[str, Follower] = {}
        self._heard: dict[str, asyncio.Event] = {}
        self._settled: dict[str, asyncio.Task[None]] = {}
        self._close: dict[str, list[Any]] = {}
        self._attended = False
        self._unattended_since = clock.monotonic()

    def follow(self, ids: Iterable[str]) -> None:
        """Begin to listen to these, too."""
        if self._attended:
            self._drop_gone()
        for kernel_id in ids:
            if kernel_id not in self._followers:
                self._follow(kernel_id)
                self._settled[kernel_id] = asyncio.ensure_future(self._settle(kernel_id))

    async def ready(self) -> None:
        """Wait until the documents are known, and each kernel is heard: whatever it puts out from now on is
        received.
        """
        settled = dict(self._settled)
        results = await asyncio.gather(*settled.values(), return_exceptions=True)
        for kernel_id, result in zip(settled, results, strict=True):
            if isinstance(result, Exception):
                self._settled.pop(kernel_id, None)
                self._log.warning("Whether the kernel %s is heard is not known: %s", kernel_id, result)

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

    @property
    def attended(self) -> bool:
        """Whether some tab has what is over: then it is forgotten here."""
        return self._attended

    def attend(self, attended: bool) -> None:
        """From now on some tab has what is over; or none has any more."""
        now = self._clock.monotonic()
        if attended:
            self._drop_gone()
            for follower in self._followers.values():
                follower.forget_over(now)
        elif self._attended:
            self._unattended_since = now
        self._attended = attended

    @property
    def has_unseen(self) -> bool:
        """Whether a cell has ended since no tab is there."""
        return not self._attended and any(
            follower.ended_since(self._unattended_since) for follower in self._followers.values()
        )

    def _drop_gone(self) -> None:
        for kernel_id in [id_ for id_ in self._followers if id_ not in self._manager]:
            self._stop_listening(kernel_id)
            del self._followers[kernel_id], self._heard[kernel_id]
            self._settled.pop(kernel_id, None)

    def close(self) -> None:
        """Stop listening. What was heard stays."""
        for kernel_id, settled in self._settled.items():
            settled.cancel()
            self._stop_listening(kernel_id)

    def _stop_listening(self, kernel_id: str) -> None:
        for close in self._close.pop(kernel_id, ()):
            close()

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
            if self._attended and message["header"]["msg_type"] == "status":
                follower.forget_over(self._clock.monotonic() - KEPT_S)

        def anew() -> None:
            follower.restarted(self._clock.monotonic())

        stream.on_recv(take)
        kernel.add_restart_callback(anew, "restart")
        kernel.add_restart_callback(follower.gone, "dead")
        self._close[kernel_id] = [
            stream.close,
            lambda: kernel.remove_restart_callback(anew, "restart"),
            lambda: kernel.remove_restart_callback(follower.gone, "dead"),
        ]

    async def _settle(self, kernel_id: str) -> None:
        """Find the kernel's document, and wait until it is heard."""
        await self._find_documents()
        if is_recordable(self._manager) and kernel_id in self._manager:
            await self._hear(kernel_id)

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

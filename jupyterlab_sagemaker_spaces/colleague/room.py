"""A room of jupyter-collaboration: a document and who is in it, over a websocket, as a browser has it."""

from __future__ import annotations

import asyncio
import contextlib
import random
from typing import Any

import aiohttp
from pycrdt import (
    Awareness,
    Doc,
    TransactionEvent,
    YMessageType,
    YSyncMessageType,
    create_awareness_message,
    create_sync_message,
    create_update_message,
    handle_sync_message,
    read_message,
)

#: Newcomers are told who is here within this time, seconds; all that come within it by one message.
_ANSWER_S = 0.3
#: How long a goodbye may take, seconds.
_LEAVE_S = 2.0


class Away(Exception):
    """The colleague cannot be in the space now; the text says why."""


class Room:
    """One room. ``run`` it, wait until it is ``synced``; ``leave`` it at the end."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.doc: Doc[Any] = Doc()
        self.synced = asyncio.Event()
        self._socket = socket
        self._awareness = Awareness(self.doc)
        self._outbox: asyncio.Queue[bytes] = asyncio.Queue()
        self._taking = False
        self._answer: asyncio.TimerHandle | None = None
        self._awareness.observe(self._on_awareness)
        self.doc.observe(self._on_update)

    async def run(self) -> None:
        """Keep both sides the same until the connection ends; raises Away then."""
        self._outbox.put_nowait(create_sync_message(self.doc))
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._receive())
            tasks.create_task(self._send())
            # Says every 15 seconds that one is still here, and forgets those who do not.
            tasks.create_task(self._awareness.start())

    def show(self, state: dict[str, Any]) -> None:
        """Have others see this state of oneself."""
        self._awareness.set_local_state(state)

    def others(self) -> list[dict[str, Any]]:
        """The states of all others, as they say them: of any content."""
        states = self._awareness.states.items()
        return [
            state
            for client, state in states
            if client != self._awareness.client_id and isinstance(state, dict)
        ]

    async def leave(self) -> None:
        """Be gone for others at once, rather than after half a minute. Needs no connection."""
        if self._answer is not None:
            self._answer.cancel()
        if not self._socket.closed:
            self._awareness.set_local_state(None)
            # A connection that breaks now says goodbye by itself.
            with contextlib.suppress(OSError):
                async with asyncio.timeout(_LEAVE_S):
                    while not self._outbox.empty():
                        await self._socket.send_bytes(self._outbox.get_nowait())
                    await self._socket.close()

    async def _receive(self) -> None:
        async for message in self._socket:
            if message.type is aiohttp.WSMsgType.BINARY:
                self._take(message.data)
        raise Away("the connection ended")

    def _take(self, data: bytes) -> None:
        content = data[1:]
        if data[0] == YMessageType.SYNC:
            self._taking = True
            try:
                reply = handle_sync_message(content, self.doc)
            finally:
                self._taking = False
            if reply is not None:
                self._outbox.put_nowait(reply)
            if content[0] == YSyncMessageType.SYNC_STEP2:
                self.synced.set()
        elif data[0] == YMessageType.AWARENESS:
            self._awareness.apply_awareness_update(read_message(content), "remote")

    async def _send(self) -> None:
        while True:
            await self._socket.send_bytes(await self._outbox.get())

    def _on_update(self, event: TransactionEvent) -> None:
        if not self._taking:
            self._outbox.put_nowait(create_update_message(event.update))

    def _on_awareness(self, topic: str, change: tuple[dict[str, Any], Any]) -> None:
        clients, origin = change
        if topic != "update":
            return
        if origin == "local":
            changed = [client for kind in clients.values() for client in kind]
            update = self._awareness.encode_awareness_update(changed)
            self._outbox.put_nowait(create_awareness_message(update))
        elif clients["added"] and self._answer is None:
            # The server tells newcomers nothing: without this they wait for the next sign of life.
            jitter = random.uniform(0, _ANSWER_S)  # noqa: S311 - no secret
            self._answer = asyncio.get_running_loop().call_later(jitter, self._show_again)

    def _show_again(self) -> None:
        self._answer = None
        self._awareness.set_local_state(self._awareness.get_local_state())

"""Many people in one notebook of a space, without browsers: ``crowd.py ADDRESS PATH CELLS PEOPLE``.

``ADDRESS`` is a one-time address of the space. All come by one connection to each room, so that the server,
which repeats each message to every connection, is not what is measured; a page sees as many people. Once all
are there, a line ``here`` is printed. From the next line of standard input on each moves to another cell once
a second; each move of the first of them is a line of JSON: ``at`` (ms since the epoch) and ``cell``. It ends
with its standard input.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from typing import Any

import aiohttp
from pycrdt import Awareness, Doc, create_awareness_message

from jupyterlab_sagemaker_spaces.colleague.colleague import GLOBAL_ROOM
from jupyterlab_sagemaker_spaces.colleague.door import door

#: Who says nothing for 30 seconds is forgotten.
_AGAIN_S = 15


class Presence:
    """One person in one room."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._doc: Doc[Any] = Doc()
        self._awareness = Awareness(self._doc)

    async def show(self, state: dict[str, Any] | None) -> None:
        """Have others see this state; None: be gone."""
        self._awareness.set_local_state(state)
        update = self._awareness.encode_awareness_update([self._awareness.client_id])
        await self._socket.send_bytes(create_awareness_message(update))


def _user(number: int) -> dict[str, Any]:
    name = f"person-{number}"
    return {
        **{"username": name, "name": name, "display_name": name, "initials": str(number)},
        **{"avatar_url": None, "color": f"var(--jp-collaborator-color{1 + number % 7})"},
    }


async def _stay(everywhere: Presence, path: str, number: int) -> None:
    while True:
        await everywhere.show({"user": _user(number), "current": f"notebook:{path}", "documents": [path]})
        await asyncio.sleep(_AGAIN_S)


async def _walk(document: Presence, number: int, cells: int) -> None:
    await asyncio.sleep(random.random())  # noqa: S311 - no secret
    while True:
        cell = f"cell-{random.randrange(cells) + 1}"  # noqa: S311 - no secret
        if number == 0:
            print(json.dumps({"at": time.time() * 1000, "cell": cell}), flush=True)
        await document.show({"user": _user(number), "activeCellId": cell})
        await asyncio.sleep(1)


async def _listen(socket: aiohttp.ClientWebSocketResponse) -> None:
    async for _ in socket:
        pass


async def _main(address: str, path: str, cells: int, people: int) -> None:
    async with door(address) as space:
        everywhere = await space.socket(GLOBAL_ROOM)
        document = await space.socket(await space.document_room(path))
        crowd = [(Presence(everywhere), Presence(document)) for _ in range(people)]
        tasks = [asyncio.ensure_future(_listen(socket)) for socket in (everywhere, document)]
        tasks += [asyncio.ensure_future(_stay(one, path, i)) for i, (one, _) in enumerate(crowd)]
        print("here", flush=True)
        await asyncio.to_thread(sys.stdin.readline)
        tasks += [asyncio.ensure_future(_walk(one, i, cells)) for i, (_, one) in enumerate(crowd)]
        await asyncio.to_thread(sys.stdin.read)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for pair in crowd:
            for one in pair:
                await one.show(None)


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))

"""Many people in one notebook of a space, without browsers: ``crowd.py ADDRESS PATH CELLS PEOPLE``.

``ADDRESS`` is a one-time address of the space. Once all are there, a line ``here`` is printed. From the next
line of standard input on each moves to another cell once a second; each move of the first of them is a line
of JSON: ``at`` (ms since the epoch) and ``cell``. It ends with its standard input.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from typing import Any

from jupyterlab_sagemaker_spaces.colleague.colleague import GLOBAL_ROOM
from jupyterlab_sagemaker_spaces.colleague.door import Door, door
from jupyterlab_sagemaker_spaces.colleague.room import Room


def _user(number: int) -> dict[str, Any]:
    name = f"person-{number}"
    return {
        **{"username": name, "name": name, "display_name": name, "initials": str(number)},
        **{"avatar_url": None, "color": f"var(--jp-collaborator-color{1 + number % 7})"},
    }


async def _enter(space: Door, path: str, number: int, tasks: asyncio.TaskGroup) -> Room:
    """Come as one more person; the room of the document."""
    everywhere = Room(await space.socket(GLOBAL_ROOM))
    document = Room(await space.socket(await space.document_room(path)))
    tasks.create_task(everywhere.run())
    tasks.create_task(document.run())
    everywhere.show({"user": _user(number), "current": f"notebook:{path}", "documents": [path]})
    document.show({"user": _user(number)})
    async with asyncio.timeout(60):
        await document.synced.wait()
    return document


async def _walk(document: Room, number: int, cells: int) -> None:
    await asyncio.sleep(random.random())  # noqa: S311 - no secret
    while True:
        cell = f"cell-{random.randrange(cells) + 1}"  # noqa: S311 - no secret
        if number == 0:
            print(json.dumps({"at": time.time() * 1000, "cell": cell}), flush=True)
        document.show({"user": _user(number), "activeCellId": cell})
        await asyncio.sleep(1)


async def _main(address: str, path: str, cells: int, people: int) -> None:
    # Each person has two sockets, which count among the connections.
    async with door(address, connections=2 * people + 10) as space, asyncio.TaskGroup() as tasks:
        documents = [await _enter(space, path, number, tasks) for number in range(people)]
        print("here", flush=True)
        await asyncio.to_thread(sys.stdin.readline)
        walks = [tasks.create_task(_walk(document, i, cells)) for i, document in enumerate(documents)]
        await asyncio.to_thread(sys.stdin.read)
        for walk in walks:
            walk.cancel()
        for document in documents:
            await document.leave()
        raise SystemExit(0)


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))

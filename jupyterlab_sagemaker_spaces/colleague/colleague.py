"""The colleague: enters the space, walks and types, and comes back after every absence."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, NoReturn

import aiohttp
from pycrdt import Array, Assoc, Map, Text

from .door import door
from .room import Away, Room
from .script import Go, Mind, Pace, Rest, Step, TakeAway, Write, next_step
from .welcome import PATH, notebook

#: The room in which everybody of a JupyterLab is.
GLOBAL_ROOM = "JupyterLab:globalAwareness"
#: JupyterLab's own colours for people; the identity of a space names none.
_COLOR = "var(--jp-collaborator-color3)"
#: Seconds between two looks whether the space can be entered.
_AWAY_S = 5.0
#: How long a document may take to arrive, seconds.
_SYNC_S = 30.0


class Colleague:
    """One person without a browser."""

    def __init__(
        self,
        name: str,
        address: Callable[[], str],
        say: Callable[[str], None],
        pace: Pace = Pace(),  # noqa: B008 - immutable
        away_s: float = _AWAY_S,
    ) -> None:
        """``address`` makes a one-time address of the space, or raises Away; it may block. ``say`` is told
        of each coming and, once an absence, why.
        """
        self._name = name
        self._address = address
        self._say = say
        self._pace = pace
        self._away_s = away_s
        self._told_away = False

    async def live(self) -> NoReturn:
        """Be in the space whenever it can be entered. Cancelled, it leaves at once."""
        while True:
            try:
                await self._visit()
            except* (Away, aiohttp.ClientError, OSError) as absence:
                if not self._told_away:
                    self._say(f"{self._name} is away, and waits: {_reason(absence)}.")
                    self._told_away = True
            await asyncio.sleep(self._away_s)

    async def _visit(self) -> None:
        """Until something ends it. Begins with an empty document: the server may have another one by now."""
        address = await asyncio.to_thread(self._address)
        async with door(address) as space:
            await space.ensure_notebook(PATH, notebook(self._name))
            place = await space.document_room(PATH)
            identity = await space.me()
            user = {**identity, "color": identity.get("color") or _COLOR}
            everywhere = Room(await space.socket(GLOBAL_ROOM))
            document = Room(await space.socket(place))
            try:
                async with asyncio.TaskGroup() as tasks:
                    tasks.create_task(everywhere.run())
                    tasks.create_task(document.run())
                    everywhere.show(
                        {
                            "user": user,
                            "current": f"notebook:{PATH}",
                            "documents": [PATH],
                            "spaces": {"status": "active"},
                        }
                    )
                    async with asyncio.timeout(_SYNC_S):
                        await document.synced.wait()
                    self._say(f"{self._name} is in {PATH}.")
                    self._told_away = False
                    await self._walk(document, user)
            finally:
                await everywhere.leave()
                await document.leave()

    async def _walk(self, document: Room, user: dict[str, Any]) -> NoReturn:
        cells: Array[Map[Any]] = document.doc.get("cells", type=Array)
        mind = Mind()
        while True:
            texts: dict[str, Text] = {str(cell["id"]): cell["source"] for cell in cells}
            seen = {cell: str(text) for cell, text in texts.items()}
            taken = {
                cell for state in document.others() if isinstance(cell := state.get("activeCellId"), str)
            }
            step, mind = next_step(seen, taken, mind)
            if mind.at is not None and mind.at in texts:
                perform(step, texts[mind.at])
                if not isinstance(step, Rest):
                    document.show(_state(user, mind.at, texts[mind.at]))
            await asyncio.sleep(self._pace.after(step))


def perform(step: Step, text: Text) -> None:
    """Change the cell in which one is, where the step is a change."""
    match step:
        case Write(letter):
            text += letter
        case TakeAway():
            del text[len(text) - 1 :]
        case Go() | Rest():
            pass


def _state(user: dict[str, Any], cell: str, text: Text) -> dict[str, Any]:
    """What a browser says of itself in a document's room, the cursor at the cell's end."""
    # With the other association pycrdt panics at the end of a text.
    position = text.sticky_index(len(text), Assoc.BEFORE).to_json()
    cursor = {"anchor": position, "head": position, "primary": True, "empty": True}
    return {"user": user, "activeCellId": cell, "cursors": [cursor]}


def _reason(absence: BaseExceptionGroup[BaseException]) -> str:
    first = absence.exceptions[0]
    while isinstance(first, BaseExceptionGroup):
        first = first.exceptions[0]
    return str(first) or type(first).__name__

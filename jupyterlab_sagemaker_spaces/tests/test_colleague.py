"""The trial's colleague: the notebook, the script's steps, and what people in a room know of each other."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any, cast

import aiohttp
import nbformat
import pytest
from pycrdt import Array, Doc, Map, Text

from jupyterlab_sagemaker_spaces.colleague.colleague import perform
from jupyterlab_sagemaker_spaces.colleague.room import Away, Room
from jupyterlab_sagemaker_spaces.colleague.script import (
    Go,
    Mind,
    Pace,
    Rest,
    Step,
    TakeAway,
    Write,
    next_step,
)
from jupyterlab_sagemaker_spaces.colleague.welcome import OPENING, OWN_CELL, PHRASES, notebook, written

from .test_cli import LINE

NOBODY: frozenset[str] = frozenset()


def test_the_notebook_is_one() -> None:
    content = notebook("chen")
    nbformat.validate(nbformat.from_dict(content))  # type: ignore[no-untyped-call]
    own = [cell["source"] for cell in content["cells"] if cell["id"] == OWN_CELL]
    assert own == [OPENING]
    assert "chen" in content["cells"][0]["source"]


@pytest.mark.parametrize(
    ("source", "so_far"),
    [
        (OPENING, ""),
        (OPENING + PHRASES[1][:5], PHRASES[1][:5]),
        (OPENING + PHRASES[0], PHRASES[0]),
        (OPENING + PHRASES[0] + "\nmine", None),
        (OPENING + "mine", None),
        ("mine", None),
        ("", None),
    ],
)
def test_knows_its_own_writing(source: str, so_far: str | None) -> None:
    assert written(source) == so_far


HALF = PHRASES[0][:4]
CELLS = {"a": "", OWN_CELL: OPENING, "z": "text"}
HERE = Mind(OWN_CELL, PHRASES[0], 1)


@pytest.mark.parametrize(
    ("own", "taken", "mind", "step"),
    [
        pytest.param(OPENING, NOBODY, Mind(), Go("a"), id="begins at the first"),
        pytest.param(OPENING, NOBODY, Mind("z"), Go("a"), id="after the last comes the first"),
        pytest.param(OPENING, NOBODY, Mind("gone"), Go("a"), id="the cell was deleted"),
        pytest.param(OPENING, {"z", "a"}, Mind("z"), Go("a"), id="goes where others are, too"),
        pytest.param(OPENING, NOBODY, HERE, Write(PHRASES[0][0]), id="begins to write"),
        pytest.param(OPENING + HALF, NOBODY, HERE, Write(PHRASES[0][4]), id="writes on"),
        pytest.param(OPENING + HALF, {"a"}, HERE, Write(PHRASES[0][4]), id="somebody is elsewhere"),
        pytest.param(OPENING + PHRASES[0], NOBODY, HERE, Rest(), id="lets it be read"),
        pytest.param(OPENING + HALF, NOBODY, Mind(OWN_CELL), TakeAway(), id="takes it away"),
        pytest.param(OPENING, NOBODY, Mind(OWN_CELL), Go("z"), id="all is taken away"),
        pytest.param(OPENING + PHRASES[1][:4], NOBODY, HERE, TakeAway(), id="of an earlier visit"),
        pytest.param(OPENING + HALF, {OWN_CELL}, HERE, Go("z"), id="somebody comes"),
        pytest.param(OPENING + "mine", NOBODY, HERE, Go("z"), id="somebody wrote there"),
        pytest.param("", NOBODY, HERE, Go("z"), id="somebody cleared it"),
    ],
)
def test_the_next_step(own: str, taken: set[str], mind: Mind, step: Step) -> None:
    assert next_step({**CELLS, OWN_CELL: own}, taken, mind)[0] == step


@pytest.mark.parametrize("cells", [[], ["a"]])
def test_rests_where_there_is_nowhere_to_go(cells: list[str]) -> None:
    step, mind = next_step(dict.fromkeys(cells, ""), NOBODY, Mind("a"))
    assert (step, mind.at) == (Rest(), "a")


def test_a_walk_leaves_the_notebook_as_it_was() -> None:
    """Round by round, each with another phrase; nothing but the own cell is ever written to."""
    doc: Doc[Any] = Doc()
    cells: Array[Map[Any]] = doc.get("cells", type=Array)
    first = notebook("chen")["cells"]
    for cell in first:
        cells.append(Map({"id": cell["id"], "source": Text(cell["source"])}))
    mind, seen = Mind(), set()
    for _ in range(len(PHRASES)):
        while True:
            texts = {cell["id"]: cell["source"] for cell in cells}
            step, mind = next_step({name: str(text) for name, text in texts.items()}, NOBODY, mind)
            perform(step, texts[mind.at])
            seen.add(written(str(texts[OWN_CELL])))
            others = [str(cell["source"]) for cell in cells if cell["id"] != OWN_CELL]
            assert others == [cell["source"] for cell in first if cell["id"] != OWN_CELL]
            if step == Go(first[-1]["id"]):
                break
    assert seen > set(PHRASES)
    assert str(texts[OWN_CELL]) == OPENING


def test_the_cursor_moves_four_times_a_second_at_most() -> None:
    pace = Pace()
    assert min(pace.after(step) for step in (Go("a"), Write("x"), TakeAway(), Rest())) >= 0.25
    assert pace.after(Go("a")) > pace.after(Write("x"))
    assert replace(pace, stay=7).after(Go("a")) == 7


class Wire:
    """A websocket whose other end is all wires of a room, as the server passes messages on."""

    def __init__(self, room: list[Wire]) -> None:
        self._room = room
        self._arrived: asyncio.Queue[bytes | None] = asyncio.Queue()
        self.closed = False
        room.append(self)

    async def send_bytes(self, data: bytes) -> None:
        if self.closed:
            raise aiohttp.ClientConnectionResetError
        for wire in self._room:
            if wire is not self:
                wire._arrived.put_nowait(data)

    async def close(self) -> None:
        self.closed = True
        self._room.remove(self)
        self._arrived.put_nowait(None)

    async def __aiter__(self) -> AsyncIterator[aiohttp.WSMessage]:
        while (data := await self._arrived.get()) is not None:
            yield aiohttp.WSMessage(aiohttp.WSMsgType.BINARY, data, None)


@asynccontextmanager
async def inside(wires: list[Wire], state: dict[str, Any]) -> AsyncIterator[Room]:
    """Somebody in the room."""
    room = Room(cast(aiohttp.ClientWebSocketResponse, Wire(wires)))
    running = asyncio.create_task(room.run())
    room.show(state)
    try:
        yield room
    finally:
        await room.leave()
        running.cancel()
        await asyncio.wait({running})


async def until(condition: Callable[[], bool]) -> None:
    """Wait until something holds: not as long as the protocol's own signs of life take."""
    limit = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < limit
        await asyncio.sleep(0.01)


def names(room: Room) -> list[str]:
    return sorted(state["name"] for state in room.others())


async def test_newcomers_are_answered_and_leaving_is_seen() -> None:
    wires: list[Wire] = []
    async with inside(wires, {"name": "chen"}) as chen:
        async with inside(wires, {"name": "ana"}) as ana:
            await until(lambda: (names(chen), names(ana)) == (["ana"], ["chen"]))
            async with inside(wires, {"name": "ben"}) as ben:
                await until(lambda: names(ben) == ["ana", "chen"])
            await until(lambda: names(chen) == ["ana"])
        await until(lambda: names(chen) == [])


async def test_documents_become_the_same_and_stay_so() -> None:
    wires: list[Wire] = []
    async with inside(wires, {}) as chen:
        text = chen.doc.get("text", type=Text)
        text += "before"
        async with inside(wires, {}) as ana:
            async with asyncio.timeout(10):
                await ana.synced.wait()
            seen = ana.doc.get("text", type=Text)
            assert str(seen) == "before"
            text += ", after"
            await until(lambda: str(seen) == "before, after")


@pytest.mark.parametrize("state", ["text", 7, ["list"], None])
async def test_others_may_say_anything(state: object) -> None:
    wires: list[Wire] = []
    async with inside(wires, {"name": "chen"}) as chen, inside(wires, {"name": "ana"}) as ana:
        await until(lambda: names(chen) == ["ana"])
        ana.show(cast(dict[str, Any], state))
        await until(lambda: chen.others() == [])


async def test_says_when_the_connection_ends() -> None:
    wire = Wire([])
    room = Room(cast(aiohttp.ClientWebSocketResponse, wire))
    running = asyncio.create_task(room.run())
    await wire.close()
    with pytest.raises(ExceptionGroup) as caught:
        await running
    assert caught.group_contains(Away, match="the connection ended")
    await room.leave()


@pytest.mark.parametrize("first", [[json.dumps(LINE) + "\n"], []])
def test_the_process_ends_with_what_started_it(first: Iterable[str]) -> None:
    """Whether a domain is there or not: its standard input is closed by any end of the trial."""
    process = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab_sagemaker_spaces.colleague"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.writelines(first)
    process.stdin.flush()
    if first:
        assert "chen is away, and waits: The local domain did not answer" in process.stdout.readline()
    try:
        _, errors = process.communicate(timeout=30)
    finally:
        process.kill()
    assert process.returncode == 0, errors
    assert errors == ""

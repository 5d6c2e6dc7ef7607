"""The terminals of this server, and what runs in them."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Any

from ..timestamps import iso

if TYPE_CHECKING:
    import psutil

Json = dict[str, Any]


async def look_at_terminals(manager: Any | None) -> list[Json]:
    """Every terminal of the server's terminal manager: ``name``, ``busy`` (its shell has a child process),
    ``command`` of the eldest child and ``since`` when (ISO).
    """
    terminals = {} if manager is None else dict(manager.terminals)
    return await asyncio.to_thread(
        lambda: [
            {"name": name, **what_runs(terminal.ptyproc.pid)} for name, terminal in sorted(terminals.items())
        ]
    )


def what_runs(shell: int) -> Json:
    """What the children of a shell's process are at. Blocks."""
    import psutil  # a server in which nobody leaves does without

    try:
        children = psutil.Process(shell).children()
    except psutil.Error:  # it ended meanwhile
        children = []
    for child in children:
        try:
            return {"busy": True, "command": _command(child), "since": iso(child.create_time())}
        except psutil.Error:
            continue
    return {"busy": False, "command": None, "since": None}


def _command(process: psutil.Process) -> str:
    """The program, and the script that it runs. No other argument: they may hold secrets."""
    program, *arguments = process.cmdline() or [process.name()]
    name = os.path.basename(program) or process.name()
    script = next((text for text in arguments if not text.startswith("-")), None)
    if script and os.path.isfile(os.path.join(process.cwd(), script)):
        return f"{name} {os.path.basename(script)}"
    return name

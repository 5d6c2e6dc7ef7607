"""A notebook with a real kernel, run as a tab does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat.v4

#: It has no types.
formats: Any = nbformat
LIMIT_S = 60.0
#: A cell that prints for as long as a file is not there.
PRINTS = """
import os, time
print("begun", flush=True)
while not os.path.exists({flag!r}):
    time.sleep(0.02)
print("ended", flush=True)
"""


async def until(is_so: Callable[[], Any]) -> Any:
    async with asyncio.timeout(LIMIT_S):
        while not (value := is_so()):  # noqa: ASYNC110  (processes tell of no event)
            await asyncio.sleep(0.02)
    return value


class Notebook:
    """A notebook with a real kernel, and a client that runs cells as a tab does."""

    def __init__(self, app: Any, directory: Path, sources: list[str]) -> None:
        self._app = app
        self.path = "run.ipynb"
        self.file = directory / self.path
        cells = [formats.v4.new_code_cell(source, id=f"c{i}") for i, source in enumerate(sources)]
        formats.write(formats.v4.new_notebook(cells=cells), self.file)
        self.sources = sources

    async def start(self) -> None:
        session = await self._app.session_manager.create_session(
            path=self.path, name=self.path, type="notebook", kernel_name="python3"
        )
        self.kernel = session["kernel"]["id"]
        self.manager = self._app.kernel_manager.get_kernel(self.kernel)
        self.client = self.manager.client()
        self.client.start_channels()
        await self.client.wait_for_ready(timeout=LIMIT_S)

    async def run_all(self) -> list[str]:
        """Send every cell at once, as Run All does; the ids of the requests."""
        return [self.client.execute(source) for source in self.sources]

    def state(self) -> str:
        return str(self.manager.execution_state)

    async def printed(self, text: str) -> None:
        """Wait until the tab sees that text."""
        async with asyncio.timeout(LIMIT_S):
            while True:
                message = await self.client.get_iopub_msg()
                self.last = message["header"]["msg_id"]
                if text in str(message["content"].get("text", "")):
                    return

    def outputs(self) -> list[str]:
        """What the notebook on disk has below its cells."""
        return [
            "".join(output.get("text", output.get("ename", "")) for output in cell.outputs)
            for cell in formats.read(self.file, 4).cells
        ]

    def counts(self) -> list[int | None]:
        return [cell.execution_count for cell in formats.read(self.file, 4).cells]

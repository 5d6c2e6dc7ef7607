"""Writing outputs into notebooks: on disk, or into the shared document where people have it open."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from jupyter_server.utils import ensure_async
from tornado.web import HTTPError

from .outputs import CellOutputs, merged, same

Json = dict[str, Any]
#: Seconds for which a shared document's own saving is waited for.
SAVED_S = 10.0


class NotWritten(Exception):
    """Outputs could not be written; the text says into what, and why."""


class Notebooks:
    """The notebooks of this server."""

    def __init__(self, contents: Any, collaboration: Any | None) -> None:
        """The server's contents manager, and jupyter-collaboration's extension where there is one."""
        self._contents = contents
        self._collaboration = collaboration

    async def write(self, path: str, cells: Mapping[str, CellOutputs]) -> None:
        """Put the outputs of cells, by their ids, into a notebook. Raises NotWritten."""
        try:
            if not (await self._write_shared(path, cells) and await self._is_saved(path, cells)):
                await self._write_file(path, cells)
        except HTTPError as error:
            raise NotWritten(f"{path}: {error.log_message or error.reason}") from error
        except OSError as error:
            raise NotWritten(f"{path}: {error.strerror or error}") from error

    async def _write_file(self, path: str, cells: Mapping[str, CellOutputs]) -> None:
        content = (await self._read(path))["content"]
        if merged(content, cells):
            await ensure_async(
                self._contents.save({"type": "notebook", "format": "json", "content": content}, path)
            )

    async def _write_shared(self, path: str, cells: Mapping[str, CellOutputs]) -> bool:
        """False where nobody has it open together."""
        if self._collaboration is None:
            return False
        document = await self._collaboration.get_document(
            path=path, content_type="notebook", file_format="json", copy=False
        )
        if document is None:
            return False
        from pycrdt import Map, Text  # there where jupyter-collaboration is

        def shared(output: Json) -> Any:
            return Map({**output, "text": Text(output["text"])} if "text" in output else output)

        with document.ydoc.transaction():
            for cell in document.ycells:
                new = cells.get(cell["id"])
                if new is None or cell["cell_type"] != "code":
                    continue
                outputs = new.outputs()
                if not same(cell["outputs"].to_py(), outputs):
                    # The array stays: the browsers hold on to it.
                    cell["outputs"].clear()
                    cell["outputs"].extend([shared(output) for output in outputs])
                count = new.count_or(cell["execution_count"])
                if cell["execution_count"] != count:
                    cell["execution_count"] = count
        return True

    async def _is_saved(self, path: str, cells: Mapping[str, CellOutputs]) -> bool:
        """Wait until the shared document is on disk, as it soon is unless its saving is off."""
        for _ in range(round(SAVED_S / 0.5)):
            if not merged((await self._read(path))["content"], cells):
                return True
            await asyncio.sleep(0.5)
        return False

    async def _read(self, path: str) -> Json:
        model: Json = await ensure_async(self._contents.get(path, content=True, type="notebook"))
        return model

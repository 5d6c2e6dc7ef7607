"""The outputs of a cell, made from the messages of its kernel as JupyterLab makes them. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from nbformat.v4 import output_from_msg

Json = dict[str, Any]
_CONTROLS = re.compile("([\r\n\b])")
#: Messages that become outputs.
_OUTPUTS = frozenset({"execute_result", "display_data", "stream", "error"})


@dataclass
class CellOutputs:
    """What a cell shows. ``count``: its execution count. The text of a stream is kept as lines, so that a
    long output grows at its end only.
    """

    count: int | None = None
    _outputs: list[Json] = field(default_factory=list)
    _clear_next: bool = False
    _displays: dict[str, list[int]] = field(default_factory=dict)
    _cursor: int = 0  # where in the last line of the last stream the next text goes

    @classmethod
    def of(cls, outputs: list[Json], count: int | None) -> CellOutputs:
        """Begin with outputs in nbformat's terms."""
        cell = cls(count)
        for output in deepcopy(outputs):
            if output["output_type"] == "stream":
                output["text"] = _lines(output["text"])
                cell._cursor = len(output["text"][-1].rstrip("\n")) if output["text"] else 0
            cell._outputs.append(output)
        return cell

    def outputs(self) -> list[Json]:
        """The outputs in nbformat's terms."""
        return [
            {**output, "text": "".join(output["text"])}
            if output["output_type"] == "stream"
            else deepcopy(output)
            for output in self._outputs
        ]

    def count_or(self, known: int | None) -> int | None:
        """The execution count, or else the one that is known."""
        return known if self.count is None else self.count

    def take(self, message: Json) -> None:
        """Take one IOPub message (``header``, ``content``) of this cell."""
        kind, content = message["header"]["msg_type"], message["content"]
        if kind == "execute_input":
            self.count = content.get("execution_count", self.count)
        elif kind == "clear_output":
            self._clear_next = bool(content.get("wait"))
            if not self._clear_next:
                self._clear()
        elif kind in _OUTPUTS:
            if self._clear_next:
                self._clear()
            self._add(message)

    def update_display(self, content: Json) -> None:
        """Take an ``update_display_data``, which may be about a display of any cell of the kernel."""
        for index in self._displays.get(_display(content) or "", ()):
            self._outputs[index]["data"] = deepcopy(content.get("data", {}))
            self._outputs[index]["metadata"] = deepcopy(content.get("metadata", {}))

    def _clear(self) -> None:
        self._clear_next = False
        self._outputs.clear()
        self._displays.clear()

    def _add(self, message: Json) -> None:
        output: Json = output_from_msg(message)  # type: ignore[no-untyped-call]
        if output["output_type"] == "stream":
            last = self._outputs[-1] if self._outputs else None
            if last is None or last["output_type"] != "stream" or last["name"] != output["name"]:
                last = {**output, "text": []}
                self._outputs.append(last)
                self._cursor = 0
            self._write(last["text"], output["text"])
            return
        display = _display(message["content"])
        if display is not None:
            self._displays.setdefault(display, []).append(len(self._outputs))
        self._outputs.append(output)

    def _write(self, lines: list[str], text: str) -> None:
        """Write into a stream's lines as a terminal does: a carriage return goes back to the line's
        beginning, a backspace one character; what is written there takes the place of what was.
        """
        line = lines.pop() if lines and not lines[-1].endswith("\n") else ""
        cursor = self._cursor
        for piece in _CONTROLS.split(text):
            match piece:
                case "\n":
                    lines.append(line + piece)
                    line, cursor = "", 0
                case "\r":
                    cursor = 0
                case "\b":
                    cursor = max(0, cursor - 1)
                case _:
                    line = line[:cursor] + piece + line[cursor + len(piece) :]
                    cursor += len(piece)
        if line:
            lines.append(line)
        self._cursor = cursor


def _display(content: Json) -> str | None:
    return (content.get("transient") or {}).get("display_id")


def _lines(text: str | list[str]) -> list[str]:
    # Not splitlines: that ends lines at other characters, too.
    return [line for line in re.split(r"(?<=\n)", text if isinstance(text, str) else "".join(text)) if line]


def merged(notebook: Json, cells: Mapping[str, CellOutputs]) -> bool:
    """Put outputs and counts into the cells of a notebook, by their ids; False where all were as they are.

    They replace what stands there, so that doing it twice does nothing.
    """
    changed = False
    for cell in notebook["cells"]:
        new = cells.get(cell.get("id", ""))
        if new is None or cell["cell_type"] != "code":
            continue
        outputs, count = new.outputs(), new.count_or(cell["execution_count"])
        if not same(cell["outputs"], outputs) or cell["execution_count"] != count:
            cell["outputs"], cell["execution_count"] = outputs, count
            changed = True
    return changed


def same(some: list[Json], others: list[Json]) -> bool:
    """Whether outputs are the same, however their texts are cut into lines."""
    return [_joined(output) for output in some] == [_joined(output) for output in others]


def _joined(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _joined(item) for key, item in value.items()}
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        return "".join(value)
    return [_joined(item) for item in value] if isinstance(value, list) else value

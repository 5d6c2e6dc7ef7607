"""The body of ``POST jobs/<id>/outputs``: what a tab has of a kernel's cells. Pure."""

from __future__ import annotations

from typing import Any

import nbformat

from ..bodies import BadRequest, check_member_names, parse_object
from .follower import HandedOver
from .kernels import without_drive

Json = dict[str, Any]
_MOST_CELLS = 10_000


def parse_handed_over(body: bytes) -> tuple[str, str, list[HandedOver]]:
    """The kernel's id, the notebook's path, and its cells. Raises BadRequest."""
    content = parse_object(body)
    check_member_names(content, {"kernel", "path", "cells"})
    cells = content["cells"]
    if not isinstance(cells, list) or len(cells) > _MOST_CELLS:
        raise BadRequest(f"cells must be a list of at most {_MOST_CELLS}.")
    path = without_drive(_text(content, "path"))
    return _text(content, "kernel"), path, [_cell(cell) for cell in cells]


def _cell(cell: object) -> HandedOver:
    if not isinstance(cell, dict):
        raise BadRequest("A cell must be a JSON object.")
    check_member_names(cell, {"id", "msg_id", "outputs", "execution_count", "last"})
    outputs, count, last = cell["outputs"], cell["execution_count"], cell["last"]
    if not isinstance(outputs, list):
        raise BadRequest("outputs must be a list.")
    for output in outputs:
        try:
            nbformat.validate(output, ref="output", version=4)
        except nbformat.ValidationError as error:
            raise BadRequest(f"An output is none of a notebook: {error.message[:200]}") from error
    if count is not None and type(count) is not int:
        raise BadRequest("execution_count must be a whole number or null.")
    if last is not None and not isinstance(last, str):
        raise BadRequest("last must be the id of a message or null.")
    return HandedOver(_text(cell, "id"), _text(cell, "msg_id"), outputs, count, last)


def _text(content: Json, name: str) -> str:
    value = content[name]
    if not isinstance(value, str) or not value:
        raise BadRequest(f"{name} must be a text.")
    return value

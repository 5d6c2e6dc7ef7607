"""Folders as the browser names them. Pure."""

from __future__ import annotations

import os

from ..bodies import BadRequest
from .mountinfo import is_within


def to_path(folder: str, root: str) -> str:
    """The absolute path of a folder of Jupyter's contents API, which is relative to ``root``, by ``/``.

    By the names alone: whatever links lead to is for others to see. Raises BadRequest.
    """
    if "\0" in folder:
        raise BadRequest("A folder's name has no zero byte.")
    root = os.path.abspath(root)
    path = os.path.abspath(os.path.join(root, *(name for name in folder.split("/") if name)))
    if not is_within(path, root, os.sep):
        raise BadRequest("This folder is outside the one that JupyterLab shows.")
    return path

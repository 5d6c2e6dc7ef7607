"""On which names something is mounted, so that a scan keeps off without touching what is mounted."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from .mountinfo import parse_mountinfo


def mounts_below(root: bytes) -> Mapping[bytes, frozenset[bytes]]:
    """By folder, the names in it on which something is mounted, for all folders from ``root`` on."""
    try:
        table = Path("/proc/self/mountinfo").read_bytes()
    except FileNotFoundError:
        # Not Linux (a trial on a laptop): the scan keeps to one file system by device numbers alone.
        return {}
    # The kernel's table has the places that links lead to; the scan's paths begin with what it was asked for.
    real = os.path.realpath(root).rstrip(b"/") + b"/"
    found: dict[bytes, set[bytes]] = {}
    for mount in parse_mountinfo(os.fsdecode(table)):
        point = os.fsencode(mount.path)
        if point.startswith(real) and point != real:
            folder, _, name = (root.rstrip(b"/") + b"/" + point.removeprefix(real)).rpartition(b"/")
            found.setdefault(folder or b"/", set()).add(name)
    return {folder: frozenset(names) for folder, names in found.items()}


def is_mounted(path: bytes, mounts: Mapping[bytes, frozenset[bytes]]) -> bool:
    """Something is mounted on that path or on a folder above it, as far as ``mounts`` goes."""
    while path.strip(b"/"):
        folder, _, name = path.rpartition(b"/")
        if name in mounts.get(folder or b"/", ()):
            return True
        path = folder
    return False

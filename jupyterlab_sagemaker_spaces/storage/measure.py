"""What a mount says of itself: how full it is, and whether this user may write there. Blocks."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Inodes:
    """How many files and folders a file system can have, and has."""

    size: int
    used: int


@dataclass(frozen=True)
class Measured:
    """Bytes; ``free`` is what this user can still write, which is less than the rest where some is reserved.

    ``inodes`` is None where a file system does not count them. ``folder``: it is not a single file that was
    mounted. ``writable``: in one of the folders that were asked about.
    """

    size: int
    used: int
    free: int
    inodes: Inodes | None
    folder: bool
    writable: bool


def measure(path: str, folders: Iterable[str]) -> Measured:
    """Look at the mount on ``path``; ``folders``, all on that mount, are tried for writing. Raises OSError.

    It may never return.
    """
    folder = stat.S_ISDIR(os.stat(path).st_mode)
    writable = any(os.access(one, os.W_OK) for one in folders)
    if sys.platform == "win32":
        usage = shutil.disk_usage(path)
        return Measured(usage.total, usage.used, usage.free, None, folder, writable)
    said = os.statvfs(path)
    return Measured(
        size=said.f_blocks * said.f_frsize,
        used=(said.f_blocks - said.f_bfree) * said.f_frsize,
        free=said.f_bavail * said.f_frsize,
        inodes=Inodes(said.f_files, said.f_files - said.f_ffree) if said.f_files else None,
        folder=folder,
        writable=writable,
    )

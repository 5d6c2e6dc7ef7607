"""Which mount a path leads to, symbolic links followed.

``os.path.realpath`` would touch one mount after the other from a single thread, and a dead one would count
against the first. Here the way is gone mount by mount, and each is asked for its own part only.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath
from typing import Literal

from .looks import Looks, NotAnswering
from .mountinfo import Mount, mount_of

#: ``missing``: there is no such path, or this user may not go there.
State = Literal["ok", "not-answering", "missing"]

#: Links on one way after which it is a circle, as the kernel counts them.
_MAX_LINKS = 40
#: What a way ends by that leads nowhere; anything else is trouble of a mount's.
_LEADS_NOWHERE = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.EACCES, errno.ENAMETOOLONG})


@dataclass(frozen=True)
class Place:
    """Where a path leads: its real one, as far as the way could be gone, and the mount at that point."""

    path: str
    mount: Mount | None
    state: State


@dataclass(frozen=True)
class _Way:
    """``reached`` is real; ``rest`` are the names still to go; ``links`` how many have been followed."""

    reached: str
    rest: tuple[str, ...]
    links: int = 0


async def find_place(path: str, mounts: Sequence[Mount], looks: Looks) -> Place:
    """Follow an absolute path over the reachable mounts."""
    way = _to(path)
    while way.rest:
        mount = mount_of(way.reached, mounts, os.sep)
        try:
            way = await looks.ask(mount.id if mount else "", partial(_go, way, mounts))
        except NotAnswering:
            return Place(os.path.join(way.reached, *way.rest), mount, "not-answering")
        except OSError as error:
            state: State = "missing" if error.errno in _LEADS_NOWHERE else "not-answering"
            return Place(os.path.join(way.reached, *way.rest), mount, state)
    return Place(way.reached, mount_of(way.reached, mounts, os.sep), "ok")


def _to(path: str) -> _Way:
    anchor, *names = PurePath(path).parts
    return _Way(anchor, tuple(names))


def _go(way: _Way, mounts: Sequence[Mount]) -> _Way:
    """Go on until the way is at its end or on another mount. Blocks. Raises OSError."""
    start = mount_of(way.reached, mounts, os.sep)
    while way.rest and mount_of(way.reached, mounts, os.sep) == start:
        way = _step(way, start, mounts)
    return way


def _step(way: _Way, start: Mount | None, mounts: Sequence[Mount]) -> _Way:
    name, rest = way.rest[0], way.rest[1:]
    if name == "..":
        return _Way(os.path.dirname(way.reached), rest, way.links)
    path = os.path.join(way.reached, name)
    if mount_of(path, mounts, os.sep) != start:
        return _Way(path, rest, way.links)  # a mount begins here: it is there, and no link
    if not stat.S_ISLNK(os.lstat(path).st_mode):
        return _Way(path, rest, way.links)
    if way.links == _MAX_LINKS:
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), path)
    # Windows marks the targets of its links as ready for use.
    target = os.readlink(path).removeprefix("\\\\?\\")
    followed = _to(target) if os.path.isabs(target) else _Way(way.reached, PurePath(target).parts)
    return _Way(followed.reached, (*followed.rest, *rest), way.links + 1)

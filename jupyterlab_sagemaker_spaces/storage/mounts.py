"""The mounts that a user can write to, each with what it is and how full: the answers of ``GET mounts``."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..here import Here
from .classify import REMOTE, Finding, Kind, Surroundings, examine, tell_verdict
from .devices import SYSFS, Device, find_device
from .folders import to_path
from .looks import Looks, NotAnswering
from .measure import Measured, measure
from .mountinfo import Mount, is_within, mount_of, parse_mountinfo, reachable
from .partitions import list_partitions
from .where import Place, find_place

Json = dict[str, Any]

MOUNTINFO = Path("/proc/self/mountinfo")

#: Types of file systems that hold no files of anybody's.
_PSEUDO = frozenset(
    {
        *("autofs", "binfmt_misc", "bpf", "cgroup", "cgroup2", "configfs", "debugfs", "devfs", "devpts"),
        *("devtmpfs", "efivarfs", "fuse.gvfsd-fuse", "fuse.lxcfs", "fuse.portal", "fusectl", "hugetlbfs"),
        *("mqueue", "nsfs", "proc", "pstore", "rpc_pipefs", "securityfs", "selinuxfs", "sysfs", "tracefs"),
    }
)
#: Memory that programs share is the one place below it that takes files.
_DEV, _SHARED_MEMORY = "/dev", "/dev/shm"  # noqa: S108  (named, not written to)

#: Where on most machines everybody may write, though the folder that they lie in is root's.
_FOR_ALL = ("/tmp", "/var/tmp")  # noqa: S108  (asked about, not written to)

#: Bytes above which a size is no size: EFS says 8 EiB.
_NO_SIZE = 2**60


@dataclass(frozen=True)
class Folders:
    """Absolute paths: the user's home, what JupyterLab shows, and where this server's own socket is.

    The local domain mounts that last one into a space; nobody works there. None: it listens on a port.
    """

    home: str
    root: str
    socket: str | None


@dataclass(frozen=True)
class _Survey:
    """The mounts that can be reached, and where home and JupyterLab's folder are among them."""

    mounts: list[Mount]
    home: Place
    root: Place
    around: Surroundings


class Mounts:
    """Looks anew at each request. Nothing is read, no thread started, before the first."""

    def __init__(
        self,
        here: Here,
        folders: Folders,
        looks: Looks,
        mountinfo: Path = MOUNTINFO,
        sysfs: Path = SYSFS,
    ) -> None:
        """``mountinfo``, ``sysfs``: the kernel's, or what a test composed."""
        self._here = here
        self._folders = folders
        self._looks = looks
        self._mountinfo = mountinfo
        self._sysfs = sysfs

    async def all(self) -> Json:
        """Every file system that this user can write to, and home's in any case."""
        survey = await self._survey()
        entries = await asyncio.gather(
            *(
                self._listed(survey, same)
                for same in _group(survey.mounts, survey.home.mount)
                if same[0].path != self._folders.socket
            )
        )
        home = survey.home.mount
        verdict = None
        if home:
            verdict = tell_verdict(self._examine(survey, home)[1].kind, home, survey.around)
        return {
            "home": survey.home.path,
            "root": survey.root.path,
            "verdict": verdict,
            "mounts": sorted(filter(None, entries), key=lambda entry: (not entry["home"], entry["path"])),
        }

    async def of(self, folder: str) -> Json:
        """Which file system a folder lies on, named as Jupyter's contents API does. Raises BadRequest."""
        path = to_path(folder, self._folders.root)
        survey = await self._survey()
        place = await find_place(path, survey.mounts, self._looks)
        if place.mount is None or place.state == "missing":
            return {"folder": folder, "path": place.path, "mount": None, "state": place.state}
        groups = _group(survey.mounts, survey.home.mount)
        same = next((same for same in groups if place.mount in same), [place.mount])
        entry = self._entry(survey, same, await self._measure(same[0], []))
        state = place.state if entry["state"] == "ok" else "not-answering"
        return {"folder": folder, "path": place.path, "mount": entry, "state": state}

    def paths(self) -> list[str]:
        """Where file systems are that may hold somebody's files, without touching them."""
        groups = _group(self._read(), None)
        return [same[0].path for same in groups if same[0].path != self._folders.socket]

    async def _survey(self) -> _Survey:
        mounts = await asyncio.to_thread(self._read)
        home, root = await asyncio.gather(
            find_place(self._folders.home, mounts, self._looks),
            find_place(self._folders.root, mounts, self._looks),
        )
        around = Surroundings(self._here.place != "outside", self._here.sharing, home.path)
        return _Survey(mounts, home, root, around)

    def _read(self) -> list[Mount]:
        if sys.platform != "linux":
            return list_partitions()
        # Not as text: a carriage return in a path is no end of a line.
        return reachable(parse_mountinfo(self._mountinfo.read_bytes().decode("utf-8", "surrogateescape")))

    async def _listed(self, survey: _Survey, same: list[Mount]) -> Json | None:
        """The entry of a file system, seen at each of ``same``; None if it is not this user's to write to."""
        mount = same[0]
        # Of a container's root folder nothing but those and Python's own may be this user's.
        tried = (*_FOR_ALL, sys.prefix, survey.home.path, survey.root.path)
        folders = [path for path in tried if mount_of(path, survey.mounts, os.sep) == mount]
        said = await self._measure(mount, [mount.path, *folders])
        entry = self._entry(survey, same, said)
        return entry if entry["home"] or _is_users(said, entry["kind"]) else None

    async def _measure(self, mount: Mount, folders: list[str]) -> Measured | NotAnswering | OSError:
        try:
            return await self._looks.ask(mount.id, lambda: measure(mount.path, folders))
        except (NotAnswering, OSError) as error:
            return error

    def _examine(self, survey: _Survey, mount: Mount) -> tuple[Device | None, Finding]:
        device = find_device(mount, self._sysfs)
        return device, examine(mount, device, mount == survey.home.mount, survey.around)

    def _entry(self, survey: _Survey, same: list[Mount], said: Measured | NotAnswering | OSError) -> Json:
        mount, *others = same
        device, finding = self._examine(survey, mount)
        return {
            "path": mount.path,
            "also": [other.path for other in others],
            "home": mount == survey.home.mount,
            "fstype": mount.fstype,
            "source": mount.source,
            "device": asdict(device) if device else None,
            **asdict(finding),
            **self._state(said),
            **_space(said, finding.kind),
        }

    def _state(self, said: Measured | NotAnswering | OSError) -> Json:
        match said:
            case NotAnswering():
                return {"state": "not-answering", "error": f"No answer within {self._looks.limit_s:g} s."}
            case OSError():
                return {"state": "refused", "error": said.strerror or str(said)}
        return {"state": "ok", "error": None}


def _group(mounts: Iterable[Mount], home: Mount | None) -> list[list[Mount]]:
    """Mounts that may hold somebody's files, those that show the same together.

    Home first in its group, else the shortest path; then by path.
    """
    groups: dict[tuple[str, str], list[Mount]] = {}
    for mount in mounts:
        if mount == home or _may_hold_files(mount):
            groups.setdefault((mount.device, mount.root), []).append(mount)
    return [
        sorted(same, key=lambda mount: (mount != home, len(mount.path), mount.path))
        for same in groups.values()
    ]


def _may_hold_files(mount: Mount) -> bool:
    if mount.read_only or mount.fstype in _PSEUDO:
        return False
    if any(is_within(mount.path, folder) for folder in ("/proc", "/sys")):
        return False
    return mount.path == _SHARED_MEMORY or not is_within(mount.path, _DEV)


def _is_users(said: Measured | NotAnswering | OSError, kind: Kind) -> bool:
    """Whether this user can write to a mount that is not read-only, as far as that can be told.

    Of what is on other machines the top folder is often somebody else's, and one below it the user's own. A
    mount that does not answer or has failed may be his.
    """
    match said:
        case Measured():
            return said.folder and (said.writable or kind in REMOTE)
        case FileNotFoundError():
            return False  # it went away just now
        case PermissionError():
            return kind in REMOTE
    return True


def _space(said: Measured | NotAnswering | OSError, kind: Kind) -> Json:
    """Sizes, where they mean something: S3's client makes them up, EFS has no size but a use."""
    if not isinstance(said, Measured) or kind == "s3":
        return {"size": None, "used": None, "free": None, "inodes": None}
    limited = kind != "efs" and said.size < _NO_SIZE
    return {
        "size": said.size if limited else None,
        "used": said.used,
        "free": said.free if limited else None,
        "inodes": asdict(said.inodes) if said.inodes else None,
    }

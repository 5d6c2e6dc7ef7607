"""A space's container: what it sees of the machine's files, and the command that starts it. Needs root.

Namespaces of its own (mounts, processes, IPC) and a user without rights, the one that Studio's images have.
Its root directory is a new one. Of the machine's files it has the system's programs and settings, and at its
own path, wherever that is, the Python environment of the space's image; none of it can be written to. The
state directory is not there, but for what is this app's own. All else of the machine is absent: the
container's user may have a namesake there with the same number, and with files of its own. The home is the
space's volume. ``container_init`` makes these mounts.
"""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from ..directory import StateDirectory, write_private
from . import container_init
from .environment import IMAGE_CONFIG, SYSTEM_PATH
from .leftovers import MARKER
from .volumes import Volume

#: User, group and home of Studio's images (known).
USER, UID, GID = "sagemaker-user", 1000, 100
HOME = Path("/home") / USER
#: Where Jupyter keeps its kernels' sockets. A short path: the home's would be too long for a socket's.
RUNTIME = Path("/tmp/jupyter-runtime")  # noqa: S108
#: What its processes are told of that.
IDENTITY = {"USER": USER, "LOGNAME": USER}

#: Written to a container's input: its app is to end.
END = b"."

#: Exit code of a container that could not be set up; the last line of its output says why.
NOT_STARTED = container_init.NOT_STARTED

#: Top-level directories that a space gets from the machine: all that programs and their libraries need.
_SYSTEM = {"bin", "etc", "lib", "lib32", "lib64", "libx32", "opt", "sbin", "usr"}
#: Options of what is the machine's: to look at and to run.
_LOOK = "ro,nosuid,nodev"
#: The devices that every program may count on; the others are the machine's.
_DEVICES = ("full", "null", "random", "tty", "urandom", "zero")
_DEVICE_LINKS = {
    "fd": "/proc/self/fd",
    "ptmx": "pts/ptmx",
    "stderr": "/proc/self/fd/2",
    "stdin": "/proc/self/fd/0",
    "stdout": "/proc/self/fd/1",
}
#: New and empty in each space.
_EMPTY = {"/dev/shm": "mode=1777", "/run": "mode=755", "/tmp": "mode=1777", "/var/tmp": "mode=1777"}  # noqa: S108
_RESOLVER = Path("/etc/resolv.conf")

_VOLUME_OPTIONS = {
    # df says the volume's own size (minixdf), and what is deleted gives room on the machine (discard).
    "ext4": "loop,nosuid,nodev,discard,minixdf,noinit_itable",
    "xfs": "loop,nosuid,nodev,discard",
}


@dataclass(frozen=True)
class Mount:
    """One step of ``container_init``: ``kind`` is ``bind``, ``link`` (a symbolic link) or a file system's."""

    kind: str
    source: str
    target: str
    options: str = ""


@dataclass(frozen=True)
class Contents:
    """What a container is made of, by its paths on the machine.

    ``root`` is an empty directory to build in; ``needed`` is what must be readable, at the same path;
    ``hidden`` what must not be there, but for ``own``, which is, and ``writable`` within that.
    """

    root: Path
    volume: Volume
    needed: frozenset[Path]
    hidden: Path
    own: Path
    writable: Path
    accounts: Path


def mounts(contents: Contents, top_level: Iterable[os.DirEntry[str]]) -> list[Mount]:
    """All mounts of a container, in order; ``top_level`` is what the machine's ``/`` holds."""
    made = [_system(entry) for entry in top_level if entry.name in _SYSTEM]
    made.append(Mount("proc", "proc", "/proc"))
    made.append(Mount("sysfs", "sysfs", "/sys", "ro,nosuid,nodev,noexec"))
    made += [Mount("bind", f"/dev/{name}", f"/dev/{name}") for name in _DEVICES]
    made += [Mount("link", source, f"/dev/{name}") for name, source in _DEVICE_LINKS.items()]
    made.append(Mount("devpts", "devpts", "/dev/pts", "newinstance,ptmxmode=0666,mode=620"))
    made += [Mount("tmpfs", "tmpfs", path, f"{mode},nosuid,nodev") for path, mode in _EMPTY.items()]
    made += _resolver(_RESOLVER)
    made += _shown(contents)
    made.append(Mount("bind", str(contents.own), str(contents.own), "ro"))
    made.append(Mount("bind", str(contents.writable), str(contents.writable)))
    made.append(Mount("bind", str(contents.accounts), "/etc/passwd", "ro"))
    made.append(_home(contents.volume))
    return made


def _system(entry: os.DirEntry[str]) -> Mount:
    """A top-level directory of the machine; a link stays one where the container has what it leads to."""
    if entry.is_symlink() and not _is_new(Path(entry.path).resolve()):
        return Mount("link", os.readlink(entry.path), entry.path)
    return Mount("bind", entry.path, entry.path, _LOOK)


def _resolver(settings: Path) -> list[Mount]:
    """Where names are looked up: on many machines a link to a file in ``/run``."""
    if not settings.is_symlink() or not settings.exists():
        return []
    target = Path(os.path.normpath(settings.parent / settings.readlink()))
    return [Mount("bind", str(settings.resolve()), str(target), _LOOK)] if _is_new(target) else []


def _shown(contents: Contents) -> list[Mount]:
    """What is needed, read-only, and the way to it opened where only root could walk it.

    By depth: a directory is opened after the one that it lies in was shown.
    """
    # Elsewhere a path with symbolic links leads in the container to where it leads here.
    shown = [path for path in sorted(contents.needed) if _is_new(path) or path == path.resolve()]
    opened = {
        ancestor
        for path in [*shown, contents.own]
        for ancestor in path.parents
        if not _is_new(ancestor) and not ancestor.stat().st_mode & stat.S_IXOTH
    }
    steps = [Mount("bind", str(path), str(path), _LOOK) for path in shown]
    steps += [Mount("tmpfs", "tmpfs", str(path), "mode=755") for path in opened | {contents.hidden}]
    return sorted(steps, key=lambda step: len(Path(step.target).parts))


def _is_new(path: Path) -> bool:
    """Whether a path begins in a directory that the container does not have from the machine."""
    return len(path.parts) > 1 and path.parts[1] not in _SYSTEM


def _home(volume: Volume) -> Mount:
    if volume.kind == "directory":
        return Mount("bind", str(volume.path), str(HOME), "nosuid,nodev")
    return Mount(volume.kind, str(volume.path), str(HOME), _VOLUME_OPTIONS[volume.kind])


def prepare(
    directory: StateDirectory,
    run: str,
    volume: Volume,
    needed: Iterable[Path],
    command: list[str],
    environment: Mapping[str, str],
) -> list[str]:
    """Write down a container for what lies in ``directory.app(run)``; returns the command that starts it.

    Its user may read what is there (but for this plan) and write where the socket is to be.
    Blocks. Raises OSError.
    """
    own, sockets = directory.app(run), directory.socket(run).parent
    accounts_file = own / "passwd"
    accounts_file.write_text(accounts(Path("/etc/passwd").read_text(errors="surrogateescape")))
    for path in [own, *own.iterdir()]:
        os.chown(path, 0, GID)
        path.chmod(0o750 if path.is_dir() else 0o640)
    os.chown(sockets, UID, GID)
    sockets.chmod(0o700)
    if volume.kind == "directory":
        _give(volume.path)
    directory.root_mount_point.mkdir(mode=0o700, exist_ok=True)
    contents = Contents(
        root=directory.root_mount_point,
        volume=volume,
        needed=frozenset({*needed, IMAGE_CONFIG}),
        hidden=directory.path,
        own=own,
        writable=sockets,
        accounts=accounts_file,
    )
    with os.scandir("/") as top_level:
        steps = mounts(contents, top_level)
    plan_file = own / "container.json"
    plan = {
        "root": str(contents.root),
        "mounts": [asdict(mount) for mount in steps],
        "uid": UID,
        "gid": GID,
        "directory": str(HOME),
        "command": command,
        "environment": dict(environment),
    }
    write_private(plan_file, json.dumps(plan))
    return [
        # What kills the first one kills the second, and with that all that is in its pid namespace. What is
        # mounted on the machine later does not come in (private): it would not be read-only.
        *("unshare", "--mount", "--propagation=private", "--ipc", "--pid", "--fork"),
        *("--kill-child=KILL", "--"),
        *(sys.executable, "-I", "-S", container_init.__file__, str(plan_file)),
    ]


def _give(volume: Path) -> None:
    """Make all files of a volume the container's user's, once; those of a run without containers are ours."""
    if volume.stat().st_uid == UID:
        return
    for folder, folders, files in os.walk(volume):
        for name in [*folders, *files]:
            os.chown(os.path.join(folder, name), UID, GID, follow_symlinks=False)
    os.chown(volume, UID, GID)  # last: it says that all is done


def accounts(host: str) -> str:
    """The machine's ``passwd`` with the container's user in it, so that programs find the user's name."""
    kept = [line for line in host.splitlines() if not _is_ours(line.split(":"))]
    return "\n".join([*kept, f"{USER}:x:{UID}:{GID}::{HOME}:/bin/bash", ""])


def _is_ours(fields: list[str]) -> bool:
    return fields[0] == USER or fields[2:3] == [str(UID)]


def outer_environment(marker: str) -> dict[str, str]:
    """The variables of a container's own processes: tools of the system only, and the marker."""
    return {MARKER: marker, "PATH": SYSTEM_PATH, "LC_ALL": "C"}


def signal_or_code(code: int) -> int:
    """The exit code of the app as ``subprocess`` has it, negative for a signal, from the container's."""
    return container_init.SIGNALLED - code if code > container_init.SIGNALLED else code

"""The volumes of spaces: what is a space's home, and outlives its apps.

A directory, or a sparse file with a file system of the volume's size (AWS's GB of EBS are GiB: known), which
is mounted in the space's container only. A space keeps the kind of volume that it once got.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from ..model import AppFailed, VolumeLeft
from .environment import SYSTEM_PATH

Kind = Literal["directory", "ext4", "xfs"]

GIB = 1024**3

#: Seconds for the kernel to let go of an image whose last process has ended, and for a former run's tool to
#: end.
_PATIENCE = 30.0
_LOOK_EVERY = 0.02

_MKFS = {
    # Nothing is reserved for root, and what is zero in a new sparse file is not written.
    "ext4": ("mkfs.ext4", "-q", "-F", "-m", "0", "-E", "lazy_itable_init=1,lazy_journal_init=1,nodiscard"),
    "xfs": ("mkfs.xfs", "-q", "-K"),
}


@dataclass(frozen=True)
class Volume:
    """One space's volume: a directory, or the image of a file system."""

    kind: Kind
    path: Path


class Volumes:
    """All volumes of a domain. Its methods block."""

    def __init__(self, folder: Path, kind: Kind) -> None:
        """``kind`` is what spaces get that have no volume yet."""
        self._folder = folder
        self._kind = kind

    def find(self, space: str) -> Volume | None:
        """A space's volume, if it has one. Names of spaces have no dots (known), those of images have."""
        every = (self._volume(space, kind) for kind in get_args(Kind))
        return next((volume for volume in every if volume.path.exists()), None)

    def prepare(self, space: str, size_gb: int) -> Volume:
        """A space's volume, made or grown to its size, ready to be mounted. Raises AppFailed.

        It never shrinks. A directory has no size.
        """
        volume = self.find(space) or self._volume(space, self._kind)
        try:
            if volume.kind == "directory":
                volume.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            elif volume.path.exists():
                if not await_detached(volume.path):
                    raise VolumeUnusable(f"{volume.path} is mounted elsewhere (losetup -a shows it).")
                _grow(volume, size_gb * GIB)
            else:
                make_image(volume, size_gb * GIB)
        except (OSError, VolumeUnusable) as error:
            raise AppFailed(f"The volume of the space {space} cannot be used: {error}") from error
        return volume

    def destroy(self, space: str) -> None:
        """Remove a space's volume with all that is on it. Raises VolumeLeft: part of it may be gone then."""
        volume = self.find(space)
        if volume is None:
            return
        try:
            if volume.kind == "directory":
                _remove(volume.path)
            else:
                volume.path.unlink()
        except OSError as error:
            raise VolumeLeft(
                f"The volume {volume.path} could not be removed: {error}. Make it removable (lsattr -R shows "
                "what nobody may change), then delete the space again."
            ) from error

    def _volume(self, space: str, kind: Kind) -> Volume:
        return Volume(kind, self._folder / (space if kind == "directory" else f"{space}.{kind}"))


class VolumeUnusable(Exception):
    """A tool refused an image, or the kernel does not let go of it."""


def _remove(folder: Path) -> None:
    """Remove a directory, also when its owner may not write to it or to one in it."""
    try:
        shutil.rmtree(folder)
    except PermissionError:
        folder.chmod(0o700)
        for parent, names, _ in os.walk(folder):  # from above: what was opened is looked into
            for path in (os.path.join(parent, name) for name in names):
                if not os.path.islink(path):
                    os.chmod(path, 0o700)
        shutil.rmtree(folder)


def make_image(volume: Volume, size: int) -> None:
    """Make a file system of so many bytes; the image is there whole or not at all.

    Raises OSError, VolumeUnusable.
    """
    volume.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = volume.path.with_name(f".{volume.path.name}.partial")
    partial.unlink(missing_ok=True)
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)) as file:
        os.truncate(file.fileno(), size)
    _run(*_MKFS[volume.kind], str(partial))
    partial.replace(volume.path)


def await_detached(path: Path) -> bool:
    """Wait until an image, or whatever image is below a directory, is attached to no loop device. Blocks.

    The kernel lets go of an image a moment after the last process that saw it mounted. False when it still
    did not after half a minute: somebody else has it mounted.
    """
    limit = time.monotonic() + _PATIENCE
    while any(path == image or path in image.parents for image in _attached()):
        if time.monotonic() > limit:
            return False
        time.sleep(_LOOK_EVERY)
    return True


def _attached() -> list[Path]:
    """Every file behind a loop device, as the kernel names it."""
    found = []
    for device in Path("/sys/block").glob("loop*/loop/backing_file"):
        try:
            found.append(Path(device.read_text().removesuffix("\n").removesuffix(" (deleted)")))
        except OSError:
            continue  # it was just let go
    return found


def _grow(volume: Volume, size: int) -> None:
    """Make an image larger that is not mounted, and its file system unless that grows when it is (xfs)."""
    with _exclusive(volume.path) as lock:
        if volume.path.stat().st_size < size:
            os.truncate(volume.path, size)
        # A start that was killed may have left the file larger than the file system in it.
        if volume.kind == "ext4" and _ext4_size(volume.path) < size:
            _run("e2fsck", "-f", "-p", str(volume.path), lock=lock, fine=(0, 1))
            _run("resize2fs", str(volume.path), lock=lock)


def _ext4_size(image: Path) -> int:
    said = _run("dumpe2fs", "-h", str(image))
    count, size = (re.search(rf"^Block {name}: +(\d+)$", said, re.M) for name in ("count", "size"))
    if not count or not size:
        raise VolumeUnusable(f"dumpe2fs does not say the size of {image}.")
    return int(count[1]) * int(size[1])


@contextmanager
def _exclusive(image: Path) -> Iterator[int]:
    """A lock that the tools inherit: if we are killed, the next start waits until they have ended."""
    lock = os.open(image, os.O_RDONLY)
    try:
        limit = time.monotonic() + _PATIENCE
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > limit:
                    raise VolumeUnusable(f"a tool of a former run still works on {image}.") from None
                time.sleep(_LOOK_EVERY)
        yield lock
    finally:
        os.close(lock)


def _run(*command: str, lock: int | None = None, fine: tuple[int, ...] = (0,)) -> str:
    """What a tool of the system says. Raises VolumeUnusable."""
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            errors="replace",
            env={"PATH": SYSTEM_PATH, "LC_ALL": "C"},
            pass_fds=() if lock is None else (lock,),
            check=False,
        )
    except FileNotFoundError:
        raise VolumeUnusable(f"{command[0]} is not installed.") from None
    if done.returncode not in fine:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise VolumeUnusable(f"{command[0]}: {said[-1] if said else f'exit code {done.returncode}'}")
    return done.stdout

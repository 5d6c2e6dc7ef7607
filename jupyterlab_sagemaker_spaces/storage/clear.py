"""Clearing of known caches: the ids come from outside, the folders never.

Everything goes by descriptors of folders, which are opened one below the other and never through a link. So
whatever happens to the names meanwhile, nothing outside the folder is touched.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .hogs import Hog
from .mounts_below import is_mounted, mounts_below
from .paths import shown
from .spots import spots

Mounts = Mapping[bytes, frozenset[bytes]]

#: Without descriptors of folders (on Windows), nothing keeps links out of the way to what is removed.
_IS_SAFE = os.open in os.supports_dir_fd
_DIRECTORY = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC if _IS_SAFE else 0
_FOLDER = _DIRECTORY | os.O_NOFOLLOW if _IS_SAFE else 0


@dataclass
class Cleared:
    """What clearing one hog freed, or would free. Bytes on disk.

    A file with hard links elsewhere frees nothing and is not counted among the bytes, but among the files.
    """

    id: str
    bytes: int = 0
    files: int = 0
    folders: int = 0
    #: How many could not be removed, and why the first of them.
    failed: int = 0
    error: str | None = None
    #: The folders that were emptied, with the bytes, files and folders that each lost.
    emptied: list[tuple[str, int, int, int]] = field(default_factory=list)

    def public(self) -> dict[str, Any]:
        """As it is told."""
        more = f" ({self.failed - 1:,} more could not be removed.)" if self.failed > 1 else ""
        error = self.error + more if self.error else None
        return {"id": self.id, "bytes": self.bytes, "files": self.files, "error": error}

    def fail(self, path: str, error: OSError) -> None:
        """Remember that this could not be removed."""
        self.failed += 1
        # An OSError of our own has no text of the system's: it is raised with the reason.
        self.error = self.error or f"{shown(os.fsencode(path))}: {error.strerror or error}."


@dataclass
class _Level:
    """A folder that is being emptied. ``name`` is what it is called in the folder above."""

    fd: int
    name: str
    names: list[str]


def clear(hog: Hog, home: Path, environ: Mapping[str, str], dry_run: bool) -> Cleared:
    """Empty a hog's folders, keeping the folders themselves; or only say what that would free. Blocks."""
    done = Cleared(hog.id)
    mounts = mounts_below(os.fsencode(home))
    for spot in spots(hog, home, environ):
        if spot.own and not _IS_SAFE:
            done.fail(spot.path, OSError("caches can be cleared on Linux and macOS only"))
        elif spot.own and is_mounted(os.fsencode(spot.path), mounts):
            # Not even looked at: a dead network file system would not answer.
            done.fail(spot.path, OSError("it lies on another file system than the home"))
        elif spot.own:
            before = (done.bytes, done.files, done.folders)
            _clear_folder(spot.path, home, mounts, done, dry_run)
            lost = (done.bytes - before[0], done.files - before[1], done.folders - before[2])
            if any(lost):
                done.emptied.append((spot.path, *lost))
    return done


def _clear_folder(path: str, home: Path, mounts: Mounts, done: Cleared, dry_run: bool) -> None:
    try:
        fd = _open_below(home, os.path.relpath(path, home).split("/"))
    except FileNotFoundError:
        return
    except OSError as error:
        done.fail(path, error)
        return
    try:
        _Emptying(path, mounts, done, dry_run).run(fd)
    except OSError as error:
        done.fail(path, error)


def _open_below(home: Path, names: Iterable[str]) -> int:
    """A descriptor of a folder below home, on home's file system. Raises OSError for a link on the way to
    it.
    """
    fd = os.open(home, _DIRECTORY)
    device = os.fstat(fd).st_dev
    for name in names:
        try:
            below = os.open(name, _FOLDER, dir_fd=fd)
        finally:
            os.close(fd)
        fd = below
        if os.fstat(fd).st_dev != device:
            os.close(fd)
            raise OSError("it lies on another file system than the home")
    return fd


class _Emptying:
    """Empties one folder, from the leaves up; goes on after what cannot be removed."""

    def __init__(self, path: str, mounts: Mounts, done: Cleared, dry_run: bool) -> None:
        self._path = path
        self._done = done
        self._dry_run = dry_run
        self._mounts = mounts
        # Names of a file that were removed, by inode, where it has several.
        self._links: dict[int, int] = {}
        self._levels: list[_Level] = []

    def run(self, fd: int) -> None:
        """Empty the folder with that descriptor, and close it."""
        self._device = os.fstat(fd).st_dev
        try:
            self._enter(fd, "")
            while self._levels:
                level = self._levels[-1]
                if level.names:
                    self._look(level, level.names.pop())
                else:
                    self._leave()
        finally:
            for level in self._levels:
                os.close(level.fd)

    def _enter(self, fd: int, name: str) -> None:
        level = _Level(fd, name, [])
        self._levels.append(level)
        level.names = os.listdir(fd)

    def _leave(self) -> None:
        level = self._levels.pop()
        size = os.fstat(level.fd).st_blocks * 512
        os.close(level.fd)
        if not self._levels:
            return  # the folder itself stays
        if not self._dry_run:
            try:
                os.rmdir(level.name, dir_fd=self._levels[-1].fd)
            except OSError as error:
                # What is left in it was told already, or came in only now.
                if error.errno != errno.ENOTEMPTY:
                    self._done.fail(self._full(level.name), error)
                return
        self._done.bytes += size
        self._done.folders += 1

    def _look(self, level: _Level, name: str) -> None:
        try:
            if self._mounts and is_mounted(os.fsencode(self._full(name)), self._mounts):
                raise OSError("something is mounted there")
            status = os.lstat(name, dir_fd=level.fd)
            if stat.S_ISDIR(status.st_mode):
                self._enter_below(level, name, status)
            else:
                self._remove(level, name, status)
        except FileNotFoundError:
            return  # somebody else was faster
        except OSError as error:
            self._done.fail(self._full(name), error)

    def _enter_below(self, level: _Level, name: str, status: os.stat_result) -> None:
        if status.st_dev != self._device:
            raise OSError("another file system is mounted there")
        self._enter(os.open(name, _FOLDER, dir_fd=level.fd), name)

    def _remove(self, level: _Level, name: str, status: os.stat_result) -> None:
        if not self._dry_run:
            os.unlink(name, dir_fd=level.fd)
        self._done.files += 1
        links = self._links.get(status.st_ino, 0) + 1
        # Removed one by one, a file loses its links; in a dry run it keeps them all.
        left = status.st_nlink - (links if self._dry_run else 1)
        if left:
            self._links[status.st_ino] = links
        else:
            self._done.bytes += status.st_blocks * 512

    def _full(self, name: str) -> str:
        return "/".join([self._path, *(level.name for level in self._levels[1:]), name])

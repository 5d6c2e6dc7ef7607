"""A worker of a scan: reads folders and adds up what needs no other worker's word.

The work goes by folder: one list of names, then ``lstat`` of each by its bare name from inside the folder.
That is what Python does fastest (a third less than ``os.scandir`` with ``DirEntry.stat``), needs no path for
a file, and follows no link. Numbers are bytes on disk (``st_blocks`` of 512 bytes), as ``du`` counts.

A folder that was read whole and holds no hard link is added to its parent at once. Whether a hard link was
seen before is known by the scan only, so such folders are handed over one by one.
"""

from __future__ import annotations

import errno
import heapq
import marshal
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any

from .paths import Marks

#: Largest files and folders that are told.
LARGEST = 50
#: Examples of what could not be read.
EXAMPLES = 10
#: Names of one folder that are looked at in one go; a larger folder is shared among the workers.
CHUNK = 20_000
# Folders below the one asked for that are entered before the rest is left to a later task.
_DEPTH = 32
# A path that the kernel takes in one piece has at most 4,095 bytes (PATH_MAX).
_PATH_MAX = 4095
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
#: Errors that say that a folder or file is no longer there, or no longer what it was.
_GONE = {errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ESTALE}
_IS_FOLDER = 0o040000
_TYPE = 0o170000

#: Bytes, files, folders, hard links (None for none), children not added yet (name, Tree), children not read
#: (name, bytes of the folder itself), names not looked at. A tuple, for ``marshal``.
Tree = tuple[
    int,
    int,
    int,
    "Links | None",
    "list[tuple[bytes, Tree]]",
    "list[tuple[bytes, int]]",
    "list[bytes]",
]
#: Hard links of one folder: bytes by inode, by uid; and by inode, of those that are large enough to be told,
#: bytes, time of change, path.
Links = tuple["dict[int, dict[int, int]]", "dict[int, tuple[int, float, bytes]]"]


@dataclass
class Batch:
    """What a worker found for one task beside the trees."""

    #: Bytes, time of change, path.
    largest_files: list[tuple[int, float, bytes]] = field(default_factory=list)
    #: Bytes, files, path.
    largest_folders: list[tuple[int, int, bytes]] = field(default_factory=list)
    #: Bytes and files by uid, hard links left out.
    owners: dict[int, list[int]] = field(default_factory=dict)
    unread: int = 0
    #: Path and reason.
    examples: list[tuple[bytes, str]] = field(default_factory=list)
    vanished: int = 0
    other_file_systems: list[bytes] = field(default_factory=list)


class Reader:
    """Reads folders of one file system. It changes the working directory: for a process of its own."""

    def __init__(
        self, root: bytes, device: int, mounts: Mapping[bytes, frozenset[bytes]], marks: Marks
    ) -> None:
        """``root`` may be a link, and nothing else. ``mounts``: by folder, the names in it on which something
        is mounted. They are not even looked at: a dead network file system would hold up the scan for ever.
        """
        self._root = root
        self._device = device
        self._mounts = mounts
        self._names, self._beginnings = marks
        self.begin(0, 0, 0)

    def begin(self, budget: int, file_floor: int, folder_floor: int) -> None:
        """Begin a task of about ``budget`` names. Files and folders up to the floors are too small to be
        told.
        """
        self._left = budget
        self._file_floor = file_floor
        self._folder_floor = folder_floor
        self.batch = Batch()

    @property
    def spent(self) -> bool:
        """The budget is used up."""
        return self._left <= 0

    def read(self, path: bytes, names: list[bytes] | None = None, depth: int = 0) -> Tree:
        """A folder, or of a large one the given names."""
        batch = self.batch
        linked: dict[int, dict[int, int]] = {}
        told: dict[int, tuple[int, float, bytes]] = {}
        children: list[tuple[bytes, Tree]] = []
        folders: list[tuple[bytes, int]] = []
        try:
            found = _enter(path + b"/." if path == self._root else path, names is None)
        except OSError as error:
            self._missed(path, error)
            return 0, 0, 0, None, children, folders, []
        names = self._without_mounts(path, found if names is None else names)
        inside = path.rstrip(b"/") + b"/"
        names, rest = names[:CHUNK], names[CHUNK:]
        self._left -= len(names) + 1
        # The loop below runs a million times: all that it needs is local.
        lstat, device, floor = os.lstat, self._device, self._file_floor
        total = files = 0
        uid, uid_total, uid_files = -1, 0, 0
        links_uid, links = -1, {}
        for name in names:
            try:
                status = lstat(name)
            except OSError as error:
                self._missed(inside + name, error)
                continue
            size = status.st_blocks * 512
            if status.st_mode & _TYPE == _IS_FOLDER:
                if status.st_dev != device:
                    batch.other_file_systems.append(inside + name)
                    continue
                folders.append((name, size))
                counted = 0
            else:
                if status.st_nlink > 1:
                    if status.st_uid != links_uid:
                        links_uid = status.st_uid
                        links = linked.setdefault(links_uid, {})
                    links[status.st_ino] = size
                    if size > floor:
                        told[status.st_ino] = (size, status.st_mtime, inside + name)
                    continue
                total += size
                files += 1
                counted = 1
                if size > floor:
                    batch.largest_files.append((size, status.st_mtime, inside + name))
            if status.st_uid != uid:
                self._owned(uid, uid_total, uid_files)
                uid, uid_total, uid_files = status.st_uid, 0, 0
            uid_total += size
            uid_files += counted
        self._owned(uid, uid_total, uid_files)
        if max(len(batch.largest_files), len(batch.largest_folders)) > 4 * LARGEST:
            self._trim()
        count = len(folders)
        left: list[tuple[bytes, int]] = []
        for name, size in folders:
            if self._left <= 0 or depth == _DEPTH:
                left.append((name, size))
                continue
            below = inside + name
            tree = self.read(below, None, depth + 1)
            if tree[3] or tree[4] or tree[5] or tree[6] or self.is_marked(name):
                children.append((name, (tree[0] + size, *tree[1:])))
                continue
            if tree[0] + size > self._folder_floor:
                batch.largest_folders.append((tree[0] + size, tree[1], below))
            total += tree[0] + size
            files += tree[1]
            count += tree[2]
        return total, files, count, (linked, told) if linked else None, children, left, rest

    def finish(self) -> Batch:
        """What was found since ``begin``, the largest only."""
        self._trim()
        return self.batch

    def _trim(self) -> None:
        batch = self.batch
        batch.largest_files = heapq.nlargest(LARGEST, batch.largest_files)
        batch.largest_folders = heapq.nlargest(LARGEST, batch.largest_folders)
        if len(batch.largest_files) == LARGEST:
            self._file_floor = max(self._file_floor, batch.largest_files[-1][0])
        if len(batch.largest_folders) == LARGEST:
            self._folder_floor = max(self._folder_floor, batch.largest_folders[-1][0])

    def is_marked(self, name: bytes) -> bool:
        """A folder of this name may be one that is known by name."""
        return name in self._names or name.startswith(self._beginnings)

    def _without_mounts(self, path: bytes, names: list[bytes]) -> list[bytes]:
        mounted = self._mounts.get(path)
        if not mounted:
            return names
        inside = path.rstrip(b"/") + b"/"
        self.batch.other_file_systems += [inside + name for name in names if name in mounted]
        return [name for name in names if name not in mounted]

    def _owned(self, uid: int, size: int, files: int) -> None:
        if uid >= 0:
            sums = self.batch.owners.setdefault(uid, [0, 0])
            sums[0] += size
            sums[1] += files

    def _missed(self, path: bytes, error: OSError) -> None:
        if error.errno in _GONE:
            self.batch.vanished += 1
            return
        self.batch.unread += 1
        if len(self.batch.examples) < EXAMPLES:
            self.batch.examples.append((path, error.strerror or str(error)))


def work(tasks: Connection, reader: Reader) -> None:
    """Do the tasks that come until the other side closes."""
    while True:
        try:
            message = tasks.recv_bytes()
        except EOFError:
            return
        budget, file_floor, folder_floor, items = marshal.loads(message)  # noqa: S302 - from the parent process
        reader.begin(budget, file_floor, folder_floor)
        trees: list[Tree | None] = []
        for path, names in items:
            trees.append(None if reader.spent else reader.read(path, names))
        answer: tuple[Any, ...] = (trees, *vars(reader.finish()).values())
        try:
            tasks.send_bytes(marshal.dumps(answer))
        except BrokenPipeError:
            return


def _enter(path: bytes, listed: bool) -> list[bytes]:
    """Make a folder the working directory; its names, if asked for."""
    folder = open_folder(path)
    try:
        os.fchdir(folder)
    finally:
        os.close(folder)
    return os.listdir(b".") if listed else []


def open_folder(path: bytes) -> int:
    """A descriptor of a folder, not of a link; of any depth."""
    if len(path) <= _PATH_MAX:
        return os.open(path, _FOLDER)
    start = path.rindex(b"/", 0, _PATH_MAX)
    folder = os.open(path[:start], _FOLDER)
    while len(path) - start > 1:
        end = len(path) if len(path) - start <= _PATH_MAX else path.rindex(b"/", start + 1, start + _PATH_MAX)
        try:
            below = os.open(path[start + 1 : end], _FOLDER, dir_fd=folder)
        finally:
            os.close(folder)
        folder, start = below, end
    return folder

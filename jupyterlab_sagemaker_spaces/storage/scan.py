"""A scan of one file system: hands folders to workers, adds up what they found, each hard link once.

Folders whose sum is known are forgotten, all but the largest. So memory grows with what is under way, and
with the number of hard links (whose inodes must be remembered), not with the number of files.
"""

from __future__ import annotations

import heapq
import marshal
import multiprocessing
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any

from ..timestamps import iso
from .mounts_below import mounts_below
from .node import Node
from .paths import Named, shown
from .reading import CHUNK, EXAMPLES, LARGEST, Batch, Reader, Tree, work

#: Processes that read. On two cores that makes up for what Python takes longer than C.
WORKERS = 2
# Names that a worker looks at before it answers: few while another one has nothing to do.
_BUDGET, _SMALL_BUDGET = 20_000, 500
# Folders that are handed to a worker in one task.
_ITEMS = 256


class ScanFailed(Exception):
    """The scan cannot go on; the text says why."""


@dataclass
class Sums(Batch):
    """What is known of the whole, beside the folders under way: all that workers found, and what is known by
    name.
    """

    named: dict[str, int] = field(default_factory=dict)


class Scan:
    """One scan, in a process that has no other threads: it forks its workers."""

    def __init__(self, root: str, named: Named) -> None:
        """Raises ScanFailed when the root is no folder that can be looked at."""
        path = os.fsencode(root)
        try:
            status = os.stat(path)
        except OSError as error:
            raise ScanFailed(f"{root} cannot be looked at: {error.strerror}.") from error
        if not stat.S_ISDIR(status.st_mode):
            raise ScanFailed(f"{root} is not a folder.")
        self._named = named
        self._sums = Sums()
        self._seen: set[int] = set()
        self._root = Node(None, path, status.st_blocks * 512)
        self._root.folders = 1
        self._live: dict[Node, None] = {self._root: None}
        self._queue: list[tuple[Node, list[bytes] | None]] = [(self._root, None)]
        self._sums.owners[status.st_uid] = [self._root.bytes, 0]
        self._reader = Reader(path, status.st_dev, mounts_below(path), named.marks())

    def run(self, every: float) -> Iterator[None]:
        """Scan, pausing at least every so many seconds for a look at ``result``. Raises ScanFailed."""
        context = multiprocessing.get_context("fork")
        ends: list[Connection] = []
        for _ in range(WORKERS):
            mine, theirs = context.Pipe()
            # A worker must not hold the ends of others open: it would not notice that this process is gone.
            process = context.Process(target=_worker, args=(theirs, [*ends, mine], self._reader), daemon=True)
            process.start()
            theirs.close()
            ends.append(mine)
        busy: dict[Connection, list[tuple[Node, list[bytes] | None]]] = {}
        idle = list(ends)
        while self._queue or busy:
            while idle and self._queue:
                end = idle.pop()
                busy[end] = self._hand_out(end, alone=bool(idle))
            ready = [end for end in wait(list(busy), every) if isinstance(end, Connection)]
            for end in ready:
                self._take_in(end, busy.pop(end))
                idle.append(end)
            yield
        for end in ends:
            end.close()

    def result(self) -> dict[str, Any]:
        """What is known so far, as JSON; the largest first. Numbers are bytes on disk."""
        totals = {node: [node.bytes, node.files, node.folders] for node in self._live}
        named = dict(self._sums.named)
        for node in reversed(self._live):  # children come after their parents
            if node.parent in totals:
                upper, own = totals[node.parent], totals[node]
                for i in range(3):
                    upper[i] += own[i]
            if node.owns_name and node.named:
                named[node.named] = named.get(node.named, 0) + totals[node][0]
        live = [(sums[0], sums[1], node) for node, sums in totals.items()]
        live = heapq.nlargest(LARGEST, live, key=lambda one: one[0])
        folders = [*self._sums.largest_folders, *((size, files, node.path()) for size, files, node in live)]
        size, files, count = totals.get(self._root) or (
            self._root.bytes,
            self._root.files,
            self._root.folders,
        )
        owners = sorted(self._sums.owners.items(), key=lambda item: -item[1][0])
        return {
            "bytes": size,
            "files": files,
            "folders": count,
            "largest_folders": [
                {"path": shown(path), "bytes": size, "files": files}
                for size, files, path in heapq.nlargest(LARGEST, folders)
            ],
            "largest_files": [
                {"path": shown(path), "bytes": size, "modified": modified(time)}
                for size, time, path in sorted(self._sums.largest_files, reverse=True)
            ],
            "owners": [{"uid": uid, "bytes": sums[0], "files": sums[1]} for uid, sums in owners],
            "hogs": named,
            "unread": {
                "count": self._sums.unread,
                "examples": [{"path": shown(path), "why": why} for path, why in self._sums.examples],
            },
            "vanished": self._sums.vanished,
            "other_file_systems": [shown(path) for path in self._sums.other_file_systems],
        }

    def _hand_out(self, end: Connection, alone: bool) -> list[tuple[Node, list[bytes] | None]]:
        # Names of a large folder go alone: they are a whole task.
        share = 1 if self._queue[-1][1] else min(_ITEMS, -(-len(self._queue) // WORKERS))
        items = self._queue[-share:]
        del self._queue[-share:]
        budget = _SMALL_BUDGET if alone and not self._queue else _BUDGET
        floors = (_floor(self._sums.largest_files), _floor(self._sums.largest_folders))
        task = (budget, *floors, [(node.path(), names) for node, names in items])
        try:
            end.send_bytes(marshal.dumps(task))
        except BrokenPipeError as error:
            raise ScanFailed(
                "A part of the scan was ended by the system, perhaps for want of memory."
            ) from error
        return items

    def _take_in(self, end: Connection, items: list[tuple[Node, list[bytes] | None]]) -> None:
        try:
            trees, *found = marshal.loads(end.recv_bytes())  # noqa: S302 - from a process of this scan
        except (EOFError, ConnectionResetError) as error:
            raise ScanFailed(
                "A part of the scan was ended by the system, perhaps for want of memory."
            ) from error
        self._add_batch(Batch(*found))
        for (node, names), tree in zip(items, trees, strict=True):
            if tree is None:
                self._queue.append((node, names))
            else:
                self._add(node, tree)

    def _add_batch(self, batch: Batch) -> None:
        sums = self._sums
        for uid, (size, files) in batch.owners.items():
            owned = sums.owners.setdefault(uid, [0, 0])
            owned[0] += size
            owned[1] += files
        sums.largest_files = heapq.nlargest(LARGEST, [*sums.largest_files, *batch.largest_files])
        sums.largest_folders = heapq.nlargest(LARGEST, [*sums.largest_folders, *batch.largest_folders])
        sums.unread += batch.unread
        sums.examples = [*sums.examples, *batch.examples][:EXAMPLES]
        sums.vanished += batch.vanished
        sums.other_file_systems += batch.other_file_systems

    def _add(self, node: Node, tree: Tree) -> None:
        size, files, folders, links, children, left, rest = tree
        node.bytes += size
        node.files += files
        node.folders += folders
        if links:
            self._add_links(node, *links)
        for start in range(0, len(rest), CHUNK):
            node.pending += 1
            self._queue.append((node, rest[start : start + CHUNK]))
        for name, own in left:
            self._queue.append((self._begin(node, name, own), None))
        for name, child in children:
            if child[4] or child[5] or child[6] or self._reader.is_marked(name):
                self._add(self._begin(node, name, 0), child)
            else:
                self._add_whole(node, name, child)
        self._end(node)

    def _add_whole(self, parent: Node, name: bytes, tree: Tree) -> None:
        """A folder that is read whole, but for its hard links: there may be very many."""
        folder = Node(parent, name, tree[0])
        folder.files = tree[1]
        folder.folders = tree[2]
        if tree[3]:
            self._add_links(folder, *tree[3])
        self._done(folder)

    def _add_links(
        self,
        node: Node,
        linked: dict[int, dict[int, int]],
        told: dict[int, tuple[int, float, bytes]],
    ) -> None:
        # As many as there are files in conda's environments: those of a folder are looked up at once.
        sums, seen = self._sums, self._seen
        for uid, links in linked.items():
            fresh = links.keys() - seen
            if not fresh:
                continue
            seen |= fresh
            size = sum(map(links.__getitem__, fresh))
            node.bytes += size
            node.files += len(fresh)
            owned = sums.owners.setdefault(uid, [0, 0])
            owned[0] += size
            owned[1] += len(fresh)
            if large := fresh & told.keys():
                largest = [*sums.largest_files, *(told[inode] for inode in large)]
                sums.largest_files = heapq.nlargest(LARGEST, largest)

    def _begin(self, parent: Node, name: bytes, size: int) -> Node:
        node = Node(parent, name, size)
        parent.pending += 1
        node.named = parent.named
        if node.named is None and self._reader.is_marked(name):
            node.named = self._named.find(node.path())
            node.owns_name = node.named is not None
        self._live[node] = None
        return node

    def _end(self, node: Node) -> None:
        """One reading of the folder, or one of its children, is done."""
        node.pending -= 1
        while node.pending == 0:
            sums = self._sums
            del self._live[node]
            if node.owns_name and node.named:
                sums.named[node.named] = sums.named.get(node.named, 0) + node.bytes
            self._done(node)
            if node.parent is None:
                return
            node = node.parent
            node.pending -= 1

    def _done(self, node: Node) -> None:
        """The sums of a folder are final: add them to its parent's."""
        sums = self._sums
        if node.bytes > _floor(sums.largest_folders):
            largest = [*sums.largest_folders, (node.bytes, node.files, node.path())]
            sums.largest_folders = heapq.nlargest(LARGEST, largest)
        if node.parent is not None:
            node.parent.bytes += node.bytes
            node.parent.files += node.files
            node.parent.folders += node.folders


def _floor(largest: list[Any]) -> int:
    """What another one must be larger than, to be told."""
    size: int = largest[-1][0] if len(largest) == LARGEST else 0
    return size


def modified(time: float) -> str | None:
    """None for a time that no calendar here has: file systems keep any number."""
    try:
        return iso(time)
    except (ValueError, OverflowError, OSError):
        return None


def _worker(tasks: Connection, others: list[Connection], reader: Reader) -> None:
    for other in others:
        other.close()
    # Who reads the scan's output must see its end even while a worker hangs on a dead file system.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    work(tasks, reader)

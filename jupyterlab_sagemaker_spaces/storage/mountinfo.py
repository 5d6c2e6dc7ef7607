"""The kernel's list of mounts, ``/proc/self/mountinfo`` (its format: proc_pid_mountinfo(5)). Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath


@dataclass(frozen=True)
class Mount:
    """One mount, as this process sees it.

    ``device`` is the file system's ``major:minor``; ``root`` the folder of that file system which is seen at
    ``path`` (``/`` unless it is a bind mount); ``source`` whatever was mounted: a device, an address, a word.
    """

    id: str
    parent: str
    device: str
    root: str
    path: str
    read_only: bool
    fstype: str
    source: str


def parse_mountinfo(text: str) -> list[Mount]:
    """All mounts in the kernel's order, also those that nothing can reach any more."""
    # Not splitlines: in a path the kernel escapes the newline only, none of what Python also takes for one.
    return [_parse(line) for line in text.split("\n") if line]


def _parse(line: str) -> Mount:
    before, _, after = line.partition(" - ")
    id_, parent, device, root, path, options = before.split(" ")[:6]
    fstype, source, of_file_system = after.split(" ")[:3]
    return Mount(
        id=id_,
        parent=parent,
        device=device,
        root=_unescape(root),
        path=_unescape(path),
        read_only="ro" in options.split(",") or "ro" in of_file_system.split(","),
        fstype=_unescape(fstype),
        source=_unescape(source),
    )


def _unescape(text: str) -> str:
    """The kernel writes white space, ``#`` and the backslash in octal."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), text)


def reachable(mounts: Iterable[Mount]) -> list[Mount]:
    """The mounts that a path leads to: not those under another one on the same folder or a folder above.

    The order of the list does not tell (a root that was pivoted to comes late); who lies on whom does.
    """
    listed = list(mounts)
    ids = {mount.id for mount in listed}
    upon: dict[str, list[Mount]] = defaultdict(list)
    for mount in listed:
        # The first one lies on a mount that is not listed; some kernels let it lie on itself.
        upon["" if mount.parent == mount.id or mount.parent not in ids else mount.parent].append(mount)
    found: list[Mount] = []
    beside_each_other = [upon[""]]
    while beside_each_other:
        last = {mount.path: mount for mount in beside_each_other.pop()}
        for path, mount in last.items():
            # What was mounted on a folder above came later: else this one would lie on that one.
            if any(str(above) in last for above in PurePosixPath(path).parents):
                continue
            covers = [other for other in upon[mount.id] if other.path == path]
            if not covers:
                found.append(mount)
            beside_each_other.append(covers or upon[mount.id])  # what lies beside a cover is under it
    return found


def is_within(path: str, folder: str, separator: str = "/") -> bool:
    """Whether an absolute path is a folder's or lies in it; by the names alone."""
    return path == folder or path.startswith(folder.removesuffix(separator) + separator)


def mount_of(path: str, mounts: Iterable[Mount], separator: str = "/") -> Mount | None:
    """The mount that a path without symbolic links lies on; None where none is known."""
    holding = (mount for mount in mounts if is_within(path, mount.path, separator))
    return max(holding, key=lambda mount: len(mount.path), default=None)

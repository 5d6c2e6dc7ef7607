"""The mounts of a machine that is not Linux: what the system lists, and no more."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from .mountinfo import Mount

#: Where macOS keeps all that can be written to; it shows the same below ``/``, whose own volume is sealed.
_MAC_DATA = "/System/Volumes/Data"
#: The type of a drive that Windows has from another machine: whatever it tells is the other machine's.
REMOTE_DRIVE = "remote"


class Partition(Protocol):
    """What psutil tells of a mount."""

    @property
    def device(self) -> str:
        """What is mounted."""

    @property
    def mountpoint(self) -> str:
        """Where."""

    @property
    def fstype(self) -> str:
        """As what."""

    @property
    def opts(self) -> str:
        """Options, by commas."""


def list_partitions() -> list[Mount]:
    """All mounts. Blocks."""
    import psutil  # not on Linux

    return from_partitions(psutil.disk_partitions(all=True))


def from_partitions(partitions: Iterable[Partition]) -> list[Mount]:
    """Mounts as ``mountinfo`` has them. Where one lies on another is not known; each shows its whole file
    system.
    """
    listed = list(partitions)
    if any(one.mountpoint == _MAC_DATA for one in listed):
        listed = [one for one in listed if one.mountpoint != "/"]
    return [
        Mount(
            id=one.mountpoint,
            parent="",
            device=one.device,
            root="/",
            path="/" if one.mountpoint == _MAC_DATA else one.mountpoint,
            read_only="ro" in one.opts.split(","),
            fstype=REMOTE_DRIVE if "remote" in one.opts.split(",") else one.fstype,
            source=one.device,
        )
        for one in listed
    ]

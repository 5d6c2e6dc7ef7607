"""The disk below a mount, and what the kernel knows of it (in sysfs, where that is readable)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from .mountinfo import Mount

#: The NVMe model of an EBS volume and of an instance's own disk (known: AWS documents both).
EBS_MODEL = "Amazon Elastic Block Store"
INSTANCE_MODEL = "Amazon EC2 NVMe Instance Storage"

SYSFS = Path("/sys")


@dataclass(frozen=True)
class Device:
    """A block device: of a partition its disk. ``volume_id`` is that of an EBS volume."""

    name: str
    model: str | None
    volume_id: str | None


def find_device(mount: Mount, sysfs: Path) -> Device | None:
    """The device that a file system lies on; None when it lies on none. Reads sysfs only, which never hangs.

    A device's name proves nothing: with local disks, home may be ``nvme2n1``.
    """
    named = mount.source.removeprefix("/dev/") if mount.source.startswith("/dev/") else ""
    if not sysfs.is_dir():
        return Device(named, None, None) if named and not _anonymous(mount) else None
    if not _anonymous(mount):
        node = sysfs / "dev/block" / mount.device
    elif named:
        node = sysfs / "class/block" / named  # btrfs: the number is its own, the source a device
    else:
        return None
    if not node.exists():
        return None
    disk = node.resolve()
    if (disk / "partition").exists():
        disk = disk.parent
    model, serial = _read(disk / "device/model"), _read(disk / "device/serial")
    return Device(disk.name, model, _volume_id(serial) if model == EBS_MODEL else None)


def _anonymous(mount: Mount) -> bool:
    """Whether the file system's number is no device's."""
    return mount.device.startswith("0:")


def _read(attribute: Path) -> str | None:
    try:
        return attribute.read_text(errors="replace").strip() or None
    except OSError:
        return None  # not every device has it, and not everybody may read it


def _volume_id(serial: str | None) -> str | None:
    """``vol0123abcd`` is how EBS writes ``vol-0123abcd`` there."""
    found = re.fullmatch(r"vol-?([0-9a-f]{8,17})", serial or "")
    return f"vol-{found[1]}" if found else None

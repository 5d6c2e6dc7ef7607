"""What a mount is, and what that means for whoever works on it. Pure.

Rules of Studio's, with their marks, are in the module's constants and functions; the order in ``classify`` is
the order of how much each kind of evidence proves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from ..here import Sharing
from .devices import EBS_MODEL, INSTANCE_MODEL, Device
from .mountinfo import Mount, is_within
from .partitions import REMOTE_DRIVE

#: ``network``: on some other machine; ``disk``: on one of this machine's of which no more is known.
Kind = Literal[
    "ebs",
    "efs",
    "nfs",
    "fsx-lustre",
    "s3",
    "instance-store",
    "container",
    "memory",
    "disk",
    "network",
    "unknown",
]

#: Which evidence decided.
#:
#: - ``nvme-model``: the disk's model, as the kernel names it;
#: - ``mount-point``: a path that Studio has for one thing only;
#: - ``source``: what was mounted, an address or a program's name;
#: - ``fstype``: the type of the file system (also where that is one nobody knows);
#: - ``home``: in Studio, a home that is a mount of its own is the space's volume;
#: - ``device``: it lies on a block device, and no more is known.
Because = Literal["nvme-model", "mount-point", "source", "fstype", "home", "device"]

#: Who else sees the files. ``domain``: the folder is on the domain's own EFS file system and appears in other
#: apps of the domain, too; ``others``: whoever mounts or reads the same file system, also outside the domain.
Shared = Literal["nobody", "space", "domain", "others"]

#: What home says of where one is: EBS is a space of Studio, EFS is Studio Classic (reported).
Verdict = Literal["studio", "classic"]

_MODELS: dict[str, Kind] = {EBS_MODEL: "ebs", INSTANCE_MODEL: "instance-store"}

# Where Studio mounts things (reported).
_EFS_FOLDER = "/mnt/custom-file-systems/efs"
_INSTANCE_STORE = "/mnt/sagemaker-nvme"
_DOMAIN_EFS = "user-default-efs"  # in home

_NFS = frozenset({"nfs", "nfs3", "nfs4"})
#: EFS is mounted through a TLS proxy on the machine itself (reported), or by its DNS name (known).
_EFS_SOURCE = re.compile(r"127\.0\.0\.1:/.*|(.*\.)?fs-[0-9a-f]+\.efs\..*")
#: Clients of S3 by what they call themselves: as type (``fuse.s3fs``), or with the type ``fuse`` as source.
_S3_CLIENTS = frozenset({"mountpoint-s3", "s3fs", "goofys", "geesefs"})
_TYPES: dict[str, Kind] = {
    "lustre": "fsx-lustre",
    **dict.fromkeys(("tmpfs", "ramfs"), "memory"),
    **dict.fromkeys(
        (
            *("9p", "afpfs", "afs", "beegfs", "ceph", "cifs", "gpfs", "glusterfs", "smb3", "smbfs", "webdav"),
            *("fuse.ceph", "fuse.gcsfuse", "fuse.glusterfs", "fuse.rclone", "fuse.sshfs", REMOTE_DRIVE),
        ),
        "network",
    ),
}
#: On disks of this machine even where no device is to be seen.
_LOCAL = frozenset({"apfs", "btrfs", "exfat", "hfs", "ntfs", "refs", "zfs"})
_LAYERED = frozenset({"overlay", "aufs", "fuse.fuse-overlayfs"})

#: Kinds whose files are on another machine.
REMOTE = frozenset({"efs", "nfs", "fsx-lustre", "s3", "network"})
_ELSEWHERE_AND_ANYBODYS = frozenset({"efs", "nfs", "fsx-lustre", "s3"})
_LOST = frozenset({"instance-store", "container", "memory"})
_HERE = frozenset({"ebs", "instance-store", "container", "memory", "disk"})


@dataclass(frozen=True)
class Surroundings:
    """``studio``: this is an app of Studio's; ``sharing`` its space's, where known; ``home`` a real path."""

    studio: bool
    sharing: Sharing | None
    home: str


@dataclass(frozen=True)
class Finding:
    """What a mount is. ``survives_stop`` and ``shared`` are None where nobody knows."""

    kind: Kind
    because: Because
    survives_stop: bool | None
    shared: Shared | None
    file_system_id: str | None
    access_point_id: str | None


def examine(mount: Mount, device: Device | None, holds_home: bool, around: Surroundings) -> Finding:
    """All that follows from what a mount is; ``holds_home``: home lies on it."""
    kind, because = classify(mount, device, around)
    return Finding(
        kind=kind,
        because=because,
        survives_stop=_survives_stop(kind, mount, holds_home, around),
        shared=_shared(kind, mount, holds_home, around),
        file_system_id=_named("fs", mount),
        access_point_id=_named("fsap", mount),
    )


def classify(mount: Mount, device: Device | None, around: Surroundings) -> tuple[Kind, Because]:
    """What a mount is, and which evidence says so."""
    if device and device.model in _MODELS:
        return _MODELS[device.model], "nvme-model"
    if mount.fstype in _NFS:
        if is_within(mount.path, _EFS_FOLDER) or mount.path == f"{around.home}/{_DOMAIN_EFS}":
            return "efs", "mount-point"
        return ("efs", "source") if _EFS_SOURCE.fullmatch(mount.source) else ("nfs", "fstype")
    if mount.fstype.removeprefix("fuse.") in _S3_CLIENTS:
        return "s3", "fstype"
    if mount.fstype == "fuse" and mount.source in _S3_CLIENTS:
        return "s3", "source"
    if kind := _TYPES.get(mount.fstype):
        return kind, "fstype"
    local = mount.fstype.lower() in _LOCAL
    if _is_volume(mount, device is not None or local, around):
        return "ebs", "home"
    if mount.fstype in _LAYERED:
        return "container", "fstype"
    if device and mount.path == _INSTANCE_STORE:
        return "instance-store", "mount-point"
    if device:
        return "disk", "device"
    return "disk" if local else "unknown", "fstype"


def _is_volume(mount: Mount, on_disk: bool, around: Surroundings) -> bool:
    """Whether this is the volume of a space: in Studio, a home that is a mount of its own (known).

    In the local domain it is a loop device, or a folder of the machine that is bound to home. It is taken for
    the same there, since it is the same to the space: its own, kept at a stop. A folder of the machine's own
    container counts, too; the whole of a container's layers does not: that is what a stop takes away.
    """
    own = around.studio and mount.path == around.home
    return own and (on_disk or (mount.fstype in _LAYERED and mount.root != "/"))


def tell_verdict(kind: Kind, mount: Mount, around: Surroundings) -> Verdict | None:
    """Studio or Classic, by the mount that home lies on."""
    if not around.studio or mount.path != around.home:
        return None
    if kind == "ebs":
        return "studio"
    return "classic" if kind in ("efs", "nfs") else None


def _survives_stop(kind: Kind, mount: Mount, holds_home: bool, around: Surroundings) -> bool | None:
    if not around.studio or kind == "unknown":
        return None
    if kind in _LOST:
        return False
    if kind in REMOTE:
        return True
    if not holds_home:
        return False  # of the machine itself, only home is kept (known)
    return True if kind == "ebs" and mount.path == around.home else None


def _shared(kind: Kind, mount: Mount, holds_home: bool, around: Surroundings) -> Shared | None:
    if kind in _ELSEWHERE_AND_ANYBODYS:
        of_domain = mount.path == f"{around.home}/{_DOMAIN_EFS}" or (around.studio and holds_home)
        return "domain" if of_domain and kind in ("efs", "nfs") else "others"
    if kind not in _HERE or around.sharing is None:
        return None
    return "space" if around.sharing == "Shared" else "nobody"


def _named(prefix: str, mount: Mount) -> str | None:
    """An id of AWS's as the mount point names it, else as the source does."""
    for text in (mount.path, mount.source):
        if found := re.search(rf"(?<![0-9a-z]){prefix}-[0-9a-f]{{8,40}}(?![0-9a-z])", text):
            return found[0]
    return None

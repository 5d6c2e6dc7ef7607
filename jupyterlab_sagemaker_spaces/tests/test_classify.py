"""What each mount is, in places that are composed (see ``composed``), and what follows from it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest

from jupyterlab_sagemaker_spaces.storage.classify import (
    Because,
    Finding,
    Kind,
    Shared,
    Surroundings,
    examine,
    tell_verdict,
)
from jupyterlab_sagemaker_spaces.storage.devices import find_device
from jupyterlab_sagemaker_spaces.storage.mountinfo import Mount, mount_of, parse_mountinfo, reachable

from .composed import CLASSIC, LAPTOP, NO_VOLUME, STUDIO, compose_sysfs

HOME = "/home/sagemaker-user"
PRIVATE = Surroundings(True, "Private", HOME)
SHARED = Surroundings(True, "Shared", HOME)
OUTSIDE = Surroundings(False, None, HOME)
EFS = "/mnt/custom-file-systems/efs/fs-0123456789abcdef0_fsap-0fedcba9876543210"
LUSTRE = "/mnt/custom-file-systems/fsx_lustre/fs-0aaaabbbbccccdddd"


class Found:
    """Findings by mount point, and the verdict."""

    def __init__(self, text: str, around: Surroundings, sysfs: Path) -> None:
        mounts = reachable(parse_mountinfo(text))
        self.home = mount_of(around.home, mounts)
        assert self.home
        self.by_path = {
            mount.path: examine(mount, find_device(mount, sysfs), mount == self.home, around)
            for mount in mounts
        }
        self.verdict = tell_verdict(self.by_path[self.home.path].kind, self.home, around)

    def brief(self, path: str) -> tuple[Kind, Because, bool | None, Shared | None]:
        """Kind, evidence, whether a stop spares it, who sees it."""
        found = self.by_path[path]
        return found.kind, found.because, found.survives_stop, found.shared


@pytest.fixture
def sysfs(tmp_path: Path) -> Path:
    return compose_sysfs(tmp_path)


def test_a_space_of_studio(sysfs: Path) -> None:
    found = Found(STUDIO, PRIVATE, sysfs)
    assert found.verdict == "studio"
    assert found.brief(HOME) == ("ebs", "nvme-model", True, "nobody")
    assert found.brief(EFS) == ("efs", "mount-point", True, "others")
    assert found.brief(f"{HOME}/user-default-efs") == ("efs", "mount-point", True, "domain")
    assert found.brief(LUSTRE) == ("fsx-lustre", "fstype", True, "others")
    assert found.brief("/mnt/custom-file-systems/s3/bucket") == ("s3", "source", True, "others")
    assert found.brief("/mnt/sagemaker-nvme") == ("instance-store", "nvme-model", False, "nobody")
    assert found.brief("/") == ("container", "fstype", False, "nobody")
    assert found.brief("/dev/shm") == ("memory", "fstype", False, "nobody")
    # A volume of the machine's own, not of the space's.
    assert found.brief("/opt/.sagemakerinternal") == ("ebs", "nvme-model", False, "nobody")


def test_ids_from_mount_points_and_sources(sysfs: Path) -> None:
    found = Found(STUDIO, PRIVATE, sysfs).by_path
    ids = [(found[path].file_system_id, found[path].access_point_id) for path in (EFS, LUSTRE, HOME)]
    assert ids == [
        ("fs-0123456789abcdef0", "fsap-0fedcba9876543210"),
        ("fs-0aaaabbbbccccdddd", None),
        (None, None),
    ]
    assert Found(CLASSIC, PRIVATE, sysfs).by_path[HOME].file_system_id == "fs-0123456789abcdef0"


def test_a_shared_space(sysfs: Path) -> None:
    found = Found(STUDIO, SHARED, sysfs)
    shared = {path: found.by_path[path].shared for path in (HOME, "/", "/mnt/sagemaker-nvme", EFS)}
    assert shared == {HOME: "space", "/": "space", "/mnt/sagemaker-nvme": "space", EFS: "others"}


def test_without_sysfs_home_and_mount_point_tell(tmp_path: Path) -> None:
    found = Found(STUDIO, PRIVATE, tmp_path / "none")
    assert (found.verdict, found.brief(HOME)) == ("studio", ("ebs", "home", True, "nobody"))
    assert found.brief("/mnt/sagemaker-nvme") == ("instance-store", "mount-point", False, "nobody")
    assert found.brief("/opt/.sagemakerinternal") == ("disk", "device", False, "nobody")


def test_names_of_devices_prove_nothing(sysfs: Path) -> None:
    # With local disks home may be nvme2n1; here it is not a volume although it is home.
    found = Found(STUDIO.replace("259:1", "259:2"), PRIVATE, sysfs)
    assert (found.verdict, found.brief(HOME)) == (None, ("instance-store", "nvme-model", False, "nobody"))


def test_classic(sysfs: Path) -> None:
    found = Found(CLASSIC, Surroundings(True, None, HOME), sysfs)
    assert (found.verdict, found.brief(HOME)) == ("classic", ("efs", "source", True, "domain"))
    by_proxy = CLASSIC.replace("fs-0123456789abcdef0.efs.eu-west-1.amazonaws.com", "127.0.0.1")
    assert Found(by_proxy, PRIVATE, sysfs).brief(HOME) == ("efs", "source", True, "domain")
    by_address = CLASSIC.replace("fs-0123456789abcdef0.efs.eu-west-1.amazonaws.com", "10.0.0.1")
    found = Found(by_address, PRIVATE, sysfs)
    assert (found.verdict, found.brief(HOME)) == ("classic", ("nfs", "fstype", True, "domain"))


def test_a_home_in_the_containers_own_layers_is_lost(sysfs: Path) -> None:
    found = Found(NO_VOLUME, PRIVATE, sysfs)
    assert (found.verdict, found.brief("/")) == (None, ("container", "fstype", False, "nobody"))


def test_a_persons_own_machine(sysfs: Path) -> None:
    found = Found(LAPTOP, OUTSIDE, sysfs)
    assert found.verdict is None
    assert found.brief("/") == ("disk", "fstype", None, None)
    assert found.brief("/tmp") == ("memory", "fstype", None, None)
    assert found.brief("/srv/team") == ("nfs", "fstype", None, "others")
    assert found.brief("/run/user/1000/phone") == ("unknown", "fstype", None, None)
    assert found.brief("/media/share") == ("network", "fstype", None, None)


def test_an_instance_of_ec2_outside_studio(sysfs: Path) -> None:
    text = "28 1 259:3 / / rw - xfs /dev/nvme0n1p1 rw\n"
    found = Found(text, OUTSIDE, sysfs)
    assert (found.verdict, found.brief("/")) == (None, ("ebs", "nvme-model", None, None))
    # In Studio such a home is none that anybody has seen.
    found = Found(text, PRIVATE, sysfs)
    assert (found.verdict, found.brief("/")) == (None, ("ebs", "nvme-model", None, "nobody"))


#: What the home of a space of the local domain is, by its volume and by what the machine's files lie on.
LOCAL = {
    "image": "7:0 / {home} rw,nosuid,nodev - ext4 /dev/loop0 rw,minixdf",
    "directory": "254:0 /srv/domain/volumes/lab {home} rw,nosuid,nodev - ext4 /dev/vda rw",
    "directory of a Docker container": "0:55 /srv/domain/volumes/lab {home} rw - overlay overlay rw",
}


@pytest.mark.parametrize("volume", LOCAL)
def test_the_local_domain_shows_a_volume_as_studio_does(tmp_path: Path, volume: str) -> None:
    root = "64 42 0:40 / / ro - tmpfs space ro,mode=755\n"
    found = Found(root + f"88 64 {LOCAL[volume].format(home=HOME)}\n", PRIVATE, tmp_path / "none")
    assert (found.verdict, found.brief(HOME)) == ("studio", ("ebs", "home", True, "nobody"))


def test_a_whole_container_mounted_as_home_is_no_volume(tmp_path: Path) -> None:
    text = "64 42 0:40 / / ro - tmpfs space ro\n" + f"88 64 0:55 / {HOME} rw - overlay overlay rw\n"
    found = Found(text, PRIVATE, tmp_path)
    assert (found.verdict, found.brief(HOME)) == (None, ("container", "fstype", False, "nobody"))


MOUNT = Mount("9", "1", "0:9", "/", "/data", False, "ext4", "/dev/sda")


@pytest.mark.parametrize(
    ("changes", "kind", "because"),
    [
        ({"fstype": "fuse.mountpoint-s3", "source": "mountpoint-s3"}, "s3", "fstype"),
        ({"fstype": "fuse.s3fs", "source": "s3fs"}, "s3", "fstype"),
        ({"fstype": "fuse", "source": "/dev/fuse"}, "unknown", "fstype"),
        ({"fstype": "nfs4", "source": "127.0.0.1:/"}, "efs", "source"),
        (
            {"fstype": "nfs4", "source": "eu-west-1a.fs-0123abcd.efs.eu-west-1.amazonaws.com:/"},
            "efs",
            "source",
        ),
        ({"fstype": "nfs4", "source": "127.0.0.10:/x"}, "nfs", "fstype"),
        ({"fstype": "nfs", "source": "fs-0123abcd.fsx.eu-west-1.amazonaws.com:/fsx"}, "nfs", "fstype"),
        # Only NFS is EFS, whatever folder it is mounted on.
        ({"fstype": "tmpfs", "path": "/mnt/custom-file-systems/efs/x"}, "memory", "fstype"),
        ({"fstype": "fuse.sshfs", "source": "me@there:/"}, "network", "fstype"),
        ({"fstype": "zfs", "source": "tank/data"}, "disk", "fstype"),
        ({"fstype": "zfs", "source": "tank/data", "root": "/volumes/lab", "path": HOME}, "ebs", "home"),
        ({"device": "8:1"}, "disk", "device"),
        ({"device": "C:", "source": "C:", "fstype": "NTFS"}, "disk", "fstype"),
        ({"device": "Z:", "source": "Z:", "fstype": "remote"}, "network", "fstype"),
        ({"fstype": "overlay", "source": "overlay"}, "container", "fstype"),
        ({"fstype": "something", "source": "none"}, "unknown", "fstype"),
        ({"fstype": "ramfs", "path": HOME, "source": "none"}, "memory", "fstype"),
        (
            {"device": "9:0", "source": "/dev/md0", "path": "/mnt/sagemaker-nvme"},
            "instance-store",
            "mount-point",
        ),
    ],
)
def test_evidence(tmp_path: Path, changes: dict[str, Any], kind: Kind, because: Because) -> None:
    mount = replace(MOUNT, **changes)
    found = examine(mount, find_device(mount, tmp_path / "none"), False, PRIVATE)
    assert (found.kind, found.because) == (kind, because)


def test_what_is_not_known_is_said_to_be_unknown(tmp_path: Path) -> None:
    mount = replace(MOUNT, fstype="something", source="none")
    assert examine(mount, None, True, PRIVATE) == Finding("unknown", "fstype", None, None, None, None)


def test_the_members_of_the_contract_are_closed() -> None:
    assert set(get_args(Because)) == {"nvme-model", "mount-point", "source", "fstype", "home", "device"}
    assert len(get_args(Kind)) == 11

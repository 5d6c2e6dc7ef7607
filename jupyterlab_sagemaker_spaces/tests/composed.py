"""Lists of mounts as ``/proc/self/mountinfo`` would have them in places where these tests cannot run.

COMPOSED from what is known and reported of those places (device names, mount points, types, sources), NOT
recorded there: ids, numbers and options are made up.
"""

from __future__ import annotations

from pathlib import Path

_CONTAINER = """\
900 800 0:100 / / rw,relatime master:1 - overlay overlay rw,lowerdir=/a:/b,upperdir=/c,workdir=/d
901 900 0:101 / /proc rw,nosuid - proc proc rw
902 900 0:102 / /dev rw,nosuid - tmpfs tmpfs rw,size=65536k,mode=755
903 902 0:103 / /dev/pts rw,nosuid - devpts devpts rw,mode=620
904 902 0:104 / /dev/mqueue rw,nosuid - mqueue mqueue rw
905 902 0:105 / /dev/shm rw,nosuid - tmpfs shm rw,size=65536k
906 900 0:106 / /sys ro,nosuid - sysfs sysfs ro
907 906 0:107 / /sys/fs/cgroup ro,nosuid - cgroup2 cgroup rw
908 900 259:3 /var/lib/docker/containers/1/hosts /etc/hosts rw - xfs /dev/nvme0n1p1 rw
909 900 259:3 /internal /opt/.sagemakerinternal rw - xfs /dev/nvme0n1p1 rw
"""
_HOME = "910 900 259:1 / /home/sagemaker-user rw - ext4 /dev/nvme1n1 rw\n"
_EFS = (
    "911 900 0:111 / /mnt/custom-file-systems/efs/fs-0123456789abcdef0_fsap-0fedcba9876543210 rw - nfs4 "
    "127.0.0.1:/ rw,vers=4.1,hard,proto=tcp,port=20049,addr=127.0.0.1\n"
)
_DOMAIN_EFS = (
    "912 910 0:112 / /home/sagemaker-user/user-default-efs rw - nfs4 127.0.0.1:/200005 rw,vers=4.1\n"
)
_LUSTRE = (
    "913 900 0:113 / /mnt/custom-file-systems/fsx_lustre/fs-0aaaabbbbccccdddd rw - lustre "
    "10.1.53.46@tcp:/ylacfb4v/aman1 rw\n"
)
_S3 = "914 900 0:114 / /mnt/custom-file-systems/s3/bucket rw,nosuid - fuse mountpoint-s3 rw,user_id=0\n"
_NVME = "915 900 259:2 / /mnt/sagemaker-nvme rw - ext4 /dev/nvme2n1 rw\n"

#: A JupyterLab space with all that may be mounted there.
STUDIO = _CONTAINER + _HOME + _EFS + _DOMAIN_EFS + _LUSTRE + _S3 + _NVME
#: A container of Studio's whose home is no mount of its own: all of it is lost at a stop.
NO_VOLUME = _CONTAINER
#: Studio Classic: home is a folder of the domain's EFS.
CLASSIC = _CONTAINER + (
    "910 900 0:110 /200005 /home/sagemaker-user rw - nfs4 "
    "fs-0123456789abcdef0.efs.eu-west-1.amazonaws.com:/200005 rw,vers=4.1\n"
)
#: A person's own machine, with an NFS share and a phone.
LAPTOP = """\
22 1 0:20 / /proc rw - proc proc rw
28 1 254:1 / / rw,relatime shared:1 - btrfs /dev/dm-0 rw
29 28 0:31 / /tmp rw - tmpfs tmpfs rw
30 28 0:32 / /srv/team rw - nfs4 nas.example:/team rw
31 28 0:33 / /run/user/1000/phone rw - fuse.jmtpfs jmtpfs rw
32 28 0:34 / /media/share rw - cifs //nas/share rw
"""


def compose_sysfs(root: Path) -> Path:
    """Composed, too: the machine's disk with a partition, an EBS volume, an instance's own disk, a loop."""
    _disk(root, "nvme0n1", "259:0", "Amazon Elastic Block Store", "vol0aaaabbbbccccddd0")
    _disk(root, "nvme1n1", "259:1", "Amazon Elastic Block Store", "vol0123456789abcdef0")
    _disk(root, "nvme2n1", "259:2", "Amazon EC2 NVMe Instance Storage", "AWS0123456789ABCDEF0")
    _disk(root, "loop0", "7:0", None, None)
    partition = root / "devices/nvme0n1/nvme0n1p1"
    partition.mkdir()
    (partition / "partition").write_text("1\n")
    _node(root, partition, "259:3")
    return root


def _disk(root: Path, name: str, number: str, model: str | None, serial: str | None) -> None:
    disk = root / "devices" / name
    disk.mkdir(parents=True)
    if model and serial:
        (disk / "device").mkdir()
        # The kernel pads both with blanks.
        (disk / "device/model").write_text(f"{model:40}\n")
        (disk / "device/serial").write_text(f"{serial}\n")
    _node(root, disk, number)


def _node(root: Path, target: Path, number: str) -> None:
    for link in (root / "dev/block" / number, root / "class/block" / target.name):
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(target)

"""The kernel's list of mounts: how it is written, and which of it a path leads to."""

from __future__ import annotations

from pathlib import Path

import pytest

from jupyterlab_sagemaker_spaces.storage.mountinfo import (
    Mount,
    is_within,
    mount_of,
    parse_mountinfo,
    reachable,
)
from jupyterlab_sagemaker_spaces.storage.partitions import from_partitions


def line(id_: int, parent: int, path: str, source: str = "s") -> str:
    return f"{id_} {parent} 0:{id_} / {path} rw - tmpfs {source} rw\n"


def test_a_line_with_all_that_may_be_in_it() -> None:
    text = (
        r"36 35 98:0 /mnt1\011x /mnt\0402\134\012 rw,noatime master:1 propagate_from:2 - ext3 /dev/r\043 ro,x"
    )
    mount = Mount("36", "35", "98:0", "/mnt1\tx", "/mnt 2\\\n", True, "ext3", "/dev/r#")
    assert parse_mountinfo(text + "\n") == [mount]


def test_what_only_python_takes_for_the_end_of_a_line() -> None:
    (mount,) = parse_mountinfo(line(2, 1, "/a\u2028b\x85c\x0cd\u00e9"))
    assert mount.path == "/a\u2028b\x85c\x0cd\u00e9"


@pytest.mark.parametrize(
    ("options", "of_file_system", "read_only"),
    [
        ("rw", "rw", False),
        ("ro,nosuid", "rw", True),
        ("rw", "ro", True),
        ("rw,errors=remount-ro", "rw", False),
    ],
)
def test_read_only_by_the_mount_or_by_the_file_system(
    options: str, of_file_system: str, read_only: bool
) -> None:
    (mount,) = parse_mountinfo(f"2 1 8:1 / / {options} - ext4 /dev/sda1 {of_file_system}\n")
    assert mount.read_only is read_only


def test_a_source_without_a_name() -> None:
    (mount,) = parse_mountinfo("2 1 0:5 / /x rw - tmpfs  rw\n")
    assert (mount.source, mount.read_only) == ("", False)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        pytest.param(line(22, 27, "/proc") + line(27, 1, "/"), {"22", "27"}, id="the root comes last"),
        pytest.param(line(2, 2, "/") + line(3, 2, "/a"), {"2", "3"}, id="the root lies on itself"),
        pytest.param(line(2, 1, "/") + line(3, 2, "/a") + line(4, 3, "/a"), {"2", "4"}, id="stacked"),
        pytest.param(
            line(2, 1, "/") + line(3, 2, "/a/b") + line(4, 2, "/a"), {"2", "4"}, id="a folder above covered"
        ),
        pytest.param(
            line(2, 1, "/") + line(3, 2, "/a") + line(4, 3, "/a/b") + line(5, 3, "/a"),
            {"2", "5"},
            id="under a cover, with the one it lies on",
        ),
        pytest.param(
            line(2, 1, "/") + line(3, 2, "/a") + line(4, 3, "/a") + line(5, 4, "/a/b"),
            {"2", "4", "5"},
            id="on the cover",
        ),
        pytest.param(line(2, 1, "/") + line(3, 2, "/") + line(4, 3, "/a"), {"3", "4"}, id="a covered root"),
        pytest.param(line(2, 1, "/a") + line(3, 1, "/ab"), {"2", "3"}, id="names that begin alike"),
        pytest.param(line(2, 1, "/a") + line(3, 9, "/b"), {"2", "3"}, id="no root, as after chroot"),
    ],
)
def test_what_a_path_leads_to(text: str, ids: set[str]) -> None:
    assert {mount.id for mount in reachable(parse_mountinfo(text))} == ids


def test_thousands_upon_each_other() -> None:
    text = "".join(line(n, n - 1, "/a") for n in range(2, 3000))
    assert [mount.id for mount in reachable(parse_mountinfo(text))] == ["2999"]


def test_on_which_mount_a_path_lies() -> None:
    mounts = parse_mountinfo(line(2, 1, "/") + line(3, 2, "/a") + line(4, 3, "/a/b"))
    paths = ["/", "/ab", "/a", "/a/x", "/a/b", "/a/b/c/d", "/a/bc"]
    found = [mount_of(path, mounts) for path in paths]
    assert [mount.id for mount in found if mount] == ["2", "2", "3", "3", "4", "4", "3"]
    assert mount_of("/x", mounts[1:]) is None


def test_folders_of_windows() -> None:
    assert is_within("C:\\a", "C:\\", "\\")
    assert not is_within("C:\\ab", "C:\\a", "\\")


def test_this_machines_own() -> None:
    source = Path("/proc/self/mountinfo")
    if not source.exists():
        pytest.skip("only Linux has this list")
    mounts = reachable(parse_mountinfo(source.read_text("utf-8", "surrogateescape")))
    for mount in mounts:
        assert Path(mount.path).is_absolute()
    assert len({mount.path for mount in mounts}) == len(mounts)


def test_a_drive_of_windows_from_elsewhere() -> None:
    mounts = from_partitions(
        [Listed("C:\\", "C:\\", "NTFS", "rw,fixed"), Listed("Z:\\", "Z:\\", "NTFS", "rw,remote")]
    )
    assert [mount.fstype for mount in mounts] == ["NTFS", "remote"]


class Listed:
    """A mount as psutil tells it."""

    def __init__(self, device: str, mountpoint: str, fstype: str, opts: str) -> None:
        self.device, self.mountpoint, self.fstype, self.opts = device, mountpoint, fstype, opts


def test_the_sealed_root_of_macos_stands_for_what_can_be_written_to() -> None:
    mounts = from_partitions(
        [
            Listed("/dev/disk3s1s1", "/", "apfs", "ro,local,journaled"),
            Listed("devfs", "/dev", "devfs", "rw,local"),
            Listed("/dev/disk3s5", "/System/Volumes/Data", "apfs", "rw,local,journaled"),
        ]
    )
    home = mount_of("/Users/ana", mounts)
    assert home
    assert (home.path, home.source, home.read_only) == ("/", "/dev/disk3s5", False)

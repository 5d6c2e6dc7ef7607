"""The disk below a mount, in a composed sysfs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from jupyterlab_sagemaker_spaces.storage.devices import EBS_MODEL, INSTANCE_MODEL, Device, find_device
from jupyterlab_sagemaker_spaces.storage.mountinfo import Mount

from .composed import compose_sysfs

MOUNT = Mount("9", "1", "259:1", "/", "/x", False, "ext4", "/dev/nvme1n1")


@pytest.mark.parametrize(
    ("number", "source", "device"),
    [
        ("259:1", "/dev/nvme1n1", Device("nvme1n1", EBS_MODEL, "vol-0123456789abcdef0")),
        # The number tells, whatever the name says.
        ("259:1", "/dev/root", Device("nvme1n1", EBS_MODEL, "vol-0123456789abcdef0")),
        ("259:2", "/dev/nvme2n1", Device("nvme2n1", INSTANCE_MODEL, None)),
        ("259:3", "/dev/nvme0n1p1", Device("nvme0n1", EBS_MODEL, "vol-0aaaabbbbccccddd0")),
        ("0:40", "/dev/nvme1n1", Device("nvme1n1", EBS_MODEL, "vol-0123456789abcdef0")),  # btrfs
        ("7:0", "/dev/loop0", Device("loop0", None, None)),
        ("8:1", "/dev/sda1", None),  # gone
        ("0:42", "/dev/fuse", None),
        ("0:40", "tmpfs", None),
        ("0:41", "127.0.0.1:/", None),
    ],
)
def test_devices(tmp_path: Path, number: str, source: str, device: Device | None) -> None:
    mount = replace(MOUNT, device=number, source=source)
    assert find_device(mount, compose_sysfs(tmp_path)) == device


def test_without_sysfs_the_name_is_all(tmp_path: Path) -> None:
    assert find_device(MOUNT, tmp_path / "none") == Device("nvme1n1", None, None)


@pytest.mark.parametrize("serial", ["", "vol", "vol0123", "../../x", "vol0123456789abcdefg"])
def test_a_serial_that_is_no_volume(tmp_path: Path, serial: str) -> None:
    sysfs = compose_sysfs(tmp_path)
    (sysfs / "devices/nvme1n1/device/serial").write_text(serial)
    assert find_device(MOUNT, sysfs) == Device("nvme1n1", EBS_MODEL, None)

"""What becomes of a volume when its space is deleted."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from sagemaker_local_domain.model import VolumeLeft
from sagemaker_local_domain.processes.volumes import Volumes


@pytest.fixture
def folder() -> Iterator[Path]:
    """A directory of somebody who is not root, and nobody's rights but theirs until the test ends."""
    folder = Path(tempfile.mkdtemp())
    if os.getuid() == 0:
        os.chown(folder, 1000, 1000)
        os.seteuid(1000)
    yield folder
    folder.chmod(0o700)
    os.seteuid(os.getuid())
    shutil.rmtree(folder)


def test_a_volume_goes_also_where_its_owner_may_not_write(folder: Path) -> None:
    volumes = Volumes(folder, "directory")
    home = volumes.prepare("lab", 5).path
    kept = folder / "not-in-it"
    kept.mkdir(mode=0o500)
    (home / "package/data").mkdir(parents=True)
    (home / "package/data/file").touch(mode=0o400)
    (home / "link").symlink_to(kept)
    for path, mode in (("package/data", 0o500), ("package", 0), (".", 0o500)):
        (home / path).chmod(mode)
    volumes.destroy("lab")
    assert not home.exists()
    assert kept.stat().st_mode & 0o777 == 0o500


@pytest.mark.parametrize("kind", ["directory", "ext4"])
def test_a_volume_that_stays_says_why_and_goes_when_it_can(folder: Path, kind: str) -> None:
    volumes = Volumes(folder, "directory")
    volume = folder / ("lab" if kind == "directory" else "lab.ext4")
    volume.mkdir() if kind == "directory" else volume.touch()
    folder.chmod(0o500)
    with pytest.raises(
        VolumeLeft, match=f"The volume {volume} could not be removed: .*delete the space again"
    ):
        volumes.destroy("lab")
    folder.chmod(0o700)
    volumes.destroy("lab")
    assert volumes.find("lab") is None

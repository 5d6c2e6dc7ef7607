"""``GET mounts`` over real mounts: loop devices, memory, layers, FUSE, and one that never answers."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jupyterlab_sagemaker_spaces.extension import SpacesExtension
from jupyterlab_sagemaker_spaces.here import Here
from jupyterlab_sagemaker_spaces.storage.classify import Surroundings, examine, tell_verdict
from jupyterlab_sagemaker_spaces.storage.devices import SYSFS, find_device
from jupyterlab_sagemaker_spaces.storage.looks import Looks
from jupyterlab_sagemaker_spaces.storage.mountinfo import mount_of, parse_mountinfo, reachable
from jupyterlab_sagemaker_spaces.storage.mounts import Folders, Mounts
from sagemaker_local_domain.processes.volumes import Kind, Volumes
from sagemaker_local_domain.tests.browser import Browser
from sagemaker_local_domain.tests.contained import Contained
from sagemaker_local_domain.tests.contained import why_not as why_no_containers
from sagemaker_local_domain.tests.whole import Domain

from .fuse import STATFS
from .real_mounts import RealMounts, real_mounts, why_not
from .test_mounts import get_folder
from .test_server import ask

Json = dict[str, Any]
STUDIO = Here("studio", "d-1", "eu-west-1", "lab", "JupyterLab", "Private")
HOME = "/home/sagemaker-user"

needs_mounts = pytest.mark.skipif(bool(why_not()), reason=why_not() or "runs")
needs_fuse = pytest.mark.skipif(bool(why_not("/dev/fuse")), reason=why_not("/dev/fuse") or "runs")
needs_containers = pytest.mark.skipif(bool(why_no_containers()), reason=why_no_containers() or "runs")


@pytest.fixture
def real(tmp_path: Path) -> Iterator[RealMounts]:
    with real_mounts(tmp_path.resolve() / "a folder") as made:  # a blank: the kernel writes it in octal
        yield made


async def look(home: Path, looks: Looks | None = None, here: Here = STUDIO) -> Json:
    folders = Folders(str(home), str(home), None)
    return await Mounts(here, folders, looks or Looks()).all()


def by_path(answer: Json, path: Path) -> Json:
    found: Json = next(entry for entry in answer["mounts"] if entry["path"] == str(path))
    return found


@needs_mounts
@pytest.mark.parametrize("fstype", ["ext4", "xfs"])
async def test_a_home_on_a_loop_device(real: RealMounts, fstype: str) -> None:
    if reason := why_not("/dev/loop-control", f"mkfs.{fstype}"):
        pytest.skip(reason)
    home = real.image("home", fstype)
    before = by_path(await look(home), home)
    assert (before["fstype"], before["kind"], before["because"]) == (fstype, "ebs", "home")
    assert before["device"]["name"].startswith("loop")
    assert 250 * 2**20 < before["size"] <= 320 * 2**20
    (home / "file").write_bytes(bytes(16 * 2**20))
    os.sync()
    answer = await look(home)
    after = by_path(answer, home)
    assert answer["verdict"] == "studio"
    assert after["used"] - before["used"] >= 16 * 2**20
    assert before["free"] - after["free"] >= 16 * 2**20
    assert after["inodes"]["used"] == before["inodes"]["used"] + 1
    # Elsewhere the same device is a disk.
    outside = by_path(await look(home, here=Here("outside", None, None, None, None, None)), home)
    assert (outside["kind"], outside["because"], outside["survives_stop"]) == ("disk", "device", None)


@needs_mounts
async def test_memory_layers_binds_and_what_is_read_only(real: RealMounts) -> None:
    home = real.mount("home", "-t", "tmpfs", "-o", "size=8m", "tmpfs")
    files = real.mount("files", "-t", "tmpfs", "tmpfs")
    for name in ("lower", "upper", "work"):
        (files / name).mkdir()
    layers = "lowerdir=files/lower,upperdir=files/upper,workdir=files/work"
    layered = real.mount("layered", "-t", "overlay", "-o", layers, "overlay")
    bound = real.mount("bound", "--bind", str(home))
    locked = real.mount("locked", "-t", "tmpfs", "-o", "ro", "tmpfs")
    covered = real.mount("covered/deep", "-t", "tmpfs", "tmpfs")
    cover = real.mount("covered", "-t", "tmpfs", "cover")
    answer = await look(home)
    paths = {entry["path"] for entry in answer["mounts"]}
    told = by_path(answer, home)
    assert (told["kind"], told["survives_stop"], told["size"], told["also"]) == (
        "memory",
        False,
        8 * 2**20,
        [str(bound)],
    )
    assert by_path(answer, layered)["kind"] == "container"
    assert by_path(answer, cover)["source"] == "cover"
    assert {str(files), str(cover)} <= paths
    assert not {str(locked), str(covered), str(bound)} & paths


@needs_fuse
async def test_a_fuse_file_system_that_answers_then_fails(real: RealMounts) -> None:
    home = real.mount("home", "-t", "tmpfs", "tmpfs")
    path, program = real.fuse("net", "fuse.sshfs", "me@there:/", "answers")
    blocks, free, available, files, files_free, block = STATFS
    told = by_path(await look(home), path)
    assert (told["kind"], told["state"], told["source"]) == ("network", "ok", "me@there:/")
    sizes = (told["size"], told["used"], told["free"], told["inodes"])
    inodes = {"size": files, "used": files - files_free}
    assert sizes == (blocks * block, (blocks - free) * block, available * block, inodes)
    program.kill()
    program.wait()
    told = by_path(await look(home), path)
    assert (told["state"], told["size"]) == ("refused", None)
    assert told["error"] == "Transport endpoint is not connected"


@needs_fuse
async def test_a_client_of_s3_tells_no_sizes(real: RealMounts) -> None:
    home = real.mount("home", "-t", "tmpfs", "tmpfs")
    path, _ = real.fuse("bucket", "fuse", "mountpoint-s3", "answers")
    told = by_path(await look(home), path)
    assert (told["kind"], told["because"], told["state"], told["size"]) == ("s3", "source", "ok", None)


def lookers(path: Path) -> int:
    mounts = parse_mountinfo(Path("/proc/self/mountinfo").read_text())
    (name,) = (f"look at mount {mount.id}" for mount in mounts if mount.path == str(path))
    return sum(thread.name == name for thread in threading.enumerate())


@needs_fuse
async def test_a_dead_mount_is_told_and_costs_nobody_anything(real: RealMounts) -> None:
    home = real.mount("home", "-t", "tmpfs", "tmpfs")
    path, program = real.fuse("dead", "fuse.sshfs", "me@gone:/", "silent")
    (home / "link").symlink_to(path / "data")
    looks = Looks(limit_s=1.0)
    answers = await asyncio.gather(*(look(home, looks) for _ in range(5)))
    mounts = Mounts(STUDIO, Folders(str(home), str(home), None), looks)
    for answer in answers:
        told = by_path(answer, path)
        assert (told["state"], told["error"], told["size"]) == (
            "not-answering",
            "No answer within 1 s.",
            None,
        )
        assert (told["kind"], told["survives_stop"]) == ("network", True)
        assert all(entry["state"] == "ok" for entry in answer["mounts"] if entry is not told)
    led = await mounts.of("link")
    assert (led["state"], led["path"], led["mount"]["path"]) == (
        "not-answering",
        str(path / "data"),
        str(path),
    )
    assert (await mounts.of("."))["state"] == "ok"
    assert lookers(path) == 1
    # When its program is gone, so is the thread that waited for it, and the mount says what is wrong.
    program.kill()
    program.wait()
    async with asyncio.timeout(30):
        while by_path(await look(home, looks), path)["state"] == "not-answering":
            pass
    assert by_path(await look(home, looks), path)["state"] == "refused"


@needs_fuse
async def test_a_dead_mount_behind_a_running_server(
    real: RealMounts, extension: SpacesExtension, jp_fetch: Any, jp_root_dir: Path
) -> None:
    path, _ = real.fuse("dead", "fuse.sshfs", "me@gone:/", "silent")
    (jp_root_dir / "link").symlink_to(path)
    code, answer, _ = await ask(jp_fetch, "GET", "mounts")
    assert (code, by_path(answer, path)["state"]) == (200, "not-answering")
    code, led = await get_folder(jp_fetch, "link")
    assert (code, led["state"], led["path"]) == (200, "not-answering", str(path))
    code, root = await get_folder(jp_fetch, "")
    assert (code, root["state"]) == (200, "ok")


@needs_containers
@pytest.mark.parametrize("kind", ["directory", "ext4", "xfs"])
def test_a_space_of_the_local_domain(tmp_path_factory: pytest.TempPathFactory, kind: Kind) -> None:
    if kind != "directory" and shutil.which(f"mkfs.{kind}") is None:
        pytest.skip(f"mkfs.{kind} is not installed")
    contained = Contained(tmp_path_factory.mktemp("domain"))
    volume = Volumes(contained.directory.volumes, kind).prepare("lab", 1)
    around = Surroundings(True, "Private", HOME)
    mounts = reachable(parse_mountinfo(contained.run(volume, "print(open('/proc/self/mountinfo').read())")))
    home = mount_of(f"{HOME}/work", mounts)
    assert home
    found = examine(home, find_device(home, SYSFS), True, around)
    assert (home.path, found.kind, found.because, found.survives_stop) == (HOME, "ebs", "home", True)
    assert tell_verdict(found.kind, home, around) == "studio"
    writable = {mount.path for mount in mounts if not mount.read_only}
    for path in ("/tmp", "/var/tmp", "/dev/shm"):
        mount = next(mount for mount in mounts if mount.path == path)
        assert path in writable
        assert examine(mount, None, False, around).kind == "memory"


@needs_containers
async def test_a_running_space_of_the_local_domain(tmp_path_factory: pytest.TempPathFactory) -> None:
    domain = Domain(tmp_path_factory.mktemp("domain"), 0.001, "--volumes=ext4")
    try:
        await asyncio.to_thread(domain.run, "ben", "forecasting")
        base = f"{domain.base('ben', 'forecasting')}/sagemaker-spaces/mounts"
        async with Browser() as ben:
            await ben.follow(await asyncio.to_thread(domain.presigned, "ben", "forecasting"))
            answer = (await ben.page_sends("GET", base)).json()
            missing = (await ben.page_sends("GET", f"{base}?folder=none")).json()
    finally:
        said = await asyncio.to_thread(domain.end, signal.SIGTERM)
    assert "Traceback" not in said
    assert (answer["home"], answer["root"], answer["verdict"]) == (HOME, HOME, "studio")
    told = [(one["path"], one["kind"], one["survives_stop"], one["shared"]) for one in answer["mounts"]]
    # All that its user can write to: not the system's files, not the folder of JupyterLab's own socket.
    assert told == [
        (HOME, "ebs", True, "space"),
        *((path, "memory", False, "space") for path in ("/dev/shm", "/tmp", "/var/tmp")),
    ]
    assert answer["mounts"][0]["size"] == 50 * 2**30
    assert (missing["state"], missing["mount"]) == ("missing", None)

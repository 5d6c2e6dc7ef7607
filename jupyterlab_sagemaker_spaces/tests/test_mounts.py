"""``GET mounts``: what is listed, and how, over composed lists of folders that are there.

Paths of the lists are below a folder of the test's; what is measured there is this machine's.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jupyterlab_sagemaker_spaces.bodies import BadRequest
from jupyterlab_sagemaker_spaces.here import Here
from jupyterlab_sagemaker_spaces.storage.looks import Looks
from jupyterlab_sagemaker_spaces.storage.measure import Measured
from jupyterlab_sagemaker_spaces.storage.mounts import Folders, Mounts

from .composed import compose_sysfs
from .test_server import ask

STUDIO = Here("studio", "d-1", "eu-west-1", "lab", "JupyterLab", "Private")
OUTSIDE = Here("outside", None, None, None, None, None)

Make = Callable[..., Mounts]


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return (tmp_path / "machine").resolve()


@pytest.fixture
def make(base: Path, tmp_path: Path) -> Make:
    """Mounts of a list whose ``{}`` is the test's folder; every mount point but those named is made."""

    def made(
        text: str, here: Here = STUDIO, without: tuple[str, ...] = (), socket: str | None = None
    ) -> Mounts:
        composed = "1 0 0:100 / {} ro - tmpfs space ro\n" + text
        for line in composed.splitlines():
            path = base / line.split(" ")[4].removeprefix("{}/").removeprefix("{}")
            if path.name not in without:
                path.mkdir(parents=True, exist_ok=True)
        (base / "home/work").mkdir(parents=True, exist_ok=True)
        mountinfo = tmp_path / "mountinfo"
        mountinfo.write_text(composed.replace("{}", str(base)))
        folders = Folders(str(base / "home"), str(base / "home/work"), socket and str(base / socket))
        sysfs = tmp_path / "sys"
        if not sysfs.exists():
            compose_sysfs(sysfs)
        return Mounts(here, folders, Looks(), mountinfo, sysfs)

    return made


HOME = "2 1 259:1 / {}/home rw - ext4 /dev/nvme1n1 rw\n"


async def test_an_entry_has_all_that_the_browser_counts_on(make: Make, base: Path) -> None:
    answer = await make(HOME).all()
    usage = shutil.disk_usage(base)
    (entry,) = answer.pop("mounts")
    assert answer == {"home": f"{base}/home", "root": f"{base}/home/work", "verdict": "studio"}
    said = os.statvfs(base)
    assert abs(entry.pop("used") - usage.used) < 2**30
    assert abs(entry.pop("free") - usage.free) < 2**30
    assert entry.pop("inodes")["size"] == said.f_files
    assert entry == {
        "path": f"{base}/home",
        "also": [],
        "home": True,
        "fstype": "ext4",
        "source": "/dev/nvme1n1",
        "kind": "ebs",
        "because": "nvme-model",
        "device": {
            "name": "nvme1n1",
            "model": "Amazon Elastic Block Store",
            "volume_id": "vol-0123456789abcdef0",
        },
        "survives_stop": True,
        "shared": "nobody",
        "file_system_id": None,
        "access_point_id": None,
        "state": "ok",
        "error": None,
        "size": usage.total,
    }


def below(base: Path, entry: Any) -> str:
    return str(Path(entry["path"]).relative_to(base))


async def paths(mounts: Mounts, base: Path) -> list[str]:
    return [below(base, entry) for entry in (await mounts.all())["mounts"]]


async def test_home_comes_first_then_by_path(make: Make, base: Path) -> None:
    text = "4 1 0:4 / {}/b rw - tmpfs b rw\n" + HOME + "3 1 0:3 / {}/a rw - tmpfs a rw\n"
    assert await paths(make(text), base) == ["home", "a", "b"]


@pytest.mark.parametrize(
    "line",
    [
        "3 1 0:3 / {}/x ro - tmpfs x rw\n",
        "3 1 0:3 / {}/x rw - ext4 /dev/sda ro\n",
        "3 1 0:3 / {}/x rw - proc proc rw\n",
        "3 1 0:3 / {}/x rw - cgroup2 cgroup rw\n",
        "3 1 0:3 / /sys/fs/x rw - tmpfs x rw\n",
        "3 1 0:3 / /dev/x rw - tmpfs x rw\n",
    ],
)
async def test_what_holds_nobodys_files_is_left_out(make: Make, base: Path, line: str) -> None:
    mounts = make(HOME + line.replace("/sys/fs/x", "{}/y").replace("/dev/x", "{}/z"))
    # Not made on this machine: only named.
    text = mounts._mountinfo.read_text().replace(f"{base}/y", "/sys/fs/x").replace(f"{base}/z", "/dev/x")
    mounts._mountinfo.write_text(text)
    assert await paths(mounts, base) == ["home"]


async def test_single_files_and_what_went_away_are_left_out(make: Make, base: Path) -> None:
    mounts = make(
        HOME + "3 1 0:3 / {}/hosts rw - ext4 /dev/x rw\n4 1 0:4 / {}/gone rw - tmpfs x rw\n",
        without=("hosts", "gone"),
    )
    (base / "hosts").touch()
    assert await paths(mounts, base) == ["home"]


async def test_the_folder_of_the_servers_own_socket_is_left_out(make: Make, base: Path) -> None:
    text = HOME + "3 1 254:0 /apps/1/run {}/run rw - ext4 /dev/vda rw\n"
    assert await paths(make(text), base) == ["home", "run"]
    assert await paths(make(text, socket="run"), base) == ["home"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
async def test_what_this_user_cannot_write_to_is_left_out(make: Make, base: Path) -> None:
    mounts = make(
        HOME + "3 1 0:3 / {}/theirs rw - tmpfs x rw\n4 1 0:4 / {}/efs rw - nfs4 127.0.0.1:/ rw\n",
    )
    (base / "theirs").chmod(0o500)
    (base / "efs").chmod(0o500)
    # Of a network's file system it is often a folder below that is one's own.
    assert await paths(mounts, base) == ["home", "efs"]


class TestOfAnotherUser:
    """The same for root, to whom the kernel refuses nothing."""

    @pytest.fixture(autouse=True)
    def refusals(self, monkeypatch: pytest.MonkeyPatch) -> None:
        allowed = os.access

        def access(path: str, mode: int) -> bool:
            return "theirs" not in path.rpartition("/")[2] and allowed(path, mode)

        monkeypatch.setattr("os.access", access)

    async def test_is_left_out(self, make: Make, base: Path) -> None:
        text = (
            "3 1 0:3 / {}/theirs rw - tmpfs x rw\n4 1 0:4 / {}/efs-theirs rw - nfs4 127.0.0.1:/ rw\n"
            "5 1 0:5 / {}/mine rw - tmpfs x rw\n"
        )
        assert await paths(make(HOME + text), base) == ["home", "efs-theirs", "mine"]

    async def test_a_container_in_which_one_folder_is_ones_own(
        self, make: Make, base: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        text = HOME + "3 1 0:3 / {}/theirs rw - overlay overlay rw\n"
        mounts = make(text)
        assert await paths(mounts, base) == ["home"]
        (base / "theirs/conda").mkdir()
        monkeypatch.setattr("sys.prefix", str(base / "theirs/conda"))
        assert await paths(mounts, base) == ["home", "theirs"]

    async def test_home_is_listed_in_any_case(self, make: Make, base: Path) -> None:
        mounts = make("2 1 0:7 / {}/home ro - nfs4 127.0.0.1:/ ro\n")
        assert await paths(mounts, base) == ["home"]


async def test_what_shows_the_same_is_one_entry(make: Make, base: Path) -> None:
    text = (
        "3 1 0:3 / {}/longer rw - nfs4 nas:/ rw\n4 1 0:3 / {}/nas rw - nfs4 nas:/ rw\n"
        "5 1 0:3 /part {}/part rw - nfs4 nas:/part rw\n6 1 259:1 / {}/b rw - ext4 /dev/nvme1n1 rw\n"
    )
    entries = (await make(HOME + text).all())["mounts"]
    told = {below(base, entry): entry["also"] for entry in entries}
    assert told == {"home": [f"{base}/b"], "nas": [f"{base}/longer"], "part": []}


async def test_a_size_that_means_nothing_is_not_told(
    make: Make, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    huge = Measured(2**63, 5000, 2**63 - 5000, None, folder=True, writable=True)
    monkeypatch.setattr("jupyterlab_sagemaker_spaces.storage.mounts.measure", lambda path, folders: huge)
    text = (
        "3 1 0:3 / {}/efs rw - nfs4 127.0.0.1:/ rw\n4 1 0:4 / {}/nas rw - nfs4 nas:/ rw\n"
        "5 1 0:5 / {}/s3 rw - fuse.s3fs s3fs rw\n"
    )
    entries = (await make(HOME + text).all())["mounts"]
    told = {os.path.basename(one["path"]): (one["size"], one["used"], one["free"]) for one in entries}
    assert told["efs"] == told["nas"] == (None, 5000, None)
    assert told["s3"] == (None, None, None)


async def test_a_mount_that_refuses(make: Make, base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str, folders: list[str]) -> Measured:
        raise {"stale": OSError(116, "Stale file handle"), "theirs": PermissionError(13, "No")}.get(
            os.path.basename(path), PermissionError(13, "Permission denied")
        )

    monkeypatch.setattr("jupyterlab_sagemaker_spaces.storage.mounts.measure", refuse)
    text = (
        "3 1 0:3 / {}/stale rw - nfs4 nas:/ rw\n4 1 0:4 / {}/theirs rw - tmpfs x rw\n"
        "5 1 0:5 / {}/network rw - nfs4 nas:/b rw\n"
    )
    entries = (await make(HOME + text).all())["mounts"]
    told = [(os.path.basename(one["path"]), one["state"], one["error"], one["size"]) for one in entries]
    assert told == [
        ("home", "refused", "Permission denied", None),
        ("network", "refused", "Permission denied", None),
        ("stale", "refused", "Stale file handle", None),
    ]


async def test_a_home_that_is_no_mount_of_its_own(make: Make, base: Path) -> None:
    text = "2 1 0:2 / {}/home/user-default-efs rw - nfs4 127.0.0.1:/200005 rw\n"
    mounts = make(text)
    mounts._mountinfo.write_text(
        mounts._mountinfo.read_text().replace("ro - tmpfs space ro", "rw - overlay overlay rw")
    )
    answer = await mounts.all()
    told = [
        (entry["path"], entry["home"], entry["kind"], entry["survives_stop"]) for entry in answer["mounts"]
    ]
    assert answer["verdict"] is None
    assert told == [
        (str(base), True, "container", False),
        (f"{base}/home/user-default-efs", False, "efs", True),
    ]


async def test_a_folder_and_the_file_system_it_lies_on(make: Make, base: Path) -> None:
    efs = "3 1 0:3 / {}/efs rw - nfs4 127.0.0.1:/ rw\n4 1 0:3 / {}/second rw - nfs4 127.0.0.1:/ rw\n"
    mounts = make(HOME + efs)
    (base / "second/data").mkdir()
    (base / "home/work/data").symlink_to(base / "second/data")
    listed = {entry["path"]: entry for entry in (await mounts.all())["mounts"]}
    answer = await mounts.of("data")
    same = listed[f"{base}/efs"]
    for volatile in ("used", "free", "inodes"):
        same.pop(volatile)
        answer["mount"].pop(volatile)
    assert answer == {"folder": "data", "path": f"{base}/second/data", "mount": same, "state": "ok"}
    assert (await mounts.of(""))["mount"]["path"] == f"{base}/home"
    missing = await mounts.of("nothing/here")
    assert missing == {
        "folder": "nothing/here",
        "path": f"{base}/home/work/nothing/here",
        "mount": None,
        "state": "missing",
    }
    with pytest.raises(BadRequest, match="outside"):
        await mounts.of("../..")


async def test_a_name_that_is_no_text(make: Make, base: Path) -> None:
    mounts = make(HOME + "3 1 0:3 / {}/odd rw - tmpfs x rw\n")
    odd = os.fsencode(base) + b"/o\rd\xff"
    os.mkdir(odd)
    mounts._mountinfo.write_bytes(mounts._mountinfo.read_bytes().replace(b"/odd", b"/o\rd\xff"))
    entry = json.loads(json.dumps(await mounts.all()))["mounts"][1]
    assert (os.fsencode(entry["path"]), entry["state"]) == (odd, "ok")


async def test_a_folder_on_a_mount_that_is_not_listed(make: Make, base: Path) -> None:
    mounts = make(HOME + "3 2 0:3 / {}/home/work/look rw - ext4 /dev/x ro\n", OUTSIDE)
    assert await paths(mounts, base) == ["home"]
    answer = await mounts.of("look")
    assert (answer["mount"]["path"], answer["mount"]["fstype"]) == (f"{base}/home/work/look", "ext4")


# Over HTTP, on this machine


def real(path: Path) -> str:
    return os.path.realpath(path)


async def test_on_this_machine(extension: Any, jp_fetch: Any, jp_root_dir: Path) -> None:
    code, answer, _ = await ask(jp_fetch, "GET", "mounts")
    assert (code, answer["verdict"], answer["root"]) == (200, None, real(jp_root_dir))
    assert answer["mounts"][0]["home"]
    assert answer["mounts"][0]["size"] > 0


async def get_folder(jp_fetch: Any, folder: str) -> tuple[int, Any]:
    answer = await jp_fetch("sagemaker-spaces", "mounts", params={"folder": folder}, raise_error=False)
    return answer.code, json.loads(answer.body)


async def test_folders_over_http(extension: Any, jp_fetch: Any, jp_root_dir: Path) -> None:
    name = " ä & <b>%2e "
    (jp_root_dir / name).mkdir()
    code, answer = await get_folder(jp_fetch, name)
    assert (code, answer["folder"], answer["state"]) == (200, name, "ok")
    assert answer["path"] == real(jp_root_dir / name)
    assert answer["mount"]["state"] == "ok"
    code, answer = await get_folder(jp_fetch, "../x")
    assert (code, answer["type"]) == (400, "SpacesBadRequest")
    assert str(jp_root_dir) not in answer["message"]
    code, answer = await get_folder(jp_fetch, "none")
    assert (code, answer["state"], answer["mount"]) == (200, "missing", None)

"""The way to a folder, mount by mount; a mount that never answers is one that a test holds."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest

from jupyterlab_sagemaker_spaces.bodies import BadRequest
from jupyterlab_sagemaker_spaces.storage.folders import to_path
from jupyterlab_sagemaker_spaces.storage.looks import Looks
from jupyterlab_sagemaker_spaces.storage.mountinfo import Mount
from jupyterlab_sagemaker_spaces.storage.where import find_place

T = TypeVar("T")


def mount(path: Path | str) -> Mount:
    return Mount(str(path), "1", "0:9", "/", str(path), False, "tmpfs", "x")


class Asked(Looks):
    """Notes which mounts are asked."""

    def __init__(self) -> None:
        super().__init__(limit_s=0.5)
        self.mounts: list[str] = []
        self.dead: str | None = None
        self.let_go = threading.Event()

    async def ask(self, mount: str, look: Callable[[], T]) -> T:
        self.mounts.append(mount)

        def held() -> T:
            self.let_go.wait()
            return look()

        return await super().ask(mount, held if mount == self.dead else look)


@pytest.fixture
def looks() -> Iterator[Asked]:
    looks = Asked()
    yield looks
    looks.let_go.set()


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Home with links, and a folder that stands for a network mount."""
    tree = tmp_path.resolve()
    for folder in ("home/work/deep", "efs/data"):
        (tree / folder).mkdir(parents=True)
    (tree / "home/file").touch()
    for link, target in {
        "data": "../efs/data",
        "whole": str(tree / "efs"),
        "twice": "work/../data/.",
        "circle": "circle",
        "nowhere": "gone/further",
        "work/up": "..",
        "back": "whole/../home/work",
    }.items():
        (tree / "home" / link).symlink_to(target)
    return tree


def as_realpath_has_it(path: Path) -> str:
    return os.path.realpath(path)


@pytest.mark.parametrize(
    ("path", "real", "on"),
    [
        ("home", "home", "home"),
        ("home/work/deep", "home/work/deep", "home"),
        ("home/file", "home/file", "home"),
        ("home/data", "efs/data", "efs"),
        ("home/whole", "efs", "efs"),
        ("home/twice", "efs/data", "efs"),
        ("home/work/up/work", "home/work", "home"),
        ("home/back/deep", "home/work/deep", "home"),
        (".", ".", ""),
    ],
)
async def test_links_are_followed_over_mounts(
    tree: Path, looks: Asked, path: str, real: str, on: str
) -> None:
    place = await find_place(str(tree / path), [mount("/"), mount(tree / "home"), mount(tree / "efs")], looks)
    assert (place.path, place.state) == (str(tree / real), "ok")
    assert place.path == as_realpath_has_it(tree / path)
    assert place.mount
    assert place.mount.path == (str(tree / on) if on else "/")


@pytest.mark.parametrize(
    "path", ["home/gone", "home/circle", "home/nowhere", "home/file/x", "home/" + "x" * 300]
)
async def test_what_leads_nowhere_is_missing(tree: Path, looks: Asked, path: str) -> None:
    place = await find_place(str(tree / path), [mount("/"), mount(tree / "home")], looks)
    assert place.state == "missing"
    assert place.path.startswith(str(tree / "home"))


async def test_other_trouble_is_no_answer(tree: Path, looks: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(path: str) -> Any:
        raise OSError(107, "Transport endpoint is not connected")

    monkeypatch.setattr("os.lstat", fail)
    place = await find_place(str(tree / "home/work"), [mount("/"), mount(tree / "home")], looks)
    assert place.state == "not-answering"


async def test_a_dead_mount_counts_against_itself_only(tree: Path, looks: Asked) -> None:
    mounts = [mount("/"), mount(tree / "home"), mount(tree / "efs")]
    looks.dead = str(tree / "efs")
    place = await find_place(str(tree / "home/data/deeper"), mounts, looks)
    assert (place.path, place.mount, place.state) == (
        str(tree / "efs/data/deeper"),
        mounts[2],
        "not-answering",
    )
    # The link itself lies at home, and home answers.
    assert (await find_place(str(tree / "home/work"), mounts, looks)).state == "ok"
    # Where the mount begins is known without asking it.
    assert (await find_place(str(tree / "home/whole"), mounts, looks)).state == "ok"


async def test_each_mount_on_the_way_is_asked_once(tree: Path, looks: Asked) -> None:
    mounts = [mount("/"), mount(tree / "home"), mount(tree / "efs")]
    await find_place(str(tree / "home/work/up/work/deep"), mounts, looks)
    assert looks.mounts == ["/", str(tree / "home")]


async def test_where_no_mount_is_known(tree: Path, looks: Asked) -> None:
    place = await find_place(str(tree / "home/work"), [], looks)
    assert (place.path, place.mount, place.state) == (str(tree / "home/work"), None, "ok")


@pytest.mark.parametrize(
    ("folder", "path"),
    [
        ("", "/srv/root"),
        ("/", "/srv/root"),
        ("a/b", "/srv/root/a/b"),
        ("/a//b/", "/srv/root/a/b"),
        ("a/../b", "/srv/root/b"),
        (" a ", "/srv/root/ a "),
        ("..a/...", "/srv/root/..a/..."),
        ("~", "/srv/root/~"),
    ],
)
def test_folders_as_the_browser_names_them(folder: str, path: str) -> None:
    assert to_path(folder, "/srv/root") == path


@pytest.mark.parametrize("folder", ["..", "../root2", "a/../../b", "/../etc", "../../../..", "a\0b"])
def test_folders_that_are_refused(folder: str) -> None:
    with pytest.raises(BadRequest):
        to_path(folder, "/srv/root")


def test_of_a_server_that_shows_everything() -> None:
    assert to_path("etc", "/") == "/etc"
    assert to_path("../etc", "/") == "/etc"  # as the kernel has it: above / is /

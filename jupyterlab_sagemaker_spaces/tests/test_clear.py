"""Known folders: where they are looked for, and that clearing stays within them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from jupyterlab_sagemaker_spaces.storage.clear import Cleared, clear
from jupyterlab_sagemaker_spaces.storage.hogs import HOGS, Hog, find
from jupyterlab_sagemaker_spaces.storage.mounts_below import is_mounted
from jupyterlab_sagemaker_spaces.storage.spots import Spot, spots


def hog(hog_id: str) -> Hog:
    found = find(hog_id)
    assert found is not None
    return found


def write(path: Path, size: int = 5000) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(os.urandom(size))
    return path


def du(path: Path) -> int:
    return int(subprocess.check_output(["du", "-s", "--block-size=1", str(path)]).split()[0])


def clear_in(home: Path, hog_id: str, dry_run: bool = False, **environ: str) -> Cleared:
    return clear(hog(hog_id), home, environ, dry_run)


# Where


def where(hog_id: str, **environ: str) -> list[tuple[str, bool]]:
    return [(spot.path, spot.own) for spot in spots(hog(hog_id), Path("/home/me"), environ)]


def test_each_id_is_there_once_and_says_why() -> None:
    assert len({one.id for one in HOGS}) == len(HOGS)
    assert all(one.why.endswith((".", "remove", "cache", "rm")) for one in HOGS)


def test_what_cannot_be_made_again_is_not_safe() -> None:
    assert {one.id for one in HOGS if one.safe} == {
        *("pip", "uv", "conda-packages", "npm", "yarn", "poetry", "pre-commit", "trash")
    }


def test_usual_places() -> None:
    assert where("uv") == [("/home/me/.cache/uv", True)]
    assert ("/home/me/.cache/pip/http-v2", True) in where("pip")
    assert ("/home/me/.cache/pypoetry/virtualenvs", True) not in where("poetry")


@pytest.mark.parametrize(
    ("hog_id", "environ", "spot"),
    [
        # By names that only the tool gives wherever its variable points.
        ("pip", {"PIP_CACHE_DIR": "/home/me/c"}, ("/home/me/c/http-v2", True)),
        ("pip", {"PIP_CACHE_DIR": "~/c"}, (os.path.expanduser("~/c/http-v2"), True)),
        ("npm", {"npm_config_cache": "/home/me/work"}, ("/home/me/work/_cacache", True)),
        # What is called so there may be anybody's.
        ("pip", {"PIP_CACHE_DIR": "/home/me/work"}, ("/home/me/work/wheels", False)),
        ("poetry", {"POETRY_CACHE_DIR": "/home/me"}, ("/home/me/artifacts", False)),
        ("yarn", {"YARN_CACHE_FOLDER": "/home/me/data"}, ("/home/me/data/v6", False)),
        # But not in the tool's own folder in the base for all caches.
        ("pip", {"XDG_CACHE_HOME": "/home/me/c"}, ("/home/me/c/pip/wheels", True)),
        # A whole folder that a variable names is not cleared: it may hold anything.
        ("uv", {"UV_CACHE_DIR": "/home/me/work"}, ("/home/me/work", False)),
        ("uv", {"XDG_CACHE_HOME": "/home/me/work"}, ("/home/me/work/uv", False)),
        ("trash", {"XDG_DATA_HOME": "/home/me/d"}, ("/home/me/d/Trash", False)),
        # But where it names the usual place.
        ("uv", {"UV_CACHE_DIR": "/home/me/.cache/uv/"}, ("/home/me/.cache/uv", True)),
        ("uv", {"XDG_CACHE_HOME": "/home/me/.cache"}, ("/home/me/.cache/uv", True)),
        ("conda-packages", {"CONDA_PKGS_DIRS": "/home/me/a, /home/me/b"}, ("/home/me/b", False)),
        ("conda-packages", {"CONDA_PKGS_DIRS": "/home/me/a:/home/me/b"}, ("/home/me/a", False)),
    ],
)
def test_places_by_variables(hog_id: str, environ: dict[str, str], spot: tuple[str, bool]) -> None:
    if "~" in environ.get("PIP_CACHE_DIR", ""):
        found = spots(hog(hog_id), Path(os.path.expanduser("~")), environ)
        assert Spot(*spot) in found
    else:
        assert spot in where(hog_id, **environ)


@pytest.mark.parametrize(
    "told", ["/home/me", "/home/me/", "/", "/opt/conda/pkgs", "/home/me/../you", "/home/meow"]
)
def test_nothing_outside_home_and_not_home_itself(told: str) -> None:
    usual = {path for path, _ in where("conda-packages")}
    assert {path for path, _ in where("conda-packages", CONDA_PKGS_DIRS=told)} == usual
    assert where("uv", UV_CACHE_DIR=told) == where("uv")


# Clearing


def test_a_dry_run_says_what_the_clearing_then_frees(tmp_path: Path) -> None:
    cache = tmp_path / ".cache/uv"
    for number in range(50):
        write(cache / f"a{number % 7}" / f"f{number}", 100 * number)
    (cache / "link").symlink_to(tmp_path)
    size = du(cache)
    dry = clear_in(tmp_path, "uv", dry_run=True)
    assert du(cache) == size
    done = clear_in(tmp_path, "uv")
    assert (dry.bytes, dry.files, dry.folders) == (done.bytes, done.files, done.folders)
    assert (done.files, done.folders, done.failed) == (51, 7, 0)
    assert done.bytes == size - du(cache)
    assert list(cache.iterdir()) == []
    assert clear_in(tmp_path, "uv").public() == {"id": "uv", "bytes": 0, "files": 0, "error": None}


def test_only_the_tools_own_names_go(tmp_path: Path) -> None:
    mine = [write(tmp_path / "work" / path) for path in ("thesis.ipynb", "wheels/my.whl", "http/log")]
    write(tmp_path / "work/http-v2/h")
    done = clear_in(tmp_path, "pip", PIP_CACHE_DIR=str(tmp_path / "work"))
    assert done.files == 1
    assert all(path.exists() for path in mine)


def test_a_folder_that_a_variable_names_stays(tmp_path: Path) -> None:
    mine = write(tmp_path / "work/f")
    assert clear_in(tmp_path, "uv", UV_CACHE_DIR=str(tmp_path / "work")).files == 0
    assert mine.exists()


@pytest.mark.parametrize("link", [".cache", ".cache/uv"])
def test_nothing_is_cleared_through_a_link(tmp_path: Path, link: str) -> None:
    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere"
    mine = write(elsewhere / "uv" / "f")
    (home / link).parent.mkdir(parents=True)
    (home / link).symlink_to(elsewhere if link == ".cache" else elsewhere / "uv")
    done = clear_in(home, "uv")
    assert (done.files, done.failed) == (0, 1)
    assert f"{home}/.cache/uv: " in (done.error or "")
    assert mine.exists()


def test_links_within_are_removed_not_followed(tmp_path: Path) -> None:
    mine = write(tmp_path / "work/f")
    (tmp_path / ".cache/uv").mkdir(parents=True)
    (tmp_path / ".cache/uv/link").symlink_to(tmp_path / "work")
    assert clear_in(tmp_path, "uv").files == 1
    assert mine.exists()


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_hard_link_elsewhere_frees_nothing(tmp_path: Path, dry_run: bool) -> None:
    """conda's way: packages are hard-linked into the environments."""
    package = tmp_path / ".conda/pkgs/numpy-1"
    used, unused = write(package / "used", 100_000), write(package / "unused", 50_000)
    twice = write(package / "twice", 70_000)
    os.link(twice, package / "again")
    (tmp_path / "env").mkdir()
    os.link(used, tmp_path / "env/used")
    freed = sum(path.stat().st_blocks * 512 for path in (unused, twice)) + package.stat().st_blocks * 512
    done = clear_in(tmp_path, "conda-packages", dry_run=dry_run)
    assert (done.bytes, done.files) == (freed, 4)
    assert (tmp_path / "env/used").stat().st_size == 100_000


def test_names_that_are_not_utf8_and_deep_folders(tmp_path: Path) -> None:
    cache = tmp_path / ".cache/uv"
    write(Path(os.fsdecode(os.fsencode(cache) + b"/\xff\xfe/f\xe9")))
    write(cache.joinpath(*["d"] * 400) / "f")
    done = clear_in(tmp_path, "uv")
    assert (done.files, done.folders, done.error) == (2, 401, None)


@pytest.mark.skipif(os.getuid() == 0 and not shutil.which("setpriv"), reason="root may remove everything")
def test_what_may_not_be_removed_is_told_and_the_rest_goes(tmp_path: Path) -> None:
    cache = tmp_path / ".cache/uv"
    write(cache / "closed/f")
    write(cache / "closed/g")
    write(cache / "open/f")
    (cache / "closed").chmod(0o555)
    code = (
        "import json, sys; from pathlib import Path\n"
        "from jupyterlab_sagemaker_spaces.storage import clear, hogs\n"
        "done = clear.clear(hogs.find('uv'), Path(sys.argv[1]), {}, False)\n"
        "print(done.files, done.failed, done.error, sep='|')"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    if os.getuid() == 0:
        command = ["setpriv", "--bounding-set=-all", "--inh-caps=-all", *command]
    said = subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=60, check=True).stdout
    files, failed, error = said.strip().split("|")
    assert (files, failed) == ("1", "2")
    assert error in (f"{cache}/closed/{name}: Permission denied." for name in "fg")
    assert not (cache / "open").exists()


def test_more_than_one_failure_is_one_sentence() -> None:
    done = Cleared("x")
    for name in "abc":
        done.fail(f"/home/me/{name}", PermissionError(1, "Operation not permitted"))
    assert done.public()["error"] == ("/home/me/a: Operation not permitted. (2 more could not be removed.)")


@pytest.mark.skipif(os.getuid() != 0, reason="only root may mount")
@pytest.mark.parametrize("point", [".cache/uv", ".cache/uv/inner"])
def test_another_file_system_is_left_alone(tmp_path: Path, point: str) -> None:
    write(tmp_path / ".cache/uv/f")
    (tmp_path / point).mkdir(exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "none", str(tmp_path / point)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nothing be mounted")
    try:
        mine = write(tmp_path / point / "mine")
        done = clear_in(tmp_path, "uv")
        assert done.failed == 1
        assert "another file system" in (done.error or "") or "mounted" in (done.error or "")
        assert mine.exists()
    finally:
        subprocess.run(["umount", str(tmp_path / point)], check=True)


# What is mounted below


def test_a_path_on_a_mount_is_known_without_looking() -> None:
    mounts = {b"/home/me": frozenset([b"efs"]), b"/": frozenset([b"data"])}
    told = {path: is_mounted(path, mounts) for path in (b"/home/me/efs", b"/home/me/efs/a/b", b"/data/x")}
    assert all(told.values())
    assert not any(is_mounted(path, mounts) for path in (b"/home/me", b"/home/me/efs2", b"/home/efs", b"/"))

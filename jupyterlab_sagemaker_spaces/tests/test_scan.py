"""The scan, as its process: du's numbers, hard links once, no links followed, any names."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from jupyterlab_sagemaker_spaces.storage.scan import modified

SCANNER = [sys.executable, "-P", "-m", "jupyterlab_sagemaker_spaces.storage.scan_process"]


def lines(root: Path, home: Path | None = None) -> list[dict[str, Any]]:
    environ = {name: value for name, value in os.environ.items() if "XDG" not in name}
    done = subprocess.run(
        [*SCANNER, str(root)],
        env={**environ, "HOME": str(home or root)},
        stdout=subprocess.PIPE,
        timeout=120,
        check=False,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def scan(root: Path, home: Path | None = None) -> dict[str, Any]:
    last = lines(root, home)[-1]
    assert last.pop("end")
    return last


def du(root: Path, *excluded: str) -> int:
    done = subprocess.run(
        ["du", "-xs", "--block-size=1", *(f"--exclude={path}" for path in excluded), str(root)],
        capture_output=True,
        check=False,
    )
    return int(done.stdout.split()[0])


def write(path: Path, size: int = 5000) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(os.urandom(size))
    return path


def by_path(result: dict[str, Any], name: str, root: Path) -> dict[str, Any]:
    return {os.path.relpath(one["path"], root): one for one in result[name]}


def test_a_small_tree_in_all_its_numbers(tmp_path: Path) -> None:
    big = write(tmp_path / "data" / "big.bin", 300_000)
    write(tmp_path / "data" / "part" / "small.bin", 5000)
    write(tmp_path / "note.txt", 10)
    os.utime(big, (0, 1_800_000_000))
    result = scan(tmp_path)
    assert result["bytes"] == du(tmp_path)
    assert (result["files"], result["folders"]) == (3, 3)
    folders = by_path(result, "largest_folders", tmp_path)
    assert list(folders) == [".", "data", "data/part"]
    assert folders["data"] == {
        "path": str(tmp_path / "data"),
        "bytes": du(tmp_path / "data"),
        "files": 2,
    }
    first = result["largest_files"][0]
    assert first == {
        "path": str(big),
        "bytes": big.stat().st_blocks * 512,
        "modified": "2027-01-15T08:00:00.000Z",
    }
    assert result["owners"] == [{"uid": os.getuid(), "bytes": result["bytes"], "files": 3}]
    assert result["unread"] == {"count": 0, "examples": []}


@pytest.mark.parametrize("seed", range(4))
def test_random_trees_have_dus_size(tmp_path: Path, seed: int) -> None:
    """With hard links in and between folders, that workers read at once."""
    random_ = random.Random(seed)  # noqa: S311 - a repeatable tree
    folders: list[Path] = [tmp_path]
    files: list[Path] = []
    for number in range(4000):
        folder = random_.choice(folders)
        draw = random_.random()
        if draw < 0.2:
            (folder / f"d{number}").mkdir()
            folders.append(folder / f"d{number}")
        elif draw < 0.4 and files:
            os.link(random_.choice(files), folder / f"l{number}")
        else:
            files.append(write(folder / f"f{number}", random_.randrange(20_000)))
    result = scan(tmp_path)
    assert result["bytes"] == du(tmp_path)
    assert (result["files"], result["folders"]) == (len(files), len(folders))
    assert sum(owner["bytes"] for owner in result["owners"]) == result["bytes"]
    # Every folder's sum at most du's own (a link that was counted elsewhere is missing here), and most exact.
    told = {one["path"]: one["bytes"] for one in result["largest_folders"]}
    assert len(told) == 50
    assert all(size <= du(Path(path)) for path, size in told.items())


def test_a_folder_with_more_names_than_a_worker_takes_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(45_000):
        os.close(os.open(folder / f"f{number}", os.O_CREAT, 0o600))
    (folder / "below").mkdir()
    result = scan(tmp_path)
    assert (result["files"], result["folders"], result["bytes"]) == (45_000, 3, du(tmp_path))


def test_only_the_largest_are_told_and_those_are_right(tmp_path: Path) -> None:
    for number in range(300):
        write(tmp_path / f"d{number % 70}" / f"f{number}", 4096 * (number + 1))
    result = scan(tmp_path)
    sizes = sorted((path.stat().st_blocks * 512 for path in tmp_path.glob("*/*")), reverse=True)
    assert [one["bytes"] for one in result["largest_files"]] == sizes[:50]
    folders = sorted((du(path) for path in tmp_path.iterdir()), reverse=True)
    assert [one["bytes"] for one in result["largest_folders"]] == [result["bytes"], *folders[:49]]


def test_links_are_not_followed(tmp_path: Path) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    write(outside / "big", 1_000_000)
    write(root / "a")
    (root / "to-folder").symlink_to(outside)
    (root / "to-itself").symlink_to(root)
    result = scan(root)
    assert (result["files"], result["folders"], result["bytes"]) == (3, 1, du(root))


def test_a_home_that_is_a_link(tmp_path: Path) -> None:
    write(tmp_path / "real/.cache/uv/f")
    (tmp_path / "home").symlink_to("real")
    result = scan(tmp_path / "home")
    assert (result["files"], result["bytes"]) == (1, du(tmp_path / "real"))
    assert set(result["hogs"]) == {"uv"}
    assert result["largest_files"][0]["path"] == str(tmp_path / "home/.cache/uv/f")


def test_names_that_are_not_utf8_or_not_printable(tmp_path: Path) -> None:
    write(Path(os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff\xfedir/f\xe9.bin")))
    write(tmp_path / "line\nbreak")
    result = scan(tmp_path)
    paths = {one["path"] for one in result["largest_files"]}
    assert paths == {f"{tmp_path}/bad\\xff\\xfedir/f\\xe9.bin", f"{tmp_path}/line\nbreak"}
    json.dumps(result).encode("ascii")


def test_a_folder_deeper_than_a_path_may_be_long(tmp_path: Path) -> None:
    fd = os.open(tmp_path, os.O_RDONLY)
    for _ in range(60):
        os.mkdir("n" * 200, dir_fd=fd)
        below = os.open("n" * 200, os.O_RDONLY, dir_fd=fd)
        os.close(fd)
        fd = below
    with os.fdopen(os.open("deepest", os.O_CREAT | os.O_WRONLY, 0o600, dir_fd=fd), "wb") as file:
        file.write(b"x" * 100_000)
    os.close(fd)
    try:
        result = scan(tmp_path)
        assert (result["files"], result["folders"], result["bytes"]) == (1, 61, du(tmp_path))
        assert result["largest_files"][0]["path"].endswith("/deepest")
    finally:
        subprocess.run(["rm", "-rf", str(tmp_path)], check=True)  # pytest's own way ends at PATH_MAX


def test_times_that_no_calendar_has() -> None:
    """File systems keep any number; not every one can be made here."""
    assert [modified(time) for time in (1e12, -1e12, 1e300)] == [None, None, None]
    assert modified(-1.5) == "1969-12-31T23:59:58.500Z"


@pytest.mark.skipif(os.getuid() == 0 and not shutil.which("setpriv"), reason="root may read every folder")
def test_what_may_not_be_read_is_counted_and_said(tmp_path: Path) -> None:
    write(tmp_path / "readable" / "f")
    for name in ("closed", "without-x"):
        write(tmp_path / name / "f")
    (tmp_path / "closed").chmod(0)
    (tmp_path / "without-x").chmod(0o444)
    command = [*SCANNER, str(tmp_path)]
    if os.getuid() == 0:
        command = ["setpriv", "--bounding-set=-all", "--inh-caps=-all", *command]
    done = subprocess.run(
        command, env={**os.environ, "HOME": str(tmp_path)}, capture_output=True, timeout=60, check=False
    )
    result = json.loads(done.stdout.splitlines()[-1])
    examples = {one["path"]: one["why"] for one in result["unread"]["examples"]}
    assert result["unread"]["count"] == 2
    assert examples == {
        str(tmp_path / "closed"): "Permission denied",
        str(tmp_path / "without-x"): "Permission denied",
    }
    assert result["files"] == 1


def test_what_vanishes_meanwhile_is_counted(tmp_path: Path) -> None:
    """Folders come and go the whole time: no crash, and what stays is counted."""
    for number in range(3000):
        write(tmp_path / "stays" / str(number % 50) / f"f{number}", 1)
    churn = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import os, shutil, sys\n"
            "while True:\n"
            "    for n in range(40):\n"
            "        os.makedirs(f'{sys.argv[1]}/churn/{n}/x/y', exist_ok=True)\n"
            "        open(f'{sys.argv[1]}/churn/{n}/x/f', 'w').close()\n"
            "    shutil.rmtree(sys.argv[1] + '/churn')\n",
            str(tmp_path),
        ]
    )
    try:
        results = [scan(tmp_path) for _ in range(8)]
    finally:
        churn.kill()
        churn.wait()
    assert all(result["files"] >= 3000 and result["unread"]["count"] == 0 for result in results)


@pytest.mark.skipif(os.getuid() != 0, reason="only root may mount")
def test_other_file_systems_are_named_and_not_entered(tmp_path: Path) -> None:
    write(tmp_path / "f")
    (tmp_path / "with blank").mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "none", str(tmp_path / "with blank")], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("this machine lets nothing be mounted")
    try:
        write(tmp_path / "with blank" / "big", 1_000_000)
        result = scan(tmp_path)
    finally:
        subprocess.run(["umount", str(tmp_path / "with blank")], check=True)
    assert result["other_file_systems"] == [str(tmp_path / "with blank")]
    assert result["files"] == 1


def test_known_folders_the_outermost_only(tmp_path: Path) -> None:
    write(tmp_path / ".cache/pip/http-v2/a", 50_000)
    write(tmp_path / ".cache/pip/other/b", 50_000)
    write(tmp_path / "work/.ipynb_checkpoints/n.ipynb", 9000)
    write(tmp_path / "work/deep/.ipynb_checkpoints/n.ipynb", 9000)
    write(tmp_path / "runs/checkpoint-500/model.bin", 70_000)
    write(tmp_path / "runs/checkpoint-500/checkpoints/model.bin", 70_000)
    write(tmp_path / "runs/checkpointed/model.bin", 70_000)
    write(tmp_path / ".cache/torch/hub/checkpoints/w.pth", 90_000)
    write(tmp_path / ".jupyter_ystore.db", 20_000)
    (tmp_path / "elsewhere").mkdir()
    assert scan(tmp_path / "elsewhere", home=tmp_path)["hogs"] == {}
    hogs = scan(tmp_path)["hogs"]
    assert hogs == {
        "pip": du(tmp_path / ".cache/pip/http-v2"),
        "notebook-checkpoints": du(tmp_path / "work/.ipynb_checkpoints")
        + du(tmp_path / "work/deep/.ipynb_checkpoints"),
        "checkpoints": du(tmp_path / "runs/checkpoint-500"),
        "torch": du(tmp_path / ".cache/torch"),
        "collaboration": du(tmp_path / ".jupyter_ystore.db"),
    }


def test_a_root_that_is_none(tmp_path: Path) -> None:
    write(tmp_path / "file")
    assert lines(tmp_path / "nowhere") == [
        {"error": f"{tmp_path / 'nowhere'} cannot be looked at: No such file or directory."}
    ]
    assert lines(tmp_path / "file") == [{"error": f"{tmp_path / 'file'} is not a folder."}]


def test_modules_in_the_working_directory_are_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('taken')")
    monkeypatch.chdir(tmp_path)
    assert scan(tmp_path)["files"] == 1


def test_it_ends_when_nobody_reads(tmp_path: Path) -> None:
    read, written = os.pipe()
    os.close(read)
    process = subprocess.Popen([*SCANNER, str(tmp_path)], stdout=written, stderr=subprocess.PIPE)
    os.close(written)
    _, error = process.communicate(timeout=60)
    assert (process.returncode, error) == (1, b"")


def with_workers_that(body: str, root: Path) -> subprocess.Popen[str]:
    """The scan's process, whose workers take one task and then do what the body says."""
    driver = (
        "import os, signal, sys\n"
        "from jupyterlab_sagemaker_spaces.storage import scan, scan_process\n"
        "def work(tasks, reader):\n"
        "    tasks.recv_bytes()\n"
        f"    {body}\n"
        "scan.work = work\n"
        "sys.exit(scan_process.main())\n"
    )
    command = [sys.executable, "-P", "-c", driver, str(root)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_killed_worker_is_told(tmp_path: Path) -> None:
    process = with_workers_that("os.kill(os.getpid(), signal.SIGKILL)", tmp_path)
    said, _ = process.communicate(timeout=60)
    assert "ended by the system" in json.loads(said.splitlines()[-1])["error"]
    assert process.returncode == 1


def test_it_has_the_lowest_priority_and_leaves_nobody_behind(tmp_path: Path) -> None:
    import psutil

    # The worker says that it is there, and then waits for a second task, which never comes.
    process = with_workers_that(
        "print(os.getpid(), file=sys.stderr, flush=True); tasks.recv_bytes()", tmp_path
    )
    assert process.stdout is not None
    assert process.stderr is not None
    with process:
        try:
            worker = psutil.Process(int(process.stderr.readline()))
            assert (psutil.Process(process.pid).nice(), worker.nice()) == (19, 19)
            family = psutil.Process(process.pid).children()
        finally:
            process.kill()
        _, alive = psutil.wait_procs(family, timeout=30)
        assert worker in family
        assert alive == []

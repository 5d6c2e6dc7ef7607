from __future__ import annotations

import os
import uuid
from pathlib import Path

import pytest

from sagemaker_local_domain.directory import DirectoryUnusable, StateDirectory, write_private


def test_a_second_domain_is_refused_until_the_first_ends(tmp_path: Path) -> None:
    with StateDirectory(tmp_path / "d") as directory:
        assert directory.path.stat().st_mode & 0o777 == 0o700
        with (
            pytest.raises(DirectoryUnusable, match=rf"process {os.getpid()}\).*--directory"),
            StateDirectory(tmp_path / "d"),
        ):
            pass
    with StateDirectory(tmp_path / "d"):
        pass


def test_a_directory_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "apps").mkdir()
    tmp_path.chmod(0o755)
    with pytest.raises(DirectoryUnusable, match="holds other things"):
        StateDirectory(tmp_path)
    assert (tmp_path / "apps").is_dir()
    assert tmp_path.stat().st_mode & 0o777 == 0o755


def test_a_domain_finds_its_directory_again(tmp_path: Path) -> None:
    with StateDirectory(tmp_path) as directory:
        (directory.volumes / "a").mkdir(parents=True)
    with StateDirectory(tmp_path) as directory:
        assert (directory.volumes / "a").is_dir()


def test_a_long_path_gets_its_socket_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sagemaker_local_domain.directory._TMP", tmp_path)
    near = StateDirectory(tmp_path / "d")
    assert near.socket("1") == tmp_path / "d/apps/1/run/socket"
    far = StateDirectory(tmp_path / ("d" * 100))
    assert far.socket("1").parent.parent.parent == tmp_path
    assert far.socket("1").parent.parent.stat().st_mode & 0o777 == 0o700
    far.clear_apps()
    assert [path for path in tmp_path.iterdir() if path.name.startswith("sagemaker-")] == []


def test_a_socket_never_goes_where_others_may_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sagemaker_local_domain.directory._TMP", tmp_path)
    far = StateDirectory(tmp_path / ("d" * 100))
    far.socket("1").parent.parent.chmod(0o777)
    with pytest.raises(DirectoryUnusable, match="belongs to somebody else"):
        far.socket("1")


def test_the_sockets_of_kernels_have_short_paths(tmp_path: Path) -> None:
    app_id = uuid.uuid4().hex
    directory = StateDirectory(tmp_path / ("d" * 100))
    runtime = directory.runtime(app_id)
    try:
        assert len(str(runtime / f"kernel-{uuid.uuid4()}-ipc-5")) < 100
        assert runtime.stat().st_mode & 0o777 == 0o700
        directory.clear_app(app_id)
        assert not runtime.exists()
    finally:
        directory.clear_apps()


def test_private_files_are_replaced_whole(tmp_path: Path) -> None:
    file = tmp_path / "f"
    for text in ("one", "two"):
        write_private(file, text)
        assert file.read_text() == text
        assert file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_a_lock_that_cannot_be_had_is_said(tmp_path: Path) -> None:
    with StateDirectory(tmp_path):
        pass
    (tmp_path / "lock").unlink()
    (tmp_path / "lock").mkdir()
    with pytest.raises(DirectoryUnusable, match=r"cannot be used: Is a directory. Give another"):
        StateDirectory(tmp_path).__enter__()
    with pytest.raises(DirectoryUnusable, match=r"cannot be used: Is a directory. Give another"):
        StateDirectory(tmp_path).claim()

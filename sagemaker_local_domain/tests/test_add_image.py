from __future__ import annotations

import os
import sqlite3
import sys
import venv
from contextlib import closing
from pathlib import Path

import pytest

from sagemaker_local_domain.cli import main
from sagemaker_local_domain.directory import StateDirectory
from sagemaker_local_domain.images import DEFAULT_IMAGE_ARN, find_version, own_image
from sagemaker_local_domain.processes.python_environment import look
from sagemaker_local_domain.store import Store


def add(directory: Path, python: str, name: str = "team", *more: str) -> int:
    switches = ["--directory", str(directory), "--name", name, "--version", "1.0.0"]
    return main(["add-image", *switches, "--python", python, *more])


def test_an_environment_is_added_before_the_first_start_and_while_a_domain_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "domain"
    assert add(path, sys.executable, "team", "--display-name", "The team's") == 0
    said = capsys.readouterr()
    arn = "arn:aws:sagemaker:us-east-1:123456789012:image/team"
    assert said.out.startswith(f"{arn}, version 1.0.0: JupyterLab ")
    with StateDirectory(path) as directory, closing(Store(directory.database)) as store:
        assert add(path, sys.executable, "sagemaker-distribution-cpu") == 0
        image = own_image(store, "team")
        assert image
        assert image.display_name == "The team's"
        for image_arn, alias in ((arn, "1"), (DEFAULT_IMAGE_ARN, "1.0.0")):
            spec = {"SageMakerImageArn": image_arn, "SageMakerImageVersionAlias": alias}
            _, version = find_version(store, spec)
            # The link that a virtual environment has, not its target.
            assert version.python == sys.executable


def test_what_is_missing_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    venv.create(tmp_path / "bare", with_pip=False, symlinks=True)
    script = tmp_path / "script"
    script.write_text("#!/bin/sh\necho no Python >&2\nexit 3\n")
    script.chmod(0o755)
    for python, said in (
        (str(tmp_path / "bare/bin/python"), "jupyterlab is not installed in "),
        (str(tmp_path / "none"), "cannot be started: No such file or directory."),
        (str(script), "is no Python that works: no Python"),
    ):
        assert add(tmp_path / "domain", python) == 1
        printed = capsys.readouterr()
        assert printed.err.startswith("The image was not added: ")
        assert said in printed.err
        assert printed.out == ""
    assert not (tmp_path / "domain").exists()


def test_a_directory_with_other_things_gets_no_image(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "thesis.txt").touch()
    assert add(tmp_path, sys.executable) == 1
    assert "holds other things" in capsys.readouterr().err
    assert os.listdir(tmp_path) == ["thesis.txt"]


@pytest.mark.parametrize(
    "switches",
    [
        ["--name", "Team", "--version", "1.0.0", "--python", "x"],
        ["--name", "team", "--version", "1", "--python", "x"],
        ["--name", "team", "--version", "1.0.0", "--python", "x", "--display-name", " "],
        ["--name", "team", "--version", "1.0.0"],
    ],
)
def test_switches_that_cannot_be_followed(switches: list[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["add-image", *switches])


def test_an_environment_says_where_it_lies(tmp_path: Path) -> None:
    venv.create(tmp_path / "real", with_pip=False, symlinks=True)
    (tmp_path / "link").symlink_to("real")
    environment = look(str(tmp_path / "link/bin/python"))
    assert environment.jupyterlab is None
    for needed in (tmp_path / "link/bin", (tmp_path / "real/bin").resolve(), Path(sys.base_prefix)):
        assert any(place == needed or place in needed.parents for place in environment.places)
    assert not any(a in b.parents for a in environment.places for b in environment.places)


def test_a_directory_of_another_version_gets_no_image(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add(tmp_path, sys.executable) == 0
    with closing(sqlite3.connect(tmp_path / "domain.sqlite")) as database:
        database.execute("PRAGMA user_version = 1")
    assert add(tmp_path, sys.executable) == 1
    assert "was made by another version of the local domain" in capsys.readouterr().err
